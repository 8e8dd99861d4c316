"""The first decision: a normal form over independent kernels, and signs on a domain.

Every expression of the book is rational in a few *kernels*: its variables, exponentials of monomials, logarithms of
irreducible positive factors, finite sums over a symbolic range. ``Normal`` replaces each kernel by a generator and
brings the result to one fraction of polynomials. Two expressions whose difference has numerator zero are equal wherever
both are defined; no other reason is ever accepted here. Rewrites that need a positive argument (log of a product, a
power with a symbolic exponent) happen only after ``sign`` has shown it positive on the domain.
"""

from math import lcm

from sympy import (
    Abs,
    Add,
    Derivative,
    Dummy,
    E,
    Function,
    Gt,
    Indexed,
    Integral,
    KroneckerDelta,
    Limit,
    Lt,
    Max,
    Min,
    Mul,
    Poly,
    Pow,
    Product,
    radsimp,
    Rational,
    S,
    Sum,
    cancel,
    cosh,
    coth,
    csch,
    exp,
    expand,
    factor_list,
    factorint,
    log,
    oo,
    pi,
    sech,
    sinh,
    sympify,
    tanh,
)

from sympy.core.function import AppliedUndef
from sympy.polys.polyerrors import PolynomialError

from .domain import is_variable
from .words import Named, settle, unfold

_HYPERBOLIC = (tanh, sinh, cosh, coth, sech, csch)
_FLIP = {"+": "-", "-": "+", ">=": "<=", "<=": ">=", "0": "0", "!=": "!="}


class Unsupported(Exception):
    """An expression of a kind that the normal form does not treat. The verdict is then `undecided`, never `proved`."""


HIGHEST = 60  # power of one generator in a polynomial: above it the work grows beyond all bounds
LARGEST = 2**15  # prime that is looked for in the argument of a logarithm; what is left over stays one number


class Normal:
    """Normal forms and signs on one domain. The kernels found so far are shared by all questions asked of it."""

    def __init__(self, domain):
        self.domain = domain
        self._generators = {}  # key -> generator
        self.meaning = {}  # generator -> the expression it stands for, in variables and generators
        self._roots = {}  # (generator, q) -> its q-th root, a generator
        self._signs = {}
        self._gave_up = {}
        self._sign_depth = 0
        self._identities = None
        self._known_facts = None
        self._solving = False

    # ---- expressions to generators -------------------------------------------------------------------------------

    def generator(self, kind, key, meaning, positive=None):
        if (kind, key) not in self._generators:
            generator = Dummy(f"{kind}{len(self._generators)}", real=True, positive=positive)
            self._generators[kind, key] = generator
            self.meaning[generator] = meaning
        return self._generators[kind, key]

    def translate(self, e):
        """``e`` (settled) as a rational expression in variables and generators."""
        if e.is_Rational or e in self.meaning:
            return e
        if is_variable(e):
            return self.domain.ordered(e)
        if isinstance(e, Named):
            return self.translate(settle(e.unfold()))
        if isinstance(e, (Add, Mul)):
            return e.func(*[self.translate(a) for a in e.args])
        if isinstance(e, exp) or e == E:
            return self.exponential(self.translate(e.args[0] if e.args else S.One))
        if isinstance(e, Pow):
            return self._power(*e.args)
        if isinstance(e, log):
            return self.logarithm(self.translate(radsimp(e.args[0]) if e.args[0].is_number else e.args[0]))
        if isinstance(e, _HYPERBOLIC):
            return self.translate(e.rewrite(exp))
        if isinstance(e, Sum):
            return self._sum(e)
        if isinstance(e, Product):
            return self._product(e)
        if isinstance(e, Derivative):
            if isinstance(e.expr, AppliedUndef):
                return self.generator("d", e, e)
            return self.translate(derivative(e.func(self._chosen(e.expr), *e.args[1:])))
        if isinstance(e, (Max, Min)):
            chosen = self._chosen(e)
            if chosen != e:
                return self.translate(chosen)
        if isinstance(e, (Integral, Limit)):
            return self._whole(e)
        if isinstance(e, KroneckerDelta):
            difference = self.canonical(self.translate(e.args[0] - e.args[1]))
            if difference == 0:
                return S.One
            if self.sign(difference) in ("+", "-", "!="):
                return S.Zero
            if difference.could_extract_minus_sign():
                difference = -difference
            return self.generator("delta", difference, KroneckerDelta(difference, 0))
        if e == pi:
            return self.generator("pi", pi, pi, positive=True)
        if isinstance(e, Abs):
            sign = self.sign(e.args[0])
            if sign in ("+", ">=", "0"):
                return self.translate(e.args[0])
            if sign in ("-", "<="):
                return -self.translate(e.args[0])
        if isinstance(e, (Function, Max, Min)) and not e.is_Boolean and e.args:
            arguments = tuple(self.canonical(self.translate(a)) for a in e.args)
            return self.generator("f", (e.func, arguments), e.func(*arguments))
        raise Unsupported(f"{e} ({type(e).__name__})")

    def _chosen(self, e):
        """``e`` with each Max and Min replaced by the argument that is the largest or smallest on the whole domain."""

        def choose(choice):
            better = ("+", ">=", "0") if isinstance(choice, Max) else ("-", "<=", "0")
            for a in choice.args:
                if all(a == b or self.sign(a - b) in better for b in choice.args):
                    return a
            return choice

        return e.replace(lambda a: isinstance(a, (Max, Min)), choose)

    def _power(self, base, exponent):
        if exponent.is_Integer:
            return Pow(self.translate(base), exponent)
        if self.sign(base) == "+":
            return self.exponential(self.translate(exponent) * self.logarithm(self.translate(base)))
        if exponent.is_integer:
            whole, rest = exponent.as_coeff_Add()
            if whole > 0 and self.sign(rest) in ("+", ">=", "0"):
                return Pow(self.translate(base), whole) * self._power(base, rest)
        inside = self.canonical(self.translate(base))
        above = self.canonical(self.translate(exponent))
        return self.generator("power", (inside, above), Pow(inside, above))

    def exponential(self, t):
        """exp of a generator expression: a product of powers, one for each term of the expanded exponent."""
        numerator, denominator = self.fraction(t)
        result = S.One
        for term in Add.make_args(expand(numerator)):
            coefficient, monomial = term.as_coeff_Mul()
            content, below = denominator.as_coeff_Mul() if denominator != 1 else (S.One, S.One)
            coefficient, key = coefficient / content, monomial / below
            if coefficient == 0:
                continue
            if key in self.meaning and isinstance(self.meaning[key], log):
                base = self.meaning[key].args[0]
                base = (
                    base
                    if coefficient.is_Integer or base in self.meaning
                    else self.generator("root", base, base, True)
                )
                result *= Pow(base, coefficient)
            else:
                result *= Pow(self.generator("exp", key, exp(key), positive=True), coefficient)
        return result

    def logarithm(self, t):
        """log of a generator expression, split into its factors if each is positive on the domain."""
        numerator, denominator = self.fraction(t)
        if numerator == 0:
            raise Unsupported("log of 0")
        pieces, negatives = [], 0
        content = S.One
        for polynomial, side in ((numerator, 1), (denominator, -1)):
            constant, factors = self._factors(polynomial)
            content *= constant**side
            for factor, multiplicity in factors:
                sign = self._sign_polynomial(factor)
                if sign == "-":
                    factor, negatives = -factor, negatives + multiplicity
                elif sign != "+":
                    return self.generator("log", (numerator, denominator), log(numerator / denominator))
                pieces.append((factor, multiplicity * side))
        content *= (-1) ** negatives
        if not content > 0:
            return self.generator("log", (numerator, denominator), log(numerator / denominator))
        result = S.Zero
        for number, side in ((content.p, 1), (content.q, -1)):
            for prime, multiplicity in factorint(number, limit=LARGEST).items():
                result += side * multiplicity * self._log_generator(sympify(prime))
        for factor, multiplicity in pieces:
            result += multiplicity * self._log_generator(factor)
        return result

    def _log_generator(self, f):
        for (generator, q), root in self._roots.items():
            if f == root:
                return self._log_generator(generator) / q
        if f.is_Pow and f.base in self.meaning:
            return f.exp * self._log_generator(f.base)
        meaning = self.meaning.get(f)
        if meaning == E:
            return S.One
        if isinstance(meaning, exp):
            return meaning.args[0]
        if f in self.meaning and ("root", meaning) in self._generators and self._generators["root", meaning] == f:
            return self._log_generator(meaning)
        return self.generator("log", f, log(f))

    def _whole(self, e):
        """An integral or a limit is a kernel; its integrand is brought to normal form, and constant factors leave it."""
        x, *rest = e.limits[0] if isinstance(e, Integral) else e.args[1:]
        if isinstance(e, Integral) and (len(e.limits) != 1 or len(rest) != 2):
            raise Unsupported(f"{e}: only one integral at a time, with both ends")
        # Each nesting has a place of its own, below those of what stands inside.
        inside = [d.height for d in e.atoms(Place)] + [d.height for g in e.atoms(Dummy) for d in self.meant(g).atoms(Place)]
        place = Place(min([0, *inside]) - 1)
        near = self.domain.extended(*_between(place, rest, isinstance(e, Limit)))
        inner = Inner(self, None, None, None, domain=near)
        body = inner.canonical(
            inner.translate((e.function if isinstance(e, Integral) else e.args[0]).xreplace({x: place}))
        )
        constant, moving = S.One, S.One
        for factor in Mul.make_args(body):
            if inner._moves(factor, place):
                moving *= factor
            else:
                constant *= factor
        if isinstance(e, Limit):
            constant, moving = S.One, body
        value = (
            e.func(self.meant(moving), (place, *rest))
            if isinstance(e, Integral)
            else e.func(self.meant(moving), place, *rest)
        )
        return constant * self.generator("whole", value, value)

    # ---- finite sums and products over a symbolic range ----------------------------------------------------------

    def _sum(self, e):
        summand, index, low, high = outermost(e)
        low, high = (self.canonical(self.translate(end)) for end in (low, high))
        if low.is_Integer and high.is_Integer and -1 <= high - low <= 30:
            return Add(*[self.translate(summand.subs(index, k)) for k in range(int(low), int(high) + 1)])
        if not low.is_integer or not high.is_integer:
            raise Unsupported(f"{e}: the ends of a finite sum must be integers")
        if self.sign(high - low + 1) not in ("+", ">=", "0"):
            raise Unsupported(f"{e}: the range is not known to be in order")
        bound = Dummy("i", integer=True)
        inner = Inner(self, bound, low, high)
        body = inner.canonical(inner.translate(summand.xreplace({index: bound})))
        return self._under_equations(self._collect(body, bound, low, high, inner))

    def _collect(self, body, bound, low, high, inner):
        """Sum of a canonical body: constants out, Kronecker deltas collapsed, one generator for each summand shape."""
        numerator, denominator = self.fraction_of(body)
        below_constant, below = self._split_factors(denominator, bound)
        groups = {}
        for term in Add.make_args(expand(numerator)):
            constant, moving = [], []
            for factor in Mul.make_args(term):
                (moving if self._moves(factor, bound) else constant).append(factor)
            key = Mul(*moving)
            groups[key] = groups.get(key, S.Zero) + Mul(*constant)
        total = S.Zero
        for moving, constant in groups.items():
            constant = constant / below_constant
            if moving == 1 and below == 1:
                total += constant * (high - low + 1)
                continue
            total += constant * self._summand(moving, below, bound, low, high, inner)
        return total

    def _summand(self, moving, below, bound, low, high, inner):
        for factor in Mul.make_args(moving):
            base = factor.args[0] if factor.is_Pow else factor
            meaning = self.meaning.get(base)
            if isinstance(meaning, KroneckerDelta):
                difference = meaning.args[0] + meaning.args[1]  # one of the two is 0
                slope = difference.coeff(bound)
                chosen = expand(bound - difference / slope) if slope in (1, -1) else None
                if chosen is None or bound in chosen.free_symbols or not chosen.is_integer:
                    continue
                if self.sign(chosen - low) in ("+", ">=", "0") and self.sign(high - chosen) in ("+", ">=", "0"):
                    rest = self.meant(moving / factor / below).xreplace({bound: chosen})
                    return self.translate(settle(rest))
        summand = moving / below
        value = min(self._written(moving, below, bound, low, high), key=str)
        positive = True if inner.sign(summand) == "+" and self.sign(high - low) in ("+", ">=", "0") else None
        return self.generator("sum", value, value, positive)

    def _written(self, moving, below, bound, low, high):
        """The sum with its indices named by depth; a double sum over a rectangle in both orders."""
        for factor in Mul.make_args(moving):
            inner = self.meaning.get(factor)
            if (
                isinstance(inner, Sum)
                and bound not in inner.limits[-1][1].free_symbols | inner.limits[-1][2].free_symbols
            ):
                under, place, inner_low, inner_high = outermost(inner)
                body = self.meant(moving / factor / below) * under
                one, other = (place, inner_low, inner_high), (bound, low, high)
                return [self._nested(body, one, other), self._nested(body, other, one)]
        return [self._nested(self.meant(moving / below), (bound, low, high))]

    def _nested(self, body, *ranges):
        height = max(
            (d.height for d in body.atoms(Dummy) if isinstance(d, Place) and d not in [r[0] for r in ranges]),
            default=0,
        )
        places = {index: Place(height + n) for n, (index, _, _) in enumerate(ranges, start=1)}
        body = self.domain.ordered(body.xreplace(places))
        return Sum(body, *[(places[index], low, high) for index, low, high in ranges])

    def _product(self, e):
        """A product of positive factors is exp of the sum of their logarithms."""
        factor, index, low, high = outermost(e)
        low, high = (self.canonical(self.translate(end)) for end in (low, high))
        if low.is_Integer and high.is_Integer and -1 <= high - low <= 30:
            return Mul(*[self.translate(factor.subs(index, k)) for k in range(int(low), int(high) + 1)])
        bound = Dummy("i", integer=True)
        inner = Inner(self, bound, low, high)
        factor = factor.xreplace({index: bound})
        sign = inner.sign(factor)
        if sign == "0" and self.sign(high - low) in ("+", ">=", "0"):
            return S.Zero
        if sign != "+":
            raise Unsupported(f"{e}: its factors are not shown positive")
        return self.exponential(self._sum(Sum(log(factor), (bound, low, high))))

    def _split_factors(self, polynomial, bound):
        constant, moving = S.One, S.One
        content, factors = self._factors(polynomial)
        constant *= content
        for factor, multiplicity in factors:
            if self._moves(factor, bound):
                moving *= factor**multiplicity
            else:
                constant *= factor**multiplicity
        return constant, moving

    def _moves(self, t, bound):
        return bound in self.meant(t).free_symbols

    def meant(self, t):
        """A generator expression as an ordinary expression in variables."""
        known = {d: m for d in t.free_symbols for m in [self.meaning.get(d)] if m is not None}
        return t if not known else t.xreplace({d: self.meant(m) for d, m in known.items()})

    # ---- fractions -----------------------------------------------------------------------------------------------

    def fraction(self, t):
        """(numerator, denominator): coprime polynomials with integer coefficients, in a fixed order of generators."""
        t, back = self._without_roots(sympify(t))
        try:
            numerator, denominator = cancel(t).as_numer_denom()
        except NotImplementedError as error:
            raise Unsupported(f"{t}: {error}") from None
        numerator = self._reduced(expand(numerator))
        return numerator.xreplace(back), expand(denominator).xreplace(back)

    def fraction_of(self, canonical):
        numerator, denominator = canonical.as_numer_denom()
        return expand(numerator), denominator

    def canonical(self, t):
        numerator, denominator = self.fraction(t)
        leading = _leading(denominator)
        return (expand(numerator / leading)) / (expand(denominator / leading))

    def _without_roots(self, t):
        """Rational powers of a generator become powers of one root of it."""
        exponents = {}
        for power in t.atoms(Pow):
            base, exponent = power.args
            if exponent.is_Rational and not exponent.is_Integer:
                if base not in self.meaning:
                    raise Unsupported(f"{power}: a fractional power of something not known to be positive")
                exponents[base] = lcm(exponents.get(base, 1), int(exponent.q))
        high = max((abs(e.exp * exponents.get(e.base, 1)) for e in t.atoms(Pow) if e.exp.is_Rational), default=0)
        if high > HIGHEST:
            raise Unsupported(f"a power as high as {high}")
        forward, back = {}, {}
        for base, q in exponents.items():
            root = self._roots.setdefault((base, q), Dummy(f"{base.name}_root{q}", positive=True))
            self.meaning.setdefault(root, base ** Rational(1, q))
            forward[base] = root**q
            back[root] = base ** Rational(1, q)
        return t.xreplace(forward), back

    def _reduced(self, numerator):
        """Use the relations among generators: r^q = f for a root of f, and delta^2 = delta."""
        for (base, q), root in self._roots.items():
            if root in numerator.free_symbols and self._generators.get(("root", self.meaning[base])) == base:
                numerator = _reduce_power(numerator, root, q, self.meaning[base])
        for generator in numerator.free_symbols & set(self.meaning):
            if isinstance(self.meaning[generator], KroneckerDelta):
                numerator = self._at_equal_indices(_reduce_power(numerator, generator, 2, generator), generator)
        return numerator

    def _at_equal_indices(self, numerator, delta):
        """Where delta_jk is not 0 the indices are equal: delta_jk f(j) is delta_jk f(k)."""
        difference = sum(self.meaning[delta].args)
        for index in sorted(difference.free_symbols, key=str):
            if index.is_integer and difference.coeff(index) in (1, -1) and difference.is_integer:
                other = expand(index - difference / difference.coeff(index))
                polynomial = Poly(numerator, delta)
                there = self.translate(settle(self.meant(polynomial.nth(1)).xreplace({index: other})))
                return expand(polynomial.nth(0) + delta * there) if there.is_polynomial() else numerator
        return numerator

    def _factors(self, polynomial):
        polynomial, back = self._without_roots(polynomial)
        if polynomial.is_Rational:
            return polynomial, []
        content, factors = factor_list(polynomial)
        return content, [(f.xreplace(back), m) for f, m in factors]

    # ---- decisions -----------------------------------------------------------------------------------------------

    def is_zero(self, e):
        """True if ``e`` (settled) is zero wherever it is defined on the domain; False says only: not shown."""
        numerator, _ = self.fraction(self._under_equations(self.translate(e)))
        return numerator == 0

    def _under_equations(self, t):
        """Replace the kernel that each equation among the hypotheses determines."""
        for generator, value in self._solved():
            t = t.subs(generator, value)
        return t

    def _solved(self):
        if self._identities is None:
            self._identities, self._solving = [], True
            for equation in self.domain.equations:
                t = self._under_equations(self.translate(settle(unfold(equation.lhs - equation.rhs))))
                numerator, _ = self.fraction(t)
                for generator in sorted(
                    numerator.free_symbols | numerator.atoms(Indexed),
                    key=lambda g: (-len(str(self.meaning.get(g, g))), g not in equation.args, str(g)),
                ):
                    polynomial = Poly(numerator, generator) if generator.is_Symbol or generator.is_Indexed else None
                    if (
                        polynomial
                        and polynomial.degree() == 1
                        and self.sign(self.meant(polynomial.LC())) in ("+", "-", "!=")
                    ):
                        self._identities.append((generator, -polynomial.nth(0) / polynomial.LC()))
                        break
            self._solving = False
        return self._identities

    def sign(self, e):
        """'+', '-', '0', '>=', '<=', '!=' for the sign of ``e`` on the whole domain, or None if not shown."""
        e = settle(e)
        if e.is_Rational:
            return "+" if e > 0 else "-" if e < 0 else "0"
        if e in self._signs:
            return self._signs[e]
        if self._sign_depth > 12 or self._gave_up.get(e, 99) <= self._sign_depth:
            return None
        self._sign_depth += 1
        try:
            result = self._sign_as_written(e) or self._sign(e)
        except (Unsupported, PolynomialError):
            result = None
        finally:
            self._sign_depth -= 1
        if result is not None:
            self._signs[e] = result
        elif not self._solving:
            self._gave_up[e] = self._sign_depth  # with less depth left there is no point in asking again
        return result

    def _sign_as_written(self, e):
        """A sum whose every term has one sign has that sign; the normal form, which expands, would lose it."""
        if isinstance(e, Sum):
            term, index, low, high = outermost(e)
            bound = Dummy("i", integer=True)
            of_term = Inner(self, bound, self.translate(low), self.translate(high)).sign(
                term.xreplace({index: bound})
            )
            if of_term in ("+", "-") and self.sign(high - low) not in ("+", ">=", "0"):
                return {"+": ">=", "-": "<="}[of_term]
            return None if of_term == "!=" else of_term
        if isinstance(e, Mul) and e.has(Sum):
            sign = "+"
            for factor in e.args:
                sign = _times(sign, self.sign(factor))
            return sign
        return None

    def _sign(self, e):
        numerator, denominator = self.fraction(self._under_equations(self.translate(e)))
        sign = "+"
        for polynomial in (numerator, denominator):
            content, factors = self._factors(polynomial)
            if content == 0:
                return "0"
            sign = sign if content > 0 else _FLIP[sign]
            for factor, multiplicity in factors:
                of_factor = self._sign_polynomial(factor)
                if of_factor is None and multiplicity % 2 == 0:
                    of_factor = ">="
                elif multiplicity % 2 == 0:
                    of_factor = {"+": "+", "-": "+", "!=": "+", "0": "0"}.get(of_factor, ">=")
                sign = _times(sign, of_factor)
                if sign is None:
                    return None
        return sign

    @property
    def too_deep(self):
        return self._sign_depth > 8

    def _sign_polynomial(self, f):
        """The sign of one irreducible polynomial in variables and generators."""
        if f.is_Rational:
            return "+" if f > 0 else "-" if f < 0 else "0"
        known = self._fact(f)
        if known is not None:
            return known
        if f in self.meaning:
            return self._sign_of_kernel(f)
        from .signs import sign_of_polynomial

        return sign_of_polynomial(self, f)

    def _fact(self, f):
        for numerator, sign in self._facts():
            ratio = cancel(f / numerator)
            if ratio.is_Rational:
                return sign if ratio > 0 else _FLIP[sign]
        return None

    def _facts(self):
        """(polynomial, sign) pairs from the hypotheses that bound no single symbol, once their denominators are signed."""
        if self._solving:
            return []
        if self._known_facts is None:
            self._solved()
            self._known_facts = []
            for expression, sign in self.domain.facts:
                try:
                    t = self._under_equations(self.translate(settle(unfold(expression))))
                    numerator, denominator = self.fraction(t)
                    of_denominator = self.sign(self.meant(denominator))
                except Unsupported:
                    continue
                if numerator != 0 and of_denominator in ("+", "-"):
                    self._known_facts.append((numerator, sign if of_denominator == "+" else _FLIP[sign]))
        return self._known_facts

    def _sign_of_kernel(self, generator):
        """The sign of a generator, from what it stands for."""
        if generator.is_positive:
            return "+"
        known = self._fact(generator)
        if known is not None:
            return known
        meaning = self.meaning[generator]
        if isinstance(meaning, log):
            return self.sign(self.meant(meaning.args[0] - 1))
        if isinstance(meaning, Sum):
            summand, place, low, high = outermost(meaning)
            of_body = Inner(self, place, low, high).sign(summand)
            if of_body in ("+", "-") and self.sign(self.meant(high - low)) not in ("+", ">=", "0"):
                return {"+": ">=", "-": "<="}[of_body]
            return None if of_body == "!=" else of_body
        if isinstance(meaning, Abs):
            return "+" if self.sign(self.meant(meaning.args[0])) in ("+", "-", "!=") else ">="
        if isinstance(meaning, KroneckerDelta):
            return ">="
        if meaning.is_positive:
            return "+"
        if meaning.is_nonnegative:
            return ">="
        return None


class Place(Dummy):
    """A bound index, named by how deep a sum it binds, so that sums that differ in the name of an index are one.

    Heights below 0 are the real variables of integrals and limits."""

    _places = {}

    def __new__(cls, height):
        if height not in cls._places:
            place = Dummy.__new__(cls, f"i{height}", **({"integer": True} if height > 0 else {"real": True}))
            place.height = height
            cls._places[height] = place
        return cls._places[height]


class Inner(Normal):
    """The same generators, on the domain that also knows low <= index <= high."""

    def __init__(self, outer, index, low, high, domain=None):
        if domain is None:
            domain = outer.domain.extended(index >= outer.meant(sympify(low)), index <= outer.meant(sympify(high)))
        super().__init__(domain)
        self._generators, self.meaning, self._roots = outer._generators, outer.meaning, outer._roots
        self._sign_depth = outer._sign_depth
        self._identities = outer._solved()
        self._known_facts, self._solving = outer._facts(), outer._solving


def outermost(e):
    """(inner, index, low, high) of a sum or product: the last range, and what stands under it."""
    index, low, high = e.limits[-1]
    return (e.func(e.function, *e.limits[:-1]) if len(e.limits) > 1 else e.function), index, low, high


NEAR = Rational(1, 1000)


def _between(x, rest, is_limit):
    """What is known of the variable of an integral over (low, high), or of a limit at a point from one side.

    A limit depends only on what happens near its point, so as near as 1/1000 (or beyond 1000) may be assumed.
    """
    if not is_limit:
        low, high = map(settle, rest)
        return [
            h
            for h in (
                Gt(x, low, evaluate=False) if low != -oo else None,
                Lt(x, high, evaluate=False) if high != oo else None,
            )
            if h is not None
        ]
    to, side = settle(rest[0]), str(rest[1])
    if to in (oo, -oo):
        return [Gt(x, 1 / NEAR, evaluate=False) if to == oo else Lt(x, -1 / NEAR, evaluate=False)]
    if side == "+":
        return [Gt(x, to, evaluate=False), Lt(x, to + NEAR, evaluate=False)]
    if side == "-":
        return [Lt(x, to, evaluate=False), Gt(x, to - NEAR, evaluate=False)]
    raise Unsupported("a limit from both sides; state the two one-sided limits")


def derivative(e):
    """``Derivative(f, x, ...)`` carried out, under finite sums too."""
    result = carried_out(settle(unfold(e.expr)))
    for variable in by(e):
        result = differentiate(result, variable)
    return result


def by(e):
    """The variables of a derivative, each as often as it is differentiated by."""
    variables = []
    for variable, times in e.variable_count:
        times = settle(times)
        if not is_variable(variable) or variable.is_integer or not times.is_Integer:
            raise Unsupported(f"{e}: only derivatives by a variable, a whole number of times")
        variables += [variable] * int(times)
    return variables


def carried_out(e):
    """``e`` with its derivatives carried out."""
    return e.replace(lambda a: isinstance(a, Derivative) and not isinstance(a.expr, AppliedUndef), derivative)


def differentiate(e, x):
    """The derivative of ``e`` by the variable ``x``; finite sums are differentiated term by term."""
    if not e.atoms(Sum, Product, KroneckerDelta, Indexed, Derivative):
        return e.diff(x)
    if isinstance(e, Named):
        return differentiate(settle(e.unfold()), x)
    if e == x:
        return S.One
    if isinstance(e, Indexed):
        if isinstance(x, Indexed) and e.base == x.base:
            return Mul(*[KroneckerDelta(a, b) for a, b in zip(e.indices, x.indices)])
        if any(x in index.free_symbols for index in e.indices):
            raise Unsupported(f"derivative of {e} by its own index {x}")
        return S.Zero
    if isinstance(e, Add):
        return Add(*[differentiate(a, x) for a in e.args])
    if isinstance(e, Mul):
        return Add(*[Mul(*e.args[:i], differentiate(a, x), *e.args[i + 1 :]) for i, a in enumerate(e.args)])
    if isinstance(e, Pow):
        base, exponent = e.args
        if not exponent.is_number:
            return e * differentiate(exponent * log(base), x)
        return exponent * base ** (exponent - 1) * differentiate(base, x)
    if isinstance(e, exp):
        return e * differentiate(e.args[0], x)
    if isinstance(e, log):
        return differentiate(e.args[0], x) / e.args[0]
    if isinstance(e, Derivative):
        return e.diff(x) if isinstance(e.expr, AppliedUndef) else differentiate(derivative(e), x)
    if isinstance(e, Sum):
        index, low, high = e.limits[0]
        if x in low.free_symbols | high.free_symbols:
            raise Unsupported(f"derivative of {e} by an end of its range")
        fresh = Dummy(index.name, integer=True)
        body = e.function.xreplace({index: fresh})
        inner = Sum(differentiate(body, x), (fresh, low, high))
        return inner if len(e.limits) == 1 else Sum(inner, *e.limits[1:])
    if isinstance(e, Product):
        return e * differentiate(Sum(log(e.function), *e.limits), x)
    if isinstance(e, KroneckerDelta):
        if x in e.free_symbols:
            raise Unsupported(f"derivative of {e} by an index")
        return S.Zero
    if len(e.args) == 1 and isinstance(e, Function):
        return e.fdiff(1) * differentiate(e.args[0], x)
    raise Unsupported(f"derivative of {e}")


def _times(a, b):
    """The sign of a product, from the signs of its factors."""
    if a is None or b is None:
        return None
    if "0" in (a, b):
        return "0"
    if "!=" in (a, b):
        return "!=" if a in ("+", "-", "!=") and b in ("+", "-", "!=") else None
    negative = (a in ("-", "<=")) != (b in ("-", "<="))
    strict = a in ("+", "-") and b in ("+", "-")
    return ("-" if negative else "+") if strict else ("<=" if negative else ">=")


def _reduce_power(numerator, generator, q, value):
    polynomial = Poly(numerator, generator)
    return expand(
        Add(
            *[
                c * generator ** (m % q) * value ** (m // q) if value != generator or m == 0 else c * generator
                for (m,), c in polynomial.terms()
            ]
        )
    )


def _leading(polynomial):
    """A number by which to divide, so that proportional polynomials become equal."""
    terms = sorted(Add.make_args(polynomial), key=lambda t: t.as_coeff_Mul()[1].sort_key())
    return terms[-1].as_coeff_Mul()[0]
