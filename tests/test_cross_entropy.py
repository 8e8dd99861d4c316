"""Entropy, divergence, cross-entropy and the losses: 50 digits, slopes, weights, ends, refusals."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from logodds import (
    binary_cross_entropy,
    binary_cross_entropy_hessian_product,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_hessian_product,
    cross_entropy,
    cross_entropy_hessian_product,
    cross_entropy_with_logits,
    cross_entropy_with_logits_hessian_product,
    entropy,
    kl_div,
    kl_divergence,
    log_softmax,
    logistic,
    rel_entr,
    softmax,
    softmax_jacobian,
    softplus,
    xlogy,
)
from logodds._rows import ROWS_BLOCK, TURNED_BLOCK
from tests import exact
from tests.exact import DIGITS, mpf, ulp
from tests.rows import exact_complement, exact_log_softmax, exact_softmax, score_rows, worst_of_rows

INF = float("inf")
ROWS = score_rows()
unit = st.floats(0, 1)
weights = st.lists(st.floats(0.01, 1), min_size=2, max_size=6)


def distributions(seed, shape):
    """Return rows of probabilities, some of them tiny."""
    random = np.random.default_rng(seed)
    raw = random.dirichlet(np.full(shape[1], 0.3), shape[0])
    return raw / raw.sum(axis=1, keepdims=True)


# Term by term


def pairs():
    """Return pairs of positive numbers by name: near each other, apart, of all sizes, subnormal, huge."""
    random = np.random.default_rng(20261121)
    y, w = random.uniform(0.01, 9, 800), random.uniform(-0.99, 0.99, 800)
    near = 1 + 10 ** random.uniform(-16, 0, 800) * random.choice([-0.99, 0.99], 800)
    ends = [5e-324, 1e-310, 2.2250738585072014e-308, 1e-155, 1e308, 1.79e308, 1, 0.3]
    return {
        "near": (y * near, y),
        "any ratio": (y * (1 + w) / (1 - w), y),
        "of all sizes": (10 ** random.uniform(-300, 300, 400), 10 ** random.uniform(-300, 300, 400)),
        "subnormal": (random.integers(1, 99, 200) * 5e-324, random.integers(1, 99, 200) * 5e-324),
        "huge": (random.uniform(0.01, 1, 200) * 1.79e308, random.uniform(0.01, 1, 200) * 1.79e308),
        "ends": tuple(array.ravel() for array in np.meshgrid(ends, ends)),
        "around the cuts": (np.linspace(1.9, 2.6, 300), np.ones(300)),
        "around the other cuts": (np.linspace(0.38, 0.55, 300), np.ones(300)),
    }


@pytest.mark.parametrize("name", pairs())
@pytest.mark.parametrize("function, formula", [
    (xlogy, lambda x, y: x * mpmath.log(y)),
    (rel_entr, lambda x, y: x * mpmath.log(x / y)),
    (kl_div, lambda x, y: x * mpmath.log(x / y) - x + y),
], ids=["xlogy", "rel_entr", "kl_div"])
def test_terms_against_50_digits(function, formula, name):
    x, y = pairs()[name]
    results = function(x, y)
    with mpmath.workdps(DIGITS):
        errors = [ulp(result, formula(mpf(a), mpf(b))) for result, a, b in zip(results, x, y)]
    worst = int(np.argmax(errors))
    assert errors[worst] <= 3, f"{errors[worst]:.3g} ULP off at {x[worst]!r}, {y[worst]!r}"


@pytest.mark.parametrize("function, formula", [
    (rel_entr, lambda x, y: x * mpmath.log(x / y)), (kl_div, lambda x, y: x * mpmath.log(x / y) - x + y)],
    ids=["rel_entr", "kl_div"])
def test_longdouble_terms_keep_their_digits(function, formula):
    x, y = (array.astype(np.longdouble) / 3 for array in pairs()["any ratio"])
    results = function(x, y)
    assert results.dtype == np.longdouble
    with mpmath.workdps(DIGITS):
        assert max(ulp(result, formula(mpf(a), mpf(b))) for result, a, b in zip(results, x, y)) <= 4


@pytest.mark.parametrize("function, at", [
    (xlogy, {(0, 0): 0, (0, INF): 0, (0, -3): 0, (2, 0): -INF, (2, INF): INF, (-2, 0): INF, (2, 1): 0}),
    (rel_entr, {(0, 0): 0, (0, 3): 0, (0, INF): 0, (2, 0): INF, (-1, 2): INF, (2, -1): INF, (0, -1): INF,
                (INF, 2): INF, (2, INF): -INF, (3, 3): 0}),
    (kl_div, {(0, 0): 0, (0, 3): 3, (2, 0): INF, (-1, 2): INF, (2, -1): INF, (0, -1): INF, (INF, 2): INF,
              (2, INF): INF, (INF, INF): INF, (0, INF): INF, (3, 3): 0, (-INF, 1): INF, (INF, -INF): INF}),
], ids=["xlogy", "rel_entr", "kl_div"])
def test_terms_at_the_ends(function, at):
    x, y = np.transpose(list(at))
    assert_array_equal(function(x, y), list(at.values()))


@pytest.mark.parametrize("function", [xlogy, rel_entr, kl_div])
@pytest.mark.parametrize("x, y",
                         [(math.nan, 0), (0, math.nan), (math.nan, -1), (-1, math.nan), (math.nan, INF)])
def test_terms_of_nan_are_nan(function, x, y):
    assert np.isnan(function(x, y))


@pytest.mark.parametrize("function, x, y, message", [
    (xlogy, [1, 2], [1, -1], r"xlogy: x\[1\] is 2, y\[1\] is -1, and their x log y has no value"),
    (xlogy, INF, 1, "xlogy: x is inf, y is 1, and"),
    (rel_entr, INF, INF, r"rel_entr: x is inf, y is inf, and inf log\(inf / inf\) has no value"),
])
def test_terms_without_a_value(function, x, y, message):
    with pytest.raises(ValueError, match=message):
        function(x, y)


@given(st.floats(0, 1e300), st.floats(0, 1e300))
def test_divergence_terms_are_positive_but_for_equal_numbers(x, y):
    value = kl_div(x, y)
    assert value >= 0
    assert kl_div(x, x) == 0
    if x != y and value == 0:
        # Only what is too small for a float may come to 0.
        assert (x - y) ** 2 / max(x, y) < 5e-324


# Entropy and divergence


def exact_entropy(p):
    whole = mpmath.fsum(map(mpf, p))
    shares = [mpf(share) / whole for share in p if share]
    lead = shares.index(max(shares))
    others = mpmath.fsum(shares[:lead] + shares[lead + 1:])
    # At 50 digits 1 - others may round to 1.
    logs = [mpmath.log1p(-others) if k == lead else mpmath.log(share) for k, share in enumerate(shares)]
    return mpmath.fsum(-share * log for share, log in zip(shares, logs))


def exact_divergence(p, q):
    p, q = list(map(mpf, p)), list(map(mpf, q))
    return mpmath.fsum((a * mpmath.log(a / b) if a else 0) - a + b for a, b in zip(p, q))


def exact_cross_entropy(p, q):
    return mpmath.fsum(-mpf(a) * mpmath.log(mpf(b)) for a, b in zip(p, q) if a)


@pytest.mark.parametrize("classes", [2, 3, 10, 150])
def test_entropy_against_50_digits(classes):
    random = np.random.default_rng(classes)
    for rows in (distributions(classes, (60, classes)), 10 ** random.uniform(-300, 0, (60, classes)),
                 random.integers(0, 9, (60, classes)) + np.eye(classes)[random.integers(0, classes, 60)]):
        error, row = worst_of_rows(entropy(rows, axis=1), exact_entropy, rows)
        assert error <= 4, f"{error:.3g} ULP off at {row}"


@pytest.mark.parametrize("classes", [2, 3, 10, 150])
def test_divergence_and_cross_entropy_against_50_digits(classes):
    p, q = distributions(1, (60, classes)), distributions(2, (60, classes)) * 0.999 + 0.001 / classes
    near = p * (1 + np.random.default_rng(3).normal(0, 1e-7, p.shape))
    for forecast in (q, near / near.sum(axis=1, keepdims=True)):
        both = list(zip(p, forecast))
        for function, formula in ((kl_divergence, exact_divergence), (cross_entropy, exact_cross_entropy)):
            error, _ = worst_of_rows(function(p, forecast), lambda pair, f=formula: f(*pair), both)
            assert error <= 4, f"{function.__name__} is {error:.3g} ULP off"


def test_known_entropies():
    assert entropy([0.5, 0.5]) == np.log(2)
    assert_allclose(entropy(np.ones(16), base=2), 4, rtol=1e-15)
    assert_allclose(entropy([5, 2, 3], [10, 25, 65]),
                    0.5 * np.log(5) + 0.2 * np.log(0.8) + 0.3 * np.log(6 / 13), rtol=1e-14)
    assert entropy([3, 0, 0]) == 0 and not np.signbit(entropy([1.0]))
    # Nearly certain: the rare class counts, and so does what it takes from the other.
    assert_allclose(entropy([1, 1e-20]), 1e-20 * (1 + 20 * np.log(10)), rtol=1e-15)


def test_entropy_runs_down_columns_unless_told():
    p = np.array([[0.1, 0.2], [0.6, 0.3], [0.3, 0.5]])
    assert_array_equal(entropy(p), [entropy(p[:, 0]), entropy(p[:, 1])])
    assert entropy(p, axis=1).shape == (3,)
    assert entropy(p, axis=None).shape == ()
    assert entropy(p, axis=1, keepdims=True).shape == (3, 1)


@given(weights, weights)
def test_entropies_obey_gibbs(p, q):
    p, q = (np.array(each[:min(len(p), len(q))]) for each in (p, q))
    p, q = p / p.sum(), q / q.sum()
    assert kl_divergence(p, q) >= 0 == kl_divergence(p, p)
    assert_allclose(cross_entropy(p, q), entropy(p) + kl_divergence(p, q), rtol=1e-13)
    assert_allclose(kl_divergence(p, q), rel_entr(p, q).sum(), rtol=1e-9, atol=1e-14)
    assert_allclose(entropy(p, q), kl_divergence(p, q), rtol=1e-9, atol=1e-30)
    assert 0 <= entropy(p) <= np.log(len(p)) * (1 + 1e-15)


def test_distributions_with_zeros():
    assert kl_divergence([0, 1], [0.5, 0.5]) == np.log(2)
    assert kl_divergence([0.5, 0.5], [0, 1]) == cross_entropy([0.5, 0.5], [0, 1]) == INF
    assert kl_divergence([0, 1], [0, 1]) == cross_entropy([0, 1], [0, 1]) == 0
    assert not np.signbit(cross_entropy([0, 1], [0, 1]))


def test_divergence_and_cross_entropy_axes():
    p, q = distributions(4, (6, 5)).reshape(2, 3, 5), distributions(5, (1, 5))[0]
    for function in (kl_divergence, cross_entropy):
        rows = function(p, q)
        assert rows.shape == (2, 3)
        assert_allclose(function(np.moveaxis(p, 2, 0), q[:, None, None], axis=0), rows, rtol=1e-14)
        assert function(p, q, keepdims=True).shape == (2, 3, 1)
        assert_allclose(function(p / 6, np.broadcast_to(q, p.shape) / 6, axis=None),
                        rows.mean() + (np.log(6) if function is cross_entropy else 0), rtol=1e-13)


@pytest.mark.parametrize("function", [kl_divergence, cross_entropy])
@pytest.mark.parametrize("p, q, message", [
    ([[0.5, 0.5], [0.5, 0.4]], [0.5, 0.5], r"p\[1, :\] is \[0\.5 0\.4\], whose sum is 0\.9, and not 1"),
    ([0.5, 0.5], [[0.5, 0.5], [2, -1]], r"q\[1, 0\] is 2\.0, but q must lie in \[0, 1\]"),
    ([0.5, 0.5], [0.5, 0.6], r"q is \[0\.5 0\.6\], whose sum is 1\.1"),
    ([], [], "holds no entry"),
    ([0.5, 0.5], [0.2, 0.3, 0.5], r"these shapes do not fit together: p \(2,\), q \(3,\)"),
])
def test_what_is_no_distribution(function, p, q, message):
    with pytest.raises(ValueError, match=f"^{function.__name__}: .*{message}"):
        function(p, q)


def test_the_wrong_axis_is_noticed():
    p = distributions(6, (4, 3))
    with pytest.raises(ValueError, match=r"kl_divergence: p\[:, 0\] is .*whose sum is .* \(axis is 0\)"):
        kl_divergence(p, p, axis=0)


def test_rounded_distributions_of_short_floats_pass():
    p = distributions(7, (50, 9))
    for dtype in (np.float16, np.float32):
        short = p.astype(dtype)
        assert kl_divergence(short, short[::-1]).dtype == dtype
        assert cross_entropy(short, short).dtype == dtype


@pytest.mark.parametrize("arguments, message", [
    ({"pk": [0.0, 0.0]},
     r"pk is \[0\. 0\.\], but weights must be finite and not negative, and not all of them"),
    ({"pk": [[1, 1], [1, -1]], "axis": 1}, r"pk\[1, :\] is \[ 1 -1\], but"),
    ({"pk": [1, INF]}, r"pk is \[ 1\. inf\], but"),
    ({"pk": [1, 1], "qk": [0, 0]}, r"pk is \[1 1\], qk is \[0 0\], but"),
    ({"pk": [1, 1], "base": 1}, "base must be one positive number other than 1, but it is 1"),
    ({"pk": [1, 1], "base": -2}, "base must be one positive number"),
    ({"pk": []}, "holds no entry"),
])
def test_what_has_no_entropy(arguments, message):
    with pytest.raises(ValueError, match=f"^entropy: .*{message}"):
        entropy(**arguments)


def test_nan_fills_its_row():
    p = np.array([[0.5, 0.5], [np.nan, 1]])
    for function in (kl_divergence, cross_entropy):
        assert_array_equal(np.isnan(function(p, [0.5, 0.5])), [False, True])
    assert_array_equal(np.isnan(entropy(p, axis=1)), [False, True])


# Binary losses


@pytest.mark.parametrize("t", [0.0, 1.0, 0.3])
def test_binary_cross_entropy_against_50_digits(t):
    points = exact.open_unit()
    label = mpmath.mpf(t)

    def cost(p):
        return -(label * mpmath.log(p) + (1 - label) * mpmath.log1p(-p))

    def slope(p):
        return -1 / p if t == 1 else 1 / (1 - p) if t == 0 else (p - label) / (p * (1 - p))

    def bend(p):
        return label / p**2 + (1 - label) / (1 - p)**2

    assert exact.worst(lambda p: binary_cross_entropy(p, t), cost, points)[0] <= 3
    assert exact.worst(lambda p: binary_cross_entropy(p, t, gradient=True)[1], slope, points)[0] <= 3
    assert exact.worst(lambda p: binary_cross_entropy_hessian_product(p, t, 1), bend, points)[0] <= 3.6


def exact_logistic(z):
    return 1 / (1 + mpmath.exp(-z))


def exact_softplus(z):
    return max(z, mpmath.mpf(0)) + mpmath.log1p(mpmath.exp(-abs(z)))


@pytest.mark.parametrize("t", [0, 1])
def test_loss_of_hard_labels_against_50_digits(t):
    points, sign = exact.real_line(), 1 - 2 * t
    for function, formula in (
            (lambda z: binary_cross_entropy_with_logits(z, t), lambda z: exact_softplus(sign * z)),
            (lambda z: binary_cross_entropy_with_logits(z, t, gradient=True)[0],
             lambda z: exact_softplus(sign * z)),
            (lambda z: binary_cross_entropy_with_logits(z, t, gradient=True)[1],
             lambda z: sign * exact_logistic(sign * z))):
        error, point = exact.worst(function, formula, points)
        assert error <= 2, f"{error:.3g} ULP off at {point!r}"


@pytest.mark.parametrize("t", [0.3, 0.5, 0.999, 1e-300])
def test_loss_of_soft_labels_against_50_digits(t):
    points, label = exact.real_line(), mpmath.mpf(t)

    def cost(z):
        return abs(z) * (label if z < 0 else 1 - label) + mpmath.log1p(mpmath.exp(-abs(z)))

    assert exact.worst(lambda z: binary_cross_entropy_with_logits(z, t), cost, points)[0] <= 3
    # Prediction and label may cancel: the gradient is right to a rounding of 1.
    _, slope = binary_cross_entropy_with_logits(points, t, gradient=True)
    with mpmath.workdps(DIGITS):
        assert max(abs(mpf(s) - (exact_logistic(mpf(z)) - label)) for s, z in zip(slope, points)) < 2.0**-52


def test_bend_of_the_loss_against_50_digits():
    error, point = exact.worst(lambda z: binary_cross_entropy_with_logits_hessian_product(z, 1.0),
                               lambda z: exact_logistic(z) * exact_logistic(-z), exact.real_line())
    assert error <= 3.5, f"{error:.3g} ULP off at {point!r}"


def test_a_confident_mistake_costs_its_logit_and_keeps_its_slope():
    logits, labels = [-10, -1000, 1000, INF, -INF], [1, 1, 0, 1, 0]
    cost, slope = binary_cross_entropy_with_logits(logits, labels, gradient=True)
    assert_allclose(cost, [softplus(10), 1000, 1000, 0, 0], rtol=1e-15)
    assert_allclose(slope, [logistic(-10) - 1, -1, 1, 0, 0], rtol=1e-15)
    assert_array_equal(binary_cross_entropy_with_logits([-INF, INF], [1, 0.5]), INF)
    assert binary_cross_entropy([0, 1], [0, 1]).tolist() == [0, 0]
    assert binary_cross_entropy([0, 1], [1, 0]).tolist() == [INF, INF]
    assert_array_equal(binary_cross_entropy([0, 1, 0, 1], [0, 1, 1, 0.5], gradient=True)[1],
                       [1, -1, -INF, INF])


def test_minus_zero_is_zero():
    assert_array_equal(binary_cross_entropy_with_logits([-0.0, 0.0], 0.25, gradient=True)[1], [0.25, 0.25])


@given(st.floats(-30, 30), unit)
def test_the_two_binary_losses_agree(z, t):
    cost, slope = binary_cross_entropy_with_logits(z, t, gradient=True)
    p = logistic(z)
    # Near its ends a probability has fewer digits than its logit.
    assert_allclose(cost, binary_cross_entropy(p, t), rtol=1e-3 if z > 20 else 1e-6, atol=1e-15)
    by_p = binary_cross_entropy(p, t, gradient=True)[1]
    assert_allclose(slope, by_p * p * logistic(-z), rtol=1e-3 if z > 20 else 1e-6, atol=1e-15)


@given(st.floats(0.01, 0.99), unit)
def test_binary_slopes_are_slopes(p, t):
    step = 1e-6
    numeric = (binary_cross_entropy(p + step, t) - binary_cross_entropy(p - step, t)) / (2 * step)
    assert_allclose(binary_cross_entropy(p, t, gradient=True)[1], numeric, rtol=1e-4, atol=1e-4)
    bend = (binary_cross_entropy(p + step, t, gradient=True)[1]
            - binary_cross_entropy(p - step, t, gradient=True)[1]) / (2 * step)
    assert_allclose(binary_cross_entropy_hessian_product(p, t, 3), 3 * bend, rtol=1e-4)


@given(st.floats(-20, 20), unit, st.floats(-5, 5))
def test_slopes_by_the_logit_are_slopes(z, t, v):
    step = 1e-5
    low, high = binary_cross_entropy_with_logits(np.array([z - step, z + step]), t, gradient=True)
    assert_allclose((high[1] - high[0]) / (2 * step), binary_cross_entropy_with_logits_hessian_product(z, 1),
                    rtol=0, atol=1e-8)
    assert_allclose((low[1] - low[0]) / (2 * step),
                    binary_cross_entropy_with_logits(z, t, gradient=True)[1], rtol=0, atol=1e-8)
    assert_allclose(binary_cross_entropy_with_logits_hessian_product(z, v),
                    v * binary_cross_entropy_with_logits_hessian_product(z, 1), rtol=1e-15, atol=5e-324)


def test_seven_of_ten():
    # The mean cost of seven ones and three zeros is lowest at 7/10.
    labels = np.repeat([1, 0], [7, 3])
    p = np.linspace(0.01, 0.99, 99)
    means = [binary_cross_entropy(forecast, labels, reduction="mean") for forecast in p]
    assert_allclose(p[np.argmin(means)], 0.7)


# Losses of many classes


@pytest.mark.parametrize("name", ["ordinary 2", "ordinary 10", "wide 3", "ends 3", "tied 10", "all sizes 40",
                                  "nearly equal 150", "two, of every gap"])
def test_loss_of_classes_against_50_digits(name):
    rows = ROWS[name][:100]
    classes = rows.shape[1]
    labels = np.random.default_rng(9).integers(0, classes, len(rows))
    labels[::2] = rows[::2].argmax(axis=1)
    at = iter([*labels, *labels])

    def exact_slope(row):
        label = next(slopes)
        p, q = exact_softmax(row), exact_complement(row)
        return [-q[k] if k == label else p[k] for k in range(classes)]

    for given_labels in (labels, np.eye(classes)[labels]):
        cost, slope = cross_entropy_with_logits(rows, given_labels, gradient=True)
        error, row = worst_of_rows(cost, lambda row: -exact_log_softmax(row)[next(at)], rows)
        assert error <= 3, f"{error:.3g} ULP off at {row}"
        slopes = iter(labels)
        error, row = worst_of_rows(slope, exact_slope, rows)
        assert error <= 4.2, f"{error:.3g} ULP off at {row}"


@pytest.mark.parametrize("name", ["ordinary 2", "ordinary 10", "wide 3", "tied 10", "all sizes 40"])
def test_loss_of_soft_labels_of_classes_against_50_digits(name):
    rows = ROWS[name][:60]
    shares = distributions(10, rows.shape)
    cost, slope = cross_entropy_with_logits(rows, shares, gradient=True)
    with mpmath.workdps(DIGITS):
        for row, t, got, by_score in zip(rows, shares, cost, slope):
            logs, p = exact_log_softmax(row), exact_softmax(row)
            assert ulp(got, mpmath.fsum(-mpf(a) * b for a, b in zip(t, logs))) <= 4
            assert max(abs(mpf(s) - (b - mpf(a))) for s, a, b in zip(by_score, t, p)) <= 2.0**-51


def test_soft_labels_of_scores_that_overflow_when_subtracted():
    assert_allclose(cross_entropy_with_logits([1e308, -1e308], [0.75, 0.25]), 5e307, rtol=1e-15)
    assert cross_entropy_with_logits([1e308, -1e308], [0.1, 0.9]) == INF


@given(arrays(np.float64, (3, 4), elements=st.floats(-30, 30)),
       st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_ways_to_say_a_label_agree(z, labels):
    hard = np.eye(4)[labels]
    by_index = cross_entropy_with_logits(z, labels, gradient=True)
    for same in (hard, hard.astype(int), hard.astype(bool), hard.tolist()):
        for one, other in zip(cross_entropy_with_logits(z, same, gradient=True), by_index):
            assert_allclose(other, one, rtol=1e-13, atol=1e-300)
    assert_allclose(by_index[0], -log_softmax(z, axis=1)[range(3), labels], rtol=1e-14, atol=1e-300)
    assert_allclose(by_index[1], softmax(z, axis=1) - hard, rtol=1e-12, atol=1e-15)


@given(st.floats(-30, 30), unit)
def test_two_classes_are_the_binary_loss(z, t):
    cost, slope = cross_entropy_with_logits([0, z], [1 - t, t], gradient=True)
    binary, binary_slope = binary_cross_entropy_with_logits(z, t, gradient=True)
    assert_allclose(cost, binary, rtol=1e-13, atol=1e-14)
    assert_allclose(slope, [-binary_slope, binary_slope], rtol=1e-12, atol=1e-15)


def test_label_smoothing():
    z, labels = np.random.default_rng(11).normal(0, 3, (5, 4)), [0, 1, 2, 3, 0]
    soft = 0.9 * np.eye(4)[labels] + 0.1 / 4
    right = cross_entropy_with_logits(z, soft, gradient=True)
    for given_labels in (labels, np.eye(4)[labels]):
        smoothed = cross_entropy_with_logits(z, given_labels, label_smoothing=0.1, gradient=True)
        for one, other in zip(smoothed, right):
            assert_allclose(one, other, rtol=1e-13, atol=1e-15)
    # Full smoothing forgets the label.
    assert_allclose(cross_entropy_with_logits(z, labels, label_smoothing=1),
                    -log_softmax(z, axis=1).mean(axis=1), rtol=1e-14)


def test_masked_scores_and_labels():
    z = np.array([[1.0, -INF, 2.0], [-INF, 0.0, INF]])
    cost, slope = cross_entropy_with_logits(z, [0, 2], gradient=True)
    assert_allclose(cost, [softplus(1), 0], rtol=1e-15)
    assert_allclose(slope, [[-logistic(1), 0, logistic(1)], [0, 0, 0]], rtol=1e-15)
    assert_array_equal(cross_entropy_with_logits(z, [1, 1]), [INF, INF])
    assert_allclose(cross_entropy_with_logits(z[0], [0.5, 0, 0.5]), softplus(1) - 0.5, rtol=1e-15)


@given(arrays(np.float64, 4, elements=st.floats(-10, 10)), arrays(np.float64, 4, elements=st.floats(-3, 3)),
       weights.filter(lambda w: len(w) >= 4))
def test_slopes_by_the_scores_are_slopes(z, v, t):
    t, step = np.array(t[:4]) / sum(t[:4]), 1e-5
    low, high = (cross_entropy_with_logits(z + sign * step * v, t, gradient=True) for sign in (-1, 1))
    slope = cross_entropy_with_logits(z, t, gradient=True)[1]
    assert_allclose((high[0] - low[0]) / (2 * step), slope @ v, rtol=0, atol=1e-7)
    assert_allclose((high[1] - low[1]) / (2 * step), cross_entropy_with_logits_hessian_product(z, v),
                    rtol=0, atol=1e-7)
    assert_allclose(cross_entropy_with_logits_hessian_product(z, v), softmax_jacobian(z) @ v,
                    rtol=0, atol=1e-14)


@given(weights)
def test_slopes_by_the_forecast_are_slopes(raw):
    p = np.array(raw) / sum(raw)
    q = p[::-1] * 0.5 + 0.5 / len(p)
    cost, slope = cross_entropy(p, q, gradient=True)
    assert cost == cross_entropy(p, q)
    assert_allclose(slope, -p / q, rtol=1e-15)
    # Along a direction that keeps the sum at 1.
    v = np.zeros_like(p)
    v[0], v[-1] = 1, -1
    step = 1e-6
    high, low = (cross_entropy(p, q + sign * step * v, gradient=True) for sign in (1, -1))
    assert_allclose((high[0] - low[0]) / (2 * step), slope @ v, rtol=0, atol=1e-6)
    assert_allclose((high[1] - low[1]) / (2 * step), cross_entropy_hessian_product(p, q, v), rtol=1e-5)


def test_forecast_slopes_at_the_ends():
    assert_array_equal(cross_entropy([0, 1, 0], [0.5, 0.5, 0], gradient=True)[1], [0, -2, 0])
    assert_array_equal(cross_entropy([0.5, 0.5], [0, 1], gradient=True)[1], [-INF, -0.5])
    assert_array_equal(cross_entropy_hessian_product([0, 0.5], [0, 0], 1), [0, INF])


def test_labels_along_another_axis():
    z = np.random.default_rng(12).normal(0, 3, (2, 5, 3))
    labels = np.array([[0, 4, 2], [1, 1, 3]])
    cost, slope = cross_entropy_with_logits(z, labels, axis=1, gradient=True)
    rows, row_slopes = cross_entropy_with_logits(np.moveaxis(z, 1, 2), labels, gradient=True)
    assert_allclose(cost, rows, rtol=1e-15)
    assert_allclose(np.moveaxis(slope, 1, 2), row_slopes, rtol=1e-14, atol=1e-300)


def test_many_rows_and_long_rows():
    random = np.random.default_rng(13)
    for shape in ((2 * TURNED_BLOCK // 3 + 5, 3), (ROWS_BLOCK // 20 + 5, 40), (3, ROWS_BLOCK + 1)):
        z, labels = random.normal(0, 3, shape), random.integers(0, shape[1], shape[0])
        cost, slope = cross_entropy_with_logits(z, labels, gradient=True)
        assert_allclose(cost, -log_softmax(z, axis=1)[range(shape[0]), labels], rtol=1e-13)
        assert_allclose(slope.sum(axis=1), 0, atol=1e-13)


# Weights and reductions


def losses():
    z = np.array([[2.0, -1.0, 0.5], [0.0, 3.0, -2.0]])
    flat = z[0]
    return [
        (lambda **named: binary_cross_entropy(logistic(flat), [1, 0, 0.5], **named), (3,)),
        (lambda **named: binary_cross_entropy_with_logits(flat, [1, 0, 0.5], **named), (3,)),
        (lambda **named: cross_entropy_with_logits(z, [2, 1], **named), (2,)),
        (lambda **named: cross_entropy_with_logits(z.T, np.eye(3)[[2, 1]].T, axis=0, **named), (2,)),
    ]


every_loss = pytest.mark.parametrize("loss, shape", losses(), ids=["binary", "logit", "classes", "columns"])


def expanded(weights, slope):
    """Return weights of two rows in the shape of their slopes."""
    return weights if slope.ndim == 1 else weights[:, None] if slope.shape[0] == 2 else weights[None, :]


@every_loss
def test_sums_and_means(loss, shape):
    cost, slope = loss(gradient=True)
    assert cost.shape == shape
    assert_allclose(loss(reduction="sum"), cost.sum(), rtol=1e-15)
    mean, mean_slope = loss(reduction="mean", gradient=True)
    assert_allclose(mean, cost.mean(), rtol=1e-15)
    assert_allclose(mean_slope, slope / len(cost), rtol=1e-15)
    assert isinstance(mean, np.float64)


@every_loss
def test_weights_count_repetitions(loss, shape):
    cost, slope = loss(gradient=True)
    counts = np.array([3, 0, 2])[:shape[0]] if shape[0] == 3 else np.array([3, 1])
    weighted, weighted_slope = loss(weights=counts, gradient=True)
    assert_allclose(weighted, counts * cost, rtol=1e-15)
    assert_allclose(weighted_slope, expanded(counts, slope) * slope, rtol=1e-15)
    mean, mean_slope = loss(weights=counts, reduction="mean", gradient=True)
    assert_allclose(mean, (counts * cost).sum() / counts.sum(), rtol=1e-15)
    assert_allclose(mean_slope, weighted_slope / counts.sum(), rtol=1e-15)
    assert_allclose(loss(weights=2, reduction="mean"), cost.mean(), rtol=1e-15)


def test_weight_zero_takes_out_even_an_infinite_cost():
    cost, slope = binary_cross_entropy([0.5, 0], [1, 1], weights=[1, 0], reduction="mean", gradient=True)
    assert cost == np.log(2)
    assert_array_equal(slope, [-2, 0])


@every_loss
@pytest.mark.parametrize("options, message", [
    ({"reduction": "average"}, 'reduction must be "none", "sum" or "mean", but it is \'average\''),
    ({"weights": [1.0, -1.0, 1.0]}, r"weights\[1\] is -1\.0, but a weight must be finite and not negative"),
    ({"weights": INF}, "weights is inf, but a weight must be finite"),
    ({"weights": math.nan}, "weights is nan"),
    ({"weights": [1, 1, 1, 1]}, r"weights have shape \(4,\), which does not broadcast"),
    ({"weights": 0, "reduction": "mean"},
     "there is no mean of no costs, or of costs whose weights are all 0"),
])
def test_weights_and_reductions_that_make_no_sense(loss, shape, options, message):
    with pytest.raises(ValueError, match=message):
        loss(**options)


def test_no_samples():
    assert cross_entropy_with_logits(np.zeros((0, 3)), np.zeros(0, int), reduction="sum") == 0
    assert binary_cross_entropy_with_logits([], []).shape == (0,)
    with pytest.raises(ValueError, match="there is no mean of no costs"):
        binary_cross_entropy([], [], reduction="mean")


# Dtypes and refusals


def test_dtypes_are_kept():
    z, labels = np.float32([[1, 2, 3], [3, 2, 1]]), np.array([0, 2])
    for reduction in ("none", "sum", "mean"):
        cost, slope = cross_entropy_with_logits(z, labels, reduction=reduction, gradient=True)
        assert cost.dtype == slope.dtype == np.float32
        cost, slope = binary_cross_entropy_with_logits(z, 1, reduction=reduction, gradient=True)
        assert cost.dtype == slope.dtype == np.float32
    assert cross_entropy_with_logits(z.astype(np.longdouble), labels).dtype == np.longdouble
    assert cross_entropy_with_logits(z.astype(int), labels).dtype == np.float64
    assert binary_cross_entropy_with_logits(np.float16([9, -9]), [1, 0]).dtype == np.float16
    assert isinstance(binary_cross_entropy(0.5, 1), np.float64)


def test_short_floats_are_rounded_once():
    z = np.random.default_rng(14).normal(0, 3, (100, 5)).astype(np.float32)
    labels = np.arange(100) % 5
    long = cross_entropy_with_logits(z.astype(float), labels, reduction="sum")
    assert cross_entropy_with_logits(z, labels, reduction="sum") == np.float32(long)
    # In float16 the running sum would overflow, or stand still.
    many = np.full(100000, -1, dtype=np.float16)
    mean = binary_cross_entropy_with_logits(many, 1, reduction="mean")
    assert_allclose(float(mean), softplus(1), rtol=1e-3)
    assert binary_cross_entropy_with_logits(many, 1, reduction="sum") == INF


@pytest.mark.parametrize("logits, labels, error, message", [
    ([[1, 2, 3]], [3], ValueError, r"labels\[0\] is 3, but the classes are 0 to 2"),
    ([[1, 2, 3]], [-1], ValueError, r"labels\[0\] is -1, but the classes are 0 to 2"),
    ([[1, 2, 3]], [1.0], TypeError, r"labels of shape \(1,\) are class indices and must be integers"),
    ([[1, 2, 3]], [0, 1], ValueError,
     r"labels have shape \(2,\), but logits of shape \(1, 3\) need class indices "
                                      r"of shape \(1,\) or distributions of their own shape"),
    ([[1, 2, 3]], [[0.5, 0.5, 0.5]], ValueError, r"labels\[0, :\] is \[0\.5 0\.5 0\.5\], whose sum is 1\.5"),
    ([[1, 2, 3]], [[2, -1, 0]], ValueError, r"labels\[0, 0\] is 2, but labels must lie in \[0, 1\]"),
    ([[-INF, -INF], [0, 0]], [0, 1], ValueError, r"logits\[0, :\] is \[-inf -inf\], but a softmax needs"),
    (np.zeros((2, 0)), [0, 0], ValueError, "holds no entry"),
    (3.0, 0, ValueError, "logits must have an axis of classes, but they are one number, 3.0"),
    (["a", "b"], 0, TypeError, "logits must hold real numbers"),
    ([1, 2], "0", TypeError, "labels must hold real numbers"),
])
def test_labels_and_logits_that_do_not_fit(logits, labels, error, message):
    with pytest.raises(error,
                       match=f"^cross_entropy_with_logits: {message}" if error is TypeError else message):
        cross_entropy_with_logits(logits, labels)


@pytest.mark.parametrize("smoothing, error", [(-0.1, ValueError), (1.5, ValueError), ([0.1, 0.2], ValueError),
                                              (math.nan, ValueError), ("much", TypeError)])
def test_what_is_no_smoothing(smoothing, error):
    with pytest.raises(error, match="cross_entropy_with_logits: label_smoothing must"):
        cross_entropy_with_logits([1, 2], 0, label_smoothing=smoothing)


@pytest.mark.parametrize("function, arguments, message", [
    (binary_cross_entropy, ([0.5, 1.5], 1),
     r"probabilities\[1\] is 1\.5, but probabilities must lie in \[0, 1\]"),
    (binary_cross_entropy, (0.5, -1), r"labels is -1, but labels must lie in \[0, 1\]"),
    (binary_cross_entropy_with_logits, ([0.5, 3], [1, 2]),
     r"labels\[1\] is 2, but labels must lie in \[0, 1\]"),
    (binary_cross_entropy_with_logits, ([1, 2], [1, 0, 1]),
     r"these shapes do not fit together: logits \(2,\), labels \(3,\)"),
])
def test_binary_arguments_outside_their_domain(function, arguments, message):
    with pytest.raises(ValueError, match=f"^{function.__name__}: {message}"):
        function(*arguments)


@given(st.lists(st.tuples(st.floats(), st.floats(0, 1)), min_size=1, max_size=5))
def test_nan_comes_only_from_nan(points):
    z, t = np.transpose(points)
    cost, slope = binary_cross_entropy_with_logits(z, t, gradient=True)
    assert_array_equal(np.isnan(cost), np.isnan(z))
    assert_array_equal(np.isnan(slope), np.isnan(z))
    cost, slope = binary_cross_entropy(t, t, gradient=True)
    assert not np.isnan(cost).any() and not np.isnan(slope).any()


def test_no_warning_comes_from_the_ends():
    with np.errstate(all="raise"):
        assert binary_cross_entropy_with_logits(-1e308, 1) == 1e308
        assert binary_cross_entropy([0, 1], [1, 1], reduction="sum") == INF
        assert cross_entropy_with_logits([[0, 1e308]], [0], reduction="mean") == 1e308
        assert cross_entropy_with_logits(np.float16([[0, 6e4]] * 3), [0] * 3, reduction="sum") == INF


def test_arguments_are_not_written_to():
    z, t, w = np.array([[1.0, INF], [2.0, 1.0]]), np.array([[0.0, 1.0], [0.5, 0.5]]), np.array([1.0, 2.0])
    kept = z.copy(), t.copy(), w.copy()
    cross_entropy_with_logits(z, t, weights=w, label_smoothing=0.1, reduction="mean", gradient=True)
    binary_cross_entropy_with_logits(z, t, weights=w, reduction="mean", gradient=True)
    kl_divergence(t, t)
    for now, then in zip((z, t, w), kept):
        assert_array_equal(now, then)


def test_one_class_costs_nothing():
    """Its probability is 1, whatever the score, and nothing is left to change."""
    for labels in (np.zeros(3, dtype=int), np.ones((3, 1))):
        for scores in ([[1.0], [-700.0], [0.0]], [[1.0], [2.0], [3.0]]):
            cost, slope = cross_entropy_with_logits(scores, labels, gradient=True)
            assert_array_equal(cost, [0, 0, 0])
            assert_array_equal(slope, [[0], [0], [0]])
