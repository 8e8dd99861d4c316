"""Wrong twins of right claims: each is refuted, meaningless, or true after all."""

import pytest
from sympy import Derivative, Eq, Limit, Sum, log, oo

from logodds.proof import Increasing, Rational, as_written, logistic, logit, odds
from logodds.proof.twins import judge, twins
from tests.proof.statements import X, c, i, n, p, x

inside = (0 < p, p < 1)

with as_written:
    CLAIMS = {
        "complement": (Eq(odds(1 - p), 1 / odds(p)), inside),
        "logit": (Eq(logit(p), log(p) - log(1 - p)), inside),
        "reflection": (Eq(logistic(-x), 1 - logistic(x)), ()),
        "slope": (Eq(Derivative(logistic(x), x), logistic(x) * (1 - logistic(x))), ()),
        "sum": (Eq(Sum(c * X[i] + 1, (i, 1, n)), c * Sum(X[i], (i, 1, n)) + n), ()),
        "bound": (p * (1 - p) <= Rational(1, 4), inside),
    }


@pytest.mark.parametrize("name", CLAIMS)
def test_every_twin_is_answered(name):
    statement, given = CLAIMS[name]
    found = [judge(twin, given, name) for twin in twins(statement)]
    assert len(found) >= 5
    assert {twin.outcome for twin in found} <= {"refuted", "true", "meaningless"}
    assert sum(twin.outcome == "refuted" for twin in found) >= 3
    assert all(twin.reason for twin in found if twin.outcome != "meaningless")


def test_twins_differ_from_the_statement_and_from_one_another():
    statement, _ = CLAIMS["slope"]
    wrong = [twin.statement for twin in twins(statement)]
    assert statement not in wrong and len(set(wrong)) == len(wrong)


def test_twins_are_made_in_the_same_order_every_time():
    statement, _ = CLAIMS["sum"]
    assert [str(t.statement) for t in twins(statement)] == [str(t.statement) for t in twins(statement)]


def test_an_order_is_turned_round_and_a_bound_is_moved():
    kinds = {twin.kind for twin in twins(CLAIMS["sum"][0])} | {
        twin.kind for twin in twins(Increasing(x**3, x))
    }
    assert {"order turned round", "moved bound", "dropped term", "sign"} <= kinds


def test_the_ends_of_a_limit_stay():
    with as_written:
        for twin in twins(Eq(Limit(logistic(x), x, oo), 1)):
            assert all(limit.args[2] == oo for limit in twin.statement.atoms(Limit))
