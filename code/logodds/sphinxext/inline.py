"""Formulas in a line of text that assert: which may stand, and on what ground.

A formula asserts if it sets two expressions in relation: `=`, `<`, `\\to`, `\\iff` ... Such a formula is

- *numbers*: it holds numbers only. The checker computes it: `=` exactly, `\\approx` to the digits written.
- *map*: it says where a map goes, `f\\colon A \\to B`.
- *name or case*: it names a thing or picks a case, and a word before it says so: "let $u = p/q$", "at $x = 0$",
  "for $p > 0$", or a **term** that it belongs to. On one side stands a symbol, which does not occur on the
  other. After "if", "when", "suppose" any formula is a case.
- *asked*: it stands in a question.
- *shown*: it is a line, a conclusion or a hypothesis of a claim on this page or an earlier one.
- *referred*: its paragraph, item or row of a table refers to its claim by {eq}`...`.
- *attempted*: it stands in the answer to an attempt, which says what became of it.

Any other is *bare*: an assertion without a ground, which the build refuses.
"""

import ast
import re
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from logodds.proof.arithmetic import Unread, find_slip

from .claims import is_element

RELATION = re.compile(
    r":=|=|<|>|\\(?:leq?|geq?|neq?|l[te]|g[te]|approx|equiv|propto|sim|in|notin|iff|implies|impliedby|to"
    r"|rightarrow|longrightarrow|Rightarrow|Longrightarrow|Leftrightarrow|Longleftrightarrow|uparrow|downarrow)"
    r"(?![A-Za-z])"
)
CONNECTIVES = {
    r"\iff",
    r"\implies",
    r"\impliedby",
    r"\Rightarrow",
    r"\Longrightarrow",
    r"\Leftrightarrow",
    r"\Longleftrightarrow",
}
ARROWS = {r"\to", r"\rightarrow", r"\longrightarrow"}
# One name of each relation; those that are read from right to left are turned round.
SAME = {
    r"\leq": r"\le",
    r"\geq": r"\ge",
    r"\neq": r"\ne",
    r"\lt": "<",
    r"\gt": ">",
    ":=": "=",
    r"\rightarrow": r"\to",
    r"\longrightarrow": r"\to",
}
TURNED = {">": "<", r"\ge": r"\le"}
EITHER_WAY = {"=", r"\ne", r"\approx", r"\equiv", r"\iff"}

# A symbol: a letter, with what hangs at it, and perhaps its arguments: p, t_k, \beta_1, c_{\mathrm{FP}}, f(x).
LETTER = r"(?:[A-Za-z]|\\(?:mathbf|mathrm|mathcal|bar|hat|tilde)\{[A-Za-z]+\}|\\(?!pi\b)[a-z]+(?![a-z({]))"
HUNG = r"(?:'|_(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?\w+)|\^(?:\*|\{\*\}|\\top))"
SYMBOL = re.compile(rf"(?:{LETTER}|\\pi(?=_)){HUNG}*(?:\((?:[^()=+])*\))?{HUNG}*")
SET = re.compile(r"[(\[].+,.+[)\]]|\\mathbb\{\w\}.*|[A-Z]|\\Delta.*")
NUMERIC = re.compile(r"\\(?:frac|sqrt|log|cdot|times|infty|pi(?!_))(?![A-Za-z])|(?<![A-Za-z])e(?![A-Za-z])")
LETTER_LEFT = re.compile(r"[A-Za-z]")
COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)?")

INTRODUCING = set(
    "at by for from in of on to up with within as where while until after before any every each "
    "let put set take call name write choose pick compare given case needs need wants model".split()
)
SUPPOSING = set("if when whenever unless suppose assume whether where provided".split())
ASSERTING = set(
    "is are be was were has have had gives give makes make means mean says say then so hence thus therefore "
    "because since that becomes become equals follows get gets shows show find finds satisfies".split()
)


class Formula(NamedTuple):
    """A formula that asserts: its LaTeX, its line, the text before and after it, whether its place refers to a
    claim, and whether it answers an attempt."""

    latex: str
    line: int
    before: str
    after: str
    referred: bool
    attempted: bool = False


def formulas(document):
    """Yield every formula in a line of text of the document that asserts, claims' boxes left out."""
    for node in document.findall(nodes.math):
        latex = " ".join(node.astext().split())
        if not asserts(latex) or inside_claim(node):
            continue
        block = node.parent
        while isinstance(block, nodes.Inline) or not isinstance(block, nodes.Element):
            block = block.parent
        before, after = text_around(node, block)
        yield Formula(latex, line_of(block) + before.count("\n"), before, after, refers(block), is_answer(node))


def inside_claim(node):
    """Say whether a node belongs to a claim: to its box, or to what a notebook shows in its place."""
    while node is not None:
        if isinstance(node, nodes.container) and (
            "claim" in node["classes"] or node.get("mime_type") == "text/latex"
        ):
            return True
        node = node.parent
    return False


def is_answer(node):
    """Say whether a node belongs to the output of a cell that ends in an attempt."""
    while node is not None and not is_element(node, "cell_code_output"):
        node = node.parent
    if node is None:
        return False
    codes = [code for source in node.parent.children if is_element(source, "cell_code_source")
             for code in source.findall(nodes.literal_block)]
    if not codes:
        return False
    last = ast.parse(codes[0].astext()).body[-1]
    call = last.value if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call) else None
    return call is not None and isinstance(call.func, ast.Name) and call.func.id == "attempt"


def text_around(node, block):
    """Return the block's text before and after a node.

    Formulas and references are marked by $ in it, and the end of a **term** by *.
    """
    around = before, after = [], []
    for part in block.findall():
        if part is node:
            around = (after,)
        elif isinstance(part, (nodes.math, addnodes.pending_xref)):
            around[0].append("$")
        elif isinstance(part, nodes.Text) and not isinstance(
            part.parent, (nodes.math, addnodes.pending_xref)
        ):
            around[0].append(part.astext() + "*" * isinstance(part.parent, nodes.strong))
    return "".join(before), "".join(after)


def line_of(block):
    """Return the line of a block, or of what holds it."""
    while block is not None and not block.line:
        block = block.parent
    return block.line if block is not None else 1


def refers(block):
    """Say whether a block, or the row of a table that it is a cell of, refers to a claim."""
    outer = block
    while outer is not None and not isinstance(outer, nodes.row):
        outer = outer.parent
    place = outer if outer is not None else block
    return any(node.get("reftype") == "eq" for node in place.findall(addnodes.pending_xref))


def judge(formula, known):
    """Return the class of a formula, and what is wrong with it or the empty string."""
    if formula.attempted:
        return "attempted", ""
    try:
        slip = find_slip(formula.latex)
        return "numbers", f"the formula ${formula.latex}$ is wrong: {slip}" if slip else ""
    except Unread:
        pass
    if is_map(formula.latex):
        return "map", ""
    introduced = introduction(formula.before)
    if introduced == "supposing" or introduced and is_name_or_case(formula.latex):
        return "name or case", ""
    if re.match(r"[^.!?]*\?", formula.after):
        return "asked", ""
    if known.holds(formula.latex):
        return "shown", ""
    if formula.referred:
        return "referred", ""
    return "bare", (
        f"the formula ${formula.latex}$ asserts something without a ground: refer to its claim by {{eq}} in "
        "the same paragraph, or, if it names a thing or picks a case, say so before it (let, at, for, if, with ...)"
    )


def asserts(latex):
    """Say whether a formula sets two expressions in relation.

    `p = 1` does; `\\sum_{k=1}^K p_k` and `=` do not.
    """
    return any(any(sides) for sides, relations in statements(latex) if relations)


def statements(latex):
    """Return the statements of a formula, each as its sides and the relations between them (lists of str).

    What stands in brackets, below or above a letter is no relation of the formula: `P(X = 1)`, `\\sum_{k=1}`.
    """
    found, sides, relations, start, place, closers = [], [], [], 0, 0, []
    text = plain(latex)

    def close(end):
        sides.append(text[start:end].strip())
        found.append((sides[:], relations[:]))
        sides.clear()
        relations.clear()

    while place < len(text):
        sign = RELATION.match(text, place)
        opened = re.compile(r"[_^]?\{|\\\{|[(\[]").match(text, place)
        outside = not any(closers)
        if sign and outside:
            sides.append(text[start:place].strip())
            relations.append(SAME.get(sign[0], sign[0]))
            place = start = sign.end()
        elif text.startswith((",", ";"), place) and outside and relations:
            close(place)
            place = start = place + 1
        elif opened:
            # Braces that hang at nothing only hold together: {p = 1} asserts as much as p = 1.
            closers.append(opened[0] != "{")
            place = opened.end()
        elif text[place] in "})]":
            if closers:
                closers.pop()
            place += 1
        elif text[place] == "\\":
            place = COMMAND.match(text, place).end()
        else:
            place += 1
    close(len(text))
    return [(sides, relations) for sides, relations in found if relations or any(sides)]


def plain(latex):
    """Return LaTeX in one spelling, so that two writings of a formula can be compared."""
    latex = re.sub(r"\\text\{\s*(?:and|or)\s*\}", ",", latex)
    latex = re.sub(
        r"\\(?:left|right|[bB]igg?[lrm]?|displaystyle|q?quad)(?![A-Za-z])|\\[,;:! ]|~|&", " ", latex
    )
    latex = re.sub(r"\\[td]frac(?![A-Za-z])", r"\\frac", latex)
    latex = re.sub(r"\\(?:ldots|cdots)(?![A-Za-z])", r"\\dots", latex)
    latex = re.sub(r"(?<=[_^])\{(\w|\\[A-Za-z]+)\}", r"\1", latex)
    for _ in range(2):
        latex = re.sub(r"\\(frac|sqrt)((?:\{[^{}]*\})?)\s*(\w)", r"\\\1\2{\3}", latex)
    latex = " ".join(latex.split())
    while is_wrapped(latex):
        latex = latex[1:-1].strip()
    return latex


def is_wrapped(latex):
    """Say whether one pair of brackets holds the whole formula."""
    if latex[:1] + latex[-1:] not in ("()", "{}"):
        return False
    depth = 0
    for place, sign in enumerate(latex):
        depth += (sign in "({") - (sign in ")}")
        if depth == 0:
            return place == len(latex) - 1
    return False


def is_map(latex):
    """Say whether a formula only says from where to where a map goes."""
    for (*sources, target), relations in statements(latex):
        source = [re.sub(r"^.*(?:\\colon|:)", "", side).strip() for side in sources]
        if relations != [r"\to"] or not all(map(SET.fullmatch, [*source, target])):
            return False
    return True


def is_name_or_case(latex):
    """Say whether each statement sets a symbol, or several, against one expression that lacks it."""
    # After a value others may follow: z = -2, 0.5, 2.
    return all(_is_name_or_case(*statement) for statement in statements(latex) if statement[1])


def _is_name_or_case(sides, relations):
    if set(relations) & (CONNECTIVES | ARROWS) or not all(sides):
        return False
    symbols, others = [], []
    for side in sides:
        parts = [part.strip() for part in re.split(r",(?![^{(]*[})])", side) if part.strip() != r"\dots"]
        symbols += parts if all(map(SYMBOL.fullmatch, parts)) else []
        others += [] if all(map(SYMBOL.fullmatch, parts)) else [side]
    expressions = [side for side in others if LETTER_LEFT.search(NUMERIC.sub("", side))]
    return (
        bool(symbols)
        and len(expressions) <= 1
        and not any(occurs(symbol, side) for symbol in symbols for side in expressions)
    )


def occurs(symbol, latex):
    """Say whether a symbol stands in a formula."""
    return re.search(rf"(?<![A-Za-z\\]){re.escape(symbol)}(?![A-Za-z])", latex) is not None


def introduction(before):
    """Return how the text before a formula leads up to it: "introducing", "supposing", or the empty string.

    The last telling word counts, back to the last mark of punctuation or formula. Formulas joined by "and",
    "or" or a comma are led up to together.
    """
    while True:
        joined = re.search(r"\$\s*(?:,|,?\s*(?:and|or)(?:\s+(?:at|with))?)?\s*$", before)
        if joined is None:
            break
        before = before[: joined.start()]
    words = re.findall(r"[a-z]+|[*]", re.split(r"[.,:;!?$]", before)[-1].lower())
    for word in reversed(words):
        if word in ASSERTING:
            return ""
        if word in SUPPOSING:
            return "supposing"
        if word in INTRODUCING or word == "*":
            return "introducing"
    return ""


class Known:
    """What the pages so far have shown: the relations in their claims, in one spelling."""

    def __init__(self):
        self.relations = set()

    def add(self, claims):
        """Add the claims (dicts) of a page; a refuted statement is not one that may be repeated."""
        for claim in claims:
            if claim["verdict"] == "refuted":
                continue
            for given in claim["given"]:
                self.relations.update(relations(given))
            self._add_lines(claim["latex"])

    def _add_lines(self, latex):
        first = before = None
        equal = True
        for line in re.sub(r"\\(?:begin|end)\{aligned\}", "", latex).split(r"\\[0.75em]"):
            # An arrow && a statement && its reason, or: an expression &= an expression && its reason.
            columns = [column for column in line.split("&&") if column.strip() not in ("", r"\iff{}")]
            line = re.sub(r"\\q?quad\s*\\text\{(?!and\}).*", "", columns[0], flags=re.DOTALL)
            self.relations.update(relations(line))
            for sides, signs in statements(line):
                if signs and before is not None and not sides[0]:  # goes on from the line before
                    self.relations.update(relations(f"{before} {signs[0]} {sides[1]}"))
                    equal = equal and signs[0] == "="
                    if equal:
                        self.relations.update(relations(f"{first} = {sides[1]}"))
                before = sides[-1]
                first = first if first is not None else sides[0]

    def holds(self, latex):
        """Say whether everything that a formula asserts has been shown."""
        asserted = relations(latex)
        return bool(asserted) and asserted <= self.relations


def relations(latex):
    """Return what a formula asserts: a set of (side, relation, side), each in one spelling."""
    found = set()
    for sides, signs in statements(latex):
        for left, sign, right in zip(sides, signs, sides[1:], strict=False):
            left, right = (re.sub(r"\s", "", side) for side in (left, right))
            if sign in TURNED or (sign in EITHER_WAY and right < left):
                left, right = right, left
            found.add((left, TURNED.get(sign, sign), right))
    return found
