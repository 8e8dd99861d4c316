"""Claims are made only when proved, and refusals say what was wrong and where."""

import os
import subprocess
import sys

import pytest
from sympy import Derivative, Eq, Float, Function, IndexedBase, Ne, Rational, Sum, Symbol, log
from sympy.core.parameters import global_parameters

from logodds.proof import (
    Convex,
    Equivalent,
    Increasing,
    NotProved,
    as_written,
    claim,
    define,
    derivation,
    exp,
    logistic,
    logit,
    odds,
    recall,
    refute,
    softmax,
)
from tests.proof.statements import K, X, Z, f, i, k, n, o, p, u, x, y

inside = (0 < p, p < 1)


def tangent():
    return claim("test.tangent", log(u) <= u - 1, given=(0 < u,))


def steps(wrong):
    with as_written:
        return [
            (Eq(log(p / (1 - p)), x), "the log odds"),
            (Eq(p / (1 - p), exp(x)), "exp of both sides"),
            (Eq(p, wrong), "solve for $p$"),
        ]


def test_a_right_chain_concludes_from_its_first_to_its_last_statement():
    chain = derivation("test.chain", steps(exp(x) / (1 + exp(x))), given=inside)
    assert chain.statement == Equivalent(
        Eq(log(p / (1 - p)), x, evaluate=False), Eq(p, exp(x) / (1 + exp(x)))
    )
    assert len(chain.rows) == 3 and chain.verdict.proved and chain.verdict.points >= 1


def test_a_wrong_step_is_refused_by_its_number_and_reason():
    with pytest.raises(NotProved, match=r"test\.chain, step 3 \(solve for \$p\$\): refuted"):
        derivation("test.chain", steps(exp(x) / (1 - exp(x))), given=(0 < p, p < 1, x < 0))


def test_a_chain_of_expressions_concludes_equality_or_the_inequality_of_its_links():
    equal = derivation("test.equal", [((x + 1) ** 2, ""), (x**2 + 2 * x + 1, "expand")])
    assert equal.statement == Eq((x + 1) ** 2, x**2 + 2 * x + 1, evaluate=False)
    above = derivation("test.above", [(x**2 + 1, ""), (">", x**2, "drop 1"), (">=", 0 * x, "a square")])
    assert str(above.statement) == "x**2 + 1 > 0"
    with pytest.raises(TypeError, match="up and down"):
        derivation("test.both", [(x, ""), ("<", x + 1, ""), (">", x, "")])


def test_a_chain_of_one_statement_is_no_derivation():
    with pytest.raises(TypeError, match="at least two steps"):
        derivation("test.short", [(x, "alone")])


def test_statements_and_expressions_do_not_mix():
    with pytest.raises(TypeError, match="step 2"):
        derivation("test.mixed", [(Eq(x, y), ""), (x, "")])


@pytest.mark.parametrize("statement", [Eq(x, Float("0.5") * x), x < 0.5, Eq(Sum(X[i] * 0.5, (i, 1, n)), x)])
def test_floats_are_refused(statement):
    with pytest.raises(TypeError, match="float"):
        claim("test.float", statement)


def test_floats_are_refused_among_the_hypotheses_too():
    with pytest.raises(TypeError, match="float"):
        claim("test.float", x < 1, given=(x < 0.5,))


def test_undeclared_symbols_are_refused_by_name():
    with pytest.raises(TypeError, match="symbol q is not declared real"):
        claim("test.symbol", Eq(Symbol("q") + 1, 1 + Symbol("q"), evaluate=False))


@pytest.mark.parametrize(
    "hidden",
    [Symbol("x", positive=True), IndexedBase("X", positive=True)[1], Function("f", positive=True)(y)],
)
def test_no_hypothesis_hides_in_a_symbol(hidden):
    with pytest.raises(TypeError, match="among the hypotheses"), as_written:
        claim("test.hidden", hidden > 0)


@pytest.mark.parametrize("bad", ["odds", "odds.", "odds.two words", "", 7])
def test_an_id_has_a_chapter_and_a_name(bad):
    with pytest.raises(ValueError, match="id"):
        claim(bad, Eq(x + y, y + x, evaluate=False))


def test_a_false_claim_names_its_witness():
    with pytest.raises(NotProved, match=r"test\.wrong: refuted(?s:.*)it fails at p = "):
        claim("test.wrong", Eq(odds(1 - p), odds(p)), given=inside)


def test_an_undecided_claim_names_what_is_missing():
    with pytest.raises(
        NotProved, match=r"undecided(?s:.*)the argument of log\(x\) is not shown to be positive"
    ):
        with as_written:
            claim("test.log", Eq(exp(log(x)), x))


def test_an_instance_of_nothing_is_not_proved():
    with pytest.raises(NotProved, match="no point satisfies the hypotheses"):
        claim("test.empty", x > 5, given=(x > 1, x < 0))


def test_a_definition_has_a_name_on_its_left():
    assert define("test.name", o, p / (1 - p), given=(0 <= p, p < 1)).kind == "definition"
    with pytest.raises(NotProved, match="not a name"):
        define("test.no_name", o + 1, p)
    with pytest.raises(TypeError, match="right-hand side"):
        define("test.half", o)


def test_a_definition_is_not_circular():
    with pytest.raises(NotProved, match="through itself"):
        define("test.circle", o, o + 1)
    with pytest.raises(NotProved, match="through itself"):
        define("test.circle", f(x), f(x + 1) - 1)


def test_a_named_function_is_defined_as_the_checker_has_it():
    assert define("test.odds", odds(p), given=(0 <= p, p < 1)).verdict.outcome == "definition"
    with pytest.raises(NotProved, match="defined in the checker"):
        define("test.odds", odds(p), p / (1 + p), given=(0 <= p, p < 1))


def test_refute_finds_a_point_and_refuses_what_is_true():
    wrong = refute("test.even", Eq(logistic(-x), logistic(x)), at={x: 1})
    assert wrong.verdict.outcome == "refuted" and "x = 1" in wrong.verdict.witness
    with pytest.raises(NotProved, match="it is true"):
        refute("test.true", Eq(logistic(-x), 1 - logistic(x)))


def test_no_other_point_stands_in_for_the_one_an_author_puts_forward():
    with pytest.raises(NotProved, match="the point given does not satisfy p < 1"):
        refute("test.outside", Eq(odds(p), p), given=inside, at={p: 2})
    with pytest.raises(NotProved, match="at the point given it is not shown to fail"):
        refute("test.fits", Eq(p**2, p**3), given=(0 <= p,), at={p: 1})


def test_a_point_may_name_the_entries_it_needs_and_no_more():
    a, b = IndexedBase("a"), IndexedBase("b")
    k, n = Symbol("k", integer=True), Symbol("n", integer=True, positive=True)
    at = {n: 2, a[1]: Rational(1, 2), a[2]: Rational(1, 2), b[1]: Rational(9, 10), b[2]: Rational(1, 10)}
    sums = [Sum(base[k] ** 2, (k, 1, n)) for base in (a, b)]
    wrong = refute("test.entries", Eq(*sums), given=(0 < a[k], 0 < b[k]), at=at)
    assert wrong.verdict.witness.startswith("at n = 2, a[1] = 1/2, a[2] = 1/2, b[1] = 9/10, b[2] = 1/10, where")


def test_a_witness_shows_exact_values_where_they_are_short():
    wrong = refute("test.bend", Convex(logit(p), p), given=inside, at={p: Rational(1, 4)})
    assert wrong.verdict.witness == "at p = 1/4, where the second derivative is -128/9"
    assert wrong.verdict.seen == r"at $p = \frac{1}{4}$, where the second derivative is $- \frac{128}{9}$"


def test_a_refutation_supports_nothing():
    wrong = refute("test.even", Eq(logistic(-x), logistic(x)))
    with pytest.raises(TypeError, match="refutation"):
        claim("test.on_sand", Eq(x, x), using=(wrong,))


def test_recall_refutes_what_is_wrong():
    assert recall("test.inverse", Eq(logistic(logit(p)), p), given=inside).kind == "recalled"
    with pytest.raises(NotProved, match="recalled"):
        recall("test.inverse", Eq(logistic(logit(p)), 1 - p), given=inside)


def test_at_changes_the_hypotheses_along_with_the_statement():
    moved = tangent().at(u=1 - p)
    assert moved.given == (1 - p > 0,)
    assert claim("test.moved", log(1 - p) <= -p, given=inside, using=(moved,)).uses[0][0] == "test.tangent"
    with pytest.raises(KeyError, match="has no variable v"):
        tangent().at(v=1)


def test_a_claim_used_needs_its_hypotheses():
    with pytest.raises(NotProved, match=r"test\.tangent needs (0 < x|x > 0)"):
        claim("test.unmet", log(x) <= x - 1, using=(tangent().at(u=x),))


def test_what_is_bound_in_a_claim_is_not_captured():
    factor = claim("test.factor", Eq(Sum(X[i] * y, (i, 1, n)), y * Sum(X[i], (i, 1, n)), evaluate=False))
    with pytest.raises(ValueError, match="i is bound"):
        factor.at(y=X[i])
    with pytest.raises(ValueError, match="x is bound"):
        claim("test.slope", Eq(Derivative(x**2, x), 2 * x)).at(x=2)


def test_times_asks_for_a_factor_that_is_not_negative():
    with pytest.raises(NotProved, match="needs"):
        claim("test.times", x * log(u) <= x * (u - 1), given=(0 < u,), using=(tangent().times(x),))
    assert claim(
        "test.times", x * log(u) <= x * (u - 1), given=(0 < u, 0 <= x), using=(tangent().times(x),)
    ).uses


def test_summed_asks_for_the_hypotheses_over_the_whole_range():
    entry = tangent().at(u=X[i])
    with pytest.raises(NotProved, match="needs"):
        claim(
            "test.sum", Sum(log(X[i]), (i, 1, n)) <= Sum(X[i] - 1, (i, 1, n)), using=(entry.summed(i, 1, n),)
        )
    assert claim(
        "test.sum",
        Sum(log(X[i]), (i, 1, n)) <= Sum(X[i] - 1, (i, 1, n)),
        given=(0 < X[i],),
        using=(entry.summed(i, 1, n),),
    ).verdict.proved


def test_only_equations_and_inequalities_are_multiplied_and_summed():
    with as_written:
        others = [claim("test.shape", Increasing(x**3 + x, x)), claim("test.unequal", Ne(x**2 + 1, 0))]
        order = claim("test.order", exp(x) > 0)
    for one in others:
        with pytest.raises(TypeError, match="multiplied"):
            one.times(2)
        with pytest.raises(TypeError, match="summed"):
            one.summed(k, 1, n)
    assert order.times(2).kind == order.summed(k, 1, n).kind == "instance"


def test_as_written_keeps_the_form_may_be_entered_twice_and_is_left_as_found():
    before = global_parameters.evaluate
    with as_written:
        with as_written:
            assert str(p / p) == "p/p"
        assert global_parameters.evaluate is False
    assert global_parameters.evaluate is before


def test_as_written_is_left_as_found_after_an_exception():
    before = global_parameters.evaluate
    with pytest.raises(NotProved):
        with as_written:
            claim("test.wrong", Eq(x, x + 1))
    with pytest.raises(RuntimeError):
        with as_written, as_written:
            raise RuntimeError
    assert global_parameters.evaluate is before


def test_a_name_stands_for_one_thing_in_a_statement():
    with pytest.raises(TypeError, match="two things"):
        claim("test.two", Eq(softmax(Z, k, K), softmax(Z, k, n)), given=(1 <= k, k <= K, k <= n))


RUN = """
from sympy import *
from logodds.proof import *
p, a, b = symbols("p a b", real=True)
said = []
for name, statement, given in [
    ("one", Eq(a / b, odds(a)), (0 < a, a < 1, Eq(b, 1 - a))),
    ("two", Eq(odds(1 - p), odds(p)), (0 < p, p < 1)),
    ("three", Eq(log(a * p / (b * (1 - p))), log(a / b) + logit(p)), (0 < a, 0 < b, 0 < p, p < 1)),
    ("four", Eq(odds(p), p / (1 - p)), ()),
]:
    try:
        said.append(str(claim("run." + name, statement, given=given).verdict))
    except NotProved as refusal:
        said.append(str(refusal))
print("\\n".join(said))
"""


def test_the_same_verdict_in_every_run(root):
    path = os.pathsep.join([str(root / "code"), os.environ.get("PYTHONPATH", "")])
    runs = {
        subprocess.run(
            [sys.executable, "-c", RUN],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "3")
    }
    assert len(runs) == 1
    said = runs.pop()
    assert all(outcome in said for outcome in ("outcome='proved'", "run.two: refuted", "run.four: undecided"))
