"""Make the first page: the road of the book as one picture with links, and how much of it was checked.

Its formulas are those of the claims, as the chapters put them out, and its figures those of the ledger.
"""

from logodds.figures.front import small_picture
from sphinx.errors import ExtensionError

from .katex import set_formula
from .ledger import entries_of, make_totals

# Chapter, the claim that stands for it, and what it answers.
ROAD = (
    ("odds", "odds.definition", "How many times likelier than not?"),
    ("logit", "logit.definition", "On which scale does evidence add up?"),
    ("logistic", "logistic.definition", "What leads back to the probability?"),
    ("posterior", "posterior.logistic", "Where do log odds come from?"),
    ("softmax", "softmax.definition", "What if there are more than two classes?"),
    ("cross_entropy", "cross_entropy.distributions", "What does a prediction cost?"),
    ("fitting", "fitting.score", "Which scores cost least, on real data?"),
)

SUBTITLE = "Every equation is a definition or was proved in the run that made the page"
SUBJECTS = ("odds", "logit", "sigmoid", "softmax", "cross-entropy", "logistic regression", "proof")
DESCRIPTION = (
    "Why sigmoid, softmax and cross-entropy are what they are: a book in which every equation is a definition or was "
    "proved, by SymPy, in the run that made the page."
)


def stations(app, pathto):
    """Return the chapters of the road as the template wants them; a book without one of them has no such station."""
    entries = {entry["id"]: entry for entry in entries_of(app.env)}
    found = []
    for chapter, claim, question in ROAD:
        docname = f"chapters/{chapter}"
        if docname in app.env.found_docs and claim in entries:
            formula, fault = set_formula(entries[claim]["formula"], display=False)
            if fault:
                raise ExtensionError(f"the front page shows {claim}, which KaTeX cannot read: {fault}")
            title = app.env.titles[docname].astext()
            link, picture = pathto(docname), small_picture(chapter)
            found.append({"title": title, "link": link, "question": question, "formula": formula, "picture": picture})
    return found


def fill(app, pagename, templatename, context, doctree):
    """Give the front page its road and its figures."""
    if templatename == "front.html":
        context["title"] = app.config.html_title
        context["description"] = DESCRIPTION
        context["road"] = stations(app, context["pathto"])
        context["totals"] = make_totals(entries_of(app.env))


def setup(app):
    """Register with Sphinx."""
    app.config.html_additional_pages = {"index": "front.html", "404": "404.html"}
    app.connect("html-page-context", fill, priority=900)
