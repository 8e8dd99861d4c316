"""Pictures of chapter ``cross_entropy``."""

import numpy as np

from logodds.cross_entropy import binary_cross_entropy, binary_cross_entropy_with_logits
from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, blank, rule, styled, write
from logodds.logistic import logistic
from logodds.logit import logit


@styled
def costs():
    """The cost of a prediction when the label is 1, when it is 0, and for seven ones among ten labels."""
    figure, axes = blank()
    y = np.linspace(0.002, 0.998, 600)
    axes.plot(y, binary_cross_entropy(y, 1.0), color=BLUE)
    axes.plot(y, binary_cross_entropy(y, 0.0), color=ORANGE, linestyle="--")
    axes.plot(y, binary_cross_entropy(y, 0.7), color=PURPLE, linestyle="-.")
    axes.plot(0.7, binary_cross_entropy(0.7, 0.7), "o", color=PURPLE)
    rule(axes, x=0.7)
    write(axes, "label 1", 0.06, binary_cross_entropy(0.06, 1.0), BLUE, shift=(8, 4))
    write(axes, "label 0", 0.94, binary_cross_entropy(0.94, 0.0), ORANGE, shift=(-8, 4), ha="right")
    write(axes, "seven ones in ten", 0.2, binary_cross_entropy(0.2, 0.7), PURPLE, shift=(-6, -14), ha="right")
    axes.set(xlabel="prediction y", ylabel="cost in nats", xlim=(0, 1), ylim=(0, 4))
    return figure


@styled
def three_days():
    """What two forecasters gave to that which happened, on three days."""
    figure, axes = blank(height=2.6)
    days = np.arange(1, 4)
    for height, name, given, color, marker in ((1, "Anna", (0.51, 0.51, 0.51), BLUE, "o"),
                                               (0, "Boris", (0.99, 0.99, 0.49), ORANGE, "s")):
        for day, chance in zip(days, given):
            axes.bar(day + (0.18 if height == 0 else -0.18), chance, width=0.3, color=color, alpha=0.75)
            write(axes, f"{chance:.2f}", day + (0.18 if height == 0 else -0.18), chance, color, shift=(0, 7), ha="center")
        write(axes, name, 3.5, 0.85 - 0.2 * (1 - height), color)
    rule(axes, y=0.5)
    axes.set(xticks=days, xlabel="day", ylabel="chance given to what happened", xlim=(0.5, 4.0), ylim=(0, 1.15))
    return figure


@styled
def tangent():
    """The logarithm lies below its tangent at 1, and touches it nowhere else."""
    figure, axes = blank(height=3.2)
    u = np.linspace(0.03, 4, 500)
    axes.plot(u, np.log(u), color=BLUE)
    axes.plot(u, u - 1, color=ORANGE, linestyle="--")
    axes.plot(1, 0, "o", color=INK)
    write(axes, "log u", 3, np.log(3), BLUE, shift=(0, -12))
    write(axes, "u − 1", 3, 2, ORANGE, shift=(-10, 8), ha="right")
    axes.set(xlabel="u", xlim=(0, 4), ylim=(-3, 3))
    return figure


@styled
def gap():
    """The entropy of a coin, and the cross-entropy of the forecast 0.7: a tangent, whose height above it is the gap."""
    figure, axes = blank()
    p = np.linspace(0.0005, 0.9995, 600)
    axes.plot(p, binary_cross_entropy(p, p), color=BLUE)
    axes.plot(p, binary_cross_entropy(0.7, p), color=ORANGE, linestyle="--")
    axes.plot(0.7, binary_cross_entropy(0.7, 0.7), "o", color=INK)
    low, high = binary_cross_entropy(0.3, 0.3), binary_cross_entropy(0.7, 0.3)
    axes.vlines(0.3, low, high, color=PURPLE, linewidth=3)
    write(axes, "KL(p ‖ 0.7)", 0.3, (low + high) / 2, PURPLE, shift=(8, 0))
    write(axes, "entropy H(p)", 0.12, binary_cross_entropy(0.12, 0.12), BLUE, shift=(10, -10))
    write(axes, "cross-entropy H(p, 0.7)", 0.1, binary_cross_entropy(0.7, 0.1), ORANGE, shift=(10, 8))
    axes.set(xlabel="chance p", ylabel="nats", xlim=(0, 1), ylim=(0, 1.35))
    return figure


@styled
def cost_and_gradient():
    """Cost and slope in the score, for a sample with label 1: cross-entropy goes on pulling, squared error lets go."""
    figure, (cost, slope) = blank(columns=2, height=3.2)
    z = np.linspace(-10, 6, 500)
    p = logistic(z)
    cost.plot(z, binary_cross_entropy_with_logits(z, 1.0), color=BLUE)
    cost.plot(z, (p - 1) ** 2 / 2, color=ORANGE, linestyle="--")
    slope.plot(z, p - 1, color=BLUE)
    slope.plot(z, (p - 1) * p * (1 - p), color=ORANGE, linestyle="--")
    write(cost, "cross-entropy", -6, 6, BLUE, shift=(12, 6))
    write(cost, "squared error", -6, 0.5, ORANGE, shift=(0, 9), ha="center")
    write(slope, "cross-entropy", -6, -1, BLUE, shift=(0, 9), ha="center")
    write(slope, "squared error", -6, 0, ORANGE, shift=(0, -10), ha="center")
    cost.set(xlabel="score z", ylabel="cost", xlim=(-10, 6), ylim=(-0.3, 10))
    slope.set(xlabel="score z", ylabel="slope", xlim=(-10, 6), ylim=(-1.1, 0.2))
    return figure


@styled
def smoothing():
    """The cost against the score for the labels 1, 0.95 and 0.7: only a hard label has no smallest cost."""
    figure, axes = blank()
    z = np.linspace(-2, 8, 500)
    for label, color, line in ((1.0, BLUE, "-"), (0.95, ORANGE, "--"), (0.7, GREEN, "-.")):
        axes.plot(z, binary_cross_entropy_with_logits(z, label), color=color, linestyle=line)
        write(axes, f"label {label:g}", 7, binary_cross_entropy_with_logits(7.0, label), color, shift=(-8, 12), ha="right")
        if label < 1:
            axes.plot(logit(label), binary_cross_entropy(label, label), "o", color=color)
            rule(axes, x=logit(label))
    axes.set(xlabel="score z", ylabel="cost", xlim=(-2, 8), ylim=(-0.1, 2.9))
    return figure
