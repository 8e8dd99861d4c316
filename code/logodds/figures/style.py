"""The look that all figures share: mid-tone inks on no background, which read on white, on black and in grey.

A figure carries no title: its caption says what to see. What colour tells, line style, marker or a label
tells too.
"""

import base64
import functools
import io

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

INK = "#767676"
BLUE, ORANGE, GREEN, PURPLE = "#1f7fd6", "#c9650c", "#2e8b57", "#a35cc4"

STYLE = {
    "font.family": "DejaVu Sans", "font.size": 10, "mathtext.fontset": "dejavusans",
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK, "xtick.color": INK, "ytick.color": INK,
    "figure.facecolor": "none", "axes.facecolor": "none", "savefig.facecolor": "none",
    "axes.spines.top": False, "axes.spines.right": False, "axes.unicode_minus": True,
    "lines.linewidth": 2, "lines.markersize": 6, "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.08, "figure.constrained_layout.h_pad": 0.06,
    # Letters as outlines look alike on every machine; the salt gives an SVG the same ids in every run.
    "svg.fonttype": "path", "svg.hashsalt": "logodds", "pdf.fonttype": 42,
}


class BookFigure(Figure):
    """A Matplotlib figure that a notebook shows as vectors: SVG on pages, PDF in print."""

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/svg+xml": self.drawn("svg").decode(),
                "application/pdf": base64.b64encode(self.drawn("pdf")).decode(),
                "text/plain": repr(self)}

    def drawn(self, form):
        """Return the picture's bytes as "svg" or "pdf", the same in every run: no date goes in."""
        date = {"svg": "Date", "pdf": "CreationDate"}[form]
        with rc_context(STYLE), io.BytesIO() as file:
            self.savefig(file, format=form, metadata={date: None})
            return file.getvalue()


def styled(draw):
    """Make a function draw in the shared style, whatever the style around it."""
    @functools.wraps(draw)
    def drawn(*arguments, **named):
        with rc_context(STYLE):
            return draw(*arguments, **named)

    return drawn


def blank(columns=1, height=3.6, rows=1, **shared):
    """Return an empty figure as wide as the page's text, and its axes (an array of them if there are more).

    shared: ``sharex`` and ``sharey``, as Matplotlib's subplots take them.
    """
    figure = BookFigure(figsize=(6.4, height))
    return figure, figure.subplots(rows, columns, **shared)


def rule(axes, x=None, y=None):
    """Draw a thin dotted line at x or at y, to measure against."""
    line, at = (axes.axhline, y) if x is None else (axes.axvline, x)
    line(at, color=INK, linewidth=1, linestyle=":", zorder=0)


def write(axes, text, x, y, color=INK, shift=(0, 0), ha="left", va="center", **named):
    """Write text beside the point (x, y) of the data, shifted by that many points."""
    axes.annotate(text, (x, y), xytext=shift, textcoords="offset points", color=color, ha=ha, va=va, **named)


def box(axes, text, x, y, color=INK):
    """Write text in a frame with its middle at the point (x, y) of the data."""
    frame = {"boxstyle": "round,pad=0.45", "facecolor": "none", "edgecolor": color}
    write(axes, text, x, y, color, ha="center", bbox=frame)


def arrow(axes, start, end, text, shift, color=INK, bend=0.0, linestyle="-", ha="center"):
    """Draw an arrow between two points of the data; the text stands `shift` points from its middle.

    bend: how far the arrow bulges to its left, as a share of its length.
    """
    axes.add_artist(FancyArrowPatch(
        start, end, arrowstyle="->", mutation_scale=10, color=color, linewidth=1.5, linestyle=linestyle,
        shrinkA=0, shrinkB=0, connectionstyle=f"arc3,rad={bend}", clip_on=False))
    write(axes, text, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2, color, shift=shift, ha=ha)
