// Evidence in decibans, added rung by rung (chapter logit).
boards.decibans = (sheet) => {
  const pieces = ["prior", "first", "second", "third"];
  const height = (step) => sum(pieces.slice(0, step + 1).map((name) => sheet.value(name)));
  const nats = (decibans) => (decibans * Math.LN10) / 10;

  const panel = sheet.panel({ x: [-0.4, 3.6], y: [-60, 50], margin: [34, 100, 14, 40] });
  panel.axes({ y: [-40, -20, 0, 20, 40] });
  panel.words([-0.4, 50], "decibans", INK, { shift: [-30, 16] });
  panel.words([3.6, 50], "odds", INK, { shift: [8, 16] });
  panel.line([-0.4, 0], [3.6, 0], QUIET, { dash: 1, strokeWidth: 1 });
  for (const [mark, odds] of [
    [-40, "1 : 10 000"],
    [-20, "1 : 100"],
    [0, "even"],
    [20, "100 : 1"],
    [40, "10 000 : 1"],
  ]) {
    panel.words([3.6, mark], odds, QUIET, { shift: [8, 0], size: 12 });
  }
  pieces.forEach((name, step) => {
    const at = () => [step, height(step)];
    if (step) {
      panel.line([step - 1, () => height(step - 1)], [step, () => height(step - 1)], QUIET, {
        strokeWidth: 1,
      });
      panel.line([step, () => height(step - 1)], at, BLUE, { lastArrow: { type: 2, size: 5 } });
      panel.words(
        () => [step, (height(step - 1) + height(step)) / 2],
        () => (sheet.value(name) > 0 ? "+" : "") + written(sheet.value(name), 0),
        BLUE,
        { shift: [8, 0] },
      );
    }
    panel.handle(at, step ? BLUE : INK, (_, y) => sheet.set(name, y - (step ? height(step - 1) : 0)));
  });

  const say = () =>
    `After the evidence: ${written(height(3), 0)} decibans, log odds ${written(nats(height(3)), 3)}, ` +
    `odds ${written(Math.exp(nats(height(3))), 4)}, probability ${written(logistic(nats(height(3))), 4)}.`;
  sheet.follow({ say });
};
