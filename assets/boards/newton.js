// A line for twenty students, the targets it gives them, and Newton's next line (chapter fitting).
boards.newton = (sheet) => {
  const { hours, passed } = sheet.table;
  let line; // intercept and slope: finer than the sliders, which show them
  let next;
  const score = ([intercept, slope], x) => intercept + slope * x;
  const cost = (at) => sum(hours.map((x, i) => softplus(passed[i] ? -score(at, x) : score(at, x))));
  // (1 - y) is the logistic function of minus the score: near 1 nothing cancels.
  const weight = (at, x) => logistic(score(at, x)) * logistic(-score(at, x));
  const target = (at, i) =>
    score(at, hours[i]) + (passed[i] ? 1 / logistic(score(at, hours[i])) : -1 / logistic(-score(at, hours[i])));

  // The line that fits the targets by weighted least squares, or a shorter step to it if it costs more.
  function step(at) {
    const weights = hours.map((x) => weight(at, x));
    const total = sum(weights);
    const mean = (values) => sum(values.map((value, i) => weights[i] * value)) / total;
    const targets = hours.map((_, i) => target(at, i));
    const x = mean(hours);
    const z = mean(targets);
    const slope = mean(hours.map((h, i) => (h - x) * (targets[i] - z))) / mean(hours.map((h) => (h - x) ** 2));
    const whole = [z - slope * x, slope];
    let share = 1;
    let there = whole;
    while (cost(there) > cost(at) && share > 1e-6) {
      share /= 2;
      there = at.map((value, k) => value + share * (whole[k] - value));
    }
    return there;
  }

  function draw(to) {
    line = to;
    next = step(line);
    sheet.set("intercept", line[0]);
    sheet.set("slope", line[1]);
  }

  function change(name) {
    if (name === "step") draw(next);
    else draw(name === "intercept" ? [sheet.value(name), line[1]] : [line[0], sheet.value(name)]);
  }

  draw([sheet.value("intercept"), sheet.value("slope")]);
  const scores = sheet.panel({ x: [0, 6], y: [-6, 6], place: [0, 0, 0.5, 1] });
  const chances = sheet.panel({ x: [0, 6], y: [0, 1], place: [0.5, 0, 0.5, 1], margin: [24, 14, 42, 40] });
  scores.axes({ x: [0, 2, 4, 6], y: [-6, -3, 0, 3, 6], xWords: "hours of study", yWords: "score" });
  chances.axes({ x: [0, 2, 4, 6], y: [0, 0.5, 1], xWords: "hours of study" });
  chances.words([0, 1], "probability", INK, { shift: [4, 14] });
  const curves = (panel, f) => {
    panel.curve((x) => f(score(line, x)), BLUE);
    panel.curve((x) => f(score(next, x)), INK, { dash: 2 });
  };
  curves(scores, (z) => z);
  curves(chances, logistic);
  hours.forEach((x, i) => {
    const [face, color] = passed[i] ? ["o", GREEN] : ["[]", ORANGE];
    const size = () => scores.scale * (1 + 14 * weight(line, x));
    scores.dot([() => x, () => target(line, i)], color, { face, size });
    chances.dot([x, passed[i]], color, { face });
    chances.line([x, passed[i]], [() => x, () => logistic(score(line, x))], color, { strokeWidth: 1 });
  });
  scores.words([6, -6], "dashed: next", INK, { shift: [0, 12], anchorX: "right", size: 12 });
  // The line turns about the handle that is not dragged.
  const handle = (x, other) => {
    const drag = (_, y) => {
      const slope = clamp((clamp(y, -6, 6) - score(line, other)) / (x - other), -1, 4);
      draw([clamp(score(line, other) - slope * other, -10, 4), slope]);
    };
    scores.handle(() => [x, score(line, x)], BLUE, drag);
  };
  handle(1, 5);
  handle(5, 1);

  const said = ([intercept, slope]) =>
    `intercept ${written(intercept)}, slope ${written(slope)}, cost ${written(cost([intercept, slope]), 3)}`;
  sheet.follow({ change, say: () => `Now: ${said(line)}. After a Newton step: ${said(next)}.` });
};
