"""Hard rows of scores for the functions along an axis, and what those functions are at 50 digits."""

import mpmath
import numpy as np

from tests.exact import DIGITS, mpf, ulp

ENDS = [0, 0.1, 36, -745, 745.2, -709.8, 1e17, 1e17 + 16, 1e308, -1e308, -1e300, 5e-324, -5e-324, 1e-310,
        -np.inf]


def score_rows():
    """Return rows of scores by name: ordinary, wide, nearly equal, tied, of all sizes, and of ends only."""
    random = np.random.default_rng(20261121)
    rows = {}
    for classes in (2, 3, 10, 40, 150):
        shape = (max(4, 1200 // classes), classes)
        ends = random.choice(ENDS, shape)
        rows |= {
            f"ordinary {classes}": random.normal(0, 3, shape),
            f"wide {classes}": random.uniform(-700, 700, shape),
            f"nearly equal {classes}": 1000 + random.normal(0, 1e-6, shape),
            f"tied {classes}": random.integers(0, 3, shape) / 10,
            f"all sizes {classes}": random.choice([-1, 1], shape) * 10 ** random.uniform(-20, 3, shape),
            f"ends {classes}": ends[np.isfinite(ends.max(axis=1))],
        }
    gap = 10 ** random.uniform(-17, 3, 300)
    rows["two, of every gap"] = np.stack([np.zeros_like(gap), -gap], axis=1)
    return rows


def exact_parts(row, weights=None):
    """Return the terms b e^(a - greatest a) of a row at the present precision, their sum, and the greatest a.

    The sum comes as the greatest term and the sum of the others, so that no precision is needed to hold both.
    """
    scores = [mpf(score) for score in row]
    b = [mpmath.mpf(1)] * len(row) if weights is None else [mpf(weight) for weight in weights]
    top = max(score for score, weight in zip(scores, b) if weight)
    terms = [weight * mpmath.exp(score - top) if weight else weight for score, weight in zip(scores, b)]
    lead = max(range(len(row)), key=lambda k: abs(terms[k]))
    return terms, terms[lead], mpmath.fsum(terms[:lead] + terms[lead + 1:]), top


def exact_softmax(row):
    terms, lead, others, _ = exact_parts(row)
    return [term / (lead + others) for term in terms]


def exact_complement(row):
    """Return 1 - softmax of a row, where the softmax may be 1 to hundreds of digits."""
    terms, lead, others, _ = exact_parts(row)
    at = terms.index(lead)
    return [(others if k == at else lead + others - term) / (lead + others) for k, term in enumerate(terms)]


def exact_log_sum(row, weights=None):
    _, lead, others, top = exact_parts(row, weights)
    return top + (mpmath.log(abs(lead)) + mpmath.log1p(others / lead))


def exact_log_softmax(row):
    _, lead, others, top = exact_parts(row)
    return [mpf(score) - top - mpmath.log1p(others / lead) for score in row]


def worst_of_rows(results, exact, rows):
    """Return the largest error of results in ULP, and the row that has it.

    exact: what a row's results are, one or a list, computed at 50 digits.
    """
    with mpmath.workdps(DIGITS):
        errors = [max(map(ulp, np.atleast_1d(result), _listed(exact(row))))
                  for result, row in zip(results, rows)]
    worst = int(np.argmax(errors))
    return errors[worst], rows[worst]


def _listed(value):
    return value if isinstance(value, list) else [value]
