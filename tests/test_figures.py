"""The pictures: what they show, and that they read on white, on black and in grey, the same in every run."""

import functools
import inspect
import itertools
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.testing import assert_allclose

from logodds.data import load
from logodds.figures import logistic, logit, notation, odds, preface, style

FIGURES = [function for module in (preface, notation, odds, logit, logistic) for name, function in vars(module).items()
           if inspect.isfunction(function) and function.__module__ == module.__name__ and name[0] != "_"]
every_figure = pytest.mark.parametrize("draw", FIGURES, ids=lambda draw: draw.__name__)

figure_of = functools.cache(lambda draw: draw())
svg_of = functools.cache(lambda draw: figure_of(draw).drawn("svg").decode())

PAGES = {"light": "#ffffff", "dark": "#121212"}


def test_the_list_above_holds_the_figures():
    assert len(FIGURES) >= 18


@every_figure
def test_returns_a_figure_and_says_what_to_see(draw):
    assert isinstance(figure_of(draw), Figure)
    assert inspect.getdoc(draw)


@every_figure
def test_no_title_is_baked_in(draw):
    figure = figure_of(draw)
    assert figure.get_suptitle() == ""
    assert not any(axes.get_title(loc) for axes in figure.axes for loc in ("left", "center", "right"))


@every_figure
def test_every_colour_reads_on_both_pages(draw):
    colours = set(re.findall(r"(?:stroke|fill): (#[0-9a-f]{6})", svg_of(draw)))
    # Black text carries no colour in an SVG, so the texts are asked themselves.
    colours |= {to_hex(text.get_color()) for text in drawn_texts(figure_of(draw))}
    for colour, (name, page) in itertools.product(colours, PAGES.items()):
        assert contrast(colour, page) >= 3, f"{colour} on the {name} page"


@every_figure
def test_background_is_transparent(draw):
    canvas = FigureCanvasAgg(figure_of(draw))
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    assert (pixels[..., 3] == 0).mean() > 0.6


@every_figure
def test_lines_differ_by_more_than_colour(draw):
    for axes in figure_of(draw).axes:
        looks = {}
        for line in axes.lines:
            look = (line.get_linestyle(), line.get_marker(), line.get_linewidth())
            looks.setdefault(look, set()).add(line.get_color())
        for look, colours in looks.items():
            assert len(colours) == 1, f"{look} is drawn in {colours}"


@every_figure
def test_texts_stay_inside_and_apart(draw):
    figure = figure_of(draw)
    FigureCanvasAgg(figure).draw()
    texts = [(text.get_text(), text.get_window_extent()) for text in drawn_texts(figure)]
    page = figure.bbox
    for words, box in texts:
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, \
            f"{words!r} leaves the page"
    for (words, box), (others, other) in itertools.combinations(texts, 2):
        assert not (words != others and box.overlaps(other)), f"{words!r} overlaps {others!r}"


def drawn_texts(figure):
    """Return the texts that one sees: Matplotlib also keeps labels of ticks beyond the axes' limits."""
    for axes in itertools.chain(figure.axes, *(axes.child_axes for axes in figure.axes)):
        if axes.axison:
            for axis in (axes.xaxis, axes.yaxis):
                low, high = sorted(axis.get_view_interval())
                ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
                labels = [label for tick in ticks for label in (tick.label1, tick.label2)]
                yield from (text for text in (axis.label, *labels) if text.get_visible() and text.get_text())
        yield from axes.texts


@every_figure
def test_no_line_runs_through_a_text(draw):
    figure = figure_of(draw)
    FigureCanvasAgg(figure).draw()
    for axes in figure.axes:
        texts = [text for text in axes.texts if text.get_text().strip()]
        for line, text in itertools.product(axes.lines, texts):
            if line.get_linestyle() == ":":
                continue
            path = line.get_transform().transform_path(line.get_path())
            box = text.get_window_extent()
            inner = Bbox.from_extents(box.x0 + 1, box.y0 + 2, box.x1 - 1, box.y1 - 2)
            assert not path.intersects_bbox(inner, filled=False), f"a line runs through {text.get_text()!r}"


@every_figure
def test_letters_are_outlines_of_one_font(draw):
    assert "<text" not in svg_of(draw)
    assert {text.get_fontname() for text in figure_of(draw).findobj(Text)} == {"DejaVu Sans"}


def test_the_same_bytes_in_every_run():
    code = ("import hashlib; from logodds.figures import logistic, logit, odds\n"
            "for draw in (odds.berkeley_odds_ratios, logit.decibans_ladder, logistic.latent_threshold):\n"
            "    for form in ('svg', 'pdf'): print(hashlib.sha256(draw().drawn(form)).hexdigest())")
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={**os.environ, "PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": seed})
            for seed in "12"]
    assert runs[0].stdout == runs[1].stdout and len(runs[0].stdout.split()) == 6


@every_figure
def test_a_notebook_gets_vectors_for_page_and_print(draw):
    shown = figure_of(draw)._repr_mimebundle_()
    assert shown["image/svg+xml"].lstrip().startswith("<?xml") and "<dc:date>" not in shown["image/svg+xml"]
    assert shown["application/pdf"].startswith("JVBERi0")


def test_the_style_does_not_leak():
    from matplotlib import rcParams
    before = dict(rcParams)
    odds.odds_curve().drawn("svg")
    assert dict(rcParams) == before


# What the pictures show


def test_berkeley_dots_stand_at_the_odds_ratios():
    axes = odds.berkeley_odds_ratios().axes[0]
    places = axes.collections[-1].get_offsets()[:, 0]
    assert_allclose(places, [0.349, 0.803, 1.133, 0.921, 1.222, 0.828], atol=6e-4)
    assert {"0.35", "1.84"} <= {text.get_text() for text in axes.texts}


def test_berkeley_departments_stand_at_their_shares():
    dots = odds.berkeley_departments().axes[0].collections[0].get_offsets()
    # Department A: 108 of 933 applicants were women, 601 were admitted.
    assert_allclose(dots[0], [100 * 108 / 933, 100 * 601 / 933])
    assert_allclose(dots[-1], [100 * 341 / 714, 100 * 46 / 714])


def test_collapsibility_labels():
    words = [text.get_text() for axes in odds.collapsibility().axes for text in axes.texts]
    assert [word.split("× ")[1] for word in words] == ["4", "4", "3.45", "1.6", "2.5", "1.86"]


def test_threshold_is_marked_where_the_lines_cross():
    axes = odds.decision_costs(2, 3).axes[0]
    yes, no, _, mark = axes.lines
    assert_allclose(mark.get_xydata(), [[0.4, 1.2]])
    assert any("p* = 0.4\nodds* = 0.666667" == text.get_text() for text in axes.texts)


def test_the_census_curve_passes_through_its_three_counts():
    axes = logistic.us_population().axes[0]
    curve, _, chosen = axes.lines[1:4]
    assert_allclose(np.interp(chosen.get_xdata(), *curve.get_data()), chosen.get_ydata(), atol=0.05)
    shown = np.concatenate([line.get_xdata() for line in axes.lines[2:]])
    assert set(load("us_population")["year"]) | set(load("us_population_after_1910")["year"]) == set(shown)


def test_the_ladder_adds_its_evidence():
    axes = logit.decibans_ladder(-10, (5, -3)).axes[0]
    assert {"before: −10", "+5", "−3", "after: −8"} <= {text.get_text() for text in axes.texts}


def test_the_shaded_share_is_the_logistic_of_the_location():
    axes = logistic.latent_threshold(2).axes[0]
    assert any("logistic(2) = 0.881" in text.get_text() for text in axes.texts)
    x, density = axes.lines[0].get_data()
    assert_allclose(density[x >= 0].sum() * (x[1] - x[0]), 0.881, atol=5e-3)


def contrast(one, other):
    """Return the contrast ratio of two colours by WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    channels = np.array([int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def test_contrast_of_the_extremes():
    assert_allclose(contrast("#000000", "#ffffff"), 21)
    assert contrast(style.INK, style.INK) == 1
