// A logistic curve, its ceiling, slope and shift, against the census of the United States (chapter logistic).
boards.census = (sheet) => {
  const { year, population } = sheet.table;
  const counts = year.map((x, i) => [x, population[i]]);
  const known = counts.filter(([x]) => x <= 1910);
  const [ceiling, rate, midpoint] = ["ceiling", "rate", "midpoint"].map((name) => () => sheet.value(name));
  const curve = (x) => ceiling() * logistic(rate() * (x - midpoint()));
  const misses = () => known.map(([x, count]) => Math.abs(count - curve(x)));

  const panel = sheet.panel({ x: [1780, 2030], y: [0, 400] });
  panel.axes({
    x: [1800, 1850, 1900, 1950, 2000],
    y: [0, 100, 200, 300, 400],
    xWords: "year",
    yWords: "population, millions",
  });
  panel.line([1780, ceiling], [2030, ceiling], QUIET, { dash: 1, strokeWidth: 1 });
  panel.curve(curve, BLUE);
  for (const count of counts) {
    if (known.includes(count)) panel.dot(count);
    else panel.dot(count, ORANGE, { face: "x" });
  }
  // The three that the printed curve goes through.
  for (const chosen of [0, 6, 12]) panel.dot(counts[chosen], BLUE, { face: "[]", size: 4 });
  panel.words([2000, 281], "counted later", ORANGE, { shift: [-14, 6], anchorX: "right" });
  const top = () => [1810, ceiling()];
  const middle = () => [midpoint(), ceiling() / 2];
  panel.handle(top, BLUE, (_, y) => sheet.set("ceiling", y));
  panel.handle(middle, BLUE, (x) => sheet.set("midpoint", x));

  const say = () =>
    `The curve misses the thirteen counts to 1910 by ${written(sum(misses()) / known.length)} million on average, ` +
    `by ${written(Math.max(...misses()))} at worst. For 2020 it forecasts ${written(curve(2020), 1)} million.`;
  sheet.follow({ say });
};
