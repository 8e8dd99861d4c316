"""The second engine: points of a domain, and statements evaluated there."""

import mpmath
import pytest
from sympy import (
    Abs,
    Derivative,
    Eq,
    Ge,
    Integral,
    Le,
    Limit,
    Lt,
    Max,
    Ne,
    Product,
    Rational,
    S,
    Sum,
    erf,
    erfinv,
    evaluate,
    exp,
    log,
    oo,
    sqrt,
    tanh,
)

from logodds.proof import And, Equivalent, Implies, logistic
from logodds.proof.domain import Domain
from logodds.proof.points import (
    IV,
    MP,
    NoValue,
    Point,
    Sampler,
    certified_false,
    certified_undefined,
    holds,
    truth,
)
from tests.proof.statements import K, P, X, i, k, n, p, x, y

half = Rational(1, 2)


@pytest.mark.parametrize(
    "given",
    [
        (0 < p, p < 1),
        (0 <= p, p <= 1),
        (x < y, y < x + 1),
        (x + y > 0,),
        (0 < P[k], Eq(Sum(P[k], (k, 1, K)), 1)),
        (Eq(y, 2 * x),),
    ],
)
def test_points_satisfy_the_hypotheses(given):
    statement = And(*[h for h in given])
    points = list(Sampler(Domain(given), statement, "seed").points(8))
    assert len(points) == 8
    assert all(holds(h, point) for point in points for h in given)


def test_the_seed_makes_the_points():
    def drawn(seed):
        return [point.values for point in Sampler(Domain((0 < p, p < 1)), p > 0, seed).points(8)]

    assert drawn("one") == drawn("one") != drawn("two")


def test_closed_ends_are_drawn():
    drawn = [point.values[p] for point in Sampler(Domain((0 <= p, p <= 1)), p > 0, "ends").points(40)]
    assert 0 in drawn and 1 in drawn


def test_no_point_of_an_empty_domain():
    assert list(Sampler(Domain((x > 1, x < 0)), x > 5, "seed").points(3)) == []


@pytest.mark.parametrize(
    "expression", [1 / x, log(x), log(x - 1), sqrt(x - 1), x ** (-2), 1 / Sum(X[i], (i, 1, 0))]
)
def test_no_value_where_there_is_none(expression):
    with pytest.raises((NoValue, ZeroDivisionError)):
        MP(expression, Point({x: S.Zero}))


def test_backward_ranges_have_no_value():
    with pytest.raises(NoValue, match="backwards"):
        MP(Sum(i, (i, 3, 1)), Point({}))
    assert MP(Sum(i, (i, 2, 1)), Point({})) == 0 and MP(Product(i, (i, 2, 1)), Point({})) == 1


def test_values_are_those_of_the_statement_as_written():
    point = Point({x: half, n: S(3)}, {X[1]: S(1), X[2]: S(2), X[3]: S(4)})
    assert MP(Sum(X[i] ** 2, (i, 1, n)), point) == 21
    with mpmath.workdps(60):
        assert mpmath.almosteq(
            MP(logistic(x), point), 1 / (1 + mpmath.exp(-mpmath.mpf(1) / 2)), rel_eps=mpmath.mpf(10) ** -58
        )
        assert (
            abs(MP(Derivative(logistic(x), x), point) - MP(logistic(x) * (1 - logistic(x)), point))
            < mpmath.mpf(10) ** -50
        )


def test_truth_at_a_point():
    here = Point({x: S.One, y: S(2)})
    assert truth(x < y, here) is True and truth(x > y, here) is False
    assert truth(Lt(x, 1), here) is None  # too close to tell
    assert truth(Eq(log(-x), 0), here) is None
    assert truth(Implies(x > y, Eq(x, 5)), here) is True
    assert truth(Equivalent(x < y, x > 0), here) is True
    assert truth(And(x < y, x > y), here) is False


def test_a_certificate_is_only_for_what_is_false():
    here = Point({x: S.One, y: S(2)})
    assert (
        certified_false(x > y, here)
        and certified_false(Eq(exp(x), y), here)
        and certified_false(Ne(x, y - 1), here)
    )
    for statement in (x < y, Eq(x + 1, y), Le(x, 1), Eq(exp(log(y)), 2), Ge(exp(x), 2)):
        assert not certified_false(statement, here)


@pytest.mark.parametrize("digits", [12, 45, 60])
def test_near_misses_are_certified(digits):
    near = Eq(exp(x), exp(x) * (1 + Rational(1, 10**digits)), evaluate=False)
    assert certified_false(near, Point({x: S.One}))
    assert truth(near, Point({x: S.One})) is (digits > 50)


def test_a_hypothesis_without_a_value_does_not_hold():
    assert not holds(log(x) < 5, Point({x: S(-1)}))
    assert holds(log(x) < 5, Point({x: S(1)}))


def test_a_hypothesis_on_every_entry():
    entries = {X[k]: S(k) for k in range(-4, 10)}
    point = Point({i: S.One}, entries)
    assert holds(X[i] > 0, point)
    assert not holds(X[i] > 1, point)


@pytest.fixture
def precise():
    """Intervals as fine as those of a certificate."""
    before, mpmath.iv.prec = mpmath.iv.prec, 400
    with mpmath.workdps(200):
        yield
    mpmath.iv.prec = before


@pytest.mark.parametrize("value", [S.Zero, half, -half, S(3), Rational(-17, 4), S(9)])
def test_erf_is_enclosed(value, precise):
    known = mpmath.erf(mpmath.mpf(value.p) / value.q)
    found = IV(erf(x), Point({x: value}))
    assert found.a <= known <= found.b and found.b - found.a < mpmath.mpf(10) ** -39


@pytest.mark.parametrize("value", [S.Zero, half, Rational(-99, 100)])
def test_the_inverse_of_erf_is_enclosed(value, precise):
    known = mpmath.erfinv(mpmath.mpf(value.p) / value.q)
    found = IV(erfinv(x), Point({x: value}))
    assert found.a <= known <= found.b and found.b - found.a < mpmath.mpf(10) ** -39


def test_a_corner_is_left_by_the_branch_that_holds_here():
    right, wrong = (Eq(Derivative(Max(0, x) + Abs(x), x), value) for value in (2, 1))
    assert certified_false(wrong, Point({x: half})) and not certified_false(right, Point({x: half}))
    assert not certified_false(wrong, Point({x: S.Zero}))


with evaluate(False):
    WITHOUT_VALUE = [
        Eq(log(x - 1), y),
        Eq(y, 1 / (x - half)),
        Eq(Derivative(log(-x), x), 1 / x),
        Eq(erfinv(x + 1), y),
        Eq(sqrt(x - 1), y),
        Eq(Sum(k, (k, 1, -1)), y),
        Eq(Limit(exp(y) * log(-x), y, 0), y),
        Equivalent(Eq(y, 1), Eq(log(-x), y)),
    ]
    WITH_VALUE = [
        Eq(log(x), y),
        Eq(y, 1 / x),
        Eq(Limit(1 / y, y, oo), 0),
        Eq(Integral(log(y), (y, 0, 1)), -1),
        Eq(Sum(k, (k, 1, 0)), 0),
        Eq((-x) ** y, y),  # y may be a whole number
        Eq(tanh(x), y),
    ]


@pytest.mark.parametrize("statement", WITHOUT_VALUE, ids=str)
def test_a_value_that_is_certainly_missing_is_named(statement):
    assert certified_undefined(statement, Point({x: half, y: half, k: S.One}))


@pytest.mark.parametrize("statement", WITH_VALUE, ids=str)
def test_a_value_that_may_be_there_is_not_called_missing(statement):
    assert certified_undefined(statement, Point({x: half, y: S(2), k: S.One})) == ""


def test_an_equation_between_symbols_is_solved_for_one():
    points = list(Sampler(Domain((x > 0, y > 0, Eq(x + y, 1))), Eq(x, y), "seed").points(8))
    assert len(points) == 8
    assert all(point.values[x] + point.values[y] == 1 for point in points)
