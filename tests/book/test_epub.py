"""The EPUB: epubcheck finds nothing, every document is XML, every claim is there as MathML with its number,
and nothing asks for a script or the network."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath
from zipfile import ZIP_STORED, ZipFile

import pytest
from logodds.sphinxext import lint
from logodds.sphinxext.epub import plain, properties

from tests.conftest import lacks

from .conftest import run_make

XHTML, MATHML, SVG = (
    "{http://www.w3.org/1999/xhtml}",
    "{http://www.w3.org/1998/Math/MathML}",
    "{http://www.w3.org/2000/svg}",
)
OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def book(root):
    """The EPUB as `make epub` leaves it (Path)."""
    built = run_make(root, "epub")
    assert built.returncode == 0, built.stdout[-5000:]
    return root / re.search(r"The book is at (\S+\.epub)", built.stdout)[1]


@pytest.fixture(scope="module")
def files(book):
    """What it holds: name to bytes, in its order."""
    with ZipFile(book) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def trees(files):
    """Its documents, parsed as XML: name to root element."""
    return {
        name: ET.fromstring(data)
        for name, data in files.items()
        if name.endswith((".xhtml", ".opf", ".xml", ".svg"))
    }


@pytest.fixture(scope="module")
def chapters(trees):
    """Its chapters."""
    return {name: tree for name, tree in trees.items() if name.startswith("chapters/")}


def test_epubcheck_finds_nothing(book):
    program = shutil.which("epubcheck")
    if program is None or shutil.which("java") is None:
        lacks("epubcheck (Debian packages epubcheck and default-jre-headless)")
    # The command is the program's archive itself, which not every machine knows how to start.
    said = subprocess.run(["java", "-jar", program, str(book)], capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "0 fatals / 0 errors / 0 warnings" in said.stdout + said.stderr


def test_it_holds_every_chapter_in_the_order_of_the_book(root, trees, chapters):
    names = [f"{name}.xhtml" for name in lint.files_in_toc(root)]
    assert list(chapters) == names
    spine = [item.get("idref") for item in trees["book.opf"].iter(f"{OPF}itemref")]
    places = {item.get("id"): item.get("href") for item in trees["book.opf"].iter(f"{OPF}item")}
    assert [places[name] for name in spine] == ["cover.xhtml", "contents.xhtml", *names, "genindex.xhtml"]


def test_the_contents_lead_to_every_chapter_and_section(trees, chapters):
    (contents,) = [nav for nav in trees["contents.xhtml"].iter(f"{XHTML}nav") if nav.get("id") == "toc"]
    links = {link.get("href"): "".join(link.itertext()) for link in contents.iter(f"{XHTML}a")}
    assert [link for link in links if "#" not in link] == [*chapters, "genindex.xhtml"]
    assert links["chapters/odds.xhtml"] == "2. Odds"
    assert sum("#" in link for link in links) > 100


def test_links_within_it_lead_somewhere(trees):
    ids = {name: {element.get("id") for element in tree.iter()} for name, tree in trees.items()}
    for name, tree in trees.items():
        for link in [*tree.iter(f"{XHTML}a"), *tree.iter(f"{SVG}a")]:
            address = link.get("href", "")
            if link.get("href") is None or address.startswith(("http://", "https://")):
                continue
            path, _, place = address.partition("#")
            target = str(PurePosixPath(name).parent / path) if path else name
            target = re.sub(r"[^/]+/\.\./", "", target)
            assert target in trees and (not place or place in ids[target]), f"{name} links to {address}"


def test_every_claim_is_there_as_mathml_with_its_number(pages, chapters):
    claims = json.loads((pages / "chapters" / "ledger.json").read_text("utf-8"))["claims"]
    assert len(claims) > 100
    equations = {
        (name, element.get("id")): element
        for name, tree in chapters.items()
        for element in tree.iter(f"{XHTML}div")
        if "math" in element.get("class", "").split()
    }
    for claim in claims:
        anchor = "equation-" + re.sub(r"[^a-z0-9]+", "-", claim["id"].lower()).strip("-")
        equation = equations.pop((f"{claim['page']}.xhtml", anchor))
        assert [number.text for number in equation.iter(f"{XHTML}span") if number.get("class") == "eqno"] == [
            f"({claim['number']})"
        ]
        assert next(equation.iter(f"{MATHML}math"), None) is not None, claim["id"]
    assert equations == {}


def test_no_script_and_nothing_from_elsewhere(files, trees):
    tags = {element.tag for tree in trees.values() for element in tree.iter()}
    assert not tags & {f"{XHTML}{tag}" for tag in ("script", "form", "input", "button", "iframe", "object")}
    for name, tree in trees.items():
        for element in tree.iter():
            for key, value in element.attrib.items():
                assert not re.match(r"on[a-z]+$", key), f"{name}: {key}"
                if key == "src" or (key == "href" and element.tag == f"{XHTML}link"):
                    target = re.sub(r"[^/]+/\.\./", "", str(PurePosixPath(name).parent / value))
                    assert target in files, f"{name} asks for {value}"
    assert b"url(" not in files["book.css"] and b"@import" not in files["book.css"]


def test_every_figure_is_svg_and_has_a_text(chapters):
    pictures = [picture for tree in chapters.values() for picture in tree.iter(f"{XHTML}img")]
    assert len(pictures) > 40
    assert [picture.get("src") for picture in pictures if not picture.get("src").endswith(".svg")] == []
    assert [picture.get("src") for picture in pictures if not picture.get("alt", "").strip()] == []


def test_what_unfolds_is_open(chapters):
    folded = [
        (name, box.get("open")) for name, tree in chapters.items() for box in tree.iter(f"{XHTML}details")
    ]
    assert folded and [name for name, is_open in folded if not is_open] == []


def test_the_metadata_say_what_the_book_is(trees):
    (said,) = trees["book.opf"].iter(f"{OPF}metadata")
    words = {element.tag.removeprefix(DC): element.text for element in said if element.tag.startswith(DC)}
    assert (words["title"], words["creator"], words["language"]) == (
        "From Odds to Cross-Entropy",
        "The logodds authors",
        "en",
    )
    assert "every equation" in words["description"]
    covers = [
        item.get("href")
        for item in trees["book.opf"].iter(f"{OPF}item")
        if item.get("properties") == "cover-image"
    ]
    assert covers == ["cover.png"]


def test_the_gate_holds_here_too(copy):
    book = copy({"preface": "# Preface\n\nOne.\n", "sums": "# Sums\n\nTwo.\n\n$$ 1 + 1 = 3 $$\n"})
    built = book.make("epub")
    assert built.returncode != 0
    assert "a displayed equation that nothing proved" in built.stdout
    assert not (book.folder / "_build" / "from-odds-to-cross-entropy.epub").exists()


def test_a_page_that_is_no_xml_is_found(caplog):
    assert properties("odd.xhtml", b"<p>one<br>two</p>") == ""
    assert properties("odd.xhtml", b'<p><math xmlns="http://www.w3.org/1998/Math/MathML"/></p>') == "mathml"


def test_a_picture_loses_its_dtd_and_its_paths_without_a_line():
    head, drawn = b'<?xml version="1.0"?>\n', b'<path d="M1 1"/></svg>'
    picture = head + b'<!DOCTYPE svg PUBLIC "-//W3C"\n "x.dtd"><svg><path id="blank"/>' + drawn
    assert plain(picture) == head + b'<svg><path d="M0 0" id="blank"/>' + drawn
    assert plain(b"\x89PNG <path ") == b"\x89PNG <path "
