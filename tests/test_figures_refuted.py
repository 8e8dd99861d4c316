"""The pictures of the refuted claims: the look that all share, and what they show."""

import inspect

import numpy as np
import pytest
from logodds import binary_cross_entropy_with_logits, softmax
from logodds.figures import refuted
from numpy.testing import assert_allclose

from tests.test_figures_classes import CHECKS

FIGURES = [function for name, function in vars(refuted).items()
           if inspect.isfunction(function) and function.__module__ == refuted.__name__ and name[0] != "_"]


def test_the_list_above_holds_the_figures():
    assert {f.__name__ for f in FIGURES} == {"shapes_lost", "sign_rule", "no_lowest_point"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
@pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)
def test_shared_look(draw, check):
    check(draw)


def bends(line):
    """Return where the curve is bent upwards: the places, and True or False for each."""
    x, y = line.get_data()
    return x[1:-1], np.diff(y, 2) > 0


def test_the_bowl_bends_up_and_its_logarithm_down_beyond_one():
    bowl, bell = refuted.shapes_lost().axes
    assert bends(bowl.lines[0])[1].all()
    x, up = bends(bowl.lines[1])
    assert (up == (np.abs(x) < 1))[np.abs(np.abs(x) - 1) > 0.02].all()
    x, up = bends(bell.lines[0])
    assert (up == (x ** 2 > 0.5))[np.abs(x ** 2 - 0.5) > 0.02].all()
    assert not bends(bell.lines[1])[1].any()


def test_both_points_lie_where_the_sign_is_wrong():
    axes, = refuted.sign_rule().axes
    points = [line.get_xydata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert len(points) == 2
    for point in points:
        assert (point[0] > 0) != (softmax(point)[0] > 0.5)
        assert any(patch.get_path().contains_point(point) for patch in axes.patches)


def test_only_the_separated_labels_leave_the_cost_without_a_lowest_point():
    axes, = refuted.no_lowest_point().axes
    separated, penalised, mark, mixed, other = axes.lines
    assert (np.diff(separated.get_ydata()) < 0).all()
    for line, dot in ((penalised, mark), (mixed, other)):
        (slope, cost), = dot.get_xydata()
        assert cost == line.get_ydata().min()
        assert line.get_xdata()[0] < slope < line.get_xdata()[-1]
    at_two = binary_cross_entropy_with_logits([-4, -2, 2, 4], [0, 1, 0, 1]).sum()
    assert_allclose(np.interp(2, *mixed.get_data()), at_two, rtol=1e-3)
