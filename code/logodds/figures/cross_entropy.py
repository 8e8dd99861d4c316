"""Pictures of chapter ``cross_entropy``."""

import numpy as np

from logodds.cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    cross_entropy,
    entropy,
)
from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, blank, rule, styled, write
from logodds.logistic import logistic, logistic_derivative
from logodds.logit import logit


@styled
def costs():
    """The cost of a prediction if the label is 1, if it is 0, and for seven ones among ten labels."""
    figure, axes = blank()
    y = np.linspace(0.002, 0.998, 600)
    for label, color, line, width in ((1, BLUE, "-", 2), (0, ORANGE, "--", 2), (0.7, PURPLE, "-.", 1.2)):
        axes.plot(y, binary_cross_entropy(y, label), color=color, linestyle=line, linewidth=width)
    axes.plot(0.7, binary_cross_entropy(0.7, 0.7), "o", color=PURPLE)
    write(axes, "label 1: −log y", 0.06, binary_cross_entropy(0.06, 1), BLUE, shift=(8, 4))
    write(axes, "label 0: −log (1 − y)", 0.94, binary_cross_entropy(0.94, 0), ORANGE, (-8, 4), ha="right")
    write(axes, "seven ones in ten", 0.05, 0.72, PURPLE)
    axes.set(xlabel="prediction y", ylabel="cost in nats", xlim=(0, 1), ylim=(0, 4))
    return figure


@styled
def three_days():
    """Two forecasters on three days with rain: what they said, and what it cost."""
    figure, panels = blank(columns=2, height=2.9)
    days = np.arange(1, 4)
    for name, said, color, side, hatch in (("Anna", (0.51, 0.51, 0.51), BLUE, -0.2, ""),
                                           ("Boris", (0.99, 0.99, 0.49), ORANGE, 0.2, "///")):
        for axes, heights in zip(panels, (said, binary_cross_entropy(said, 1))):
            axes.bar(days + side, heights, width=0.36, edgecolor=color, hatch=hatch,
                     facecolor="none" if hatch else color)
            for day, height in zip(days, heights):
                write(axes, f"{height:.2f}", day + side, height, color, shift=(0, 7), ha="center", fontsize=8)
        write(panels[1], name, 2, 1.05 if name == "Anna" else 0.93, color, ha="center")
    rule(panels[0], y=0.5)
    panels[0].set(xticks=days, xlabel="day", ylabel="forecast of rain", ylim=(0, 1.15))
    panels[1].set(xticks=days, xlabel="day", ylabel="cost in nats", ylim=(0, 1.15))
    return figure


@styled
def tangent():
    """The logarithm lies below its tangent at 1, and touches it nowhere else."""
    figure, axes = blank(height=3.2)
    u = np.linspace(0.03, 4, 500)
    axes.fill_between(u, np.log(u), u - 1, color=INK, alpha=0.2, linewidth=0)
    axes.plot(u, np.log(u), color=BLUE)
    axes.plot(u, u - 1, color=ORANGE, linestyle="--")
    axes.plot(1, 0, "o", color=INK)
    write(axes, "log u", 3, np.log(3), BLUE, shift=(0, -12))
    write(axes, "u − 1", 3, 2, ORANGE, shift=(-10, 8), ha="right")
    axes.set(xlabel="u", xlim=(0, 4), ylim=(-3, 3))
    return figure


@styled
def gap(forecast=0.7, truth=0.3):
    """The entropy of a coin, and what one forecast costs: a tangent, as high above it as they diverge."""
    figure, axes = blank()
    p = np.linspace(0, 1, 601)
    coins = np.stack([p, 1 - p], axis=-1)
    axes.plot(p, entropy(coins, axis=-1), color=BLUE)
    axes.plot(p, cross_entropy(coins, [forecast, 1 - forecast]), color=ORANGE, linestyle="--")
    axes.plot(forecast, entropy([forecast, 1 - forecast]), "o", color=INK)
    low = entropy([truth, 1 - truth])
    high = cross_entropy([truth, 1 - truth], [forecast, 1 - forecast])
    axes.annotate("", (truth, high), (truth, low),
                  arrowprops={"arrowstyle": "<->", "color": PURPLE, "lw": 2, "shrinkA": 0, "shrinkB": 0})
    write(axes, "KL(p ‖ q)", truth, (low + high) / 2, PURPLE, shift=(-8, 0), ha="right")
    write(axes, "entropy H(p)", 0.12, entropy([0.12, 0.88]), BLUE, shift=(12, -12))
    write(axes, f"cross-entropy H(p, q), q = {forecast:g}", 0.2, 1.035, ORANGE, shift=(10, 8))
    axes.set(xlabel="true probability p", ylabel="nats", xlim=(0, 1), ylim=(0, 1.35))
    return figure


@styled
def cost_and_gradient():
    """Cost and slope by the score, if the label is 1: cross-entropy keeps pulling, squared error lets go."""
    figure, (cost, slope) = blank(columns=2, height=3.2)
    z = np.linspace(-10, 6, 500)
    of_cross_entropy, by_score = binary_cross_entropy_with_logits(z, 1, gradient=True)
    miss = logistic(z) - 1
    for axes, right, squared in ((cost, of_cross_entropy, miss ** 2 / 2),
                                 (slope, by_score, miss * logistic_derivative(z))):
        axes.plot(z, right, color=BLUE)
        axes.plot(z, squared, color=ORANGE, linestyle="--")
    write(cost, "cross-entropy", -6, 6, BLUE, shift=(12, 6))
    write(cost, "squared error ÷ 2", -9.6, 0.5, ORANGE, shift=(0, 9))
    write(slope, "cross-entropy", 0.6, -0.5, BLUE, shift=(5, -2))
    write(slope, "squared error ÷ 2", -9.6, 0, ORANGE, shift=(0, 8))
    cost.set(xlabel="score z", ylabel="cost", xlim=(-10, 6), ylim=(-0.3, 10.2))
    slope.set(xlabel="score z", ylabel="slope", xlim=(-10, 6), ylim=(-1.1, 0.2))
    return figure


@styled
def smoothing():
    """The cost by the score for the labels 1, 0.95 and 0.7: only a hard label has no cheapest score."""
    figure, axes = blank()
    z = np.linspace(-2, 8, 500)
    looks = ((1, BLUE, "-", ""), (0.95, ORANGE, "--", "s"), (0.7, GREEN, "-.", "o"))
    for label, color, line, marker in looks:
        axes.plot(z, binary_cross_entropy_with_logits(z, label), color=color, linestyle=line)
        write(axes, f"label {label:g}", 7, binary_cross_entropy_with_logits(7, label), color, shift=(-8, 12),
              ha="right")
        if label < 1:
            axes.plot(logit(label), binary_cross_entropy(label, label), marker, color=color)
            rule(axes, x=logit(label))
            write(axes, f"{logit(label):.2f}", logit(label), 2.8, color, shift=(5, 0))
    axes.set(xlabel="score z", ylabel="cost in nats", xlim=(-2, 8), ylim=(-0.1, 2.9))
    return figure
