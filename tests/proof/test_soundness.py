"""Statements whose truth is known: the checker proves no false one, and all true ones that the book needs."""

import pytest

from logodds.proof import NotProved
from tests.proof.statements_false import FALSE, UNDECIDED_IS_ENOUGH
from tests.proof.statements_true import NEED_NOT_BE_PROVED, TRUE


def answer(one):
    """What the checker says of a statement: proved, refuted or undecided."""
    try:
        one.judged()
    except NotProved as refusal:
        return "refuted" if ": refuted." in str(refusal).splitlines()[0] else "undecided"
    except (TypeError, ValueError):  # no such statement can be made
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
    assert len(TRUE) + len(FALSE) >= 700
    assert len(TRUE) >= 220 and len(FALSE) >= 480
    assert sum(one.demanded == "proved" for one in TRUE) >= 220
    assert sum(one.demanded == "refuted" for one in FALSE) >= 250


def test_each_name_stands_for_one_statement():
    for half, listed in ((TRUE, NEED_NOT_BE_PROVED), (FALSE, UNDECIDED_IS_ENOUGH)):
        names = [one.name for one in half]
        assert len(set(names)) == len(names)
        assert listed <= set(names)
