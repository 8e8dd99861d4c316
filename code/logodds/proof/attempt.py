"""A reader's own proof: steps towards an exercise, and an answer that helps.

``claim`` and ``derivation`` raise when something is not proved, because a page must not be made with it. A
reader who tries something wants an answer instead. ``attempt`` gives the steps to the same two functions
and puts their verdict into words: proved, refuted at a step, undecided at a step, not finished (true so
far, and not what was asked), or not read.

An answer is no claim. It has none of a claim's data, nothing can rest on it, and no page counts it.
"""

import re
from dataclasses import dataclass

from sympy import Basic, Dummy, Eq, Expr, Float, Ge, Gt, Le, Lt, Ne, Rational, Symbol, SympifyError, sympify
from sympy.logic.boolalg import BooleanAtom

from .claim import RELATION, Claim, NotProved, _check_id, _evaluating, _tuple, claim, derivation, refute
from .decide import decide, undefined
from .display import hypotheses, math, plain
from .domain import Domain
from .normal import Normal
from .words import And, Equivalent, Implies, exact, settle, unfold

HEADINGS = {
    "proved": "This attempt is proved",
    "refuted": "This attempt is refuted",
    "undecided": "This attempt is undecided",
    "unfinished": "This attempt is not finished",
    "unread": "This attempt cannot be read",
}
SIGNS = {"=": "=", "<": "<", "<=": "≤", "≤": "≤", ">": ">", ">=": "≥", "≥": "≥", "": ""}
_TURNED = {Eq: Eq, Ne: Ne, Lt: Gt, Le: Ge, Gt: Lt, Ge: Le}
_STRONGER = {Ge: (Gt, Eq), Le: (Lt, Eq)}
_HOW_TO_WRITE = ("Write an expression, or (expression, reason), or (sign, expression, reason).",)
_OWN = "attempt.own"  # the id of what a reader states without an exercise


@dataclass(frozen=True)
class Exercise:
    """What an exercise asks for. Make one with ``exercise``."""

    id: str
    statement: Basic
    given: tuple = ()
    without: tuple = ()
    alone: Basic = None
    false: bool = False

    @property
    def open(self):
        """True if the end is for the reader to find."""
        return isinstance(self.statement, Expr) or bool(self.without) or self.alone is not None

    def asked(self):
        """The task as parts of a sentence: text, and the expressions in it."""
        if self.false:
            task = ("To refute: ", self.statement)
        elif self.alone is not None:
            task = ("Wanted: ", self.alone, " alone on one side, from ", self.statement)
        elif self.without:
            task = ("Wanted: ", self.statement, ", written without ", *_listed(self.without))
        elif self.id == _OWN:
            task = ("Asked: ", self.statement)
        elif isinstance(self.statement, Expr):
            task = ("Wanted: another form of ", self.statement)
        else:
            task = ("To show: ", self.statement)
        return (*task, *((", for ", self.given) if self.given else ()), ".")

    def _repr_mimebundle_(self, include=None, exclude=None):
        return _bundle([self.asked()])

    def __str__(self):
        return _plain(self.asked())


@dataclass(frozen=True)
class Attempt:
    """The answer to a reader's steps.

    ``outcome`` is 'proved', 'refuted', 'undecided', 'unfinished' or 'unread'; ``step`` is the number of the
    step that it speaks of, if it speaks of one; ``rows`` are the steps that stand.
    """

    goal: Exercise
    outcome: str
    said: tuple
    hints: tuple = ()  # sentences, each a tuple of parts
    step: int = None
    rows: tuple = ()

    def _heading(self):
        return HEADINGS[self.outcome] + (f" at step {self.step}" if self.step else "")

    def _lines(self):
        """The answer line by line, each line a tuple of parts."""
        yield (_Strong(self._heading()), ": ", *self.said)
        if len(self.rows) > 1:
            for number, row in enumerate(self.rows, start=1):
                sign = SIGNS[row.relation] if isinstance(row.statement, Expr) else "⇔"
                sign = f"{sign} " if number > 1 else ""
                why = "; ".join(filter(None, (row.reason, row.rule if number > 1 else "")))
                yield (f"{number}. ", sign, row.statement, f"  ({why})" if why else "")
        yield from self.hints

    def _repr_mimebundle_(self, include=None, exclude=None):
        return _bundle(self._lines())

    def __str__(self):
        return "\n".join(map(_plain, self._lines()))


@_evaluating
def exercise(id, statement, given=(), without=(), alone=None, false=False):
    """What an exercise asks for, as the goal of an ``attempt``.

    A statement is to be shown; with ``false=True`` it is to be refuted, by a point. An expression is to be
    brought to another form. ``without`` names symbols or functions that must be gone in the end, from an
    expression or from a statement. ``alone`` asks for an equation or inequality to be solved: the
    expression named stands alone on one side in the end, and not on the other. The id is that of the claim
    in the solution.
    """
    _check_id(id)
    return Exercise(
        id,
        exact(statement, id),
        tuple(exact(hypothesis, id) for hypothesis in _tuple(given)),
        tuple(map(sympify, _tuple(without))),
        None if alone is None else exact(alone, id),
        false,
    )


@_evaluating
def attempt(goal, steps=None, given=None, using=()):
    """Answer a reader's ``steps`` towards ``goal``; wrong mathematics gets an answer too, and raises nothing.

    ``goal`` is an ``exercise``, a claim of the book, or a statement of one's own under the hypotheses
    ``given``; without steps such a statement is judged by itself. ``steps`` is a list as ``derivation``
    takes it, but a reason may be left out: ``[a, b, (c, "reason"), ("<=", d)]``, or statements, each true
    exactly when the one above is. A single statement is judged in one step; a dictionary ``{p: 0}`` is a
    point at which the goal is said to fail. ``using`` is for claims that the steps rest on. It is proved
    only if ``derivation`` (or ``claim``) accepts the steps and they arrive at the goal. Raises TypeError
    for a goal that is no statement and no expression.
    """
    own = not isinstance(goal, (Exercise, Claim))
    if isinstance(goal, Claim):
        goal = Exercise(goal.id, goal.statement, goal.given, false=goal.kind == "refutation")
    elif own and not isinstance(goal, Basic):
        raise TypeError(
            "attempt(goal, steps): the goal is an exercise, a claim or a statement, and the steps come second"
        )
    elif own:
        try:
            goal = exercise(_OWN, goal, given or ())
        except (TypeError, ValueError) as error:
            return Attempt(Exercise(_OWN, goal), "unread", (_without_id(error, _OWN) + ".",))
    if given is not None and not own:
        said = ("the hypotheses are the exercise's, and yours cannot be added to them.",)
        return Attempt(goal, "unread", said, (goal.asked(),))
    if isinstance(steps, dict):
        return _at_a_point(goal, steps)
    if goal.false:
        hint = ("Give a point, as ", _Code("attempt(task, {p: Rational(1, 2)})"), ".")
        said = ("this statement is false, and one point is enough to show it.",)
        return Attempt(goal, "unfinished", said, (goal.asked(), hint))
    if steps is None and own and not isinstance(goal.statement, Expr):
        steps = [goal.statement]
    steps = _as_list(steps)
    if not steps:
        return Attempt(goal, "unfinished", ("there is no step yet.",), (goal.asked(), _begin(goal)))
    return _unreadable(goal, steps) or _answer(goal, steps, _tuple(using))


# ---- answers ---------------------------------------------------------------------------------------------


def _answer(goal, steps, using):
    """The answer to steps that can be read."""
    statements = [_statement(step) for step in steps]
    strangers = _strangers(goal, statements)
    single = len(steps) == 1 and (goal.open or isinstance(statements[0], Expr))
    try:
        if single:
            proof = None
        elif len(steps) == 1:
            hints = [one for part in steps[0][1:] for one in _tuple(part) if isinstance(one, Claim)]
            proof = claim(goal.id, statements[0], goal.given, using=(*using, *hints))
        else:
            proof = derivation(goal.id, steps, goal.given, using)
    except NotProved as refusal:
        return _refused(goal, statements, refusal, strangers)
    except (TypeError, ValueError) as error:
        return Attempt(goal, "unread", (_without_id(error, goal.id) + ".",), tuple(_mixed(statements)))
    if single:
        if not any(_key(statements[0]) == _key(start) for start in _starts(goal)):
            said = ("the chain does not begin where it should.",)
            return Attempt(goal, "unfinished", said, (goal.asked(), _begin(goal)))
        return Attempt(goal, "unfinished", ("the first step stands, the next one is yours. ", *goal.asked()))
    missing = gap(goal, proof)
    if missing:
        return Attempt(goal, "unfinished", missing[0], (*missing[1:], *strangers), rows=proof.rows)
    said = (
        proof.statement if goal.open else goal.statement,
        *((", for ", goal.given) if goal.given else ()),
        ".",
    )
    short = len(steps) < 3 and goal.id != _OWN
    hints = [("The checker needed nothing in between. Would a person who reads it?",)] if short else []
    return Attempt(goal, "proved", said, tuple(hints), rows=proof.rows)


def _refused(goal, statements, refusal, strangers):
    verdict, step, chain = refusal.verdict, refusal.step, refusal.step is not None
    if verdict.outcome == "refuted":
        names = (f"step {step - 1}", f"step {step}") if chain and isinstance(statements[0], Expr) else ()
        said, hints = ("it fails ", _witness(verdict, *names), "."), []
        if chain and step > 2:
            hints.append((f"Up to step {step - 1} everything holds.",))
        elif chain:
            hints.append(("Compare steps 1 and 2: a sign, a factor, a bracket?",))
    else:
        said, hints = (f"{verdict.missing}.",), [_mend(goal, verdict.missing, chain)]
    return Attempt(goal, verdict.outcome, said, (*hints, *strangers), step, refusal.rows)


def _mend(goal, missing, chain):
    """What can be done about something that is not shown."""
    if re.search("not shown to (be positive|differ|exist|lie)", missing):
        known = ("The checker knows only ", goal.given, ".") if goal.given else ("It knows no hypothesis.",)
        if goal.id == _OWN:
            return ("Add the hypothesis that makes sure of it, as ", _Code("given=(0 < t,)"), ". ", *known)
        return ("That needs a reason, or another way that does without it. ", *known)
    if "which is not shown here" in missing:
        return ("A claim can be used where its own hypotheses hold, and here they do not follow.",)
    if "no point satisfies" in missing:
        return ("The hypotheses contradict each other.",)
    if chain:
        return (
            "No point was found where it fails. Put a step in between: the checker sees one rule at a time.",
        )
    return ("No point was found where it fails. Split it: write a chain of smaller steps.",)


def _at_a_point(goal, point):
    """The answer to a point at which the goal is said to fail."""
    if not point:
        return Attempt(
            goal, "unfinished", ("the point is empty. Name a value for each symbol.",), (goal.asked(),)
        )
    if any(isinstance(name, str) for name in point):
        return Attempt(goal, "unread", ("letters have no quotation marks: write ", _Code("{x: 0}"), "."))
    try:
        for name in point:
            stranger = _strangers(goal, [exact(name, goal.id)]) or _other_assumptions(goal, name)
            if stranger:
                return Attempt(
                    goal,
                    "unread",
                    ("a value for something that the statement does not have.",),
                    tuple(stranger),
                )
        values = {name: exact(value, goal.id) for name, value in point.items()}
        found = refute(goal.id, goal.statement, goal.given, at=values).verdict
    except NotProved as refusal:
        verdict = refusal.verdict
        found = "it is true wherever it is meant" if verdict.proved else verdict.missing
        return Attempt(goal, "undecided", (f"this point does not refute it: {found}.",), (goal.asked(),))
    except (TypeError, ValueError) as error:
        return Attempt(goal, "unread", (_without_id(error, goal.id) + ".",))
    outcome = "proved" if goal.false else "refuted"
    said = (*(("the statement is false; ",) if goal.false else ()), "it fails ", _witness(found), ".")
    return Attempt(goal, outcome, said)


# ---- does a proof arrive at the goal? --------------------------------------------------------------------


def gap(goal, proof):
    """What is missing between a claim and the goal of an exercise: None if it proves it, else sentences.

    The ends must be those of the goal, up to the order of terms, the names of indices and the definitions;
    that two ends are equal in some other way is for the reader to show.
    """
    if goal.false:
        arrived = proof.kind == "refutation" and _key(proof.statement) == _key(goal.statement)
        return None if arrived else [("the statement is to be refuted.",)]
    for hypothesis in proof.given:
        if hypothesis not in goal.given and not decide(hypothesis, goal.given, goal.id).proved:
            return [("it needs ", hypothesis, ", which is not given.")]
    if goal.open:
        return _gap_to_form(goal, proof.statement)
    if _proves(proof.statement, goal):
        return None
    if type(proof.statement) in _TURNED and type(goal.statement) in _TURNED:
        return _gap_of_relations(proof.statement, goal)
    return _gap_of_statements(proof.statement, goal)


def _proves(statement, goal):
    """True if what the steps prove is the goal, or plainly says it."""
    wanted = goal.statement
    if _same(statement, wanted, goal):
        return True
    stronger = [kind(*wanted.args, evaluate=False) for kind in _STRONGER.get(type(wanted), ())]
    if any(_same(statement, one, goal) for one in stronger):
        return True
    if not isinstance(statement, Equivalent):
        return False
    for one, other in (statement.args, statement.args[::-1]):
        if isinstance(wanted, Implies) and _same(Implies(one, other), wanted, goal):
            return True
        if _same(one, wanted, goal):  # the goal holds exactly where the other end does
            return decide(other, goal.given, goal.id).proved
    return False


def _same(found, wanted, goal):
    """True if the two say the same; as ``_key`` tidies x/x away, only of what has a value everywhere."""
    if _key(found) != _key(wanted):
        return False
    normal = Normal(Domain(goal.given))
    return found == wanted or not any(undefined(side, normal) for side in _sides(wanted))


def _sides(statement):
    """The expressions that a statement speaks of."""
    for part in statement.args:
        yield from [part] if isinstance(part, Expr) else _sides(part)


def _gap_to_form(goal, proved):
    """What is missing if the end is open: a chain from what is given to something of the form wanted."""
    if not isinstance(proved, Eq if isinstance(goal.statement, Expr) else Equivalent):
        return [("the steps prove ", proved, "."), goal.asked()]
    first, last = proved.args
    if _key(first) != _key(goal.statement):
        return [("the chain begins with ", first, "."), goal.asked()]
    left = [one for one in goal.without if last.has(one)]
    if left:
        return [("so far so good, and there is still ", *_listed(left), " in ", last, ".")]
    if goal.alone is not None and not _solved(last, goal.alone):
        return [("so far so good, and ", goal.alone, " does not stand alone in ", last, " yet.")]
    if last == first:
        return [("the chain ends where it began.",), goal.asked()]
    return None


def _solved(statement, alone):
    sides = statement.args if type(statement) in _TURNED else ()
    return any(
        _key(one) == _key(alone) and not alone.free_symbols & other.free_symbols
        for one, other in zip(sides, sides[::-1])
    )


def _gap_of_relations(proved, goal):
    """The goal and what was proved are both of the form "a = b" or "a < b"."""
    wanted = goal.statement
    for found in (proved, _turned(proved)):
        for asked in (wanted, _turned(wanted)):
            if _key(found.lhs) == _key(asked.lhs):
                return _still_to_show(found, asked, goal)
    said = ("the steps prove ", proved, ".")
    return [said, goal.asked(), _begin(goal)]


def _gap_of_statements(proved, goal):
    """What was proved is "A if and only if B", or no relation at all."""
    said = ("the steps prove ", proved, ".")
    ends = proved.args if isinstance(proved, Equivalent) else ()
    for one, other in (ends, ends[::-1]) if ends else ():
        if _key(one) == _key(goal.statement):
            verdict = decide(other, goal.given, goal.id)
            but = (", but that fails ", _witness(verdict)) if verdict.outcome == "refuted" else ()
            return [said, ("Still to show: ", other, *but, ".")]
    return [said, goal.asked(), *_equalities(proved), _begin(goal)]


def _still_to_show(found, asked, goal):
    """``found`` and ``asked`` begin with the same side."""
    said = ("the steps prove ", found, ".")
    weak = {Lt: Le, Gt: Ge}
    if not isinstance(
        found, (Eq, type(asked), weak.get(type(asked), Eq), {Le: Lt, Ge: Gt}.get(type(asked), Eq))
    ):
        return [said, ("That does not lead to ", asked, ".")]
    kind = weak.get(type(asked), type(asked)) if isinstance(found, (Lt, Gt)) else type(asked)
    rest = kind(found.rhs, asked.rhs, evaluate=False)
    verdict = decide(rest, goal.given, goal.id)
    if verdict.outcome == "refuted":
        why = (". What is left, ", rest, ", fails ", _witness(verdict), ": a step gave away too much.")
        return [said, ("Asked was ", asked, *why)]
    hint = [("It is near: write that as the last step.",)] if verdict.proved else []
    return [said, ("Still to show: ", rest, "."), *hint]


# ---- what a newcomer writes ------------------------------------------------------------------------------


def _as_list(steps):
    """Steps as a list of tuples; a step alone needs no brackets."""
    if steps is None:
        return []
    if (
        isinstance(steps, tuple)
        and any(isinstance(part, str) for part in steps)
        or not isinstance(steps, (list, tuple))
    ):
        steps = [steps]
    return [tuple(step) if isinstance(step, (tuple, list)) else (step,) for step in steps]


def _statement(step):
    """The expression or statement of a step, as a SymPy object."""
    return sympify(step[1] if isinstance(step[0], str) and step[0] in RELATION else step[0], strict=True)


def _unreadable(goal, steps):
    """The answer to the first step that no checker could judge, or None."""
    earlier = [goal.statement, *goal.given]
    for number, step in enumerate(steps, start=1):
        try:
            what = _slip(goal, step, earlier)
        except (SympifyError, IndexError):
            what = [("it is not a step. ", *_HOW_TO_WRITE)]
        if what:
            return Attempt(goal, "unread", what[0], tuple(what[1:]), number)
        earlier.append(_statement(step))
    return None


def _slip(goal, step, earlier):
    """Sentences on what a newcomer may have meant, or None if the step can be read."""
    if step and step[0] is Ellipsis:
        return [("it is still to be written.",), goal.asked()]
    if step and isinstance(step[0], Claim):
        return [
            ("it is a claim. Put it behind the step that rests on it: ", _Code("(statement, claim)"), ".")
        ]
    if len(step) == 1 and isinstance(step[0], str):
        return [(f"it is text. Write {step[0]} without quotation marks, as Python.",)]
    value = _statement(step)
    if isinstance(value, BooleanAtom):
        said = (f"it is {value}, and no statement any more: Python or SymPy answered before the checker.",)
        eq, inside = (_Code("Eq(a, b)"), " in place of ", _Code("a == b")), _Code("with as_written:")
        return [said, ("Write ", *eq, ", and write inside ", inside, ".")]
    floats = sorted(value.atoms(Float), key=str)
    if floats:
        fraction = Rational(str(floats[0])).limit_denominator(1000)
        exactly = f"Rational({fraction.p}, {fraction.q})" if fraction.q > 1 else str(fraction)
        said = f"{float(floats[0]):g} is a float, which is rounded. Numbers in a proof are exact: write "
        return [(said, _Code(exactly), ".")]
    for symbol in sorted(value.atoms(Symbol), key=str):
        other = _other_assumptions(earlier, symbol)
        if other:
            return other
    return None


def _other_assumptions(earlier, symbol):
    """A sentence if another symbol goes by the same name."""
    earlier = [earlier.statement, *earlier.given] if isinstance(earlier, Exercise) else earlier
    for known in {s for e in earlier for s in e.atoms(Symbol)}:
        if known.name == symbol.name and known != symbol and not isinstance(known, Dummy):
            said = (
                f"the {symbol} here ({_assumed(symbol)}) is not the {known} of the goal ({_assumed(known)}): "
                "they look alike, and are two symbols.",
            )
            words = "".join(f", {name}=True" for name in _said_of(known))
            return [said, ("Write ", _Code(f'{known} = symbols("{known}"{words})'), ".")]
    return None


def _said_of(symbol):
    return [name for name, value in symbol._assumptions_orig.items() if value and name != "commutative"]


def _assumed(symbol):
    return ", ".join(_said_of(symbol)) or "no assumption"


def _strangers(goal, statements):
    """A sentence on symbols that the exercise does not have, if there are any."""
    known = {s.name for e in (goal.statement, *goal.given) for s in e.atoms(Symbol)}
    new = sorted({s.name for e in statements for s in e.free_symbols if isinstance(s, Symbol)} - known)
    if not new:
        return ()
    return ((f"New here: {', '.join(new)}. The goal speaks of {', '.join(sorted(known))}.",),)


def _mixed(statements):
    """A sentence on a list that holds expressions and statements."""
    if len({isinstance(statement, Expr) for statement in statements}) > 1:
        yield (
            "Either list expressions, ",
            _Code("[a, b, c]"),
            ", which reads a = b = c; or list statements, ",
            _Code("[Eq(a, b), Eq(c, d)]"),
            ", of which each is true exactly when the one above is.",
        )


def _equalities(statement):
    """A sentence on [Eq(a, b), Eq(b, c)], where [a, b, c] was meant."""
    if isinstance(statement, Equivalent) and all(isinstance(end, Eq) for end in statement.args):
        yield (
            "Statements one below the other are read as ⇔. For a = b = c list the expressions: ",
            _Code("[a, b, c]"),
            ".",
        )


def _starts(goal):
    """With what a chain of expressions may begin."""
    if goal.open:
        return (goal.statement,)
    return goal.statement.args if type(goal.statement) in _TURNED else (goal.statement,)


def _begin(goal):
    statement = goal.statement
    if goal.open:
        return ("Begin with ", statement, ".")
    if type(statement) in _TURNED:
        return ("Begin with one side, ", statement.lhs, ", and end with the other.")
    if isinstance(statement, (Equivalent, Implies)):
        return ("Begin with ", statement.args[0], ", and end with ", statement.args[1], ".")
    return ("Write it as the only step, or show first what it rests on.",)


def _without_id(error, id):
    """An error's message with the step in place of the exercise's id."""
    text = re.sub(rf"^{re.escape(id)}\.(\d+): ", r"step \1: ", str(error))
    return re.sub(rf"^{re.escape(id)}(, |: )", "", text).rstrip(".")


# ---- comparing, showing ----------------------------------------------------------------------------------


def _key(e):
    """The same for what differs only in the order of terms or sides, in names of indices or by definition."""
    if isinstance(e, (Gt, Ge)):
        return _key(_turned(e))
    if isinstance(e, (Eq, Ne, Equivalent)):
        return type(e), frozenset(map(_key, e.args))
    if isinstance(e, And):
        return And, frozenset(map(_key, e.args))
    if isinstance(e, (Lt, Le, Implies)):
        return type(e), tuple(map(_key, e.args))
    plainly = settle(unfold(e))
    return (
        plainly if isinstance(plainly, Symbol) else plainly.as_dummy()
    )  # as_dummy makes a new name of a symbol


def _turned(relation):
    return _TURNED[type(relation)](relation.rhs, relation.lhs, evaluate=False)


def _listed(things):
    """Symbols, and functions by their name, with commas between them."""
    return [part for e in things for part in (", ", e if isinstance(e, Basic) else _Code(e.__name__))][1:]


def _witness(verdict, left="the left side", right="the right side"):
    """The point where something fails, in words and in formulas."""
    texts = (verdict.witness, verdict.seen or verdict.witness)
    return _Seen(*(text.replace("the left side", left).replace("the right side", right) for text in texts))


@dataclass(frozen=True)
class _Seen:
    """The same in plain words and with formulas."""

    words: str
    seen: str


class _Strong(str):
    """Words that lead."""


class _Code(str):
    """Words that a reader types."""


def _bundle(lines):
    lines = list(lines)
    return {"text/markdown": "\n\n".join(map(_markdown, lines)), "text/plain": "\n".join(map(_plain, lines))}


def _markdown(parts):
    return "".join(map(_part, parts))


def _part(part):
    if isinstance(part, Basic):
        latex = math(part)
        tall = any(sign in latex for sign in (r"\frac", r"\sum", r"\prod", r"\int"))
        return rf"$\displaystyle {latex}$" if tall else f"${latex}$"
    if isinstance(part, tuple):
        return ", ".join(f"${hypothesis}$" for hypothesis in hypotheses(part))
    if isinstance(part, _Strong):
        return f"**{part}**"
    if isinstance(part, _Code):
        return f"`{part}`"
    text = part.seen if isinstance(part, _Seen) else part
    pieces = re.split(r"(\$[^$]+\$)", text)  # a reason may hold formulas
    return "".join(p if n % 2 else re.sub(r"([\\`*_\[\]<>$#])", r"\\\1", p) for n, p in enumerate(pieces))


def _plain(parts):
    return "".join(map(_plain_part, parts))


def _plain_part(part):
    if isinstance(part, Basic):
        return plain(part)
    if isinstance(part, tuple):
        return ", ".join(map(plain, part))
    return part.words if isinstance(part, _Seen) else part
