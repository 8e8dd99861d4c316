"""A clean build somewhere else gives the same bytes."""

import filecmp
import shutil
from pathlib import Path

from .conftest import run_make


def test_a_clean_build_elsewhere_gives_the_same_bytes(root, pages, tmp_path):
    made = shutil.ignore_patterns("_build", ".venv", ".git", "__pycache__", "*.egg-info", ".pytest_cache", ".hypothesis")
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
