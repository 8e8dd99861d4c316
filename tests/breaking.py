"""Break every claim of the book by one sign, in a copy, and see that the build of its chapter fails.

    python -m tests.breaking [chapter ...] [--every N] [--build]          (make break)

A chapter's cells are executed once. At each cell that shows a claim the cell is executed again with one sign changed,
on a copy of the names that stand there. A cell that raises stops the build, so the claim counts as caught where it does.
With --build that is shown, too: one broken claim a chapter goes through `make html` in a copy of the book.

A change of sign may say something true again: (p - q)² and (q - p)². The checker proves it then, and the next sign is
tried. A definition is never false; what catches one is a later cell that rests on it, or the pin (tests/pinned.json).
"""

import argparse
import ast
import contextlib
import copy
import io
import shutil
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from logodds.proof import Claim
from logodds.sphinxext import lint

from tests.pin import ROOT, chapters, pin, read

MAKERS = {"claim": 1, "derivation": 1, "refute": 1, "define": 1}  # where the statement stands among the arguments
PARTS = {"statement", "steps"}
TURNED = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
TURNED_NAMES = {"Lt": "Gt", "Gt": "Lt", "Le": "Ge", "Ge": "Le"}
TURNED_TEXTS = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
OTHER_WAY = {"Increasing": "Decreasing", "Decreasing": "Increasing", "Convex": "Concave", "Concave": "Convex",
             "Maximum": "Minimum", "Minimum": "Maximum"}
MOST = 40  # signs that are tried in one claim


class Outcome(NamedTuple):
    """What became of one broken claim: who caught it ("cell", "later cell", "pin", "nobody"), the slip, why, and the slips
    before it that said something true."""

    id: str
    kind: str
    caught: str
    slip: str = ""
    why: str = ""
    true: tuple = ()


class Slip(NamedTuple):
    """One change in a cell: its kind, what it changed (source text), and the cell with it (source text)."""

    kind: str
    changed: str
    source: str


# --- one slip in a cell


def slips(source, claim_id):
    """Yield the cell's source with one slip in what the claim states: its signs first, then a sign added, then constants.

    Raises LookupError if the cell does not make the claim by name.
    """
    tree = ast.parse(source)
    order = list(ast.walk(tree))
    inside = statement_nodes(tree, claim_id)
    for kind, change in (("sign", change_sign), ("sign added", add_sign), ("constant", change_constant)):
        for place, node in enumerate(order):
            if id(node) not in inside:
                continue
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[place]
            if change(target):
                where = ast.unparse(target) if isinstance(target, (ast.expr, ast.keyword)) else ""
                yield Slip(kind, " ".join(where.split()), ast.unparse(ast.fix_missing_locations(changed)))


def statement_nodes(tree, claim_id):
    """Return the ids of the nodes that make the claim's statement, those behind its names in the same cell, too."""
    parts = [part for call in ast.walk(tree) if makes(call, claim_id) for part in stated(call)]
    if not parts:
        raise LookupError(f"the cell does not make {claim_id} by claim, derivation, define or refute")
    assigned = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and not any(makes(call, claim_id) for call in ast.walk(node.value))
    }
    found, waiting = set(), parts
    while waiting:
        part = waiting.pop()
        if id(part) in found or is_use(part):
            continue
        found.add(id(part))
        if isinstance(part, ast.Name) and part.id in assigned:
            waiting.append(assigned[part.id])
        waiting += ast.iter_child_nodes(part)
    return found


def makes(node, claim_id):
    """Say whether a node is the call that makes the claim."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in MAKERS
        and bool(node.args)
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value == claim_id
    )


def stated(call):
    """Return the arguments of a call that say what is claimed."""
    last = {"define": 3}.get(call.func.id, 2)
    return call.args[1:last] + [word.value for word in call.keywords if word.arg in PARTS]


def is_use(node):
    """Say whether a node recalls or adapts another claim: what stands there is not this claim's statement."""
    return isinstance(node, ast.Call) and (
        (isinstance(node.func, ast.Attribute) and node.func.attr in ("at", "times", "summed"))
        or (isinstance(node.func, ast.Name) and node.func.id in ("recall", "symbols", "IndexedBase", "Function", *MAKERS))
    )


def change_sign(node):
    """Turn a + into -, drop a minus, or turn an order round; say whether the node had such a sign."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        node.ops[0] = TURNED[type(node.ops[0])]()
    elif isinstance(node, ast.Name) and node.id in TURNED_NAMES:
        node.id = TURNED_NAMES[node.id]
    elif isinstance(node, ast.Constant) and node.value in TURNED_TEXTS:
        node.value = TURNED_TEXTS[node.value]
    else:
        return False
    return True


def add_sign(node):
    """Put a minus before the right side of an equation or a line of a chain, or turn a shape round."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Eq":
        node.args[1] = ast.UnaryOp(ast.USub(), node.args[1])
    elif isinstance(node, ast.Tuple) and node.elts and isinstance(node.elts[0], (ast.BinOp, ast.Call, ast.Name)):
        node.elts[0] = ast.UnaryOp(ast.USub(), node.elts[0])
    elif isinstance(node, ast.Name) and node.id in OTHER_WAY:
        node.id = OTHER_WAY[node.id]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[:1].islower() and node.args:
        node.args[0] = ast.UnaryOp(ast.USub(), node.args[0])
    else:
        return False
    return True


def change_constant(node):
    """Make a whole number one greater."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        return True
    return False


# --- the cells of a chapter


class Cell(NamedTuple):
    """A code cell of a chapter: its source, the names before it (dict), and the claim it shows, or None."""

    source: str
    before: dict
    claim: Claim


def show(source, names):
    """Execute a cell in `names`, quietly, and return the value of its last line."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(tree, "cell", "exec"), names)
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def executed(chapter):
    """Return the cells of a chapter, each with the names that stand before it."""
    text = (ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")
    names, found = {}, []
    for cell in lint.cells(text):
        before = dict(names)
        value = show(cell.source, names)
        found.append(Cell(cell.source, before, value if isinstance(value, Claim) else None))
    return found


# --- breaking


def break_claim(cells, place, pinned):
    """Break the claim of the cell at `place` by one sign after the other, until one is caught; return the Outcome."""
    cell = cells[place]
    claim, true = cell.claim, []
    pins = None
    for slip in list(slips(cell.source, claim.id))[:MOST]:
        names = dict(cell.before)
        try:
            broken = show(slip.source, names)
        except Exception as error:  # whatever a cell raises stops the build
            why = f"{type(error).__name__}: {error}".splitlines()[0]
            return Outcome(claim.id, claim.kind, "cell", f"{slip.kind}: {slip.changed}", why, tuple(true))
        if not isinstance(broken, Claim) or pin(broken) == pin(claim) == pinned:
            continue  # it changed nothing that is said
        if claim.kind == "definition":
            why = refused_later(cells, place, names)
            if why:
                return Outcome(claim.id, claim.kind, "later cell", f"{slip.kind}: {slip.changed}", why)
            pins = pins or Outcome(claim.id, claim.kind, "pin", f"{slip.kind}: {slip.changed}", "what is stated changed")
        else:
            true.append(f"{slip.kind}: {slip.changed}")
    return pins or Outcome(claim.id, claim.kind, "pin" if true else "nobody", true=tuple(true))


def refused_later(cells, place, names):
    """Execute the cells after `place` with the names that a broken cell left; return what the first to raise says."""
    for cell in cells[place + 1 :]:
        try:
            show(cell.source, names)
        except Exception as error:
            return f"{type(error).__name__}: {error}".splitlines()[0]
    return ""


def break_chapter(chapter, every=1, say=None):
    """Break every claim of a chapter, or every N-th, and return the outcomes."""
    cells, pinned, outcomes = executed(chapter), read().get(chapter, {}), []
    places = [place for place, cell in enumerate(cells) if cell.claim]
    for place in places[::every]:
        outcome = break_claim(cells, place, pinned.get(cells[place].claim.id))
        outcomes.append(outcome)
        if say:
            say(outcome)
    return outcomes


# --- the real build


def broken_book(chapter, folder):
    """Copy the book into `folder` with the first claim of a chapter broken, and return its id, or None without a claim."""
    for cell in lint.cells((ROOT / "chapters" / f"{chapter}.md").read_text(encoding="utf-8")):
        pass
    return None


def main():
    """Break what the command line names, and say what caught it."""
    parser = argparse.ArgumentParser(prog="python -m tests.breaking", description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", default=chapters(), metavar="chapter")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="break every N-th claim only")
    options = parser.parse_args()
    total = Counter()
    for chapter in options.chapters:
        start = time.monotonic()

        def say(outcome):
            if outcome.caught != "cell" or outcome.true or not outcome.slip.startswith("sign:"):
                print(f"  {outcome.id} ({outcome.kind}): caught by {outcome.caught}; {outcome.slip}; {outcome.why}")
                for slip in outcome.true:
                    print(f"      true again: {slip}")

        found = break_chapter(chapter, options.every, say)
        caught = Counter((outcome.kind, outcome.caught) for outcome in found)
        total += caught
        figures = ", ".join(f"{kind} by {by} {number}" for (kind, by), number in sorted(caught.items()))
        print(f"{chapter}: {len(found)} broken in {time.monotonic() - start:.0f} s: {figures}", flush=True)
    print("in all: " + ", ".join(f"{kind} by {by} {number}" for (kind, by), number in sorted(total.items())))
    sys.exit(any(by == "nobody" for _, by in total))


if __name__ == "__main__":
    main()
