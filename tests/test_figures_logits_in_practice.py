"""The pictures of logits in practice: the look that all share, and what they show."""

import inspect
import math

import numpy as np
import pytest
from logodds import logistic, logit
from logodds.figures import logits_in_practice as figures
from numpy.testing import assert_allclose, assert_array_equal

from tests.test_figures_classes import CHECKS

FIGURES = [figures.twice, figures.base_rates, figures.errors, figures.reliability]


def test_the_list_above_holds_the_figures():
    drawing = {function for function in vars(figures).values()
               if inspect.isfunction(function) and function.__module__ == figures.__name__}
    assert drawing == set(FIGURES)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
@pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)
def test_shared_look(draw, check):
    check(draw)


def words(axes):
    return [text.get_text() for text in axes.texts]


def test_the_floors_lie_below_the_dashed_curves_and_close():
    for axes, floor in zip(figures.twice().axes, (math.log(1 + math.exp(-1)), math.log(2))):
        again, rule = axes.lines[1], axes.lines[2]
        assert_allclose(rule.get_ydata(), floor)
        assert 0 < again.get_ydata().min() - floor < 2e-3
        assert f"{floor:.4f}" in words(axes)


def test_a_base_rate_of_sixty_percent_is_learned_as_forty():
    honest, learned, wrong, *_ = figures.base_rates().axes[0].lines
    assert_allclose(np.interp(0.6, *learned.get_data()), logit(0.6), atol=1e-6)
    assert_allclose(honest.get_xdata(), honest.get_ydata())
    x, y = wrong.get_data()
    assert ((0.5 < x) & (y < 0.5)).all()
    assert_allclose(x[[0, -1]], [0.5, logistic(0.5)], atol=2e-3)



def test_only_the_stable_form_stays_below_two_ulp():
    left, right = figures.errors().axes
    naive, direct, stable = (line.get_data() for line in left.lines)
    assert stable[1].max() < 2
    for z, error in (naive, direct):
        assert error[(-37 < z) & (z < -30)].max() > 1e13
    z, error = naive
    # Where 1 + e^-z rounds to 1 the probability is 1, and its complement has no logarithm.
    infinite = z[error == error.max()]
    assert infinite.min() == 36.75 and infinite.max() == 50
    z, error = right.lines[1].get_data()
    assert_array_equal(error == naive[1].max(), z > 1024 * math.log(2))
    assert right.lines[2].get_ydata().max() < 2


def test_the_right_temperature_puts_the_points_on_the_diagonal():
    _, before, after = figures.reliability().axes[0].lines
    assert_allclose(*after.get_data(), atol=2e-3)
    assert np.abs(np.subtract(*before.get_data())).max() > 0.15
