"""Pictures of chapter ``softmax``."""

import numpy as np

from logodds.figures.style import BLUE, GREEN, INK, ORANGE, arrow, blank, box, rule, styled, write
from logodds.softmax import logsumexp, softmax

CLASSES = ("cat", "dog", "bird")


@styled
def scores_to_probabilities(scores=(1, 2, 3)):
    """Scores, their exponentials, and these divided by their sum."""
    figure, panels = blank(columns=3, height=2.6)
    steps = (("scores z", np.array(scores), "{:.0f}", INK), ("$e^z$", np.exp(scores), "{:.2f}", ORANGE),
             ("divided by their sum", softmax(scores), "{:.2f}", BLUE))
    for axes, (label, values, form, color) in zip(panels, steps):
        axes.bar(CLASSES, values, color=color, width=0.6)
        for place, value in enumerate(values):
            write(axes, form.format(value), place, value, color, shift=(0, 7), ha="center")
        axes.set(xlabel=label, yticks=[], ylim=(0, values.max() * 1.2))
        axes.spines["left"].set_visible(False)
    return figure


@styled
def soft_maximum():
    """Log-sum-exp of x and 0 lies above their maximum, by log 2 at most; a smaller temperature hugs it."""
    figure, axes = blank()
    x = np.linspace(-4, 4, 401)
    pairs = np.stack([x, np.zeros_like(x)], axis=-1)
    top = pairs.max(axis=-1)
    axes.fill_between(x, top, top + np.log(2), color=INK, alpha=0.2, linewidth=0)
    axes.plot(x, top, color=INK, linestyle=":")
    axes.plot(x, logsumexp(pairs, axis=-1), color=BLUE)
    axes.plot(x, logsumexp(4 * pairs, axis=-1) / 4, color=ORANGE, linestyle="--")
    axes.plot(0, np.log(2), "o", color=BLUE)
    write(axes, "LSE(x, 0)", 0, np.log(2), BLUE, shift=(-10, 16), ha="right")
    write(axes, "a quarter of LSE(4x, 0)", 0.3, 0.3, ORANGE, shift=(16, -4))
    write(axes, "max(x, 0)", -3.9, 0, INK, shift=(0, -10))
    write(axes, "log 2", -3.9, np.log(2) / 2, INK)
    axes.set(xlabel="x", xlim=(-4, 4), ylim=(-0.4, 4.5))
    return figure


@styled
def simplex():
    """The triangle of three probabilities, and the paths of two rows of scores as the temperature falls."""
    figure, axes = blank(height=3.8)
    corners = _place(np.eye(3))
    axes.plot(*corners[[0, 1, 2, 0]].T, color=INK, linewidth=1)
    marked = {4: "T = 4", 2: "2", 1: "1", 0.5: "½"}
    falling = [np.inf, *np.geomspace(200, 0.02, 300), 0]
    for scores, color, line, marker in (((1, 2, 3), BLUE, "-", "o"), ((1, 3, 3), ORANGE, "--", "s")):
        path = [softmax(scores, temperature=degrees) for degrees in falling]
        axes.plot(*_place(path).T, color=color, linestyle=line)
        spots = _place([softmax(scores, temperature=degrees) for degrees in marked])
        axes.plot(*spots.T, marker, color=color, markersize=4)
        if color == BLUE:
            for (x, y), text in zip(spots, marked.values()):
                write(axes, text, x, y, color, shift=(-7, 2), ha="right", fontsize=8)
    axes.plot(*_place(np.full(3, 1 / 3)), "D", color=INK)
    write(axes, "T = ∞", *_place(np.full(3, 1 / 3)), shift=(0, -11), ha="center", fontsize=8)
    for name, corner, shift, side in zip(CLASSES, corners, ((-6, -8), (6, -8), (0, 10)),
                                         ("right", "left", "center")):
        write(axes, name, *corner, INK, shift=shift, ha=side)
    write(axes, "scores 1, 2, 3", 0.26, 0.62, BLUE, ha="right")
    write(axes, "scores 1, 3, 3", 0.78, 0.44, ORANGE, shift=(8, 4))
    axes.set(aspect="equal", xlim=(-0.35, 1.35), ylim=(-0.1, 1.0))
    axes.axis("off")
    return figure


def _place(p):
    """Return where probabilities of three classes lie in the triangle."""
    return np.asarray(p) @ np.array([[0, 0], [1, 0], [0.5, np.sqrt(3) / 2]])


@styled
def gumbel_race(scores=(1, 2, 3)):
    """Gumbel densities at the scores; the greatest of the three has the same density, at log-sum-exp."""
    figure, axes = blank()
    x = np.linspace(-2, 9, 500)
    for score, name in zip(scores, CLASSES):
        axes.plot(x, _gumbel(x - score), color=BLUE)
        write(axes, name, score, np.exp(-1), BLUE, shift=(0, 9), ha="center")
    place = logsumexp(scores)
    axes.plot(x, _gumbel(x - place), color=ORANGE, linestyle="--")
    write(axes, "the greatest of the three", 4.8, _gumbel(4.8 - place), ORANGE, shift=(8, 8))
    axes.set(xlabel="score plus noise", ylabel="density", xlim=(-2, 9), ylim=(0, 0.43))
    return figure


def _gumbel(x):
    return np.exp(-x - np.exp(-x))


@styled
def two_columns():
    """Every point of the line is the same model; the smallest circle touches it at the cheapest, (1, -1)."""
    figure, axes = blank(height=3.8)
    w = np.linspace(-0.6, 4.6, 50)
    axes.plot(w, w - 2, color=BLUE)
    angle = np.linspace(0, 2 * np.pi, 200)
    for radius in np.sqrt([1, 2, 4]):
        axes.plot(radius * np.cos(angle), radius * np.sin(angle), color=INK, linewidth=1, linestyle=":")
    axes.plot(1, -1, "o", color=BLUE)
    axes.plot(2, 0, "o", color=BLUE, markerfacecolor="none")
    write(axes, "$w_1 - w_2 = 2$", 4.1, 2.1, BLUE, shift=(-10, 6), ha="right")
    write(axes, "(1, −1): sum of squares 2", 1, -1, BLUE, shift=(46, -4))
    write(axes, "(2, 0): sum of squares 4", 2, 0, BLUE, shift=(12, -9))
    rule(axes, x=0)
    rule(axes, y=0)
    axes.set(aspect="equal", xlabel="$w_1$", ylabel="$w_2$", xlim=(-2.6, 5.6), ylim=(-2.6, 2.6))
    return figure


@styled
def family():
    """How logit, logistic and softmax belong together."""
    figure, axes = blank(height=3.6)
    for height, left, right, there, back in (
            (3, "log odds L", "probability p", "(2) logistic", "(1) logit"),
            (1, "scores z", "probabilities p", "(4) softmax", "(6) log p + c, for any c")):
        box(axes, left, 1, height)
        box(axes, right, 5, height)
        arrow(axes, (1.75, height + 0.1), (4.1, height + 0.1), there, (0, 8), BLUE)
        arrow(axes, (4.1, height - 0.1), (1.75, height - 0.1), back, (0, -9), ORANGE, linestyle="--")
    arrow(axes, (1, 1.35), (1, 2.65), "(3) K = 2:\n$z_1 - z_2$", (-8, 0), GREEN, ha="right")
    arrow(axes, (5, 1.35), (5, 2.65), "(5) K = 2:\n$p_1$", (8, 0), GREEN, ha="left")
    axes.set(xlim=(-0.3, 6.4), ylim=(0.5, 3.5))
    axes.axis("off")
    return figure
