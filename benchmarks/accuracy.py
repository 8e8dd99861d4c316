"""How far each function is from the exact value, ours and the peers', on the same points."""

from dataclasses import dataclass, field, replace

import logodds
import numpy as np
import scipy.special as theirs

from benchmarks import exact, grids
from benchmarks.peers import torch, torch_function

# Of a log-sum-exp, whose error can't be less than half a spacing of its terms or of itself; u is 2^-53.
SUM_UNIT = "u max(1, |greatest|, |result|)"


@dataclass
class Case:
    """A function on a grid of points, and what it should be.

    points: the arguments, arrays of one length (for rows: one array (rows, classes)). exact: what it is, of one
    point as MPFR numbers. peers: functions by whose they are, None where one is not installed. unit: "ULP" or
    SUM_UNIT. near_0: whether a result may lie so near 0 that float32 keeps more digits of it than a sum has.
    """

    name: str
    grid: str
    points: tuple
    exact: object
    ours: object
    peers: dict = field(default_factory=dict)
    unit: str = "ULP"
    near_0: bool = False


def elementwise():
    line, positive, unit = grids.line(), grids.positive(), grids.unit()
    small = -positive

    def case(name, grid, points, peers):
        points = points if isinstance(points, tuple) else (points,)
        return Case(name, grid, points, getattr(exact, name), getattr(logodds, name), peers)

    def scipys_derivative(x):
        p = theirs.expit(x)
        return p * (1 - p)

    return [
        case("logistic", "line", line, {"SciPy": theirs.expit, "torch": torch_function("sigmoid")}),
        case("logistic_derivative", "line", line, {"SciPy": scipys_derivative}),
        case("log_logistic", "line", line, {"SciPy": theirs.log_expit, "torch": torch_function("logsigmoid")}),
        case("softplus", "line", line, {"SciPy": theirs.softplus, "torch": torch_function("softplus")}),
        case("inverse_softplus", "positive", positive, {}),
        case("logit", "unit", unit, {"SciPy": theirs.logit, "torch": torch_function("logit")}),
        case("log1mexp", "negative", small, {"SciPy": theirs._ufuncs._log1mexp}),
        case("xlogy", "pairs", grids.pairs(), {"SciPy": theirs.xlogy, "torch": torch_function("xlogy")}),
        case("rel_entr", "pairs", grids.pairs(), {"SciPy": theirs.rel_entr}),
        case("rel_entr", "near pairs", grids.pairs_near(), {"SciPy": theirs.rel_entr}),
        case("kl_div", "pairs", grids.pairs(), {"SciPy": theirs.kl_div}),
        case("kl_div", "near pairs", grids.pairs_near(), {"SciPy": theirs.kl_div}),
    ]


def in_float32(case):
    """The same case at float32 points: rounded, those that became infinite left out."""
    with np.errstate(over="ignore", under="ignore"):
        points = [each.astype(np.float32) for each in case.points]
    kept = np.all([np.isfinite(each) for each in points], axis=0)
    return replace(case, points=tuple(points) if kept.all() else tuple(each[kept] for each in points), unit="ULP")


def along_rows():
    def on(function):
        return lambda x: function(x, axis=1)

    softmax = {"SciPy": on(theirs.softmax), "torch": torch_function("softmax", dim=1)}
    log_softmax = {"SciPy": on(theirs.log_softmax), "torch": torch_function("log_softmax", dim=1)}
    logsumexp = {"SciPy": on(theirs.logsumexp), "torch": torch_function("logsumexp", dim=1)}
    cases = []
    for kind, sizes in [("ordinary", [2, 10, 100, 1000]), ("wide", [10, 100]), ("tied", [10, 100]),
                        ("above the greatest", [10, 100]), ("one certain", [2, 10, 100])]:
        for classes in sizes:
            points, grid = (grids.rows(kind, classes),), f"{kind}, K = {classes}"
            cases += [
                Case("softmax", grid, points, exact.softmax, on(logodds.softmax), softmax),
                Case("log_softmax", grid, points, exact.log_softmax, on(logodds.log_softmax), log_softmax),
                Case("logsumexp", grid, points, exact.logsumexp, on(logodds.logsumexp), logsumexp, SUM_UNIT,
                     near_0=kind == "one certain"),
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

    def torchs_cost(z):
        return torch.nn.functional.cross_entropy(torch.from_numpy(z), torch.from_numpy(classes),
                                                 reduction="none").numpy()

    def of_hard_distributions(z):
        return logodds.cross_entropy_with_logits(z, np.eye(10, dtype=z.dtype)[classes], gradient=True)[1]

    with_logits, of_class = "line, hard labels", "one certain, K = 10"
    return [
        Case("binary cross-entropy", with_logits, (line, labels), hard_cost,
             logodds.binary_cross_entropy_with_logits,
             {"SciPy": scipys_cost, "torch": torch_function("binary_cross_entropy_with_logits", reduction="none")}),
        Case("gradient of binary cross-entropy", with_logits, (line, labels), hard_slope,
             lambda z, t: logodds.binary_cross_entropy_with_logits(z, t, gradient=True)[1],
             {"SciPy": scipys_slope}),
        Case("cross-entropy", of_class, (scores,), lambda row: exact.cost_of_class(row, 0),
             lambda z: logodds.cross_entropy_with_logits(z, classes),
             {"SciPy": lambda z: -theirs.log_softmax(z, axis=1)[:, 0], "torch": torchs_cost if torch else None}),
        Case("gradient of cross-entropy", of_class, (scores,), lambda row: exact.slope_of_class(row, 0),
             lambda z: logodds.cross_entropy_with_logits(z, classes, gradient=True)[1], {"SciPy": scipys_slopes}),
        Case("gradient of cross-entropy", of_class + ", labels as distributions", (scores,),
             lambda row: exact.slope_of_class(row, 0), of_hard_distributions, {"SciPy": scipys_slopes}),
    ]


def errors(case, function, values):
    """Return the error of every result; values: the exact ones, one or a list a point."""
    with np.errstate(all="ignore"):
        results = np.asarray(function(*case.points))
    assert results.dtype == case.points[0].dtype, f"{case.name} gave {results.dtype} of {case.points[0].dtype}"
    if case.unit == SUM_UNIT:
        return np.array([_in_sum_units(*each) for each in zip(results, values, case.points[0].max(axis=1))])
    listed = [value if isinstance(value, list) else [value] for value in values]
    flat = [each for value in listed for each in value]
    return np.array([exact.ulps(result, value) for result, value in zip(results.reshape(-1), flat, strict=True)])


def _in_sum_units(result, value, greatest):
    if not np.isfinite(result):
        return np.inf
    return float(abs(exact.as_mpfr(result) - value) * 2**53 / max(1, abs(exact.as_mpfr(greatest)), abs(value)))


def measure(case):
    """Return a row of the table: the greatest and the 99.9 % error of ours and of each peer, None if not there."""
    with exact.context():
        if case.points[0].ndim == 2:
            values = [case.exact([exact.as_mpfr(x) for x in row]) for row in case.points[0]]
        else:
            values = [case.exact(*map(exact.as_mpfr, point)) for point in zip(*case.points)]
        found = {name: errors(case, function, values) if function else None
                 for name, function in {"ours": case.ours, **case.peers}.items()}

    def over(summary):
        return {name: None if error is None else float(summary(error)) for name, error in found.items()}

    return {"function": case.name, "grid": case.grid, "dtype": case.points[0].dtype.name,
            "points": len(case.points[0]), "unit": case.unit, "near 0": case.near_0, "max": over(np.max),
            "99.9 %": over(lambda error: np.quantile(error, 0.999, method="higher"))}


def cases():
    """Return all cases: every function in float64, then all of them in float32."""
    double = [*elementwise(), *along_rows(), *losses()]
    return [*double, *map(in_float32, double)]
