"""The rules of a chain: each licenses what it should, and nothing near it."""

import pytest
from sympy import Eq, Ne, exp, log

from logodds.proof import And, as_written, logistic
from logodds.proof.domain import Domain
from logodds.proof.steps import decide_link
from tests.proof.statements import c, p, x, y

positive = (0 < x, 0 < y)
inside = (0 < p, p < 1)

with as_written:
    ALLOWED = [
        ("both sides rewritten", Eq((x + 1) ** 2, y), Eq(x**2 + 2 * x + 1, y), ()),
        ("the sides exchanged", Eq(x, y), Eq(y, x), ()),
        ("both sides times", Eq(x, y), Eq(2 * x, 2 * y), ()),
        ("both sides times", x < y, x * c < y * c, (0 < c,)),
        ("on both sides", x < y, -x > -y, ()),
        ("a common term", x < y, x + c < y + c, ()),
        ("both sides", x < y, log(x) < log(y), positive),
        ("both sides", x < y, exp(x) < exp(y), ()),
        ("both sides", Eq(x, y), Eq(logistic(x), logistic(y)), ()),
        ("both sides", log(x) < log(y), x < y, positive),
        ("each assumed in turn", And(x > 1, y > 1), And(y > 1, x > 1), ()),
    ]
    REFUSED = [
        (x < y, x * c < y * c, ()),
        (x < y, x * c < y * c, (0 <= c,)),
        (Eq(x, y), Eq(x * c, y * c), ()),
        (x < y, x * c < y * c, (c < 0,)),
        (x < y, x**2 < y**2, ()),
        (Eq(x, y), Eq(x**2, y**2), ()),
        (x < y, log(x) < log(y), (0 < y,)),
        (x < y, 1 / x < 1 / y, positive),
        (x < y, x <= y, ()),
        (Ne(x, y), x < y, ()),
        (Eq(x, y), Eq(x / y, 1), ()),
        (x > 1, x > 0, ()),
        (Eq(p / (1 - p), x), Eq(p, x / (1 + x)), (0 <= p, p <= 1)),
    ]


@pytest.mark.parametrize(
    "words, before, after, given", ALLOWED, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_rule_that_applies_is_named(words, before, after, given):
    verdict = decide_link(before, after, Domain(given))
    assert verdict.proved
    assert words in verdict.decision


@pytest.mark.parametrize("before, after, given", REFUSED)
def test_what_no_rule_allows(before, after, given):
    assert not decide_link(before, after, Domain(given)).proved


def test_an_implication_goes_one_way():
    assert decide_link(x > 1, x > 0, Domain(), both_ways=False).proved
    assert not decide_link(x > 0, x > 1, Domain(), both_ways=False).proved


def test_turning_an_inequality_round_needs_a_negative_factor():
    assert decide_link(x < y, x * c > y * c, Domain((c < 0,))).proved
    assert not decide_link(x < y, x * c > y * c, Domain((c <= 0,))).proved
