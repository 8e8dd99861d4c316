"""Every public function on thousands of arguments, good, hard and absurd: an answer, or an error naming one.

An answer holds nan only if an argument does. An error is a TypeError or a ValueError (a class that is not
there an IndexError), opens with the function's name, and names an argument of it. A warning is a failure.
"""

import datetime
import inspect
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import logodds

FUNCTIONS = {name: getattr(logodds, name) for name in logodds.__all__
             if inspect.isfunction(getattr(logodds, name))}
EACH = 600


def fitted(regression):
    """Return a function that fits a regression to its arguments, and returns its slopes and intercepts."""
    def fit(X, y, sample_weight=None, offset=None):
        fit = regression().fit(X, y, sample_weight, offset=offset)
        return fit.coef_, fit.intercept_

    fit.__name__ = f"{regression.__name__}.fit"
    return fit


FITS = {f"{each.__name__}.fit": fitted(each) for each in (logodds.LogisticRegression, logodds.SoftmaxRegression)}
FUNCTIONS |= FITS

FLOATS = [np.float16, np.float32, np.float64, np.longdouble, np.dtype(">f8")]
INTEGERS = [np.int8, np.uint8, np.int32, np.int64, np.uint64, np.bool_]
ENDS = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 5e-324, -5e-324, 2.2e-308, 1e-300, 1e-17, 1 - 2**-53, 36.7, -36.7,
        709.79, 745.2, -745.2, 1e17, 1e300, -1e300, 1.7976931348623157e308, -1.7976931348623157e308,
        np.inf, -np.inf]
SHAPES = [(), (1,), (2,), (3,), (4,), (0,), (2, 2), (3, 2), (2, 3), (1, 3), (0, 3), (3, 0), (2, 1, 3),
          (3, 2, 2), (150,)]
ABSURD = [
    None, "text", b"bytes", "0.5", 1j, object(), {}, {1: 2}, {0.5}, range(3), iter([0.5]), [], [[]],
    [[1, 2], [3]], [None, 1], ["a", 0.5], [0.2, "b"], (0.5, 0.25), [True, 0.5], [10**400], 10**400,
    -(10**400), [10**20, 1],
    Fraction(1, 2), [Fraction(1, 3)], Decimal("0.5"), datetime.date(2026, 1, 1), np.nan, [np.nan, 0.5],
    np.array(["x"]), np.array([1j]), np.array([1 + 0j, 2], np.complex64), np.array([0.5, None]),
    np.array([0.5, 0.25], object), np.array(["2026-01-01"], "datetime64[D]"), np.array([1], "timedelta64[s]"),
    np.ma.array([0.5, 0.25], mask=[True, False]), [np.ma.array([0.5], mask=[True])], np.ma.masked,
    np.array([(0.5, 1)], [("a", float), ("b", int)]), np.array([b"raw"], "V3"), np.zeros((2, 0, 3)),
    np.float16(0.5), np.longdouble("0.1"), np.True_, np.str_("x"), lambda: 0.5, float, ...]

# Of the arguments that are not arrays, by name: as they are meant, and as they are not.
UNITS = ["nats", "bits", "bans", "decibans", "pounds", None, [], {}]
OPTIONS = {
    "axis": [None, None, 0, 0, 1, -1, -1, -2, 2, (0, 1), (0,), (0, 0), (), 7, "rows", 0.5, [0]],
    "keepdims": [False, True], "return_sign": [False, True], "gradient": [False, True],
    "transposed": [False, True],
    "reduction": ["none", "sum", "mean", "average", None, 3, ["mean"], np.array(["sum", "sum"])],
    "unit": UNITS, "source": UNITS, "target": UNITS,
    "base": [None, 2, 10.0, 1, 0, -2, np.nan, np.inf, [2, 3], "two", 2j],
    "reference": [0, 1, -1, 5, -9, 0.5, None, "first"],
    "temperature": [1, 0, 2.5, np.inf, 5e-324, -1, np.nan, [1, 2], "hot"],
    "bins": [10, 1, 0, -3, 2.5, None, "ten", [0, 0.5, 1], [0, 1], [0.1, 1], [1, 0], [0, np.nan, 1], [], [[0, 1]]],
    "fit_intercept": [False, True],
    "label_smoothing": [0.0, 0.1, 1, -0.1, 1.5, np.nan, [0.1], "some"],
}

# Where answers must lie, besides: what -0.0 or a rounding would bring to the other side is found so.
RANGES = dict.fromkeys([
    "logistic", "softmax", "probability", "posterior", "fair_probabilities", "inverse_probit",
    "inverse_cloglog", "probability_from_decimal", "probability_from_fractional",
    "probability_from_moneyline", "predictive_values"], (0, 1))
RANGES |= dict.fromkeys([
    "odds", "odds_ratio", "relative_risk", "odds_ratio_from_counts", "relative_risk_from_counts",
    "relative_risk_from_odds_ratio", "softplus", "kl_div", "kl_divergence", "fractional_odds", "entropy",
    "threshold", "update_odds", "likelihood_ratios", "logistic_derivative", "odds_derivative",
    "logit_derivative"], (0, np.inf))
RANGES |= dict.fromkeys(["log_logistic", "log_softmax", "log1mexp"], (-np.inf, 0))


def values(random, shape):
    """Numbers of one kind: probabilities, shares, real numbers, whole numbers, ends, or ends with nan."""
    kind = random.integers(8)
    if kind < 2:
        return random.uniform(0, 1, shape)
    if kind == 2 and shape and shape[-1]:
        return random.dirichlet(np.full(shape[-1], 0.3), shape[:-1])
    if kind == 3:
        return random.normal(0, 10.0 ** random.integers(-3, 4), shape)
    if kind == 4:
        return np.asarray(random.integers(0, 3, shape), dtype=random.choice(np.array(INTEGERS, object)))
    if kind == 5:
        return 1 + random.exponential(1, shape)
    entries = random.choice(ENDS, shape)
    if kind == 7:
        entries = np.where(random.uniform(size=shape) < 0.3, np.nan, entries)
    return entries


def an_array(random, shape):
    """An argument that stands for numbers: an array of some dtype and layout, a list, a number, or absurd."""
    if random.uniform() < 0.12:
        return ABSURD[random.integers(len(ABSURD))]
    entries = values(random, shape if random.uniform() < 0.75 else SHAPES[random.integers(len(SHAPES) - 1)])
    if entries.dtype == np.float64 and random.uniform() < 0.4:
        with np.errstate(over="ignore", under="ignore"):
            entries = entries.astype(FLOATS[random.integers(len(FLOATS))])
    form = random.integers(5)
    if form == 0:
        return entries.tolist()
    if form == 1 and entries.ndim > 1:
        return np.asfortranarray(entries)
    if form == 2 and entries.ndim == 1:
        return np.repeat(entries, 2)[::2]
    return entries


def of_classes(random):
    """Scores of shape (n, K), and labels for them: class indices, or distributions."""
    scores = values(random, (random.integers(1, 5), random.integers(1, 5)))
    if random.uniform() < 0.5:
        return [scores, random.integers(0, scores.shape[1], len(scores))]
    return [scores, random.dirichlet(np.ones(scores.shape[1]), len(scores))]


def of_gaussians(random, covariances):
    """Two means of shape (d,), and so many covariances."""
    d = random.integers(1, 4)
    roots = random.normal(size=(covariances, d, d))
    return [*random.normal(0, 3, (2, d)), *(root @ root.T + np.eye(d) for root in roots)]


def of_observations(random):
    """Columns of a few observations, and their labels."""
    n, p = random.integers(3, 13), random.integers(1, 3)
    return [values(random, (n, p)) if random.uniform() < 0.3 else random.normal(size=(n, p)),
            random.integers(0, 2 + (random.uniform() < 0.3), n)]


# Whose errors are those of others.
CALLED = {"separation": ["LogisticRegression.fit", "SoftmaxRegression.fit"]}
SLOW = [*FITS, "separation"]

# What hardly ever fits together by chance.
FITTING = {
    "cross_entropy_with_logits": of_classes,
    "gaussian_logit": lambda random: of_gaussians(random, 1),
    "gaussian_quadratic_logit": lambda random: of_gaussians(random, 2),
    "bernoulli_logit": lambda random: [*random.uniform(0.01, 0.99, (2, random.integers(1, 4)))],
    "fisher_discriminant": lambda random: [*random.normal(size=(2, random.integers(4, 7), 2))],
    **dict.fromkeys(SLOW, of_observations),
    "verhulst_through": lambda random: [[0, 1, 2], random.uniform(0.5, 1) * np.array([1, 2, 3])],
}


def arguments(random, function):
    """Arguments of a function, mostly of shapes that fit together, as a list and a dict."""
    listed, named = any_arguments(random, function)
    if function.__name__ in FITTING and random.uniform() < 0.5:
        listed = FITTING[function.__name__](random)
        if random.uniform() < 0.3:
            listed[random.integers(len(listed))] = an_array(random, (2,))
        if random.uniform() < 0.7:
            named = {}
    return listed, named


def any_arguments(random, function):
    """Arguments of a function as chance has it."""
    # Not the last for fits: so many labels would be so many classes.
    shape = SHAPES[random.integers(len(SHAPES) - (function.__name__ in SLOW))]
    listed, named = [], {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name in ("out", "where"):
            continue
        if parameter.kind is parameter.VAR_POSITIONAL:
            listed += [an_array(random, shape) for _ in range(random.integers(3))]
        elif parameter.default is not parameter.empty and random.uniform() < 0.4:
            continue
        else:
            pool = OPTIONS.get(name)
            value = pool[random.integers(len(pool))] if pool else an_array(random, shape)
            if parameter.kind is parameter.KEYWORD_ONLY or parameter.default is not parameter.empty:
                named[name] = value
            else:
                listed.append(value)
    return listed, named


def holds_nan(value):
    """Whether numbers, or a list or tuple of them, hold a nan."""
    if isinstance(value, dict):
        return any(map(holds_nan, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(holds_nan, value))
    array = np.asarray(value)
    return array.dtype.kind == "f" and bool(np.isnan(array).any())


def words(function):
    """What an error may call the arguments: their names, or a word of one ("mean" for mean_if_true)."""
    names = list(inspect.signature(function).parameters)
    parts = [part.removesuffix("s") for name in names for part in name.split("_") if len(part) > 3]
    # X is its columns, and what has no maximum is the likelihood.
    return [f" {name}" for name in names] + parts + ["column", "likelihood"] * (function.__name__ in SLOW)


def outcome(function, listed, named):
    """Return "answer" or "refusal" for how a function takes these arguments, or what is wrong with it."""
    name = function.__name__
    try:
        answer = function(*listed, **named)
    except (TypeError, ValueError) as error:
        text = str(error)
        if text.startswith(tuple(f"{each}: " for each in (name, *CALLED.get(name, ())))) and any(word in text for word in words(function)):
            return "refusal"
        return f"{type(error).__name__} that names no argument: {text}"
    except RuntimeError as error:
        # Newton's method may give up, and says so.
        return "refusal" if name in SLOW and str(error).startswith((name, *CALLED.get(name, ()))) else repr(error)
    except IndexError as error:
        return "refusal" if name == "scores_against" and "reference" in str(error) else f"IndexError: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"

    if name == "separation":
        return "answer"
    parts = answer if isinstance(answer, tuple) else (answer,)
    kinds = [type(part).__name__ for part in parts if not isinstance(part, (np.ndarray, np.floating, float))]
    if kinds:
        return f"an answer of type {kinds[0]}"
    least, greatest = RANGES.get(name, (-np.inf, np.inf))
    if any(np.any((part < least) | (part > greatest)) for part in parts):
        return f"outside [{least}, {greatest}]: {answer!r}"
    if holds_nan(parts) and not holds_nan(listed) and not holds_nan(named):
        return f"a silent nan: {answer!r}"
    return "answer"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_answer_or_a_clear_refusal(name):
    random = np.random.default_rng([20261121, *name.encode()])
    outcomes = []
    for _ in range(EACH):
        listed, named = arguments(random, FUNCTIONS[name])
        what = outcome(FUNCTIONS[name], listed, named)
        assert what in ("answer", "refusal"), f"{what}\nof {listed!r}, {named!r}"
        outcomes.append(what)
    assert min(outcomes.count("answer"), outcomes.count("refusal")) >= 10


def test_there_are_ten_thousand():
    assert EACH * len(FUNCTIONS) >= 10_000


@pytest.mark.parametrize("broken, word", [
    (lambda p: np.sqrt(-np.abs(np.asarray(p, float))), "silent nan"),
    (lambda p: float("x"), "names no argument"), (lambda p: 1 / 0, "ZeroDivision"),
    (lambda p: -1.0, "outside"), (lambda p: "0.5", "type str")])
def test_the_fuzz_sees_what_is_broken(broken, word):
    broken.__name__ = "odds"
    with np.errstate(all="ignore"):
        assert word in outcome(broken, [0.5], {})
