"""Wrong twins of right claims: each is refuted, meaningless, or true after all."""

import pytest
from sympy import Derivative, Eq, Integral, Limit, Max, Sum, exp, log, oo

from logodds.proof import Equivalent, Implies, Increasing, Minimum, Rational, as_written, claim, logistic, logit, odds, softplus
from logodds.proof.domain import Domain
from logodds.proof.twins import (
    MOST,
    Twin,
    _parts_of_a_total,
    _squeezed,
    chosen,
    examined,
    judge,
    needs,
    twins,
    with_jets,
)
from tests.proof.statements import X, Y, c, f, i, j, k, m, n, p, x, y

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


def test_of_each_kind_there_is_one_before_there_are_two():
    found = chosen(CLAIMS["slope"][0])
    kinds = [twin.kind for twin in found]
    assert len(found) == MOST
    assert set(kinds) == {twin.kind for twin in twins(CLAIMS["slope"][0])}


def answer(right, wrong, given=(), chain=()):
    """What is said of a statement as a twin of another."""
    from logodds.proof import twins as module

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "chosen", lambda statement: [Twin("sign", wrong)])
        (found,) = examined(right, given, (), "test", chain)
    return found.outcome, found.reason


with as_written:
    ANSWERS = [
        # an equivalence is asked where the chain is solved
        (Equivalent(Eq(log(x + y), log(x) + log(y)), Eq(x + y, x * y)),
         Equivalent(Eq(log(x + y), log(x)), Eq(x + y, x * y)), (x > 0, y > 0), "refuted"),
        # and where one vector is another
        (Equivalent(Eq(exp(X[i]), exp(Y[i])), Eq(X[i], Y[i])),
         Equivalent(Eq(exp(X[i]), exp(Y[i])), Eq(X[i], 2 * Y[i])), (), "refuted"),
        # two inequalities that differ between their borders
        (Equivalent(x > y, x - y > 0), Equivalent(x > y, x - y > Rational(1, 10**6)), (), "refuted"),
        # not strictly: equal at exact points
        ((x - y) ** 2 >= 0, (x - y) ** 2 > 0, (), "refuted"),
        # weaker
        (x - 1 < x, x - 2 < x, (), "true"),
        (Implies(x > 0, x + 1 > 1), Implies(x > 0, x + 2 > 1), (), "true"),
        # no value anywhere, or at one place
        (Eq(log(x), log(x)), Eq(log(-x), log(x)), (x > 0,), "meaningless"),
        (Eq(1 / x, 1 / x), Eq(1 / (x - y), 1 / (x - y)), (x > 0, y > 0), "meaningless"),
        (Eq(Limit(log(x), x, 0, "+"), -oo), Eq(Limit(log(-x), x, 0, "+"), -oo), (), "meaningless"),
        (Eq(Integral(exp(-x), (x, 0, oo)), 1), Eq(Integral(exp(x), (x, 0, oo)), 1), (), "meaningless"),
        # constant, and so not increasing
        (Increasing(x, x), Increasing(x**0, x), (), "refuted"),
        # limits worked out, then asked at points
        (Eq(Limit(p * exp(-x), x, 0, "+"), p), Eq(Limit(p * exp(-x), x, 0, "+"), 2 * p), (p > 0,), "refuted"),
        (Eq(Limit(p + exp(-x), x, oo), p), Eq(Limit(p + exp(-x), x, oo), p**2), (p > 0,), "refuted"),
        # beside a corner
        (Eq(Derivative(Max(0, x), x), 1), Eq(Derivative(Max(0, x), x), 2), (x > 0,), "refuted"),
        # the side with the slip says the same; or both sides hold anyway
        (Equivalent(logistic(x / y) > Rational(1, 2), x / y > 0),
         Equivalent(logistic(x / y) > Rational(1, 2), x > 0), (y > 0,), "true"),
        (Equivalent(x**2 >= 0, x**2 > -1), Equivalent(x**2 >= 0, x**2 > -2), (), "true"),
        # no part is more than the total
        (Sum(X[i] * log(X[i]), (i, 1, n)) <= 1, Sum(X[i] * log(X[i]), (i, 1, n)) <= Rational(1, 2),
         (X[i] > 0, Eq(Sum(X[k], (k, 1, n)), 1)), "true"),
        # logarithms, by what they are of
        (log(1 + p * exp(-x)) <= log(1 + y * exp(-x)), log(1 + p * exp(-x)) <= log(2 + y * exp(-x)), (0 < p, p <= y),
         "true"),
        # on either side of 0
        (x * logistic(x) < softplus(x), x * logistic(-x) < softplus(x), (), "true"),
        # squeezed
        (Eq(Limit(exp(-1 / x) / (1 + Sum(exp(-X[i] / x), (i, 1, n))), x, 0, "+"), 0),
         Eq(Limit(exp(-1 / x) / (1 + Sum(exp(X[i] / x), (i, 1, n))), x, 0, "+"), 0), (), "true"),
        # a range that runs backwards inside of a limit
        (Eq(Limit(Sum(exp(-x), (i, m, n)), x, oo), 0), Eq(Limit(Sum(exp(-x), (i, m, n - 2)), x, oo), 0),
         (m >= 1, m <= n), "meaningless"),
        # one entry is given the value that an equation asks for
        (Equivalent(Eq(Sum(X[i] * Y[i], (i, 1, n)), 0), Eq(Sum(X[i] * Y[i], (i, 1, n)) * c, 0)),
         Equivalent(Eq(Sum(X[i] * Y[i], (i, 1, n)), 0), Eq(Sum(X[i] * Y[i], (i, 1, n)) + Y[1], 0)), (c > 0,),
         "refuted"),
        # two averages that are tied
        (Eq(Sum(X[i] * Y[i], (i, 1, n)), Sum(Y[i], (i, 1, n)) / n), Eq(Sum(Y[i], (i, 1, n)), Sum(Y[i], (i, 1, n)) / n),
         (X[i] > 0, Eq(Sum(X[i], (i, 1, n)), 1), Eq(Sum(X[i] * Y[i], (i, 1, n)), Sum(Y[i], (i, 1, n)) / n)), "refuted"),
        # functions, by the derivatives they may have
        (Eq(Derivative(log(f(x)), x), Derivative(f(x), x) / f(x)), Eq(Derivative(log(f(x)), x), f(x)), (f(x) > 0,),
         "refuted"),
    ]  # fmt: skip


@pytest.mark.parametrize("right, wrong, given, outcome", ANSWERS, ids=lambda value: str(value)[:60])
def test_the_answers(right, wrong, given, outcome):
    found, reason = answer(right, wrong, given)
    assert found == outcome and reason


def test_a_part_is_bounded_by_its_total_only_where_nothing_else_is_asked():
    total, positive = Eq(Sum(X[k], (k, 1, n)), 1), X[i] > 0
    within = Sum(log(X[i]), (i, 1, n)) <= 0
    assert _parts_of_a_total(within, Domain((positive, total))) == [X[k] <= 1]
    assert _parts_of_a_total(X[j] <= 2, Domain((positive, total, j >= 1, j <= n))) == [X[k] <= 1]
    for statement, given in (
        (X[n + 1] <= 1, (positive, total)),  # beyond the range
        (X[j] <= 1, (positive, total)),
        (Sum(log(X[i]), (i, 1, n + 1)) <= 0, (positive, total)),
        (within, (total,)),  # some may be negative
        (within, (positive, total, X[i] >= Y[i])),  # tied to something else
    ):
        assert _parts_of_a_total(statement, Domain(given)) == []


def test_nothing_is_squeezed_by_what_need_not_vanish():
    with as_written:
        statements = [
            Eq(Limit(above / below, x, 0, "+"), value)
            for above, below, value in (
                (x, 1 + exp(c / x), 0),
                (1, 1 + exp(c / x), 0),
                (x, x - exp(c / x), 0),
                (x, 1 + exp(c / x), 1),
            )
        ]
    assert [_squeezed(one, Domain()) for one in statements] == [True, False, False, False]


def test_an_optimum_is_not_put_at_the_variable_itself():
    with as_written:
        wrong = [twin.statement for twin in twins(Minimum((x - y) ** 2, x, y))]
    assert wrong and all(not best.args[2].has(x) for one in wrong for best in one.atoms(Minimum))


def test_derivatives_are_free_only_where_nothing_ties_them():
    statement = Eq(Derivative(f(x), x), 1)
    free, _ = with_jets(statement, Domain((f(x) > 0,)))
    assert free is not None
    for tie in (Eq(Derivative(f(x), x), f(x)), f(x) > x, f(x) >= 0, Eq(f(y), 1)):
        assert with_jets(statement, Domain((tie,))) == (None, None)


def test_each_hypothesis_is_dropped_in_turn():
    with as_written:
        one = claim("test.needs", Eq(odds(1 - p), 1 / odds(p)), given=(0 < p, p < 1, p < 2))
    found = needs(one)
    assert [found[h][:9] for h in (0 < p, p < 1, p < 2)] == ["undefined", "undefined", ""]
    positive = claim("test.positive", x * y > 0, given=(0 < x, 0 < y))
    assert all(why.startswith("refuted without it at ") for why in needs(positive).values())
