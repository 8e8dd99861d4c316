"""Pictures of the chapter `notation`."""

from logodds.figures.style import BLUE, ORANGE, PURPLE, arrow, blank, box, styled


@styled
def maps():
    """The sets of the book and the maps between them."""
    figure, axes = blank(height=3.1)
    for text, x in (("$(0, 1)$", 0.6), (r"$(0, \infty)$", 2.9), (r"$\mathbb{R}$", 5.2)):
        box(axes, text, x, 2.7)
    for left, right, there, back in ((1.05, 2.4, "odds", "$o/(1+o)$"), (3.4, 4.95, "log", "exp")):
        arrow(axes, (left, 2.77), (right, 2.77), there, (0, 8))
        arrow(axes, (right, 2.63), (left, 2.63), back, (0, -9))
    arrow(axes, (0.6, 2.95), (5.2, 2.95), "logit", (0, 38), BLUE, bend=-0.13)
    arrow(axes, (5.2, 2.45), (0.6, 2.45), "logistic", (0, -37), ORANGE, bend=-0.13, linestyle="--")
    for text, x in ((r"$\Delta_K^\circ$", 0.6), (r"$\mathbb{R}^K$", 5.2)):
        box(axes, text, x, 1)
    arrow(axes, (4.8, 1), (1, 1), "softmax: no way back without one more agreement", (0, 9), PURPLE)
    axes.set(xlim=(0, 6), ylim=(0.6, 3.6))
    axes.axis("off")
    return figure
