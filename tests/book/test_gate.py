"""The gate: what may be displayed, which formulas in the text may assert, and what a claim may rest on."""

import json
from html.parser import HTMLParser

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import roles
from logodds.sphinxext import gate, inline, lint, report
from myst_parser.docutils_ import Parser
from sphinx import addnodes

from tests.conftest import ROOT


def eq(name, rawtext, text, lineno, inliner, options=None, content=()):
    """The role {eq}, as Sphinx leaves it in a page that it has read."""
    return [addnodes.pending_xref("", nodes.literal(text=text), reftype="eq", reftarget=text)], []


@pytest.fixture
def read(monkeypatch):
    """A function that reads the Markdown of a page."""
    monkeypatch.setitem(roles._roles, "eq", eq)
    settings = {"myst_enable_extensions": ["dollarmath", "amsmath", "colon_fence"], "raw_enabled": True}
    return lambda text: publish_doctree(text, parser=Parser(), settings_overrides=settings)


# --- displayed equations


@pytest.mark.parametrize(
    "text",
    [
        "$$\np = 1\n$$",
        "> $$p = 1$$",
        "- $$\n  p = 1\n  $$",
        "$$p = 1$$ (label)",
        "```{math}\np = 1\n```",
        ":::{math}\n:label: one\np = 1\n:::",
        "\\begin{equation}\np = 1\n\\end{equation}",
        "\\begin{align*}\np &= 1\n\\end{align*}",
        "````{note}\n$$\np = 1\n$$\n````",
        "```{raw} html\n<math><mi>p</mi></math>\n```",
        "```{raw} html\n<span class='katex'>p = 1</span>\n```",
        "```{raw} latex\n\\[ p = 1 \\]\n```",
        "```{raw} latex\n\\begin{gather} p = 1 \\end{gather}\n```",
    ],
)
def test_an_equation_displayed_by_hand(read, text):
    [(node, message)] = gate.display_faults(read(f"# Odds\n\nSo it is:\n\n{text}\n"))
    assert "nothing proved" in message
    assert "p" in message.partition("definition: ")[2]
    while not node.line:
        node = node.parent
    assert node.line in (5, 6)


def test_text_formulas_and_tables_are_not_displayed(read):
    text = "$p$, {math}`q` and `$$`\n\n```python\n'$$'\n```\n\n```{raw} html\n<b>bold</b>\n```\n"
    assert list(gate.displayed(read(text))) == []


CLAIM = {
    "id": "odds.inverse",
    "kind": "claim",
    "verdict": "proved",
    "given": ["0 < p < 1"],
    "latex": r"\operatorname{odds}(1 - p) = \frac{1}{\operatorname{odds}(p)}",
    "statement": "odds(1 - p) = 1/odds(p)",
    "uses": [],
}


def page_with_output(**forms):
    """A page with one cell whose output has these forms: MIME type to nodes."""
    bundle = nodes.container(nb_element="mime_bundle")
    for name, node in forms.items():
        bundle += nodes.container("", node, mime_type={"claim": gate.MIME}.get(name, f"text/{name}"))
    document = publish_doctree("")
    document += nodes.container("", bundle, nb_element="cell_code")
    return document


def test_an_output_in_latex_that_is_no_claim():
    document = page_with_output(latex=nodes.math_block("", "p = 2"), plain=nodes.literal_block("", "p = 2"))
    [(_, message)] = gate.display_faults(document)
    assert message.endswith("p = 2")


@pytest.mark.parametrize("node", [nodes.raw("", "p = 2", format="latex"), nodes.paragraph("", "p = 2")])
def test_an_output_in_latex_is_displayed_whatever_it_is(node):
    [(_, message)] = gate.display_faults(page_with_output(latex=node))
    assert message.endswith("p = 2")


def test_an_output_in_html_that_sets_a_formula():
    html = nodes.raw("", "<p>$p = 2$</p>", format="html")
    assert len(list(gate.display_faults(page_with_output(html=html)))) == 1
    table = nodes.raw("", "<table><tr><td>2</td></tr></table>", format="html")
    assert list(gate.display_faults(page_with_output(html=table))) == []


def test_a_claim_is_displayed_once_and_accounted_for():
    equation = nodes.math_block("", CLAIM["latex"], claim=CLAIM)
    box = nodes.container("", equation, classes=["claim"])
    document = page_with_output(claim=box, latex=nodes.math_block("", CLAIM["latex"]))
    assert list(gate.displayed(document)) == [(equation, CLAIM)]
    assert list(gate.display_faults(document)) == []


# --- formulas in the text


def judged(document, *claims):
    """The class of each asserting formula of a page that shows these claims, and what is wrong with it."""
    known = inline.Known()
    known.add(claims)
    return [inline.judge(formula, known) for formula in inline.formulas(document)]


@pytest.mark.parametrize(
    "text",
    [
        "$p$ and $=$ and $p, q$",
        r"$\sum_{k=1}^K p_k$ and $\prod_{m \le M} x_m$",
        r"$P(X = 1)$ and $\{x : x > 0\}$",
        "`$p = 1$`",
    ],
)
def test_a_formula_that_asserts_nothing(read, text):
    assert judged(read(text)) == []


@pytest.mark.parametrize(
    "text, kind",
    [
        ("It is $1/8 = 0.125$.", "numbers"),
        (r"The map $f\colon A \to B$.", "map"),
        (r"From $(0, 1) \to \mathbb{R}$.", "map"),
        ("At $x = 0$ it is flat.", "name or case"),
        ("Let $u = p/q$.", "name or case"),
        ("Take $u = 1$, $v = 2$ and $w = u + v$.", "name or case"),
        ("For every\n$x > 0$ it rises.", "name or case"),
        (r"A **prior** $\pi_1 = P(Y_1)$ is known.", "name or case"),
        (r"With gaps $g_{m+1}, \dots, g_K > 0$.", "name or case"),
        (r"For $0 < p < 1$.", "name or case"),
        (r"For $z = -2, 0.5, 2$.", "name or case"),
        (r"With $c_{\mathrm{TP}} = c_{\mathrm{TN}} = 0$.", "name or case"),
        (r"With $\mathbf{Q} = \mathbf{S}^{-1}$.", "name or case"),
        ("If $z + u > 0$, go.", "name or case"),
        ("Is $x / x = 1$?", "asked"),
        (r"So $\sigma(-x) = 1 - \sigma(x)$, by {eq}`logistic.complement`.", "referred"),
        ("| a | b |\n|---|---|\n| $a(b + c) = ab + ac$ | {eq}`x.y` |", "referred"),
        (r"So $\operatorname{odds}(1 - p) = 1/2$ may be read.", "bare"),
        (r"So $\operatorname{odds}(1-p) = \tfrac{1}{\operatorname{odds}(p)}$.", "shown"),
        (r"So $\frac 1 {\operatorname{odds}(p)} = \operatorname{odds}(1-p)$.", "shown"),
        ("So it is $p > 0$.", "shown"),
    ],
)
def test_the_grounds_on_which_a_formula_stands(read, text, kind):
    assert {found for found, _ in judged(read(text), CLAIM)} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        r"So $\sigma(-x) = 1 - \sigma(x)$.",
        r"So ${\sigma(-x) = 1 - \sigma(x)}$.",
        r"So $\left(\sigma(-x) = 1 - \sigma(x)\right)$ holds.",
        r"For $x > 0$ we have $\sigma(x) > \frac12$.",
        r"If $x > 0$, then $\sigma(x) > \frac12$.",
        r"For $x > 0$, $\sigma(x) > \frac12$.",
        r"Then $\sigma(x) \to 1$.",
        "The threshold for the odds is $o = a/b$.",
        "Let it be. Then $o = a/b$.",
        r"For $p$ it follows that $p = \frac{1}{1 + p}$.",
        r"Let $p = \frac{p}{1 + p}$.",
        r"At $f(x + y) = f(x) + f(y)$.",
        "It is $> 0$.",
        r"Exactly $a < b \iff b > a$.",
        "Is it so? Then $o = a/b$.",
        "By {eq}`x.y` it rises.\n\nSo $a(b + c) = ab + ac$.",
        "| a | b |\n|---|---|\n| $a(b + c) = ab + ac$ | |\n| | {eq}`x.y` |",
        "- By {eq}`x.y` it rises.\n- So $a(b + c) = ab + ac$.",
        "# On $a(b + c) = ab + ac$",
        r"So $\operatorname{odds}(1 - p) = 2 \operatorname{odds}(p)$.",
        r"So $0 < p < 2$.",
    ],
)
def test_an_assertion_without_a_ground(read, text):
    [fault] = [fault for _, fault in judged(read(text), CLAIM) if fault]
    assert "without a ground" in fault
    assert fault.partition("$")[2].partition("$")[0] in text


def test_a_slip_in_numbers(read):
    [(kind, fault)] = judged(read(r"It is $\sigma(2) = 0.88$."))
    assert kind == "numbers"
    assert r"$\sigma(2) = 0.88$ is wrong" in fault and r"write \approx" in fault


def test_what_is_refuted_may_not_be_repeated(read):
    refuted = {**CLAIM, "verdict": "refuted", "latex": r"\sqrt{x^2} = x"}
    assert [kind for kind, _ in judged(read(r"So $\sqrt{x^2} = x$."), refuted)] == ["bare"]


def test_the_lines_of_a_chain_are_shown_and_so_are_its_ends(read):
    latex = "\\begin{aligned}\n f(x) &= a(x) && \\quad\\text{one} \\\\[0.75em]\n &= b(x) && \n\\end{aligned}"
    chain = {**CLAIM, "latex": latex}
    text = "So $a(x) = b(x)$, $f(x) = b(x)$, $f(x) = a(x)$, $f(x) = c(x)$."
    assert [kind for kind, _ in judged(read(text), chain)] == ["shown", "shown", "shown", "bare"]
    upper = {**CLAIM, "latex": latex.replace("&= b", r"&\le b")}
    assert [kind for kind, _ in judged(read(text), upper)] == ["bare", "bare", "shown", "bare"]


def test_a_formula_knows_its_line(read):
    text = "# Odds\n\nOne,\ntwo, and\nat last so $a(b + c) = ab + ac$.\n\n- an item\n- that $f(2x) = 2f(x)$\n"
    assert [formula.line for formula in inline.formulas(read(text))] == [5, 8]


# --- what a claim rests on


def uses(claim_id, *used, statement="p = p"):
    """A claim that rests on others, each an id with a statement."""
    return None, {
        **CLAIM,
        "id": claim_id,
        "statement": statement,
        "uses": [{"id": i, "statement": s} for i, s in used],
    }


@pytest.mark.parametrize(
    "pages, words",
    [
        ([("b", [uses("b.y", ("a.x", "p > 0"))])], "b.y rests on a.x, which no page shows"),
        (
            [("b", [uses("b.y", ("a.x", "p > 0"))]), ("a", [uses("a.x", statement="p > 0")])],
            "b.y rests on a.x, which stands later, in a",
        ),
        ([("b", [uses("b.y", ("b.y", "p = p"))])], "b.y rests on b.y, which stands later, in b"),
        (
            [("a", [uses("a.x", statement="p > 0")]), ("b", [uses("b.y", ("a.x", "p >= 0"))])],
            "b.y rests on a.x, which says “p > 0”, and not “p >= 0”",
        ),
    ],
)
def test_a_claim_that_rests_on_what_does_not_stand_before_it(pages, words):
    [(page, _, message)] = gate.use_faults(pages)
    assert (page, message) == ("b", words)


def test_a_claim_may_rest_on_an_earlier_one():
    pages = [
        ("a", [uses("a.x", statement="p > 0"), uses("a.y", ("a.x", "q > 0"))]),
        ("b", [uses("b.z", ("a.x", "p > 0"))]),
    ]
    assert list(gate.use_faults(pages)) == []


PIN = {"kind": "definition", "statement": "odds(p) = p/(1 - p)", "hypotheses": ["p < 1", "p > 0"], "symbols": []}


@pytest.mark.parametrize(
    "change, words",
    [
        (
            {"statement": "odds(p) = p/(1 + p)"},
            "pinned as statement is “odds(p) = p/(1 - p)”, and here it is “odds(p) = p/(1 + p)”",
        ),
        ({"kind": "refutation"}, "pinned as kind is “definition”, and here it is “refutation”"),
        ({"hypotheses": []}, "pinned as hypotheses is “p < 1, p > 0”, and here it is “none”"),
        ({"hypotheses": ["p > 0", "p < 1"]}, None),
        ({"id": "a.new", "statement": "p = 1"}, None),
    ],
)
def test_what_is_not_as_it_was_pinned(change, words):
    pages = [("a", [("node", {"id": "a.odds", **PIN, **change})])]
    found = list(gate.pin_faults(pages, {"a": {"a.odds": PIN}}))
    assert [(page, node, words in message) for page, node, message in found] == [("a", "node", True)] * bool(words)
    assert all("make pin" in message for *_, message in found)
    assert list(gate.pin_faults(pages, {})) == []


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("log(logistic(x)) = -softplus(-x)", "log(logistic(z)) = -softplus(-z)", True),
        ("Derivative(LSE(z, K), z[k]) = z[k]", "Derivative(LSE(z, K), z[j]) = z[j]", True),
        ("x + y = y + x", "u + v = v + u", True),
        ("x + y = y + x", "u + u = u + u", False),
        ("x + x = 2*x", "u + v = 2*u", False),
        ("log(x) = 1", "exp(x) = 1", False),
        ("x = 1", "x = 2", False),
        ("x < y", "y > x", False),
    ],
)
def test_statements_that_are_one_up_to_names(one, other, same):
    assert gate.same_statement(one, other) is same
    assert gate.same_statement(other, one) is same


# --- the built book


class Displayed(HTMLParser):
    """Count the displayed formulas of a page, however they were set, and those inside a claim's box."""

    def __init__(self, text):
        super().__init__()
        self.open, self.everywhere, self.in_claims, self.ids = [], 0, 0, []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        classes = set((attributes.get("class") or "").split())
        if tag in (
            "br",
            "img",
            "hr",
            "meta",
            "link",
            "input",
            "source",
            "wbr",
            "col",
            "area",
            "base",
            "embed",
        ):
            return
        if classes & {"katex-display", "MathJax_Display"} or attributes.get("display") == "block":
            # KaTeX holds each formula twice, the second time as MathML.
            within = set().union(*(outer for _, outer in self.open))
            self.everywhere += "katex-display" not in within
            self.in_claims += "katex-display" not in within and "claim" in within
        if "math" in classes and tag == "div":
            self.ids.append(attributes.get("id"))
        self.open.append((tag, classes))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not {"script", "style", "pre", "code", "annotation", "title"} & {tag for tag, _ in self.open}:
            assert "$$" not in data and "\\[" not in data and "\\begin{" not in data, data


@pytest.mark.parametrize("name", lint.files_in_toc(ROOT))
def test_every_displayed_equation_of_a_page_is_a_claim_of_its_notebook(pages, name):
    shown = Displayed((pages / f"{name}.html").read_text(encoding="utf-8"))
    outputs = [
        output["data"]
        for cell in json.loads((pages / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    claims = [data[report.MIME] for data in outputs if report.MIME in data]
    assert shown.everywhere == shown.in_claims == len(claims)
    labels = ["equation-" + claim["id"].replace(".", "-").replace("_", "-").lower() for claim in claims]
    assert [label.lower() for label in shown.ids] == labels
    assert [data for data in outputs if "text/latex" in data and report.MIME not in data] == []


def test_the_last_line_counts_what_the_pages_show(pages):
    shown = sum(
        Displayed((pages / f"{name}.html").read_text(encoding="utf-8")).everywhere
        for name in lint.files_in_toc(ROOT)
    )
    said, passed = report.summary(pages)
    assert passed
    assert f"{shown} displayed equations, {shown} accounted for (100 %)" in said


def write_book(folder, verdicts, displayed, **in_text):
    """Write what the report reads: one notebook, and the gate's counts."""
    pages = folder / "html"
    pages.mkdir()
    outputs = [{"data": {report.MIME: {"verdict": verdict}}} for verdict in verdicts]
    (pages / "one.ipynb").write_text(json.dumps({"cells": [{"outputs": outputs}]}))
    counts = {"displays": {"one": {"displayed": displayed, "accounted": len(verdicts)}}, "inline": in_text}
    (folder / "gate.json").write_text(json.dumps(counts))
    return pages


@pytest.mark.parametrize(
    "displayed, in_text, passed, words",
    [
        (
            3,
            {"numbers": 2, "map": 1},
            True,
            "3 displayed equations, 3 accounted for (100 %): 1 claim proved, ",
        ),
        (3, {"numbers": 2, "map": 1}, True, "3 formulas assert in the text: 2 numbers, 1 map."),
        (4, {}, False, "4 displayed equations, 3 accounted for (75 %)"),
        (3, {"bare": 1, "map": 1}, False, "2 formulas assert in the text: 1 map; 1 WITHOUT A GROUND."),
    ],
)
def test_the_last_line_says_what_is_not_accounted_for(tmp_path, displayed, in_text, passed, words):
    said, found = report.summary(
        write_book(tmp_path, ["proved", "definition", "refuted"], displayed, **in_text)
    )
    assert words in said
    assert found is passed
