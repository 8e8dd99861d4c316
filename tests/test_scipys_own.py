"""SciPy's own tests of the functions that the book has too, run on the book's functions.

They come with an installed SciPy, and run in a process of their own: `tests.scipys_own` puts our functions in
the place of SciPy's. What our functions refuse on purpose is named below, with the reason, by how the failure
reads.
"""

import json
import os
import re
import subprocess
import sys
from importlib import util
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT, lacks
from tests.scipys_own import NAMES

MODULES = ["special.tests.test_logit", "special.tests.test_logsumexp", "special.tests.test_log1mexp",
           "special.tests.test_basic", "stats.tests.test_entropy"]
# Of the last two only these; _wrap_radians is a helper of SciPy's own.
SELECTED = "(test_logit or test_logsumexp or log1mexp or oftplus or xlogy or kl_div or rel_entr " \
           "or TestEntropy) and not wrap_radians"

# Of SciPy's tests that our functions fail, what the failure says, and why that is meant.
REFUSALS = {
    "complex": (r"TypeError: \w+: \w+ must hold real numbers, but its dtype is complex(64|128)$",
                "the book is about real scores; complex numbers are refused by name"),
    "negative sum": (r"ValueError: logsumexp: .* their weighted sum is negative \(see return_sign\)",
                     "SciPy returns nan without a word"),
    "out of domain": (r"ValueError: log1mexp: x is (1\.1|10000000000\.0|inf), but x must lie in \[-inf, 0\]",
                      "SciPy returns nan without a word"),
    "integer weights": (r"AssertionError: dtypes do not match.\nActual: float32\nDesired: float64$",
                        "integers beside float32, as counts are, do not widen it"),
    "base": (r"AssertionError: Regex pattern did not match.\n.*base` must be a positive number.*"
             r"\n.*'entropy: base must be one positive number other than 1, but it is -2'",
             "both refuse; only the words differ"),
    "shapes": (r"AssertionError: Regex pattern did not match.\n.*shapes are incompatible for broadcasting.*"
               r"\n.*'entropy: these shapes do not fit together: pk \(.*\), qk \(.*\)'",
               "both refuse; only the words differ"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Run SciPy's tests; return how often each function was called, what passed, and the failures by test."""
    if not util.find_spec("scipy") or not util.find_spec("scipy.special.tests"):
        lacks("SciPy with its tests")
    place = tmp_path_factory.mktemp("scipys_own")
    environment = os.environ | {"LOGODDS_CALLS": str(place / "calls"),
                                "PYTHONPATH": os.pathsep.join([str(ROOT / "code"), str(ROOT)])}
    environment.pop("SCIPY_ARRAY_API", None)
    (place / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.scipys_own", "-p", "no:cacheprovider",
         "-c", "pytest.ini", "--pyargs", "--junitxml=report.xml", "-k", SELECTED,
         *(f"scipy.{module}" for module in MODULES)],
        cwd=place, env=environment, capture_output=True, text=True, timeout=600)
    assert run.returncode in (0, 1), run.stdout[-3000:] + run.stderr[-3000:]
    passed, failed = [], {}
    for case in ElementTree.parse(place / "report.xml").iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        trouble = case.find("failure") if case.find("failure") is not None else case.find("error")
        if trouble is not None:
            failed[name] = trouble.get("message")
        elif case.find("skipped") is None:
            passed.append(name)
    return json.loads((place / "calls").read_text(encoding="utf-8")), passed, failed


def reasons(message):
    return [name for name, (pattern, _) in REFUSALS.items() if re.search(pattern, message)]


def test_every_failure_is_a_refusal_that_is_meant(report):
    _, passed, failed = report
    strays = {name: message for name, message in failed.items() if not reasons(message)}
    assert not strays
    assert len(passed) >= 120


def test_every_refusal_named_here_happens(report):
    _, _, failed = report
    assert {reason for message in failed.values() for reason in reasons(message)} == set(REFUSALS)


@pytest.mark.parametrize("reason, tests", [
    ("complex", "complex_sign|dtypes_a|dtypes_ab|gh21610|gh21709_small_imaginary|"
                "gh22601_infinite_elements|device|xlogy"),
    ("integer weights", r"dtypes_ab\[numpy-(float32-int|int\d\d-float32)\w*\]")])
def test_a_reason_excuses_no_other_test(report, reason, tests):
    _, _, failed = report
    for name in (name for name, message in failed.items() if reason in reasons(message)):
        assert re.search(rf"::test_(logsumexp_)?({tests})(\[|$)", name), name


@pytest.mark.parametrize("name", [name for _, name in NAMES])
def test_every_function_was_called(report, name):
    calls, _, _ = report
    assert calls.get(name, 0) >= 1
