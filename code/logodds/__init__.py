"""Odds, logit and logistic: the functions of the book "From Odds to Cross-Entropy", stable at every float.

Each function is derived in the chapter that its docstring names, and implements the claim named there.
They follow SciPy's conventions: array-likes in, arrays out, a NumPy scalar for a scalar; float16, float32,
float64 and longdouble are kept, integers and bools become float64. nan gives nan. Where a function has no
value it raises ValueError with the index and the value, unless ``np.errstate(invalid="ignore")`` asks for
nan instead.

A function shares its module's name (``logodds.odds`` is the function): the rest of a module is imported by
``from logodds.odds import Threshold``.
"""

from logodds.logistic import (
    Verhulst,
    inverse_softplus,
    log1mexp,
    log_logistic,
    logistic,
    logistic_derivative,
    logistic_second_derivative,
    softplus,
    verhulst,
    verhulst_through,
)
from logodds.logit import (
    EVIDENCE_UNITS,
    add_evidence,
    cloglog,
    convert_evidence,
    inverse_cloglog,
    inverse_probit,
    logit,
    logit_derivative,
    logit_second_derivative,
    probit,
    weight_of_evidence,
)
from logodds.odds import (
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

__all__ = [
    "EVIDENCE_UNITS", "Threshold", "Verhulst", "add_evidence", "cloglog", "convert_evidence",
    "decimal_odds", "fair_probabilities", "fractional_odds", "inverse_cloglog", "inverse_probit",
    "inverse_softplus", "log1mexp", "log_logistic", "logistic", "logistic_derivative",
    "logistic_second_derivative", "logit", "logit_derivative", "logit_second_derivative",
    "moneyline_odds", "odds", "odds_derivative", "odds_ratio", "odds_ratio_from_counts", "overround",
    "probability", "probability_from_decimal", "probability_from_fractional",
    "probability_from_moneyline", "probit", "relative_risk", "relative_risk_from_counts",
    "relative_risk_from_odds_ratio", "softplus", "threshold", "verhulst", "verhulst_through",
    "weight_of_evidence",
]
