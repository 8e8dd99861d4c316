"""Lay a number that an exercise asks for on the page, as a line to type it into.

A question is the output of a cell: JSON in the MIME type below, written by `logodds.questions`. The script that
answers comes only with pages that have a question; without it the line is hidden. In print the question stands
alone.
"""

from docutils import nodes

MIME = "application/vnd.logodds.question+json"
VERSION = 1
NUMBERS = ("value", "slack", "digits")


class question(nodes.General, nodes.TextElement):
    """What is asked for; its number, its slack and its digits are attributes."""


def find_fault(asked):
    """Say what is wrong with a question's JSON, or return the empty string."""
    missing = {"version", "label", *NUMBERS} - asked.keys()
    if missing:
        return f"it lacks {', '.join(sorted(missing))}: {asked}"
    if asked["version"] != VERSION:
        return f"“{asked['label']}” is of version {asked['version']}, this build reads version {VERSION}"
    return ""


def question_node(asked, myst):
    """Return the question as a node. `myst` is the page's MyST renderer."""
    label = asked["label"][:1].upper() + asked["label"][1:]
    name = f"question-{myst.sphinx_env.new_serialno('question') + 1}"
    numbers = {key: asked[key] for key in NUMBERS}
    return question("", f"{label}, to {asked['digits']} digits", name=name, classes=["question"], **numbers)


def visit_question_html(writer, node):
    """Open the form, hidden until its script is there, and the label."""
    numbers = {f"data-{key}": repr(node[key]) for key in NUMBERS}
    writer.body.append(writer.starttag(node, "form", hidden="", **numbers))
    writer.body.append(f'<label for="{node["name"]}">')


def depart_question_html(writer, node):
    """Close the label; a phone's keys for numbers have no minus, so they come where none is needed."""
    keys = ' inputmode="decimal"' if node["value"] > 0 else ""
    writer.body.append(
        f'</label>\n<input id="{node["name"]}" type="text"{keys} autocomplete="off" spellcheck="false">\n'
        f'<button type="submit">Check</button>\n<output for="{node["name"]}" aria-live="polite"></output></form>\n'
    )


def visit_question_latex(writer, node):
    """Open a line of its own."""
    writer.body.append("\n\n\\logoddsquestion{")


def depart_question_latex(writer, node):
    """Close it."""
    writer.body.append("}\n\n")


def visit_question_text(writer, node):
    """Start a line of plain text."""
    writer.new_state(0)


def depart_question_text(writer, node):
    """End it."""
    writer.end_state()


def add_script(app, pagename, templatename, context, doctree):
    """Give a page with a question the script, and no other page."""
    if doctree is not None and next(doctree.findall(question), None) is not None:
        app.add_js_file("questions.js", loading_method="defer")


def setup(app):
    """Register with Sphinx."""
    app.add_node(
        question,
        html=(visit_question_html, depart_question_html),
        latex=(visit_question_latex, depart_question_latex),
        text=(visit_question_text, depart_question_text),
    )
    app.connect("html-page-context", add_script)
