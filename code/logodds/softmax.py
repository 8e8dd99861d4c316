"""Softmax: the way from the scores of many classes to their probabilities. Chapter ``softmax``."""

import functools

import numpy as np

from logodds._arrays import as_index, as_real, kept_dtype, working_dtype
from logodds._rows import (
    INFINITY,
    NO_GREATEST,
    NO_PRODUCT,
    Layout,
    apart,
    by_rows,
    exponentials,
    from_mean,
    greatest,
    jacobian_product,
    leading,
    log_of_sum,
    log_of_weighted_sum,
    log_weighted_sum,
    shares_and_rest,
    total,
)


def softmax(x, axis=None, *, temperature=1.0):
    """Softmax e^(x_k / T) / sum of e^(x_j / T): the probabilities of classes from their scores.

    x: scores, real numbers or infinite, any shape. axis: what the classes run along: None for all entries,
    an int or a tuple of ints. temperature: T, one number in [0, inf]; T = 0 shares all among the greatest
    scores, T = inf shares alike among the scores above -inf.
    Returns probabilities of the same shape, with sum 1 along the axis; 0 for a score of -inf, and 1 for a
    score alone at inf. ValueError where the axis is empty, or every score of a row is -inf, or two are inf.
    Error at most 4.2 ULP at every float64.
    Derived in chapter ``softmax``.
    Claim: ``softmax.definition``.
    """
    return _shares(x, axis, temperature, _softmax, "softmax")


def log_softmax(x, axis=None, *, temperature=1.0):
    """Log of the softmax: the log probabilities of classes from their scores.

    Arguments and errors: as in `softmax`. Returns numbers in [-inf, 0] of the same shape.
    Error at most 3 ULP at every float64.
    Derived in chapter ``softmax``.
    Claim: ``softmax.log``.
    """
    return _shares(x, axis, temperature, _log_softmax, "log_softmax")


def _shares(x, axis, temperature, formula, called):
    temperature = _one_temperature(temperature, called)
    return by_rows(functools.partial(formula, temperature=temperature), called, {"x": x}, axis,
                   reduces=False, undefined=NO_GREATEST, throughout=True, fills=True)


def _softmax(x, axis, temperature=1.0, out=None):
    e, _, _ = exponentials(x, axis, temperature, out)
    e /= total(e, axis)
    return e


def _log_softmax(x, axis, temperature=1.0, out=None):
    d, _, top, others, _ = leading(x, axis, temperature, out, digits=False)
    d -= np.log1p(others / top)
    return d


def _one_temperature(temperature, called):
    temperature = as_real(temperature, "temperature", called)
    if temperature.ndim or not 0 <= temperature <= INFINITY:
        raise ValueError(f"{called}: temperature must be one number in [0, inf], but it is {temperature}")
    return temperature[()]


# The sum


def logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False):
    """Log of the sum of exponentials, log of the sum of b e^a: what makes a softmax sum to 1.

    a: real numbers or infinite, any shape. axis: what the sum runs along: None for all entries, an int or a
    tuple of ints. b: weights of either sign that broadcast with a, 1 if None; a weight of 0 takes its entry
    out, even an infinite one or nan. Returns real numbers without the axis (with it, as 1, for keepdims);
    -inf for a sum of 0, as that of no entries is. For return_sign a pair: the log of the sum's size, and its
    sign (1, 0 or -1). ValueError where inf and -inf are added, and, unless return_sign, where the weighted
    sum is negative. Error without weights at most 2 x 2^-53 of the greatest of 1, |max a| and the |result|,
    at every float64.
    Derived in chapter ``softmax``.
    Claim: ``softmax.log_sum_exp``.
    """
    called, gives = "logsumexp", {"reduces": (True, True), "keepdims": keepdims, "of_nothing": (-INFINITY, 0)}
    if b is None:
        result, sign = by_rows(_log_sum, called, {"a": a}, axis, **gives)
    elif return_sign:
        result, sign = by_rows(log_weighted_sum, called, {"a": a, "b": b}, axis, **gives,
                               undefined="and their weighted sum is inf - inf or 0 times inf")
    else:
        result, sign = by_rows(log_of_weighted_sum, called, {"a": a, "b": b}, axis, **gives,
                               undefined="and their weighted sum is negative (see return_sign) or inf - inf")
    return (result, sign) if return_sign else result


def _log_sum(a, axis):
    if axis == 0:
        return _careful_log_sum(a, 0)
    # Far from 0 and from the ends of the floats, a log forgives what a sum has lost.
    value = np.log(total(np.exp(a), axis))
    sign = np.ones_like(value)
    size = np.abs(value[:, 0])
    rough = ~((size > 4) & (size < 600))
    if rough.any():
        value[rough], sign[rough] = _careful_log_sum(a[rough], 1)
    return value, sign


def _careful_log_sum(a, axis):
    top_score = greatest(a, axis)
    e, start, power = exponentials(a, axis)
    top, others = apart(e, axis)
    value = log_of_sum(top, others, start, power)
    # Near 0, what the others add to the greatest keeps its digits only apart from it.
    near = (np.abs(value) < 1) & (others < top)
    value = np.where(near, top_score + np.log1p(others / top), value)
    if np.isfinite(top_score).all():
        return value, np.ones_like(value)
    return (np.where(np.isinf(top_score), top_score, value),
            np.where(np.isnan(top_score), top_score, top_score > -INFINITY))


# Derivatives


def softmax_jacobian_product(x, vector, axis=None):
    """Jacobian of the softmax times a vector, p (v - sum of p_j v_j), without the matrix.

    x: scores; vector: v, finite; shapes that broadcast. axis: as in `softmax`. Returns real numbers of the
    common shape. The Jacobian is symmetric, so that this is also its transpose times the vector; it is the
    Hessian of `logsumexp` too. ValueError as in `softmax`, and where the vector is infinite.
    Derived in chapter ``softmax``.
    Claim: ``softmax.jacobian_product``.
    """
    return by_rows(jacobian_product, "softmax_jacobian_product", {"x": x, "vector": vector}, axis,
                   reduces=False, undefined=NO_PRODUCT)


def log_softmax_jacobian_product(x, vector, axis=None, *, transposed=False):
    """Jacobian of the log softmax times a vector, v - sum of p_j v_j; transposed: v - p (sum of v_j).

    Arguments, result and errors: as in `softmax_jacobian_product`. The transposed one takes a gradient by
    the log probabilities back to one by the scores.
    Derived in chapter ``softmax``.
    Claim: ``softmax.log_jacobian``.
    """
    formula = _log_jacobian_transposed_product if transposed else _log_jacobian_product
    return by_rows(formula, "log_softmax_jacobian_product", {"x": x, "vector": vector}, axis,
                   reduces=False, undefined=NO_PRODUCT)


def _log_jacobian_product(x, vector, axis):
    p, _ = shares_and_rest(x, axis)
    return from_mean(p, vector, axis)


def _log_jacobian_transposed_product(x, vector, axis):
    p, rest = shares_and_rest(x, axis)
    # At a share near 1, v - p (sum of v) would cancel.
    great = p > 0.5
    others = total(np.where(great, 0, vector), axis)
    return np.where(great, vector * rest - p * others, vector - p * total(vector, axis))


def softmax_jacobian(x, axis=None):
    """Jacobian of the softmax as a matrix, p_i (1 - p_j) where i = j and -p_i p_j elsewhere.

    x: scores. axis: as in `softmax`; K is the number of entries along it. Returns the shape of x without the
    axis, followed by (K, K): K^2 numbers a row, where `softmax_jacobian_product` needs K.
    ValueError as in `softmax`.
    Derived in chapter ``softmax``.
    Claim: ``softmax.jacobian``.
    """
    called = "softmax_jacobian"
    dtype = kept_dtype([x], [as_real(x, "x", called)])
    p, rest = by_rows(shares_and_rest, called, {"x": x}, axis, reduces=(False, False),
                      undefined=NO_GREATEST, dtype=working_dtype(dtype))
    layout = Layout(called, np.shape(p), axis)
    p, rest = layout.rows(p), layout.rows(rest)
    jacobian = 0 - p[:, :, None] * p[:, None, :]
    diagonal = np.arange(layout.length)
    jacobian[:, diagonal, diagonal] = p * rest
    return jacobian.reshape(*layout.lead, layout.length, layout.length).astype(dtype)


# The gauge: scores that differ by a constant have one softmax


def center_scores(x, axis=None):
    """Scores shifted to have mean 0: of all scores with the same softmax, those with the least squares.

    x: finite scores, any shape. axis: as in `softmax`. Returns real numbers of the same shape; for log
    probabilities, the centred log ratio. ValueError where a score is infinite.
    Derived in chapter ``softmax``.
    Claim: ``softmax.centred``.
    """
    return by_rows(_center, "center_scores", {"x": x}, axis, reduces=False,
                   undefined="and infinite scores have no mean")


def _center(x, axis):
    for _ in range(2):
        # Twice, because the first mean is rounded. Divided before the sum, which might overflow.
        x = x - total(x / x.shape[axis], axis)
    return x


def scores_against(x, reference, axis=None):
    """Scores shifted to be 0 at a reference class: the log odds of every class against it.

    x: scores, any shape. reference: the class's index along the axis (in C order along several).
    axis: as in `softmax`. Returns real numbers of the same shape.
    ValueError where the reference's own score is infinite; IndexError where there is no such class.
    Derived in chapter ``softmax``.
    Claim: ``softmax.log_odds``.
    """
    return by_rows(functools.partial(_against, reference=as_index(reference, "reference", "scores_against")),
                   "scores_against", {"x": x}, axis, reduces=False,
                   undefined="and the reference class's score is infinite")


def _against(x, axis, reference):
    classes = x.shape[axis]
    if not -classes <= reference < classes:
        raise IndexError(f"scores_against: reference is {reference}, but there are {classes} classes")
    return x - x.take([reference], axis=axis)
