"""Pin what the book proves: every claim's statement and hypotheses, in one file whose diff a reviewer reads.

A claim that no longer holds stops the build. One that was made weaker, by one more hypothesis or a softer
relation, is still proved, and nothing else would say so.

    python -m tests.pin          (make pin)
"""

import json
from pathlib import Path

from sympy import Symbol
from sympy.core.function import AppliedUndef

from logodds.proof.display import plain
from logodds.sphinxext.lint import files_in_toc
from tests.claims import claims_of

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tests" / "pinned.json"


def chapters():
    """Return the names of the chapters, in the order of the table of contents."""
    return [Path(name).name for name in files_in_toc(ROOT)]


def pin(claim):
    """Return what is pinned of a claim: its kind, and in words what it states, of what, and under which
    hypotheses."""
    return {
        "kind": claim.kind,
        "statement": plain(claim.statement),
        "hypotheses": sorted(map(plain, claim.given)),
        "symbols": assumed(claim),
    }


def assumed(claim):
    """Return what the claim assumes of each symbol and each function that is named and no more: "n:
    integer"."""
    found = {}
    for expression in (claim.statement, *claim.given):
        for symbol in expression.atoms(Symbol):
            # What its author said; assumptions0 would add all that follows.
            found[symbol.name] = symbol._assumptions_orig
        for call in expression.atoms(AppliedUndef):
            found[call.func.__name__] = {
                word: call.func._kwargs[word] for word in ("integer", "real") if word in call.func._kwargs
            }
    return [f"{name}: {words(found[name])}" for name in sorted(found)]


def words(assumptions):
    """Return assumptions as words: {"real": True, "zero": False} is "real, not zero"."""
    return ", ".join(word if holds else f"not {word}" for word, holds in sorted(assumptions.items())) or "any"


def pins(chapter):
    """Return the pins of a chapter's claims by id, sorted."""
    return {name: pin(claim) for name, claim in sorted(claims_of(chapter).items())}


def differences(pinned, now):
    """Return a line (str) for every claim that differs between two dicts of pins: what was pinned, and what
    is proved."""
    lines = []
    for name in sorted(pinned.keys() | now.keys()):
        if name not in now:
            lines.append(f"{name} is pinned, and no longer in the book")
        elif name not in pinned:
            lines.append(f"{name} is new")
        else:
            was, proved = pinned[name], now[name]
            lines += [
                f"{name}: {part} was {was.get(part)!r}, now {proved[part]!r}"
                for part in proved
                if was.get(part) != proved[part]
            ]
    return lines


def read():
    """Return what is pinned: chapter to id to pin."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def write():
    """Pin the book as it stands, and return the file's text."""
    book = {chapter: pins(chapter) for chapter in sorted(chapters())}
    text = json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    FILE.write_text(text, encoding="utf-8")
    return text


if __name__ == "__main__":
    before = read() if FILE.exists() else {}
    after = json.loads(write())
    for chapter in sorted(before.keys() | after.keys()):
        for line in differences(before.get(chapter, {}), after.get(chapter, {})):
            print(line)
    print(f"{sum(map(len, after.values()))} claims are pinned in {FILE.relative_to(ROOT).as_posix()}.")
