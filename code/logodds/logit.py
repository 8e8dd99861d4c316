"""Logit: the logarithm of the odds, where evidence adds. Chapter ``logit``."""

import functools
import math
from statistics import NormalDist

import numpy as np

from logodds._arrays import elementwise, log1p

INFINITY = float("inf")

# sqrt(1/2) and 1 - 1/e, each as the sum of two pieces: one piece alone would lose what its rounding cuts off.
ROOT_HALF_SHORT, ROOT_HALF_REST = 0.7071067690849304, 1.210161710447897e-08
ROOT_OF_CLOGLOG, ROOT_OF_CLOGLOG_REST = 0.6321205588285577, 1.2428753672788363e-17

# One unit of each, in nats.
EVIDENCE_UNITS = {"nats": 1.0, "bits": math.log(2), "bans": math.log(10), "decibans": math.log(10) / 10}


@elementwise(p=(0, 1))
def logit(p):
    """Log odds log(p / (1 - p)), the inverse of `logodds.logistic`.

    p: probabilities in [0, 1], any shape. Returns real numbers of the same shape; -inf at 0 and inf at 1.
    ValueError where p is outside [0, 1]. Error at most 2 ULP at every float64.
    Derived in chapter ``logit``.
    Claim: ``logit.definition``.
    """
    # Distance from 1/2 over distance from the nearer end: nothing cancels, at either end or in the middle.
    side = 2 * p
    side -= 1
    near = np.minimum(p, 1 - p)
    size = np.abs(side)
    size /= near
    log1p(size, out=size)
    result = np.copysign(size, side, out=size)
    if not p.min() >= np.finfo(p.dtype).tiny:
        # The quotient overflows for subnormal p, where log(1 - p) is nothing beside log(p).
        subnormal = p < np.finfo(p.dtype).tiny
        result[subnormal] = np.log(p[subnormal])
    return result


@elementwise(p=(0, 1))
def logit_derivative(p):
    """Derivative 1 / (p (1 - p)) of the logit, at least 4.

    p: probabilities in [0, 1], any shape. Returns slopes in [4, inf]; inf at both ends.
    ValueError where p is outside [0, 1].
    Derived in chapter ``logit``.
    Claim: ``logit.derivative``.
    """
    return 1 / p / (1 - p)


@elementwise(p=(0, 1))
def logit_second_derivative(p):
    """Second derivative (2p - 1) / (p^2 (1 - p)^2) of the logit: negative below 1/2, positive above.

    p: probabilities in [0, 1], any shape. Returns real numbers; -inf at 0 and inf at 1.
    ValueError where p is outside [0, 1].
    Derived in chapter ``logit``.
    Claim: ``logit.second_derivative``.
    """
    # Divided one factor at a time, because p^2 of a small p would underflow.
    return (2 * p - 1) / p / p / (1 - p) / (1 - p)


# Evidence


def weight_of_evidence(likelihood_if_true, likelihood_if_false, unit="nats"):
    """Weight of evidence log(P(E | H) / P(E | not H)): what seeing E adds to the log odds of H.

    Likelihoods: probabilities or densities in [0, inf], shapes that broadcast; unit: one of `EVIDENCE_UNITS`.
    Returns real numbers; -inf or inf where E is impossible on one side.
    ValueError where a likelihood is negative, where both are 0 or both infinite, and for an unknown unit.
    Derived in chapter ``logit``.
    Claim: ``logit.evidence``.
    """
    nats = _nats("weight_of_evidence", "unit", unit)
    return _scale(_log_ratio(likelihood_if_true, likelihood_if_false), 1 / nats)


@elementwise(called="weight_of_evidence", undefined="and their ratio has no value",
             likelihood_if_true=(0, INFINITY), likelihood_if_false=(0, INFINITY))
def _log_ratio(likelihood_if_true, likelihood_if_false):
    # Three roads, because log(a / b) loses digits near a = b, and a / b over- and underflows far from it.
    ratio = likelihood_if_true / likelihood_if_false
    near = (0.5 < ratio) & (ratio < 2)
    representable = (np.finfo(ratio.dtype).tiny <= ratio) & (ratio <= np.finfo(ratio.dtype).max)
    far = np.log(likelihood_if_true) - np.log(likelihood_if_false)
    excess = (likelihood_if_true - likelihood_if_false) / likelihood_if_false
    return np.where(near, np.log1p(excess), np.where(representable, np.log(ratio), far))


def add_evidence(prior_log_odds, *weights):
    """Log odds after independent pieces of evidence: the prior log odds plus every weight.

    prior_log_odds, weights: real numbers in one unit, shapes that broadcast. Returns their sum.
    ValueError where inf and -inf meet.
    Derived in chapter ``logit``.
    Claim: ``logit.evidence_adds``.
    """
    return functools.reduce(_add, weights, _add(prior_log_odds, 0))


@elementwise(called="add_evidence", undefined="and certainty for and certainty against cannot be added")
def _add(log_odds, weight):
    return log_odds + weight


def convert_evidence(evidence, source, target):
    """The same evidence in another unit: nats, bits, bans or decibans.

    evidence: real numbers, any shape; source, target: names in `EVIDENCE_UNITS`. Returns the same shape.
    ValueError for an unknown unit. A ban is a factor of ten in the odds, a deciban a tenth of a ban.
    Derived in chapter ``logit``.
    Claim: ``logit.deciban``.
    """
    called = "convert_evidence"
    return _scale(evidence, _nats(called, "source", source) / _nats(called, "target", target))


def _nats(called, name, unit):
    if not isinstance(unit, str) or unit not in EVIDENCE_UNITS:
        raise ValueError(f"{called}: {name} is {unit!r}, which is no unit of evidence; there are "
                         f"{', '.join(EVIDENCE_UNITS)}")
    return EVIDENCE_UNITS[unit]


@elementwise(called="convert_evidence")
def _scale(evidence, factor):
    return evidence * factor


# Two other links, to compare


@elementwise(p=(0, 1))
def probit(p):
    """Probit: the inverse of the standard normal distribution function.

    p: probabilities in [0, 1], any shape. Returns real numbers; -inf at 0 and inf at 1.
    ValueError where p is outside [0, 1]. Computed in float64, also for longdouble (by the
    standard library: Wichura 1988, algorithm AS 241), to 8 ULP or, near 1/2, to 1e-16.
    Compared in chapter ``logit``.
    Claim: ``logit.normal_cdf``.
    """
    ends = {0.0: -INFINITY, 1.0: INFINITY}
    quantile = NormalDist().inv_cdf
    return np.array([ends[x] if x in ends else quantile(x) for x in p.tolist()], dtype=p.dtype)


@elementwise
def inverse_probit(x):
    """Standard normal distribution function, the inverse of `probit`.

    x: real numbers, any shape, infinities included. Returns probabilities in [0, 1].
    Computed in float64, also for longdouble.
    Compared in chapter ``logit``.
    Claim: ``logit.normal_cdf``.
    """
    # In the left tail erfc magnifies the rounding of x / sqrt(2) a thousandfold: keep that rounding error (a
    # product of two short factors is exact) and take it back along the tangent. Beyond 40 all is 0 or 1.
    x = np.clip(x, -40, 40)
    short = x.astype(np.float32).astype(x.dtype)
    exact = -short * ROOT_HALF_SHORT
    rest = -short * ROOT_HALF_REST - (x - short) * (ROOT_HALF_SHORT + ROOT_HALF_REST)
    u = exact + rest
    error = (exact - u) + rest
    erfc = np.array([math.erfc(value) for value in u.tolist()], dtype=x.dtype)
    # Of a longdouble, e^(-u^2) reaches further down than erfc, which is a float64.
    return np.maximum(erfc - 2 / math.sqrt(math.pi) * error * np.exp(-u * u), 0) / 2


@elementwise(p=(0, 1))
def cloglog(p):
    """Complementary log-log log(-log(1 - p)).

    p: probabilities in [0, 1], any shape. Returns real numbers; -inf at 0 and inf at 1.
    ValueError where p is outside [0, 1].
    Compared in chapter ``logit``.
    Claim: ``logit.complementary_log_log``.
    """
    # The result crosses 0 at 1 - 1/e, where the outer log would cancel: near it, start from the distance.
    distance = (ROOT_OF_CLOGLOG - p) + ROOT_OF_CLOGLOG_REST
    near = np.log1p(-np.log1p(math.e * distance))
    return np.where(np.abs(distance) < 0.2, near, np.log(-np.log1p(-p)))


@elementwise
def inverse_cloglog(x):
    """Gumbel-type map 1 - exp(-e^x) from the real line to (0, 1), the inverse of `cloglog`.

    x: real numbers, any shape, infinities included. Returns probabilities in [0, 1].
    Compared in chapter ``logit``.
    Claim: ``logit.at_least_one``.
    """
    return -np.expm1(-np.exp(x))
