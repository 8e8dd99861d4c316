"""What the functions are, to a few hundred bits (MPFR, through gmpy2), and how far a float is from that.

Every formula is chosen so that nothing cancels at any float; none of them is the one that the book computes with.
"""

import gmpy2
import numpy as np
from gmpy2 import exp, expm1, log, log1p, mpfr

PRECISION = 320


def context():
    """Return a context to compute in: 320 bits, and exponents that no float reaches the end of."""
    return gmpy2.context(precision=PRECISION, emax=gmpy2.get_emax_max(), emin=gmpy2.get_emin_min())


def as_mpfr(x):
    """Return a NumPy float, whatever its width, without rounding."""
    head = float(x)
    return mpfr(head) + mpfr(float(x - type(x)(head))) if np.isfinite(head) else mpfr(head)


def ulps(result, exact):
    """Return the distance of a NumPy float from an exact number, in units in the last place at that number."""
    with np.errstate(over="ignore", under="ignore"):
        nearest = type(result)(float(exact))
        spacing = np.spacing(abs(nearest))
    if not (np.isfinite(result) and np.isfinite(nearest)):
        return 0.0 if result == nearest else np.inf
    return float(abs(as_mpfr(result) - exact) / mpfr(float(spacing)))


# One number


def logistic(x):
    return 1 / (1 + exp(-x))


def logistic_derivative(x):
    e = exp(-abs(x))
    return e / (1 + e) ** 2


def log_logistic(x):
    return -softplus(-x)


def softplus(x):
    # Where e^x leaves even MPFR's exponents, x is all there is.
    return x + exp(-x) if x > 1000 else log1p(exp(x))


def inverse_softplus(y):
    return y + log1p(-exp(-y)) if y > 1 else log(expm1(y))


def logit(p):
    return log(p) - log1p(-p)


def log1mexp(x):
    return log(-expm1(x)) if x > -1 else log1p(-exp(x))


def xlogy(x, y):
    return x * log(y) if x else mpfr(0)


def rel_entr(x, y):
    return x * (log(x) - log(y)) if x else mpfr(0)


def kl_div(x, y):
    return rel_entr(x, y) - x + y


# One row


def terms(row):
    """Return the e^(x - greatest), the sum of the others, and the greatest."""
    top = max(row)
    lead = row.index(top)
    e = [exp(x - top) for x in row]
    return e, gmpy2.fsum(e[:lead] + e[lead + 1:]) if len(e) > 1 else mpfr(0), top


def softmax(row):
    e, others, _ = terms(row)
    return [each / (1 + others) for each in e]


def log_softmax(row):
    _, others, top = terms(row)
    return [x - top - log1p(others) for x in row]


def logsumexp(row):
    _, others, top = terms(row)
    return top + log1p(others)


def cost_of_class(row, label):
    return -log_softmax(row)[label]


def slope_of_class(row, label):
    e, others, _ = terms(row)
    own = e[label]
    # p - 1 at the label, from the other classes' terms: at a certain class, 1 would cancel.
    rest = gmpy2.fsum([each for k, each in enumerate(e) if k != label])
    return [-rest / (own + rest) if k == label else each / (1 + others) for k, each in enumerate(e)]
