"""Logistic: the way back from log odds to probability, and its kin. Chapter ``logistic``."""

import math
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from logodds._arrays import as_real, elementwise, log1p

INFINITY = float("inf")
# log 2 is the sum of these two to 33 digits.
LOG_2_HIGH, LOG_2_LOW = 0.6931471805599453, 2.3190468138462996e-17


@elementwise
def logistic(x):
    """Logistic function 1 / (1 + e^-x), the inverse of `logodds.logit`.

    x: real numbers, any shape, infinities included. Returns probabilities of the same shape, in [0, 1].
    Also the distribution function of the standard logistic distribution.
    Error at most 2 ULP at every float64.
    Derived in chapter ``logistic``.
    Claim: ``logistic.inverse``.
    """
    # e^-|x| cannot overflow, and the smaller of p and 1 - p comes first, so that neither is lost to rounding.
    smaller = _smaller(x)
    p = (x >= 0).astype(x.dtype)
    p -= smaller
    return np.abs(p, out=p)


def _smaller(x):
    """Return the smaller of the logistic of x and of -x, in as little memory as it takes."""
    e = np.abs(x)
    np.negative(e, out=e)
    np.exp(e, out=e)
    e /= 1 + e
    return e


@elementwise
def logistic_derivative(x):
    """Derivative of the logistic function, p (1 - p) at p = logistic(x), at most 1/4.

    x: real numbers, any shape, infinities included. Returns slopes in [0, 1/4].
    Also the density of the standard logistic distribution. Error at most 3 ULP at every float64.
    Derived in chapter ``logistic``.
    Claim: ``logistic.derivative``.
    """
    smaller = _smaller(x)
    return smaller * (1 - smaller)


@elementwise
def logistic_second_derivative(x):
    """Second derivative of the logistic function, p (1 - p) (1 - 2p) at p = logistic(x).

    x: real numbers, any shape, infinities included. Returns positive numbers left of 0, negative right of it.
    Derived in chapter ``logistic``.
    Claim: ``logistic.second_derivative``.
    """
    # 1 - 2p is -tanh(x/2), which does not cancel near 0.
    smaller = _smaller(x)
    return smaller * (1 - smaller) * -np.tanh(x / 2)


@elementwise
def log_logistic(x):
    """Log of the logistic function, -log(1 + e^-x).

    x: real numbers, any shape, infinities included. Returns numbers in [-inf, 0]; never -0.0.
    Error at most 2 ULP at every float64.
    Derived in chapter ``logistic``.
    Claim: ``logistic.log``.
    """
    return np.minimum(x, 0) - log1p(np.exp(-np.abs(x)))


@elementwise
def softplus(x):
    """Softplus log(1 + e^x), the integral of the logistic function.

    x: real numbers, any shape, infinities included. Returns numbers in [0, inf].
    Error at most 2 ULP at every float64.
    Derived in chapter ``logistic``.
    Claim: ``logistic.softplus``.
    """
    return np.maximum(x, 0) + log1p(np.exp(-np.abs(x)))


@elementwise(y=(0, INFINITY))
def inverse_softplus(y):
    """Inverse of the softplus, log(e^y - 1).

    y: numbers in [0, inf], any shape. Returns real numbers; -inf at 0. ValueError where y is negative.
    Derived in chapter ``logistic``.
    Claim: ``logistic.inverse_softplus``.
    """
    # Three roads: e^y overflows for large y, and near y = log 2, where the result crosses 0, log cancels.
    # There e^y - 1 is 1 + 2 (e^d - 1), with d the distance to log 2.
    low = np.log(np.expm1(y))
    d = (y - LOG_2_HIGH) - LOG_2_LOW
    middle = np.log1p(2 * np.expm1(d))
    high = y + np.log1p(-np.exp(-y))
    return np.where(y < 0.4, low, np.where(y < 1, middle, high))


@elementwise(x=(-INFINITY, 0))
def log1mexp(x):
    """log(1 - e^x) for x not above 0: the log of the complement of a probability given by its log.

    x: numbers in [-inf, 0], any shape. Returns numbers in [-inf, 0]: -inf at 0, and -0.0 where e^x is too
    small to count. ValueError where x is positive. Error at most 2 ULP at every float64.
    Source of the cut at -log 2: Mächler 2012.
    Derived in chapter ``logistic``.
    Claim: ``logistic.log_complement``.
    """
    return np.where(x > -LOG_2_HIGH, np.log(-np.expm1(x)), np.log1p(-np.exp(x)))


# Growth


class Verhulst(NamedTuple):
    """A logistic growth curve: its ceiling, its rate per unit of time, and the time at half the ceiling."""

    capacity: float
    rate: float
    midpoint: float


def verhulst(t, capacity, rate, midpoint):
    """Verhulst's growth curve capacity * logistic(rate * (t - midpoint)).

    t: times, any shape; the others broadcast with it (``verhulst(t, *curve)`` for a `Verhulst`).
    Returns sizes in the unit of the capacity. ValueError where a product is 0 times infinity.
    Derived in chapter ``logistic``.
    Claim: ``logistic.verhulst``.
    """
    return _grown(logistic(_clock(t, rate, midpoint)), capacity)


@elementwise(called="verhulst", undefined="and rate * (t - midpoint) has no value")
def _clock(t, rate, midpoint):
    return rate * (t - midpoint)


@elementwise(called="verhulst", undefined="and their product has no value")
def _grown(share, capacity):
    return share * capacity


def verhulst_through(times, sizes):
    """The one logistic curve through three points at equal distances in time.

    times: three increasing, equally spaced times; sizes: the three positive sizes. Returns a `Verhulst` of
    floats; the rate of a curve that falls to 0 is negative.
    ValueError where the times are not so, or where no logistic curve passes through the sizes.
    Source: Pearl and Reed 1920, who fitted the census of the United States so.
    Derived in chapter ``logistic``.
    Claim: ``logistic.three_points``.
    """
    t, y = (as_real(value, name, "verhulst_through").astype(np.float64)
            for value, name in ((times, "times"), (sizes, "sizes")))
    if t.shape != (3,) or y.shape != (3,):
        raise ValueError(f"verhulst_through: needs three times and three sizes, but the shapes are {t.shape} "
                         f"and {y.shape}")
    if not (np.isfinite(t).all() and t[0] < t[1] < t[2] and np.isclose(t[1] - t[0], t[2] - t[1], 1e-9, 0)):
        raise ValueError("verhulst_through: times must be finite, increasing and equally spaced, "
                         f"but they are {t}")
    if not (np.isfinite(y).all() and (y > 0).all()):
        raise ValueError(f"verhulst_through: sizes must be finite and positive, but they are {y}")

    # In exact fractions: near the exponential curve, which has no ceiling, all floats would cancel.
    first, second, third = map(Fraction, y.tolist())
    if not ((first < second < third or first > second > third) and second ** 2 > first * third):
        raise ValueError(f"verhulst_through: no logistic curve passes through the sizes {y}: "
                         "they must all rise or all fall, and by a factor that shrinks")
    # 1/y leaves its limit, 1/capacity, by the same factor in every interval.
    step, next_step = 1 / first - 1 / second, 1 / second - 1 / third
    distance = step ** 2 / (step - next_step)
    limit = 1 / first - distance
    rate = math.log(step / next_step) / (t[1] - t[0])
    return Verhulst(capacity=float(1 / limit), rate=float(rate),
                    midpoint=float(t[0] + math.log(distance / limit) / rate))
