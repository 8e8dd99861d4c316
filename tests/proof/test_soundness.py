"""The checker is tried on statements whose truth is known: it proves no false one, and the true ones that the book needs."""

import pytest

from logodds.proof import NotProved
from tests.proof.statements_false import FALSE, UNDECIDED_IS_ENOUGH
from tests.proof.statements_true import TRUE


def answer(one):
    """What the checker says of a statement: proved, refuted or undecided."""
    try:
        one.judged()
    except NotProved as refusal:
        return "refuted" if ": refuted." in str(refusal).splitlines()[0] else "undecided"
    except (TypeError, ValueError):         # no such statement can be made
        return "undecided"
    return "proved"


@pytest.mark.parametrize("one", FALSE, ids=lambda one: one.name)
def test_a_false_statement_is_never_proved(one):
    said = answer(one)
    assert said != "proved"
    if one.demanded == "refuted":
        assert said == "refuted"


@pytest.mark.parametrize("one", TRUE, ids=lambda one: one.name)
def test_a_true_statement_is_never_refuted(one):
    said = answer(one)
    assert said != "refuted"
    if one.demanded == "proved":
        assert said == "proved"


def test_there_are_enough_statements_of_both_kinds():
    assert len(TRUE) + len(FALSE) >= 320
    assert len(TRUE) >= 150 and len(FALSE) >= 150
    assert sum(one.demanded == "proved" for one in TRUE) >= 140
    assert sum(one.demanded == "refuted" for one in FALSE) >= 90


def test_no_name_stands_for_two_statements():
    names = [one.name for one in (*TRUE, *FALSE)]
    assert len(set(names)) == len(names)
    assert UNDECIDED_IS_ENOUGH <= {one.name for one in FALSE}
