"""The first engine: normal forms and signs."""

import pytest
from sympy import (
    Abs,
    Eq,
    Integral,
    KroneckerDelta,
    Max,
    Product,
    Rational,
    S,
    Sum,
    cosh,
    exp,
    log,
    pi,
    sinh,
    sqrt,
    tanh,
)

from logodds.proof import logistic, odds
from logodds.proof.domain import Domain
from logodds.proof.normal import Normal, Unsupported, differentiate
from tests.proof.statements import K, P, X, Y, a, f, i, j, k, n, p, x, y


def normal(*given):
    return Normal(Domain(given))


@pytest.mark.parametrize(
    "given, zero",
    [
        ((), exp(x + y) - exp(x) * exp(y)),
        ((), exp(2 * x) - exp(x) ** 2),
        ((), tanh(x) - (exp(x) - exp(-x)) / (exp(x) + exp(-x))),
        ((), cosh(x) ** 2 - sinh(x) ** 2 - 1),
        ((0 < x, 0 < y), log(x * y) - log(x) - log(y)),
        ((x < 0, y < 0), log(x * y) - log(-x) - log(-y)),
        ((), log(8) - 3 * log(2)),
        ((0 < x,), log(sqrt(x)) - log(x) / 2),
        ((0 < x,), exp(a * log(x)) - x**a),
        ((0 < p, p < 1), log(odds(p)) - log(p) + log(1 - p)),
        ((), logistic(-x) + logistic(x) - 1),
        ((x < 0,), Abs(x) + x),
        ((0 <= x,), Max(x, 0) - x),
        ((), Sum(X[i], (i, 1, n)) - Sum(X[k], (k, 1, n))),
        ((), Sum(2 * X[i] + Y[i], (i, 1, n)) - 2 * Sum(X[i], (i, 1, n)) - Sum(Y[i], (i, 1, n))),
        ((0 < X[i],), log(Product(X[i], (i, 1, n))) - Sum(log(X[i]), (i, 1, n))),
        ((1 <= j, j <= n), Sum(KroneckerDelta(i, j) * X[i], (i, 1, n)) - X[j]),
        ((Eq(Sum(P[k], (k, 1, K)), 1),), Sum(P[i], (i, 1, K)) - 1),
    ],
)
def test_zero_in_normal_form(given, zero):
    assert normal(*given).is_zero(zero)


@pytest.mark.parametrize(
    "given, other",
    [
        ((), log(x * y) - log(x) - log(y)),
        ((), log(x**2) - 2 * log(x)),
        ((), Abs(x) - x),
        ((), sqrt(x**2) - x),
        ((), Sum(X[i] * Y[i], (i, 1, n)) - Sum(X[i], (i, 1, n)) * Sum(Y[i], (i, 1, n))),
        ((), Sum(X[i], (i, 1, n)) - Sum(X[i], (i, 1, n + 1))),
        ((1 <= j,), Sum(KroneckerDelta(i, j) * X[i], (i, 1, n)) - X[j]),
        ((), f(x) - f(y)),
        ((), exp(1) - Rational(271828182845904523536028747135, 10**29)),
    ],
)
def test_no_zero_that_is_none(given, other):
    try:
        assert not normal(*given).is_zero(other)
    except Unsupported:
        pass


@pytest.mark.parametrize(
    "given, expression, sign",
    [
        ((), x**2 + 1, "+"),
        ((), -(x**2), "<="),
        ((), x**2 + x + 1, "+"),
        ((), exp(x) + 1, "+"),
        ((0 < p, p < 1), p * (1 - p), "+"),
        ((0 <= p, p <= 1), p * (1 - p), ">="),
        ((0 < p, p < 1), p - 1, "-"),
        ((1 < x,), log(x), "+"),
        ((0 < x, x < 1), log(x), "-"),
        ((x < y,), y - x, "+"),
        ((0 < X[i],), Sum(X[i], (i, 1, n)), "+"),
        ((), Sum(X[i] ** 2, (i, 1, n)), ">="),
        ((), S(3) - pi, "-"),
        ((), x - x, "0"),
        ((), exp(x) - 1 - x, ">="),
    ],
)
def test_signs(given, expression, sign):
    assert normal(*given).sign(expression) == sign


@pytest.mark.parametrize(
    "expression", [x, x**3, x * y, log(2 + x**3), Sum(X[i], (i, 1, n)), f(x), exp(x) - 1, x**2 - 1]
)
def test_a_sign_that_changes_is_not_known(expression):
    assert normal().sign(expression) in (None, "!=") and normal().sign(expression) is None


def test_what_it_does_not_treat_it_refuses():
    with pytest.raises(Unsupported):
        normal().translate(S.ImaginaryUnit)
    with pytest.raises(Unsupported):
        normal().translate(Sum(X[i], (i, 1, p)))
    with pytest.raises(Unsupported):
        normal().translate(Sum(X[i], (i, 1, n - 5)))  # perhaps backwards


def test_derivatives_go_under_sums_and_keep_their_index_apart():
    slope = differentiate(Sum(exp(x * X[i]), (i, 1, n)), x)
    assert normal().is_zero(slope - Sum(X[i] * exp(x * X[i]), (i, 1, n)))
    by_entry = differentiate(Sum(X[i] ** 2, (i, 1, n)), X[j])
    assert normal(1 <= j, j <= n).is_zero(by_entry - 2 * X[j])
    with pytest.raises(Unsupported):
        differentiate(Sum(X[i], (i, 1, k)), k)


def test_double_integrals_do_not_share_a_variable():
    one = Integral(exp(Integral(x * y, (y, 0, 1))), (x, 0, 1))
    other = Integral(exp(Integral(y * y, (y, 0, 1))), (x, 0, 1))
    try:
        assert not normal().is_zero(one - other)
    except Unsupported:
        pass
