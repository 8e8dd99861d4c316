"""The small pictures of the front page: their curves are those of the functions, in the page's own colours."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from logodds.figures import front
from logodds.logistic import logistic
from logodds.odds import odds

CHAPTERS = ["odds", "logit", "logistic", "posterior", "softmax", "cross_entropy", "fitting"]


def drawn(picture, kind="main"):
    """Return the points of the picture's curves of a kind, each an array of shape (n, 2)."""
    return [
        np.array([pair.split(",") for pair in path.split()], dtype=float)
        for path in re.findall(rf'<path class="{kind}" d="M([^"]*)"', picture)
    ]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_picture_is_svg_that_stays_in_its_frame_and_takes_its_colours_from_the_page(chapter):
    picture = front.small_picture(chapter)
    root = ET.fromstring(picture)
    assert root.get("viewBox") == f"0 0 {front.WIDTH} {front.HEIGHT}"
    assert not re.search(r"#[0-9a-f]{3}|style=|fill=|stroke=", picture)
    for points in drawn(picture) + drawn(picture, "aside") + drawn(picture, "second"):
        assert (points >= 0).all() and (points <= [front.WIDTH, front.HEIGHT]).all()


def test_the_curves_are_those_of_the_functions():
    [points] = drawn(front.logistic_picture())
    wanted = front.placed(front.X, logistic(front.X), (-5, 5), (0, 1))
    np.testing.assert_allclose(points, wanted, atol=0.051)
    [points] = drawn(front.odds_picture())
    kept = front.P[odds(front.P) <= 10]
    np.testing.assert_allclose(points, front.placed(kept, odds(kept), (0, 1), (0, 10)), atol=0.051)


def test_the_three_shares_of_softmax_sum_to_one():
    picture = front.softmax_picture()
    heights = [drawn(picture, kind)[0][:, 1] for kind in ("main", "second", "aside")]
    shares = [(front.HEIGHT - front.EDGE - height) / (front.HEIGHT - 2 * front.EDGE) for height in heights]
    np.testing.assert_allclose(sum(shares), 1, atol=0.003)


def test_a_card_is_a_picture_of_its_size_and_the_same_every_time():
    one, again = (front.card("3. Logit", "The logarithm of the odds, on a scale without ends.") for _ in range(2))
    assert one == again
    assert one[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(one[16:20], "big"), int.from_bytes(one[20:24], "big")) == (1200, 630)
