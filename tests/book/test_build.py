"""What a build needs of the machine it finds before a cell runs."""

import os
import subprocess
import sys
import time


def test_the_fonts_are_listed_before_a_cell_runs(tmp_path):
    """Where Matplotlib never ran, it lists the machine's fonts, and on a slow machine says so on stderr."""
    code = "from logodds.sphinxext.build import find_fonts; find_fonts()"
    place = {"MPLCONFIGDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **place}, check=True)
    assert len(list(tmp_path.glob("fontlist*.json"))) == 1


def test_two_builds_at_once_take_turns(copy):
    """Each writes every page anew, so one would read what the other has half written."""
    book = copy({"preface": "# Preface\n\n$x$\n", "odds": "# Odds\n\n$y$\n"})
    said = []

    def build_again(process, mark):
        while not (book.folder / "_build" / "lock").exists():
            assert process.poll() is None, "the build ended before it began"
            time.sleep(0.02)
        said.append(book.make().stdout)
        process.wait()

    first = book.make(meanwhile=build_again)
    assert first.returncode == 0, first.stdout
    assert "Another build is at work in _build; this one waits" in said[0]
    assert "build succeeded" in said[0]
