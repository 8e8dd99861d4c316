"""The README's code does what the README says, in a notebook of a folder that knows nothing of the book."""

import os
import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)


def outputs(code, folder, monkeypatch):
    """Execute one cell in a notebook in `folder`, and return what the last line shows, by MIME type."""
    # The kernel finds the package as the reader's does, and these tests find the copy that they test.
    paths = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(os.path.abspath(path) for path in paths))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return notebook.cells[0].outputs[-1].data


@pytest.mark.parametrize(
    "word, mime, shown",
    [
        ("derivation(", "text/plain", "logistic.inverse (proved)"),
        ("attempt(", "text/markdown", "refuted at step 3"),
    ],
)
def test_the_code_runs_in_a_notebook_elsewhere(word, mime, shown, tmp_path, monkeypatch):
    [code] = [block for block in BLOCKS if word in block]
    assert shown in outputs(code, tmp_path, monkeypatch)[mime]


def test_no_block_is_left_out():
    assert len(BLOCKS) == 2
