// Cross-entropy and squared error with their slopes, by the score of one sample (chapter cross_entropy).
boards.gradients = (sheet) => {
  const z = () => sheet.value("z");
  const t = () => sheet.value("t");
  // The error, prediction minus label, with nothing lost near the label 1 or 0.
  const error = (x) => (1 - t()) * logistic(x) - t() * logistic(-x);
  const slopeOf = (x) => logistic(x) * logistic(-x);
  const losses = [
    { color: BLUE, dash: 0, cost: (x) => t() * softplus(-x) + (1 - t()) * softplus(x), slope: error },
    { color: ORANGE, dash: 2, cost: (x) => error(x) ** 2 / 2, slope: (x) => error(x) * slopeOf(x) },
  ];

  const costs = sheet.panel({ x: [-10, 10], y: [-0.3, 10.2], place: [0, 0, 0.5, 1] });
  const slopes = sheet.panel({ x: [-10, 10], y: [-1.1, 1.1], place: [0.5, 0, 0.5, 1] });
  costs.axes({ x: [-10, -5, 0, 5, 10], y: [0, 5, 10], xWords: "score z", yWords: "cost" });
  slopes.axes({ x: [-10, -5, 0, 5, 10], y: [-1, 0, 1], xWords: "score z", yWords: "slope" });
  costs.words([10, 10.2], "cross-entropy", BLUE, { shift: [0, -14], anchorX: "right", size: 12 });
  costs.words([10, 10.2], "squared error ÷ 2", ORANGE, { shift: [0, -30], anchorX: "right", size: 12 });
  const draw = (panel, f, { color, dash }) => {
    panel.curve(f, color, { dash });
    const at = () => [z(), f(z())];
    panel.handle(at, color, (x) => sheet.set("z", x));
  };
  for (const loss of losses) {
    draw(costs, loss.cost, loss);
    draw(slopes, loss.slope, loss);
  }

  const said = ({ cost, slope }) => `costs ${written(cost(z()), 4)}, slope ${written(slope(z()), 5)}`;
  sheet.follow({ say: () => `Cross-entropy ${said(losses[0])}. Half the squared error ${said(losses[1])}.` });
};
