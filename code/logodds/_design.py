"""What a fit is given, read and checked: columns, labels, counts, weights and offsets, whole or in blocks.

Inside a fit an observation is a column: the arrays hold one row a parameter or a class, and a few thousand
observations side by side (a `Piece`), which is what NumPy is fast at and what stays in the cache.
"""

from collections.abc import Iterator, Mapping
from numbers import Real
from typing import NamedTuple

import numpy as np

from logodds._arrays import as_real, place
from logodds.cross_entropy import xlogy

# So many bytes a piece has: fewer cost calls, more fall out of the cache.
PIECE_BYTES = 1_600_000
# The rows that a first guess is made from: one in so many, and never more than so many.
SAMPLE_STRIDE, SAMPLE_ROWS = 8, 65536

# Columns whose entries are smaller, or greater than its inverse, have variances that no float holds.
SMALLEST = 1e-120


class Rows(NamedTuple):
    """Some observations as they were given, checked; those of weight 0 are gone."""

    matrix: np.ndarray                # float64 (n, p)
    target: np.ndarray                # labels (n,), or counts of the classes (n, K)
    weights: np.ndarray | None        # (n,)
    offset: np.ndarray | None         # of the classes (n, K)


class Piece(NamedTuple):
    """Some observations as a fit computes with them: each a column."""

    design: np.ndarray                # (q, n); the intercept's row of ones first
    counts: np.ndarray                # (K, n), weighted
    totals: np.ndarray                # (n,), the sums of the counts
    offset: np.ndarray | None         # (K, n)


class Columns:
    """How a design matrix is made of what the user gives: names, and the levels of columns of text."""

    def __init__(self, called, X, like=None):
        """Read the names off X; like: the columns of an earlier block, for its levels."""
        self.levels = {}
        columns = _columns_of(called, X)
        if columns is None:
            shape = as_real(X, "X", called).shape
            self.given, self.names = None, [f"x{j}" for j in range(1 if len(shape) < 2 else shape[1])]
            return
        self.given = list(columns)
        for name, column in columns.items():
            if _is_text(column):
                levels = np.unique(_text(called, name, column))
                if levels.size < 2:
                    raise ValueError(f"{called}: column {name!r} has one level only, {levels.tolist()}")
                self.levels[name] = levels
        self.names = [label for name in self.given for label in
                      ([f"{name}[{level}]" for level in self.levels[name][1:]] if name in self.levels
                       else [name])]

    def matrix(self, called, X):
        """Return X as float64 of shape (n, p); ValueError or TypeError says which entry does not fit."""
        columns = _columns_of(called, X)
        if (columns is None) != (self.given is None):
            raise ValueError(f"{called}: the fit was given columns {'with' if self.given else 'without'} "
                             f"names, and X must be given so, too")
        if columns is None:
            matrix = _matrix(called, X)
            if matrix.shape[1] != len(self.names):
                raise ValueError(f"{called}: X has {matrix.shape[1]} columns, but the fit was given "
                                 f"{len(self.names)}")
            return matrix
        missing = [name for name in self.given if name not in columns]
        if missing:
            raise ValueError(f"{called}: X lacks the column {missing[0]!r}")
        parts = []
        for name in self.given:
            if name in self.levels:
                text, levels = _text(called, name, columns[name]), self.levels[name]
                unknown = ~np.isin(text, levels)
                if unknown.any():
                    i = int(unknown.argmax())
                    raise ValueError(f"{called}: {name}[{i}] is {str(text[i])!r}, but the levels of the fit "
                                     f"are {', '.join(map(str, levels))}")
                parts.extend((text == level).astype(np.float64) for level in levels[1:])
            else:
                parts.append(_finite(called, f"column {name}", columns[name], 1))
        lengths = {name: np.shape(columns[name])[0] for name in self.given}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"{called}: the columns differ in length: "
                             + ", ".join(f"{name} {length}" for name, length in lengths.items()))
        return np.stack(parts, axis=1)


def _columns_of(called, X):
    """Return X's columns by name, or None where it has no names."""
    if isinstance(X, Mapping):
        if not X:
            raise ValueError(f"{called}: X is an empty mapping: it has no columns")
        return {str(name): X[name] for name in X}
    if hasattr(X, "columns") and hasattr(X, "to_numpy"):         # a data frame
        return {str(name): X[name].to_numpy() for name in X.columns}
    return None


def _is_text(column):
    column = np.asarray(column)
    return column.dtype.kind in "UT" or (column.dtype.kind == "O" and column.size
                                         and isinstance(column.flat[0], str))


def _text(called, name, column):
    column = labels_of(called, name, column)
    if column.dtype.kind not in "UT":
        raise TypeError(f"{called}: {name} must hold text, as it did for the fit, but its dtype is "
                        f"{column.dtype}")
    return column


def _matrix(called, X):
    matrix = _finite(called, "X", X, None)
    if matrix.ndim == 1:
        matrix = matrix[:, np.newaxis]
    if matrix.ndim != 2:
        raise ValueError(f"{called}: X must have shape (n, p), or (n,) for one column, but its shape is "
                         f"{matrix.shape}")
    return matrix


def _finite(called, name, value, dimensions):
    array = as_real(value, name, called).astype(np.float64, copy=False)
    if dimensions is not None and array.ndim != dimensions:
        raise ValueError(f"{called}: {name} must have {dimensions} dimension{'s' * (dimensions > 1)}, but "
                         f"its shape is {array.shape}")
    with np.errstate(all="ignore"):
        # One fast pass: the sum is finite if all entries are, but for an overflow.
        doubtful = array.size and not np.isfinite(array.sum())
    if doubtful:
        wrong = ~np.isfinite(array)
        if wrong.any():
            index = tuple(map(int, np.unravel_index(wrong.argmax(), wrong.shape)))
            raise ValueError(f"{called}: {place(name, index)} is {array[index]}, but it must be finite")
    return array


def labels_of(called, name, y):
    """Return labels as an array of one dtype that can be sorted; TypeError or ValueError says what cannot."""
    if isinstance(y, np.ma.MaskedArray):
        raise TypeError(f"{called}: {name} is a masked array, whose mask would be lost")
    try:
        labels = np.asarray(y.to_numpy() if hasattr(y, "to_numpy") else y)
    except ValueError as error:
        raise ValueError(f"{called}: {name} is ragged: its rows have different lengths") from error
    if labels.dtype.kind == "O":
        entries = labels.reshape(-1).tolist()
        if entries and all(isinstance(entry, str) for entry in entries):
            labels = labels.astype(str)
        elif entries and all(isinstance(entry, Real) for entry in entries):
            labels = np.array(entries).reshape(labels.shape)
        else:
            stray = next((i for i, entry in enumerate(entries) if not isinstance(entry, str | Real)), None)
            what = "text and numbers together" if stray is None else f"{entries[stray]!r} at {stray}"
            raise TypeError(f"{called}: {name} must hold labels of one kind that can be sorted, but it holds "
                            f"{what}")
    elif isinstance(y, (list, tuple)) and labels.dtype.kind == "U":
        # NumPy would make text of a number that stands beside text.
        stray = next((entry for entry in np.array(y, dtype=object).reshape(-1) if not isinstance(entry, str)),
                     None)
        if stray is not None:
            raise TypeError(f"{called}: {name} must hold labels of one kind, but it holds text and {stray!r}")
    if labels.dtype.kind not in "biufUSTMm":
        raise TypeError(f"{called}: {name} must hold labels that can be sorted, but its dtype is "
                        f"{labels.dtype}")
    if labels.dtype.kind in "fMm":
        wrong = np.isnan(labels) if labels.dtype.kind == "f" else np.isnat(labels)
        if wrong.any():
            index = tuple(map(int, np.unravel_index(wrong.argmax(), wrong.shape)))
            raise ValueError(f"{called}: {place(name, index)} is {labels[index]}, which is no label")
    return labels


def read_rows(called, columns, binary, X, y, sample_weight=None, *, trials=None, offset=None):
    """Return the `Rows` of one block of arguments; binary: for two classes, whose counts come with trials."""
    matrix = columns.matrix(called, X)
    count = matrix.shape[0]
    if count == 0:
        raise ValueError(f"{called}: X has no rows")
    if trials is not None:
        if not binary:
            raise TypeError(f"{called}: trials are for two classes; counts of more are a y of shape (n, K)")
        target = _counts_of_trials(called, y, trials, count)
    else:
        target = labels_of(called, "y", y)
        if target.ndim == 2 and not binary:
            target = _finite(called, "y", y, 2)
            _refuse(called, "y", target, target < 0, "but a count is not negative")
        elif target.ndim != 1:
            raise ValueError(f"{called}: y must have shape ({count},), but its shape is {target.shape}")
    if target.shape[0] != count:
        raise ValueError(f"{called}: X has {count} rows, but y has {target.shape[0]}")

    weights = None
    if sample_weight is not None:
        weights = _of_rows(called, "sample_weight", sample_weight, count, 1)
        _refuse(called, "sample_weight", weights, weights < 0, "but a weight is not negative")
    if offset is not None:
        offset = _of_rows(called, "offset", offset, count, 1 if binary else 2)
        if binary:
            offset = np.stack([np.zeros(count), offset], axis=1)

    counts = target.sum(axis=1) if target.ndim == 2 else 1
    if weights is not None or target.ndim == 2:
        kept = (counts if weights is None else weights * counts) > 0
        if not kept.all():
            matrix, target = matrix[kept], target[kept]
            weights, offset = (None if each is None else each[kept] for each in (weights, offset))
    return Rows(matrix, target, weights, offset)


def _counts_of_trials(called, y, trials, count):
    successes = _of_rows(called, "y", y, count, 1)
    trials = _of_rows(called, "trials", trials, count, 1)
    _refuse(called, "trials", trials, trials < 0, "but a number of trials is not negative")
    outside = (successes < 0) | (successes > trials)
    if outside.any():
        i = int(outside.argmax())
        raise ValueError(f"{called}: y[{i}] is {successes[i]}, but successes must lie in [0, trials], and "
                         f"trials[{i}] is {trials[i]}")
    return np.stack([trials - successes, successes], axis=1)


def _of_rows(called, name, value, count, dimensions):
    array = as_real(value, name, called)
    if dimensions == 1 and array.ndim == 0:
        array = np.broadcast_to(array, (count,))
    array = _finite(called, name, array, dimensions)
    if array.shape[0] != count:
        raise ValueError(f"{called}: X has {count} rows, but {name} has {array.shape[0]}")
    return array


def _refuse(called, name, array, wrong, why):
    if wrong.any():
        index = tuple(map(int, np.unravel_index(wrong.argmax(), wrong.shape)))
        raise ValueError(f"{called}: {place(name, index)} is {array[index]}, {why}")


class Source:
    """The observations of a fit, to be passed over again and again: kept in memory, or read anew each time.

    Each column is shifted by about its mean (only beside an intercept) and divided by a power of 2, so that
    it lies in [-1, 1]. A shifted entry is the exact one but for one rounding.
    """

    def __init__(self, called, open_rows, *, intercept, kept, reference, binary):
        """Survey the rows. open_rows: called with nothing, yields `Rows` from the first one on.

        kept: whether to keep the pieces in memory. reference: the label of the class that the others are
        compared with, None for the first.
        """
        self.called, self.intercept, self._open = called, intercept, open_rows
        self._survey(kept)
        self._order_classes(reference, binary)
        self._pieces = None
        if kept:
            self._pieces = list(self._scaled(self._raw))
        del self._raw
        self.kept = len(self._pieces) if kept else 0

    def pieces(self):
        """Yield the observations piece by piece."""
        if self._pieces is not None:
            yield from self._pieces
            return
        count = 0
        for piece in self._scaled(self._cut(self._open())):
            count += piece.totals.size
            yield piece
        if count != self.count:
            raise ValueError(f"{self.called}: the blocks held {self.count} rows of positive weight when "
                             f"first read, and {count} when read again")

    def rows(self):
        """Yield `Rows` as they were given, and the counts of their classes in the fit's order (n, K)."""
        for rows in self._open():
            yield rows.matrix, self._counts(rows.target).T

    def sample(self):
        """Return a piece of evenly spaced observations, all where they are few; and count the classes."""
        few = self.count <= SAMPLE_STRIDE * 512
        stride, taken, size = (1 if few else SAMPLE_STRIDE), [], 0
        self.class_weights, self.saturated = np.zeros(self.classes.size), 0.0
        for piece in self.pieces():
            self.class_weights += piece.counts.sum(axis=1)
            if self.grouped:
                self.saturated += xlogy(piece.counts, piece.counts / piece.totals).sum()
            # Not the same place of every period of a table that is sorted by something.
            start = len(taken) % stride
            thin = Piece(*(None if part is None else part[..., start::stride].copy() for part in piece))
            taken.append(thin)
            size += thin.totals.size
            if size > SAMPLE_ROWS:
                taken = [Piece(*(None if part is None else part[..., ::2].copy() for part in each))
                         for each in taken]
                stride, size = 2 * stride, sum(each.totals.size for each in taken)
        return Piece(*(None if parts[0] is None else np.concatenate(parts, axis=-1)
                       for parts in zip(*taken)))

    def _survey(self, kept):
        self.count, self._raw, sums, low, high, seen = 0, [], None, None, None, []
        self.grouped = self.with_offset = False
        self.weight = self.weight_squares = self.offset_reach = 0.0
        for part in self._cut(self._open()):
            matrix, target = part[0], part[1]
            self.count += matrix.shape[1]
            if sums is None:
                sums = np.zeros(matrix.shape[0])
                low, high = np.full_like(sums, np.inf), np.full_like(sums, -np.inf)
            if matrix.shape[1]:
                with np.errstate(all="ignore"):
                    sums += matrix.sum(axis=1)
                low, high = np.minimum(low, matrix.min(axis=1)), np.maximum(high, matrix.max(axis=1))
            self.grouped, self.with_offset = target.ndim == 2, self.with_offset or part[3] is not None
            if part[3] is not None:
                self.offset_reach = max(self.offset_reach, np.abs(part[3]).max(initial=0.0))
            totals = target.sum(axis=1) if self.grouped else 1.0
            totals = totals if part[2] is None else totals * part[2]
            with np.errstate(all="ignore"):
                self.weight += np.broadcast_to(totals, matrix.shape[1]).sum()
                self.weight_squares += np.broadcast_to(np.square(totals), matrix.shape[1]).sum()
            seen = _joined(self.called, seen, target)
            if kept:
                self._raw.append(part)
        if not self.count:
            raise ValueError(f"{self.called}: no observation has a positive weight")
        if not np.isfinite(self.weight_squares):
            raise ValueError(f"{self.called}: the weights, sample_weight or counts y, are so great that their squares "
                             "overflow")
        self.labels = seen
        self._place_columns(sums, low, high)

    def _place_columns(self, sums, low, high):
        size = sums.size
        self.shift, reach = np.zeros(size), np.maximum(np.abs(low), np.abs(high))
        if self.intercept:
            spread = high / 2 - low / 2
            with np.errstate(all="ignore"):
                middle = np.clip(sums / self.count, low, high)
            middle = np.where(np.isfinite(middle), middle, low / 2 + high / 2)
            # Of few digits, so that columns of few digits are shifted exactly.
            unit = np.ldexp(1.0, np.frexp(spread)[1] - 6)
            with np.errstate(all="ignore"):
                self.shift = np.where(np.isfinite(middle / unit), np.round(middle / unit) * unit, middle)
                reach = np.maximum(np.abs(low - self.shift), np.abs(high - self.shift))
            self.shift[0], reach[0] = 0, 1
        beyond = (reach > 0) & ~((SMALLEST <= reach) & (reach <= 1 / SMALLEST))
        if beyond.any():
            j = int(beyond.argmax())
            raise ValueError(f"{self.called}: column {j - self.intercept} of X spreads over {reach[j]:.3g}, "
                             f"which is not in [{SMALLEST}, {1 / SMALLEST:.0e}]: give it in another unit")
        self.constant = low == high
        self.scale = np.ldexp(1.0, np.frexp(np.where(reach > 0, reach, 1))[1])
        self.scale[:self.intercept] = 1

    def _order_classes(self, reference, binary):
        classes = self.labels
        if binary and self.grouped:
            classes = np.array([False, True])
        elif self.grouped:
            classes = np.arange(classes.size)
        self.classes = classes
        if reference is None:
            first = 0
        else:
            found = np.flatnonzero(classes == reference)
            if not found.size:
                raise ValueError(f"{self.called}: reference is {reference!r}, but the classes are "
                                 f"{', '.join(map(str, classes))}")
            first = int(found[0])
        # The place of each class of the fit among the labels: the reference comes first.
        self.order = np.concatenate([[first], np.delete(np.arange(classes.size), first)])

    def _counts(self, target):
        """Return the counts of the classes, in the fit's order, of labels or of counts: (K, n)."""
        if target.ndim == 2:
            if target.shape[1] != self.classes.size:
                raise ValueError(f"{self.called}: y has {target.shape[1]} columns of counts in one block and "
                                 f"{self.classes.size} in another")
            return np.ascontiguousarray(target.T[self.order])
        counts = np.empty((self.classes.size, target.size))
        for row, k in zip(counts, self.order):
            np.equal(target, self.classes[k], out=row)
        return counts

    def _cut(self, blocks):
        """Yield (design (q, n), target, weights, offset), cut to pieces and turned."""
        for rows in blocks:
            count, columns = rows.matrix.shape
            size = columns + self.intercept
            step = int(2 ** np.clip(np.floor(np.log2(PIECE_BYTES / 8 / max(size, 1))), 8, 13))
            for start in range(0, max(count, 1), step):
                part = slice(start, min(start + step, count))
                design = np.empty((size, part.stop - part.start))
                design[:self.intercept] = 1
                design[self.intercept:] = rows.matrix[part].T
                yield (design, *(None if each is None else each[part] for each in rows[1:]))

    def _scaled(self, parts):
        first = int(self.intercept)
        shift, factor = self.shift[first:, np.newaxis], 1 / self.scale[first:, np.newaxis]
        for design, target, weights, offset in parts:
            if first:
                design[first:] -= shift
            design[first:] *= factor
            counts = self._counts(target)
            if weights is not None:
                counts *= weights
            if offset is not None:
                if offset.shape[1] != self.order.size:
                    raise ValueError(f"{self.called}: y holds {self.order.size} classes, but the offset is for "
                                     f"{offset.shape[1]}")
                offset = np.ascontiguousarray(offset.T[self.order])
            yield Piece(design, counts, counts.sum(axis=0), offset)


def _joined(called, seen, target):
    """Return the sorted labels seen so far, with those of one more piece."""
    if target.ndim == 2:
        return np.arange(target.shape[1])
    if len(seen) == 0:
        return np.unique(target)
    if seen.dtype.kind != target.dtype.kind and not {seen.dtype.kind, target.dtype.kind} <= set("biuf"):
        raise TypeError(f"{called}: y holds labels of dtype {seen.dtype} in one block and {target.dtype} in "
                        "another")
    return _union(seen, target)


def _union(seen, target):
    # Nearly always nothing is new, and a comparison with each label costs less than a sort.
    if len(seen) <= 16 and seen.dtype == target.dtype:
        known = target == seen[0]
        for label in seen[1:]:
            known |= target == label
        return seen if known.all() else np.union1d(seen, target[~known])
    return np.union1d(seen, target)


def opened(called, blocks):
    """Return a function that iterates over blocks from the first one on, each time it is called."""
    if callable(blocks):
        return lambda: iter(blocks())
    if isinstance(blocks, Iterator):
        raise TypeError(f"{called}: blocks can be read once only, but every step of the fit reads them: give "
                        "a function that opens them anew, or a list")
    try:
        iter(blocks)
    except TypeError as error:
        raise TypeError(f"{called}: blocks must be a function that returns an iterator, or a sequence, "
                        f"but it is {blocks!r}") from error
    return lambda: iter(blocks)
