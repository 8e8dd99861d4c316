"""Verdicts: is this statement proved, refuted or undecided on this domain?

``decide`` asks the second engine for a witness first (a certified one ends the matter), then shows that every part of the
statement is defined on the whole domain, then looks for a decision. The engines must agree: a statement that is decided
but fails at one sampled point is an error of the checker, and is reported as one. There is no other way to `proved`.
"""

from dataclasses import dataclass, replace
from itertools import product

import mpmath
from sympy import (
    Abs,
    Basic,
    Derivative,
    Dummy,
    Eq,
    Expr,
    Function,
    Ge,
    Gt,
    Indexed,
    Integral,
    KroneckerDelta,
    Le,
    Limit,
    Lt,
    Max,
    Min,
    Ne,
    Piecewise,
    Pow,
    Product,
    Rational,
    S,
    Sum,
    Symbol,
    cosh,
    erf,
    erfinv,
    evaluate,
    exp,
    factor_list,
    integrate,
    log,
    oo,
    sinh,
    sqrt,
    tanh,
    together,
)
from sympy.core.function import AppliedUndef
from sympy.polys.polyerrors import PolynomialError
from sympy.integrals.manualintegrate import manualintegrate

from .domain import Domain, is_variable, mentions
from .normal import Inner, Normal, Unsupported, _between, by, carried_out, derivative, differentiate, outermost
from .limits import limit_of, signed
from .display import math, plain
from .points import (
    AGREE, FEW, MANY, MP, NoValue, Point, Sampler, certified_false, holds, truth, values_at, variables_of,
)
from .words import (
    And,
    Equivalent,
    Implies,
    OPTIMA,
    SHAPES,
    Convex,
    Concave,
    Decreasing,
    Increasing,
    Maximum,
    exact,
    renamed,
    settle,
    unfold,
)

POINTS = 8  # at which the engines must agree
SEARCH = 40  # more points, where a witness is sought before giving up
RELATIONS = (Eq, Ne, Lt, Le, Gt, Ge)
EVERYWHERE = (
    exp,
    tanh,
    sinh,
    cosh,
    erf,
    Abs,
    Max,
    Min,
    KroneckerDelta,
)  # functions with a value at every real number
_WANTED = {Lt: ("-",), Le: ("-", "<=", "0"), Gt: ("+",), Ge: ("+", ">=", "0"), Ne: ("+", "-", "!=")}


@dataclass(frozen=True)
class Verdict:
    """What the checker says, and why. ``outcome`` is 'proved', 'refuted' or 'undecided'."""

    outcome: str
    decision: str = ""  # proved: by which decision
    witness: str = ""  # refuted: the exact point and what is found there, as plain text
    seen: str = ""  # the same with its formulas between dollars
    missing: str = ""  # undecided: what could not be shown
    nowhere: bool = False  # undecided: some part of the statement was shown to have no value
    points: int = 0  # how many sampled points agreed
    comes_to: object = None  # undecided: the equation that is left once a limit or an integral is worked out

    @property
    def proved(self):
        return self.outcome == "proved"


def undecided(missing):
    return Verdict("undecided", missing=missing)


def decide(statement, given=(), seed="", at=None):
    """The verdict on ``statement`` under the hypotheses ``given``; ``at`` may suggest a point for a refutation."""
    domain = given if isinstance(given, Domain) else Domain(tuple(given))
    return decide_with(statement, domain, (), seed, at)


def decide_with(statement, domain, known, seed, at=None):
    """The verdict on a domain where the statements ``known`` have been proved; they guide the decision, not the points."""
    statement = exact(statement, "statement")
    tried, tried_on = with_concrete_functions(statement, _where_it_speaks(statement, domain), seed or str(statement))
    sampler = Sampler(tried_on, tried, seed or str(statement))
    sampled = list(sampler.points(POINTS))
    if not sampled:
        return undecided(
            f"no point satisfies the hypotheses {tuple(map(str, domain.given))}: the statement would be empty"
        )
    if at:
        return _refuted_there(tried, tried_on, at)
    refuted = refutation(tried, tried_on, sampled)
    if refuted is not None:
        return refuted
    try:
        decision = _decision(statement, domain.extended(*known))
    except (Unsupported, NotImplementedError, PolynomialError, RecursionError, ValueError) as error:
        decision = undecided(f"outside the checker: {error}")
    if decision.outcome == "refuted":
        return decision
    if decision.outcome != "proved":
        more = list(sampler.points(SEARCH))
        refuted = refutation(tried, tried_on, more)
        if refuted is None and decision.comes_to is not None:
            refuted = refutation(decision.comes_to, domain, sampled)
            return replace(refuted, witness=f"{refuted.witness}, for {decision.missing}") if refuted else decision
        return refuted or decision
    agreed = _agreement(tried, sampled)
    if agreed is None:
        return undecided("the second engine found no point at which it could evaluate the statement")
    if agreed is False:
        return undecided("the two engines disagree: the decision said proved, a sampled point says otherwise")
    return Verdict("proved", decision=decision.decision, points=agreed)


def _refuted_there(statement, domain, at):
    """The verdict at the point that an author puts forward; no other point stands in for it."""
    point = _point(at, domain, statement)
    outside = [h for h in domain.given if not holds(h, point)]
    if outside:
        return undecided(f"the point given does not satisfy {outside[0]}")
    return refutation(statement, domain, [point]) or undecided("at the point given it is not shown to fail")


def _point(at, domain, statement):
    """The point with the author's values; entries that nobody named take one that the hypotheses allow, if there is one."""
    entries = {variable: value for variable, value in at.items() if isinstance(variable, Indexed)}
    values = {variable: value for variable, value in at.items() if variable not in entries}
    _, ranks = variables_of(statement, *domain.given)
    for rest in (Rational(1, 2), S.One, S.Zero, S.NegativeOne):
        others = {
            base[place]: rest
            for base, rank in ranks.items()
            for place in product(range(1, MANY if rank == 1 else FEW), repeat=rank)
        }
        point = Point(values, {**others, **entries})
        if all(holds(h, point) for h in domain.given):
            return point
    return Point(values, entries)


def _where_it_speaks(statement, domain):
    """An implication says something only where its hypothesis holds: sample there."""
    if not isinstance(statement, Implies):
        return domain
    assumed = statement.args[0]
    return Domain((*domain.given, *(assumed.args if isinstance(assumed, And) else (assumed,))))


def with_concrete_functions(statement, domain, seed):
    """For the second engine: each undefined function f replaced by one that satisfies the hypotheses."""
    unknown = sorted({f.func for s in (statement, *domain.given) for f in s.atoms(AppliedUndef)}, key=str)
    if not unknown:
        return statement, domain
    for choice in product(CONCRETE, repeat=len(unknown)):
        bodies = dict(zip(unknown, choice))
        tried = Domain(tuple(_concrete(h, bodies) for h in domain.given))
        instance = _concrete(statement, bodies)
        if any(True for _ in Sampler(tried, instance, seed).points(1, tries=60)):
            return instance, tried
    return statement, domain


def _concrete(e, bodies):
    """A statement with its undefined functions replaced; its relations stay as they are."""
    if isinstance(e, (And, Implies, Equivalent, *RELATIONS)):
        keep = {"evaluate": False} if isinstance(e, RELATIONS) else {}
        return e.func(*[_concrete(a, bodies) for a in e.args], **keep)
    return e.xreplace({f: bodies[f.func](f.args[0]) for f in e.atoms(AppliedUndef)})


CONCRETE = (
    lambda x: 2 + x**3 / (1 + x**2),
    lambda x: 1 + x**2,
    lambda x: exp(x) + x**2 + 1,
    lambda x: 1 / (1 + x**2),
    lambda x: 1 / (1 + exp(-x)),
    lambda x: x,
    lambda x: x**3 - x,
)


# ---- refuting ----------------------------------------------------------------------------------------------------------


def refutation(statement, domain, points):
    """A refuted verdict with a certified witness among the points, or None."""
    probe = _pointwise(statement)
    if probe is None:
        return None
    for point in points:
        if not all(holds(h, point) for h in domain.given):
            continue
        if truth(probe, point) is not True and certified_false(probe, point):
            return _failure(statement, probe, point)
    if isinstance(statement, (Increasing, Decreasing)):
        return _refuted_by_two(statement, domain, points)
    if isinstance(probe, (Implies, Equivalent)) and all(isinstance(a, Eq) for a in probe.args):
        return _refuted_on_solutions(probe, domain, points)
    return None


def _refuted_by_two(statement, domain, points):
    """Two places of the domain that differ in x alone, where the function does not grow (or fall) from one to the other."""
    f, x = statement.args
    if not isinstance(x, Symbol):
        return None
    for point, other in zip(points, points[1:]):
        low, high = sorted((point.values[x], other.values[x])) if x in point.values else (S.Zero, S.Zero)
        places = [point.moved(x, value) for value in (low, high)]
        with evaluate(False):
            at_low, at_high = (f.xreplace({x: value}) for value in (low, high))
        grows = (Lt if isinstance(statement, Increasing) else Gt)(at_low, at_high, evaluate=False)
        inside = low < high and all(holds(h, place) for h in domain.given for place in places)
        if inside and certified_false(grows, point):
            found = _failure(grows, grows, point)
            two = [f"for {mark(f'{text(x)} = {text(v)}')}" for text, mark in ((plain, str), (math, "${}$".format)) for v in (low, high)]
            return replace(
                found,
                witness=f"{found.witness}, {two[0]} and {two[1]}",
                seen=f"{found.seen}, {two[2]} and {two[3]}",
            )
    return None


def _refuted_on_solutions(statement, domain, points):
    """Two equations that do not mean the same: a point that solves one exactly and not the other."""
    one, other = statement.args[:2]
    for first, second in ((one, other), (other, one))[: 1 if isinstance(statement, Implies) else 2]:
        for moved in on_solutions(first, domain, points):
            if truth(first, moved) and truth(second, moved) is not True and certified_false(second, moved):
                found = _failure(second, second, moved)
                return replace(
                    found,
                    witness=f"{found.witness}, while {plain(first)} holds",
                    seen=f"{found.seen}, while ${math(first)}$ holds",
                )
    return None


def on_solutions(equation, domain, points):
    """The points of the domain that solve an equation exactly: the points given, with one variable put right."""
    for variable, value in solutions(equation, domain):
        for point in points:
            moved = solved_for(variable, value, point)
            if moved is not None and _belongs(moved, domain):
                yield moved


def solved_for(variable, value, point):
    """The point with the value that an equation gives a variable there; None for an entry that the point does not name."""
    try:
        place = MP.entry(variable, point) if isinstance(variable, Indexed) else variable
    except NoValue:
        return None
    return point.moved(place, value.subs(point.values))


def _belongs(point, domain):
    try:
        return all(holds(h, point) for h in domain.given)
    except RecursionError:  # two entries that are each given through the other
        return False


def solutions(equation, domain):
    """(variable, value) pairs that solve an equation in which the variable stands alone on one side."""
    for side, value in ((equation.lhs, equation.rhs), (equation.rhs, equation.lhs)):
        if is_variable(side) and not mentions(unfold(value), side):
            yield side, unfold(value)
    normal = Normal(domain)
    try:
        numerator, _ = normal.fraction(normal.translate(settle(unfold(equation.lhs)) - settle(unfold(equation.rhs))))
        factors = factor_list(numerator)[1]
    except (Unsupported, PolynomialError):  # a number has no factors
        return
    for factor, _ in factors:
        kernels = {g: normal.meant(g) for g in factor.free_symbols}
        for g in sorted((g for g in kernels if is_variable(kernels[g])), key=str):
            if any(other != g and mentions(kernels[other], kernels[g]) for other in kernels):
                continue
            poly = factor.as_poly(g)
            rest = normal.meant(-poly.nth(0) / poly.LC())
            if poly.degree() == 1:
                yield kernels[g], rest
            elif poly.degree() == 2 and poly.nth(1) == 0:
                yield from ((kernels[g], sqrt(rest)), (kernels[g], -sqrt(rest)))


def _failure(statement, probe, point):
    """The refutation of a statement by the failure of ``probe`` at a point: where, and what is found there."""
    point, texts = Point(point.values, point.entries), []
    truth(probe, point)  # marks the entries that it looks at; the hypotheses looked at more
    for text, formula in ((plain, str), (math, "${}$".format)):
        where = ", ".join(formula(f"{text(name)} = {text(value)}") for name, value in point.looked_at(probe))
        found = f"at {where}" if where else "everywhere"
        if isinstance(probe, RELATIONS):
            left, right = (formula(value if isinstance(value, str) else text(value)) for value in values_at(probe, point))
            if isinstance(statement, SHAPES):
                slope = "slope" if isinstance(statement, (Increasing, Decreasing)) else "second derivative"
                found += f", where the {slope} is {left}"
            else:
                found += f", where the left side is {left} and the right side is {right}"
        texts.append(found)
    return Verdict("refuted", witness=texts[0], seen=texts[1])


def _pointwise(statement):
    """A statement whose failure at one point refutes the original, or None if there is none."""
    if isinstance(statement, RELATIONS):
        reached = _reached(statement)
        return None if reached.has(Limit, Integral, oo) else reached
    if isinstance(statement, SHAPES):
        f, x = statement.args
        return _slope(statement, f, x)
    if isinstance(statement, OPTIMA):
        f, x, at = statement.args
        f = carried_out(f)
        inside = Lt if isinstance(statement, Maximum) else Gt
        with_values = inside(f, _substituted(f, x, at), evaluate=False)
        return Implies(Ne(x, at, evaluate=False), with_values, evaluate=False)
    if isinstance(statement, And):
        parts = [_pointwise(a) for a in statement.args]
        known = [p for p in parts if p is not None]
        return And(*known, evaluate=False) if known else None
    if isinstance(statement, (Implies, Equivalent)):
        parts = [_pointwise(a) for a in statement.args]
        whole = all(isinstance(a, (*RELATIONS, And)) for a in statement.args)
        return type(statement)(*parts) if whole and None not in parts else None
    return None


def _reached(statement):
    """The relation with each limit replaced by the value at the point that its variable tends to.

    Where that value has an enclosure, no denominator vanishes and no logarithm starts: the body is continuous there, and
    the value is the limit. Bodies of other kinds than these keep their limit.
    """
    with evaluate(False):
        return statement.xreplace(
            {
                one: one.args[0].xreplace({one.args[1]: one.args[2]})
                for one in statement.atoms(Limit)
                if one.args[2].is_infinite is not True
                and not one.args[2].has(oo)
                and not one.args[1].is_integer
                and not one.args[0].has(Limit, Integral, Derivative, KroneckerDelta, AppliedUndef)
                and not any(fold.limits[-1][2].has(one.args[1]) for fold in unfold(one.args[0]).atoms(Sum, Product))
            }
        )


def _slope(statement, f, x):
    """What the derivative of a smooth function does, if the statement holds (weakly)."""
    slope, bend = Derivative(f, x, evaluate=False), Derivative(f, x, x, evaluate=False)
    return {
        Increasing: Ge(slope, 0, evaluate=False),
        Decreasing: Le(slope, 0, evaluate=False),
        Convex: Ge(bend, 0, evaluate=False),
        Concave: Le(bend, 0, evaluate=False),
    }[type(statement)]


def _substituted(f, x, at):
    return f.xreplace({x: at})


# ---- agreement ---------------------------------------------------------------------------------------------------------


def _agreement(statement, points):
    """At how many points the statement was evaluated and holds; False if it fails at one; None if at none."""
    if isinstance(statement, Eq) and statement.has(Limit):
        return _limit_agrees(statement, points)
    if isinstance(statement, SHAPES):
        f, x = statement.args
        statement = _slope(statement, f, x)
    elif isinstance(statement, OPTIMA):
        statement = _pointwise(statement)
    elif isinstance(statement, And):
        counts = [_agreement(a, points) for a in statement.args]
        return False if False in counts else (None if None in counts else min(counts))
    few = points[:3] if statement.has(Integral) else points
    results = [truth(statement, p) for p in few]
    if False in results:
        return False
    return results.count(True) or None


def _limit_agrees(statement, points):
    """Along a sequence towards the limit, the distance shrinks (or the values grow, if the limit is infinite)."""
    limits = list(statement.atoms(Limit))
    if len(limits) != 1 or limits[0] not in statement.args:
        return None
    f, x, to, side = limits[0].args
    other = settle(statement.rhs if statement.lhs == limits[0] else statement.lhs)
    counts = [_approaches(f, x, settle(to), str(side), other, point) for point in points[:4]]
    return False if False in counts else counts.count(True) or None


ARRIVED = mpmath.mpf(10) ** -AGREE


def _approaches(f, x, to, side, target, point):
    """True if f comes nearer to its limit each time x does; None if there are fewer than two values to compare."""
    gaps = []
    for k in (2, 3, 4):
        if to in (oo, -oo):
            near = S(10) ** (k - 1) * (1 if to == oo else -1)
        else:
            near = to.subs(point.values) + (-1 if side == "-" else 1) / S(10) ** (2 * k)
        try:
            with mpmath.workdps(1000):
                value, limit_value = MP(f, point.moved(x, near)), MP(target, point)
        except (NoValue, OverflowError, ZeroDivisionError):
            continue
        if mpmath.isinf(limit_value):
            gaps.append(-value if limit_value > 0 else value)
        else:
            gaps.append(abs(value - limit_value))
            if gaps[-1] < ARRIVED:
                return True
    if len(gaps) < 2:
        return None
    return all(b < a for a, b in zip(gaps, gaps[1:])) and (gaps[-1] < 1 or gaps[-1] < gaps[0] / 5 or gaps[-1] < 0)


# ---- deciding ----------------------------------------------------------------------------------------------------------


def _decision(statement, domain):
    if isinstance(statement, And):
        verdicts = [_decision(a, domain) for a in statement.args]
        bad = [v for v in verdicts if not v.proved]
        return bad[0] if bad else Verdict("proved", decision="; ".join(dict.fromkeys(v.decision for v in verdicts)))
    if isinstance(statement, (Equivalent, Implies)):
        from .steps import decide_link

        return decide_link(statement.args[0], statement.args[1], domain, both_ways=isinstance(statement, Equivalent))
    if isinstance(statement, SHAPES):
        return _shape(statement, domain)
    if isinstance(statement, OPTIMA):
        return _optimum(statement, domain)
    if not isinstance(statement, RELATIONS):
        return undecided(f"{type(statement).__name__} is not a kind of statement that the checker knows")
    if isinstance(statement, Eq):
        for kind, decision in ((Limit, _limit), (Integral, _integral), (Sum, _series)):
            if any(_is_whole(side, kind) for side in statement.args):
                verdict = decision(statement, domain)
                if verdict.proved or kind is not Integral or not all(side.has(Integral) for side in statement.args):
                    return verdict
    normal = Normal(domain)
    gap = undefined(statement.lhs, normal) or undefined(statement.rhs, normal)
    if gap:
        return undecided(gap)
    difference = settle(unfold(statement.lhs)) - settle(unfold(statement.rhs))
    if isinstance(statement, Eq):
        if normal.is_zero(difference):
            return Verdict("proved", decision="normal form")
        for n in _upper_ends(difference):
            if _by_induction(statement, difference, n, domain):
                return Verdict("proved", decision=f"induction on {n}, each step by normal form")
        return undecided(f"the normal form of the difference is not 0: {short(normal, difference)}")
    sign = normal.sign(difference)
    if sign in _WANTED[type(statement)]:
        return Verdict("proved", decision="sign of the normal form on the domain")
    return undecided(f"the sign of {statement.lhs} - ({statement.rhs}) on the domain is not shown")


def _upper_ends(e):
    """Integer symbols that stand in the upper end of a sum or product of ``e``."""
    return sorted(
        {s for fold in e.atoms(Sum, Product) for s in fold.limits[-1][2].free_symbols if s.is_integer}, key=str
    )


def _by_induction(statement, difference, n, domain):
    """difference = 0 at the least n, and at n + 1 wherever it is so at n."""
    low, high = domain.interval(n)
    if low is None or high is not None or low.strict or not low.value.is_Integer:
        return False
    if any(n in h.free_symbols for h in domain.given if h.args not in ((n, low.value), (low.value, n))):
        return False  # a hypothesis that moves with n
    if not Normal(domain).is_zero(difference.subs(n, low.value)):
        return False
    assumed = Eq(difference, 0, evaluate=False)
    return Normal(domain.extended(assumed)).is_zero(_advanced(difference, n))


def _advanced(e, n):
    """``e`` at n + 1, with the last term of each sum or product over a range up to n split off."""
    if isinstance(e, (Sum, Product)) and len(e.limits) == 1 and e.limits[0][2].has(n):
        index, low, high = e.limits[0]
        if high.subs(n, n + 1) - high != 1 or low.has(n):
            raise Unsupported(f"{e}: its range does not grow by one with {n}")
        body = e.function.subs(n, n + 1)
        last = body.subs(index, high + 1)
        return (
            e.func(body, (index, low, high)) + last if isinstance(e, Sum) else e.func(body, (index, low, high)) * last
        )
    if e == n:
        return n + 1
    if not e.args or not e.has(n):
        return e
    return e.func(*[_advanced(a, n) for a in e.args])


def _is_whole(side, kind):
    """A limit, an integral, or an infinite sum that is a whole side of an equation."""
    return isinstance(side, kind) and (kind is not Sum or settle(side.limits[-1][2]) == oo)


def short(normal, difference):
    numerator, denominator = normal.fraction(normal.translate(difference))
    text = str(normal.meant(numerator / denominator))
    return text if len(text) < 200 else text[:200] + " …"


def undefined(e, normal):
    """'' if ``e`` is shown to have a value on the whole domain; else what could not be shown."""
    e = unfold(e)
    if is_variable(e) or not e.args:
        return ""
    if isinstance(e, (Sum, Product)):
        return _undefined_fold(e, normal)
    if isinstance(e, Derivative):
        for x in by(e):
            if x.is_integer:
                return f"{e} differentiates by {x}, which takes whole numbers only"
            if normal.domain.is_closed(x):
                return f"{e} asks for a derivative at a closed end of the interval of {x}"
        inside = normal._chosen(settle(e.expr))
        if inside.has(Abs, Max, Min):
            return f"{e} is not shown to exist where {inside} may have a corner"
        return undefined(e.expr, normal)
    for a in e.args:
        gap = undefined(a, normal) if isinstance(a, Expr) else ""
        if gap:
            return gap
    if isinstance(e, Pow):
        base, exponent = settle(e.base), settle(e.exp)
        if exponent.is_Integer:
            if exponent < 0 and normal.sign(base) not in ("+", "-", "!="):
                return f"the denominator {e.base} is not shown to differ from 0"
        elif base.is_Rational and base > 0 or base == S.Exp1:
            return ""
        elif exponent.is_integer and (normal.sign(exponent) in ("+", ">=") or normal.sign(base) in ("+", "-", "!=")):
            return ""  # a whole number of factors
        elif normal.sign(base) != "+" and not (
            exponent.is_Rational and exponent > 0 and normal.sign(base) in (">=", "0")
        ):
            return f"the base of the power {e} is not shown to be positive"
    if isinstance(e, Function) and not isinstance(e, (*EVERYWHERE, AppliedUndef, log)):
        if isinstance(e, erfinv) and all(
            normal.sign(s) == "+" for s in (1 - settle(e.args[0]), 1 + settle(e.args[0]))
        ):
            return ""
        return f"{type(e).__name__} is not a function that the checker knows the domain of"
    if isinstance(e, log) and normal.sign(settle(e.args[0])) != "+":
        return f"the argument of {e} is not shown to be positive"
    return ""


def _undefined_fold(e, normal):
    summand, index, low, high = outermost(e)
    gap = undefined(low, normal) or undefined(high, normal)
    if gap:
        return gap
    if high == oo:
        return f"{e} has infinitely many terms"
    bound = Dummy(index.name, integer=True)
    return undefined(renamed(summand, index, bound), Inner(normal, bound, low, high))


def never_defined(e, normal):
    """What in ``e`` is shown to have no value anywhere on the domain (str); '' if nothing is."""
    e = unfold(e)
    try:
        if isinstance(e, log) and normal.sign(settle(e.args[0])) in ("-", "<=", "0"):
            return f"the argument of {e} is nowhere positive"
        if isinstance(e, Pow) and settle(e.exp).is_number:
            base, exponent = settle(e.base), settle(e.exp)
            if exponent.is_negative and not base.is_number and normal.is_zero(base) or base == 0 and exponent < 0:
                return f"the denominator {e.base} is 0 everywhere"
            if not exponent.is_integer and normal.sign(base) == "-":
                return f"the base of the power {e} is nowhere positive"
        if isinstance(e, (Limit, Integral)):
            return _never_defined_inside(e, normal)
    except (Unsupported, NotImplementedError, PolynomialError, RecursionError):
        return ""
    if isinstance(e, (Sum, Product)):
        return ""  # a range may be empty
    return next(filter(None, (never_defined(a, normal) for a in e.args if isinstance(a, Basic))), "")


def _never_defined_inside(e, normal):
    """The same for the body of a limit near its point, and of an integral between its ends."""
    if isinstance(e, Limit):
        body, variable, *rest = e.args
        rest = (settle(rest[0]), rest[1])
    else:
        body, (variable, *rest) = e.function, e.limits[0]
        if len(e.limits) > 1 or len(rest) < 2 or normal.sign(rest[1] - rest[0]) != "+":
            return ""
    x = Dummy(variable.name, real=True)
    near = normal.domain.extended(*_between(x, rest, isinstance(e, Limit)))
    return never_defined(renamed(body, variable, x), Normal(near))


def _not_an_interval(domain, x):
    """'' if the hypotheses leave x an interval to move in; a derivative's sign says nothing across a gap."""
    if x.is_integer:
        return f"{x} takes whole numbers only"
    if any(mentions(fact, x) for fact, _ in domain.facts) or any(mentions(e, x) for e in domain.equations):
        return f"the hypotheses do not leave {x} an interval to move in"
    return ""


def _shape(statement, domain):
    f, x = statement.args
    normal = Normal(domain)
    gap = _not_an_interval(domain, x) or undefined(f, normal)
    if gap:
        return undecided(gap)
    ends = domain.is_closed(x)
    if ends and isinstance(statement, (Increasing, Decreasing)):
        normal = Normal(domain.opened(x))  # continuous on the interval, so the inside decides
    times = 2 if isinstance(statement, (Convex, Concave)) else 1
    if ends and times == 2:
        normal = Normal(domain.opened(x))
    slope = derivative(Derivative(settle(unfold(f)), (x, times), evaluate=False))
    sign = normal.sign(slope)
    wanted = {Increasing: ("+",), Decreasing: ("-",), Convex: ("+", ">=", "0"), Concave: ("-", "<=", "0")}[
        type(statement)
    ]
    name = "second derivative" if times == 2 else "derivative"
    if sign in wanted:
        return Verdict("proved", decision=f"sign of the {name} on the domain")
    return undecided(f"the sign of the {name} of {f} in {x} is not shown")


def _optimum(statement, domain):
    f, x, at = statement.args
    normal = Normal(domain)
    gap = _not_an_interval(domain, x) or undefined(f, normal) or undefined(at, normal)
    if gap:
        return undecided(gap)
    for bounds, sense in zip(domain.ends(x), (1, -1)):
        for bound in bounds:
            wanted = ("+",) if bound.strict else ("+", ">=", "0")
            if normal.sign(sense * (at - bound.value)) not in wanted:
                outside = normal.sign(sense * (at - bound.value)) in (("-",) if not bound.strict else ("-", "<=", "0"))
                return replace(undecided(f"{x} = {at} is not shown to lie in the domain"), nowhere=outside)
    slope = derivative(Derivative(f, x, evaluate=False))
    before, after = (
        Normal(domain.extended(h)).sign(slope) for h in (Lt(x, at, evaluate=False), Gt(x, at, evaluate=False))
    )
    wanted = ("+", "-") if isinstance(statement, Maximum) else ("-", "+")
    if (before, after) == wanted:
        return Verdict("proved", decision="sign of the derivative on either side")
    bend = normal.sign(differentiate(slope, x))
    if bend == wanted[1] and normal.is_zero(slope.subs(x, at)):
        return Verdict(
            "proved",
            decision="a critical point of a strictly "
            + ("concave" if isinstance(statement, Maximum) else "convex")
            + " function",
        )
    return undecided(f"the sign of the derivative of {f} on the two sides of {x} = {at} is not shown")


def _limit(statement, domain):
    """Named SymPy step: its limit (Gruntz), of an expression defined near the point."""
    one, other = statement.lhs, statement.rhs
    if not isinstance(one, Limit):
        one, other = other, one
    if not isinstance(one, Limit) or other.has(Limit):
        return undecided("a limit stands alone on one side of its equation")
    body, variable, to, side = one.args
    x = Dummy(variable.name, real=True)  # the hypotheses may speak of a symbol of the same name
    f, to = renamed(body, variable, x), settle(to)
    near = domain.extended(*_between(x, (to, side), True))
    gap = undefined(f, Normal(near)) or undefined(other, Normal(domain))
    if gap:
        return undecided(gap)
    other = settle(other)
    value = limit_of(carried_out(settle(unfold(f))), x, to, str(side), domain)
    if value is None:
        return undecided(f"no limit of {body} was found")
    return _compared(value, other, domain, "SymPy limit", f"the limit is {value}")


def _compared(value, other, domain, decision, found):
    """The verdict on an equation whose one side has been worked out as ``value``."""
    if value in (oo, -oo) or other in (oo, -oo):
        same, differs = value == other, value != other
    else:
        normal, difference = Normal(domain), settle(unfold(other)) - value
        same, differs = normal.is_zero(difference), normal.sign(difference) in ("+", "-", "!=")
    if same:
        return Verdict("proved", decision=decision)
    if differs:
        return Verdict("refuted", witness=f"everywhere: {found}")
    return replace(undecided(found), comes_to=Eq(value, other, evaluate=False))


def _integral(statement, domain):
    """The fundamental theorem: an antiderivative from SymPy, differentiated back by the normal form, then its ends."""
    one, other = statement.lhs, statement.rhs
    if not isinstance(one, Integral):
        one, other = other, one
    if not isinstance(one, Integral) or other.has(Integral) or len(one.limits) != 1 or len(one.limits[0]) != 3:
        return undecided("one integral, with its ends, stands alone on one side of its equation")
    gap = undefined(other, Normal(domain))
    if gap:
        return undecided(gap)
    variable, low, high = one.limits[0]
    x, low, high = Dummy(variable.name, real=True), settle(low), settle(high)
    integrand = renamed(one.function, variable, x)
    ordered = low == -oo or high == oo or Normal(domain).sign(high - low) in ("+", ">=", "0")
    for ends in ((low, high),) if ordered else ((low, high), (high, low)):
        normal = Normal(domain.extended(*_between(x, ends, False)))
        gap = undefined(integrand, normal)
        if gap:
            return undecided(gap)
    f = settle(unfold(integrand))
    for end in (low, high):
        far = limit_of(f, x, end, "-", domain) if end in (oo, -oo) else S.Zero
        if far is not None and (far in (oo, -oo) or Normal(domain).sign(far) in ("+", "-", "!=")):
            return replace(undecided(f"the integrand tends to {far} at {end}"), nowhere=True)
    signs = signed(f, domain, x)
    normals = [
        Normal(domain.extended(*_between(x, between, False)))
        for between in (((low, high),) if ordered else ((low, high), (high, low)))
    ]
    # If the upper end is a variable, the other side itself may be the antiderivative.
    guess = settle(unfold(other)).xreplace({high: x}) if isinstance(high, Symbol) else None
    F = _antiderivative(f, x, *signs, normals, lambda *_: guess)
    if F is None:
        return undecided(f"no antiderivative of {one.function} was found and checked")
    ends = []
    for end, side in ((low, "+"), (high, "-")):
        value = limit_of(F, x, end, side, domain)
        if value is None or (value.has(oo, -oo) and value not in (oo, -oo)):
            return undecided(f"the limit of the antiderivative {F} at {end} is {value}")
        ends.append(value)
    infinite = [f"{F} at {end} is {value}" for end, value in zip((low, high), ends) if value in (oo, -oo)]
    if infinite:
        return replace(undecided(f"the limit of the antiderivative {infinite[0]}"), nowhere=True)
    decision = "antiderivative, differentiated back, and SymPy limits at the ends"
    return _compared(ends[1] - ends[0], other, domain, decision, f"the integral is {ends[1] - ends[0]}")


def _in_powers_of_e(f, x):
    """A rational function of e^x, integrated as one of w = e^x: SymPy is quick at those."""
    w = Dummy("w", positive=True)
    g = settle(
        f.replace(
            lambda e: isinstance(e, exp),
            lambda e: (
                w ** (e.args[0].coeff(x))
                if e.args[0].coeff(x).is_Integer and settle(e.args[0] - e.args[0].coeff(x) * x) == 0
                else e
            ),
        )
    )
    return (
        integrate(together(g / w), w).xreplace({w: exp(x)})
        if g.is_rational_function(w) and x not in g.free_symbols
        else None
    )


def _antiderivative(f, x, there, back, normals, guess):
    """An F with F' = f wherever the integral looks; others propose, the normal form checks."""
    for propose in (guess, _in_powers_of_e, manualintegrate, integrate):
        F = propose(f.xreplace(there), x)
        if F is None or F.has(Integral, Piecewise):
            continue
        F = settle(F.xreplace(back))
        F = F.replace(lambda e: isinstance(e, log) and normals[0].sign(e.args[0]) == "-", lambda e: log(-e.args[0]))
        if all(not undefined(F, normal) and normal.is_zero(F.diff(x) - f) for normal in normals):
            return F
    return None


def _series(statement, domain):
    """Named SymPy step: the value of an infinite sum."""
    one, other = (statement.lhs, statement.rhs) if _is_whole(statement.lhs, Sum) else (statement.rhs, statement.lhs)
    gap = undefined(other, Normal(domain))
    if gap:
        return undecided(gap)
    there, back = signed(one.function, domain, one.limits[-1][0])
    value = settle(settle(unfold(one)).xreplace(there).doit().xreplace(back))
    if value in (oo, -oo):
        return replace(undecided(f"the sum grows beyond all bounds, to {value}"), nowhere=True)
    if value.has(Sum) or not value.is_finite:
        return undecided(f"SymPy does not sum {one}")
    return _compared(value, other, domain, "SymPy summation", f"the sum is {value}")
