"""Array arguments, by SciPy's conventions: what every elementwise function does around its formula.

A formula is written once, for float64 (or longdouble) arrays; `elementwise` makes a public function of it:

* array-likes in, an array of the broadcast shape out, a NumPy scalar for a scalar;
* float16, float32, float64 and longdouble are kept (the short two are computed in float64, rounded once);
  integers and bools become float64, and neither they nor Python numbers widen a shorter float beside them;
* text, objects, complex numbers, dates, ragged lists and masked arrays are refused by name;
* nan comes out only where nan went in. Where a function has no value, ValueError says at which index and
  argument; within ``np.errstate(invalid="ignore")`` the caller has asked for NumPy's nan, and gets it;
* infinite values are answers (``logit(0)`` is -inf), and give no warning;
* ``out=`` and ``where=`` mean what they mean for a NumPy ufunc, except that ``where`` needs an ``out``.
"""

import functools
import inspect
import math
import operator
from numbers import Real

import numpy as np
from numpy.lib.introspect import opt_func_info

# So many float64 at a time keep a formula's intermediate arrays in the second-level cache.
BLOCK = 16384

# NumPy has a fast log1p for processors with AVX-512, and for no others; its log is fast on most.
FAST_LOG1P = any("baseline" not in kind["current"]
                 for kind in opt_func_info("^log1p$", "float64").get("log1p", {}).values())


def elementwise(formula=None, /, *, called="", undefined="", **domains):
    """Turn a formula on float arrays into a public function of array-likes.

    domains: an argument's least and greatest value, both allowed; the others take every real number.
    called: how errors call the function, where it serves a public one of another name.
    undefined: words for the error where the formula gives nan although every argument is in its domain;
    a formula that can do so must give them.
    """
    if formula is None:
        return functools.partial(elementwise, called=called, undefined=undefined, **domains)

    called = called or formula.__name__
    names = tuple(inspect.signature(formula).parameters)
    signature = _with_out_and_where(inspect.signature(formula))

    @functools.wraps(formula)
    def function(*arguments, **named):
        out, where = None, True
        if named or len(arguments) != len(names):
            bound = signature.bind(*arguments, **named).arguments
            out, where = bound.pop("out", None), bound.pop("where", True)
            arguments = tuple(bound.values())

        arrays = [as_real(value, name, called) for value, name in zip(arguments, names)]
        shape = common_shape(called, names, arrays)
        dtype = kept_dtype(arguments, arrays)
        if out is not None:
            _check_out(called, out, shape, dtype)
        elif where is not True:
            raise ValueError(f"{called}: where needs out, or the other entries would hold no value")
        if where is not True:
            where = _mask(called, where, shape)
            # Left out as nan, an entry can neither be refused nor move the index of one that is.
            arrays = [np.where(where, array, np.nan) for array in arrays]

        result = np.empty(shape, dtype)
        _evaluate(formula, called, dict(zip(names, arrays)), domains, undefined, result)
        if out is None:
            return result[()]
        np.copyto(out, result, casting="same_kind", where=where)
        return out

    function.__signature__ = signature
    return function


def as_real(value, name, function):
    """Return value as an array of bools, integers or floats; TypeError or ValueError says what else it is.

    name, function: how the error calls the value and the function that was given it.
    """
    if _holds_mask(value):
        raise TypeError(f"{function}: {name} is or holds a masked array, whose mask would be lost: "
                        "use .compressed() to drop or .filled(np.nan) to mark the masked entries")
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{function}: {name} is ragged: its rows have different lengths") from error
    if array.dtype.kind == "O":
        stray = next((index for index in np.ndindex(array.shape) if not isinstance(array[index], Real)), None)
        what = "it holds Python objects" if stray is None else f"{place(name, stray)} is {array[stray]!r}"
        raise TypeError(f"{function}: {name} must hold real numbers of a NumPy type, but {what}")
    if array.dtype.kind not in "biuf":
        raise TypeError(f"{function}: {name} must hold real numbers, but its dtype is {array.dtype}")
    return array


def kept_dtype(arguments, arrays):
    """Return the dtype of the result: the widest float among the arrays, or float64 where there is none."""
    floats = [array.dtype for argument, array in zip(arguments, arrays)
              if array.dtype.kind == "f" and type(argument) is not float]
    return np.result_type(*floats).newbyteorder("=") if floats else np.dtype(np.float64)


def working_dtype(dtype):
    """Return the dtype to compute in: short floats are computed in float64, and rounded at the end."""
    return np.result_type(dtype, np.float64)


def surely_inside(entries, least, greatest):
    """Return whether all entries lie in [least, greatest], and none is -0.0 if least is 0.

    False is no answer: a nan or a zero may call for a closer look.
    """
    if least == 0 and entries.dtype == np.float64:
        # In one pass, because floats from 0 on are ordered as their bits are; those of -0.0 and nan are greater.
        return bool(entries.view(np.uint64).max() <= np.float64(greatest).view(np.uint64))
    lowest = entries.min()
    return bool((least < lowest or least == lowest != 0) and entries.max() <= greatest)


def as_index(value, name, function):
    """Return value as an int; TypeError says what else it is."""
    try:
        return operator.index(value)
    except TypeError as error:
        raise TypeError(f"{function}: {name} must be one int, but it is {value!r}") from error


def common_shape(function, names, arrays):
    """Return the shape that the named arrays broadcast to; ValueError tells the shapes if they do not."""
    try:
        return np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError as error:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(names, arrays))
        raise ValueError(f"{function}: these shapes do not fit together: {shapes}") from error


def place(name, index):
    """Return how an error names an entry: ``p[2, 0]``, or ``p`` alone for a scalar."""
    return f"{name}[{', '.join(map(str, index))}]" if len(index) else name


def _with_out_and_where(signature):
    out = inspect.Parameter("out", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)
    where = inspect.Parameter("where", inspect.Parameter.KEYWORD_ONLY, default=True)
    return signature.replace(parameters=[*signature.parameters.values(), out, where])


def _holds_mask(value):
    if isinstance(value, (list, tuple)):
        return any(map(_holds_mask, value))
    return isinstance(value, np.ma.MaskedArray)


def _check_out(function, out, shape, dtype):
    if not isinstance(out, np.ndarray):
        raise TypeError(f"{function}: out must be a NumPy array, but it is {out!r}")
    if out.shape != shape:
        raise ValueError(f"{function}: out has shape {out.shape}, but the result has shape {shape}")
    if not np.can_cast(dtype, out.dtype, "same_kind"):
        raise TypeError(f"{function}: out has dtype {out.dtype}, which cannot hold a result of dtype {dtype}")


def _mask(function, where, shape):
    try:
        return np.broadcast_to(np.asarray(where, dtype=bool), shape)
    except ValueError as error:
        raise ValueError(f"{function}: where has shape {np.shape(where)}, "
                         f"but the result has shape {shape}") from error


def _evaluate(formula, called, arrays, domains, undefined, result):
    """Fill result block by block; arrays: the arguments by name."""
    nan_is_wanted = np.geterr()["invalid"] == "ignore"
    columns = {name: np.broadcast_to(array, result.shape).reshape(-1) for name, array in arrays.items()}
    values = result.reshape(-1)
    dtype = working_dtype(result.dtype)

    def refuse(position, why):
        index = np.unravel_index(position, result.shape)
        given = ", ".join(f"{place(name, _own_index(index, array))} is {array[_own_index(index, array)]}"
                          for name, array in arrays.items())
        raise ValueError(f"{called}: {given}, {why}")

    with np.errstate(all="ignore"):
        for start in range(0, values.size, BLOCK):
            block = {name: column[start:start + BLOCK].astype(dtype, copy=False)
                     for name, column in columns.items()}
            for name, (least, greatest) in domains.items():
                entries = block[name]
                if surely_inside(entries, least, greatest):
                    continue
                if least == 0:
                    # 1 / -0.0 would be -inf, on the wrong side of the domain.
                    block[name] = entries = entries + 0.0
                outside = (entries < least) | (entries > greatest)
                if not outside.any():
                    continue
                if not nan_is_wanted:
                    refuse(start + outside.argmax(), f"but {name} must lie in [{least}, {greatest}]")
                block[name] = np.where(outside, np.nan, entries)

            value = formula(**block)
            # The greatest value is nan as soon as any is, and costs one fast pass.
            if undefined and not nan_is_wanted and math.isnan(value.max()):
                lost = np.isnan(value) & ~np.any([np.isnan(entries) for entries in block.values()], axis=0)
                if lost.any():
                    refuse(start + lost.argmax(), undefined)
            values[start:start + BLOCK] = value


def _own_index(index, array):
    """Return where the entry at index of the broadcast result stands in one of its arguments."""
    own = index[len(index) - array.ndim:]
    return tuple(0 if size == 1 else int(i) for i, size in zip(own, array.shape))


def log1p(x, out=None):
    """Return log(1 + x) for an array of floats in [0, inf]; out: where it may go, x itself if need be.

    Error at most 1.1 ULP, with and without AVX-512.
    """
    if FAST_LOG1P:
        return np.log1p(x, out=out)
    sums = 1 + x
    # What the rounding cut off the sum: its share of the sum is what it adds to the log.
    lost = sums - 1
    np.subtract(x, lost, out=lost)
    lost /= sums
    if not math.isfinite(sums.max()):
        lost[np.isinf(sums)] = 0
    result = np.log(sums, out=out)
    result += lost
    return result
