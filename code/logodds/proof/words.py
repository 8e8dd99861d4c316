"""The vocabulary of statements: named functions, kinds of statement, and writing without evaluation.

Everything an author writes is an ordinary SymPy object. SymPy likes to tidy what it is given (``p/p`` turns into ``1`` at
once); inside ``with as_written:`` it keeps its hands off, so that the page shows what the author wrote and the checker
sees every denominator.
"""

from inspect import signature

from sympy import (
    Basic,
    Dummy,
    Function,
    IndexedBase,
    Lambda,
    Symbol,
    erf,
    evaluate,
    exp,
    log,
    sqrt,
    symbols,
    sympify,
    Sum,
)
from sympy.core.parameters import global_parameters
from sympy.core.function import AppliedUndef
from sympy.logic import boolalg
from sympy.logic.boolalg import BooleanFunction


class _AsWritten:
    """``with as_written:`` keeps expressions in the author's form. It may be entered again and again."""

    def __init__(self):
        self._before = []

    def __enter__(self):
        self._before.append(global_parameters.evaluate)
        global_parameters.evaluate = False

    def __exit__(self, *error):
        global_parameters.evaluate = self._before.pop()


as_written = _AsWritten()


def settle(expression):
    """The same expression after SymPy's automatic simplifications, which ``as_written`` held back."""
    if not expression.args:
        return expression
    with evaluate(True):
        return expression.func(*[settle(argument) for argument in expression.args])


class Named(Function):
    """A function with a name of its own on the page and a definition that the checker unfolds."""

    #: the definition, as a Lambda in the author's form
    definition: Lambda
    #: how LaTeX writes the name
    latex_name: str
    #: which arguments LaTeX writes in brackets, and which below; a range's end is not written
    shown, below, separator = slice(None), slice(0), ", "

    @classmethod
    def eval(cls, *arguments):
        return None

    def unfold(self):
        """The defining expression, at this argument, unevaluated."""
        with evaluate(False):
            body = self.definition.expr
            fresh = dict(zip(self.definition.variables, self.args))
            return body.xreplace(fresh)


def named(name, latex_name, body, shown=None, separator=", "):
    """A new named function; ``body`` maps its real variables to the defining expression.

    LaTeX writes the first ``shown`` arguments (all, if not given).
    """
    variables = symbols(list(signature(body).parameters), real=True)
    with evaluate(False):
        definition = Lambda(tuple(variables), body(*variables))
    place = {"shown": slice(shown), "separator": separator}
    return type(
        name, (Named,), {"definition": definition, "latex_name": latex_name, "nargs": len(variables), **place}
    )


def named_of_vectors(name, latex_name, body, shown=1, below=0, separator=", "):
    """A new named function of vectors (each an IndexedBase), of indices and of upper ends.

    LaTeX writes the first ``shown`` arguments in brackets and the next ``below`` of them as an index; the rest it leaves
    out, so in one statement they must be the same wherever the name stands.
    """

    def unfold(self):
        with evaluate(False):
            return body(*self.args)

    place = {"shown": slice(shown), "below": slice(shown, shown + below), "separator": separator}
    return type(
        name,
        (Named,),
        {"unfold": unfold, "latex_name": latex_name, "nargs": len(signature(body).parameters), **place},
    )


odds = named("odds", r"\operatorname{odds}", lambda p: p / (1 - p))
logit = named("logit", r"\operatorname{logit}", lambda p: log(p / (1 - p)))
logistic = named("logistic", r"\sigma", lambda x: 1 / (1 + exp(-x)))
Phi = named("Phi", r"\Phi", lambda x: (1 + erf(x / sqrt(2))) / 2)
softplus = named("softplus", r"\operatorname{softplus}", lambda x: log(1 + exp(x)))

_i = Symbol("i", integer=True)


def _over(term, K):
    """The sum of term(i) over i = 1, ..., K."""
    return Sum(term(_i), (_i, 1, K))


softmax = named_of_vectors(
    "softmax", r"\operatorname{softmax}", lambda z, k, K: exp(z[k]) / _over(lambda i: exp(z[i]), K), below=1
)
LSE = named_of_vectors("LSE", r"\operatorname{LSE}", lambda z, K: log(_over(lambda i: exp(z[i]), K)))
H = named_of_vectors("H", "H", lambda p, K: -_over(lambda i: p[i] * log(p[i]), K))
cross_entropy = named_of_vectors("cross_entropy", "H", lambda p, q, K: -_over(lambda i: p[i] * log(q[i]), K), shown=2)
KL = named_of_vectors(
    "KL",
    r"\operatorname{KL}",
    lambda p, q, K: _over(lambda i: p[i] * log(p[i] / q[i]), K),
    shown=2,
    separator=r" \,\Vert\, ",
)


class And(BooleanFunction):
    """``And(A, B)``: both hold. SymPy's own sorts its parts; this one keeps the author's order."""


class Equivalent(BooleanFunction):
    """``Equivalent(A, B)``: A if and only if B."""


class Implies(BooleanFunction):
    """``Implies(A, B)``: if A, then B."""


class Increasing(BooleanFunction):
    """``Increasing(f, x)``: f is strictly increasing in x on the domain."""


class Decreasing(BooleanFunction):
    """``Decreasing(f, x)``: f is strictly decreasing in x on the domain."""


class Convex(BooleanFunction):
    """``Convex(f, x)``: f is convex in x on the domain (an interval, where f is twice differentiable)."""


class Concave(BooleanFunction):
    """``Concave(f, x)``: f is concave in x on the domain (an interval, where f is twice differentiable)."""


class Maximum(BooleanFunction):
    """``Maximum(f, x, at)``: f(x) < f(at) for every other x of the domain."""


class Minimum(BooleanFunction):
    """``Minimum(f, x, at)``: f(x) > f(at) for every other x of the domain."""


SHAPES = (Increasing, Decreasing, Convex, Concave)
OPTIMA = (Maximum, Minimum)


def renamed(expression, old, new):
    """``expression`` with another name for a variable, and nothing tidied on the way: X/X stays X/X."""
    with evaluate(False):
        return expression.xreplace({old: new})


def unfold(expression):
    """Replace every named function by its definition, innermost last, without evaluating anything."""
    if isinstance(expression, Named):
        return unfold(expression.unfold())
    if not expression.args or not isinstance(expression, Basic):
        return expression
    arguments = [unfold(argument) for argument in expression.args]
    if all(new is old for new, old in zip(arguments, expression.args)):
        return expression
    with evaluate(False):
        return expression.func(*arguments)


def exact(value, where):
    """``value`` as a SymPy object; floats are refused, because a float is not the number it shows."""
    value = _ordered(sympify(value, strict=True))
    for atom in value.atoms():
        if getattr(atom, "is_Float", False):
            raise TypeError(f"{where}: {atom} is a float; write Rational(1, 2) for one half")
        if isinstance(atom, Symbol) and atom.name not in SIDES:
            _check_assumptions(atom, where, _is_base(atom, value))
    for function in value.atoms(AppliedUndef):
        if function.func(Symbol("x", real=True)).is_positive is not None:
            raise TypeError(f"{where}: {function.func} is declared more than real; put that among the hypotheses")
    names = {}
    for symbol in value.atoms(Symbol):
        if not isinstance(symbol, Dummy) and names.setdefault(symbol.name, symbol) != symbol:
            raise TypeError(f"{where}: two different symbols are called {symbol}, which the page would not show")
    return value


def one_meaning(statement, where):
    """Refuse a statement in which a name stands twice with different arguments that the page does not show."""
    hidden = {}
    for e in sorted(statement.atoms(Named), key=str):
        left_out = tuple(a for a in e.args if a not in e.args[e.shown] and a not in e.args[e.below])
        if hidden.setdefault(e.func, left_out) != left_out:
            raise TypeError(
                f"{where}: {e.func.__name__} stands for two things, with {hidden[e.func]} and with {left_out}, "
                "which the page would not show"
            )


def _ordered(value):
    """SymPy's own connectives (from ``&``) as ours."""
    if isinstance(value, (Equivalent, Implies)) and len(value.args) != 2:
        raise TypeError(f"{type(value).__name__} stands between two statements, not {len(value.args)}")
    for theirs, ours in ((boolalg.And, And), (boolalg.Equivalent, Equivalent), (boolalg.Implies, Implies)):
        if isinstance(value, theirs):
            return ours(*[_ordered(a) for a in value.args])
    return value


SIDES = ("+", "-", "+-")        # SymPy keeps the side of a limit as a symbol
COUNTING = {"real", "integer", "positive", "nonnegative"}


def _check_assumptions(symbol, where, is_base):
    """What a symbol is assumed to be must be on the page: real goes without saying, the rest belongs to the hypotheses."""
    if isinstance(symbol, Dummy):
        return
    said = {name for name, value in symbol._assumptions_orig.items() if value} - {"commutative"}
    if not is_base and symbol.is_extended_real is None:
        raise TypeError(f"{where}: the symbol {symbol} is not declared real; write symbols('{symbol}', real=True)")
    if not said <= {"real", "integer"} and not ("integer" in said and said <= COUNTING):
        words = ", ".join(sorted(said - {"real"}))
        raise TypeError(f"{where}: {symbol} is declared {words}; declare it real, and put the rest among the hypotheses")


def _is_base(symbol, value):
    return any(base.label == symbol for base in value.atoms(IndexedBase))
