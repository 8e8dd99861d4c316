"""Formulas in a line of text that hold numbers only: is ``1/0.09 \\approx 11.1`` true?

Text computes in passing, and a slip there is as wrong as one in a display. ``find_slip`` reads such a formula
as the page shows it and has it judged: ``=`` and the orders by the checker, ``\\approx`` to the digits that are
written.
"""

import re

from sympy import (
    E,
    Eq,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Ne,
    Rational,
    binomial,
    factorial,
    log,
    pi,
    root,
    tanh,
)

from .decide import decide
from .words import Phi, as_written, logistic, logit, odds, settle, softplus, unfold

RELATIONS = {"=": Eq, "<": Lt, ">": Gt, r"\le": Le, r"\ge": Ge, r"\ne": Ne, r"\approx": None}
FUNCTIONS = {
    r"\log": log,
    r"\tanh": tanh,
    r"\sigma": logistic,
    r"\Phi": Phi,
    "logit": logit,
    "odds": odds,
    "softplus": softplus,
}
TOKEN = re.compile(r"\\operatorname\{(\w+)\}|(\d+(?:\.\d+)?|\\[A-Za-z]+|\S)")
QUIET = r"\\[,;:! ]|\\(?:left|right|[bB]igg?[lr]?|displaystyle)(?![A-Za-z])|~"


class Unread(ValueError):
    """The formula holds something that is no number and no known function of numbers."""


def find_slip(latex):
    """Say what is wrong with a formula, or return the empty string.

    latex (str): a chain of relations between numbers.

    Raises Unread if it holds more than numbers, or no relation.
    """
    tokens = [name or sign for name, sign in TOKEN.findall(re.sub(QUIET, " ", _spelled_out(latex)))]
    sides, relations = [[]], []
    for token in tokens:
        if token in RELATIONS:
            relations.append(token)
            sides.append([])
        else:
            sides[-1].append(token)
    if not relations:
        raise Unread(f"{latex} states nothing")
    values = [_value(side, latex) for side in sides]
    for left, sign, right, written in zip(values, relations, values[1:], sides[1:]):
        slip = _slip(left, sign, right, written)
        if slip:
            return slip
    return ""


def _spelled_out(latex):
    """LaTeX with one spelling of each fraction and relation: \\frac12 becomes \\frac{1}{2}."""
    latex = re.sub(r"\\[td]frac(?![A-Za-z])", r"\\frac", latex)
    latex = re.sub(r"\\(frac|sqrt)\s*(\d)", r"\\\1{\2}", latex)
    latex = re.sub(r"(\\frac\{[^{}]*\})\s*(\d)", r"\1{\2}", latex)
    latex = re.sub(r"\^(\d)", r"^{\1}", latex)
    for long, short in ((r"\leq", r"\le"), (r"\geq", r"\ge"), (r"\neq", r"\ne")):
        latex = re.sub(rf"\{long}(?![A-Za-z])", rf"\{short}", latex)
    return latex


def _slip(left, sign, right, written):
    cut = written[-1] == r"\ldots"
    if sign == r"\approx" or cut:
        number = "".join(written).removesuffix(r"\ldots")
        if not re.fullmatch(r"-?\d+(\.\d+)?", number):
            return rf"what stands after \approx must be a decimal number, not {number}"
        unit = Rational(1, 10 ** len(number.partition(".")[2]))
        near = _digits(left, 50)
        if near.is_real and near.is_finite:
            # Rounded, it is at most half a unit off; cut off, less than one, away from zero.
            off = (near - right) * (-1 if number.startswith("-") else 1)
            if 0 <= off < unit if cut else abs(off) <= unit / 2:
                return ""
        return f"the left side is {_digits(left, len(number) + 3)}, not {number}"
    with as_written:
        statement = RELATIONS[sign](left, right)
    verdict = decide(statement)
    if verdict.proved:
        return ""
    hint = r"; for a rounded number write \approx" if sign == "=" else ""
    return f"{sign} does not hold: {_digits(left, 12)} and {_digits(right, 12)}{hint}"


def _digits(value, count):
    """A number to so many digits."""
    return settle(unfold(value)).evalf(count)


def _value(tokens, latex):
    reader = _Reader(tokens, latex)
    value = reader.sum()
    reader.expect(None)
    return value


class _Reader:
    """Reads one side: sums of products of powers, with the multiplication sign mostly left out."""

    def __init__(self, tokens, latex):
        self.tokens, self.latex, self.place = [t for t in tokens if t != r"\ldots"], latex, 0

    def peek(self):
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self):
        self.place += 1
        return self.tokens[self.place - 1] if self.place <= len(self.tokens) else None

    def expect(self, token):
        found = self.take()
        if found != token:
            raise Unread(f"{self.latex}: {found or 'its end'} was not expected")

    def sum(self):
        value = -self.product() if self._skip("-") else self.product()
        while self.peek() in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self):
        value = self.power()
        while True:
            if self.peek() in (r"\cdot", r"\times"):
                self.take()
                value = value * self.power()
            elif self._skip("/"):
                value = value / self.power()
            elif self.peek() is None or self.peek() in (")", "}", "]", "+", "-", ","):
                return value
            else:
                value = value * self.power()

    def power(self):
        value = self.atom()
        while self.peek() in ("^", "!"):
            value = factorial(value) if self.take() == "!" else value ** self.group()
        return value

    def group(self):
        """What stands between braces."""
        self.expect("{")
        value = self.sum()
        self.expect("}")
        return value

    def atom(self):
        token = self.take()
        if token is None:
            raise Unread(f"{self.latex}: a side is empty")
        if re.fullmatch(r"\d+(\.\d+)?", token):
            return Rational(token)
        if token in ("e", r"\pi"):
            return E if token == "e" else pi
        if token == "(":
            value = self.sum()
            self.expect(")")
            return value
        if token in (r"\frac", r"\binom"):
            above, below = self.group(), self.group()
            return above / below if token == r"\frac" else binomial(above, below)
        if token == r"\sqrt":
            index = Integer(2)
            if self._skip("["):
                index = self.sum()
                self.expect("]")
            return root(self.group(), index)
        if token in FUNCTIONS:
            return self._call(FUNCTIONS[token])
        raise Unread(f"{self.latex}: {token} is neither a number nor a known function")

    def _call(self, function):
        base = None
        if function is log and self._skip("_"):
            base = self.group() if self.peek() == "{" else Rational(self.take())
        argument = self.atom() if self.peek() == "(" else self.power()
        return log(argument) / log(base) if base is not None else function(argument)

    def _skip(self, token):
        if self.peek() != token:
            return False
        self.place += 1
        return True
