"""Build the book with Jupyter Book, always strictly: what `jupyter-book build . -W -n --keep-going` does,
with fewer words.

    python -m logodds.sphinxext.build html
    python -m logodds.sphinxext.build latex

It is called in the book's folder. The pages come to _build/html, the LaTeX files to _build/latex. After the
pages, one line says where the book is and that all its equations are accounted for; if not, the build fails.
"""

import contextlib
import fcntl
import logging
import shutil
import sys
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

from .report import summary

# These two print their whole configuration at every start.
VERBOSE = ("sphinx.myst_nb.sphinx_ext", "sphinx.myst_parser.sphinx_ext.main")


def find_fonts():
    """Have Matplotlib list the machine's fonts, which it does once, and says so on stderr: in a cell that
    would be an error."""
    import matplotlib.font_manager  # noqa: F401


@contextlib.contextmanager
def alone(folder):
    """Wait until no other build works in `folder` (Path). Two at once would read each other's half-written
    files."""
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another build is at work in {folder.name}; this one waits until it has ended ...", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build(root, builder):
    """Build the book in `root` (Path) and return whether it passed.

    A build that warned or was interrupted leaves files that Sphinx takes for finished: only on one that
    passed is the next one built.
    """
    folder = root / "_build"
    out, trees, passed = folder / builder, folder / f"{builder}.doctrees", folder / f"{builder}.passed"
    if not passed.exists():
        shutil.rmtree(trees, ignore_errors=True)
    passed.unlink(missing_ok=True)
    find_fonts()
    for name in VERBOSE:
        logging.getLogger(name).setLevel(logging.WARNING)
    result = build_sphinx(
        root,
        out,
        noconfig=True,
        path_config=root / "_config.yml",
        confoverrides={"external_toc_path": "_toc.yml", "nitpicky": True, "latex_individualpages": False},
        doctreedir=trees,
        builder=builder,
        warningiserror=True,
        keep_going=True,
    )
    if result == 0:
        passed.touch()
    return result == 0


if __name__ == "__main__":
    place, made = Path("_build"), sys.argv[1]
    with alone(place):
        if not build(Path.cwd(), made):
            sys.exit(
                "\nThe book was not built. "
                "What is wrong, and where, stands above, after WARNING or ERROR or at the end."
            )
        if made == "html":
            said, all_accounted = summary(place / made)
            print(said)
            sys.exit(not all_accounted)
