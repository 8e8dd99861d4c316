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
    assert {"moving_densities", "boundaries", "simplex", "cost_and_gradient", "gap"} <= {f.__name__ for f in FIGURES}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
@pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)
def test_shared_look(draw, check):
    check(draw)
