"""Pictures of chapter ``posterior``."""

import numpy as np

from logodds.data import load
from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, arrow, blank, rule, styled, write
from logodds.posterior import cauchy_logit, fisher_discriminant


def _bell(x, mean, scale=1.0):
    return np.exp(-(((x - mean) / scale) ** 2) / 2) / (scale * np.sqrt(2 * np.pi))


@styled
def screening():
    """A screening test on a scale of odds: each positive test moves the odds by the same factor."""
    figure, axes = blank(height=2.6)
    for height, start, factor, text in ((2, 1 / 199, 18, "positive: × 18"), (1, 18 / 199, 18, "positive again: × 18"),
                                        (0, 1 / 199, 2 / 19, "negative: × 2/19")):
        color = BLUE if factor > 1 else ORANGE
        arrow(axes, (start, height), (start * factor, height), "", (0, 0), color)
        axes.plot(start, height, "o", color=color)
        write(axes, text, np.sqrt(start * start * factor), height, color, shift=(0, 10), ha="center")
    rule(axes, x=1)
    axes.set(xscale="log", xlabel="odds of being ill", xlim=(2e-4, 60), ylim=(-0.6, 2.7), yticks=[])
    axes.spines["left"].set_visible(False)
    return figure


@styled
def moving_densities():
    """Two bell curves, weighted by their priors, and the posterior below, as the classes part and the prior moves."""
    figure, axes = blank(columns=3, height=4.2)
    figure.clear()
    panels = figure.subplots(2, 3, sharex=True, sharey="row")
    x = np.linspace(-5, 5, 400)
    for (above, below), (apart, prior) in zip(panels.T, ((0.5, 0.5), (1.5, 0.5), (1.5, 0.1))):
        one, other = prior * _bell(x, apart), (1 - prior) * _bell(x, -apart)
        above.plot(x, one, color=BLUE)
        above.plot(x, other, color=ORANGE, linestyle="--")
        below.plot(x, one / (one + other), color=BLUE)
        for axis in (above, below):
            rule(axis, x=np.log((1 - prior) / prior) / (2 * apart))
        rule(below, y=0.5)
        below.set(xlabel="x", ylim=(-0.05, 1.05))
    panels[0, 0].set_ylabel("weighted density")
    panels[1, 0].set_ylabel("posterior of class 1")
    return figure


@styled
def boundaries():
    """Two clouds of points in the plane: one shared covariance gives a straight border, two give a curved one."""
    figure, panels = blank(columns=2, height=3.4)
    grid = np.linspace(-4, 4, 200)
    x, y = np.meshgrid(grid, grid)
    shared = np.array([[1.0, 0.5], [0.5, 1.0]])
    spread = np.array([[2.6, 0.0], [0.0, 0.6]])
    means = np.array([1.2, 0.6]), np.array([-1.2, -0.6])
    for axes, covariances in zip(panels, ((shared, shared), (shared, spread))):
        logs = []
        for mean, covariance, color, style in zip(means, covariances, (BLUE, ORANGE), ("-", "--")):
            inverse = np.linalg.inv(covariance)
            u, v = x - mean[0], y - mean[1]
            distance = inverse[0, 0] * u**2 + 2 * inverse[0, 1] * u * v + inverse[1, 1] * v**2
            logs.append(-distance / 2 - np.log(np.linalg.det(covariance)) / 2)
            axes.contour(x, y, distance, levels=[1, 4], colors=color, linestyles=style, linewidths=1.2)
            axes.plot(*mean, "o" if style == "-" else "s", color=color)
        axes.contour(x, y, logs[0] - logs[1], levels=[0], colors=INK, linewidths=2)
        axes.set(xlabel="$x_1$", aspect="equal", xlim=(-4, 4), ylim=(-4, 4))
    panels[0].set_ylabel("$x_2$")
    return figure


@styled
def log_odds_shapes():
    """The log odds of class 1 for three pairs of densities: a line, a parabola, and a curve that comes back."""
    figure, panels = blank(columns=3, height=3.0)
    x = np.linspace(-6, 6, 500)
    cauchy = [1 / (np.pi * (1 + (x - place) ** 2)) for place in (1, -1)]
    cases = (
        ((_bell(x, 1), _bell(x, -1)), 2 * x),
        ((_bell(x, 1), _bell(x, -1, 2)), -((x - 1) ** 2) / 2 + (x + 1) ** 2 / 8 + np.log(2)),
        (cauchy, cauchy_logit(x)),
    )
    for axes, ((one, other), log_odds) in zip(panels, cases):
        axes.fill_between(x, -4, -4 + 5 * one, color=BLUE, alpha=0.25, linewidth=0)
        axes.fill_between(x, -4, -4 + 5 * other, color=ORANGE, alpha=0.25, linewidth=0)
        axes.plot(x, log_odds, color=PURPLE)
        rule(axes, y=0)
        axes.set(xlabel="x", ylim=(-4, 4), xlim=(-6, 6))
    panels[0].set_ylabel("log odds a(x)")
    return figure


@styled
def iris_discriminant():
    """Fisher's compound measure of fifty setosa and fifty versicolor: two heaps that do not touch."""
    flowers = load("iris")
    names = [name for name in flowers if name != "species"]
    table = np.column_stack([flowers[name] for name in names])
    setosa, versicolor = (table[flowers["species"] == kind] for kind in ("setosa", "versicolor"))
    weights = fisher_discriminant(versicolor, setosa)
    one, other = versicolor @ weights, setosa @ weights
    figure, axes = blank(height=2.8)
    bins = np.linspace(min(other.min(), one.min()), max(other.max(), one.max()), 30)
    axes.hist(other, bins, color=GREEN, alpha=0.6)
    axes.hist(one, bins, color=BLUE, histtype="step", linewidth=2)
    rule(axes, x=(one.mean() + other.mean()) / 2)
    top = axes.get_ylim()[1]
    write(axes, "setosa", other.mean(), top, GREEN, shift=(0, 8), ha="center")
    write(axes, "versicolor", one.mean(), top, BLUE, shift=(0, 8), ha="center")
    axes.set(xlabel="Fisher's compound measure", ylabel="flowers")
    return figure
