"""The PDF: it opens, holds every chapter, has every glyph, and numbers its equations as the pages do."""

import html
import re
import shutil
import subprocess

import pypdf
import pytest
from logodds.sphinxext import pdf as typeset

from tests.conftest import lacks

from .conftest import run_make


@pytest.fixture(scope="module")
def book(root):
    """The PDF as `make pdf` leaves it (Path)."""
    packages = typeset.missing()
    if packages:
        lacks(f"TeX (Debian packages {' '.join(packages)})")
    built = run_make(root, "pdf")
    assert built.returncode == 0, built.stdout[-5000:]
    said = re.search(r"The book is at (\S+\.pdf): (\d+) pages", built.stdout)
    assert said, built.stdout[-500:]
    path = root / said[1]
    assert len(pypdf.PdfReader(path).pages) == int(said[2])
    return path


@pytest.fixture(scope="module")
def titles(pages):
    """The titles of the chapters, as their pages have them, without their numbers."""
    # The theme puts a second heading, for printing, above the chapter's own; only the chapter's own can be
    # linked to.
    heading = re.compile(r'<h1>(?:<span class="section-number">.*?</span>)?(.*?)<a class="headerlink"')
    found = [heading.findall(path.read_text("utf-8")) for path in sorted(pages.glob("chapters/*.html"))]
    assert all(len(titles) == 1 for titles in found), found
    return [html.unescape(re.sub(r"<[^>]+>", "", title)).strip() for (title,) in found]


def test_it_holds_every_chapter(book, titles):
    reader = pypdf.PdfReader(book)
    outline = {item.title for item in reader.outline if not isinstance(item, list)}
    assert titles
    assert [title for title in titles if title not in outline] == []
    text = "".join(page.extract_text() for page in reader.pages).lower()
    assert [title for title in titles if title.lower() not in text] == []


def test_no_glyph_is_missing(root, book):
    log = (root / "_build" / "latex" / f"{book.stem}.log").read_text(encoding="utf-8", errors="replace")
    assert typeset.lost_glyphs(log) == []
    assert typeset.undefined(log) == []


def test_equations_have_the_numbers_of_the_pages(root, pages, book):
    aux = (root / "_build" / "latex" / f"{book.stem}.aux").read_text(encoding="utf-8")
    printed = dict(re.findall(r"\\newlabel\{equation:([^}]+)\}\{\{([\d.]+)\}", aux))
    assert printed
    for label, number in printed.items():
        docname, _, name = label.partition(":")
        anchor = "equation-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        html = (pages / f"{docname}.html").read_text(encoding="utf-8")
        shown = re.search(rf'id="{anchor}".*?class="eqno">\(([\d.]+)\)', html, re.DOTALL)
        assert shown and shown[1] == number, (
            f"{label} is ({number}) in the PDF and ({shown and shown[1]}) on its page"
        )
    equations = sum(
        len(re.findall(r'class="eqno">', path.read_text("utf-8"))) for path in pages.glob("chapters/*.html")
    )
    assert len(printed) == equations


def test_a_lost_glyph_is_found_though_tex_breaks_the_line():
    log = (
        "Missing character: There is no ⇔ (U+21D4) in font FreeSerif/OT:script=latn;language=dflt;map\n"
        "ping=tex-text;!\n(./x.tex)"
    )
    assert len(typeset.lost_glyphs(log)) == 1
    assert "⇔" in typeset.lost_glyphs(log)[0]
    assert typeset.lost_glyphs("all is well") == []


def test_without_tex_it_says_what_to_install(root, tmp_path):
    # A machine without TeX: the commands that make and the recipe call, and no other.
    for command in ("sh", "rm", "sed", "cp", "mkdir", "touch", "test", "echo", "make"):
        (tmp_path / command).symlink_to(shutil.which(command))
    stamps = [word for name in ("book", "node") for word in ("-o", f"{typeset.sys.prefix}/{name}.stamp")]
    tried = subprocess.run(
        ["make", "pdf", f"VENV={typeset.sys.prefix}", *stamps],
        cwd=root,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert tried.returncode != 0
    assert "apt-get install" in tried.stderr
    for package in ("texlive-xetex", "latexmk", "texlive-latex-extra", "fonts-freefont-otf"):
        assert package in tried.stderr
