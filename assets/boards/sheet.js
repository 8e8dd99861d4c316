// What all boards draw with: a sheet whose inputs hold the numbers, in colours that follow the page's.
const INK = "var(--board-ink)", QUIET = "var(--board-quiet)";
const BLUE = "var(--board-1)", ORANGE = "var(--board-2)", GREEN = "var(--board-3)";

const logistic = (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

// A number as the book writes it. What rounds to zero has no sign.
function written(number, digits = 2) {
  const text = number.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "\u2212");
}

class Sheet {
  constructor(form, box, text) {
    Object.assign(this, { form, box, text, handles: [] });
    this.output = form.querySelector("output");
  }

  // Open the sheet on a part of the plane. Nothing on it takes the focus or speaks: the inputs do.
  open([left, top, right, bottom]) {
    this.board = JXG.JSXGraph.initBoard(this.box, {
      boundingBox: [left, top, right, bottom], keyboard: { enabled: false }, pan: { enabled: false },
      zoom: { enabled: false, wheel: false, pinch: false }, showCopyright: false, showNavigation: false, showInfobox: false,
    });
    this.box.setAttribute("role", "img");
    this.box.setAttribute("aria-label", this.text);
    return this;
  }

  // After each change of an input `change(name)` sets what follows from it, and `say()` returns the values in words.
  follow({ change = () => {}, say }) {
    this.say = say;
    this.change = change;
    for (const type of ["input", "click"]) {
      this.form.addEventListener(type, ({ target }) => {
        if (target.name && (type === "input") === (target.type === "range")) this.changed(target.name);
      });
    }
    this.update();
  }

  changed(name) {
    this.change(name);
    this.update();
  }

  update() {
    for (const { point, at } of this.handles) point.setPositionDirectly(JXG.COORDS_BY_USER, at());
    this.board.update();
    this.output.textContent = this.say();
  }

  value(name) {
    return this.form.elements[name].valueAsNumber;
  }

  set(name, number) {
    this.form.elements[name].value = number;
  }

  make(kind, parents, look = {}) {
    return this.board.create(kind, parents, { fixed: true, highlight: false, tabindex: null, withLabel: false, ...look });
  }

  line(points, color = INK, look = {}) {
    return this.make("curve", [points.map(([x]) => x), points.map(([, y]) => y)], { strokeColor: color, strokeWidth: 2, ...look });
  }

  curve(f, color, look = {}) {
    const [left, , right] = this.board.getBoundingBox();
    return this.make("functiongraph", [f, left, right], { strokeColor: color, strokeWidth: 2, ...look });
  }

  dot(at, color = INK, look = {}) {
    return this.make("point", at, { face: "o", size: 3, strokeColor: color, fillColor: color, ...look });
  }

  words(at, text, color = INK, look = {}) {
    return this.make("text", [...at, text], { display: "internal", strokeColor: color, fontSize: 14, anchorY: "middle", cssDefaultStyle: "", ...look });
  }

  // A point to drag: it stands at `at()`, and a drag to (x, y) calls `moved(x, y)`, which sets inputs.
  handle(at, color, moved) {
    const point = this.dot(at(), color, { size: 8, fixed: false, cssClass: "board-handle" });
    point.on("drag", () => {
      moved(point.X(), point.Y());
      this.update();
    });
    this.handles.push({ point, at });
    return point;
  }
}
