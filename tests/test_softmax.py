"""Softmax, log-sum-exp, their derivatives and the gauge: 50 digits, axes, ends, refusals."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from logodds import (
    center_scores,
    log_softmax,
    log_softmax_jacobian_product,
    logistic,
    logsumexp,
    scores_against,
    softmax,
    softmax_jacobian,
    softmax_jacobian_product,
)
from logodds._rows import EINSUM, ROWS_BLOCK, SHORT, TURNED_BLOCK
from tests.exact import DIGITS, mpf
from tests.rows import (
    exact_complement,
    exact_log_softmax,
    exact_log_sum,
    exact_softmax,
    score_rows,
    worst_of_rows,
)

INF = float("inf")
ROWS = score_rows()
every_grid = pytest.mark.parametrize("name", ROWS)
scores = arrays(np.float64, st.integers(1, 6), elements=st.floats(-700, 700))
whole_scores = arrays(np.float64, st.integers(1, 6), elements=st.integers(-1000, 1000).map(float))

BY_ROWS = [softmax, log_softmax, logsumexp, softmax_jacobian, center_scores,
           lambda x, axis=None: softmax_jacobian_product(x, 1.0, axis),
           lambda x, axis=None: log_softmax_jacobian_product(x, 1.0, axis),
           lambda x, axis=None: scores_against(x, 0, axis)]
NAMES = ["softmax", "log_softmax", "logsumexp", "softmax_jacobian", "center_scores",
         "softmax_jacobian_product",
         "log_softmax_jacobian_product", "scores_against"]
every_function = pytest.mark.parametrize("function, called", list(zip(BY_ROWS, NAMES)), ids=NAMES)


# 50 digits


@every_grid
@pytest.mark.parametrize("function, exact, bound", [
    (softmax, exact_softmax, 4.2), (log_softmax, exact_log_softmax, 3)], ids=["softmax", "log_softmax"])
def test_against_50_digits(function, exact, bound, name):
    rows = ROWS[name]
    ulp, row = worst_of_rows(function(rows, axis=1), exact, rows)
    assert ulp <= bound, f"{ulp:.3g} ULP off at {row}"


def in_units(results, rows, weights=None):
    """Return the largest error of log-sum-exps, in 2^-53 of the greatest of 1, an entry and the result."""
    with mpmath.workdps(DIGITS):
        exact = [exact_log_sum(row, weights) for row in rows]
        return max(float(abs(mpf(result) - right) / max(1, abs(mpf(row.max())), abs(right)) * 2**53)
                   for result, right, row in zip(results, exact, rows))


@every_grid
def test_log_sum_exp_against_50_digits(name):
    assert in_units(logsumexp(ROWS[name], axis=1), ROWS[name]) <= 2


def test_log_sum_exp_of_two_at_every_gap_is_within_two_units():
    rows = ROWS["two, of every gap"]
    assert in_units(logsumexp(rows, axis=1), rows) <= 1


@every_grid
@pytest.mark.parametrize("function, exact", [(softmax, exact_softmax), (log_softmax, exact_log_softmax)])
def test_float32_is_rounded_once(function, exact, name):
    rows = ROWS[name][::4].astype(np.float32) if not name.startswith("ends") else ROWS[name][:0]
    if not len(rows):
        rows = np.array([[0, -104, 3e38], [1e-45, -1e-45, 0]], dtype=np.float32)
    results = function(rows, axis=1)
    assert results.dtype == np.float32
    ulp, row = worst_of_rows(results, exact, rows)
    assert ulp <= 0.51, f"{ulp:.3g} ULP off at {row}"


@pytest.mark.parametrize("name", ["ordinary 10", "wide 3", "all sizes 40", "nearly equal 150"])
def test_longdouble_keeps_its_digits(name):
    # Divided in longdouble, so that the scores are no float64.
    rows = ROWS[name][::4].astype(np.longdouble) / 3
    for function, exact, bound in ((softmax, exact_softmax, 5.2), (log_softmax, exact_log_softmax, 4)):
        results = function(rows, axis=1)
        assert results.dtype == np.longdouble
        assert worst_of_rows(results, exact, rows)[0] <= bound


def test_float16_is_summed_in_float64():
    x = np.full(70000, 1, dtype=np.float16)
    assert logsumexp(x).dtype == np.float16
    assert_allclose(float(logsumexp(x)), 1 + np.log(70000), rtol=1e-3)
    assert_array_equal(softmax(x[:4]), np.full(4, 0.25, np.float16))


@pytest.mark.parametrize("x", [np.array([200, 100, 0], np.uint8), np.array([-100, 100, 0], np.int8),
                               np.array([True, False]), [3, 1, 2], 7])
def test_integers_and_bools_become_float64(x):
    for function in (softmax, log_softmax, logsumexp, center_scores):
        assert function(x).dtype == np.float64
        assert_array_equal(function(x), function(np.asarray(x, dtype=np.float64)))


# What is true of every softmax


@given(scores)
def test_shares_are_positive_and_sum_to_one(x):
    p = softmax(x)
    assert ((p >= 0) & (p <= 1)).all() and p.max() >= 1 / len(x) * (1 - 1e-15)
    assert_allclose(p.sum(), 1, rtol=1e-15)


@given(whole_scores, st.integers(-10**6, 10**6))
def test_a_shift_changes_nothing_but_the_sum(x, shift):
    assert_allclose(softmax(x + shift), softmax(x), rtol=1e-15)
    assert_allclose(log_softmax(x + shift), log_softmax(x), rtol=1e-15)
    # The two sums round at the size of their terms, which may be far larger than what is left of them.
    rounding = np.finfo(float).eps * (np.abs(x).max() + abs(shift) + 1)
    assert_allclose(logsumexp(x + shift), logsumexp(x) + shift, rtol=0, atol=rounding)


@given(st.floats(-700, 700), st.floats(-700, 700))
def test_two_classes_are_a_logistic(x, y):
    d = x - y
    assert_allclose(softmax([x, y])[0], logistic(d), rtol=1e-12 if x - y == d else 1e-9)


@given(scores)
def test_log_softmax_is_the_log_of_the_softmax(x):
    assert_allclose(np.exp(log_softmax(x)), softmax(x), rtol=1e-12, atol=5e-324)
    assert (log_softmax(x) <= 0).all()


@given(scores)
def test_log_sum_exp_lies_between_its_bounds(x):
    assert x.max() <= logsumexp(x) <= (x.max() + np.log(len(x))) + 1e-12


def test_known_values():
    assert_allclose(softmax([1, 2, 3]), [0.09003057317038046, 0.24472847105479764, 0.6652409557748219],
                    rtol=1e-15)
    assert softmax([0, 0]).tolist() == [0.5, 0.5]
    assert logsumexp([0, 0]) == np.log(2)
    assert logsumexp([1000, 1000]) == 1000 + np.log(2)
    assert (softmax(5), log_softmax(5), logsumexp(5)) == (1, 0, 5)


def test_log_softmax_has_no_negative_zero():
    assert not np.signbit(log_softmax([800.0, 0.0])[0])


# Axes


@pytest.mark.parametrize("axis", [None, 0, 1, 2, -1, (0, 1), (0, 2), (2, 0), (-1, 1), (0, 1, 2)])
@pytest.mark.parametrize("function", [softmax, log_softmax, center_scores])
def test_axis_says_what_a_row_is(function, axis):
    x = np.random.default_rng(1).normal(size=(3, 4, 5))
    axes = tuple(range(3)) if axis is None else np.atleast_1d(axis) % 3
    moved = np.moveaxis(x, axes, range(-len(axes), 0))
    rows = moved.reshape(*moved.shape[:3 - len(axes)], -1)
    right = np.moveaxis(function(rows, axis=-1).reshape(moved.shape), range(-len(axes), 0), axes)
    for same in (x, np.asfortranarray(x), x[::-1][::-1], x.tolist()):
        assert_allclose(function(same, axis=axis), right, rtol=2e-15, atol=2e-15)
    assert_allclose(logsumexp(x, axis=axis), logsumexp(rows, axis=-1), rtol=2e-15)


@pytest.mark.parametrize("axis, shape", [(None, (1, 1, 1)), (1, (3, 1, 5)), ((0, -1), (1, 4, 1))])
def test_keepdims(axis, shape):
    x = np.zeros((3, 4, 5))
    assert logsumexp(x, axis, None, True).shape == shape
    value, sign = logsumexp(x, axis=axis, keepdims=True, return_sign=True, b=np.ones(5))
    assert value.shape == sign.shape == shape
    assert isinstance(logsumexp(7.0, keepdims=True), np.float64)


@pytest.mark.parametrize("shape, axis", [((0, 4), 1), ((3, 0, 4), 2), ((2, 0), 0)])
def test_no_rows_are_no_error(shape, axis):
    assert softmax(np.zeros(shape), axis=axis).shape == shape
    assert logsumexp(np.zeros(shape), axis=axis).shape == tuple(np.delete(shape, axis))


@pytest.mark.parametrize("function, called", [(function, called) for function, called in zip(BY_ROWS, NAMES)
                                              if function is not logsumexp])
def test_an_empty_axis_is_refused(function, called):
    flat = np.zeros((0, 3))
    for empty, axis in (([], None), (flat.T, 1), (flat, None), (flat, (0, 1))):
        with pytest.raises(ValueError, match=rf"^{called}: .*axis .* of shape .* holds no entry"):
            function(empty, axis=axis)


def test_the_sum_of_nothing_is_0():
    assert logsumexp([]) == -INF and logsumexp([], return_sign=True) == (-INF, 0)
    for shape, axis, kept, reduced in [((3, 0), 1, (3, 1), (3,)), ((3, 0), None, (1, 1), ()),
                                       ((0,), 0, (1,), ())]:
        empty = np.empty(shape, np.float32)
        for keepdims, expected in ((True, kept), (False, reduced)):
            result = logsumexp(empty, axis, keepdims=keepdims)
            assert result.shape == expected and result.dtype == np.float32 and (result == -INF).all()
    assert logsumexp(np.empty((3, 0)), axis=0).shape == (0,)


@every_function
@pytest.mark.parametrize("axis, error, message", [
    (2, np.exceptions.AxisError, "there is no axis 2 in 2 dimensions"),
    (-3, np.exceptions.AxisError, "there is no axis -3"),
    ((0, -2), ValueError, r"none twice, but it is \(0, -2\)"),
    ((), ValueError, "at least one axis"),
    (0.5, TypeError, r"an int or a tuple of ints, but it is 0\.5"),
    ([0], TypeError, r"but it is \[0\]"),
    ("rows", TypeError, "but it is 'rows'"),
])
def test_axes_that_do_not_exist(function, called, axis, error, message):
    with pytest.raises(error, match=f"^{called}: .*{message}"):
        function(np.zeros((2, 3)), axis=axis)


@pytest.mark.parametrize("length", [1, 2, 3, 7, SHORT, SHORT + 1, EINSUM - 1, EINSUM, EINSUM + 1, EINSUM + 2, 1000,
                                    ROWS_BLOCK - 1, ROWS_BLOCK, ROWS_BLOCK + 1, 3 * ROWS_BLOCK + 5])
def test_rows_of_every_length(length):
    x = np.random.default_rng(length).normal(0, 3, (5, length))
    weight = np.exp(x - x.max(axis=1, keepdims=True))
    right = weight / weight.sum(axis=1, keepdims=True)
    assert_allclose(softmax(x, axis=1), right, rtol=1e-13)
    assert_allclose(softmax(x.T, axis=0), right.T, rtol=1e-13)
    assert_allclose(logsumexp(x, axis=1), x.max(axis=1) + np.log(weight.sum(axis=1)), rtol=1e-14)


def test_blocks_of_rows_join_without_a_seam():
    x = np.random.default_rng(2).normal(size=(3 * TURNED_BLOCK // 10 + 7, 10))
    assert_allclose(softmax(x, axis=1).sum(axis=1), 1, rtol=1e-15)
    assert_allclose(softmax(x, axis=1)[-3:], softmax(x[-3:], axis=1), rtol=2e-15)


def test_arguments_are_not_written_to():
    x, b, v = np.array([[1.0, INF, 3.0]]), np.array([1.0, 0.0, -2.0]), np.array([1.0, 2.0, 3.0])
    kept = x.copy(), b.copy(), v.copy()
    logsumexp(x, b=b, return_sign=True)
    softmax(x, axis=1)
    softmax_jacobian_product(x, v, axis=1)
    for now, then in zip((x, b, v), kept):
        assert_array_equal(now, then)


# Infinite scores, and nan


def test_a_score_of_minus_infinity_takes_its_class_out():
    x = np.array([1.0, -INF, 2.0, -INF])
    assert_array_equal(softmax(x)[[1, 3]], 0)
    assert_allclose(softmax(x)[[0, 2]], softmax([1, 2]), rtol=1e-15)
    assert_array_equal(log_softmax(x)[[1, 3]], -INF)
    assert_allclose(logsumexp(x), logsumexp([1, 2]), rtol=1e-15)


def test_a_score_alone_at_infinity_takes_all():
    assert_array_equal(softmax([0, INF, -INF]), [0, 1, 0])
    assert_array_equal(log_softmax([0, INF, -INF]), [-INF, 0, -INF])
    assert logsumexp([0, INF, INF]) == INF


@pytest.mark.parametrize("function", [softmax, log_softmax, softmax_jacobian,
                                      lambda x, axis: softmax_jacobian_product(x, 1.0, axis)])
@pytest.mark.parametrize("row", [[-INF, -INF, -INF], [INF, 0, INF]])
def test_rows_without_a_greatest_score_are_named(function, row):
    x = np.zeros((2, 3, 4))
    x[1, :, 2] = row
    with pytest.raises(ValueError, match=r"x\[1, :, 2\] is \[ *-?inf .*greatest.*finite, or alone at inf"):
        function(x, axis=1)
    with np.errstate(invalid="ignore"):
        assert np.isnan(function(x, axis=1)).any()


def test_a_lost_row_in_a_later_block_has_its_own_index():
    x = np.zeros((TURNED_BLOCK, 3))
    x[TURNED_BLOCK - 2] = -INF
    with pytest.raises(ValueError, match=rf"softmax: x\[{TURNED_BLOCK - 2}, :\] is \[-inf -inf -inf\]"):
        softmax(x, axis=1)
    with pytest.raises(ValueError, match=r"softmax: x is \[-inf -inf -inf \.\.\. -inf -inf -inf\]"):
        softmax(np.full(ROWS_BLOCK, -INF))


@pytest.mark.parametrize("padding", [SHORT, 3 * EINSUM])
def test_long_rows_end_as_short_ones_do(padding):
    """Classes that are out change nothing, also where one row of many needs care."""
    short = np.array([[1.0, -INF, 2.0], [0.5, 0.5, 0.5], [INF, 1.0, -INF], [np.nan, 1.0, 2.0],
                      [-745.0, -800.0, -INF], [700.0, 800.0, 800.0], [0.0, -800.0, -900.0], [0.0, -40.0, -INF],
                      [-INF, -INF, -INF], [9.0, 8.0, 7.0]])
    long = np.concatenate([short, np.full((len(short), padding), -INF)], axis=1)
    kept = long.copy()
    with np.errstate(invalid="ignore"):
        for function in (softmax, log_softmax):
            assert_allclose(function(long, axis=1)[:, :3], function(short, axis=1), rtol=1e-15)
        for result, right in zip(logsumexp(long, axis=1, return_sign=True), logsumexp(short, axis=1, return_sign=True)):
            assert_allclose(result, right, rtol=1e-15)
    assert_array_equal(long, kept)


def test_log_sum_of_nothing_is_minus_infinity():
    assert logsumexp([-INF, -INF]) == -INF
    assert logsumexp([-INF, -INF], return_sign=True) == (-INF, 0)
    assert logsumexp([0.0, 1.0], return_sign=True)[1] == 1


def test_nan_fills_its_row_and_no_other():
    x = np.array([[1.0, np.nan, 2.0], [1.0, 3.0, 2.0]])
    for function in (softmax, log_softmax, center_scores):
        assert np.isnan(function(x, axis=1)[0]).all()
        assert_allclose(function(x, axis=1)[1], function(x[1]), rtol=1e-15)
    assert_array_equal(np.isnan(logsumexp(x, axis=1)), [True, False])
    beside_inf = np.array([[0.0, 0.0, np.inf], [0.0, np.nan, np.inf]])
    for function in (softmax, log_softmax):
        assert_array_equal(np.isnan(function(beside_inf, axis=1)), [[False] * 3, [True] * 3])


@given(arrays(np.float64, st.tuples(st.integers(1, 3), st.integers(1, 4)), elements=st.floats()))
def test_nan_comes_only_from_nan(x):
    fed = np.isnan(x).any(axis=1)
    assert_array_equal(np.isnan(logsumexp(x, axis=1)), fed)
    for function in (softmax, log_softmax):
        try:
            assert_array_equal(np.isnan(function(x, axis=1)).any(axis=1), fed)
        except ValueError as error:
            assert "x[" in str(error) and "greatest" in str(error)


def test_no_warning_comes_from_the_ends():
    with np.errstate(all="raise"):
        assert_array_equal(softmax([1e308, -1e308, -INF]), [1, 0, 0])
        assert_array_equal(log_softmax([1e308, -1e308]), [0, -INF])
        assert logsumexp([1e308, 1e308, -1e308]) == 1e308


@every_function
@pytest.mark.parametrize("value, error, message", [
    ([1j, 0], TypeError, "must hold real numbers, but its dtype is complex128"),
    (["a"], TypeError, "must hold real numbers, but its dtype is <U1"),
    ([None, 1], TypeError, r"but \w+\[0\] is None"),
    (np.ma.array([1.0, 2.0], mask=[0, 1]), TypeError, "masked array"),
    ([[1, 2], [3]], ValueError, "is ragged"),
])
def test_what_is_no_array_of_numbers_is_refused(function, called, value, error, message):
    with pytest.raises(error, match=f"^{called}: [xa] .*{message}"):
        function(value)


# Temperature


def test_temperature_zero_shares_among_the_greatest():
    assert_array_equal(softmax([1, 3, 3, 2], temperature=0), [0, 0.5, 0.5, 0])
    assert_array_equal(log_softmax([1, 3, 2], temperature=0), [-INF, 0, -INF])


def test_temperature_infinity_shares_alike():
    assert_array_equal(softmax([1, -1e308, 1e308, -INF], temperature=INF), [1 / 3, 1 / 3, 1 / 3, 0])
    assert_array_equal(log_softmax([1, 2], temperature=INF), np.log([0.5, 0.5]))


@pytest.mark.parametrize("temperature", [2.0**-1000, 0.25, 1, 2, 1024.0, 2.0**900])
@pytest.mark.parametrize("name", ["ordinary 10", "all sizes 3"])
def test_a_power_of_two_is_divided_out_exactly(name, temperature):
    rows = ROWS[name]
    scaled = np.clip(rows / temperature, -1e300, 1e300) if temperature >= 2.0**-900 else None
    right = softmax(scaled, axis=1) if scaled is not None else (rows == rows.max(axis=1, keepdims=True))
    assert_allclose(softmax(rows, axis=1, temperature=temperature), right, rtol=1e-14, atol=5e-324)


@pytest.mark.parametrize("temperature", [0.1, 0.3, 1.7, 3.0, 1000 / 3])
@pytest.mark.parametrize("name", ["ordinary 10", "wide 3", "all sizes 3"])
def test_any_temperature_against_50_digits(name, temperature):
    rows = ROWS[name][::3]

    def cooled(exact):
        return lambda row: exact_scaled(exact, row, temperature)

    for function, exact, bound in ((softmax, exact_softmax, 4.2), (log_softmax, exact_log_softmax, 3)):
        ulp, row = worst_of_rows(function(rows, axis=1, temperature=temperature), cooled(exact), rows)
        assert ulp <= bound, f"{function.__name__} is {ulp:.3g} ULP off at {row}"


def exact_scaled(exact, row, temperature):
    """Return exact of a row over the temperature, the quotients not rounded to floats."""
    scores = [mpf(score) / mpf(np.float64(temperature)) for score in row]
    top = max(scores)
    at, terms = scores.index(top), [mpmath.exp(score - top) for score in scores]
    others = mpmath.fsum(terms[:at] + terms[at + 1:])
    if exact is exact_softmax:
        return [term / (1 + others) for term in terms]
    return [score - top - mpmath.log1p(others) for score in scores]


def test_scores_and_temperatures_that_overflow_alone():
    assert_allclose(softmax([-1e308, 1e308], temperature=1e308), softmax([-1, 1]), rtol=1e-15)
    assert_allclose(softmax([5e-324, 1e-323], temperature=5e-324), softmax([1, 2]), rtol=1e-15)
    assert_allclose(log_softmax([0, 1e308], temperature=1e-10), [-INF, 0])


@pytest.mark.parametrize("temperature, error", [
    (-1, ValueError), (np.nan, ValueError), ([1, 2], ValueError), ("hot", TypeError), (None, TypeError)])
@pytest.mark.parametrize("function", [softmax, log_softmax])
def test_what_is_no_temperature(function, temperature, error):
    with pytest.raises(error, match=f"^{function.__name__}: temperature "):
        function([1, 2], temperature=temperature)


# Weights


def test_weighted_log_sum():
    assert_allclose(logsumexp([1, 2], b=[3, 4]), np.log(3 * np.e + 4 * np.e**2), rtol=1e-15)
    assert_array_equal(logsumexp([1, 1], b=[1, -1], return_sign=True), (-INF, 0))
    assert_allclose(logsumexp([1, 1, 1], b=[1, -1, -1], return_sign=True), (1, -1), rtol=1e-15)
    assert_allclose(logsumexp([1, 0], b=[-1, 5], return_sign=True), (np.log(5 - np.e), 1), rtol=1e-14)


def test_weight_zero_takes_out_even_what_is_infinite():
    assert logsumexp([1, INF, np.nan, 2], b=[1, 0, 0, 0]) == 1
    assert logsumexp([3, 4], b=0) == -INF


def test_infinite_terms_decide():
    assert logsumexp([INF, 0], b=[-1, 1], return_sign=True) == (INF, -1)
    assert logsumexp([INF, INF, 1], b=[2, 1, -1]) == INF
    assert logsumexp([0, 5], b=[INF, -1]) == INF
    with pytest.raises(ValueError, match=r"logsumexp: a is \[inf inf\], b is \[ 1 -1\], and .* inf - inf"):
        logsumexp([INF, INF], b=[1, -1], return_sign=True)
    with pytest.raises(ValueError, match="inf - inf or 0 times inf"):
        logsumexp([0, -INF], b=[1, INF], return_sign=True)


def test_a_negative_sum_has_no_log():
    a, b = np.zeros((2, 3)), np.array([[1, 1, 1], [1, -1, -1.5]])
    with pytest.raises(ValueError,
                       match=r"logsumexp: a\[1, :\] is \[0\. 0\. 0\.\], b\[1, :\] is .*return_sign"):
        logsumexp(a, axis=1, b=b)
    with np.errstate(invalid="ignore"):
        assert_array_equal(np.isnan(logsumexp(a, axis=1, b=b)), [False, True])


def test_extreme_weights_against_50_digits():
    random = np.random.default_rng(3)
    a = random.uniform(-1400, 1400, (200, 4))
    b = 10 ** random.uniform(-300, 300, (200, 4))
    results = logsumexp(a, axis=1, b=b)
    with mpmath.workdps(DIGITS):
        for result, scores_here, weights in zip(results, a, b):
            right = mpmath.log(mpmath.fsum(mpf(w) * mpmath.exp(mpf(s)) for s, w in zip(scores_here, weights)))
            assert abs(mpf(result) - right) <= 4 * 2.0**-53 * max(1, abs(scores_here).max(), abs(right))
    assert_allclose(logsumexp([0, -2000], b=[1e-308, 1e308]), -308 * np.log(10), rtol=1e-15)
    assert_allclose(logsumexp([0, -1000], b=[1e-308, 1e308]), -1000 + 308 * np.log(10), rtol=1e-15)


@given(whole_scores, st.data())
def test_weights_are_shifts(x, data):
    power = data.draw(arrays(np.int64, x.shape, elements=st.integers(-900, 900)))
    assert_allclose(logsumexp(x, b=2.0 ** power), logsumexp(x + power * np.log(2)), rtol=1e-14, atol=1e-12)


def test_weights_broadcast():
    assert logsumexp(np.zeros((4, 1, 2, 1)), b=np.ones((3, 1, 5))) == np.log(4 * 3 * 2 * 5)
    assert logsumexp(np.zeros((4, 1)), axis=0, b=np.ones(3)).shape == (3,)
    with pytest.raises(ValueError, match=r"logsumexp: these shapes do not fit together: a \(2,\), b \(3,\)"):
        logsumexp([1, 2], b=[1, 2, 3])


# Derivatives


@pytest.mark.parametrize("name", ["ordinary 3", "wide 3", "ends 3", "nearly equal 10", "tied 10"])
def test_jacobian_against_50_digits(name):
    rows = ROWS[name][:60]
    jacobian = softmax_jacobian(rows, axis=1)
    assert jacobian.shape == (*rows.shape, rows.shape[1])

    def exact(row):
        p, q = exact_softmax(row), exact_complement(row)
        return [p[i] * q[i] if i == j else -p[i] * p[j] for i in range(len(row)) for j in range(len(row))]

    ulp, row = worst_of_rows(jacobian.reshape(len(rows), -1), exact, rows)
    assert ulp <= 8, f"{ulp:.3g} ULP off at {row}"
    assert_array_equal(jacobian, jacobian.swapaxes(1, 2))


@given(scores, st.data())
def test_products_agree_with_the_matrix(x, data):
    v = data.draw(arrays(np.float64, x.shape, elements=st.floats(-10, 10)))
    matrix, p = softmax_jacobian(x), softmax(x)
    assert_allclose(softmax_jacobian_product(x, v), matrix @ v, rtol=0, atol=1e-14)
    of_log = np.eye(len(x)) - p
    assert_allclose(log_softmax_jacobian_product(x, v), of_log @ v, rtol=0, atol=1e-13)
    assert_allclose(log_softmax_jacobian_product(x, v, transposed=True), of_log.T @ v, rtol=0, atol=1e-13)


@given(arrays(np.float64, 4, elements=st.floats(-3, 3)), arrays(np.float64, 4, elements=st.floats(-3, 3)))
def test_products_are_slopes(x, v):
    step = 1e-6
    for function, product in ((softmax, softmax_jacobian_product),
                              (log_softmax, log_softmax_jacobian_product)):
        slope = (function(x + step * v) - function(x - step * v)) / (2 * step)
        assert_allclose(product(x, v), slope, rtol=0, atol=1e-8)
    slope = (logsumexp(x + step * v) - logsumexp(x - step * v)) / (2 * step)
    assert_allclose(softmax(x) @ v, slope, rtol=0, atol=1e-8)


@given(scores, st.floats(-1e300, 1e300))
def test_constant_vectors_are_the_kernel(x, c):
    assert_array_equal(softmax_jacobian_product(x, c), 0)
    assert_array_equal(log_softmax_jacobian_product(x, c), 0)


def test_the_jacobian_of_a_nearly_certain_row_keeps_its_digits():
    # 1 - p would be 0 here.
    jacobian = softmax_jacobian([0.0, -50.0])
    assert_allclose(jacobian, np.exp(-50) * np.array([[1, -1], [-1, 1]]), rtol=1e-15)
    assert_allclose(softmax_jacobian_product([0.0, -50.0], [1, 0]), [np.exp(-50), -np.exp(-50)], rtol=1e-15)


def test_jacobian_shapes():
    x = np.zeros((2, 3, 4))
    assert softmax_jacobian(x, axis=1).shape == (2, 4, 3, 3)
    assert softmax_jacobian(x, axis=(0, 2)).shape == (3, 8, 8)
    assert softmax_jacobian(x).shape == (24, 24)
    assert softmax_jacobian(np.float32([1, 2])).dtype == np.float32
    assert softmax_jacobian_product(x, np.ones(4), axis=2).shape == (2, 3, 4)


def test_products_of_infinite_vectors_are_refused():
    with pytest.raises(ValueError,
                       match=r"softmax_jacobian_product: x is \[1 2\], vector is \[ 0\. inf\], but"):
        softmax_jacobian_product([1, 2], [0, INF])


# The gauge


@given(scores)
def test_centred_scores_have_the_same_softmax_and_mean_zero(x):
    centred = center_scores(x)
    assert abs(centred.mean()) <= 1e-15 * max(1, abs(centred).max())
    assert_allclose(softmax(centred), softmax(x), rtol=1e-11, atol=5e-324)


@given(whole_scores, st.integers(-10**6, 10**6))
def test_centring_undoes_a_shift(x, shift):
    assert_allclose(center_scores(x + shift), center_scores(x), rtol=1e-12, atol=1e-9)


def test_centring_large_scores():
    assert_array_equal(center_scores([1e308, -1e308]), [1e308, -1e308])
    assert_array_equal(center_scores([1e308, 1e308]), [0, 0])
    with pytest.raises(ValueError,
                       match=r"center_scores: x is \[ 0\. inf\], and infinite scores have no mean"):
        center_scores([0, INF])


def test_scores_against_a_class_are_its_log_odds():
    x = np.array([[1.0, 4.0, -INF], [2.0, 2.0, 7.0]])
    assert_array_equal(scores_against(x, 1, axis=1), [[-3, 0, -INF], [0, 0, 5]])
    assert_array_equal(scores_against(x[:, :2], -1, axis=0), [[-1, 2], [0, 0]])
    p = softmax([1.0, 2.0, 4.0])
    assert_allclose(scores_against([1.0, 2.0, 4.0], 0), np.log(p / p[0]), rtol=1e-14, atol=1e-15)


@pytest.mark.parametrize("arguments, error, message", [
    (([1, 2], 2), IndexError, "reference is 2, but there are 2 classes"),
    (([1, 2], -3), IndexError, "reference is -3"),
    (([1, -INF], 1), ValueError, r"x is \[  1\. -inf\], and the reference class's score is infinite"),
])
def test_references_that_do_not_exist(arguments, error, message):
    with pytest.raises(error, match=f"scores_against: {message}"):
        scores_against(*arguments)
