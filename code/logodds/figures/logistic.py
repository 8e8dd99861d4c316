"""Pictures of chapter ``logistic``."""

import numpy as np

from logodds.data import load
from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, blank, rule, styled, write
from logodds.logistic import (
    logistic,
    logistic_derivative,
    logistic_second_derivative,
    softplus,
    verhulst,
    verhulst_through,
)


@styled
def logistic_curve():
    """The logistic curve, with its tangent of slope 1/4 and two points that mirror each other."""
    figure, axes = blank()
    x = np.linspace(-6, 6, 500)
    rule(axes, y=0)
    rule(axes, y=1)
    axes.plot(x, logistic(x), color=BLUE)
    near = np.array([-2, 2])
    axes.plot(near, 0.5 + near / 4, color=ORANGE, linestyle="--")
    axes.plot(0, 0.5, "o", color=BLUE)
    axes.plot([-2, 2], logistic([-2, 2]), "s", color=INK)
    write(axes, "slope ¼", 1.1, 0.775, ORANGE, shift=(-10, 6), ha="right")
    write(axes, f"{logistic(2):.3f}", 2, logistic(2), shift=(8, -9))
    write(axes, f"1 − {logistic(2):.3f}", -2, logistic(-2), shift=(-8, 9), ha="right")
    axes.set(xlabel="log odds x", ylabel="probability", xlim=(-6, 6), ylim=(-0.05, 1.05))
    return figure


@styled
def logistic_derivatives():
    """The logistic function, its slope and its bend."""
    figure, axes = blank()
    x = np.linspace(-6, 6, 500)
    rule(axes, y=0)
    rule(axes, x=0)
    for function, color, line, text, at, shift in (
            (logistic, BLUE, "-", "value", 2.6, (0, -12)),
            (logistic_derivative, ORANGE, "--", "slope", 1.6, (8, 6)),
            (logistic_second_derivative, PURPLE, "-.", "bend (second derivative)", 2.2, (0, -14))):
        axes.plot(x, function(x), color=color, linestyle=line)
        write(axes, text, at, function(at), color, shift=shift)
    axes.set(xlabel="x", xlim=(-6, 6), ylim=(-0.2, 1.05))
    return figure


@styled
def equal_steps():
    """Equal steps of log odds make unequal steps of probability: wide in the middle, narrow at the ends."""
    figure, axes = blank()
    x = np.linspace(-5, 5, 500)
    steps = np.arange(-4, 5)
    axes.vlines(steps, 0, logistic(steps), color=INK, linewidth=1, linestyle=":")
    axes.hlines(logistic(steps), -5, steps, color=ORANGE, linewidth=1)
    axes.plot(x, logistic(x), color=BLUE)
    axes.plot(steps, logistic(steps), "o", color=BLUE)
    axes.set(xlabel="log odds", ylabel="probability", xlim=(-5, 5), ylim=(0, 1), xticks=steps)
    return figure


@styled
def us_population():
    """United States census to 1910, the logistic curve through three of its counts, and what came after."""
    before, after = load("us_population"), load("us_population_after_1910")
    chosen = [0, 6, 12]
    curve = verhulst_through(before["year"][chosen], before["population"][chosen])
    figure, axes = blank()
    years = np.linspace(1780, 2030, 500)
    rule(axes, y=curve.capacity)
    axes.plot(years, verhulst(years, *curve), color=BLUE)
    axes.plot(before["year"], before["population"], "o", color=INK)
    axes.plot(before["year"][chosen], before["population"][chosen], "s", color=BLUE, markersize=8)
    axes.plot(after["year"], after["population"], "x", color=ORANGE, markeredgewidth=2)
    write(axes, f"ceiling {curve.capacity:.0f} million", 1785, curve.capacity, BLUE, shift=(0, 9))
    write(axes, "fitted to three counts,\n1790, 1850 and 1910", 1858, 62, BLUE, shift=(-12, 12), ha="right")
    write(axes, "counted later", 2000, 281.4, ORANGE, shift=(-12, 6), ha="right")
    axes.set(xlabel="year", ylabel="population, millions", xlim=(1780, 2030), ylim=(0, 345))
    return figure


@styled
def latent_threshold(location=1.0):
    """A logistic density around a location: the share beyond the threshold 0 is logistic(location)."""
    figure, axes = blank()
    x = np.linspace(location - 7, location + 7, 600)
    density = logistic_derivative(x - location)
    axes.plot(x, density, color=BLUE)
    beyond = x >= 0
    axes.fill_between(x[beyond], density[beyond], facecolor="none", edgecolor=BLUE, hatch="///", linewidth=0)
    axes.axvline(0, color=ORANGE, linestyle="--")
    share = logistic(location)
    write(axes, "threshold", 0, 0.275, ORANGE, shift=(-8, 0), ha="right")
    write(axes, f"shaded: logistic({location:g}) = {share:.3f}", location + 2.1, 0.16, BLUE)
    axes.set(xlabel="latent score", ylabel="density", xlim=(x[0], x[-1]), ylim=(0, 0.29))
    return figure


@styled
def saturation():
    """Slopes of the logistic function and of the ramp, and the most that a chain of n of them can pass on."""
    figure, (slopes, chains) = blank(2, height=3.2)
    x = np.linspace(-8, 8, 801)
    slopes.plot(x, logistic_derivative(x), color=BLUE)
    slopes.plot(x, np.where(x > 0, 1.0, 0.0), color=ORANGE, linestyle="--")
    write(slopes, "logistic:\nat most ¼", -7.6, 0.3, BLUE, va="bottom")
    write(slopes, "ramp (ReLU)", 0, 1, ORANGE, shift=(-6, 0), ha="right")
    slopes.set(xlabel="input", ylabel="slope", xlim=(-8, 8), ylim=(-0.03, 1.08))
    layers = np.arange(1, 13)
    chains.plot(layers, 0.25 ** layers, "o-", color=BLUE)
    chains.plot(layers, np.ones(12), "s--", color=ORANGE)
    write(chains, "(¼)ᴹ", 7, 0.25 ** 7, BLUE, shift=(10, 6))
    write(chains, "1", 7, 1, ORANGE, shift=(0, -12), ha="center")
    chains.set(xlabel="layers M", ylabel="greatest product of slopes", yscale="log", ylim=(1e-8, 5))
    chains.set_xticks([1, 4, 8, 12])
    return figure


@styled
def softplus_curve():
    """The softplus, the area under the logistic curve, and the ramp that it approaches."""
    figure, axes = blank()
    x = np.linspace(-5, 5, 500)
    axes.plot(x, softplus(x), color=BLUE)
    axes.plot(x, np.maximum(x, 0), color=ORANGE, linestyle="--")
    axes.plot(x, logistic(x), color=GREEN, linestyle="-.")
    axes.plot([0, 0], [0, np.log(2)], "o", color=INK)
    write(axes, "softplus", 2, softplus(2), BLUE, shift=(-8, 6), ha="right")
    write(axes, "ramp max(0, x)", 3, 3, ORANGE, shift=(8, -10))
    write(axes, "its slope: logistic", 3, logistic(3), GREEN, shift=(0, -14), ha="center")
    write(axes, "log 2", 0, np.log(2), shift=(-8, 6), ha="right")
    axes.set(xlabel="x", xlim=(-5, 5), ylim=(-0.1, 5))
    return figure
