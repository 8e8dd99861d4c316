"""Newton's method at 50 digits, as plainly as it can be written: what the fits are compared with."""

import mpmath
import numpy as np

DIGITS = 50


def maximum(X, counts, start, *, intercept=True, ridge=0.0, among=None, offset=None):
    """Return the contrasts with class 0 that maximise the penalised likelihood, and their standard errors.

    X: (n, p). counts: (n, K). start: (K - 1, q), near the maximum. among: how the penalty joins the classes
    (K - 1, K - 1), the identity if None. offset: (n, K).
    """
    with mpmath.workdps(DIGITS):
        rows = [[mpmath.mpf(1)] * intercept + [mpmath.mpf(float(entry)) for entry in row] for row in X]
        counts = [[mpmath.mpf(float(entry)) for entry in row] for row in counts]
        q, m = len(rows[0]), len(counts[0]) - 1
        among = np.eye(m) if among is None else among
        coef = mpmath.matrix([mpmath.mpf(float(entry)) for entry in np.ravel(start)])
        for _ in range(60):
            slope, bend = mpmath.zeros(m * q, 1), mpmath.zeros(m * q, m * q)
            for i, (x, count) in enumerate(zip(rows, counts)):
                scores = [mpmath.mpf(0), *(mpmath.fdot(x, coef[k * q:(k + 1) * q]) for k in range(m))]
                if offset is not None:
                    scores = [score + mpmath.mpf(float(more)) for score, more in zip(scores, offset[i])]
                terms = [mpmath.exp(score - max(scores)) for score in scores]
                p = [term / sum(terms) for term in terms[1:]]
                n = sum(count)
                for k in range(m):
                    for j in range(q):
                        slope[k * q + j] += (count[k + 1] - n * p[k]) * x[j]
                    for h in range(m):
                        weight = n * p[k] * ((k == h) - p[h])
                        for j in range(q):
                            for other in range(q):
                                bend[k * q + j, h * q + other] += weight * x[j] * x[other]
            for k in range(m):
                for h in range(m):
                    for j in range(intercept, q):
                        pull = mpmath.mpf(ridge) * mpmath.mpf(float(among[k, h]))
                        slope[k * q + j] -= pull * coef[h * q + j]
                        bend[k * q + j, h * q + j] += pull
            step = mpmath.lu_solve(bend, slope)
            coef += step
            if all(abs(part) <= mpmath.mpf(10) ** -25 * abs(whole) for part, whole in zip(step, coef)):
                inverse = bend ** -1
                return (np.array(list(map(float, coef))).reshape(m, q),
                        np.array([float(mpmath.sqrt(inverse[i, i])) for i in range(m * q)]).reshape(m, q))
        raise AssertionError("not converged at 50 digits")
