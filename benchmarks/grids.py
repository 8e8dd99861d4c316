"""About 15,000 points a function, ordinary and hard: subnormals, ends, both sides of every cut, and all between."""

import numpy as np

SEED = 20261121
TINY, HUGE = 5e-324, 1.7976931348623157e308
ENDS = [TINY, 1e-310, 2.2250738585072014e-308, 1e-300, 1e-17, 2.0**-53, 36.0, 36.7368005696771, 37.0, 88.7, 103.9,
        709.78, 709.79, 745.0, 745.1332191019412, 745.14, 1e16, 1e100, 1e308, HUGE]


def line(size=15_000):
    """Numbers of both signs: ordinary, of all sizes, near 0, near ±709 and ±745, and up to ±1e308."""
    random = np.random.default_rng(SEED)
    part = size // 6
    sizes = 10.0 ** random.uniform(-323, 308, part)
    points = np.concatenate([
        random.normal(0, 3, 2 * part), random.uniform(-40, 40, part), random.uniform(-745.2, 745.2, part),
        np.concatenate([sizes[::2], -sizes[1::2]]), random.choice([-1, 1], part) * random.uniform(700, 746, part),
        ENDS, np.negative(ENDS), [0.0]])
    return points


def positive(size=15_000):
    """Numbers above 0: as `line` has them, and many around 1 and log 2."""
    random = np.random.default_rng(SEED)
    points = np.abs(line(size * 2 // 3))
    around = np.concatenate([1 + random.normal(0, 1, size // 6) * 10.0 ** random.uniform(-15, -1, size // 6),
                             np.log(2) + random.normal(0, 1, size // 6) * 10.0 ** random.uniform(-16, -1, size // 6)])
    points = np.concatenate([points, around])
    return points[points > 0]


def unit(size=15_000):
    """Numbers between 0 and 1: ordinary, near 0 down to subnormals, near 1/2 and near 1."""
    random = np.random.default_rng(SEED)
    part = size // 5
    points = np.concatenate([
        random.uniform(0, 1, 2 * part), 10.0 ** random.uniform(-323, 0, part), 1 - 10.0 ** random.uniform(-16, 0, part),
        0.5 + random.choice([-1, 1], part) * 10.0 ** random.uniform(-16, -0.4, part),
        [each for each in ENDS if each < 1]])
    return points[(0 < points) & (points < 1)]


def pairs_near(size=15_000):
    """Two shares that differ by a part of 1e-16 to 1."""
    random = np.random.default_rng(SEED)
    x = 10.0 ** random.uniform(-300, 0, size)
    y = x * (1 + random.choice([-1, 1], size) * 10.0 ** random.uniform(-16, -0.1, size))
    return x, y


def pairs(size=15_000):
    """Two positive numbers of all sizes."""
    random = np.random.default_rng(SEED)
    return 10.0 ** random.uniform(-150, 150, size), 10.0 ** random.uniform(-150, 150, size)


def rows(kind, classes, size=15_000):
    """Rows of scores: "ordinary" (normal, deviation 3), "wide" (±700), "tied", or "one certain"."""
    random = np.random.default_rng(SEED)
    shape = (max(2, size // classes), classes)
    if kind == "ordinary":
        return random.normal(0, 3, shape)
    if kind == "wide":
        return random.uniform(-700, 700, shape)
    if kind == "tied":
        return np.round(random.uniform(-5, 5, (shape[0], 1)) + random.integers(0, 2, shape), 1)
    if kind == "above the greatest":
        # Nearly equal scores near 0: the log of their number is all there is.
        return random.uniform(-1, 1, (shape[0], 1)) + random.normal(0, 1e-3, shape)
    top = np.zeros(shape)
    top -= 10.0 ** random.uniform(-3, 2.5, shape)
    top[:, 0] = 0
    return top
