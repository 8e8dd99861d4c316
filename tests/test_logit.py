"""Logit, evidence and the other links: values, symmetries, ends, refusals, and 50 digits."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from logodds import (
    EVIDENCE_UNITS,
    add_evidence,
    cloglog,
    convert_evidence,
    inverse_cloglog,
    inverse_probit,
    logistic,
    logit,
    logit_derivative,
    logit_second_derivative,
    odds,
    probit,
    weight_of_evidence,
)
from tests import exact

INF = float("inf")


def exact_normal(x):
    # mpmath's erfc overflows where the result is far below the smallest float.
    return mpmath.erfc(-max(x, mpmath.mpf(-1000)) / mpmath.sqrt(2)) / 2


def test_logit_of_common_probabilities():
    assert_array_equal(logit([0, 0.5, 1]), [-INF, 0, INF])
    assert_allclose(logit([0.1, 0.75, 0.9]), [-math.log(9), math.log(3), math.log(9)], rtol=1e-15)


def test_zero_has_one_sign():
    assert not np.signbit(logit(0.5))
    assert logit(-0.0) == -INF


def test_nan_beside_it_changes_no_result():
    alone = logit([0.0, 5e-324, 0.3])
    assert_array_equal(logit([math.nan, 0.0, 5e-324, 0.3]), [math.nan, *alone])
    assert_array_equal(logit([0.0, 5e-324, 0.3, math.nan]), [*alone, math.nan])


@pytest.mark.parametrize("function, formula, points, bound", [
    (logit, lambda p: mpmath.log(p) - mpmath.log1p(-p), exact.open_unit(), 2),
    (logit_derivative, lambda p: 1 / p / (1 - p), exact.open_unit(), 1.6),
    (logit_second_derivative, lambda p: (2 * p - 1) / (p * (1 - p)) ** 2, exact.open_unit(), 3.6),
    (inverse_probit, lambda x: exact_normal(min(x, mpmath.mpf(1000))), exact.real_line()[::2], 3),
    (cloglog, lambda p: mpmath.log(-mpmath.log1p(-p)), exact.open_unit(), 3.1),
    (inverse_cloglog, lambda x: -mpmath.expm1(-mpmath.exp(min(x, mpmath.mpf(1000)))), exact.real_line(), 2),
], ids=lambda value: getattr(value, "__name__", ""))
def test_against_50_digits(function, formula, points, bound):
    ulp, point = exact.worst(function, formula, points)
    assert ulp <= bound, f"{function.__name__}({point!r}) is {ulp:.3g} ULP off"


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_logit_is_the_log_of_the_odds(p):
    assert_allclose(logit(p), np.log(odds(p)), rtol=1e-13, atol=1e-15)


@given(st.floats(-30, 30))
def test_logit_undoes_logistic(x):
    # Near 1 a probability has few digits left: the slope of the logit magnifies its rounding.
    assert_allclose(logit(logistic(x)), x, atol=2**-52 * (1 + math.exp(x)) + 1e-15 * abs(x))


@given(st.floats(0, 1))
def test_logit_of_the_complement(p):
    complement = 1 - p
    assert_allclose(logit(complement), -logit(1 - complement), rtol=1e-14, atol=1e-15)


@given(st.floats(0, 1), st.floats(0, 1))
def test_logit_rises(p, q):
    low, high = sorted((p, q))
    assert logit(low) <= logit(high) or np.isclose(logit(low), logit(high), rtol=1e-15, atol=0)


@given(st.floats(0, 1))
def test_slope_is_at_least_four(p):
    assert logit_derivative(p) >= 4


def test_slopes_at_the_ends():
    assert_array_equal(logit_derivative([0, 0.5, 1]), [INF, 4, INF])
    assert_array_equal(logit_second_derivative([0, 0.5, 1]), [-INF, 0, INF])


# Evidence


def test_units_of_evidence():
    assert convert_evidence(1, "bans", "decibans") == 10
    assert_allclose(convert_evidence(1, "bans", "nats"), math.log(10))
    assert_allclose(convert_evidence([1, 2], "bits", "nats"), [math.log(2), math.log(4)])
    assert convert_evidence(np.float32(3), "nats", "bits").dtype == np.float32


@given(st.floats(-1e6, 1e6), st.sampled_from(list(EVIDENCE_UNITS)), st.sampled_from(list(EVIDENCE_UNITS)))
def test_units_lead_back(evidence, source, target):
    back = convert_evidence(convert_evidence(evidence, source, target), target, source)
    assert_allclose(back, evidence, rtol=1e-15, atol=5e-323)


def test_weight_of_evidence():
    assert_allclose(weight_of_evidence(0.9, 0.1), math.log(9), rtol=1e-15)
    assert_allclose(weight_of_evidence(0.5, 0.05, unit="decibans"), 10)
    assert_array_equal(weight_of_evidence([0.2, 0, 0.3], [0.2, 0.1, 0]), [0, -INF, INF])


def test_weight_of_evidence_keeps_its_digits():
    nearly = np.float64(0.3) + np.arange(1, 200) * 2.0**-54
    assert_worst_ratio(nearly, 0.3)
    assert_worst_ratio(exact.open_unit(), 0.7)
    assert_worst_ratio(exact.open_unit(), 5e-324)
    assert_worst_ratio(exact.positive(), 1e308)


def assert_worst_ratio(numerators, denominator):
    ulp, point = exact.worst(lambda a: weight_of_evidence(a, denominator),
                             lambda a: mpmath.log(a) - mpmath.log(mpmath.mpf(denominator)), numerators)
    assert ulp <= 3, f"weight_of_evidence({point!r}, {denominator}) is {ulp:.3g} ULP off"


def test_evidence_adds():
    prior, weights = logit(0.01), [weight_of_evidence(0.9, 0.1), weight_of_evidence(0.8, 0.4)]
    assert_allclose(np.exp(add_evidence(prior, *weights)), odds(0.01) * 9 * 2)
    assert_array_equal(add_evidence([1, 2], 3, [[10], [20]]), [[14, 15], [24, 25]])
    assert add_evidence(0.5) == 0.5


@pytest.mark.parametrize("function, arguments, message", [
    (logit, (1.5,), r"logit: p is 1\.5, but p must lie in \[0, 1\]"),
    (logit, ([0.5, math.nan, -5e-324],), r"logit: p\[2\] is -5e-324, but p must lie in \[0, 1\]"),
    (logit_derivative, (-1,), "logit_derivative: p is -1"),
    (logit_second_derivative, (2,), "logit_second_derivative: p is 2"),
    (probit, (2,), "probit: p is 2"),
    (cloglog, (2,), "cloglog: p is 2"),
    (weight_of_evidence, (0.1, -1), "weight_of_evidence: .*likelihood_if_false is -1, but .* must lie in"),
    (weight_of_evidence, (0, 0), "weight_of_evidence: .* and their ratio has no value"),
    (weight_of_evidence, (0.1, 0.2, "bels"), "unit is 'bels', which is no unit of evidence; there are nats, bits, bans, d"),
    (convert_evidence, (1, "bels", "nats"), "source is 'bels', which is no unit of evidence"),
    (add_evidence, (INF, 1, -INF), "add_evidence: log_odds is inf, weight is -inf, and certainty for"),
])
def test_refusals_name_the_place(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)


# The other links


def test_probit_against_50_digits():
    points = exact.open_unit()
    with mpmath.workdps(exact.DIGITS):
        for p, x in zip(points, probit(points)):
            # One step of Newton from the result to the root.
            error = (exact_normal(mpmath.mpf(x)) - p) / mpmath.npdf(x)
            assert abs(error) <= 8 * np.spacing(abs(x)) + 1e-16, f"probit({p!r}) is {float(error):.3g} off"


@pytest.mark.parametrize("link", [probit, cloglog])
def test_links_reach_infinity_at_the_ends(link):
    assert_array_equal(link([0, 1]), [-INF, INF])


@pytest.mark.parametrize("inverse", [inverse_probit, inverse_cloglog])
def test_inverse_links_reach_0_and_1(inverse):
    assert_array_equal(inverse([-INF, INF]), [0, 1])
    assert np.isnan(inverse(math.nan))


@pytest.mark.parametrize("link, inverse", [(probit, inverse_probit), (cloglog, inverse_cloglog)])
@given(p=st.floats(1e-300, 0.999))
def test_links_lead_back(link, inverse, p):
    assert_allclose(inverse(link(p)), p, rtol=1e-12)
