"""What all functions share: dtypes, shapes, refusals, nan, blocks, out and where, docstrings."""

import inspect
import re
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mp
from numpy.testing import assert_array_equal

import logodds
from logodds import _arrays
from logodds._arrays import BLOCK, elementwise, log1p, surely_inside

FUNCTIONS = [getattr(logodds, name) for name in logodds.__all__ if inspect.isfunction(getattr(logodds, name))]
# Those that `elementwise` made have an out.
ELEMENTWISE = [function for function in FUNCTIONS if "out" in inspect.signature(function).parameters]
ONE_ARGUMENT = [function for function in ELEMENTWISE if len(inspect.signature(function).parameters) == 3]

every_function = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
every_elementwise = pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.__name__)
every_one_argument = pytest.mark.parametrize("function", ONE_ARGUMENT, ids=lambda f: f.__name__)


def a_value(function):
    """Return a number in the domain of a function of one argument."""
    rare = {"log1mexp": -0.25, "probability_from_decimal": 2, "probability_from_moneyline": 300}
    return rare.get(function.__name__, 0.25)


def parameters(function):
    return [name for name in inspect.signature(function).parameters if name not in ("out", "where")]


def test_the_lists_above_hold_the_functions():
    assert {"odds", "logit", "logistic", "odds_ratio"} <= {f.__name__ for f in ELEMENTWISE}
    assert len(ONE_ARGUMENT) >= 20


# Dtypes


@pytest.mark.parametrize("given_dtype, kept", [
    (np.float16, np.float16), (np.float32, np.float32), (np.float64, np.float64),
    (np.longdouble, np.longdouble), (np.dtype(">f8"), np.float64)])
@every_one_argument
def test_floats_keep_their_dtype(function, given_dtype, kept):
    argument = np.array([a_value(function)] * 3, dtype=given_dtype)
    assert function(argument).dtype == kept
    assert function(argument[0]).dtype == kept


@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.uint8, np.uint64])
@every_one_argument
def test_integers_become_float64(function, dtype):
    whole = {"log1mexp": 0, "probability_from_moneyline": 100}.get(function.__name__, 1)
    assert function(np.array([whole], dtype=dtype)).dtype == np.float64
    assert function(np.array([whole], dtype=dtype)) == function(float(whole))


def test_bools_become_float64():
    assert_array_equal(logodds.logit([False, True]), [-np.inf, np.inf])
    assert logodds.logistic(np.True_) == logodds.logistic(1.0)


def test_python_numbers_and_integers_do_not_widen():
    short = np.array([0.1, 0.2], dtype=np.float32)
    assert logodds.odds_ratio(short, 0.5).dtype == np.float32
    assert logodds.relative_risk_from_odds_ratio(np.array([2, 3]), short).dtype == np.float32
    assert logodds.odds_ratio(short, np.float64(0.5)).dtype == np.float64
    assert logodds.odds_ratio(short, np.longdouble(0.5)).dtype == np.longdouble


@every_one_argument
def test_short_floats_are_computed_in_float64_and_rounded_once(function):
    short = np.float32(a_value(function)) * np.linspace(0.9, 1.1, 50, dtype=np.float32)
    assert_array_equal(function(short), function(short.astype(np.float64)).astype(np.float32))


# Shapes


@every_one_argument
def test_scalar_out_for_scalar_in(function):
    for scalar in (a_value(function), np.array(a_value(function)), np.float64(a_value(function))):
        assert isinstance(function(scalar), np.float64)


@every_one_argument
def test_shapes_are_kept(function):
    table = np.full((2, 3, 4), float(a_value(function)))
    for array in (table, table.T, table[:, ::-1, ::2], np.asfortranarray(table), table[:0]):
        assert function(array).shape == array.shape
    assert function(table.tolist()).shape == table.shape
    assert function([]).shape == (0,)


def test_order_in_memory_does_not_change_the_result():
    p = np.random.default_rng(0).uniform(size=(7, 5, 3))
    for view in (p.T, p[::-1, :, ::2], p.swapaxes(0, 1)):
        assert_array_equal(logodds.logit(view), logodds.logit(view.copy(order="C")))


@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5])
def test_blocks_join_without_a_seam(size):
    x = np.linspace(-5, 5, size)
    whole = logodds.logistic(x)
    np.testing.assert_allclose(whole, 1 / (1 + np.exp(-x)), rtol=1e-14)
    assert (np.diff(whole) > 0).all()


def test_an_error_in_a_later_block_has_its_own_index():
    p = np.full((2, BLOCK), 0.5)
    p[1, 77] = 1.25
    with pytest.raises(ValueError, match=r"logit: p\[1, 77\] is 1\.25, but"):
        logodds.logit(p)


def test_arguments_broadcast():
    assert logodds.odds_ratio(np.full((3, 1), 0.5), np.full(4, 0.25)).shape == (3, 4)
    assert logodds.odds_ratio(p0=0.25, p1=0.5) == 3


def test_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match=r"odds_ratio: these shapes do not fit together: p1 \(2,\), p0 \(3,"):
        logodds.odds_ratio([0.1, 0.2], [0.1, 0.2, 0.3])


# Refusals


@pytest.mark.parametrize("value, message", [
    ("0.5", r"must hold real numbers, but its dtype is <U3"),
    ([b"0.5"], r"must hold real numbers, but its dtype is \|S3"),
    (0.5j, "must hold real numbers, but its dtype is complex128"),
    (np.array(["2026-11-21"], dtype="datetime64[D]"), "dtype is datetime64"),
    (np.zeros(2, dtype=[("a", float)]), "must hold real numbers, but its dtype is"),
    (None, r"must hold real numbers of a NumPy type, but \w+ is None"),
    ([0.5, None], r"but \w+\[1\] is None"),
    ([[0.5, 0.5], [0.5, "x"]], "must hold real numbers, but its dtype is <U"),
    (np.array([[0.5, {}]], dtype=object), r"but \w+\[0, 1\] is {}"),
    (Fraction(1, 2), "must hold real numbers of a NumPy type, but it holds Python objects"),
    (10**400, "must hold real numbers of a NumPy type, but it holds Python objects"),
    (np.ma.array([0.5, 0.5], mask=[False, True]), r"is or holds a masked array.*\.compressed\(\)"),
    ([np.ma.masked, 0.5], "is or holds a masked array"),
    ([[0.5], [np.ma.array([0.5])]], "is or holds a masked array"),
])
@every_elementwise
def test_what_is_no_real_number_is_refused(function, value, message):
    names = parameters(function)
    with pytest.raises(TypeError, match=f"^{function.__name__}: {names[0]}.* {message}"):
        function(value, *(0.5 for _ in names[1:]))


@every_elementwise
def test_ragged_lists_are_refused(function):
    names = parameters(function)
    with pytest.raises(ValueError, match=f"^{function.__name__}: {names[0]} is ragged"):
        function([0.5, [0.5, 0.5]], *(0.5 for _ in names[1:]))


# nan


@every_elementwise
@settings(max_examples=300)
@given(st.data())
def test_nan_comes_only_from_nan(function, data):
    names = parameters(function)
    rows = data.draw(st.lists(st.tuples(*(st.floats() for _ in names)), min_size=1, max_size=5))
    columns = [np.array(column) for column in zip(*rows)]
    fed = np.isnan(columns).any(axis=0)
    try:
        result = function(*columns)
    except ValueError as error:
        assert re.match(rf"{function.__name__}: {names[0]}(\[\d\])? is ", str(error))
        with np.errstate(invalid="ignore"):
            assert np.isnan(function(*columns)).any()
    else:
        assert_array_equal(np.isnan(result), fed)


def test_nan_is_given_where_the_caller_asks_for_it():
    with np.errstate(invalid="ignore"):
        assert_array_equal(logodds.logit([-3, 0.5, 2]), [np.nan, 0, np.nan])
        assert np.isnan(logodds.odds_ratio(0, 0))


def test_infinite_results_warn_nobody():
    # pytest turns warnings into errors; FloatingPointError would come from this errstate.
    with np.errstate(all="raise"):
        assert logodds.logit(0) == -np.inf
        assert logodds.odds(1) == np.inf
        assert logodds.logistic(-1e308) == 0
        assert logodds.odds(np.float16(0.9995)) > 1000


# out and where


def test_out_and_where():
    x, out = np.array([-1.0, 0.0, 1.0]), np.full(3, 7.0)
    assert logodds.softplus(x, out=out) is out
    assert_array_equal(out, logodds.softplus(x))
    assert logodds.logistic(x, out, where=x > 0) is out
    assert_array_equal(out, [*logodds.softplus(x[:2]), logodds.logistic(1)])


def test_what_where_leaves_out_is_not_judged():
    out = np.zeros(3)
    logodds.logit([0.5, 9, 0.75], out=out, where=[True, False, True])
    assert_array_equal(out, [0, 0, logodds.logit(0.75)])
    with pytest.raises(ValueError, match=r"logit: p\[2\] is 9\.0"):
        logodds.logit([0.5, 0.5, 9], out=out, where=[True, False, True])


@pytest.mark.parametrize("arguments, error, message", [
    ({"where": [True, False]}, ValueError, "where needs out"),
    ({"out": [0.0, 0.0]}, TypeError, r"out must be a NumPy array, but it is \[0\.0, 0\.0\]"),
    ({"out": np.zeros(3)}, ValueError, r"out has shape \(3,\), but the result has shape \(2,\)"),
    ({"out": np.zeros(2, dtype=int)}, TypeError, "out has dtype int64, which cannot hold a result"),
    ({"out": np.zeros(2), "where": [True] * 3}, ValueError, r"where has shape \(3,\), but the result has"),
])
def test_wrong_out_and_where(arguments, error, message):
    with pytest.raises(error, match=f"softplus: {message}"):
        logodds.softplus([1, 2], **arguments)


# The package


@every_function
def test_docstring_names_chapter_and_claim(function):
    chapter = function.__module__.removeprefix("logodds.")
    doc = inspect.getdoc(function)
    assert re.search(rf"^(Derived|Compared) in chapter ``{chapter}``\.$", doc, re.MULTILINE)
    assert re.search(rf"^Claim: ``{chapter}\.[a-z0-9_-]+``\.$", doc, re.MULTILINE)


def test_everything_public_is_exported():
    for module in ("odds", "logit", "logistic", "posterior", "softmax", "cross_entropy"):
        here = vars(sys.modules[f"logodds.{module}"])
        public = {name for name, value in here.items() if inspect.isfunction(value)
                  and value.__module__ == f"logodds.{module}" and not name.startswith("_")}
        assert public <= set(logodds.__all__)
    assert all(hasattr(logodds, name) for name in logodds.__all__)


def test_numbers_need_numpy_alone():
    heavy = "{'sympy', 'scipy', 'matplotlib', 'mpmath'}"
    code = f"import sys, logodds, logodds.data; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env={"PYTHONPATH": ":".join(sys.path)}).stdout.strip() == "[]"


def test_a_formula_may_have_defaults_of_its_own():
    @elementwise(x=(0, 10))
    def scaled(x, factor):
        return x * factor

    assert_array_equal(scaled([1, 2], factor=3), [3, 6])
    with pytest.raises(ValueError, match=r"scaled: x\[1\] is 11, factor is 1, but x must lie in \[0, 10\]"):
        scaled([1, 11], 1)
    with pytest.raises(TypeError, match="missing a required argument: 'factor'"):
        scaled(1)


@pytest.mark.parametrize("fast", [True, False], ids=["NumPy's", "ours, for processors without AVX-512"])
@pytest.mark.filterwarnings("ignore:invalid value")  # who calls it has silenced what inf makes
def test_log1p(fast, monkeypatch):
    monkeypatch.setattr(_arrays, "FAST_LOG1P", fast)
    random = np.random.default_rng(20)
    x = np.concatenate([[0, 5e-324, 1, 2.0**53, 1e308], 10 ** random.uniform(-20, 20, 2000), random.uniform(0, 3, 2000)])
    with mp.workdps(40):
        exact = [mp.log1p(mp.mpf(entry)) for entry in x.tolist()]
        off = [abs(mp.mpf(found) - right) for found, right in zip(log1p(x).tolist(), exact)]
        wrong = [entry for entry, by, right in zip(x, off, exact) if by > 1.1 * np.spacing(float(right))]
    assert wrong == []
    assert_array_equal(log1p(np.array([0.0, np.inf, np.nan])), [0, np.inf, np.nan])
    into = np.array([0.0, 1.0, np.inf])
    assert log1p(into, out=into) is into
    assert_array_equal(into, [0, np.log(2), np.inf])


@pytest.mark.parametrize("dtype", [np.float64, np.longdouble, np.float32, np.int64])
def test_inside_is_said_of_nothing_outside(dtype):
    inside = np.array([1, 0, 1], dtype)
    assert not surely_inside(np.array([1, 2], dtype), 0, 1)
    assert not surely_inside(np.array([1, -1], dtype), 0, 1)
    assert not surely_inside(np.array([-2, 1], dtype), -1, 1)
    assert surely_inside(np.array([-1, 1, 0], dtype), -1, 1) and surely_inside(inside[::2], 0, 1)
    if inside.dtype.kind == "f":
        assert not surely_inside(np.array([-0.0, 1], dtype), 0, 1)
        assert not surely_inside(np.array([np.nan, 1], dtype), 0, np.inf)
        assert not surely_inside(np.array([1, np.nan], dtype), -1, 1)
        assert surely_inside(np.array([1, np.inf], dtype), 0, np.inf)


def test_the_buffer_of_numpy_is_left_as_it_was():
    before = np.getbufsize()
    logodds.softmax(np.zeros((2, 2000)), axis=1)
    assert np.getbufsize() == before
