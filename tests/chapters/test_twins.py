"""The book says something: the wrong twins of its claims are judged anew, and each hypothesis is dropped in turn.

What is found must be what tests/twins.json says; `make twins` writes it. A claim that is as it was under a checker
that is as it was costs nothing: its findings are kept in _build/twins.
"""

from logodds.proof import Eq, Rational, as_written, claim, logistic, odds, refute
from sympy import Symbol

from tests import twins
from tests.pin import read


class Judged:
    """The tests of one chapter; a class each, so that the workers share them out."""

    chapter = None

    def test_the_file_says_what_is_found(self):
        found, written = twins.findings_of_chapter(self.chapter), twins.read()
        lines = twins.differences(
            {id: one for id, one in written.items() if id.split(".")[0] == self.chapter}, found
        )
        assert not lines, "\n".join([*lines, "If this is meant: make twins, and the reviewer reads the diff."])


for name in twins.judged():
    globals()[f"Test_{name}"] = type(f"Test_{name}", (Judged,), {"chapter": name})


def test_nothing_in_the_file_is_open():
    """No twin is undecided, no hypothesis is there for nothing."""
    found = twins.read()
    assert [line for id in found for line in twins.open_ends(id, found[id])] == []


def test_the_file_speaks_of_every_claim_of_the_book_and_of_no_other():
    assert list(twins.read()) == sorted(id for claims in read().values() for id in claims)


def test_every_statement_has_twins_and_every_twin_an_answer():
    for id, one in twins.read().items():
        answered = one["refuted"] + sum(len(one[outcome]) for outcome in ("true", "meaningless", "undecided"))
        assert sum(one["links"]) == one["made"] == answered, id
        assert all(twin["reason"] and twin["twin"] for twin in (*one["true"], *one["meaningless"])), id
    made = [number for one in twins.read().values() for number in one["links"]]
    assert max(made) <= 8 and sum(number >= 5 for number in made) > 0.95 * len(made)


p, x = Symbol("p", real=True), Symbol("x", real=True)
with as_written:
    COMPLEMENT = claim("try.complement", Eq(odds(1 - p), 1 / odds(p)), given=(0 < p, p < 1, p < 2))


def test_a_hypothesis_that_nothing_needs_is_named():
    found = twins.findings(COMPLEMENT)
    assert found["hypotheses"]["p < 2"] == "not needed"
    assert found["hypotheses"]["p > 0"].startswith("needed: undefined without it at p = 0")
    assert twins.open_ends("try.complement", found) == ["try.complement does not need p < 2; drop it"]


def test_an_undecided_twin_is_named():
    found = {"undecided": [{"twin": "x = 1", "kind": "sign", "reason": "no rule"}], "hypotheses": {}}
    assert twins.open_ends("try.it", found) == ["try.it: the wrong twin x = 1 (sign) is undecided: no rule"]


def test_a_hypothesis_may_say_where_a_function_is_defined():
    with as_written:
        tie = claim("odds.try", Eq(odds(p) * (1 - p), p), given=(0 <= p, p < 1))
    assert twins.findings(tie)["hypotheses"]["p ≥ 0"] == "kept: odds(p) is defined where p ≥ 0"


def test_a_refutation_has_no_twins_but_says_why_its_hypotheses_stay():
    with as_written:
        even = refute("try.even", Eq(logistic(-x), logistic(x)), given=(x > Rational(1, 2),))
    found = twins.findings(even)
    assert found["links"] == [] and found["made"] == 0
    assert list(found["hypotheses"].values()) == [twins.REASONS["refutation"]]


def test_what_differs_is_named():
    found = twins.findings(COMPLEMENT)
    other = {**found, "refuted": found["refuted"] - 1}
    assert twins.differences({"a.b": found}, {"a.b": found}) == []
    [line] = twins.differences({"a.b": found}, {"a.b": other})
    assert line == f"a.b: refuted was {found['refuted']}, now {found['refuted'] - 1}"
    assert twins.differences({"a.b": found}, {}) == ["a.b is in tests/twins.json, and no longer in the book"]
    assert twins.differences({}, {"a.b": found}) == ["a.b is not in tests/twins.json"]


def test_claims_are_judged_side_by_side_and_their_findings_kept(monkeypatch):
    twins.judge_claims(["prove_it_yourself"])
    monkeypatch.delattr(twins, "findings")
    found = twins.findings_of_chapter("prove_it_yourself")
    assert found == {id: one for id, one in twins.read().items() if id.startswith("prove_it_yourself.")}


def test_findings_are_kept_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(twins, "KEPT", tmp_path / "kept")
    asked = []

    def find():
        asked.append(1)
        return {"a.b": {"made": 5}}

    assert [twins.kept("one", find) for _ in range(2)] == [{"a.b": {"made": 5}}] * 2
    assert len(asked) == 1
    twins.kept("other", find)
    assert len(asked) == 2
