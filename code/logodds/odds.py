"""Odds: how many times likelier something is than not. Chapter ``odds``."""

from typing import NamedTuple

import numpy as np

from logodds._arrays import as_real, elementwise, place
from logodds._rows import by_rows, check_inside, total

INFINITY = float("inf")


@elementwise(p=(0, 1))
def odds(p):
    """Odds p / (1 - p) of a probability.

    p: probabilities in [0, 1], any shape. Returns odds in [0, inf] of the same shape; odds(1) is inf.
    ValueError where p is outside [0, 1].
    Derived in chapter ``odds``.
    Claim: ``odds.definition``.
    """
    return p / (1 - p)


@elementwise(odds=(0, INFINITY))
def probability(odds):
    """Probability o / (1 + o) of odds o, the inverse of `odds`.

    odds: odds in [0, inf], any shape. Returns probabilities in [0, 1]; probability(inf) is 1.
    ValueError where the odds are negative.
    Derived in chapter ``odds``.
    Claim: ``odds.inverse``.
    """
    return np.where(np.isinf(odds), 1, odds / (1 + odds))


@elementwise(p=(0, 1))
def odds_derivative(p):
    """Derivative 1 / (1 - p)^2 of the odds by the probability.

    p: probabilities in [0, 1], any shape. Returns slopes in [1, inf]; the slope at 1 is inf.
    ValueError where p is outside [0, 1].
    Derived in chapter ``odds``.
    Claim: ``odds.derivative``.
    """
    return 1 / (1 - p) ** 2


class Threshold(NamedTuple):
    """The point above which "yes" costs less than "no", as odds and as the same probability."""

    odds: np.ndarray
    probability: np.ndarray


def threshold(cost_false_positive, cost_false_negative):
    """Odds c_FP / c_FN and probability c_FP / (c_FP + c_FN) from which "yes" is the cheaper answer.

    Costs: in [0, inf], same unit, shapes that broadcast. Returns a `Threshold` of odds and probability.
    ValueError where a cost is negative, or both are 0, or both infinite: then there is no threshold.
    Derived in chapter ``odds``.
    Claim: ``odds.threshold``.
    """
    cut = _cost_ratio(cost_false_positive, cost_false_negative)
    return Threshold(odds=cut, probability=probability(cut))


@elementwise(called="threshold", cost_false_positive=(0, INFINITY), cost_false_negative=(0, INFINITY),
             undefined="and so no threshold separates the two answers")
def _cost_ratio(cost_false_positive, cost_false_negative):
    return cost_false_positive / cost_false_negative


# Two probabilities compared


@elementwise(p1=(0, 1), p0=(0, 1), undefined="and both odds are 0 or both infinite: their ratio has no value")
def odds_ratio(p1, p0):
    """Odds ratio of probability p1 against the reference p0.

    p1, p0: probabilities in [0, 1], shapes that broadcast. Returns ratios in [0, inf].
    ValueError where one is outside [0, 1], or both are 0, or both are 1.
    Derived in chapter ``odds``.
    Claim: ``odds.ratio``.
    """
    return p1 / (1 - p1) / (p0 / (1 - p0))


@elementwise(p1=(0, 1), p0=(0, 1), undefined="and 0 / 0 has no value")
def relative_risk(p1, p0):
    """Relative risk p1 / p0.

    p1, p0: probabilities in [0, 1], shapes that broadcast. Returns ratios in [0, inf].
    ValueError where one is outside [0, 1], or both are 0.
    Derived in chapter ``odds``.
    Claim: ``odds.relative_risk``.
    """
    return p1 / p0


@elementwise(odds_ratio=(0, INFINITY), p0=(0, 1), undefined="and then no one relative risk follows")
def relative_risk_from_odds_ratio(odds_ratio, p0):
    """Relative risk OR / (1 - p0 + p0 OR) that an odds ratio means at the reference probability p0.

    odds_ratio: in [0, inf]; p0: in [0, 1]; shapes that broadcast. Returns ratios in [0, inf].
    ValueError where one is outside its interval, or where p0 is 1 and the odds ratio 0 (then every
    relative risk below 1 is possible).
    Derived in chapter ``odds``.
    Claim: ``odds.relative_risk_from_ratio``.
    """
    ratio = odds_ratio / (1 - p0 + p0 * odds_ratio)
    return np.where(np.isinf(odds_ratio), 1 / p0, ratio)


def odds_ratio_from_counts(table):
    """Odds ratio (a / b) / (c / d) of 2 x 2 tables of counts [[a, b], [c, d]].

    table: counts of shape (..., 2, 2). A row is a group, the reference group last; a column is an outcome,
    "yes" first. Weighted (fractional) counts are allowed. Returns ratios of shape (...).
    ValueError for another shape, for a negative or infinite count, or where the ratio is 0 / 0.
    Derived in chapter ``odds``.
    Claim: ``odds.ratio_of_counts``.
    """
    return _odds_ratio_of(*_cells(table, "odds_ratio_from_counts"))


def relative_risk_from_counts(table):
    """Relative risk (a / (a + b)) / (c / (c + d)) of 2 x 2 tables of counts [[a, b], [c, d]].

    table, result and errors: as in `odds_ratio_from_counts`.
    Derived in chapter ``odds``.
    Claim: ``odds.relative_risk``.
    """
    return _relative_risk_of(*_cells(table, "relative_risk_from_counts"))


@elementwise(called="odds_ratio_from_counts", undefined="and the odds ratio of this table is 0 / 0")
def _odds_ratio_of(yes, no, yes_reference, no_reference):
    return yes / no / (yes_reference / no_reference)


@elementwise(called="relative_risk_from_counts", undefined="and the relative risk of this table is 0 / 0")
def _relative_risk_of(yes, no, yes_reference, no_reference):
    return yes / (yes + no) / (yes_reference / (yes_reference + no_reference))


def _cells(table, function):
    """Return the four cells of (..., 2, 2) counts, checked."""
    counts = as_real(table, "table", function)
    if counts.shape[-2:] != (2, 2):
        raise ValueError(f"{function}: table must have shape (..., 2, 2), but its shape is {counts.shape}")
    wrong = (counts < 0) | np.isinf(counts)
    if wrong.any():
        index = np.argwhere(wrong)[0]
        raise ValueError(f"{function}: {place('table', index)} is {counts[tuple(index)]}, "
                         "but a count must be finite and not negative")
    # 1 / -0.0 would be -inf.
    counts = np.abs(counts)
    return counts[..., 0, 0], counts[..., 0, 1], counts[..., 1, 0], counts[..., 1, 1]


# Betting


@elementwise(p=(0, 1))
def decimal_odds(p):
    """Decimal odds 1 / p: what a fair bet of one unit pays back in all, the stake included.

    p: probabilities in [0, 1], any shape. Returns payouts in [1, inf]. ValueError where p is outside [0, 1].
    Derived in chapter ``odds``.
    Claim: ``odds.decimal``.
    """
    return 1 / p


@elementwise(decimal=(1, INFINITY))
def probability_from_decimal(decimal):
    """Probability 1 / d at which decimal odds d are fair, the inverse of `decimal_odds`.

    decimal: payouts in [1, inf], any shape. ValueError where they are less than the stake.
    Derived in chapter ``odds``.
    Claim: ``odds.decimal``.
    """
    return 1 / decimal


@elementwise(p=(0, 1))
def fractional_odds(p):
    """Fractional odds (1 - p) / p: what a fair bet of one unit wins, the stake not counted.

    They are the odds against. p: probabilities in [0, 1], any shape. Returns gains in [0, inf]: 2.5 is
    written 5/2. ValueError where p is outside [0, 1].
    Derived in chapter ``odds``.
    Claim: ``odds.fractional``.
    """
    return (1 - p) / p


@elementwise(fractional=(0, INFINITY))
def probability_from_fractional(fractional):
    """Probability 1 / (1 + f) at which fractional odds f are fair, the inverse of `fractional_odds`.

    fractional: gains in [0, inf], any shape, as numbers (``5 / 2``). ValueError where they are negative.
    Derived in chapter ``odds``.
    Claim: ``odds.fractional``.
    """
    return 1 / (1 + fractional)


@elementwise(p=(0, 1))
def moneyline_odds(p):
    """Moneyline (American) odds: what 100 staked gain, or, for a favourite, minus the stake that gains 100.

    p: probabilities in [0, 1], any shape. Returns 100 (1 - p) / p, at least +100, up to p = 1/2, and
    -100 p / (1 - p) above it. ValueError where p is outside [0, 1].
    Derived in chapter ``odds``.
    Claim: ``odds.moneyline``.
    """
    return np.where(p > 0.5, -100 * p / (1 - p), 100 * (1 - p) / p)


@elementwise(undefined="but moneyline odds are at least +100 or at most -100")
def probability_from_moneyline(moneyline):
    """Probability at which moneyline odds are fair, the inverse of `moneyline_odds`.

    moneyline: at least +100 or at most -100, any shape. ValueError between them.
    Derived in chapter ``odds``.
    Claim: ``odds.moneyline``.
    """
    size = np.where(np.abs(moneyline) >= 100, np.abs(moneyline), np.nan)
    return np.where(moneyline > 0, 100 / (100 + size), 1 / (1 + 100 / size))


def overround(decimal, axis=-1, keepdims=False):
    """How far the probabilities implied by a book of decimal odds exceed 1 in sum: the bookmaker's margin.

    decimal: payouts in [1, inf]; axis (None, an int or a tuple) runs over the outcomes of one event.
    Returns the sum of 1 / d less 1, without the axis unless keepdims. ValueError where a payout is less than
    the stake, or the axis is empty.
    Derived in chapter ``odds``.
    Claim: ``odds.overround``.
    """
    check_inside("overround", "decimal", decimal, 1, INFINITY)
    return by_rows(lambda payouts, axis: total(1 / payouts, axis) - 1, "overround", {"decimal": decimal},
                   axis, reduces=True, keepdims=keepdims)


def fair_probabilities(decimal, axis=-1):
    """Probabilities implied by a book of decimal odds, scaled to sum to 1.

    decimal, axis and errors: as in `overround`; ValueError also where every payout is infinite.
    Derived in chapter ``odds``.
    Claim: ``odds.overround``.
    """
    check_inside("fair_probabilities", "decimal", decimal, 1, INFINITY)
    return by_rows(_shares, "fair_probabilities", {"decimal": decimal}, axis, reduces=False,
                   undefined="and payouts that are all infinite imply nothing")


def _shares(payouts, axis):
    implied = 1 / payouts
    return implied / total(implied, axis)
