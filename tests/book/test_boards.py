"""The boards: each comes when a reader comes near, moves by keyboard and by hand, and says what Python
says."""

import re

import numpy as np
import pytest
from logodds import (
    LogisticRegression,
    binary_cross_entropy_with_logits,
    convert_evidence,
    gaussian_logit,
    logistic,
    logistic_derivative,
    logit,
    odds,
    softmax,
    verhulst,
)
from logodds.data import load
from logodds.sphinxext import lint
from numpy.testing import assert_allclose

from tests.conftest import ROOT

EXAM, CENSUS = load("exam_hours"), load("us_population")


def line_and_next(now):
    """What the board newton says: a line with its cost, and the one that fits its targets with its own."""
    score = now["intercept"] + now["slope"] * EXAM["hours"]
    y = logistic(score)
    target, weight = score + (EXAM["passed"] - y) / logistic_derivative(score), logistic_derivative(score)
    slope, intercept = np.polyfit(EXAM["hours"], target, 1, w=np.sqrt(weight))
    return (
        now["intercept"],
        now["slope"],
        cost(now["intercept"], now["slope"]),
        intercept,
        slope,
        cost(intercept, slope),
    )


def cost(intercept, slope):
    return binary_cross_entropy_with_logits(intercept + slope * EXAM["hours"], EXAM["passed"]).sum()


def best_line(now):
    """What it says at the end: the fit, twice."""
    best = LogisticRegression().fit(EXAM["hours"], EXAM["passed"]).parameters_
    return (*best, cost(*best)) * 2


def two_losses(now):
    error = logistic(now["z"]) - now["t"]
    cross_entropy = binary_cross_entropy_with_logits(now["z"], now["t"], gradient=True)
    return *cross_entropy, error**2 / 2, error * logistic_derivative(now["z"])


def two_bells(now):
    line = gaussian_logit(now["first"], now["second"], now["spread"] ** 2, now["prior"])
    log_odds = line.at(now["x"])
    return now["x"], 1, log_odds, logistic(log_odds), line.weights


def misses(now):
    curve = now["ceiling"], now["rate"], now["midpoint"]
    off = np.abs(CENSUS["population"] - verhulst(CENSUS["year"], *curve))
    return 1910, off.mean(), off.max(), 2020, verhulst(2020, *curve)


def evidence(now):
    total = now["prior"] + now["first"] + now["second"] + now["third"]
    nats = convert_evidence(total, "decibans", "nats")
    return total, nats, np.exp(nats), logistic(nats)


def shares(now):
    return *softmax([now["cat"], now["dog"], now["bird"]], temperature=now["temperature"]), now["temperature"]


# A board's chapter, and in its list: an input, the key pressed there, how often; and the values that it says
# then.
BOARDS = {
    "rulers": (
        "logit",
        [
            (("p", "ArrowRight", 5), lambda now: (now["p"], odds(now["p"]), logit(now["p"]))),
            (("odds", "Home", 1), lambda now: (1 / 11, 0.1, np.log(0.1))),
            (
                ("logit", "ArrowRight", 12),
                lambda now: (logistic(now["logit"]), np.exp(now["logit"]), now["logit"]),
            ),
        ],
    ),
    "decibans": ("logit", [(("prior", "End", 1), evidence), (("third", "ArrowLeft", 14), evidence)]),
    "census": (
        "logistic",
        [
            (("ceiling", "ArrowUp", 3), misses),
            (("rate", "ArrowLeft", 4), misses),
            (("midpoint", "End", 1), misses),
        ],
    ),
    "bells": (
        "posterior",
        [
            (("first", "ArrowRight", 3), two_bells),
            (("prior", "Home", 1), two_bells),
            (("spread", "ArrowUp", 4), two_bells),
            (("x", "End", 1), two_bells),
            (("second", "End", 1), two_bells),
        ],
    ),
    "simplex": (
        "softmax",
        [
            (("temperature", "Home", 1), shares),
            (("cat", "End", 1), shares),
            (("temperature", "End", 1), shares),
        ],
    ),
    "gradients": (
        "cross_entropy",
        [(("z", "Home", 1), two_losses), (("t", "ArrowLeft", 4), two_losses), (("z", "End", 1), two_losses)],
    ),
    "newton": (
        "fitting",
        [
            (("slope", "ArrowRight", 4), line_and_next),
            (("intercept", "ArrowLeft", 5), line_and_next),
            (("step", "Enter", 6), best_line),
        ],
    ),
}
every_board = pytest.mark.parametrize("name", BOARDS)


def near(visit, name, **options):
    """Open a board's page, come near, and return the page, what went wrong, the board's form and its box."""
    page, wrong = visit(f"chapters/{BOARDS[name][0]}.html", **options)
    form = page.locator(f"form[data-board={name}]")
    form.scroll_into_view_if_needed()
    page.wait_for_selector(f"form[data-board={name}][data-state=ready]")
    return page, wrong, form, page.locator(f".board-place:has(+ form[data-board={name}]) > .board")


def numbers(form):
    """Return the numbers that a board says, and half a unit of the last digit of each."""
    said = re.findall(r"−?\d+(?:\.\d+)?", form.locator("output").inner_text())
    digits = [len(number.partition(".")[2]) for number in said]
    return [float(number.replace("−", "-")) for number in said], [0.51 * 10.0**-n for n in digits]


def inputs(form):
    """Return the values of a board's sliders by name."""
    return form.evaluate(
        "form => Object.fromEntries([...form.querySelectorAll('input')]"
        ".map(one => [one.name, one.valueAsNumber]))"
    )


def test_the_table_above_holds_every_board_of_the_book():
    found = {
        name: chapter.removeprefix("chapters/")
        for chapter in lint.files_in_toc(ROOT)
        for name in re.findall(
            r"^```\{board\} (\w+)$", (ROOT / f"{chapter}.md").read_text("utf-8"), re.MULTILINE
        )
    }
    assert found == {name: chapter for name, (chapter, _) in BOARDS.items()}


@every_board
def test_the_keyboard_moves_it_and_it_says_what_python_says(visit, name):
    _, wrong, form, box = near(visit, name)
    assert len(box.get_attribute("aria-label").split()) > 8 and box.get_attribute("role") == "img"
    assert box.locator("[tabindex]").count() == 0, "the focus would stop on the board, where nothing is told"
    assert form.locator("output").get_attribute("aria-live") == "off", "it speaks before it is touched"
    form.locator("input").first.focus()
    assert form.locator("output").get_attribute("aria-live") == "polite"
    for element in form.locator("input, button").all():
        assert element.evaluate("one => (one.labels?.[0] ?? one).textContent.trim()")
    for (slider, key, times), expected in BOARDS[name][1]:
        before = inputs(form)
        element = form.locator(f"[name={slider}]")
        for _ in range(times):
            element.press(key)
        now = inputs(form)
        assert now != before, f"{key} on {slider} moves nothing"
        said, half_units = numbers(form)
        wanted = expected(now)
        assert len(said) == len(wanted), form.locator("output").inner_text()
        for value, right, half_unit in zip(said, wanted, half_units):
            assert_allclose(value, right, rtol=0, atol=half_unit, err_msg=form.locator("output").inner_text())
    assert wrong == []


@every_board
def test_a_drag_on_the_board_moves_the_inputs(visit, name):
    page, wrong, form, box = near(visit, name)
    box.scroll_into_view_if_needed()
    for handle in range(box.locator(".board-handle").count()):
        before, said = inputs(form), form.locator("output").inner_text()
        at = box.locator(".board-handle").nth(handle).bounding_box()
        x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        assert form.locator("output").get_attribute("aria-live") == "polite"
        page.mouse.move(x - 20, y + 20, steps=4)
        page.mouse.up()
        assert inputs(form) != before and form.locator("output").inner_text() != said, f"handle {handle}"
    assert wrong == []


@every_board
def test_it_weighs_nothing_until_the_reader_comes_near_and_then_moves_nothing(visit, name):
    page, _ = visit(
        f"chapters/{BOARDS[name][0]}.html", until="networkidle", viewport={"width": 390, "height": 700}
    )
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert (
        page.evaluate(
            "performance.getEntriesByType('resource').filter(one => /jsxgraph|boards\\//.test(one.name))"
        )
        == []
    )
    figure = page.locator(f"figure:has(form[data-board={name}])")
    picture = figure.locator("img")
    assert picture.is_visible()
    room = figure.bounding_box()["height"], picture.bounding_box()["height"]
    figure.locator("form").scroll_into_view_if_needed()
    page.wait_for_selector(f"form[data-board={name}][data-state=ready]")
    assert sum("jsxgraphcore.js" in url for url in asked) == 1
    assert not picture.is_visible()
    assert_allclose(
        [figure.bounding_box()["height"], figure.locator(".board").bounding_box()["height"]], room, atol=0.5
    )


@every_board
def test_it_stays_on_a_narrow_phone_and_within_its_room(visit, name):
    page, wrong, form, box = near(visit, name, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    room = form.locator("output").bounding_box()["height"]
    for slider in inputs(form):
        for key in ("Home", "End"):
            form.locator(f"[name={slider}]").press(key)
            said = form.locator("output").inner_text()
            assert not re.search("NaN|Infinity|undefined", said), said
            assert form.locator("output").bounding_box()["height"] == room, (
                f"the page moves when it says: {said}"
            )
    edge = box.bounding_box()
    for text in box.locator("text").all():
        place = text.bounding_box()
        assert (
            place is None
            or edge["x"] - 1 <= place["x"]
            and place["x"] + place["width"] <= edge["x"] + edge["width"] + 1
        ), f"{text.text_content()!r} is cut off"
    assert wrong == []


@every_board
def test_its_colours_follow_the_page(visit, name):
    page, _, _, box = near(visit, name, color_scheme="light")
    colours = (
        "box => [...box.querySelectorAll('text, path, ellipse, line')].map(getComputedStyle)"
        ".map(one => one.stroke + one.fill)"
    )
    light = box.evaluate(colours)
    page.emulate_media(color_scheme="dark")
    assert box.evaluate(colours) != light


@every_board
def test_without_script_the_picture_stays_and_no_input_is_in_the_way(visit, name):
    page, wrong = visit(f"chapters/{BOARDS[name][0]}.html", java_script_enabled=False)
    figure = page.locator(f"figure:has(form[data-board={name}])")
    assert figure.locator("img").is_visible()
    assert not figure.locator("form").is_visible() and not figure.locator(".board-try").is_visible()
    assert wrong == []


def test_pages_without_a_board_do_not_load_its_script(pages):
    holding = {
        path.stem for path in (pages / "chapters").glob("*.html") if "boards.js" in path.read_text("utf-8")
    }
    assert holding == {chapter for chapter, _ in BOARDS.values()}


def test_the_script_that_every_such_page_loads_is_tiny():
    assert (ROOT / "assets" / "boards.js").stat().st_size < 3000


FIGURE = """# Odds

```{code-cell} python3
---
mystnb: {figure: {caption: What to see.}, image: {alt: What it shows.}}
---
from logodds.figures import odds as figures
figures.odds_curve()
```
"""
SLIDER = "  p: {label: odds, min: 0, max: 1, step: 0.1, value: 0.5}"


def written(name, *lines):
    """Return a board as an author writes it."""
    return "\n".join([f"\n```{{board}} {name}", *lines, "```\n"])


def test_a_board_that_cannot_be_is_refused(copy):
    whole = written("rulers", "try: Move it.", "inputs:", SLIDER)
    book = copy(
        {
            "preface": "# Preface\n" + whole,
            "odds": FIGURE
            + whole
            + whole
            + written("rules", "try: Move it.", "inputs:", SLIDER)
            + written("rulers", "inputs:", SLIDER)
            + written("rulers", "try: Move it.", "inputs:", SLIDER.replace("max", "most")),
        }
    )
    built = book.make()
    assert built.returncode != 0, "the build passed"
    lines = re.sub(r"\x1b\[[\d;]*m", "", built.stdout).splitlines()
    for chapter, words in (
        ("preface", "has no figure of its own above it"),
        ("odds", "has no figure of its own"),
        ("odds", "assets/boards/rules.js is not there"),
        ("odds", "needs `try`, a text, and"),
        ("odds", "cannot read p: it knows"),
    ):
        assert any(re.search(rf"{chapter}\.md:\d+: .*{re.escape(words)}", line) for line in lines), (
            words,
            built.stdout[-4000:],
        )
