"""Odds, ratios and bets: values, round trips, ends, refusals, and every function against 50 digits."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from logodds import (
    Threshold,
    decimal_odds,
    fair_probabilities,
    fractional_odds,
    moneyline_odds,
    odds,
    odds_derivative,
    odds_ratio,
    odds_ratio_from_counts,
    overround,
    probability,
    probability_from_decimal,
    probability_from_fractional,
    probability_from_moneyline,
    relative_risk,
    relative_risk_from_counts,
    relative_risk_from_odds_ratio,
    threshold,
)
from tests import exact

INF = float("inf")
inside = st.floats(1e-6, 1 - 1e-6)


# Values and ends


def test_odds_of_common_probabilities():
    assert_array_equal(odds([0, 1 / 5, 1 / 2, 3 / 4, 1]), [0, 0.25, 1, 3, INF])


def test_probability_of_common_odds():
    assert_array_equal(probability([0, 0.25, 1, 3, INF]), [0, 0.2, 0.5, 0.75, 1])


def test_probability_of_huge_odds_is_one():
    assert probability(1.7976931348623157e308) == 1


def test_slope_of_the_odds_at_both_ends():
    assert_array_equal(odds_derivative([0, 0.5, 1]), [1, 4, INF])


@pytest.mark.parametrize("function, formula, points, bound", [
    (odds, lambda p: p / (1 - p), exact.open_unit(), 1.6),
    (probability, lambda o: o / (1 + o), exact.positive(), 1.6),
    (odds_derivative, lambda p: 1 / (1 - p) ** 2, exact.open_unit(), 3.6),
    (decimal_odds, lambda p: 1 / p, exact.open_unit(), 0.6),
    (fractional_odds, lambda p: (1 - p) / p, exact.open_unit(), 1.6),
    (probability_from_fractional, lambda f: 1 / (1 + f), exact.positive(), 1.6),
    (probability_from_decimal, lambda d: 1 / d, 1 + exact.positive(), 0.6),
    (moneyline_odds, lambda p: -100 * p / (1 - p) if p > 0.5 else 100 * (1 - p) / p, exact.open_unit(), 2.1),
    (probability_from_moneyline, lambda m: 100 / (100 + m), 100 + exact.positive(), 1.6),
    (probability_from_moneyline, lambda m: -m / (100 - m), -100 - exact.positive(), 2.1),
], ids=lambda value: getattr(value, "__name__", ""))
def test_against_50_digits(function, formula, points, bound):
    ulp, point = exact.worst(function, formula, points)
    assert ulp <= bound, f"{function.__name__}({point!r}) is {ulp:.3g} ULP off"


@given(st.floats(0, 1 - 2**-53))
def test_probability_undoes_odds(p):
    assert_allclose(probability(odds(p)), p, rtol=1e-15, atol=5e-324)


@given(inside)
def test_odds_of_the_complement(p):
    assert_allclose(odds(1 - p), 1 / odds(p), rtol=1e-9)


@given(st.floats(0, 1), st.floats(0, 1))
def test_odds_rise(p, q):
    low, high = sorted((p, q))
    assert odds(low) <= odds(high)


# Thresholds


def test_threshold_of_costs():
    cut = threshold(1, 4)
    assert isinstance(cut, Threshold)
    assert cut == (0.25, 0.2)
    assert cut.odds == 0.25 and cut.probability == 0.2


def test_threshold_ends():
    assert threshold(0, 3) == (0, 0)
    assert threshold(3, 0) == (INF, 1)


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3), st.floats(0, 1))
def test_threshold_is_where_the_expected_costs_cross(false_positive, false_negative, p):
    cut = threshold(false_positive, false_negative)
    cost_of_yes, cost_of_no = (1 - p) * false_positive, p * false_negative
    if not np.isclose(p, cut.probability):
        assert (p > cut.probability) == (cost_of_yes < cost_of_no)


def test_costs_without_a_threshold():
    with pytest.raises(ValueError, match="threshold: cost_false_positive is 0, .*no threshold separates"):
        threshold(0, 0)
    with pytest.raises(ValueError, match="threshold: cost_false_positive is -1, .*must lie in"):
        threshold(-1, 2)


# Ratios


def test_odds_ratio_and_relative_risk_of_two_probabilities():
    assert_allclose(odds_ratio(0.9, 0.8), 2.25)
    assert_allclose(relative_risk(0.9, 0.8), 1.125)


REFERENCES = [5e-324, 1e-300, 1e-8, 0.3, 0.5, 1 - 2.0**-53]


@pytest.mark.parametrize("p0", REFERENCES)
@pytest.mark.parametrize("function, formula, points", [
    (odds_ratio, lambda p1, p0: p1 / (1 - p1) / (p0 / (1 - p0)), exact.open_unit()),
    (relative_risk, lambda p1, p0: p1 / p0, exact.open_unit()),
    (relative_risk_from_odds_ratio, lambda o, p0: o / (1 - p0 + p0 * o), exact.positive()),
    (lambda p1, p0: odds_ratio_from_counts(np.stack([p1, 1 - p1, p0 + 0 * p1, 1 - p0 + 0 * p1], -1)
                                           .reshape(-1, 2, 2)),
     lambda p1, p0: p1 / mpmath.mpf(float(1 - p1)) / (p0 / mpmath.mpf(float(1 - p0))), exact.open_unit()),
], ids=["odds_ratio", "relative_risk", "relative_risk_from_odds_ratio", "odds_ratio_from_counts"])
def test_ratios_against_50_digits(function, formula, points, p0):
    ulp, point = exact.worst(lambda x: function(x, p0), lambda x: formula(x, mpmath.mpf(p0)), points)
    assert ulp <= 3, f"at {point!r} and {p0!r} it is {ulp:.3g} ULP off"


@given(inside, inside)
def test_odds_ratio_of_failure_is_the_reciprocal(p1, p0):
    assert_allclose(odds_ratio(1 - p1, 1 - p0), 1 / odds_ratio(p1, p0), rtol=1e-9)


@given(inside, inside)
def test_relative_risk_from_the_odds_ratio(p1, p0):
    assert_allclose(relative_risk_from_odds_ratio(odds_ratio(p1, p0), p0), relative_risk(p1, p0), rtol=1e-9)


def test_relative_risk_tends_to_the_odds_ratio_for_rare_outcomes():
    distances = 3 - relative_risk_from_odds_ratio(3, [1e-3, 1e-6, 0])
    assert_allclose(distances, [6e-3, 6e-6, 0], rtol=3e-3)


def test_relative_risk_from_an_infinite_odds_ratio():
    assert_array_equal(relative_risk_from_odds_ratio(INF, [0, 0.25, 1]), [INF, 4, 1])


def test_aspirin_and_heart_attack():
    # Agresti: 189 of 11034 on placebo, 104 of 11037 on aspirin.
    table = [[189, 11034 - 189], [104, 11037 - 104]]
    assert round(odds_ratio_from_counts(table), 3) == 1.832
    assert round(relative_risk_from_counts(table), 3) == 1.818


def test_tables_stack():
    tables = np.array([[[8, 2], [5, 5]], [[5, 5], [2, 8]]])
    assert_allclose(odds_ratio_from_counts(tables), [4, 4])
    assert_allclose(relative_risk_from_counts(tables), [1.6, 2.5])
    assert_allclose(odds_ratio_from_counts(tables.sum(axis=0)), 169 / 49)


@given(st.lists(st.integers(1, 10**6), min_size=4, max_size=4), st.floats(0.01, 1), st.floats(0.01, 1))
def test_sampling_on_the_outcome_leaves_the_odds_ratio(counts, share_of_yes, share_of_no):
    table = np.reshape(counts, (2, 2))
    sampled = table * [share_of_yes, share_of_no]
    assert_allclose(odds_ratio_from_counts(sampled), odds_ratio_from_counts(table), rtol=1e-12)


def test_sampling_on_the_outcome_changes_the_relative_risk():
    table = np.array([[90, 10], [80, 20]])
    assert_allclose(relative_risk_from_counts(table), 1.125)
    assert_allclose(relative_risk_from_counts(table * [1, 0.1]), 90 / 91 / (80 / 82))


def test_counts_in_small_integers_do_not_wrap():
    table = np.array([[200, 100], [100, 200]], dtype=np.uint8)
    assert odds_ratio_from_counts(table) == 4
    assert relative_risk_from_counts(table) == 2


def test_a_zero_cell_gives_the_limit():
    assert odds_ratio_from_counts([[3, 0], [2, 5]]) == INF
    assert odds_ratio_from_counts([[0, 3], [2, 5]]) == 0


@pytest.mark.parametrize("function, arguments, message", [
    (odds, (1.5,), r"odds: p is 1\.5, but p must lie in \[0, 1\]"),
    (odds, ([[0.1, 0.2], [0.3, -0.5]],), r"odds: p\[1, 1\] is -0\.5, but p must lie in \[0, 1\]"),
    (odds_derivative, ([0.1, 2],), r"odds_derivative: p\[1\] is 2\.0"),
    (probability, ([1, -1],), r"probability: odds\[1\] is -1, but odds must lie in \[0, inf\]"),
    (odds_ratio, (0, 0), "odds_ratio: p1 is 0, p0 is 0, and both odds are 0"),
    (odds_ratio, ([0.5, 1], 1), r"odds_ratio: p1\[1\] is 1\.0, p0 is 1, and both odds are 0 or both inf"),
    (relative_risk, (0, [0.5, 0]), r"relative_risk: p1 is 0, p0\[1\] is 0\.0, and 0 / 0 has no value"),
    (relative_risk_from_odds_ratio, (0, 1), "odds_ratio is 0, p0 is 1, and then no one relative risk"),
    (odds_ratio_from_counts, ([1, 2, 3, 4],), r"table must have shape \(\.\.\., 2, 2\), but its shape is"),
    (odds_ratio_from_counts, ([[1, 2], [-3, 4]],), r"table\[1, 0\] is -3, but a count must be finite"),
    (relative_risk_from_counts, ([[1, INF], [3, 4]],), r"table\[0, 1\] is inf, but a count must be finite"),
    (odds_ratio_from_counts, ([[0, 0], [3, 4]],), "yes is 0, no is 0, .*odds ratio of this table is 0 / 0"),
    (relative_risk_from_counts, ([[0, 0], [3, 4]],), "the relative risk of this table is 0 / 0"),
    (decimal_odds, (-0.1,), "decimal_odds: p is -0.1"),
    (probability_from_decimal, (0.9,), r"decimal is 0\.9, but decimal must lie in \[1, inf\]"),
    (probability_from_fractional, (-1,), "fractional is -1, but fractional must lie in"),
    (probability_from_moneyline, ([100, 99],), r"moneyline\[1\] is 99, but moneyline odds are at least \+1"),
    (fair_probabilities, ([INF, INF],), "payouts that are all infinite imply nothing"),
    (overround, ([],), r"overround: axis -1 of shape \(0,\) holds no entry"),
])
def test_refusals_name_the_place(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)


# Betting


@pytest.mark.parametrize("p, decimal, fractional, moneyline", [
    (1 / 2, 2, 1, 100), (1 / 4, 4, 3, 300), (3 / 4, 4 / 3, 1 / 3, -300), (1, 1, 0, -INF), (0, INF, INF, INF)])
def test_the_three_formats(p, decimal, fractional, moneyline):
    formats = [decimal_odds(p), fractional_odds(p), moneyline_odds(p)]
    assert_allclose(formats, [decimal, fractional, moneyline])


@pytest.mark.parametrize("there, back", [
    (decimal_odds, probability_from_decimal), (fractional_odds, probability_from_fractional),
    (moneyline_odds, probability_from_moneyline)])
@given(p=st.floats(0, 1))
def test_every_format_leads_back(there, back, p):
    assert_allclose(back(there(p)), p, rtol=1e-12, atol=1e-15)


def test_both_signs_of_even_money():
    assert_array_equal(probability_from_moneyline([100, -100, INF, -INF]), [0.5, 0.5, 0, 1])


def test_overround_of_a_book():
    assert_allclose(overround([1.9, 1.9]), 2 / 1.9 - 1)
    assert overround([2, 2]) == 0


def test_overround_follows_axis_and_keepdims():
    books = np.array([[1.9, 1.9], [2.0, 4.0]])
    assert_allclose(overround(books), [2 / 1.9 - 1, -0.25])
    assert_allclose(overround(books, axis=0, keepdims=True), [[1 / 1.9 - 0.5, 1 / 1.9 - 0.75]])
    assert_allclose(overround(books, axis=None), 2 / 1.9 + 0.75 - 1)
    assert overround(books.astype(np.float32)).dtype == np.float32


@given(st.lists(st.floats(1, 1000), min_size=1, max_size=20))
def test_fair_probabilities_sum_to_one(book):
    fair = fair_probabilities(book)
    assert_allclose(fair.sum(), 1)
    assert_allclose(fair * (1 + overround(book)), probability_from_decimal(book))
