"""The graph of what rests on what: one picture of the book, and at the end of each chapter its own part.

A chapter is a column, a claim a dot in it, in the order of the page. From what is used, curves lead to what
uses it: within a chapter to the left of the dots, between chapters through the space between the columns,
bundled until they reach the column. One layout is drawn twice, as SVG for the page and as PDF for print.
"""

import html
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from .claims import kept, reference, visit_text, with_formulas
from .ledger import chapter_of, entries_of, equation

logger = logging.getLogger(__name__)

FILE = "what-rests-on-what"  # .svg beside the page, .pdf beside the LaTeX
TITLE = "What this chapter stands on"

# Lengths in points, which are also the pixels of the SVG.
LETTERS, LETTER = 9, 5.0  # the size of the letters, and how wide one is on average
ROW, TOP, BOTTOM = 13, 46, 40
GUTTER, TEXT = 58, 134  # left of the dots of a column, and right of them
LEGEND = "□ definition   ● proved   ○ refuted   dark curves: a proof uses it   pale curves: it is spoken of"


class Dot(NamedTuple):
    """A claim: its ledger entry, where it is, and how large."""

    entry: dict
    x: float
    y: float
    size: float
    main: bool

    @property
    def name(self):
        """What is written beside it: the claim's id without the chapter."""
        return self.entry["id"].split(".", 1)[1].replace("_", " ")

    @property
    def end(self):
        """Where its name ends."""
        return self.x + 8 + LETTER * len(self.name) * (1.1 if self.main else 1)


class Curve(NamedTuple):
    """A cubic curve: its kind ("proof" if a proof uses its start, "name" if it is only spoken of, "main"), its
    four points, its width, the dots it joins."""

    kind: str
    points: tuple
    width: float
    joins: tuple


class Picture(NamedTuple):
    """The whole: its size, the columns as (x, page), the dots and the curves."""

    width: float
    height: float
    columns: list
    dots: list
    curves: list


# --- the layout ---------------------------------------------------------------------------------------------


def lay_out(entries, line):
    """Return the picture of the entries that are used or use something, and of those on the main line (list
    of ids)."""
    shown = [e for e in entries if e["uses"] or e["speaks_of"] or e["used_by"] or e["id"] in line]
    pages = list(dict.fromkeys(entry["page"] for entry in shown))
    columns = [(GUTTER + number * (GUTTER + TEXT), page) for number, page in enumerate(pages)]
    dots = {}
    for x, page in columns:
        for row, entry in enumerate(entry for entry in shown if entry["page"] == page):
            size = 2 + len(entry["used_by"]) ** 0.5 / 2
            dots[entry["id"]] = Dot(entry, x, TOP + row * ROW, size, entry["id"] in line)
    height = max((dot.y for dot in dots.values()), default=TOP) + BOTTOM
    curves = [*web(dots), *main_line(dots, line)]
    return Picture(columns[-1][0] + TEXT if columns else 0, height, columns, list(dots.values()), curves)


def web(dots):
    """Return the curves from each dot to what uses it."""
    place = {name: number for number, name in enumerate(dots)}
    curves = []
    for name, dot in dots.items():
        users = [dots[user] for user in dot.entry["used_by"]]
        near = [user for user in users if user.x == dot.x]
        for user in near:
            joins = (place[name], place[user.entry["id"]])
            curves.append(Curve(kind(name, [user]), arc(dot, user), 0.8, joins))
        for x in sorted({user.x for user in users} - {dot.x}):
            there = [user for user in users if user.x == x]
            joined = [place[user.entry["id"]] for user in there]
            knot = (x - GUTTER + 14, sum(user.y for user in there) / len(there))
            width = 0.6 + len(there) ** 0.5 / 2
            curves.append(
                Curve(kind(name, there), sweep((dot.end, dot.y), knot), width, (place[name], *joined))
            )
            for user, number in zip(there, joined):
                points = sweep(knot, (x - user.size, user.y))
                curves.append(Curve(kind(name, [user]), points, 0.8, (place[name], number)))
    return curves


def kind(name, users):
    """Return "proof" if the proof of one of these dots uses the claim of this name, else "name"."""
    return "proof" if any(name in user.entry["uses"] for user in users) else "name"


def main_line(dots, line):
    """Return the curves that join the dots of the main line in their order."""
    place = {name: number for number, name in enumerate(dots)}
    curves = []
    for name, following in zip(line, line[1:]):
        start, end = dots[name], dots[following]
        points = (
            arc(start, end) if start.x == end.x else sweep((start.end, start.y), (end.x - end.size, end.y))
        )
        curves.append(Curve("main", points, 2.5, (place[name], place[following])))
    return curves


def arc(start, end):
    """Return a bow to the left of a column, the wider the farther it reaches."""
    depth = 6 + min(28, abs(end.y - start.y) / 10)
    x = start.x - depth * 4 / 3
    return (start.x - start.size, start.y), (x, start.y), (x, end.y), (end.x - end.size, end.y)


def sweep(start, end):
    """Return a curve that leaves and arrives level."""
    half = (start[0] + end[0]) / 2
    return start, (half, start[1]), (half, end[1]), end


# --- the picture as SVG -------------------------------------------------------------------------------------

# Where the page has colours of its own, they are taken: in light and dark the picture is of one piece with it.
STYLE = """
.map-svg{--dark:var(--ink,#222);--quiet:var(--muted,#666);--ground:var(--paper,#fff);--strong:var(--accent,#1a5686);
font:9px system-ui,"DejaVu Sans",sans-serif;fill:var(--dark)}
.map-svg path{fill:none;stroke:var(--quiet);stroke-opacity:.3}
.map-svg path.proof{stroke:var(--dark);stroke-opacity:.75}
.map-svg path.main{stroke:var(--strong);stroke-opacity:1}
.map-svg a{color:inherit;text-decoration:none}
.map-svg .dot{fill:var(--dark)}
.map-svg .definition .dot,.map-svg .refutation .dot{fill:var(--ground);stroke:var(--dark)}
.map-svg text{paint-order:stroke;stroke:var(--ground);stroke-width:2.5px;stroke-opacity:.75}
.map-svg .head{font-size:15px;font-weight:600}.map-svg .main text{font-weight:700;fill:var(--strong)}
.map-svg .main .dot{stroke:var(--strong);stroke-width:2}
.map-svg a:hover text,.map-svg a:focus text{text-decoration:underline}
.map-svg.asked path{stroke-opacity:.06}
.map-svg.asked path.lit{stroke:var(--strong);stroke-opacity:.9}
"""


def svg(picture, titles, address, text):
    """Return the picture as SVG (str).

    `titles` maps a page to its title, `address(page, id)` gives the link to a place, `text` tells what is
    seen.
    """
    w, h = f"{picture.width:.0f}", f"{picture.height:.0f}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map-svg" viewBox="0 0 {w} {h}" width="{w}" '
        f'height="{h}" role="group" aria-label="{html.escape(text)}">\n<style>{STYLE}</style>\n'
    ]
    for curve in picture.curves:
        (x, y), *rest = curve.points
        d = f"M{x:.0f},{y:.0f}C" + " ".join(f"{a:.0f},{b:.0f}" for a, b in rest)
        kind = f' class="{curve.kind}"' if curve.kind != "name" else ""
        width = f' stroke-width="{curve.width:.1f}"' if curve.width != 1 else ""
        parts.append(f'<path{kind} d="{d}"{width} data-j="{" ".join(map(str, curve.joins))}"/>\n')
    for x, page in picture.columns:
        link = html.escape(address(page, ""))
        parts.append(
            f'<a href="{link}"><title>{html.escape(titles[page])}</title>'
            f'<text class="head" x="{x - 6:.0f}" y="22">{html.escape(titles[page])}</text></a>\n'
        )
    parts += [svg_dot(dot, number, address) for number, dot in enumerate(picture.dots)]
    parts.append(
        f'<text x="{GUTTER - 6}" y="{picture.height - 12:.0f}" xml:space="preserve">{LEGEND}</text>\n'
    )
    return "".join(parts) + "</svg>\n"


def svg_dot(dot, number, address):
    """Return a claim as a link: a disc, a square for a definition, a ring if it is refuted; and its name."""
    x, y, r = dot.x, dot.y, dot.size
    if dot.entry["kind"] == "definition":
        mark = f'<rect class="dot" x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r:.1f}" height="{2 * r:.1f}"/>'
    else:
        mark = f'<circle class="dot" cx="{x:.0f}" cy="{y:.0f}" r="{r:.1f}"/>'
    kind = dot.entry["kind"] if dot.entry["kind"] in ("definition", "refutation") else ""
    classes = " ".join(filter(None, (kind, "main" if dot.main else "")))
    look = f' class="{classes}"' if classes else ""
    link = html.escape(address(dot.entry["page"], equation(dot.entry["id"])))
    return (
        f'<a href="{link}" data-i="{number}"{look}>'
        f"<title>({dot.entry['number']}) {html.escape(dot.entry['id'])}: "
        f"{html.escape(dot.entry['statement'])}</title>"
        f'{mark}<text x="{x + r + 4:.0f}" y="{y + 3:.0f}">{html.escape(dot.name)}</text></a>\n'
    )


# --- the picture as PDF -------------------------------------------------------------------------------------


LOOKS = {
    "main": {"color": "0.1", "alpha": 1},
    "proof": {"color": "0.1", "alpha": 0.75},
    "name": {"color": "0.4", "alpha": 0.3},
}


def draw_pdf(picture, titles, path):
    """Draw the picture with Matplotlib, in greys that print, and save it at `path` (Path)."""
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Line

    figure = Figure(figsize=(picture.width / 72, picture.height / 72))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, picture.width), ylim=(picture.height, 0))
    axes.axis("off")
    codes = [Line.MOVETO, Line.CURVE4, Line.CURVE4, Line.CURVE4]
    for curve in picture.curves:
        look = LOOKS[curve.kind]
        axes.add_patch(PathPatch(Line(curve.points, codes), fill=False, lw=curve.width, **look))
    for x, page in picture.columns:
        axes.text(x - 6, 22, titles[page], size=15, weight="bold")
    for dot in picture.dots:
        kind = dot.entry["kind"]
        face = "white" if kind in ("definition", "refutation") else "0.1"
        marker = "s" if kind == "definition" else "o"
        axes.plot(dot.x, dot.y, marker, ms=2 * dot.size, mfc=face, mec="0.1", mew=0.7 + dot.main)
        weight = "bold" if dot.main else "normal"
        axes.text(
            dot.x + dot.size + 4, dot.y, dot.name, size=LETTERS - 1, weight=weight, va="center_baseline"
        )
    axes.text(GUTTER - 6, picture.height - 14, LEGEND, size=LETTERS)
    figure.savefig(path, metadata={"CreationDate": None})


# --- on the page --------------------------------------------------------------------------------------------


class graph(nodes.General, nodes.Element):
    """The place of the picture. Its attribute `line` lists the ids of the main line."""


class Graph(SphinxDirective):
    """The directive {graph}: its text lists the ids of the main line, in their order; `:alt:` tells what is
    seen."""

    has_content = True
    option_spec = {"alt": str}

    def run(self):
        """Leave the place."""
        if not self.options.get("alt", "").strip():
            raise self.error("the graph needs :alt:, a text for those who cannot see it")
        node = graph(line=" ".join(self.content).split(), alt=self.options["alt"])
        self.set_source_info(node)
        return [node]


def picture_of(env, node):
    """Return the picture, and the titles of its columns; warn of an id on the main line that no claim has."""
    entries = entries_of(env)
    known = {entry["id"] for entry in entries}
    for name in node["line"]:
        if name not in known:
            logger.warning(
                "the graph's main line names %s, which the book does not hold", name, location=node
            )
    line = [name for name in node["line"] if name in known]
    return lay_out(entries, line), {page: chapter_of(env, page) for page in {e["page"] for e in entries}}


def visit_graph_html(writer, node):
    """Write the picture into the page, and beside the page as a file of its own."""
    builder, page = writer.builder, writer.builder.current_docname
    picture, titles = picture_of(builder.env, node)

    def address(target, place):
        return (builder.get_relative_uri(page, target) if target != page else "") + (
            f"#{place}" if place else ""
        )

    drawing = svg(picture, titles, address, node["alt"])
    writer.body.append(f'<div class="map full-width">{drawing}</div>\n')
    if builder.name == "html":
        Path(builder.outdir, page).with_name(f"{FILE}.svg").write_text(drawing, encoding="utf-8")
        link = f'<a href="{FILE}.svg">The picture alone</a>, to zoom into or to print.'
        writer.body.append(f'<p class="map-file">{link}</p>\n')
    raise nodes.SkipNode


def visit_graph_latex(writer, node):
    """Draw the picture beside the LaTeX files, and give it a page, turned."""
    picture, titles = picture_of(writer.builder.env, node)
    draw_pdf(picture, titles, Path(writer.builder.outdir, f"{FILE}.pdf"))
    writer.body.append(f"\n\\logoddsmap{{{FILE}.pdf}}\n")
    raise nodes.SkipNode


def add_script(app, pagename, templatename, context, doctree):
    """Give the page with the picture its script, and no other page."""
    if doctree is not None and next(doctree.findall(graph), None) is not None:
        app.add_js_file("graph.js", loading_method="defer")


# --- at the end of each chapter -----------------------------------------------------------------------------


class stands(nodes.General, nodes.Element):
    """The place of a chapter's own part. Its attribute `page` names the chapter; filled when all are read."""


class AppendPart(SphinxTransform):
    """Append the section to a chapter that holds claims. It runs before Jupyter Book looks at the preface's
    sections (priority 500)."""

    default_priority = 490

    def apply(self, **kwargs):
        """Append it to the page that is read."""
        if self.env.docname in kept(self.env):
            part = nodes.section(ids=[nodes.make_id(TITLE)], names=[TITLE.lower()])
            part += [nodes.title(text=TITLE), stands(page=self.env.docname)]
            next(self.document.findall(nodes.section)).append(part)


class FillPart(SphinxPostTransform):
    """Say what the chapter uses of earlier chapters, and what later chapters use of it."""

    default_priority = 5

    def run(self, **kwargs):
        """Fill the place on a page."""
        for place in list(self.document.findall(stands)):
            place.replace_self(self.part(place["page"]))

    def part(self, page):
        """Return the nodes of a chapter's part."""
        entries = entries_of(self.env)
        by_id = {entry["id"]: entry for entry in entries}
        own = [entry for entry in entries if entry["page"] == page]
        below = {u for entry in own for u in entry["uses"] + entry["speaks_of"] if u in by_id}
        below = [e for e in entries if e["id"] in below and e["page"] != page]
        found = self.grouped(
            page, "Its proofs use, or speak of, what was said before:", below, [e["page"] for e in below]
        )
        if not found:
            found = [nodes.paragraph(text="No claim of this chapter uses one of an earlier chapter.")]
        above = [
            (by_id[user]["page"], e) for e in own for user in e["used_by"] if by_id[user]["page"] != page
        ]
        pairs = [
            (later, e) for p in dict.fromkeys(e["page"] for e in entries) for later, e in above if later == p
        ]
        pairs = [pair for index, pair in enumerate(pairs) if pair not in pairs[:index]]
        after = self.grouped(
            page, "Later chapters use of this one:", [e for _, e in pairs], [p for p, _ in pairs]
        )
        found += after or [nodes.paragraph(text="No later chapter uses a claim of this one.")]
        limits = nodes.bullet_list()
        for entry in own:
            if entry["beyond"]:
                text = nodes.paragraph("", "", reference(entry["id"], page), nodes.Text(": "))
                text += with_formulas(entry["beyond"])
                limits += nodes.list_item("", text)
        return found + (
            [nodes.paragraph(text="What single checks do not cover:"), limits] if limits.children else []
        )

    def grouped(self, page, words, entries, others):
        """Return a line of words, and below it the claims, one item for each of the other pages; nothing if
        there is no claim."""
        items = nodes.bullet_list()
        for other in dict.fromkeys(others):
            text = nodes.paragraph("", "", nodes.strong(text=chapter_of(self.env, other)), nodes.Text(": "))
            these = [entry for entry, where in zip(entries, others) if where == other]
            for index, entry in enumerate(these):
                name = entry["id"].split(".", 1)[1].replace("_", " ")
                text += [nodes.Text(f"{', ' if index else ''}{name} "), reference(entry["id"], page)]
            items += nodes.list_item("", text)
        return [nodes.paragraph(text=words), items] if items.children else []


def setup(app):
    """Register with Sphinx."""
    app.add_directive("graph", Graph)
    texts = (visit_text, lambda writer, node: writer.end_state())
    app.add_node(graph, html=(visit_graph_html, None), latex=(visit_graph_latex, None), text=texts)
    app.add_node(stands)
    app.add_post_transform(FillPart)
    app.add_transform(AppendPart)
    app.connect("html-page-context", add_script)
