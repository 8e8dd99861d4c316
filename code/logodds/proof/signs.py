"""Signs of polynomials in variables and generators, on a domain.

Sound rules, tried in order: the coefficients, after every bounded variable is written through a positive one; a
sum of non-negative terms is at least each of them; exp and log keep order; a negative discriminant; a count of real roots (Sturm) for one
variable between rational ends; and, for one variable, calculus: a function with a positive derivative is positive
once its limit at the left end is not negative.
"""

import mpmath
from sympy import (
    Add,
    Dummy,
    Ge,
    Gt,
    Indexed,
    KroneckerDelta,
    Le,
    Lt,
    Poly,
    Rational,
    S,
    Sum,
    Symbol,
    count_roots,
    div,
    exp,
    limit,
    log,
    oo,
    together,
)

from .points import IV, NoValue, Point
from .domain import Domain, is_variable, labels
from .words import settle


def sign_of_polynomial(normal, f):
    for rule in RULES:
        sign = rule(normal, f)
        if sign is not None:
            return sign
    return None


def _by_coefficients(normal, f):
    """All coefficients of one sign, in generators whose signs are known."""
    for keep in ("lower", "upper"):
        for finer in (False, True):
            sign = _coefficients(normal, f, keep, finer)
            if sign is not None:
                return sign
    return None


def _coefficients(normal, f, keep, finer):
    variables = [
        a
        for a in f.free_symbols | f.atoms(Indexed)
        if is_variable(a) and a not in normal.meaning and not labels(a, f)
    ]
    written = f
    for variable, value in normal.domain.parametrised(variables, keep):
        written = (
            written.xreplace({variable: value}) if not isinstance(variable, Symbol) else written.subs(variable, value)
        )
    if finer:
        for generator in sorted(f.free_symbols & set(normal.meaning), key=str):
            meaning = normal.meaning[generator]
            if isinstance(meaning, exp):
                sign = normal.sign(normal.meant(meaning.args[0]))
                if sign in ("+", ">="):
                    written = written.subs(
                        generator, 1 + Dummy("v", nonnegative=True, positive=True if sign == "+" else None)
                    )
                elif sign == "-":
                    written = written.subs(generator, 1 / (1 + Dummy("v", positive=True)))
    numerator, denominator = together(written).as_numer_denom()
    signs = [_sign_of_terms(normal, part) for part in (numerator, denominator)]
    if None in signs or signs[1] not in ("+", "-"):
        return None
    from .normal import _times

    return _times(*signs)


def _sign_of_terms(normal, polynomial):
    """The common sign of all terms of an expanded polynomial."""
    found = set()
    for term in Add.make_args(polynomial.expand()):
        coefficient, monomial = term.as_coeff_Mul()
        sign = "+" if coefficient > 0 else "-" if coefficient < 0 else "0"
        for base, power in monomial.as_powers_dict().items():
            if base == 1:
                continue
            sign = _product(sign, _power_sign(_generator_sign(normal, base), power))
            if sign is None:
                return None
        found.add(sign)
    found.discard("0")
    if not found:
        return "0"
    if found <= {"+", ">="}:
        return "+" if "+" in found else ">="
    if found <= {"-", "<="}:
        return "-" if "-" in found else "<="
    return None


def _generator_sign(normal, base):
    if base.is_positive:
        return "+"
    if base.is_nonnegative:
        return ">="
    if base in normal.meaning:
        return normal._sign_of_kernel(base)
    if is_variable(base):
        low, high = normal.domain.interval(base)
        if low is not None and low.value == 0:
            return "+" if low.strict else ">="
        if high is not None and high.value == 0:
            return "-" if high.strict else "<="
    return None


def _power_sign(sign, power):
    if not power.is_Integer:
        return "+" if sign == "+" else None
    if power % 2 == 0:
        return {"+": "+", "-": "+", "!=": "+"}.get(sign, ">=")
    return sign


def _product(a, b):
    from .normal import _times

    return _times(a, b)


def _by_enclosure(normal, f):
    """A constant: interval arithmetic encloses it away from 0."""
    whole = normal.meant(f)
    if whole.free_symbols:
        return None
    before, mpmath.iv.prec = mpmath.iv.prec, 400
    try:
        value = IV(whole, Point({}))
    except (NoValue, ZeroDivisionError, OverflowError):
        return None
    finally:
        mpmath.iv.prec = before
    return "+" if value.a > 0 else "-" if value.b < 0 else None


def _by_joined_sums(normal, f):
    """Sums over one range, joined into one sum of T(i), plus what is left, c.

    If c is 0, or is spread evenly over the range, the sign of the single term decides. Else a sum of non-negative terms
    is at least any one of them, and more if there are other positive ones: T(r) + c decides, for an index r of c.
    """
    from .normal import Inner, outermost

    totals = [g for g in sorted(f.free_symbols & set(normal.meaning), key=str) if isinstance(normal.meaning[g], Sum)]
    ranges = {normal.meaning[g].limits[-1][1:] for g in totals}
    if len(ranges) != 1 or not f.is_polynomial(*totals):
        return None
    polynomial = Poly(f, *totals)
    if polynomial.total_degree() != 1:
        return None
    ((low, high),) = ranges
    index, joined = Dummy("i", integer=True), S.Zero
    for total in totals:
        term, place, _, _ = outermost(normal.meaning[total])
        joined += normal.meant(polynomial.coeff_monomial(total)) * term.xreplace({place: index})
    rest = normal.meant(polynomial.nth(*[0] * len(totals)))
    inner, ordered = Inner(normal, index, low, high), normal.sign(high - low) in ("+", ">=", "0")
    if ordered or rest == 0:
        of_term = inner.sign(joined + rest / (high - low + 1))
        if of_term is not None and of_term != "!=":
            return of_term if ordered else {"+": ">=", "-": "<="}.get(of_term, of_term)
    if rest == 0:
        return None
    # Where the range may be empty: c = q * (number of terms) + r makes it the sum of T(i) + q, plus r.
    count = high - low + 1
    for size in sorted(count.free_symbols & rest.free_symbols, key=str) if rest.is_polynomial() else ():
        share, left = div(rest, normal.meant(count), size)
        signs = inner.sign(joined + share), normal.sign(left)
        for strict, weak in (("+", ">="), ("-", "<=")):
            if signs[0] in (strict, weak, "0") and signs[1] in (strict, weak, "0"):
                return strict if signs[1] == strict else weak
    of_term = inner.sign(joined)
    for above in (("+", ">="), ("-", "<=")):
        if of_term not in (*above, "0"):
            continue
        for r in _indices(rest):
            if all(normal.sign(gap) in ("+", ">=", "0") for gap in (r - low, high - r)):
                of_rest = normal.sign(settle(joined.xreplace({index: r})) + rest)
                if of_rest in (*above, "0"):
                    others = of_term == above[0] and normal.sign(high - low) == "+"
                    return above[0] if others or of_rest == above[0] else above[1]
    return None


def _indices(e):
    return sorted({i for atom in e.atoms(Indexed) for i in atom.indices if isinstance(i, Symbol)}, key=str)


def _by_cases_of_delta(normal, f):
    """A Kronecker delta is 0 or 1: the sign in both cases."""
    for delta in sorted(f.free_symbols & set(normal.meaning), key=str):
        if isinstance(normal.meaning[delta], KroneckerDelta):
            return join([normal.sign(normal.meant(f.subs(delta, value))) for value in (0, 1)])
    return None


def _by_exponential(normal, f):
    """f > 0 if and only if e^f > 1; worth asking when the exponential makes the logarithms vanish."""
    logarithms = {g for g in f.free_symbols if isinstance(normal.meaning.get(g), log)}
    if not logarithms or normal.too_deep:
        return None
    power = normal.exponential(f)
    if power.free_symbols & logarithms or any(normal.meant(g).has(log) for g in power.free_symbols):
        return None
    return normal.sign(normal.meant(power - 1))


def _by_logarithm(normal, f):
    """a > b if and only if log a > log b, for two positive terms."""
    terms = Add.make_args(f.expand())
    if len(terms) != 2 or normal.too_deep:
        return None
    (a, one), (b, other) = (term.as_coeff_Mul() for term in terms)
    if a * b > 0 or not all(g.is_positive for g in (one * other).free_symbols):
        return None
    gap = normal.logarithm(abs(a) * one) - normal.logarithm(abs(b) * other)
    if any(isinstance(normal.meaning.get(g), log) for g in gap.free_symbols):
        return None
    sign = normal.sign(normal.meant(gap))
    return sign if a > 0 or sign is None else {"+": "-", "-": "+", ">=": "<=", "<=": ">="}.get(sign, sign)


def _by_discriminant(normal, f):
    """a x^2 + b x + c with a > 0 and b^2 - 4 a c < 0 is positive for every real x."""
    for x in sorted(f.free_symbols, key=str):
        in_an_index = any(x in a.free_symbols for a in f.atoms(Indexed))
        polynomial = Poly(f, x) if f.is_polynomial(x) and not in_an_index else None
        if polynomial is None or polynomial.degree() != 2:
            continue
        a, b, c = polynomial.all_coeffs()
        leading = normal.sign(normal.meant(a))
        if leading not in ("+", "-"):
            continue
        discriminant = normal.sign(normal.meant(b**2 - 4 * a * c))
        if discriminant == "-":
            return leading
        if discriminant in ("0", "<="):
            return {"+": ">=", "-": "<="}[leading]
    return None


def _single(normal, f):
    """The only variable of ``f``, or None."""
    variables = {a for a in normal.meant(f).free_symbols}
    return variables.pop() if len(variables) == 1 else None


def _by_roots(normal, f):
    """A polynomial in one variable over the rationals, without a root in its interval."""
    x = _single(normal, f)
    if x is None or f.free_symbols != {x}:
        return None
    low, high = normal.domain.interval(x)
    ends = [b.value if b is not None else None for b in (low, high)]
    if any(e is not None and not e.is_Rational for e in ends):
        return None
    polynomial = Poly(f, x)
    roots = count_roots(polynomial, inf=ends[0], sup=ends[1])
    at_ends = 0
    for bound in (low, high):
        if bound is not None and bound.strict and polynomial.eval(bound.value) == 0:
            at_ends += 1
    if roots != at_ends:
        return None
    value = polynomial.eval(_between(*ends))
    return "+" if value > 0 else "-"


def _between(low, high):
    if low is None and high is None:
        return S.Zero
    if low is None:
        return high - 1
    if high is None:
        return low + 1
    return (low + high) * Rational(1, 2)


def _by_ends(normal, f):
    """An interval closed at both ends: the sign inside and the sign at each end."""
    from .normal import Normal

    whole = normal.meant(f)
    for x in sorted(whole.free_symbols, key=str):
        if not is_variable(x) or x.is_integer:
            continue
        ends = normal.domain.closed_ends(x)
        if len(ends) < 2:
            continue
        signs = [normal.sign(whole.subs(x, end)) for end in ends]
        opened = Normal(normal.domain.opened(x))
        opened._sign_depth = normal._sign_depth + 1
        return join(signs + [opened.sign(whole)])
    return None


def join(signs):
    """The sign on a union of sets."""
    found = set(signs)
    if None in found:
        return None
    if len(found) == 1:
        return found.pop()
    if found <= {"+", ">=", "0"}:
        return ">="
    if found <= {"-", "<=", "0"}:
        return "<="
    if found <= {"+", "-", "!="}:
        return "!="
    return None


def _by_calculus(normal, f):
    """One variable on an interval: monotone with a known limit at an end, or convex with a known minimum."""
    x = _single(normal, f)
    if x is None or not isinstance(x, Symbol) or x.is_integer:
        return None
    low, high = normal.domain.interval(x)
    ends = [-oo if low is None else low.value, oo if high is None else high.value]
    if not all(e.is_number for e in ends):
        return None
    from .decide import undefined

    whole = normal.meant(f)
    line = _on_interval(normal, x, low, high)
    if line is None or undefined(whole, line):
        return None  # a pole inside would break the argument
    closed = normal.domain.closed_ends(x)
    slope = whole.diff(x)
    sign = line.sign(slope)
    for direction, start, side, wanted in (
        ("+", 0, "+", "+"),
        ("+", 1, "-", "-"),
        ("-", 1, "-", "+"),
        ("-", 0, "+", "-"),
    ):
        if sign in (direction, {"+": ">=", "-": "<="}[direction]):
            strict = sign == direction and ends[start] not in closed
            found = _from_end(whole, x, ends[start], side, wanted, strict)
            if found:
                return found
    bend = line.sign(slope.diff(x))
    for point in _candidates(ends) if bend in ("+", "-", ">=", "<=") else ():
        if line.is_zero(slope.subs(x, point)):
            value = line.sign(whole.subs(x, point))
            elsewhere = bend in ("+", "-") and normal.sign(x - point) in ("+", "-", "!=")
            if bend in ("+", ">=") and value in ("+", "0"):
                return "+" if value == "+" or elsewhere else ">="
            if bend in ("-", "<=") and value in ("-", "0"):
                return "-" if value == "-" or elsewhere else "<="
    return None


def _on_interval(normal, x, low, high):
    """The checker on the interval of x alone, without what else is known of x."""
    from .normal import Normal

    bounds = [
        relation(x, bound.value, evaluate=False)
        for bound, relation in (
            (low, low and (Gt if low.strict else Ge)),
            (high, high and (Lt if high.strict else Le)),
        )
        if bound
    ]
    line = Normal(Domain((), tuple(bounds)))
    line._sign_depth = normal._sign_depth + 1
    return line if line._sign_depth < 8 else None


def _from_end(f, x, end, side, wanted, strict):
    """f leaves ``end`` with a value of the wanted sign (or 0) and moves on in that direction."""
    try:
        value = limit(f, x, end, side)
    except (NotImplementedError, ValueError, StopIteration):
        return None
    if value.has(x) or not value.is_extended_real:
        return None
    if value.is_zero:
        return wanted if strict else {"+": ">=", "-": "<="}[wanted]
    if (value.is_extended_positive, value.is_extended_negative)[wanted == "-"]:
        return wanted
    return None


def _candidates(ends):
    points = [S.Zero, S.One, Rational(1, 2), -S.One, S(2), S(-2)]
    return [c for c in points if ends[0] < c < ends[1]]


RULES = (
    _by_coefficients,
    _by_enclosure,
    _by_joined_sums,
    _by_cases_of_delta,
    _by_exponential,
    _by_logarithm,
    _by_discriminant,
    _by_roots,
    _by_ends,
    _by_calculus,
)
