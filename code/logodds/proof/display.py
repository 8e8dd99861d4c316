"""How a claim shows itself: the statement that was checked, in the author's order, as LaTeX and as data for the build."""

from sympy import Add, Eq, Expr, Ge, Gt, Indexed, Le, Lt, Mul, Ne, S, Symbol, evaluate
from sympy.core.function import AppliedUndef
from sympy.printing.latex import LatexPrinter, greek_letters_set

from .normal import by
from .words import Concave, Convex, Decreasing, Increasing, Maximum, Named

_GREEK = {name.lower() for name in greek_letters_set}
MIME = "application/vnd.logodds.claim+json"
_SIGNS = {Eq: "=", Ne: r"\neq", Lt: "<", Le: r"\le", Gt: ">", Ge: r"\ge"}
_SHAPE_WORDS = {
    Increasing: "strictly increasing",
    Decreasing: "strictly decreasing",
    Convex: "convex",
    Concave: "concave",
}


class Printer(LatexPrinter):
    """SymPy's LaTeX with the author's order of terms and the book's notation."""

    def __init__(self):
        super().__init__(
            {"order": "none", "ln_notation": False, "fold_short_frac": False, "mul_symbol": None}
        )

    def _call(self, name, arguments, exponent=None):
        """name(arguments), with brackets that grow only around what is tall."""
        inside = ", ".join(self._print(a) for a in arguments)
        tall = any(sign in inside for sign in (r"\frac", r"\sum", r"\prod", r"\int"))
        brackets = rf"\left({inside}\right)" if tall else f"({inside})"
        return f"{name}^{{{exponent}}}{brackets}" if exponent is not None else f"{name}{brackets}"

    def _print_Function(self, e, exp=None):
        if isinstance(e, Named):
            return self._call(e.latex_name, e.args, exp)
        if isinstance(e, AppliedUndef):
            return self._call(self._print(Symbol(e.func.__name__)), e.args, exp)
        return super()._print_Function(e, exp)

    def _print_log(self, e, exp=None):
        return self._call(r"\log", e.args, exp)

    def _print_tanh(self, e, exp=None):
        return self._call(r"\tanh", e.args, exp)

    def _print_erf(self, e, exp=None):
        return self._call(r"\operatorname{erf}", e.args, exp)

    def _print_Symbol(self, e, **options):
        """Names of several letters stand upright: OR, c_FP."""
        name, *below = e.name.split("_", 1)
        if not _is_word(name) and not any(map(_is_word, below)):
            return super()._print_Symbol(e, **options)
        parts = [rf"\mathrm{{{part}}}" if _is_word(part) else super(Printer, self)._print_Symbol(Symbol(part))
                 for part in (name, *below)]
        return "_".join(parts[:1] + [f"{{{part}}}" for part in parts[1:]])

    def _print_Add(self, e, order=None):
        """a + b + c as the author wrote it; Python groups it as (a + b) + c."""
        terms = list(e.args)
        while isinstance(terms[0], Add):
            terms = [*terms[0].args, *terms[1:]]
        return super()._print_Add(Add(*terms, evaluate=False), order=order)

    def _print_Mul(self, e):
        """a b c as the author wrote it, without the factor 1 that SymPy keeps inside sums."""
        if not isinstance(e, Mul):                       # SymPy prints 1/x through here
            return super()._print_Mul(e)
        factors, waiting = [], list(e.args)
        while waiting:
            factor = waiting.pop(0)
            if isinstance(factor, Mul):
                waiting = [*factor.args, *waiting]
            elif factor != 1:
                factors.append(factor)
        if len(factors) < 2:
            return self._print((*factors, S.One)[0])
        return super()._print_Mul(Mul(*factors, evaluate=False))

    def _print_Derivative(self, e):
        variables = by(e)
        several = len({s for s in e.expr.free_symbols if isinstance(s, Symbol)}) > 1
        d = r"\partial" if several else "d"
        order = "" if len(variables) == 1 else f"^{{{len(variables)}}}"
        below = " ".join(
            rf"{d} {self._print(x)}" + (f"^{{{variables.count(x)}}}" if variables.count(x) > 1 else "")
            for x in dict.fromkeys(variables)
        )
        body = self._print(e.expr)
        if isinstance(e.expr, (Add, Mul)):
            body = rf"\left({body}\right)"
        return rf"\frac{{{d}{order}}}{{{below}}} {body}"

    def _print_Limit(self, e):
        body, x, to, side = e.args
        arrow = rf"{self._print(x)} \to {self._print(to)}"
        if not to.is_infinite and str(side) in "+-":
            arrow += f"^{{{side}}}"
        inner = self._print(body)
        return rf"\lim_{{{arrow}}} " + (rf"\left({inner}\right)" if body.is_Add else inner)

    def _print_Sum(self, e):
        return self._folded(e, r"\sum")

    def _print_Product(self, e):
        return self._folded(e, r"\prod")

    def _folded(self, e, sign):
        ranges = "".join(
            rf"{sign}_{{{self._print(i)}={self._print(a)}}}^{{{self._print(b)}}} "
            for i, a, b in reversed(e.limits)
        )
        body = self._print(e.function)
        return ranges + (rf"\left({body}\right)" if e.function.is_Add else body)

    def _print_KroneckerDelta(self, e, exp=None):
        body = rf"\delta_{{{self._print(e.args[0])}{self._print(e.args[1])}}}"
        return body if exp is None else rf"{body}^{{{exp}}}"

    def _print_Indexed(self, e):
        return f"{self._print(e.base)}_{{{', '.join(self._print(i) for i in e.indices)}}}"

    def _print_Increasing(self, e):
        f, x = e.args
        return rf"{self._print(f)} \text{{ is {_SHAPE_WORDS[type(e)]} in }} {self._print(x)}"

    _print_Decreasing = _print_Convex = _print_Concave = _print_Increasing

    def _print_Maximum(self, e):
        f, x, at = e.args
        word = "largest" if isinstance(e, Maximum) else "smallest"
        return rf"{self._print(f)} \text{{ is {word} at }} {self._print(x)} = {self._print(at)} \text{{ and nowhere else}}"

    _print_Minimum = _print_Maximum

    def _print_Equivalent(self, e, altchar=None):
        return r" \iff ".join(self._print(a) for a in e.args)

    def _print_Implies(self, e, altchar=None):
        return r" \implies ".join(self._print(a) for a in e.args)

    def _print_And(self, e):
        return r" \text{ and } ".join(self._print(a) for a in e.args)


def _is_word(name):
    return name.isascii() and name.isalpha() and len(name) > 1 and name.lower() not in _GREEK


def math(e):
    """The LaTeX of a statement or an expression."""
    with evaluate(True):
        return Printer().doprint(e)


def aligned_math(e):
    """The same with an alignment mark before its relation."""
    if type(e) in _SIGNS:
        return rf"{math(e.lhs)} &{_SIGNS[type(e)]} {math(e.rhs)}"
    return "& " + math(e)


def hypotheses(given):
    """The hypotheses as LaTeX, two bounds of one symbol joined: 0 < p, p < 1 becomes 0 < p < 1."""
    lower, upper, others = {}, {}, []
    for h in given:
        written = _readable(h)
        if isinstance(written, (Gt, Ge)) and _bounds(written):
            lower.setdefault(written.lhs, []).append(written)
        elif isinstance(written, (Lt, Le)) and _bounds(written):
            upper.setdefault(written.lhs, []).append(written)
        else:
            others.append(math(h))
    shown = []
    for v in dict.fromkeys([*lower, *upper]):
        lows, highs = lower.get(v, []), upper.get(v, [])
        if len(lows) == 1 and len(highs) == 1:
            text = rf"{math(lows[0].rhs)} {_less(lows[0])} {math(v)} {_less(highs[0])} {math(highs[0].rhs)}"
        else:
            text = None
            shown.extend(math(h) for h in (*lows, *highs))
        if text:
            shown.append(text)
    return shown + others


def _less(h):
    return "<" if isinstance(h, (Lt, Gt)) else r"\le"


def _bounds(h):
    return isinstance(h.lhs, (Symbol, Indexed))


def _readable(h):
    """The bounded variable on the left."""
    if (
        type(h) in _SIGNS
        and not isinstance(h.lhs, (Symbol, Indexed))
        and isinstance(h.rhs, (Symbol, Indexed))
    ):
        return {Lt: Gt, Le: Ge, Gt: Lt, Ge: Le, Eq: Eq, Ne: Ne}[type(h)](h.rhs, h.lhs, evaluate=False)
    return h


def body(one):
    """The display formula of a claim: one line, or an aligned chain with its reasons."""
    if one.kind != "derivation":
        reason = one.rows[0].reason if one.rows else ""
        shown = defining(one.statement) if one.kind == "definition" else math(one.statement)
        return shown + (rf" \qquad \text{{{reason}}}" if reason and one.kind == "claim" else "")
    lines = []
    if isinstance(one.rows[0].statement, Expr):
        first, *rest = one.rows
        lines.append((math(first.statement), "", first.reason) if first.reason else None)
        for number, row in enumerate(rest):
            left = math(first.statement) if number == 0 and lines == [None] else ""
            sign = {"=": "=", "<": "<", ">": ">", "<=": r"\le", "≤": r"\le", ">=": r"\ge", "≥": r"\ge"}[
                row.relation
            ]
            lines.append((left, f"{sign} {math(row.statement)}", row.reason))
        return _aligned(
            f"{left} &{' ' + right if right else ''} && {_text(reason)}"
            for left, right, reason in filter(None, lines)
        )
    for number, row in enumerate(one.rows):
        arrow = r"\iff{}" if number else ""
        statement = aligned_math(row.statement)
        lines.append(f"{arrow} && {statement} && {_text(row.reason)}")
    return _aligned(lines)


def defining(equation):
    return rf"{math(equation.lhs)} := {math(equation.rhs)}"


def _text(reason):
    return rf"\quad\text{{{reason}}}" if reason else ""


def _aligned(lines):
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def data(one):
    """The claim as plain data; the build reads this and nothing else."""
    return {
        "version": 1,
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "given": hypotheses(one.given),
        "latex": body(one),
        "rows": [
            {"latex": math(r.statement), "reason": r.reason, "rule": r.rule, "decision": r.rule}
            for r in one.rows
        ],
        "verdict": one.verdict.outcome,
        "decision": _decision(one.verdict),
        "statement": str(one.statement),
        "hypotheses": [str(h) for h in one.given],
        "witness": one.verdict.witness,
        "uses": [{"id": i, "statement": s} for i, s in one.uses],
        "beyond": one.beyond,
    }


def _decision(verdict):
    if verdict.outcome != "proved":
        return ""
    return f"{verdict.decision}; agreed at {verdict.points} random points at 50 digits"


def bundle(one):
    """What Jupyter shows: data for the book, LaTeX for a notebook, words for a terminal."""
    given = hypotheses(one.given)
    mark = {"proved": r"\quad\textsf{proved}", "refuted": r"\quad\textsf{refuted}"}.get(
        one.verdict.outcome, ""
    )
    where = r"\qquad\bigl(" + r",\; ".join(given) + r"\bigr)" if given else ""
    return {
        MIME: data(one),
        "text/latex": f"$\\displaystyle {body(one)}{where}{mark}$",
        "text/plain": f"{one.id} ({one.verdict.outcome}): {one.statement}"
        + (f"  for {', '.join(map(str, one.given))}" if one.given else ""),
    }
