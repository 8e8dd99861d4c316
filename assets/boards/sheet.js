// What all boards draw with: a sheet whose inputs hold the numbers, and panels on it in colours that follow the page's.
const INK = "var(--ink)";
const QUIET = "var(--muted)";
const BLUE = "var(--accent)";
const ORANGE = "var(--accent-2)";
const GREEN = "var(--accent-3)";

// In these forms nothing overflows and nothing cancels, as in logodds.logistic.
const logistic = (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const clamp = (x, low, high) => Math.min(Math.max(x, low), high);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// A number as the book writes it. What rounds to zero has no sign.
function written(number, digits = 2) {
  const text = number.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

class Sheet {
  // Nothing on the board takes the focus or speaks: the inputs and the values below it do.
  constructor(form, box, text) {
    Object.assign(this, { form, box, panels: [], output: form.querySelector("output") });
    this.table = JSON.parse(form.dataset.table ?? "null");
    box.setAttribute("role", "img");
    box.setAttribute("aria-label", text);
  }

  panel(options) {
    const panel = new Panel(this, options);
    this.panels.push(panel);
    return panel;
  }

  // Let the board follow its inputs: `change(name)` sets what hangs on the one that was moved or pressed, and
  // `say()` returns the values in words.
  follow({ change = () => {}, say }) {
    const moved = ({ type, target }) => {
      if ((type === "input") !== (target.type === "range")) return;
      change(target.name);
      this.update();
    };
    this.say = say;
    this.form.addEventListener("input", moved);
    for (const button of this.form.querySelectorAll("button")) button.addEventListener("click", moved);
    // What stands there at first is no news: a screen reader speaks from the first touch on.
    const speak = () => this.output.setAttribute("aria-live", "polite");
    this.form.addEventListener("focusin", speak, { once: true });
    this.box.addEventListener("pointerdown", speak, { once: true, capture: true }); // the board tells nobody
    this.update();
  }

  update() {
    for (const panel of this.panels) panel.update();
    this.output.textContent = this.say();
  }

  value(name) {
    return this.form.elements[name].valueAsNumber;
  }

  // Set a slider; one that is dragged beyond its end stays there.
  set(name, number) {
    this.form.elements[name].value = number;
  }
}

class Panel {
  // x, y: the ends of the axes; place: left, top, width and height as shares of the sheet; margin: the pixels
  // around the axes, from the top clockwise; equal: one unit is as long upwards as sideways.
  constructor(sheet, { x, y, place = [0, 0, 1, 1], margin = [14, 14, 42, 40], equal = false }) {
    const [left, top, width, height] = place.map((share) => `${100 * share}%`);
    const box = document.createElement("div");
    Object.assign(box.style, { left, top, width, height });
    sheet.box.append(box);
    const [above, right, below, before] = margin;
    const bounds = () => {
      const unitX = (x[1] - x[0]) / (box.clientWidth - before - right);
      const unitY = (y[1] - y[0]) / (box.clientHeight - above - below);
      return [x[0] - before * unitX, y[1] + above * unitY, x[1] + right * unitX, y[0] - below * unitY];
    };
    const board = JXG.JSXGraph.initBoard(box, {
      boundingBox: bounds(),
      keepAspectRatio: equal,
      keyboard: { enabled: false },
      pan: { enabled: false },
      resize: { enabled: false },
      zoom: { enabled: false, wheel: false, pinch: false },
      showCopyright: false,
      showNavigation: false,
      showInfobox: false,
    });
    // When a phone is turned, the margins keep their pixels.
    new ResizeObserver(() => {
      if (!box.clientWidth) return; // in print
      board.resizeContainer(box.clientWidth, box.clientHeight, true);
      board.setBoundingBox(bounds(), equal);
    }).observe(box);
    box.removeAttribute("role");
    box.removeAttribute("aria-label");
    const scale = box.clientWidth < 240 ? 0.8 : 1; // of letters and dots, on a phone
    Object.assign(this, { sheet, board, x, y, scale, handles: [] });
  }

  update() {
    for (const { point, at } of this.handles) point.setPositionDirectly(JXG.COORDS_BY_USER, at());
    this.board.update();
  }

  make(kind, parents, look = {}) {
    return this.board.create(kind, parents, {
      fixed: true,
      highlight: false,
      tabindex: null,
      withLabel: false,
      ...look,
    });
  }

  // A segment between two points; each is two numbers, or a function that returns them.
  line(start, end, color = INK, look = {}) {
    return this.make("segment", [start, end], {
      strokeColor: color,
      strokeWidth: 2,
      point1: { visible: false },
      point2: { visible: false },
      ...look,
    });
  }

  // The curve of a function, where it is on the panel.
  curve(f, color, look = {}) {
    const [low, high] = this.y;
    const seen = (x) => (low <= f(x) && f(x) <= high ? f(x) : NaN);
    return this.make("functiongraph", [seen, ...this.x], { strokeColor: color, strokeWidth: 2, ...look });
  }

  dot(at, color = INK, look = {}) {
    return this.make("point", at, {
      face: "o",
      size: 3 * this.scale,
      strokeColor: color,
      fillColor: color,
      ...look,
    });
  }

  // Words beside a point, shifted by so many pixels to the right and upwards.
  words(at, text, color = INK, { shift = [0, 0], size = 14, ...look } = {}) {
    const place = typeof at === "function" ? at : () => at;
    const { board } = this;
    const x = () => place()[0] + shift[0] / board.unitX;
    const y = () => place()[1] + shift[1] / board.unitY;
    return this.make("text", [x, y, text], {
      display: "internal",
      strokeColor: color,
      fontSize: size * this.scale,
      anchorY: "middle",
      cssDefaultStyle: "",
      ...look,
    });
  }

  // Axes at the left and below, with a mark for each of the numbers.
  axes({ x = [], y = [], xWords = "", yWords = "" }) {
    const [left, right] = this.x;
    const [bottom, top] = this.y;
    this.line([left, bottom], [right, bottom], QUIET, { strokeWidth: 1 });
    this.line([left, bottom], [left, top], QUIET, { strokeWidth: 1 });
    for (const mark of x) this.mark([mark, bottom], mark, { shift: [0, -12], anchorX: "middle" });
    for (const mark of y) this.mark([left, mark], mark, { shift: [-6, 0], anchorX: "right" });
    this.words([(left + right) / 2, bottom], xWords, INK, { shift: [0, -30], anchorX: "middle" });
    this.words([left, top], yWords, INK, { shift: [8, 0] });
  }

  // A number beside an axis.
  mark(at, number, look) {
    this.words(at, written(number, number % 1 ? 1 : 0), QUIET, { size: 12, ...look });
  }

  // A point to drag: it stands at `at()`, and a drag to (x, y) calls `moved(x, y)`, which sets inputs.
  handle(at, color, moved) {
    const point = this.dot(at(), color, { size: 8 * this.scale, fixed: false, cssClass: "board-handle" });
    point.on("drag", () => {
      moved(point.X(), point.Y());
      this.sheet.update();
    });
    this.handles.push({ point, at });
    return point;
  }
}
