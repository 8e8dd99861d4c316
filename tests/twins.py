"""Judge the wrong twins of every claim, and drop each hypothesis in turn: what the book proves says something.

Each twin (the statement with one slip in it) has to be refuted, or true after all, or without a meaning; each
hypothesis has to be needed. tests/twins.json holds what was found, and the ledger shows its figures.

    python -m tests.twins               (make twins: the chapters that the file speaks of)
    python -m tests.twins odds logit    (these chapters, and the file speaks of them from now on)
"""

import functools
import json
import re
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from logodds.proof.decide import decide
from logodds.proof.display import data, plain
from logodds.proof.domain import Domain, is_index, labels
from logodds.proof.twins import examined, needs
from logodds.proof.words import Named, unfold
from logodds.sphinxext.cache import fingerprint, sources
from sympy import Indexed, srepr

from tests.claims import CHAPTERS, claims_of
from tests.pin import chapters

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tests" / "twins.json"
KEPT = ROOT / "_build" / "twins"
# Why some hypotheses stay that no proof needs.
REASONS = {
    "definition": "kept: it says where the name is defined",
    "refutation": "kept: the witness lies where it holds, so it makes the refutation stronger",
}


@functools.cache
def home(name):
    """Return the chapter (str) that defines a function of this name for the reader, or ''."""
    pattern = re.compile(rf'define\("(\w+)\.\w+",\s*{name}\(')
    found = [match[1] for path in sorted(CHAPTERS.glob("*.md")) for match in pattern.finditer(path.read_text("utf-8"))]
    return found[0] if found else ""


def definition_of(call, chapter):
    """Return the definition (Claim) that the reader was given of a named function, in this chapter or elsewhere; or None."""
    for place in dict.fromkeys((chapter, home(type(call).__name__))):
        for one in claims_of(place).values() if (CHAPTERS / f"{place}.md").is_file() else ():
            if one.kind == "definition" and isinstance(one.statement.lhs, type(call)):
                return one
    return None


def reason_to_keep(one, hypothesis):
    """Return why a hypothesis that no proof needs stands on the page all the same, or ''.

    Either it says which entries of a vector there are; or without it a named function would be used where its
    definition does not say what it is.
    """
    (bounded,) = [s for s in hypothesis.args if is_index(s)] or [None]
    if bounded is not None and not labels(bounded, hypothesis):
        entries = [a for s in (one.statement, *one.given) for a in unfold(s).atoms(Indexed) if bounded in a.indices]
        if entries:
            return f"kept: there is {plain(min(entries, key=str))} for these {bounded} only"
    rest = tuple(h for h in Domain(one.given).given if h is not hypothesis)
    for call in sorted({c for s, _ in one.links for c in s.atoms(Named)}, key=str):
        defined = definition_of(call, one.id.split(".")[0])
        for wanted in Domain(defined.given).given if defined else ():
            wanted = wanted.xreplace(dict(zip(defined.statement.lhs.args, call.args)))
            if decide(wanted, one.given).proved and not decide(wanted, rest).proved:
                return f"kept: {plain(call)} is defined where {plain(wanted)}"
    return ""


def needed(one):
    """Return {hypothesis: why it is there}."""
    return {
        plain(h): f"needed: {found}" if found else reason_to_keep(one, h) or "not needed"
        for h, found in needs(one).items()
    }


def findings(one):
    """Return what is found of a claim, as plain data.

    key: of the record it belongs to (see `logodds.proof.display.key_of`); links: how many twins of each
    statement that was decided; made, refuted: how many in all; true, meaningless, undecided: the twins that
    are not refuted, with their kinds and reasons; hypotheses: what happens without each.
    """
    if one.kind in REASONS:
        judged, without = [], dict.fromkeys(map(plain, one.given), REASONS[one.kind])
    else:
        chain = [row.statement for row in one.rows]
        judged = [
            examined(statement, one.given, using, f"{one.id}.{number}", chain)
            for number, (statement, using) in enumerate(one.links, start=1)
        ]
        without = needed(one)
    flat = [twin for twins in judged for twin in twins]
    listed = {
        outcome: [
            {"twin": plain(twin.statement), "kind": twin.kind, "reason": twin.reason}
            for twin in flat
            if twin.outcome == outcome
        ]
        for outcome in ("true", "meaningless", "undecided")
    }
    refuted = sum(twin.outcome == "refuted" for twin in flat)
    figures = {"links": list(map(len, judged)), "made": len(flat), "refuted": refuted}
    return {"key": data(one)["key"], **figures, **listed, "hypotheses": without}


def place(name):
    """Return the file that keeps the findings of this name."""
    return KEPT / f"{name}.json"


def kept(name, find):
    """Return what `find()` found when it was last asked under this name; a name says all that it hangs on."""
    path = place(name)
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(f".{id(find)}")
        new.write_text(json.dumps(find(), ensure_ascii=False), encoding="utf-8")
        new.replace(path)
    return json.loads(path.read_text(encoding="utf-8"))


def checker():
    """Return the files that decide what is found."""
    return [Path(__file__), *sources(ROOT / "code" / "logodds" / "proof")]


def findings_of_claim(one):
    """Return the findings of a claim, judged only if the claim or the checker is not as it was."""
    said = srepr((one.statement, *one.given, *(part for s, using in one.links for part in (s, *map(str, using)))))
    name = fingerprint(ROOT, checker(), data(one)["key"], one.id, said)
    return kept(name, lambda: findings(one))


def findings_of_id(id):
    """Return the findings of the claim of this id."""
    return findings_of_claim(claims_of(id.split(".")[0])[id])


def name_of(chapter):
    """Return the name of a chapter's findings: it says how the chapter and all code are."""
    code = [path for path in sources(ROOT / "code") if not {"sphinxext", "figures"} & set(path.parts)]
    return fingerprint(ROOT, [*checker(), *code, CHAPTERS / f"{chapter}.md"])


def findings_of_chapter(chapter):
    """Return {id: findings} of a chapter. Nothing is executed if the chapter and all code are as they were."""
    return kept(name_of(chapter), lambda: {id: findings_of_id(id) for id in sorted(claims_of(chapter))})


def judge_claims(names):
    """Keep the findings of each claim of these chapters. All cores judge one chapter, a claim each, while the
    next is executed."""
    waiting = ()
    for name in names:
        ids = [] if place(name_of(name)).exists() else sorted(claims_of(name))
        list(waiting)
        # A process that forks has the chapter's claims already; one that does not executes it first.
        pool = ProcessPoolExecutor(initializer=claims_of, initargs=(name,)) if ids else None
        waiting = pool.map(findings_of_id, ids) if pool else ()
    list(waiting)


def read():
    """Return what was found when the file was written: id to findings."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def judged():
    """Return the chapters (list of str) that the file speaks of, in the order of the book."""
    spoken = {id.split(".")[0] for id in read()} if FILE.exists() else set()
    return [chapter for chapter in chapters() if chapter in spoken]


def write(names):
    """Judge the chapters of these names as they stand, write what is found to the file beside what it says of
    others, and return all of it."""
    kept_ones = read() if FILE.exists() else {}
    found = {id: one for id, one in kept_ones.items() if id.split(".")[0] not in names}
    judge_claims(names)
    for name in names:
        found.update(findings_of_chapter(name))
    found = dict(sorted(found.items()))
    FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return found


def open_ends(id, one):
    """Return a line (str) for each twin of a claim that is undecided and for each hypothesis that nothing
    needs."""
    return [
        f"{id}: the wrong twin {twin['twin']} ({twin['kind']}) is undecided: {twin['reason']}"
        for twin in one["undecided"]
    ] + [f"{id} does not need {h}; drop it" for h, why in one["hypotheses"].items() if why == "not needed"]


def differences(written, found):
    """Return a line (str) for each finding that is not as it is written."""
    lines = []
    for id in sorted(written.keys() | found.keys()):
        if id not in found:
            lines.append(f"{id} is in tests/twins.json, and no longer in the book")
        elif id not in written:
            lines.append(f"{id} is not in tests/twins.json")
        else:
            was, now = written[id], found[id]
            lines += [f"{id}: {part} was {was.get(part)}, now {now[part]}" for part in now if was.get(part) != now[part]]
    return lines


def totals(found):
    """Return the figures of all claims together, by name."""
    figures = Counter()
    for one in found.values():
        figures["claims"] += bool(one["links"])
        figures["statements"] += len(one["links"])
        for outcome in ("made", "refuted"):
            figures[outcome] += one[outcome]
        for outcome in ("true", "meaningless", "undecided"):
            figures[outcome] += len(one[outcome])
        for without in one["hypotheses"].values():
            figures[without.split(":")[0]] += 1
    return figures


if __name__ == "__main__":
    found = write(sys.argv[1:] or judged() or chapters())
    sum_ = totals(found)
    print("\n".join(line for id, one in found.items() for line in open_ends(id, one)))
    print(
        f"{sum_['made']} wrong twins of the {sum_['statements']} statements in {sum_['claims']} claims: "
        f"{sum_['refuted']} refuted, {sum_['true']} true after all, {sum_['meaningless']} without a meaning, "
        f"{sum_['undecided']} undecided.\n"
        f"{sum_['needed'] + sum_['not needed']} hypotheses dropped in turn: {sum_['needed']} needed, "
        f"{sum_['not needed']} not."
    )
    sys.exit(bool(sum_["undecided"] or sum_["not needed"]))
