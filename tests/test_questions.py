"""A question answers what a reader types, in words that help; what is no question is refused."""

import json
from fractions import Fraction

import numpy as np
import pytest
from logodds.questions import MIME, asks

# The right number, its digits, what is typed, and how the answer begins.
TABLE = [
    (3 / 74, 3, "0.0405", "Right."),
    (3 / 74, 3, ".0405", "Right."),
    (3 / 74, 3, "4.05%", "Right."),
    (3 / 74, 3, "4,05 %", "Right."),
    (3 / 74, 3, "4,05\N{NO-BREAK SPACE}%", "Right."),
    (3 / 74, 3, "3/74", "Right."),
    (3 / 74, 3, "3 / 74", "Right."),
    (3 / 74, 3, "300/74 %", "Right."),
    (3 / 74, 3, "4.054054e-2", "Right."),
    (3 / 74, 3, "+0.0405", "Right."),
    (3 / 74, 3, "0.04", "Close. Give it to 3 digits."),
    (3 / 74, 3, "0.0406", "Close. Give it to 3 digits."),
    (3 / 74, 3, "0.05", "Too large."),
    (3 / 74, 3, "0.03", "Too small."),
    (3 / 74, 3, "-1", "Too small."),
    (3 / 74, 3, "4.05", "A percentage?"),
    (3 / 74, 3, "0.0405%", "A hundred times too small"),
    (3 / 74, 3, "74/3", "Turned round?"),
    (3 / 74, 3, "24.7", "Too large."),
    (3 / 74, 3, "-0.0405", "The sign?"),
    (3 / 74, 3, "71/74", "The other way round?"),
    (3 / 74, 3, "0", "Too small."),
    (-1.5, 2, "-1.5", "Right."),
    (-1.5, 2, "\N{MINUS SIGN}1.5", "Right."),
    (-1.5, 2, "-1,5", "Right."),
    (-1.5, 2, "1.5", "The sign?"),
    (-1.5, 2, "-2/3", "Turned round?"),
    (-1.5, 2, "-3", "Too small."),
    (-1.5, 2, "-1", "Too large."),
    (0.001, 2, "1e-3", "Right."),
    (0.001, 2, "0.00105", "Right."),
    (0.001, 2, "0.00106", "Close."),
    (0.001, 2, "1e3", "Turned round?"),
    (0.9996, 3, "1", "Right."),
    (1002.4076059644444, 6, "1002.41", "Right."),
    (1002.4076059644444, 6, "1002.4", "Close."),
    (1002.4076059644444, 6, "1e999", "That is not a number a computer can hold."),
    (1002.4076059644444, 6, "1,002.41", "That is not a number: 1,002.41."),
    (0.5, 2, "", "Type a number first."),
    (0.5, 2, "  ", "Type a number first."),
    (0.5, 2, "half", "That is not a number: half."),
    (0.5, 2, "1/2/3", "That is not a number: 1/2/3."),
    (0.5, 2, "1/0", "That is not a number: 0 stands below the line."),
    (0.5, 2, "1/1e-999", "That is not a number: 0 stands below the line."),
    (0.5, 2, "1e308/1e-308", "That is not a number a computer can hold."),
    (0.5, 2, "nan", "That is not a number: nan."),
    (0.5, 2, "0x1", "That is not a number: 0x1."),
    (0.5, 2, "1_0", "That is not a number: 1_0."),
    (0.5, 2, "5 0 %", "Right."),
    (0.5, 2, "<b>1</b>", "That is not a number: <b>1</b>."),
    (0.5, 2, "٠.٥", "That is not a number: ٠.٥."),
]


@pytest.mark.parametrize(("value", "digits", "typed", "begins"), TABLE)
def test_the_answer(value, digits, typed, begins):
    assert asks("a number", value, digits).check(typed).startswith(begins)


@pytest.mark.parametrize("value", [3 / 74, -1.5, 9.995, 9.994, 9.99999999, 1e-300, 123456.0, 0.1, 99.95])
@pytest.mark.parametrize("digits", [2, 3, 6])
def test_every_number_rounded_to_its_digits_is_right(value, digits):
    question = asks("a number", value, digits)
    assert question.check(f"{value:.{digits - 1}e}") == "Right."
    unit = question.slack * 2
    assert question.check(repr(value + 1.01 * unit)) != "Right."
    assert question.check(repr(value - 1.01 * unit)) != "Right."


@pytest.mark.parametrize("answer", [0.25, np.float64(0.25), np.float32(0.25), Fraction(1, 4), "1/4"])
def test_a_notebook_gives_numbers(answer):
    assert asks("a quarter", np.array(0.25)).check(answer) == "Right."


def test_what_a_notebook_shows():
    question = asks("the share of ones", 0.25, digits=2)
    shown = question._repr_mimebundle_()
    assert json.loads(shown[MIME]) == {
        "version": 1, "label": "the share of ones", "value": 0.25, "digits": 2, "slack": question.slack,
    }
    assert shown["text/plain"].startswith("The share of ones, to 2 digits?")
    assert "question.check(" in shown["text/plain"] and "0.25" not in shown["text/plain"]


@pytest.mark.parametrize(
    ("arguments", "error", "word"),
    [
        (("", 1.0), ValueError, "label is empty"),
        (("a gain", 0.0), ValueError, "'a gain' has the value 0.0"),
        (("a gain", float("nan")), ValueError, "'a gain' has the value nan"),
        (("a gain", float("inf")), ValueError, "'a gain' has the value inf"),
        (("a gain", 1.0, 1), ValueError, "'a gain' is asked to 1 digits"),
        (("a gain", 1.0, 2.5), ValueError, "to 2.5 digits"),
        (("a gain", 1.0, True), ValueError, "to True digits"),
        (("a gain", [1.0, 2.0]), TypeError, "'a gain' needs one number"),
        (("a gain", "much"), TypeError, "'a gain' needs one number"),
    ],
)
def test_what_is_no_question(arguments, error, word):
    with pytest.raises(error, match=word):
        asks(*arguments)
