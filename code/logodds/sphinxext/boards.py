"""Make a picture one to touch: the directive {board} names the board that takes the place of the figure above
it.

    ```{board} rulers
    try: Move the probability from 0.5 to 0.6, and then from 0.8 to 0.9.
    inputs:
      p: {label: probability, min: 0.1, max: 0.9, step: 0.1, value: 0.5}
      reset: {label: begin again}
    data: [exam_hours]
    ```

The board draws itself with assets/boards/NAME.js, and with the rows of the tables of
`logodds.data` that it names. What can be dragged on it has an input beside it, a slider if
it has a range and else a button, so that keyboard and screen reader reach it, too. Both come when the reader
comes near (assets/boards.js); until then, without script and in print, there is the figure that a cell drew.
"""

import html
import json
import shutil
import sys
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from logodds.data import load

logger = logging.getLogger(__name__)

JSXGRAPH = Path(sys.prefix, "node", "node_modules", "jsxgraph", "distrib", "jsxgraphcore.js")
RANGE = ("min", "max", "step", "value")


class board(nodes.General, nodes.Element):
    """A board's inputs and values. Its attributes are `name`; `inputs`, a dict of name to dict; and `table`,
    a dict of column to list. Its child says what to try; on a page, it is the picture instead."""


class Board(SphinxDirective):
    """The directive {board}."""

    required_arguments = 1
    has_content = True

    def run(self):
        """Leave the board below the figure whose place it takes."""
        name = self.arguments[0]
        if not Path(self.env.srcdir, "assets", "boards", f"{name}.js").is_file():
            raise self.error(f"assets/boards/{name}.js is not there to draw the board {name}")
        try:
            said = yaml.safe_load("\n".join(self.content))
            words, inputs = said.pop("try"), said.pop("inputs")
            tables = [load(table) for table in said.pop("data", [])]
            faulty = [key for key, given in inputs.items() if not {*given} in ({"label"}, {"label", *RANGE})]
        except (yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as error:
            raise self.error(
                f"the board {name} needs `try`, a text, and `inputs`, by name: {error!r}"
            ) from None
        if said or faulty:
            raise self.error(
                f"the board {name} cannot read {', '.join([*said, *faulty])}: it knows `try`, `inputs` and "
                f"`data`, and an input has a label, or a label and {', '.join(RANGE)}"
            )
        columns = tables[0] if tables else ()
        table = {column: [x for table in tables for x in table[column].tolist()] for column in columns}
        node = board(name=name, inputs=inputs, table=table)
        node += nodes.inline(words, *self.parse_inline(words)[0], classes=["board-try"])
        self.set_source_info(node)
        return [node]


class IntoFigure(SphinxPostTransform):
    """Move each board into the figure above it, and what to try to the end of the caption: paper cannot be
    touched."""

    default_priority = 10

    def run(self, **kwargs):
        """Move them on pages, and take them out of anything else."""
        figure = None
        for node in list(self.document.findall(lambda node: isinstance(node, (nodes.figure, board)))):
            if isinstance(node, nodes.figure):
                figure = node
                continue
            node.parent.remove(node)
            if self.app.builder.format != "html":
                continue
            if figure is None or figure.next_node(board):
                logger.warning("the board %s has no figure of its own above it", node["name"], location=node)
                continue
            caption, picture = figure.next_node(nodes.caption), figure.next_node(nodes.image)
            caption += [nodes.Text(" "), node.pop()]
            picture.replace_self(node)
            node += picture


def visit_board(writer, node):
    """Open the place that the picture and the board share."""
    writer.body.append('<div class="board-place">')


def depart_board(writer, node):
    """Write the inputs, and the place of the values; the script reads them."""
    inputs = "".join(
        f'<label>{html.escape(given["label"])} <input type="range" name="{name}"'
        + "".join(f' {key}="{given[key]}"' for key in RANGE)
        + "></label>\n"
        if "min" in given
        else f'<button type="button" name="{name}">{html.escape(given["label"])}</button>\n'
        for name, given in node["inputs"].items()
    )
    table = f' data-table="{html.escape(json.dumps(node["table"]))}"' if node["table"] else ""
    writer.body.append(
        f'</div>\n<form class="board-inputs" data-board="{node["name"]}"{table} autocomplete="off">\n{inputs}'
        '<output aria-live="off"></output>\n</form>\n'
    )


def copy_library(app):
    """Put the library that draws beside the pages."""
    if not JSXGRAPH.is_file():
        raise ExtensionError(
            f"JSXGraph is not at {JSXGRAPH}: build the book with `make html`, which installs it."
        )
    if app.builder.name == "html":
        target = Path(app.outdir) / "_static" / "jsxgraph"
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(JSXGRAPH, target / JSXGRAPH.name)


def add_script(app, pagename, templatename, context, doctree):
    """Give a page with a board its script, and no other page."""
    if doctree is not None and next(doctree.findall(board), None) is not None:
        app.add_js_file("boards.js", loading_method="defer")


def setup(app):
    """Register with Sphinx."""
    app.add_directive("board", Board)
    app.add_node(board, html=(visit_board, depart_board))
    app.add_post_transform(IntoFigure)
    app.connect("builder-inited", copy_library)
    app.connect("html-page-context", add_script)
