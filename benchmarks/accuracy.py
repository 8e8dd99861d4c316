"""How far each function is from the exact value, ours and the peers', on the same points."""

from dataclasses import dataclass, field

import numpy as np
import scipy.special as theirs
from gmpy2 import mpfr

import logodds
from benchmarks import exact, grids
from benchmarks.peers import torch, torch_function

# Of a log-sum-exp, whose error can't be less than half a spacing of its terms or of itself; u is 2^-53.
SUM_UNIT = "u max(1, |greatest|, |result|)"

# An error must not exceed this part of the best peer's on the same points.
BESIDE_THE_BEST = 1.1
# Rounding alone costs half a unit, or one in units of u; a peer that comes nearer had luck.
ROUNDING = {"ULP": 0.5, SUM_UNIT: 1}
# A float32 that was computed in float64 and rounded.
ROUNDED_ONCE = 0.51


@dataclass
class Case:
    """A function on a grid of points, and what is asked of it.

    points: the arguments, arrays of one length (for rows: one array (rows, classes)). exact: what it is, of one
    point as MPFR numbers. bar: the greatest error allowed. unit: "ULP" or SUM_UNIT.
    """

    name: str
    grid: str
    points: tuple
    exact: object
    ours: object
    peers: dict = field(default_factory=dict)
    bar: float = np.inf
    unit: str = "ULP"


def elementwise():
    line, positive, unit = grids.line(), grids.positive(), grids.unit()
    small = -positive

    def case(name, grid, points, peers, bar=np.inf):
        points = points if isinstance(points, tuple) else (points,)
        return Case(name, grid, points, getattr(exact, name), getattr(logodds, name), peers, bar)

    def scipys_derivative(x):
        p = theirs.expit(x)
        return p * (1 - p)

    return [
        case("logistic", "line", line, {"SciPy": theirs.expit, "torch": torch_function("sigmoid")}, 2),
        case("logistic_derivative", "line", line, {"SciPy": scipys_derivative}, 3),
        case("log_logistic", "line", line, {"SciPy": theirs.log_expit, "torch": torch_function("logsigmoid")}, 2),
        case("softplus", "line", line, {"SciPy": theirs.softplus, "torch": torch_function("softplus")}, 2),
        case("inverse_softplus", "positive", positive, {"NumPy": lambda y: np.log(np.expm1(y))}),
        case("logit", "unit", unit, {"SciPy": theirs.logit, "torch": torch_function("logit")}, 2),
        case("log1mexp", "negative", small, {"SciPy": theirs._ufuncs._log1mexp}, 2),
        case("xlogy", "pairs", grids.pairs(), {"SciPy": theirs.xlogy, "torch": torch_function("xlogy")}),
        case("rel_entr", "pairs", grids.pairs(), {"SciPy": theirs.rel_entr}),
        case("rel_entr", "near pairs", grids.pairs_near(), {"SciPy": theirs.rel_entr}),
        case("kl_div", "pairs", grids.pairs(), {"SciPy": theirs.kl_div}),
        case("kl_div", "near pairs", grids.pairs_near(), {"SciPy": theirs.kl_div}),
    ]


def in_float32(case):
    """The same case at float32 points: rounded, those that became 0 or infinite left out."""
    with np.errstate(over="ignore", under="ignore"):
        points = tuple(each.astype(np.float32) for each in case.points)
    kept = np.all([np.isfinite(each) & (each != 0) for each in points], axis=0)
    if case.grid == "unit":
        kept &= points[0] < 1
    return Case(case.name, case.grid + ", float32", tuple(each[kept] for each in points), case.exact, case.ours,
                case.peers, ROUNDED_ONCE)


def along_rows():
    def on(function):
        return lambda x: function(x, axis=1)

    softmax = {"SciPy": on(theirs.softmax), "torch": torch_function("softmax", dim=1)}
    log_softmax = {"SciPy": on(theirs.log_softmax), "torch": torch_function("log_softmax", dim=1)}
    logsumexp = {"SciPy": on(theirs.logsumexp), "torch": torch_function("logsumexp", dim=1)}
    cases = []
    for kind, classes in [("ordinary", 2), ("ordinary", 10), ("ordinary", 100), ("ordinary", 1000), ("wide", 10), ("wide", 100), ("tied", 10),
                          ("tied", 100), ("above the greatest", 10), ("above the greatest", 100),
                          ("one certain", 2), ("one certain", 10), ("one certain", 100)]:
        points, grid = (grids.rows(kind, classes),), f"{kind}, K = {classes}"
        cases += [
            Case("softmax", grid, points, exact.softmax, on(logodds.softmax), softmax, 4.2),
            Case("log_softmax", grid, points, exact.log_softmax, on(logodds.log_softmax), log_softmax, 3),
            Case("logsumexp", grid, points, exact.logsumexp, on(logodds.logsumexp), logsumexp, 2,
                 SUM_UNIT),
        ]
    return cases


def losses():
    line = grids.line()
    labels = np.random.default_rng(grids.SEED).integers(0, 2, line.size).astype(float)
    scores = grids.rows("one certain", 10, 30_000)
    classes = np.zeros(len(scores), dtype=np.int64)

    def hard_cost(z, t):
        return exact.softplus(-z if t else z)

    def hard_slope(z, t):
        return -exact.logistic(-z) if t else exact.logistic(z)

    def scipys_slope(z, t):
        return theirs.expit(z) - t

    def scipys_cost(z, t):
        return theirs.softplus(z) - t * z

    def scipys_slopes(z):
        p = theirs.softmax(z, axis=1)
        p[np.arange(len(z)), classes] -= 1
        return p

    return [
        Case("binary cross-entropy of logits", "line, hard labels", (line, labels), hard_cost,
             logodds.binary_cross_entropy_with_logits,
             {"SciPy": scipys_cost, "torch": torch_function("binary_cross_entropy_with_logits", reduction="none")}, 2),
        Case("its gradient", "line, hard labels", (line, labels), hard_slope,
             lambda z, t: logodds.binary_cross_entropy_with_logits(z, t, gradient=True)[1],
             {"SciPy": scipys_slope}, 2),
        Case("cross-entropy of logits", "one certain, K = 10", (scores,), lambda row: exact.cost_of_class(row, 0),
             lambda z: logodds.cross_entropy_with_logits(z, classes),
             {"SciPy": lambda z: -theirs.log_softmax(z, axis=1)[:, 0]} | (
                 {"torch": lambda z: torch.nn.functional.cross_entropy(
                     torch.from_numpy(z), torch.from_numpy(classes), reduction="none").numpy()} if torch else {}), 3),
        Case("its gradient", "one certain, K = 10", (scores,), lambda row: exact.slope_of_class(row, 0),
             lambda z: logodds.cross_entropy_with_logits(z, classes, gradient=True)[1], {"SciPy": scipys_slopes}, 5),
    ]


def errors(case, function, values):
    """Return the error of every result; values: the exact ones, one or a list a point."""
    with np.errstate(all="ignore"):
        results = np.asarray(function(*case.points))
    assert results.dtype == case.points[0].dtype, f"{case.name} gave {results.dtype} of {case.points[0].dtype}"
    if case.unit != "ULP":
        u = mpfr(2) ** -53
        return np.array([float(abs(exact.as_mpfr(result) - value) / (u * max(1, abs(mpfr(float(row.max()))), abs(value))))
                         if np.isfinite(result) else np.inf
                         for result, value, row in zip(results, values, case.points[0])])
    listed = [value if isinstance(value, list) else [value] for value in values]
    flat = [each for value in listed for each in value]
    return np.array([exact.ulps(result, value) for result, value in zip(results.reshape(-1), flat, strict=True)])


def measure(case):
    """Return a row of the table: greatest and 99.9 % error of ours and of each peer, the bar, and pass or short."""
    with exact.context():
        if case.points[0].ndim == 2:
            values = [case.exact([exact.as_mpfr(x) for x in row]) for row in case.points[0]]
        else:
            values = [case.exact(*map(exact.as_mpfr, point)) for point in zip(*case.points)]
        found = {name: errors(case, function, values)
                 for name, function in {"ours": case.ours, **case.peers}.items()}
    greatest = {name: float(error.max()) for name, error in found.items()}
    peers = [value for name, value in greatest.items() if name != "ours"]
    bar = min(case.bar, BESIDE_THE_BEST * max(min(peers), ROUNDING[case.unit])) if peers else case.bar
    return {"function": case.name, "grid": case.grid, "points": int(case.points[0].shape[0]), "unit": case.unit,
            "max": greatest, "99.9 %": {name: float(np.quantile(error, 0.999)) for name, error in found.items()},
            "bar": bar, "pass": greatest["ours"] <= bar}


def cases():
    single = elementwise()
    return [*single, *map(in_float32, single), *along_rows(), *losses()]
