"""Run Keras and PyTorch, and write down what their losses say: the tables that chapter ``logits_in_practice``
shows.

The book is built without them. So their answers lie beside its other tables, and a test runs them again
where they are installed.

    python -m tests.frameworks          (make frameworks)
"""

import importlib.metadata
import itertools
import os
import sys
import tempfile
import textwrap
import warnings
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parents[1] / "code" / "logodds" / "data"
PACKAGES = ("keras", "jax", "torch", "numpy")

# What one can do to the scores before they go into a loss, and the losses. The outputs with one score and
# the losses of two classes go together, and so do the others.
OUTPUTS = {"two_classes": ("none", "sigmoid", "softmax"),
           "classes": ("none", "sigmoid", "softmax", "log_softmax")}
LOSSES = {
    "two_classes": {"Keras": ("from_logits=True", "from_logits=False"),
                    "PyTorch": ("BCEWithLogitsLoss", "BCELoss")},
    "classes": {"Keras": ("from_logits=True", "from_logits=False"),
                "PyTorch": ("CrossEntropyLoss", "NLLLoss")},
}
# Options of the losses that take scores as they are.
OPTIONS = {
    "two_classes": {"Keras": {"label_smoothing": 0.1}, "PyTorch": {"pos_weight": 9.0}},
    "classes": {"Keras": {"label_smoothing": 0.1}, "PyTorch": {"label_smoothing": 0.1}},
}
DTYPES = ("float64", "float32")

SCORES = (-800, -100, -40, -17, -10, -2, -0.5, 0, 0.5, 1, 2, 10, 17, 40, 100, 800)
LABELS = (0, 0.25, 1)
TRIPLES = ((2, 1, 0.5), (1, 2, 3), (1, 1, 1), (-3, -1, -2), (10, 0, -5), (40, 0, 1), (800, 0, -10))

COLUMNS = {
    "two_classes": {
        "z": "the score", "t": "the label", "cost": "what the loss says",
        "slope": "the derivative of the cost by z",
    },
    "classes": {
        "z_1, z_2, z_3": "the scores", "label": "the true class, counted from 0",
        "cost": "what the loss says", "slope_1, slope_2, slope_3": "its derivatives by the scores",
    },
}


def questions(kind):
    """Return what is asked: for two classes arrays z and t, for more of them scores (n x 3) and labels."""
    if kind == "two_classes":
        return np.array(list(itertools.product(SCORES, LABELS)), dtype=float).T
    return np.repeat(np.array(TRIPLES, dtype=float), 3, axis=0), np.tile(np.arange(3), len(TRIPLES))


def keras_answers(kind, output, loss, dtype, **options):
    """Return Keras' costs and slopes (arrays) on the JAX backend, for the questions in `dtype`."""
    import jax
    import keras

    keras.config.set_floatx(dtype)
    scores, labels = questions(kind)
    if kind == "two_classes":
        scores, targets = scores[:, None], labels[:, None]
        losses = keras.losses.BinaryCrossentropy
    else:
        targets, losses = np.eye(3)[labels], keras.losses.CategoricalCrossentropy
    say = losses(from_logits=loss == "from_logits=True", reduction="none", dtype=dtype, **options)
    activation = (lambda z: z) if output == "none" else getattr(keras.activations, output)

    def costs(z):
        return say(jax.numpy.asarray(targets, dtype), activation(z))

    scores = jax.numpy.asarray(scores, dtype)
    slopes = jax.grad(lambda z: costs(z).sum())(scores)
    return np.asarray(costs(scores)), np.asarray(slopes).squeeze()


def torch_answers(kind, output, loss, dtype, **options):
    """Return PyTorch's costs and slopes (arrays), for the questions in `dtype`; nan where it refuses."""
    import torch

    scores, labels = questions(kind)
    dtype = getattr(torch, dtype)
    z = torch.tensor(scores, dtype=dtype, requires_grad=True)
    t = torch.tensor(labels, dtype=dtype if kind == "two_classes" else torch.long)
    options = {name: value if name == "label_smoothing" else torch.tensor(value, dtype=dtype)
               for name, value in options.items()}
    say = getattr(torch.nn, loss)(reduction="none", **options)
    last = z[:, None] if kind == "two_classes" else z
    y = {"none": lambda: last, "sigmoid": lambda: torch.sigmoid(last),
         "softmax": lambda: torch.softmax(last, 1), "log_softmax": lambda: torch.log_softmax(last, 1)}[output]()
    y = y[:, 0] if kind == "two_classes" else y
    taken = np.ones(len(scores), dtype=bool)
    if loss == "BCELoss" and output == "none":
        taken = (0 <= scores) & (scores <= 1)
        refusal(say, y[~taken], t[~taken])
    costs = say(y[taken], t[taken])
    costs.sum().backward()
    every_cost = np.full(len(scores), np.nan)
    every_cost[taken] = costs.detach().numpy()
    return every_cost.astype(costs.detach().numpy().dtype), z.grad.numpy()


def refusal(say, predictions, labels):
    """Return what PyTorch says to each of some predictions that it must refuse, the same to all of them."""
    said = set()
    for y, t in zip(predictions, labels):
        try:
            cost = say(y, t)
        except RuntimeError as error:
            said.add(str(error).splitlines()[0])
        else:
            raise AssertionError(f"the loss took the prediction {y.item()} and made it cost {cost.item()}")
    (words,) = said
    return words


ANSWERS = {"Keras": keras_answers, "PyTorch": torch_answers}


def run(kind):
    """Return the rows (list of lists of text) of the table `kind`, "two_classes" or "classes"."""
    rows = []
    for framework, losses in LOSSES[kind].items():
        asked = [(output, loss, {}) for output in OUTPUTS[kind] for loss in losses]
        asked += [("none", losses[0], {name: value}) for name, value in OPTIONS[kind][framework].items()]
        for (output, loss, options), dtype in itertools.product(asked, DTYPES):
            costs, slopes = ANSWERS[framework](kind, output, loss, dtype, **options)
            if costs.dtype != dtype or slopes.dtype != dtype:
                raise AssertionError(f"{framework} answered {dtype} with {costs.dtype} and {slopes.dtype}")
            option = ", ".join(f"{name}={value:g}" for name, value in options.items()) or "plain"
            for score, label, cost, slope in zip(*questions(kind), costs, slopes):
                if not np.isnan(cost):
                    numbers = (*np.atleast_1d(score), label, cost, *np.atleast_1d(slope))
                    rows.append([framework, output, loss, option, dtype, *map(written, numbers)])
    return rows


def written(number):
    """Return the shortest text that names this number of its dtype, and no -0."""
    number = number + number.dtype.type(0)
    text = str(number)
    return text.removesuffix(".0")


def head(kind, said):
    """Return the lines (list of str) that say where a table comes from; `said`: the warnings of the run."""
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    columns = {"framework, output, loss, option": "what was asked of what, output being what was done to the "
               "scores before", "dtype": "the type of all numbers", **COLUMNS[kind]}
    texts = [
        f"What the cross-entropies of Keras and PyTorch say, right or wrong, for {kind.replace('_', ' ')}.",
        "Source: written by tests/frameworks.py (make frameworks), which ran "
        f"Keras {versions['keras']} on JAX {versions['jax']}, PyTorch {versions['torch']} and "
        f"NumPy {versions['numpy']}. BCELoss refuses a prediction outside [0, 1]: such rows are left out. "
        + (f'Warned of: "{"; ".join(sorted(said))}"' if said else "No framework warned of anything."),
        "Columns: " + "; ".join(f"{name} ({meaning})" for name, meaning in columns.items()) + ".",
    ]
    return [line for text in texts for line in textwrap.wrap(text, 105, initial_indent="# ",
                                                             subsequent_indent="# ")]


def table(kind):
    """Run both frameworks and return the text of the table `kind`."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        rows = run(kind)
    # What Python or NumPy warn of, such as a deprecated name, is no word of a framework on its loss.
    said = {" ".join(str(warning.message).split()) for warning in caught
            if warning.category is UserWarning}
    names = ("framework, output, loss, option, dtype, " + ", ".join(COLUMNS[kind])).split(", ")
    lines = [*head(kind, said), ",".join(names), *(",".join(row) for row in rows)]
    return "\n".join(lines) + "\n"


def write(folder):
    """Write both tables into `folder` (Path), and return their names."""
    # Keras writes its settings into the home of whoever imports it, unless told where else.
    with tempfile.TemporaryDirectory() as settings:
        os.environ.update(KERAS_HOME=settings, KERAS_BACKEND="jax", JAX_ENABLE_X64="1", JAX_PLATFORMS="cpu")
        for kind in LOSSES:
            (folder / f"frameworks_{kind}.csv").write_text(table(kind), encoding="utf-8", newline="\n")
    return [f"frameworks_{kind}" for kind in LOSSES]


if __name__ == "__main__":
    print(*write(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA), sep="\n")
