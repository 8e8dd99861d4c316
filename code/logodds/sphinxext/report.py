"""Print the last line of a build: where the book is, and how many claims its cells put out.

The numbers are counted in the executed notebooks beside the pages, so they are those of the pages that the
reader opens.

    python -m logodds.sphinxext.report _build/html
"""

import json
import sys
from collections import Counter
from pathlib import Path

MIME = "application/vnd.logodds.claim+json"


def claims(folder):
    """Yield every claim (dict) that the executed notebooks below `folder` (Path) hold."""
    for path in sorted(folder.rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if MIME in output.get("data", {}):
                    yield output["data"][MIME]


def counted(number, one, many):
    """Return "1 claim" or "2 claims"."""
    return f"{number} {one if number == 1 else many}"


def summary(folder):
    """Return the line for the pages in `folder` (Path)."""
    verdicts = Counter(claim["verdict"] for claim in claims(folder))
    return (
        f"The book is at {(folder / 'index.html').as_posix()}: "
        f"{counted(verdicts['proved'], 'claim', 'claims')} proved, "
        f"{counted(verdicts['definition'], 'definition', 'definitions')}, "
        f"{verdicts['refuted']} refuted on purpose."
    )


if __name__ == "__main__":
    print(summary(Path(sys.argv[1])))
