"""Pictures of chapter ``odds``."""

import numpy as np

from logodds.data import load
from logodds.figures.style import BLUE, GREEN, INK, ORANGE, blank, rule, styled, write
from logodds.odds import odds, odds_ratio_from_counts, relative_risk_from_odds_ratio, threshold


@styled
def odds_curve():
    """Odds against probability, with the line odds = probability that they leave near 0."""
    figure, axes = blank()
    p = np.linspace(0, 0.9, 500)
    axes.plot(p, odds(p), color=BLUE)
    axes.plot([0, 0.9], [0, 0.9], color=ORANGE, linestyle="--")
    axes.plot(0.5, 1, "o", color=BLUE)
    rule(axes, x=0.5)
    write(axes, "odds", 0.85, odds(0.85), BLUE, shift=(-8, 0), ha="right")
    write(axes, "odds = probability", 0.9, 0.9, ORANGE, shift=(0, 9), ha="right")
    write(axes, "even odds: 1 at ½", 0.5, 1, shift=(-6, 10), ha="right")
    axes.set(xlabel="probability p", ylabel="odds p / (1 − p)", xlim=(0, 1), ylim=(0, 9))
    return figure


@styled
def decision_costs(cost_false_positive=1, cost_false_negative=4):
    """Expected cost of answering "yes" and of answering "no", which cross at the threshold."""
    figure, axes = blank()
    p = np.array([0, 1])
    cut = threshold(cost_false_positive, cost_false_negative)
    axes.plot(p, (1 - p) * cost_false_positive, color=BLUE)
    axes.plot(p, p * cost_false_negative, color=ORANGE, linestyle="--")
    rule(axes, x=cut.probability)
    axes.plot(cut.probability, cut.probability * cost_false_negative, "o", color=INK)
    top = max(cost_false_positive, cost_false_negative)
    cut_text = f"p* = {cut.probability:g}\nodds* = {cut.odds:g}"
    write(axes, "“no” costs p × a miss", 0.7, 0.7 * cost_false_negative, ORANGE, (-10, 0), ha="right")
    write(axes, "“yes” costs (1 − p) × a false alarm", 1, 0.4 * cost_false_positive, BLUE, (0, 9), ha="right")
    write(axes, cut_text, cut.probability, top, INK, (6, 0), va="top")
    axes.set(xlabel="probability p of the condition", ylabel="expected cost", xlim=(0, 1), ylim=(0, top))
    return figure


@styled
def relative_risk_curves():
    """What an odds ratio means as a relative risk, for every reference probability."""
    figure, axes = blank()
    p0 = np.linspace(0, 1, 400)
    for ratio, color, line in ((4, BLUE, "-"), (2, ORANGE, "--"), (1 / 2, ORANGE, "--"), (1 / 4, BLUE, "-")):
        axes.plot(p0, relative_risk_from_odds_ratio(ratio, p0), color=color, linestyle=line)
        write(axes, f"odds ratio {ratio:g}", 0, ratio, color, shift=(6, 6 if ratio > 1 else -6),
              va="bottom" if ratio > 1 else "top")
    rule(axes, y=1)
    axes.set(xlabel="reference probability p₀", ylabel="relative risk",
             xlim=(0, 1), ylim=(0.2, 5), yscale="log")
    ticks = [0.25, 0.5, 1, 2, 4]
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    return figure


@styled
def collapsibility():
    """Two equal strata and both together: one odds ratio falls outside theirs, the relative risk between."""
    figure, panels = blank(2)
    strata = ((0.5, 0.8), BLUE, "-", "stratum 1"), ((0.2, 0.5), ORANGE, "--", "stratum 2")
    mixture = ((0.35, 0.65), INK, "-.", "both")
    for axes, scale, name in zip(panels, (odds, np.array), ("odds", "probability")):
        for pair, color, line, text in (*strata, mixture):
            low, high = scale(np.array(pair))
            axes.plot([0, 1], [low, high], color=color, linestyle=line, marker="o")
            write(axes, f"{text}\n× {high / low:.3g}", 1, high, color, shift=(10, 0))
        axes.set(ylabel=name, xlim=(-0.15, 1.9), yscale="log")
        ticks = [0.25, 0.5, 1, 2, 4] if scale is odds else [0.2, 0.3, 0.4, 0.6, 0.8]
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        axes.set_xticks([0, 1], ["reference", "exposed"])
    return figure


@styled
def berkeley_odds_ratios():
    """Berkeley 1973: odds of admission, men to women, in each department and in all six together."""
    departments, tables = _berkeley()
    ratios = np.append(odds_ratio_from_counts(tables), odds_ratio_from_counts(tables.sum(axis=0)))
    rows = np.arange(len(ratios), 0, -1)
    figure, axes = blank()
    rule(axes, x=1)
    axes.hlines(rows, np.minimum(ratios, 1), np.maximum(ratios, 1), color=INK, linewidth=1)
    axes.scatter(ratios[:-1], rows[:-1], s=tables.sum(axis=(1, 2)) / 6, color=BLUE, zorder=2)
    axes.plot(ratios[-1], rows[-1], "D", color=ORANGE, markersize=10)
    for ratio, row in zip(ratios, rows):
        write(axes, f"{ratio:.2f}", 2.2, row)
    write(axes, "better for women", 1, 7.9, shift=(-8, 0), ha="right")
    write(axes, "better for men", 1, 7.9, shift=(8, 0))
    axes.set(xlabel="odds ratio of admission, men to women", xscale="log", xlim=(0.32, 2.6), ylim=(0.4, 8.2))
    axes.set_xticks([0.35, 0.5, 0.7, 1, 1.4, 2], ["0.35", "0.5", "0.7", "1", "1.4", "2"])
    axes.minorticks_off()
    axes.set_yticks(rows, [*departments, "all six"])
    return figure


@styled
def berkeley_departments():
    """Berkeley 1973: the more women among a department's applicants, the fewer of all it admitted."""
    departments, tables = _berkeley()
    applicants = tables.sum(axis=(1, 2))
    women = tables[:, 1].sum(axis=1) / applicants
    admitted = tables[:, :, 0].sum(axis=1) / applicants
    figure, axes = blank()
    axes.scatter(100 * women, 100 * admitted, s=applicants / 3, color=GREEN)
    for name, x, y in zip(departments, 100 * women, 100 * admitted):
        write(axes, name, x, y, shift=(14, 8), fontweight="bold")
    axes.set(xlabel="women among the applicants, %", ylabel="admitted of all applicants, %",
             xlim=(0, 80), ylim=(0, 75))
    return figure


def _berkeley():
    """Return the department names, and a 2 x 2 table each: men and women by admitted and rejected."""
    table = load("berkeley_admissions")
    counts = np.stack([table["admitted"], table["rejected"]], axis=1)
    return table["department"][::2], counts.reshape(-1, 2, 2)
