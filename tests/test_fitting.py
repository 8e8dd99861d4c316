"""Logistic and softmax regression: published tables, 50 digits, separation both ways, blocks, refusals."""

import itertools
from fractions import Fraction

import logodds
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logodds import (
    LogisticRegression,
    SeparationError,
    SoftmaxRegression,
    fisher_discriminant,
    logistic,
    odds_ratio_from_counts,
    relative_risk_from_counts,
    reliability,
    separation,
    softmax,
    verhulst_through,
)
from logodds import _newton as newton
from logodds._design import Columns, Source, read_rows
from logodds._separation import balanced, nearest, null_vectors
from logodds.data import load
from numpy.testing import assert_allclose, assert_array_equal

from tests.newton import maximum

PETALS = ("sepal_length", "sepal_width", "petal_length", "petal_width")


def columns(table, names):
    return {name: table[name] for name in names}


def irises(*species):
    table = load("iris")
    chosen = np.isin(table["species"], species)
    return np.stack([table[name][chosen] for name in PETALS], axis=1), table["species"][chosen]


def one_hot(labels):
    return (np.unique(labels) == np.asarray(labels)[:, np.newaxis]).astype(float)


def rough(n, p, classes, seed, steep=1.0):
    """Return columns and labels that overlap."""
    random = np.random.default_rng(seed)
    X = random.normal(size=(n, p))
    return X, (steep * X @ random.normal(size=(p, classes)) + random.gumbel(size=(n, classes))).argmax(axis=1)


def agree(values, printed):
    """Assert that numbers print as a source printed them, to its last digit."""
    for value, text in zip(np.ravel(values), printed.split(), strict=True):
        digits = len(text.partition(".")[2])
        assert f"{value:.{digits}f}" == text.replace("-.", "-0.") or f"{value:.{digits}f}" == f"0{text}", \
            f"{value} does not print as {text}"


# Published tables


def test_spector_and_mazzeo():
    table = load("spector")
    fit = LogisticRegression().fit(columns(table, ["gpa", "tuce", "psi"]), table["grade"])
    agree(fit.parameters_, "-13.0213 2.8261 .0952 2.3787")
    agree(fit.standard_errors_, "4.9313 1.2629 .1416 1.0646")
    agree([fit.log_likelihood_], "-12.8896")


def test_challenger():
    table = load("challenger")
    any_damage = LogisticRegression().fit(table["temperature"], table["damaged"] > 0)
    agree(any_damage.parameters_, "15.0429 -.23216")
    agree(any_damage.standard_errors_, "7.3786 .10824")
    agree([any_damage.deviance_, any_damage.predict_proba([31])[0, 1]], "20.3152 .9996")
    grouped = LogisticRegression().fit(table["temperature"], table["damaged"], trials=6)
    agree(grouped.parameters_, "5.08498 -.11560")
    agree([grouped.deviance_, grouped.predict_proba([31])[0, 1]], "18.0863 .8178")


def test_beetles():
    table = load("beetles")
    fit = LogisticRegression().fit(table["dose"], table["killed"], trials=table["beetles"])
    assert table["beetles"].sum() == 481
    agree(fit.parameters_, "-60.71745 34.27033")
    agree(fit.standard_errors_, "5.18071 2.91214")
    agree([fit.deviance_, -fit.intercept_[0] / fit.coef_[0, 0]], "11.2322 1.7717")


def test_berkeley():
    table = load("berkeley_admissions")
    applied = table["admitted"] + table["rejected"]
    fit = LogisticRegression().fit(columns(table, ["department", "sex"]), table["admitted"], trials=applied)
    assert fit.parameter_names_[-1] == "sex[women]"
    agree([-fit.parameters_[-1], fit.standard_errors_[-1], fit.deviance_], "-.09987 .08085 20.2043")
    assert applied.sum() == 4526 and fit.degrees_of_freedom_ == 5
    pooled = LogisticRegression().fit(columns(table, ["sex"]), table["admitted"], trials=applied)
    agree(np.exp(-pooled.coef_), "1.84108")
    by_department = [LogisticRegression().fit(columns(table, ["sex"]), table["admitted"], trials=applied,
                                              sample_weight=table["department"] == department).coef_
                     for department in "ABCDEF"]
    agree(np.exp(np.negative(by_department)), ".349 .803 1.133 .921 1.222 .828")


def test_titanic():
    table = load("titanic")
    assert table["survived"].sum() + table["died"].sum() == 2201
    adults = table["age"] == "adult"
    aboard = table["survived"] + table["died"]
    fit = LogisticRegression().fit(columns(table, ["sex"]), table["survived"], trials=aboard,
                                   sample_weight=adults)
    agree(np.exp(-fit.coef_), "11.3991")
    agree(np.exp([fit.intercept_[0], fit.intercept_[0] + fit.coef_[0, 0]]), "2.8991 .2543")
    women, men = fit.predict_proba({"sex": np.array(["female", "male"])})[:, 1]
    agree([women / men], "3.667")


def test_aspirin():
    table = load("aspirin")
    counts = np.stack([table["attack"], table["no_attack"]], axis=1)
    assert_array_equal(counts.sum(axis=1), [11034, 11037])
    agree([odds_ratio_from_counts(counts), relative_risk_from_counts(counts)], "1.8321 1.8178")
    fit = LogisticRegression().fit(columns(table, ["group"]), table["attack"], trials=counts.sum(axis=1))
    agree(np.exp(fit.coef_), "1.8321")


def test_exam_hours():
    table = load("exam_hours")
    fit = LogisticRegression().fit(table["hours"], table["passed"])
    agree(fit.parameters_, "-4.077713 1.504645")
    agree(fit.standard_errors_, "1.760994 .628721")
    agree([fit.log_likelihood_, fit.predict_proba([2])[0, 1]], "-8.02988 .2557")


def test_irises():
    setosa, _ = irises("setosa")
    versicolor, _ = irises("versicolor")
    agree(fisher_discriminant(versicolor, setosa), "-.031151 -.183908 .222104 .314736")
    fit = LogisticRegression().fit(*irises("versicolor", "virginica"))
    agree(fit.parameters_, "-42.6378 -2.4652 -6.6809 9.4294 18.2861")
    agree([fit.standard_errors_[0], fit.deviance_], "25.708 11.8985")


def test_penguins():
    table = load("penguins")
    names = ["body_mass", "flipper_length", "bill_length", "bill_depth"]
    fit = LogisticRegression().fit(columns(table, names), table["sex"])
    assert fit.n_observations_ == 68 and fit.classes_.tolist() == ["female", "male"]
    agree(fit.parameters_, "-95.7490 .0013 .1452 .4956 2.0588")
    agree([fit.pseudo_r2_], ".6857")


def test_population():
    table = load("us_population")
    curve = verhulst_through(table["year"][[0, 6, 12]], table["population"][[0, 6, 12]])
    agree([curve.capacity, curve.rate], "197.27358 .03133954")


# Against 50 digits


def compared(fit, X, counts, **options):
    """Assert that coefficients and standard errors are those of 50 digits."""
    m = counts.shape[1] - 1
    coef, errors = maximum(X, counts, fit.parameters_.reshape(m, -1), **options)
    assert_allclose(fit.parameters_.reshape(m, -1), coef, rtol=1e-9)
    assert_allclose(fit.standard_errors_.reshape(m, -1), errors, rtol=1e-8)


NEAR = [0, 1e-2, 1e-4, 1e-6]


@pytest.mark.parametrize("change", [
    lambda X: X, lambda X: X + 1e6, lambda X: X * [1e-8, 1, 1e8], lambda X: 1e9 - X / 1e3,
    *(lambda X, near=near: np.c_[X[:, :2], X[:, 0] + near * X[:, 1:].sum(axis=1)] for near in NEAR[1:]),
    lambda X: np.stack([(1900 + 30 * X[:, 0]) ** k for k in (1, 2, 3)], axis=1)],
    ids=["plain", "far", "units", "tiny spread", *(f"near {near}" for near in NEAR[1:]), "powers"])
def test_coefficients_against_50_digits(change):
    X, y = rough(50, 3, 2, seed=1)
    X = change(X)
    compared(LogisticRegression().fit(X, y), X, one_hot(y))


@pytest.mark.parametrize("shift", [0, 1e3])
def test_no_intercept_against_50_digits(shift):
    X, y = rough(50, 3, 2, seed=2)
    X += shift
    compared(LogisticRegression(fit_intercept=False).fit(X, y), X, one_hot(y), intercept=False)


@pytest.mark.parametrize("table, names, y, trials", [
    ("spector", ["gpa", "tuce", "psi"], "grade", 1), ("exam_hours", ["hours"], "passed", 1),
    ("challenger", ["temperature"], "damaged", 6), ("beetles", ["dose"], "killed", "beetles")])
def test_published_fits_against_50_digits(table, names, y, trials):
    table = load(table)
    trials = table[trials] if isinstance(trials, str) else np.full(len(table[y]), trials)
    X = np.stack([table[name] for name in names], axis=1)
    compared(LogisticRegression().fit(X, table[y], trials=trials), X,
             np.stack([trials - table[y], table[y]], axis=1))


def test_irises_against_50_digits():
    X, y = irises("versicolor", "virginica")
    compared(LogisticRegression().fit(X, y), X, one_hot(y))


@pytest.mark.parametrize("classes, shift", [(3, 0), (3, 1e5), (4, 0)])
def test_softmax_against_50_digits(classes, shift):
    X, y = rough(40, 2, classes, seed=3)
    compared(SoftmaxRegression().fit(X + shift, y), X + shift, one_hot(y))


def test_weights_counts_and_offsets_against_50_digits():
    X, y = rough(40, 2, 3, seed=4)
    random = np.random.default_rng(5)
    weights, offset = random.integers(0, 4, 40).astype(float), random.normal(size=(40, 3))
    counts = weights[:, np.newaxis] * one_hot(y)
    compared(SoftmaxRegression().fit(X, y, weights, offset=offset), X, counts, offset=offset)
    counts = random.integers(0, 5, (40, 3))
    compared(SoftmaxRegression().fit(X, counts, weights, offset=offset), X, weights[:, np.newaxis] * counts,
             offset=offset)
    y, offset = y > 0, offset[:, 0]
    compared(LogisticRegression().fit(X, y, offset=offset), X, one_hot(y),
             offset=np.stack([0 * offset, offset], axis=1))


@pytest.mark.parametrize("ridge", [1e-3, 1, 100])
def test_ridge_against_50_digits(ridge):
    X, y = rough(40, 2, 3, seed=6)
    compared(LogisticRegression(ridge=ridge).fit(X, y > 0), X, one_hot(y > 0), ridge=ridge)
    compared(SoftmaxRegression(ridge=ridge, reference=0).fit(X, y), X, one_hot(y), ridge=ridge)
    fit = SoftmaxRegression(ridge=ridge).fit(X, y)
    parameters = fit.parameters_.reshape(3, 3)
    coef, _ = maximum(X, one_hot(y), parameters[1:] - parameters[0], ridge=ridge, among=np.eye(2) - 1 / 3)
    everything = np.concatenate([np.zeros((1, 3)), coef])
    assert_allclose(parameters, everything - everything.mean(axis=0), rtol=1e-9)
    assert_allclose(fit.coef_.sum(axis=0), 0, atol=1e-14)


def test_many_rows_have_the_gradient_of_a_maximum():
    X, y = rough(30000, 6, 4, seed=7)
    fit = SoftmaxRegression().fit(X, y)
    p = softmax(X @ fit.coef_.T + fit.intercept_, axis=1)
    slope = np.einsum("nk,nj->kj", one_hot(y) - p, np.c_[np.ones(30000), X])[1:].reshape(-1)
    # By this much the coefficients could still move.
    assert np.abs(fit.covariance_ @ slope).max() < 1e-12
    weights = np.einsum("nk,kh->nkh", p, np.eye(4))[:, 1:, 1:] - np.einsum("nk,nh->nkh", p, p)[:, 1:, 1:]
    full = np.c_[np.ones(30000), X]
    bend = np.einsum("nkh,ni,nj->kihj", weights, full, full, optimize=True).reshape(21, 21)
    assert_allclose(fit.covariance_, np.linalg.inv(bend), rtol=1e-5, atol=1e-9)


# What the chapter claims


def test_gradient_and_hessian_are_derivatives():
    X, y = rough(25, 2, 3, seed=8)
    source = source_of(X, y)
    coef = np.random.default_rng(9).normal(size=(2, 3))
    state = newton.evaluate(source.pieces(), coef, None)
    for index in np.ndindex(2, 3):
        step = np.zeros((2, 3))
        step[index] = 1e-5
        up, down = (newton.evaluate(source.pieces(), coef + sign * step, None) for sign in (1, -1))
        assert (up.value - down.value) / 2e-5 == pytest.approx(state.gradient[index], rel=1e-6, abs=1e-6)
        change = -(up.gradient - down.gradient).reshape(-1) / 2e-5
        assert_allclose(change, state.hessian[np.ravel_multi_index(index, (2, 3))], rtol=1e-6, atol=1e-8)


def test_compensated_gradient_is_the_gradient():
    X, y = rough(700, 3, 3, seed=8)
    source = source_of(X, y)
    coef = np.random.default_rng(9).normal(size=(2, 4))
    assert_allclose(newton._compensated_gradient(source.pieces(), coef),
                    newton.evaluate(source.pieces(), coef, None).gradient, rtol=1e-12)


def test_mean_prediction_is_the_mean_label():
    X, y = rough(300, 2, 3, seed=10)
    assert_allclose(SoftmaxRegression().fit(X, y).predict_proba(X).mean(axis=0), one_hot(y).mean(axis=0),
                    rtol=1e-13)
    assert_allclose(SoftmaxRegression(ridge=10).fit(X, y).predict_proba(X).mean(axis=0),
                    one_hot(y).mean(axis=0), rtol=1e-13)


def test_two_classes_are_a_softmax():
    X, y = rough(200, 3, 2, seed=11)
    two, softer = LogisticRegression().fit(X, y), SoftmaxRegression().fit(X, y)
    assert_array_equal(two.parameters_, softer.parameters_)
    assert_array_equal(softer.coef_[0], 0)
    assert_allclose(two.predict_proba(X), softer.predict_proba(X), rtol=1e-13)
    assert_array_equal(two.predict(X), softer.predict(X))
    assert two.decision_function(X).shape == (200,) and softer.decision_function(X).shape == (200, 2)


def test_reference_moves_the_coefficients_only():
    X, y = rough(200, 2, 3, seed=12)
    names = np.array(["ash", "birch", "cedar"])[y]
    first, last = SoftmaxRegression().fit(X, names), SoftmaxRegression(reference="cedar").fit(X, names)
    assert_array_equal(last.coef_[2], 0)
    assert last.intercept_[2] == 0
    assert_allclose(first.coef_ - first.coef_[2], last.coef_, rtol=1e-12, atol=1e-13)
    assert_allclose(first.predict_proba(X), last.predict_proba(X), rtol=1e-11)
    assert first.deviance_ == pytest.approx(last.deviance_, rel=1e-14)
    assert last.parameter_names_[:2] == ["ash: intercept", "ash: x0"]


def test_grouping_changes_nothing():
    random = np.random.default_rng(13)
    x, trials = np.arange(8.0), random.integers(1, 9, 8)
    successes = random.binomial(trials, 0.5)
    grouped = LogisticRegression().fit(x, successes, trials=trials)
    single = LogisticRegression().fit(
        np.repeat(x, trials), np.concatenate([np.arange(n) < s for n, s in zip(trials, successes)]))
    weighted = LogisticRegression().fit(np.tile(x, 2), np.repeat([False, True], 8),
                                        np.concatenate([trials - successes, successes]))
    for other in (single, weighted):
        assert_allclose(grouped.parameters_, other.parameters_, rtol=1e-12)
        assert_allclose(grouped.standard_errors_, other.standard_errors_, rtol=1e-12)
        assert grouped.log_likelihood_ == pytest.approx(other.log_likelihood_, rel=1e-13)
    assert grouped.null_deviance_ - grouped.deviance_ == pytest.approx(
        single.null_deviance_ - single.deviance_, rel=1e-11)


def test_null_models():
    X, y = rough(100, 2, 2, seed=14)
    share = y.mean()
    fit = LogisticRegression().fit(X, y)
    assert fit.null_deviance_ == pytest.approx(
        -200 * (share * np.log(share) + (1 - share) * np.log1p(-share)))
    assert fit.pseudo_r2_ == pytest.approx(1 - fit.deviance_ / fit.null_deviance_)
    assert LogisticRegression(fit_intercept=False).fit(X, y).null_deviance_ == pytest.approx(200 * np.log(2))
    offset = X[:, 0]
    alone = LogisticRegression().fit(np.empty((100, 0)), y, offset=offset)
    assert LogisticRegression().fit(X, y, offset=offset).null_deviance_ == pytest.approx(alone.deviance_)
    bare = LogisticRegression(fit_intercept=False).fit(X, y, offset=offset)
    assert bare.null_log_likelihood_ == pytest.approx(
        np.log(logistic(np.where(y, offset, -offset))).sum())


# Separation


def source_of(X, y, intercept=True):
    called = Columns("test", X)
    rows = read_rows("test", called, False, X, y)
    return Source("test", lambda: iter([rows]), intercept=intercept, kept=True, reference=None, binary=False)


def exact_outcome(found, X, y):
    """Return how many comparisons come out right, tied and wrong, in fractions, as plainly as can be."""
    signs = []
    rows = found.fractions if len(found.fractions) > 1 else (tuple(0 * d for d in found.fractions[0]),
                                                             *found.fractions)
    for x, label in zip(np.asarray(X, dtype=float).reshape(len(y), -1), y):
        x = [Fraction(1), *map(Fraction, x.tolist())][-len(rows[0]):]
        scores = [sum(a * b for a, b in zip(row, x)) for row in rows]
        own = scores[found.classes.tolist().index(label)]
        signs += [(own > score) - (own < score) for k, score in enumerate(scores)
                  if found.classes[k] != label]
    return signs.count(1), signs.count(0), signs.count(-1)


def assert_separates(found, X, y):
    right, tied, wrong = exact_outcome(found, X, y)
    assert wrong == 0 and right > 0 and found.complete == (tied == 0)
    assert (found.right.sum(), found.tied.sum()) == (right, tied)


@pytest.mark.parametrize("X, y, complete", [
    ([1, 2, 3, 4], [0, 0, 1, 1], True), ([1, 2, 2, 3], [0, 0, 1, 1], False),
    ([4, 3, 2, 1], [0, 0, 1, 1], True), ([0, 0, 0, 1], [0, 1, 0, 1], False),
    ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], True), ([0.1, 0.2, 0.3, 0.3], [0, 0, 0, 1], False),
    ([1, 2, 3], [0, 1, 2], True), ([[1, 0], [2, 3], [3, 0]], [0, 1, 2], True)])
def test_separated(X, y, complete):
    y = np.array(y)
    with pytest.raises(SeparationError, match="no maximum") as refused:
        (LogisticRegression if y.max() == 1 else SoftmaxRegression)().fit(X, y)
    found = refused.value.separation
    assert_separates(found, X, y)
    assert found.complete == complete


def test_setosa_is_separated_and_the_contrast_of_the_others_is_not():
    X, y = irises("setosa", "versicolor", "virginica")
    found = separation(X, y)
    assert_separates(found, X, y)
    assert not found.complete
    assert "which tell versicolor from setosa, virginica from setosa." in f"{found}."
    assert_array_equal(found.tied[0], 0)
    assert found.tied[1, 2] == found.tied[2, 1] == 50
    assert separation(X[50:], y[50:]) is None
    assert separation(X, y == "setosa").complete
    assert SoftmaxRegression(ridge=1e-3).fit(X, y).score(X, y) > 0.97


def test_a_message_names_the_direction():
    with pytest.raises(SeparationError, match=r"no and yes are completely separated: -?[\d.]+ \+ \S+ hours "
                                              "is above 0 for yes, below for no"):
        LogisticRegression().fit({"hours": [1, 2, 3, 4]}, ["no", "no", "yes", "yes"])
    with pytest.raises(SeparationError, match="and 0 for 2 of them$"):
        LogisticRegression().fit({"hours": [1, 2, 2, 3]}, ["no", "no", "yes", "yes"])


def test_almost_separated_is_fitted():
    x = np.arange(1000.0)
    y = x > 500
    y[500:502] = True, False
    fit = LogisticRegression().fit(x, y)
    assert fit.converged_ and 1 < fit.coef_[0, 0] < 3
    y[500:502] = False, True
    assert separation(x, y).complete


def test_one_ulp_decides():
    x = np.array([0.1, 0.2, 0.3, np.nextafter(0.3, 1), 0.5, 0.6])
    assert separation(x, [0, 0, 0, 1, 1, 1]).complete
    assert separation(x, [0, 0, 1, 0, 1, 1]) is None
    x[3] = x[2]
    assert not separation(x, [0, 0, 0, 1, 1, 1]).complete
    assert not separation(x, [0, 0, 1, 0, 1, 1]).complete


def test_a_rare_flag_separates_among_many():
    X, y = rough(20000, 2, 2, seed=15)
    flag = np.zeros(20000)
    flag[[17, 5000, 11111]] = 1
    y[flag == 1] = 1
    found = separation(np.c_[X, flag], y)
    assert_separates(found, np.c_[X, flag], y)
    assert_array_equal(found.coef, [0, 0, 1])
    y[17] = 0
    assert LogisticRegression().fit(np.c_[X, flag], y).converged_


def test_grouped_counts_separate():
    with pytest.raises(SeparationError) as refused:
        LogisticRegression().fit([1, 2, 3], [0, 3, 6], trials=6)
    assert not refused.value.separation.complete
    assert separation([1, 2, 3], [1, 3, 6], trials=6) is None
    # Without the tie of 3 of 6 the threshold may lie anywhere.
    assert separation([1, 3], [0, 6], trials=6).complete


small = st.integers(-3, 3)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(small, st.booleans()), min_size=3, max_size=12))
def test_one_column_separates_as_its_order_says(points):
    x, y = map(np.array, zip(*points))
    if y.all() or not y.any() or np.ptp(x) == 0:
        return
    below, above = sorted([(x[y].min(), x[y].max()), (x[~y].min(), x[~y].max())])
    found = separation(x, y)
    if below[1] > above[0]:
        assert found is None
    else:
        assert_separates(found, x, y)
        assert found.complete == (below[1] < above[0])


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(small, small, st.integers(0, 2)), min_size=4, max_size=14), st.booleans())
def test_every_answer_is_proved(points, intercept):
    *X, y = map(np.array, zip(*points))
    X = np.stack(X, axis=1)
    model = SoftmaxRegression(fit_intercept=intercept)
    try:
        fit = model.fit(X, y)
    except SeparationError as error:
        assert_separates(error.separation, X, y)
        # And no maximum: along the direction a tiny penalty lets coefficients grow.
        sizes = [np.abs(SoftmaxRegression(fit_intercept=intercept, ridge=ridge).fit(X, y).coef_).max()
                 for ridge in (1e-2, 1e-6)]
        assert sizes[1] > sizes[0]
    except ValueError as error:
        assert any(word in str(error) for word in ("constant", "collinear", "two classes"))
    else:
        design = np.c_[np.ones(len(X)), X] if intercept else X
        slope = (one_hot(y) - fit.predict_proba(X)).T @ design
        assert np.abs(slope).max() < 1e-9
        assert np.abs(fit.parameters_).max() < 1e3


@settings(deadline=None, max_examples=150)
@given(st.integers(1, 4).flatmap(lambda size: st.lists(st.lists(small, min_size=size, max_size=size),
                                                       min_size=1, max_size=9)))
def test_nearest_separates_or_balances(rows):
    left = nearest(rows)
    products = [sum(a * b for a, b in zip(row, left)) for row in rows]
    assert min(products) >= 0
    if any(left):
        assert max(products) > 0
    else:
        # Balanced rows: no direction of a fine grid separates them.
        for d in itertools.product(range(-2, 3), repeat=len(rows[0])):
            signs = [sum(a * b for a, b in zip(row, d)) for row in rows]
            assert min(signs) < 0 or max(signs) == 0


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.integers(-2**40, 2**40), min_size=4, max_size=4), min_size=1, max_size=3))
def test_null_vectors(rows):
    basis = null_vectors([*rows, [a + 3 * b for a, b in zip(rows[0], rows[-1])]])
    assert len(basis) == 4 - np.linalg.matrix_rank(np.array(rows, dtype=float))
    for vector, row in itertools.product(basis, rows):
        assert sum(a * b for a, b in zip(row, vector)) == 0


def test_null_vectors_do_not_trust_the_prime():
    prime = 2**31 - 1
    assert null_vectors([[prime, 0], [0, 1]]) == []


def test_residuals_of_separated_classes_prove_nothing():
    for X, y in [(np.arange(40.0), np.arange(40) >= 20), (np.arange(40.0) // 2, np.arange(40) >= 19)]:
        source = source_of(X, y)
        sample = source.sample()
        for size in (0.1, 1, 10, 100, 1000):
            state = newton.evaluate(source.pieces(), np.array([[0.0, size]]), None)
            assert not balanced(source, state, sample)


def test_residuals_of_a_maximum_prove_it():
    X, y = rough(500, 3, 4, seed=16)
    source, fit = source_of(X, y), SoftmaxRegression().fit(X, y)
    coef = (fit.coef_ - fit.coef_[0])[1:] * source.scale[1:]
    intercept = (fit.intercept_ - fit.intercept_[0])[1:] + (fit.coef_ - fit.coef_[0])[1:] @ source.shift[1:]
    state = newton.evaluate(source.pieces(), np.c_[intercept, coef], None)
    assert balanced(source, state, source.sample())


# Blocks


def cut(*arrays, size=700):
    return [tuple(array[start:start + size] for array in arrays) for start in range(0, len(arrays[0]), size)]


@pytest.mark.parametrize("classes", [2, 3])
def test_blocks_give_the_same_answer(classes):
    X, y = rough(5000, 3, classes, seed=17)
    X, weights = X + 100, np.random.default_rng(18).integers(0, 3, 5000)
    order = y.argsort(kind="stable")
    X, y, weights = X[order], y[order], weights[order]
    make = LogisticRegression if classes == 2 else SoftmaxRegression
    whole = make().fit(X, y, weights)
    opened = []

    def blocks():
        opened.append(1)
        yield from cut(X, y, weights)

    for given_blocks in (cut(X, y, weights), blocks,
                         [{"X": a, "y": b, "sample_weight": w} for a, b, w in cut(X, y, weights)]):
        fit = make().fit_blocks(given_blocks)
        assert_allclose(fit.parameters_, whole.parameters_, rtol=1e-10)
        assert_allclose(fit.standard_errors_, whole.standard_errors_, rtol=1e-7)
        assert fit.deviance_ == pytest.approx(whole.deviance_, rel=1e-12)
        assert fit.n_observations_ == whole.n_observations_
    assert len(opened) < 15


def test_blocks_of_counts_and_offsets():
    random = np.random.default_rng(19)
    x, trials, offset = random.normal(size=600), random.integers(1, 9, 600), random.normal(size=600)
    successes = random.binomial(trials, logistic(x + offset))
    whole = LogisticRegression().fit(x, successes, trials=trials, offset=offset)
    fit = LogisticRegression().fit_blocks([{"X": a, "y": b, "trials": c, "offset": d}
                                           for a, b, c, d in cut(x, successes, trials, offset, size=250)])
    assert_allclose(fit.parameters_, whole.parameters_, rtol=1e-12)
    assert fit.null_deviance_ == pytest.approx(whole.null_deviance_, rel=1e-12)


def test_separated_blocks():
    X, y = np.arange(3000.0), np.arange(3000) >= 1500
    with pytest.raises(SeparationError) as refused:
        LogisticRegression().fit_blocks(cut(X, y))
    assert_separates(refused.value.separation, X, y)


@pytest.mark.parametrize("blocks, error, match", [
    (iter([([1.0], [0])]), TypeError, "read once only"), ([], ValueError, "there are no blocks"),
    (3, TypeError, "must be a function that returns an iterator, or a sequence"),
    ([([1.0, 2], [0, 1]), ([[1.0, 2]], [0])], ValueError, "X has 2 columns, but the fit was given 1"),
    ([([1.0],)], ValueError, "a block must be"),
    ([([1.0, 2, 3], [0, 1, 0]), ([1.0], ["a"])], TypeError, "labels of dtype int64 in one block and <U1"),
    ([({"a": ["x", "y"]}, [0, 1])], ValueError, "'a' holds text")])
def test_blocks_that_do_not_fit(blocks, error, match):
    with pytest.raises(error, match=match):
        LogisticRegression().fit_blocks(blocks)


def test_blocks_that_change_are_seen():
    X, y = rough(1000, 2, 2, seed=20)
    lengths = iter([1000, 1000, 900] + 50 * [1000])

    def blocks():
        n = next(lengths)
        yield X[:n], y[:n]

    with pytest.raises(ValueError, match="held 1000 rows of positive weight when first read, and 900 "):
        LogisticRegression().fit_blocks(blocks)


# What is given


@pytest.mark.parametrize("labels", [
    ["no", "yes"], [False, True], [-1, 1], [0.5, 2.5], np.array(["no", "yes"], dtype=object),
    np.array([b"no", b"yes"]), np.array(["2020-01-01", "2021-01-01"], dtype="datetime64[D]"), [2**40, 2**41]])
def test_labels_of_any_kind(labels):
    X, y = rough(80, 2, 2, seed=21)
    fit = LogisticRegression().fit(X, np.array(labels)[y])
    assert fit.classes_.tolist() == np.array(list(labels)).tolist()
    assert_array_equal(fit.parameters_, LogisticRegression().fit(X, y).parameters_)
    assert_array_equal(fit.predict(X), np.array(list(labels))[(fit.decision_function(X) > 0).astype(int)])
    assert fit.score(X, np.array(labels)[y]) == np.mean(fit.predict(X) == np.array(list(labels))[y])


def test_columns_by_name():
    table = load("berkeley_admissions")
    applied = table["admitted"] + table["rejected"]
    by_name = columns(table, ["department", "sex"])
    fit = LogisticRegression().fit(by_name, table["admitted"], trials=applied)
    indicators = np.stack([table["department"] == d for d in "BCDEF"] + [table["sex"] == "women"], axis=1)
    plain = LogisticRegression().fit(indicators, table["admitted"], trials=applied)
    assert_array_equal(fit.parameters_, plain.parameters_)
    assert_array_equal(fit.predict_proba({"sex": ["women"], "department": ["B"]}),
                       plain.predict_proba([[1, 0, 0, 0, 0, 1]]))
    with pytest.raises(ValueError, match=r"department\[0\] is 'G', but the levels of the fit are A, B"):
        fit.predict({"sex": ["women"], "department": ["G"]})
    with pytest.raises(ValueError, match="lacks the column 'sex'"):
        fit.predict({"department": ["A"]})
    with pytest.raises(ValueError, match="with names"):
        fit.predict([[1, 0, 0, 0, 0, 1]])


def test_rows_of_weight_0_do_not_count():
    X, y = rough(60, 2, 2, seed=22)
    weights = np.arange(60) % 3 > 0
    part = LogisticRegression().fit(X[weights], y[weights])
    assert_allclose(LogisticRegression().fit(X, y, weights).parameters_, part.parameters_, rtol=1e-13)
    # Nor does a label that has no weight.
    odd = np.where(weights, y, 7)
    assert LogisticRegression().fit(X, odd, weights).classes_.tolist() == [0, 1]


ONE, TWO = np.array([[1.0], [2], [3], [4]]), np.array([0, 1, 0, 1])


@pytest.mark.parametrize("X, y, options, error, match", [
    ([[1.0], [np.nan], [3], [4]], TWO, {}, ValueError, r"X\[1, 0\] is nan, but it must be finite"),
    ([[1.0], [2], [-np.inf], [4]], TWO, {}, ValueError, r"X\[2, 0\] is -inf"),
    (ONE, [0, 1, np.nan, 1], {}, ValueError, r"y\[2\] is nan, which is no label"),
    (ONE, [0, 1, 0], {}, ValueError, "X has 4 rows, but y has 3"),
    (ONE, [[0, 1, 0, 1]], {}, ValueError, r"y must have shape \(4,\), but its shape is \(1, 4\)"),
    (ONE, [0, 0, 0, 0], {}, ValueError, "y holds only 0, but a fit needs two classes"),
    (ONE, [0, 1, 2, 0], {}, ValueError, "y holds 3 classes, 0, 1, 2: SoftmaxRegression"),
    (np.empty((0, 2)), [], {}, ValueError, "X has no rows"),
    (ONE[:, :, np.newaxis], TWO, {}, ValueError, r"X must have shape \(n, p\)"),
    ([["a"], ["b"], ["c"], ["d"]], TWO, {}, TypeError, "X must hold real numbers, but its dtype is <U1"),
    (ONE.astype(object), TWO, {}, TypeError, "X must hold real numbers of a NumPy type"),
    (ONE * 1j, TWO, {}, TypeError, "its dtype is complex128"),
    ([[1.0], [2, 3], [4], [5]], TWO, {}, ValueError, "X is ragged"),
    (np.ma.masked_less(ONE, 2), TWO, {}, TypeError, "mask would be lost"),
    (ONE, np.ma.masked_less(TWO, 1), {}, TypeError, "mask would be lost"),
    (ONE, [0, "a", 0, "a"], {}, TypeError, "labels of one kind"),
    (ONE, [None, 1, 0, 1], {}, TypeError, "None at 0"),
    (ONE, np.array([1, "a", 1, 2], dtype=object), {}, TypeError, "text and numbers together"),
    (ONE, TWO * 1j, {}, TypeError, "its dtype is complex128"),
    (np.c_[ONE, ONE * 0 + 7], TWO, {}, ValueError, "column x1 is constant, as the intercept is"),
    (np.c_[ONE, 1 - 2 * ONE], TWO, {}, ValueError, "collinear: x1 is a linear combination of x0"),
    (np.c_[ONE, ONE**2, ONE**3, ONE**4], TWO, {}, ValueError, "collinear: x3 is a linear combination of "),
    (ONE, TWO, {"sample_weight": [1, 1, -1, 1]}, ValueError, r"sample_weight\[2\] is -1.0, but a weight "),
    (ONE, TWO, {"sample_weight": [1, 1, np.nan, 1]}, ValueError, r"sample_weight\[2\] is nan"),
    (ONE, TWO, {"sample_weight": np.zeros(4)}, ValueError, "no observation has a positive weight"),
    (ONE, TWO, {"sample_weight": [1, 1]}, ValueError, "X has 4 rows, but sample_weight has 2"),
    (ONE, TWO, {"offset": [1, 1]}, ValueError, "X has 4 rows, but offset has 2"),
    (ONE, [0, 1, 2, 3], {"trials": 2}, ValueError, r"y\[3\] is 3.0, but successes must lie in \[0, trials\]"),
    (ONE, [2, 2, 2, 2], {"trials": 2}, ValueError, "every trial is a success, but a fit needs both"),
    (ONE, [0, 0, 0, 0], {"trials": 2}, ValueError, "every trial is a failure"),
    ({}, TWO, {}, ValueError, "no columns"),
    (np.c_[ONE, 1e-200 * ONE**2], TWO, {}, ValueError, "column 1 of X spreads over .*another unit"),
    (np.c_[ONE, 5e307 * (ONE - 2)], TWO, {}, ValueError, "column 1 of X spreads over"),
    ({"a": [1, 2, 3, 4], "b": [1, 2]}, TWO, {}, ValueError, "differ in length: a 4, b 2"),
    ({"a": ["u", "u", "u", "u"]}, TWO, {}, ValueError, "one level only")])
def test_refusals(X, y, options, error, match):
    with pytest.raises(error, match=match):
        LogisticRegression().fit(X, y, **options)


@pytest.mark.parametrize("call, error, match", [
    (lambda: LogisticRegression(ridge=-1), ValueError, r"ridge must be one number in \[0, inf\)"),
    (lambda: LogisticRegression(ridge="a"), TypeError, "ridge must hold real numbers"),
    (lambda: LogisticRegression(fit_intercept=False).fit(np.empty((4, 0)), TWO), ValueError, "no columns"),
    (lambda: LogisticRegression(fit_intercept=False).fit(ONE * 0, TWO), ValueError, "x0 is 0 everywhere"),
    (lambda: SoftmaxRegression(reference=9).fit(ONE, TWO), ValueError, "reference is 9, but the cla"),
    (lambda: SoftmaxRegression().fit(ONE, [[1, 0], [2, 0], [0, 0], [1, 0]]), ValueError, "class 1 has no"),
    (lambda: SoftmaxRegression().fit(ONE, [[1, -1], [2, 0], [0, 0], [1, 0]]), ValueError, r"y\[0, 1\] is -1"),
    (lambda: LogisticRegression().predict(ONE), AttributeError, "not fitted"),
    (lambda: LogisticRegression().coef_, AttributeError, "has no coef_: it is not fitted"),
    (lambda: LogisticRegression().fit(*rough(50, 2, 2, 1)).predict(ONE), ValueError, "X has 1 columns"),
    (lambda: LogisticRegression().fit(*rough(50, 1, 2, 1)).predict([1e308, -1e308, 1e308 * 10]), ValueError,
     r"X\[2\] is inf"),
    (lambda: LogisticRegression().fit(*rough(50, 1, 2, 1)).interval(2), ValueError, "level must lie in"),
    (lambda: LogisticRegression().fit(*rough(50, 1, 2, 1)).score(ONE, [1]), ValueError, r"shape \(4,\)")])
def test_more_refusals(call, error, match):
    with pytest.raises(error, match=match):
        call()


def test_a_failed_fit_leaves_no_earlier_answer():
    model = LogisticRegression().fit(*rough(50, 1, 2, 1))
    with pytest.raises(SeparationError):
        model.fit([1, 2, 3, 4], [0, 0, 1, 1])
    with pytest.raises(AttributeError, match="not fitted"):
        model.coef_  # noqa: B018


def test_ridge_fits_what_has_no_maximum():
    assert np.isfinite(LogisticRegression(ridge=1e-6).fit([1, 2, 3, 4], [0, 0, 1, 1]).parameters_).all()
    fit = LogisticRegression(ridge=1).fit(np.c_[ONE, ONE, np.full(4, 3.0)], [0, 1, 0, 1])
    assert fit.coef_[0, 0] == pytest.approx(fit.coef_[0, 1]) and fit.coef_[0, 2] == 0


def test_no_silent_nan():
    random = np.random.default_rng(23)
    answers = 0
    for _ in range(600):
        n, p = random.integers(1, 12), random.integers(0, 4)
        X = [random.normal(size=(n, p)), random.integers(-2, 3, (n, p)),
             random.normal(size=(n, p)) * 10.0 ** random.integers(-300, 300, p),
             np.where(random.random((n, p)) < 0.05, np.nan, random.normal(size=(n, p))),
             random.integers(0, 2, (n, p)).astype(bool), random.normal(size=(n, p)).astype(np.float16)
             ][random.integers(6)]
        y = random.integers(0, random.integers(1, 4), n)
        options = {"fit_intercept": bool(random.integers(2)), "ridge": float(random.choice([0, 0, 1e-3, 10]))}
        weights = random.choice([0, 1, 1, 1e-3, 1e6], n) if random.integers(2) else None
        make = [LogisticRegression, SoftmaxRegression][random.integers(2)]
        try:
            fit = make(**options).fit(X, y, weights)
        except (ValueError, RuntimeError):
            continue
        answers += 1
        for value in (fit.parameters_, fit.covariance_, fit.predict_proba(X), fit.deviance_,
                      fit.null_deviance_):
            assert np.isfinite(value).all()
    assert answers > 50


# What is shown


def test_summary_reads_like_the_tables_people_know():
    table = load("spector")
    fit = LogisticRegression().fit(columns(table, ["gpa", "tuce", "psi"]), table["grade"])
    text = repr(fit.summary())
    assert text == str(fit.summary())
    (line,) = (line for line in text.splitlines() if line.startswith("gpa"))
    assert line.split() == ["gpa", "2.8261", "1.2629", "2.238", "0.025", "0.3508", "5.3014"]
    assert "coef   std err         z     P>|z|    [0.025    0.975]" in text
    assert {len(line) for line in text.splitlines()[1:]} == {74}  # a page's column holds 77
    assert_allclose(fit.interval(0.5), (fit.parameters_ + np.array([[-1], [1]]) * 0.6744897501960817
                                        * fit.standard_errors_).T)
    assert repr(fit) == "LogisticRegression()"
    assert repr(SoftmaxRegression(ridge=2, reference="a")) == "SoftmaxRegression(ridge=2.0, reference='a')"


def test_progress(capsys, monkeypatch):
    X, y = rough(100, 1, 2, seed=24)
    LogisticRegression().fit(X, y)
    assert capsys.readouterr() == ("", "")
    LogisticRegression(progress=True).fit(X, y)
    out, err = capsys.readouterr()
    assert out == "" and "LogisticRegression.fit: pass 1," in err and "standard errors to go" in err
    monkeypatch.setattr(newton.Progress, "PATIENCE", -1.0)
    LogisticRegression().fit(X, y)
    assert "pass 2" in capsys.readouterr().err
    LogisticRegression(progress=False).fit(X, y)
    assert capsys.readouterr().err == ""


def test_reliability():
    diagram = reliability([0, 0, 1, 1, 1], [0.05, 0.1, 0.15, 0.9, 1.0], bins=10)
    assert_allclose(diagram.predicted, [0.05, 0.125, 0.95])
    assert_allclose(diagram.observed, [0, 0.5, 1])
    assert_array_equal(diagram.count, [1, 2, 2])
    halves = reliability([0, 1], [0.5, 0.2], bins=[0, 0.5, 1])
    assert_array_equal(halves.observed, [1, 0])
    X, y = rough(2000, 2, 2, seed=25)
    p = LogisticRegression().fit(X, y).predict_proba(X)[:, 1]
    one = reliability(y, p, bins=1)
    assert one.predicted[0] == pytest.approx(one.observed[0], rel=1e-12)


@pytest.mark.parametrize("arguments, match", [
    (([0, 1], [0.5]), "one shape"), (([0, 2], [0.5, 0.5]), "labels"), (([0, 1], [0.5, 1.5]), "probabilities"),
    (([0, 1], [0.5, np.nan]), r"probabilities\[1\] is nan"), (([0, 1], [0.5, 0.5], 0), "bins must be"),
    (([0, 1], [0.5, 0.5], [0, 0.7, 0.5, 1]), "bins must be"), (([], []), "one shape")])
def test_reliability_refuses(arguments, match):
    with pytest.raises(ValueError, match=match):
        reliability(*arguments)


def test_the_names_are_the_package_s():
    for name in ("LogisticRegression", "SoftmaxRegression", "separation", "reliability"):
        assert getattr(logodds, name).__module__ == "logodds.fitting"
