"""Break every claim of the book by one sign, in a copy, and see that the build of its chapter fails.

    python -m tests.breaking [chapter ...] [--every N] [--build]          (make break)

A chapter's cells are executed once. At each cell that shows a claim the cell is executed again with one sign
changed, on a copy of the names that stand there. A cell that raises stops the build, so the claim is caught.
With --build that is shown, too: one claim a chapter that its cell catches, and one that the pin does, go
through `make html` in a copy of the book. And the functions that `words.py` defines for all chapters are
broken there, one after the other.

A change of sign may say something that is so: (p - q)² for (q - p)², or a false statement that is refuted,
too. The next sign is tried then. A definition is never false; what catches one is a later cell that rests on
it, or, as for all that is still so, the pin (tests/pinned.json), at which the gate stops the build.
"""

import argparse
import ast
import contextlib
import copy
import io
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from logodds.proof import Claim
from logodds.sphinxext import cache, lint

from tests.book.conftest import run_make
from tests.pin import ROOT, chapters, pin, read

WORDS = ROOT / "code" / "logodds" / "proof" / "words.py"
MAKERS = {
    "claim": 1,
    "derivation": 1,
    "refute": 1,
    "define": 1,
}  # where the statement stands among the arguments
PARTS = {"statement", "steps"}
SHOWING = {"shown", "below", "separator"}  # how a named function is shown
TURNED = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
TURNED_NAMES = {"Lt": "Gt", "Gt": "Lt", "Le": "Ge", "Ge": "Le"}
TURNED_TEXTS = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
OTHER_WAY = {
    "Increasing": "Decreasing",
    "Decreasing": "Increasing",
    "Convex": "Concave",
    "Concave": "Convex",
    "Maximum": "Minimum",
    "Minimum": "Maximum",
}
RANGED = {"Sum", "Product", "Integral", "Limit", "Derivative"}
# Calls that are no functions of numbers, before whose first argument a minus would mean nothing.
FORMS = {
    *RANGED,
    *OTHER_WAY,
    *TURNED_NAMES,
    *MAKERS,
    "Eq",
    "Ne",
    "And",
    "Equivalent",
    "Implies",
    "Integer",
    "Rational",
    "named",
    "named_of_vectors",
    "range",
    "symbols",
}
MOST = 40  # signs that are tried in one claim


class Outcome(NamedTuple):
    """What became of one broken claim.

    caught: who caught it, "cell", "later cell", "pin" or "nobody"; slip: what was changed; why: what was
    raised; true: the slips before it after which the cell still says what is so; cell, broken: its source
    before and after.
    """

    id: str
    kind: str
    caught: str
    slip: str = ""
    why: str = ""
    true: tuple = ()
    cell: str = ""
    broken: str = ""


class Slip(NamedTuple):
    """One change in a cell: its kind, what it changed (source text), and the cell with it (source text)."""

    kind: str
    changed: str
    source: str


# --- one slip in a cell


def slips(source, claim_id):
    """Yield the cell with one slip in what the claim states: its signs, then signs added, then constants.

    Raises LookupError if the cell does not make the claim by name.
    """
    tree = ast.parse(source)
    parts = [part for call in ast.walk(tree) if makes(call, claim_id) for part in stated(call)]
    if not parts:
        raise LookupError(f"the cell does not make {claim_id} by claim, derivation, define or refute")
    yield from slips_in(tree, parts)


def slips_of(source, name):
    """Yield the cell with one slip in what it calls `name`: a value or a function."""
    tree = ast.parse(source)
    yield from slips_in(tree, [value for target, value in assignments(tree) if target == name])


def slips_in(tree, parts):
    """Yield the cell with one slip in these parts of its tree, or in what their names stand for."""
    order = list(ast.walk(tree))
    inside = reached(tree, parts)
    for kind, change in (("sign", change_sign), ("sign added", add_sign), ("constant", change_constant)):
        for place, node in enumerate(order):
            if id(node) not in inside:
                continue
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[place]
            if change(target):
                where = ast.unparse(target) if isinstance(target, (ast.expr, ast.keyword)) else ""
                yield Slip(kind, " ".join(where.split()), ast.unparse(ast.fix_missing_locations(changed)))


def assignments(tree):
    """Yield each name that a cell gives a value, and the node of the value; of a function, its body."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from ((name.id, node.value) for name in ast.walk(target) if isinstance(name, ast.Name))
        elif isinstance(node, ast.FunctionDef):
            yield from ((node.name, line) for line in node.body)


def reached(tree, parts):
    """Return the ids of the nodes of these parts, with those behind their names in the cell."""
    behind = {}
    for name, value in assignments(tree):
        behind.setdefault(name, []).append(value)
    found, waiting = set(), list(parts)
    while waiting:
        part = waiting.pop()
        if id(part) in found or is_use(part) or (isinstance(part, ast.keyword) and part.arg in SHOWING):
            continue
        found.add(id(part))
        if isinstance(part, ast.Name):
            waiting += behind.get(part.id, [])
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in RANGED:
            # Of the range of a sum its bounds, and not the name of its index.
            waiting += [part.func, part.args[0]]
            waiting += [
                bound
                for limits in part.args[1:]
                if isinstance(limits, ast.Tuple)
                for bound in limits.elts[1:]
            ]
        else:
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
        or (
            isinstance(node.func, ast.Name)
            and node.func.id in ("recall", "symbols", "IndexedBase", "Function", *MAKERS)
        )
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
    elif (
        isinstance(node, ast.Tuple)
        and node.elts
        and isinstance(node.elts[0], (ast.BinOp, ast.Call, ast.Name))
    ):
        node.elts[0] = ast.UnaryOp(ast.USub(), node.elts[0])
    elif isinstance(node, ast.Name) and node.id in OTHER_WAY:
        node.id = OTHER_WAY[node.id]
    elif (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id not in FORMS
        and node.args
    ):
        if isinstance(node.args[0], ast.Lambda):
            return False
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
    """Break the claim of the cell at `place` by one sign after the other, until a cell catches it.

    Returns the Outcome. `pinned` is the claim's pin.
    """
    cell = cells[place]
    claim, true, first = cell.claim, [], ""
    told = (claim.id, claim.kind)
    for slip in itertools.islice(slips(cell.source, claim.id), MOST):
        names, what = dict(cell.before), f"{slip.kind}: {slip.changed}"
        try:
            broken = show(slip.source, names)
        except Exception as error:  # whatever a cell raises stops the build
            return Outcome(*told, "cell", what, first_line(error), tuple(true), cell.source, slip.source)
        if not isinstance(broken, Claim) or pin(broken) == pinned:
            continue  # nothing that is said has changed
        first = first or slip.source
        why = refused_later(cells, place, names) if claim.kind == "definition" else ""
        if why:
            return Outcome(*told, "later cell", what, why, tuple(true), cell.source, slip.source)
        true.append(what)
    if claim.kind == "definition":
        for what, why in broken_before(cells, place):
            return Outcome(*told, "later cell", what, why, tuple(true))
    return Outcome(*told, "pin" if true else "nobody", true=tuple(true), cell=cell.source, broken=first)


def broken_before(cells, place):
    """Yield (slip, why) for each slip, in what a definition's names stand for, that a later cell refuses."""
    claim_id = cells[place].claim.id
    calls = [call for call in ast.walk(ast.parse(cells[place].source)) if makes(call, claim_id)]
    parts = [node for call in calls for part in stated(call) for node in ast.walk(part)]
    names = {node.id for node in parts if isinstance(node, ast.Name)}
    for name in sorted(names):
        origins = [at for at in range(place) if name in assigned_in(cells[at].source)]
        for slip in slips_of(cells[origins[-1]].source, name) if origins else ():
            left = dict(cells[origins[-1]].before)
            try:
                show(slip.source, left)
            except Exception as error:
                yield f"{name}: {slip.kind}: {slip.changed}", first_line(error)
                continue
            why = refused_later(cells, origins[-1], left)
            if why:
                yield f"{name}: {slip.kind}: {slip.changed}", why


def first_line(error):
    """Return the type and the first line of what an exception says."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def reason(why):
    """Return in a word why a cell refused."""
    return (
        "not refuted"
        if "is not refuted" in why
        else next(
            (word for word in ("refuted", "undecided") if why.endswith(f": {word}.")), why.partition(":")[0]
        )
    )


def refused_later(cells, place, names):
    """Execute the cells after `place` that use what a broken cell left in `names`.

    Returns what the first to raise says, or the empty string.
    """
    changed = assigned_in(cells[place].source)
    for cell in cells[place + 1 :]:
        if not changed & {node.id for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name)}:
            continue
        names = {**cell.before, **{name: names[name] for name in changed if name in names}}
        try:
            show(cell.source, names)
        except Exception as error:
            return first_line(error)
        changed |= assigned_in(cell.source)
    return ""


def assigned_in(source):
    """Return the names that a cell gives a value."""
    return {
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    } | {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}


def break_chapter(chapter, every=1):
    """Break every claim of a chapter, or every N-th, and return the outcomes."""
    cells, pinned = executed(chapter), read().get(chapter, {})
    places = [place for place, cell in enumerate(cells) if cell.claim]
    return [break_claim(cells, place, pinned.get(cells[place].claim.id)) for place in places[::every]]


# --- the definitions that all chapters share


def named_in_words():
    """Yield (name, source) for each function that `words.py` names: the source with its sign changed."""
    source = WORDS.read_text(encoding="utf-8")
    for line in ast.parse(source).body:
        call = line.value if isinstance(line, ast.Assign) and isinstance(line.value, ast.Call) else None
        if call is None or getattr(call.func, "id", "") not in ("named", "named_of_vectors"):
            continue
        for change in (change_sign, add_sign):
            tree = copy.deepcopy(call)
            [body] = [node.body for node in ast.walk(tree) if isinstance(node, ast.Lambda)][:1]
            if any(change(node) for node in ast.walk(body)):  # any() stops at the first
                changed = f"{line.targets[0].id} = {ast.unparse(tree)}"
                yield line.targets[0].id, source.replace(ast.get_source_segment(source, line), changed)
                break


def break_word(name, source):
    """Return what the first cell of the book says that refuses a broken shared definition, or ""."""
    calls = re.compile(rf"\b{name}\(")
    texts = {chapter: (ROOT / "chapters" / f"{chapter}.md").read_text("utf-8") for chapter in chapters()}
    speaking = [chapter for chapter, text in texts.items() if calls.search(text)]
    with tempfile.TemporaryDirectory() as folder:
        code = Path(folder) / "code"
        shutil.copytree(ROOT / "code", code, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        (code / WORDS.relative_to(ROOT / "code")).write_text(source, encoding="utf-8")
        told = f"from tests.breaking import refusal; print(refusal({speaking!r}))"
        run = subprocess.run(
            [sys.executable, "-c", told],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(code)},
            capture_output=True,
            text=True,
            check=True,
        )
    return run.stdout.strip()


def refusal(names):
    """Execute chapters, and return what the first cell says that raises, or the empty string."""
    for chapter in names:
        try:
            executed(chapter)
        except Exception as error:
            return f"{chapter}: {first_line(error)}"
    return ""


# --- the real build


def build_broken(chapter, outcome, folder):
    """Build a copy of the book in `folder` (Path) with the broken cell of an outcome.

    It must fail at the line of the cell, or at the gate, and name the claim. Returns what is wrong with that, or
    "".
    """
    made = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("chapters", "code", "assets", "requirements", "_build/executed"):
        shutil.copytree(ROOT / name, folder / name, ignore=made)
    (folder / "tests").mkdir()
    for name in ("Makefile", "_config.yml", "_toc.yml", "pyproject.toml", cache.PINS):
        shutil.copy2(ROOT / name, folder / name)
    path = folder / "chapters" / f"{chapter}.md"
    text = path.read_text(encoding="utf-8")
    [cell] = [cell for cell in lint.cells(text) if cell.source == outcome.cell]
    lines = text.split("\n")
    first, last = cell.code[0][0] - 1, cell.code[-1][0]
    path.write_text("\n".join([*lines[:first], *outcome.broken.split("\n"), *lines[last:]]), encoding="utf-8")
    built = run_make(folder, "html")
    if built.returncode == 0:
        return "the build passed"
    said = re.sub(r"\x1b\[[\d;]*m", "", built.stdout)
    wanted = f"chapters/{chapter}.md:{cell.line}: the cell raised {outcome.why}"
    if outcome.caught == "pin":
        wanted = f"{outcome.id}: pinned as statement is"
    return "" if wanted in said else f"the build does not say “{wanted}”: {said[-2000:]}"


def main():
    """Break what the command line names, and say what caught it."""
    parser = argparse.ArgumentParser(prog="python -m tests.breaking", description=__doc__.splitlines()[0])
    parser.add_argument("chapters", nargs="*", default=chapters(), metavar="chapter")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="break every N-th claim only")
    parser.add_argument("--build", action="store_true", help="break shared definitions and build copies, too")
    options = parser.parse_args()
    total, reasons, failed = Counter(), Counter(), False
    for chapter in options.chapters:
        start = time.process_time()
        found = break_chapter(chapter, options.every)
        total.update((outcome.kind, outcome.caught) for outcome in found)
        reasons.update(reason(outcome.why) for outcome in found if outcome.caught == "cell")
        print(f"{chapter}: {len(found)} broken in {time.process_time() - start:.0f} s of the processor")
        for outcome in found:
            if outcome.caught == "cell" and outcome.slip.startswith("sign") and not outcome.true:
                continue  # as it should be
            print(
                f"  {outcome.id} ({outcome.kind}): caught by {outcome.caught}; {outcome.slip}; {outcome.why}"
            )
            print("".join(f"      still so after {slip}\n" for slip in outcome.true), end="", flush=True)
        for by in ("cell", "pin") if options.build else ():
            caught = next((outcome for outcome in found if outcome.caught == by), None)
            if caught is None:
                continue
            with tempfile.TemporaryDirectory() as folder:
                fault = build_broken(chapter, caught, Path(folder) / "book")
            print(f"  the real build with {caught.id} broken: {fault or f'refused by the {by}'}", flush=True)
            failed = failed or bool(fault)
    for name, source in named_in_words() if options.build else ():
        why = break_word(name, source)
        print(f"the shared definition of {name}: {why or 'NOBODY refused it'}", flush=True)
        failed = failed or not why
    print("in all " + ", ".join(f"{number} {kind}s by {by}" for (kind, by), number in sorted(total.items())))
    print("the cells said " + ", ".join(f"{said} {number} times" for said, number in sorted(reasons.items())))
    sys.exit(failed or any(by == "nobody" for _, by in total))


if __name__ == "__main__":
    main()
