"""Each exercise that asks for a formula begins an attempt; its solution reaches the goal; slips are found."""

import re
from inspect import signature

import pytest
from logodds.proof import (
    LSE,
    Claim,
    Derivative,
    IndexedBase,
    as_written,
    attempt,
    exp,
    log,
    logistic,
    odds,
)
from logodds.proof.attempt import gap

from tests.claims import CHAPTERS, attempts_of, claims_of
from tests.pin import chapters

#: exercises whose solution proves something, and which ask for a verdict, a domain or a number
WITHOUT = {
    "preface-verdicts",
    "fitting-exercise-threshold",  # asks for hours
    "fitting-exercise-constant",  # asks where, not for a formula that is given
    "preface-digits",
    "notation-ends",
    "posterior-exercise-irises",
    "logits-in-practice-exercise-tanh",
    "logits-in-practice-exercise-rescue",
}
#: exercises whose attempt is at a statement that the reader is to change, so that no solution proves it
FREE = {
    "preface-hypothesis",
    "logistic-exercise-pooling",
    "cross-entropy-exercise-weights",
    "prove-it-yourself-hypothesis",
}


def exercises(chapter):
    """Yield (label, the source between exercise and solution, the solution's source) of a chapter."""
    text = (CHAPTERS / f"{chapter}.md").read_text("utf-8")
    for part in re.split(r"```\{exercise-start\}", text)[1:]:
        label = re.search(r":label: (\S+)", part)[1]
        below, _, solution = part.partition("```{exercise-end}")[2].partition("```{solution-start}")
        yield label, below, solution.partition("```{solution-end}")[0]


def test_exercises_are_found():
    assert sum(1 for chapter in chapters() for _ in exercises(chapter)) > 40


@pytest.mark.parametrize("chapter", chapters())
def test_an_exercise_whose_solution_proves_something_begins_an_attempt(chapter):
    for label, below, solution in exercises(chapter):
        proves = re.search(r"\b(claim|derivation|refute)\(", solution)
        assert ("attempt(" in below) == bool(proves and label not in WITHOUT), label
        goal = re.search(r'exercise\("([\w.]+)"', below)
        if goal:
            assert f'"{goal[1]}"' in solution, f"{label}: its solution does not prove {goal[1]}"
        else:
            assert "attempt(" not in below or label in FREE, label


@pytest.mark.parametrize("chapter", chapters())
def test_the_solution_reaches_the_goal(chapter):
    for answer in attempts_of(chapter):
        if answer.goal.id in claims_of(chapter):
            solution = claims_of(chapter)[answer.goal.id]
            assert isinstance(solution, Claim)
            assert gap(answer.goal, solution) is None, f"{answer.goal.id}: {gap(answer.goal, solution)}"
        else:
            assert answer.goal.id == "attempt.own"


def test_goals_are_found():
    goals = [a.goal.id for chapter in chapters() for a in attempts_of(chapter) if a.goal.id != "attempt.own"]
    assert len(goals) == len(set(goals)) > 30


def goal(id):
    [answer] = [answer for answer in attempts_of(id.split(".")[0]) if answer.goal.id == id]
    return answer.goal


def letters(task):
    """Return the task's symbols and vectors by name."""
    parts = (task.statement, *task.given)
    symbols = {s.name: s for e in parts for s in e.free_symbols if s.is_Symbol}
    return symbols | {str(base): base for e in parts for base in e.atoms(IndexedBase)}


def complement_of_odds(p, o):
    """1 - p taken for 1/o."""
    return [p * (1 - p), o / (1 + o) * (1 - p), o / (1 + o) * (1 / o)]


def log_of_a_sum(u, v):
    """The log of a sum taken for the sum of logs, at the last step."""
    return [(log(u) + log(v)) / 2, log(u * v) / 2, ("<=", (log(u + v) - log(2)) / 2)]


def product_rule(x):
    """The slope of the logistic function taken for the function, at the second term."""
    return [Derivative(x * logistic(x), x), logistic(x) + x * logistic(x), logistic(x) * (1 + x)]


def added_odds(p, u, v, n):
    """The factor of one result where there are n."""
    posterior = odds(p * u**n / (p * u**n + (1 - p) * v**n))
    return [posterior, p * u**n / ((1 - p) * v**n), u / v * odds(p)]


def crossed_terms(p, y):
    """The middle term of a square forgotten."""
    cost = p * (1 - y) ** 2 + (1 - p) * y**2
    return [cost, p - 2 * p * y + y**2, p + y**2, (p - y) ** 2]


def log_through_a_sum(z, K):
    """The logarithm of a sum taken term by term, at the newcomer."""
    total = exp(LSE(z, K)) + exp(z[K + 1])
    return [log(total), LSE(z, K) + z[K + 1]]


@pytest.mark.parametrize(
    "id, slip, step",
    [
        ("odds.variance", complement_of_odds, 3),
        ("logit.mean_of_logs", log_of_a_sum, 3),
        ("logistic.exercise_swish", product_rule, 2),
        ("posterior.exercise_repeat", added_odds, 3),
        ("cross_entropy.exercise_brier", crossed_terms, 3),
        ("softmax.exercise_stream", log_through_a_sum, 2),
    ],
)
def test_a_typical_slip_is_found_at_its_step(id, slip, step):
    task = goal(id)
    with as_written:
        steps = slip(**{name: letters(task)[name] for name in signature(slip).parameters})
    answer = attempt(task, steps)
    assert (answer.outcome, answer.step) == ("refuted", step), str(answer)
    assert f"where step {step - 1} is" in str(answer)
