"""The PDF is a book: title page, contents, bookmarks, index; every glyph is there, no line leaves the page, and
equations have the numbers of the pages."""

import html
import json
import re
import shutil
import subprocess

import pypdf
import pytest
from logodds.sphinxext import lint
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
def reader(book):
    """The PDF, opened."""
    return pypdf.PdfReader(book)


@pytest.fixture(scope="module")
def titles(root, pages):
    """The chapters in the order of the book, as their pages have them: number and title, "2 Odds"."""
    # The theme puts a second heading, for printing, above the chapter's own; only the chapter's own can be
    # linked to.
    heading = re.compile(r'<h1>(?:<span class="section-number">(.*?)\. *</span>)?(.*?)<a class="headerlink"')
    found = [heading.findall((pages / f"{name}.html").read_text("utf-8")) for name in lint.files_in_toc(root)]
    assert len(found) > 10 and all(len(titles) == 1 for titles in found), found
    return [html.unescape(re.sub(r"<[^>]+>", "", " ".join(title))).strip() for (title,) in found]


def written(root, book, suffix):
    """Return what TeX wrote into a file beside the PDF (str)."""
    path = root / "_build" / "latex" / f"{book.stem}.{suffix}"
    return path.read_text(encoding="utf-8", errors="replace")


def test_the_bookmarks_are_the_chapters(reader, titles):
    chapters = [item.title for item in reader.outline if not isinstance(item, list)]
    assert chapters == [*titles, "Index"]


def test_it_holds_every_chapter(reader, titles):
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert [title for title in titles if title not in text] == []


def test_the_contents_name_the_pages_on_which_the_chapters_begin(root, book, reader):
    line = re.compile(r"^\\contentsline \{chapter\}\{(?:\\numberline \{\d+\})?(.*?)\}\{(\d+)\}", re.MULTILINE)
    said = dict(line.findall(written(root, book, "toc").replace(r"\sphinxhyphen {}", "-")))
    begins = {
        re.sub(r"^\d+ ", "", item.title): reader.page_labels[reader.get_destination_page_number(item)]
        for item in reader.outline
        if not isinstance(item, list)
    }
    assert said == begins
    contents = "".join(page.extract_text() for page in reader.pages[1:6])
    assert all(re.search(rf"{re.escape(title)}[ .]*{page}", contents) for title, page in said.items())


def test_the_title_page_and_the_metadata_say_what_the_book_is(reader):
    front = " ".join(reader.pages[0].extract_text().split())
    for words in (
        "From Odds to Cross-Entropy",
        "was proved in the run that made the page",
        "The logodds authors",
        "2026",
    ):
        assert words in front
    said = reader.metadata
    assert (said.title, said.author) == ("From Odds to Cross-Entropy", "The logodds authors")
    assert "every equation" in said.subject
    assert "logit" in said["/Keywords"]
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_no_line_leaves_the_page(root, book):
    assert typeset.overfull(written(root, book, "log"), 5) == []


def test_a_line_that_leaves_the_page_is_found():
    log = (
        "Overfull \\hbox (6.5pt too wide) detected at line 7\nOverfull \\hbox (4.0pt too wide) in paragraph\n"
    )
    assert typeset.overfull(log, 5) == ["a line is 6.5pt too wide"]


def test_the_index_has_the_terms_of_the_glossary_once(root, book, reader):
    last = "".join(page.extract_text() for page in reader.pages[-2:])
    entries = [re.sub(r",(?: \d+,?)+$", "", line.strip()) for line in last.partition("Index")[2].splitlines()]
    glossary = (root / "chapters" / "glossary.md").read_text("utf-8")
    terms = re.findall(r"^(\S.*)\n  ", glossary.partition("```{glossary}\n")[2], re.MULTILINE)
    assert len(terms) > 30
    assert [term for term in terms if entries.count(term.replace("'", "\u2019")) != 1] == []


def test_no_glyph_is_missing(root, book):
    log = written(root, book, "log")
    assert typeset.lost_glyphs(log) == []
    assert typeset.undefined(log) == []


def equations(root, book):
    """Return the numbers of the equations that are in the PDF, label to number (dict of str)."""
    found = dict(re.findall(r"\\newlabel\{equation:([^}]+)\}\{\{([\d.]+)\}", written(root, book, "aux")))
    assert found
    return found


def test_every_claim_of_the_ledger_has_its_number(root, pages, book, reader):
    claims = json.loads((pages / "chapters" / "ledger.json").read_text("utf-8"))["claims"]
    assert equations(root, book) == {f"{claim['page']}:{claim['id']}": claim["number"] for claim in claims}
    text = "".join(page.extract_text() for page in reader.pages)
    assert [claim["id"] for claim in claims if f"({claim['number']})" not in text] == []


def test_equations_have_the_numbers_of_the_pages(root, pages, book):
    printed = equations(root, book)
    for label, number in printed.items():
        docname, _, name = label.partition(":")
        anchor = "equation-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        html = (pages / f"{docname}.html").read_text(encoding="utf-8")
        shown = re.search(rf'id="{anchor}".*?class="eqno">\(([\d.]+)\)', html, re.DOTALL)
        assert shown and shown[1] == number, (
            f"{label} is ({number}) in the PDF and ({shown and shown[1]}) on its page"
        )
    numbered = sum(
        len(re.findall(r'class="eqno">', path.read_text("utf-8"))) for path in pages.glob("chapters/*.html")
    )
    assert len(printed) == numbered


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
    for package in ("texlive-xetex", "latexmk", "texlive-latex-extra", "texlive-fonts-extra"):
        assert package in tried.stderr
