"""What `make bench` measures with, and the results that are checked in."""

import json
import math

import mpmath
import numpy as np
import pytest
from logodds import data
from numpy.testing import assert_array_equal

from benchmarks import bars
from tests.conftest import ROOT, lacks

RESULTS = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def exact():
    """The module of exact formulas, where MPFR is installed."""
    try:
        from benchmarks import exact
    except ImportError:
        lacks("gmpy2 (make bench installs it)")
    return exact


def test_the_results_say_what_they_were_measured_on_and_name_no_place():
    assert {"processor", "cores", "versions", "NumPy dispatch of exp", "threads", "load"} <= set(RESULTS["machine"])
    text = json.dumps(RESULTS)
    assert "/home" not in text and "/work" not in text and "://" not in text


def test_the_results_hold_every_function_that_has_a_bar():
    measured = {(row["function"], row["dtype"]) for row in RESULTS["accuracy"]}
    assert {(name, dtype) for name in bars.ERROR for dtype in ("float64", "float32")} <= measured
    assert set(RESULTS["speed"]) == {"with AVX-512", "without AVX-512"}
    assert all(set(bars.SPEED) <= {row["function"] for row in rows} for rows in RESULTS["speed"].values())
    assert all(set(bars.FITS) < set(row["seconds"]) for row in RESULTS["fits"]) and len(RESULTS["fits"]) == 2


def test_the_table_of_bars_follows_from_the_measurements():
    assert bars.table(RESULTS) == RESULTS["bars"]


def test_contributing_shows_the_digest_of_these_results():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert bars.written_into(text, RESULTS) == text
    assert all(row["of"] in bars.digest(RESULTS) for row in RESULTS["bars"])


def test_the_digest_hides_nothing_that_is_short_or_not_measured():
    table = [row | {"verdict": verdict} for row, verdict in zip(RESULTS["bars"], ["SHORT", "not measured"])]
    said = bars.digest(RESULTS | {"bars": table})
    assert "**SHORT:**" in said and "**not measured:**" in said
    assert said.startswith("0 of 2 bars passed, 1 short, 1 not measured.")


def test_every_grid_is_about_15_000_points():
    assert all(9_000 <= row["points"] <= 20_000 for row in RESULTS["accuracy"]
               if "K =" not in row["grid"] and row["dtype"] == "float64")


def measured(**changes):
    """One row of accuracy in each dtype, with what is changed in the first."""
    row = {"function": "logit", "grid": "unit", "dtype": "float64", "unit": "ULP", "near 0": False,
           "max": {"ours": 1.2, "SciPy": 1.8, "torch": 1e15}}
    return {"accuracy": [row | changes, row | {"dtype": "float32", "max": {"ours": 0.5}}]}


def test_what_is_within_its_bars_passes():
    assert [row["verdict"] for row in bars.table(measured())] == ["pass", "pass", "pass"]


@pytest.mark.parametrize("found, verdicts", [
    ({"ours": 2.1, "SciPy": 2.0}, ["SHORT", "pass", "pass"]),
    ({"ours": 1.99, "SciPy": 1.8}, ["pass", "SHORT", "pass"]),
    # A peer that is not installed might have been the better one.
    ({"ours": 1.2, "SciPy": 1.8, "torch": None}, ["pass", "not measured", "pass"]),
    ({"ours": 1.99, "SciPy": 1.8, "torch": None}, ["pass", "SHORT", "pass"]),
    # Not even beside a peer who is as wrong.
    ({"ours": math.inf, "SciPy": math.inf}, ["SHORT", "SHORT", "pass"]),
])
def test_what_is_not_is_short_and_what_is_unknown_has_not_passed(found, verdicts):
    assert [row["verdict"] for row in bars.table(measured(max=found))] == verdicts


def test_the_worst_grid_decides():
    accuracy = measured()["accuracy"] + measured(grid="ends", max={"ours": 3.0, "SciPy": 9.0})["accuracy"]
    first = next(iter(bars.table({"accuracy": accuracy})))
    assert (first["verdict"], first["at"], first["measured"]) == ("SHORT", "ends", 3.0)


def test_a_processor_without_avx512_passes_no_bar_of_it():
    row = {"function": "softmax", "size": "10 x 10", "seconds": {"ours": 1.0, "SciPy": 2.0, "torch": None}}
    table = bars.table({"speed": {"without AVX-512": [row]}})
    verdicts = {f"{row['of']}, {row['bar']}": row["verdict"] for row in table}
    assert verdicts["softmax, SciPy's time over ours without AVX-512"] == "pass"
    assert verdicts["softmax, SciPy's time over ours with AVX-512"] == "not measured"
    assert verdicts["logit, SciPy's time over ours without AVX-512"] == "not measured"


def test_the_summary_counts():
    table = [{"verdict": verdict} for verdict in ["pass", "SHORT", "pass", "not measured"]]
    assert bars.summary(table) == "2 of 4 bars passed, 1 short, 1 not measured."


ONE = {
    "logistic": lambda x: 1 / (1 + mpmath.exp(-x)),
    "logistic_derivative": lambda x: mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2,
    "log_logistic": lambda x: -mpmath.log(1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "logit": lambda p: mpmath.log(p / (1 - p)),
    "inverse_softplus": lambda y: mpmath.log(mpmath.exp(y) - 1),
    "log1mexp": lambda x: mpmath.log(1 - mpmath.exp(x)),
}
POINTS = {"logit": [1e-300, 0.25, 0.5 + 1e-12, 1 - 2**-53], "log1mexp": [-700.0, -1.5, -0.5, -1e-200],
          "inverse_softplus": [1e-200, 0.7, 2.0, 600.0]}


@pytest.mark.parametrize("name", ONE)
def test_the_exact_formulas_are_those_of_the_definitions(exact, name):
    for x in POINTS.get(name, [-700.0, -1.0, -1e-9, 3.5, 690.0]):
        with exact.context(), mpmath.workdps(800):
            ours = mpmath.mpf(str(getattr(exact, name)(exact.as_mpfr(np.float64(x)))))
            assert abs(ours / ONE[name](mpmath.mpf(x)) - 1) < mpmath.mpf(10) ** -80, x


def test_the_exact_rows_are_those_of_the_definitions(exact):
    row = [0.0, -3.5, 12.0, 11.999]
    with exact.context(), mpmath.workdps(100):
        total = mpmath.fsum(map(mpmath.exp, row))
        scores = [exact.as_mpfr(np.float64(x)) for x in row]
        for k, x in enumerate(row):
            p = mpmath.exp(x) / total
            for ours, right in [(exact.softmax(scores)[k], p), (exact.log_softmax(scores)[k], mpmath.log(p)),
                                (exact.logsumexp(scores), mpmath.log(total)),
                                (exact.cost_of_class(scores, k), -mpmath.log(p)),
                                (exact.slope_of_class(scores, k)[k], p - 1)]:
                assert abs(mpmath.mpf(str(ours)) / right - 1) < mpmath.mpf(10) ** -70


def test_an_ulp_is_the_distance_of_two_floats(exact):
    with exact.context():
        one = exact.as_mpfr(np.float64(1))
        assert exact.ulps(np.float64(1), one) == 0
        assert exact.ulps(np.nextafter(1, 2), one) == 1
        assert exact.ulps(np.float32(1) + np.spacing(np.float32(1)), one) == 1
        assert exact.ulps(np.float64(0), exact.as_mpfr(np.float64(5e-324))) == 1
        assert exact.ulps(np.float64(np.nan), one) == math.inf == exact.ulps(np.float64(np.inf), one)


def test_the_errors_that_the_chapter_draws_are_those_of_a_fresh_computation(exact):
    from benchmarks import curves

    drawn, chosen = data.load("ulp_cost"), slice(None, None, 7)
    assert_array_equal(drawn["z"], curves.SCORES)
    fresh = curves.errors(curves.SCORES[chosen])
    assert set(drawn) == {"z", *fresh} and max(drawn["stable"].max(), fresh["stable"].max()) < 2
    for way, found in fresh.items():
        written = drawn[way][chosen]
        # Another processor may round an exponential otherwise, so that a few errors differ; their size does not.
        assert_array_equal(np.isinf(found), np.isinf(written))
        great = (written > 1e3) & np.isfinite(written)
        assert (np.abs(np.log2(found[great] / written[great])) > 1).sum() <= 0.1 * great.sum()
    assert all((drawn[way] > 1e15).any() for way in ("through_probability", "as_written"))
