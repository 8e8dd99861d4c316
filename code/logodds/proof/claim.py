"""Claims and derivations: values that exist only because the checker proved them.

``claim``, ``derivation``, ``refute`` and ``define`` return a value that shows itself on the page. They raise ``NotProved``
when the checker refutes the statement or cannot decide it, so a page with a wrong equation is never made. No argument
switches the check off.
"""

from dataclasses import dataclass, field, replace
from functools import wraps

from sympy import (
    Basic, Derivative, Dummy, Eq, Ge, Gt, Indexed, Integral, Le,
    Limit, Lt, Product, Sum, Symbol, evaluate, preorder_traversal, sympify,
)
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from .decide import POINTS, Verdict, decide, decide_with
from .domain import Domain, is_index, is_variable, labels
from .display import plain
from .words import OPTIMA, SHAPES, And, Equivalent, Named, exact, one_meaning, unfold

RELATION = {"=": Eq, "<": Lt, "<=": Le, "≤": Le, ">": Gt, ">=": Ge, "≥": Ge}


class NotProved(Exception):
    """The checker refuted a statement, or could not decide it. The message says where and why.

    ``verdict`` is the checker's, if it came to one; of a chain, ``step`` is the number of the step that failed and ``rows``
    are those before it.
    """

    def __init__(self, message, verdict=None, step=None, rows=()):
        super().__init__(message)
        self.verdict, self.step, self.rows = verdict, step, tuple(rows)


@dataclass(frozen=True)
class Row:
    """One line of a derivation: the statement as written, the author's reason, the rule that was found."""

    statement: Basic
    reason: str = ""
    rule: str = ""
    relation: str = ""  # for chains of expressions: how this row stands to the one before


@dataclass(frozen=True)
class Claim:
    """A statement, its hypotheses, and what the checker did with it."""

    id: str
    statement: Basic
    given: tuple = ()
    kind: str = "claim"  # claim, derivation, definition, refutation, instance, recalled
    verdict: Verdict = None
    rows: tuple = ()
    uses: tuple = ()  # ids with statements of the claims this one rests on
    beyond: str = ""  # what the check does not cover
    title: str = ""
    # What was decided, one after the other: (statement, claims used); of a chain, one for each step.
    links: tuple = field(default=(), compare=False, repr=False)
    _hidden: dict = field(default_factory=dict, compare=False, repr=False)

    # -- operations that keep truth: each gives a new statement that follows from this one --

    def at(self, changes=None, **named):
        """The same claim for other values of its variables; the hypotheses change along with it."""
        changes = dict(changes or {}, **{})
        symbols = {str(s): s for s in self.statement.free_symbols}
        for name, value in named.items():
            if name not in symbols:
                raise KeyError(f"{self.id} has no variable {name}; it has {', '.join(sorted(symbols))}")
            changes[symbols[name]] = value
        for variable in changes:
            if not isinstance(variable, Symbol) or labels(variable, And(self.statement, *self.given)):
                raise ValueError(f"{self.id}: .at() changes symbols, and {variable} is an entry or the name of a vector")
            if variable in _universal(self):
                raise ValueError(f"{self.id}: {variable} runs over all entries in the hypotheses; .at() cannot choose one")
        bound = set().union(*(_bound_in(s) for s in (self.statement, *self.given)))
        for variable, value in changes.items():
            clash = bound & ({variable} | sympify(value).free_symbols)
            if clash:
                name = min(map(str, clash))
                raise ValueError(f"{self.id}: {name} is bound in the statement; put another name for it before .at()")
        with evaluate(False):
            changed = lambda e: e.xreplace({k: sympify(v) for k, v in changes.items()})
            return self._derived(changed(self.statement), tuple(changed(h) for h in self.given))

    def times(self, factor):
        """Both sides times ``factor``: any real factor for an equation, a non-negative one for an inequality."""
        factor = sympify(factor)
        given = self._as_relation("multiplied").given
        with evaluate(False):
            if isinstance(self.statement, Eq):
                return self._derived(Eq(factor * self.statement.lhs, factor * self.statement.rhs), given)
            weak = {Lt: Le, Gt: Ge}.get(type(self.statement), type(self.statement))
            return self._derived(
                weak(factor * self.statement.lhs, factor * self.statement.rhs), (*given, Ge(factor, 0))
            )

    def summed(self, index, low, high):
        """The sum of the statement over a finite range of an index; the hypotheses must hold for every index there."""
        if index in _bound_in(self._as_relation("summed").statement):
            raise ValueError(f"{self.id}: {index} is bound in the statement already")
        with evaluate(False):
            weak = {Lt: Le, Gt: Ge}.get(type(self.statement), type(self.statement))
            statement = weak(*[Sum(side, (index, low, high)) for side in self.statement.args])
        return self._derived(statement, self.given, bound=((index, low, high),))

    def _as_relation(self, done):
        if not isinstance(self.statement, (Eq, Lt, Le, Gt, Ge)):
            raise TypeError(f"{self.id}: only an equation or an inequality can be {done}")
        return self

    def _derived(self, statement, given, bound=()):
        hidden = {"bound": self._hidden.get("bound", ()) + bound}
        return Claim(
            self.id,
            statement,
            given,
            "instance",
            self.verdict,
            uses=self.uses or ((self.id, plain(self.statement)),),
            _hidden=hidden,
        )

    def used(self):
        return self.uses if self.kind == "instance" else ((self.id, plain(self.statement)),)

    # -- display --

    def _repr_mimebundle_(self, include=None, exclude=None):
        from .display import bundle

        return bundle(self)

    def __str__(self):
        return f"{self.id}: {plain(self.statement)}"


def _evaluating(function):
    """The checker computes with SymPy's ordinary rules, also when it is called inside ``with as_written:``."""

    @wraps(function)
    def checked(*arguments, **named):
        with evaluate(True):
            return function(*arguments, **named)

    return checked


@_evaluating
def define(id, left, right=None, given=(), title="", beyond=""):
    """A definition: a name on the left, what it stands for on the right. Only a fresh name may stand on the left."""
    _check_id(id)
    left = exact(left, id)
    if isinstance(left, Named):
        with evaluate(False):
            right = left.unfold() if right is None else right
        verdict = decide(Eq(left, right, evaluate=False), given, id)
        if not verdict.proved:
            raise NotProved(
                f"{id}: {left} is defined in the checker as {left.unfold()}, and that this is {right} under the given "
                f"hypotheses is {verdict.outcome}: {verdict.seen or verdict.witness or verdict.missing}"
            )
    elif right is None:
        raise TypeError(f"{id}: a definition needs its right-hand side")
    elif not (is_variable(left) or isinstance(left, AppliedUndef)):
        raise NotProved(f"{id}: {left} is not a name; what stands on the left of a definition must be one")
    elif left in sympify(right).free_symbols or (isinstance(left, AppliedUndef) and sympify(right).has(left.func)):
        raise NotProved(f"{id}: {left} is defined through itself")
    return Claim(
        id,
        Eq(left, exact(right, id), evaluate=False),
        _tuple(given),
        "definition",
        Verdict("definition"),
        title=title,
        beyond=beyond,
    )


@_evaluating
def claim(id, statement, given=(), reason="", using=(), beyond="", title=""):
    """A statement proved in one step."""
    _check_id(id)
    given, using = _tuple(given), _tuple(using)
    verdict = judged(statement, given, using, id)
    _require(verdict, id, statement, given)
    return Claim(
        id,
        statement,
        given,
        "claim",
        verdict,
        (Row(statement, reason, verdict.decision),),
        _uses(using),
        beyond,
        title,
        ((statement, using),),
    )


@_evaluating
def derivation(id, steps, given=(), using=(), beyond="", title=""):
    """A chain of steps, each proved from the one before. Its conclusion is a claim of its own.

    ``steps`` is a list of ``(statement, reason)`` or ``(statement, reason, claim used)``. Statements that are equations or
    inequalities make a chain of equivalences, whose conclusion is "the first if and only if the last". Expressions make a
    chain of equalities; ``("<=", expression, reason)`` makes that link an inequality.
    """
    _check_id(id)
    given = _tuple(given)
    steps = [_step(step, id, number) for number, step in enumerate(steps, start=1)]
    if len(steps) < 2:
        raise TypeError(f"{id}: a derivation has at least two steps")
    relational = isinstance(steps[0][1], (Relational, And))
    rows, links, points = [Row(steps[0][1], steps[0][2])], [], POINTS
    used = list(_uses(_tuple(using)))
    for number, (before, step) in enumerate(zip(steps, steps[1:]), start=2):
        symbol, statement, reason, hints = step
        if isinstance(statement, (Relational, And)) != relational:
            raise TypeError(f"{id}, step {number}: a chain holds either statements or expressions, not both")
        if relational:
            link = Equivalent(before[1], statement, evaluate=False)
        else:
            link = RELATION[symbol](before[1], statement, evaluate=False)
        links.append((link, (*_tuple(using), *hints)))
        verdict = judged(link, given, links[-1][1], f"{id}.{number}")
        where = f"{id}, step {number}" + (f" ({reason})" if reason else "")
        _require(verdict, where, link, given, number, rows)
        used.extend(u for u in _uses(hints) if u not in used)
        rows.append(Row(statement, reason, verdict.decision, symbol))
        points = min(points, verdict.points)
    conclusion = _conclusion(steps, relational)
    decision = f"{len(rows) - 1} steps, each proved" if len(rows) > 2 else "1 step, proved"
    return Claim(
        id,
        conclusion,
        given,
        "derivation",
        Verdict("proved", decision, points=points),
        tuple(rows),
        tuple(used),
        beyond,
        title,
        tuple(links),
    )


@_evaluating
def refute(id, statement, given=(), at=None, title="", beyond=""):
    """A statement that is false: the checker must find an exact point of the domain where it fails."""
    _check_id(id)
    verdict = decide(statement, _tuple(given), id, at=_exact_values(at))
    if verdict.outcome != "refuted":
        found = {"proved": "it is true", "undecided": f"no witness was found; {verdict.missing}"}[verdict.outcome]
        raise NotProved(f"{id}: {statement} is not refuted: {found}", verdict)
    return Claim(
        id,
        statement,
        _tuple(given),
        "refutation",
        verdict,
        (Row(statement, "", verdict.witness),),
        beyond=beyond,
        title=title,
    )


@_evaluating
def recall(id, statement, given=()):
    """A claim that an earlier chapter proved, stated again so that it can be used here.

    It is decided again, in one step: nothing rests on a statement that this run did not prove. That the id is one that the
    book shows is checked when it is built, for all pages together.
    """
    _check_id(id)
    verdict = decide(statement, _tuple(given), id)
    _require(verdict, f"{id}, recalled", statement, _tuple(given))
    return Claim(id, statement, _tuple(given), "recalled", verdict)


# ---- inside ------------------------------------------------------------------------------------------------------------


def judged(statement, given, using, seed):
    """The verdict on a statement, with the claims used added to what is known once their hypotheses are shown."""
    one_meaning(exact(statement, seed), seed)
    domain = Domain(given)
    known, gap = known_from(using, domain, seed)
    return gap or decide_with(statement, domain, known, seed)


def known_from(using, domain, seed):
    """(statements of the claims used, None); or (None, the verdict on a hypothesis of theirs that is not shown)."""
    given = domain.given
    for one in using:
        if not isinstance(one, Claim):
            raise TypeError(f"{seed}: using= takes claims, not {type(one).__name__}")
        if one.kind == "refutation":
            raise TypeError(f"{seed}: {one.id} is a refutation; nothing can be built on a false statement")
        inner = domain
        for index, low, high in one._hidden.get("bound", ()):
            inner = inner.extended(Ge(index, low, evaluate=False), Le(index, high, evaluate=False))
        # "For every k" must be shown for every k, whatever k is called or worth where the claim is used.
        every = {k: Dummy(k.name, integer=True) for k in _universal(one) - {b[0] for b in one._hidden.get("bound", ())}}
        for hypothesis in one.given:
            with evaluate(False):
                wanted = hypothesis.xreplace(every)
            if wanted == hypothesis and hypothesis in given and inner is domain:
                continue  # word for word
            shown = decide(wanted, inner, seed)
            if not shown.proved:
                return None, replace(
                    shown,
                    outcome="undecided",
                    missing=f"{one.id} needs {hypothesis}, which is not shown here"
                    + (f" ({shown.missing or shown.witness})"),
                )
    return tuple(one.statement for one in using), None


def _exact_values(at):
    return None if at is None else {sympify(k): sympify(v) for k, v in at.items()}


def _universal(one):
    """The indices that the hypotheses of a claim run over: free ones, which no hypothesis bounds."""
    chosen = {s for h in one.given if isinstance(h, Relational) for s in h.args if isinstance(s, Symbol)}
    return {i for h in one.given for a in h.atoms(Indexed) for i in a.indices if is_index(i) and i in h.free_symbols} - chosen


def _bound_in(statement):
    """The names that a statement uses for itself: indices of sums, variables of derivatives, limits and shapes."""
    names = set()
    for e in preorder_traversal(unfold(statement)):
        if isinstance(e, (Sum, Product, Integral)):
            names |= {limits[0] for limits in e.limits}
        elif isinstance(e, Limit):
            names.add(e.args[1])
        elif isinstance(e, Derivative):
            names |= {variable for variable, _ in e.variable_count}
        elif isinstance(e, (*SHAPES, *OPTIMA)):
            names.add(e.args[1])
    return names


def _step(step, id, number):
    if not isinstance(step, tuple) or not step:
        raise TypeError(f"{id}, step {number}: a step is a tuple (statement, reason)")
    parts = list(step)
    symbol = parts.pop(0) if isinstance(parts[0], str) and parts[0] in RELATION else "="
    statement = exact(parts.pop(0), f"{id}, step {number}")
    reason = parts.pop(0) if parts and isinstance(parts[0], str) else ""
    hints = tuple(h for part in parts for h in (part if isinstance(part, (tuple, list)) else (part,)))
    return symbol, statement, reason, hints


def _conclusion(steps, relational):
    first, last = steps[0][1], steps[-1][1]
    if relational:
        return Equivalent(first, last, evaluate=False)
    symbols = {step[0] for step in steps[1:]}
    up, down = symbols & {"<", "<=", "≤"}, symbols & {">", ">=", "≥"}
    if up and down:
        raise TypeError("a chain that goes both up and down proves nothing about its ends")
    if not up and not down:
        return Eq(first, last, evaluate=False)
    strict = "<" in up or ">" in down
    kind = (Lt if strict else Le) if up else (Gt if strict else Ge)
    return kind(first, last, evaluate=False)


def _require(verdict, where, statement, given, step=None, rows=()):
    if verdict.proved:
        return
    known = ", ".join(map(str, given)) or "nothing"
    found = f"it fails {verdict.witness}" if verdict.outcome == "refuted" else verdict.missing
    message = f"{where}: {verdict.outcome}.\n  statement: {plain(statement)}\n  given: {known}\n  {found}."
    raise NotProved(message, verdict, step, rows)


def _check_id(id):
    if not isinstance(id, str) or id.count(".") < 1 or not all(part.isidentifier() for part in id.split(".")):
        raise ValueError(f"{id!r} is not an id: write chapter.name, for example 'logistic.inverse'")


def _uses(using):
    return tuple(dict.fromkeys(u for one in using for u in one.used()))


def _tuple(value):
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)
