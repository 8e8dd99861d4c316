"""Logistic and its kin, and growth: values, symmetries, ends, refusals, and 50 digits."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from logodds import (
    Verhulst,
    inverse_softplus,
    log1mexp,
    log_logistic,
    logistic,
    logistic_derivative,
    logistic_second_derivative,
    logit,
    softplus,
    verhulst,
    verhulst_through,
)
from tests import exact

INF = float("inf")
reals = st.floats(-700, 700)


def exact_logistic(x):
    return 1 / (1 + mpmath.exp(-x))


def exact_softplus(x):
    return max(x, mpmath.mpf(0)) + mpmath.log1p(mpmath.exp(-abs(x)))


def exact_slope(x):
    e = mpmath.exp(-abs(x))
    return e / (1 + e) ** 2


def exact_inverse_softplus(y):
    return mpmath.log(mpmath.expm1(y)) if y < 500 else y + mpmath.log1p(-mpmath.exp(-y))


def exact_log1mexp(x):
    return mpmath.log(-mpmath.expm1(x)) if x > -1 else mpmath.log1p(-mpmath.exp(x))


CASES = [
    (logistic, exact_logistic, exact.real_line(), 2),
    (logistic_derivative, exact_slope, exact.real_line(), 3),
    (logistic_second_derivative, lambda x: -exact_slope(x) * mpmath.tanh(x / 2), exact.real_line(), 3.6),
    (log_logistic, lambda x: -exact_softplus(-x), exact.real_line(), 2),
    (softplus, exact_softplus, exact.real_line(), 2),
    (inverse_softplus, exact_inverse_softplus, exact.positive(), 2.5),
    (log1mexp, exact_log1mexp, -exact.positive(), 2),
]


def named(cases):
    return [pytest.param(*case, id=case[0].__name__) for case in cases]


@pytest.mark.parametrize("function, formula, points, bound", named(CASES))
def test_against_50_digits(function, formula, points, bound):
    ulp, point = exact.worst(function, formula, points)
    assert ulp <= bound, f"{function.__name__}({point!r}) is {ulp:.3g} ULP off"


@pytest.mark.parametrize("function, formula, points, bound", named(CASES))
def test_float32_is_rounded_once(function, formula, points, bound):
    short = points[np.abs(points) < 3e38].astype(np.float32)[::4]
    short = short[short != 0]
    ulp, point = exact.worst(function, formula, short)
    assert ulp <= 0.51, f"{function.__name__}({point!r}) is {ulp:.3g} ULP off"


@pytest.mark.parametrize("function, formula, points, bound", named(CASES))
def test_longdouble_keeps_its_digits(function, formula, points, bound):
    # Divided in longdouble, so that the points are no float64.
    long = (points[(1e-300 < np.abs(points)) & (np.abs(points) < 700)].astype(np.longdouble) / 3)[::4]
    ulp, point = exact.worst(function, formula, long)
    assert ulp <= bound + 1, f"{function.__name__}({point!r}) is {ulp:.3g} ULP off"


@pytest.mark.parametrize("function, at_the_ends", [
    (logistic, [0, 1]), (logistic_derivative, [0, 0]), (logistic_second_derivative, [0, 0]),
    (log_logistic, [-INF, 0]), (softplus, [0, INF])])
def test_infinities(function, at_the_ends):
    assert_array_equal(function([-INF, INF]), at_the_ends)


def test_values_at_zero():
    assert logistic(0) == 0.5
    assert logistic_derivative(0) == 0.25
    assert logistic_second_derivative(0) == 0
    assert softplus(0) == -log_logistic(0) == math.log(2)


def test_logistic_keeps_what_is_below_the_smallest_normal_float():
    assert logistic(-745) == 5e-324
    assert logistic(-710) > 0


def test_logistic_rounds_to_one_only_where_it_must():
    # 1 / (1 + e^-37), computed as written, is 1; the float nearest to it is not.
    assert logistic(37) == 1 - 2.0**-53
    assert logistic(38) == 1


def test_log_logistic_has_no_negative_zero():
    assert not np.signbit(log_logistic([800, 1e308, INF])).any()


def test_log1mexp_ends():
    assert log1mexp(0) == log1mexp(-0.0) == -INF
    assert log1mexp(-INF) == 0 and np.signbit(log1mexp(-INF))


def test_inverse_softplus_ends():
    assert_array_equal(inverse_softplus([0, INF]), [-INF, INF])


@given(reals)
def test_two_complements_sum_to_one(x):
    assert_allclose(logistic(x) + logistic(-x), 1, rtol=0, atol=2.3e-16)


@given(reals)
def test_slope_is_even_and_bend_is_odd(x):
    assert logistic_derivative(x) == logistic_derivative(-x)
    assert logistic_second_derivative(x) == -logistic_second_derivative(-x)


@given(reals)
def test_slope_from_the_value(x):
    assert_allclose(logistic_derivative(x), logistic(x) * logistic(-x), rtol=1e-15, atol=5e-324)
    assert 0 <= logistic_derivative(x) <= 0.25


@given(reals, reals)
def test_logistic_and_softplus_rise(x, y):
    low, high = sorted((x, y))
    assert logistic(low) <= logistic(high) * (1 + 5e-16)
    assert softplus(low) <= softplus(high) * (1 + 5e-16)


@given(st.floats(0, 1))
def test_logistic_undoes_logit(p):
    # The logit of a small p is as large as 700, and its rounding is a relative error of p.
    assert_allclose(logistic(logit(p)), p, rtol=1e-13, atol=5e-324)


@given(reals)
def test_log_logistic_is_the_log_of_the_logistic(x):
    assert_allclose(np.exp(log_logistic(x)), logistic(x), rtol=2e-13, atol=5e-324)


@given(reals)
def test_softplus_differs_from_its_mirror_by_x(x):
    assert_allclose(softplus(x) - softplus(-x), x, rtol=1e-15, atol=1e-15)


@given(st.floats(-30, 1e6))
def test_inverse_softplus_undoes_softplus(x):
    assert_allclose(inverse_softplus(softplus(x)), x, rtol=1e-14, atol=1e-15)


@given(st.floats(-700, -1e-300))
def test_log1mexp_is_the_log_of_the_complement(x):
    assert_allclose(np.exp(log1mexp(x)), -np.expm1(x), rtol=1e-12)


@given(st.floats(-1e308, 0))
def test_log1mexp_undoes_itself(x):
    if -30 < x < -1e-12:
        assert_allclose(log1mexp(log1mexp(x)), x, rtol=1e-3 if x < -25 else 1e-5)


@pytest.mark.parametrize("function, argument, message", [
    (inverse_softplus, [1, -1], r"inverse_softplus: y\[1\] is -1, but y must lie in \[0, inf\]"),
    (log1mexp, [-1, 5e-324], r"log1mexp: x\[1\] is 5e-324, but x must lie in \[-inf, 0\]"),
])
def test_refusals_name_the_place(function, argument, message):
    with pytest.raises(ValueError, match=message):
        function(argument)


# Growth


def test_pearl_and_reed():
    # Their hand computation of 1920: 197.273522 million, .0313395 a year, half of it about April 1914.
    curve = verhulst_through([1790, 1850, 1910], [3.929, 23.192, 91.972])
    assert isinstance(curve, Verhulst)
    assert_allclose(curve.capacity, 197.273522, atol=1e-4)
    assert round(curve.rate, 7) == 0.0313395
    assert round(curve.midpoint, 2) == 1914.32


def test_verhulst_against_50_digits():
    # Whole times, so that the rounding of the clock itself is no part of the error.
    ulp, point = exact.worst(lambda t: verhulst(t, 3, 0.5, 40), lambda t: 3 * exact_logistic((t - 40) / 2),
                             np.arange(-1400.0, 1400.0))
    assert ulp <= 3, f"verhulst({point!r}) is {ulp:.3g} ULP off"


def test_verhulst_at_its_midpoint_and_far_from_it():
    curve = Verhulst(capacity=10, rate=2, midpoint=3)
    assert_allclose(verhulst([-INF, 3, 4, INF], *curve), [0, 5, 10 * logistic(2), 10])


@given(st.floats(1, 1e6), st.floats(0.05, 2), st.floats(-3, 3), st.sampled_from([-1, 1]))
def test_the_curve_through_three_of_its_points_is_itself(capacity, rate, midpoint, sign):
    times = np.array([-1.0, 0.5, 2.0])
    found = verhulst_through(times, verhulst(times, capacity, sign * rate, midpoint))
    assert_allclose(found, (capacity, sign * rate, midpoint), rtol=1e-5, atol=1e-5)


def test_a_curve_that_is_almost_exponential():
    curve = verhulst_through([0, 1, 2], [1, 2, 4 - 2.0**-49])
    assert_allclose(curve.rate, math.log(2), rtol=1e-12)
    assert_allclose(verhulst([0, 1, 2], *curve), [1, 2, 4], rtol=1e-12)


@pytest.mark.parametrize("times, sizes, message", [
    ([0, 1], [1, 2], r"needs three times and three sizes, but the shapes are \(2,\) and \(2,\)"),
    ([0, 1, 3], [1, 2, 3], r"equally spaced, but they are \[0\. 1\. 3\.\]"),
    ([2, 1, 0], [1, 2, 3], "increasing"),
    ([0, 1, math.nan], [1, 2, 3], "finite"),
    ([0, 1, 2], [0, 2, 3], r"sizes must be finite and positive, but they are \[0\. 2\. 3\.\]"),
    ([0, 1, 2], [1, 2, 4], "no logistic curve passes through the sizes .* by a factor that shrinks"),
    ([0, 1, 2], [1, 2, 1.5], "no logistic curve passes"),
    ([0, 1, 2], [2, 2, 2], "no logistic curve passes"),
])
def test_curves_that_do_not_exist(times, sizes, message):
    with pytest.raises(ValueError, match=message):
        verhulst_through(times, sizes)


def test_growth_without_a_value():
    with pytest.raises(ValueError, match=r"verhulst: t is 1, rate is 0, midpoint is inf"):
        verhulst(1, 10, 0, INF)
