"""The built pages, as files and in a real browser: nothing is asked of another machine, nothing throws, every
link leads somewhere."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from logodds.sphinxext import lint, report

from tests.conftest import ROOT

CHAPTERS = lint.files_in_toc(ROOT)


class Page(HTMLParser):
    """What the tests want of an HTML file: its ids, its links, and what it loads."""

    def __init__(self, path):
        super().__init__()
        self.ids, self.links, self.loads, self.text = [], [], [], path.read_text(encoding="utf-8")
        self.feed(self.text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif "href" in attributes:
            self.loads.append(attributes["href"])
        if "src" in attributes:
            self.loads.append(attributes["src"])
        if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            self.links.append(attributes["content"].split("url=")[1])


@pytest.fixture(scope="module")
def parsed(pages):
    """Every HTML file of the book: path (relative to the pages) to Page."""
    # The theme leaves templates, which are no pages, among its own files.
    paths = [path for path in sorted(pages.rglob("*.html")) if "_static" not in path.parts]
    return {path.relative_to(pages).as_posix(): Page(path) for path in paths}


def test_every_chapter_has_its_page(parsed):
    assert CHAPTERS
    assert [name for name in CHAPTERS if f"{name}.html" not in parsed] == []


def test_every_link_leads_somewhere(pages, parsed):
    dead = []
    for name, page in parsed.items():
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (pages / name).parent / unquote(parts.path) if parts.path else pages / name
            if not target.is_file():
                dead.append(f"{name}: {link} (no such file)")
            elif parts.fragment and target.suffix == ".html":
                other = parsed[target.resolve().relative_to(pages.resolve()).as_posix()]
                if unquote(parts.fragment) not in other.ids:
                    dead.append(f"{name}: {link} (no such place)")
    assert not dead, "\n".join(dead)


def test_no_page_loads_from_elsewhere(parsed):
    far = [f"{name}: {load}" for name, page in parsed.items() for load in page.loads if urlsplit(load).netloc]
    assert not far, "\n".join(far)


def test_ids_are_unique(parsed):
    double = [
        f"{name}: {i}"
        for name, page in parsed.items()
        for i in sorted(set(page.ids))
        if page.ids.count(i) > 1
    ]
    assert not double, "\n".join(double)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_picture_has_a_caption_and_a_text_for_those_who_cannot_see_it(parsed, chapter):
    article = re.search(r"<article.*</article>", parsed[f"{chapter}.html"].text, re.DOTALL)[0]
    figures = re.findall(r"<figure.*?</figure>", article, re.DOTALL)
    for figure in figures:
        [text] = re.findall(r'<img [^>]*?alt="([^"]*)"', figure)
        assert len(text.split()) > 8, f"what the picture shows is not told: {text!r}"
        assert re.search(r'<span class="caption-text">[^<]+', figure), f"no caption: {text}"
    assert len(re.findall(r"<img ", article)) == len(figures), "a picture stands outside of a figure"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_executed_notebook_lies_beside_the_page(pages, parsed, chapter):
    path = pages / f"{chapter}.ipynb"
    assert path.name in parsed[f"{chapter}.html"].links
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert [output for cell in code for output in cell.outputs if output.output_type == "error"] == []


def test_every_claim_stands_on_its_page_as_a_numbered_equation(pages, parsed):
    seen = []
    for chapter in CHAPTERS:
        html = parsed[f"{chapter}.html"].text
        for cell in json.loads((pages / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                claim = output.get("data", {}).get(report.MIME)
                if claim:
                    anchor = "equation-" + re.sub(r"[^a-z0-9]+", "-", claim["id"].lower()).strip("-")
                    seen.append(claim["id"])
                    assert f'id="{anchor}"' in html, f"{claim['id']} is not on the page of {chapter}"
                    number = re.search(rf'id="{anchor}".*?class="eqno">\(([\d.]+)\)', html, re.DOTALL)
                    assert number, f"{claim['id']} has no number on the page of {chapter}"
    assert seen, "the book holds no claim"
    assert len(seen) == len(set(seen))


def test_the_last_line_of_the_build_counts_what_the_pages_show(pages, parsed):
    marks = [
        mark
        for page in parsed.values()
        for mark in re.findall(r'<span class="claim-mark">(?:<a [^>]*>)?(\w+)<', page.text)
    ]
    line, passed = report.summary(pages)
    shown = [int(re.search(rf"(\d+) {word}", line)[1]) for word in ("claims? proved", "definitions?", "refuted on")]
    assert passed and shown == [marks.count("proved"), marks.count("definition"), marks.count("refuted")]
    assert line.startswith("The book is at ")


EVERY_PAGE = ["index", *CHAPTERS, "genindex", "search"]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_no_request_leaves_and_no_script_throws(visit, name):
    page, wrong = visit(f"{name}.html", until="networkidle")
    assert page.title()
    assert wrong == []


@pytest.mark.parametrize("name", CHAPTERS)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_never_scrolls_sideways(visit, name, width):
    page, _ = visit(f"{name}.html", viewport={"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


@pytest.mark.parametrize("name", CHAPTERS)
def test_mathematics_is_set_without_scripts(visit, name):
    page, wrong = visit(f"{name}.html", java_script_enabled=False)
    assert wrong == []
    formulas = page.locator(".math")
    assert formulas.count() == page.locator(".math .katex").count(), "a formula was not set"
    page.evaluate("document.querySelectorAll('details').forEach(folded => (folded.open = true))")
    small = page.locator("div.math").evaluate_all(
        "all => all.filter(e => e.clientHeight <= 10 || e.clientWidth <= 50).map(e => e.id)"
    )
    assert small == []


def test_the_fonts_of_mathematics_are_here(visit):
    name = next(
        f"{name}.html"
        for name in CHAPTERS
        if 'class="katex"' in (ROOT / f"_build/html/{name}.html").read_text("utf-8")
    )
    page, _ = visit(name)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.fonts.check('16px KaTeX_Main') && document.fonts.check('16px KaTeX_Math')")
    assert page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") > 0


def test_the_search_answers(visit):
    page, wrong = visit("search.html?q=odds")
    page.wait_for_selector("#search-results li a")
    assert wrong == []


def test_what_was_checked_unfolds(visit):
    name = next(
        f"{name}.html"
        for name in CHAPTERS
        if "claim-check" in (ROOT / f"_build/html/{name}.html").read_text("utf-8")
    )
    page, _ = visit(name)
    check = page.locator(".claim-check").first
    assert not check.is_visible()
    page.locator("details.claim-line > summary").first.click()
    assert check.is_visible()
