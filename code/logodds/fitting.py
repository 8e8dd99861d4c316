"""Logistic and softmax regression, fitted by Newton's method. Chapter ``fitting``.

The words are scikit-learn's: `fit`, `predict_proba`, `coef_`, `classes_`. What is fitted is the maximum of
the likelihood, without a penalty unless one is asked for, and `fit` returns only what it has shown to exist:

* Where a direction separates the classes there is no maximum, and `SeparationError` names the direction,
  checked in fractions. Otherwise the residuals of the fit prove that there is none (`logodds._separation`).
* Coefficients are within 1e-9 of the exact maximum of the floats that were given, unless columns are
  collinear but for less than 1e-7 of their size: then ValueError names them. Standard errors are within 1e-8,
  and of more than 20,000 rows within about 1e-6.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from logodds._arrays import as_real
from logodds._design import Columns, Piece, Source, labels_of, opened, read_rows
from logodds._newton import Progress, evaluate, gram, maximise
from logodds._rows import check_inside
from logodds._separation import balanced, decide, from_coefficients
from logodds.logistic import logistic
from logodds.logit import probit
from logodds.softmax import softmax

INTERCEPT = "intercept"


class Separation(NamedTuple):
    """A direction along which the likelihood rises for ever, so that it has no maximum.

    complete: whether it gets every observation right; else it ties some, and none wrong (quasi-complete).
    coef, intercept: the direction as floats, of shapes (p,) and () for two classes and (K, p) and (K,) for K.
    fractions: the same exactly, a row for each class, its intercept first: what the outcome was checked with.
    right, tied: how many observations have, for each pair of classes c and k, the label c and a score of c
    above that of k, or equal to it: (K, K). None has it below. (A row of counts is one for each class it
    has.)
    classes, names: of the classes and of the columns.
    Derived in chapter ``fitting``.
    Claim: ``fitting.separation``.
    """

    complete: bool
    coef: np.ndarray
    intercept: np.ndarray
    fractions: tuple
    right: np.ndarray
    tied: np.ndarray
    classes: np.ndarray
    names: list

    def __str__(self):
        kind = "completely" if self.complete else "quasi-completely"
        if self.coef.ndim == 1:
            low, high = map(str, self.classes)
            tied, score = int(self.tied.sum()), self._score(self.coef, self.intercept)
            where = f"above 0 for {high}, below for {low}" if self.complete else \
                f"never below 0 for {high} nor above for {low}, and 0 for {tied} of them"
            return f"{low} and {high} are {kind} separated: {score} is {where}"
        lines = [f"the classes are {kind} separated by the scores"]
        lines += [f"  {label}: {self._score(coef, intercept)}"
                  for label, coef, intercept in zip(self.classes, self.coef, self.intercept)]
        apart = [f"{self.classes[c]} from {self.classes[k]}" for c in range(len(self.classes))
                 for k in range(c) if not (self.tied[c, k] or self.tied[k, c])]
        if apart:
            lines.append("which tell " + ", ".join(apart))
        return "\n".join(lines)

    def _score(self, coef, intercept):
        terms = [(float(value), name) for value, name in zip(coef, self.names) if value]
        text = " ".join(f"{'-' if value < 0 else '+'} {abs(value):.4g} {name}" for value, name in terms)
        if intercept or not terms:
            return f"{float(intercept):.4g} {text}".rstrip()
        return text.removeprefix("+ ")


class SeparationError(ValueError):
    """The likelihood has no maximum: a direction separates the classes. It is the attribute `separation`."""

    def __init__(self, called, separation):
        super().__init__(f"{called}: the likelihood has no maximum, but a ridge penalty would make one: "
                         f"{separation}")
        self.separation = separation


class Reliability(NamedTuple):
    """A reliability diagram: for each bin with forecasts, their mean, the share of yes, and their number."""

    predicted: np.ndarray
    observed: np.ndarray
    count: np.ndarray


class Summary(str):
    """A table that shows itself."""

    def __repr__(self):
        return str(self)


class _Regression:
    """What both regressions share; two classes are the case of K = 2."""

    binary = False

    def __init__(self, *, fit_intercept=True, ridge=0.0, progress=None):
        called = type(self).__name__
        penalty = as_real(ridge, "ridge", called)
        if penalty.ndim or not 0 <= penalty < math.inf:
            raise ValueError(f"{called}: ridge must be one number in [0, inf), but it is {ridge}")
        self.fit_intercept, self.ridge, self.progress = bool(fit_intercept), float(penalty), progress
        self.reference = None

    def __getattr__(self, name):
        if name.endswith("_") and not name.startswith("_"):
            raise AttributeError(f"{type(self).__name__} has no {name}: it is not fitted")
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    def __repr__(self):
        given = {"fit_intercept": True, "ridge": 0.0, "progress": None, "reference": None}
        options = ", ".join(f"{name}={vars(self)[name]!r}" for name, usual in given.items()
                            if vars(self)[name] != usual)
        return f"{type(self).__name__}({options})"

    def _fit_rows(self, X, arguments):
        called = f"{type(self).__name__}.fit"
        columns = Columns(called, X)
        rows = read_rows(called, columns, self.binary, X, **arguments)
        return self._fit(called, columns, lambda: iter([rows]), kept=True)

    def fit_blocks(self, blocks):
        """Fit to observations that come block by block, and return self; the answer is that of `fit`.

        blocks: a function that returns an iterator, or a sequence, of tuples (X, y) or (X, y, sample_weight),
        or of mappings of the arguments of `fit`. It is read twice, then once for each step of Newton's method
        and each trial of a shorter step: about ten times. What is kept is a sample of at most 65,536 rows and
        some matrices of as many rows as there are coefficients.
        TypeError for an iterator, which can be read once only. ValueError where a block does not fit the
        others, or has columns of text: their levels would not be known. And the errors of `fit`.
        """
        called = f"{type(self).__name__}.fit_blocks"
        again = opened(called, blocks)
        columns = None

        def rows():
            nonlocal columns
            for block in again():
                given = dict(block) if isinstance(block, Mapping) else dict(
                    zip(("X", "y", "sample_weight"), block, strict=False))
                if not {"X", "y"} <= set(given) or (not isinstance(block, Mapping) and len(block) > 3):
                    raise ValueError(f"{called}: a block must be (X, y), (X, y, sample_weight), or a mapping "
                                     "with X and y")
                if columns is None:
                    columns = Columns(called, given["X"])
                    if columns.levels:
                        raise ValueError(f"{called}: column {next(iter(columns.levels))!r} holds text, whose "
                                         "levels one block does not tell: give indicators")
                yield read_rows(called, columns, self.binary, **given)

        if next(rows(), None) is None:
            raise ValueError(f"{called}: there are no blocks")
        return self._fit(called, columns, rows, kept=False)

    def _fit(self, called, columns, rows, kept):
        for name in [name for name in vars(self) if name.endswith("_")]:
            delattr(self, name)
        source = Source(called, rows, intercept=self.fit_intercept, kept=kept, reference=self.reference,
                        binary=self.binary)
        names = [INTERCEPT] * self.fit_intercept + columns.names
        self._check_classes(called, source)
        sample = source.sample()
        self._check_counts(called, source)
        if not names:
            raise ValueError(f"{called}: X has no columns, and there is no intercept")
        if not self.ridge:
            _check_columns(called, source, sample, names)

        m, known = len(source.order) - 1, []

        def refuse(found):
            if found is not None:
                raise SeparationError(called, _told(source, columns.names, *found))

        def examine(state):
            if self.ridge or known:
                return
            if state.misplaced == 0:
                refuse(from_coefficients(source, state.coef))
            refuse(decide(source))
            known.append(True)

        found = maximise(source, self._penalty(source, m), examine,
                         Progress(called, self.progress), sample)
        if not self.ridge and not known and not balanced(source, found.state, sample):
            refuse(decide(source))
        self._keep(source, columns, found)
        return self

    def _check_classes(self, called, source):
        classes = source.classes
        if classes.size < 2:
            only = f"only {classes.tolist()[0]!r}" if not source.grouped else "one class only"
            raise ValueError(f"{called}: y holds {only}, but a fit needs two classes at least")
        if self.binary and classes.size > 2:
            shown = ", ".join(repr(label) for label in classes[:5].tolist()) + ", ..." * (classes.size > 5)
            raise ValueError(f"{called}: y holds {classes.size} classes, {shown}: SoftmaxRegression fits "
                             "more than two, and trials= counts of successes")

    def _check_counts(self, called, source):
        none = np.flatnonzero(source.class_weights == 0)
        if none.size:
            label = source.classes[source.order[none[0]]]
            if self.binary:
                raise ValueError(f"{called}: every trial is a {'failure' if label else 'success'}, but a fit "
                                 "needs both")
            raise ValueError(f"{called}: class {label} has no observation of positive weight")

    def _penalty(self, source, m):
        """Return the matrix of the penalty's quadratic form, for shifted and scaled columns; None for none.

        Claim: ``fitting.ridge``.
        """
        if not self.ridge:
            return None
        by_column = self.ridge / np.square(source.scale)
        by_column[:source.intercept] = 0
        # Of the squares of K coefficients whose mean is 0, in terms of their contrasts with one of them.
        among = np.eye(m) if self._gauge() == "reference" else np.eye(m) - 1 / (m + 1)
        return np.kron(among, np.diag(by_column))

    def _gauge(self):
        return "mean" if self.ridge and self.reference is None and not self.binary else "reference"

    def _keep(self, source, columns, found):
        order, first = source.order, int(source.intercept)
        classes, size = len(order), len(source.shift)
        # From the shifted and scaled columns to those given.
        back = np.diag(1 / source.scale)
        back[:first] -= first * source.shift / source.scale
        contrasts = found.coef / source.scale
        if first:
            contrasts[:, 0] = [math.fsum([row[0], *(-row[1:] * source.shift[1:])]) for row in contrasts]
            back[0, 0] = 1
        rows = np.zeros((classes, classes - 1))
        rows[order[1:]] = np.eye(classes - 1)
        if self._gauge() == "mean":
            rows -= rows.mean(axis=0)
            shown = np.arange(classes)
        else:
            shown = np.sort(order[1:])
        # The root is turned before it is squared: what cancels in an intercept cancels once.
        root = np.kron(rows[shown], back) @ found.factor
        coef = rows @ contrasts
        labels = source.classes

        self.classes_, self.n_features_in_ = labels, len(columns.names)
        self.feature_names_in_ = np.array(columns.names, dtype=str)
        self._columns, self._source_counts = columns, source.grouped
        self.covariance_ = root @ root.T
        self.parameters_ = coef[shown].reshape(-1)
        names = [INTERCEPT] * first + columns.names
        self.parameter_names_ = names if self.binary else [f"{labels[k]}: {name}" for k in shown
                                                          for name in names]
        if self.binary:
            coef = coef[1:]
        self.coef_ = coef[:, first:].copy()
        self.intercept_ = coef[:, 0].copy() if first else np.zeros(len(coef))
        self.standard_errors_ = np.sqrt(np.diag(self.covariance_))
        self.z_ = self.parameters_ / self.standard_errors_
        self.p_values_ = np.array([math.erfc(abs(z) / math.sqrt(2)) for z in self.z_])
        self.log_likelihood_ = found.log_likelihood
        self.null_log_likelihood_ = _null(source)
        self.deviance_ = max(2 * (source.saturated - self.log_likelihood_), 0.0)
        self.null_deviance_ = max(2 * (source.saturated - self.null_log_likelihood_), 0.0)
        self.pseudo_r2_ = 1 - self.log_likelihood_ / self.null_log_likelihood_
        self.n_observations_ = source.count
        self.degrees_of_freedom_ = source.count * (classes - 1) - (classes - 1) * size
        self.n_passes_, self.converged_ = found.passes, True

    def decision_function(self, X, offset=None):
        """Return the scores at X: the logit (n,) for two classes, a score for each class (n, K) for K.

        X, offset: as in `fit`. ValueError where they do not fit, or a score overflows.
        """
        called = f"{type(self).__name__}.decision_function"
        matrix = self._columns_fitted().matrix(called, X)
        with np.errstate(all="ignore"):
            scores = matrix @ self.coef_.T + self.intercept_
            scores = scores[:, 0] if self.binary else scores
            if offset is not None:
                offset = as_real(offset, "offset", called).astype(np.float64)
                if np.broadcast_shapes(scores.shape, offset.shape) != scores.shape:
                    raise ValueError(f"{called}: offset has shape {offset.shape}, but the scores have shape "
                                     f"{scores.shape}")
                scores = scores + offset
        if not np.isfinite(scores).all():
            row = int(np.argwhere(~np.isfinite(scores))[0][0])
            raise ValueError(f"{called}: the score of row {row} of X is not finite")
        return scores

    def predict_proba(self, X, offset=None):
        """Return the probability of each class at X: (n, K), in the order of `classes_`.

        Claim: ``fitting.mean_matches``.
        """
        scores = self.decision_function(X, offset)
        if self.binary:
            return np.stack([logistic(-scores), logistic(scores)], axis=1)
        return softmax(scores, axis=1)

    def predict(self, X, offset=None):
        """Return the likeliest class at X (n,); the first of two that are as likely."""
        scores = self.decision_function(X, offset)
        return self.classes_[(scores > 0).astype(int) if self.binary else scores.argmax(axis=1)]

    def score(self, X, y, sample_weight=None, offset=None):
        """Return the accuracy: the weighted share of labels y that `predict` gets right."""
        called = f"{type(self).__name__}.score"
        right = self.predict(X, offset)
        labels = labels_of(called, "y", y)
        if labels.shape != right.shape:
            raise ValueError(f"{called}: y must have shape {right.shape}, but its shape is {labels.shape}")
        weights = np.ones(right.shape) if sample_weight is None else \
            as_real(sample_weight, "sample_weight", called).astype(np.float64)
        if weights.shape != right.shape or not (weights >= 0).all() or not 0 < weights.sum() < math.inf:
            raise ValueError(f"{called}: sample_weight must hold {right.size} numbers that are finite and "
                             "not negative, and not all of them 0")
        return float((weights * (right == labels)).sum() / weights.sum())

    def interval(self, level=0.95):
        """Return the lower and the upper ends of the intervals estimate -+ z std err: (parameters, 2).

        level: of confidence, in (0, 1). In the order of `parameters_`.
        Claim: ``fitting.covariance``.
        """
        if not 0 < level < 1:
            raise ValueError(f"{type(self).__name__}.interval: level must lie in (0, 1), but it is {level}")
        reach = probit(0.5 + level / 2) * self.standard_errors_
        return np.stack([self.parameters_ - reach, self.parameters_ + reach], axis=1)

    def summary(self, level=0.95):
        """Return the table of the fit: coefficients, standard errors, z, its two-sided P, intervals."""
        ends = self.interval(level)
        tail = (1 - level) / 2
        width = max(12, *(len(name) for name in self.parameter_names_)) + 2
        heads = ("coef", "std err", "z", "P>|z|", f"[{tail:.4g}", f"{1 - tail:.4g}]")
        title = ("Logistic" if self.binary else "Softmax") + " regression"
        if self.ridge:
            title += f", ridge penalty {self.ridge:g}"
        facts = [("observations", f"{self.n_observations_}"),
                 ("log likelihood", f"{self.log_likelihood_:.5g}"),
                 ("residual df", f"{self.degrees_of_freedom_}"),
                 ("null log likelihood", f"{self.null_log_likelihood_:.5g}"),
                 ("deviance", f"{self.deviance_:.5g}"),
                 ("null deviance", f"{self.null_deviance_:.5g}"),
                 ("passes", f"{self.n_passes_}"),
                 ("pseudo R2", f"{self.pseudo_r2_:.4g}")]
        total = width + 6 * 10
        half = (total - 2) // 2
        lines = [title.center(total).rstrip(), "=" * total]
        for left, right in zip(facts[::2], facts[1::2]):
            lines.append("  ".join(f"{name}:".ljust(22) + value.rjust(half - 22)
                                   for name, value in (left, right)))
        lines += ["-" * total, " " * width + "".join(head.rjust(10) for head in heads), "-" * total]
        for name, *numbers in zip(self.parameter_names_, self.parameters_, self.standard_errors_, self.z_,
                                  self.p_values_, *ends.T):
            shown = [_short(numbers[0]), _short(numbers[1]), f"{numbers[2]:.3f}", f"{numbers[3]:.3f}",
                     _short(numbers[4]), _short(numbers[5])]
            lines.append(name.ljust(width) + "".join(each.rjust(10) for each in shown))
        return Summary("\n".join([*lines, "=" * total]))

    def _columns_fitted(self):
        if "_columns" not in vars(self):
            raise AttributeError(f"{type(self).__name__} is not fitted: call fit first")
        return self._columns


class LogisticRegression(_Regression):
    """Logistic regression: log odds of the second of two classes that are affine in the columns.

    fit_intercept: whether to add a column of ones. ridge: the penalty is ridge / 2 times the sum of the
    squared coefficients, but for the intercept's (scikit-learn's C is 1 / ridge). progress: True tells of
    every pass on stderr, None of those after five seconds, False of none.

    After `fit`: ``classes_`` (2,); ``coef_`` (1, p) and ``intercept_`` (1,) as in scikit-learn. For tables,
    the intercept first: ``parameters_``, ``parameter_names_``, ``covariance_`` (the inverse of X'WX, plus the
    penalty), ``standard_errors_``, ``z_``, ``p_values_``, `interval()` and `summary()`. ``log_likelihood_``
    (of the trials one by one, without binomial coefficients), ``deviance_``, those of the null model with the
    intercept alone: ``null_log_likelihood_``, ``null_deviance_``; ``pseudo_r2_`` (McFadden's, from the two
    log likelihoods), ``degrees_of_freedom_`` (rows less coefficients), ``n_observations_``, ``n_passes_``.
    ``converged_`` is True: a fit that does not converge raises.

    Derived in chapter ``fitting``.
    Claim: ``fitting.newton_step``.
    """

    binary = True

    def fit(self, X, y, sample_weight=None, *, trials=None, offset=None):
        """Fit to labels, or to successes of trials, and return self.

        X: real numbers (n, p), or (n,) for one column; or columns by name, a mapping or a data frame, whose
        columns of text become indicators of all their levels but the first. y: two kinds of labels (n,),
        text, numbers or bools: the second in their order is the one whose odds are fitted. With trials, (n,)
        or one number: how many of them were successes; the classes are False and True.
        sample_weight: (n,), not negative, how often a row counts; rows of weight 0, and their labels, do not.
        offset: (n,), added to the log odds.

        ValueError where something does not fit, is not finite, is empty or negative; for one class or three;
        for columns that are constant beside an intercept or collinear, without a penalty (with it, all
        coefficients exist); `SeparationError` where the classes are separated. TypeError for what is no
        number or label. RuntimeError where floats do not reach the maximum, as with weights of 1e-20 and
        1e20.
        Claim: ``fitting.gradient``.
        """
        return self._fit_rows(X, {"y": y, "sample_weight": sample_weight, "trials": trials, "offset": offset})


class SoftmaxRegression(_Regression):
    """Softmax (multinomial logistic) regression: scores of K classes that are affine in the columns.

    Scores mean something by their differences only. reference: the class whose coefficients are 0, so that
    those of the others are contrasts with it; None for the first. With a ridge penalty and reference None,
    the penalty falls on all K classes alike, and their coefficients have mean 0, intercepts too; with a named
    reference it falls on the contrasts. fit_intercept, ridge, progress: as in `LogisticRegression`.

    After `fit`: ``classes_`` (K,), ``coef_`` (K, p) and ``intercept_`` (K,), the rest as in
    `LogisticRegression`. ``parameters_`` run over the classes but the reference, and over all where there is
    none.

    Derived in chapter ``fitting``.
    Claim: ``fitting.softmax_gradient``.
    """

    def __init__(self, *, reference=None, fit_intercept=True, ridge=0.0, progress=None):
        super().__init__(fit_intercept=fit_intercept, ridge=ridge, progress=progress)
        self.reference = reference

    def fit(self, X, y, sample_weight=None, *, offset=None):
        """Fit to labels, or to counts of the classes, and return self.

        y: labels (n,) of two classes at least; or counts (n, K), not negative, of classes 0 to K - 1. offset:
        (n, K), added to the scores, in the order of ``classes_``. X, sample_weight and errors: as in
        `LogisticRegression.fit`.
        Claim: ``fitting.softmax_hessian``.
        """
        return self._fit_rows(X, {"y": y, "sample_weight": sample_weight, "offset": offset})


def separation(X, y, sample_weight=None, *, trials=None, fit_intercept=True):
    """Return the `Separation` of the classes by the columns, or None where the likelihood has a maximum.

    Arguments and errors: as in `LogisticRegression.fit` for two classes, `SoftmaxRegression.fit` for more.
    Both answers are proved: the one by a direction checked in fractions, the other by positive multipliers.
    Derived in chapter ``fitting``.
    Claim: ``fitting.separation``.
    """
    try:
        if trials is not None:
            LogisticRegression(fit_intercept=fit_intercept).fit(X, y, sample_weight, trials=trials)
        else:
            SoftmaxRegression(fit_intercept=fit_intercept).fit(X, y, sample_weight)
    except SeparationError as error:
        return error.separation
    return None


def reliability(labels, probabilities, bins=10):
    """Reliability diagram: in bins of the forecast probability, its mean and the share of what came true.

    labels: 0 or 1, bools, or shares in [0, 1]; probabilities: in [0, 1]; both of shape (n,). bins: how many
    of equal width in [0, 1], or their edges, rising from 0 to 1. Each bin holds its lower edge, the last one
    both.
    Returns a `Reliability`; bins without a forecast are left out.
    ValueError where an entry is outside [0, 1] or nan, or the shapes or edges do not fit.
    Derived in chapter ``fitting``.
    Claim: ``fitting.mean_matches``.
    """
    called = "reliability"
    p, t = (check_inside(called, name, value).astype(np.float64)
            for name, value in (("probabilities", probabilities), ("labels", labels)))
    if p.ndim != 1 or p.shape != t.shape or not p.size:
        raise ValueError(f"{called}: labels and probabilities must have one shape (n,), but their shapes are "
                         f"{t.shape} and {p.shape}")
    for name, array in (("labels", t), ("probabilities", p)):
        if np.isnan(array).any():
            raise ValueError(f"{called}: {name}[{int(np.isnan(array).argmax())}] is nan")
    edges = np.linspace(0, 1, bins + 1) if isinstance(bins, (int, np.integer)) and bins > 0 else \
        as_real(bins, "bins", called).astype(np.float64)
    if edges.ndim != 1 or edges.size < 2 or edges[0] != 0 or edges[-1] != 1 or not (np.diff(edges) > 0).all():
        raise ValueError(f"{called}: bins must be a positive number of bins, or edges that rise from 0 to 1, "
                         f"but it is {bins!r}")
    place = np.clip(np.searchsorted(edges, p, side="right") - 1, 0, edges.size - 2)
    count = np.bincount(place, minlength=edges.size - 1)
    held = count > 0
    predicted, observed = (np.bincount(place, weights=each, minlength=edges.size - 1)[held] / count[held]
                           for each in (p, t))
    return Reliability(predicted, observed, count[held])


def _short(number):
    return f"{number:.4f}" if 1e-3 <= abs(number) < 1e5 or number == 0 else f"{number:.3e}"


def _told(source, names, direction, outcome):
    """Return a `Separation`, for the classes as they are given, of a direction in the fit's order."""
    place = np.argsort(source.order)
    first, fractions = int(source.intercept), tuple(tuple(direction[k]) for k in place)
    # Two classes: the scores of the second alone.
    floats = np.array([[float(entry) for entry in row] for row in fractions])
    if len(place) == 2:
        floats, fractions = floats[1] - floats[0], (tuple(b - a for a, b in zip(*fractions)),)
    intercept = floats[..., 0] if first else np.zeros(floats.shape[:-1])
    return Separation(complete=not outcome.tied.any(), coef=floats[..., first:], intercept=intercept,
                      fractions=fractions, right=outcome.right[np.ix_(place, place)],
                      tied=outcome.tied[np.ix_(place, place)], classes=source.classes, names=names)


def _check_columns(called, source, sample, names):
    """Raise ValueError for a column that the ones before it make up, but for rounding."""
    constant = np.flatnonzero(source.constant[int(source.intercept):]) + int(source.intercept)
    if source.intercept and constant.size:
        raise ValueError(f"{called}: column {names[constant[0]]} is constant, as the intercept is")
    if _dependent(gram(sample.design)) is None:
        return
    found = _dependent(sum(gram(piece.design) for piece in source.pieces()))
    if found is None:
        return
    column, others = found
    made = [names[j] for j in others]
    what = "is 0 everywhere" if not made else "is a linear combination of " + " and ".join(
        filter(None, [", ".join(made[:-1]), made[-1]]))
    raise ValueError(f"{called}: the columns are collinear: {names[column]} {what}")


def _dependent(products):
    """Return the first column that the ones before it make up, and which of them; None if there is none."""
    size = len(products)
    norms = np.sqrt(np.diag(products))
    if (norms == 0).any():
        return int((norms == 0).argmax()), []
    products = products / norms / norms[:, np.newaxis]
    allowed = max(1e-14, 50 * size * 2.0**-53)
    root = np.zeros((size, size))
    for j in range(size):
        row = np.zeros(j)
        for i in range(j):
            row[i] = (products[j, i] - np.dot(row[:i], root[i, :i])) / root[i, i]
        left = products[j, j] - np.dot(row, row)
        if left < allowed:
            parts = np.linalg.solve(root[:j, :j].T, row)
            return j, np.flatnonzero(np.abs(parts) > 1e-6).tolist()
        root[j, :j], root[j, j] = row, math.sqrt(left)
    return None


class _InterceptOnly:
    """A source of the same observations without their columns."""

    def __init__(self, source):
        self.called, self.order, self.count = source.called, source.order, source.count
        self.weight, self.weight_squares, self.with_offset = source.weight, source.weight_squares, True
        self.kept, self.shift, self._source = 0, source.shift[:1], source

    def pieces(self):
        for piece in self._source.pieces():
            yield Piece(piece.design[:1], *piece[1:])


def _null(source):
    """Return the log likelihood of the model without columns."""
    if not source.with_offset:
        if not source.intercept:
            return -source.weight * math.log(len(source.order))
        return float((source.class_weights * np.log(source.class_weights / source.weight)).sum())
    if not source.intercept:
        at_0 = np.zeros((len(source.order) - 1, len(source.shift)))
        return evaluate(source.pieces(), at_0, None).log_likelihood
    alone = maximise(_InterceptOnly(source), None, lambda state: None, Progress(source.called, False))
    return alone.log_likelihood
