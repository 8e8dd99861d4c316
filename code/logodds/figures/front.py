"""The seven small pictures of the front page, as SVG in the page's own colours; and the book's card and cover."""

import io
import textwrap

import numpy as np
from logodds.logistic import logistic
from logodds.logit import logit
from logodds.odds import odds
from matplotlib.figure import Figure

WIDTH, HEIGHT, EDGE = 120, 72, 4
P = np.linspace(0.01, 0.99, 99)
X = np.linspace(-5, 5, 101)


def placed(x, y, xlim, ylim):
    """Return points of the data as points of the picture, shape (n, 2); y grows upwards in the data alone."""
    across = EDGE + (np.asarray(x) - xlim[0]) / (xlim[1] - xlim[0]) * (WIDTH - 2 * EDGE)
    down = HEIGHT - EDGE - (np.asarray(y) - ylim[0]) / (ylim[1] - ylim[0]) * (HEIGHT - 2 * EDGE)
    return np.stack([across, down], axis=-1)


def curve(x, y, xlim, ylim, kind="main"):
    """Return a curve as an SVG path; what lies outside of the limits is left out."""
    x, y = np.broadcast_arrays(x, y)
    inside = (ylim[0] <= y) & (y <= ylim[1])
    points = placed(x[inside], y[inside], xlim, ylim)
    return f'<path class="{kind}" d="M' + " ".join(f"{a:.1f},{b:.1f}" for a, b in points) + '"/>'


def dots(x, y, xlim, ylim, kind="main"):
    """Return points as SVG circles."""
    return "".join(f'<circle class="{kind}" cx="{a:.1f}" cy="{b:.1f}" r="2.6"/>' for a, b in placed(x, y, xlim, ylim))


def bell(x, mean):
    """Return the standard normal density moved to a mean."""
    return np.exp(-((x - mean) ** 2) / 2) / np.sqrt(2 * np.pi)


def odds_picture():
    """Odds against probability."""
    return curve(P, odds(P), (0, 1), (0, 10))


def logit_picture():
    """Log odds against probability, through zero at one half."""
    return curve([0, 1], [0, 0], (0, 1), (-5, 5), "aside") + curve(P, logit(P), (0, 1), (-5, 5))


def logistic_picture():
    """Probability against log odds."""
    return curve(X, 0.5, (-5, 5), (0, 1), "aside") + curve(X, logistic(X), (-5, 5), (0, 1))


def posterior_picture():
    """Two bells and the posterior of the right one: its log odds are the difference of the log densities, 2x."""
    bells = [curve(X, bell(X, mean), (-5, 5), (0, 1), "aside") for mean in (-1, 1)]
    return "".join(bells) + curve(X, logistic(2 * X), (-5, 5), (0, 1))


def softmax_picture():
    """Three shares of one, for a score that grows."""
    scores = np.stack([X, np.zeros_like(X), np.full_like(X, -1.5)])
    shares = np.exp(scores) / np.exp(scores).sum(axis=0)
    kinds = ["main", "second", "aside"]
    return "".join(curve(X, share, (-5, 5), (0, 1), kind) for share, kind in zip(shares, kinds))


def cross_entropy_picture():
    """The loss of a prediction, for either answer."""
    return curve(P, -np.log1p(-P), (0, 1), (0, 4.6), "aside") + curve(P, -np.log(P), (0, 1), (0, 4.6))


def fitting_picture():
    """Data, and a curve between them."""
    x = np.array([-4.2, -3.1, -2.4, -1.1, -0.2, 0.6, 1.3, 2.2, 3.4, 4.3])
    y = np.array([0, 0, 0, 1, 0, 1, 0, 1, 1, 1])
    return curve(X, logistic(X), (-5, 5), (-0.1, 1.1)) + dots(x, y, (-5, 5), (-0.1, 1.1), "second")


def small_picture(name):
    """Return the picture of a chapter (str) as SVG for the page; whoever cannot see it loses nothing but looks."""
    drawn = globals()[f"{name}_picture"]()
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">{drawn}</svg>'


PAPER, COLOUR, PALE, BLACK = "#fdfcf8", "#1a5686", "#dcd6c8", "#22201c"


def card(title, text):
    """Return the picture (PNG, bytes) that stands for a page where others link to it; 1200 by 630 pixels."""
    figure, words = poster((12, 6.3), (0, 0, 1, 0.45))
    figure.text(0.06, 0.9, title, size=44, weight="bold", **words)
    figure.text(0.06, 0.74, textwrap.fill(text, 62), size=24, linespacing=1.4, **words)
    return png(figure)


def cover(title, text, author):
    """Return the cover (PNG, bytes), 1200 by 1800 pixels. The texts are those of the title page."""
    figure, words = poster((12, 18), (0, 0.16, 1, 0.42))
    figure.text(0.08, 0.93, textwrap.fill(title, 16), size=80, weight="bold", linespacing=1.2, **words)
    figure.text(0.08, 0.74, textwrap.fill(text, 40), size=32, linespacing=1.4, **words)
    figure.text(0.08, 0.08, author, size=32, **words)
    return png(figure)


def poster(size, place):
    """Return a figure of a size (in hundreds of pixels) with the logistic function at a place of it, and how words look."""
    figure = Figure(figsize=size, dpi=100, facecolor=PAPER)
    axes = figure.add_axes(place, xlim=(-5, 5), ylim=(0, 1.05))
    axes.axis("off")
    axes.plot(X, logistic(X), color=COLOUR, linewidth=6)
    axes.plot(X, logistic(-X), color=PALE, linewidth=3, zorder=0)
    return figure, {"family": "DejaVu Serif", "color": BLACK, "va": "top"}


def png(figure):
    """Return a figure as PNG (bytes), the same in every run."""
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()
