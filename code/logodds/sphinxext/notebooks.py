"""Put each chapter's executed notebook beside its page. The page links to it.

The source of a chapter is Markdown; what a reader wants to take home is a notebook with its outputs.
"""

from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from sphinx.errors import ExtensionError


def executed(app, docname):
    """Return the notebook of a page with its outputs.

    MyST-NB writes one, but without outputs where it did not execute but took them from its cache: so they are
    taken from there, always.
    """
    path = Path(app.outdir).parent / "jupyter_execute" / f"{docname}.ipynb"
    try:
        notebook = nbformat.read(path, as_version=4)
        return get_cache(app.env.mystnb_config.execution_cache_path).merge_match_into_notebook(notebook)[1]
    except (FileNotFoundError, KeyError) as error:
        raise ExtensionError(f"{docname}: there is no executed notebook for this chapter") from error


def joined(outputs):
    """Return a cell's outputs with what it printed in one piece; on a busy machine it comes in several."""
    pieces = []
    for output in outputs:
        if pieces and output.output_type == "stream" == pieces[-1].output_type and output.name == pieces[-1].name:
            pieces[-1].text += output.text
        else:
            pieces.append(output)
    return pieces


def copy_notebooks(app, exception):
    """Write the notebooks beside the pages, and remove those of chapters that are no more."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    for stale in set(out.rglob("*.ipynb")) - {out / f"{name}.ipynb" for name in app.env.found_docs}:
        stale.unlink()
    for docname in sorted(app.env.found_docs):
        notebook = executed(app, docname)
        for index, cell in enumerate(notebook.cells):
            # When a cell ran, and under which random name, differs from build to build; what it said does
            # not.
            cell.metadata.pop("execution", None)
            cell["id"] = f"cell-{index}"
            if cell.cell_type == "code":
                cell.outputs = joined(cell.outputs)
        notebook.nbformat, notebook.nbformat_minor = 4, 5
        nbformat.validate(notebook)
        (out / f"{docname}.ipynb").write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def setup(app):
    """Register with Sphinx."""
    app.connect("build-finished", copy_notebooks)
