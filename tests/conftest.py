"""What all tests share: where the book is, and what to do on a machine that lacks a browser or TeX."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A loaded machine is slow; that is no failure of the function under test.
settings.register_profile("book", deadline=None)
settings.load_profile("book")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root():
    """The folder of the book."""
    return ROOT


def lacks(what):
    """Skip the test because the machine lacks something; fail it where everything is required, as in
    .ci/run."""
    if os.environ.get("LOGODDS_REQUIRE_ALL") == "1":
        pytest.fail(f"LOGODDS_REQUIRE_ALL=1, but this machine lacks {what}")
    pytest.skip(f"this machine lacks {what}")
