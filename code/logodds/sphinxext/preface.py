"""Begin the PDF as a book: the words of its title page, and the preface as a chapter without a number.

Sphinx takes the first file's title for the title of the whole book, and Jupyter Book prints its sections as
lines of bold text.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .front import DESCRIPTION, SUBJECTS, SUBTITLE

COMMANDS = ("chapter", "section", "subsection", "subsubsection")


class heading(nodes.General, nodes.TextElement):
    """A heading without a number."""


class PrefaceAsChapter(SphinxPostTransform):
    """Replace the sections of the first file by headings. It runs before Jupyter Book's own transform
    (priority 700)."""

    default_priority = 690
    formats = ("latex",)

    def run(self, **kwargs):
        """Flatten the sections, the innermost first; the outermost itself stays, for Jupyter Book wants to
        find it."""
        # An exercise's box, too, keeps its text in a section, but one without a title.
        own = [
            section
            for section in self.document.findall(nodes.section)
            if "header_level" in section and isinstance(section.children[0], nodes.title)
        ]
        for section in reversed(own):
            level, outer = 0, section.parent
            while outer is not None:
                level += outer in own
                outer = outer.parent
            title, *content = section.children
            line = heading("", "", *title.deepcopy().children, command=COMMANDS[level])
            if level == 0:
                section.insert(1, line)  # Sphinx leaves out the first title of all
                continue
            line["ids"] = section["ids"]
            place = section.parent.index(section)
            section.parent[place : place + 1] = [line, *content]


def visit_heading(writer, node):
    """Open the heading; one that links may lead to gets its label."""
    for label in node["ids"]:
        writer.body.append(writer.hypertarget(label, withdoc=True, anchor=True))
    writer.body.append(f"\n\\logoddsfront{{{node['command']}}}{{")


def depart_heading(writer, node):
    """Close it."""
    writer.body.append("}\n")


def fill_title_page(app, config):
    """Tell LaTeX the words of the title page that Sphinx does not, and those of the file's metadata."""
    config.latex_elements["preamble"] += (
        f"\n\\newcommand{{\\logoddssubtitle}}{{{SUBTITLE}}}"
        f"\\newcommand{{\\logoddsyear}}{{{config.copyright}}}\n"
        f"\\hypersetup{{pdfsubject={{{DESCRIPTION}}}, pdfkeywords={{{', '.join(SUBJECTS)}}}}}\n"
    )


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", fill_title_page)
    app.add_node(heading, latex=(visit_heading, depart_heading))
    app.add_post_transform(PrefaceAsChapter)
