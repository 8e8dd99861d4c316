"""The seven small pictures of the front page, as SVG in the page's own colours."""

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


def card(title, text):
    """Return the picture (PNG, bytes) that stands for a page where others link to it; 1200 by 630 pixels."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor="#fdfcf8")
    axes = figure.add_axes((0, 0, 1, 0.45), xlim=(-5, 5), ylim=(0, 1.05))
    axes.axis("off")
    axes.plot(X, logistic(X), color="#1a5686", linewidth=6)
    axes.plot(X, logistic(-X), color="#dcd6c8", linewidth=3, zorder=0)
    named = {"family": "DejaVu Serif", "color": "#22201c", "va": "top"}
    figure.text(0.06, 0.9, title, size=44, weight="bold", **named)
    figure.text(0.06, 0.74, textwrap.fill(text, 62), size=24, linespacing=1.4, **named)
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()
