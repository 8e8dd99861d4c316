"""The ledger, the graph, and what stands at the equation: they agree with what the cells put out, and lead to
one another."""

import itertools
import json
import re
from html.parser import HTMLParser

import pytest
from jsonschema import Draft202012Validator
from logodds.sphinxext import lint, report
from logodds.sphinxext.graph import lay_out
from logodds.sphinxext.ledger import NOT_JUDGED, SCHEMA, make_entries, make_totals, twins_text

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def book(pages):
    """What ledger.json holds."""
    return json.loads((pages / "chapters" / "ledger.json").read_text(encoding="utf-8"))


def anchor(prefix, claim_id):
    """The id of a claim's place on a page."""
    return prefix + "-" + re.sub(r"[^a-z0-9]+", "-", claim_id.lower()).strip("-")


# --- the file -----------------------------------------------------------------------------------------------


def test_the_file_keeps_its_schema(pages, book):
    schema = json.loads((pages / "chapters" / SCHEMA).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [
        f"{list(fault.path)}: {fault.message}" for fault in Draft202012Validator(schema).iter_errors(book)
    ]
    assert not faults, "\n".join(faults)
    without = {**book, "claims": [{k: v for k, v in book["claims"][0].items() if k != "statement"}]}
    assert not Draft202012Validator(schema).is_valid(without)


def test_the_page_says_what_each_field_means(pages, book):
    page = (pages / "chapters" / "ledger.html").read_text(encoding="utf-8")
    assert [name for name in book["claims"][0] if f'<span class="pre">{name}</span>' not in page] == []


def test_the_file_holds_the_claims_of_the_notebooks(pages, book):
    put_out = {}
    for chapter in lint.files_in_toc(ROOT):
        for cell in json.loads((pages / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if report.MIME in output.get("data", {}):
                    claim = output["data"][report.MIME]
                    put_out[claim["id"]] = (chapter, claim)
    assert [entry["id"] for entry in book["claims"]] == list(put_out)
    for entry in book["claims"]:
        chapter, claim = put_out[entry["id"]]
        same = (
            "kind",
            "verdict",
            "statement",
            "hypotheses",
            "formula",
            "given",
            "rows",
            "decision",
            "beyond",
        )
        assert entry["page"] == chapter
        assert [key for key in same if entry[key] != claim[key]] == []
        assert entry["uses"] == [used["id"] for used in claim["uses"]]


def test_the_totals_are_what_one_counts(book):
    """Counted again, in another way, from the entries alone."""
    found = dict.fromkeys(book["totals"], 0)
    for entry in book["claims"]:
        found[{"proved": "claims", "definition": "definitions", "refuted": "refuted"}[entry["verdict"]]] += 1
        found["uses"] += len(entry["uses"])
        found["speaks_of"] += len(entry["speaks_of"])
        if entry["kind"] == "derivation":
            found["derivations"] += 1
        if entry["verdict"] == "proved":
            steps = len(entry["rows"]) - (entry["kind"] == "derivation")
            # A chain of expressions may start without a reason; its first line is a row all the same.
            found["steps"] += steps
            found["points"] += steps * entry["points"]
            found["hypotheses"] += len(entry["hypotheses"])
            twins = entry["twins"]
            if twins:
                found["judged"] += 1
                for key in ("made", "refuted"):
                    found[f"twins_{key}"] += twins[key]
                for key in ("true", "meaningless", "undecided"):
                    found[f"twins_{key}"] += len(twins[key])
                assert twins["made"] == twins["refuted"] + sum(
                    len(twins[key]) for key in ("true", "meaningless", "undecided")
                )
                for what in twins["hypotheses"].values():
                    found["hypotheses_needed"] += what.split(":")[0] == "needed"
    assert found == book["totals"]


def test_what_is_used_stands_before_what_uses_it(book):
    place = {entry["id"]: number for number, entry in enumerate(book["claims"])}
    edges = [(used, entry["id"]) for entry in book["claims"] for used in entry["uses"] + entry["speaks_of"]]
    assert len(edges) > 300
    assert [edge for edge in edges if place[edge[0]] >= place[edge[1]]] == []
    back = [(entry["id"], user) for entry in book["claims"] for user in entry["used_by"]]
    assert sorted(back) == sorted(edges) and len(set(edges)) == len(edges)


# --- entries, from a book of three claims -------------------------------------------------------------------


def put_out(claim_id, **changes):
    """The JSON of a claim as a cell puts it out."""
    texts = dict.fromkeys(("title", "decision", "witness", "beyond", "defines"), "")
    lists = {key: [] for key in ("hypotheses", "given", "rows", "uses", "names")}
    usual = {
        "kind": "claim",
        "verdict": "proved",
        "statement": "x",
        "formula": "x",
        "points": 8,
        "key": "k" * 16,
    }
    return {"id": claim_id, **texts, **lists, **usual, **changes}


def definition(claim_id, name):
    return put_out(claim_id, kind="definition", verdict="definition", defines=name, names=[name], points=0)


FOUND = {
    "key": "k" * 16,
    "made": 3,
    "refuted": 2,
    "true": [{"twin": "y = x", "kind": "swapped symbol", "reason": "normal form"}],
    "meaningless": [],
    "undecided": [],
    "hypotheses": {"x > 0": "needed: it fails at x = -1", "x < 9": "not needed"},
}


def small(twins=None):
    chapters = [
        ("chapters/one", [definition("one.f", "f"), put_out("one.a", names=["f", "g"])]),
        ("chapters/two", [definition("two.f", "f"), put_out("two.b", names=["f"], uses=[{"id": "one.a"}])]),
    ]
    numbers = {"one.f": "1.1", "one.a": "1.2", "two.f": "2.1", "two.b": "2.2"}
    return make_entries(chapters, numbers, twins or {})


def test_a_claim_speaks_of_the_last_definition_before_it():
    first, a, second, b = small()
    assert (a["speaks_of"], b["speaks_of"], b["uses"]) == (["one.f"], ["two.f"], ["one.a"])
    assert (first["used_by"], a["used_by"]) == (["one.a", "two.f"], ["two.b"])
    assert second["speaks_of"] == ["one.f"]  # a name given again says what it was


def test_findings_on_twins_are_shown_beside_the_statement_they_belong_to():
    judged = small({"one.a": FOUND, "two.b": {**FOUND, "key": "0" * 16}})
    assert [twins_text(entry) for entry in judged] == ["", "2 of 3", "", NOT_JUDGED]
    totals = make_totals(judged)
    assert (totals["judged"], totals["twins_made"], totals["twins_true"], totals["hypotheses_needed"]) == (
        1,
        3,
        1,
        1,
    )
    assert make_totals(small())["judged"] == 0


def test_the_layout_puts_chapters_side_by_side():
    picture = lay_out(small(), ["one.f", "two.b"])
    assert [page for _, page in picture.columns] == ["chapters/one", "chapters/two"]
    first, a, second, b = picture.dots
    assert first.x == a.x < second.x == b.x and first.y == second.y < a.y == b.y
    assert (first.main, a.main, b.main) == (True, False, True)
    assert [curve.joins for curve in picture.curves if curve.kind == "main"] == [(0, 3)]
    assert {curve.joins for curve in picture.curves if curve.kind == "proof"} == {(1, 3)}
    assert all(0 <= x <= picture.width for curve in picture.curves for x, _ in curve.points)
    assert lay_out(small(), []) == lay_out(small(), [])
    assert lay_out([], []).dots == []


# --- the pages ----------------------------------------------------------------------------------------------


def test_lines_and_equations_lead_to_each_other(pages, book):
    ledger = (pages / "chapters" / "ledger.html").read_text(encoding="utf-8")
    lines = dict(re.findall(r'<tr id="(ledger-[^"]+)"><td data-v="\d+"><a href="([^"]+)">', ledger))
    assert len(lines) == len(book["claims"])
    texts = {
        name: (pages / f"{name}.html").read_text(encoding="utf-8")
        for name in {e["page"] for e in book["claims"]}
    }
    for entry in book["claims"]:
        line, place = anchor("ledger", entry["id"]), anchor("equation", entry["id"])
        assert lines[line] == f"{entry['page'].split('/')[-1]}.html#{place}"
        text = texts[entry["page"]]
        box = text[text.index(f'id="{place}"') :].split('class="claim-mark">', 1)[1]
        link = f'<a class="reference internal" href="ledger.html#{line}">'
        if entry["verdict"] == "definition":
            assert box.startswith(f"{link}definition</a>")
        else:
            assert box.startswith(entry["verdict"])
            assert box.split("</details>")[0].count(f"{link}Its line in the ledger</a>") == 1
        number = re.search(rf'id="{place}".*?class="eqno">\(([\d.]+)\)', text, re.DOTALL)
        assert number[1] == entry["number"]


def rows(page):
    """The ids in the first column of the lines that are shown, in their order."""
    return page.eval_on_selector_all(
        ".ledger-lines tbody tr",
        "rows => rows.filter(r => r.offsetHeight).map(r => r.cells[0].innerText.split(' ').pop())",
    )


def test_the_ledger_sorts(visit, book):
    page, wrong = visit("chapters/ledger.html")
    names = [entry["id"] for entry in book["claims"]]
    assert rows(page) == names
    page.get_by_role("button", name="used by").click()
    page.get_by_role("button", name="used by").click()
    users = {entry["id"]: len(entry["used_by"]) for entry in book["claims"]}
    shown = [users[name] for name in rows(page)]
    assert shown == sorted(users.values(), reverse=True) and shown[0] > 40
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("used by")
    page.get_by_role("button", name="claim", exact=True).click()
    assert rows(page) == names
    page.get_by_role("button", name="decided by").click()
    decisions = {entry["id"]: entry["decision"].split(";")[0] for entry in book["claims"]}
    groups = [decision for decision, _ in itertools.groupby(decisions[name] for name in rows(page))]
    assert len(groups) == len(set(groups)) > 5 and groups[0] == ""
    assert wrong == []


def test_the_ledger_is_searched(visit, book):
    page, wrong = visit("chapters/ledger.html")
    field = page.get_by_role("searchbox", name="Search the ledger")
    field.fill("SOFTMAX definition")
    found = rows(page)
    assert "softmax.definition" in found and 0 < len(found) < 60
    assert page.locator(".ledger-search output").inner_text() == f"{len(found)} of {len(book['claims'])}"
    field.fill("no such claim")
    assert rows(page) == []
    page.evaluate("location.hash = 'ledger-odds-definition'")
    page.wait_for_function("document.getElementById('ledger-odds-definition').offsetHeight > 0")
    assert len(rows(page)) == len(book["claims"])
    assert wrong == []


def test_without_scripts_every_line_is_there(visit, book):
    page, wrong = visit("chapters/ledger.html", java_script_enabled=False)
    assert page.locator(".ledger-lines tbody tr").count() == len(book["claims"])
    assert page.locator(".ledger-lines tbody tr").last.is_visible()
    assert page.locator(".ledger-lines button, .ledger-search").count() == 0
    assert page.locator(".map-svg").count() == 0
    page, more = visit("chapters/map.html", java_script_enabled=False)
    assert page.locator(".map-svg a").first.is_visible()
    assert wrong + more == []


def test_what_was_checked_says_what_rests_on_what(visit, book):
    entry = next(e for e in book["claims"] if e["uses"] and e["speaks_of"] and e["used_by"])
    page, _ = visit(f"{entry['page']}.html")
    box = page.locator(f"#{anchor('equation', entry['id'])}").locator(
        "xpath=ancestor::div[contains(@class,'claim ')]"
    )
    box.locator(".claim-how").click()
    said = box.locator(".claim-check").inner_text()
    numbers = {e["id"]: e["number"] for e in book["claims"]}
    for words, ids in (
        ("Rests on", entry["uses"]),
        ("Speaks of", entry["speaks_of"]),
        ("Used by", entry["used_by"]),
    ):
        line = next(line for line in said.splitlines() if line.startswith(words))
        assert all(f"({numbers[i]})" in line for i in ids[:6])
    assert "Wrong twins: " in said and "Its line in the ledger" in said


# --- the graph ----------------------------------------------------------------------------------------------


class Drawing(HTMLParser):
    """The links of the picture by the number of their dots, and which dots its curves join."""

    def __init__(self, text):
        super().__init__()
        self.links, self.joins = {}, set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "a" and "data-i" in attributes:
            self.links[attributes["data-i"]] = attributes["href"]
        if tag == "path" and attributes.get("class") != "main":
            start, *ends = attributes["data-j"].split()
            self.joins |= {(start, end) for end in ends}


def test_the_graph_shows_every_use(pages, book):
    text = (pages / "chapters" / "what-rests-on-what.svg").read_text(encoding="utf-8")
    assert text in (pages / "chapters" / "map.html").read_text(encoding="utf-8")
    drawing = Drawing(text)
    pages_of = {anchor("equation", entry["id"]): entry for entry in book["claims"]}
    claims = {}
    for number, link in drawing.links.items():
        page, _, place = link.partition("#")
        assert f'id="{place}"' in (pages / "chapters" / page).read_text(encoding="utf-8")
        claims[number] = pages_of[place]["id"]
        assert pages_of[place]["page"] == f"chapters/{page.removesuffix('.html')}"
    shown = {(claims[a], claims[b]) for a, b in drawing.joins}
    edges = {(used, entry["id"]) for entry in book["claims"] for used in entry["uses"] + entry["speaks_of"]}
    assert shown == edges
    assert set(claims.values()) >= set(itertools.chain(*edges))


def test_pointing_at_a_claim_lights_its_curves(visit):
    page, wrong = visit("chapters/map.html")
    assert page.locator("path.lit").count() == 0
    page.locator(".map-svg a.main").first.locator("rect, circle").hover()
    lit = page.locator("path.lit").count()
    assert 10 < lit < page.locator(".map-svg path").count()
    assert wrong == []


def test_each_chapter_ends_with_what_it_stands_on(pages, book):
    by_id = {entry["id"]: entry for entry in book["claims"]}
    for name in {entry["page"] for entry in book["claims"]}:
        text = (pages / f"{name}.html").read_text(encoding="utf-8")
        part = text.split('<section id="what-this-chapter-stands-on">')[1].split("</section>")[0]
        linked = set(re.findall(r'href="([\w.]*)#(equation-[^"]+)"', part))
        own = [entry for entry in book["claims"] if entry["page"] == name]
        wanted = {u for e in own for u in e["uses"] + e["speaks_of"] if by_id[u]["page"] != name}
        wanted |= {e["id"] for e in own if e["beyond"] or any(by_id[u]["page"] != name for u in e["used_by"])}
        here = {
            i: "" if by_id[i]["page"] == name else f"{by_id[i]['page'].split('/')[-1]}.html" for i in wanted
        }
        assert linked == {(here[claim], anchor("equation", claim)) for claim in wanted}


# --- what the directives refuse -----------------------------------------------------------------------------


def test_a_slip_in_a_directive_is_named(copy):
    graph = "```{graph}\n---\nalt: a picture\n---\nodds.nowhere\n```\n"
    first = "# Preface\n\n```{ledger} lines\n```\n\n```{ledger} rows\n```\n"
    book = copy(
        {"preface": first, "odds": f"# Odds\n\n```{{ledger}} lines\n```\n\n{graph}\n```{{graph}}\n```\n"}
    )
    built = book.make()
    assert built.returncode != 0
    said = re.sub(r"\x1b\[[\d;]*m", "", built.stdout)
    for words in (
        "the ledger has no part 'rows'",
        "the ledger's lines stand on the page",
        "the graph's main line names odds.nowhere",
        "the graph needs :alt:",
    ):
        assert words in said, said[-3000:]
