"""What the reader sees: the author's order, and the data that the build reads."""

import json

import pytest
from sympy import Eq, Limit, Sum, exp, log, oo

from logodds.proof import (
    And,
    Equivalent,
    as_written,
    claim,
    define,
    derivation,
    logistic,
    named,
    odds,
    refute,
    softmax,
)
from logodds.proof.display import MIME, data, hypotheses, math, plain
from tests.proof.statements import K, P, X, Z, a, b, c, i, k, n, p, u, x, y

inside = (0 < p, p < 1)


@pytest.mark.parametrize(
    "written, latex",
    [
        (lambda: y + x, "y + x"),
        (lambda: b * a, "b a"),
        (lambda: 1 - p, "1 - p"),
        (lambda: c + b + a, "c + b + a"),
        (lambda: x - (y + a), r"x - \left(y + a\right)"),
        (lambda: odds(p), r"\operatorname{odds}(p)"),
        (lambda: logistic(-x), r"\sigma(- x)"),
        (lambda: log(x), r"\log(x)"),
        (lambda: softmax(Z, k, K), r"\operatorname{softmax}(Z)_{k}"),
        (lambda: Sum(X[i], (i, 1, n)), r"\sum_{i=1}^{n} X_{i}"),
        (lambda: Limit(x, x, 0, "+"), r"\lim_{x \to 0^{+}} x"),
        (lambda: Limit(x, x, oo), r"\lim_{x \to \infty} x"),
    ],
)
def test_the_author_s_order_is_kept(written, latex):
    with as_written:
        expression = written()
    assert math(expression) == latex


def test_chains_of_inequalities():
    with as_written:
        assert math(And(a < b, b < c)) == "a < b < c"
        assert math(And(a < b, b <= c)) == r"a < b \le c"
        assert r"\text{and}" in math(And(a < b, c < b))


def test_bounds_of_one_symbol_are_joined():
    assert hypotheses((0 < p, p < 1)) == ["0 < p < 1"]
    assert hypotheses((0 <= p, p < 1)) == [r"0 \le p < 1"]
    assert hypotheses((p < 1, 0 < p)) == ["0 < p < 1"]
    assert hypotheses((0 < x, 0 < y)) == ["x, y > 0"]
    assert hypotheses((0 < P[k], Eq(Sum(P[k], (k, 1, K)), 1)))[0] == "P_{k} > 0"


def test_plain_text_keeps_the_form():
    with as_written:
        assert plain(Eq(odds(1 - p), 1 / odds(p))) == "odds(1 - p) = 1/odds(p)"
        assert plain(Equivalent(x < y, y > x)) == "x < y ⇔ y > x"


KEYS = {
    "version",
    "id",
    "kind",
    "title",
    "given",
    "latex",
    "formula",
    "points",
    "defines",
    "names",
    "rows",
    "verdict",
    "decision",
    "statement",
    "hypotheses",
    "witness",
    "uses",
    "beyond",
    "key",
}


def examples():
    with as_written:
        complement = claim(
            "test.complement",
            Eq(odds(1 - p), 1 / odds(p)),
            given=inside,
            title="Complement",
            beyond="nothing",
        )
        chain = derivation(
            "test.chain",
            [(Eq(p / (1 - p), x), "by definition"), (Eq(p, x * (1 - p)), "times $1 - p$")],
            given=inside,
        )
        known = claim("test.tangent", log(u) <= u - 1, given=(0 < u,))
        used = claim("test.used", log(1 - p) <= -p, given=inside, using=(known.at(u=1 - p),))
        return [
            complement,
            chain,
            used,
            define("test.odds", odds(p), given=(0 <= p, p < 1)),
            refute("test.even", Eq(logistic(-x), logistic(x)), at={x: 1}),
        ]


@pytest.mark.parametrize("number", range(5))
def test_the_data_keep_the_contract(number):
    one = examples()[number]
    shown = one._repr_mimebundle_()
    assert set(shown) == {MIME, "text/latex", "text/plain"}
    given = shown[MIME]
    assert set(given) == KEYS and given["version"] == 1 and given["id"] == one.id
    assert json.loads(json.dumps(given)) == given
    assert given["kind"] in ("claim", "derivation", "definition", "refutation")
    assert given["verdict"] in ("proved", "refuted", "definition")
    assert "$$" not in given["latex"] and r"\tag" not in given["latex"] and given["latex"].strip()
    assert all(set(row) == {"latex", "reason", "rule", "decision"} for row in given["rows"])
    texts = [given[key] for key in KEYS - {"version", "given", "rows", "hypotheses", "uses", "points", "names"}]
    assert all(isinstance(text, str) for text in texts)


def test_the_key_belongs_to_what_is_said():
    """A claim with another statement, another hypothesis or another line has another key; its title and its
    id do not matter."""
    plainly = data(claim("test.square", x**3 + x > 0, given=(0 < x,)))
    same = data(claim("test.other", x**3 + x > 0, given=(0 < x,), title="Square", reason="by sight"))
    others = [
        claim("test.square", x**3 + x >= 0, given=(0 < x,)),
        claim("test.square", x**3 + x > 0, given=(1 < x,)),
        derivation("test.square", [(x**2 - 1, ""), ((x - 1) * (x + 1), ""), (x**2 - 1, "")]),
        derivation("test.square", [(x**2 - 1, ""), ((x + 1) ** 2 - 2 * x - 2, ""), (x**2 - 1, "")]),
    ]
    assert plainly["key"] == same["key"] and len(plainly["key"]) == 16
    assert len({plainly["key"], *(data(one)["key"] for one in others)}) == 5


def test_each_kind_says_what_it_has():
    complement, chain, used, definition, refutation = map(data, examples())
    assert (
        complement["title"] == "Complement"
        and complement["beyond"] == "nothing"
        and complement["given"] == ["0 < p < 1"]
    )
    assert "random points" in complement["decision"]
    assert (
        chain["latex"].startswith(r"\begin{aligned}")
        and r"\text{times $1 - p$}" in chain["latex"]
        and r"\iff" in chain["latex"]
    )
    assert [row["reason"] for row in chain["rows"]] == ["by definition", "times $1 - p$"] and chain["rows"][
        1
    ]["rule"]
    assert used["uses"] == [{"id": "test.tangent", "statement": "log(u) ≤ u - 1"}]
    assert definition["verdict"] == "definition" and r":=" in definition["latex"]
    assert refutation["verdict"] == "refuted" and "x = 1" in refutation["witness"]


@pytest.mark.parametrize(
    "expression, latex",
    [
        (lambda: exp(-((x - y) ** 2) / (2 * y**2)), r"\exp\left("),
        (lambda: exp(-x / y), r"e^{- x / y}"),
        (lambda: exp(-x), r"e^{- x}"),
        (lambda: (x / y) * (y / x), r"\frac{x}{y} \, \frac{y}{x}"),
    ],
)
def test_fractions_stay_readable(expression, latex):
    with as_written:
        assert latex in math(expression())


def test_what_a_claim_speaks_of_is_named():
    """A function of the vocabulary by its own name, any other as its chapter's."""
    with as_written:
        double = named("double", "D", lambda v: 2 * logistic(v))
        defined = data(define("test.double", double(x), given=(0 < x,)))
        chain = data(derivation("test.names", [(double(x), ""), (2 * logistic(x), ""), (2 / (1 + exp(-x)), "")]))
    assert (defined["defines"], defined["names"]) == ("test.double", ["logistic", "test.double"])
    assert (chain["defines"], chain["names"]) == ("", ["logistic", "test.double"])
    letter = data(define("test.letter", y, x + 1))
    assert (letter["defines"], letter["names"]) == ("", [])


def test_the_formula_of_a_chain_is_its_conclusion():
    _, chain, used, definition, refutation = map(data, examples())
    assert chain["formula"] == r"\frac{p}{1 - p} = x \iff p = x \left(1 - p\right)"
    assert definition["formula"] == definition["latex"]
    assert (chain["points"] > 0, used["points"] > 0) == (True, True)
    assert (definition["points"], refutation["points"]) == (0, 0)
