"""How long each function takes, ours and the peers', one after the other in every round, on one thread.

What is compared is the least time over the rounds, of processor time: another program on the same cores costs a
round, not the comparison. Run as a module it prints its rows as JSON, so that a process of its own can leave out
NumPy's AVX-512.
"""

import functools
import gc
import json
import sys
from time import process_time_ns

import logodds
import numpy as np
import scipy.special as theirs
from threadpoolctl import threadpool_limits

from benchmarks.grids import SEED
from benchmarks.peers import torch, torch_function

ROUNDS = 15
# A measurement repeats its function for at least so many seconds of processor time.
LEAST = 0.004


def cases():
    """Yield name, size, and the functions by whose they are, which take no argument, None if not installed."""
    random = np.random.default_rng(SEED)
    n = 100_000
    x, p = random.normal(0, 3, n), random.uniform(0, 1, n)
    for name, scipys, argument, torchs in [
            ("logistic", theirs.expit, x, "sigmoid"), ("logit", theirs.logit, p, "logit"),
            ("softplus", theirs.softplus, x, "softplus"), ("log_logistic", theirs.log_expit, x, "logsigmoid")]:
        yield name, f"n = {n:,}", bound(
            (argument,), ours=getattr(logodds, name), SciPy=scipys, torch=torch_function(torchs))

    for classes, rows in [(2, 50_000), (10, 10_000), (32, 4_000), (100, 1_000), (1000, 100)]:
        scores = random.normal(0, 3, (rows, classes))
        for name in ["logsumexp", "softmax", "log_softmax"]:
            yield name, f"{rows:,} x {classes}", bound(
                (scores,), ours=along(getattr(logodds, name)), SciPy=along(getattr(theirs, name)),
                torch=torch_function(name, dim=1))

    labels = random.integers(0, 2, n).astype(float)
    yield "binary cross-entropy with gradient", f"n = {n:,}", bound(
        (x, labels), ours=lambda z, t: logodds.binary_cross_entropy_with_logits(z, t, gradient=True),
        SciPy=scipys_binary, torch=torchs_gradient("binary_cross_entropy_with_logits"))
    for classes, rows in [(3, 30_000), (10, 10_000), (100, 1_000)]:
        scores, classes_of = random.normal(0, 3, (rows, classes)), random.integers(0, classes, rows)
        yield "cross-entropy with gradient", f"{rows:,} x {classes}", bound(
            (scores, classes_of),
            ours=lambda z, k: logodds.cross_entropy_with_logits(z, k, gradient=True),
            SciPy=scipys_of_class, torch=torchs_gradient("cross_entropy"))
        yield "cross-entropy with gradient", f"{rows:,} x {classes}, soft labels", bound(
            (scores, random.dirichlet(np.ones(classes), rows)),
            ours=lambda z, t: logodds.cross_entropy_with_logits(z, t, gradient=True),
            SciPy=scipys_of_shares, torch=torchs_gradient("cross_entropy"))


def bound(arguments, **functions):
    """Return functions that call the given ones with the arguments; None stays None."""
    return {whose: function and functools.partial(function, *arguments) for whose, function in functions.items()}


def along(function):
    return lambda x: function(x, axis=1)


# What a user of SciPy writes, where SciPy has no function: each loss in its stable form.


def scipys_binary(z, t):
    return -(t * theirs.log_expit(z) + (1 - t) * theirs.log_expit(-z)), theirs.expit(z) - t


def scipys_of_class(z, k):
    rows = np.arange(len(z))
    p = theirs.softmax(z, axis=1)
    p[rows, k] -= 1
    return -theirs.log_softmax(z, axis=1)[rows, k], p


def scipys_of_shares(z, t):
    return -(t * theirs.log_softmax(z, axis=1)).sum(axis=1), theirs.softmax(z, axis=1) - t


def torchs_gradient(name):
    """Return what gives a loss and its gradient by PyTorch's own differentiation, or None."""
    if torch is None:
        return None

    def loss_and_gradient(z, t):
        z = torch.from_numpy(z).requires_grad_()
        loss = getattr(torch.nn.functional, name)(z, torch.from_numpy(t), reduction="none")
        loss.sum().backward()
        return loss.detach().numpy(), z.grad.numpy()

    return loss_and_gradient


def interleaved(functions, rounds=ROUNDS):
    """Return the least seconds that a call of each function takes, None for one that is None."""
    least, repeats = dict.fromkeys(functions), {}
    functions = {whose: function for whose, function in functions.items() if function}
    for whose, function in functions.items():
        function()
        start = process_time_ns()
        function()
        repeats[whose] = max(1, round(LEAST * 1e9 / max(1, process_time_ns() - start)))
    gc.disable()
    try:
        for _ in range(rounds):
            for whose, function in functions.items():
                start = process_time_ns()
                for _ in range(repeats[whose]):
                    function()
                spent = (process_time_ns() - start) / repeats[whose] / 1e9
                least[whose] = min(spent, least[whose] or spent)
    finally:
        gc.enable()
    return least


def measure(progress=lambda what: None):
    """Return the table's rows."""
    if torch:
        torch.set_num_threads(1)
    # Freed once, an array of 31 MB teaches glibc to keep what is freed: else each call, ours as theirs, would pay
    # the system for fresh pages, and more or less of that by what was measured before.
    np.empty(31 * 2**17)
    table = []
    with threadpool_limits(1):
        for name, size, functions in cases():
            progress(f"speed: {name}, {size}")
            table.append({"function": name, "size": size, "seconds": interleaved(functions)})
    return table


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
