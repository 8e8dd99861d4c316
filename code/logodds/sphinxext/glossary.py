"""Let the glossary speak where its words stand: the first mention of a term on a page shows its sentence, and the index
knows where each term is introduced.

A term is introduced where a chapter sets it in bold. Its mention is a link, and needs no script.
"""

import html
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.latex import LaTeXTranslator

PAGE = "chapters/glossary"
ENTRY = re.compile(r"^(?P<term>\S.*)\n(?P<text>(?:[ ]{2,}.+\n?)+)", re.MULTILINE)
# Text in these is no place for a link, or has one already.
APART = (nodes.title, nodes.literal, nodes.literal_block, nodes.reference, nodes.math, nodes.raw, nodes.caption, nodes.table,
         addnodes.pending_xref, nodes.Inline, nodes.citation, nodes.attribution)


def read_terms(app):
    """Read the glossary's terms and the first sentence of each before the pages."""
    path = Path(app.srcdir, f"{PAGE}.md")
    listed = path.read_text(encoding="utf-8").partition("```{glossary}\n")[2] if path.exists() else ""
    app.env.logodds_terms = {
        typeset(entry["term"]): " ".join(entry["text"].split()).partition(" See {ref}")[0] for entry in ENTRY.finditer(listed)
    }


def typeset(text):
    """Return a text with the apostrophes that Sphinx puts on the page."""
    return text.replace("'", "’")


class IndexTerms(SphinxTransform):
    """Enter a term that a chapter introduces, in bold, into the index."""

    default_priority = 400

    def apply(self, **kwargs):
        """Give every such place a name."""
        known = {term.lower(): term for term in self.env.logodds_terms}
        seen = set()
        for strong in list(self.document.findall(nodes.strong)):
            term = known.get(typeset(strong.astext()).lower())
            if term is None or term in seen:
                continue
            seen.add(term)
            name = f"index-{nodes.make_id(term)}"
            # The search shows the text of what bears the name: so that is the term itself.
            strong["ids"].append(name)
            entry = addnodes.index(entries=[("single", term, name, "main", None)])
            strong.replace_self([entry, strong])


class MarkTerms(SphinxPostTransform):
    """Turn the first mention of each term on a page into a link that shows the term's sentence."""

    default_priority = 900
    formats = ("html",)

    def run(self, **kwargs):
        """Mark them, the longest terms first."""
        terms = self.env.logodds_terms
        if not terms or self.env.docname == PAGE:
            return
        words = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
        pattern = re.compile(rf"(?<![\w-])({words})(?![\w-])", re.IGNORECASE)
        known = {term.lower(): term for term in terms}
        seen = set()
        page = self.app.builder.get_relative_uri(self.env.docname, PAGE)
        places = self.env.get_domain("std").objects
        links = {term: f"{page}#{places['term', term][1]}" for term in terms}
        for text in list(self.document.findall(nodes.Text)):
            if isinstance(text.parent, nodes.paragraph) and not inside(text.parent, APART):
                parts = self.marked(text.astext(), pattern, known, seen, links)
                if len(parts) > 1:
                    place = text.parent.index(text)
                    text.parent[place : place + 1] = parts

    def marked(self, text, pattern, known, seen, links):
        """Return the text as nodes, first mentions as links; `seen` grows."""
        parts, end = [], 0
        for found in pattern.finditer(text):
            term = known[found[0].lower()]
            if term not in seen:
                seen.add(term)
                says = html.escape(self.env.logodds_terms[term])
                link = f'<a class="term" href="{links[term]}" data-says="{says}">{found[0]}</a>'
                parts += [nodes.Text(text[end : found.start()]), nodes.raw("", link, format="html")]
                end = found.end()
        return [*parts, nodes.Text(text[end:])]


def inside(node, kinds):
    """Say whether a node stands in one of these kinds."""
    while node is not None:
        if isinstance(node, kinds):
            return True
        node = node.parent
    return False


def visit_index_latex(writer, node):
    """Write an entry with plain hyphens: Sphinx's own would make of one term two, which sort before the letters."""
    start = len(writer.body)
    try:
        LaTeXTranslator.visit_index(writer, node)
    finally:
        writer.body[start:] = [text.replace(r"\sphinxhyphen{}", "-") for text in writer.body[start:]]


def setup(app):
    """Register with Sphinx."""
    app.connect("builder-inited", read_terms)
    app.add_node(addnodes.index, override=True, latex=(visit_index_latex, None))
    app.add_transform(IndexTerms)
    app.add_post_transform(MarkTerms)
