"""How wrong three ways to compute the cost of a score are, score by score: what chapter ``logits_in_practice`` draws.

``make bench`` writes them to code/logodds/data/ulp_cost.csv.
"""

from pathlib import Path

import logodds
import numpy as np

from benchmarks import exact

TABLE = Path(logodds.__file__).parent / "data" / "ulp_cost.csv"

# Where digits get lost, step by step, and where the exponential leaves the floats.
SCORES = np.concatenate([np.linspace(-50, 50, 401), np.linspace(600, 800, 81)])

WAYS = {
    "through_probability": lambda z: -np.log(1 - 1 / (1 + np.exp(-z))),
    "as_written": lambda z: np.log(1 + np.exp(z)),
    "stable": logodds.softplus,
}

HEAD = """\
# How far three ways to compute log(1 + e^z), what a score z costs if the label is 0, are from it.
# Source: written by make bench with {versions}; the exact values are MPFR's, to {bits} bits.
# Columns: z (the score); through_probability (-log(1 - p) with p = 1/(1 + e^-z)), as_written (log(1 + e^z))
# and stable (logodds.softplus): errors in units in the last place of float64, inf where a result is infinite.
"""


def errors(scores):
    """Return the errors by way, each an array of the shape of the scores."""
    with exact.context(), np.errstate(over="ignore", divide="ignore"):
        right = [exact.softplus(exact.as_mpfr(z)) for z in scores]
        return {name: np.array([exact.ulps(result, value) for result, value in zip(way(scores), right)])
                for name, way in WAYS.items()}


def table(versions):
    """Return the text of the table."""
    found = errors(SCORES)
    said = ", ".join(f"{name} {version}" for name, version in versions.items() if name in ("numpy", "gmpy2"))
    rows = [",".join(["z", *found]), *(",".join(f"{value:.4g}" for value in row)
                                       for row in zip(SCORES, *found.values()))]
    return HEAD.format(versions=said, bits=exact.PRECISION) + "\n".join(rows) + "\n"
