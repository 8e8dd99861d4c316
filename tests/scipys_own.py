"""A pytest plugin that puts the book's functions where SciPy's tests look for SciPy's.

Run SciPy's tests with ``-p tests.scipys_own``. How often each function was called goes to the file that
LOGODDS_CALLS names: a test that never called the function under it has shown nothing.
"""

import collections
import functools
import json
import os
from pathlib import Path

import logodds

# SciPy's name of a function: the module that holds it, and its name there.
NAMES = {
    ("scipy.special", "expit"): logodds.logistic,
    ("scipy.special", "logit"): logodds.logit,
    ("scipy.special", "log_expit"): logodds.log_logistic,
    ("scipy.special", "softplus"): logodds.softplus,
    ("scipy.special._ufuncs", "_log1mexp"): logodds.log1mexp,
    ("scipy.special", "logsumexp"): logodds.logsumexp,
    ("scipy.special", "softmax"): logodds.softmax,
    ("scipy.special", "log_softmax"): logodds.log_softmax,
    ("scipy.special", "xlogy"): logodds.xlogy,
    ("scipy.special", "rel_entr"): logodds.rel_entr,
    ("scipy.special", "kl_div"): logodds.kl_div,
    ("scipy.stats", "entropy"): logodds.entropy,
}
calls = collections.Counter()


def counted(name, function):
    @functools.wraps(function)
    def replacement(*arguments, **named):
        calls[name] += 1
        return function(*arguments, **named)

    return replacement


def pytest_collection_finish(session):
    # Not before: SciPy's decorators look its own functions up in a table while the tests are collected.
    modules = {item.module for item in session.items}
    for (place, name), ours in NAMES.items():
        holder = __import__(place, fromlist=[name])
        theirs, replacement = getattr(holder, name), counted(name, ours)
        setattr(holder, name, replacement)
        for module in modules:
            for alias in [alias for alias, value in vars(module).items() if value is theirs]:
                setattr(module, alias, replacement)


def pytest_sessionfinish():
    Path(os.environ["LOGODDS_CALLS"]).write_text(json.dumps(calls), encoding="utf-8")
