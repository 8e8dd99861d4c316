"""Odds, logit and logistic: the functions of the book "From Odds to Cross-Entropy", stable at every float.

Each function is derived in the chapter that its docstring names, and implements the claim named there.
They follow SciPy's conventions: array-likes in, arrays out, a NumPy scalar for a scalar; float16, float32,
float64 and longdouble are kept, integers and bools become float64. nan gives nan. Where a function has no
value it raises ValueError with the index and the value, unless ``np.errstate(invalid="ignore")`` asks for
nan instead.

A function shares its module's name (``logodds.odds`` is the function): the rest of a module is imported by
``from logodds.odds import Threshold``.
"""

from logodds.cross_entropy import (
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
    rel_entr,
    xlogy,
)
from logodds.fitting import (
    LogisticRegression,
    Reliability,
    Separation,
    SeparationError,
    SoftmaxRegression,
    reliability,
    separation,
)
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
from logodds.posterior import (
    AffineLogit,
    LikelihoodRatios,
    PredictiveValues,
    QuadraticLogit,
    bernoulli_logit,
    cauchy_logit,
    fisher_discriminant,
    gaussian_logit,
    gaussian_quadratic_logit,
    likelihood_ratios,
    log_evidence,
    log_joint,
    posterior,
    posterior_log_odds,
    predictive_values,
    update_log_odds,
    update_odds,
)
from logodds.softmax import (
    center_scores,
    log_softmax,
    log_softmax_jacobian_product,
    logsumexp,
    scores_against,
    softmax,
    softmax_jacobian,
    softmax_jacobian_product,
)

__all__ = [
    "AffineLogit", "EVIDENCE_UNITS", "LikelihoodRatios", "LogisticRegression", "PredictiveValues",
    "QuadraticLogit", "Reliability", "Separation", "SeparationError", "SoftmaxRegression", "Threshold",
    "Verhulst", "add_evidence", "bernoulli_logit", "binary_cross_entropy",
    "binary_cross_entropy_hessian_product", "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_hessian_product", "cauchy_logit", "center_scores", "cloglog",
    "convert_evidence", "cross_entropy", "cross_entropy_hessian_product", "cross_entropy_with_logits",
    "cross_entropy_with_logits_hessian_product", "decimal_odds", "entropy", "fair_probabilities",
    "fisher_discriminant", "fractional_odds", "gaussian_logit", "gaussian_quadratic_logit",
    "inverse_cloglog", "inverse_probit", "inverse_softplus", "kl_div", "kl_divergence",
    "likelihood_ratios", "log1mexp", "log_evidence", "log_joint", "log_logistic", "log_softmax",
    "log_softmax_jacobian_product", "logistic", "logistic_derivative", "logistic_second_derivative",
    "logit", "logit_derivative", "logit_second_derivative", "logsumexp", "moneyline_odds", "odds",
    "odds_derivative", "odds_ratio", "odds_ratio_from_counts", "overround", "posterior",
    "posterior_log_odds", "predictive_values", "probability", "probability_from_decimal",
    "probability_from_fractional", "probability_from_moneyline", "probit", "rel_entr", "relative_risk",
    "relative_risk_from_counts", "relative_risk_from_odds_ratio", "reliability", "scores_against",
    "separation", "softmax", "softmax_jacobian", "softmax_jacobian_product", "softplus", "threshold",
    "update_log_odds", "update_odds", "verhulst", "verhulst_through", "weight_of_evidence", "xlogy",
]
