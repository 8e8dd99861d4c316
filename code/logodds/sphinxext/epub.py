"""Write the book as an EPUB 3: one file for a reading device, without script and without network.

Formulas are MathML, figures SVG, and what unfolds on a page is open. As in print there is nothing to type
into and nothing to drag; what was checked of a claim stands in the ledger, to which its mark leads.
"""

import re
import time
import uuid
import xml.etree.ElementTree as ET
from importlib.metadata import version
from os import environ
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from logodds.figures.front import cover
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from . import lint
from .boards import board
from .claims import check
from .front import DESCRIPTION, SUBJECTS, SUBTITLE
from .questions import question

logger = logging.getLogger(__name__)

CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
MEDIA = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
MATHML, SVG = "{http://www.w3.org/1998/Math/MathML}math", "{http://www.w3.org/2000/svg}svg"


class EpubBuilder(StandaloneHTMLBuilder):
    """Sphinx's writer of pages, with the frame of an EPUB, and the packing at the end.

    Sphinx's own builder for EPUB does not say which pages hold MathML, as the format asks for, and packs every
    file it finds.
    """

    name = "epub"
    out_suffix = link_suffix = ".xhtml"
    supported_image_types = ["image/svg+xml", "image/png"]
    add_permalinks = copysource = search = download_support = html_scaled_image_link = False
    allow_sharp_as_current_path = False  # a page's link to itself needs its name
    embedded = True

    def init(self):
        """Begin; the suffix is no matter of configuration."""
        super().init()
        self.out_suffix = self.link_suffix = ".xhtml"

    def handle_page(self, pagename, addctx, templatename="page.html", outfilename=None, event_arg=None):
        """Write one page in the frame of an EPUB."""
        template = "epub.html" if templatename == "page.html" else templatename
        super().handle_page(pagename, {**addctx, "frame": "epub.html"}, template, outfilename, event_arg)

    def copy_static_files(self):
        """Copy none, for the one style sheet comes with the packing; but MyST-NB wants to put its own there."""
        Path(self.outdir, "_static").mkdir(parents=True, exist_ok=True)

    def gen_additional_pages(self):
        """Write none: the front page of the site is the cover here."""

    def handle_finish(self):
        """Pack the pages, once all are written and their pictures are there."""
        self.finish_tasks.join()
        chapters = [name for name in lint.files_in_toc(Path(self.srcdir)) if name in self.env.found_docs]
        theme = Path(__file__).with_name("theme")
        content = {
            "cover.png": cover(self.config.html_title, SUBTITLE, self.config.author),
            "book.css": (theme / "epub.css").read_bytes(),
        }
        said = {
            "title": self.config.html_title,
            "subtitle": SUBTITLE,
            "author": self.config.author,
            "description": DESCRIPTION,
            "subjects": SUBJECTS,
            "copyright": self.config.copyright,
            "changed": changed(),
            "uuid": uuid.uuid5(uuid.NAMESPACE_URL, self.config.html_title),
            "chapters": [self.entry(name) for name in chapters],
        }
        for page in ("cover", "contents"):
            content[f"{page}.xhtml"] = self.templates.render(f"epub-{page}.html", said).encode()
        for page in [*chapters, *["genindex"] * self.use_index]:
            content[f"{page}.xhtml"] = Path(self.get_outfilename(page)).read_bytes()
        for picture in sorted(set(self.images.values())):
            content[f"{self.imagedir}/{picture}"] = plain(
                Path(self.outdir, self.imagedir, picture).read_bytes()
            )
        said["items"] = [
            {"name": name, "media": MEDIA[Path(name).suffix], "properties": properties(name, data)}
            for name, data in content.items()
        ]
        content["book.opf"] = self.templates.render("epub.opf", said).encode()
        pack(content, Path(self.outdir, re.sub("[^a-z0-9]+", "-", self.config.html_title.lower()) + ".epub"))

    def entry(self, name):
        """Return a chapter as the contents show it, with its sections."""
        number = self.env.toc_secnumbers.get(name, {}).get("", ())
        title = self.env.titles[name].astext()
        places = [node for node in self.env.tocs[name].findall(nodes.reference) if node["anchorname"]]
        return {
            "name": name,
            "title": " ".join([*(f"{place}." for place in number[:1]), title]),
            "sections": [(node["anchorname"], node.astext()) for node in places if depth(node) == 2],
        }


def depth(node):
    """Return in how many lists a node stands."""
    found = 0
    while node is not None:
        found += isinstance(node, nodes.bullet_list)
        node = node.parent
    return found


def changed():
    """Return when the book was made, as EPUB wants it."""
    return time.strftime(
        "%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(environ.get("SOURCE_DATE_EPOCH", time.time())))
    )


def properties(name, data):
    """Return what the package must say of a file (str); warn of a page that is no XML, which no device shows."""
    if name == "cover.png":
        return "cover-image"
    if not name.endswith(".xhtml"):
        return ""
    try:
        tags = {element.tag for element in ET.fromstring(data).iter()}
    except ET.ParseError as error:
        logger.warning("%s is not well-formed: %s", name, error)
        return ""
    found = {"nav": name == "contents.xhtml", "mathml": MATHML in tags, "svg": SVG in tags}
    return " ".join(word for word, holds in found.items() if holds)


def plain(picture):
    """Return a picture (bytes) as EPUB allows it: Matplotlib's SVG has a DTD, and no line in a blank letter."""
    if not picture.startswith(b"<?xml"):
        return picture
    return re.sub(rb"<path(?! [^>]*\bd=)", b'<path d="M0 0"', re.sub(rb"<!DOCTYPE svg[^>]*>", b"", picture))


def pack(content, path):
    """Write the files (dict of name to bytes) as an EPUB, the same bytes in every run."""
    with ZipFile(path, "w") as archive:
        files = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER.encode(), **content}
        for name, data in files.items():
            kind = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(ZipInfo(name), data, kind)


class AsInPrint(SphinxPostTransform):
    """Take out what only a browser can do. It runs before the ledger is linked to."""

    default_priority = 4
    formats = ("html",)

    def run(self, **kwargs):
        """Change a page of an EPUB, and none of the site."""
        if self.app.builder.name != "epub":
            return
        for node in list(self.document.findall(lambda node: isinstance(node, (board, check)))):
            node.parent.remove(node)
        for asked in list(self.document.findall(question)):
            words = nodes.paragraph("", f"Asked for: {asked.astext()}.", classes=["question"])
            asked.replace_self(words)


class LightFormulas(SphinxPostTransform):
    """Have all formulas written as MathML. It runs last, when those of the ledger's texts are there."""

    default_priority = 950
    formats = ("html",)

    def run(self, **kwargs):
        """Mark the formulas of a page of an EPUB."""
        if self.app.builder.name == "epub":
            for formula in self.document.findall(
                lambda node: isinstance(node, (nodes.math, nodes.math_block))
            ):
                formula["light"] = True


def unfold(app, pagename, templatename, context, doctree):
    """Open what unfolds, and leave out what is said to browsers alone."""
    if app.builder.name == "epub" and "body" in context:
        body = context["body"].replace("<details", '<details open="open"')
        context["body"] = re.sub(r' loading="lazy"| role="group"', "", body)


def name_version(app, config):
    """Give the book the package's version, without which Sphinx makes no EPUB."""
    config.version = version("logodds")


def setup(app):
    """Register with Sphinx, in place of its own builder for EPUB."""
    app.connect("config-inited", name_version)
    app.add_builder(EpubBuilder, override=True)
    app.add_post_transform(AsInPrint)
    app.add_post_transform(LightFormulas)
    app.connect("html-page-context", unfold)
