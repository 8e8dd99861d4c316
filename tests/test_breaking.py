"""A claim with one sign changed is caught: a sample of them here, all by `make break`."""

import pytest

from tests import breaking
from tests.pin import chapters

CELL = """
square = (x + 1) ** 2
with as_written:
    known = recall("a.x", Eq(y - y, 0)).at(y=x - 1)
    b = claim("b.y", Eq(square, Sum(x - k, (k, 1, n))), given=(x > -2,), using=(known,))
b
"""


def test_the_signs_of_a_claim_are_those_of_its_statement():
    found = [(slip.kind, slip.changed) for slip in breaking.slips(CELL, "b.y")]
    assert found == [
        ("sign", "x - 1"),
        ("sign", "x + k"),
        ("sign added", "Eq(square, -Sum(x - k, (k, 1, n)))"),
        ("constant", "3"),
        ("constant", "2"),
        ("constant", "2"),
    ]


@pytest.mark.parametrize(
    "stated, broken",
    [
        ("x + y", "x - y"),
        ("-x", "+x"),
        ("x <= y", "x >= y"),
        ("Lt(x, y)", "Gt(x, y)"),
        ("Eq(x, y)", "Eq(x, -y)"),
        ("Increasing(f, x)", "Decreasing(f, x)"),
        ("odds(x)", "odds(-x)"),
        ("2", "3"),
    ],
)
def test_each_kind_of_slip(stated, broken):
    sources = [slip.source for slip in breaking.slips(f'claim("a.x", {stated})', "a.x")]
    assert sources[0] == f"claim('a.x', {broken})"


def test_the_relation_of_a_step_is_a_sign():
    steps = 'derivation("a.x", steps=[(x,), ("<=", y, "as $1 - x$")])'
    assert [slip.source for slip in breaking.slips(steps, "a.x")][0] == steps.replace("<=", ">=").replace(
        '"', "'"
    )


def test_a_cell_that_makes_no_claim_by_name_is_refused():
    with pytest.raises(LookupError, match=r"does not make a\.x"):
        list(breaking.slips('claim("a.y", Eq(x, x))', "a.x"))


def chapter_of(*sources):
    """The cells of a chapter with these sources, executed."""
    names, found = {}, []
    for source in ("from logodds.proof import *\nx = symbols('x', real=True)", *sources):
        before = dict(names)
        value = breaking.show(source, names)
        found.append(breaking.Cell(source, before, value if isinstance(value, breaking.Claim) else None))
    return found


def caught(*sources, place=1):
    """The outcome of breaking one cell of a chapter."""
    cells = chapter_of(*sources)
    return breaking.break_claim(cells, place, breaking.pin(cells[place].claim))


def test_a_wrong_statement_is_refused_by_its_own_cell():
    outcome = caught("claim('a.x', Eq((x + 1)**2, x**2 + 2*x + 1))")
    assert (outcome.caught, outcome.slip) == ("cell", "sign: x ** 2 + 2 * x - 1")
    assert outcome.why.startswith("NotProved: a.x: refuted") and outcome.true == ()


def test_what_is_still_so_is_named_and_the_next_sign_tried():
    outcome = caught("with as_written:\n    a = claim('a.x', Eq((-x)**2, x**2))\na")
    assert outcome.true == ("sign: +x",)
    assert (outcome.caught, outcome.slip) == ("cell", "sign added: Eq((-x) ** 2, -x ** 2)")


def test_a_refutation_that_still_refutes_is_left_to_the_pin():
    outcome = caught("refute('a.x', Eq(x + 1, 0), at={x: 5})")
    assert outcome.caught == "pin" and outcome.true[0] == "sign: x - 1"


def test_a_broken_definition_is_refused_by_what_rests_on_it():
    outcome = caught(
        "f = named('f', 'f', lambda x: x + 1)\ndefine('a.f', f(x))", "2 + 2", "claim('a.x', Eq(f(x), x + 1))"
    )
    assert outcome.caught == "later cell"
    assert outcome.why.startswith("NotProved: a.x: refuted")


@pytest.mark.parametrize("chapter", chapters())
def test_every_tenth_claim_of_a_chapter(chapter):
    outcomes = breaking.break_chapter(chapter, every=10)
    assert [outcome for outcome in outcomes if outcome.caught == "nobody"] == []
    wrong = [
        outcome
        for outcome in outcomes
        if outcome.kind in ("claim", "derivation") and outcome.caught != "cell"
    ]
    assert wrong == [], "\n".join(f"{outcome.id}: still so after {outcome.true}" for outcome in wrong)
