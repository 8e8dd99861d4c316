"""The small tables that the book computes with: one CSV each, with its source in the lines marked #.

>>> load("us_population")["year"][:3]
array([1790, 1800, 1810])
"""

import csv
from importlib import resources

import numpy as np


def available():
    """Return the names of the tables."""
    return sorted(file.name.removesuffix(".csv") for file in resources.files(__name__).iterdir()
                  if file.name.endswith(".csv"))


def source(name):
    """Return where a table comes from and what its columns mean: the lines marked # in its file."""
    comments = (line for line in _lines(name) if line.startswith("#"))
    return "\n".join(line.removeprefix("#").strip() for line in comments)


def load(name):
    """Return the columns of a table by name, each a one-dimensional array of integers, floats or text.

    name: one of `available()`. ValueError for another name, or where a line of the file has too few or too
    many entries, or an empty one.
    """
    lines = [(number, line) for number, line in enumerate(_lines(name), 1) if not line.startswith("#")]
    header, *rows = csv.reader(line for _, line in lines)
    for (number, _), row in zip(lines[1:], rows):
        if len(row) != len(header) or not all(row):
            raise ValueError(f"{name}.csv, line {number}: {row} does not fill the columns {header}")
    return {column: _typed(entries) for column, entries in zip(header, zip(*rows))}


def _lines(name):
    if name not in available():
        raise ValueError(f"no table is called {name!r}; there are {', '.join(available())}")
    return resources.files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines()


def _typed(entries):
    for kind in (np.int64, np.float64):
        try:
            return np.array(entries, dtype=kind)
        except ValueError:
            continue
    return np.array(entries)


def prints_as(values, printed):
    """Return the numbers as a source printed them, if they print so; ValueError names the first that does not.

    values: real numbers of any shape; printed: as many numbers as text, apart by spaces. Each value is rounded to
    as many decimals as its text has.
    """
    values, texts = np.ravel(values), printed.split()
    if values.size != len(texts):
        raise ValueError(f"prints_as: {values.size} values, but {len(texts)} printed numbers")
    for value, text in zip(values, texts):
        digits = len(text.partition(".")[2])
        if not abs(round(float(value), digits) - float(text)) <= 1e-9 * max(1, abs(float(text))):
            raise ValueError(f"prints_as: {value} does not print as {text}")
    return printed
