"""Pictures of chapter ``posterior``."""

import numpy as np

from logodds.data import load
from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, arrow, blank, rule, styled, write
from logodds.logistic import logistic
from logodds.posterior import (
    cauchy_logit,
    fisher_discriminant,
    gaussian_logit,
    gaussian_quadratic_logit,
    likelihood_ratios,
    update_odds,
)


@styled
def screening(sensitivity=0.9, specificity=0.95):
    """A screening test on a scale of odds: a result moves the odds by its own factor, wherever they stand."""
    figure, axes = blank(height=2.6)
    factors = likelihood_ratios(sensitivity, specificity)
    before = 1 / 199
    for height, start, factor, text, color, marker, line in (
            (2, before, factors.positive, "positive", BLUE, "o", "-"),
            (1, update_odds(before, factors.positive), factors.positive, "positive again", BLUE, "o", "-"),
            (0, before, factors.negative, "negative", ORANGE, "s", "--")):
        end = update_odds(start, factor)
        arrow(axes, (start, height), (end, height), "", (0, 0), color, linestyle=line)
        axes.plot(start, height, marker, color=color)
        write(axes, text, np.sqrt(start * end), height, color, shift=(0, 10), ha="center")
        write(axes, _as_odds(start), start, height, shift=(0, -13), ha="center")
        write(axes, _as_odds(end), end, height, shift=(0, -13), ha="left" if factor > 1 else "right")
    rule(axes, x=1)
    axes.set(xscale="log", xlabel="odds of being ill", xlim=(1.5e-4, 12), ylim=(-0.8, 2.7), yticks=[])
    axes.set_xticks([1e-3, 1e-2, 1e-1, 1, 10], ["1 : 1000", "1 : 100", "1 : 10", "even", "10 : 1"])
    axes.minorticks_off()
    axes.spines["left"].set_visible(False)
    return figure


def _as_odds(odds):
    return f"{odds * 199:.0f} : 199" if odds * 199 > 0.99 else f"1 : {round(1 / odds, -1):.0f}"


@styled
def moving_densities():
    """Two normal classes, weighted by their priors, and the posterior, as they part and as one grows rare."""
    figure, panels = blank(columns=3, height=4.2, rows=2, sharex=True, sharey="row")
    x = np.linspace(-5, 5, 400)
    for (above, below), (apart, prior) in zip(panels.T, ((0.5, 0.5), (1.5, 0.5), (1.5, 0.1))):
        log_odds = gaussian_logit(apart, -apart, 1, prior)
        border = -log_odds.intercept / log_odds.weights
        above.plot(x, prior * _bell(x, apart), color=BLUE)
        above.plot(x, (1 - prior) * _bell(x, -apart), color=ORANGE, linestyle="--")
        below.plot(x, logistic(log_odds.at(x)), color=PURPLE)
        below.plot(border, 0.5, "o", color=PURPLE)
        rule(above, x=border)
        rule(below, x=border)
        rule(below, y=0.5)
        below.set(xlabel="x", xlim=(-5, 5), ylim=(-0.05, 1.05), xticks=[-5, 0, 5])
    write(panels[0, 2], "class 2", -1, 0.34, ORANGE, shift=(5, 0))
    write(panels[0, 2], "class 1", 2, 0.04, BLUE, shift=(0, 11))
    panels[0, 0].set(ylabel="density × prior", ylim=(0, 0.4))
    panels[1, 0].set_ylabel("posterior of class 1")
    return figure


def _bell(x, mean, spread=1.0):
    return np.exp(-((x - mean) / spread) ** 2 / 2) / (spread * np.sqrt(2 * np.pi))


@styled
def boundaries():
    """Two normal classes in the plane: one covariance for both gives a straight border, two a curved one."""
    figure, panels = blank(columns=2, height=3.4)
    x, y = np.meshgrid(np.linspace(-4, 4, 200), np.linspace(-4, 4, 200))
    points = np.stack([x, y], axis=-1)
    means = np.array([[1.2, 0.9], [-1.2, -0.9]])
    tilted, flat = np.array([[1, 0.5], [0.5, 1]]), np.array([[2.6, 0], [0, 0.6]])
    logits = (gaussian_logit(*means, tilted), gaussian_quadratic_logit(*means, tilted, flat))
    for axes, second, logit in zip(panels, (tilted, flat), logits):
        for mean, covariance, color, line, marker in ((means[0], tilted, BLUE, "-", "o"),
                                                      (means[1], second, ORANGE, "--", "s")):
            gap = points - mean
            distance = (gap @ np.linalg.inv(covariance) * gap).sum(axis=-1)
            axes.contour(x, y, distance, levels=[1, 4], colors=color, linestyles=line, linewidths=1.2)
            axes.plot(*mean, marker, color=color)
        write(axes, "class 1", 1.2, 3.4, BLUE, ha="center")
        write(axes, "class 2", -2.2, -3.4, ORANGE, ha="center")
        axes.contour(x, y, logit.at(points), levels=[0], colors=PURPLE, linewidths=2)
        axes.set(xlabel="$x_1$", aspect="equal", xlim=(-4, 4), ylim=(-4, 4))
        axes.set_xticks([-4, -2, 0, 2, 4])
        axes.set_yticks([-4, -2, 0, 2, 4])
    panels[0].set_ylabel("$x_2$")
    return figure


@styled
def log_odds_shapes():
    """The log odds of class 1 for three pairs of densities: a line, a parabola, a wave that comes back."""
    figure, panels = blank(columns=3, height=3.0, sharey=True)
    x = np.linspace(-6, 6, 500)
    cases = (
        (_bell(x, 1), _bell(x, -1), gaussian_logit(1, -1, 1).at(x)),
        (_bell(x, 1), _bell(x, -1, 2), gaussian_quadratic_logit(1, -1, 1, 4).at(x)),
        (1 / (np.pi * (1 + (x - 1) ** 2)), 1 / (np.pi * (1 + (x + 1) ** 2)), cauchy_logit(x)),
    )
    names = "equal spread", "unequal spread", "Cauchy"
    for axes, (one, other, log_odds), name in zip(panels, cases, names):
        for density, color, line in ((one, BLUE, "-"), (other, ORANGE, "--")):
            axes.fill_between(x, -4, -4 + 5 * density, color=color, alpha=0.25, linewidth=0)
            axes.plot(x, -4 + 5 * density, color=color, linewidth=1, linestyle=line)
        axes.plot(x, log_odds, color=PURPLE)
        rule(axes, y=0)
        axes.set(xlabel=f"x, {name}", ylim=(-4, 4), xlim=(-6, 6))
    panels[0].set_ylabel("log odds a(x)")
    return figure


@styled
def iris_discriminant():
    """Fisher's compound measure of fifty setosa and fifty versicolor: two heaps that do not touch."""
    iris = load("iris")
    flowers = np.column_stack([iris[name] for name in iris if name != "species"])
    setosa, versicolor = (flowers[iris["species"] == species] for species in ("setosa", "versicolor"))
    weights = fisher_discriminant(versicolor, setosa)
    left, right = setosa @ weights, versicolor @ weights
    figure, axes = blank(height=2.8)
    width = 0.05
    axes.hist(left, np.arange(-0.65, 0, width), color=GREEN, alpha=0.6)
    axes.hist(right, np.arange(0.3, 1.05, width), color=BLUE, histtype="step", linewidth=2)
    middle = (left.mean() + right.mean()) / 2
    rule(axes, x=middle)
    write(axes, "setosa", left.mean(), 15, GREEN, ha="center")
    write(axes, "versicolor", right.mean(), 15, BLUE, ha="center")
    write(axes, "half-way", middle, 15, INK, shift=(6, 0))
    axes.set(xlabel="Fisher's compound measure", ylabel="flowers", ylim=(0, 16), yticks=[0, 5, 10])
    return figure
