"""Pictures of chapter ``softmax``."""

import numpy as np

from logodds.figures.style import BLUE, GREEN, INK, ORANGE, arrow, blank, box, rule, styled, write
from logodds.logistic import softplus
from logodds.softmax import logsumexp, softmax

CLASSES = ("cat", "dog", "bird")


@styled
def scores_to_probabilities():
    """Scores, their exponentials, and these divided by their sum."""
    figure, panels = blank(columns=3, height=2.6)
    scores = np.array([1.0, 2.0, 3.0])
    steps = (("scores z", scores, "{:.0f}"), ("$e^z$", np.exp(scores), "{:.2f}"),
             ("divided by their sum", softmax(scores), "{:.2f}"))
    for axes, (label, values, form), color in zip(panels, steps, (INK, ORANGE, BLUE)):
        axes.bar(CLASSES, values, color=color, width=0.6)
        for place, value in enumerate(values):
            write(axes, form.format(value), place, value, color, shift=(0, 7), ha="center")
        axes.set(xlabel=label, yticks=[], ylim=(0, values.max() * 1.2))
        axes.spines["left"].set_visible(False)
    return figure


@styled
def soft_maximum():
    """Log-sum-exp of x and 0 lies above their maximum, by log 2 at most; a smaller temperature brings it nearer."""
    figure, axes = blank()
    x = np.linspace(-4, 4, 400)
    top = np.maximum(x, 0)
    axes.fill_between(x, top, top + np.log(2), color=INK, alpha=0.2, linewidth=0)
    axes.plot(x, top, color=INK, linestyle=":")
    axes.plot(x, softplus(x), color=BLUE)
    axes.plot(x, softplus(4 * x) / 4, color=ORANGE, linestyle="--")
    write(axes, "LSE(x, 0)", 1.2, softplus(1.2), BLUE, shift=(-8, 10), ha="right")
    write(axes, "a quarter of LSE(4x, 0)", 1.6, softplus(6.4) / 4, ORANGE, shift=(12, -12))
    write(axes, "max(x, 0)", -3.9, 0, INK, shift=(0, -9))
    axes.set(xlabel="x", xlim=(-4, 4), ylim=(-0.4, 4.5))
    return figure


def _corner(p):
    """Where a probability vector of three classes lies in the triangle."""
    return p @ np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])


@styled
def simplex():
    """The triangle of three probabilities, and the paths of two score vectors as the temperature falls."""
    figure, axes = blank(height=3.8)
    corners = _corner(np.eye(3))
    axes.plot(*corners[[0, 1, 2, 0]].T, color=INK, linewidth=1)
    temperatures = np.geomspace(0.02, 200, 400)
    for scores, color, line, marker in (((1, 2, 3), BLUE, "-", "o"), ((1, 3, 3), ORANGE, "--", "s")):
        path = _corner(np.array([softmax(np.array(scores, float) / t) for t in temperatures]))
        axes.plot(*path.T, color=color, linestyle=line)
        for t in (4, 2, 1, 0.5, 0.25):
            axes.plot(*_corner(softmax(np.array(scores, float) / t)), marker, color=color, markersize=4)
    axes.plot(*_corner(np.full(3, 1 / 3)), "D", color=INK)
    for name, corner, shift, side in zip(CLASSES, corners, ((-6, -8), (6, -8), (0, 10)), ("right", "left", "center")):
        write(axes, name, *corner, INK, shift=shift, ha=side)
    write(axes, "scores 1, 2, 3", 0.46, 0.66, BLUE, shift=(-26, 0), ha="right")
    write(axes, "scores 1, 3, 3", 0.68, 0.4, ORANGE, shift=(46, 0))
    axes.set(aspect="equal", xlim=(-0.3, 1.5), ylim=(-0.1, 1.0))
    axes.axis("off")
    return figure


@styled
def gumbel_race():
    """Three Gumbel densities shifted to the scores; their maximum has the same density, shifted to log-sum-exp."""
    figure, axes = blank()
    x = np.linspace(-2, 9, 500)
    scores = np.array([1.0, 2.0, 3.0])
    for place, color, line in zip((*scores, logsumexp(scores)), (GREEN, ORANGE, BLUE, INK), ("-", "-.", ":", "--")):
        axes.plot(x, np.exp(-(x - place) - np.exp(-(x - place))), color=color, linestyle=line)
    for place, name, color in zip(scores, CLASSES, (GREEN, ORANGE, BLUE)):
        write(axes, name, place, np.exp(-1), color, shift=(0, 9), ha="center")
    write(axes, "the largest of the three", 5.2, 0.15, INK, shift=(10, 8))
    axes.set(xlabel="score plus noise", ylabel="density", xlim=(-2, 9), ylim=(0, 0.43))
    return figure


@styled
def two_columns():
    """Every point of the line is the same model; the circle shows the one with the smallest sum of squares."""
    figure, axes = blank(height=3.8)
    w = np.linspace(-3, 4, 50)
    axes.plot(w, w - 2, color=BLUE)
    angle = np.linspace(0, 2 * np.pi, 200)
    for radius in np.sqrt([1, 2, 4]):
        axes.plot(radius * np.cos(angle), radius * np.sin(angle), color=INK, linewidth=1, linestyle=":")
    axes.plot(1, -1, "o", color=ORANGE)
    axes.plot(2, 0, "o", color=BLUE, markerfacecolor="none")
    write(axes, "(1, −1): sum of squares 2", 1, -1, ORANGE, shift=(10, -10))
    write(axes, "(2, 0): sum of squares 4", 2, 0, BLUE, shift=(10, -4))
    rule(axes, x=0)
    rule(axes, y=0)
    axes.set(aspect="equal", xlabel="$w_1$", ylabel="$w_2$", xlim=(-2.6, 5.2), ylim=(-2.6, 2.6))
    return figure


@styled
def family():
    """How logit, logistic and softmax belong together."""
    figure, axes = blank(height=3.6)
    box(axes, "log odds L", 1, 3)
    box(axes, "probability p", 5, 3)
    box(axes, "scores z", 1, 1)
    box(axes, "probabilities p", 5, 1)
    arrow(axes, (1.75, 3.1), (4.15, 3.1), "(2) logistic", (0, 8), BLUE)
    arrow(axes, (4.15, 2.9), (1.75, 2.9), "(1) logit", (0, -9), ORANGE, linestyle="--")
    arrow(axes, (1.65, 1.1), (4.0, 1.1), "(4) softmax", (0, 8), BLUE)
    arrow(axes, (4.0, 0.9), (1.65, 0.9), "(6) log p + c, for any c", (0, -9), ORANGE, linestyle="--")
    arrow(axes, (1, 1.3), (1, 2.7), "(3) K = 2:\n$z_1 - z_2$", (-8, 0), GREEN, ha="right")
    arrow(axes, (5, 1.3), (5, 2.7), "(5) K = 2: $p_1$", (8, 0), GREEN)
    axes.set(xlim=(-0.3, 6.6), ylim=(0.4, 3.6))
    axes.axis("off")
    return figure
