"""The tables: their totals, what is published of them, and the loader's refusals."""

from importlib import resources

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from logodds import data, odds_ratio_from_counts, relative_risk_from_counts, verhulst, verhulst_through

FILES = sorted((file for file in resources.files(data).iterdir() if file.name.endswith(".csv")),
               key=lambda file: file.name)


def test_available_names_every_file():
    assert data.available() == [file.name.removesuffix(".csv") for file in FILES]
    assert {"berkeley_admissions", "us_population"} <= set(data.available())


@pytest.mark.parametrize("name", data.available())
def test_every_table_loads_and_says_its_source(name):
    table = data.load(name)
    assert len({len(column) for column in table.values()}) == 1
    assert "Source: " in data.source(name) and "Columns: " in data.source(name)
    assert all(column in data.source(name) for column in table)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_opens_with_its_citation(file):
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ") and text.isascii() and text.endswith("\n")
    # A row of a table is one line.
    assert max(len(line) for line in text.splitlines() if line.startswith("#")) <= 110


def berkeley():
    table = data.load("berkeley_admissions")
    assert_array_equal(table["department"], np.repeat(list("ABCDEF"), 2))
    assert_array_equal(table["sex"], ["men", "women"] * 6)
    return np.stack([table["admitted"], table["rejected"]], axis=1).reshape(6, 2, 2)


def test_berkeley_totals():
    tables = berkeley()
    assert tables.dtype == np.int64
    assert_array_equal(tables.sum(axis=0), [[1198, 1493], [557, 1278]])
    assert tables.sum() == 4526


def test_berkeley_published_ratios():
    tables = berkeley()
    published = [0.349, 0.803, 1.133, 0.921, 1.222, 0.828]
    assert_array_equal(np.round(odds_ratio_from_counts(tables), 3), published)
    assert round(odds_ratio_from_counts(tables.sum(axis=0)), 5) == 1.84108
    assert round(relative_risk_from_counts(tables.sum(axis=0)), 3) == 1.467


def test_census():
    before, after = data.load("us_population"), data.load("us_population_after_1910")
    assert_array_equal(np.append(before["year"], after["year"]), np.arange(1790, 2021, 10))
    assert (np.diff(np.append(before["population"], after["population"])) > 0).all()
    chosen = [0, 6, 12]
    assert_array_equal(before["population"][chosen], [3.929, 23.192, 91.972])
    curve = verhulst_through(before["year"][chosen], before["population"][chosen])
    # Pearl and Reed's curve misses no count to 1910 by more than the war does.
    assert_allclose(verhulst(before["year"], *curve), before["population"], atol=1.05)


def test_columns_have_their_own_types():
    table = data.load("us_population")
    assert table["year"].dtype == np.int64 and table["population"].dtype == np.float64
    assert data.load("berkeley_admissions")["sex"].dtype.kind == "U"


@pytest.mark.parametrize("function", [data.load, data.source])
def test_unknown_names_are_answered_with_the_known(function):
    with pytest.raises(ValueError, match="no table is called 'titanic_'; there are aspirin, beetles, "):
        function("titanic_")


@pytest.mark.parametrize("line", ["A,1", "A,1,2,3", "A,,2"])
def test_a_line_that_does_not_fill_the_columns_is_named(monkeypatch, line):
    monkeypatch.setattr(data, "_lines", lambda name: ["# Source: none", "a,b,c", "A,1,2", line])
    with pytest.raises(ValueError, match=r"table\.csv, line 4: \['A',.* does not fill the columns \['a'"):
        data.load("table")


def test_numbers_that_print_as_published_are_returned_as_printed():
    assert data.prints_as([1.5046, -4.0777], "1.5046 -4.0777") == "1.5046 -4.0777"
    assert data.prints_as(np.array([[0.0486, 12.4], [100.4, -0.04]]), "0.05 12.40 100 0") == "0.05 12.40 100 0"


@pytest.mark.parametrize("values, printed, message", [
    ([1.5046, 2.0], "1.5046", "2 values, but 1 printed numbers"),
    ([1.5046], "1.505 2", "1 values, but 2 printed numbers"),
    ([1.5046], "1.504", "1.5046 does not print as 1.504"),
    ([3.0, 1.50464], "3 1.5047", "1.50464 does not print as 1.5047"),
    ([np.nan], "1.0", "nan does not print as 1.0"),
])
def test_numbers_that_do_not_are_named(values, printed, message):
    with pytest.raises(ValueError, match=f"prints_as: {message}"):
        data.prints_as(values, printed)
