"""The rules of a chain: what licenses the step from one statement to the next.

The author writes statements and reasons; ``decide_link`` looks for a rule that carries the first statement to the second
(and back, where the step says "if and only if"):

* both sides rewritten: equal normal forms on both sides;
* a common factor: the difference of the sides is multiplied by something that vanishes nowhere on the domain (for an
  inequality: by something positive, or by something negative and the relation turned round);
* the same map on both sides: exp, log, logistic or logit, each injective and increasing, where it is defined;
* one assumed, the other shown: each side of the step is decided on the domain that also knows the other.

A step to which no rule applies is undecided.
"""

from sympy import Eq, Ge, Gt, Le, Lt, Ne, exp, log

from .normal import Normal, Unsupported
from .words import And, logistic, logit, settle, unfold

_TURNED = {Lt: Gt, Le: Ge, Gt: Lt, Ge: Le}
_MAPS = (exp, log, logistic, logit)


def decide_link(before, after, domain, both_ways=True):
    """The verdict on ``before <=> after`` (or ``before => after``) on the domain."""
    from .decide import Verdict, undecided, undefined

    normal = Normal(domain)
    for statement in (before, after):
        for side in statement.args if not isinstance(statement, And) else [s for a in statement.args for s in a.args]:
            gap = undefined(side, normal)
            if gap:
                return undecided(gap)
    rule = _rule(before, after, normal)
    if rule:
        return Verdict("proved", decision=rule)
    forth = _assuming(before, after, domain)
    if not forth.proved or not both_ways:
        return forth
    back = _assuming(after, before, domain)
    return Verdict("proved", decision=f"each assumed in turn: {forth.decision}") if back.proved else back


def _rule(before, after, normal):
    if not all(isinstance(s, (Eq, Ne, Lt, Le, Gt, Ge)) for s in (before, after)):
        return None
    before, after = _facing(before), _facing(after)
    if type(before) is not type(after):
        return None
    sides = [(settle(unfold(s.lhs)), settle(unfold(s.rhs))) for s in (before, after)]
    (a, b), (c, d) = sides
    if normal.is_zero(a - c) and normal.is_zero(b - d):
        return "both sides rewritten"
    if isinstance(before, (Eq, Ne)) and normal.is_zero(a - d) and normal.is_zero(b - c):
        return "the sides exchanged"
    factor = _factor(a - b, c - d, normal)
    wanted = ("+", "-", "!=") if isinstance(before, (Eq, Ne)) else ("+",)
    if factor is not None and normal.sign(factor) in wanted:
        return f"both sides times {factor}, plus a common term" if factor != 1 else "a common term on both sides"
    for image in _MAPS:
        for (x, y), (u, v), words in (
            (sides[0], sides[1], f"{image.__name__} of both sides"),
            (sides[1], sides[0], f"{image.__name__} undone on both sides"),
        ):
            if _defined_at(image, (x, y), normal) and _same(image, x, u, normal) and _same(image, y, v, normal):
                return words
    return None


def _facing(statement):
    """Every inequality read as > or >=."""
    return (
        _TURNED[type(statement)](statement.rhs, statement.lhs, evaluate=False)
        if isinstance(statement, (Lt, Le))
        else statement
    )


def _factor(before, after, normal):
    """after / before, in normal form, as an ordinary expression; None if there is no such factor."""
    try:
        top, bottom = normal.translate(after), normal.translate(before)
        numerator, denominator = normal.fraction(bottom)
        if numerator == 0:
            return None
        numerator, denominator = normal.fraction(top / bottom)
    except Unsupported:
        return None
    if numerator == 0:
        return None
    return normal.meant(numerator / denominator).factor() if numerator.is_polynomial() else None


def _defined_at(image, values, normal):
    if image is log:
        return all(normal.sign(v) == "+" for v in values)
    if image is logit:
        return all(normal.sign(v) == "+" and normal.sign(1 - v) == "+" for v in values)
    return True


def _same(image, x, value, normal):
    try:
        return normal.is_zero(settle(unfold(image(x))) - value)
    except Unsupported:
        return False


def _assuming(hypothesis, conclusion, domain):
    from .decide import _decision, undecided

    try:
        assumed = hypothesis.args if isinstance(hypothesis, And) else (hypothesis,)
        return _decision(conclusion, domain.extended(*assumed))
    except (TypeError, Unsupported) as error:
        return undecided(str(error))
