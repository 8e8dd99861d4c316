"""The gate: nothing stands on a page as true that was not defined, proved, or computed.

It looks at the documents that Sphinx has read, whatever their authors wrote to get there, and warns (which
stops a strict build) at

- a displayed equation that is not a claim's own;
- a formula in a line of text that asserts something and is not accounted for (`inline` says what may stand);
- a claim that rests on one which no page shows, which comes later, or which says something else there;
- a claim, definition or refutation that says something else than what is pinned of it (`make pin`): it may be
  proved as well, and yet be weaker, or define another function.

What it found is counted in _build/gate.json; the build's last line is made from it.
"""

import json
import re
from collections import Counter
from pathlib import Path

from docutils import nodes
from sphinx.util import logging

from . import inline, lint
from .cache import PINS
from .claims import MIME, is_element

logger = logging.getLogger(__name__)

FILE = "gate.json"
# What shows mathematics in HTML or LaTeX that an author, or a cell, hands through as it is.
RAW = re.compile(
    r"\$|\\\[|\\\(|<math\b|\bkatex\b|\bMathJax\b|\\begin\{(?!tabular)|\\ensuremath", re.IGNORECASE
)


def displayed(document):
    """Yield (node, claim) for every displayed equation of a document; the claim is its JSON (dict), or None.

    Of a cell's output every form counts that a reader of HTML, PDF or notebook may see, unless it is a claim,
    which is shown as a claim everywhere.
    """
    for node in document.findall(lambda node: isinstance(node, (nodes.math_block, nodes.raw))):
        bundle, form = output_of(node)
        claim = node.get("claim")
        if claim is None and bundle is not None and is_claim(bundle):
            continue  # the same claim, for a notebook
        if isinstance(node, nodes.math_block) or (form == "text/latex" or RAW.search(node.astext())):
            yield node, claim
    for node in document.findall(nodes.container):
        # MyST-NB turns LaTeX that stands in no dollars into text, and a formula in dollars into one in a line.
        if node.get("mime_type") == "text/latex" and not is_claim(node.parent):
            if not any(isinstance(part, (nodes.math_block, nodes.raw)) for part in node.findall()):
                yield node, None


def output_of(node):
    """Return the bundle of a cell's output that holds a node, and the MIME type of the node's form; or None
    twice."""
    form = None
    while node is not None and not is_element(node, "mime_bundle"):
        form = node.get("mime_type", form) if isinstance(node, nodes.container) else form
        node = node.parent
    return (node, form) if node is not None else (None, None)


def is_claim(bundle):
    """Say whether one of an output's forms is a claim."""
    return any(isinstance(form, nodes.Element) and form.get("mime_type") == MIME for form in bundle.children)


def display_faults(document):
    """Yield (node, message) for each displayed equation that is not a claim's own."""
    for node, claim in displayed(document):
        if claim is None:
            yield (
                node,
                "a displayed equation that nothing proved; let a cell end in a claim or a definition: "
                + " ".join(node.astext().split()),
            )


def use_faults(pages):
    """Yield (page, node, message) for each claim that rests on what does not stand before it.

    `pages` is a list of (name, [(node, claim), ...]) in the order of the table of contents.
    """
    places = {claim["id"]: (name, claim) for name, shown in pages for _, claim in shown}
    before = {}
    for name, shown in pages:
        for node, claim in shown:
            for used in claim.get("uses", []):
                said = f"{claim['id']} rests on {used['id']}, which "
                if used["id"] not in places:
                    yield name, node, said + "no page shows"
                elif used["id"] not in before:
                    yield name, node, said + f"stands later, in {places[used['id']][0]}"
                elif not same_statement(before[used["id"]]["statement"], used["statement"]):
                    yield (
                        name,
                        node,
                        f"{said}says “{before[used['id']]['statement']}”, and not “{used['statement']}”",
                    )
            before.setdefault(claim["id"], claim)


def pin_faults(pages, pinned):
    """Yield (page, node, message) for each claim that differs from its pin.

    `pages` is as in `use_faults`; `pinned` is what the file of pins holds. What it does not know is new.
    """
    pins = {name: pin for chapter in pinned.values() for name, pin in chapter.items()}
    for name, shown in pages:
        for node, claim in shown:
            said, says = (
                {**one, "hypotheses": ", ".join(sorted(one["hypotheses"])) or "none"}
                for one in (pins.get(claim["id"], claim), claim)
            )
            for part in ("kind", "statement", "hypotheses"):
                if said[part] != says[part]:
                    yield (
                        name,
                        node,
                        f"{claim['id']}: pinned as {part} is “{said[part]}”, and here it is “{says[part]}”; if "
                        "that is meant, run make pin, and let a reviewer read the diff",
                    )


def same_statement(one, other):
    """Say whether two statements are one up to the names of their variables.

    Each variable has one name in the other statement. Names of functions, which stand before a bracket, must be
    the same.
    """
    words = r"[^\W\d]\w*(?!\w*\()"
    if re.sub(words, "?", one) != re.sub(words, "?", other):
        return False
    pairs = set(zip(re.findall(words, one), re.findall(words, other), strict=True))
    return len(pairs) == len({left for left, _ in pairs}) == len({right for _, right in pairs})


def open_gate(app, env):
    """Look at every page of the book, in the order of the table of contents, and write down the counts."""
    names = [name for name in lint.files_in_toc(Path(env.srcdir)) if name in env.found_docs]
    names += sorted(env.found_docs - set(names))
    pages, known, displays, forms = [], inline.Known(), {}, []
    for name in names:
        document = env.get_doctree(name)
        shown = list(displayed(document))
        displays[name] = {"displayed": len(shown), "accounted": sum(claim is not None for _, claim in shown)}
        for node, message in display_faults(document):
            logger.warning("%s", message, location=place(env, name, node))
        claims = [(node, claim) for node, claim in shown if claim is not None]
        pages.append((name, claims))
        known.add(claim for _, claim in claims)
        for formula in inline.formulas(document):
            kind, fault = inline.judge(formula, known)
            line = formula.line
            forms.append({"page": name, "line": line, "formula": formula.latex, "class": kind})
            if fault:
                logger.warning("%s", fault, location=f"{env.doc2path(name, base=False)}:{line}")
    path = Path(env.srcdir, PINS)
    pinned = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name, node, message in (*use_faults(pages), *pin_faults(pages, pinned)):
        logger.warning("%s", message, location=place(env, name, node))
    counts = dict(sorted(Counter(form["class"] for form in forms).items()))
    record = {"displays": displays, "inline": counts, "asserting": forms}
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    Path(app.outdir).parent.joinpath(FILE).write_text(text, encoding="utf-8")


def place(env, name, node):
    """Return the file and the line of a node; the page's name where docutils lost the line."""
    while node is not None and not node.line:
        node = node.parent
    path = env.doc2path(name, base=False)
    return f"{path}:{node.line}" if node is not None else path


def setup(app):
    """Register with Sphinx, when all pages have been read and before the first is written."""
    app.connect("env-check-consistency", open_gate)
