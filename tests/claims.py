"""The claims of a chapter, and its attempts at exercises, as its own cells make them."""

import ast
import contextlib
import functools
import io
from pathlib import Path

import jupytext

from logodds.proof import Attempt, Claim

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"


@functools.cache
def values_of(chapter):
    """Execute the chapter's cells and return the values that they show, in their order."""
    shown, names = [], {}
    for cell in jupytext.read(CHAPTERS / f"{chapter}.md").cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, chapter, "exec"), names)
            if last:
                shown.append(eval(compile(ast.Expression(last.value), chapter, "eval"), names))
    return shown


@functools.cache
def claims_of(chapter):
    """Return the claims that the chapter's cells show, by id."""
    shown = {}
    for value in values_of(chapter):
        if isinstance(value, Claim):
            assert value.id not in shown, f"{chapter}.md shows {value.id} twice"
            shown[value.id] = value
    return shown


def attempts_of(chapter):
    """Return the answers to attempts that the chapter's cells show, in their order."""
    return [value for value in values_of(chapter) if isinstance(value, Attempt)]
