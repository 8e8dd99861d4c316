"""Lay a claim on the page as a numbered equation with its hypotheses and its mark.

A claim is the output of a cell: JSON in the MIME type below, written by `logodds.proof`. This part turns it
into document nodes, so that its number, its label for `{eq}` and its place are the same in HTML and in PDF.
"""

import json
import re

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from . import questions

MIME = "application/vnd.logodds.claim+json"
VERSION = 1
KINDS = ("claim", "derivation", "definition", "refutation")
VERDICTS = ("proved", "refuted", "definition")


class statement(nodes.General, nodes.TextElement):
    """The quiet line below an equation: its hypotheses and its mark."""


class check(nodes.General, nodes.Element):
    """What the reader can open at the equation: what was checked, and how. Left out of the PDF."""


class ClaimRenderer:
    """The plugin by which MyST-NB hands us the outputs of our own MIME types: claims, and questions."""

    mime_priority_overrides = [("*", MIME, 1), ("*", questions.MIME, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the nodes of a claim or a question, or None if the output is of another type."""
        if data.mime_type not in (MIME, questions.MIME) or inline:
            return None
        claim = data.content if isinstance(data.content, dict) else json.loads(data.content)
        asked = data.mime_type == questions.MIME
        fault = questions.find_fault(claim) if asked else find_fault(claim)
        if fault:
            kind = "question" if asked else "claim"
            renderer.logger.warning(f"a {kind} that cannot be shown: {fault}", subtype=kind, line=data.line)
            return []
        myst = renderer.renderer
        if asked:
            return [questions.question_node(claim, myst)]
        kept(myst.sphinx_env).setdefault(myst.sphinx_env.docname, []).append(claim)
        return [claim_node(claim, myst, data.line)]


def kept(env):
    """Return the claims of the book as its pages put them out: page (str) to list of claims (dict)."""
    if not hasattr(env, "logodds_claims"):
        env.logodds_claims = {}
    return env.logodds_claims


def forget(app, env, docname):
    """Forget the claims of a page that is read anew, or is no more."""
    kept(env).pop(docname, None)


def merge(app, env, docnames, other):
    """Take over the claims of pages that another process read."""
    kept(env).update({name: kept(other)[name] for name in docnames if name in kept(other)})


def find_fault(claim):
    """Say what is wrong with a claim's JSON, or return the empty string."""
    missing = {"id", "version", "kind", "given", "latex", "verdict"} - claim.keys()
    if missing:
        return f"it lacks {', '.join(sorted(missing))}: {claim}"
    if claim["version"] != VERSION:
        return f"{claim['id']} is of version {claim['version']}, this build reads version {VERSION}"
    if claim["kind"] not in KINDS:
        return f"{claim['id']} is of kind {claim['kind']!r}, not one of {', '.join(KINDS)}"
    if claim["verdict"] not in VERDICTS:
        return f"{claim['id']} has the verdict {claim['verdict']!r}, not one of {', '.join(VERDICTS)}"
    return ""


def claim_node(claim, myst, line):
    """Return the claim as one box. `myst` is the page's MyST renderer; `line` is where its cell stands."""
    source = myst.document["source"]
    equation = nodes.math_block(
        claim["latex"], claim["latex"], label=claim["id"], number=None, nowrap=False, claim=claim
    )
    equation.source, equation.line = source, line
    target = myst.add_math_target(equation)
    box = nodes.container(classes=["claim", f"claim-{claim['kind']}"])
    if claim["kind"] == "definition" or claim.get("title"):
        box += heading(claim)
    box += [target, equation, statement_node(claim)]
    if claim["verdict"] != "definition":
        box += check_node(claim, myst.sphinx_env.docname)
    for node in box.findall(nodes.Element):
        node.source, node.line = source, line
    return box


def heading(claim):
    """Return the line above the equation: "Definition", the claim's title, or both."""
    line, title = nodes.paragraph(classes=["claim-title"]), with_formulas(claim.get("title", ""))
    if claim["kind"] != "definition":
        line += nodes.strong("", "", *title)
    else:
        line += nodes.strong(text="Definition")
        line += [nodes.Text(" ("), *title, nodes.Text(")")] if title else []
    return line


def statement_node(claim):
    """Return the line below the equation: for which values it holds, and its mark."""
    line = statement(verdict=claim["verdict"], claim=claim["id"])
    if claim["given"]:
        given = nodes.inline(classes=["claim-given"])
        given += nodes.Text("for ")
        for index, hypothesis in enumerate(claim["given"]):
            given += nodes.Text(", ") if index else nodes.Text("")
            given += nodes.math(hypothesis, hypothesis)
        line += given
    if claim.get("witness"):
        witness = nodes.inline(classes=["claim-witness"])
        witness += [nodes.Text("fails "), *with_formulas(claim["witness"])]
        line += witness
    line += nodes.inline(text=claim["verdict"], classes=["claim-mark"])
    return line


def check_node(claim, docname):
    """Return what was checked: each row with its reason, its rule and how it was decided, and what it rests
    on."""
    record = check(claim=claim["id"])
    rows = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
    for row in claim.get("rows", []):
        # The reason is the author's, the rule and the decision are the checker's; the last two may be one.
        parts = dict.fromkeys(filter(None, (row["reason"], row["rule"], row["decision"])))
        text = "; ".join(part for part in parts if part != claim.get("witness"))
        if text:
            rows += nodes.list_item("", nodes.paragraph("", "", *with_formulas(text, light=True)))
    if rows.children:
        record += rows
    decision = claim.get("decision") or f"it fails {claim.get('witness')}"
    record += nodes.paragraph("", "", *with_formulas(f"Decision: {decision}.", light=True))
    if claim.get("uses"):
        line = nodes.paragraph("", "Rests on ")
        for index, used in enumerate(claim["uses"]):
            line += [nodes.Text(", ") if index else nodes.Text(""), reference(used["id"], docname)]
        line += nodes.Text(".")
        record += line
    if claim.get("beyond"):
        record += nodes.paragraph("", "Not covered: ", *with_formulas(claim["beyond"], light=True))
    return record


def reference(claim_id, docname):
    """Return a reference to the numbered equation of a claim, as the role `{eq}` makes it."""
    return addnodes.pending_xref(
        "",
        nodes.literal(text=claim_id, classes=["xref", "eq"]),
        refdoc=docname,
        refdomain="math",
        reftype="eq",
        reftarget=claim_id,
        refexplicit=False,
        refwarn=True,
    )


def with_formulas(text, light=False):
    """Return the nodes of a text in which $...$ marks formulas."""
    parts = re.split(r"\$([^$]+)\$", text)
    return [
        nodes.math(part, part, light=light) if index % 2 else nodes.Text(part)
        for index, part in enumerate(parts)
        if part
    ]


class LiftClaims(SphinxPostTransform):
    """Take claims and questions out of their cells: they are the book's text, not a program's output in a grey
    box.

    A cell that shows nothing else goes. It runs after MyST-NB has chosen the MIME type of each output
    (priority 4).
    """

    default_priority = 5

    def run(self, **kwargs):
        """Lift what every cell of the page puts out for the text."""
        for cell in list(self.document.findall(lambda node: is_element(node, "cell_code"))):
            lifted = list(cell.findall(is_text))
            for box in lifted:
                box.parent.remove(box)
            for part in [part for part in cell.children if not part.children]:
                cell.remove(part)
            place = cell.parent.index(cell)
            cell.parent[place : place + 1] = [cell] * bool(cell.children) + lifted


def is_text(node):
    """Say whether a node is a claim's box, or a question."""
    return isinstance(node, questions.question) or isinstance(node, nodes.container) and "claim" in node["classes"]


def is_element(node, name):
    """Say whether a node is the part of a notebook that MyST-NB calls `name`."""
    return isinstance(node, nodes.container) and node.get("nb_element") == name


def visit_statement_html(writer, node):
    """Open the line; one with a check behind it can be unfolded."""
    following = node.next_node(check, descend=False, siblings=True)
    writer.body.append('<details class="claim-line"><summary>' if following else '<p class="claim-line">')
    node["unfolds"] = following is not None


def depart_statement_html(writer, node):
    """Close the line; its last word is there to be clicked on, since the mark may be a link."""
    how = '<span class="claim-how">how</span></summary>'
    writer.body.append(how if node["unfolds"] else "</p>\n")


def visit_check_html(writer, node):
    """Open what the line unfolds to."""
    writer.body.append('<div class="claim-check"><p class="claim-check-title">What was checked</p>')


def depart_check_html(writer, node):
    """Close it."""
    writer.body.append("</div></details>\n")


def visit_statement_latex(writer, node):
    """Open the line, small and flush right, close to its equation."""
    writer.body.append("\n\\begin{logoddsstatement}")


def depart_statement_latex(writer, node):
    """Close the line."""
    writer.body.append("\\end{logoddsstatement}\n")


def skip(writer, node):
    """Leave the node out."""
    raise nodes.SkipNode


def visit_text(writer, node):
    """Start a line of plain text."""
    writer.new_state(0)


def depart_text(writer, node):
    """End it."""
    writer.end_state()


def setup(app):
    """Register with Sphinx."""
    app.add_node(
        statement,
        html=(visit_statement_html, depart_statement_html),
        latex=(visit_statement_latex, depart_statement_latex),
        text=(visit_text, depart_text),
    )
    app.add_post_transform(LiftClaims)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.add_node(check, html=(visit_check_html, depart_check_html), latex=(skip, None), text=(skip, None))
