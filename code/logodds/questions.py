"""A number that an exercise asks for: the page, or the notebook, answers the reader's own.

``asks`` ends a cell. On the page it becomes a line to type a number into; in a notebook the reader types
``question.check(0.05)``. Both give the same answer: assets/questions.js says what ``Question.check`` says.
"""

import json
import math
import re
from dataclasses import dataclass

MIME = "application/vnd.logodds.question+json"
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_ANSWER = re.compile(rf"({_NUMBER})(?:/({_NUMBER}))?(%?)")
#: what a reader may have done to the right number, each undone, and what to say then
_SLIPS = (
    (lambda x: x / 100, "A percentage? Then add a %, or divide by 100."),
    (lambda x: x * 100, "A hundred times too small: a percentage, taken twice?"),
    (lambda x: 1 / x if x else math.inf, "Turned round? This is 1 over it."),
    (lambda x: -x, "The sign? The rest is right."),
    (lambda x: 1 - x, "The other way round? This is 1 minus it."),
)


@dataclass(frozen=True)
class Question:
    """A number that is asked for. Make one with ``asks``."""

    label: str
    value: float
    digits: int

    @property
    def slack(self):
        """How far a right answer may be off: half a unit of the last digit asked for, and a hair (float)."""
        power = int(f"{self.value:.16e}".partition("e")[2])
        return 0.5000001 * 10.0 ** (power - self.digits + 1)

    def check(self, answer):
        """Say what is to be said about an answer (str).

        answer: a number, or a text as a reader types it: "0.0405", "4.05%", "4,05 %", "3/74", "-1.5", "1e-3".
        Nothing is raised: what cannot be read gets an answer, too.
        """
        given, fault = _read(str(answer))
        if fault:
            return fault
        off = abs(given - self.value)
        if off <= self.slack:
            return "Right."
        if off <= max(2 * self.slack, abs(self.value) / 50):
            return f"Close. Give it to {self.digits} digits."
        for undo, words in _SLIPS:
            if abs(undo(given) - self.value) <= self.slack:
                return words
        return "Too large." if given > self.value else "Too small."

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"version": 1, "label": self.label, "value": self.value, "digits": self.digits, "slack": self.slack}
        return {MIME: json.dumps(data, ensure_ascii=False), "text/plain": str(self)}

    def __str__(self):
        label = self.label[:1].upper() + self.label[1:]
        return f"{label}, to {self.digits} digits? Answer with question.check(...), your number in the brackets."


def asks(label, value, digits=3):
    """Ask the reader for a number.

    label: what is asked for, as a phrase ("the first bookmaker's overround"); value: the right answer, a finite
    number other than 0, computed before it is asked for; digits: the significant digits that count, 2 or more.
    Returns a ``Question``. ValueError, naming the label, if one of them is not so; TypeError if value is no number.
    """
    try:
        number = float(value)
    except (TypeError, ValueError) as error:
        raise TypeError(f"asks: {label!r} needs one number as its value, not {value!r}") from error
    if not str(label).strip():
        raise ValueError("asks: the label is empty: say what is asked for")
    if not math.isfinite(number) or number == 0:
        raise ValueError(f"asks: {label!r} has the value {number}, and must have a finite one other than 0")
    if isinstance(digits, bool) or digits != int(digits) or digits < 2:
        raise ValueError(f"asks: {label!r} is asked to {digits!r} digits; 2 is the least")
    return Question(label, number, int(digits))


def _read(text):
    """Return the number that a text gives (float), and "" or what is wrong with the text."""
    plain = re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-")
    if "." not in plain and plain.count(",") == 1:
        plain = plain.replace(",", ".")
    if not plain:
        return math.nan, "Type a number first."
    found = _ANSWER.fullmatch(plain)
    if found is None:
        return math.nan, f"That is not a number: {text.strip()}. Write 0.25, 25%, 1/4 or 2.5e-1."
    above, below, percent = float(found[1]), float(found[2] or 1), found[3]
    if below == 0:
        return math.nan, "That is not a number: 0 stands below the line."
    number = above / below / (100 if percent else 1)
    if not math.isfinite(number):
        return math.nan, "That is not a number a computer can hold."
    return number, ""
