"""Each function of the numbers against the expression of the claim that its docstring names, at 50 digits."""

import inspect
import re

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose
from sympy import Indexed, IndexedBase, Integer, Rational, Symbol, exp

import logodds
from logodds import data
from logodds.proof import logistic
from logodds.proof.points import MP, Point
from logodds.proof.words import settle
from tests.claims import CHAPTERS, claims_of
from tests.exact import open_unit, positive, real_line, worst

x = Symbol("x", real=True)


def moderate(points):
    """Points at which an exponential can be written down at 50 digits."""
    return points[(np.abs(points) < 1e6) & (np.abs(points) > 1e-300)]


REAL, UNIT = moderate(real_line())[::7], moderate(open_unit())[::7]
POSITIVE = moderate(positive())[::7]
RATIOS = POSITIVE[(POSITIVE > 1e-9) & (POSITIVE < 1e9)]
PRICES = 1 + RATIOS

# function, how it is read off the claim's statement, its variable, points, greatest error in ULP
TABLE = [
    ("odds", lambda s: s.rhs, "p", UNIT, 2),
    ("probability", lambda s: s.args[1].rhs, "o", POSITIVE, 2),
    ("odds_derivative", lambda s: s.rhs, "p", UNIT, 4),
    ("logit", lambda s: s.rhs, "p", UNIT, 2),
    ("logit_derivative", lambda s: s.rhs, "p", UNIT, 3),
    ("logit_second_derivative", lambda s: s.rhs, "p", UNIT[np.abs(UNIT - 0.5) > 1e-3], 6),
    ("inverse_cloglog", lambda s: s.rhs, "x", REAL[REAL < 10], 3),
    ("cloglog", lambda s: s.args[1].rhs, "p", UNIT, 3),
    ("inverse_probit", lambda s: s.rhs, "x", REAL[np.abs(REAL) < 37], 8),
    ("logistic", lambda s: s.args[1].rhs, "L", REAL, 2),
    ("logistic_derivative", lambda s: s.rhs, "x", REAL, 3),
    ("logistic_second_derivative", lambda s: s.rhs, "x", REAL[np.abs(REAL) > 1e-3], 6),
    ("log_logistic", lambda s: s.lhs, "x", REAL, 2),
    ("softplus", lambda s: s.rhs, "x", REAL, 2),
    ("inverse_softplus", lambda s: s.args[1].rhs, "v", POSITIVE, 3),
    ("log1mexp", lambda s: s.lhs.xreplace({logistic(x): exp(x)}), "x", -POSITIVE, 2),
    ("probability_from_decimal", lambda s: 1 / s.args[1].rhs.base, "b", PRICES, 1),
    ("decimal_odds", lambda s: s.args[1].rhs, "p", UNIT, 1),
    ("fractional_odds", lambda s: s.args[0].rhs, "p", UNIT, 2),
    ("probability_from_fractional", lambda s: s.args[1].rhs, "f", RATIOS, 2),
    ("probability_from_moneyline", lambda s: s.args[1].rhs, "m", 100 + RATIOS, 2),
]


def claim_named_by(name):
    """The claim that a function's docstring names."""
    (claim_id,) = re.findall(r"Claim: ``([\w.]+)``", inspect.getdoc(getattr(logodds, name)))
    chapter = claim_id.split(".")[0]
    assert claim_id in claims_of(chapter), f"{name} names {claim_id}, which {chapter}.md does not show"
    return claims_of(chapter)[claim_id]


@pytest.mark.parametrize("name, read, variable, points, bound", TABLE, ids=[row[0] for row in TABLE])
def test_function_computes_its_claim(name, read, variable, points, bound):
    expression = read(claim_named_by(name).statement)
    if name == "probability_from_decimal":               # the claim reads b = 1/p: solved for p it is p = 1/b
        expression = 1 / Symbol("b", real=True)
    (symbol,) = {s for s in settle(expression).free_symbols if str(s) == variable}

    def exact(value):
        with mpmath.workdps(700):                        # 1 - e^-745 needs some three hundred digits
            point = Point({symbol: Rational(*mpmath.libmp.to_rational(value._mpf_))})
            return +MP(expression, point)

    assert len(points) > 30
    error, at = worst(getattr(logodds, name), exact, points)
    assert error <= bound, f"{error} ULP at {at!r}"


def public_functions():
    public = {name: getattr(logodds, name) for name in logodds.__all__}
    return [name for name, value in public.items() if callable(value) and not inspect.isclass(value)]


@pytest.mark.parametrize("name", public_functions())
def test_every_function_names_a_claim_that_its_chapter_shows(name):
    assert claim_named_by(name).verdict.outcome in ("proved", "definition")


@pytest.mark.parametrize("p_1, p_0", [(0.9, 0.8), (0.001, 0.4), (0.5, 0.25), (1e-12, 1 - 1e-12)])
def test_ratios_compute_their_claims(p_1, p_0):
    at = {"p_1": p_1, "p_0": p_0}
    for name in ("odds_ratio", "relative_risk"):
        expression = claim_named_by(name).statement.rhs
        point = Point({s: Rational(at[str(s)]) for s in expression.free_symbols})
        with mpmath.workdps(50):
            assert float(MP(expression, point)) == pytest.approx(getattr(logodds, name)(p_1, p_0), rel=1e-15)


# Functions of several numbers or of rows, at drawn ones
#
# function, how it is read off the claim's statement, the claim's letters, what the function makes of them.
# A letter of an array stands for indexed entries; an index counts from 1.

RANDOM = np.random.default_rng(20261121)
K = 4
Z, V = RANDOM.normal(0, 3, K), RANDOM.normal(0, 1, K)
P_, Q_, F = RANDOM.dirichlet(np.ones(K)), RANDOM.dirichlet(np.ones(K)), RANDOM.uniform(0.1, 2, K)
P, U, ONE = 0.3, 0.9, np.eye(K)
ROW = {"z": Z, "K": K, "k": 2, "j": 3}
TESTED = {"p": 0.005, "u": 0.9, "v": 0.05}
TWO = {"f_1": 0.7, "f_2": 0.2, "pi_1": 0.25, "pi_2": 0.75}
NORMAL = {"mu_1": 1.5, "mu_2": -0.5, "s_1": 0.7, "s_2": 1.9, "pi_1": 0.25, "pi_2": 0.75, "x": 0.4}
COUNTS = {"A": 30, "B": 12, "C": 7, "D": 51}
GROWTH = {"C": 197.3, "g": 0.03, "x": 1950.0, "x_{1/2}": 1914.3}


def right(statement):
    return statement.rhs


DRAWN = [
    ("softmax", right, ROW, lambda a: logodds.softmax(a["z"])[1]),
    ("log_softmax", right, ROW, lambda a: logodds.log_softmax(a["z"])[1]),
    ("logsumexp", right, ROW, lambda a: logodds.logsumexp(a["z"])),
    ("scores_against", right, ROW, lambda a: logodds.scores_against(a["z"], 1)[2]),
    ("center_scores", lambda s: s.args[-1], ROW, lambda a: (a["z"] - logodds.center_scores(a["z"]))[0]),
    ("softmax_jacobian", right, ROW, lambda a: logodds.softmax_jacobian(a["z"])[1, 2]),
    ("softmax_jacobian", right, ROW | {"j": 2}, lambda a: logodds.softmax_jacobian(a["z"])[1, 1]),
    ("softmax_jacobian_product", right, ROW | {"v": V},
     lambda a: logodds.softmax_jacobian_product(a["z"], a["v"])[1]),
    ("log_softmax_jacobian_product", right, ROW,
     lambda a: logodds.log_softmax_jacobian_product(a["z"], ONE[2])[1]),
    ("cross_entropy_with_logits_hessian_product", right, ROW,
     lambda a: logodds.cross_entropy_with_logits_hessian_product(a["z"], ONE[1])[2]),
    ("cross_entropy_with_logits", right, ROW | {"t": P_},
     lambda a: logodds.cross_entropy_with_logits(a["z"], a["t"])),
    ("entropy", right, {"p": P_, "K": K}, lambda a: logodds.entropy(a["p"])),
    ("cross_entropy", right, {"p": P_, "q": Q_, "K": K}, lambda a: logodds.cross_entropy(a["p"], a["q"])),
    ("kl_divergence", right, {"p": P_, "q": Q_, "K": K}, lambda a: logodds.kl_divergence(a["p"], a["q"])),
    ("rel_entr", right, {"p": P_, "q": Q_, "K": K}, lambda a: logodds.rel_entr(a["p"], a["q"]).sum()),
    ("kl_div", right, {"p": P_, "q": Q_, "K": K}, lambda a: logodds.kl_div(a["p"], a["q"]).sum()),
    ("xlogy", lambda s: s.lhs.args[0], {"p": P}, lambda a: logodds.xlogy(a["p"], a["p"])),
    ("cross_entropy_hessian_product", right, {"p": P, "q": U},
     lambda a: logodds.cross_entropy_hessian_product(a["p"], a["q"], 1)),
    ("binary_cross_entropy", right, {"t": P, "y": U}, lambda a: logodds.binary_cross_entropy(a["y"], a["t"])),
    ("binary_cross_entropy_hessian_product", right, {"t": P, "y": U},
     lambda a: logodds.binary_cross_entropy_hessian_product(a["y"], a["t"], 1)),
    ("binary_cross_entropy_with_logits", right, {"t": P, "z": 1.75},
     lambda a: logodds.binary_cross_entropy_with_logits(a["z"], a["t"])),
    ("binary_cross_entropy_with_logits_hessian_product", right, {"z": 1.75},
     lambda a: logodds.binary_cross_entropy_with_logits_hessian_product(a["z"], 1)),
    ("log_joint", right, {"f": F, "pi": P_, "k": 2}, lambda a: logodds.log_joint(np.log(a["f"]), a["pi"])[1]),
    ("log_evidence", right, {"f": F, "pi": P_, "K": K}, lambda a: logodds.log_evidence(np.log(a["f"]), a["pi"])),
    ("posterior", right, {"f": F, "pi": P_, "K": K, "k": 2},
     lambda a: logodds.posterior(np.log(a["f"]), a["pi"])[1]),
    ("posterior_log_odds", right, TWO,
     lambda a: logodds.posterior_log_odds(np.log(a["f_1"]), np.log(a["f_2"]), a["pi_1"])),
    ("update_log_odds", right, TWO,
     lambda a: logodds.update_log_odds(logodds.logit(a["pi_1"]), [np.log(a["f_1"] / a["f_2"])])),
    ("update_odds", right, TWO, lambda a: logodds.update_odds(logodds.odds(a["pi_1"]), a["f_1"] / a["f_2"])),
    ("predictive_values", right, TESTED,
     lambda a: logodds.predictive_values(a["u"], 1 - a["v"], a["p"]).positive),
    ("likelihood_ratios", right, TESTED,
     lambda a: logodds.likelihood_ratios(a["u"], 1 - a["v"]).positive * logodds.odds(a["p"])),
    ("weight_of_evidence", right, TESTED,
     lambda a: logodds.weight_of_evidence(a["u"], a["v"]) + logodds.logit(a["p"])),
    ("add_evidence", right, {"p": P, "u": F, "v": F[::-1], "n": K},
     lambda a: logodds.add_evidence(logodds.logit(a["p"]), *logodds.weight_of_evidence(a["u"], a["v"]))),
    ("convert_evidence", right, {"o": 7.5}, lambda a: logodds.convert_evidence(np.log(a["o"]), "nats", "decibans")),
    ("gaussian_quadratic_logit", right, NORMAL, lambda a: (lambda found: (
        found.matrix * a["x"] ** 2 + found.weights * a["x"] + found.intercept))(logodds.gaussian_quadratic_logit(
            a["mu_1"], a["mu_2"], a["s_1"] ** 2, a["s_2"] ** 2, a["pi_1"]))),
    ("cauchy_logit", right, {"x": 0.7}, lambda a: logodds.cauchy_logit(a["x"])),
    ("overround", right, {"b": 1 + F, "K": K}, lambda a: logodds.overround(a["b"])),
    ("fair_probabilities", right, {"b": 1 + F, "K": K},
     lambda a: 1 / (a["b"][1] * logodds.fair_probabilities(a["b"])[1]) - 1),
    ("odds_ratio_from_counts", right, COUNTS,
     lambda a: logodds.odds_ratio_from_counts([[a["A"], a["B"]], [a["C"], a["D"]]])),
    ("relative_risk_from_counts", right, {"p_1": 0.75, "p_0": 0.125},
     lambda a: logodds.relative_risk_from_counts([[3, 1], [1, 7]])),
    ("relative_risk_from_odds_ratio", lambda s: s.args[1].rhs, {"R": 2.25, "p_0": 0.8},
     lambda a: logodds.relative_risk_from_odds_ratio(a["R"], a["p_0"])),
    ("threshold", lambda s: s.args[1].rhs, {"c_FP": 3.0, "c_FN": 11.0},
     lambda a: logodds.threshold(a["c_FP"], a["c_FN"]).odds),
    ("verhulst", lambda s: s.lhs.args[0], GROWTH,
     lambda a: logodds.verhulst(a["x"], a["C"], a["g"], a["x_{1/2}"])),
    ("verhulst_through", right, {"N_0": 4.0, "N_1": 23.0, "N_2": 92.0},
     lambda a: logodds.verhulst_through([0, 1, 2], [a["N_0"], a["N_1"], a["N_2"]]).capacity),
]

# Those that no row above holds to its claim: what does
ELSEWHERE = {
    "odds_ratio": "test_ratios_compute_their_claims",
    "relative_risk": "test_ratios_compute_their_claims",
    "probit": "test_inverses_undo_what_their_claims_define",
    "moneyline_odds": "test_inverses_undo_what_their_claims_define",
    "bernoulli_logit": "test_affine_logits_are_the_log_odds_that_their_claims_say",
    "gaussian_logit": "test_affine_logits_are_the_log_odds_that_their_claims_say",
    "fisher_discriminant": "test_affine_logits_are_the_log_odds_that_their_claims_say",
    "reliability": "test_a_balanced_model_is_reliable_on_the_whole",
    "separation": "test_a_separating_direction_is_downhill_for_ever",
}


def value_at(expression, letters):
    """The value of a claim's expression at 50 digits; letters: numbers and arrays by name."""
    numbers, entries = {}, {}
    for symbol in settle(expression).free_symbols:
        given = letters.get(str(symbol))
        if isinstance(symbol, Symbol) and np.ndim(given) == 0 and given is not None:
            numbers[symbol] = Integer(given) if isinstance(given, int) else Rational(float(given))
    for base in settle(expression).atoms(IndexedBase):
        for index in np.ndindex(letters[str(base)].shape):
            entries[Indexed(base, *(i + 1 for i in index))] = Rational(float(letters[str(base)][index]))
    with mpmath.workdps(50):
        return float(MP(expression, Point(numbers, entries)))


@pytest.mark.parametrize("name, read, letters, ours", DRAWN, ids=[row[0] for row in DRAWN])
def test_function_computes_its_claim_of_several_numbers(name, read, letters, ours):
    wanted = value_at(read(claim_named_by(name).statement), letters)
    assert np.isfinite(wanted) and ours(letters) == pytest.approx(wanted, rel=1e-12, abs=1e-15)


def test_inverses_undo_what_their_claims_define():
    normal = claim_named_by("probit").statement.rhs
    for p in (1e-9, 0.2, 0.999):
        assert value_at(normal, {"x": logodds.probit(p)}) == pytest.approx(p, rel=1e-13)
    price = claim_named_by("moneyline_odds").statement.args[1].rhs
    for p in (0.01, 0.3, 0.5):
        assert value_at(price, {"m": float(logodds.moneyline_odds(p))}) == pytest.approx(p, rel=1e-14)


def test_affine_logits_are_the_log_odds_that_their_claims_say():
    u, v, x, letters = np.array([0.9, 0.2, 0.6]), np.array([0.5, 0.4, 0.1]), np.array([1, 0, 1]), {"d": 3}
    found = logodds.bernoulli_logit(u, v, 0.25)
    wanted = value_at(claim_named_by("bernoulli_logit").statement.rhs,
                      letters | {"u": u, "v": v, "x": x, "pi_1": 0.25, "pi_2": 0.75})
    assert found.weights @ x + found.intercept == pytest.approx(wanted, rel=1e-13)

    one, other = RANDOM.normal(1, 1, (9, 2)), RANDOM.normal(0, 1, (8, 2))
    means, x = np.stack([one.mean(axis=0), other.mean(axis=0)]), np.array([0.3, -1.25])
    scatter = sum((group - group.mean(axis=0)).T @ (group - group.mean(axis=0)) for group in (one, other))
    letters = {"d": 2, "mu": means, "Q": np.linalg.inv(scatter), "x": x, "pi_1": 0.25, "pi_2": 0.75}
    found = logodds.gaussian_logit(*means, scatter, 0.25)
    wanted = value_at(claim_named_by("gaussian_logit").statement.rhs, letters)
    assert found.weights @ x + found.intercept == pytest.approx(wanted, rel=1e-12)
    coefficient = claim_named_by("fisher_discriminant").statement.rhs
    assert_allclose(logodds.fisher_discriminant(one, other),
                    [value_at(coefficient, letters | {"r": r}) for r in (1, 2)], rtol=1e-12)


def test_a_balanced_model_is_reliable_on_the_whole():
    table = data.load("exam_hours")
    y = logodds.LogisticRegression().fit(table["hours"], table["passed"]).predict_proba(table["hours"])[:, 1]
    errors, means = claim_named_by("reliability").statement.args
    letters = {"t": table["passed"], "y": y, "n": len(y)}
    assert value_at(errors.lhs, letters) == pytest.approx(0, abs=1e-12)
    (predicted,), (observed,), (count,) = logodds.reliability(table["passed"], y, bins=1)
    assert [predicted, observed] == pytest.approx([value_at(means.lhs, letters), value_at(means.rhs, letters)])
    assert count == len(y)


def test_a_separating_direction_is_downhill_for_ever():
    """The slope that the claim gives is negative along the direction that is found, however far one has gone."""
    x, y = np.array([1.0, 2.0, 4.0, 5.0]), np.array([0, 0, 1, 1])
    found = logodds.separation(x, y)
    rates = (2 * y - 1) * (np.ravel(found.coef)[0] * x + np.ravel(found.intercept)[0])
    slope = claim_named_by("separation").statement.rhs
    assert all(value_at(slope, {"c": rates, "u": np.zeros(4), "n": 4, "alpha": far}) < 0 for far in (0.0, 1.0, 30.0))


def test_every_function_is_held_to_its_claim():
    held = {row[0] for row in [*TABLE, *DRAWN]}
    assert held | set(ELSEWHERE) == set(public_functions()) and not held & set(ELSEWHERE)
    assert all(callable(globals()[test]) for test in ELSEWHERE.values())


# What issue 5 lists, in the book's own words: each is imported from the package itself
PROMISED = """
    odds probability odds_ratio logit logistic logistic_derivative log_logistic softplus inverse_softplus log1mexp
    logsumexp softmax log_softmax entropy xlogy rel_entr kl_div kl_divergence cross_entropy binary_cross_entropy
    binary_cross_entropy_with_logits cross_entropy_with_logits LogisticRegression SoftmaxRegression
""".split()


def test_what_was_promised_is_there():
    assert set(PROMISED) <= set(logodds.__all__)
    assert all(callable(getattr(logodds, name)) for name in PROMISED)


@pytest.mark.parametrize("name", PROMISED[-5:-2] + ["cross_entropy"])
def test_every_loss_has_its_gradient(name):
    assert "gradient" in inspect.signature(getattr(logodds, name)).parameters


# Results and errors that functions return or raise: the function names the claim
NO_CLAIM = {"AffineLogit", "LikelihoodRatios", "PredictiveValues", "QuadraticLogit", "Reliability", "SeparationError",
            "Threshold", "Verhulst"}


def test_only_what_holds_results_is_without_a_claim():
    public = {name for name in logodds.__all__ if callable(getattr(logodds, name))}
    without = {name for name in public if "Claim: " not in inspect.getdoc(getattr(logodds, name))}
    assert without == NO_CLAIM and all(inspect.isclass(getattr(logodds, name)) for name in without)


@pytest.mark.parametrize("name", sorted(name for name in logodds.__all__ if callable(getattr(logodds, name))
                                        and name not in NO_CLAIM))
def test_function_and_section_name_each_other(name):
    claim, document = claim_named_by(name), inspect.getdoc(getattr(logodds, name))
    chapter = claim.id.split(".")[0]
    assert re.findall(r"chapter ``(\w+)``", document) == [chapter]
    sections = re.split(r"(?m)^(?=## )", (CHAPTERS / f"{chapter}.md").read_text("utf-8"))
    (section,) = (text for text in sections if re.search(rf'(?<!recall\()"{re.escape(claim.id)}"', text))
    assert re.search(rf"(logodds\.|`){name}\b", section), f"the section of {claim.id} does not name {name}"


def test_a_broken_function_would_be_seen(monkeypatch):
    """The comparison has teeth: one ULP times three is more than the bound."""
    right = logodds.logistic
    monkeypatch.setattr(logodds, "logistic", lambda points: right(points) * (1 + 8e-16))
    monkeypatch.setattr(logodds.logistic, "__doc__", right.__doc__, raising=False)
    row = next(row for row in TABLE if row[0] == "logistic")
    with pytest.raises(AssertionError, match="ULP"):
        test_function_computes_its_claim(*row)
