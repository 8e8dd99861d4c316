"""Pictures of chapter ``logit``."""

import numpy as np

from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, blank, rule, styled, write
from logodds.logistic import logistic
from logodds.logit import convert_evidence, inverse_cloglog, inverse_probit, logit
from logodds.odds import odds


@styled
def logit_curve():
    """The logit against probability, with its tangent of slope 4 at one half."""
    figure, axes = blank()
    p = logistic(np.linspace(-5.5, 5.5, 600))
    near = np.array([0.2, 0.8])
    rule(axes, y=0)
    rule(axes, x=0.5)
    axes.plot(p, logit(p), color=BLUE)
    axes.plot(near, 4 * (near - 0.5), color=ORANGE, linestyle="--")
    axes.plot(0.5, 0, "o", color=BLUE)
    write(axes, "logit", 0.96, logit(0.96), BLUE, shift=(-10, 4), ha="right")
    write(axes, "slope 4", 0.74, 0.96, ORANGE, shift=(6, -8))
    axes.set(xlabel="probability p", ylabel="log odds", xlim=(0, 1), ylim=(-5.5, 5.5))
    return figure


@styled
def convex_and_not():
    """Odds bend one way; their logarithm bends both ways. A chord shows it."""
    figure, panels = blank(2, height=3.2)
    p = np.linspace(0.01, 0.95, 500)
    ends = np.array([0.02, 0.9])
    for axes, function, name in zip(panels, (odds, logit), ("odds", "log odds")):
        axes.plot(p, function(p), color=BLUE)
        axes.plot(ends, function(ends), color=ORANGE, linestyle="--", marker="o")
        axes.set(xlabel="probability p", ylabel=name, xlim=(0, 1))
    panels[0].set_ylim(0, 11)
    panels[1].set_ylim(-4.6, 3.4)
    write(panels[0], "the chord\nlies above", 0.3, 6, ORANGE, ha="center")
    write(panels[1], "the chord\ncrosses", 0.75, -2.2, ORANGE, ha="center")
    rule(panels[1], x=0.5)
    panels[1].plot(0.5, 0, "s", color=INK)
    return figure


@styled
def links():
    """Three curves that stay between 0 and 1, and a straight line that does not."""
    figure, axes = blank()
    x = np.linspace(-4.5, 4.5, 500)
    rule(axes, y=0)
    rule(axes, y=1)
    axes.plot(x, 0.5 + x / 5, color=INK, linestyle=":")
    axes.plot(x, logistic(x), color=BLUE)
    axes.plot(x, inverse_probit(x), color=ORANGE, linestyle="--")
    axes.plot(x, inverse_cloglog(x), color=PURPLE, linestyle="-.")
    write(axes, "logistic", 1.9, 0.78, BLUE)
    write(axes, "normal (probit)", -1.1, 0.07, ORANGE)
    write(axes, "complementary log-log", 0.4, 0.88, PURPLE, ha="right")
    write(axes, "straight line", 3.2, 1.14, shift=(-8, 4), ha="right")
    axes.set(xlabel="x", ylabel="value", xlim=(-4.5, 4.5), ylim=(-0.25, 1.25))
    return figure


@styled
def decibans_ladder(prior=-20, evidence=(10, 7, 8)):
    """Evidence in decibans, added rung by rung, with the odds and the probability at each height.

    prior: log odds before the evidence, evidence: what each piece adds; in decibans, sums between -30 and 30.
    """
    figure, axes = blank(height=4.4)
    heights = np.cumsum([prior, *evidence])
    for step, (low, high) in enumerate(zip(heights, heights[1:]), 1):
        axes.plot([step - 1, step], [low, low], color=INK, linewidth=1)
        axes.annotate("", (step, high), (step, low), arrowprops={"arrowstyle": "->", "color": BLUE, "lw": 2})
        write(axes, _signed(high - low), step, (low + high) / 2, BLUE, shift=(8, 0))
    axes.plot(0, prior, "o", color=INK)
    axes.plot(len(evidence), heights[-1], "s", color=ORANGE)
    write(axes, f"before: {_signed(prior)}", 0, prior, shift=(0, -14))
    write(axes, f"after: {_signed(heights[-1])}", len(evidence), heights[-1], ORANGE, (0, 14), ha="center")
    rule(axes, y=0)

    rungs = np.arange(-30, 31, 10)
    log_odds = convert_evidence(rungs, "decibans", "nats")
    axes.set(xlim=(-0.4, len(evidence) + 0.6), ylim=(-33, 33), xticks=[])
    axes.set_yticks(rungs, [_signed(rung) for rung in rungs])
    axes.spines["bottom"].set_visible(False)
    ratios = [f"{np.exp(x):.0f} : 1" if x >= 0 else f"1 : {np.exp(-x):.0f}" for x in log_odds]
    axes.secondary_yaxis(1.0).set_yticks(rungs, ratios)
    axes.secondary_yaxis(1.25).set_yticks(rungs, [f"{p:.3f}" for p in logistic(log_odds)])
    for place, name in ((0, "decibans"), (1, "odds"), (1.25, "probability")):
        axes.text(place, 1.03, name, transform=axes.transAxes, ha="center")
    return figure


def _signed(number):
    return f"{number:+g}".replace("-", "−") if number else "0"


@styled
def three_rulers():
    """The same nine points on three rulers: probability, odds and log odds."""
    figure, axes = blank()
    p = np.linspace(0.1, 0.9, 9)
    inks = [ORANGE] * 4 + [GREEN] + [BLUE] * 4
    lines = ["--"] * 4 + ["-."] + ["-"] * 4
    rulers = ("probability p", p, 0, 1, {0: "0", 0.5: "½", 1: "1"}), \
             ("odds p / (1 − p)", odds(p), 0, 9, {0: "0", 1: "1", 3: "3", 6: "6", 9: "9"}), \
             ("log odds", logit(p), -2.4, 2.4, {-2: "−2", -1: "−1", 0: "0", 1: "1", 2: "2"})
    places = [(values - low) / (high - low) for _, values, low, high, _ in rulers]
    for height, (name, _, low, high, marks), places_here in zip((2, 1, 0), rulers, places):
        for edge in (height - 0.12, height + 0.12):
            axes.plot([0, 1], [edge, edge], color=INK, linewidth=1)
            axes.scatter(places_here, np.full(9, edge), color=inks, s=16, zorder=3)
        for value, mark in marks.items():
            write(axes, mark, (value - low) / (high - low), height, ha="center")
        write(axes, name, 1.05, height)
    for above, below, height in zip(places, places[1:], (2, 1)):
        for x, y, ink, line in zip(above, below, inks, lines):
            axes.plot([x, y], [height - 0.12, height - 0.88], color=ink, linestyle=line, linewidth=1.2)
    write(axes, "↓ odds    ↑ o / (1 + o)", 1.05, 1.5, fontsize=9)
    write(axes, "↓ log    ↑ exp", 1.05, 0.5, fontsize=9)
    axes.set(xlim=(-0.03, 1.42), ylim=(-0.2, 2.2))
    axes.axis("off")
    return figure
