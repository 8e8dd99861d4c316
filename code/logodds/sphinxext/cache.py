"""Execute a chapter again when the code that it calls has changed.

MyST-NB keeps executed cells and finds them by their source alone. It does not see that a module behind an
import has changed: break `logodds`, and the book goes on showing yesterday's outputs. Here the folder of kept
outputs is named by a hash of all that a cell can reach, so that a change there starts with an empty folder. A
change in prose changes no hash, and executes nothing.
"""

import hashlib
import platform
from pathlib import Path

from sphinx.errors import ExtensionError

LOCK = "requirements/book.lock"
# What each claim says, written by `make pin`; the gate compares the pages with it. A book may do without.
PINS = "tests/pinned.json"


def fingerprint(root, files, *words):
    """Return a short hash of the names and the contents of `files`, and of `words`.

    `root` (Path): the names are taken relative to it, so that a copy of the book has the same hash.
    """
    digest = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    for word in words:
        digest.update(f"{word}\n".encode())
    return digest.hexdigest()[:16]


def sources(folder):
    """List the files below `folder` that people wrote, without what Python and its installers put there."""
    made = {"__pycache__", ".ipynb_checkpoints"}
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part in made or part.endswith(".egg-info") for part in path.parts)
    ]


def name_the_cache(app, config):
    """Name the folder of executed cells, and have Sphinx read all chapters again when the build itself has
    changed."""
    root = Path(app.srcdir)
    if Path(__file__).resolve().parents[2] != (root / "code").resolve():
        raise ExtensionError(
            f"The book in {root} would be built with the code in {Path(__file__).resolve().parents[2]}. "
            "Build it with `make html`, which uses the code beside the book."
        )
    code, lock = sources(root / "code"), root / LOCK
    # No cell calls the build, so a change of the build executes nothing; but the pages are made anew.
    called = [path for path in code if "sphinxext" not in path.parts]
    python = platform.python_version()
    config.nb_execution_cache_path = str(
        root / "_build" / "executed" / fingerprint(root, [*called, lock], python)
    )
    pins = [path for path in [root / PINS] if path.exists()]
    config.logodds_build = fingerprint(root, [*code, lock, *pins], python)
    config.logodds_assets = fingerprint(root, sources(root / "assets"))


def setup(app):
    """Register with Sphinx. A config value whose change rebuilds the environment makes Sphinx read every
    chapter anew; one whose change rebuilds the HTML, write every page and copy what lies beside them."""
    app.add_config_value("logodds_build", "", "env", str)
    app.add_config_value("logodds_assets", "", "html", str)
    app.connect("config-inited", name_the_cache)
