"""What Keras and PyTorch say: the tables are what they say today, and chapter ``logits_in_practice`` reads them
rightly."""

import importlib.util
import itertools
import math
import os
import re
import subprocess
import sys

import logodds
import numpy as np
import pytest
from logodds import data
from numpy.testing import assert_allclose, assert_array_equal

from tests import frameworks
from tests.claims import CHAPTERS, claims_of
from tests.conftest import ROOT, lacks

KINDS = tuple(frameworks.LOSSES)
EPS = {"float64": 2.0**-52, "float32": 2.0**-23}

# Which output goes with which loss.
RIGHT = {
    "two_classes": {("none", "from_logits=True"), ("none", "BCEWithLogitsLoss"),
                    ("sigmoid", "from_logits=False"), ("sigmoid", "BCELoss")},
    "classes": {("none", "from_logits=True"), ("none", "CrossEntropyLoss"),
                ("softmax", "from_logits=False"), ("log_softmax", "NLLLoss"),
                ("log_softmax", "from_logits=True"), ("log_softmax", "CrossEntropyLoss")},
}
TAKES_SCORES = {"from_logits=True", "BCEWithLogitsLoss", "CrossEntropyLoss"}


def pairs(kind):
    """Every framework, output, loss and dtype of a table."""
    for framework, losses in frameworks.LOSSES[kind].items():
        yield from itertools.product([framework], frameworks.OUTPUTS[kind], losses, EPS)


def answers(kind, framework, output, loss, dtype="float64", option="plain"):
    """Scores (n, or n x 3), labels, costs and slopes (arrays) of one pair in the table."""
    table = data.load(f"frameworks_{kind}")
    asked = {"framework": framework, "output": output, "loss": loss, "dtype": dtype, "option": option}
    rows = np.logical_and.reduce([table[name] == word for name, word in asked.items()])
    assert rows.any(), asked

    def columns(name):
        names = [column for column in table if re.fullmatch(rf"{name}(_\d)?", column)]
        return np.stack([table[column][rows] for column in names], axis=-1).squeeze()

    label = "t" if kind == "two_classes" else "label"
    return columns("z"), table[label][rows], columns("cost"), columns("slope")


def exact(kind, scores, labels, **options):
    """The costs and slopes (arrays) of scores and labels by this book."""
    if kind == "two_classes":
        return logodds.binary_cross_entropy_with_logits(scores, labels, gradient=True)
    return logodds.cross_entropy_with_logits(scores, labels, gradient=True, **options)


def moderate(scores):
    """Where sigmoid and softmax saturate in no precision."""
    return (np.abs(scores) <= 10).reshape(len(scores), -1).all(axis=1)


every_pair = pytest.mark.parametrize("kind, pair", [(kind, pair) for kind in KINDS for pair in pairs(kind)],
                                     ids=lambda value: value if isinstance(value, str) else "-".join(value))


@every_pair
def test_right_pairs_agree_with_this_book_and_no_others(kind, pair):
    scores, labels, costs, slopes = answers(kind, *pair)
    cost, slope = exact(kind, scores, labels)
    near = moderate(scores)
    # Through a probability up to e^10 units are lost, and Keras lets none below 1e-7.
    lost = {"float64": 1e-10, "float32": 2e-3}[pair[3]]
    off = np.abs(costs - cost)[near].max()
    if pair[1:3] in RIGHT[kind]:
        assert off < (lost if pair[0] == "PyTorch" else max(lost, 1e-6))
        assert np.abs(slopes - slope)[near].max() < lost
    else:
        assert off > 0.5


@every_pair
def test_losses_that_take_scores_are_right_everywhere(kind, pair):
    framework, output, loss, dtype = pair
    if loss not in TAKES_SCORES or output not in ("none", "log_softmax"):
        return
    scores, labels, costs, slopes = answers(kind, *pair)
    cost, slope = exact(kind, scores, labels)
    # Keras averages over the classes of two in single precision.
    unit = EPS["float32"] if framework == "Keras" and kind == "two_classes" else EPS[dtype]
    # PyTorch's costs are right to the rounding of the score, which may be greater.
    size = np.abs(scores).reshape(len(scores), -1).max(axis=1)
    assert (np.abs(costs - cost) <= 4 * unit * (1 + size)).all()
    assert np.abs(slopes - slope).max() <= 16 * EPS[dtype]


@pytest.mark.parametrize("dtype", EPS)
@pytest.mark.parametrize("framework, loss", [("Keras", "from_logits=True"), ("PyTorch", "BCEWithLogitsLoss")])
def test_sigmoid_twice_is_what_the_chapter_says(framework, loss, dtype):
    z, t, costs, slopes = answers("two_classes", framework, "sigmoid", loss, dtype)
    s = logodds.logistic(z)
    tolerance = 1e-6 if framework == "Keras" or dtype == "float32" else 1e-14
    assert_allclose(costs, logodds.softplus(s) - t * s, rtol=tolerance)
    assert_allclose(slopes, (logodds.logistic(s) - t) * logodds.logistic_derivative(z), rtol=1e-5, atol=1e-7)
    assert costs[(z == 2) & (t == 1)].round(5) == 0.34674
    assert (costs[t == 1] >= math.log1p(math.exp(-1)) - tolerance).all()
    assert (costs[t == 0] >= math.log(2) - tolerance).all()


@pytest.mark.parametrize("framework, loss", [("Keras", "from_logits=True"), ("PyTorch", "CrossEntropyLoss")])
def test_softmax_twice_is_what_the_chapter_says(framework, loss):
    scores, labels, costs, _ = answers("classes", framework, "softmax", loss)
    again = logodds.cross_entropy_with_logits(logodds.softmax(scores, axis=-1), labels)
    assert_allclose(costs, again, rtol=1e-13)
    assert costs.min() == pytest.approx(math.log1p(2 / math.e), abs=1e-12)


@pytest.mark.parametrize("kind, framework, loss", [
    ("two_classes", "Keras", "from_logits=True"), ("two_classes", "PyTorch", "BCEWithLogitsLoss")])
def test_softmax_of_one_score_says_the_same_of_all(kind, framework, loss):
    _, labels, costs, slopes = answers(kind, framework, "softmax", loss)
    assert_allclose(costs, logodds.binary_cross_entropy_with_logits(1, labels), rtol=1e-6)
    assert_array_equal(slopes, 0)
    assert "This axis has size 1" in " ".join(data.source("frameworks_two_classes").split())


def test_keras_clips_at_a_ten_millionth():
    z, t, costs, slopes = answers("two_classes", "Keras", "none", "from_logits=False")
    clipped = (z <= 0) | (z >= 1)
    wrong = clipped & ((z >= 1) != t) & (t != 0.25)
    right = clipped & ((z >= 1) == t)
    assert wrong.sum() == right.sum() == 15
    assert_allclose(costs[wrong], -math.log(1e-7), rtol=1e-6)
    assert_allclose(costs[right], 1e-7, rtol=1e-6)
    assert_array_equal(slopes[clipped], 0)
    assert (slopes[~clipped] != 0).any()


@pytest.mark.parametrize("dtype, last", [("float64", 36.75), ("float32", 16.7)])
def test_torch_lets_no_logarithm_below_minus_a_hundred(dtype, last):
    z, t, costs, slopes = answers("two_classes", "PyTorch", "sigmoid", "BCELoss", dtype)
    saturated = (z > last) & (t == 0)
    assert saturated.sum() >= 3
    assert_array_equal(costs[saturated], 100)
    assert_array_equal(slopes[saturated], 0)
    z, *_ = answers("two_classes", "PyTorch", "none", "BCELoss", dtype)
    assert set(z) == {0, 0.5, 1}
    assert "BCELoss refuses a prediction outside [0, 1]" in " ".join(
        data.source("frameworks_two_classes").split())


def test_nll_loss_only_picks():
    scores, labels, costs, _ = answers("classes", "PyTorch", "none", "NLLLoss")
    assert_array_equal(costs, -np.take_along_axis(scores, labels[:, None], axis=1)[:, 0])


def test_keras_divides_raw_scores_by_their_sum():
    scores, _, costs, _ = answers("classes", "Keras", "none", "from_logits=False")
    first = (scores == [2, 1, 0.5]).all(axis=1)
    assert_allclose(costs[first], -np.log([4 / 7, 2 / 7, 1 / 7]), rtol=1e-14)


@pytest.mark.parametrize("framework, loss", [("Keras", "from_logits=True"), ("PyTorch", "CrossEntropyLoss")])
@pytest.mark.parametrize("dtype", EPS)
def test_label_smoothing_of_classes(framework, loss, dtype):
    scores, labels, costs, slopes = answers("classes", framework, "none", loss, dtype, "label_smoothing=0.1")
    cost, slope = exact("classes", scores, labels, label_smoothing=0.1)
    assert_allclose(costs, cost, rtol=8 * EPS[dtype], atol=4 * EPS[dtype])
    assert_allclose(slopes, slope, atol=4 * EPS[dtype])


def test_label_smoothing_of_two_classes():
    z, t, costs, slopes = answers("two_classes", "Keras", "none", "from_logits=True",
                                  option="label_smoothing=0.1")
    cost, slope = exact("two_classes", z, 0.9 * t + 0.05)
    assert_allclose(costs, cost, rtol=1e-6)
    assert_allclose(slopes, slope, atol=1e-15)


def test_weights_of_the_ones():
    z, t, costs, slopes = answers("two_classes", "PyTorch", "none", "BCEWithLogitsLoss", option="pos_weight=9")
    hard = t != 0.25
    cost, slope = logodds.binary_cross_entropy_with_logits(
        z[hard], t[hard], weights=np.where(t[hard] == 1, 9, 1), gradient=True)
    assert_allclose(costs[hard], cost, atol=1e-14, rtol=1e-14)
    assert_allclose(slopes[hard], slope, atol=1e-14)


# The chapter's tables


def marks(kind):
    """The chapter's verdicts: output and loss to what the cell of its table says."""
    text = (CHAPTERS / "logits_in_practice.md").read_text("utf-8")
    head = {"two_classes": "`BCELoss`", "classes": "`NLLLoss`"}[kind]
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| the last layer") and head in line)
    losses = [re.findall(r"`(\w+(?:=\w+)?)`", cell) for cell in lines[start].split("|")[2:-1]]
    found = {}
    for line in lines[start + 2:]:
        if not line.startswith("|"):
            return found
        output, *cells = (cell.strip() for cell in line.split("|")[1:-1])
        for names, cell in zip(losses, cells, strict=True):
            found |= {(output.strip("`"), loss): cell for loss in names}


@pytest.mark.parametrize("kind", KINDS)
def test_the_chapter_marks_what_is_right(kind):
    every = {pair[1:3] for pair in pairs(kind)}
    said = marks(kind)
    assert said.keys() == every
    assert {pair for pair, cell in said.items() if cell.startswith("right")} == RIGHT[kind]
    assert all(cell.startswith(("right", "wrong: ")) for cell in said.values())


def test_the_floors_are_the_claims():
    for name, floor in (("floor_one", math.log1p(math.exp(-1))), ("floor_zero", math.log(2))):
        statement = claims_of("logits_in_practice")[f"logits_in_practice.{name}"].statement
        assert float(statement.rhs) == pytest.approx(floor, rel=1e-15)


# The run


def installed():
    return all(importlib.util.find_spec(name) for name in ("keras", "jax", "torch"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A folder with tables that the frameworks have just written, in a process of their own."""
    if not installed():
        lacks("Keras, JAX and PyTorch (make frameworks installs them)")
    folder = tmp_path_factory.mktemp("fresh")
    run = subprocess.run([sys.executable, "-m", "tests.frameworks", str(folder)], cwd=ROOT, text=True,
                         env={**os.environ, "PYTHONPATH": ":".join(sys.path)}, capture_output=True,
                         timeout=600, check=False)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_is_what_they_say_today(kind, fresh):
    name = f"frameworks_{kind}.csv"
    was, now = ((folder / name).read_text("utf-8").splitlines() for folder in (frameworks.DATA, fresh))
    assert len(was) == len(now)
    for old, new in zip(was, now):
        if old != new:
            agree(old, new)


def agree(old, new):
    """Assert that two lines say the same, but for the last digits, which hang on the processor."""
    said, again = old.split(","), new.split(",")
    assert said[:5] == again[:5], f"pinned: {old}\nnow: {new}"
    single = "float32" in said
    assert_allclose([float(word) for word in again[5:]], [float(word) for word in said[5:]],
                    rtol=1e-3 if single else 1e-7, atol=1e-6 if single else 1e-12, err_msg=new)


@pytest.mark.parametrize("new", [
    "Keras,none,from_logits=True,plain,float64,2,1,0.1270,-0.1192", "# Keras 4",
    "Keras,sigmoid,from_logits=True,plain,float64,2,1,0.1269,-0.1192"])
def test_a_table_that_is_out_of_date_would_be_seen(new):
    with pytest.raises(AssertionError):
        agree("Keras,none,from_logits=True,plain,float64,2,1,0.1269,-0.1192", new)


def test_the_tables_name_the_locked_versions():
    lock = (ROOT / "requirements" / "frameworks.lock").read_text("utf-8")
    for kind in KINDS:
        said = " ".join(data.source(f"frameworks_{kind}").split())
        for name, words in (("keras", "Keras"), ("jax", "on JAX"), ("torch", "PyTorch")):
            (version,) = re.findall(rf"{words} (\d[\w.+]*\w)", said)
            assert f"\n{name}=={version} " in lock


def test_a_refusal_that_does_not_come_is_an_error():
    class Prediction(float):
        def item(self):
            return float(self)

    with pytest.raises(AssertionError, match=r"took the prediction 2\.0 and made it cost 0\.5"):
        frameworks.refusal(lambda y, t: Prediction(0.5), [Prediction(2)], [1])
