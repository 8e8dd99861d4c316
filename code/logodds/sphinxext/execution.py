"""Say which cell failed: the chapter, the line, what it raised.

A cell that raises stops the build. MyST-NB stops it too, but with the file's name alone, below a page of its
own calls.
"""

import re
from pathlib import Path

from myst_nb.core.execute.base import ExecutionError
from myst_nb.sphinx_ import Parser
from sphinx.errors import SphinxError

from . import lint

RULE = "------------------\n"


class CellFailed(SphinxError):
    """A code cell of a chapter raised."""

    category = "A code cell raised"


class ChapterParser(Parser):
    """MyST-NB's parser, with words of its own for a cell that raises."""

    def parse(self, inputstring, document):
        """Read and execute one chapter."""
        try:
            super().parse(inputstring, document)
        except ExecutionError as error:
            path = Path(document["source"])
            name = path.relative_to(self.env.srcdir).as_posix()
            raise CellFailed(describe(name, inputstring, error.__cause__)) from error


def describe(name, text, cause):
    """Return what went wrong when the chapter `name` with source `text` was executed, its place last.

    `cause` is nbclient's exception; it has `ename` and `evalue` if a cell raised, and neither if the kernel
    died or hung.
    """
    report = re.sub(r"\x1b\[[0-9;]*m", "", str(cause))
    source = report.split(RULE)[1].strip() if report.count(RULE) >= 2 else None
    line = next(
        (cell.line for cell in lint.cells(text) if "\n".join(code for _, code in cell.code) == source), 1
    )
    what = (
        f"{cause.ename}: {cause.evalue}" if hasattr(cause, "ename") else f"{type(cause).__name__}: {report}"
    )
    return f"{report}\n{name}:{line}: the cell raised {what}"


def setup(app):
    """Register with Sphinx, in place of MyST-NB's parser."""
    app.add_source_parser(ChapterParser, override=True)
