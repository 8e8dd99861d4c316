"""The second engine: statements evaluated as they are written, at points of the domain.

Nothing here uses the normal form. A statement's tree is walked as the author wrote it, in mpmath at 100 digits (to agree)
or in mpmath's intervals (to refute: an enclosure of the difference that excludes 0 is a certificate).
"""

import random
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import product

import mpmath
from sympy import (
    Abs,
    Add,
    Derivative,
    E,
    Eq,
    Expr,
    Ge,
    Gt,
    Indexed,
    IndexedBase,
    Integer,
    Integral,
    KroneckerDelta,
    Le,
    Limit,
    Lt,
    Max,
    Min,
    Mul,
    Ne,
    Not,
    Or,
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
    log,
    oo,
    pi,
    preorder_traversal,
    sinh,
    sympify,
    tanh,
    atan,
    gamma,
)

from .domain import is_index, is_variable, mentions
from .normal import by, carried_out, derivative, outermost
from .words import And, Equivalent, Implies, Named, settle, unfold

DIGITS = 100  # carried
AGREE = 50  # required
SHORT = 1000  # numbers up to here, above and below the bar, are worked out exactly: as exponents, longer ones take for ever
MANY, FEW = 7, 4  # "for every index" is tried below these: one index, or several

_FUNCTIONS = {
    exp: "exp",
    log: "log",
    tanh: "tanh",
    sinh: "sinh",
    cosh: "cosh",
    erf: "erf",
    erfinv: "erfinv",
    atan: "atan",
    gamma: "gamma",
}
_INTERVAL_FUNCTIONS = {exp: "exp", log: "log", erf: "erf", erfinv: "erfinv"}


class NoValue(Exception):
    """The expression has no value at this point (or no way to compute one)."""


class Undefined(NoValue):
    """In intervals: the expression certainly has no value at this exact point."""


class Point:
    """Exact rational values for variables; entries of indexed symbols are drawn when first asked for."""

    def __init__(self, values, entries=None, asked=None):
        self.values = dict(values)  # Symbol -> Rational
        self.entries = dict(entries or {})  # Indexed with integer indices -> Rational
        self.asked = set() if asked is None else asked  # the entries that a statement looked at

    def moved(self, variable, value):
        """The same point with another value for one variable."""
        if isinstance(variable, Indexed):
            return Point(self.values, {**self.entries, variable: value}, self.asked)
        return Point({**self.values, variable: value}, self.entries, self.asked)

    def looked_at(self, statement):
        """(name, value) of all that the statement depends on here."""
        symbols, _ = variables_of(statement)
        entries = sorted((e for e in self.entries if e in self.asked), key=lambda e: (str(e.base), e.indices))
        return [(s, self.values[s]) for s in symbols if s in self.values] + [(e, self.entries[e]) for e in entries]


@lru_cache(maxsize=4096)
def entry_of(base, indices):
    """The entry of an indexed symbol at integers; SymPy takes long to make one."""
    return base[tuple(map(Integer, indices))]


class Evaluator:
    """Values of expressions at a point, with ``ctx`` either mpmath.mp or mpmath.iv."""

    def __init__(self, ctx):
        self.ctx = ctx

    def __call__(self, e, point):
        ctx = self.ctx
        if e.is_Integer or e.is_Rational:
            return ctx.mpf(int(e.p)) / ctx.mpf(int(e.q))
        if is_variable(e):
            return self(self.lookup(e, point), point)
        if isinstance(e, Add):
            return sum((self(a, point) for a in e.args), ctx.mpf(0))
        if isinstance(e, Mul):
            result = ctx.mpf(1)
            for a in e.args:
                result = result * self(a, point)
            return result
        if isinstance(e, Named):
            return self(e.unfold(), point)
        if isinstance(e, Pow):
            return self.power(e, point)
        if e == E:
            return ctx.exp(ctx.mpf(1))
        if e == pi:
            return +ctx.pi
        if type(e) in (_FUNCTIONS if ctx is mpmath.mp else _INTERVAL_FUNCTIONS):
            return self.function(e, point)
        if isinstance(e, (tanh, sinh, cosh)):
            value = self(e.args[0], point)
            up, down = ctx.exp(value), ctx.exp(-value)
            return {tanh: (up - down) / (up + down), sinh: (up - down) / 2, cosh: (up + down) / 2}[type(e)]
        if isinstance(e, (Sum, Product)):
            return self.folded(e, point)
        if isinstance(e, KroneckerDelta):
            a, b = (self.integer(x, point) for x in e.args[:2])
            return ctx.mpf(1 if a == b else 0)
        if isinstance(e, Abs):
            return abs(self(e.args[0], point))
        if isinstance(e, (Max, Min)):
            pick, values = max if isinstance(e, Max) else min, [self(a, point) for a in e.args]
            if ctx is mpmath.mp:
                return pick(values)
            return ctx.mpf([pick(v.a for v in values), pick(v.b for v in values)])
        if isinstance(e, Derivative):
            return self.derivative(e, point)
        if isinstance(e, Integral) and ctx is mpmath.mp:
            return self.integral(e, point)
        if e in (oo, -oo) and ctx is mpmath.mp:
            return ctx.inf if e == oo else -ctx.inf
        raise NoValue(f"no value for {e}")

    def lookup(self, variable, point):
        if isinstance(variable, Indexed):
            entry = self.entry(variable, point)
            if entry not in point.entries:
                raise NoValue(f"{entry} has no value")
            point.asked.add(entry)
            return point.entries[entry]
        if variable not in point.values:
            raise NoValue(f"{variable} has no value")
        return point.values[variable]

    def entry(self, variable, point):
        """The entry that an indexed variable names at this point."""
        return entry_of(variable.base, tuple(self.integer(i, point) for i in variable.indices))

    def integer(self, e, point):
        if e.is_Symbol:
            e = point.values.get(e, e)
        if e.is_Integer:
            return int(e)
        values = {s: point.values[s] for s in e.free_symbols if s in point.values}
        value = settle(e).subs(values)
        if not value.is_Integer:
            raise NoValue(f"{e} is not an integer here")
        return int(value)

    def power(self, e, point):
        base, exponent = e.args
        ctx = self.ctx
        settled = self.whole(settle(exponent), point)
        if settled.is_Integer:
            value = self(base, point)
            if settled < 0 and self.may_vanish(value):
                raise self.gap(f"{base} is 0 here", lambda: value.a == 0 == value.b or _is_zero(base, point))
            return value ** int(settled)
        value = self(base, point)
        if not self.surely_positive(value):
            if ctx is mpmath.mp and value == 0 and settled.is_number and settled > 0:
                return ctx.mpf(0)
            raise self.gap(f"{base} is not positive here", lambda: value.b < 0 and self.broken(exponent, point))
        return ctx.exp(self(exponent, point) * ctx.log(value))

    def whole(self, exponent, point):
        """The exponent as an integer if it is one here (an index, say), else as it stands."""
        if exponent.is_integer and exponent.free_symbols:
            return Integer(self.integer(exponent, point))
        return exponent

    def broken(self, exponent, point):
        """In intervals: True if the exponent is certainly no whole number here."""
        above = self(exponent, point)
        return mpmath.floor(above.a) == mpmath.floor(above.b) != above.a

    def gap(self, words, certainly):
        """The exception for a missing value; in intervals, the enclosure may make certain that there is none."""
        return Undefined(words) if self.ctx is mpmath.iv and certainly() else NoValue(words)

    def may_vanish(self, value):
        return value == 0 if self.ctx is mpmath.mp else 0 in value

    def surely_positive(self, value):
        return value > 0 if self.ctx is mpmath.mp else value.a > 0

    def function(self, e, point):
        value = self(e.args[0], point)
        if isinstance(e, log) and not self.surely_positive(value):
            raise self.gap(f"the argument {e.args[0]} of the logarithm is not positive here", lambda: value.b <= 0)
        if isinstance(e, exp) and self.too_large(value):
            raise NoValue("an exponential too large to write")
        if isinstance(e, exp) and self.ctx is mpmath.mp and value < -(10**7):
            return self.ctx.mpf(0)
        if self.ctx is mpmath.iv and isinstance(e, (erf, erfinv)):
            return self.enclosed(e, value)
        return getattr(self.ctx, _FUNCTIONS[type(e)])(value)

    def enclosed(self, e, value):
        """erf and its inverse in intervals, at both ends of ``value``: both functions increase."""
        if isinstance(e, erfinv) and not (-1 < value.a and value.b < 1):
            raise self.gap(f"{e} has no value here", lambda: value.a >= 1 or value.b <= -1)
        inside = _erf_enclosed if isinstance(e, erf) else _erfinv_enclosed
        return self.ctx.mpf([inside(value.a).a, inside(value.b).b])

    def too_large(self, value):
        return (value if self.ctx is mpmath.mp else value.b) > 10**7

    def folded(self, e, point):
        inner, index, low, high = outermost(e)
        if settle(high) == oo:
            return self.series(inner, index, self.integer(low, point), point, e)
        start, stop = self.integer(low, point), self.integer(high, point)
        if stop < start - 1:
            raise self.gap(f"the range {low}..{high} runs backwards here", lambda: True)
        values = [self(inner, point.moved(index, Integer(k))) for k in range(start, stop + 1)]
        result = self.ctx.mpf(1 if isinstance(e, Product) else 0)
        for value in values:
            result = result * value if isinstance(e, Product) else result + value
        return result

    def series(self, term, index, start, point, e):
        if self.ctx is mpmath.iv or isinstance(e, Product):
            raise NoValue(f"infinitely many terms in {e}")
        return mpmath.nsum(lambda k: self(term, point.moved(index, Integer(int(k)))), [start, mpmath.inf])

    def derivative(self, e, point):
        if self.ctx is mpmath.mp:
            return self._differences(unfold(e.expr), by(e), point)
        # The rule says 1/x of log(-x), too: there is a derivative only where there is something to differentiate.
        try:
            self(e.expr, point)
        except Undefined:
            raise
        except NoValue:
            MP(e.expr, point)
        with evaluate(False):
            here = e.func(self.branch(unfold(e.expr), point), *e.args[1:])
        carried = derivative(here)
        if carried.has(Derivative):
            raise NoValue(f"no value for {carried}")
        return self(carried, point)

    def branch(self, e, point):
        """``e`` with each Max, Min and Abs replaced by the branch that it certainly follows here and nearby."""
        if not e.has(Max, Min, Abs) or is_variable(e):
            return e
        if isinstance(e, Abs):
            value = self(e.args[0], point)
            if value.a > 0 or value.b < 0:
                return self.branch(e.args[0] if value.a > 0 else -e.args[0], point)
        if isinstance(e, (Max, Min)):
            values = [(a, self(a, point)) for a in e.args]
            for a, value in values:
                others = [other for b, other in values if b is not a]
                if all(value.a > o.b if isinstance(e, Max) else value.b < o.a for o in others):
                    return self.branch(a, point)
        with evaluate(False):
            return e.func(*[self.branch(a, point) if isinstance(a, Expr) else a for a in e.args])

    def _differences(self, body, variables, point):
        """A central difference with an error far below the digits required, one variable after the other."""
        if not variables:
            return self(body, point)
        *rest, x = variables
        if not mentions(body, x):
            self(body, point)
            return self.ctx.mpf(0)

        def at(value):
            place = self.entry(x, point) if isinstance(x, Indexed) else x
            return self._differences(body, rest, point.moved(place, value))

        here = self.lookup(x, point)
        here = Rational(here.p, here.q) if here.is_Rational else here
        digits = self.ctx.dps
        with mpmath.workdps(4 * digits):
            step = Rational(1, 10**digits)
            return (at(here + step) - at(here - step)) / (2 * self(step, point))

    def frozen(self, e, x, point):
        """``e`` with each part that does not move with ``x`` worked out, once for all the points of a quadrature."""
        if not e.args or is_variable(e):
            return e
        if x not in e.free_symbols:
            return Rational(*mpmath.libmp.to_rational(self(e, point)._mpf_))
        with evaluate(False):
            return e.func(*[self.frozen(a, x, point) if isinstance(a, Expr) else a for a in e.args])

    def integral(self, e, point):
        if len(e.limits) != 1 or len(e.limits[0]) != 3:
            raise NoValue("an integral without ends")
        x, low, high = e.limits[0]
        ends = [self(settle(low), point), self(settle(high), point)]
        pieces = [ends[0], *([mpmath.mpf(0)] if ends[0] < 0 < ends[1] else []), ends[1]]

        body = self.frozen(unfold(e.function), x, point)

        def f(value):
            height = WIDE(body, point.moved(x, Rational(*mpmath.libmp.to_rational(value._mpf_))))
            return mpmath.mpf(0) if mpmath.isnan(height) else height  # infinity times 0, far out: nothing to add

        with mpmath.workdps(40):
            value, error = mpmath.quad(f, pieces, error=True, maxdegree=10)
        if not error < mpmath.mpf(10) ** -20:
            raise NoValue(f"the quadrature of {e} did not settle")
        return value


class _Wide(Evaluator):
    """For quadrature far out on the line: an exponential too large to write is infinite, and 1 / infinity is 0."""

    def function(self, e, point):
        if isinstance(e, exp) and self(e.args[0], point) > 10**7:
            return self.ctx.inf
        return super().function(e, point)


MP, IV, WIDE = Evaluator(mpmath.mp), Evaluator(mpmath.iv), _Wide(mpmath.mp)


def _erf_enclosed(x):
    """erf at one number, by its alternating series: the error is less than the first term left out, once terms fall."""
    x = mpmath.iv.mpf(x)
    term, total, n = x, mpmath.iv.mpf(0), 0
    while not (n > x.b**2 and n > x.a**2 and abs(term).b < mpmath.mpf(2) ** -mpmath.iv.prec):
        if n > 20000:
            raise NoValue(f"the series of erf is too long at {x}")
        total, n = total + term / (2 * n + 1), n + 1
        term = -term * x * x / n
    rest = abs(term).b
    return (total + mpmath.iv.mpf([-rest, rest])) * 2 / mpmath.iv.sqrt(mpmath.iv.pi)


def _erfinv_enclosed(y):
    """The inverse of erf at one number: two places near it, between whose values the number certainly lies."""
    with mpmath.workprec(mpmath.iv.prec):
        near, width = mpmath.erfinv(mpmath.mpf(y.a)), mpmath.mpf(10) ** -40
        low, high = near - width, near + width
    if _erf_enclosed(low).b < y.a and y.b < _erf_enclosed(high).a:
        return mpmath.iv.mpf([low, high])
    raise NoValue(f"the inverse of erf is not enclosed at {y}")


# ---- points of a domain ------------------------------------------------------------------------------------------------


class Sampler:
    """Points of a domain. ``seed`` (the claim's id) makes them the same in every run."""

    SIMPLE = [
        Rational(*pq) for pq in ((1, 2), (1, 3), (2, 1), (1, 4), (3, 4), (1, 1), (2, 3), (3, 1), (1, 5), (5, 2))
    ]

    SIMPLE_ONES, WIDE = 3, 5  # one draw in three is simple; whole numbers from the lowest that is allowed to 5 above it

    def __init__(self, domain, statement, seed):
        self.domain = domain
        self.random = random.Random(sha256(seed.encode()).digest())
        self.symbols, self.bases = variables_of(statement, *domain.given)
        self.simple = True

    def points(self, how_many, tries=60):
        """Up to ``how_many`` points at which every hypothesis holds; simple ones first."""
        found = 0
        for attempt in range(how_many * tries):
            self.simple = attempt % self.SIMPLE_ONES == 0
            point = self._draw()
            if point is not None and all(holds(h, point) for h in self.domain.given):
                found += 1
                yield point
                if found == how_many:
                    return

    def _draw(self):
        if self.domain.empty:
            return None
        values, defined = {}, self._defined
        waiting = [s for s in self.symbols if s not in defined]
        while waiting:
            ready = [s for s in waiting if not any(set(waiting) & b.value.free_symbols for b in self._bounds(s))]
            symbol = (ready or waiting)[0]
            waiting.remove(symbol)
            values[symbol] = self._value(symbol, self._numeric_bounds(symbol, values))
            if values[symbol] is None:
                return None
        for symbol, value in defined.items():
            values[symbol] = settle(unfold(value)).subs(values)
        point = Point(values)
        for base, rank in self.bases.items():
            self._fill(base, rank, values, point)
        self._normalise(point)
        return point

    @cached_property
    def _defined(self):
        """Symbols that an equation among the hypotheses gives: what stands on its other side."""
        found = {}
        for equation in self.domain.equations:
            for one, other in (equation.args, equation.args[::-1]):
                if (
                    isinstance(one, Symbol)
                    and one not in other.free_symbols
                    and one not in found
                    and one in self.symbols
                ):
                    found[one] = other
                    break
            else:
                found.update(self._solved(equation, found))
        return found

    def _solved(self, equation, found):
        """{symbol: its value} from an equation such as a + b = 1, in which no symbol stands alone; {} if there is none."""
        difference = settle(unfold(equation.lhs)) - settle(unfold(equation.rhs))
        symbols = sorted(difference.free_symbols, key=str, reverse=True)
        taken = set(found).union(*(value.free_symbols for value in found.values()))
        if taken & set(symbols) or not all(s in self.symbols for s in symbols) or not difference.is_polynomial():
            return {}
        for s in symbols:
            slope = difference.coeff(s) if difference.as_poly(s).degree() == 1 else None
            if slope and slope.is_Rational and not s.is_integer:
                return {s: settle(s - difference / slope).expand()}
        return {}

    def _bounds(self, symbol):
        return [bound for side in self.domain.ends(symbol) for bound in side]

    def _numeric_bounds(self, symbol, values):
        """The tightest bounds that are numbers once the values drawn so far are put in."""
        tightest = []
        for side, pick in zip(self.domain.ends(symbol), (max, min)):
            known = [(b.value.subs(values), b) for b in side]
            known = [(value, b) for value, b in known if value.is_Rational]
            tightest.append(pick(known, key=lambda vb: vb[0]) if known else (None, None))
        (low, low_bound), (high, high_bound) = tightest
        return low, high, low_bound, high_bound

    def _value(self, symbol, bounds):
        low, high, low_bound, high_bound = bounds
        if low is not None and high is not None and low > high:
            return None
        if symbol.is_integer:
            low = None if low is None else int(low) + (1 if low_bound.strict else 0)
            high = None if high is None else int(high) - (1 if high_bound.strict else 0)
            low, high = (low if low is not None else -3 if high is None else high - self.WIDE), high
            high = low + self.WIDE if high is None else high
            return Integer(self.random.randint(low, high)) if low <= high else None
        closed = [
            e for e, b in ((low, low_bound), (high, high_bound)) if b is not None and not b.strict and e is not None
        ]
        if self._asks_for_an_end(closed) and closed:  # the ends of the domain belong to it
            return self.random.choice(closed)
        if self.simple and low is None and high is None and self.random.random() < 0.25:
            return S.Zero
        w = (
            self.random.choice(self.SIMPLE)
            if self.simple
            else Rational(self.random.randint(1, 4000), self.random.randint(400, 1600))
        )
        if low is not None and high is not None:
            return (low + high * w) / (1 + w)
        if low is not None:
            return low + w
        if high is not None:
            return high - w
        return w * self.random.choice((-1, 1)) * (1 if self.simple else self.random.choice((1, 1, 5)))

    def _asks_for_an_end(self, closed):
        return not self.simple and self.random.random() < 0.15

    def _fill(self, base, rank, values, point):
        side = 6
        table = [()]
        for _ in range(rank):
            table = [key + (k,) for key in table for k in range(-4, side + 4)]
        example = base[tuple(Integer(0) for _ in range(rank))]
        bounds = self._numeric_bounds(example, values)
        for key in table:
            entry = entry_of(base, key)
            point.entries[entry] = self._value(example, bounds)
            if base in self.domain.symmetric:
                point.entries[entry] = point.entries.get(base[tuple(entry.indices[::-1])], point.entries[entry])
        index, value = self._entry_definitions().get(base, (None, None))
        if index is not None and rank == 1:
            for (k,) in table:
                point.entries[base[Integer(k)]] = value.xreplace({index: Integer(k)})

    def _entry_definitions(self):
        """Bases whose every entry an equation gives, as {base: (index, value)}; of Eq(x[i], y[i]) only one side."""
        found = {}
        for equation in self.domain.equations:
            for one, other in (equation.args, equation.args[::-1]):
                bases = {a.base for a in unfold(other).atoms(Indexed)}
                if (isinstance(one, Indexed) and len(one.indices) == 1 and is_index(one.indices[0])
                        and one.base not in bases and one.base not in found and not bases & set(found)):
                    found[one.base] = (one.indices[0], other)
                    break
        return found

    def _normalise(self, point):
        """Scale entries so that a hypothesis such as sum of p_k = 1 holds."""
        for equation in self.domain.equations:
            total = equation.lhs
            if isinstance(total, Sum) and isinstance(total.function, Indexed) and equation.rhs.is_Rational:
                index, low, high = total.limits[0]
                try:
                    keys = [
                        MP.entry(total.function, point.moved(index, Integer(k)))
                        for k in range(MP.integer(low, point), MP.integer(high, point) + 1)
                    ]
                except NoValue:
                    continue
                whole = sum(point.entries[k] for k in keys)
                if whole != 0:
                    for k in keys:
                        point.entries[k] = point.entries[k] * equation.rhs / whole


class Small(Sampler):
    """Small numbers only, and few terms in each sum: for questions whose work grows with both."""

    SIMPLE = [Rational(*pq) for pq in ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3))]
    SIMPLE_ONES, WIDE = 1, 2

    def _asks_for_an_end(self, closed):
        return bool(closed) and self.random.random() < 0.3


class Level(Small):
    """The same small number for all entries of a vector that nothing bounds: two averages of it are then equal."""

    def _draw(self):
        point = super()._draw()
        if point is None:
            return None
        for base, rank in self.bases.items():
            entries = [entry for entry in point.entries if entry.base == base]
            if rank == 1 and not self._bounds(entries[0]):
                point.entries.update(dict.fromkeys(entries, point.entries[entries[0]]))
        return point


def holds(hypothesis, point):
    """True if the hypothesis holds at the point; one that speaks of x[i] with a free i must hold for i = 1, 2, ..."""
    indices = sorted(
        {
            s
            for a in hypothesis.atoms(Indexed)
            for i in a.indices
            for s in i.free_symbols
            if is_index(s) and s in hypothesis.free_symbols
        },
        key=str,
    )
    if not indices:
        return truth(hypothesis, point) is True
    for values in product(range(1, MANY if len(indices) == 1 else FEW), repeat=len(indices)):
        moved = point
        for index, value in zip(indices, values):
            moved = moved.moved(index, Integer(value))
        if truth(hypothesis, moved) is not True:
            return False
    return True


def variables_of(*statements):
    """Free symbols (sorted) and indexed bases with their ranks, over all the statements."""
    symbols, bases = set(), {}
    for statement in map(unfold, statements):
        labels = {b.label for b in statement.atoms(IndexedBase)}
        for atom in statement.atoms(Indexed):
            bases[atom.base] = len(atom.indices)
        symbols |= {s for s in statement.free_symbols if isinstance(s, Symbol) and s not in labels}
    return sorted(symbols, key=str), dict(sorted(bases.items(), key=lambda br: str(br[0])))


# ---- the truth of a statement at a point -------------------------------------------------------------------------------


def truth(statement, point):
    """True, False, or None (undefined here), at the digits required."""
    if statement in (S.true, S.false):
        return statement == S.true
    if isinstance(statement, (And, Or, Not, Implies, Equivalent)):
        parts = [truth(a, point) for a in statement.args]
        if None in parts:
            return None
        if isinstance(statement, And):
            return all(parts)
        if isinstance(statement, Or):
            return any(parts)
        if isinstance(statement, Not):
            return not parts[0]
        if isinstance(statement, Implies):
            return (not parts[0]) or parts[1]
        return all(p == parts[0] for p in parts)
    with mpmath.workdps(DIGITS):
        try:
            a, b = MP(statement.lhs, point), MP(statement.rhs, point)
        except (NoValue, ZeroDivisionError, OverflowError, ValueError):
            return None
        if mpmath.isnan(a) or mpmath.isnan(b):
            return None
        digits = 18 if statement.has(Integral) or statement.has(oo) else AGREE
        equal = abs(a - b) <= mpmath.mpf(10) ** -digits * max(1, abs(a), abs(b))
        if equal and isinstance(statement, (Ne, Lt, Gt)):
            return None  # too close to tell at these digits
        return {Eq: equal, Ne: True, Lt: a < b, Gt: a > b, Le: a < b or equal, Ge: a > b or equal}[type(statement)]


def values_at(statement, point):
    """The two sides of a relation at a point: a Rational where it is one and short, else decimal text."""
    with mpmath.workdps(DIGITS):
        return tuple(_short(side, MP(side, point), point) for side in (statement.lhs, statement.rhs))


def _short(side, value, point):
    """The exact value if SymPy's own arithmetic makes it a short fraction, else its first eight digits."""
    plain = unfold(side)
    if not plain.atoms(Sum, Product, Integral, Limit, Indexed):
        exact = settle(carried_out(plain)).subs(point.values)
        if exact.is_Rational and len(str(exact)) < 10:
            return exact
    return mpmath.nstr(value, 8)


def certified_false(statement, point):
    """True if interval arithmetic proves the statement false at this exact point."""
    return _certified(statement, point) is False


def certified_undefined(statement, point):
    """What makes a side of the statement certainly undefined at this exact point (str), or '' without certainty."""
    if isinstance(statement, Implies):
        return ""       # where its hypothesis fails, nothing is asked of the rest
    if isinstance(statement, (And, Equivalent)):
        return next(filter(None, (certified_undefined(a, point) for a in statement.args)), "")
    sides = [a for a in statement.args if isinstance(a, Expr)]
    written = [unfold(side) for side in sides]
    folds = [fold for e in written for fold in sorted(e.atoms(Sum, Product, Integral, Limit), key=str)]
    bound = {name for fold in folds for name in _bound_by(fold)}
    # What a limit or an integral takes along, wherever its variable is.
    inside = [
        e
        for fold in folds
        if isinstance(fold, (Integral, Limit))
        for e in preorder_traversal(fold.args[0])
        if isinstance(e, Expr)
    ]
    for fold in inside:
        if isinstance(fold, (Sum, Product)) and not fold.limits[-1][2].free_symbols & bound and _backwards(fold, point):
            return f"the range of {fold} runs backwards here"
    sides += [e for e in inside if not e.free_symbols & bound]
    before, mpmath.iv.prec = mpmath.iv.prec, 400
    try:
        for side in sides:
            try:
                IV(side, point)
            except Undefined as gap:
                return str(gap)
            except (NoValue, ZeroDivisionError, OverflowError, AttributeError, TypeError):
                continue
    finally:
        mpmath.iv.prec = before
    return ""


def _backwards(fold, point):
    """True if the last range of a sum ends more than one below its beginning."""
    _, _, low, high = outermost(fold)
    try:
        return MP.integer(high, point) < MP.integer(low, point) - 1
    except NoValue:
        return False


def _certified(statement, point):
    """True or False with certainty, None without."""
    if isinstance(statement, And):
        parts = [_certified(a, point) for a in statement.args]
        return False if False in parts else (True if all(parts) else None)
    if isinstance(statement, Or):
        parts = [_certified(a, point) for a in statement.args]
        return True if True in parts else (None if None in parts else False)
    if isinstance(statement, Not):
        part = _certified(statement.args[0], point)
        return None if part is None else not part
    if isinstance(statement, Implies):
        a, b = (_certified(x, point) for x in statement.args)
        return True if a is False or b is True else (False if a is True and b is False else None)
    if isinstance(statement, Equivalent):
        a, b = (_certified(x, point) for x in statement.args[:2])
        return None if a is None or b is None else a == b
    before, mpmath.iv.prec = mpmath.iv.prec, 400
    try:
        difference = IV(statement.lhs, point) - IV(statement.rhs, point)
    except (NoValue, ZeroDivisionError, OverflowError, AttributeError):
        return None
    finally:
        mpmath.iv.prec = before
    positive, negative = difference.a > 0, difference.b < 0
    exactly = difference.a == 0 == difference.b
    if isinstance(statement, Eq):
        return False if positive or negative else (True if exactly or _exact_zero(statement, point) else None)
    if isinstance(statement, Ne):
        return True if positive or negative else (False if exactly or _exact_zero(statement, point) else None)
    zero = exactly or (not positive and not negative and _exact_zero(statement, point))
    if isinstance(statement, (Lt, Le)):
        positive, negative = negative, positive
    if positive:
        return True
    if negative:
        return False
    if zero:
        return isinstance(statement, (Le, Ge))
    return None


def _bound_by(fold):
    if isinstance(fold, (Sum, Product, Integral)):
        return [limits[0] for limits in fold.limits]
    return [fold.args[1]] if isinstance(fold, Limit) else []


def _is_zero(e, point):
    """True if exact arithmetic says that an expression in plain symbols is 0 at the point."""
    return not e.atoms(Sum, Product, Indexed, Derivative, Integral, Limit) and settle(
        settle(unfold(e)).xreplace(point.values)
    ).is_zero is True


def _exact_zero(statement, point):
    """Both sides the same exact number, by SymPy's automatic arithmetic alone."""
    if settle(statement.lhs) == settle(statement.rhs):
        return True
    if statement.atoms(Sum, Product, Indexed, Derivative, Integral, Limit):
        return False
    values = {s: point.values[s] for s in statement.free_symbols if s in point.values}
    numbers = {number for value in values.values() for number in sympify(value).atoms(Rational)}
    long = any(max(abs(number.p), number.q) > SHORT for number in numbers)
    try:
        difference = settle(unfold(statement.lhs - statement.rhs))
        if long and not difference.is_rational_function():
            return False
        difference = difference.subs(values)
        from .domain import Domain
        from .normal import Normal

        return Normal(Domain()).is_zero(difference)
    except Exception:  # no certificate is not a verdict: the point is passed over
        return False
