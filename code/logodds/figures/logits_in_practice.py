"""Pictures of chapter ``logits_in_practice``."""

import numpy as np

from logodds.cross_entropy import binary_cross_entropy_with_logits
from logodds.data import load
from logodds.figures.style import BLUE, INK, ORANGE, PURPLE, blank, rule, styled, write
from logodds.logistic import logistic
from logodds.logit import logit


@styled
def twice():
    """What a score costs if sigmoid is taken once and if it is taken twice, for both labels."""
    figure, panels = blank(columns=2, height=3.2, sharey=True)
    z = np.linspace(-6, 6, 400)
    for axes, label, side in zip(panels, (1, 0), (1, -1)):
        once = binary_cross_entropy_with_logits(z, label)
        again = binary_cross_entropy_with_logits(logistic(z), label)
        floor = binary_cross_entropy_with_logits(label, label)
        axes.plot(z, once, color=BLUE)
        axes.plot(z, again, color=ORANGE, linestyle="--")
        rule(axes, y=floor)
        write(axes, f"{floor:.4f}", -5.8 * side, floor, INK, shift=(0, -8), ha="left" if label else "right")
        write(axes, "once", -2.6 * side, 2.6, BLUE, shift=(10 * side, 6), ha="left" if label else "right")
        write(axes, "twice", 3 * side, floor, ORANGE, shift=(0, 22), ha="center")
        axes.set(xlabel=f"score z, label {label}", xlim=(-6, 6), ylim=(0, 4))
    panels[0].set_ylabel("cost in nats")
    return figure


@styled
def base_rates():
    """What is learned of a base rate with sigmoid taken twice: too little below, too much above, and nonsense
    between."""
    figure, axes = blank(height=3.8)
    p = np.linspace(0.001, 0.999, 999)
    learned = np.clip(logit(p), 0, 1)
    turn = logistic(0.5)
    wrong = (0.5 < p) & (p < turn)
    axes.axvspan(0.5, turn, color=PURPLE, alpha=0.18, linewidth=0)
    axes.plot(p, p, color=BLUE, linewidth=1.4, linestyle="--")
    axes.plot(p, learned, color=ORANGE)
    axes.plot(p[wrong], learned[wrong], color=PURPLE, linewidth=4)
    rule(axes, y=0.5)
    for x, y in ((turn, 0.5), (logistic(1), 1)):
        axes.plot(x, y, "o", color=INK)
    write(axes, "honest", 0.2, 0.2, BLUE, shift=(-6, 12), ha="right")
    write(axes, "learned", 0.8, 1, ORANGE, shift=(4, -11))
    write(axes, f"{turn:.4f}", turn, 0.5, INK, shift=(8, -9))
    write(axes, f"{logistic(1):.4f}", logistic(1), 1, INK, shift=(0, 11), ha="center")
    write(axes, "majority\nsays 1,\nmodel says 0", 0.49, 0.75, PURPLE, ha="right")
    axes.set(xlabel="share of ones p", ylabel="prediction σ(z)", xlim=(0, 1), ylim=(-0.05, 1.12))
    return figure


@styled
def errors():
    """How wrong three ways to compute the cost of a score are, in units in the last place, as `make bench` found."""
    table = load("ulp_cost")
    looks = (
        ("−log(1 − p), p = 1/(1 + e^−z)", "through_probability", ORANGE, "x", (-26, 1e14)),
        ("log(1 + e^z)", "as_written", PURPLE, "+", (-49, 1e6)),
        ("softplus", "stable", BLUE, ".", (30, 50)),
    )
    figure, panels = blank(columns=2, height=3.8, sharey=True, width_ratios=[5, 2])
    top = 3e18
    for axes, ends in zip(panels, ((-52, 52), (595, 805))):
        inside = (ends[0] < table["z"]) & (table["z"] < ends[1])
        for _, way, color, marker, _ in looks:
            # An error of 0 or infinity has no place on a logarithmic scale.
            error = np.where(np.isinf(table[way]), top, np.maximum(table[way], 0.05))
            axes.plot(table["z"][inside], error[inside], marker, color=color, markersize=4)
        axes.set(xlabel="score z", yscale="log", xlim=ends, ylim=(0.03, 1e20))
    left, right = panels
    for name, _, color, _, place in looks:
        write(left, name, *place, color, fontsize=9)
    write(left, "infinite", 36, top, ORANGE, shift=(-4, 0), ha="right", fontsize=9)
    write(right, "infinite", 800, top, PURPLE, shift=(0, -13), ha="right", fontsize=9)
    left.set_ylabel("error in ULP")
    left.set_yticks(10.0 ** np.arange(0, 19, 4))
    return figure


@styled
def reliability(temperature=2.5):
    """Shares of ones against what a network says of them, before and after its logits are divided."""
    figure, axes = blank(height=3.8)
    z = np.arange(-8.0, 9, 2)
    share = np.round(500 * logistic(z / 2.5)) / 500
    axes.plot([0, 1], [0, 1], color=INK, linewidth=1, linestyle=":")
    axes.plot(logistic(z), share, color=ORANGE, marker="s", linestyle="--")
    axes.plot(logistic(z / temperature), share, color=BLUE, marker="o", linestyle="none")
    write(axes, "as it came", 0.13, 0.36, ORANGE, shift=(0, 16))
    write(axes, f"logits ÷ {temperature:.1f}", 0.66, 0.74, BLUE, ha="right")
    axes.set(xlabel="what the network says", ylabel="share of ones", xlim=(-0.03, 1.03), ylim=(0, 1))
    return figure
