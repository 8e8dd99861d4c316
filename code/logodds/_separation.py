"""Whether a likelihood has a maximum: certificates both ways, about the very floats that were given.

Let an observation x have the label c. A direction d gives every class k a score d_k . x, and the comparison
of c with another class k comes out right, tied or wrong: the sign of (d_c - d_k) . x. If no comparison comes
out wrong and some come out right, the likelihood rises along d for ever, and has no maximum: the classes are
separated, completely where none is tied. (Albert and Anderson 1984.)

If there is no such direction, some positive multipliers of the comparisons add up to nothing (Stiemke), and
the other way round. The residuals of a converged fit are such multipliers but for rounding, and `balanced`
shows by bounds on all roundings that some positive ones add up exactly. What such bounds cannot decide,
`decide` does, in integers.
"""

import math
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from logodds._newton import ULP, shares

# So many comparisons go to the exact solver at once; of more, those that come out wrong are added.
MANY = 2000
# So many observations of each pair of classes are enough to choose a basis from.
POOL = 16


def balanced(source, state, sample):
    """Return whether the residuals of a state prove that no direction separates the classes.

    The sum of residual times x, over the exact residuals at these coefficients, is g: small, not 0. It is
    made 0 by changing the multipliers of as many independent comparisons as there are coefficients. If each
    changes by less than itself, all stay positive, and no direction separates: it would have to tie the
    independent ones.
    """
    m, q = state.coef.shape
    pieces = max(source.count / 32, 1) + 8192
    # How far a computed score can be from the exact one; |x| is at most 1.
    greatest = np.abs(state.coef).sum(axis=1).max() * 2 + source.offset_reach
    blur = ((2 * q + 8) * greatest + 64 + 4 * m) * ULP
    bound = 2 * source.weight * (pieces * ULP + blur)
    if not blur < 0.01 or not np.isfinite(bound):
        return False
    gradient = np.concatenate([-state.residual.sum(axis=0, keepdims=True), state.residual])
    _, e, rest = shares(state.coef, sample)
    p = e / (1 + rest)

    overlap = (sample.counts > 0).astype(float) @ p.T
    overlap = np.minimum(overlap, overlap.T) + 1e-3 * (overlap + overlap.T)
    # A tree over the classes: an edge carries what the classes beyond it have too much.
    parent, tree, gain = {}, [0], overlap[0].copy()
    while len(tree) <= m:
        gain[tree] = -1
        child = int(gain.argmax())
        parent[child] = max(tree, key=lambda k: overlap[child, k])
        tree.append(child)
        gain = np.maximum(gain, overlap[child])
    surplus, sizes = gradient.copy(), np.full(m + 1, 1.0)
    for child in reversed(tree[1:]):
        near = parent[child]
        if not _absorbs(sample, p, child, near, np.abs(surplus[child]) + sizes[child] * (m + 1) * bound):
            return False
        surplus[near] += surplus[child]
        sizes[near] += sizes[child]
    return True


def _absorbs(sample, p, one, other, excess):
    """Return whether comparisons of two classes can absorb an excess, each changed by less than itself."""
    rows = []
    for own, beside, sign in ((one, other, 1.0), (other, one, -1.0)):
        multipliers = sample.counts[own] * p[beside]
        chosen = np.flatnonzero(multipliers > 0)
        if chosen.size > POOL * len(excess):
            chosen = chosen[np.linspace(0, chosen.size - 1, POOL * len(excess)).astype(int)]
        rows.append((sign * multipliers[chosen] * sample.design[:, chosen]).T)
    rows = np.concatenate(rows)
    basis = _independent(rows)
    if basis is None:
        return False
    matrix = rows[basis].T
    try:
        inverse = np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return False
    size = np.abs(inverse) @ np.abs(matrix)
    defect = np.abs(np.eye(len(matrix)) - inverse @ matrix) + (len(matrix) + 8) * ULP * size
    norm = defect.sum(axis=1).max()
    return bool(norm < 0.5 and (np.abs(inverse) @ excess).max() < 0.4 * (1 - norm))


def _independent(rows):
    """Return the indices of as many independent rows as there are columns, or None if there are fewer."""
    rest, chosen = rows.copy(), []
    if len(rows) < rows.shape[1]:
        return None
    for _ in range(rows.shape[1]):
        sizes = np.einsum("ij,ij->i", rest, rest)
        i = int(sizes.argmax())
        if not sizes[i] > 0:
            return None
        unit = rest[i] / np.sqrt(sizes[i])
        rest -= np.outer(np.einsum("ij,j->i", rest, unit), unit)
        rest[i] = 0
        chosen.append(i)
    return chosen


class Outcome(NamedTuple):
    """How many comparisons of class c with class k come out right, tied, wrong along a direction: (K, K)."""

    right: np.ndarray
    tied: np.ndarray
    wrong: np.ndarray
    some_right: list
    some_wrong: list

    @property
    def totals(self):
        return tuple(int(each.sum()) for each in self[:3])

    @property
    def separates(self):
        return bool(self.right.any() and not self.wrong.any())


class _Sign:
    """The exact sign of a score of one class less that of another, at many x."""

    def __init__(self, one, other):
        gap = [a - b for a, b in zip(one, other)]
        self.columns = [j for j, entry in enumerate(gap) if entry]
        self.exact = [gap[j] for j in self.columns]
        greatest = max(map(abs, self.exact), default=1)
        self.floats = np.array([float(entry / greatest) for entry in self.exact])
        self.known = {}

    def __call__(self, x):
        """Return the signs at the rows of x, and roughly their sizes."""
        x = x[:, self.columns]
        with np.errstate(all="ignore"):
            gap = x @ self.floats
            doubt = (len(self.floats) + 8) * ULP * (np.abs(x) @ np.abs(self.floats)) + 1e-290
        signs = np.sign(gap)
        # Where rounding could have turned the sign, fractions say.
        for i in np.flatnonzero(~(np.abs(gap) > doubt)) if self.columns else ():
            key = x[i].tobytes()
            if key not in self.known:
                exact = sum(Fraction(entry) * d for entry, d in zip(x[i].tolist(), self.exact))
                self.known[key] = (exact > 0) - (exact < 0)
            signs[i] = self.known[key]
        return signs, np.abs(gap)


class Comparisons:
    """All comparisons of the observations of a source, of their classes with the others."""

    def __init__(self, source):
        self.source, self.first = source, int(source.intercept)
        self.classes, self.size = len(source.order), len(source.shift)
        self.shift = [Fraction(float(s)) for s in source.shift]
        self.scale = [Fraction(float(s)) for s in source.scale]

    def given(self, matrix):
        """Return a matrix with the intercept's column of ones."""
        return np.concatenate([np.ones((len(matrix), self.first)), matrix], axis=1)

    def outcome(self, *directions, keep=200):
        """Return the `Outcome` of the last direction over the comparisons that all directions before it tie.

        directions: K rows of q fractions each, for the columns as given.
        """
        right, tied, wrong = np.zeros((3, self.classes, self.classes), dtype=int)
        some_right, some_wrong = [], []
        pairs = [(c, k, [_Sign(direction[c], direction[k]) for direction in directions])
                 for c in range(self.classes) for k in range(self.classes) if c != k]
        for matrix, counts in self.source.rows():
            for start in range(0, len(matrix), 8192):
                x = self.given(matrix[start:start + 8192])
                for c, k, signs in pairs:
                    own = x[counts[start:start + 8192, c] > 0]
                    for earlier in signs[:-1]:
                        own = own[earlier(own)[0] == 0]
                    sign, size = signs[-1](own)
                    right[c, k] += (sign > 0).sum()
                    tied[c, k] += (sign == 0).sum()
                    wrong[c, k] += (sign < 0).sum()
                    for store, which in ((some_right, sign > 0), (some_wrong, sign < 0)):
                        largest = np.flatnonzero(which)[size[which].argsort()[-keep:]]
                        store.extend((float(size[i]), tuple(own[i].tolist()), c, k) for i in largest)
                some_right, some_wrong = (sorted(each, reverse=True)[:keep]
                                          for each in (some_right, some_wrong))
        right_ones, wrong_ones = ([each[1:] for each in some] for some in (some_right, some_wrong))
        return Outcome(right, tied, wrong, right_ones, wrong_ones)

    def some(self):
        """Return all comparisons where they are few, or else evenly spaced ones and the outermost."""
        total = self.source.count * (self.classes - 1)
        stride = max(1, total // MANY)
        chosen, place = [], 0
        for matrix, counts in self.source.rows():
            index = np.arange((-place) % stride, len(matrix), stride)
            place += len(matrix)
            if stride > 1 and matrix.size:
                index = np.unique(np.concatenate([index, matrix.argmax(axis=0), matrix.argmin(axis=0)]))
            x = self.given(matrix[index])
            for row, each in zip(x.tolist(), counts[index]):
                chosen.extend((tuple(row), c, k) for c in range(self.classes) if each[c] > 0
                              for k in range(self.classes) if k != c)
        return chosen

    def tied(self, chosen, directions):
        """Return those of some comparisons that all directions tie."""
        for direction in directions:
            chosen = [(x, c, k) for x, c, k in chosen
                      if not sum((Fraction(entry) * (one - two) for entry, one, two
                                  in zip(x, direction[c], direction[k])), Fraction(0))]
        return chosen

    def integers(self, chosen):
        """Return comparisons as rows of integers: of the shifted and scaled columns, all times one number."""
        parts = {}
        for x, _, _ in chosen:
            if x not in parts:
                parts[x] = [(Fraction(entry) - shift) / scale
                            for entry, shift, scale in zip(x, self.shift, self.scale)]
        factor = max(entry.denominator for row in parts.values() for entry in row)
        parts = {x: [int(entry * factor) for entry in row] for x, row in parts.items()}
        rows, zeros = [], [0] * self.size
        for x, c, k in chosen:
            row = parts[x]
            minus = [-entry for entry in row]
            rows.append([entry for other in range(1, self.classes)
                         for entry in (row if other == c else minus if other == k else zeros)])
        return rows

    def as_given(self, flat):
        """Return a direction for the columns as given, from one for the shifted and scaled columns."""
        rows = [[Fraction(0)] * self.size]
        for k in range(self.classes - 1):
            row = [Fraction(entry) / scale for entry, scale
                   in zip(flat[k * self.size:(k + 1) * self.size], self.scale)]
            if self.first:
                row[0] -= sum((entry * shift for entry, shift in zip(row[1:], self.shift[1:])), Fraction(0))
            rows.append(row)
        return rows


def from_coefficients(source, coef):
    """Return the direction of a fit's coefficients and its exact `Outcome`; None if it does not separate."""
    comparisons = Comparisons(source)
    direction = comparisons.as_given([Fraction(float(entry)) for entry in coef.reshape(-1)])
    return _finished(comparisons, direction) if comparisons.outcome(direction).separates else None


def decide(source):
    """Return a separating direction and its exact `Outcome`; None where none exists. At any cost."""
    comparisons = Comparisons(source)
    direction = _direction(comparisons, [])
    return None if direction is None else _finished(comparisons, direction)


def _finished(comparisons, direction):
    """Return the direction, turned until it ties as few comparisons as can be, in small numbers."""
    found = [direction]
    while comparisons.outcome(direction).tied.any():
        more = _direction(comparisons, found)
        if more is None:
            break
        found.append(more)
        direction = _together(comparisons, direction, more)
    direction = _simplified(comparisons, direction)
    return direction, comparisons.outcome(direction)


def _together(comparisons, direction, more):
    """Return a direction that gets right what either gets right: the first, plus a little of the second."""
    _, tied, _ = comparisons.outcome(direction).totals
    part = Fraction(1)
    while True:
        both = [[a + part * b for a, b in zip(*rows)] for rows in zip(direction, more)]
        outcome = comparisons.outcome(both)
        if outcome.totals[1] < tied and not outcome.wrong.any():
            return both
        part /= 16


def _simplified(comparisons, direction):
    """Return a direction of the same outcome in as small fractions as a few attempts find."""
    greatest = max(abs(entry) for row in direction for entry in row)
    direction = [[entry / greatest for entry in row] for row in direction]
    totals = comparisons.outcome(direction).totals
    for digits in (1, 2, 3, 4, 6, 9, 12, 15):
        simple = [[entry.limit_denominator(10**digits) for entry in row] for row in direction]
        if any(entry for row in simple for entry in row) and comparisons.outcome(simple).totals == totals:
            return simple
    return direction


def _direction(comparisons, given):
    """Return a direction that separates the comparisons which those given tie, or None if there is none."""
    chosen = comparisons.tied(comparisons.some(), given)
    if not chosen:
        outcome = comparisons.outcome(*given, _anything(comparisons))
        chosen = outcome.some_right + outcome.some_wrong
        if not chosen:
            return None
    while True:
        rows = comparisons.integers(chosen)
        flat = nearest(rows)
        candidates = [flat] if any(flat) else null_vectors(rows)
        added = set()
        for candidate in candidates:
            direction = comparisons.as_given(candidate)
            outcome = comparisons.outcome(*given, direction)
            if outcome.separates:
                return direction
            if outcome.wrong.any() and not outcome.right.any():
                return [[-entry for entry in row] for row in direction]
            added.update(outcome.some_wrong)
            if not any(flat):
                added.update(outcome.some_right)
        added -= set(chosen)
        # Multipliers balance those chosen, and what they do not span ties everything.
        if not added:
            return None
        chosen = chosen + sorted(added)


def _anything(comparisons):
    """Return a direction that ties few comparisons by chance."""
    random = np.random.default_rng(20261121)
    return comparisons.as_given(list(map(Fraction, random.normal(size=(comparisons.classes - 1)
                                                                 * comparisons.size).tolist())))


def nearest(rows):
    """Return the shortest vector of the shape sum of (1 + mu_i) a_i with mu >= 0, times a positive integer.

    rows: the a_i, of integers. Where it is 0, positive multipliers balance the rows. Where it is not, its
    product with every a_i is at least 0, and that with some is more: it separates. (It is what is left of
    least squares with coefficients that are not negative: Lawson and Hanson 1974, here in integers, after a
    first attempt in floats has guessed which mu are positive.)
    """
    start = [sum(column) for column in zip(*rows)]
    passive = _guess_passive(rows)
    while passive:
        numerators, _ = _least_squares(rows, passive, start)
        if numerators is not None and min(numerators) > 0:
            break
        passive = ([] if numerators is None else
                   [i for i, numerator in zip(passive, numerators) if numerator > 0])
    values = {}
    if passive:
        numerators, determinant = _least_squares(rows, passive, start)
        values = {i: Fraction(numerator, determinant) for i, numerator in zip(passive, numerators)}
    while True:
        left = _left(rows, start, values)
        slopes = [_dot(row, left) for row in rows]
        steepest = min(range(len(rows)), key=slopes.__getitem__)
        if slopes[steepest] >= 0:
            return left
        values[steepest] = Fraction(0)
        while True:
            passive = sorted(values)
            numerators, determinant = _least_squares(rows, passive, start)
            wanted = {i: Fraction(numerator, determinant) for i, numerator in zip(passive, numerators)}
            if min(wanted.values()) > 0:
                values = wanted
                break
            # As far as all stay at least 0; those that reach 0 go.
            part = min(values[i] / (values[i] - wanted[i]) for i in passive
                       if wanted[i] <= 0 and values[i] > wanted[i])
            values = {i: values[i] + part * (wanted[i] - values[i]) for i in passive}
            values = {i: value for i, value in values.items() if value > 0}


def _dot(one, other):
    return sum(a * b for a, b in zip(one, other) if a and b)


def _left(rows, start, values):
    """Return start + the sum of values times rows, times their common denominator."""
    if not values:
        return list(start)
    common = 1
    for value in values.values():
        common = common * value.denominator // math.gcd(common, value.denominator)
    left = [common * entry for entry in start]
    for i, value in values.items():
        times = int(value * common)
        left = [entry + times * a for entry, a in zip(left, rows[i])]
    return left


def _least_squares(rows, passive, start):
    """Return the mu of the passive rows that make start + sum of mu_i a_i shortest: numerators, denominator.

    None and 0 where those rows depend on each other.
    """
    chosen = [rows[i] for i in passive]
    size = len(chosen)
    table = [[_dot(one, other) for other in chosen] + [-_dot(one, start)] for one in chosen]
    # Elimination without fractions (Bareiss 1968). No row need change its place: every minor is positive.
    before = 1
    for step in range(size):
        pivot = table[step][step]
        if pivot == 0:
            return None, 0
        for i in range(size):
            if i == step:
                continue
            factor = table[i][step]
            table[i] = [(pivot * a - factor * b) // before for a, b in zip(table[i], table[step])]
        before = pivot
    return [row[-1] for row in table], before


def _guess_passive(rows):
    """Return which mu float arithmetic finds positive in `nearest`."""
    greatest = max((abs(entry) for row in rows for entry in row), default=0)
    if not greatest:
        return []
    matrix = np.array([[float(Fraction(entry, greatest)) for entry in row] for row in rows])
    start = matrix.sum(axis=0)
    passive, mu = [], np.zeros(0)
    for _ in range(10 * matrix.shape[1] + 50):
        left = start + mu @ matrix[passive]
        slopes = matrix @ left
        slopes[passive] = 0
        i = int(slopes.argmin())
        if slopes[i] >= -1e-10 * (np.abs(matrix) @ np.abs(start)).max() or len(passive) == matrix.shape[1]:
            break
        passive, mu = [*passive, i], np.append(mu, 0.0)
        while passive:
            wanted = np.linalg.lstsq(matrix[passive].T, -start, rcond=None)[0]
            if wanted.min() > 0:
                mu = wanted
                break
            falls = (wanted <= 0) & (mu > wanted)
            part = np.min(mu[falls] / (mu[falls] - wanted[falls])) if falls.any() else 0.0
            mu = mu + part * (wanted - mu)
            stays = mu > 1e-14 * max(mu.max(), 1e-300)
            if stays.all():
                stays[wanted.argmin()] = False
            passive, mu = [j for j, keep in zip(passive, stays) if keep], mu[stays]
    return sorted(passive)


def null_vectors(rows):
    """Return a basis of the vectors whose product with every row is 0; rows: of integers."""
    chosen = _independent_by_remainders(rows)
    while True:
        basis = _null_vectors([rows[i] for i in chosen], len(rows[0]))
        missed = next((i for i, row in enumerate(rows) if any(_dot(row, vector) for vector in basis)), None)
        if missed is None:
            return basis
        chosen.append(missed)


def _independent_by_remainders(rows):
    """Return the indices of rows that are independent modulo a prime, and so are independent."""
    prime = 2**31 - 1
    rest = np.array([[entry % prime for entry in row] for row in rows], dtype=np.int64)
    chosen = []
    for j in range(rest.shape[1]):
        # A row that was chosen, or depends on the chosen ones, is 0 by now.
        i = int((rest[:, j] != 0).argmax())
        if rest[i, j]:
            row = rest[i] * pow(int(rest[i, j]), -1, prime) % prime
            rest = (rest - rest[:, j:j + 1] * row) % prime
            chosen.append(i)
    return chosen


def _null_vectors(rows, size):
    echelon = {}
    for row in rows:
        row = list(map(Fraction, row))
        for pivot, other in echelon.items():
            if row[pivot]:
                factor = row[pivot]
                row = [a - factor * b for a, b in zip(row, other)]
        pivot = next(j for j, entry in enumerate(row) if entry)       # there is one: the rows are independent
        row = [entry / row[pivot] for entry in row]
        for key, other in echelon.items():
            if other[pivot]:
                factor = other[pivot]
                echelon[key] = [a - factor * b for a, b in zip(other, row)]
        echelon[pivot] = row
        if len(echelon) == size:
            return []
    free = [j for j in range(size) if j not in echelon]
    return [[Fraction(int(i == j)) if i in free else -echelon[i][j] for i in range(size)] for j in free]
