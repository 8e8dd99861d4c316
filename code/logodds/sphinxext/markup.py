"""Write some parts of a page in plainer HTML than their extensions do.

What unfolds is a `details` element, which needs no script; a wide table scrolls in a box of its own; a picture has its
size before it is there, and is loaded when the reader comes near.
"""

import re
from pathlib import Path

import sphinx_exercise
from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.writers.html5 import HTML5Translator
from sphinx_exercise.nodes import solution_node

SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)pt" height="([\d.]+)pt"')
PIXELS = 96 / 72  # of CSS in a point


class BookTranslator(HTML5Translator):
    """Sphinx's writer, with the book's own tables, pictures and boxes."""

    def visit_table(self, node):
        """Open the box that scrolls."""
        self.body.append('<div class="scrolls">')
        super().visit_table(node)

    def depart_table(self, node):
        """Close it."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_image(self, node):
        """Write a picture; the page keeps its place free."""
        start = len(self.body)
        size = size_of(Path(self.builder.srcdir, node["uri"]))  # now: what Sphinx writes is the page's address of it
        super().visit_image(node)
        written = "".join(self.body[start:])
        text = "" if node.get("alt") else ' alt=""'
        self.body[start:] = [written.replace("<img ", f'<img{text} loading="lazy"{size} ', 1)]

    def visit_citation(self, node):
        """Open an entry of the literature, as an item of its list; the role that docutils gives it is one of the past."""
        super().visit_citation(node)
        self.body[-1] = self.body[-1].replace("doc-biblioentry", "listitem")

    def visit_title(self, node):
        """Write the title of a solution as what unfolds it."""
        if isinstance(node.parent, solution_node):
            self.body.append(self.starttag(node, "summary", ""))
            self.context.append("</summary>\n")
        else:
            super().visit_title(node)

    def visit_admonition(self, node, name=""):
        """Open a box; a hint unfolds."""
        if "hint" in node.get("classes", ()) or name == "hint":
            self.body.append(self.starttag(node, "details", CLASS="hint"))
            self.body.append("<summary>Hint</summary>\n")
        else:
            super().visit_admonition(node, name)

    def depart_admonition(self, node=None):
        """Close it."""
        hint = node is not None and ("hint" in node.get("classes", ()) or isinstance(node, nodes.hint))
        self.body.append("</details>\n" if hint else "</div>\n")


def size_of(path):
    """Return the attributes that give the size of a picture, or '' where it is no SVG."""
    found = path.suffix == ".svg" and path.is_file() and SIZE.search(path.read_text(encoding="utf-8"))
    if not found:
        return ""
    width, height = (round(float(length) * PIXELS) for length in found.groups())
    return f' width="{width}" height="{height}"'


def visit_hidden(writer, node):
    """Open what hides how a cell was written."""
    writer.body.append(f'<details class="hide {" ".join(node["classes"])}"><summary>{node["prompt_show"]}</summary>\n')


def depart_hidden(writer, node):
    """Close what unfolds."""
    writer.body.append("</details>\n")


def visit_solution(writer, node):
    """Open a solution, folded."""
    writer.body.append(writer.starttag(node, "details", ""))


def visit_hint_latex(writer, node):
    """Open a small line in the box of its exercise."""
    writer.body.append("\n\\begin{logoddshint}\n")


def depart_hint_latex(writer, node):
    """Close it."""
    writer.body.append("\\end{logoddshint}\n")


def setup(app):
    """Register with Sphinx, in place of the writers of the extensions."""
    for builder in ("html", "epub"):
        app.set_translator(builder, BookTranslator)
    app.add_node(nodes.hint, override=True, latex=(visit_hint_latex, depart_hint_latex))
    app.add_node(HideCodeCellNode, override=True, html=(visit_hidden, depart_hidden))
    app.add_node(
        solution_node,
        override=True,
        html=(visit_solution, depart_hidden),
        latex=(sphinx_exercise.visit_solution_node, sphinx_exercise.depart_solution_node),
    )
