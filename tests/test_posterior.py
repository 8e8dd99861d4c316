"""Bayes' rule in logs and in odds, screening, the logits of families of classes, and Fisher's irises."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from logodds import (
    AffineLogit,
    LikelihoodRatios,
    PredictiveValues,
    QuadraticLogit,
    add_evidence,
    bernoulli_logit,
    cauchy_logit,
    fisher_discriminant,
    gaussian_logit,
    gaussian_quadratic_logit,
    likelihood_ratios,
    log_evidence,
    log_joint,
    logistic,
    logit,
    logsumexp,
    odds,
    posterior,
    posterior_log_odds,
    predictive_values,
    probability,
    softmax,
    update_log_odds,
    update_odds,
)
from logodds.data import load
from tests import exact
from tests.exact import DIGITS, mpf, ulp
from tests.rows import exact_log_sum, exact_parts, score_rows, worst_of_rows

INF = float("inf")
ROWS = score_rows()
every_grid = pytest.mark.parametrize("name", ROWS)
inside = st.floats(1e-6, 1 - 1e-6)
real = st.floats(-50, 50)
positive = st.floats(0.1, 10)


def a_prior(classes):
    """Return probabilities of very different size, whose sum is 1."""
    raw = np.random.default_rng(classes).dirichlet(np.full(classes, 0.3)) + 1e-12
    return raw / raw.sum()


# Bayes' rule


@every_grid
def test_posterior_against_50_digits(name):
    rows = ROWS[name]
    prior = a_prior(rows.shape[1])

    def shares(row):
        terms, lead, others, _ = exact_parts(row, prior)
        return [term / (lead + others) for term in terms]

    error, row = worst_of_rows(posterior(rows, prior), shares, rows)
    assert error <= 5, f"{error:.3g} ULP off at {row}"


@every_grid
def test_log_evidence_against_50_digits(name):
    rows = ROWS[name]
    prior = a_prior(rows.shape[1])
    with mpmath.workdps(DIGITS):
        for result, row in zip(log_evidence(rows, prior), rows):
            right = exact_log_sum(row, prior)
            assert abs(mpf(result) - right) <= 6 * 2.0**-53 * max(1, abs(mpf(row.max())), abs(right))


@given(st.lists(st.tuples(st.floats(-700, 700), st.floats(0.01, 1)), min_size=1, max_size=5))
def test_posterior_is_the_softmax_of_the_log_joints(classes):
    log_likelihoods, prior = np.transpose(classes)
    prior = prior / prior.sum()
    joint = log_joint(log_likelihoods, prior)
    p = posterior(log_likelihoods, prior)
    assert_allclose(p, softmax(joint), rtol=1e-12, atol=5e-324)
    assert_allclose(log_evidence(log_likelihoods, prior), logsumexp(joint), rtol=1e-14, atol=1e-13)
    assert_allclose(p, np.exp(joint - log_evidence(log_likelihoods, prior)), rtol=1e-12, atol=5e-324)
    assert_allclose(p.sum(), 1, rtol=1e-15)


@given(st.floats(-700, 700), st.floats(-700, 700), inside)
def test_two_classes(if_true, if_false, prior):
    a = posterior_log_odds(if_true, if_false, prior)
    assert_allclose(a, if_true - if_false + logit(prior), rtol=1e-15)
    p = posterior([if_true, if_false], [prior, 1 - prior])
    assert_allclose(p[0], logistic(a), rtol=1e-9, atol=5e-324)
    assert (p[0] > p[1]) == (a > 0) or abs(a) < 1e-9


def test_likelihoods_that_no_float_holds():
    # e^-1000 is 0 in a float; its ratios are not.
    assert_allclose(posterior([-1000, -1002], [0.5, 0.5]), [logistic(2), logistic(-2)], rtol=1e-15)
    assert_allclose(log_evidence([-1000, -1002], [0.5, 0.5]), -1000 + np.log((1 + np.exp(-2)) / 2),
                    rtol=1e-15)


def test_what_is_impossible_stays_impossible():
    assert_array_equal(posterior([5, -1, 3], [0, 1, 0]), [0, 1, 0])
    assert_array_equal(posterior([-INF, 0, -INF], [0.4, 0.2, 0.4]), [0, 1, 0])
    assert_array_equal(log_joint([5, -1], [0, 1]), [-INF, -1])
    assert log_evidence([-INF, 2], [1, 0]) == -INF
    assert posterior_log_odds(-3, -5, 0) == -INF and posterior_log_odds(-3, -5, 1) == INF
    assert_array_equal(posterior([INF, 3], [0.1, 0.9]), [1, 0])


def test_priors_lie_along_the_axis():
    log_likelihoods = np.random.default_rng(1).normal(size=(2, 3, 4))
    rows = posterior(log_likelihoods, a_prior(4))
    assert_allclose(rows.sum(axis=2), 1)
    columns = posterior(log_likelihoods, a_prior(3), axis=1)
    assert_allclose(columns, np.moveaxis(posterior(np.moveaxis(log_likelihoods, 1, 2), a_prior(3)), 2, 1))
    assert_array_equal(posterior(log_likelihoods, a_prior(3)[:, None], axis=1), columns)
    assert log_evidence(log_likelihoods, a_prior(2), axis=0).shape == (3, 4)
    assert log_evidence(log_likelihoods, a_prior(2), axis=0, keepdims=True).shape == (1, 3, 4)
    assert log_joint(log_likelihoods, a_prior(3), axis=-2).shape == (2, 3, 4)
    each = np.stack([a_prior(4), a_prior(4)[::-1]])[:, None]
    assert_array_equal(posterior(log_likelihoods, each)[0], posterior(log_likelihoods[0], each[0, 0]))


def test_short_floats_are_kept():
    log_likelihoods, prior = np.float32([-1, -2]), np.float32([0.5, 0.5])
    for function in (log_joint, log_evidence, posterior):
        assert function(log_likelihoods, prior).dtype == np.float32
    assert posterior_log_odds(np.float32(-1), np.float32(-2), 0.5).dtype == np.float32


@pytest.mark.parametrize("function", [log_joint, log_evidence, posterior])
@pytest.mark.parametrize("log_likelihoods, prior, message", [
    ([0, 0], [0.5, 0.6], r"prior is \[0\.5 0\.6\], whose sum is 1\.1, and not 1"),
    ([0, 0], [1.5, -0.5], r"prior\[0\] is 1\.5, but prior must lie in \[0, 1\]"),
    ([[0, 0]], [[0.5, 0.5], [0.5, 0.4]], r"prior\[1, :\] is \[0\.5 0\.4\], whose sum is 0\.9"),
    ([0, 0], [0.2, 0.3, 0.5], r"these shapes do not fit together: log_likelihoods \(2,\), prior \(3,\)"),
    ([], [], "holds no entry"),
])
def test_what_is_no_prior(function, log_likelihoods, prior, message):
    with pytest.raises(ValueError, match=f"^{function.__name__}: .*{message}"):
        function(log_likelihoods, prior)


@pytest.mark.parametrize("log_likelihoods, prior, message", [
    ([[0, 0], [-INF, -INF]], [0.5, 0.5],
     r"log_likelihoods\[1, :\] is \[-inf -inf\], prior is \[0\.5 0\.5\], and so "
                                         "no class is possible"),
    ([-INF, 0], [1, 0], "no class is possible"),
    ([INF, INF], [0.5, 0.5], "two are infinitely likely"),
])
def test_what_has_no_posterior(log_likelihoods, prior, message):
    with pytest.raises(ValueError, match=f"posterior: .*{message}"):
        posterior(log_likelihoods, prior)
    with np.errstate(invalid="ignore"):
        assert np.isnan(posterior(log_likelihoods, prior)).any()


def test_infinite_density_of_an_impossible_class():
    with pytest.raises(ValueError, match=r"log_joint: log_likelihoods\[1\] is inf, prior\[1\] is 0"):
        log_joint([0, INF], [1, 0])


# Odds and evidence


@given(inside, st.lists(positive, max_size=4))
def test_odds_take_their_evidence_in_any_order(prior, ratios):
    after = update_odds(odds(prior), *ratios)
    assert_allclose(after, update_odds(odds(prior), *ratios[::-1]), rtol=1e-14)
    if ratios:
        logs = np.log(ratios)
        assert_allclose(update_log_odds(logit(prior), logs), np.log(after), rtol=1e-9, atol=1e-12)
        assert_allclose(update_log_odds(logit(prior), logs), add_evidence(logit(prior), *logs),
                        rtol=1e-9, atol=1e-12)


def test_evidence_shapes():
    evidence = np.arange(6.0).reshape(2, 3)
    assert_array_equal(update_log_odds(0, evidence), [3, 12])
    assert_array_equal(update_log_odds([[1], [2]], evidence, axis=0), [[4, 6, 8], [5, 7, 9]])
    assert update_log_odds(1, evidence, axis=None) == 16
    assert update_odds([1, 2], [[3], [4]]).tolist() == [[3, 6], [4, 8]]
    assert update_odds(0.5) == 0.5


@pytest.mark.parametrize("function, arguments, message", [
    (update_odds, (0, INF), "update_odds: odds is 0.*likelihood_ratio is inf, and impossible times certain"),
    (update_odds, (1, -2),
     r"update_odds: .*likelihood_ratio is -2, but likelihood_ratio must lie in \[0, inf\]"),
    (update_odds, (-1,), r"update_odds: odds is -1"),
    (update_log_odds, (0, [[1, 2], [INF, -INF]]),
     r"update_log_odds: log_likelihood_ratios\[1, :\] is \[ inf -inf\]"),
    (update_log_odds, (INF, [-INF]), "update_log_odds: prior_log_odds is inf, evidence is -inf"),
    (update_log_odds, (0, []), "update_log_odds: .*holds no entry"),
    (posterior_log_odds, (0, 0, 2), r"posterior_log_odds: .*prior is 2, but prior must lie in \[0, 1\]"),
    (posterior_log_odds, (INF, INF, 0.5), "certainty for and certainty against cannot be added"),
])
def test_evidence_that_cannot_be_added(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)


# Screening


def test_a_screening_test():
    # Nine in ten of the ill test positive, one in twenty of the healthy; one in 200 is ill.
    ratios = likelihood_ratios(0.9, 0.95)
    assert isinstance(ratios, LikelihoodRatios)
    assert_allclose(ratios, (18, 2 / 19), rtol=1e-14)
    values = predictive_values(0.9, 0.95, 1 / 200)
    assert isinstance(values, PredictiveValues)
    assert_allclose(values, (18 / 217, 3781 / 3783), rtol=1e-14)
    assert_allclose(probability(update_odds(1 / 199, *[ratios.positive] * 2)), 324 / 523, rtol=1e-14)


@given(inside, inside, inside)
def test_predictive_values_are_shares_of_the_results(sensitivity, specificity, prevalence):
    ill, well = prevalence, 1 - prevalence
    values = predictive_values(sensitivity, specificity, prevalence)
    positives = sensitivity * ill + (1 - specificity) * well
    negatives = (1 - sensitivity) * ill + specificity * well
    assert_allclose(values, (sensitivity * ill / positives, specificity * well / negatives), rtol=1e-9)
    ratios = likelihood_ratios(sensitivity, specificity)
    assert_allclose(values.positive, probability(odds(prevalence) * ratios.positive), rtol=1e-12)
    assert_allclose(1 - values.negative, probability(odds(prevalence) * ratios.negative),
                    rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("specificity", [0.5, 0.999, 1 - 2.0**-53, 1e-300])
def test_predictive_values_against_50_digits(specificity):
    points = exact.open_unit()

    def positive(p):
        return 0.75 * p / (0.75 * p + (1 - mpmath.mpf(specificity)) * (1 - p))

    def negative(p):
        return specificity * (1 - p) / (specificity * (1 - p) + 0.25 * p)

    for which, formula in ((0, positive), (1, negative)):
        error, point = exact.worst(lambda p, which=which: predictive_values(0.75, specificity, p)[which],
                                   lambda p, formula=formula: formula(mpmath.mpf(p)), points)
        assert error <= 5, f"{error:.3g} ULP off at {point!r}"


def test_screening_ends():
    assert predictive_values(1, 1, 0.01) == (1, 1)
    assert likelihood_ratios(0.5, 1) == (INF, 0.5)
    assert predictive_values(0.5, 0.5, [0, 1]).positive.tolist() == [0, 1]
    assert predictive_values(0.5, 0.5, [0, 1]).negative.tolist() == [1, 0]


@pytest.mark.parametrize("function, arguments, message", [
    (likelihood_ratios, (0, 1),
     "likelihood_ratios: sensitivity is 0, specificity is 1, and so no result is positive"),
    (likelihood_ratios, (1, 0), "and so no result is negative"),
    (likelihood_ratios, (1.2, 0.5), r"sensitivity is 1\.2, specificity is 0\.5, but sensitivity must lie in"),
    (predictive_values, (0.9, 1, 0), "predictive_values: .*prevalence is 0, and so no result is positive"),
    (predictive_values, (1, 0.9, 1), "and so no result is negative"),
])
def test_tests_that_always_say_the_same(function, arguments, message):
    with pytest.raises(ValueError, match=message):
        function(*arguments)


# Gaussian classes


def log_density(x, mean, covariance):
    x, mean, covariance = np.atleast_1d(x), np.atleast_1d(mean), np.atleast_2d(covariance)
    gap = x - mean
    return -(gap @ np.linalg.inv(covariance) @ gap + np.log(np.linalg.det(2 * np.pi * covariance))) / 2


def a_covariance(random, d):
    root = random.normal(size=(d, d))
    return root @ root.T + np.eye(d)


@pytest.mark.parametrize("d", [1, 2, 3, 7])
@pytest.mark.parametrize("prior", [0.5, 0.1])
def test_gaussian_logits_are_the_log_ratio_of_the_densities(d, prior):
    random = np.random.default_rng(d)
    first, second = random.normal(size=(2, d))
    one, other = a_covariance(random, d), a_covariance(random, d)
    points = random.normal(0, 3, (20, d))
    affine = gaussian_logit(first, second, one, prior)
    right = [log_density(x, first, one) - log_density(x, second, one) + logit(prior) for x in points]
    assert isinstance(affine, AffineLogit) and affine.weights.shape == (d,)
    assert_allclose(affine.at(points), right, rtol=1e-10, atol=1e-11)

    quadratic = gaussian_quadratic_logit(first, second, one, other, prior)
    right = [log_density(x, first, one) - log_density(x, second, other) + logit(prior) for x in points]
    assert isinstance(quadratic, QuadraticLogit) and quadratic.matrix.shape == (d, d)
    assert_allclose(quadratic.at(points), right, rtol=1e-9, atol=1e-10)

    same = gaussian_quadratic_logit(first, second, one, one, prior)
    assert_array_equal(same.matrix, 0)
    assert_allclose(same.at(points), affine.at(points), rtol=1e-9, atol=1e-10)


def test_one_dimension_by_hand():
    affine = gaussian_logit(178, 165, 7**2)
    assert_allclose(affine, (13 / 49, -13 / 49 * 171.5), rtol=1e-15)
    assert_allclose(affine.at([171.5, 178.5]), [0, 13 / 7], rtol=0, atol=1e-13)
    quadratic = gaussian_quadratic_logit(0, 0, 1, 4)
    assert_allclose(quadratic, ((1 / 4 - 1) / 2, 0, np.log(2)), rtol=1e-15)
    assert_allclose(quadratic.at([[0, 1], [2, 3]]), np.log(2) - 3 / 8 * np.array([[0, 1], [4, 9]]),
                    rtol=1e-15)


def test_gaussian_weights_against_50_digits():
    random = np.random.default_rng(4)
    first, second, covariance = random.normal(size=3), random.normal(size=3), a_covariance(random, 3)
    affine = gaussian_logit(first, second, covariance, 0.3)
    with mpmath.workdps(DIGITS):
        weights = mpmath.lu_solve(mpmath.matrix(covariance.tolist()), mpmath.matrix(first.tolist())
                                  - mpmath.matrix(second.tolist()))
        middle = [(mpf(a) + mpf(b)) / 2 for a, b in zip(first, second)]
        odds_of_prior = mpmath.mpf(0.3) / (1 - mpmath.mpf(0.3))
        intercept = mpmath.log(odds_of_prior) - sum(w * m for w, m in zip(weights, middle))
        assert_allclose(affine.weights, [float(w) for w in weights], rtol=1e-13)
        assert_allclose(affine.intercept, float(intercept), rtol=1e-13)


@pytest.mark.parametrize("arguments, message", [
    (([0, 0], [1], np.eye(2)), r"of one shape \(d,\), but their shapes are \(2,\) and \(1,\)"),
    (([[0, 0]], [[1, 1]], np.eye(2)), r"but their shapes are \(1, 2\)"),
    (([0, 0], [1, 1], np.eye(3)), r"covariance has shape \(3, 3\), but means of shape \(2,\) need \(2, 2\)"),
    ((0, 1, [[1]]), r"covariance has shape \(1, 1\), but means of shape \(\) need \(\)"),
    ((0, 1, 0), "covariance is 0.0, but a variance is positive"),
    (([0, 0], [1, 1], [[1, 2], [2, 1]]), "covariance is not positive definite"),
    (([0, 0], [1, 1], [[1, 0.5], [0.4, 1]]),
     r"covariance is not symmetric: 0\.5 at \[0, 1\], but 0\.4 at \[1, 0\]"),
    (([0, math.nan], [1, 1], np.eye(2)), r"mean_if_true\[1\] is nan, but it must be finite"),
    (([0, 0], [1, 1], [[1, 0], [0, INF]]), r"covariance\[1, 1\] is inf, but it must be finite"),
    (([0, 0], [1, 1], np.eye(2), 1.5), "prior must be one probability in"),
    (([0, 0], [1, 1], np.eye(2), [0.5, 0.5]), "prior must be one probability in"),
])
def test_what_are_no_gaussian_classes(arguments, message):
    with pytest.raises(ValueError, match=f"^gaussian_logit: .*{message}"):
        gaussian_logit(*arguments)
    first, second, covariance, *prior = arguments
    with pytest.raises(ValueError, match="^gaussian_quadratic_logit: "):
        gaussian_quadratic_logit(first, second, covariance, covariance, *prior)


# Yes-or-no features


def test_a_spam_filter_of_two_words():
    # In 40 of 100 mails spam; word by word how often in spam and elsewhere.
    in_spam, elsewhere = np.array([0.8, 0.4]), np.array([0.1, 0.2])
    spam_filter = bernoulli_logit(in_spam, elsewhere, prior=0.4)
    for words in ([0, 0], [0, 1], [1, 0], [1, 1]):
        def likelihood(p, words=np.array(words)):
            return np.prod(np.where(words, p, 1 - p))
        right = logit(0.4) + np.log(likelihood(in_spam) / likelihood(elsewhere))
        assert_allclose(spam_filter.at(words), right, rtol=1e-14)
    assert_allclose(spam_filter.weights, np.log([36, 8 / 3]), rtol=1e-15)
    assert spam_filter.at(np.ones((5, 4, 2))).shape == (5, 4)


def test_word_weights_against_50_digits():
    p = exact.open_unit()
    q = np.random.default_rng(5).permutation(p)
    q[::3] = np.clip(p[::3] * (1 + 1e-9), 0, 1 - 2.0**-53)
    found = bernoulli_logit(p, q)
    with mpmath.workdps(DIGITS):
        right = [(mpmath.log(mpf(a)) - mpmath.log(mpf(b))) + (mpmath.log1p(-mpf(b)) - mpmath.log1p(-mpf(a)))
                 for a, b in zip(p, q)]
        errors = [ulp(w, r) for w, r in zip(found.weights, right)]
        no = mpmath.fsum(mpmath.log1p(-mpf(a)) - mpmath.log1p(-mpf(b)) for a, b in zip(p, q))
    worst = int(np.argmax(errors))
    assert errors[worst] <= 4, f"{errors[worst]:.3g} ULP off at {p[worst]!r}, {q[worst]!r}"
    assert_allclose(found.intercept, float(no), rtol=1e-9)


@pytest.mark.parametrize("first, second, message", [
    ([0.5, 0], [0.5, 0.5], r"probabilities_if_true\[1\] is 0\.0, but it must lie strictly between 0 and 1"),
    ([0.5], [1], r"probabilities_if_false\[0\] is 1\.0, but it must lie strictly between"),
    ([0.5, math.nan], [0.5, 0.5], r"probabilities_if_true\[1\] is nan"),
    ([0.5, 0.5], [0.5], r"one shape \(d,\), but their shapes are \(2,\) and \(1,\)"),
    (0.5, 0.5, r"one shape \(d,\), but their shapes are \(\) and \(\)"),
    ([], [], r"one shape \(d,\)"),
])
def test_features_that_decide_alone(first, second, message):
    with pytest.raises(ValueError, match=f"bernoulli_logit: .*{message}"):
        bernoulli_logit(first, second)


# Cauchy classes


def test_cauchy_logit_against_50_digits():
    def formula(x):
        size = mpmath.log1p(4 * abs(x) / (1 + (abs(x) - 1) ** 2))
        return size if x > 0 else -size

    error, point = exact.worst(cauchy_logit, formula, exact.real_line())
    assert error <= 6, f"{error:.3g} ULP off at {point!r}"


def test_cauchy_logit_rises_and_falls():
    x = np.linspace(-60, 60, 12001)
    a = cauchy_logit(x)
    assert abs(x[a.argmax()] - math.sqrt(2)) < 0.01 and abs(x[a.argmin()] + math.sqrt(2)) < 0.01
    assert_allclose(a.max(), np.log(3 + 2 * math.sqrt(2)), rtol=1e-4)
    assert_array_equal(cauchy_logit([-INF, 0, INF]), 0)
    assert_allclose(cauchy_logit(3, 2, -5), np.log((1 + 64) / (1 + 1)), rtol=1e-15)
    assert cauchy_logit(3, -5, 2) == -cauchy_logit(3, 2, -5)
    assert cauchy_logit(4, 1, 1) == 0


def test_cauchy_classes_need_places():
    with pytest.raises(ValueError, match="cauchy_logit: x is 0, location_if_true is inf, .*no ratio there"):
        cauchy_logit(0, INF, -INF)


# Fisher's irises


def irises():
    table = load("iris")
    flowers = np.column_stack([table[name] for name in
                               ("sepal_length", "sepal_width", "petal_length", "petal_width")])
    return [flowers[table["species"] == species] for species in ("setosa", "versicolor", "virginica")]


def test_iris_table():
    setosa, versicolor, virginica = irises()
    assert [len(group) for group in (setosa, versicolor, virginica)] == [50, 50, 50]
    # Fisher's table II: the means of his first two species.
    assert_allclose(setosa.mean(axis=0), [5.006, 3.428, 1.462, 0.246], rtol=1e-12)
    assert_allclose(versicolor.mean(axis=0), [5.936, 2.770, 4.260, 1.326], rtol=1e-12)
    # The two flowers that another copy has wrong.
    assert_array_equal(setosa[[34, 37]], [[4.9, 3.1, 1.5, 0.2], [4.9, 3.6, 1.4, 0.1]])


def test_fisher_1936():
    setosa, versicolor, _ = irises()
    weights = fisher_discriminant(versicolor, setosa)
    assert_array_equal(weights.round(6), [-0.031151, -0.183908, 0.222104, 0.314736])
    # His own digits, by hand.
    assert_allclose(weights, [-0.0311511, -0.1839075, 0.2221044, 0.3147370], rtol=0, atol=1e-6)
    centred = np.concatenate([group - group.mean(axis=0) for group in (setosa, versicolor)])
    fitted = gaussian_logit(versicolor.mean(axis=0), setosa.mean(axis=0), centred.T @ centred / 98)
    assert_allclose(fitted.weights, 98 * weights, rtol=1e-12)
    assert fitted.at(setosa).max() < 0 < fitted.at(versicolor).min()


@given(st.floats(0.01, 100), st.floats(-5, 5))
def test_the_discriminant_does_not_depend_on_units(unit, shift):
    setosa, versicolor, _ = irises()
    weights = fisher_discriminant(versicolor, setosa)
    changed = fisher_discriminant(unit * versicolor + shift, unit * setosa + shift)
    assert_allclose(changed * unit, weights, rtol=1e-7)


@pytest.mark.parametrize("first, second, message", [
    ([[1, 2], [2, 1]], [[1], [2]], r"shapes \(n, d\) and \(m, d\), but the shapes are \(2, 2\) and \(2, 1\)"),
    ([1, 2], [3, 4], "but the shapes are"),
    (np.zeros((0, 2)), [[1, 2]], "but the shapes are"),
    ([[1, 5], [2, 5]], [[0, 5], [3, 5]], "feature 1 does not vary within the classes"),
    ([[1, 1], [2, 2]], [[0, 5], [3, 8]], "the features are linearly dependent within the classes"),
    ([[1, math.nan], [2, 2]], [[0, 5], [3, 8]], r"features_if_true\[0, 1\] is nan, but it must be finite"),
])
def test_what_has_no_discriminant(first, second, message):
    with pytest.raises(ValueError, match=f"fisher_discriminant: .*{message}"):
        fisher_discriminant(first, second)
