"""Where a statement is meant to hold: the hypotheses, read as bounds on symbols and as facts about expressions.

A hypothesis ``0 < p`` bounds the symbol p; ``0 < p[i]`` bounds every entry of p; ``Eq(Sum(p[k], (k, 1, K)), 1)`` is an
equation that the normal form may use; anything else (``x + y > 0``) is kept as a fact about an expression.

What is assumed on the way (``local``: the range of an index, one side of an equivalence, a claim that is used) bounds
symbols too, but says nothing about other entries of an indexed symbol than the one it names.
"""

from dataclasses import dataclass, field

from sympy import Basic, Dummy, Eq, Expr, Ge, Gt, Indexed, IndexedBase, Le, Lt, Ne, S, Symbol

from .words import And, exact, settle


@dataclass(frozen=True)
class Bound:
    """One end of an interval: ``value`` is an expression free of the bounded symbol."""

    value: Expr
    strict: bool


def is_variable(expression):
    return isinstance(expression, (Symbol, Indexed))


def name_of(variable):
    """What bounds are filed under: the symbol, or the base of an indexed symbol (for every index)."""
    return variable.base if isinstance(variable, Indexed) else variable


@dataclass
class Domain:
    """The set of points at which every hypothesis in ``given`` holds."""

    given: tuple = ()
    local: tuple = ()
    lower: dict = field(default_factory=dict)
    upper: dict = field(default_factory=dict)
    facts: list = field(default_factory=list)  # (expression, sign): the expression has that sign
    equations: list = field(default_factory=list)
    empty: bool = False  # a hypothesis is plainly false
    symmetric: set = field(default_factory=set)  # bases S with S[i, j] = S[j, i]

    def __post_init__(self):
        self.given, self.local = _flat(self.given), _flat(self.local)
        # 0 < x[k] speaks of every entry, unless another hypothesis says which k is meant: k = 3, k <= 3; not 1 <= k.
        chosen = {
            k for h in self.given for k, end in (h.args, h.args[::-1]) if is_index(k)
            if isinstance(h, Eq) or end.is_number and h not in (Ge(k, 1), Le(1, k, evaluate=False))
        }
        for hypothesis in self.given:
            entries = hypothesis.atoms(Indexed) if isinstance(hypothesis, Basic) else ()
            meant = any(i in chosen for entry in entries for i in entry.indices)
            self._read(hypothesis, universal=not meant)
        for hypothesis in self.local:
            self._read(hypothesis, universal=False)

        self._close()

    def _close(self):
        """low <= v <= high also says low <= high, which bounds a variable that stands there alone."""
        for v in {*self.lower, *self.upper}:
            for low in list(self.lower.get(v, ())):
                for high in list(self.upper.get(v, ())):
                    strict = low.strict or high.strict
                    if isinstance(high.value, Symbol) and not low.value.has(high.value) and not low.value.is_number:
                        self.lower.setdefault(high.value, []).append(Bound(low.value, strict))
                    elif isinstance(low.value, Symbol) and not high.value.has(low.value) and not high.value.is_number:
                        self.upper.setdefault(low.value, []).append(Bound(high.value, strict))

    def _read(self, written, universal):
        hypothesis = settle(written)
        if hypothesis is S.true:
            return
        if hypothesis is S.false:
            self.empty = True
            return
        if isinstance(hypothesis, (Gt, Ge)):
            greater, less = hypothesis.lhs, hypothesis.rhs
        elif isinstance(hypothesis, (Lt, Le)):
            less, greater = hypothesis.lhs, hypothesis.rhs
        elif isinstance(hypothesis, Eq) and universal and _says_symmetric(hypothesis):
            self.symmetric.add(hypothesis.lhs.base)
            return
        elif isinstance(hypothesis, Eq):
            self.equations.append(hypothesis)
            return
        elif isinstance(hypothesis, Ne):
            self.facts.append((hypothesis.lhs - hypothesis.rhs, "!="))
            return
        else:
            raise TypeError(f"given: {written} is not an equation or an inequality that can be assumed")
        strict = isinstance(hypothesis, (Gt, Lt))
        bounded = False
        if _bounds_all(less, universal, greater) and not mentions(greater, less):
            self.upper.setdefault(name_of(less), []).append(Bound(greater, strict))
            bounded = True
        if _bounds_all(greater, universal, less) and not mentions(less, greater):
            self.lower.setdefault(name_of(greater), []).append(Bound(less, strict))
            bounded = True
        if not bounded:
            self.facts.append((greater - less, "+" if strict else ">="))

    def ordered(self, e):
        """``e`` with the indices of symmetric matrices in a fixed order."""
        if not self.symmetric:
            return e
        return e.xreplace(
            {
                a: a.base[tuple(sorted(a.indices, key=lambda i: i.sort_key()))]
                for a in e.atoms(Indexed)
                if a.base in self.symmetric
            }
        )

    def extended(self, *hypotheses):
        """The same domain, cut down by what is assumed on the way."""
        return Domain(self.given, self.local + hypotheses)

    def parametrised(self, variables, keep="lower"):
        """Bounded variables written through fresh positive (or non-negative) dummies, as a list of substitutions.

        Applied in order, the substitutions reach every point of the domain (and perhaps more), so what is positive
        under them is positive on the domain. An interval that is closed at both ends has no such rational map:
        only the end that ``keep`` names is used.
        """
        variables = self._with_partners(variables)
        ends = {v: [[b for b in side if _known(b.value, variables)] for side in self.ends(v)] for v in variables}
        order = sorted(
            variables,       # entries first: what bounds x[i] for every i is written through, not the other way round
            key=lambda v: (isinstance(v, Symbol), -sum(_is_tied(e, variables) for side in ends[v] for e in side), str(v)),
        )
        substitutions, done = [], []
        for number, v in enumerate(order):
            low, high = (
                _tightest([b for b in side if not any(mentions(b.value, d) for d in done)], pick)
                for side, pick in zip(ends[v], (max, min))
            )
            if low and high:
                self._pass_on(low, high, ends)
                if not low.strict and not high.strict:
                    low, high = (low, None) if keep == "lower" else (None, high)
            if low or high:
                substitutions.append((v, _parametrisation(low, high, number)))
            done.append(v)
        return substitutions

    def _with_partners(self, variables):
        """The variables, and those that bound one of them which nothing else bounds."""
        found = list(variables)
        for v in found:
            for side in self.ends(v):
                if side and not any(_known(b.value, variables) for b in side):
                    found.extend(
                        p
                        for p in (side[0].value.free_symbols | side[0].value.atoms(Indexed))
                        if is_variable(p) and p not in found and not labels(p, side[0].value)
                    )
        return found

    @staticmethod
    def _pass_on(low, high, ends):
        """low < v < high also says low < high; keep it for whichever of the two is a variable."""
        strict = low.strict or high.strict
        if high.value in ends and not mentions(low.value, high.value):
            ends[high.value][0].append(Bound(low.value, strict))
        if low.value in ends and not mentions(high.value, low.value):
            ends[low.value][1].append(Bound(high.value, strict))

    def ends(self, variable):
        """All lower and all upper Bounds, from the hypotheses and from the symbol's own assumptions."""
        lower = list(self.lower.get(name_of(variable), ()))
        upper = list(self.upper.get(name_of(variable), ()))
        if variable.is_positive:
            lower.append(Bound(S.One, False) if variable.is_integer else Bound(S.Zero, True))
        elif variable.is_nonnegative:
            lower.append(Bound(S.Zero, False))
        if variable.is_negative:
            upper.append(Bound(S.Zero, True))
        return lower, upper

    def interval(self, variable):
        """(the tightest lower Bound or None, the tightest upper Bound or None)."""
        lower, upper = self.ends(variable)
        return _tightest(lower, max), _tightest(upper, min)

    def is_closed(self, variable):
        """True if the variable may lie on an end of its interval, where it can move to one side only."""
        return any(not bound.strict for side in self.ends(variable) for bound in side)

    def closed_ends(self, variable):
        """Numbers at which the variable's interval is closed, so that they are points of the domain."""
        return [
            end.value
            for end in self.interval(variable)
            if end is not None and not end.strict and end.value.is_number and end.value.is_finite
        ]

    def opened(self, variable):
        """The same domain without the closed ends of one variable."""
        return Domain(
            *(tuple(_strictly(h) if variable in h.args else h for h in part) for part in (self.given, self.local))
        )


def _says_symmetric(equation):
    one, other = equation.args
    return (
        isinstance(one, Indexed)
        and isinstance(other, Indexed)
        and one.base == other.base
        and len(one.indices) == 2
        and one.indices == other.indices[::-1]
        and all(map(is_index, one.indices))
    )


def _flat(hypotheses):
    flat = []
    for hypothesis in hypotheses:
        hypothesis = exact(hypothesis, "given")
        flat.extend(hypothesis.args if isinstance(hypothesis, And) else [hypothesis])
    return tuple(flat)


def _strictly(hypothesis):
    strict = {Ge: Gt, Le: Lt}.get(type(hypothesis))
    return strict(*hypothesis.args, evaluate=False) if strict else hypothesis


def _bounds_all(variable, universal, bound):
    """A symbol; or an entry x[i] with a free index, in a hypothesis that speaks of every index.

    An index is declared an integer and no more; x[n] with a size n (a positive integer) is one entry, the last."""
    if isinstance(variable, Symbol):
        return True
    if not universal or not isinstance(variable, Indexed) or not all(map(is_index, variable.indices)):
        return False
    if len(set(variable.indices)) < len(variable.indices):
        return False                                     # x[i, i] speaks of the diagonal only
    return not any(i in bound.free_symbols for i in variable.indices)  # x[i] < i is another bound at each i


def is_index(i):
    """True for a symbol that runs over the entries of a vector."""
    return isinstance(i, Symbol) and bool(i.is_integer) and not i.is_positive


def _known(expression, variables):
    """True if the expression is a number or is made of the given variables only."""
    return all(
        atom in variables or labels(atom, expression) for atom in expression.free_symbols | expression.atoms(Indexed)
    )


def labels(symbol, expression):
    """True for a symbol that occurs only as the name or the index of indexed symbols."""

    def bare(e):
        return e == symbol or (not isinstance(e, (Indexed, IndexedBase)) and any(map(bare, e.args)))

    return not isinstance(symbol, Indexed) and not bare(expression)


def mentions(expression, variable):
    if isinstance(variable, Indexed):
        return any(atom.base == variable.base for atom in expression.atoms(Indexed))
    return variable in expression.free_symbols


def _is_tied(end, variables):
    return end is not None and any(mentions(end.value, v) for v in variables)


def _parametrisation(low, high, number):
    closed = (low and not low.strict) or (high and not high.strict)
    w = Dummy(f"w{number}", nonnegative=True) if closed else Dummy(f"w{number}", positive=True)
    if low and high:
        near, far = (high, low) if not high.strict else (low, high)  # w = 0 is the closed end, if there is one
        return (near.value + far.value * w) / (1 + w)
    return low.value + w if low else high.value - w


def _tightest(bounds, pick):
    """The bound that implies the others among numbers; a bound that is an expression wins over numbers."""
    if not bounds:
        return None
    numbers = [b for b in bounds if b.value.is_number]
    others = [b for b in bounds if not b.value.is_number]
    if others:
        return others[0]
    extreme = pick(b.value for b in numbers)
    return Bound(extreme, any(b.strict for b in numbers if b.value == extreme))
