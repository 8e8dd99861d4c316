"""How long the fits take, ours and the peers', and how far their coefficients are from the exact maximum."""

import os
import warnings
from time import process_time_ns
from unittest import mock

import gmpy2
import logodds
import numpy as np
import statsmodels.api as statsmodels
from gmpy2 import exp, mpfr
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from benchmarks.grids import SEED

ROUNDS = 5


def binary(n=100_000, p=20):
    """Return columns, labels of two classes, and what fits them: each returns the slopes, then the intercept."""
    random = np.random.default_rng(SEED)
    x = random.normal(size=(n, p))
    y = (random.uniform(size=n) < logodds.logistic(x @ random.normal(0, 0.3, p) - 0.5)).astype(np.int64)

    def ours():
        fit = logodds.LogisticRegression().fit(x, y)
        return np.append(fit.coef_, fit.intercept_)

    def of_statsmodels():
        return np.roll(statsmodels.Logit(y, statsmodels.add_constant(x)).fit(method="newton", disp=0).params, -1)

    def of_sklearn():
        fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(x, y)
        return np.append(fit.coef_, fit.intercept_)

    return x, y, {"ours": ours, "statsmodels": of_statsmodels, "scikit-learn": of_sklearn}


def multinomial(n=50_000, p=20, classes=5):
    """The same for more classes: the coefficients of each class less those of the first."""
    random = np.random.default_rng(SEED)
    x = random.normal(size=(n, p))
    scores = x @ random.normal(0, 0.3, (p, classes)) + random.gumbel(size=(n, classes))
    y = scores.argmax(axis=1)

    def contrasts(coef, intercept):
        table = np.column_stack([coef, intercept])
        return (table - table[0])[1:].reshape(-1)

    def ours():
        fit = logodds.SoftmaxRegression().fit(x, y)
        return contrasts(fit.coef_, fit.intercept_)

    def of_statsmodels():
        fit = statsmodels.MNLogit(y, statsmodels.add_constant(x)).fit(method="newton", disp=0)
        return np.roll(np.asarray(fit.params).T, -1, axis=1).reshape(-1)

    def of_sklearn():
        fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(x, y)
        return contrasts(fit.coef_, fit.intercept_)

    return x, y, {"ours": ours, "statsmodels": of_statsmodels, "scikit-learn": of_sklearn}


def exact_maximum(x, y, start):
    """Return the maximum of the likelihood to 50 digits: Newton's steps with the gradient in MPFR.

    start: the coefficients of every class but the first, flat, near the maximum.
    """
    table = np.column_stack([x, np.ones(len(x))])
    classes, width = int(y.max()), table.shape[1]
    hessian = _hessian(table, start.reshape(classes, width))
    with gmpy2.context(precision=200):
        rows = [[mpfr(float(entry)) for entry in row] for row in table]
        beta = [[mpfr(float(entry)) for entry in row] for row in start.reshape(classes, width)]
        while True:
            gradient = _gradient(rows, y, beta)
            # The Hessian in float64 halves nothing, but each step brings a dozen digits.
            scale = max(abs(entry) for entry in gradient)
            step = np.linalg.solve(hessian, np.array([float(entry / scale) for entry in gradient]))
            moves = [mpfr(float(entry)) * scale for entry in step]
            beta = [[entry - move for entry, move in zip(row, moves[k * width:(k + 1) * width])]
                    for k, row in enumerate(beta)]
            if max(map(abs, moves)) < mpfr(10) ** -50:
                return [entry for row in beta for entry in row]


def _hessian(table, beta):
    p = logodds.softmax(np.column_stack([np.zeros(len(table)), table @ beta.T]), axis=1)[:, 1:]
    blocks = [[table.T @ (table * (p[:, j] * ((j == k) - p[:, k]))[:, None]) for k in range(len(beta))]
              for j in range(len(beta))]
    return np.block(blocks)


def _gradient(rows, y, beta):
    gradient = [[mpfr(0)] * len(rows[0]) for _ in beta]
    for row, label in zip(rows, y.tolist()):
        weights = [exp(gmpy2.fsum([a * b for a, b in zip(row, of_class)])) for of_class in beta]
        everything = 1 + gmpy2.fsum(weights)
        for k, weight in enumerate(weights):
            pull = weight / everything - (label == k + 1)
            gradient[k] = [total + pull * entry for total, entry in zip(gradient[k], row)]
    return [entry for of_class in gradient for entry in of_class]


def measure():
    """Return the table's rows."""
    table = []
    for name, size, (x, y, fits) in [("binary fit", "n = 100,000, p = 20", binary()),
                                     ("multinomial fit", "n = 50,000, p = 20, K = 5", multinomial())]:
        least, found = {}, {}
        # One thread each: theirs come from BLAS, ours from the fit itself, which asks OMP_NUM_THREADS.
        with (threadpool_limits(1), mock.patch.dict(os.environ, OMP_NUM_THREADS="1"),
              warnings.catch_warnings()):
            warnings.simplefilter("ignore")
            for _ in range(ROUNDS):
                for whose, fit in fits.items():
                    start = process_time_ns()
                    found[whose] = fit()
                    spent = (process_time_ns() - start) / 1e9
                    least[whose] = min(spent, least.get(whose, spent))
        exact = exact_maximum(x, y, found["ours"])
        with gmpy2.context(precision=200):
            far = {whose: float(max(abs(mpfr(float(a)) - b) / max(1, abs(b)) for a, b in zip(coefficients, exact)))
                   for whose, coefficients in found.items()}
        table.append({"fit": name, "size": size, "seconds": least, "error": far})
    return table
