"""Pictures of the preface."""

from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, arrow, blank, box, styled


@styled
def road():
    """The road of the book: one probability on three scales, then scores, predictions, loss and fit."""
    figure, axes = blank(height=3.6)
    for text, x in (("probability", 0.7), ("odds", 2.9), ("log odds", 5.1)):
        box(axes, text, x, 3)
    for left, right, there, back in ((1.3, 2.55, "odds", "$o/(1+o)$"), (3.25, 4.6, "log", "exp")):
        arrow(axes, (left, 3.07), (right, 3.07), there, (0, 8))
        arrow(axes, (right, 2.93), (left, 2.93), back, (0, -9))
    arrow(axes, (0.7, 3.25), (5.1, 3.25), "logit", (0, 36), BLUE, bend=-0.13)
    arrow(axes, (5.1, 2.75), (0.7, 2.75), "logistic (sigmoid)", (0, -37), ORANGE, bend=-0.13, linestyle="--")
    for text, x in (("scores", 5.1), ("predictions", 2.9), ("loss", 0.7)):
        box(axes, text, x, 1)
    arrow(axes, (5.1, 2.75), (5.1, 1.25), "Bayes: evidence adds", (-8, -8), GREEN, ha="right")
    arrow(axes, (4.7, 1), (3.5, 1), "softmax", (0, 9), BLUE)
    arrow(axes, (2.3, 1), (1.05, 1), "cross-entropy", (0, 9), PURPLE)
    arrow(axes, (0.7, 0.75), (5.1, 0.75), "fitting: the scores with the smallest loss", (0, -38), INK, bend=0.13, linestyle=":")
    axes.set(xlim=(0, 6.3), ylim=(0.1, 3.8))
    axes.axis("off")
    return figure
