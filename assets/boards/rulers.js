// A probability, its odds and its log odds on three linked rulers (chapter logit).
boards.rulers = (sheet) => {
  const logit = (p) => Math.log(p) - Math.log1p(-p);
  const rulers = [
    {
      name: "p",
      words: "probability p",
      of: logistic,
      back: logit,
      low: 0,
      high: 1,
      marks: [0, 0.5, 1],
    },
    {
      name: "odds",
      words: "odds p / (1 − p)",
      of: Math.exp,
      back: Math.log,
      low: 0,
      high: 10,
      marks: [0, 1, 5, 10],
    },
    {
      name: "logit",
      words: "log odds",
      of: (x) => x,
      back: (x) => x,
      low: -2.4,
      high: 2.4,
      marks: [-2, -1, 0, 1, 2],
    },
  ];
  let x; // the log odds: the one number that all three show
  const place = (ruler, value) => (value - ruler.low) / (ruler.high - ruler.low);

  function change(name) {
    x = rulers.find((ruler) => ruler.name === name).back(sheet.value(name));
    for (const ruler of rulers) if (ruler.name !== name) sheet.set(ruler.name, ruler.of(x));
  }

  change("p");
  const panel = sheet.panel({ x: [0, 1], y: [0, 2], margin: [32, 20, 28, 20] });
  rulers.forEach((ruler, row) => {
    const height = 2 - row;
    panel.line([0, height], [1, height], QUIET);
    panel.words([0, height], ruler.words, INK, { shift: [0, 18] });
    for (const mark of ruler.marks) {
      panel.line([place(ruler, mark), height - 0.06], [place(ruler, mark), height + 0.06], QUIET);
      panel.mark([place(ruler, mark), height], mark, { shift: [0, -16], anchorX: "middle" });
    }
    for (let tenth = 1; tenth < 10; tenth++) panel.dot([place(ruler, ruler.of(logit(tenth / 10))), height]);
    const at = () => [place(ruler, ruler.of(x)), height];
    if (row) {
      const above = () => [place(rulers[row - 1], rulers[row - 1].of(x)), height + 1];
      panel.line(above, at, BLUE, { strokeWidth: 1.5, dash: 2 });
    }
    panel.handle(at, BLUE, (share) => {
      sheet.set(ruler.name, ruler.low + share * (ruler.high - ruler.low));
      change(ruler.name);
    });
  });

  const say = () =>
    `A probability of ${written(logistic(x), 3)} has odds of ${written(Math.exp(x), 3)} and log odds of ${written(x, 3)}.`;
  sheet.follow({ change, say });
};
