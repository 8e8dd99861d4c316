"""Wrong twins: what a claim would say with one slip in it. A claim that its twins share says nothing.

``twins`` makes them from the statement as written, one change at a time; ``judge`` asks the checker about each. A twin must
be refuted by a witness, or be shown true after all (some slips change nothing: swapping the terms of a sum), or mean
nothing anywhere (the logarithm of a negative number). A twin that is none of these is a gap in the check.
"""

from dataclasses import dataclass

from sympy import (
    Add,
    Derivative,
    Expr,
    Ge,
    Gt,
    Indexed,
    IndexedBase,
    Integral,
    Le,
    Limit,
    Lt,
    Mul,
    Pow,
    Product,
    Sum,
    Symbol,
    Tuple,
    evaluate,
    exp,
    log,
)
from sympy.core.relational import Relational

from .decide import decide
from .domain import labels
from .words import (
    OPTIMA,
    SHAPES,
    And,
    Concave,
    Convex,
    Decreasing,
    Equivalent,
    Implies,
    Increasing,
    Maximum,
    Minimum,
    Named,
    unfold,
)

_OTHER = {
    Lt: Gt,
    Le: Gt,
    Gt: Lt,
    Ge: Lt,
    Increasing: Decreasing,
    Decreasing: Increasing,
    Convex: Concave,
    Concave: Convex,
    Maximum: Minimum,
    Minimum: Maximum,
}


# Of these only the body is changed here: the rest names variables, ends and sides.
_FIRST_ONLY = (Sum, Product, Limit, Derivative, Integral, *SHAPES)
ENOUGH = 5


@dataclass(frozen=True)
class Twin:
    """One slip: its kind, the wrong statement, and what the checker says of it."""

    kind: str
    statement: object
    outcome: str = ""  # refuted, true, meaningless, undecided
    reason: str = ""


def twins(statement):
    """Every statement that differs from this one by one slip, without repetitions."""
    found = {}
    for written in (statement, unfold(statement)):
        if len(found) < ENOUGH:  # behind a name there is more to get wrong
            for kind, wrong in _slips(written, written):
                if wrong not in (statement, written):
                    found.setdefault(wrong, Twin(kind, wrong))
    return list(found.values())


def judge(twin, given, seed=""):
    """The twin with the checker's answer."""
    verdict = decide(twin.statement, given, f"{seed}~{twin.kind}")
    if verdict.outcome == "refuted":
        return Twin(twin.kind, twin.statement, "refuted", verdict.witness)
    if verdict.proved:
        return Twin(twin.kind, twin.statement, "true", verdict.decision)
    outcome = "meaningless" if verdict.nowhere else "undecided"
    return Twin(twin.kind, twin.statement, outcome, verdict.missing)


def _slips(e, whole):
    """(kind, changed) for one change at the root of ``e`` or in one of its arguments."""
    yield from _here(e, whole)
    if isinstance(e, (Indexed, IndexedBase, Tuple)) or not e.args:
        return
    for n in (0, 2) if isinstance(e, OPTIMA) else (0,) if isinstance(e, _FIRST_ONLY) else range(len(e.args)):
        if isinstance(e.args[n], (Expr, Relational, And, Equivalent, Implies)):
            for kind, changed in _slips(e.args[n], whole):
                yield kind, _with(e, n, changed)


def _here(e, whole):
    if type(e) in _OTHER:
        yield "order turned round", _rebuilt(_OTHER[type(e)], e.args)
    if isinstance(e, Add):
        for n, term in enumerate(e.args):
            yield "sign", _with(e, n, Mul(-1, term, evaluate=False))
            yield "dropped term", _rebuilt(Add, e.args[:n] + e.args[n + 1 :]) if len(e.args) > 2 else e.args[1 - n]
    if isinstance(e, Mul):
        for n, factor in enumerate(e.args):
            if factor not in (1, -1):
                yield (
                    "dropped factor",
                    _rebuilt(Mul, e.args[:n] + e.args[n + 1 :]) if len(e.args) > 2 else e.args[1 - n],
                )
            else:
                yield "sign", _rebuilt(Mul, e.args[:n] + e.args[n + 1 :]) if len(e.args) > 2 else e.args[1 - n]
    if isinstance(e, Pow) and e.exp.is_number:
        yield "changed exponent", Pow(e.base, e.exp + 1, evaluate=False)
    if isinstance(e, (exp, log)):
        yield "sign inside", e.func(Mul(-1, e.args[0], evaluate=False), evaluate=False)
    if isinstance(e, Named) and len(e.args) == 1:
        yield "sign inside", e.func(Mul(-1, e.args[0], evaluate=False))
    if e.is_Integer and e not in (1, -1):
        yield "changed constant", e + 1
    elif e.is_Rational and not e.is_Integer:
        yield "changed constant", e + 1
    if isinstance(e, (Sum, Product)):
        (index, low, high), *rest = e.limits
        yield "moved bound", e.func(e.function, (index, low + 1, high), *rest)
        yield "moved bound", e.func(e.function, (index, low, high - 1), *rest)
    if isinstance(e, (Symbol, Indexed)):
        for other in _others(e, whole):
            yield "swapped symbol", other


def _others(e, whole):
    """Names of the same kind that occur in the statement and could be mistaken for this one."""
    if isinstance(e, Indexed):
        for base in sorted(
            {a.base for a in whole.atoms(Indexed) if len(a.indices) == len(e.indices)} - {e.base}, key=str
        ):
            yield base[e.indices]
        indices = {i for a in whole.atoms(Indexed) for i in a.indices if isinstance(i, Symbol)}
        for index in sorted(indices & whole.free_symbols - set(e.indices), key=str):
            yield e.base[(index, *e.indices[1:])]
        return
    for other in sorted(whole.free_symbols - {e}, key=str):
        if other.is_integer == e.is_integer and isinstance(other, Symbol) and not labels(other, whole):
            yield other


def _with(e, n, changed):
    return _rebuilt(e.func, (*e.args[:n], changed, *e.args[n + 1 :]))


def _rebuilt(func, args):
    with evaluate(False):
        return func(*args)
