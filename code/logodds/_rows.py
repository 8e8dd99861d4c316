"""Functions along an axis, by SciPy's conventions: what softmax and its kin do around their formulas.

Whatever the axis runs over is one row. A formula gets a block of rows at a time, in float64 or longdouble,
and `by_rows` does the rest: axis None (all entries), an int or a tuple; the dtypes and the refusals of
`logodds._arrays`; an error that names the row where a formula has no value.

Moderate scores are exponentiated as they are: a float's exponential is nearly exact, and the ratios are those of
the softmax. Others are taken from the greatest, and what rounding cuts off the difference is kept, because e^x
magnifies it by as much as 700. Source of the sum apart from its greatest term: Blanchard, Higham and Higham 2021.
"""

import math
import operator

import numpy as np

from logodds._arrays import BLOCK, as_real, common_shape, kept_dtype, place, surely_inside, working_dtype

INFINITY = float("inf")

# Rows up to so long are turned to lie side by side, because NumPy is slow along a short axis.
SHORT = 16
# Up to so many entries einsum adds the halves of a row as exactly as `sum`, at less cost; longer rows `sum` splits.
EINSUM = 128
# So many entries make a block, of turned and of other rows: more than elementwise, where a block costs fewer calls.
TURNED_BLOCK, ROWS_BLOCK = 4 * BLOCK, 8 * BLOCK

# NumPy writes a row's one value out into a buffer, as often as it has entries, unless the row is longer than that.
LONG = 512

# Of scores up to this size all exponentials, their sums and the quotients of any two are ordinary floats.
MODERATE = 350

# To a sum of exponentials above it, those that are no normal floats add nothing.
FAINT_SUM = 1e-280

# Why a row has no softmax, and none times a vector.
NO_GREATEST = "but a softmax needs a greatest score that is finite, or alone at inf"
NO_PRODUCT = "but the product needs finite vectors, and scores whose greatest is finite, or alone at inf"

# log 2 is the sum of these two; the first has 40 bits, so that it times the exponent of a float is exact.
LOG_2_SHORT, LOG_2_REST = 0.6931471805592082, 7.371002565167799e-13


def by_rows(formula, called, arrays, axis, *, reduces, keepdims=False, per_row=(), undefined="", throughout=False,
            dtype=None, of_nothing=None, fills=False):
    """Return what a formula makes of every row of some arrays.

    formula: called with a block of each array, then of each per_row array, and with the axis (0 or 1) that
    runs along the rows of the blocks, which it must not write into.
    called: how errors call the function. arrays: array-likes by name, whose shapes broadcast.
    reduces: whether the formula returns one value a row (with its axis, of length 1) or one an entry; for a
    formula that returns a tuple, a tuple of these.
    per_row: arrays of one entry a row, of any dtype, which they keep.
    undefined: words for the error where the first result is nan although nothing in the row is.
    throughout: whether the formula makes such a row nan in every entry, so that one shows it.
    dtype: of the results, if not the one that the arrays ask for.
    of_nothing: the result, or results, of a row without entries; ValueError refuses one where this is None.
    fills: whether the formula takes an array to return its last result in, or None, as `out`.
    """
    values = [as_real(value, name, called) for name, value in arrays.items()]
    dtype = kept_dtype(arrays.values(), values) if dtype is None else np.dtype(dtype)
    layout = Layout(called, common_shape(called, tuple(arrays), values), axis, of_nothing is not None)
    if layout.length == 0:
        columns = np.broadcast_to(np.asarray(of_nothing, dtype), (layout.count, np.size(of_nothing)))
        shaped = tuple(layout.reduced(column.copy(), keepdims) for column in columns.T)
        return shaped if isinstance(reduces, tuple) else shaped[0]
    rows = [layout.rows(value) for value in values]
    columns = [np.reshape(column, (layout.count, 1)) for column in per_row]
    kinds = reduces if isinstance(reduces, tuple) else (reduces,)
    results = [np.empty((layout.count, 1) if reduced else layout.whole, dtype) for reduced in kinds]
    targets = [result if reduced else layout.rows(result) for result, reduced in zip(results, kinds)]
    turned, work = layout.length <= SHORT, working_dtype(dtype)
    along = 0 if turned else 1
    nan_is_wanted = np.geterr()["invalid"] == "ignore"

    with np.errstate(all="ignore"):
        if layout.length > LONG:
            np.setbufsize(LONG)  # until the end of this errstate
        # An odd number of rows, because columns a power of 2 apart share their place in the cache.
        step = (TURNED_BLOCK if turned else ROWS_BLOCK) // layout.length | 1
        for start in range(0, layout.count, step):
            part = slice(start, start + step)
            blocks = [np.asarray(row[part].T if turned else row[part], dtype=work, order="C") for row in rows]
            out = targets[-1][part] if fills and not turned and dtype == work else None
            found = formula(*blocks, *(column[part].T if turned else column[part] for column in columns),
                            axis=along, **({"out": out} if fills else {}))
            found = found if isinstance(reduces, tuple) else (found,)
            # The greatest value is nan as soon as any is, and costs one fast pass.
            telling = found[0].take([0], axis=along) if throughout else found[0]
            if undefined and not nan_is_wanted and math.isnan(telling.max()):
                fed = np.any([np.isnan(block).any(axis=along) for block in blocks], axis=0)
                lost = np.isnan(found[0]).any(axis=along) & ~fed
                if lost.any():
                    row = start + lost.argmax()
                    given = ", ".join(f"{layout.place(name, row, value)} is {brief(entries[row])}"
                                      for name, value, entries in zip(arrays, values, rows))
                    raise ValueError(f"{called}: {given}, {undefined}")
            for target, value in zip(targets, found):
                if value is not out:
                    target[part] = value.T if turned else value

    shaped = tuple(layout.reduced(target, keepdims) if reduced else layout.filled(result, target)
                   for result, target, reduced in zip(results, targets, kinds))
    return shaped if isinstance(reduces, tuple) else shaped[0]


class Layout:
    """Which entries of an array of some shape an axis argument makes a row."""

    def __init__(self, called, shape, axis, may_be_empty=False):
        """Work it out; AxisError, TypeError or ValueError says what is wrong with the axis or the shape.

        called: how errors call the function. may_be_empty: whether a row without entries has a value.
        """
        self.shape = shape
        # A number counts as a row of one entry.
        self.whole = shape or (1,)
        self.axes = _axes(called, axis, len(self.whole))
        self.lead = tuple(size for i, size in enumerate(self.whole) if i not in self.axes)
        self.along = tuple(self.whole[i] for i in self.axes)
        self.count, self.length = math.prod(self.lead), math.prod(self.along)
        self._last = range(-len(self.axes), 0)
        if self.length == 0 and not may_be_empty:
            raise ValueError(f"{called}: axis {axis} of shape {shape} holds no entry, and so has no value")

    def rows(self, array):
        """Return an array that broadcasts to the shape as (rows, entries of a row), if it can as a view."""
        if array.shape != self.whole:
            array = np.broadcast_to(array, self.whole)
        if self.axes != tuple(range(len(self.lead), len(self.whole))):
            array = np.moveaxis(array, self.axes, self._last)
        return array.reshape(self.count, self.length)

    def filled(self, array, rows):
        """Return an array of the shape, once the rows that `rows` made of it are filled."""
        if not np.may_share_memory(array, rows):
            np.moveaxis(array, self.axes, self._last)[...] = rows.reshape(self.lead + self.along)
        return array.reshape(self.shape)[()]

    def reduced(self, column, keepdims):
        """Return one value a row, given as (rows, 1), in the shape without the axis, or with 1 there."""
        kept = tuple(1 if i in self.axes else size for i, size in enumerate(self.shape))
        return column.reshape(kept if keepdims else self.lead)[()]

    def place(self, name, row, array):
        """Return how an error names a row: ``x[3, :]``, or ``x`` where it is the only one or broadcast."""
        if not self.lead or array.shape != self.shape:
            return name
        index = iter(np.unravel_index(row, self.lead))
        return place(name, [":" if i in self.axes else int(next(index)) for i in range(len(self.shape))])


def check_inside(called, name, value, least=0, greatest=1):
    """Return value as an array; ValueError names its first entry outside [least, greatest]; nan passes."""
    array = as_real(value, name, called)
    if array.size and not surely_inside(array, least, greatest):
        outside = (array < least) | (array > greatest)
        if outside.any():
            index = tuple(map(int, np.argwhere(outside)[0]))
            raise ValueError(f"{called}: {place(name, index)} is {array[index]}, "
                             f"but {name} must lie in [{least}, {greatest}]")
    return array


def check_distributions(called, name, value, axis, layout=None):
    """Return the sums of the rows, (rows, 1); ValueError for the first that is no distribution; nan passes.

    layout: of the value's shape and the axis, where it is known.
    """
    array = check_inside(called, name, value)
    layout = layout or Layout(called, array.shape, axis)
    rows = layout.rows(array)
    # As exact as the sum of costs that they weigh, which einsum takes, too.
    sums = np.einsum("ij->i", rows.astype(working_dtype(array.dtype), copy=False))[:, None]
    # Half the digits of the dtype: rounded probabilities pass, others do not.
    allowed = np.sqrt(np.finfo(array.dtype if array.dtype.kind == "f" else np.float64).eps)
    wrong = np.abs(sums - 1) > allowed
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(f"{called}: {layout.place(name, row, array)} is {brief(rows[row])}, whose sum is "
                         f"{sums[row, 0]}, and not 1 (axis is {axis})")
    return sums


def brief(entries):
    """Return a row as an error shows it, its middle left out where it is long."""
    return np.array2string(entries, threshold=6, edgeitems=3)


def _axes(called, axis, dimensions):
    if axis is None:
        return tuple(range(dimensions))
    try:
        axes = [operator.index(each) for each in (axis if isinstance(axis, tuple) else (axis,))]
    except TypeError as error:
        raise TypeError(f"{called}: axis must be None, an int or a tuple of ints, "
                        f"but it is {axis!r}") from error
    for each in axes:
        if not -dimensions <= each < dimensions:
            raise np.exceptions.AxisError(f"{called}: there is no axis {each} in {dimensions} dimensions")
    axes = tuple(each % dimensions for each in axes)
    if not axes or len(set(axes)) < len(axes):
        raise ValueError(f"{called}: axis must name at least one axis, and none twice, but it is {axis!r}")
    return axes


# Sums of exponentials, on blocks


def spots(index, shape, axis):
    """Return where in a flattened block the entries stand that an index along the axis names, one a row."""
    rows = np.arange(shape[1 - axis])
    return rows * shape[1] + index.reshape(-1) if axis else index.reshape(-1) * shape[1] + rows


def greatest(x, axis):
    """Return the greatest entry of each row, nan where one is nan."""
    if axis == 0:
        return x.max(axis=0, keepdims=True)
    # Along a row, NumPy is faster to say where it is than what it is.
    return x.reshape(-1)[spots(x.argmax(axis=1), x.shape, 1)][:, None]


def topped(x, axis):
    """Return the scores and the greatest of each row, a finite one.

    A score alone at inf becomes 0 and leaves the others at -inf; rows without a greatest score become nan.
    """
    top = greatest(x, axis)
    if np.isfinite(top).all():
        return x, top
    tops = x == INFINITY
    alone = (tops.sum(axis=axis, keepdims=True) == 1) & ~np.isnan(top)  # which is nan beside any nan
    x = np.where(np.isfinite(top), x, np.where(alone, np.where(tops, 0, -INFINITY), np.nan))
    return x, x.max(axis=axis, keepdims=True)


def below_top(x, axis, temperature=1.0):
    """Return what each score of a row lies below the greatest, over the temperature, rounded."""
    x, top = topped(x, axis)
    return x - top if temperature == 1 else _cooled(x, top, x.dtype.type(temperature))[0]


def _cooled(x, top, temperature):
    if temperature == 0:
        return np.where(x == top, x - top, -INFINITY), np.zeros_like(x)
    if temperature == INFINITY:
        return np.where(x == -INFINITY, x - top, 0 * x), np.zeros_like(x)
    # Its power of 2 is divided out where nothing can overflow: before the difference if great, else after.
    fraction, power = np.frexp(temperature)
    before, after = max(power, 0), min(power, 0)
    d, lost = difference(np.ldexp(x, -before), np.ldexp(top, -before))
    return quotient(np.ldexp(d, -after), np.ldexp(lost, -after), fraction)


def difference(x, top):
    """Return x - top rounded, and what the rounding cut off (0 where that is not finite)."""
    d = x - top
    # (x - (d - back)) - (top + back), with back = d - x, in as little memory as it takes.
    lost = d - x
    back = d - lost
    lost += top
    np.subtract(x, back, out=back)
    np.subtract(back, lost, out=lost)
    return d, _finite(lost)


def quotient(d, lost, divisor):
    """Return (d + lost) / divisor rounded, and what the rounding cut off; divisor: between 1/2 and 1."""
    q = d / divisor
    back, cut = product(q, divisor)
    return q, _finite(((d - back) - cut + lost) / divisor)


def product(x, y):
    """Return x y rounded, and what the rounding cut off (Dekker 1971); x and y: neither huge nor tiny."""
    p = x * y
    (x_high, x_low), (y_high, y_low) = _halves(x), _halves(y)
    cut = x_high * y_high - p
    for one, other in ((x_low, y_high), (x_high, y_low), (x_low, y_low)):
        cut += one * other
    return p, cut


def _halves(x):
    """Return two floats of half as many digits, so that their products are exact, whose sum is x."""
    high = x * x.dtype.type(2 ** ((np.finfo(x.dtype).nmant + 2) // 2) + 1)
    high -= high - x
    return high, x - high


def _finite(lost):
    # Only what is infinite loses what is not finite; it is rare.
    if not math.isfinite(lost.sum()):
        lost[~np.isfinite(lost)] = 0
    return lost


def exponentials(x, axis, temperature=1.0, out=None):
    """Return terms, start and power, so that e^(score / temperature) is terms e^start / 2^power in each row.

    out: where the terms may go.
    """
    if temperature == 1 and -MODERATE <= x.min() and x.max() <= MODERATE:
        return np.exp(x, out=out), 0.0, 0
    x, top = topped(x, axis)
    d, lost = difference(x, top) if temperature == 1 else _cooled(x, top, x.dtype.type(temperature))
    terms = corrected(np.exp(d), lost)
    faint = d < -700
    if not faint.any():
        return terms, top, 0
    # Below the smallest normal float they have lost digits, which their sum would show: raise all by 2^512.
    higher, more = difference(d, -512 * LOG_2_SHORT)
    raised = corrected(np.exp(higher), lost + more + 512 * LOG_2_REST)
    return np.where(faint, raised, np.ldexp(terms, 512)), top, 512


def corrected(e, lost):
    """Return e^(d + lost) of an e = e^d and of what d lost."""
    more = e * lost
    more += e
    return more


def total(terms, axis):
    """Return the sum along the axis (kept), added in pairs, so that few roundings meet in any entry."""
    if axis == 1:
        half = terms.shape[1] // 2
        if half > EINSUM // 2:
            return terms.sum(axis=1, keepdims=True)
        return (np.einsum("ij->i", terms[:, :half]) + np.einsum("ij->i", terms[:, half:]))[:, None]
    while len(terms) > 1:
        half = len(terms) // 2
        pairs = terms[:half] + terms[half:2 * half]
        if len(terms) % 2:
            pairs[-1] += terms[-1]
        terms = pairs
    return terms


def across(operate, x, column, out=None):
    """Return what a NumPy operation makes of the entries of rows and of one entry a row.

    out: where it may go; not x. Over rows that are not LONG, NumPy takes longer to spread the column than `copyto`.
    """
    if x.shape[1] > LONG:
        return operate(x, column, out=out)
    out = np.empty_like(x) if out is None else out
    np.copyto(out, column)
    return operate(x, out, out=out)


def weighted_total(weights, terms, axis):
    """Return the sum of weights times terms along the axis (kept)."""
    if axis == 1:
        return np.einsum("ij,ij->i", weights, terms)[:, None]
    return np.einsum("ij,ij->j", weights, terms)[None]


def split(terms, spot, axis):
    """Return of each row the term at its spot, and the sum of the others, which it cannot drown."""
    if terms.shape[axis] == 1:
        return terms.copy(), np.zeros_like(terms)
    flat = terms.reshape(-1)
    own = flat[spot]
    flat[spot] = 0
    others = total(terms, axis)
    flat[spot] = own
    return own.reshape(others.shape), others


def apart(terms, axis):
    """Return the greatest term of each row, and the sum of the others, which it cannot drown."""
    if axis == 1:
        return split(terms, spots(terms.argmax(axis=1), terms.shape, 1), 1)
    # A knock-out: the greater of two goes on, the smaller joins the others.
    if len(terms) == 1:
        return terms.copy(), np.zeros_like(terms)
    top, others = terms, None
    while len(top) > 1:
        half = len(top) // 2
        one, two = top[:half], top[half:2 * half]
        winners, losers = np.maximum(one, two), np.minimum(one, two)
        if others is not None:
            losers += others[:half]
            losers += others[half:2 * half]
        if len(top) % 2:
            losers[-1] += np.minimum(winners[-1], top[-1])
            losers[-1] += 0 if others is None else others[-1]
            winners[-1] = np.maximum(winners[-1], top[-1])
        top, others = winners, losers
    return top, others


def leading(x, axis, temperature=1.0, out=None, digits=True):
    """Return what each score lies below the greatest, the terms of `exponentials`, these `apart`, and a spot.

    out: where the first may go. digits: whether each term needs all its digits, or only the sum of the others.
    spot: as `spots` gives it, where the greatest are, if that was asked; None if not.
    """
    if axis == 1 and temperature == 1 and (not digits or x.min() >= -MODERATE):
        spot = spots(x.argmax(axis=1), x.shape, 1)
        top = x.reshape(-1)[spot][:, None]
        if -MODERATE <= top.min() and top.max() <= MODERATE:
            terms = np.exp(x)
            top_term, others = split(terms, spot, 1)
            if digits or others.min() > FAINT_SUM:
                return across(np.subtract, x, top, out), terms, top_term, others, spot
    terms, _, _ = exponentials(x, axis, temperature)
    return below_top(x, axis, temperature), terms, *apart(terms, axis), None


def log_of_sum(top, others, start, power):
    """Return start + log((top + others) / 2^power), rounded about once."""
    sums, lost = difference(top, -others)
    fraction, exponent = np.frexp(sums)
    exponent = exponent - (fraction < 0.7)
    small = LOG_2_REST * (exponent - power) + np.log(np.ldexp(sums, -exponent)) + lost / sums
    # The log of a power of 2 is added without error.
    value, cut = difference(start, -LOG_2_SHORT * (exponent - power))
    return value + (cut + small)


def weigh(a, b):
    """Return a and b of the same b e^a, where no weight is infinite, and a is -inf for a weight of 0."""
    endless = np.isinf(b)
    a = np.where(endless & (a > -INFINITY), INFINITY, np.where(endless, np.nan, a))
    return np.where(b == 0, -INFINITY, a), np.where(endless, np.sign(b), b)


def weighted_terms(a, b, axis):
    """Return b e^a over the greatest of its row, the sum of the others, and the greatest one's a and b.

    a, b: as `weigh` returns them; greatest: in size. A term alone at inf leaves the others 0; rows without a
    greatest term become nan.
    """
    part, power = np.frexp(b)
    # Within a factor of 2 the greatest is great enough.
    lead = (a + power * LOG_2_SHORT).argmax(axis=axis, keepdims=True)
    a_top, b_top, part_top, power_top = (np.take_along_axis(each, lead, axis) for each in (a, b, part, power))
    # (b / b_top) e^(a - a_top) in one exponential: alone, either factor may over- or underflow.
    shift = power_top - power
    d, lost = difference(a, a_top)
    d, more = difference(d, shift * LOG_2_SHORT)
    terms = part / part_top * corrected(np.exp(d), lost + more - shift * LOG_2_REST)
    terms = np.where(b == 0, a_top - a_top, terms)
    endless = a == INFINITY
    if endless.any():
        count = endless.sum(axis=axis, keepdims=True)
        terms = np.where(count == 1, endless, np.where(count > 1, np.nan, terms))
    others = terms.copy()
    np.put_along_axis(others, lead, 0, axis)
    return terms, total(others, axis), a_top, b_top


def log_weighted_sum(a, b, axis):
    """Return the log of the size of the sum of b e^a, and its sign; nan where inf and -inf are added."""
    a, b = weigh(a, b)
    _, rest, a_top, b_top = weighted_terms(a, b, axis)
    # The greatest term is the 1 of log1p. With the other sign, the others may outweigh it.
    size = a_top + (np.log(np.abs(b_top)) + np.log1p(np.where(rest < -1, -2 - rest, rest)))
    sign = np.sign(b_top) * np.sign(1 + rest)
    nothing, endless = a_top == -INFINITY, a == INFINITY
    if nothing.any() or endless.any():
        net = total(endless * np.sign(b), axis)
        agreed = np.abs(net) == endless.sum(axis=axis, keepdims=True)
        size = np.where(a_top == INFINITY, np.where(agreed, INFINITY, np.nan), np.where(nothing, a_top, size))
        sign = np.where(a_top == INFINITY, np.where(agreed, np.sign(net), np.nan),
                        np.where(nothing, 0, sign))
    return size, sign


def log_of_weighted_sum(a, b, axis):
    """Return the log of the sum of b e^a, nan where it is negative, and its sign."""
    size, sign = log_weighted_sum(a, b, axis)
    return np.where(sign < 0, np.nan, size), sign


def shares_and_rest(x, axis):
    """Return the softmax p and 1 - p, which does not cancel even where p is nearly 1."""
    e, _, _ = exponentials(x, axis)
    top, others = apart(e, axis)
    p = e / (top + others)
    return p, np.where(e == top, others / (top + others), 1 - p)


def from_mean(p, vector, axis):
    """Return v less its mean under p, from its likeliest entry on, so that a common part costs no digits."""
    v = vector - np.take_along_axis(vector, p.argmax(axis=axis, keepdims=True), axis)
    return v - total(p * v, axis)


def jacobian_product(x, vector, axis):
    """Return the Jacobian of the softmax at x times the vector."""
    p, _ = shares_and_rest(x, axis)
    return p * from_mean(p, vector, axis)
