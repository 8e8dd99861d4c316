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
  const odds = { "-40": "1 : 10 000", "-20": "1 : 100", 0: "even", 20: "100 : 1", 40: "10 000 : 1" };
  for (const mark in odds) panel.words([3.6, Number(mark)], odds[mark], QUIET, { shift: [8, 0], size: 12 });
  pieces.forEach((name, step) => {
    const at = () => [step, height(step)];
    const before = step ? () => height(step - 1) : () => 0;
    if (step) {
      panel.line([step - 1, before], [step, before], QUIET, { strokeWidth: 1 });
      panel.line([step, before], at, BLUE, { lastArrow: { type: 2, size: 5 } });
      const middle = () => [step, (before() + height(step)) / 2];
      const weight = () => (sheet.value(name) > 0 ? "+" : "") + written(sheet.value(name), 0);
      panel.words(middle, weight, BLUE, { shift: [8, 0] });
    }
    panel.handle(at, step ? BLUE : INK, (_, y) => sheet.set(name, y - before()));
  });

  const say = () =>
    `After the evidence: ${written(height(3), 0)} decibans, log odds ${written(nats(height(3)), 3)}, ` +
    `odds ${written(Math.exp(nats(height(3))), 4)}, probability ${written(logistic(nats(height(3))), 4)}.`;
  sheet.follow({ say });
};
