"""The last line of a build: where the book is, and that all its equations are accounted for.

The equations are those that the gate met on the pages; what accounts for them is counted apart from it, in the
executed notebooks beside the pages. Where the two differ, the line says so and the build fails.
"""

import json
from collections import Counter

FILE = "gate.json"
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
    """Return the line for the pages in `folder` (Path), and whether all equations are accounted for."""
    gate = json.loads((folder.parent / FILE).read_text(encoding="utf-8"))
    verdicts = Counter(claim["verdict"] for claim in claims(folder))
    displayed = sum(page["displayed"] for page in gate["displays"].values())
    accounted = sum(page["accounted"] for page in gate["displays"].values())
    in_text = gate["inline"]
    bare = in_text.pop("bare", 0)
    share = 100 * verdicts.total() / displayed if displayed else 100
    passed = displayed == accounted == verdicts.total() and not bare
    grounds = ", ".join(f"{number} {kind}" for kind, number in in_text.items())
    line = (
        f"The book is at {(folder / 'index.html').as_posix()}: "
        f"{counted(displayed, 'displayed equation', 'displayed equations')}, "
        f"{verdicts.total()} accounted for ({share:.4g} %): "
        f"{counted(verdicts['proved'], 'claim', 'claims')} proved, "
        f"{counted(verdicts['definition'], 'definition', 'definitions')}, "
        f"{verdicts['refuted']} refuted on purpose; "
        f"{counted(sum(in_text.values()) + bare, 'formula asserts', 'formulas assert')} in the text"
        + (f": {grounds}" if grounds else "")
        + (f"; {bare} WITHOUT A GROUND" if bare else "")
    )
    return f"{line}.", passed
