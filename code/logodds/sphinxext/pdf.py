"""Turn the LaTeX that Sphinx wrote into a PDF, and refuse one with lost glyphs or lines that leave the page.

    python -m logodds.sphinxext.pdf needs              stop if TeX is missing, and say what to install
    python -m logodds.sphinxext.pdf make LATEX TARGET  typeset the book in LATEX, leave the PDF in TARGET
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# What the book needs of TeX, each with the Debian package that brings it.
COMMANDS = {"xelatex": "texlive-xetex", "latexmk": "latexmk", "kpsewhich": "texlive-binaries"}
FILES = {
    "fontspec.sty": "texlive-latex-recommended",
    "needspace.sty": "texlive-latex-extra",
    "bbm.sty": "texlive-fonts-extra",
    "LibertinusMath-Regular.otf": "texlive-fonts-extra",
    "DejaVuSansMono.ttf": "fonts-dejavu-core",
}
SLACK = 5  # points that a line may stand out of the page


def missing():
    """Return the Debian packages (list of str) of which a part is not there."""
    lacking = [package for command, package in COMMANDS.items() if shutil.which(command) is None]
    if lacking:
        return sorted({*lacking, *FILES.values()})
    return sorted(package for name, package in FILES.items() if not found_by_tex(name))


def found_by_tex(name):
    """Say whether TeX, or for a font the system, finds a file."""
    if subprocess.run(["kpsewhich", name], capture_output=True).stdout.strip():
        return True
    if not name.endswith((".otf", ".ttf")) or shutil.which("fc-list") is None:
        return False
    return name in subprocess.run(["fc-list", ":", "file"], capture_output=True, text=True).stdout


def lost_glyphs(log):
    """Return the lines of a TeX log (str) that tell of a glyph left out. TeX breaks long lines, and ends with
    success."""
    return sorted(set(re.findall(r"Missing character: There is no .*?!", log.replace("\n", " "))))


def undefined(log):
    """Return the references that a TeX log says lead nowhere."""
    return sorted(
        set(re.findall(r"(?:Reference|Citation) `[^']*' on page \d+ undefined", log.replace("\n", " ")))
    )


def overfull(log, most):
    """Return the lines that leave the page by more than `most` points (float), as a TeX log tells of them."""
    found = re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)[^\n]*", log)
    return [f"a line is {width}pt too wide" for width in found if float(width) > most]


def make(latex, target):
    """Typeset the one book in `latex` (Path) and leave its PDF in `target` (Path); exit with what went
    wrong."""
    (source,) = latex.glob("*.tex")
    print(f"Typesetting {source.name} with XeLaTeX ...", flush=True)
    run = subprocess.run(
        ["latexmk", "-xelatex", "-interaction=nonstopmode", "-halt-on-error", "-silent", source.name],
        cwd=latex,
        env={**os.environ, "FORCE_SOURCE_DATE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    log_path = source.with_suffix(".log")
    log = log_path.read_text(encoding="utf-8", errors="replace") if log_path.exists() else run.stdout
    if run.returncode:
        errors = re.findall(r"^!.*(?:\n.*){0,4}", log, re.MULTILINE) or [run.stdout[-2000:]]
        sys.exit("XeLaTeX stopped:\n" + "\n".join(errors) + f"\nThe whole log: {log_path}")
    faults = lost_glyphs(log) + undefined(log) + overfull(log, SLACK)
    if faults:
        sys.exit("\n".join([f"The PDF would not be whole ({log_path}):", *faults]))
    pdf = shutil.copy(source.with_suffix(".pdf"), target)
    pages = re.search(r"Output written on .*?\((\d+) pages?", log, re.DOTALL)
    print(f"The book is at {Path(pdf).as_posix()}: {pages[1]} pages.")


if __name__ == "__main__":
    if sys.argv[1] == "needs":
        packages = missing()
        if packages:
            sys.exit(
                "The PDF needs TeX, and this machine lacks a part of it. On Debian or Ubuntu:\n"
                f"    apt-get install {' '.join(packages)}\n"
                "`make html` needs none of it."
            )
    else:
        make(Path(sys.argv[2]), Path(sys.argv[3]))
