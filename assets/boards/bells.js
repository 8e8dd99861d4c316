// Two normal classes of equal spread, and the posterior of class 1 (chapter posterior).
boards.bells = (sheet) => {
  const [first, second, spread, prior] = ["first", "second", "spread", "prior"].map((name) => () => sheet.value(name));
  const bell = (x, mean) => Math.exp(-(((x - mean) / spread()) ** 2) / 2) / (spread() * Math.sqrt(2 * Math.PI));
  // The log odds are a straight line in x: claim posterior.gaussian_half_way.
  const slope = () => (first() - second()) / spread() ** 2;
  const logOdds = (x) => slope() * (x - (first() + second()) / 2) + Math.log(prior()) - Math.log1p(-prior());

  const above = sheet.panel({ x: [-5, 5], y: [0, 0.8], place: [0, 0, 1, 0.5], margin: [14, 14, 22, 40] });
  const below = sheet.panel({ x: [-5, 5], y: [0, 1], place: [0, 0.5, 1, 0.5], margin: [14, 14, 42, 40] });
  above.axes({ x: [-5, 0, 5], y: [0, 0.4, 0.8], yWords: "density × prior" });
  below.axes({ x: [-5, 0, 5], y: [0, 0.5, 1], xWords: "x", yWords: "posterior of class 1" });
  const classes = [
    { words: "class 1", name: "first", mean: first, share: prior, color: BLUE, dash: 0 },
    { words: "class 2", name: "second", mean: second, share: () => 1 - prior(), color: ORANGE, dash: 2 },
  ];
  for (const { words, name, mean, share, color, dash } of classes) {
    const top = () => [mean(), share() * bell(mean(), mean())];
    above.curve((x) => share() * bell(x, mean()), color, { dash });
    above.words(top, words, color, { shift: [0, 16], anchorX: "middle" });
    above.handle(top, color, (x) => sheet.set(name, x));
  }
  below.curve((x) => logistic(logOdds(x)), GREEN);
  const at = () => sheet.value("x");
  const chance = () => [at(), logistic(logOdds(at()))];
  below.handle(chance, GREEN, (x) => sheet.set("x", x));
  above.line([at, 0], [at, 0.8], QUIET, { strokeWidth: 1, dash: 1 });
  below.line([at, 0], [at, 1], QUIET, { strokeWidth: 1, dash: 1 });

  const say = () => {
    const odds = `At x = ${written(at(), 1)} the log odds of class 1 are ${written(logOdds(at()), 3)}`;
    const posterior = `its posterior is ${written(logistic(logOdds(at())), 4)}`;
    return `${odds}, ${posterior}. Each unit of x adds ${written(slope(), 3)} to the log odds.`;
  };
  sheet.follow({ say });
};
