"""Readers find what they look for: descriptions, index, glossary, search, the page that is not there."""

import re
import xml.etree.ElementTree as ET

import pytest
from logodds.sphinxext import lint

from tests.conftest import ROOT

CHAPTERS = lint.files_in_toc(ROOT)


def head_of(pages, name):
    """Return the attributes of a page's meta elements: name or property to content."""
    text = (pages / f"{name}.html").read_text(encoding="utf-8")
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text))


def test_every_page_says_what_it_is_about(pages):
    said = {name: head_of(pages, name)["description"] for name in ["index", *CHAPTERS]}
    assert all(20 <= len(text) <= 165 for text in said.values()), said
    assert len(set(said.values())) == len(said)
    assert all(head_of(pages, name)["og:description"] == said[name] for name in said)


def test_chapters_say_what_the_reader_needs_and_gets(pages):
    for name in CHAPTERS[1 : CHAPTERS.index("chapters/map")]:
        text = (pages / f"{name}.html").read_text(encoding="utf-8")
        needs, gets = text.find("<strong>You need</strong>"), text.find("you can</p>")
        assert 0 < needs < gets, name


def test_a_word_of_the_glossary_says_what_it_means(visit):
    page, wrong = visit("chapters/softmax.html")
    term = page.locator("a.term").first
    says = term.get_attribute("data-says")
    shown = "getComputedStyle(document.querySelector('a.term'), '::after').content"
    assert page.evaluate(shown) == "none"
    term.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.evaluate(shown).strip('"') == says
    term.click()
    page.wait_for_url("**/glossary.html#term-*")
    target = page.url.split("#")[1]
    # The sentence that was shown is the one that stands there.
    there = page.locator(f"#{target}").evaluate("term => term.closest('dt').nextElementSibling.textContent")
    assert re.sub(r"\s+", " ", there).strip().startswith(says)
    assert wrong == []


def test_the_index_leads_to_where_a_term_is_introduced(pages):
    text = (pages / "genindex.html").read_text(encoding="utf-8")
    [line] = re.findall(r"<li><a href=[^>]*>odds ratio</a>.*?</li>", text, re.DOTALL)
    links = re.findall(r'href="([^"]+)"', line)
    assert {link.split("#")[0] for link in links} >= {"chapters/odds.html", "chapters/glossary.html"}
    target = next(link.split("#")[1] for link in links if "odds.html" in link)
    odds = (pages / "chapters" / "odds.html").read_text(encoding="utf-8")
    assert re.search(rf'<strong id="{target}">odds ratio', odds)


def test_the_search_finds_from_any_page(visit):
    page, wrong = visit("chapters/odds.html")
    field = page.get_by_role("searchbox")
    field.fill("deciban")
    field.press("Enter")
    page.wait_for_selector("#search-results li a")
    assert any("logit.html" in link for link in page.locator("#search-results li a").evaluate_all("all => all.map(a => a.href)"))
    assert wrong == []


def test_the_search_works_from_a_folder_without_a_server(browser, pages):
    page = browser.new_page()
    page.goto(f"{(pages / 'search.html').as_uri()}?q=overround")
    page.wait_for_selector("#search-results li a")
    found = page.locator("#search-results li a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert any("odds.html" in link for link in found)
    page.close()


def test_without_an_address_there_is_neither_sitemap_nor_card(pages):
    assert not (pages / "sitemap.xml").exists() and not (pages / "_static" / "cards").exists()
    assert "og:image" not in head_of(pages, "chapters/odds")
    assert "<base" not in (pages / "404.html").read_text(encoding="utf-8")


def test_with_an_address_there_are_both(copy):
    book = copy({"preface": "# Preface\n\nA word.\n", "odds": "# Odds\n\nA word.\n"})
    book.replace("_config.yml", "html:\n", "html:\n  baseurl: https://book.example/en/\n")
    built = book.make()
    assert built.returncode == 0, built.stdout[-3000:]
    html = book.folder / "_build" / "html"
    places = [place.text for place in ET.parse(html / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert places == [f"https://book.example/en/{name}.html" for name in ("index", "chapters/odds", "chapters/preface")]
    card = head_of(html, "chapters/odds")["og:image"]
    assert card == "https://book.example/en/_static/cards/chapters-odds.png"
    picture = (html / "_static" / "cards" / "chapters-odds.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n" and picture[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
    assert '<base href="https://book.example/en/">' in (html / "404.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CHAPTERS)
def test_pages_lead_on_and_back(pages, name):
    text = (pages / f"{name}.html").read_text(encoding="utf-8")
    place = CHAPTERS.index(name)
    for relation, other in (("prev", place - 1), ("next", place + 1)):
        links = re.findall(rf'<a rel="{relation}" href="([^"]+)"', text)
        there = 0 <= other < len(CHAPTERS)
        assert links == ([f"{CHAPTERS[other].split('/')[1]}.html"] if there else [])


def test_nothing_lies_beside_the_pages_that_no_page_needs(pages):
    files = [path for path in (pages / "_static").rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"logodds.css", "book.js", "katex.min.css", "KaTeX_Main-Regular.woff2", "searchtools.js"} <= names
    assert not {"design-tabs.js", "togglebutton.js", "clipboard.min.js", "basic.css", "pygments.css", "page.png"} & names
    weight = sum(path.stat().st_size for path in files if path.name != "jsxgraphcore.js")
    assert weight < 600_000, weight
