"""Limits: by the laws of limits where they suffice, else SymPy's (Gruntz), and never for a parameter that may vanish.

A limit is moved to u -> 0+ (x = a + u, a - u, 1/u or -1/u) and brought to normal form. If each kernel has a finite limit and the
denominator's limit is shown not to be 0, the fraction has the limit of its parts. SymPy's algorithm treats a symbol as
generic: it says that a x / (1 + a x) tends to 1 and forgets a = 0. It is asked only where there is no other symbol, or
where every coefficient is shown not to vanish on the domain.
"""

from sympy import Dummy, Indexed, Limit, Poly, Product, S, Sum, cancel, erf, exp, limit, log, oo

from .domain import labels
from .normal import NEAR, Inner, Normal, Unsupported, _times, outermost
from .words import settle

NOT_ZERO = ("+", "-", "!=")


def limit_of(f, x, to, side, domain):
    """The limit of ``f`` (settled) as ``x`` goes to ``to`` from ``side``, possibly infinite; None if it is not shown."""
    u = Dummy("u", positive=True)
    place = {oo: 1 / u, -oo: -1 / u}.get(to, to + u if side == "+" else to - u)
    moved = settle(f.xreplace({x: place}))
    normal = Normal(domain.extended(u < NEAR))
    try:
        value = _approach(moved, u, normal)
        if value is not None:
            return value
        if parameters(f, x) and not _rigid(moved, u, normal):
            return None
    except Unsupported:
        return None
    return _gruntz(f, x, to, side, domain)


def _approach(e, u, normal):
    """The limit of ``e`` as u -> 0+, by the laws of limits."""
    numerator, denominator = normal.fraction(normal.translate(e))
    limits = {}
    for generator in (*sorted((numerator / denominator).free_symbols - {u}, key=str), u):
        meaning = normal.meant(generator)
        if u not in meaning.free_symbols:
            continue
        value = S.Zero if generator == u else _of_kernel(meaning, u, normal)
        if value is None and isinstance(meaning, log):
            growth, rest = _leading(normal.meaning[generator].args[0], u, normal)
            if rest is not None:
                fresh = Dummy("l", real=True)
                numerator, denominator = cancel((numerator / denominator).subs(generator, growth + fresh)).as_numer_denom()
                generator, value = fresh, rest
        if value == oo and isinstance(meaning, exp):  # write e^v as 1 / e^-v, which goes to 0
            small = Dummy("v", positive=True)
            numerator, denominator = cancel((numerator / denominator).subs(generator, 1 / small)).as_numer_denom()
            generator, value = small, S.Zero
        if value is None or value.is_infinite:
            return None
        limits[generator] = value
    top, bottom = (normal.meant(part.xreplace(limits)) for part in (numerator, denominator))
    if normal.sign(bottom) in NOT_ZERO:
        return top / bottom
    if normal.is_zero(bottom) and normal.sign(top) in NOT_ZERO:
        return {"+": oo, "-": -oo}.get(_times(normal.sign(top), normal.sign(normal.meant(denominator))))
    return None


def _leading(f, u, normal):
    """log f = growth + what tends to rest, as (growth, rest), for a polynomial f in an e^v that grows beyond all bounds.

    The highest power of e^v comes out: log(a e^2v + b e^v + c) = 2v + log(a + b e^-v + c e^-2v), which tends to log a.
    """
    for generator in sorted(f.free_symbols & set(normal.meaning), key=str):
        meaning = normal.meant(generator)
        if isinstance(meaning, exp) and u in meaning.free_symbols and _of_kernel(meaning, u, normal) == oo:
            growth = normal.translate(meaning.args[0])
            if any(u in normal.meant(g).free_symbols for g in growth.free_symbols - {u}):
                continue
            powers = f.as_poly(generator)
            ends = [_approach(normal.meant(c), u, normal) for c in powers.all_coeffs()] if powers else [None]
            if all(end is not None and end.is_finite is not False for end in ends) and normal.sign(ends[0]) == "+":
                return powers.degree() * growth, normal.translate(log(ends[0]))
    return None, None


def _of_kernel(meaning, u, normal):
    if isinstance(meaning, Sum):
        term, index, low, high = outermost(meaning)
        inside = _approach(term, u, Inner(normal, index, low, high))
        return None if inside is None or inside.is_infinite else Sum(inside, (index, low, high))
    if isinstance(meaning, (exp, log, erf)):
        inside = _approach(meaning.args[0], u, normal)
        if inside is None or (isinstance(meaning, log) and (inside.is_infinite or normal.sign(inside) != "+")):
            return None
        return meaning.func(inside)
    return None


def parameters(f, x):
    """The symbols of ``f`` besides ``x``."""
    return {a for a in f.free_symbols | f.atoms(Indexed) if not labels(a, f)} - {x}


def _rigid(e, u, normal):
    """True if no value of a parameter on the domain changes which terms of ``e`` are there."""
    numerator, denominator = normal.fraction(normal.translate(e))
    moving = [g for g in (numerator / denominator).free_symbols if u in normal.meant(g).free_symbols]
    with_parameters = [g for g in moving if parameters(normal.meant(g), u)]
    if any(not isinstance(normal.meant(g), exp) for g in with_parameters):
        return False
    if with_parameters and sum(isinstance(normal.meant(g), exp) for g in moving) > 1:
        return False  # which of two exponentials wins may depend on the parameter
    for g in with_parameters:
        exponent = normal.meant(g).args[0]
        if normal.sign(exponent) not in NOT_ZERO or exponent.is_Add:
            return False
    return all(
        normal.sign(normal.meant(c)) in NOT_ZERO
        for part in (numerator, denominator)
        for c in Poly(part, *moving).coeffs()
    )


def _gruntz(f, x, to, side, domain):
    there, back = signed(f, domain, x)
    value = limit(f.xreplace(there), x, to, side if to not in (oo, -oo) else "-" if to == oo else "+")
    value = settle(value.xreplace(back))
    return None if value.has(Limit, S.NaN, x) else value


def signed(f, domain, x):
    """What SymPy needs to know, as (substitution, its inverse): positive symbols as positive dummies, negative ones as
    minus a positive dummy, sums that do not move with x as dummies too."""
    normal, there, back = Normal(domain), {}, {}

    def put(e, sign):
        dummy = Dummy("s", positive=True) if sign in ("+", "-") else Dummy("s", real=True)
        there[e], back[dummy] = (-dummy, -e) if sign == "-" else (dummy, e)

    for fold in sorted(f.atoms(Sum, Product), key=lambda e: -len(str(e))):
        if x not in fold.free_symbols and not any(other.has(fold) for other in there):
            put(fold, normal.sign(fold))
    for s in sorted(parameters(f, x), key=str):
        if normal.sign(s) in ("+", "-"):
            put(s, normal.sign(s))
    return there, back
