// Makes the ledger sortable and searchable. Without it the page shows every claim, in the order of the book.
const table = document.getElementById("ledger-lines");
const body = table.tBodies[0];
const rows = [...body.rows];
const texts = rows.map((row) => row.textContent.toLowerCase().replaceAll("\u200b", ""));
const collator = new Intl.Collator("en", { numeric: true });

const bar = document.createElement("form");
bar.className = "ledger-search";
bar.setAttribute("role", "search");
bar.setAttribute("aria-label", "Ledger");
bar.innerHTML = '<label>Search the ledger <input type="search" autocomplete="off"></label> <output></output>';
table.parentElement.before(bar);
const input = bar.querySelector("input");
const count = bar.querySelector("output");

// Every word must stand somewhere in the line.
function search() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, index) => {
    row.hidden = !words.every((word) => texts[index].includes(word));
    shown += !row.hidden;
  });
  count.textContent = words.length ? `${shown} of ${rows.length}` : `${rows.length} claims and definitions`;
}

function value(row, column) {
  const cell = row.cells[column];
  return cell.dataset.v ?? cell.textContent;
}

function sort(heading, column) {
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const order = [...rows].sort((a, b) => collator.compare(value(a, column), value(b, column)));
  body.append(...(down ? order.reverse() : order));
}

[...table.tHead.rows[0].cells].forEach((heading, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = heading.textContent;
  button.addEventListener("click", () => sort(heading, column));
  heading.replaceChildren(button);
});

// A link to a line must find it, whatever was searched for.
function follow() {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row && row.hidden) {
    input.value = "";
    search();
    row.scrollIntoView();
  }
}

bar.addEventListener("submit", (event) => event.preventDefault());
input.addEventListener("input", search);
addEventListener("hashchange", follow);
search();
