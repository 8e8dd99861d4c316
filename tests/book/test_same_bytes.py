"""A clean build somewhere else gives the same bytes, and so does one on top of another."""

import filecmp
import shutil
from pathlib import Path

from .conftest import run_make


def test_a_clean_build_elsewhere_gives_the_same_bytes(root, pages, tmp_path):
    made = shutil.ignore_patterns(
        "_build", ".venv", ".git", "__pycache__", "*.egg-info", ".pytest_cache", ".hypothesis"
    )
    copy = shutil.copytree(root, tmp_path / "elsewhere", ignore=made)
    built = run_make(copy, "html")
    assert built.returncode == 0, built.stdout[-5000:]
    there = copy / "_build" / "html"
    names = sorted(path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file())
    assert "index.html" in names
    same, different, missing = filecmp.cmpfiles(there, pages, names, shallow=False)
    assert not missing, f"not in _build/html: {missing}"
    assert not different, f"other bytes in _build/html (try `make clean`): {different}"
    assert len(same) == len(names)
    assert Path(there, "index.html").stat().st_size > 0


def test_a_build_after_a_change_gives_the_bytes_of_a_clean_one(copy):
    book = copy(
        {
            "preface": "# Preface\n\n$x$, and {ref}`a-place`.\n",
            "odds": "# Odds\n\n(a-place)=\n## Ladders\n\nA zebra.\n",
        }
    )
    html = book.folder / "_build" / "html"
    assert book.make().returncode == 0
    book.replace("chapters/odds.md", "## Ladders\n\nA zebra.", "## Giraffes\n\nA lion.")
    assert book.make().returncode == 0
    after = {path.relative_to(html): path.read_bytes() for path in html.rglob("*") if path.is_file()}
    assert book.make("clean").returncode == 0
    assert not html.exists()
    assert book.make().returncode == 0
    clean = {path.relative_to(html): path.read_bytes() for path in html.rglob("*") if path.is_file()}
    assert [
        name.as_posix() for name in after.keys() | clean.keys() if after.get(name) != clean.get(name)
    ] == []
    assert b"giraff" in clean[Path("searchindex.js")] and b"zebra" not in clean[Path("searchindex.js")]


def test_a_change_of_a_style_sheet_alone_comes_to_the_pages(copy):
    book = copy({"preface": "# Preface\n\n$x$\n", "odds": "# Odds\n\n$y$\n"})
    for mark in ("one", "two"):  # the first build after a clean one has more to do than the next
        assert book.make().returncode == 0
        sheet = book.folder / "assets" / "logodds.css"
        sheet.write_text(sheet.read_text("utf-8") + f"/* {mark} */\n", encoding="utf-8")
        assert book.make().returncode == 0
        made = book.folder / "_build" / "html" / "_static" / "logodds.css"
        assert f"/* {mark} */" in made.read_text("utf-8")
