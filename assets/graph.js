// Points out what a claim rests on and what rests on it. Without it the picture is whole, and its links lead on.
const map = document.querySelector(".map-svg");
const curves = [...map.querySelectorAll("path")].map((path) => [path, path.dataset.j.split(" ")]);

function ask(event) {
  const dot = event.type === "pointerout" || event.type === "focusout" ? null : event.target.closest("[data-i]");
  map.classList.toggle("asked", dot !== null);
  for (const [path, joins] of curves) path.classList.toggle("lit", dot !== null && joins.includes(dot.dataset.i));
}

for (const type of ["pointerover", "pointerout", "focusin", "focusout"]) map.addEventListener(type, ask);
