"""Formulas of numbers in a line of text: what is right passes, each slip is named."""

import pytest
from logodds.proof.arithmetic import Unread, find_slip


@pytest.mark.parametrize(
    "latex",
    [
        r"e^0 = 1",
        r"2 - 2^2 = -2",
        r"-20 + 10 + 7 + 8 = 5",
        r"90 \cdot 20 / (10 \cdot 80) = 2.25",
        r"0.1 / 0.95 = 2/19",
        r"1 < 3.45 < 4",
        r"\sigma(0) = \tfrac12",
        r"\operatorname{logit}(0.75) = \log 3 \approx 1.10",
        r"\pi^2/3 \approx 3.29",
        r"\log_{10} 2 \approx 0.301",
        r"\sqrt2 - 1 \approx 0.414",
        r"\sqrt[3]{8} = 2",
        r"\binom{4}{2} = 3!",
        r"\left(1 + \frac{1}{2}\right)^2 \ge \frac94",
        r"e = 2.718\ldots",
        r"-e = -2.718\ldots",
        r"\sigma(-2) \approx 0.12",
        r"\frac{1}{3} \ne 0.333",
        r"1/8 \approx 0.12",
        r"1/8 \approx 0.13",
    ],
)
def test_right_numbers(latex):
    assert find_slip(latex) == ""


@pytest.mark.parametrize(
    "latex, words",
    [
        (r"\sigma(2) = 0.88", r"0.880797077978 and 0.880000000000; for a rounded number write \approx"),
        (r"\log 10 \approx 2.31", "2.302585, not 2.31"),
        (r"1/0.09 \approx 11.2", "not 11.2"),
        (r"2 - 2^2 = 2", "= does not hold"),
        (r"-2^2 = 4", "= does not hold"),
        (r"2/3 \cdot 3 = 2/9", "= does not hold"),
        (r"\sigma(0) = \frac12 < 0.5", "< does not hold"),
        (r"\frac{1}{0} = 1", "= does not hold"),
        (r"\log(-1) \approx 0.0", "not 0.0"),
        (r"\pi \approx \frac{22}{7}", "must be a decimal number"),
        (r"e = 2.719\ldots", "not 2.719"),
        (r"1 = 1 = 2", "= does not hold"),
    ],
)
def test_each_slip_is_named(latex, words):
    assert words in find_slip(latex)


@pytest.mark.parametrize(
    "latex",
    ["x = 2", "2 = x", r"\sigma(x) = 1", "2 + 2", "= 1", r"\sigma(3 = 1", r"1 \iff 2", "1 = 2)", r"\mu = 1"],
)
def test_what_holds_more_than_numbers_is_not_read(latex):
    with pytest.raises(Unread):
        find_slip(latex)
