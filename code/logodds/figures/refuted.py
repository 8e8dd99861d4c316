"""Pictures of chapter ``refuted``."""

import numpy as np

from logodds.cross_entropy import binary_cross_entropy_with_logits
from logodds.figures.style import BLUE, INK, ORANGE, PURPLE, blank, rule, styled, write


@styled
def shapes_lost():
    """A convex curve whose logarithm bends down, and a bell whose logarithm is concave everywhere."""
    figure, (bowl, bell) = blank(columns=2, height=3)
    x = np.linspace(-3, 3, 601)
    for axes, function, turn in ((bowl, 1 + x ** 2, 1), (bell, np.exp(-x ** 2), 0.5 ** 0.5)):
        axes.plot(x, function, color=BLUE)
        axes.plot(x, np.log(function), color=ORANGE, linestyle="--")
        for place in (-turn, turn):
            rule(axes, x=place)
        axes.set(xlabel="x", xlim=(-3, 3))
    write(bowl, "1 + x²", 2, 5, BLUE, shift=(-8, 4), ha="right")
    write(bowl, "its log", 2.2, np.log(5.84), ORANGE, shift=(0, -15), ha="center")
    write(bell, "bell", 0.25, 1, BLUE, shift=(16, 8))
    write(bell, "its log", 1.4, -1.96, ORANGE, shift=(10, 4))
    bowl.set(ylim=(-0.4, 7))
    bell.set(ylim=(-4, 1.5))
    return figure


@styled
def sign_rule():
    """Two scores in the plane: where the sign of the first agrees with the likelier class, and where not."""
    figure, axes = blank(height=4)
    reach = 6
    for corners in (((0, 0), (0, reach), (reach, reach)), ((0, 0), (0, -reach), (-reach, -reach))):
        axes.fill(*zip(*corners), color=ORANGE, linewidth=0, alpha=0.25)
    axes.plot((-reach, reach), (-reach, reach), color=BLUE)
    axes.plot((0, 0), (-reach, reach), color=ORANGE, linestyle="--")
    for place, shift, ha in (((3, 5), (-9, 0), "right"), ((-1, -3), (38, 0), "left")):
        axes.plot(*place, "o", color=INK)
        write(axes, f"({place[0]}, {place[1]})".replace("-", "−"), *place, INK, shift, ha=ha)
    write(axes, "first class likelier", 3.4, -1.5, BLUE, ha="center")
    write(axes, "second class likelier", -3.4, 2, BLUE, ha="center")
    axes.set(xlabel="first score", ylabel="second score", xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    return figure


@styled
def no_lowest_point(penalty=0.02):
    """The cost of four labels by the slope: separated it falls for ever, mixed or with a penalty it turns."""
    figure, axes = blank(height=3.4)
    slope, x = np.linspace(-0.6, 6, 500), np.array([-2, -1, 1, 2])
    cost = {labels: binary_cross_entropy_with_logits(slope[:, None] * x, labels).sum(axis=-1)
            for labels in ((0, 0, 1, 1), (0, 1, 0, 1))}
    separated, mixed = cost.values()
    penalised = separated + penalty * slope ** 2
    axes.plot(slope, separated, color=BLUE)
    for values, color, line, marker in ((penalised, PURPLE, "-.", "s"), (mixed, ORANGE, "--", "o")):
        axes.plot(slope, values, color=color, linestyle=line)
        axes.plot(slope[values.argmin()], values.min(), marker, color=color)
    write(axes, "0, 1, 0, 1", 1.6, 4.15, ORANGE, shift=(-8, 2), ha="right")
    write(axes, "0, 0, 1, 1 and a penalty", 4.2, 0.9, PURPLE, ha="center")
    write(axes, "0, 0, 1, 1", 4.6, -0.25, BLUE, ha="center")
    axes.set(xlabel="slope b", ylabel="cost in nats", xlim=(-0.6, 6), ylim=(-0.5, 5.2))
    return figure
