"""The pictures of fitting: the look that all share, and what they show."""

import inspect
import re

import numpy as np
import pytest
from logodds import LogisticRegression, data, logistic, logit, odds_ratio_from_counts, separation, softplus
from logodds.figures import fitting as figures
from numpy.testing import assert_allclose

from tests.test_figures_classes import CHECKS, words


def calibration():
    """Reliability diagram: in each bin, the share that came true against the mean forecast."""
    table = data.load("exam_hours")
    forecasts = LogisticRegression().fit(table["hours"], table["passed"]).predict_proba(table["hours"])[:, 1]
    return figures.calibration(table["passed"], forecasts)


FIGURES = [figures.exam, figures.targets, figures.newton, figures.four_students, figures.challenger,
           figures.beetles, figures.berkeley, figures.separated, calibration]


def test_the_list_above_holds_the_figures():
    drawing = {name for name, function in vars(figures).items()
               if inspect.isfunction(function) and function.__module__ == figures.__name__}
    assert drawing == {draw.__name__ for draw in FIGURES}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
@pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)
def test_shared_look(draw, check):
    check(draw)


def test_the_curve_of_the_exam_crosses_one_half_where_the_rule_stands():
    curve, *_, upright, _ = figures.exam().axes[0].lines
    hours, probability = curve.get_data()
    assert_allclose(np.interp(0.5, probability, hours), upright.get_xdata()[0], atol=1e-3)
    assert (np.diff(probability) > 0).all()


def test_each_student_is_one_point():
    passed, failed = figures.exam().axes[0].lines[1:3]
    assert len(passed.get_xdata()) == len(failed.get_xdata()) == 10
    assert set(passed.get_ydata()) == {1} and set(failed.get_ydata()) == {0}


def test_the_dashed_line_is_one_newton_step_from_the_solid_one():
    table = data.load("exam_hours")
    features = np.column_stack([np.ones(20), table["hours"]])
    y = logistic(features @ [-2, 1])
    gradient, bend = features.T @ (y - table["passed"]), features.T @ ((y * (1 - y))[:, None] * features)
    intercept, slope = [-2, 1] - np.linalg.solve(bend, gradient)
    solid, dashed = figures.targets().axes[0].lines
    assert_allclose(solid.get_ydata(), -2 + solid.get_xdata(), rtol=1e-12, atol=1e-12)
    assert_allclose(dashed.get_ydata(), intercept + slope * dashed.get_xdata(), rtol=1e-9)


def test_each_parabola_touches_the_cost_and_its_foot_is_the_next_step():
    lines = figures.newton().axes[0].lines
    slopes, cost = lines[0].get_data()
    for parabola, point, drop in (lines[1:4], lines[4:7]):
        x, y = parabola.get_data()
        (start,), (height,) = point.get_data()
        assert_allclose(np.interp(start, x, y), height, rtol=1e-4)
        assert_allclose(np.interp(start, slopes, cost), height, rtol=1e-4)
        touching = np.abs(x - start) < 0.05
        assert_allclose(y[touching], np.interp(x[touching], slopes, cost), atol=2e-3)
        assert_allclose(drop.get_xdata()[0], x[y.argmin()], atol=0.02)
    assert_allclose(lines[7].get_xdata()[0], lines[6].get_xdata()[0])
    assert abs(lines[7].get_xdata()[0] - slopes[cost.argmin()]) < 0.2


def test_only_the_penalty_gives_the_four_students_a_lowest_cost():
    alone, penalised, floor = figures.four_students().axes[0].lines
    assert (np.diff(alone.get_ydata()) < 0).all() and alone.get_ydata()[-1] < 1e-3
    assert 0 < penalised.get_ydata().argmin() < len(penalised.get_ydata()) - 1
    assert_allclose(floor.get_ydata(), 0)
    slopes = alone.get_xdata()
    assert_allclose(alone.get_ydata(), 2 * softplus(-slopes) + 2 * softplus(-2 * slopes))


def test_at_31_degrees_most_rings_were_expected_to_be_damaged():
    axes = figures.challenger().axes[0]
    curve, shares, _, mark = axes.lines
    (degrees,), (share,) = mark.get_data()
    assert degrees == 31 and share > 0.8 and f"31 °F: {share:.2f}" in words(axes)
    assert_allclose(np.interp(31, *curve.get_data()), share, atol=1e-3)
    assert len(shares.get_xdata()) == 23 and (np.diff(curve.get_ydata()) < 0).all()


def test_the_beetles_lie_near_a_line_of_log_odds():
    left, right = figures.beetles().axes
    assert_allclose(np.diff(right.lines[0].get_ydata(), 2), 0, atol=1e-9)
    assert_allclose(logit(left.lines[0].get_ydata()), right.lines[0].get_ydata(), rtol=1e-9, atol=1e-9)
    half = left.lines[2].get_xdata()[0]
    assert_allclose(np.interp(half, *left.lines[0].get_data()), 0.5, atol=1e-3)
    # The strongest dose killed all, and all have no log odds.
    assert left.lines[1].get_ydata().max() == 1
    assert len(right.lines[1].get_xdata()) == len(left.lines[1].get_xdata()) - 1


def test_the_pooled_ratio_of_berkeley_is_outside_all_but_none_of_the_departments():
    axes = figures.berkeley().axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    ends, ratios = axes.lines[0:-1:2], [line.get_xdata()[0] for line in axes.lines[1:-1:2]]
    assert names == ["all together", *"FEDCBA"] and len(ends) == len(ratios) == 7
    assert_allclose(ratios[0], 1.84108, rtol=1e-5)
    assert ends[0].get_xdata()[0] > 1
    assert sum(line.get_xdata()[1] < 1 for line in ends[1:]) == 1 and sum(line.get_xdata()[0] > 1 for line in ends) == 1
    assert_allclose([np.sqrt(np.prod(line.get_xdata())) for line in ends], ratios)
    table = data.load("berkeley_admissions")
    first = np.stack([table["admitted"], table["rejected"]], axis=1)[table["department"] == "A"]
    assert_allclose(ratios[-1], odds_ratio_from_counts(first[np.argsort(table["sex"][table["department"] == "A"])]))


def test_the_line_parts_setosa_from_the_rest_and_nothing_parts_the_others():
    groups = {line.get_label(): np.array(line.get_data()) for line in figures.separated().axes[0].lines[:3]}
    (x_0, x_1), (y_0, y_1) = figures.separated().axes[0].lines[3].get_data()
    below = {name: (y - y_0) < (x - x_0) * (y_1 - y_0) / (x_1 - x_0) for name, (x, y) in groups.items()}
    assert below["setosa"].all() and not below["versicolor"].any() and not below["virginica"].any()
    both = np.concatenate([groups["versicolor"], groups["virginica"]], axis=1).T
    assert separation(both, np.repeat([0, 1], 50)) is None


def test_the_bins_hold_all_forecasts():
    axes = calibration().axes[0]
    diagonal, found = axes.lines
    assert_allclose(diagonal.get_xdata(), diagonal.get_ydata())
    assert sum(int(text) for text in words(axes) if re.fullmatch(r"\d+", text)) == 20
    assert len(found.get_xdata()) == len(words(axes))
