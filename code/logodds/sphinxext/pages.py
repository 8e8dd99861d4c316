"""Take out of each page what it does not need, give each its style sheets, and the book the first page that a
browser asks for."""

from pathlib import Path

import sphinx_exercise
import sphinx_proof
from myst_nb import sphinx_ext as myst_nb

UNUSED = ("thebe", "mathjax")


def clean_scripts(app, pagename, templatename, context, doctree):
    """Keep the first of each script, and none of an unused feature.

    Sphinx 7.4 puts some inline scripts on a page twice; a `const` that is declared twice stops all that
    follows it.
    """
    kept, seen = [], set()
    for script in context.get("script_files", []):
        attributes = getattr(script, "attributes", {})
        key = (str(getattr(script, "filename", script)), attributes.get("body"))
        if key in seen or any(word in f"{key[0]} {key[1]}".lower() for word in UNUSED):
            continue
        seen.add(key)
        kept.append(script)
    context["script_files"] = kept


def copy_styles(app):
    """Put the style sheets of three extensions beside the pages before a page is written.

    They do so only at the end. A page names each sheet with a hash of its content, so it would miss that of a
    sheet not there yet: the first build would make other pages than the second.
    """
    if app.builder.format == "html":
        for copy in (
            sphinx_proof.copy_asset_files,
            sphinx_exercise.copy_asset_files,
            myst_nb.add_global_html_resources,
        ):
            copy(app, None)


INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={first}.html">
<link rel="icon" href="_static/{icon}">
</head>
<body><p><a href="{first}.html">{title}</a></p></body>
</html>
"""


def write_index(app, exception):
    """Let index.html lead to the first file of the table of contents."""
    if not exception and app.builder.name == "html":
        icon = Path(app.config.html_favicon).name
        page = INDEX.format(title=app.config.html_title, first=app.config.root_doc, icon=icon)
        Path(app.outdir, "index.html").write_text(page, encoding="utf-8")


def setup(app):
    """Register with Sphinx: after all others have added their scripts, and before Jupyter Book makes an index
    of its own."""
    app.connect("html-page-context", clean_scripts, priority=950)
    app.connect("builder-inited", copy_styles)
    app.connect("build-finished", write_index, priority=100)
