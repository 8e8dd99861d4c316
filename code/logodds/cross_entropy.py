"""Cross-entropy: what a wrong probability costs, and why it is that price. Chapter ``cross_entropy``.

Every loss takes ``gradient=True``, and then returns the pair of itself and its gradient by what a model
gives it: q, probabilities or logits. Its second derivative times a vector is the function of the same name
that ends in ``_hessian_product``.
"""

import functools
import math

import numpy as np

from logodds._arrays import (
    as_index,
    as_real,
    common_shape,
    elementwise,
    kept_dtype,
    log1p,
    place,
    working_dtype,
)
from logodds._rows import (
    INFINITY,
    NO_GREATEST,
    NO_PRODUCT,
    Layout,
    across,
    apart,
    by_rows,
    check_distributions,
    check_inside,
    difference,
    exponentials,
    jacobian_product,
    leading,
    product,
    split,
    spots,
    topped,
    total,
    weighted_total,
)

# Term by term


@elementwise(undefined="and their x log y has no value")
def xlogy(x, y):
    """x log y, and 0 where x is 0: a term of an entropy or of a log likelihood.

    x: real numbers; y: real numbers, negative only where x is 0; shapes that broadcast. Returns real numbers.
    ValueError where y is negative and x is not 0, or where x is infinite and y is 1.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.zero_term``.
    """
    return np.where((x == 0) & ~np.isnan(y), 0, x * np.log(y))


@elementwise(undefined="and inf log(inf / inf) has no value")
def rel_entr(x, y):
    """x log(x / y), and 0 where x is 0: a term of a relative entropy.

    x, y: real numbers, shapes that broadcast. Returns real numbers; inf where x > 0 = y and, to keep the
    function convex, where x or y is negative. ValueError where both are inf.
    Error at most 3 ULP at every float64.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.divergence``.
    """
    return np.where(_outside(x, y), INFINITY, np.where((x == 0) & ~np.isnan(y), 0, x * _log_ratio(x, y)))


@elementwise
def kl_div(x, y):
    """x log(x / y) - x + y, and y where x is 0: a term of a divergence, never negative, and 0 where x = y.

    x, y: real numbers, shapes that broadcast. Returns numbers in [0, inf]; inf where x > 0 = y, where x or y
    is inf and, to keep the function convex, where x or y is negative.
    Error at most 3 ULP at every float64, however near x and y are.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.divergence_terms``.
    """
    return _divergence(x, y)


def _outside(x, y):
    return (x < 0) & ~np.isnan(y) | (y < 0) & ~np.isnan(x) | (x > 0) & (y == 0)


def _log_ratio(x, y):
    a, b, _ = _in_range(x, y)
    log, tail = _log_in_two(a, b)
    apart = _far_apart(a, b)
    if not apart.any():
        return log + tail
    # There a quotient may have no float; one that has spares a logarithm its rounding.
    ratio = x / y
    held = (1e-300 < ratio) & (ratio < 1e300)
    distant = np.where(held, np.log(ratio), np.log(x) - np.log(y))
    return np.where(apart, distant, log + tail)


def _divergence(x, y):
    a, b, power = _in_range(x, y)
    value = np.where(np.abs(a - b) < 0.4 * (a + b), _of_near(a, b), _of_distant(a, b))
    if power is not None:
        value = np.ldexp(value, power)
    apart = _far_apart(a, b)
    if apart.any():
        # Nothing cancels there. One may be 0, or below it.
        value = np.where(apart, x * (np.log(x) - np.log(y) - 1) + y, value)
        value = np.where(_outside(x, y), INFINITY, np.where(x == 0, y, value))
    endless = np.isinf(x) & ~np.isnan(y) | np.isinf(y) & ~np.isnan(x)
    return np.where(endless, INFINITY, value)


def _in_range(x, y):
    """Return x and y over a power of 2 that keeps their products in range, and its exponent (None for 1)."""
    greater = np.maximum(x, y)
    if not ((greater > 1e100) | (0 < greater) & (greater < 1e-100)).any():
        return x, y, None
    _, power = np.frexp(np.where(np.isfinite(x) & np.isfinite(y), greater, 1))
    return np.ldexp(x, -power), np.ldexp(y, -power), power


def _far_apart(x, y):
    return np.minimum(x, y) <= np.abs(1e-150 * np.maximum(x, y))


def _log_in_two(x, y):
    """Return log(x / y) of a rounded quotient, and what that rounding cut off the logarithm."""
    # The logarithm of a quotient near 1 would lose digits: log1p takes the quotient less 1.
    near = (0.5 * y < x) & (x < 2 * y)
    over = np.where(near, x - y, x)
    ratio = over / y
    back, cut = product(ratio, y)
    # Each logarithm is spared what is the other's: NumPy is slow where it has no value.
    log = np.where(near, np.log1p(np.where(near, ratio, 0)), np.log(np.where(near, 1, ratio)))
    return log, ((over - back) - cut) / x


def _of_near(x, y):
    """Return the divergence of x and y by its series in w = (x - y) / (x + y), for |w| less than 0.4.

    As x log(x / y) is 2 x artanh(w), it is (x - y) w (1 + (w + w^2) (1/3 + w^2/5 + w^4/7 + ...)).
    """
    d, lost = difference(x, y)
    half, cut = difference(y, -d / 2)
    w = d / 2 / half
    square, series = w * w, np.zeros_like(w)
    # Each term brings 0.8 digits.
    for odd in range(2 * np.finfo(x.dtype).precision + 11, 1, -2):
        series *= square
        series += x.dtype.type(1) / odd
    first = d * w
    return first + (first * (w + square) * series + 2 * lost * w - first * cut / half)


def _of_distant(x, y):
    """Return the divergence of x and y that are not near, each rounding carried along to the end."""
    d, lost = difference(x, y)
    log, log_tail = _log_in_two(x, y)
    head, tail = product(x, log)
    return (head - d) + (tail + x * log_tail - lost)


# Of distributions


def entropy(pk, qk=None, base=None, axis=0, *, keepdims=False):
    """Entropy -sum of p log p of a distribution or, against another, relative entropy sum of p log(p / q).

    pk, qk: weights that are not negative, shapes that broadcast; divided by their sums along axis (None, an
    int or a tuple of ints; 0 unless told, as in SciPy: -1 for a distribution a row). base: of the logarithm,
    e if None. Returns numbers in [0, inf] without the axis (with it, as 1, for keepdims).
    ValueError where the axis is empty, a weight is negative or infinite, or all of a row are 0.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.entropy``.
    """
    unit = _log_of_base(base)
    if qk is None:
        return by_rows(lambda p, axis: _entropy(p, axis) / unit, "entropy", {"pk": pk}, axis, reduces=True,
                       keepdims=keepdims, undefined=NO_SHARES)
    return by_rows(lambda p, q, axis: _relative_entropy(p, q, axis) / unit, "entropy", {"pk": pk, "qk": qk},
                   axis, reduces=True, keepdims=keepdims, undefined=NO_SHARES)


NO_SHARES = "but weights must be finite and not negative, and not all of them 0"


def _log_of_base(base):
    if base is None:
        return 1.0
    base = as_real(base, "base", "entropy")
    if base.ndim or not 0 < base < INFINITY or base == 1:
        raise ValueError(f"entropy: base must be one positive number other than 1, but it is {base}")
    return np.log(base[()].astype(working_dtype(base.dtype)))


def _entropy(p, axis):
    # With u = p / (greatest p), the entropy is log(sum of u) - (sum of u log u) / (sum of u): no cancelling.
    top, others = apart(_no_negative(p), axis)
    u, rest = p / top, others / top
    return np.log1p(rest) - total(np.where(u == 0, 0, u * np.log(u)), axis) / (1 + rest)


def _relative_entropy(p, q, axis):
    p, q = (_no_negative(each) / total(each, axis) for each in (p, q))
    return total(_divergence(p, q), axis)


def _no_negative(p):
    return np.where(p < 0, np.nan, p)


def kl_divergence(p, q, axis=-1, keepdims=False):
    """Kullback-Leibler divergence sum of p log(p / q): what it costs to hold q for p.

    p, q: distributions along axis (None, an int or a tuple of ints), shapes that broadcast. Returns numbers
    in [0, inf] without the axis (with it, as 1, for keepdims): 0 only for equal distributions, inf where a q
    is 0 and its p is not. The sum is taken of `kl_div`, whose terms cannot cancel.
    ValueError where the axis is empty, an entry is outside [0, 1], or a sum is not 1.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.divergence``.
    """
    for name, value in (("p", p), ("q", q)):
        check_distributions("kl_divergence", name, value, axis)
    return by_rows(lambda p, q, axis: total(_divergence(p, q), axis), "kl_divergence", {"p": p, "q": q}, axis,
                   reduces=True, keepdims=keepdims)


def cross_entropy(p, q, axis=-1, keepdims=False, *, gradient=False):
    """Cross-entropy -sum of p log q: the mean cost, in nats, of forecasts q where p is true.

    p, q: distributions along axis (None, an int or a tuple of ints), shapes that broadcast. Returns numbers
    in [0, inf] without the axis (with it, as 1, for keepdims); for gradient, a pair of that and of -p / q, of
    the common shape. ValueError where the axis is empty, an entry is outside [0, 1], or a sum is not 1.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.distributions``.
    """
    for name, value in (("p", p), ("q", q)):
        check_distributions("cross_entropy", name, value, axis)
    results = by_rows(functools.partial(_cross_entropy, gradient=gradient), "cross_entropy", {"p": p, "q": q},
                      axis, reduces=(True, False)[:1 + gradient], keepdims=keepdims)
    return results if gradient else results[0]


def _cross_entropy(p, q, axis, gradient):
    cost = 0 - total(np.where((p == 0) & ~np.isnan(q), 0, p * np.log(q)), axis)
    return (cost, np.where((p == 0) & ~np.isnan(q), 0, -p / q)) if gradient else (cost,)


@elementwise(p=(0, 1), q=(0, 1), undefined="and 0 times infinity has no value")
def cross_entropy_hessian_product(p, q, vector):
    """Second derivative of `cross_entropy` by q, times a vector: p v / q^2, because every q stands alone.

    p, q: probabilities in [0, 1]; vector: real numbers; shapes that broadcast. Returns real numbers.
    ValueError where a probability is outside [0, 1], or the product is 0 times infinity.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.bend_forecast``.
    """
    return np.where((p == 0) & ~np.isnan(q), 0, p / q / q) * vector


# Losses: what a model's answer costs, given the label

# Below it, the quotient of two exponentials may overflow.
FAINT = 1e-150


def binary_cross_entropy(probabilities, labels, *, weights=None, reduction="none", gradient=False):
    """Cross-entropy -t log p - (1 - t) log(1 - p) of labels t and probabilities p.

    probabilities: p in [0, 1]; labels: t in [0, 1], hard or soft; shapes that broadcast. weights: not
    negative, that broadcast to their common shape; what has weight 0 does not count, whatever it costs.
    reduction: "none", "sum" or "mean", the weighted mean. Returns costs in [0, inf], of the common shape or
    reduced; for gradient, a pair of that and of its gradient by p, of the common shape.
    ValueError where an argument is outside its domain, or where a mean has no weight.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.binary``.
    """
    called = "binary_cross_entropy"
    check_inside(called, "probabilities", probabilities)
    return _binary(_from_probability, called, {"probabilities": probabilities, "labels": labels}, weights,
                   reduction, gradient)


def _from_probability(p, t, axis, gradient):
    counts = ~np.isnan(p)
    cost = 0 - (np.where((t == 0) & counts, 0, t * np.log(p))
                + np.where((t == 1) & counts, 0, (1 - t) * np.log1p(-p)))
    if not gradient:
        return (cost,)
    return cost, np.where(t == 1, -1 / p, np.where(t == 0, 1 / (1 - p), (p - t) / p / (1 - p)))


@elementwise(probabilities=(0, 1), labels=(0, 1), undefined="and 0 times infinity has no value")
def binary_cross_entropy_hessian_product(probabilities, labels, vector):
    """Second derivative of `binary_cross_entropy` by p, times a vector: (t / p^2 + (1 - t) / (1 - p)^2) v.

    probabilities, labels: in [0, 1]; vector: real numbers; shapes that broadcast. Returns real numbers.
    ValueError where an argument is outside [0, 1], or the product is 0 times infinity.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.bend_prediction``.
    """
    p, t = probabilities, labels
    of_yes, of_no = np.where(t == 0, 0 * p, t / p / p), np.where(t == 1, 0 * p, (1 - t) / (1 - p) ** 2)
    return (of_yes + of_no) * vector


def binary_cross_entropy_with_logits(logits, labels, *, weights=None, reduction="none", gradient=False):
    """Cross-entropy softplus(z) - t z of labels t and of the probabilities whose log odds are z.

    logits: z, real numbers or infinite; labels, weights, reduction, result and errors: as in
    `binary_cross_entropy`. The gradient, logistic(z) - t, is by z.
    Error at most 2 ULP at every float64 for labels 0 and 1, of the gradient too.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.from_logit``.
    """
    return _binary(_from_logit, "binary_cross_entropy_with_logits", {"logits": logits, "labels": labels},
                   weights, reduction, gradient)


def _from_logit(z, t, axis, gradient):
    # The distance of t from the end that z points to: |z| is the cost of each whole unit of it.
    side = (z >= 0).astype(z.dtype)
    wrong = side - t
    size = np.abs(z)
    e = np.exp(-size)
    whole = size * np.abs(wrong)
    if not np.isfinite(size.max()):
        whole = np.where((wrong == 0) & ~np.isnan(z), 0, whole)
    cost = whole + log1p(e)
    if not gradient:
        return (cost,)
    # And the gradient is that distance less e / (1 + e): at the far end logistic(z) - t would cancel.
    e /= 1 + e
    side += side
    side -= 1
    return cost, wrong - side * e


@elementwise(undefined="and 0 times infinity has no value")
def binary_cross_entropy_with_logits_hessian_product(logits, vector):
    """Second derivative of `binary_cross_entropy_with_logits` by z, times a vector: p (1 - p) v.

    logits: real numbers or infinite; vector: real numbers; shapes that broadcast. Returns real numbers. The
    labels drop out. ValueError where the product is 0 times infinity.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.bend_logit``.
    """
    e = np.exp(-np.abs(logits))
    smaller = e / (1 + e)
    return smaller * (1 - smaller) * vector


def cross_entropy_with_logits(logits, labels, axis=-1, *, weights=None, label_smoothing=0.0,
                              reduction="none", gradient=False):
    """Cross-entropy -sum of t_k log p_k of labels t and of p = softmax of the logits.

    logits: scores, real numbers or infinite. axis: the one that the K classes run along. labels: class
    indices, integers of the shape of logits without the axis; or distributions along it, hard or soft, of
    the shape of logits. weights: not negative, that broadcast to the shape without the axis; a label of
    weight 0 does not count, whatever it costs (for weights of classes, ``weights=of_class[labels]``).
    label_smoothing: s in [0, 1], which makes t into (1 - s) t + s / K. reduction: "none", "sum" or "mean",
    the weighted mean. Returns costs in [0, inf], one a label or reduced; for gradient, a pair of that and of
    its gradient p - t by the logits. ValueError where a label is no class or no distribution, where the
    logits have no softmax, where an argument is outside its domain, or where a mean has no weight.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.from_scores``.
    """
    called = "cross_entropy_with_logits"
    scores, classes = as_real(logits, "logits", called), as_real(labels, "labels", called)
    if scores.ndim == 0:
        raise ValueError(f"{called}: logits must have an axis of classes, but they are one number, {scores}")
    layout = Layout(called, scores.shape, as_index(axis, "axis", called))
    smoothing = as_real(label_smoothing, "label_smoothing", called)
    if smoothing.ndim or not 0 <= smoothing <= 1:
        raise ValueError(f"{called}: label_smoothing must be one number in [0, 1], but it is {smoothing}")

    options = {"smoothing": float(smoothing), "gradient": gradient}
    gives = {"reduces": (True, False)[:1 + gradient], "undefined": NO_GREATEST}
    if classes.shape == scores.shape:
        sums = check_distributions(called, "labels", classes, axis, layout)
        dtype = kept_dtype([logits, labels], [scores, classes])
        results = by_rows(functools.partial(_cost_of_shares, **options), called,
                          {"logits": scores, "labels": classes}, axis, per_row=[sums],
                          dtype=working_dtype(dtype), fills=gradient, **gives)
    else:
        _check_classes(called, classes, layout)
        dtype = kept_dtype([logits], [scores])
        results = by_rows(functools.partial(_cost_of_class, **options), called, {"logits": scores}, axis,
                          per_row=[classes.astype(np.intp)], dtype=working_dtype(dtype), **gives)
    cost, slope = results if gradient else (*results, None)
    return _reduced(called, cost, slope, layout.axes, weights, reduction, dtype)


def _check_classes(called, classes, layout):
    if classes.shape != layout.lead:
        raise ValueError(f"{called}: labels have shape {classes.shape}, but logits of shape {layout.shape} "
                         f"need class indices of shape {layout.lead} or distributions of their own shape")
    if classes.dtype.kind == "f":
        raise TypeError(f"{called}: labels of shape {classes.shape} are class indices and must be integers, "
                        f"but their dtype is {classes.dtype}")
    outside = (classes < 0) | (classes >= layout.length)
    if outside.any():
        index = tuple(map(int, np.argwhere(outside)[0]))
        raise ValueError(f"{called}: {place('labels', index)} is {classes[index]}, "
                         f"but the classes are 0 to {layout.length - 1}")


def _cost_of_class(z, label, axis, smoothing, gradient):
    if smoothing:
        hard = np.expand_dims(np.arange(z.shape[axis]), 1 - axis) == label
        return _cost_of_shares(z, hard.astype(z.dtype), np.ones_like(label, z.dtype), axis, smoothing, gradient)
    e, _, _ = exponentials(z, axis)
    spot = spots(label, e.shape, axis)
    own, others = split(e, spot, axis)
    cost = np.log1p(others / own)
    faint = own < FAINT
    if faint.any():
        # There the greatest is another, and so far above that nothing cancels.
        x, top = topped(z, axis)
        far = top - np.take_along_axis(x, label, axis) + np.log(others / e.max(axis=axis, keepdims=True))
        cost = np.where(faint, far, cost)
    if not gradient:
        return (cost,)
    # 1 - p of the label is the sum of the others: from p itself it would cancel.
    e.reshape(-1)[spot] = -others.reshape(-1)
    e /= own + others
    return cost, e


def _cost_of_shares(z, t, sums, axis, smoothing, gradient, out=None):
    if smoothing:
        t, sums = (1 - smoothing) * t + smoothing / z.shape[axis], (1 - smoothing) * sums + smoothing
    d, e, top, others, spot = leading(z, axis, out=out)
    # The sum of t (log(1 + others / top) - d), none of whose terms is negative.
    cost = sums * np.log1p(others / top) - weighted_total(t, d, axis)
    if not math.isfinite(cost.max()):
        cost = _at_the_ends(z, t, others / top, axis)
    if not gradient:
        return (cost,)
    if spot is None:
        # p - t is (e - t top - t others) / (top + others); so grouped, what is certain cancels exactly.
        e -= t * top
        e -= t * others
        e /= top + others
        return cost, e
    # At the greatest, again: of the others p has all digits.
    share = t.reshape(-1)[spot][:, np.newaxis]
    sums_of_terms = top + others
    slope = across(np.divide, e, sums_of_terms, out=d)
    slope -= t
    slope.reshape(-1)[spot] = ((top - share * top - share * others) / sums_of_terms)[:, 0]
    return cost, slope


def _at_the_ends(z, t, rest, axis):
    """Return the cost with nothing of the classes where t is 0, and without what overflows only on the way."""
    x, greatest = topped(z, axis)
    costs = (greatest - x + np.log1p(rest)) * t
    overflown = np.isinf(costs) & np.isfinite(x)
    costs = np.where(overflown, 2 * (t * (greatest / 2 - x / 2)), costs)
    return total(np.where((t == 0) & np.isfinite(greatest), 0, costs), axis)


def cross_entropy_with_logits_hessian_product(logits, vector, axis=-1):
    """Second derivative of `cross_entropy_with_logits` by the logits, times a vector: p (v - sum of p_j v_j).

    logits: scores; vector: finite; shapes that broadcast. axis: what the classes run along. Returns real
    numbers of the common shape. The labels drop out, and what is left is the Jacobian of the softmax, as in
    `softmax_jacobian_product`. ValueError where the logits have no softmax, or the vector is infinite.
    Derived in chapter ``cross_entropy``.
    Claim: ``cross_entropy.hessian``.
    """
    return by_rows(jacobian_product, "cross_entropy_with_logits_hessian_product",
                   {"logits": logits, "vector": vector}, axis, reduces=False, undefined=NO_PRODUCT)


def _binary(formula, called, arrays, weights, reduction, gradient):
    check_inside(called, "labels", arrays["labels"])
    values = [as_real(value, name, called) for name, value in arrays.items()]
    dtype = kept_dtype(arrays.values(), values)
    common_shape(called, tuple(arrays), values)
    # Every entry is a row of its own.
    results = by_rows(functools.partial(formula, gradient=gradient), called,
                      {name: value[..., np.newaxis] for name, value in zip(arrays, values)}, -1,
                      reduces=(False, False)[:1 + gradient], dtype=working_dtype(dtype))
    cost, slope = (*(result[..., 0] for result in results), None)[:2]
    return _reduced(called, cost, slope, (), weights, reduction, dtype)


def _reduced(called, cost, slope, axes, weights, reduction, dtype):
    """Return the cost, weighted and reduced, alone or with its slope, in the dtype asked for.

    axes: those that the slope has and the cost has not.
    """
    if not isinstance(reduction, str) or reduction not in ("none", "sum", "mean"):
        raise ValueError(f'{called}: reduction must be "none", "sum" or "mean", but it is {reduction!r}')
    count = np.size(cost)
    with np.errstate(all="ignore"):
        if weights is not None:
            weights = _weights_of(called, weights, np.shape(cost))
            if reduction == "mean" and weights.any():
                # Of weights no mean needs but the ratios: brought near 1, their sum cannot overflow.
                weights = np.ldexp(weights, -np.frexp(weights.max())[1])
            count = weights.sum()
            cost = np.where(weights == 0, 0, weights * cost)
            if slope is not None:
                weights = np.expand_dims(weights, axes)
                slope = np.where(weights == 0, 0, weights * slope)
        if reduction == "mean" and count == 0:
            raise ValueError(f"{called}: there is no mean of no costs, or of costs whose weights are all 0")
        size = count if reduction == "mean" else 1
        cost = np.asarray(cost if reduction == "none" else np.sum(cost) / size).astype(dtype, copy=False)[()]
        if slope is None:
            return cost
        return cost, np.asarray(slope if size == 1 else slope / size).astype(dtype, copy=False)[()]


def _weights_of(called, weights, shape):
    weights = as_real(weights, "weights", called)
    weights = weights.astype(working_dtype(weights.dtype))
    wrong = ~((weights >= 0) & (weights < INFINITY))
    if wrong.any():
        index = tuple(map(int, np.argwhere(wrong)[0]))
        raise ValueError(f"{called}: {place('weights', index)} is {weights[index]}, "
                         "but a weight must be finite and not negative")
    try:
        return np.broadcast_to(weights, shape)
    except ValueError as error:
        raise ValueError(f"{called}: weights have shape {weights.shape}, which does not broadcast to the "
                         f"shape of the costs, {shape}") from error
