"""Hard floats to try a function at, and its distance from a 50-digit reference in units in the last place."""

import mpmath
import numpy as np

DIGITS = 50
TINY = [5e-324, 1e-323, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-100, 1e-20, 1e-17, 1e-16, 1e-8]
HUGE = [1.7976931348623157e308, 1e308, 1e300, 1e100, 1e20]


def real_line():
    """Floats of both signs: subnormals, 1e308, the ends of exp's range (745 and 710), and the ordinary."""
    random = np.random.default_rng(20261121)
    middle = [random.normal(0, 3, 400), random.uniform(-40, 40, 400), random.uniform(-745.2, 745.2, 400),
              np.linspace(-746, -700, 200), np.linspace(-1, 1, 101)]
    ends = [*TINY, *HUGE, 36, 37, 709.78, 709.79, 745, 745.1332191019412, 745.14]
    powers = 10 ** random.uniform(-320, 308, 200)
    return np.concatenate([*middle, powers, -powers, ends, np.negative(ends)])


def positive():
    """The positive floats of `real_line`, and more around log 2 and 1."""
    line = real_line()
    near_log_2 = np.log(2) + np.arange(-50, 50) * 2.0**-53
    return np.concatenate([line[line > 0], np.linspace(0.05, 2, 800), near_log_2])


def open_unit():
    """Floats between 0 and 1: near both ends, near one half, subnormal, and the ordinary."""
    random = np.random.default_rng(20261121)
    near_half = 10 ** random.uniform(-16, -0.4, 200)
    points = np.concatenate([
        random.uniform(0, 1, 800), 10 ** random.uniform(-323, 0, 400), 1 - 10 ** random.uniform(-16, 0, 200),
        0.5 + near_half, 0.5 - near_half, TINY, 1 - np.arange(1, 20) * 2.0**-53,
        0.5 + np.arange(-20, 20) * 2.0**-54, np.linspace(0, 1, 101)])
    return points[(0 < points) & (points < 1)]


def worst(function, exact, points):
    """Return the largest error of function over points in ULP of the points' dtype, and the point.

    exact: the same function of one mpmath number, computed at 50 digits.
    """
    results = function(points)
    assert results.dtype == points.dtype
    with mpmath.workdps(DIGITS):
        errors = [ulp(result, exact(mpf(point))) for result, point in zip(results, points)]
    return max(zip(errors, points))


def mpf(x):
    """Return a NumPy float as it is, longdoubles too."""
    head = float(x)
    rest = float(x - x.dtype.type(head)) if np.isfinite(head) else 0.0
    return mpmath.mpf(head) + mpmath.mpf(rest)


def ulp(result, exact):
    """Return the distance of a NumPy float from an mpmath number, in ULP of its dtype at that number."""
    # The nearest longdouble is not needed: its spacing is that of a number as near as a float64.
    with np.errstate(over="ignore", invalid="ignore"):
        nearest = result.dtype.type(float(exact))
        spacing = np.spacing(abs(nearest)) if np.isfinite(nearest) else np.inf
    if not (np.isfinite(result) and np.isfinite(nearest)):
        return 0.0 if result == nearest else np.inf
    return float(abs(mpf(result) - exact) / mpf(spacing))
