"""Hypotheses, read as bounds on symbols, as facts and as equations."""

import pytest
from sympy import Eq, Gt, Lt, Ne, Rational, S, Sum

from logodds.proof import And, NotProved, claim
from logodds.proof.domain import Domain
from tests.proof.statements import A, K, P, X, i, j, k, n, none, p, x, y


def ends(domain, variable):
    return tuple(None if b is None else (b.value, b.strict) for b in domain.interval(variable))


def test_two_bounds_make_an_interval():
    assert ends(Domain((0 < p, p <= 1)), p) == ((0, True), (1, False))
    assert ends(Domain((And(0 <= p, p < 1),)), p) == ((0, False), (1, True))
    assert ends(Domain((x < 0,)), x) == (None, (0, True))


def test_the_tightest_of_several_numbers_counts():
    assert ends(Domain((0 < p, Rational(1, 4) <= p, p < 2, p < 1)), p) == ((Rational(1, 4), False), (1, True))
    assert ends(Domain((0 < p, 0 <= p)), p) == ((0, True), None)


def test_sizes_are_at_least_one_or_none():
    assert ends(Domain(), n)[0] == (1, False)
    assert ends(Domain(), none)[0] == (0, False)
    assert ends(Domain(), k) == (None, None)


def test_a_bound_on_an_entry_with_a_free_index_is_for_every_index():
    domain = Domain((0 < X[i],))
    assert ends(domain, X[j])[0] == ends(domain, X[7])[0] == (0, True)


@pytest.mark.parametrize("given", [X[1] > 0, X[K] > 0])
def test_a_bound_on_one_entry_is_for_that_entry(given):
    assert ends(Domain((given,)), X[2]) == (None, None)
    with pytest.raises(NotProved):
        claim("test.entry", X[2] > 0, given=(given,))


def test_a_bound_on_the_diagonal_is_for_the_diagonal():
    assert ends(Domain((A[i, i] > 0,)), A[1, 2]) == (None, None)
    with pytest.raises(NotProved):
        claim("test.diagonal", A[1, 2] > 0, given=(A[i, i] > 0,))


@pytest.mark.parametrize("given", [A[i, 1] > 0, A[1, i] > 0])
def test_a_bound_on_a_row_or_column_is_for_that_one(given):
    assert ends(Domain((given,)), A[2, 2]) == (None, None)


def test_what_is_assumed_on_the_way_bounds_no_other_entry():
    assert ends(Domain().extended(X[i] > 0), X[j]) == (None, None)
    assert ends(Domain((0 < p,)).extended(p < 1), p) == ((0, True), (1, True))


def test_closed_ends_belong_to_the_domain_until_it_is_opened():
    domain = Domain((0 <= p, p < 1))
    assert domain.closed_ends(p) == [0]
    assert domain.opened(p).closed_ends(p) == []


def test_what_bounds_no_symbol_is_a_fact_or_an_equation():
    domain = Domain((x + y > 0, Ne(x, y), Eq(Sum(P[k], (k, 1, K)), 1)))
    assert [sign for _, sign in domain.facts] == ["+", "!="]
    assert len(domain.equations) == 1
    assert ends(domain, x) == (None, None)


def test_a_symmetric_matrix_has_its_indices_in_order():
    domain = Domain((Eq(A[i, j], A[j, i]),))
    assert domain.ordered(A[2, 1]) == domain.ordered(A[1, 2])
    assert Domain((Eq(A[1, 2], A[2, 1]),)).symmetric == set()


def test_a_plainly_false_hypothesis_empties_the_domain():
    assert Domain((Gt(0, 1, evaluate=False),)).empty
    with pytest.raises(NotProved, match="no point"):
        claim("test.empty", Eq(x, x + 0), given=(Lt(1, 0, evaluate=False),))


def test_a_disjunction_cannot_be_assumed():
    with pytest.raises(TypeError, match="given"):
        Domain(((x > 1) | (x < 0),))


@pytest.mark.parametrize(
    "given", [(0 < p, p < 1), (0 <= p, p < 1), (0 < p, p <= 1), (x < p, p < 1), (p < 0,)]
)
def test_the_substitutions_stay_inside_the_domain(given):
    domain = Domain(given)
    for variable, value in domain.parametrised([p]):
        if variable == p and value.free_symbols and x not in value.free_symbols:
            (w,) = value.free_symbols
            for point in (Rational(1, 1000), Rational(1), Rational(1000)):
                assert all(
                    h.subs(p, value.subs(w, point)) in (True, S.true) for h in given if h.free_symbols == {p}
                )
