"""How a claim shows itself: the statement that was checked, in the author's order, as LaTeX and as data for the build."""

import json
from hashlib import sha256

from sympy import Add, Eq, Expr, Pow, Ge, Gt, Indexed, Le, Lt, Mul, Ne, S, Symbol, evaluate, preorder_traversal
from sympy.core.function import AppliedUndef
from sympy.printing.str import StrPrinter
from sympy.printing.latex import LatexPrinter, greek_letters_set

from . import words
from .normal import by
from .words import Equivalent, Implies, Concave, Convex, Decreasing, Increasing, Maximum, Named

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
        super().__init__({"order": "none", "ln_notation": False, "fold_short_frac": False, "mul_symbol": None})

    def _call(self, name, arguments, exponent=None, separator=", "):
        """name(arguments), with brackets that grow only around what is tall."""
        if not arguments:
            return name if exponent is None else f"{name}^{{{exponent}}}"
        inside = separator.join(self._print(a) for a in arguments)
        tall = any(sign in inside for sign in (r"\frac", r"\sum", r"\prod", r"\int"))
        brackets = rf"\left({inside}\right)" if tall else f"({inside})"
        return f"{name}^{{{exponent}}}{brackets}" if exponent is not None else f"{name}{brackets}"

    def _print_Function(self, e, exp=None):
        if isinstance(e, Named):
            whole = self._call(e.latex_name, e.args[e.shown], separator=e.separator)
            if e.args[e.below]:
                whole += rf"_{{{', '.join(map(self._print, e.args[e.below]))}}}"
            return whole if exp is None else f"{whole}^{{{exp}}}"
        if isinstance(e, AppliedUndef):
            return self._call(self._print(Symbol(e.func.__name__)), e.args, exp)
        return super()._print_Function(e, exp)

    def _print_ExpBase(self, e, exp=None):
        """exp(...) where a fraction would be tiny in the exponent; one that can lie flat does: e^{z/s}."""
        power = self._print(e.args[0])
        if r"\frac" not in power:
            return super()._print_ExpBase(e, exp)
        flat = Flat()._print(e.args[0])
        if r"\frac" in flat:
            return self._call(r"\exp", e.args, exp)
        return self._do_exponent(f"e^{{{flat}}}", exp)

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
        parts = [
            rf"\mathrm{{{part}}}" if _is_word(part) else super(Printer, self)._print_Symbol(Symbol(part))
            for part in (name, *below)
        ]
        return "_".join(parts[:1] + [f"{{{part}}}" for part in parts[1:]])

    def _print_Add(self, e, order=None):
        """a + b + c as the author wrote it; Python groups it as (a + b) + c."""
        terms = list(e.args)
        while isinstance(terms[0], Add):
            terms = [*terms[0].args, *terms[1:]]
        text = ""
        for number, term in enumerate(terms):
            positive = _without_minus(term)
            sign = ("" if number == 0 else " + ") if positive is None else ("- " if number == 0 else " - ")
            shown = term if positive is None else positive
            text += sign + (self._bracketed(shown) if number or positive is not None else self._print(shown))
        return text

    def _bracketed(self, e):
        return rf"\left({self._print(e)}\right)" if isinstance(e, Add) else self._print(e)

    def _print_Mul(self, e):
        """a b c as the author wrote it, without the factor 1 that SymPy keeps inside sums."""
        if not isinstance(e, Mul):  # SymPy prints 1/x through here
            return super()._print_Mul(e)
        factors = [a for a in e.args if a != 1]
        if len(factors) < 2:
            return self._print((*factors, S.One)[0])
        first, *rest = factors
        if isinstance(first, Mul) and _has_denominator(first):
            return self._beside_fraction(first, rest)
        while isinstance(factors[0], Mul):
            factors = [a for a in (*factors[0].args, *factors[1:]) if a != 1]
        return _apart(super()._print_Mul(Mul(*factors, evaluate=False)))

    def _beside_fraction(self, fraction, rest):
        """(a/b) c keeps its fraction apart; (a/b)/c becomes a fraction over c."""
        below = [r.base for r in rest if isinstance(r, Pow) and r.exp == -1]
        if below and len(below) == len(rest):
            return rf"\frac{{{self._print(fraction)}}}{{{self._print(Mul(*below, evaluate=False))}}}"
        others = self._bracketed(rest[0] if len(rest) == 1 else Mul(*rest, evaluate=False))
        return _apart(f"{self._print(fraction)} {others}")

    def _print_Derivative(self, e):
        variables = by(e)
        if isinstance(e.expr, AppliedUndef) and e.expr.args == (variables[0],) and len(variables) < 4:
            return self._print(Symbol(e.expr.func.__name__)) + "'" * len(variables) + f"({self._print(variables[0])})"
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
        return rf"\lim_{{{arrow}}} " + self._bracketed(_bare(body))

    def _print_Sum(self, e):
        return self._folded(e, r"\sum")

    def _print_Product(self, e):
        return self._folded(e, r"\prod")

    def _folded(self, e, sign):
        ranges = "".join(
            rf"{sign}_{{{self._print(i)}={self._print(a)}}}^{{{self._print(b)}}} " for i, a, b in reversed(e.limits)
        )
        return ranges + self._bracketed(_bare(e.function))

    def _print_KroneckerDelta(self, e, exp=None):
        body = rf"\delta_{{{self._print(e.args[0])}{self._print(e.args[1])}}}"
        return body if exp is None else rf"{body}^{{{exp}}}"

    def _print_Indexed(self, e):
        name, *below = str(e.base.label).split("_", 1)
        places = [*(self._print(Symbol(part)) for part in below), *(self._print(i) for i in e.indices)]
        return f"{self._print(Symbol(name))}_{{{', '.join(places)}}}"

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
        return r" \iff ".join(self._part(a) for a in e.args)

    def _print_Implies(self, e, altchar=None):
        return r" \implies ".join(self._part(a) for a in e.args)

    def _part(self, e):
        return rf"\bigl({self._print(e)}\bigr)" if isinstance(e, (Equivalent, Implies)) else self._print(e)

    def _print_And(self, e):
        """A and B; a < b and b < c as a < b < c."""
        parts, text = list(e.args), ""
        for before, part in zip([None, *parts], parts):
            if text and _continues(before, part):
                text += f" {_SIGNS[type(part)]} {self._print(part.rhs)}"
            else:
                text += (r" \quad\text{and}\quad " if text else "") + self._part(part)
        return text


class Flat(Printer):
    """Fractions of single letters and numbers on one line, for exponents."""

    def __init__(self):
        super().__init__()
        self._settings["fold_short_frac"] = True


def _apart(product):
    """A thin space before a fraction, which would touch one before it."""
    return product.replace(r"} \frac", r"} \, \frac")


def _without_minus(term):
    """-term if the author wrote a minus sign in front of it, else None."""
    if term.is_Number:
        return -term if term < 0 else None
    if not isinstance(term, Mul):
        return None
    first, *rest = term.args
    if isinstance(first, Mul):
        inner = _without_minus(first)
        return None if inner is None else Mul(inner, *rest, evaluate=False)
    if first.is_Number and first < 0:
        return Mul(*([-first] if first != -1 else []), *rest, evaluate=False) if rest[1:] or first != -1 else rest[0]
    return None


def _has_denominator(product):
    return any(isinstance(a, Pow) and a.exp == -1 and not a.base.is_Integer for a in product.args)


def _bare(e):
    """What stands under a sum, without the factor 1 that SymPy puts before it."""
    while isinstance(e, Mul) and sum(a != 1 for a in e.args) == 1:
        (e,) = [a for a in e.args if a != 1]
    return e


_UP, _DOWN = (Lt, Le, Eq), (Gt, Ge, Eq)


def _continues(before, part):
    same_way = any(isinstance(before, way) and isinstance(part, way) for way in (_UP, _DOWN))
    return same_way and before.rhs == part.lhs


def _is_word(name):
    return name.isascii() and name.isalpha() and len(name) > 1 and name.lower() not in _GREEK


def math(e):
    """The LaTeX of a statement or an expression."""
    with evaluate(True):
        return Printer().doprint(e)


class PlainPrinter(StrPrinter):
    """SymPy's plain text in the author's order."""

    def _print_Mul(self, e):
        kept = [a for a in e.args if a != 1]
        if len(kept) < 2:
            return self._print((*kept, S.One)[0])
        return super()._print_Mul(Mul(*kept, evaluate=False))

    def _print_Relational(self, e):
        sign = {Eq: "=", Ne: "≠", Lt: "<", Le: "≤", Gt: ">", Ge: "≥"}[type(e)]
        return f"{self._print(e.lhs)} {sign} {self._print(e.rhs)}"

    def _print_And(self, e):
        return " and ".join(map(self._print, e.args))

    def _print_Equivalent(self, e):
        return " ⇔ ".join(map(self._print, e.args))

    def _print_Implies(self, e):
        return " ⇒ ".join(map(self._print, e.args))


def plain(e):
    """A statement as one line of text."""
    with evaluate(True):
        return PlainPrinter({"order": "none"}).doprint(e)


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
    shown, plain = [], {}
    for v in dict.fromkeys([*lower, *upper]):
        lows, highs = lower.get(v, []), upper.get(v, [])
        if len(lows) == 1 and len(highs) == 1:
            text = rf"{math(lows[0].rhs)} {_less(lows[0])} {math(v)} {_less(highs[0])} {math(highs[0].rhs)}"
            shown.append(text)
        else:
            for h in (*lows, *highs):
                plain.setdefault((_SIGNS[type(_readable(h))], _readable(h).rhs), []).append(v)
    shown += [rf"{', '.join(math(v) for v in names)} {sign} {math(value)}" for (sign, value), names in plain.items()]
    return shown + others


def _less(h):
    return "<" if isinstance(h, (Lt, Gt)) else r"\le"


def _bounds(h):
    return isinstance(h.lhs, (Symbol, Indexed))


def _readable(h):
    """The bounded variable on the left."""
    if type(h) in _SIGNS and not isinstance(h.lhs, (Symbol, Indexed)) and isinstance(h.rhs, (Symbol, Indexed)):
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
            sign = {"=": "=", "<": "<", ">": ">", "<=": r"\le", "≤": r"\le", ">=": r"\ge", "≥": r"\ge"}[row.relation]
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
    return "\\begin{aligned}\n" + " \\\\[0.75em]\n".join(lines) + "\n\\end{aligned}"


def data(one):
    """The claim as plain data; the build reads this and nothing else."""
    said = (one.statement, *(row.statement for row in one.rows))
    record = {
        "version": 1,
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "given": hypotheses(one.given),
        "latex": body(one),
        "formula": defining(one.statement) if one.kind == "definition" else math(one.statement),
        "rows": [
            {"latex": math(r.statement), "reason": r.reason, "rule": r.rule, "decision": r.rule} for r in one.rows
        ],
        "verdict": one.verdict.outcome,
        "decision": _decision(one.verdict),
        "points": one.verdict.points if one.verdict.proved else 0,
        "statement": plain(one.statement),
        "hypotheses": [plain(h) for h in one.given],
        "witness": one.verdict.seen or one.verdict.witness,
        "uses": [{"id": i, "statement": s} for i, s in one.uses],
        "defines": "".join(_functions(one, [one.statement.lhs])) if one.kind == "definition" else "",
        "names": _functions(one, (e for s in said for e in preorder_traversal(s))),
        "beyond": one.beyond,
    }
    return {**record, "key": key_of(record)}


def key_of(record):
    """16 hex digits (str) of what a record says: its statement, its hypotheses and its lines.

    What was found out about a claim elsewhere, its wrong twins say, carries the key; a claim that has changed since has
    another one, and nobody shows old findings beside a new statement.
    """
    lines = [record["statement"], record["hypotheses"], [row["latex"] for row in record["rows"]]]
    return sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()[:16]


def _functions(one, expressions):
    """The functions that are called by name in the expressions of a claim, sorted.

    One of the checker's vocabulary means the same in the whole book. Any other belongs to the chapter of the claim:
    ``posterior.P_1``.
    """
    called = {e.func for e in expressions if isinstance(e, (Named, AppliedUndef))}
    chapter = one.id.split(".")[0]
    return sorted(
        f.__name__ if getattr(words, f.__name__, None) is f else f"{chapter}.{f.__name__}" for f in called
    )


def _decision(verdict):
    if verdict.outcome != "proved":
        return ""
    return f"{verdict.decision}; agreed at {verdict.points} random points at 50 digits"


def bundle(one):
    """What Jupyter shows: data for the book, LaTeX for a notebook, words for a terminal."""
    given = hypotheses(one.given)
    mark = {"proved": r"\quad\textsf{proved}", "refuted": r"\quad\textsf{refuted}"}.get(one.verdict.outcome, "")
    where = r"\qquad\bigl(" + r",\; ".join(given) + r"\bigr)" if given else ""
    return {
        MIME: data(one),
        "text/latex": f"$\\displaystyle {body(one)}{where}{mark}$",
        "text/plain": f"{one.id} ({one.verdict.outcome}): {plain(one.statement)}"
        + (f"  for {', '.join(map(plain, one.given))}" if one.given else ""),
    }
