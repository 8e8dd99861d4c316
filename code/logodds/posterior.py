"""Posterior: how probable a class is, once it is seen what it makes likely. Chapter ``posterior``."""

from typing import NamedTuple

import numpy as np

from logodds._arrays import as_index, as_real, common_shape, elementwise, place
from logodds._rows import (
    INFINITY,
    Layout,
    by_rows,
    check_distributions,
    log_of_weighted_sum,
    total,
    weigh,
    weighted_terms,
)
from logodds.logit import add_evidence, logit

# Bayes' rule


def log_joint(log_likelihoods, prior, axis=-1):
    """Log joint probabilities log P(X | Y_k) + log P(Y_k): the scores whose softmax is the posterior.

    log_likelihoods: log P(X | Y_k), of probabilities or densities, real numbers or infinite. axis: the one
    that the K classes run along. prior: P(Y_k), K probabilities with sum 1 (one row for all, or an array that
    broadcasts with log_likelihoods). Returns real numbers of the common shape; -inf for a class of prior 0.
    ValueError where the prior is no distribution, or where an infinite density has prior 0.
    Derived in chapter ``posterior``.
    Claim: ``posterior.log_joint_k``.
    """
    return _add_log(log_likelihoods, _along(axis, log_likelihoods, prior, "log_joint"))


@elementwise(called="log_joint", undefined="and 0 times infinity has no value")
def _add_log(log_likelihoods, prior):
    return log_likelihoods + np.log(prior)


def log_evidence(log_likelihoods, prior, axis=-1, keepdims=False):
    """Log of what Bayes' rule divides by, log P(X): the log-sum-exp of the log joints.

    log_likelihoods, prior, axis: as in `log_joint`. Returns real numbers without the axis (with it, as 1, for
    keepdims); -inf where no class allows the data. ValueError where the prior is no distribution.
    Derived in chapter ``posterior``.
    Claim: ``posterior.denominator_k``.
    """
    prior = _along(axis, log_likelihoods, prior, "log_evidence")
    return by_rows(log_of_weighted_sum, "log_evidence", {"log_likelihoods": log_likelihoods, "prior": prior},
                   axis, reduces=(True, True), keepdims=keepdims)[0]


def posterior(log_likelihoods, prior, axis=-1):
    """Posterior probabilities P(Y_k | X), by Bayes' rule from log likelihoods and the prior.

    log_likelihoods, prior, axis: as in `log_joint`. Returns probabilities of the common shape, with sum 1
    along the axis: the softmax of the log joints, which are not rounded on the way.
    ValueError where the prior is no distribution, where no class allows the data, or where two classes have
    infinite densities. Error at most 5 ULP at every float64.
    Derived in chapter ``posterior``.
    Claim: ``posterior.class_k``.
    """
    prior = _along(axis, log_likelihoods, prior, "posterior")
    return by_rows(_posterior, "posterior", {"log_likelihoods": log_likelihoods, "prior": prior}, axis,
                   reduces=False, undefined="and so no class is possible, or two are infinitely likely")


def _posterior(log_likelihoods, prior, axis):
    terms, rest, _, _ = weighted_terms(*weigh(log_likelihoods, prior), axis)
    return terms / (1 + rest)


def _along(axis, log_likelihoods, prior, called):
    """Return the prior, checked; if it is one row, laid along the axis of the classes."""
    likely, array = (as_real(log_likelihoods, "log_likelihoods", called), as_real(prior, "prior", called))
    if array.ndim == 1 < likely.ndim:
        (along,) = Layout(called, likely.shape, as_index(axis, "axis", called)).axes
        prior = array = array.reshape(-1, *(1,) * (likely.ndim - 1 - along))
    shape = common_shape(called, ("log_likelihoods", "prior"), (likely, array))
    (along,) = Layout(called, shape, as_index(axis, "axis", called)).axes
    check_distributions(called, "prior", array, along - max(len(shape), 1))
    return prior


# Two classes, in odds


@elementwise(prior=(0, 1), undefined="and certainty for and certainty against cannot be added")
def posterior_log_odds(log_likelihood_if_true, log_likelihood_if_false, prior):
    """Posterior log odds of a hypothesis: the log likelihood ratio plus the logit of the prior.

    log_likelihood_if_true, log_likelihood_if_false: log P(X | H) and log P(X | not H), real numbers or
    infinite; prior: P(H) in [0, 1]; shapes that broadcast. Returns real numbers, whose logistic is P(H | X).
    ValueError where the prior is outside [0, 1], or where inf and -inf meet.
    Derived in chapter ``posterior``.
    Claim: ``posterior.weight_plus_prior``.
    """
    return log_likelihood_if_true - log_likelihood_if_false + logit(prior)


def update_odds(prior_odds, *likelihood_ratios):
    """Posterior odds: the prior odds times every likelihood ratio (Bayes factor).

    prior_odds, likelihood_ratios: in [0, inf], shapes that broadcast; the evidence independent, given the
    hypothesis and given its contrary. Returns odds in [0, inf].
    ValueError where a factor is negative, or where 0 and inf meet.
    Derived in chapter ``posterior``.
    Claim: ``posterior.odds``.
    """
    posterior_odds = _times(prior_odds, 1)
    for ratio in likelihood_ratios:
        posterior_odds = _times(posterior_odds, ratio)
    return posterior_odds


@elementwise(called="update_odds", odds=(0, INFINITY), likelihood_ratio=(0, INFINITY),
             undefined="and impossible times certain has no value")
def _times(odds, likelihood_ratio):
    return odds * likelihood_ratio


def update_log_odds(prior_log_odds, log_likelihood_ratios, axis=-1):
    """Posterior log odds: the prior log odds plus all log likelihood ratios along an axis.

    prior_log_odds: real numbers or infinite, that broadcast with the sums. log_likelihood_ratios: an array of
    pieces of evidence, independent given the hypothesis and given its contrary, in the same unit. axis: what
    they run along (None, an int or a tuple of ints). Returns real numbers.
    ValueError where the axis is empty, or where inf and -inf meet.
    Derived in chapter ``posterior``.
    Claim: ``posterior.weight_plus_prior``.
    """
    evidence = by_rows(total, "update_log_odds", {"log_likelihood_ratios": log_likelihood_ratios}, axis,
                       reduces=True, undefined="and certainty for and certainty against cannot be added")
    return _plus(prior_log_odds, evidence)


@elementwise(called="update_log_odds", undefined="and certainty for and certainty against cannot be added")
def _plus(prior_log_odds, evidence):
    return prior_log_odds + evidence


# A screening test


class LikelihoodRatios(NamedTuple):
    """What a positive and a negative result multiply the odds by."""

    positive: np.ndarray
    negative: np.ndarray


class PredictiveValues(NamedTuple):
    """How probable the condition is after a positive result, and its absence after a negative one."""

    positive: np.ndarray
    negative: np.ndarray


def likelihood_ratios(sensitivity, specificity):
    """Likelihood ratios of a test: sensitivity / (1 - specificity) and (1 - sensitivity) / specificity.

    sensitivity: P(positive | condition), specificity: P(negative | no condition), in [0, 1], shapes that
    broadcast. Returns `LikelihoodRatios` in [0, inf].
    ValueError where one is outside [0, 1], or where a result never comes: its ratio is 0 / 0.
    Derived in chapter ``posterior``.
    Claim: ``posterior.positive_test``.
    """
    return LikelihoodRatios(positive=_ratio_of_positive(sensitivity, specificity),
                            negative=_ratio_of_negative(sensitivity, specificity))


@elementwise(called="likelihood_ratios", sensitivity=(0, 1), specificity=(0, 1),
             undefined="and so no result is positive")
def _ratio_of_positive(sensitivity, specificity):
    return sensitivity / (1 - specificity)


@elementwise(called="likelihood_ratios", sensitivity=(0, 1), specificity=(0, 1),
             undefined="and so no result is negative")
def _ratio_of_negative(sensitivity, specificity):
    return (1 - sensitivity) / specificity


def predictive_values(sensitivity, specificity, prevalence):
    """Predictive values of a test: P(condition | positive) and P(no condition | negative).

    sensitivity, specificity: as in `likelihood_ratios`; prevalence: P(condition) in [0, 1]; shapes that
    broadcast. Returns `PredictiveValues` in [0, 1].
    ValueError where one is outside [0, 1], or where a result never comes.
    Derived in chapter ``posterior``.
    Claim: ``posterior.after_positive``.
    """
    return PredictiveValues(positive=_value_of_positive(sensitivity, specificity, prevalence),
                            negative=_value_of_negative(sensitivity, specificity, prevalence))


@elementwise(called="predictive_values", sensitivity=(0, 1), specificity=(0, 1), prevalence=(0, 1),
             undefined="and so no result is positive")
def _value_of_positive(sensitivity, specificity, prevalence):
    return _probability_of(sensitivity / (1 - specificity) * prevalence / (1 - prevalence))


@elementwise(called="predictive_values", sensitivity=(0, 1), specificity=(0, 1), prevalence=(0, 1),
             undefined="and so no result is negative")
def _value_of_negative(sensitivity, specificity, prevalence):
    return _probability_of(specificity / (1 - sensitivity) * (1 - prevalence) / prevalence)


def _probability_of(odds):
    return np.where(np.isinf(odds), 1, odds / (1 + odds))


# Logits of some families of classes


class AffineLogit(NamedTuple):
    """Posterior log odds weights . x + intercept."""

    weights: np.ndarray
    intercept: float

    def at(self, x):
        """Return the log odds at points x of shape (..., d), or of any shape if the weights are a number."""
        return np.dot(x, self.weights) + self.intercept


class QuadraticLogit(NamedTuple):
    """Posterior log odds x . matrix x + weights . x + intercept."""

    matrix: np.ndarray
    weights: np.ndarray
    intercept: float

    def at(self, x):
        """Return the log odds at points x of shape (..., d), or of any shape if the weights are a number."""
        x = np.asarray(x)
        squared = np.dot(x, self.matrix) * x
        return (squared.sum(axis=-1) if np.ndim(self.weights) else squared) \
            + np.dot(x, self.weights) + self.intercept


def gaussian_logit(mean_if_true, mean_if_false, covariance, prior=0.5):
    """Logit of two Gaussian classes with one covariance S: affine, with weights S^-1 (m_1 - m_0).

    Means: shape (d,); covariance: (d, d), symmetric and positive definite; or numbers, for d = 1, and then
    covariance is the variance. prior: P(true) in [0, 1]. Returns an `AffineLogit`, computed in float64; its
    intercept is -weights . (m_1 + m_0) / 2 + logit(prior).
    ValueError where a shape does not fit, an entry is not finite, or S is no covariance.
    Derived in chapter ``posterior``.
    Claim: ``posterior.shared_covariance``.
    """
    called = "gaussian_logit"
    first, second = _means(called, mean_if_true, mean_if_false)
    solve, _ = _covariance(called, "covariance", covariance, first.shape)
    with np.errstate(all="ignore"):
        weights = solve(first - second)
        middle = np.dot(weights, first / 2 + second / 2)
    _check_size(called, weights, middle)
    return AffineLogit(weights=weights, intercept=float(_prior_logit(called, prior) - middle))


def gaussian_quadratic_logit(mean_if_true, mean_if_false, covariance_if_true, covariance_if_false, prior=0.5):
    """Logit of two Gaussian classes, each with its own covariance: quadratic, matrix (S_0^-1 - S_1^-1) / 2.

    Means, covariances, prior and errors: as in `gaussian_logit`. Returns a `QuadraticLogit`, computed in
    float64; its weights are S_1^-1 m_1 - S_0^-1 m_0.
    Derived in chapter ``posterior``.
    Claim: ``posterior.unequal_spread``.
    """
    called = "gaussian_quadratic_logit"
    first, second = _means(called, mean_if_true, mean_if_false)
    solve_first, log_first = _covariance(called, "covariance_if_true", covariance_if_true, first.shape)
    solve_second, log_second = _covariance(called, "covariance_if_false", covariance_if_false, first.shape)
    one = np.eye(first.size) if first.ndim else np.float64(1)
    with np.errstate(all="ignore"):
        pull_first, pull_second = solve_first(first), solve_second(second)
        matrix, weights = (solve_second(one) - solve_first(one)) / 2, pull_first - pull_second
        middle = (np.dot(second, pull_second) - np.dot(first, pull_first)) / 2
    _check_size(called, matrix, weights, middle)
    return QuadraticLogit(matrix=matrix, weights=weights, intercept=float(
        _prior_logit(called, prior) + (log_second - log_first) / 2 + middle))


def _check_size(called, *coefficients):
    if not all(np.isfinite(each).all() for each in coefficients):
        raise ValueError(f"{called}: the means are so far away, in the covariance's unit, that the logit "
                         "overflows")


def _means(called, mean_if_true, mean_if_false):
    means = [_finite_array(called, name, mean) for name, mean in
             (("mean_if_true", mean_if_true), ("mean_if_false", mean_if_false))]
    if means[0].shape != means[1].shape or means[0].ndim > 1:
        raise ValueError(f"{called}: both means must be numbers, or of one shape (d,), but their shapes are "
                         f"{means[0].shape} and {means[1].shape}")
    return means


def _covariance(called, name, covariance, shape):
    """Return what multiplies by the inverse of a covariance, and the log of its determinant."""
    matrix = _finite_array(called, name, covariance)
    if matrix.shape != 2 * shape:
        raise ValueError(f"{called}: {name} has shape {matrix.shape}, but means of shape {shape} need "
                         f"{2 * shape}")
    if not shape:
        if matrix <= 0:
            raise ValueError(f"{called}: {name} is {matrix}, but a variance is positive")
        return (lambda vector: vector / matrix), np.log(matrix)
    uneven = np.abs(matrix - matrix.T) > 1e-9 * np.abs(matrix).max()
    if uneven.any():
        i, j = map(int, np.argwhere(uneven)[0])
        raise ValueError(f"{called}: {name} is not symmetric: {matrix[i, j]} at [{i}, {j}], "
                         f"but {matrix[j, i]} at [{j}, {i}]")
    root = _cholesky(called, matrix, f"{name} is not positive definite")
    return (lambda vector: np.linalg.solve(root.T, np.linalg.solve(root, vector))), \
        2 * np.log(np.diag(root)).sum()


def _cholesky(called, matrix, what):
    """Return the lower triangular root of a matrix; ValueError where it has none, but for rounding."""
    try:
        root = np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError as error:
        raise ValueError(f"{called}: {what}") from error
    # What the others leave of a diagonal entry; below this, rounding alone left it.
    if (np.diag(root) ** 2 < 1e-14 * np.diag(matrix)).any():
        raise ValueError(f"{called}: {what}")
    return root


def _prior_logit(called, prior):
    prior = as_real(prior, "prior", called)
    if prior.ndim or not 0 <= prior <= 1:
        raise ValueError(f"{called}: prior must be one probability in [0, 1], but it is {prior}")
    return logit(prior)


def _finite_array(called, name, value):
    array = as_real(value, name, called).astype(np.float64)
    wrong = ~np.isfinite(array)
    if wrong.any():
        index = tuple(map(int, np.argwhere(wrong)[0]))
        raise ValueError(f"{called}: {place(name, index)} is {array[index]}, but it must be finite")
    return array


def bernoulli_logit(probabilities_if_true, probabilities_if_false, prior=0.5):
    """Logit of two classes of d independent yes-or-no features (naive Bayes): affine in the features.

    Probabilities of a yes: shape (d,), strictly between 0 and 1. prior: P(true) in [0, 1]. Returns an
    `AffineLogit`, whose weights are the log odds ratios of the features, and whose intercept is the sum of
    their log((1 - p_1) / (1 - p_0)), plus logit(prior).
    ValueError where the shapes do not fit, or a probability is 0 or 1 or outside: give counts a prior first.
    Derived in chapter ``posterior``.
    Claim: ``posterior.naive_bayes``.
    """
    called = "bernoulli_logit"
    first, second = (_strictly_inside(called, name, value) for name, value in (
        ("probabilities_if_true", probabilities_if_true), ("probabilities_if_false", probabilities_if_false)))
    if first.ndim != 1 or first.shape != second.shape or first.size == 0:
        raise ValueError(f"{called}: both probabilities must have one shape (d,), but their shapes are "
                         f"{first.shape} and {second.shape}")
    low, high = np.minimum(first, second), np.maximum(first, second)
    sign = np.sign(first - second)
    with np.errstate(over="ignore"):
        # The odds ratio less 1. Where it overflows, nothing cancels.
        beyond = (high - low) / low / (1 - high)
    weights = sign * np.where(np.isinf(beyond), logit(high) - logit(low), np.log1p(beyond))
    of_no = -sign * np.log1p((high - low) / (1 - high))
    intercept = add_evidence(_prior_logit(called, prior), of_no.sum())
    return AffineLogit(weights=weights, intercept=float(intercept))


def _strictly_inside(called, name, value):
    array = as_real(value, name, called).astype(np.float64)
    wrong = ~((0 < array) & (array < 1))
    if wrong.any():
        index = tuple(map(int, np.argwhere(wrong)[0]))
        raise ValueError(f"{called}: {place(name, index)} is {array[index]}, but it must lie strictly "
                         "between 0 and 1, or this feature alone would decide")
    return array


@elementwise(undefined="and the densities have no ratio there")
def cauchy_logit(x, location_if_true=1, location_if_false=-1):
    """Logit of two Cauchy classes of scale 1 and equal prior: log((1 + (x - b)^2) / (1 + (x - a)^2)).

    x: real numbers or infinite; locations a and b: finite; shapes that broadcast. Returns real numbers, that
    rise and fall again: 0 at both ends. ValueError where a location is infinite.
    Derived in chapter ``posterior``.
    Claim: ``posterior.cauchy``.
    """
    # The ratio less 1, from the side where it exceeds 1; in the unit that keeps squares from overflowing.
    a, b = location_if_true, location_if_false
    gap, beyond = a - b, x - (a / 2 + b / 2)
    unit = np.hypot(1, np.minimum(np.abs(x - a), np.abs(x - b)))
    return np.where(np.isinf(x), 0 * gap, np.sign(gap) * np.sign(beyond)
                    * np.log1p(2 * np.abs(gap / unit) * np.abs(beyond / unit)))


def fisher_discriminant(features_if_true, features_if_false):
    """Fisher's discriminant: the weights W^-1 (m_1 - m_0), W the scatter within the two classes, pooled.

    features: shape (n_1, d) and (n_0, d), finite; W: sums of squares and products about each class's own
    means m_1, m_0, not divided by anything. Returns d weights, of the unit of 1 / features.
    Fisher's table of 1936 has these weights; (n_1 + n_0 - 2) times them are the weights of `gaussian_logit`
    for the pooled estimate of the covariance.
    ValueError where the shapes do not fit, an entry is not finite, or W is singular.
    Source: Fisher 1936.
    Derived in chapter ``posterior``.
    Claim: ``posterior.discriminant``.
    """
    called = "fisher_discriminant"
    groups = [_finite_array(called, name, value) for name, value in
              (("features_if_true", features_if_true), ("features_if_false", features_if_false))]
    shapes = [group.shape for group in groups]
    if any(len(shape) != 2 or 0 in shape for shape in shapes) or shapes[0][1] != shapes[1][1]:
        raise ValueError(f"{called}: needs features of shapes (n, d) and (m, d), but the shapes are "
                         f"{shapes[0]} and {shapes[1]}")
    with np.errstate(all="ignore"):
        means = [group.mean(axis=0) for group in groups]
        scatter = sum((group - mean).T @ (group - mean) for group, mean in zip(groups, means))
    if not np.isfinite(scatter).all():
        raise ValueError(f"{called}: the features are so great that their squares overflow: take a greater "
                         "unit")
    fixed = np.flatnonzero(np.diag(scatter) == 0)
    if fixed.size:
        raise ValueError(f"{called}: feature {fixed[0]} does not vary within the classes")
    root = _cholesky(called, scatter, "the features are linearly dependent within the classes")
    return np.linalg.solve(root.T, np.linalg.solve(root, means[0] - means[1]))
