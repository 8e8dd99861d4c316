"""Newton's method for the softmax log likelihood of any number of classes; two of them are the logistic case.

The first class is the one that the others are compared with: its scores are 0. A fit's m = K - 1 rows of
coefficients, each of q entries, are the contrasts with it.
"""

import contextlib
import functools
import math
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from logodds._rows import product

ULP = 2.0**-53
# OpenBLAS starts threads for products of more multiplications than about this, and on a busy machine waits
# for them a hundred times as long as the product takes.
SMALL_PRODUCT = 2**18
LIMIT = 200
# Of more rows than this, standard errors are those one small step before the maximum.
FEW = 20000


class State(NamedTuple):
    """The penalised log likelihood at some coefficients, and its derivatives."""

    coef: np.ndarray                  # (m, q)
    value: float                      # penalised
    log_likelihood: float
    gradient: np.ndarray              # (m, q), penalised
    residual: np.ndarray              # (m, q), the gradient of the log likelihood
    hessian: np.ndarray               # (m q, m q), of the penalised one, negated
    misplaced: float                  # 0 if no observation has a score above that of its own class


def shares(coef, piece):
    """Return each score less the greatest of its column, its exponential, and the sum of the others'."""
    scores = np.empty(piece.counts.shape)
    scores[0] = 0
    for part in _stretches(coef.size, scores.shape[1]):
        np.matmul(coef, piece.design[:, part], out=scores[1:, part])
    if piece.offset is not None:
        scores += piece.offset
    scores -= scores.max(axis=0)
    e = np.exp(scores)
    if len(e) == 2:
        return scores, e, e.min(axis=0)
    top = scores == 0
    rest = np.where(top, 0, e).sum(axis=0)
    rest += top.sum(axis=0) - 1
    return scores, e, rest


def residuals(piece, e, rest):
    """Return counts less expected counts; so grouped, what is certain cancels exactly."""
    result = piece.totals * e
    np.subtract(piece.counts, result, out=result)
    result += piece.counts * rest
    result /= 1 + rest
    return result


def evaluate(pieces, coef, penalty, each=map):
    """Return the `State` at some coefficients, in one pass.

    penalty: a matrix (m q, m q), or None for none. each: what maps over the pieces, in order.
    Claim: ``fitting.hessian``.
    """
    m, q = coef.shape
    pairs, slope, value, misplaced = np.zeros((m + 1, m + 1, q, q)), np.zeros((m, q)), [], 0.0
    for piece_pairs, piece_slope, own, rest in each(functools.partial(_of_piece, coef), pieces):
        pairs += piece_pairs
        slope += piece_slope
        value += own, -rest
        misplaced += own
    log_likelihood = math.fsum(value)

    # The Hessian is a sum over pairs of classes: nothing is subtracted on its diagonal.
    hessian = np.zeros((m, q, m, q))
    for j in range(m + 1):
        for k in range(j):
            if k:
                hessian[k - 1, :, k - 1] += pairs[j, k]
                hessian[j - 1, :, k - 1] -= pairs[j, k]
                hessian[k - 1, :, j - 1] -= pairs[j, k]
            hessian[j - 1, :, j - 1] += pairs[j, k]
    hessian = hessian.reshape(m * q, m * q)
    gradient, penalised = slope, log_likelihood
    if penalty is not None:
        pull = penalty @ coef.reshape(-1)
        gradient, penalised = slope - pull.reshape(m, q), log_likelihood - np.dot(pull, coef.reshape(-1)) / 2
        hessian = hessian + penalty
    return State(coef, penalised, log_likelihood, gradient, slope, hessian, misplaced)


def _of_piece(coef, piece):
    """Return a piece's share of the pairs' matrices and of the gradient, and the two parts of its cost."""
    scores, e, rest = shares(coef, piece)
    own = np.einsum("kn,kn->", piece.counts, scores)
    residual, slope = residuals(piece, e, rest), np.zeros(coef.shape)
    for part in _stretches(coef.size, residual.shape[1]):
        slope += residual[1:, part] @ piece.design[:, part].T
    cost = np.einsum("n,n->", piece.totals, np.log1p(rest))
    e /= 1 + rest
    return _pairs(piece.design, piece.totals * e, e), slope, own, cost


def _pairs(design, expected, p):
    """Return, for each k < j at [j, k], the sum of n p_j p_k x x'."""
    room, pairs = None, np.zeros((len(p), len(p), len(design), len(design)))
    for j in range(1, len(p)):
        roots = np.sqrt(expected[j] * p[:j])
        for part in _stretches(design.shape[0] ** 2, design.shape[1]):
            columns = design[:, part]
            room = np.empty_like(columns) if room is None or room.shape != columns.shape else room
            for k in range(j):
                # Of a matrix and its own transpose NumPy computes one half.
                np.multiply(columns, roots[k, part], out=room)
                pairs[j, k] += room @ room.T
    return pairs


def _stretches(size, count):
    """Return the slices that cut count observations so that a product of size numbers each is small."""
    longest = max(SMALL_PRODUCT // max(size, 1), 1)
    # So large a product is worth the threads.
    step = 2 ** (longest.bit_length() - 1) if longest >= 32 else count
    return [slice(start, min(start + step, count)) for start in range(0, count, step)]


def gram(design):
    """Return the sum of x x' over the columns of a design."""
    size, count = design.shape
    return sum(design[:, part] @ design[:, part].T for part in _stretches(size**2, count))


class Progress:
    """Lines to stderr about a long fit: from the start if shown is True, after some seconds if it is None."""

    PATIENCE = 5.0

    def __init__(self, called, shown):
        self.called, self.shown, self.start, self.passes = called, shown, time.monotonic(), 0

    def tell(self, state, distance):
        """Count a pass, and tell where the fit is."""
        self.passes += 1
        seconds = time.monotonic() - self.start
        if self.shown or (self.shown is None and seconds > self.PATIENCE):
            print(f"{self.called}: pass {self.passes}, {seconds:.1f} s: log likelihood "
                  f"{state.log_likelihood:.10g}, {distance:.2g} standard errors to go", file=sys.stderr,
                  flush=True)


class Maximum(NamedTuple):
    """Where the penalised log likelihood is greatest."""

    coef: np.ndarray
    state: State                      # of the last pass, one small step before
    factor: np.ndarray                # whose product with its transpose is the inverse of the Hessian there
    log_likelihood: float
    passes: int


def maximise(source, penalty, examine, progress, sample=None):
    """Return the `Maximum`; RuntimeError if it is not reached.

    examine: called with a state when the method suspects that there is no maximum; raises if there is none.
    """
    with _threads(source) as each:
        return _maximise(source, penalty, examine, progress, sample, each)


@contextlib.contextmanager
def _threads(source):
    """Give what maps over the pieces of a source: in threads, where there are many pieces in memory."""
    asked = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    workers = int(asked) if asked.isdigit() else os.cpu_count() or 1
    if source.kept < 4 or workers < 2:
        yield map
        return
    with ThreadPoolExecutor(min(workers, source.kept)) as pool:
        yield pool.map


def _maximise(source, penalty, examine, progress, sample, each):
    shape = (len(source.order) - 1, len(source.shift))
    state = None
    if sample is not None and sample.totals.size < source.count:
        guess = _guess(sample, shape, penalty, source.count)
        if guess is not None:
            state = evaluate(source.pieces(), guess, penalty, each)
    if state is None or source.with_offset or not state.value > -source.weight * math.log(shape[0] + 1):
        at_0 = evaluate(source.pieces(), np.zeros(shape), penalty, each)
        state = at_0 if state is None or not state.value > at_0.value else state

    before, suspicious = math.inf, 15
    for iteration in range(LIMIT):
        if (state.misplaced == 0 and state.coef.any()) or iteration == suspicious:
            examine(state)
        try:
            factor, exact = root_of_inverse(state.hessian), True
        except np.linalg.LinAlgError:
            examine(state)
            try:
                # Not Newton's direction, but one that rises; and elsewhere the matrix may be a better one.
                factor, exact = root_of_inverse(state.hessian, 1e-8), False
            except np.linalg.LinAlgError:
                raise _singular(source) from None
        inverse = factor @ factor.T
        step = inverse @ state.gradient.reshape(-1)
        distance = math.sqrt(max(np.dot(step, state.gradient.reshape(-1)), 0.0))
        progress.tell(state, distance)
        # Newton's errors square: this is the distance that will be left after the step.
        left = distance * (distance / before) ** 2 if iteration else math.inf
        errors = np.sqrt(np.diag(inverse))
        aim = 1e-10 * np.maximum(np.abs(state.coef.reshape(-1) + step) / errors, 1e-3).min()
        arrived = left <= min(aim, 1e-9) or (distance < 1e-7 and distance > before / 4) or distance == 0
        if arrived and not exact:
            raise _singular(source)
        if arrived:
            coef = state.coef + step.reshape(shape)
            coef = _polished(source, coef, inverse, errors, penalty)
            bend = state.hessian if penalty is None else state.hessian - penalty
            value = state.log_likelihood + np.dot(state.residual.reshape(-1), step) - step @ bend @ step / 2
            entangled = (np.diag(inverse) * np.diag(state.hessian)).max() > 1e4
            if entangled or (np.abs(step).sum() > 1e-9 if source.count < FEW else distance > 1e-4):
                try:
                    factor = _factor_at(source, coef, state.hessian, penalty)
                except np.linalg.LinAlgError:
                    raise _singular(source) from None
            return Maximum(coef, state, factor, float(value), progress.passes)
        state = _advanced(source, state, step.reshape(shape), distance, penalty, each)
        before = distance
    examine(state)
    raise RuntimeError(f"{source.called}: not converged after {LIMIT} Newton steps")


def _singular(source):
    return RuntimeError(f"{source.called}: the second derivative is singular in floats, though a maximum "
                        "exists: weights, counts or probabilities differ too much in size")


def _factor_at(source, coef, hessian, penalty):
    """Return the root of the Hessian's inverse at some coefficients, from columns made nearly orthogonal.

    hessian: there or nearby. Of columns nearly collinear it has lost digits that its inverse needs.
    """
    m, q = coef.shape
    gram = np.einsum("kikj->ij", hessian.reshape(m, q, m, q))
    unit = 1 / np.sqrt(np.diag(gram))
    root = np.linalg.cholesky(gram * unit * unit[:, np.newaxis]) / unit[:, np.newaxis]
    turn = np.linalg.solve(root, np.eye(q))
    whole = np.kron(np.eye(m), turn)
    pieces = (piece._replace(design=turn @ piece.design) for piece in source.pieces())
    state = evaluate(pieces, coef @ root, None if penalty is None else whole @ penalty @ whole.T)
    return whole.T @ root_of_inverse(state.hessian)


def root_of_inverse(hessian, more=0.0):
    """Return a root R of the inverse R R' of a positive definite matrix; LinAlgError if it is none in floats.

    more: what to make the diagonal greater by, of itself.
    """
    diagonal = np.diag(hessian)
    if not (diagonal > 0).all() or not np.isfinite(diagonal).all():
        raise np.linalg.LinAlgError("not positive definite")
    unit = 1 / np.sqrt(diagonal)
    root = np.linalg.cholesky(hessian * unit * unit[:, np.newaxis] + more * np.eye(len(unit)))
    return np.linalg.solve(root, np.diag(unit)).T


def _guess(sample, shape, penalty, count):
    """Return roughly what maximises the likelihood of a sample, or None where it does not say."""
    if penalty is not None:
        penalty = penalty * (sample.totals.size / count)
    coef = np.zeros(shape)
    for _ in range(8):
        state = evaluate([sample], coef, penalty)
        if state.misplaced == 0 and coef.any():
            return None
        try:
            factor = root_of_inverse(state.hessian)
        except np.linalg.LinAlgError:
            return None
        step = factor @ (factor.T @ state.gradient.reshape(-1))
        coef = coef + step.reshape(shape)
        if np.dot(step, state.gradient.reshape(-1)) < 2:
            return coef
    return None


def _advanced(source, state, step, distance, penalty, each):
    """Return the state after a step, cut in halves until the penalised log likelihood does not fall."""
    length = 1.0
    for _ in range(60):
        new = evaluate(source.pieces(), state.coef + length * step, penalty, each)
        gain = new.value - state.value
        # Below this the rounding of the two sums decides, and the step is a small one.
        if gain >= 1e-4 * length * distance**2 - 1e-11 * (1 + abs(state.value)):
            return new
        length /= 2
    raise RuntimeError(f"{source.called}: no step of Newton's direction raises the log likelihood")


def _polished(source, coef, inverse, errors, penalty):
    """Return the coefficients, refined by residuals in twice the digits where rounding could be seen."""
    rounding = 16 * ULP * math.sqrt(source.weight_squares) * np.sqrt(np.square(inverse).sum(axis=1))
    if (rounding <= 1e-10 * np.maximum(np.abs(coef.reshape(-1)), 1e-9 * errors)).all():
        return coef
    before = math.inf
    for _ in range(6):
        gradient = _compensated_gradient(source.pieces(), coef)
        if penalty is not None:
            gradient = gradient - (penalty @ coef.reshape(-1)).reshape(coef.shape)
        step = inverse @ gradient.reshape(-1)
        size = (np.abs(step) / np.maximum(np.abs(coef.reshape(-1)), 1e-9 * errors)).max()
        if not size < before / 2:
            break
        coef, before = coef + step.reshape(coef.shape), size
        if size < 4 * ULP:
            break
    return coef


def _compensated_gradient(pieces, coef):
    """Return the gradient of the log likelihood with scores and sums in twice the digits."""
    m, q = coef.shape
    total, lost = np.zeros((m, q)), np.zeros((m, q))
    for piece in pieces:
        scores, tail = (np.zeros(piece.counts.shape) if piece.offset is None else piece.offset.copy()), \
            np.zeros(piece.counts.shape)
        for k in range(m):
            for j in range(q):
                term, cut = product(piece.design[j], np.full(piece.totals.size, coef[k, j]))
                scores[k + 1], error = two_sum(scores[k + 1], term)
                tail[k + 1] += cut + error
        top = scores.argmax(axis=0)[np.newaxis]
        least = np.take_along_axis(scores, top, 0)
        scores, error = two_sum(scores, -least)
        tail += error - np.take_along_axis(tail, top, 0)
        e = np.exp(scores)
        e += e * tail
        np.put_along_axis(e, top, 0.0, 0)
        rest = e.sum(axis=0)
        np.put_along_axis(e, top, 1.0, 0)
        residual = residuals(piece, e, rest)[1:]
        for k in range(m):
            terms, cuts = product(piece.design, np.broadcast_to(residual[k], piece.design.shape))
            part, error = _sum_of_rows(terms)
            total[k], carried = two_sum(total[k], part)
            lost[k] += error + carried + cuts.sum(axis=1)
    return total + lost


def two_sum(x, y):
    """Return x + y rounded, and what the rounding cut off (Knuth)."""
    s = x + y
    back = s - x
    return s, (x - (s - back)) + (y - back)


def _sum_of_rows(terms):
    """Return the sums of rows, and what rounding cut off them."""
    lost = np.zeros(terms.shape[0])
    while terms.shape[1] > 1:
        half = terms.shape[1] // 2
        odd = terms[:, 2 * half:]
        terms, errors = two_sum(terms[:, :half], terms[:, half:2 * half])
        lost += errors.sum(axis=1)
        terms = np.concatenate([terms, odd], axis=1)
    return (terms[:, 0] if terms.shape[1] else np.zeros(terms.shape[0])), lost

