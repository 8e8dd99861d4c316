"""Pictures of chapter ``fitting``."""

import numpy as np

from logodds.data import load
from logodds.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, blank, rule, styled, write
from logodds.fitting import LogisticRegression, reliability
from logodds.logistic import logistic, softplus
from logodds.odds import odds_ratio_from_counts


@styled
def exam():
    """Twenty students, passed or failed against hours of study, and the fitted probability of passing."""
    table = load("exam_hours")
    fit = LogisticRegression().fit(table["hours"], table["passed"])
    hours = np.linspace(0, 6, 200)
    figure, axes = blank()
    axes.plot(hours, fit.predict_proba(hours)[:, 1], color=BLUE)
    passed = table["passed"] == 1
    axes.plot(table["hours"][passed], table["passed"][passed], "o", color=GREEN)
    axes.plot(table["hours"][~passed], table["passed"][~passed], "s", color=ORANGE)
    even = -fit.intercept_[0] / fit.coef_[0, 0]
    rule(axes, x=even)
    rule(axes, y=0.5)
    write(axes, f"even odds at {even:.2f} h", even, 0.06, shift=(6, 0))
    axes.set(xlabel="hours of study", ylabel="probability of passing", ylim=(-0.08, 1.08))
    return figure


@styled
def targets(intercept=-2, slope=1):
    """One line for the students, the targets that it gives them, and Newton's next line through the targets."""
    table = load("exam_hours")
    x, t = table["hours"], table["passed"]
    score = intercept + slope * x
    y = logistic(score)
    weight, target = y * (1 - y), score + (t - y) / (y * (1 - y))
    next_slope, next_intercept = np.polyfit(x, target, 1, w=np.sqrt(weight))
    figure, (scores, chances) = blank(columns=2, height=3.2)
    hours = np.linspace(0, 6, 200)
    for line, color, look in (((intercept, slope), BLUE, "-"), ((next_intercept, next_slope), PURPLE, "--")):
        scores.plot(hours, line[0] + line[1] * hours, color=color, linestyle=look)
        chances.plot(hours, logistic(line[0] + line[1] * hours), color=color, linestyle=look)
    for outcome, color, marker in ((1, GREEN, "o"), (0, ORANGE, "s")):
        own = t == outcome
        scores.scatter(x[own], target[own], s=200 * weight[own], color=color, marker=marker)
        chances.plot(x[own], t[own], marker, color=color)
        chances.vlines(x[own], t[own], y[own], color=color, linewidth=1)
    write(scores, "now", 0, intercept, BLUE, shift=(5, 26))
    write(scores, "next", 0, next_intercept, PURPLE, shift=(5, -10))
    scores.set(xlabel="hours of study", ylabel="score", xlim=(0, 6), ylim=(-6, 6))
    chances.set(xlabel="hours of study", ylabel="probability of passing", xlim=(0, 6), ylim=(-0.05, 1.05))
    return figure


@styled
def newton():
    """The cost of the twenty students along the slope, and the parabolas of two Newton steps."""
    table = load("exam_hours")
    fit = LogisticRegression().fit(table["hours"], table["passed"])
    centre, t = -fit.intercept_[0] / fit.coef_[0, 0], table["passed"]
    x = table["hours"] - centre

    def cost(slope):
        z = np.multiply.outer(slope, x)
        return (softplus(z) - t * z).sum(axis=-1)

    figure, axes = blank()
    slopes = np.linspace(-0.5, 3, 300)
    axes.plot(slopes, cost(slopes), color=INK)
    slope = 0.0
    for color, line, marker, name, shift in ((ORANGE, "--", "s", "first step", (8, 8)),
                                             (BLUE, "-.", "D", "second step", (-8, -10))):
        y = logistic(slope * x)
        gradient, bend = ((y - t) * x).sum(), (y * (1 - y) * x * x).sum()
        near = np.linspace(slope - 0.7, slope + 2.3, 200)
        axes.plot(near, cost(slope) + gradient * (near - slope) + bend * (near - slope) ** 2 / 2,
                  color=color, linestyle=line, linewidth=1.5)
        axes.plot(slope, cost(slope), marker, color=color)
        after = slope - gradient / bend
        axes.plot([after, after], [cost(slope) - gradient ** 2 / bend / 2, cost(after)], ":", color=INK)
        write(axes, name, slope, cost(slope), color, shift=shift, ha="left" if shift[0] > 0 else "right")
        slope = after
    axes.plot(slope, cost(slope), "o", color=GREEN)
    axes.set(xlabel="slope per hour", ylabel="cost", ylim=(6, 20), xlim=(-0.5, 3))
    return figure


@styled
def four_students():
    """The cost of four separated students against the slope: it falls for ever; a penalty turns it up."""
    slopes = np.linspace(-1, 8, 400)
    cost = 2 * softplus(-slopes) + 2 * softplus(-2 * slopes)
    figure, axes = blank()
    axes.plot(slopes, cost, color=BLUE)
    axes.plot(slopes, cost + 0.05 * slopes ** 2 / 2, "--", color=ORANGE)
    write(axes, "cost alone", 6.4, 0.02, BLUE, shift=(0, -10))
    write(axes, "with a penalty, λ = 0.05", 5, 0.9, ORANGE, shift=(-30, 14), ha="center")
    rule(axes, y=0)
    axes.set(xlabel="slope", ylabel="cost", ylim=(-0.35, 4))
    return figure


@styled
def challenger():
    """Share of damaged O-rings against temperature, the fitted curve, and the temperature of the last launch."""
    table = load("challenger")
    fit = LogisticRegression().fit(table["temperature"], table["damaged"], trials=6)
    degrees = np.linspace(28, 84, 200)
    figure, axes = blank()
    axes.plot(degrees, fit.predict_proba(degrees)[:, 1], color=BLUE)
    axes.plot(table["temperature"], table["damaged"] / 6, "o", color=ORANGE, alpha=0.7)
    share = fit.predict_proba([31])[0, 1]
    rule(axes, x=31)
    axes.plot(31, share, "D", color=PURPLE)
    write(axes, f"31 °F: {share:.2f}", 31, share, PURPLE, shift=(10, 6))
    axes.set(xlabel="temperature at launch, °F", ylabel="share of rings damaged", ylim=(-0.04, 1))
    return figure


@styled
def beetles():
    """Share of beetles killed against the dose, with the fitted curve: as probabilities and as log odds."""
    table = load("beetles")
    fit = LogisticRegression().fit(table["dose"], table["killed"], trials=table["beetles"])
    dose, share = np.linspace(1.67, 1.9, 200), table["killed"] / table["beetles"]
    figure, (left, right) = blank(columns=2, height=3)
    left.plot(dose, fit.predict_proba(dose)[:, 1], color=BLUE)
    left.plot(table["dose"], share, "o", color=ORANGE)
    half = -fit.intercept_[0] / fit.coef_[0, 0]
    rule(left, x=half)
    rule(left, y=0.5)
    right.plot(dose, fit.decision_function(dose), color=BLUE)
    some = share < 1
    right.plot(table["dose"][some], np.log(share[some] / (1 - share[some])), "o", color=ORANGE)
    rule(right, x=half)
    rule(right, y=0)
    left.set(xlabel="log dose", ylabel="share killed")
    right.set(xlabel="log dose", ylabel="log odds")
    return figure


@styled
def berkeley():
    """Odds ratio of admission, men to women, in each department and pooled, with 95 % intervals."""
    table = load("berkeley_admissions")
    counts = np.stack([table["admitted"], table["rejected"]], axis=1)
    names = ["all together", *sorted(set(table["department"]), reverse=True)]
    figure, axes = blank(height=3.2)
    for height, name in enumerate(names):
        chosen = np.full(len(counts), True) if name == "all together" else table["department"] == name
        rows = np.stack([counts[chosen & (table["sex"] == sex)].sum(axis=0) for sex in ("men", "women")])
        ratio, reach = odds_ratio_from_counts(rows), 1.96 * np.sqrt((1 / rows).sum())
        color, marker, width = (ORANGE, "s", 3.5) if name == "all together" else (BLUE, "o", 2)
        axes.plot(ratio * np.exp([-reach, reach]), [height, height], color=color, linewidth=width)
        axes.plot(ratio, height, marker, color=color)
    rule(axes, x=1)
    axes.set(xscale="log", xlabel="odds ratio of admission, men to women", yticks=range(len(names)))
    axes.set_yticklabels(names)
    axes.set_xticks([0.25, 0.5, 1, 2], ["1/4", "1/2", "1", "2"])
    axes.minorticks_off()
    return figure


@styled
def separated():
    """Petals of three kinds of iris: a line parts setosa from the rest; none parts the other two."""
    table = load("iris")
    figure, axes = blank()
    for name, color, marker in (("setosa", GREEN, "^"), ("versicolor", BLUE, "o"), ("virginica", ORANGE, "s")):
        chosen = table["species"] == name
        axes.plot(table["petal_length"][chosen], table["petal_width"][chosen], marker, color=color, alpha=0.6,
                  label=name)
    axes.plot([0.8, 3.4], [1.6, 0.2], "--", color=INK, linewidth=1.5)
    write(axes, "a line that parts", 0.8, 1.6, shift=(0, 8))
    axes.legend(frameon=False, loc="lower right")
    axes.set(xlabel="petal length, cm", ylabel="petal width, cm")
    return figure


@styled
def calibration(labels, forecasts, bins=5):
    """Reliability diagram: in each bin, the share that came true against the mean forecast."""
    found = reliability(labels, forecasts, bins)
    figure, axes = blank()
    axes.plot([0, 1], [0, 1], ":", color=INK, linewidth=1)
    axes.plot(found.predicted, found.observed, "o-", color=BLUE)
    for predicted, observed, count in zip(*found):
        write(axes, f"{count:.0f}", predicted, observed, shift=(7, -9))
    axes.set(xlabel="mean forecast", ylabel="share that came true", xlim=(0, 1), ylim=(-0.03, 1.03))
    return figure
