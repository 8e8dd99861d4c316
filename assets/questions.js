// Answers the number that a reader types: what `Question.check` of code/logodds/questions.py says, word for word.
const NUMBER = String.raw`[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?`;
const ANSWER = new RegExp(`^(${NUMBER})(?:/(${NUMBER}))?(%?)$`);
// What a reader may have done to the right number, each undone, and what to say then.
const SLIPS = [
  [(x) => x / 100, "A percentage? Then add a %, or divide by 100."],
  [(x) => x * 100, "A hundred times too small: a percentage, taken twice?"],
  [(x) => 1 / x, "Turned round? This is 1 over it."],
  [(x) => -x, "The sign? The rest is right."],
  [(x) => 1 - x, "The other way round? This is 1 minus it."],
];

function read(text) {
  let plain = text.replace(/\s/g, "").replaceAll("\u2212", "-");
  if (!plain.includes(".") && plain.split(",").length === 2) plain = plain.replace(",", ".");
  if (!plain) return [NaN, "Type a number first."];
  const found = ANSWER.exec(plain);
  if (!found) return [NaN, `That is not a number: ${text.trim()}. Write 0.25, 25%, 1/4 or 2.5e-1.`];
  const below = Number(found[2] ?? 1);
  if (below === 0) return [NaN, "That is not a number: 0 stands below the line."];
  const number = Number(found[1]) / below / (found[3] ? 100 : 1);
  return Number.isFinite(number) ? [number, ""] : [NaN, "That is not a number a computer can hold."];
}

function check(text, { value, slack, digits }) {
  const [given, fault] = read(text);
  if (fault) return fault;
  const right = Number(value);
  const off = Math.abs(given - right);
  if (off <= Number(slack)) return "Right.";
  if (off <= Math.max(2 * Number(slack), Math.abs(right) / 50)) return `Close. Give it to ${digits} digits.`;
  const slip = SLIPS.find(([undo]) => Math.abs(undo(given) - right) <= Number(slack));
  if (slip) return slip[1];
  return given > right ? "Too large." : "Too small.";
}

for (const form of document.querySelectorAll("form.question")) {
  form.hidden = false;
  const [input, said] = [form.querySelector("input"), form.querySelector("output")];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    said.textContent = check(input.value, form.dataset);
    form.classList.toggle("right", said.textContent === "Right.");
  });
  input.addEventListener("input", () => {
    said.textContent = "";
    form.classList.remove("right");
  });
}
