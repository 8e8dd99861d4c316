// Puts a board where a picture is, when the reader comes near it. Until then the page carries the picture alone:
// the library that draws the boards weighs more than the page. Scripts, not modules: those do not load from a file.
const boards = {}; // each file in boards/ adds its own
const here = document.currentScript.src;
const files = {};

function load(file) {
  return (files[file] ??= new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = new URL(file, here);
    script.onload = loaded;
    script.onerror = failed;
    document.head.append(script);
  }));
}

// The board lies over the picture, which keeps its room: nothing on the page may move.
function cover(picture) {
  const box = document.createElement("div");
  box.className = "board";
  picture.after(box);
  return box;
}

async function start(form) {
  if (form.dataset.state) return;
  form.dataset.state = "loading";
  const name = form.dataset.board;
  const picture = form.previousElementSibling.querySelector("img");
  try {
    await load("jsxgraph/jsxgraphcore.js");
    await Promise.all([load("boards/sheet.js"), load(`boards/${name}.js`), picture.decode()]);
  } catch {
    form.remove(); // the picture stays
    return;
  }
  boards[name](new Sheet(form, cover(picture), picture.alt));
  form.dataset.state = "ready";
}

function come(seen) {
  for (const { isIntersecting, target } of seen) if (isIntersecting) start(target.querySelector("form"));
}

const near = new IntersectionObserver(come, { rootMargin: "300px" });
for (const form of document.querySelectorAll("form.board-inputs")) {
  near.observe(form.parentElement);
  form.addEventListener("focusin", () => start(form));
  form.addEventListener("submit", (event) => event.preventDefault());
}
