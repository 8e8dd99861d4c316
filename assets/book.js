// What a page can do with a script: choose light or dark, and copy code. Without it the page reads the same.
const root = document.documentElement;
const THEMES = ["auto", "light", "dark"];

function button(text, name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.className = name;
  made.addEventListener("click", () => act(made));
  return made;
}

function label(made) {
  made.textContent = root.dataset.theme;
  made.setAttribute("aria-label", `Colours: ${root.dataset.theme}. Change`);
}

function change(made) {
  root.dataset.theme = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
  try {
    localStorage.theme = root.dataset.theme;
  } catch {
    // Nothing can be kept here: the choice holds for this page.
  }
  label(made);
}

const theme = button("", "theme", change);
root.dataset.theme ??= "auto";
label(theme);
document.querySelector("header.top").append(theme);

async function copy(made) {
  const said = made.textContent;
  try {
    await navigator.clipboard.writeText(made.parentElement.querySelector("pre").textContent.trimEnd());
    made.textContent = "copied";
  } catch {
    made.textContent = "not allowed";
  }
  setTimeout(() => (made.textContent = said), 1500);
}

for (const cell of document.querySelectorAll(".cell_input > div")) cell.append(button("copy", "copy", copy));

// What is too wide for its box is scrolled in it: the keyboard must get there.
const WIDE = ".formula, pre, .scrolls, .ledger-lines, .map, .cell_output > :is(p, ol)";
new ResizeObserver(() => {
  for (const box of document.querySelectorAll(WIDE)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}).observe(document.querySelector("main"));
