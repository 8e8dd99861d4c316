"""The book proves what it is pinned to prove. `make pin` pins it anew; its diff says what was weakened."""

import json

import pytest
from sympy import Function, Symbol

from logodds.proof import Eq, claim
from tests.pin import chapters, differences, pin, pins, read


@pytest.mark.parametrize("chapter", chapters())
def test_the_chapter_proves_what_is_pinned(chapter):
    found = differences(read().get(chapter, {}), pins(chapter))
    assert not found, "\n".join([*found, "If this is meant: make pin, and the reviewer reads the diff."])


def test_no_chapter_was_dropped():
    assert set(read()) == set(chapters())


def test_the_file_is_sorted():
    book = read()
    assert list(book) == sorted(book)
    assert all(list(chapter) == sorted(chapter) for chapter in book.values())
    assert sum(map(len, book.values())) > 100


x, n = Symbol("x", real=True), Symbol("x", integer=True)
STRONG = pin(claim("try.square", Eq((x + 1) ** 2, x**2 + 2 * x + 1)))


@pytest.mark.parametrize(
    "weaker, part",
    [
        (claim("try.square", Eq((x + 1) ** 2, x**2 + 2 * x + 1), given=(x > 0,)), "hypotheses"),
        (claim("try.square", (x + 1) ** 2 >= 2 * x + 1), "statement"),
        (claim("try.square", Eq((n + 1) ** 2, n**2 + 2 * n + 1)), "symbols"),
    ],
)
def test_a_weaker_claim_is_named(weaker, part):
    [line] = differences({"try.square": STRONG}, {"try.square": pin(weaker)})
    assert line.startswith(f"try.square: {part} was ")


def test_a_claim_that_came_or_went_is_named():
    assert differences({"try.square": STRONG}, {}) == ["try.square is pinned, and no longer in the book"]
    assert differences({}, {"try.square": STRONG}) == ["try.square is new"]
    assert differences({"try.square": STRONG}, {"try.square": json.loads(json.dumps(STRONG))}) == []


def test_what_is_assumed_of_a_function_is_pinned():
    f = Function("f", real=True)
    pinned = pin(claim("try.f", Eq((f(x) + 1) ** 2, f(x) ** 2 + 2 * f(x) + 1)))
    assert pinned["symbols"] == ["f: real", "x: real"]
