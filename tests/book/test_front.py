"""The front page: the road as one picture with links, formulas of claims, and the ledger's figures."""

import json
import re

import nbformat
import pytest
from logodds.sphinxext.front import ROAD


@pytest.fixture(scope="module")
def front(pages):
    """The text of the front page."""
    return (pages / "index.html").read_text(encoding="utf-8")


def test_the_road_leads_through_the_chapters_in_their_order(front):
    road = re.search(r'<ol class="road">.*?</ol>', front, re.DOTALL)[0]
    links = re.findall(r'<li><a href="([^"]+)"', road)
    assert links == [f"chapters/{chapter}.html" for chapter, _, _ in ROAD]
    assert road.count("<svg") == len(ROAD)


def test_the_formulas_are_those_of_the_claims(pages, front):
    shown = re.findall(r'<annotation encoding="application/x-tex">([^<]*)<', front)
    for (chapter, claim, _), latex in zip(ROAD, shown, strict=True):
        notebook = nbformat.read(pages / "chapters" / f"{chapter}.ipynb", as_version=4)
        [said] = [
            output.data["application/vnd.logodds.claim+json"]
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if output.get("data", {}).get("application/vnd.logodds.claim+json", {}).get("id") == claim
        ]
        said = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}|&&.*|[&\s]|\\\\\[[^]]*\]", "", said["latex"])
        # Of a chain the front page shows the two ends.
        first, last = re.split(r":?=", re.sub(r"\s", "", latex), maxsplit=1)
        assert said.startswith(first) and last.rstrip("}") in said


def test_the_figures_are_those_of_the_ledger(pages, front):
    totals = json.loads((pages / "chapters" / "ledger.json").read_text(encoding="utf-8"))["totals"]
    shown = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", front))
    assert {name: int(number) for name, number in shown.items()} == {
        "statements proved": totals["claims"],
        "steps judged one by one": totals["steps"],
        "definitions": totals["definitions"],
        "refuted on purpose": totals["refuted"],
        "wrong twins refuted": totals["twins_refuted"],
    }


@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_a_phone(visit, width):
    page, wrong = visit("index.html", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".road a").first.click()
    page.wait_for_url("**/chapters/odds.html")
    assert wrong == []
