"""Wrong twins: what a claim would say with one slip in it. A claim that its twins share says nothing.

``twins`` makes them from the statement as written, one change at a time; ``judge`` asks the checker about each. A twin must
be refuted by a witness, or be shown true after all (some slips change nothing: swapping the terms of a sum), or mean
nothing (the logarithm of a negative number, at an exact point of the domain). A twin that is none of these is a gap in the
check. ``needs`` drops each hypothesis in turn: what is proved without it does not need it.
"""

from dataclasses import dataclass, replace
from itertools import product, zip_longest

from sympy import (
    Add,
    Derivative,
    Dummy,
    Eq,
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
    Ne,
    Pow,
    Product,
    S,
    Sum,
    Symbol,
    Tuple,
    evaluate,
    exp,
    log,
    preorder_traversal,
)
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from .claim import judged, known_from
from .decide import POINTS, _decision, decide_with, never_defined, on_solutions, refutation, solutions, solved_for, undefined
from .display import plain
from .domain import Domain, labels
from .normal import Normal, _between, by, derivative
from .points import MP, Level, NoValue, Point, Sampler, Small, certified_false, certified_undefined, holds, truth
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
    settle,
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


_WEAKER = {Lt: Le, Gt: Ge}

# Of these only the body is changed here: the rest names variables, ends and sides.
_FIRST_ONLY = (Sum, Product, Limit, Derivative, Integral, *SHAPES)
ENOUGH, MOST = 5, 8  # twins of one statement
TRIED = 12  # entries of a point, to put an equation right
FIRST = 6  # points with small numbers, to begin with


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
            for kind, wrong in (*_slips(written, written), *_weakened(written)):
                if wrong not in (statement, written) and not _nameless(wrong):
                    found.setdefault(wrong, Twin(kind, wrong))
    return list(found.values())


def _nameless(statement):
    """True for an optimum at the variable itself: that is no place."""
    return any(best.args[2].has(best.args[1]) for best in statement.atoms(*OPTIMA))


def chosen(statement, most=MOST):
    """At most so many of the twins: one of each kind, then a second of each, from both ends of the statement."""
    kinds = {}
    for twin in twins(statement):
        kinds.setdefault(twin.kind, []).append(twin)
    rounds = zip_longest(*map(_from_both_ends, kinds.values()))
    return [twin for one_of_each in rounds for twin in one_of_each if twin is not None][:most]


def _from_both_ends(found):
    return [found[-1 - n // 2] if n % 2 == 0 else found[n // 2] for n in range(len(found))]


def examined(statement, given=(), using=(), seed="", chain=()):
    """The chosen twins of a statement that was proved from ``given`` and ``using``, each with the checker's answer.

    ``chain``: statements known to be equivalent to both sides of an equivalence; a point that solves one solves all.
    """
    domain = Domain(given)
    known, gap = known_from(using, domain, seed)
    if gap:
        raise ValueError(f"{seed}: {gap.missing}")
    points = _points(domain, statement, seed)
    solved = _solved(statement, chain, domain, points) if isinstance(statement, Equivalent) else []
    judging = _Judging(statement, domain, known, points, solved, seed)
    return [judging.answered(twin) for twin in chosen(statement)]


def judge(twin, given, seed=""):
    """The twin with the checker's answer."""
    domain = Domain(given)
    points = _points(domain, twin.statement, seed)
    return _Judging(twin.statement, domain, (), points, [], seed).answered(twin)


def _points(domain, statement, seed):
    """Where a witness is sought: at small numbers first, where exact work is quick."""
    found = [
        point
        for sampler, how_many in ((Small, FIRST), (Sampler, POINTS))
        for point in sampler(domain, statement, seed).points(how_many)
    ]
    return [*found, *(Level(domain, statement, seed).points(FIRST) if domain.equations else ())]


@dataclass(frozen=True)
class _Judging:
    """What the twins of one statement share: where it holds, points there, and points that solve an equivalence."""

    statement: object
    domain: Domain
    known: tuple
    points: list
    solved: list
    seed: str

    def answered(self, twin):
        """The cheap questions first: a witness among the points at hand, a part that has no value, then the checker."""
        if twin.kind == "weakened order":
            return replace(twin, outcome="true", reason="weaker, and so true")
        witness = self._witness(twin.statement)
        if witness:
            return replace(twin, outcome="refuted", reason=witness)
        gap = _nowhere(twin.statement, self.domain)
        if gap:
            return replace(twin, outcome="meaningless", reason=gap)
        if twin.statement.has(Limit, Integral):
            outcome, reason = self._worked_out(twin.statement)
            if outcome:
                return replace(twin, outcome=outcome, reason=reason)
        verdict = decide_with(twin.statement, self.domain, self.known, f"{self.seed}~{twin.kind}")
        if verdict.outcome == "refuted":
            return replace(twin, outcome="refuted", reason=verdict.witness)
        if verdict.proved:
            return replace(twin, outcome="true", reason=verdict.decision)
        reason = "" if verdict.nowhere else self._shown_otherwise(twin.statement)
        if reason:
            return replace(twin, outcome="true", reason=reason)
        gap = verdict.missing if verdict.nowhere else without_value(twin.statement, self.domain, self.points)
        return replace(twin, outcome="meaningless" if gap else "undecided", reason=gap or verdict.missing)

    def _worked_out(self, wrong):
        """(outcome, where): a place at which a limit or an integral, of numbers alone, is not what the twin says, or
        has no value; two empty words if neither is found."""
        for point in self.points[:FIRST]:
            instance = _instance(wrong, point)
            verdict = decide_with(instance, Domain(), (), self.seed)
            if verdict.outcome == "refuted":
                return "refuted", f"{_at(point, wrong)}, where {plain(instance)} fails"
            if verdict.nowhere:
                return "meaningless", f"{_at(point, wrong)}: {verdict.missing}"
        return "", ""

    def _where_equal(self, wrong):
        """Points at which the two sides of a strict inequality are equal."""
        return list(on_solutions(Eq(*wrong.args, evaluate=False), self.domain, self.points))

    def _between_borders(self, wrong, right):
        """Points at which one inequality has turned and the other has not: half way between where their sides are equal."""
        found = []
        if isinstance(wrong, (Lt, Le, Gt, Ge)) and isinstance(right, (Lt, Le, Gt, Ge)):
            borders = [list(solutions(Eq(*e.args, evaluate=False), self.domain)) for e in (wrong, right)]
            for (variable, one), (other, two) in product(*borders):
                if variable == other:
                    found += [solved_for(variable, (one + two) / 2, point) for point in self.points]
        return [point for point in found if point is not None]

    def _shown_otherwise(self, wrong):
        """By which decision a twin follows from the right statement, or holds for all derivatives (str); '' if it does not."""
        domain = Domain((*self.domain.given, *_parts_of_a_total(wrong, self.domain)))
        if self.statement != wrong and _follows(wrong, self.statement, Normal(domain)):
            return "weaker, and so true"
        if _squeezed(wrong, domain):
            return "squeezed between 0 and what tends to 0"
        if isinstance(wrong, Equivalent):
            if self._both_hold(wrong):
                return "both sides hold anyway"
            slips = [pair for pair in zip(wrong.args, self.statement.args) if pair[0] != pair[1]]
            if all(decide_with(Equivalent(*pair), self.domain, self.known, self.seed).proved for pair in slips):
                return "the side with the slip says the same as the right one"
        fact = isinstance(self.statement, (Relational, And)) and not self.statement.has(Limit, Integral)
        if fact and self.statement != wrong:
            verdict = decide_with(wrong, domain, (*self.known, self.statement), self.seed)
            if verdict.proved:
                return f"it follows from the right one ({verdict.decision})"
            if self._in_each_case(wrong):
                return "on either side of 0, and there"
        if any(s.atoms(AppliedUndef) for s in (wrong, *self.domain.given)):
            jets, domain = with_jets(wrong, self.domain)
            normal = Normal(self.domain)
            sides = [side for part in preorder_traversal(wrong) if isinstance(part, Relational) for side in part.args]
            if jets is not None and not any(undefined(side, normal) for side in sides):
                verdict = decide_with(jets, domain, (), self.seed)
                return f"{verdict.decision}, for any derivatives at all" if verdict.proved else ""
        return ""

    def _in_each_case(self, wrong):
        """True if a statement about one real variable is proved where it is positive, where it is negative and where it is 0."""
        if len(wrong.free_symbols) != 1 or wrong.has(Indexed):
            return False
        (x,) = wrong.free_symbols
        with evaluate(False):
            there = wrong.xreplace({x: S.Zero})
        cases = ((wrong, (Gt(x, 0, evaluate=False),)), (wrong, (Lt(x, 0, evaluate=False),)), (there, ()))
        given = self.domain.given
        return not given and all(decide_with(one, Domain(case), (), self.seed).proved for one, case in cases)

    def _both_hold(self, wrong):
        """True if a side of the right equivalence is proved, so that both hold, and those of the twin follow."""
        sides = self.statement.args
        if not any(decide_with(side, self.domain, self.known, self.seed).proved for side in sides):
            return False
        normal = Normal(self.domain)
        return all(
            one in sides or _follows(one, right, normal) or decide_with(one, self.domain, self.known, self.seed).proved
            for one, right in zip(wrong.args, sides)
        )

    def _witness(self, wrong):
        """A certified witness against a twin (str), as far as one is found without drawing further points."""
        if any(s.atoms(AppliedUndef) for s in (wrong, *self.domain.given)):
            wrong, domain = with_jets(wrong, self.domain)
            found = wrong is not None and not _nowhere(wrong, domain) and decide_with(wrong, domain, (), self.seed)
            return found.witness if found and found.outcome == "refuted" else ""
        if isinstance(wrong, Implies):  # its points are those where its hypothesis holds
            return ""
        if isinstance(wrong, Equivalent):
            for part, right in zip(wrong.args, self.statement.args):
                for point in self.solved if part != right else ():
                    if truth(part, point) is not True and certified_false(part, point):
                        return f"{_at(point, self.statement)}, where {plain(right)} holds and {plain(part)} does not"
                verdict = part != right and refutation(wrong, self.domain, self._between_borders(part, right))
                if verdict:
                    return verdict.witness
        verdict = refutation(wrong, self.domain, self.points)
        if verdict is None and isinstance(wrong, (Lt, Gt, Ne)):
            verdict = refutation(wrong, self.domain, self._where_equal(wrong))
        return verdict.witness if verdict else ""


def _parts_of_a_total(statement, domain):
    """q[k] <= c, for each hypothesis that the sum of all q[k], none of them negative, is c.

    Only where nothing else is assumed of q than bounds that are numbers, and the statement asks for no entry beyond the
    range of that sum: then what the others are is of no account.
    """
    found = []
    for equation in domain.equations:
        total, whole = equation.args
        if not (isinstance(total, Sum) and isinstance(total.function, Indexed) and len(total.limits) == 1):
            continue
        entry, (index, low, high) = total.function, total.limits[0]
        others = [h for h in domain.given if h.has(entry.base) and settle(h) != equation]
        plain_bounds = all(any(isinstance(a, Indexed) for a in h.args) and any(a.is_number for a in h.args) for h in others)
        positive = Normal(domain).sign(entry) in ("+", ">=")
        if entry.indices == (index,) and positive and plain_bounds and _within(statement, entry.base, (low, high), domain):
            found.append(Le(entry, whole, evaluate=False))
    return found


def _within(e, base, ends, domain):
    """True if each entry of ``base`` that ``e`` asks for is shown to lie in the range between the ends."""
    if isinstance(e, Named):
        return _within(e.unfold(), base, ends, domain)
    if isinstance(e, Indexed) and e.base == base:
        normal, (place,) = Normal(domain), e.indices
        return all(normal.sign(room) in ("+", ">=", "0") for room in (place - ends[0], ends[1] - place))
    if isinstance(e, (Sum, Product)):
        for index, low, high in e.limits:
            domain = domain.extended(Ge(index, low, evaluate=False), Le(index, high, evaluate=False))
    return all(_within(a, base, ends, domain) for a in e.args if isinstance(a, (Expr, Relational, And, Equivalent, Implies)))


def _squeezed(wrong, domain):
    """True if a limit is 0 because the fraction is positive and would be greater without a part of its denominator."""
    if not (isinstance(wrong, Eq) and isinstance(wrong.lhs, Limit) and wrong.rhs == 0):
        return False
    body, x, to, side = wrong.lhs.args
    body, place = settle(unfold(body)), Dummy(x.name, real=True)
    normal = Normal(domain.extended(*_between(place, (settle(to), side), True)))
    for below in Mul.make_args(body):
        if not (isinstance(below, Pow) and below.exp == -1 and isinstance(below.base, Add)):
            continue
        above = body * below.base
        if any(normal.sign(part.xreplace({x: place})) not in ("+", ">=") for part in (above, *below.base.args)):
            continue
        if any(_decision(Eq(Limit(above / part, x, to, side), 0, evaluate=False), domain).proved for part in below.base.args):
            return True
    return False


def _follows(wrong, right, normal):
    """True if an inequality (or each of several) leaves more room than the one that was proved."""
    if isinstance(wrong, Implies) and isinstance(right, Implies) and wrong.args[0] == right.args[0]:
        assumed = wrong.args[0].args if isinstance(wrong.args[0], And) else wrong.args[:1]
        return _follows(wrong.args[1], right.args[1], Normal(normal.domain.extended(*assumed)))
    if isinstance(wrong, And) and isinstance(right, And) and len(wrong.args) == len(right.args):
        return all(one == other or _follows(one, other, normal) for one, other in zip(wrong.args, right.args))
    if type(wrong) is not type(right) or type(wrong) not in (Lt, Le, Gt, Ge) or any(undefined(side, normal) for side in wrong.args):
        return False
    sides = [e.args if isinstance(e, (Lt, Le)) else e.args[::-1] for e in (wrong, right)]
    for n in (0, 1):  # log keeps order
        if sides[0][1 - n] == sides[1][1 - n] and all(isinstance(pair[n], log) for pair in sides):
            sides = [[S.Zero if place != n else pair[n].args[0] for place in (0, 1)] for pair in sides]
    rooms = [settle(unfold(_one_split_off(high))) - settle(unfold(_one_split_off(low))) for low, high in sides]
    return normal.sign(rooms[0] - rooms[1]) in ("+", ">=", "0")


def _one_split_off(e):
    """``e`` with a sum from 1 to n - 1, or from 2 to n, written as that from 1 to n without a term; n is at least 1."""
    if isinstance(e, Sum) and len(e.limits) == 1:
        index, low, high = e.limits[0]
        low, high, end = settle(low), settle(high), settle(high + 1)
        if end.is_Symbol and end.is_positive and low == 1:
            return Sum(e.function, (index, low, end)) - e.function.xreplace({index: end})
        if high.is_Symbol and high.is_positive and low == 2:
            return Sum(e.function, (index, 1, high)) - e.function.xreplace({index: S.One})
    return _rebuilt(e.func, tuple(map(_one_split_off, e.args))) if e.args and not isinstance(e, Indexed) else e


def _solved(statement, chain, domain, points):
    """Points of the domain at which both sides of an equivalence hold, from the exact solutions of any of the chain."""
    found = []
    for equation in (*statement.args, *chain):
        if not isinstance(equation, Eq):
            continue
        found += [p for p in on_solutions(equation, domain, points) if all(truth(s, p) for s in statement.args)]
        if len(found) >= POINTS:
            return found
    return found + _alike(statement, domain, points) + (found or _put_right(statement, domain, points))


def _put_right(statement, domain, points):
    """Points that solve an equivalence of equations because one entry was given the value that they ask for there."""
    equation, found = statement.args[0], []
    for point in points[:FIRST] if isinstance(equation, Eq) else ():
        here = Point(point.values, point.entries)
        truth(equation, here)  # marks the entries that it looks at
        for entry in sorted(here.asked, key=str)[:TRIED]:
            free = Dummy(real=True)
            sides = [settle(_with_numbers(unfold(side), here.moved(entry, free))) for side in equation.args]
            line = (sides[0] - sides[1]).expand().as_poly(free)
            if line is not None and line.degree() == 1:
                moved = point.moved(entry, -line.nth(0) / line.nth(1))
                if all(holds(h, moved) for h in domain.given) and all(truth(side, moved) for side in statement.args):
                    found.append(moved)
    return found


def _alike(statement, domain, points):
    """Points that solve an equivalence because one vector is another, or another shifted by 1."""
    bases = sorted({a.base for a in unfold(statement).atoms(Indexed) if len(a.indices) == 1}, key=str)
    normal, found = Normal(domain), []
    for one, other in product(bases, bases):
        for shift in (0, 1) if str(one) < str(other) else ():
            copied = {a: one[a.indices] + shift for a in unfold(statement).atoms(Indexed) if a.base == other}
            sides = [settle(unfold(side).xreplace(copied)) for side in statement.args[0].args]
            if isinstance(statement.args[0], Eq) and normal.is_zero(sides[0] - sides[1]):
                for point in points:
                    entries = {e: one[e.indices] for e in point.entries if e.base == other}
                    moved = point
                    for entry, source in entries.items():
                        moved = moved.moved(entry, point.entries[source] + shift)
                    if all(holds(h, moved) for h in domain.given):
                        found.append(moved)
    return found


def _nowhere(statement, domain):
    """What in the statement has no value anywhere on the domain (str); '' if nothing is shown to have none."""
    return never_defined(statement, Normal(domain))


def with_jets(statement, domain):
    """Statement and domain with f(x), f'(x), ... as real numbers of their own, or (None, None).

    At one place x a smooth function may have any derivatives at all, whatever open interval its values are to lie in.
    So what fails for such numbers fails for a function. Hypotheses of another kind, or two places, tie the numbers.
    """
    functions = {f for s in (statement, *domain.given) for f in s.atoms(AppliedUndef)}
    if len({f.func for f in functions}) < len(functions) or not all(
        len(f.args) == 1 and isinstance(f.args[0], Symbol) for f in functions
    ):
        return None, None
    for h in domain.given:
        held = [side for side in h.args if side.atoms(AppliedUndef)]
        open_ = isinstance(h, (Lt, Gt)) and len(held) == 1 and held[0] in functions
        if held and not (open_ and all(side == held[0] or side.is_number for side in h.args)):
            return None, None
    return _jets(statement), Domain(tuple(_jets(h) for h in domain.given))


def _jets(e):
    if isinstance(e, AppliedUndef):
        return Symbol(str(e), real=True)
    if isinstance(e, Derivative):
        if isinstance(e.expr, AppliedUndef):
            return Symbol(f"{e.expr.func}{chr(39) * len(by(e))}({e.expr.args[0]})", real=True)
        return _jets(derivative(e))
    return _rebuilt(e.func, tuple(map(_jets, e.args))) if e.args and not isinstance(e, Indexed) else e


def without_value(statement, domain, points):
    """Where the statement certainly has no value (str), though the point belongs to the domain; '' if nowhere."""
    # Sums up to n - 1 have no terms where n is 1.
    sizes = {s: S.One for s in statement.free_symbols if isinstance(s, Symbol) and s.is_integer and s.is_positive}
    smallest = [Point({**point.values, **sizes}, point.entries) for point in points[:1] if sizes]
    for point in (*points, *(p for p in smallest if all(holds(h, p) for h in domain.given))):
        gap = certified_undefined(statement, point)
        if not gap and statement.has(Limit, Integral):
            gap = _nowhere(_instance(statement, point), Domain())
        if gap:
            return f"{_at(point, statement)}: {gap}"
    for part in _must_not_vanish(statement):
        for zero in on_solutions(Eq(part, 0, evaluate=False), domain, points):
            gap = certified_undefined(statement, zero)
            if gap:
                return f"{_at(zero, statement)}: {gap}"
    return ""


def _must_not_vanish(statement):
    parts = unfold(statement)
    found = {e.base for e in parts.atoms(Pow) if settle(e.exp).is_negative} | {e.args[0] for e in parts.atoms(log)}
    return sorted((e for e in found if not e.is_number), key=str)


def _at(point, statement):
    """The values of all that a statement looks at, as plain text."""
    here = Point(point.values, point.entries)
    for side in statement.args:  # marks the entries that they look at
        truth(Eq(side, side, evaluate=False) if isinstance(side, Expr) else side, here)
    return "at " + ", ".join(f"{plain(name)} = {plain(value)}" for name, value in here.looked_at(statement))


def _instance(statement, point):
    """The statement with the numbers of a point, or a plain truth if the point does not name all that it asks for."""
    try:
        return _rebuilt(unfold(statement).func, tuple(_with_numbers(a, point) for a in unfold(statement).args))
    except NoValue:
        return Eq(S.Zero, S.Zero, evaluate=False)


def _with_numbers(e, point):
    """``e`` at a point: numbers for its free symbols and entries, sums written out; NoValue if an entry has none."""
    if isinstance(e, (Limit, Integral)):  # what it runs over stays
        name = e.args[1] if isinstance(e, Limit) else e.limits[0][0]
        point = Point({s: v for s, v in point.values.items() if s != name}, point.entries)
    if isinstance(e, Indexed):
        return MP.lookup(e, point)
    if isinstance(e, (Sum, Product)) and len(e.limits) == 1:
        index, low, high = e.limits[0]
        ends = [_with_numbers(end, point) for end in (low, high)]
        if all(settle(end).is_Integer for end in ends):
            if settle(ends[1] - ends[0]) < -1:
                raise NoValue(f"the range of {e} runs backwards here")
            terms = [
                _with_numbers(e.function, point.moved(index, S(k)))
                for k in range(int(settle(ends[0])), int(settle(ends[1])) + 1)
            ]
            empty = S.Zero if isinstance(e, Sum) else S.One
            return _rebuilt(Add if isinstance(e, Sum) else Mul, tuple(terms)) if len(terms) > 1 else (*terms, empty)[0]
    if isinstance(e, Symbol):
        return point.values.get(e, e)
    return _rebuilt(e.func, tuple(_with_numbers(a, point) for a in e.args)) if e.args else e


def needs(one):
    """{hypothesis: what happens without it}, for a claim or a derivation.

    What happens is "refuted", "undefined" or "undecided", and where; or "" if all is proved without the hypothesis.
    """
    hypotheses = Domain(one.given).given
    return {h: _without(one, tuple(other for other in hypotheses if other is not h)) for h in hypotheses}


def _without(one, given):
    """The worst that happens to the links of a claim under these hypotheses."""
    found = {}
    for number, (statement, using) in enumerate(one.links, start=1):
        seed = f"{one.id}.{number}"
        verdict = judged(statement, given, using, seed)
        if verdict.outcome == "refuted":
            return f"refuted without it {verdict.witness}"
        if not verdict.proved and "undefined" not in found:
            points = list(Sampler(Domain(given), statement, seed).points(POINTS))
            gap = _nowhere(statement, Domain(given)) or without_value(statement, Domain(given), points)
            found["undefined" if gap else "undecided"] = gap
    if "undefined" in found:
        return f"undefined without it {found['undefined']}"
    return "undecided without it" if found else ""


def _weakened(statement):
    """The statement with <= for <: weaker, so it stays true, and only where it stands alone or beside others."""
    if type(statement) in _WEAKER:
        yield "weakened order", _rebuilt(_WEAKER[type(statement)], statement.args)
    if isinstance(statement, And):
        for n, part in enumerate(statement.args):
            if type(part) in _WEAKER:
                yield "weakened order", _with(statement, n, _rebuilt(_WEAKER[type(part)], part.args))


def _slips(e, whole):
    """(kind, changed) for one change at the root of ``e`` or in one of its arguments."""
    yield from _here(e, whole)
    if isinstance(e, (Indexed, IndexedBase, Tuple)) or not e.args:
        return
    for n in _changed_in(e):
        if isinstance(e.args[n], (Expr, Relational, And, Equivalent, Implies)):
            for kind, changed in _slips(e.args[n], whole):
                yield kind, _with(e, n, changed)


def _changed_in(e):
    """Which arguments a slip may be in. What a name leaves out on the page nobody mistakes."""
    places = range(len(e.args))
    if isinstance(e, OPTIMA):
        return (0, 2)
    if isinstance(e, _FIRST_ONLY):
        return (0,)
    return [*places[e.shown], *places[e.below]] if isinstance(e, Named) else places


def _here(e, whole):
    if type(e) in _OTHER:
        yield "order turned round", _rebuilt(_OTHER[type(e)], e.args)
    if isinstance(e, Add):
        for n, term in enumerate(e.args):
            yield "sign", _with(e, n, Mul(-1, term, evaluate=False))
            yield "dropped term", _less(e, n)
    if isinstance(e, Mul):
        dropped = "dropped factor of a derivative" if whole.has(Derivative) else "dropped factor"
        for n, factor in enumerate(e.args):
            yield "sign" if factor in (1, -1) else dropped, _less(e, n)
    if isinstance(e, Pow) and e.exp.is_number:
        yield "changed exponent", Pow(e.base, e.exp + 1, evaluate=False)
    if isinstance(e, (exp, log)):  # SymPy writes e^x as a power, too
        *base, inside = e.args
        yield "sign inside", e.func(*base, Mul(-1, inside, evaluate=False), evaluate=False)
    if isinstance(e, Named) and len(e.args) == 1:
        yield "sign inside", e.func(Mul(-1, e.args[0], evaluate=False))
    if isinstance(e, (Add, Eq, Ne, Lt, Le, Gt, Ge)):  # SymPy keeps a factor 1 inside products; here it was written
        for n, part in enumerate(e.args):
            if part in (1, -1):
                yield "changed constant", _with(e, n, 2 * part)
    if e.is_Rational and e not in (1, -1):
        yield "changed constant", e + 1
    if isinstance(e, (Sum, Product)):
        (index, low, high), *rest = e.limits
        yield "moved bound", e.func(e.function, (index, low + 1, high), *rest)
        yield "moved bound", e.func(e.function, (index, low, high - 1), *rest)
    if isinstance(e, (Symbol, Indexed)):
        for other in _others(e, whole):
            same_base = isinstance(e, Indexed) and e.base == other.base
            yield "wrong index" if same_base else "swapped symbol", other
    if isinstance(e, IndexedBase):  # an argument of a named function
        ranks = {a.base: len(a.indices) for a in unfold(whole).atoms(Indexed)}
        for other in sorted(whole.atoms(IndexedBase) - {e}, key=str):
            if ranks.get(other) == ranks.get(e):
                yield "swapped symbol", other


def _less(e, n):
    """A sum or a product without its n-th part."""
    return _rebuilt(e.func, e.args[:n] + e.args[n + 1 :]) if len(e.args) > 2 else e.args[1 - n]


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
        alike = (other.is_integer, other.is_positive) == (e.is_integer, e.is_positive)
        if alike and isinstance(other, Symbol) and not labels(other, whole):
            yield other


def _with(e, n, changed):
    return _rebuilt(e.func, (*e.args[:n], changed, *e.args[n + 1 :]))


def _rebuilt(func, args):
    with evaluate(False):
        return func(*args)
