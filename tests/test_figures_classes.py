"""The pictures of posterior, softmax and cross-entropy: the look that all share, and what they show."""

import inspect

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch
from numpy.testing import assert_allclose

from logodds import binary_cross_entropy, entropy, kl_divergence, logsumexp, softmax
from logodds.figures import cross_entropy, posterior
from logodds.figures import softmax as softmax_figures
from tests import test_figures as shared

FIGURES = [function for module in (posterior, softmax_figures, cross_entropy)
           for name, function in vars(module).items()
           if inspect.isfunction(function) and function.__module__ == module.__name__ and name[0] != "_"]
CHECKS = [
    shared.test_returns_a_figure_and_says_what_to_see, shared.test_no_title_is_baked_in,
    shared.test_every_colour_reads_on_both_pages, shared.test_background_is_transparent,
    shared.test_lines_differ_by_more_than_colour, shared.test_texts_stay_inside_and_apart,
    shared.test_no_line_runs_through_a_text, shared.test_letters_are_outlines_of_one_font,
    shared.test_a_notebook_gets_vectors_for_page_and_print,
]


def test_the_list_above_holds_the_figures():
    assert len(FIGURES) >= 17
    assert {"moving_densities", "boundaries", "simplex", "cost_and_gradient"} <= {f.__name__ for f in FIGURES}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
@pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)
def test_shared_look(draw, check):
    check(draw)


def words(axes):
    return [text.get_text() for text in axes.texts]


def border(axes):
    """Return the points of the last contour of a panel."""
    return np.concatenate([path.vertices for path in axes.collections[-1].get_paths()])


# Posterior


def test_each_result_moves_the_odds_by_its_factor():
    axes = posterior.screening().axes[0]
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    steps = [[point[0] for point in arrow._posA_posB] for arrow in arrows]
    assert_allclose([end / start for start, end in steps], [18, 18, 2 / 19], rtol=1e-12)
    assert {"1 : 199", "18 : 199", "324 : 199", "1 : 1890"} <= set(words(axes))


def test_the_posterior_is_one_half_where_the_weighted_densities_cross():
    for above, below in np.array(posterior.moving_densities().axes).reshape(2, 3).T:
        one, other = above.lines[:2]
        curve, mark = below.lines[:2]
        (x, height), = mark.get_xydata()
        assert height == 0.5
        assert_allclose(np.interp(x, *one.get_data()), np.interp(x, *other.get_data()), rtol=2e-3)
        assert_allclose(np.interp(x, *curve.get_data()), 0.5, atol=2e-3)


def test_one_border_is_straight_and_one_is_not():
    straight, curved = (border(axes) for axes in posterior.boundaries().axes)
    for points, residue in ((straight, 1e-3), (curved, None)):
        line = np.polynomial.Polynomial.fit(points[:, 1], points[:, 0], 1)
        off = np.abs(line(points[:, 1]) - points[:, 0]).max()
        assert off < residue if residue else off > 0.5


def test_log_odds_have_their_shapes():
    line, parabola, wave = (axes.lines[2].get_data() for axes in posterior.log_odds_shapes().axes)
    assert_allclose(np.diff(line[1], 2), 0, atol=1e-12)
    assert_allclose(np.diff(parabola[1], 3), 0, atol=1e-12)
    assert (np.diff(np.sign(parabola[1])) != 0).sum() == 2
    extremes = wave[0][[wave[1].argmin(), wave[1].argmax()]]
    assert_allclose(extremes, [-np.sqrt(2), np.sqrt(2)], atol=0.02)


def test_every_flower_is_in_its_heap():
    axes = posterior.iris_discriminant().axes[0]
    setosa = sum(bar.get_height() for bar in axes.patches[:-1])
    outline = axes.patches[-1].get_xy()
    assert setosa == 50
    # The outline goes up and down once a bin.
    steps = outline[1:-1].reshape(-1, 2, 2)
    assert steps[:, :, 1].mean(axis=1).sum() == 50
    # Between the highest setosa and the lowest versicolor.
    assert_allclose(axes.lines[0].get_xdata(), 0.14, atol=5e-3)


# Softmax


def test_bars_carry_their_numbers():
    assert [words(axes) for axes in softmax_figures.scores_to_probabilities().axes] == [
        ["1", "2", "3"], ["2.72", "7.39", "20.09"], ["0.09", "0.24", "0.67"]]


def test_soft_maximum_stays_in_its_band():
    axes = softmax_figures.soft_maximum().axes[0]
    top, soft, cold = (line.get_ydata() for line in axes.lines[:3])
    for curve, width in ((soft, np.log(2)), (cold, np.log(2) / 4)):
        assert (top <= curve).all() and (curve - top).max() <= width + 1e-15
        assert_allclose((curve - top).max(), width)


def test_paths_lead_from_the_centre_to_the_winners():
    axes = softmax_figures.simplex().axes[0]
    single, tied = axes.lines[1].get_xydata(), axes.lines[3].get_xydata()
    centre, dog, bird = np.array([0.5, np.sqrt(3) / 6]), np.array([1, 0]), np.array([0.5, np.sqrt(3) / 2])
    assert_allclose([single[0], tied[0]], [centre, centre])
    assert_allclose([single[-1], tied[-1]], [bird, (dog + bird) / 2])
    warm = softmax([1, 2, 3], temperature=2)
    assert_allclose(axes.lines[2].get_xydata()[1], warm[1] * dog + warm[2] * bird)


def test_the_greatest_of_three_stands_at_log_sum_exp():
    axes = softmax_figures.gumbel_race().axes[0]
    *racers, winner = [line.get_data() for line in axes.lines]
    assert len(racers) == 3
    x = winner[0]
    # The product of the distribution functions is that of the greatest.
    product = np.prod([np.exp(-np.exp(-(x - score))) for score in (1, 2, 3)], axis=0)
    assert_allclose(np.gradient(product, x), winner[1], atol=2e-3)
    assert abs(x[winner[1].argmax()] - logsumexp([1, 2, 3])) < 0.02


def test_the_smallest_circle_touches_the_line():
    axes = softmax_figures.two_columns().axes[0]
    line = axes.lines[0].get_xydata()
    assert_allclose(line[:, 0] - line[:, 1], 2)
    marks = [tuple(mark.get_xydata()[0]) for mark in axes.lines[4:6]]
    assert marks == [(1, -1), (2, 0)]
    assert (line**2).sum(axis=1).min() >= 2 - 1e-12


def test_the_family_has_six_numbered_arrows():
    text = " ".join(words(softmax_figures.family().axes[0]))
    assert all(f"({number})" in text for number in range(1, 7))


# Cross-entropy


def test_the_mixed_cost_is_lowest_at_the_mean_label():
    axes = cross_entropy.costs().axes[0]
    y, cost = axes.lines[2].get_data()
    assert abs(y[cost.argmin()] - 0.7) < 0.002
    assert_allclose(axes.lines[3].get_xydata(), [[0.7, cost.min()]], atol=1e-5)
    assert_allclose(cost, 0.7 * axes.lines[0].get_ydata() + 0.3 * axes.lines[1].get_ydata())


def test_three_days_cost_what_they_cost():
    said, cost = cross_entropy.three_days().axes
    assert words(said) == ["0.51"] * 3 + ["0.99", "0.99", "0.49"]
    assert [word for word in words(cost) if word[0].isdigit()] == ["0.67"] * 3 + ["0.01", "0.01", "0.71"]


def test_the_tangent_lies_above():
    curve, line, mark = cross_entropy.tangent().axes[0].lines
    assert (curve.get_ydata() <= line.get_ydata()).all()
    assert_allclose(mark.get_xydata(), [[1, 0]])


def test_the_gap_is_the_divergence():
    axes = cross_entropy.gap().axes[0]
    hill, line, mark = axes.lines
    assert (hill.get_ydata() <= line.get_ydata() + 1e-15).all()
    assert_allclose(mark.get_xydata(), [[0.7, entropy([0.7, 0.3])]])
    arrow = next(text for text in axes.texts if text.get_text() == "" and text.arrow_patch)
    assert_allclose(arrow.xy[1] - arrow.xyann[1], kl_divergence([0.3, 0.7], [0.7, 0.3]))


def test_squared_error_lets_go_of_a_confident_mistake():
    cost, slope = cross_entropy.cost_and_gradient().axes
    assert_allclose([line.get_ydata()[0] for line in cost.lines], [10, 0.5], atol=1e-3)
    assert_allclose([line.get_ydata()[0] for line in slope.lines], [-1, 0], atol=1e-4)
    for panel, derivative in zip(cost.lines, slope.lines):
        z, height = panel.get_data()
        assert_allclose(np.gradient(height, z), derivative.get_ydata(), atol=2e-2)


def test_soft_labels_have_a_cheapest_score():
    axes = cross_entropy.smoothing().axes[0]
    marks = [tuple(line.get_xydata()[0]) for line in axes.lines if line.get_marker() in ("o", "s")]
    assert_allclose(marks, [(np.log(19), binary_cross_entropy(0.95, 0.95)),
                            (np.log(7 / 3), binary_cross_entropy(0.7, 0.7))])
    assert {"2.94", "0.85"} <= set(words(axes))
    curves = [line.get_data() for line in axes.lines if len(line.get_xdata()) == 500]
    for (z, cost), (place, least) in zip(curves[1:], marks):
        assert abs(z[cost.argmin()] - place) < 0.02 and abs(cost.min() - least) < 1e-4
    assert (np.diff(curves[0][1]) < 0).all()
