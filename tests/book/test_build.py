"""What a build needs of the machine it finds before a cell runs."""

import os
import subprocess
import sys


def test_the_fonts_are_listed_before_a_cell_runs(tmp_path):
    """Where Matplotlib never ran, it lists the machine's fonts, and on a slow machine says so on stderr."""
    code = "from logodds.sphinxext.build import find_fonts; find_fonts()"
    place = {"MPLCONFIGDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **place}, check=True)
    assert len(list(tmp_path.glob("fontlist*.json"))) == 1
