"""Each function of the numbers against the expression of the claim that its docstring names, at 50 digits."""

import inspect
import re

import mpmath
import numpy as np
import pytest
from sympy import Rational, Symbol, exp

import logodds
from logodds.proof import logistic
from logodds.proof.points import MP, Point
from logodds.proof.words import settle
from tests.claims import claims_of
from tests.exact import open_unit, positive, real_line, worst

x = Symbol("x", real=True)


def moderate(points):
    """Points at which an exponential can be written down at 50 digits."""
    return points[(np.abs(points) < 1e6) & (np.abs(points) > 1e-300)]


REAL, UNIT = moderate(real_line())[::7], moderate(open_unit())[::7]
POSITIVE = moderate(positive())[::7]
RATIOS = POSITIVE[(POSITIVE > 1e-9) & (POSITIVE < 1e9)]
PRICES = 1 + RATIOS

# function, how it is read off the claim's statement, its variable, points, greatest error in ULP
TABLE = [
    ("odds", lambda s: s.rhs, "p", UNIT, 2),
    ("probability", lambda s: s.args[1].rhs, "o", POSITIVE, 2),
    ("odds_derivative", lambda s: s.rhs, "p", UNIT, 4),
    ("logit", lambda s: s.rhs, "p", UNIT, 2),
    ("logit_derivative", lambda s: s.rhs, "p", UNIT, 3),
    ("logit_second_derivative", lambda s: s.rhs, "p", UNIT[np.abs(UNIT - 0.5) > 1e-3], 6),
    ("inverse_cloglog", lambda s: s.rhs, "x", REAL[REAL < 10], 3),
    ("cloglog", lambda s: s.args[1].rhs, "p", UNIT, 3),
    ("inverse_probit", lambda s: s.rhs, "x", REAL[np.abs(REAL) < 37], 8),
    ("logistic", lambda s: s.args[1].rhs, "L", REAL, 2),
    ("logistic_derivative", lambda s: s.rhs, "x", REAL, 3),
    ("logistic_second_derivative", lambda s: s.rhs, "x", REAL[np.abs(REAL) > 1e-3], 6),
    ("log_logistic", lambda s: s.lhs, "x", REAL, 2),
    ("softplus", lambda s: s.rhs, "x", REAL, 2),
    ("inverse_softplus", lambda s: s.args[1].rhs, "v", POSITIVE, 3),
    ("log1mexp", lambda s: s.lhs.xreplace({logistic(x): exp(x)}), "x", -POSITIVE, 2),
    ("probability_from_decimal", lambda s: 1 / s.args[1].rhs.base, "b", PRICES, 1),
    ("decimal_odds", lambda s: s.args[1].rhs, "p", UNIT, 1),
    ("fractional_odds", lambda s: s.args[0].rhs, "p", UNIT, 2),
    ("probability_from_fractional", lambda s: s.args[1].rhs, "f", RATIOS, 2),
    ("probability_from_moneyline", lambda s: s.args[1].rhs, "m", 100 + RATIOS, 2),
]


def claim_named_by(name):
    """The claim that a function's docstring names."""
    (claim_id,) = re.findall(r"Claim: ``([\w.]+)``", inspect.getdoc(getattr(logodds, name)))
    chapter = claim_id.split(".")[0]
    assert claim_id in claims_of(chapter), f"{name} names {claim_id}, which {chapter}.md does not show"
    return claims_of(chapter)[claim_id]


@pytest.mark.parametrize("name, read, variable, points, bound", TABLE, ids=[row[0] for row in TABLE])
def test_function_computes_its_claim(name, read, variable, points, bound):
    expression = read(claim_named_by(name).statement)
    if name == "probability_from_decimal":               # the claim reads b = 1/p: solved for p it is p = 1/b
        expression = 1 / Symbol("b", real=True)
    (symbol,) = {s for s in settle(expression).free_symbols if str(s) == variable}

    def exact(value):
        with mpmath.workdps(700):                        # 1 - e^-745 needs some three hundred digits
            point = Point({symbol: Rational(*mpmath.libmp.to_rational(value._mpf_))})
            return +MP(expression, point)

    assert len(points) > 30
    error, at = worst(getattr(logodds, name), exact, points)
    assert error <= bound, f"{error} ULP at {at!r}"


def public_functions():
    public = {name: getattr(logodds, name) for name in logodds.__all__}
    return [name for name, value in public.items() if callable(value) and not inspect.isclass(value)]


@pytest.mark.parametrize("name", public_functions())
def test_every_function_names_a_claim_that_its_chapter_shows(name):
    assert claim_named_by(name).verdict.outcome in ("proved", "definition")


@pytest.mark.parametrize("p_1, p_0", [(0.9, 0.8), (0.001, 0.4), (0.5, 0.25), (1e-12, 1 - 1e-12)])
def test_ratios_compute_their_claims(p_1, p_0):
    at = {"p_1": p_1, "p_0": p_0}
    for name in ("odds_ratio", "relative_risk"):
        expression = claim_named_by(name).statement.rhs
        point = Point({s: Rational(at[str(s)]) for s in expression.free_symbols})
        with mpmath.workdps(50):
            assert float(MP(expression, point)) == pytest.approx(getattr(logodds, name)(p_1, p_0), rel=1e-15)


def test_a_broken_function_would_be_seen(monkeypatch):
    """The comparison has teeth: one ULP times three is more than the bound."""
    right = logodds.logistic
    monkeypatch.setattr(logodds, "logistic", lambda points: right(points) * (1 + 8e-16))
    monkeypatch.setattr(logodds.logistic, "__doc__", right.__doc__, raising=False)
    row = next(row for row in TABLE if row[0] == "logistic")
    with pytest.raises(AssertionError, match="ULP"):
        test_function_computes_its_claim(*row)
