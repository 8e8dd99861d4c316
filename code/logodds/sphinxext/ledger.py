"""The ledger: every claim of the book with what was checked, what it rests on and what rests on it.

It is made from what the cells put out, and from the checked-in findings on wrong twins. One list of entries
feeds the ledger's page, `ledger.json` beside it, what the reader opens at an equation, and the graph.
"""

import html
import json
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging, texescape
from sphinx.util.docutils import SphinxDirective

from . import katex, lint
from .claims import check, kept, statement, visit_text, with_formulas

logger = logging.getLogger(__name__)

# What `make twins` found out about each claim; a reviewer sees it change.
TWINS = "tests/twins.json"
FILE, SCHEMA = "ledger.json", "ledger.schema.json"
PARTS = ("totals", "lines", "schema")
NOT_JUDGED = "not judged yet"
FEW = 6  # numbers of other claims that a line shows unfolded
BOX = "What the check does not cover"


# --- the entries --------------------------------------------------------------------------------------------


def make_entries(chapters, numbers, twins):
    """Return the ledger's entries (list of dict, as the schema describes them), in the order of the book.

    `chapters` is a list of (page, list of claims' JSON) in the order of the book, `numbers` maps an id to the
    number of its equation, `twins` maps an id to what was found out about its twins and hypotheses. A claim
    rests on the claims its proof used, and on the last definition before it of each function it speaks of.
    """
    entries, by_id, defined = [], {}, {}
    for page, claims in chapters:
        for claim in claims:
            uses = [used["id"] for used in claim["uses"]]
            by_name = [defined[name] for name in claim["names"] if name in defined]
            entry = {
                "id": claim["id"],
                "number": numbers[claim["id"]],
                "page": page,
                **{key: claim[key] for key in ("kind", "title", "verdict", "statement", "hypotheses")},
                **{key: claim[key] for key in ("formula", "given", "rows", "decision", "points", "witness")},
                "steps": max(1, len(claim["rows"]) - 1) if claim["verdict"] == "proved" else 0,
                "beyond": claim["beyond"],
                "uses": uses,
                "speaks_of": [name for name in dict.fromkeys(by_name) if name not in (*uses, claim["id"])],
                "used_by": [],
                "twins": matching(twins.get(claim["id"]), claim),
            }
            entries.append(entry)
            by_id[claim["id"]] = entry
            if claim["defines"]:
                defined[claim["defines"]] = claim["id"]
    for entry in entries:
        for used in entry["uses"] + entry["speaks_of"]:
            if used in by_id:  # a reference to an unknown claim is a warning where it stands
                by_id[used]["used_by"].append(entry["id"])
    return entries


def matching(found, claim):
    """Return what was found out about a claim's twins; None if it was found out about another statement."""
    if not found or not claim.get("key") or found["key"] != claim["key"]:
        return None
    needed = found.get("hypotheses", {})
    return {
        "made": found["made"],
        "refuted": found["refuted"],
        **{key: found.get(key, []) for key in ("true", "meaningless", "undecided")},
        "hypotheses": needed,
    }


def make_totals(entries):
    """Return the sums over a list of entries (dict of str to int)."""
    judged = [entry["twins"] for entry in entries if entry["twins"] and entry["verdict"] == "proved"]
    kinds, verdicts = [entry["kind"] for entry in entries], [entry["verdict"] for entry in entries]
    return {
        "claims": verdicts.count("proved"),
        "derivations": kinds.count("derivation"),
        "steps": sum(entry["steps"] for entry in entries),
        "points": sum(entry["steps"] * entry["points"] for entry in entries),
        "definitions": verdicts.count("definition"),
        "refuted": verdicts.count("refuted"),
        "uses": sum(len(entry["uses"]) for entry in entries),
        "speaks_of": sum(len(entry["speaks_of"]) for entry in entries),
        "hypotheses": sum(len(entry["hypotheses"]) for entry in entries if entry["verdict"] == "proved"),
        "judged": len(judged),
        "twins_made": sum(twins["made"] for twins in judged),
        "twins_refuted": sum(twins["refuted"] for twins in judged),
        **{f"twins_{key}": sum(len(t[key]) for t in judged) for key in ("true", "meaningless", "undecided")},
        "hypotheses_needed": sum(
            found.startswith("needed") for t in judged for found in t["hypotheses"].values()
        ),
    }


def entries_of(env):
    """Return the entries of the book that is being built. They are made once, when the first page is
    written."""
    if not hasattr(env, "logodds_entries"):
        order = [name for name in lint.files_in_toc(Path(env.srcdir)) if name in kept(env)]
        chapters = [(name, kept(env)[name]) for name in order]
        numbers = {c["id"]: number_of(env, name, c["id"]) for name, claims in chapters for c in claims}
        env.logodds_entries = make_entries(chapters, numbers, env.logodds_twins)
    return env.logodds_entries


def number_of(env, page, claim_id):
    """Return the number that the page shows beside the equation of a claim, "3.12"."""
    found = env.toc_fignumbers.get(page, {}).get("displaymath", {}).get(equation(claim_id))
    return ".".join(map(str, found or [env.get_domain("math").equations[claim_id][1]]))


def equation(claim_id):
    """Return the id of a claim's equation on its page, as Sphinx makes it."""
    return nodes.make_id(f"equation-{claim_id}")


def line(claim_id):
    """Return the id of a claim's line in the ledger."""
    return nodes.make_id(f"ledger-{claim_id}")


def chapter_of(env, page):
    """Return the title of a page."""
    return env.titles[page].astext()


def read_twins(app):
    """Read the findings on twins before the pages, so that a change of them makes the pages anew."""
    path = Path(app.srcdir, TWINS)
    app.env.logodds_twins = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    vars(app.env).pop("logodds_entries", None)


def write_files(app, exception):
    """Write the ledger for machines, and the schema that describes it, beside the ledger's page."""
    page = getattr(app.env, "logodds_ledger", None)
    if exception or app.builder.name != "html" or page is None:
        return
    entries = entries_of(app.env)
    book = {"$schema": SCHEMA, "version": 1, "totals": make_totals(entries), "claims": entries}
    folder = Path(app.outdir, page).parent
    # A notebook from the cache has its keys in another order than one just executed.
    text = json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")
    (folder / SCHEMA).write_text(schema_text(), encoding="utf-8")


def schema_text():
    """Return the text of the schema of `ledger.json`."""
    return Path(__file__).with_name(SCHEMA).read_text(encoding="utf-8")


# --- the ledger's page --------------------------------------------------------------------------------------


class ledger(nodes.General, nodes.Element):
    """The place of a part of the ledger; filled when the page is written, for then all pages are read."""


class Ledger(SphinxDirective):
    """The directive {ledger}: `totals`, `lines` or `schema`."""

    required_arguments = 1

    def run(self):
        """Leave the place."""
        part = self.arguments[0]
        if part not in PARTS:
            raise self.error(f"the ledger has no part {part!r}; it has {', '.join(PARTS)}")
        if part == "lines":
            other = getattr(self.env, "logodds_ledger", None)
            if other not in (None, self.env.docname):
                raise self.error(f"the ledger's lines stand on the page {other} already")
            self.env.logodds_ledger = self.env.docname
        node = ledger(part=part)
        self.set_source_info(node)
        return [node]


class FillLedger(SphinxPostTransform):
    """Put the totals and the schema in their places; the lines are written by the writers, for they are
    many."""

    default_priority = 5

    def run(self, **kwargs):
        """Fill the places of a page."""
        for node in list(self.document.findall(ledger)):
            if node["part"] == "totals":
                node.replace_self(totals_nodes(self.env))
            elif node["part"] == "schema":
                node.replace_self(schema_nodes(self.app.builder.name))


HEADINGS = (
    ("proved", "claims"),
    ("steps", "steps"),
    ("definitions", "definitions"),
    ("refuted", "refuted"),
    ("hypotheses", "hypotheses"),
    ("needed", "hypotheses_needed"),
    ("twins", "twins_made"),
    ("twins refuted", "twins_refuted"),
    ("twins true", "twins_true"),
)


def totals_nodes(env):
    """Return the totals: a row for each chapter that holds claims, one for the book, and what is missing."""
    entries = entries_of(env)
    pages = dict.fromkeys(entry["page"] for entry in entries)
    groups = [(chapter_of(env, page), [e for e in entries if e["page"] == page]) for page in pages]
    rows = []
    for title, group in [*groups, ("The book", entries)]:
        sums = make_totals(group)
        shown = [
            sums[key] if sums["judged"] or not key.startswith(("twins", "hypotheses_n")) else "–"
            for _, key in HEADINGS
        ]
        rows.append([title, *map(str, shown)])
    whole = make_totals(entries)
    missing = len(entries) - whole["refuted"] - whole["definitions"] - whole["judged"]
    note = "Wrong twins and dropped hypotheses were judged for every claim."
    if missing:
        note = (
            f"Wrong twins and dropped hypotheses were judged for {whole['judged']} of {whole['claims']} "
            "claims; a dash stands where nothing was judged yet."
        )
    header = ["chapter", *(word for word, _ in HEADINGS)]
    spec = "l" + "R" * len(HEADINGS)
    return [table(header, rows, spec, "ledger-totals"), nodes.paragraph(text=note)]


def table(header, rows, spec, name):
    """Return a table of texts; `spec` is its columns in LaTeX."""
    group = nodes.tgroup(cols=len(header))
    group += [nodes.colspec(colwidth=1) for _ in header]
    lines = []
    for cells in [header, *rows]:
        row = nodes.row()
        row += [nodes.entry("", nodes.paragraph("", "", *plain_or_code(cell))) for cell in cells]
        lines.append(row)
    group += [nodes.thead("", lines[0]), nodes.tbody("", *lines[1:])]
    box = nodes.container(classes=[name])
    box += [addnodes.tabular_col_spec(spec=spec), nodes.table("", group, classes=["colwidths-auto"])]
    return box


def plain_or_code(text):
    """Return the nodes of a text in which `...` marks code."""
    parts = text.split("`")
    return [nodes.literal(text=p) if i % 2 else nodes.Text(p) for i, p in enumerate(parts) if p]


def schema_nodes(builder):
    """Return what the fields of an entry mean, as the schema says, and where the files are."""
    fields = json.loads(schema_text())["$defs"]["claim"]["properties"]
    rows = [[f"`{name}`", says["description"]] for name, says in fields.items()]
    found = [table(["field", "what it says"], rows, "lL", "ledger-schema")]
    if builder == "html":
        line = nodes.paragraph("", "The files: ")
        for index, name in enumerate((FILE, SCHEMA)):
            line += [nodes.Text(" and ")] * index + [
                nodes.reference("", "", nodes.literal(text=name), refuri=name)
            ]
        line += nodes.Text(".")
        found.append(line)
    return found


def twins_text(entry):
    """Return how many of a claim's twins were refuted, in words."""
    if entry["verdict"] != "proved":
        return ""
    if entry["twins"] is None:
        return NOT_JUDGED
    return f"{entry['twins']['refuted']} of {entry['twins']['made']}"


def cost_text(entry):
    """Return at how many points a claim was tried out, for each of its steps."""
    steps = f"{entry['steps']} × " if entry["steps"] > 1 else ""
    return f"{steps}{entry['points']}" if entry["points"] else ""


def decision_text(entry):
    """Return how a claim was decided, without the points, which have a column of their own."""
    return entry["decision"].split("; agreed at ")[0]


# --- in HTML ------------------------------------------------------------------------------------------------

COLUMNS = ("claim", "statement", "kind", "decided by", "points", "twins refuted", "rests on", "used by")


def visit_ledger_html(writer, node):
    """Write the lines as one table. The script beside the page makes it sortable and searchable."""
    env = writer.builder.env
    entries = entries_of(env)
    numbers = {entry["id"]: entry["number"] for entry in entries}
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    body = "".join(
        html_row(writer.builder, place, entry, numbers, node) for place, entry in enumerate(entries)
    )
    writer.body.append(
        '<div class="ledger-lines full-width"><table id="ledger-lines">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>\n"
    )
    raise nodes.SkipNode


def html_row(builder, place, entry, numbers, node):
    """Return the line of a claim; data-v is what a column is sorted by, where it is not the text."""
    page = builder.get_relative_uri(builder.env.logodds_ledger, entry["page"])
    address = f"{page}#{equation(entry['id'])}"
    said = f'<div class="formula">{formula_html(entry["formula"], node)}</div>'
    if entry["given"]:
        said += "<small>for " + ", ".join(formula_html(h, node) for h in entry["given"]) + "</small>"
    if entry["witness"]:
        said += f"<small>fails {text_html(entry['witness'], node)}</small>"
    name = re.sub("([._])", r"\1<wbr/>", entry["id"])
    rests = entry["uses"] + entry["speaks_of"]
    twins = entry["twins"]
    cells = [
        (place, f'<a href="{address}">({entry["number"]})</a> <code>{name}</code>'),
        ("", said),
        ("", entry["kind"]),
        ("", text_html(decision_text(entry), node)),
        (entry["steps"] * entry["points"], cost_text(entry)),
        (twins["refuted"] if twins else "", html.escape(twins_text(entry)) + true_twins_html(twins, node)),
        (len(rests), links_html(rests, numbers)),
        (len(entry["used_by"]), links_html(entry["used_by"], numbers)),
    ]
    sorted_by = [f' data-v="{value}"' if value != "" else "" for value, _ in cells]
    row = "".join(f"<td{value}>{text}</td>" for value, (_, text) in zip(sorted_by, cells))
    return f'<tr id="{line(entry["id"])}">{row}</tr>\n'


def links_html(ids, numbers):
    """Return the numbers of claims, each a link to its line; many are folded."""
    links = ", ".join(f'<a href="#{line(i)}">{numbers[i]}</a>' for i in ids if i in numbers)
    if len(ids) <= FEW:
        return links
    return f"<details><summary>{len(ids)} claims</summary>{links}</details>"


def true_twins_html(twins, node):
    """Return the twins that are true after all, each with its reason, for the reader to unfold."""
    if not twins or not twins["true"]:
        return ""
    items = "".join(
        f"<li><code>{html.escape(t['twin'])}</code> ({html.escape(t['kind'])}): "
        f"{text_html(t['reason'], node)}</li>"
        for t in twins["true"]
    )
    return f"<details><summary>{len(twins['true'])} true</summary><ul>{items}</ul></details>"


def formula_html(latex, node):
    """Return a light formula."""
    return f'<span class="math">{katex.checked(latex, False, True, node)}</span>'


def text_html(text, node):
    """Return a text in which $...$ marks formulas."""
    parts = re.split(r"\$([^$]+)\$", text)
    return "".join(formula_html(p, node) if i % 2 else html.escape(p) for i, p in enumerate(parts))


# --- in the PDF ---------------------------------------------------------------------------------------------


def visit_ledger_latex(writer, node):
    """Write the lines as a long table: number; statement, and how it was decided; what it rests on."""
    entries = entries_of(writer.builder.env)
    by_id = {entry["id"]: entry for entry in entries}
    writer.body.append("\n\\begin{logoddsledger}\n")
    for page in dict.fromkeys(entry["page"] for entry in entries):
        title = texescape.escape(chapter_of(writer.builder.env, page), writer.config.latex_engine)
        writer.body.append(f"\\logoddschapter{{{title}}}\n")
        for entry in entries:
            if entry["page"] == page:
                writer.body.append(latex_row(entry, by_id, writer))
    writer.body.append("\\end{logoddsledger}\n")
    raise nodes.SkipNode


def latex_row(entry, by_id, writer):
    """Return the row of a claim."""
    text = lambda words: text_latex(words, writer.config.latex_engine)
    said = f"\\logoddsfit{{${entry['formula']}$}}"
    if entry["given"]:
        said += "\\quad for " + ", ".join(f"${h}$" for h in entry["given"])
    if entry["witness"]:
        said += f"\\quad fails {text(entry['witness'])}"
    facts = [entry["kind"], decision_text(entry), f"{cost_text(entry)} points" if entry["points"] else ""]
    twins = twins_text(entry)
    facts.append(f"twins refuted: {twins}" if twins and twins != NOT_JUDGED else twins and f"twins {twins}")
    true = (entry["twins"] or {}).get("true", [])
    facts.append(f"{len(true)} true" if true else "")
    name = f"\\texttt{{{text(entry['id'])}}}"
    said += f"\\newline {name} \\logoddsfacts{{{text('; '.join(filter(None, facts)))}}}"
    label = (
        f"\\phantomsection\\label{{\\detokenize{{{writer.builder.env.logodds_ledger}:{line(entry['id'])}}}}}"
    )
    rests = [latex_link(by_id[i]) for i in entry["uses"] + entry["speaks_of"] if i in by_id]
    used = [latex_link(by_id[i]) for i in entry["used_by"][:FEW]]
    more = len(entry["used_by"]) - len(used)
    beside = [f"on {', '.join(rests)}"] if rests else []
    if used:
        beside.append(f"by {', '.join(used)}" + (f" and {more} more" if more else ""))
    cells = [label + latex_link(entry), said, "\\newline ".join(beside)]
    return " & ".join(cells) + " \\\\\n"


def latex_link(entry):
    """Return the number of a claim's equation, which leads to it."""
    return f"\\hyperref[\\detokenize{{equation:{entry['page']}:{entry['id']}}}]{{{entry['number']}}}"


def text_latex(text, engine):
    """Return a text in which $...$ marks formulas."""
    parts = re.split(r"\$([^$]+)\$", text)
    return "".join(f"${p}$" if i % 2 else texescape.escape(p, engine) for i, p in enumerate(parts))


# --- at the equation ----------------------------------------------------------------------------------------


class LinkToLedger(SphinxPostTransform):
    """Let the mark below each equation lead to its line in the ledger, and complete what the reader can open
    there."""

    default_priority = 5

    def run(self, **kwargs):
        """Complete the claims of a page."""
        page = getattr(self.env, "logodds_ledger", None)
        places = list(self.document.findall(statement))
        if page is None or not places:
            return
        by_id = {entry["id"]: entry for entry in entries_of(self.env)}
        beyond = name_the_box(self.document)
        for place in places:
            # Where the line unfolds, a click on it does that; what unfolds then leads to the ledger.
            if self.app.builder.format != "html" or not place.next_node(check, descend=False, siblings=True):
                self.lead(place, page)
        for record in self.document.findall(check):
            self.complete(record, by_id[record["claim"]], by_id, beyond)

    def lead(self, place, page):
        """Turn the mark into a link."""
        mark = place.children[-1]
        link = self.reference(page, line(place["claim"]), mark.astext())
        mark[:] = [link]

    def reference(self, page, target, text):
        """Return a reference to a place on a page."""
        builder = self.app.builder
        address = "" if page == self.env.docname else builder.get_relative_uri(self.env.docname, page)
        return nodes.reference("", text, internal=True, refuri=f"{address}#{target}")

    def complete(self, record, entry, by_id, beyond):
        """Add which definitions the claim speaks of, what rests on it, its twins, and where to read on."""
        for words, ids in (("Speaks of ", entry["speaks_of"]), ("Used by ", entry["used_by"])):
            if ids:
                text = nodes.paragraph("", words)
                for index, other in enumerate(ids[:FEW]):
                    found = by_id[other]
                    text += nodes.Text(", " if index else "")
                    text += self.reference(found["page"], equation(other), f"({found['number']})")
                more = len(ids) - FEW
                text += nodes.Text(f" and {more} more." if more > 0 else ".")
                record += text
        if entry["verdict"] == "proved":
            refuted = "" if entry["twins"] is None else " refuted"
            record += nodes.paragraph(text=f"Wrong twins: {twins_text(entry)}{refuted}.")
            for hypothesis, found in (entry["twins"] or {}).get("hypotheses", {}).items():
                without = nodes.paragraph("", "Without ", nodes.literal(text=hypothesis), nodes.Text(": "))
                without += [*with_formulas(found, light=True), nodes.Text(".")]
                record += without
        last = nodes.paragraph(
            "", "", self.reference(self.env.logodds_ledger, line(entry["id"]), "Its line in the ledger")
        )
        if beyond and not entry["beyond"]:
            last += [
                nodes.Text(" · "),
                nodes.reference("", "what the check does not cover", internal=True, refid=beyond),
            ]
        record += last


def name_the_box(document):
    """Return the id of the page's box on what the check does not cover; "" if it has none."""
    for box in document.findall(nodes.admonition):
        if isinstance(box[0], nodes.title) and box[0].astext() == BOX:
            if not box["ids"]:
                box["ids"].append(nodes.make_id(BOX))
            return box["ids"][0]
    return ""


def add_script(app, pagename, templatename, context, doctree):
    """Give the ledger's page its script, and no other page."""
    if pagename == getattr(app.env, "logodds_ledger", None):
        app.add_js_file("ledger.js", loading_method="defer")


def forget(app, env, docname):
    """Forget which page holds the ledger when it is read anew, or is no more."""
    if getattr(env, "logodds_ledger", None) == docname:
        env.logodds_ledger = None


def setup(app):
    """Register with Sphinx."""
    app.add_directive("ledger", Ledger)
    app.add_node(
        ledger,
        html=(visit_ledger_html, None),
        latex=(visit_ledger_latex, None),
        text=(visit_text, lambda writer, node: writer.end_state()),
    )
    app.add_post_transform(FillLedger)
    app.add_post_transform(LinkToLedger)
    app.connect("builder-inited", read_twins)
    app.connect("env-purge-doc", forget)
    app.connect("html-page-context", add_script)
    app.connect("build-finished", write_files)
