"""Answers to a reader's steps: true ones are proved, and every slip gets words that help."""

import pytest
from logodds.proof import (
    Eq,
    Equivalent,
    Implies,
    Le,
    Minimum,
    NotProved,
    Rational,
    Sum,
    as_written,
    attempt,
    claim,
    derivation,
    exercise,
    exp,
    log,
    logistic,
    logit,
    odds,
    refute,
    sqrt,
)
from logodds.proof.attempt import gap
from logodds.proof.display import MIME
from sympy import Symbol

from tests.proof.statements import X, i, k, n, o, p, u, v, x, y

inside = (0 < p, p < 1)
with as_written:
    VARIANCE = exercise(
        "test.variance", p * (1 - p), given=(0 <= p, p < 1, 0 <= o, Eq(p, o / (1 + o))), without=p
    )
    REFLECTION = exercise("test.reflection", Eq(logistic(-x), 1 - logistic(x)))
    MEANS = exercise("test.means", (log(u) + log(v)) / 2 <= log((u + v) / 2), given=(0 < u, 0 < v))
    GEOMETRIC = exercise("test.geometric", sqrt(u * v) <= (u + v) / 2, given=(0 < u, 0 < v))
    DOSE = exercise("test.dose", Eq(logistic(x + u), p), given=inside, alone=x)
    DOUBLED = exercise("test.doubled", Eq(2 * odds(p), odds(2 * p)), given=(0 < p, 2 * p < 1), false=True)
    INVERSE = exercise("test.inverse", Equivalent(Eq(logit(p), x), Eq(p, logistic(x))), given=inside)
    UNKNOWN = exercise("test.unknown", Eq(x / x + y, 1 + y))


def answer(goal, make, **named):
    """The answer to steps that are written as they stand."""
    with as_written:
        steps = make()
    return attempt(goal, steps, **named)


# ---- what is proved -------------------------------------------------------------------------------------

RIGHT = [
    (VARIANCE, lambda: [p * (1 - p), (o / (1 + o) * (1 - o / (1 + o)), "put in $p$"), o / (1 + o) ** 2]),
    (REFLECTION, lambda: [logistic(-x), 1 / (1 + exp(x)), 1 - logistic(x)]),
    (REFLECTION, lambda: [1 - logistic(x), exp(-x) / (1 + exp(-x)), logistic(-x)]),
    (REFLECTION, lambda: [Eq(logistic(-x), 1 - logistic(x))]),
    (REFLECTION, lambda: Eq(1 - logistic(x), logistic(-x))),
    (REFLECTION, lambda: [Eq(1 - logistic(x), logistic(-x)), Eq(logistic(x) + logistic(-x), 1)]),
    (
        MEANS,
        lambda: [
            ((log(u) + log(v)) / 2 <= log((u + v) / 2), "to be shown"),
            log(u * v) <= log(((u + v) / 2) ** 2),
            u * v <= ((u + v) / 2) ** 2,
            Le(0, (u - v) ** 2 / 4),
        ],
    ),
    (MEANS, lambda: [(log(u) + log(v)) / 2, log(u * v) / 2, ("<=", log((u + v) / 2), "shown before")]),
    (DOSE, lambda: [Eq(logistic(x + u), p), Eq(x + u, logit(p)), Eq(x, logit(p) - u)]),
    (DOSE, lambda: [Eq(p, logistic(u + x)), Eq(logit(p), x + u), Eq(logit(p) - u, x)]),
    (INVERSE, lambda: [Eq(logit(p), x), Eq(odds(p), exp(x)), Eq(p, logistic(x))]),
    (DOUBLED, lambda: {p: Rational(1, 4)}),
]


@pytest.mark.parametrize("number", range(len(RIGHT)))
def test_right_steps_are_proved(number):
    goal, make = RIGHT[number]
    found = answer(goal, make)
    assert found.outcome == "proved", str(found)
    assert str(found).startswith("This attempt is proved: ")


def test_a_proof_shows_its_steps_with_reasons_and_rules():
    text = str(answer(*RIGHT[0]))
    assert "2. = (o/(1 + o))*(1 - o/(1 + o))  (put in $p$; normal form)" in text
    assert "for p ≥ 0, p < 1, o ≥ 0, p = o/(1 + o)" in text


def test_a_claim_may_be_the_goal_and_a_claim_may_be_used():
    tangent = claim("test.tangent", log(u) <= u - 1, given=(0 < u,))
    assert attempt(tangent, [log(u), ("<=", u - 1)]).outcome == "proved"
    used = answer(
        log(v) <= v - 1, lambda: [log(v), ("<=", v - 1, "tangent", tangent.at(u=v))], given=(0 < v,)
    )
    assert used.outcome == "proved"
    lacking = answer(log(v) <= v - 1, lambda: [log(v), ("<=", v - 1, "tangent", tangent.at(u=v))])
    assert lacking.outcome != "proved"


def test_a_statement_of_ones_own_is_judged_by_itself():
    assert attempt(Eq(sqrt(x**2 + 2 * x + 1), x + 1), given=(0 < x,)).outcome == "proved"
    assert attempt(Minimum((x - u) ** 2, x, u)).outcome == "proved"
    assert attempt(Minimum((x - u) ** 2, x, 2 * u)).outcome == "refuted"


def test_names_of_indices_do_not_matter():
    with as_written:
        goal = exercise("test.total", Eq(Sum(2 * X[i], (i, 1, n)), 2 * Sum(X[i], (i, 1, n))))
        steps = [Sum(2 * X[k], (k, 1, n)), 2 * Sum(X[k], (k, 1, n))]
    assert attempt(goal, steps).outcome == "proved"


def test_an_equivalence_proves_an_implication():
    goal = exercise("test.implied", Implies(x > 1, 2 * x > 2))
    assert answer(goal, lambda: [x > 1, 2 * x > 2]).outcome == "proved"
    assert answer(goal, lambda: [x > 1, 3 * x > 3]).outcome == "unfinished"


# ---- slips in the mathematics ---------------------------------------------------------------------------

SLIPS = [
    # a wrong sign, a lost square, a lost factor, a bound in the wrong direction
    (
        VARIANCE,
        lambda: [p * (1 - p), o / (1 + o) * (1 + o / (1 + o))],
        "refuted",
        2,
        ["step 1 is", "step 2 is", "a sign, a factor, a bracket?"],
    ),
    (
        VARIANCE,
        lambda: [p * (1 - p), o / (1 + o) * (1 - o / (1 + o)), o / (1 + o)],
        "refuted",
        3,
        ["Up to step 2 everything holds"],
    ),
    (REFLECTION, lambda: [logistic(-x), 1 / (1 + exp(x)), -logistic(x)], "refuted", 3, ["x = "]),
    (MEANS, lambda: [(log(u) + log(v)) / 2, (">=", log((u + v) / 2))], "refuted", 2, ["u = ", "v = "]),
    (DOSE, lambda: [Eq(logistic(x + u), p), Eq(x + u, log(p))], "refuted", 2, ["where the left side is"]),
    # a step for which a hypothesis is missing, and one that is too big
    (
        Eq(log(x**2), 2 * log(x)),
        lambda: [log(x**2), 2 * log(x)],
        "undecided",
        2,
        ["log(x**2) is not shown to be positive", "given=(0 < t,)", "It knows no hypothesis"],
    ),
    (GEOMETRIC, lambda: [sqrt(u * v), ("<=", (u + v) / 2)], "undecided", 2, ["Put a step in between"]),
    (
        x > 0,
        lambda: [x > 0, 2 * x > 0],
        "unfinished",
        None,
        ["Still to show: 2*x > 0, but that fails at x = "],
    ),
    # ends that are not the goal's
    (VARIANCE, lambda: [p * (1 - p), p - p**2], "unfinished", None, ["there is still p in p - p**2"]),
    (VARIANCE, lambda: [o / (1 + o) ** 2, p * (1 - p)], "unfinished", None, ["the chain begins with"]),
    (VARIANCE, lambda: [p, o / (1 + o)], "unfinished", None, ["the chain begins with p"]),
    (
        REFLECTION,
        lambda: [logistic(x), 1 - logistic(-x)],
        "unfinished",
        None,
        [
            "the steps prove logistic(x) = 1 - logistic(-x)",
            "To show: logistic(-x) = 1 - logistic(x)",
            "Begin with one side",
        ],
    ),
    (
        REFLECTION,
        lambda: [logistic(-x), exp(-x) / (1 + exp(-x))],
        "unfinished",
        None,
        ["Still to show: exp(-x)/(1 + exp(-x)) = 1 - logistic(x)", "write that as the last step"],
    ),
    (REFLECTION, lambda: [logistic(-x), ("<", 1)], "unfinished", None, ["That does not lead to"]),
    (
        MEANS,
        lambda: [(log(u) + log(v)) / 2, ("<=", log(u + v))],
        "unfinished",
        None,
        ["gave away too much", "u = "],
    ),
    (
        DOSE,
        lambda: [Eq(logistic(x + u), p), Eq(x + u, logit(p))],
        "unfinished",
        None,
        ["x does not stand alone"],
    ),
    (DOSE, lambda: [Eq(x + u, logit(p)), Eq(x, logit(p) - u)], "unfinished", None, ["begins with x + u"]),
    (
        DOUBLED,
        lambda: [2 * odds(p), odds(2 * p)],
        "unfinished",
        None,
        ["one point is enough", "{p: Rational(1, 2)}"],
    ),
    (DOUBLED, lambda: {p: Rational(3, 4)}, "undecided", None, ["does not satisfy"]),
    (DOUBLED, lambda: {}, "unfinished", None, ["point is empty"]),
    (DOUBLED, lambda: {x: 1}, "unread", None, ["New here: x", "speaks of p"]),
    (DOUBLED, lambda: {"p": 0}, "unread", None, ["no quotation marks"]),
    (REFLECTION, lambda: {x: 0}, "undecided", None, ["does not refute"]),
    # nothing, or not enough
    (VARIANCE, lambda: [], "unfinished", None, ["no step yet", "written without p", "Begin with p*(1 - p)"]),
    (REFLECTION, lambda: None, "unfinished", None, ["no step yet", "Begin with one side"]),
    (REFLECTION, lambda: [logistic(-x)], "unfinished", None, ["the next one is yours"]),
    (REFLECTION, lambda: [exp(x)], "unfinished", None, ["does not begin where it should"]),
    (REFLECTION, lambda: [logistic(-x), ..., 1 - logistic(x)], "unread", 2, ["still to be written"]),
    # another letter
    (
        REFLECTION,
        lambda: [logistic(-x), 1 - logistic(y)],
        "refuted",
        2,
        ["New here: y. The goal speaks of x."],
    ),
]


@pytest.mark.parametrize("number", range(len(SLIPS)))
def test_a_slip_gets_words_that_help(number):
    goal, make, outcome, step, words = SLIPS[number]
    found = answer(goal, make)
    assert (found.outcome, found.step) == (outcome, step), str(found)
    for word in words:
        assert word in str(found), str(found)


def test_steps_that_mean_equality_and_are_read_as_equivalence():
    found = answer(Eq(u**2 - v**2, 0 * u + (u - v) * (u + v)), lambda: [Eq(u, v), Eq(v, u)])
    assert found.outcome == "unfinished"
    assert "For a = b = c list the expressions" in str(found)


# ---- slips in the writing -------------------------------------------------------------------------------

WRITTEN = [
    (lambda: [logistic(-x), 0.5 * x], 2, ["0.5 is a float", "Rational(1, 2)"]),
    (lambda: [logistic(-x), x ** (1 / 2)], 2, ["0.5 is a float", "Rational(1, 2)"]),
    (lambda: [logistic(-x), 3.0], 2, ["3 is a float", "write 3."]),
    (lambda: [logistic(-x) == 1 - logistic(x)], 1, ["it is False", "Eq(a, b)", "a == b"]),
    (lambda: [logistic(-x), "1 - logistic(x)"], 2, ["it is text", "without quotation marks"]),
    (
        lambda: [logistic(-Symbol("x"))],
        1,
        ["x here (no assumption)", "x of the goal (real)", 'symbols("x", real=True)'],
    ),
    (lambda: [logistic(-Symbol("x", positive=True))], 1, ["x here (positive)"]),
    (lambda: [logistic(-x), (1 - logistic(x), Symbol("y"))], None, ["takes claims"]),
    (
        lambda: [logistic(-x), Eq(logistic(-x), 1 - logistic(x))],
        None,
        ["either statements or expressions", "[a, b, c]"],
    ),
    (lambda: [logistic(-x), ("<<", 1, "less")], 2, ["it is not a step", "(sign, expression, reason)"]),
    (lambda: [logistic(-x), ()], 2, ["it is not a step"]),
    (lambda: [logistic(-x), claim("test.u", Eq(u + 1, 1 + u, evaluate=False))], 2, ["it is a claim"]),
    (lambda: [logistic(-x), REFLECTION], 2, ["it is not a step"]),
    (lambda: [logistic(-x), Symbol("y")], None, ["y is not declared real"]),
]


@pytest.mark.parametrize("number", range(len(WRITTEN)))
def test_what_cannot_be_read_is_said(number):
    make, step, words = WRITTEN[number]
    found = answer(REFLECTION, make)
    assert (found.outcome, found.step) == ("unread", step), str(found)
    for word in words:
        assert word in str(found), str(found)
    assert "test.reflection" not in str(found)


def test_hypotheses_of_ones_own():
    assert "cannot be added" in str(answer(REFLECTION, lambda: [logistic(-x)], given=(0 < x,)))
    empty = answer(x > 0, lambda: [x > 0, 2 * x > 0], given=(x > 1, x < 0))
    assert empty.outcome == "undecided" and "contradict each other" in str(empty)


def test_a_goal_that_is_none():
    with pytest.raises(TypeError, match="the goal is an exercise"):
        attempt([logistic(x)])
    assert "float" in str(attempt(0.5 * x > 1))


def test_an_exercise_says_what_it_asks_and_takes_no_float():
    assert str(VARIANCE).startswith("Wanted: p*(1 - p), written without p, for ")
    assert str(DOSE).startswith("Wanted: x alone on one side, from logistic(x + u) = p")
    assert str(DOUBLED).startswith("To refute: ")
    with pytest.raises(TypeError, match="float"):
        exercise("test.half", 0.5 * x)
    with pytest.raises(ValueError, match="id"):
        exercise("half", x)


# ---- sound, and no claim --------------------------------------------------------------------------------


def test_an_end_that_was_tidied_is_no_end():
    """x/x + y and 1 + y look alike once SymPy has tidied; the first has no value at 0."""
    assert answer(UNKNOWN, lambda: [1 + y, y + 1]).outcome == "unfinished"
    assert answer(UNKNOWN, lambda: [x / x + y, 1 + y]).outcome == "undecided"


@pytest.mark.parametrize("number", range(len(RIGHT) + len(SLIPS)))
def test_proved_means_that_the_book_would_print_it(number):
    goal, make, *_ = (RIGHT + SLIPS)[number]
    with as_written:
        steps = make()
    if answer(goal, make).outcome != "proved":
        return
    given = getattr(goal, "given", ())
    if isinstance(steps, dict):
        proof = refute("test.again", goal.statement, given, at=steps)
    elif not isinstance(steps, list) or len(steps) == 1:
        proof = claim("test.again", steps[0] if isinstance(steps, list) else steps, given)
    else:
        proof = derivation("test.again", [s if isinstance(s, tuple) else (s,) for s in steps], given)
    assert proof.verdict.outcome in ("proved", "refuted")


def test_a_claim_under_more_hypotheses_does_not_reach_the_goal():
    goal = exercise("test.powers", Eq(log(x**2), 2 * log(x)), given=(x > 0,))
    assert gap(goal, claim("test.powers", Eq(log(x**2), 2 * log(x)), given=(x > 0,))) is None
    assert "is not given" in str(gap(goal, claim("test.powers", Eq(log(x**2), 2 * log(x)), given=(x > 1,))))


@pytest.mark.parametrize("number", range(len(RIGHT)))
def test_an_answer_is_no_claim(number):
    found = answer(*RIGHT[number])
    assert set(found._repr_mimebundle_()) == {"text/markdown", "text/plain"}
    assert MIME not in found._repr_mimebundle_()
    with pytest.raises(TypeError, match="using= takes claims"):
        claim("test.on_sand", Eq(x + 1, 1 + x, evaluate=False), using=found)


def test_markdown_shows_formulas_and_keeps_stars():
    shown = answer(VARIANCE, lambda: [p * (1 - p), p - p**2])._repr_mimebundle_()["text/markdown"]
    assert shown.startswith(
        "**This attempt is not finished**: so far so good, and there is still $p$ in $p - p^{2}$."
    )
    stars = attempt(Eq(log(x**2), 2 * log(x)))._repr_mimebundle_()["text/markdown"]
    assert r"log(x\*\*2)" in stars


def test_inside_as_written_it_computes_as_ever():
    with as_written:
        found = attempt(REFLECTION, [logistic(-x), 1 / (1 + exp(x)), 1 - logistic(x)])
    assert found.outcome == "proved"


def test_a_refusal_carries_its_verdict_and_its_step():
    with pytest.raises(NotProved) as refusal, as_written:
        derivation("test.slip", [(logistic(-x),), (1 / (1 + exp(x)),), (-logistic(x),)])
    assert refusal.value.step == 3 and refusal.value.verdict.outcome == "refuted"
    assert len(refusal.value.rows) == 2
