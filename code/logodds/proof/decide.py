"""Verdicts: is this statement proved, refuted or undecided on this domain?

``decide`` asks the second engine for a witness first (a certified one ends the matter), then shows that every part of the
statement is defined on the whole domain, then looks for a decision. The engines must agree: a statement that is decided
but fails at one sampled point is an error of the checker, and is reported as one. There is no other way to `proved`.
"""

from dataclasses import dataclass
from itertools import product

import mpmath
from sympy import (
    And,
    Derivative,
    Dummy,
    Eq,
    Equivalent,
    Expr,
    Ge,
    Gt,
    Implies,
    Indexed,
    Integral,
    Le,
    Limit,
    Lt,
    Ne,
    Pow,
    Product,
    S,
    Sum,
    Symbol,
    evaluate,
    exp,
    integrate,
    limit,
    log,
    oo,
)
from sympy.core.function import AppliedUndef

from .domain import Domain, is_variable
from .normal import (
    Inner,
    Normal,
    Unsupported,
    _between,
    by,
    carried_out,
    derivative,
    differentiate,
    outermost,
)
from .points import MP, NoValue, Point, Sampler, certified_false, truth, values_at
from .words import OPTIMA, SHAPES, Convex, Concave, Decreasing, Increasing, Maximum, exact, settle, unfold

POINTS = 8  # at which the engines must agree
SEARCH = 40  # more points, where a witness is sought before giving up
RELATIONS = (Eq, Ne, Lt, Le, Gt, Ge)
_WANTED = {Lt: ("-",), Le: ("-", "<=", "0"), Gt: ("+",), Ge: ("+", ">=", "0"), Ne: ("+", "-", "!=")}


@dataclass(frozen=True)
class Verdict:
    """What the checker says, and why. ``outcome`` is 'proved', 'refuted' or 'undecided'."""

    outcome: str
    decision: str = ""  # proved: by which decision
    witness: str = ""  # refuted: the exact point and what is found there
    missing: str = ""  # undecided: what could not be shown
    points: int = 0  # how many sampled points agreed

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
    tried, tried_on = with_concrete_functions(statement, domain, seed or str(statement))
    sampler = Sampler(tried_on, tried, seed or str(statement))
    sampled = list(sampler.points(POINTS))
    if not sampled:
        return undecided(
            f"no point satisfies the hypotheses {tuple(map(str, domain.given))}: the statement would be empty"
        )
    refuted = _refutation(tried, tried_on, ([Point(at)] if at else []) + sampled)
    if refuted is not None:
        return refuted
    try:
        decision = _decision(statement, domain.extended(*known))
    except (Unsupported, NotImplementedError) as error:
        decision = undecided(f"outside the checker: {error}")
    if decision.outcome != "proved":
        return _refutation(tried, tried_on, list(sampler.points(SEARCH))) or decision
    agreed = _agreement(tried, sampled)
    if agreed is None:
        return undecided("the second engine found no point at which it could evaluate the statement")
    if agreed is False:
        return undecided("the two engines disagree: the decision said proved, a sampled point says otherwise")
    return Verdict("proved", decision=decision.decision, points=agreed)


def with_concrete_functions(statement, domain, seed):
    """For the second engine: each undefined function f replaced by one that satisfies the hypotheses."""
    unknown = sorted({f.func for s in (statement, *domain.given) for f in s.atoms(AppliedUndef)}, key=str)
    if not unknown:
        return statement, domain
    for choice in product(CONCRETE, repeat=len(unknown)):

        def concrete(e):
            for function, body in zip(unknown, choice):
                e = e.replace(
                    lambda a: isinstance(a, AppliedUndef) and a.func == function, lambda a: body(a.args[0])
                )
            return e

        with evaluate(False):
            tried = Domain(tuple(map(concrete, domain.given)))
            instance = concrete(statement)
        if any(True for _ in Sampler(tried, instance, seed).points(1, tries=5)):
            return instance, tried
    return statement, domain


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


def _refutation(statement, domain, points):
    probe = _pointwise(statement)
    if probe is None:
        return None
    for point in points:
        if not all(truth(h, point) for h in domain.given if not _has_free_index(h, point)):
            continue
        if truth(probe, point) is not True and certified_false(probe, point):
            return Verdict("refuted", witness=_witness(probe, point))
    if isinstance(probe, (Implies, Equivalent)) and all(isinstance(a, Eq) for a in probe.args):
        return _refuted_on_solutions(probe, domain, points)
    return None


def _has_free_index(hypothesis, point):
    return any(
        s not in point.values for a in hypothesis.atoms(Indexed) for i in a.indices for s in i.free_symbols
    )


def _refuted_on_solutions(statement, domain, points):
    """Two equations that do not mean the same: a point that solves one exactly and not the other."""
    one, other = statement.args[:2]
    for first, second in ((one, other), (other, one))[: 1 if isinstance(statement, Implies) else 2]:
        for variable, value in _solutions(first, domain):
            for point in points:
                moved = point.moved(variable, value.subs(point.values))
                try:
                    fits = all(truth(h, moved) for h in domain.given if not _has_free_index(h, moved))
                except RecursionError:
                    continue
                if (
                    fits
                    and truth(first, moved)
                    and truth(second, moved) is not True
                    and certified_false(second, moved)
                ):
                    return Verdict("refuted", witness=_witness(second, moved) + f", while {first} holds")
    return None


def _solutions(equation, domain):
    """(variable, value) pairs that solve an equation in which the variable stands alone on one side."""
    for side, value in ((equation.lhs, equation.rhs), (equation.rhs, equation.lhs)):
        if isinstance(side, Symbol) and side not in value.free_symbols:
            yield side, unfold(value)
    normal = Normal(domain)
    try:
        numerator, _ = normal.fraction(
            normal.translate(settle(unfold(equation.lhs)) - settle(unfold(equation.rhs)))
        )
    except Unsupported:
        return
    for x in sorted(
        (s for s in numerator.free_symbols if isinstance(s, Symbol) and s not in normal.meaning), key=str
    ):
        if any(x in normal.meant(g).free_symbols for g in numerator.free_symbols if g in normal.meaning):
            continue
        coefficients = numerator.as_poly(x)
        if coefficients is not None and coefficients.degree() == 1:
            yield x, normal.meant(-coefficients.nth(0) / coefficients.LC())


def _witness(statement, point):
    text = f"at {point}"
    if isinstance(statement, RELATIONS):
        left, right = values_at(statement, point)
        text += f" the left side is {left} and the right side is {right}"
    return text


def _pointwise(statement):
    """A statement whose failure at one point refutes the original, or None if there is none."""
    if isinstance(statement, RELATIONS):
        return None if statement.has(Limit, Integral, oo) else statement
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
        return statement if all(isinstance(a, RELATIONS) for a in statement.args) else None
    return None


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
    if len(limits) != 1 or limits[0] not in (statement.lhs, statement.rhs):
        return None
    (one,), other = limits, statement.rhs if statement.lhs == limits[0] else statement.lhs
    f, x, to, side = one.args
    agreed = 0
    for point in points[:4]:
        distances = []
        for k in (2, 4, 6):
            near = S(10) ** k
            to = settle(to)
            value = {oo: near, -oo: -near}.get(to, None)
            if value is None:
                value = to.subs(point.values) + (-1 if str(side) == "-" else 1) / S(10) ** (k * 4)
            moved = point.moved(x, value)
            try:
                with mpmath.workdps(100):
                    here = MP(f, moved)
                    target = MP(settle(other), point)
                    distances.append(
                        -here
                        if target == -mpmath.inf
                        else here
                        if target == mpmath.inf
                        else -abs(here - target)
                    )
            except (NoValue, OverflowError, ZeroDivisionError):
                continue
        if len(distances) >= 2:
            if any(b < a for a, b in zip(distances, distances[1:])) or (
                distances[-1] <= 0 and distances[-1] < -(mpmath.mpf(10) ** -1)
            ):
                return False
            agreed += 1
    return agreed or None


# ---- deciding ----------------------------------------------------------------------------------------------------------


def _decision(statement, domain):
    if isinstance(statement, And):
        verdicts = [_decision(a, domain) for a in statement.args]
        bad = [v for v in verdicts if not v.proved]
        return (
            bad[0]
            if bad
            else Verdict("proved", decision="; ".join(dict.fromkeys(v.decision for v in verdicts)))
        )
    if isinstance(statement, (Equivalent, Implies)):
        from .steps import decide_link

        return decide_link(
            statement.args[0], statement.args[1], domain, both_ways=isinstance(statement, Equivalent)
        )
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
                if (
                    verdict.proved
                    or kind is not Integral
                    or not all(side.has(Integral) for side in statement.args)
                ):
                    return verdict
    normal = Normal(domain)
    gap = undefined(statement.lhs, normal) or undefined(statement.rhs, normal)
    if gap:
        return undecided(gap)
    difference = settle(unfold(statement.lhs)) - settle(unfold(statement.rhs))
    if isinstance(statement, Eq):
        if normal.is_zero(difference):
            return Verdict("proved", decision="normal form")
        return undecided(f"the normal form of the difference is not 0: {short(normal, difference)}")
    sign = normal.sign(difference)
    if sign in _WANTED[type(statement)]:
        return Verdict("proved", decision="sign of the normal form on the domain")
    return undecided(f"the sign of {statement.lhs} - ({statement.rhs}) on the domain is not shown")


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
            if isinstance(x, Symbol) and normal.domain.closed_ends(x):
                return f"{e} asks for a derivative at a closed end of the interval of {x}"
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
        elif normal.sign(base) != "+" and not (
            exponent.is_Rational and exponent > 0 and normal.sign(base) in (">=", "0")
        ):
            return f"the base of the power {e} is not shown to be positive"
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
    return undefined(summand.xreplace({index: bound}), Inner(normal, bound, low, high))


def _shape(statement, domain):
    f, x = statement.args
    normal = Normal(domain)
    gap = undefined(f, normal)
    if gap:
        return undecided(gap)
    ends = domain.closed_ends(x)
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
    gap = undefined(f, normal) or undefined(at, normal)
    if gap:
        return undecided(gap)
    low, high = domain.interval(x)
    for bound, sense in ((low, 1), (high, -1)):
        if bound is not None:
            wanted = ("+",) if bound.strict else ("+", ">=", "0")
            if normal.sign(sense * (at - bound.value)) not in wanted:
                return undecided(f"{x} = {at} is not shown to lie in the domain")
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
    f, x, to, side = one.args
    to, other = settle(to), settle(other)
    near = domain.extended(*_between(x, (to, side), True))
    gap = undefined(f, Normal(near))
    if gap:
        return undecided(gap)
    if f.has(Sum, Product):
        return undecided("a limit under a sum over a symbolic range")
    signed = _signed(f, domain, x)
    value = limit(
        settle(unfold(f)).subs(signed), x, to, str(side) if to not in (oo, -oo) else "-" if to == oo else "+"
    )
    value = value.subs({d: s for s, d in signed.items()})
    if value.has(Limit) or (value in (oo, -oo)) != (other in (oo, -oo)):
        return undecided(f"SymPy's limit is {value}")
    same = value == other if other in (oo, -oo) else Normal(domain).is_zero(settle(unfold(other)) - value)
    return Verdict("proved", decision="SymPy limit") if same else undecided(f"SymPy's limit is {value}")


def _integral(statement, domain):
    """The fundamental theorem: an antiderivative from SymPy, differentiated back by the normal form, then its ends."""
    one, other = statement.lhs, statement.rhs
    if not isinstance(one, Integral):
        one, other = other, one
    if (
        not isinstance(one, Integral)
        or other.has(Integral)
        or len(one.limits) != 1
        or len(one.limits[0]) != 3
    ):
        return undecided("one integral, with its ends, stands alone on one side of its equation")
    x, low, high = one.limits[0]
    low, high = settle(low), settle(high)
    ordered = low == -oo or high == oo or Normal(domain).sign(high - low) in ("+", ">=", "0")
    for ends in ((low, high),) if ordered else ((low, high), (high, low)):
        normal = Normal(domain.extended(*_between(x, ends, False)))
        gap = undefined(one.function, normal)
        if gap:
            return undecided(gap)
    f = settle(unfold(one.function))
    signed = _signed(f, domain, x)
    F = integrate(f.subs(signed), x, conds="none").subs({d: s for s, d in signed.items()})
    for between in ((low, high),) if ordered else ((low, high), (high, low)):
        normal = Normal(domain.extended(*_between(x, between, False)))
        if F.has(Integral) or undefined(F, normal) or not normal.is_zero(F.diff(x) - f):
            return undecided(f"no antiderivative of {one.function} was found and checked")
    ends = []
    for end, side in ((low, "+"), (high, "-")):
        value = limit(F.subs(signed), x, end, side).subs({d: s for s, d in signed.items()})
        if value.has(Limit, oo, -oo, S.NaN):
            return undecided(f"the limit of the antiderivative {F} at {end} is {value}")
        ends.append(value)
    if Normal(domain).is_zero(settle(unfold(other)) - (ends[1] - ends[0])):
        return Verdict("proved", decision="antiderivative, differentiated back, and SymPy limits at the ends")
    return undecided(f"the antiderivative gives {ends[1] - ends[0]}")


def _series(statement, domain):
    """Named SymPy step: the value of an infinite sum."""
    one, other = (
        (statement.lhs, statement.rhs) if _is_whole(statement.lhs, Sum) else (statement.rhs, statement.lhs)
    )
    signed = _signed(one, domain, one.limits[-1][0])
    value = settle(unfold(one)).subs(signed).doit().subs({d: s for s, d in signed.items()})
    if value.has(Sum) or not value.is_finite:
        return undecided(f"SymPy does not sum {one}")
    if Normal(domain).is_zero(settle(unfold(other)) - value):
        return Verdict("proved", decision="SymPy summation")
    return undecided(f"SymPy's sum is {value}")


def _signed(f, domain, x):
    signed = {}
    for s in f.free_symbols - {x}:
        low, _ = domain.interval(s)
        if low is not None and low.value.is_number and low.value >= 0 and (low.strict or low.value > 0):
            signed[s] = Dummy(s.name, positive=True)
    return signed
