"""The pages are for everyone: axe finds nothing in light or dark, vnu finds valid HTML, and the keyboard and the reader's
own wishes are heard."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from logodds.sphinxext import lint

from tests.conftest import ROOT, lacks

CHECKS = Path(sys.prefix, "checks", "node_modules")
PAGES = ["index", "404", "genindex", "search", *lint.files_in_toc(ROOT)]


def installed(name):
    """Return the path of a checker's file, which `make test` installs."""
    path = CHECKS / name
    if not path.is_file():
        lacks(f"{name} (make test installs it)")
    return path


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(visit, name):
    page, _ = visit(f"{name}.html", color_scheme="light", reduced_motion="reduce")
    page.add_script_tag(path=installed("axe-core/axe.min.js"))
    # The letters of a formula are hidden from those who listen; the MathML beside them speaks.
    for scheme, rules in (("light", "{}"), ("dark", "{runOnly: ['color-contrast']}")):
        page.emulate_media(color_scheme=scheme)
        run = f"axe.run({{exclude: ['.katex-html']}}, {{resultTypes: ['violations'], ...{rules}}})"
        found = page.evaluate(f"{run}.then(found => found.violations)")
        told = [
            f"{scheme}: {rule['id']}: {node['html'][:160]} {node['failureSummary']}"
            for rule in found
            for node in rule["nodes"][:3]
        ]
        assert told == []


def test_the_html_is_valid(pages):
    jar = installed("vnu-jar/build/dist/vnu.jar")
    if shutil.which("java") is None:
        lacks("Java (Debian package default-jre-headless)")
    files = [str(pages / f"{name}.html") for name in PAGES]
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always", *files]
    said = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True).stderr
    faults = {
        f"{Path(fault['url']).name}: {fault['message']} {fault.get('extract', '')[:120]!r}"
        for fault in json.loads(said)["messages"]
        if fault["type"] == "error"
    }
    assert not faults, "\n".join(sorted(faults)[:40])


def test_the_first_tab_leads_to_the_text(visit):
    page, _ = visit("chapters/odds.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_colours_follow_the_reader_and_then_his_choice(visit, scheme, dark):
    page, _ = visit("chapters/odds.html", color_scheme=scheme)

    def is_dark():
        red = page.evaluate("getComputedStyle(document.body).backgroundColor").split("(")[1].split(",")[0]
        return int(red) < 128

    assert is_dark() is dark
    button = page.locator("button.theme")
    seen = []
    for _ in range(3):
        button.press("Enter")
        seen.append((button.inner_text(), is_dark()))
    assert seen == [("light", False), ("dark", True), ("auto", dark)]
    button.press("Enter")
    page.reload()
    assert page.locator("button.theme").inner_text() == "light" and not is_dark()


def test_code_can_be_copied(visit):
    page, _ = visit("chapters/odds.html", permissions=["clipboard-read", "clipboard-write"])
    cell = page.locator(".cell:not(.tag_hide-input) .cell_input").first
    cell.hover()
    cell.locator("button.copy").click()
    page.wait_for_function("document.querySelector('.cell:not(.tag_hide-input) button.copy').textContent === 'copied'")
    assert page.evaluate("navigator.clipboard.readText()") == cell.locator("pre").inner_text().rstrip()


def test_what_is_wide_can_be_reached_by_keyboard(visit):
    page, _ = visit("chapters/softmax.html", viewport={"width": 320, "height": 800})
    wide = "[...document.querySelectorAll('.formula, pre, .scrolls')].filter(e => e.scrollWidth > e.clientWidth && e.checkVisibility())"
    assert page.evaluate(f"{wide}.length") > 0
    assert page.evaluate(f"{wide}.every(e => e.tabIndex === 0)")


@pytest.mark.parametrize("name", PAGES)
def test_headings_nest(visit, name):
    page, _ = visit(f"{name}.html", java_script_enabled=False)
    levels = [int(tag[1]) for tag in page.locator("main :is(h1,h2,h3,h4,h5,h6)").evaluate_all("all => all.map(e => e.tagName)")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))
