"""True statements: what the book needs, chapter by chapter, and a few near misses of the false ones."""

from sympy import (
    Abs,
    Derivative,
    Eq,
    Integral,
    KroneckerDelta,
    Limit,
    Max,
    Ne,
    Product,
    Rational,
    Sum,
    cosh,
    exp,
    log,
    oo,
    pi,
    sqrt,
    tanh,
)

from logodds.proof import (
    H,
    KL,
    LSE,
    And,
    Concave,
    Convex,
    Decreasing,
    Equivalent,
    Implies,
    Increasing,
    Maximum,
    Minimum,
    Phi,
    as_written,
    claim,
    cross_entropy,
    logistic,
    logit,
    odds,
    softmax,
    softplus,
)

from tests.proof.statements import (
    A,
    B,
    K,
    P,
    Q,
    Statement,
    T,
    W,
    X,
    Y,
    Z,
    a,
    b,
    c,
    f,
    i,
    j,
    k,
    l,
    m,
    n,
    none,
    o,
    p,
    q,
    r,
    s,
    t,
    u,
    v,
    w,
    x,
    y,
)

TRUE = []
half, third, quarter = Rational(1, 2), Rational(1, 3), Rational(1, 4)


def true(name, statement, *given, using=tuple):
    TRUE.append(
        Statement(name, statement, given, "undecided" if name in NEED_NOT_BE_PROVED else "proved", using)
    )


NEED_NOT_BE_PROVED = set("""
    softplus_above_max maximum_entropy_solved posterior_decision softmax_cold_two cubes
""".split())

inside = (0 < p, p < 1)
both = (0 < p, p < 1, 0 < q, q < 1)
distribution = (0 < P[k], Eq(Sum(P[k], (k, 1, K)), 1))
distributions = (*distribution, 0 < Q[k], Eq(Sum(Q[k], (k, 1, K)), 1))
j_in_range, k_in_range = (1 <= j, j <= K), (1 <= k, k <= K)


def tangent():
    return claim("used.tangent", log(u) <= u - 1, given=(0 < u,))


def gibbs():
    """log u <= u - 1 at u = q_k/p_k, times p_k, summed."""
    with as_written:
        return tangent().at(u=Q[k] / P[k]).times(P[k]).summed(k, 1, K)


with as_written:
    # ---- odds ----
    true("odds_inverse", Eq(odds(p) / (1 + odds(p)), p), 0 <= p, p < 1)
    true("odds_of_inverse", Eq(odds(o / (1 + o)), o), 0 <= o)
    true("odds_solved", Equivalent(Eq(p / (1 - p), o), Eq(p, o / (1 + o))), 0 <= p, p < 1, 0 <= o)
    true("odds_complement", Eq(odds(1 - p), 1 / odds(p)), *inside)
    true("odds_derivative", Eq(Derivative(odds(p), p), 1 / (1 - p) ** 2), 0 < p, p < 1)
    true("odds_slope_positive", Derivative(odds(p), p) > 0, *inside)
    true("odds_increasing", Increasing(odds(p), p), 0 <= p, p < 1)
    true("odds_convex", Convex(odds(p), p), 0 <= p, p < 1)
    true("odds_nonnegative", odds(p) >= 0, 0 <= p, p < 1)
    true("odds_above_p", odds(p) > p, *inside)
    true("odds_near_zero", Eq(Limit(odds(p) / p, p, 0, "+"), 1))
    true("odds_near_one", Eq(Limit(odds(p), p, 1, "-"), oo))
    true("odds_threshold", Equivalent(odds(p) > 1, p > half), 0 <= p, p < 1)
    true("odds_cost_threshold", Equivalent(b * p > a * (1 - p), odds(p) > a / b), 0 < a, 0 < b, 0 <= p, p < 1)
    true("odds_cost_probability", Equivalent(odds(p) > a / b, p > a / (a + b)), 0 < a, 0 < b, 0 <= p, p < 1)
    true("odds_decimal", Eq(1 / p, 1 + 1 / odds(p)), *inside)
    true("odds_ratio_of_failure", Eq(odds(1 - p) / odds(1 - q), 1 / (odds(p) / odds(q))), *both)
    true(
        "odds_ratio_by_sampling",
        Eq((a * x / (b * y)) / (a * v / (b * w)), (x / y) / (v / w)),
        0 < a,
        0 < b,
        0 < x,
        0 < y,
        0 < v,
        0 < w,
    )
    true("risk_ratio", Eq(p / q, (odds(p) / odds(q)) / (1 - q + q * (odds(p) / odds(q)))), *both)
    true("odds_order", Equivalent(odds(p) < odds(q), p < q), *both)

    # ---- logit ----
    true("logit_difference", Eq(logit(p), log(p) - log(1 - p)), *inside)
    true("logit_is_log_odds", Eq(logit(p), log(odds(p))), *inside)
    true("logit_reflection", Eq(logit(1 - p), -logit(p)), *inside)
    true("logit_half", Eq(logit(half), 0))
    true("logit_derivative", Eq(Derivative(logit(p), p), 1 / (p * (1 - p))), *inside)
    true("logit_slope", 1 / (p * (1 - p)) >= 4, *inside)
    true(
        "logit_second_derivative",
        Eq(Derivative(logit(p), p, p), (2 * p - 1) / (p**2 * (1 - p) ** 2)),
        *inside,
    )
    true("logit_increasing", Increasing(logit(p), p), *inside)
    true("logit_convex_right", Convex(logit(p), p), half < p, p < 1)
    true("logit_concave_left", Concave(logit(p), p), 0 < p, p < half)
    true("logit_zero_end", Eq(Limit(logit(p), p, 0, "+"), -oo))
    true("logit_one_end", Eq(Limit(logit(p), p, 1, "-"), oo))
    true("logit_threshold", Equivalent(logit(p) > 0, p > half), *inside)
    true("logit_concave_kept", Concave(log(x), x), 0 < x)
    true("log_keeps_order", Equivalent(x < y, log(x) < log(y)), 0 < x, 0 < y)
    true("log_of_undefined", Eq(Derivative(log(f(x)), x), Derivative(f(x), x) / f(x)), 0 < f(x))
    true(
        "log_keeps_critical_points",
        Equivalent(Eq(Derivative(f(x), x), 0), Eq(Derivative(f(x), x) / f(x), 0)),
        0 < f(x),
    )
    true(
        "log_second_derivative",
        Eq(
            Derivative(log(f(x)), x, x),
            (Derivative(f(x), x, x) * f(x) - Derivative(f(x), x) ** 2) / f(x) ** 2,
        ),
        0 < f(x),
    )
    true(
        "evidence_adds",
        Eq(log(Product(X[i], (i, 1, n)) * odds(p)), Sum(log(X[i]), (i, 1, n)) + logit(p)),
        0 < X[i],
        *inside,
    )
    true("log_of_product", Eq(log(Product(X[i], (i, 1, n))), Sum(log(X[i]), (i, 1, n))), 0 < X[i])
    true("log_ratio", Eq(log((x / y) * (v / w)), log(x / y) + log(v / w)), 0 < x, 0 < y, 0 < v, 0 < w)
    true("scores_differ", Eq((log(P[j]) + c) - (log(P[k]) + c), log(P[j] / P[k])), 0 < P[i])
    true("probit_reflection", Eq(Phi(-x), 1 - Phi(x)))
    true("affine_leaves", a + b * ((1 - a) / b) >= 1, 0 < b)

    # ---- logistic ----
    true("logistic_of_logit", Eq(logistic(logit(p)), p), *inside)
    true("logit_of_logistic", Eq(logit(logistic(x)), x))
    true("logistic_solved", Equivalent(Eq(p / (1 - p), exp(x)), Eq(p, exp(x) / (1 + exp(x)))), *inside)
    true("logistic_two_forms", Eq(exp(x) / (1 + exp(x)), 1 / (1 + exp(-x))))
    true("logistic_log_step", Equivalent(Eq(log(p / (1 - p)), x), Eq(p / (1 - p), exp(x))), *inside)
    true("logistic_reflection", Eq(logistic(-x), 1 - logistic(x)))
    true("logistic_derivative", Eq(Derivative(logistic(x), x), logistic(x) * (1 - logistic(x))))
    true(
        "logistic_second_derivative",
        Eq(Derivative(logistic(x), x, x), logistic(x) * (1 - logistic(x)) * (1 - 2 * logistic(x))),
    )
    true("logistic_tanh", Eq(logistic(x), (1 + tanh(x / 2)) / 2))
    true("logistic_range_low", logistic(x) > 0)
    true("logistic_range_high", logistic(x) < 1)
    true("logistic_range", And(0 < logistic(x), logistic(x) < 1))
    true("logistic_left", Eq(Limit(logistic(x), x, -oo), 0))
    true("logistic_right", Eq(Limit(logistic(x), x, oo), 1))
    true("logistic_increasing", Increasing(logistic(x), x))
    true("logistic_slope_quarter", logistic(x) * (1 - logistic(x)) <= quarter)
    true("logistic_slope_peak", Maximum(logistic(x) * (1 - logistic(x)), x, 0))
    true("logistic_convex_left", Convex(logistic(x), x), x <= 0)
    true("logistic_concave_right", Concave(logistic(x), x), 0 <= x)
    true("logistic_integral", Eq(Integral(logistic(x), (x, 0, y)), softplus(y) - log(2)))
    true("softplus_derivative", Eq(Derivative(softplus(x), x), logistic(x)))
    true("log_logistic", Eq(log(logistic(x)), -softplus(-x)))
    true("softplus_difference", Eq(softplus(x) - softplus(-x), x))
    true("softplus_positive", softplus(x) > 0)
    true("softplus_above_x", softplus(x) > x)
    true("softplus_above_max", softplus(x) >= Max(x, 0))
    true("softplus_convex", Convex(softplus(x), x))
    true("softplus_right", Eq(Limit(softplus(x) - x, x, oo), 0))
    true("softplus_stable", Eq(softplus(x), x + log(1 + exp(-x))))
    true(
        "verhulst",
        Eq(
            Derivative(c * exp(x) / (1 + c * exp(x)), x),
            c * exp(x) / (1 + c * exp(x)) * (1 - c * exp(x) / (1 + c * exp(x))),
        ),
        0 < c,
    )
    true("logistic_density_total", Eq(Integral(logistic(x) * (1 - logistic(x)), (x, -oo, oo)), 1))
    true("logistic_density_even", Eq(logistic(-x) * (1 - logistic(-x)), logistic(x) * (1 - logistic(x))))
    true("logistic_steep", Eq(Limit(logistic(x / t), t, 0, "+"), 1), 0 < x)
    true("logistic_order", Equivalent(logistic(x) < logistic(y), x < y))
    true("logistic_threshold", Equivalent(logistic(x) > half, x > 0))
    true(
        "logistic_scale",
        Eq(Derivative(logistic(a * x + b), x), a * logistic(a * x + b) * (1 - logistic(a * x + b))),
    )
    true("saturation", Eq(Limit(Derivative(logistic(x), x), x, oo), 0))
    true("maximum_entropy_solved", Equivalent(Eq(log((1 - p) / p) + x, 0), Eq(p, logistic(x))), *inside)

    # ---- posterior ----
    true(
        "bayes_two", Eq(x * p / (x * p + y * (1 - p)), logistic(log(x / y) + logit(p))), 0 < x, 0 < y, *inside
    )
    true("posterior_odds", Eq(odds(x * p / (x * p + y * (1 - p))), x / y * odds(p)), 0 < x, 0 < y, *inside)
    true("posterior_scores", Eq(exp(a) / (exp(a) + exp(b)), logistic(a - b)))
    true("posterior_log_odds", Eq(logit(exp(a) / (exp(a) + exp(b))), a - b))
    true("posterior_decision", Equivalent(exp(a) / (exp(a) + exp(b)) > exp(b) / (exp(a) + exp(b)), a - b > 0))
    true(
        "evidence_lse",
        Eq(log(x * p + y * (1 - p)), log(exp(log(x * p)) + exp(log(y * (1 - p))))),
        0 < x,
        0 < y,
        *inside,
    )
    true(
        "gaussian_equal_width",
        Eq(
            log(exp(-((x - a) ** 2) / (2 * s**2)) / exp(-((x - b) ** 2) / (2 * s**2))),
            (a - b) / s**2 * x - (a**2 - b**2) / (2 * s**2),
        ),
        0 < s,
    )
    true(
        "gaussian_densities",
        Eq(
            log(
                exp(-((x - a) ** 2) / (2 * s**2))
                / (s * sqrt(2 * pi))
                / (exp(-((x - b) ** 2) / (2 * s**2)) / (s * sqrt(2 * pi)))
            ),
            (a - b) / s**2 * (x - (a + b) / 2),
        ),
        0 < s,
    )
    true(
        "gaussian_unequal_width",
        Eq(
            log((exp(-((x - a) ** 2) / (2 * s**2)) / s) / (exp(-((x - b) ** 2) / (2 * t**2)) / t)),
            (1 / t**2 - 1 / s**2) / 2 * x**2
            + (a / s**2 - b / t**2) * x
            + b**2 / (2 * t**2)
            - a**2 / (2 * s**2)
            + log(t / s),
        ),
        0 < s,
        0 < t,
    )
    true(
        "gaussian_shared_covariance",
        Eq(
            -Sum(A[i, j] * (X[i] - Y[i]) * (X[j] - Y[j]), (i, 1, K), (j, 1, K)) / 2
            + Sum(A[i, j] * (X[i] - Z[i]) * (X[j] - Z[j]), (i, 1, K), (j, 1, K)) / 2,
            Sum(A[i, j] * X[i] * (Y[j] - Z[j]), (i, 1, K), (j, 1, K))
            - Sum(A[i, j] * Y[i] * Y[j], (i, 1, K), (j, 1, K)) / 2
            + Sum(A[i, j] * Z[i] * Z[j], (i, 1, K), (j, 1, K)) / 2,
        ),
        Eq(A[i, j], A[j, i]),
    )
    true(
        "naive_bayes",
        Eq(
            log(
                Product(P[i] ** X[i] * (1 - P[i]) ** (1 - X[i]), (i, 1, n))
                / Product(Q[i] ** X[i] * (1 - Q[i]) ** (1 - X[i]), (i, 1, n))
            ),
            Sum(X[i] * (log(odds(P[i])) - log(odds(Q[i]))), (i, 1, n))
            + Sum(log((1 - P[i]) / (1 - Q[i])), (i, 1, n)),
        ),
        0 < P[i],
        P[i] < 1,
        0 < Q[i],
        Q[i] < 1,
    )
    true(
        "exponential_family",
        Eq(log((c * exp(a * x - v)) / (c * exp(b * x - w))), (a - b) * x - (v - w)),
        0 < c,
    )
    true("cauchy_left", Eq(Limit(log((1 + (x + 1) ** 2) / (1 + (x - 1) ** 2)), x, -oo), 0))
    true("cauchy_right", Eq(Limit(log((1 + (x + 1) ** 2) / (1 + (x - 1) ** 2)), x, oo), 0))
    true("cauchy_peak", Maximum(log((1 + (x + 1) ** 2) / (1 + (x - 1) ** 2)), x, sqrt(2)), 0 < x)
    true("cauchy_sign", Equivalent(1 + (x + 1) ** 2 > 1 + (x - 1) ** 2, x > 0))
    true("screening", Eq(Rational(9, 10) / Rational(1, 20) * odds(Rational(1, 200)), Rational(18, 199)))
    true("evidence_cancels", Eq(log(x / y) + log(y / x), 0), 0 < x, 0 < y)

    # ---- softmax ----
    true("softmax_positive", softmax(Z, k, K) > 0, *k_in_range)
    true("softmax_total", Eq(Sum(softmax(Z, k, K), (k, 1, K)), 1))
    true("softmax_at_most_one", softmax(Z, k, K) <= 1, *k_in_range)
    true(
        "softmax_bayes",
        Eq(
            P[k] * X[k] / Sum(P[i] * X[i], (i, 1, K)),
            exp(log(P[k] * X[k])) / Sum(exp(log(P[i] * X[i])), (i, 1, K)),
        ),
        0 < P[i],
        0 < X[i],
        *k_in_range,
    )
    true("softmax_two", Eq(exp(Z[1]) / Sum(exp(Z[i]), (i, 1, 2)), logistic(Z[1] - Z[2])))
    true("softmax_shift", Eq(exp(Z[k] + c) / Sum(exp(Z[i] + c), (i, 1, K)), softmax(Z, k, K)), *k_in_range)
    true("softmax_ratio", Eq(log(softmax(Z, j, K) / softmax(Z, k, K)), Z[j] - Z[k]), *j_in_range, *k_in_range)
    true("softmax_log", Eq(log(softmax(Z, k, K)), Z[k] - LSE(Z, K)), *k_in_range)
    true(
        "softmax_of_log",
        Eq(exp(log(P[k]) + c) / Sum(exp(log(P[i]) + c), (i, 1, K)), P[k]),
        *distribution,
        *k_in_range,
    )
    true(
        "softmax_jacobian",
        Eq(Derivative(softmax(Z, k, K), Z[j]), softmax(Z, k, K) * (KroneckerDelta(j, k) - softmax(Z, j, K))),
        *j_in_range,
        *k_in_range,
    )
    true(
        "softmax_jacobian_kernel",
        Eq(Sum(softmax(Z, k, K) * (KroneckerDelta(j, k) - softmax(Z, j, K)), (j, 1, K)), 0),
        *k_in_range,
    )
    true("lse_gradient", Eq(Derivative(LSE(Z, K), Z[j]), softmax(Z, j, K)), *j_in_range)
    true(
        "lse_hessian",
        Eq(Derivative(LSE(Z, K), Z[j], Z[k]), softmax(Z, j, K) * (KroneckerDelta(j, k) - softmax(Z, k, K))),
        *j_in_range,
        *k_in_range,
    )
    true("lse_shift", Eq(log(Sum(exp(Z[i] + c), (i, 1, K))), LSE(Z, K) + c))
    true("lse_above", Z[r] <= LSE(Z, K), 1 <= r, r <= K)
    true(
        "lse_form",
        Eq(
            Sum(P[i] * X[i] ** 2, (i, 1, K)) - Sum(P[i] * X[i], (i, 1, K)) ** 2,
            Sum(P[i] * P[j] * (X[i] - X[j]) ** 2, (i, 1, K), (j, 1, K)) / 2,
        ),
        *distribution,
    )
    true("form_nonnegative", Sum(P[i] * P[j] * (X[i] - X[j]) ** 2, (i, 1, K), (j, 1, K)) >= 0, 0 < P[i])
    true("softmax_hot", Eq(Limit(exp(Z[k] / t) / Sum(exp(Z[i] / t), (i, 1, K)), t, oo), 1 / K), *k_in_range)
    true("softmax_cold_two", Eq(Limit(exp(a / t) / (exp(a / t) + exp(b / t)), t, 0, "+"), 1), a > b)
    true("softmax_cold_tie", Eq(Limit(exp(a / t) / (exp(a / t) + exp(a / t)), t, 0, "+"), half))
    true("softmax_cold_gaps", Eq(Limit(1 / (n + Sum(exp(-X[i] / t), (i, 1, K))), t, 0, "+"), 1 / n), 0 < X[i])
    true("soft_maximum", Eq(Limit(t * log(n * exp(a / t) + exp((a - 1) / t)), t, 0, "+"), a))
    true("log_grows_like_its_exponent", Eq(Limit(log(1 + exp(2 * x)) / x, x, oo), 2))
    true("log_grows", Eq(Limit(log(1 + exp(x)), x, oo), oo))
    true("sum_of_all_but_one", Sum(X[i], (i, 1, n - 1)) < n, X[i] < 1)
    true("sum_of_the_others", Sum(X[i], (i, 2, n)) < n, X[i] < 1)
    true("product_of_zeros", Eq(Product(X[i] - X[i], (i, 1, n)), 0))
    true("gumbel_integral", Eq(Integral(exp(-x) * exp(-s * exp(-x)), (x, -oo, oo)), 1 / s), 0 < s)
    true(
        "gumbel_product",
        Eq(Product(exp(-exp(Z[i] - x)), (i, 1, K)), exp(-exp(-x) * Sum(exp(Z[i]), (i, 1, K)))),
    )
    true("two_penalties", Minimum(v**2 + (v - w) ** 2, v, w / 2))
    true("two_penalties_value", Eq((w / 2) ** 2 + (-w / 2) ** 2, w**2 / 2))
    true(
        "irrelevant_alternatives",
        Eq((X[j] / Sum(X[i], (i, 1, K))) / (X[k] / Sum(X[i], (i, 1, K))), X[j] / X[k]),
        0 < X[i],
        *j_in_range,
        *k_in_range,
    )
    true("lse_sum_bound", Sum(exp(Z[i]), (i, 1, K)) <= K * exp(b), Z[i] <= b)

    # ---- cross entropy ----
    true("tangent_bound", log(u) <= u - 1, 0 < u)
    true("tangent_only", log(u) < u - 1, 1 < u)
    true("bernoulli_log", Eq(log(p**t * (1 - p) ** (1 - t)), t * log(p) + (1 - t) * log(1 - p)), *inside)
    true(
        "likelihood",
        Eq(
            log(Product(Y[i] ** T[i] * (1 - Y[i]) ** (1 - T[i]), (i, 1, n))),
            Sum(T[i] * log(Y[i]) + (1 - T[i]) * log(1 - Y[i]), (i, 1, n)),
        ),
        0 < Y[i],
        Y[i] < 1,
    )
    true("likelihood_mean", Eq(Sum(-log(Y[i]), (i, 1, n)), n * (-Sum(log(Y[i]), (i, 1, n)) / n)), 0 < Y[i])
    true(
        "class_likelihood",
        Eq(
            log(Product(Product(A[i, k] ** B[i, k], (k, 1, K)), (i, 1, n))),
            Sum(Sum(B[i, k] * log(A[i, k]), (k, 1, K)), (i, 1, n)),
        ),
        0 < A[i, k],
    )
    true("decomposition", Eq(cross_entropy(P, Q, K), H(P, K) + KL(P, Q, K)), 0 < P[k], 0 < Q[k])
    true("kl_of_itself", Eq(KL(P, P, K), 0), 0 < P[k])
    true("gibbs", KL(P, Q, K) >= 0, *distributions, using=lambda: (gibbs(),))
    true("ce_above_entropy", cross_entropy(P, Q, K) >= H(P, K), *distributions, using=lambda: (gibbs(),))
    true(
        "kl_as_nonnegative_terms",
        Eq(KL(P, Q, K), Sum(P[k] * log(P[k] / Q[k]) - P[k] + Q[k], (k, 1, K))),
        *distributions,
    )
    true("ce_minimum", Minimum(-t * log(y) - (1 - t) * log(1 - y), y, t), 0 < t, t < 1, 0 < y, y < 1)
    true("ce_convex", Convex(-t * log(y) - (1 - t) * log(1 - y), y), 0 <= t, t <= 1, 0 < y, y < 1)
    true("ce_mean_label", Minimum(-7 * log(p) - 3 * log(1 - p), p, Rational(7, 10)), *inside)
    true("likelihood_mean_label", Maximum(p**7 * (1 - p) ** 3, p, Rational(7, 10)), *inside)
    true("ce_from_logit", Eq(-t * log(logistic(x)) - (1 - t) * log(1 - logistic(x)), softplus(x) - t * x))
    true("ce_gradient", Eq(Derivative(softplus(x) - t * x, x), logistic(x) - t))
    true("ce_hessian", Eq(Derivative(softplus(x) - t * x, x, x), logistic(x) * (1 - logistic(x))))
    true("ce_hessian_positive", Derivative(softplus(x) - t * x, x, x) > 0)
    true("ce_convex_in_logit", Convex(softplus(x) - t * x, x))
    true("ce_minimum_in_logit", Minimum(softplus(x) - t * x, x, logit(t)), 0 < t, t < 1)
    true(
        "ce_class_gradient",
        Eq(Derivative(-Sum(T[k] * log(softmax(Z, k, K)), (k, 1, K)), Z[j]), softmax(Z, j, K) - T[j]),
        Eq(Sum(T[k], (k, 1, K)), 1),
        *j_in_range,
    )
    true(
        "squared_error_gradient",
        Eq(Derivative((logistic(x) - t) ** 2 / 2, x), (logistic(x) - t) * logistic(x) * (1 - logistic(x))),
    )
    true("squared_error_vanishes", Eq(Limit((logistic(x) - 1) * logistic(x) * (1 - logistic(x)), x, -oo), 0))
    true("ce_gradient_stays", Eq(Limit(logistic(x) - 1, x, -oo), -1))
    true(
        "smoothing",
        Eq(
            -Sum(((1 - a) * T[k] + a / K) * log(Y[k]), (k, 1, K)),
            (1 - a) * (-Sum(T[k] * log(Y[k]), (k, 1, K))) + a * (-Sum(log(Y[k]), (k, 1, K)) / K),
        ),
        0 < Y[k],
        0 < a,
        a < 1,
    )
    true("entropy_of_uniform", Eq(-Sum(1 / K * log(1 / K), (k, 1, K)), log(K)))
    true(
        "same_choice",
        Equivalent(
            Product(X[i], (i, 1, n)) <= Product(Y[i], (i, 1, n)),
            Sum(log(X[i]), (i, 1, n)) <= Sum(log(Y[i]), (i, 1, n)),
        ),
        0 < X[i],
        0 < Y[i],
    )
    true("brier_minimum", Minimum(t * (1 - y) ** 2 + (1 - t) * y**2, y, t))

    # ---- fitting and logits in practice ----
    true(
        "fit_gradient",
        Eq(
            Derivative(Sum(softplus(b * X[i]) - T[i] * b * X[i], (i, 1, n)), b),
            Sum((logistic(b * X[i]) - T[i]) * X[i], (i, 1, n)),
        ),
    )
    true(
        "fit_hessian",
        Eq(
            Derivative(Sum(softplus(b * X[i]) - T[i] * b * X[i], (i, 1, n)), b, b),
            Sum(logistic(b * X[i]) * (1 - logistic(b * X[i])) * X[i] ** 2, (i, 1, n)),
        ),
    )
    true("fit_convex", Convex(Sum(softplus(b * X[i]) - T[i] * b * X[i], (i, 1, n)), b))
    true(
        "fit_intercept",
        Eq(
            Derivative(Sum(softplus(a + b * X[i]) - T[i] * (a + b * X[i]), (i, 1, n)), a),
            Sum(logistic(a + b * X[i]) - T[i], (i, 1, n)),
        ),
    )
    true(
        "calibration",
        Equivalent(
            Eq(Sum(T[i] - P[i], (i, 1, n)), 0), Eq(Sum(P[i], (i, 1, n)) / n, Sum(T[i], (i, 1, n)) / n)
        ),
    )
    true("weighted_squares", Sum(W[i] * (X[i] * a + Y[i] * b) ** 2, (i, 1, n)) >= 0, 0 < W[i])
    true("separation_slope", Derivative(2 * softplus(-b) + 2 * softplus(-2 * b), b) < 0)
    true("separation_decreasing", Decreasing(2 * softplus(-b) + 2 * softplus(-2 * b), b))
    true("separation_limit", Eq(Limit(2 * softplus(-b) + 2 * softplus(-2 * b), b, oo), 0))
    true("ridge_convex", Convex(softplus(-b) + c * b**2, b), 0 < c)
    true("double_sigmoid_low", logistic(logistic(x)) > half)
    true("double_sigmoid_high", logistic(logistic(x)) < logistic(1))
    true("double_sigmoid_floor", log(1 + exp(-p)) > log(1 + exp(-1)), *inside)
    true("stable_positive", Eq(softplus(x) - t * x, Max(x, 0) - t * x + log(1 + exp(-Abs(x)))), 0 <= x)
    true("stable_negative", Eq(softplus(x) - t * x, Max(x, 0) - t * x + log(1 + exp(-Abs(x)))), x <= 0)
    true("shifted_lse", Eq(LSE(Z, K), c + log(Sum(exp(Z[i] - c), (i, 1, K)))))

    # ---- sums, products, induction, deltas ----
    true("gauss", Eq(Sum(i, (i, 1, n)), n * (n + 1) / 2))
    true("squares", Eq(Sum(i**2, (i, 1, n)), n * (n + 1) * (2 * n + 1) / 6))
    true("geometric", Eq(Sum(x**i, (i, 0, n)), (x ** (n + 1) - 1) / (x - 1)), 1 < x)
    true("geometric_unequal", Eq(Sum(x**i, (i, 0, n)), (1 - x ** (n + 1)) / (1 - x)), 0 < x, x < 1)
    true("telescope", Eq(Sum(X[i + 1] - X[i], (i, 1, n)), X[n + 1] - X[1]))
    true("factor_out", Eq(Sum(c * X[i], (i, 1, n)), c * Sum(X[i], (i, 1, n))))
    true("sums_add", Eq(Sum(X[i] + Y[i], (i, 1, n)), Sum(X[i], (i, 1, n)) + Sum(Y[j], (j, 1, n))))
    true(
        "double_sum", Eq(Sum(X[i] * Y[j], (i, 1, n), (j, 1, K)), Sum(X[i], (i, 1, n)) * Sum(Y[j], (j, 1, K)))
    )
    true("order_of_summation", Eq(Sum(A[i, j], (i, 1, n), (j, 1, K)), Sum(A[i, j], (j, 1, K), (i, 1, n))))
    true("renamed", Eq(Sum(A[i, j], (i, 1, n), (j, 1, K)), Sum(A[k, l], (k, 1, n), (l, 1, K))))
    true("constant_sum", Eq(Sum(c, (i, 1, n)), n * c))
    true("constant_none", Eq(Sum(c, (i, 1, none)), none * c))
    true("constant_product", Eq(Product(c, (i, 1, n)), c**n), 0 < c)
    true(
        "product_of_products",
        Eq(Product(X[i] * Y[i], (i, 1, n)), Product(X[i], (i, 1, n)) * Product(Y[i], (i, 1, n))),
        0 < X[i],
        0 < Y[i],
    )
    true("product_of_exponentials", Eq(Product(exp(X[i]), (i, 1, n)), exp(Sum(X[i], (i, 1, n)))))
    true(
        "variance",
        Eq(
            Sum((X[i] - Sum(X[j], (j, 1, n)) / n) ** 2, (i, 1, n)),
            Sum(X[i] ** 2, (i, 1, n)) - Sum(X[i], (i, 1, n)) ** 2 / n,
        ),
    )
    true("square_of_sum", Eq(Sum(X[i], (i, 1, n)) ** 2, Sum(X[i] * X[j], (i, 1, n), (j, 1, n))))
    true("sum_of_positive", Sum(X[i], (i, 1, n)) > 0, 0 < X[i])
    true("sum_above_member", Sum(X[i], (i, 1, n)) >= X[r], 0 < X[i], 1 <= r, r <= n)
    true("delta_picks", Eq(Sum(KroneckerDelta(i, j) * X[i], (i, 1, K)), X[j]), *j_in_range)
    true("delta_total", Eq(Sum(KroneckerDelta(i, j), (i, 1, n), (j, 1, n)), n))
    true("delta_squared", Eq(KroneckerDelta(j, k) ** 2, KroneckerDelta(j, k)))
    true("delta_same", Eq(KroneckerDelta(j, k) * X[j], KroneckerDelta(j, k) * X[k]))
    true("derivative_by_entry", Eq(Derivative(Sum(X[i] ** 2, (i, 1, n)), X[j]), 2 * X[j]), 1 <= j, j <= n)
    true(
        "symmetric_form",
        Eq(
            Sum(A[i, j] * X[i] * Y[j], (i, 1, n), (j, 1, n)), Sum(A[i, j] * Y[i] * X[j], (i, 1, n), (j, 1, n))
        ),
        Eq(A[i, j], A[j, i]),
    )
    true("induction_from_claims", Eq(Sum(2 * i - 1, (i, 1, n)), n**2))
    true("series", Eq(Sum(half**m, (m, 1, oo)), 1))
    true("series_basel", Eq(Sum(1 / m**2, (m, 1, oo)), pi**2 / 6))

    # ---- near misses of the false ones ----
    true("log_of_square_positive", Eq(log(x**2), 2 * log(x)), 0 < x)
    true("log_of_square_negative", Eq(log(x**2), 2 * log(-x)), x < 0)
    true("root_of_square_abs", Eq(sqrt(x**2), Abs(x)), 0 < x)
    true("root_of_square_negative", Eq(sqrt(x**2), -x), x < 0)
    true("fraction_above_one", Equivalent(x / (x - 1) > 1, x > 1), Ne(x, 1))
    true("cubes", Equivalent(Eq(x**3, y**3), Eq(x, y)))
    true("exponentials_equal", Equivalent(Eq(exp(x), exp(y)), Eq(x, y)))
    true("squares_keep_order", Implies(x < y, x**2 < y**2), 0 <= x)
    true("multiplied_by_positive", Equivalent(x < y, x * c < y * c), 0 < c)
    true("multiplied_by_negative", Equivalent(x < y, x * c > y * c), c < 0)
    true("reciprocals_turn", Equivalent(1 / x < 1 / y, x > y), 0 < x, 0 < y)
    true("squares_sum", x**2 + y**2 >= 2 * x * y)
    true("quadratic_positive", x**2 + x + 1 > 0)
    true("exp_above_line", exp(x) >= 1 + x)
    true("limit_parameter", Eq(Limit((a * x + 1) / (b * x + 2), x, oo), a / b), 0 < b)
    true("limit_decay", Eq(Limit(exp(-a * x), x, oo), 0), 0 < a)
    true("integral_reversed", Eq(Integral(x, (x, 1, 0)), -half))
    true("integral_decay", Eq(Integral(exp(-a * x), (x, 0, oo)), 1 / a), 0 < a)
    true("integral_gauss", Eq(Integral(exp(-(x**2) / 2), (x, -oo, oo)), sqrt(2 * pi)))
    true("integral_negative_side", Eq(Integral(1 / x, (x, -2, -1)), -log(2)))
    true("convex_bell_outside", Convex(exp(-(x**2) / 2), x), 1 <= x)
    true("maximum_inside", Maximum(x * (1 - x), x, half))
    true("maximum_square", Minimum((x - a) ** 2, x, a))
    true("minimum_mean", Minimum((x - a) ** 2 + (x - b) ** 2, x, (a + b) / 2))
    true("minimum_least_squares", Minimum(Sum((x - Y[k]) ** 2, (k, 1, n)), x, Sum(Y[k], (k, 1, n)) / n))
    true("used_with_hypothesis", log(x) <= x - 1, 1 < x, using=lambda: (tangent().at(u=x),))
    true(
        "used_summed",
        Sum(log(X[i]), (i, 1, n)) <= Sum(X[i], (i, 1, n)) - n,
        0 < X[i],
        using=lambda: (tangent().at(u=X[i]).summed(i, 1, n),),
    )
    true("tanh_range", And(-1 < tanh(x), tanh(x) < 1))
    true("cosh", Eq(cosh(x), (exp(x) + exp(-x)) / 2))
    true("entry_bound", X[1] > 0, 0 < X[i])
    true("all_off_diagonal", A[1, 2] > 0, 0 < A[i, j])
    true("symmetric_entry", Eq(A[1, 2], A[2, 1]), Eq(A[i, j], A[j, i]))
