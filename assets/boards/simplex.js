// Three scores and a temperature make a point of the triangle of probabilities (chapter softmax).
boards.simplex = (sheet) => {
  const classes = ["cat", "dog", "bird"];
  const scores = () => classes.map((name) => sheet.value(name));
  const temperature = () => sheet.value("temperature");

  // No exponent is above 0, so that nothing overflows.
  function softmax(z, tau) {
    const greatest = Math.max(...z);
    const parts = z.map((score) => Math.exp((score - greatest) / tau));
    return parts.map((part) => part / sum(parts));
  }

  const height = Math.sqrt(3) / 2;
  const corners = [0, 1, 0.5].map((x, k) => [x, k === 2 ? height : 0]);
  const place = (p) => [0, 1].map((axis) => sum(p.map((share, k) => share * corners[k][axis])));
  const now = () => place(softmax(scores(), temperature()));
  // From the centre, at infinite temperature, to the cold end.
  const warmth = (s) => Math.exp(6 - 12 * s);
  const along = (axis, z) => (s) => place(softmax(z(), warmth(s)))[axis];

  const panel = sheet.panel({ x: [0, 1], y: [0, height], margin: [26, 30, 26, 30], equal: true });
  corners.forEach((corner, k) => panel.line(corner, corners[(k + 1) % 3], QUIET));
  panel.words(corners[0], classes[0], INK, { shift: [-4, -14], anchorX: "middle" });
  panel.words(corners[1], classes[1], INK, { shift: [4, -14], anchorX: "middle" });
  panel.words(corners[2], classes[2], INK, { shift: [0, 14], anchorX: "middle" });
  panel.dot(place([1 / 3, 1 / 3, 1 / 3]), QUIET, { face: "<>", size: 5 });
  const path = (z, look) => panel.make("curve", [along(0, z), along(1, z), 0, 1], { strokeWidth: 2, ...look });
  path(scores, { strokeColor: BLUE });
  path(() => [1, 3, 3], { strokeColor: ORANGE, dash: 2 }); // a tie

  // A drag says which probabilities are wanted: the scores are their logarithms times the temperature, with the
  // least score at 0.
  panel.handle(now, BLUE, (x, y) => {
    const bird = y / height;
    const dog = x - bird / 2;
    const p = [1 - dog - bird, dog, bird].map((share) => clamp(share, 1e-6, 1));
    const logs = p.map((share) => temperature() * Math.log(share));
    const least = Math.min(...logs);
    classes.forEach((name, k) => sheet.set(name, logs[k] - least));
  });

  const say = () => {
    const p = softmax(scores(), temperature());
    const shares = classes.map((name, k) => `${name} ${written(p[k], 3)}`).join(", ");
    return `Probabilities: ${shares}; at temperature ${written(temperature(), 2)}.`;
  };
  sheet.follow({ say });
};
