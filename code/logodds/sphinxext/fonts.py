"""Give the pages their fonts, cut down to the letters that stand on them.

Text is set in Source Serif, formulas in KaTeX's own. Both come from locked npm packages; a reader's browser loads what is
left of them.
"""

import sys
from html import unescape
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from sphinx.errors import ExtensionError

PACKAGES = Path(sys.prefix, "node", "node_modules")
TEXT = PACKAGES / "@fontsource" / "source-serif-4" / "files"
MATHEMATICS = PACKAGES / "katex" / "dist" / "fonts"
FACES = ("400-normal", "400-italic", "600-normal")
ALWAYS = "".join(map(chr, range(32, 127)))


def wanted():
    """Return {file: folder among the pages} of all fonts that the style sheets name."""
    text = {TEXT / f"source-serif-4-latin-{face}.woff2": "fonts" for face in FACES}
    return text | dict.fromkeys(sorted(MATHEMATICS.glob("*.woff2")), "katex/fonts")


def cut(source, target, letters):
    """Write a font with these letters only (str) to `target`; one without any of them keeps the glyph for what is missing."""
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    font = load_font(source, options)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    save_font(font, target, options)


def make_fonts(app, exception):
    """Cut every font to what the written pages hold."""
    if exception or app.builder.name != "html":
        return
    static = Path(app.outdir, "_static")
    letters = set(ALWAYS)
    for page in Path(app.outdir).rglob("*.html"):
        letters |= set(unescape(page.read_text(encoding="utf-8")))
    for source, folder in wanted().items():
        if not source.is_file():
            raise ExtensionError(f"{source.name} is not installed: build the book with `make html`, which installs it.")
        (static / folder).mkdir(parents=True, exist_ok=True)
        cut(source, static / folder / source.name, "".join(sorted(letters)))


def setup(app):
    """Register with Sphinx."""
    app.connect("build-finished", make_fonts)
