"""The claims of a chapter, as its own cells make them."""

import ast
import contextlib
import functools
import io
from pathlib import Path

import jupytext

from logodds.proof import Claim

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"


@functools.cache
def claims_of(chapter):
    """Execute the chapter's cells and return the claims that they show, by id."""
    shown, names = {}, {}
    for cell in jupytext.read(CHAPTERS / f"{chapter}.md").cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, chapter, "exec"), names)
            value = eval(compile(ast.Expression(last.value), chapter, "eval"), names) if last else None
        if isinstance(value, Claim):
            assert value.id not in shown, f"{chapter}.md shows {value.id} twice"
            shown[value.id] = value
    return shown
