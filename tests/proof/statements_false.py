"""False statements, or statements without a value somewhere on their domain. None may ever be proved."""

from sympy import (
    Abs,
    Derivative,
    Eq,
    Gt,
    Integral,
    KroneckerDelta,
    Le,
    Limit,
    Lt,
    Max,
    Min,
    Ne,
    Product,
    Rational,
    Sum,
    acosh,
    atanh,
    cosh,
    coth,
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
    X,
    Y,
    Z,
    a,
    b,
    c,
    f,
    far,
    g,
    i,
    j,
    k,
    m,
    n,
    none,
    p,
    q,
    r,
    s,
    t,
    u,
    x,
    y,
)

FALSE = []
half, third, quarter = Rational(1, 2), Rational(1, 3), Rational(1, 4)
tiny = Rational(1, 10**60)


def false(name, statement, *given, using=tuple):
    FALSE.append(
        Statement(name, statement, given, "undecided" if name in UNDECIDED_IS_ENOUGH else "refuted", using)
    )


# No witness among the points that a checker can try: without a value, true for small sizes, limits.
UNDECIDED_IS_ENOUGH = set("""
    limit_soft_maximum limit_soft_maximum_closed
    log_of_square log_of_square_turned log_of_product log_of_quotient exp_of_log exp_of_log_closed
    log_of_power log_of_even_power cube_of_cube_root cube_root_of_negative root_of_product
    square_of_root log_of_abs log_at_negative log_keeps_order_everywhere log_keeps_order_one_side
    log_both_sides reciprocal_of_log two_thirds_power power_of_product powers_add power_of_square
    power_of_square_half inverse_at_one inverse_beyond complement_at_zero one_from_quotient
    one_from_quotient_closed hole zero_times_pole slope_strict x_log_x_closed logit_closed
    log_one_minus_closed root_derivative_closed abs_derivative abs_derivative_closed x_abs_derivative
    max_derivative_closed max_derivative_kink log_derivative_everywhere exp_of_pole square_above_tiny
    three_way reciprocal_equation denominator_dropped far_equation far_is_zero far_not_positive
    far_factor far_gauss far_sum far_product far_upper_end far_upper_end_less far_lower_end
    far_square_of_sum far_swapped_index far_transposed far_trace far_ranges_exchanged far_captured
    far_inner_captured far_delta far_jacobian far_log far_increasing far_convex far_maximum far_limit
    far_integral far_equivalent factor_of_60_digits log_2_to_60_digits tiny_is_zero saturated
    softplus_is_x tanh_is_one square_above_60_digits geometric_at_one log_of_product_unsigned
    log_of_product_zero sum_of_nonnegative_strict sum_below_bound_strict mean_of_none
    log_sum_exp_of_none delta_half delta_real first_log bound_by_other_index bound_by_index_shifted
    even_entries_positive even_entries_in_sum monotone_from_positive lse_above_member_strict
    gaussian_zero_width limit_power limit_power_closed limit_line limit_decay limit_quotient
    limit_saturation limit_saturation_closed limit_at_parameter limit_beside_undefined limit_log_left
    limit_root_left limit_temperature_tie limit_temperature_turned limit_temperature_side
    limit_temperature_uniform limit_power_base limit_power_base_closed limit_steep limit_tanh
    limit_of_sum limit_of_sum_unsigned limit_of_function limit_moved_hypothesis limit_ratio_of_powers
    integral_across_pole integral_across_square_pole integral_pole_inside integral_moving_end
    integral_moving_end_nonzero integral_moved_hypothesis integral_two_ends integral_reversed_ends
    integral_reversed_abs integral_decay integral_decay_nonzero integral_gauss_width
    integral_of_logit_slope integral_variance integral_of_real_power integral_of_abs
    integral_beside_undefined integral_nested integral_cauchy integral_gumbel integral_substituted
    integral_parameter_pole integral_other_name series_diverges series_beyond_one series_closed
    series_alternating series_derivative series_log series_harmonic concave_logit_nearly
    increasing_across_pole increasing_constant increasing_between decreasing_reciprocal
    increasing_slope_zero increasing_positive_part increasing_below_abs increasing_tied
    increasing_root_closed increasing_function maximum_open maximum_outside minimum_outside
    maximum_at_open_end minimum_label_closed minimum_captured maximum_beyond_other maximum_contradictory
    maximum_half_integer maximum_two_integers maximum_on_constraint maximum_at_constrained_value
    maximum_outside_disc maximum_beyond_pole maximum_of_logistic maximum_moving contradictory_bounds
    contradictory_square contradictory_equations contradictory_sums contradictory_size
    contradictory_integers contradictory_entries contradictory_unequal solved_line
    hypothesis_of_implication used_without_hypothesis used_at_closed_end used_times_negative
    used_times_unsigned used_summed_unsigned used_unequal_times_zero used_far_unequal_summed
    used_captured_sum used_captured_limit used_captured_integral used_captured_derivative
    used_word_for_word_of_one_entry used_one_entry_for_all used_bounded_index_for_all used_last_for_all
    used_other_vector entry_beyond_the_range
    used_implication_summed used_monotone used_equivalence_as_fact used_derivative_at_point ratio_in_sum
    ratio_in_product kl_of_itself_closed entropy_closed zero_over_far_zero one_from_far_quotient
    far_pole_in_sum far_log_in_sum nothing_below hyperbolic_pole hyperbolic_inverse inverse_of_tanh
    series_beside_undefined series_through_pole convex_corner concave_corner corner_derivative jump_sign
    jump_maximum minimum_at_itself maximum_past_second_bound maximum_past_second_bound_turned
    limit_place_captured sum_in_integral_captured backward_range limit_two_rates limit_two_powers
    limit_log_rate integral_two_rates limit_first_term sum_of_none_positive increasing_fixed_entry
    minimum_tied_pair convex_tied integral_of_tied limit_of_tied delta_shifted_pick
""".split())

inside = (0 < p, p < 1)
both = (0 < p, p < 1, 0 < q, q < 1)
distribution = (0 < P[k], Eq(Sum(P[k], (k, 1, K)), 1))
distributions = (*distribution, 0 < Q[k], Eq(Sum(Q[k], (k, 1, K)), 1))
in_range = (1 <= j, j <= K)

with as_written:
    # ---- logarithms, roots and their arguments' signs ----
    false("log_of_square", Eq(log(x**2), 2 * log(x)), Ne(x, 0))
    false("log_of_square_turned", Eq(log(x**2), 2 * log(-x)), Ne(x, 0))
    false("log_of_square_abs", Eq(log(x**2), log(Abs(x))), Ne(x, 0))
    false("root_of_square", Eq(sqrt(x**2), x))
    false("log_of_product", Eq(log(x * y), log(x) + log(y)), x * y > 0)
    false("log_of_quotient", Eq(log(x / y), log(x) - log(y)), x * y > 0)
    false("exp_of_log", Eq(exp(log(x)), x))
    false("exp_of_log_closed", Eq(exp(log(x)), x), 0 <= x)
    false("log_of_exp_turned", Eq(log(exp(-x)), x))
    false("log_of_power", Eq(log(x**n), n * log(x)), Ne(x, 0))
    false("log_of_even_power", Eq(log(x ** (2 * n)), 2 * n * log(x)), Ne(x, 0))
    false("cube_of_cube_root", Eq((x**third) ** 3, x))
    false("cube_root_of_negative", Eq((-x) ** third, -(x**third)), 0 < x)
    false("fourth_root", Eq((x**4) ** quarter, x))
    false("root_of_sixth_power", Eq((x**6) ** half, x**3))
    false("root_of_product", Eq(sqrt(x * y), sqrt(x) * sqrt(y)), x * y >= 0)
    false("square_of_root", Eq(sqrt(x) ** 2, x))
    false("root_of_sum", Eq(sqrt(x + y), sqrt(x) + sqrt(y)), 0 <= x, 0 <= y)
    false("root_of_difference_squared", Eq(sqrt((x - y) ** 2), x - y), 0 < x, 0 < y)
    false("factor_under_root", Eq(x * sqrt(y), sqrt(x**2 * y)), 0 < y)
    false("log_of_sum", Eq(log(x + y), log(x) + log(y)), 0 < x, 0 < y)
    false("log_of_abs", Eq(log(Abs(x)), log(x)), Ne(x, 0))
    false("log_at_negative", Eq(log((p - 1) / p), log(p - 1) - log(p)), *inside)
    false("log_keeps_order_everywhere", Equivalent(x < y, log(x) < log(y)))
    false("log_keeps_order_one_side", Equivalent(x < y, log(x) < log(y)), 0 < y)
    false("log_both_sides", Implies(x <= y, log(x) <= log(y)), 0 <= x, 0 <= y)
    false("reciprocal_of_log", 1 / log(x) > 0, 1 <= x)
    false("two_thirds_power", x ** Rational(2, 3) >= 0)
    false("power_of_product", Eq((x * y) ** a, x**a * y**a), x * y > 0)
    false("powers_add", Eq(x**a * x**b, x ** (a + b)))
    false("power_of_square", Eq((x**2) ** a, x ** (2 * a)), Ne(x, 0))
    false("power_of_square_half", Eq((x**2) ** (a / 2), x**a), Ne(x, 0))
    false("root_below", sqrt(x) < x, 1 <= x)
    false("abs_of_sum", Eq(Abs(x + y), Abs(x) + Abs(y)))
    false("abs_of_difference", Abs(x) - Abs(y) >= Abs(x - y))
    false("abs_is_argument", Eq(Abs(x), x))
    false("abs_of_product_strict", Abs(x * y) > 0, Ne(x, 0))
    false("max_is_first", Eq(Max(x, y), x))
    false("max_and_min", Eq(Max(x, y) + Min(x, y), x - y))
    false("positive_part", Eq(Max(x, 0) + Max(-x, 0), x))
    false("max_strict", Max(x, y) > x)
    false("tanh_wrong_sign", Eq(tanh(x / 2), 2 * logistic(x) + 1))
    false("cosh_without_half", Eq(cosh(x), exp(x) + exp(-x)))

    # ---- ends of a domain ----
    false("inverse_at_one", Eq(odds(p) / (1 + odds(p)), p), 0 <= p, p <= 1)
    false("inverse_beyond", Eq(odds(p) / (1 + odds(p)), p), 0 <= p)
    false("complement_at_zero", Eq(odds(1 - p), 1 / odds(p)), 0 <= p, p < 1)
    false("one_from_quotient", Eq(p / p, 1))
    false("one_from_quotient_closed", Eq(p / p, 1), 0 <= p, p <= 1)
    false("hole", Eq((x**2 - 1) / (x - 1), x + 1))
    false("zero_times_pole", Eq(0 * (1 / x), 0))
    false("odds_strict", odds(p) > 0, 0 <= p, p < 1)
    false("variance_strict", p * (1 - p) > 0, 0 <= p, p <= 1)
    false("slope_strict", 1 / (p * (1 - p)) > 4, *inside)
    false("square_strict", x**2 > 0)
    false("x_log_x_closed", x * log(x) <= 0, 0 <= x, x <= 1)
    false("log_below_closed", log(1 + x) < x, 0 <= x)
    false("tangent_strict", log(u) < u - 1, 0 < u)
    false("exp_strict", exp(x) > 1 + x)
    false("logit_closed", Eq(logit(p), log(p) - log(1 - p)), 0 <= p, p < 1)
    false("log_odds_at_half", logit(p) > 0, half <= p, p < 1)
    false("log_one_minus_closed", log(1 - p) <= -p, 0 <= p, p <= 1)
    false("root_derivative_closed", Eq(Derivative(sqrt(x), x), 1 / (2 * sqrt(x))), 0 <= x)
    false("abs_derivative", Eq(Derivative(Abs(x), x), 1))
    false("abs_derivative_closed", Eq(Derivative(Abs(x), x), 1), 0 <= x)
    false("x_abs_derivative", Eq(Derivative(x * Abs(x), x), 2 * x))
    false("max_derivative_closed", Eq(Derivative(Max(x, 0), x), 1), 0 <= x)
    false("max_derivative_kink", Eq(Derivative(Max(x, 0) + exp(x), x), Derivative(Max(x, 0), x) + exp(x)))
    false("log_derivative_everywhere", Eq(Derivative(log(x), x), 1 / x), Ne(x, 0))
    false("exp_of_pole", exp(1 / (x + 100)) > 1, Ne(x, -100))
    false("square_above_tiny", (x - 2) ** 2 > Rational(1, 10**10), 2 * x > 4)

    # ---- true for positive numbers only ----
    false("sum_with_reciprocal", x + 1 / x >= 2, Ne(x, 0))
    false("below_square", x <= x**2, 0 < x)
    false("cube_above_square", x**3 >= x**2, 0 <= x)
    false("exp_above_parabola", exp(x) > 1 + x + x**2 / 2)
    false("reciprocals_turn", Equivalent(1 / x < 1 / y, x > y), Ne(x, 0), Ne(y, 0))
    false("quotient_above_one", Equivalent(x / y > 1, x > y), Ne(y, 0))
    false("squares_keep_order", Equivalent(x**2 < y**2, x < y))
    false("multiplied_by_unknown", Implies(x < y, x * c < y * c))
    false("multiplied_by_perhaps_zero", Implies(x < y, x * c < y * c), 0 <= c)
    false("divided_by_perhaps_zero", Equivalent(x * c <= y * c, x <= y), 0 <= c)
    false("divided_by_nonzero", Equivalent(x * c <= y * c, x <= y), Ne(c, 0))
    false("cancelled_factor", Equivalent(Eq(x * c, y * c), Eq(x, y)))
    false("cancelled_factor_closed", Equivalent(Eq(p * x, p * y), Eq(x, y)), 0 <= p, p < 1)
    false("squared_both_sides", Equivalent(Eq(x**2, y**2), Eq(x, y)))
    false("squared_inequality", Implies(x < y, x**2 < y**2))
    false("squared_root", Equivalent(Eq(sqrt(x), y), Eq(x, y**2)), 0 <= x)
    false("abs_undone", Equivalent(Eq(Abs(x), y), Eq(x, y)))
    false("product_zero", Equivalent(Eq(x * y, 0), Eq(x, 0)))
    false("root_of_one", Implies(Eq(x**2, 1), Eq(x, 1)))
    false("divided_by_x", Equivalent(Eq(x**2, x), Eq(x, 1)))
    false("one_way_square", Equivalent(x > 1, x**2 > 1))
    false("one_way_product", Equivalent(x * y > 0, x > 0))
    false("one_way_sum", Implies(x + y > 0, x > 0))
    false("one_way_threshold", Equivalent(odds(p) > 1, p > quarter), *inside)
    false("one_way_and", Equivalent(And(x > 0, y > 0), x * y > 0))
    false("fraction_above_two", Equivalent(x / (x - 1) > 2, x < 2), Ne(x, 1))
    false("three_way", Equivalent(x > 0, 2 * x > 0, And(x > 0, x < 1000)))
    false("positive_is_at_least_one", Implies(x > 0, x >= 1))
    false("log_positive", Equivalent(log(x) > 0, x > 0), 0 < x)
    false("and_second_false", And(x**2 >= 0, x > 0))
    false("and_third_false", And(Le(x, x), Lt(x, x + 1), Lt(x, x**2 + quarter)))
    false("reciprocal_equation", Equivalent(Eq(1 / x, y), Eq(x * y, 1)))
    false("denominator_dropped", Equivalent(Eq(x / y, 0), Eq(x, 0)))
    false("even_power_injective", Equivalent(Eq(x ** (2 * n), y ** (2 * n)), Eq(x, y)))
    false("derivative_sign_one_way", Equivalent(Derivative(x**3, x) > 0, x > 0))

    # ---- at integers, at small integers, to many digits ----
    false("square_above_itself", x**2 >= x)
    false("sign_alternates", Eq((-1) ** n, 1))
    false("odd_power_positive", x**n > 0, Ne(x, 0))
    false("even_power_positive", x ** (2 * n) > 0)
    false("far_equation", Eq(n**7 + far, n**7))
    false("far_is_zero", Eq(far, 0))
    false("far_not_positive", far <= 0)
    false("far_factor", Eq(far * x, 0))
    false("far_gauss", Eq(Sum(i, (i, 1, n)), n * (n + 1) / 2 + far))
    false("far_sum", Eq(Sum(X[i], (i, 1, n)), Sum(X[i], (i, 1, n)) * (1 + far)))
    false("far_product", Eq(Product(x, (i, 1, n)), x**n + far), 0 < x)
    false("far_upper_end", Eq(far * Sum(X[i], (i, 1, n)), far * Sum(X[i], (i, 1, n + 1))))
    false("far_upper_end_less", Eq(far * Sum(X[i], (i, 1, n - 1)), far * Sum(X[i], (i, 1, n))))
    false("far_lower_end", Eq(far * Sum(X[i], (i, 0, n)), far * Sum(X[i], (i, 1, n))))
    false("far_square_of_sum", Eq(far * Sum(X[i], (i, 1, n)) ** 2, far * Sum(X[i] ** 2, (i, 1, n))))
    false(
        "far_swapped_index",
        Eq(far * Sum(A[i, j] * X[i], (i, 1, n), (j, 1, n)), far * Sum(A[i, j] * X[j], (i, 1, n), (j, 1, n))),
    )
    false(
        "far_transposed",
        Eq(
            far * Sum(A[i, j] * X[i] * Y[j], (i, 1, n), (j, 1, n)),
            far * Sum(A[j, i] * X[i] * Y[j], (i, 1, n), (j, 1, n)),
        ),
    )
    false("far_trace", Eq(far * Sum(A[i, j], (i, 1, n), (j, 1, n)), far * Sum(A[i, i], (i, 1, n))))
    false(
        "far_ranges_exchanged",
        Eq(far * Sum(A[i, j], (i, 1, n), (j, 1, K)), far * Sum(A[i, j], (i, 1, K), (j, 1, n))),
    )
    false("far_captured", Eq(far * Sum(i * X[i], (i, 1, n)), far * i * Sum(X[i], (i, 1, n))))
    false(
        "far_inner_captured",
        Eq(far * Sum(X[i] * Sum(X[i], (i, 1, n)), (i, 1, n)), far * Sum(X[i] * X[i], (i, 1, n), (j, 1, n))),
    )
    false("far_delta", Eq(far * Sum(KroneckerDelta(i, j) * X[i], (i, 1, n)), far * X[j]))
    false(
        "far_jacobian",
        Eq(far * Derivative(softmax(Z, k, K), Z[j]), -far * softmax(Z, k, K) * softmax(Z, j, K)),
        1 <= j,
        j <= K,
        1 <= k,
        k <= K,
    )
    false("far_log", Eq(far * log(Product(X[i], (i, 1, n))), far * Sum(log(X[i] + 1), (i, 1, n))), 0 < X[i])
    false("far_increasing", Increasing(x + far * (x**2 - 10 * x), x))
    false("far_convex", Convex(x**2 - far * x**4, x))
    false("far_maximum", Maximum(-(x**2) + far * x**3, x, 0))
    false("far_limit", Eq(Limit(far * x, x, oo), oo))
    false("far_integral", Eq(Integral(x**2, (x, 0, 1)), third + far))
    false("far_equivalent", Equivalent(x > 0, x + far > 0))
    false("sum_of_twelve_digits", Eq(x, x + Rational(1, 10**12)))
    false("factor_of_45_digits", Eq(x, x * (1 + Rational(1, 10**45))))
    false("factor_of_60_digits", Eq(x, x * (1 + tiny)))
    false("ramanujan", Eq(exp(pi * sqrt(163)), 262537412640768744))
    false("log_2_to_12_digits", Eq(log(2), Rational(693147180560, 10**12)))
    false("log_2_to_45_digits", Eq(log(2), Rational(693147180559945309417232121458176568075500134, 10**45)))
    false(
        "log_2_to_60_digits",
        Eq(log(2), Rational(693147180559945309417232121458176568075500134360255254120680, 10**60)),
    )
    false("pi_in_fractions", Eq(pi, Rational(355, 113)))
    false("tiny_is_zero", Eq(exp(-1000), 0))
    false("saturated", Eq(logistic(x), 1), 1000 <= x)
    false("softplus_is_x", Eq(softplus(x), x), 1000 <= x)
    false("tanh_is_one", Eq(tanh(x), 1), 1000 <= x)
    false("square_above_60_digits", x**2 >= tiny)
    false("minus_60_digits", Gt(x + tiny * y, x))

    # ---- finite sums and products ----
    false("gauss_halved", Eq(Sum(i, (i, 1, n)), n**2 / 2))
    false("gauss_from_zero", Eq(Sum(i, (i, 0, n)), n * (n - 1) / 2))
    false("geometric_at_one", Eq(Sum(x**i, (i, 0, n)), (x ** (n + 1) - 1) / (x - 1)))
    false("geometric_end", Eq(Sum(x**i, (i, 0, n - 1)), (1 - x ** (n + 1)) / (1 - x)), Ne(x, 1))
    false("counted_short", Eq(Sum(1, (i, 1, n)), n - 1))
    false("counted_from_zero", Eq(Sum(c, (i, 0, n)), n * c))
    false("sum_of_products", Eq(Sum(X[i] * Y[i], (i, 1, n)), Sum(X[i], (i, 1, n)) * Sum(Y[i], (i, 1, n))))
    false("double_sum_diagonal", Eq(Sum(X[i] * Y[j], (i, 1, n), (j, 1, n)), Sum(X[i] * Y[i], (i, 1, n))))
    false("double_sum_trace", Eq(Sum(A[i, j], (i, 1, n), (j, 1, n)), Sum(A[i, i], (i, 1, n))))
    false(
        "quadratic_form_transposed",
        Eq(
            Sum(A[i, j] * X[i] * Y[j], (i, 1, n), (j, 1, n)), Sum(A[j, i] * X[i] * Y[j], (i, 1, n), (j, 1, n))
        ),
    )
    false(
        "other_matrix_symmetric",
        Eq(
            Sum(A[i, j] * X[i] * Y[j], (i, 1, n), (j, 1, n)), Sum(A[j, i] * X[i] * Y[j], (i, 1, n), (j, 1, n))
        ),
        Eq(B[i, j], B[j, i]),
    )
    false("ranges_exchanged", Eq(Sum(A[i, j], (i, 1, n), (j, 1, K)), Sum(A[i, j], (i, 1, K), (j, 1, n))))
    false("triangle", Eq(Sum(Sum(X[j], (j, 1, i)), (i, 1, n)), Sum((n - j) * X[j], (j, 1, n))))
    false(
        "triangle_as_square",
        Eq(Sum(Sum(A[i, j], (j, 1, i)), (i, 1, n)), Sum(Sum(A[i, j], (i, 1, j)), (j, 1, n))),
    )
    false("captured_factor", Eq(Sum(i * X[i], (i, 1, n)), i * Sum(X[i], (i, 1, n))))
    false("captured_entry", Eq(Sum(X[i] * X[i], (i, 1, n)), X[i] * Sum(X[i], (i, 1, n))))
    false("captured_inner", Eq(Sum(X[i] * Sum(X[i], (i, 1, n)), (i, 1, n)), n * Sum(X[i] ** 2, (i, 1, n))))
    false("index_not_summed", Eq(Sum(X[k], (i, 1, n)), Sum(X[i], (i, 1, n))))
    false("log_of_product_unsigned", Eq(log(Product(X[i], (i, 1, n))), Sum(log(X[i]), (i, 1, n))))
    false("log_of_product_zero", Eq(log(Product(X[i], (i, 1, n))), Sum(log(X[i]), (i, 1, n))), 0 <= X[i])
    false("product_of_constant", Eq(Product(x, (i, 1, n)), n * x), 0 < x)
    false(
        "product_of_sums",
        Eq(Product(X[i] + Y[i], (i, 1, n)), Product(X[i], (i, 1, n)) + Product(Y[i], (i, 1, n))),
        0 < X[i],
        0 < Y[i],
    )
    false("product_of_negatives", Eq(Product(-X[i], (i, 1, n)), -Product(X[i], (i, 1, n))), 0 < X[i])
    false("product_scaled", Eq(Product(c * X[i], (i, 1, n)), c * Product(X[i], (i, 1, n))), 0 < c, 0 < X[i])
    false("product_with_zero", Product(i, (i, 0, n)) > 0)
    false("product_shifted_sign", Product(i - 3, (i, 1, n)) >= 0)
    false("product_unsigned", Product(X[i] ** 3, (i, 1, n)) >= 0)
    false("exp_of_sum", Eq(exp(Sum(X[i], (i, 1, n))), Sum(exp(X[i]), (i, 1, n))))
    false("log_of_sum_of_logs", Eq(log(Sum(X[i], (i, 1, n))), Sum(log(X[i]), (i, 1, n))), 0 < X[i])
    false("sum_above_member_unsigned", Sum(X[i], (i, 1, n)) >= X[1])
    false("sum_above_member_strict", Sum(X[i], (i, 1, n)) > X[1], 0 < X[i])
    false("sum_above_absent_member", Sum(X[i], (i, 1, n)) >= X[2], 0 < X[i])
    false("sum_of_nonnegative_strict", Sum(X[i], (i, 1, n)) > 0, 0 <= X[i])
    false("sum_below_bound_strict", Sum(X[i], (i, 1, n)) < n * b, X[i] <= b)
    false("empty_sum", Sum(X[i], (i, 1, n - 1)) > 0, 0 < X[i])
    false("empty_sum_from_two", Sum(X[i], (i, 2, n)) > 0, 0 < X[i])
    false("empty_sum_of_none", Sum(X[i], (i, 1, none)) > 0, 0 < X[i])
    false("mean_of_none", Eq(Sum(c, (i, 1, none)) / none, c))
    false("log_sum_exp_of_none", Eq(exp(log(Sum(exp(Z[i]), (i, 1, none)))), Sum(exp(Z[i]), (i, 1, none))))
    false("odd_none", Sum(X[i] ** 2, (i, 1, none)) >= X[1] ** 2)
    false("variance_positive", Sum((X[i] - Sum(X[j], (j, 1, n)) / n) ** 2, (i, 1, n)) > 0)
    false(
        "cauchy_schwarz_turned",
        Sum(X[i] ** 2, (i, 1, n)) * Sum(Y[i] ** 2, (i, 1, n)) <= Sum(X[i] * Y[i], (i, 1, n)) ** 2,
    )
    false("square_of_sum_below", Sum(X[i], (i, 1, n)) ** 2 <= Sum(X[i] ** 2, (i, 1, n)))
    false("telescope_end", Eq(Sum(X[i + 1] - X[i], (i, 1, n)), X[n] - X[1]))
    false("shifted_index", Eq(Sum(X[i + 1], (i, 1, n)), Sum(X[i], (i, 1, n))))
    false("bilinear_nonnegative", Sum(X[i] * Y[j], (i, 1, n), (j, 1, n)) >= 0)
    false("chebyshev_unordered", Sum((X[i] - X[j]) * (Y[i] - Y[j]), (i, 1, n), (j, 1, n)) >= 0)
    false(
        "form_with_positive_entries",
        Sum(A[i, j] * X[i] * X[j], (i, 1, n), (j, 1, n)) >= 0,
        0 < A[i, j],
        Eq(A[i, j], A[j, i]),
    )
    false("factorials_grow", Sum(i, (i, 1, n)) < n**2)

    # ---- Kronecker's delta ----
    false("delta_without_range", Eq(Sum(KroneckerDelta(i, j), (i, 1, n)), 1))
    false("delta_one_end", Eq(Sum(KroneckerDelta(i, j), (i, 1, n)), 1), 1 <= j)
    false("delta_other_end", Eq(Sum(KroneckerDelta(i, j), (i, 1, n)), 1), j <= n)
    false("delta_from_zero", Eq(Sum(KroneckerDelta(i, j) * X[i], (i, 1, n)), X[j]), 0 <= j, j <= n)
    false("delta_half", Eq(Sum(KroneckerDelta(i, n / 2), (i, 1, n)), 1), n >= 2)
    false("delta_real", Eq(Sum(KroneckerDelta(i, x) * i, (i, 1, n)), x), 1 <= x, x <= n)
    false("delta_doubled", Eq(Sum(KroneckerDelta(2 * i, j), (i, 1, n)), 1), 2 <= j, j <= 2 * n)
    false("delta_shifted", Eq(Sum(KroneckerDelta(i + 1, j), (i, 1, n)), 1), 1 <= j, j <= n)
    false("delta_mirrored", Eq(Sum(KroneckerDelta(i, n - i), (i, 1, n)), 1))
    false(
        "delta_twice",
        Eq(Sum(KroneckerDelta(i, j) * KroneckerDelta(i, k), (i, 1, n)), 1),
        1 <= j,
        j <= n,
        1 <= k,
        k <= n,
    )
    false("delta_is_zero", Eq(KroneckerDelta(j, k), 0))
    false("delta_count", Eq(Sum(KroneckerDelta(i, j), (i, 1, n), (j, 1, K)), n))
    false("delta_other_entry", Eq(KroneckerDelta(j, k) * X[j], KroneckerDelta(j, k) * X[k + 1]))
    false("delta_positive", KroneckerDelta(j, k) > 0)
    false("delta_of_real_sum", Eq(Sum(KroneckerDelta(i, a), (i, 1, n)), 0))

    # ---- a hypothesis on one entry, taken for all ----
    false("last_positive", X[1] > 0, X[K] > 0)
    false("last_of_n_positive", Sum(X[i], (i, 1, n)) > 0, X[n] > 0)
    false("first_positive", Sum(X[i], (i, 1, n)) > 0, X[1] > 0)
    false("first_log", Eq(log(Product(X[i], (i, 1, n))), Sum(log(X[i]), (i, 1, n))), X[1] > 0)
    false("one_pair_ordered", X[2] < X[3], X[1] < X[2])
    false("one_entry_zero", Eq(X[2], 0), Eq(X[1], 0))
    false("last_entry_one", Eq(Sum(X[i], (i, 1, K)), K), Eq(X[K], 1))
    false("same_index_only", X[1] < Y[2], X[i] < Y[i])
    false("same_index_equation", Eq(X[1], Y[2]), Eq(X[i], Y[i]))
    false("bound_by_other_index", X[j] > i, X[i] > i)
    false("bound_by_index_shifted", X[1] > 2, X[i] > i)
    false("diagonal_positive", A[1, 2] > 0, A[i, i] > 0)
    false("even_entries_positive", X[1] > 0, X[2 * i] > 0)
    false("even_entries_in_sum", Sum(X[i], (i, 1, n)) > 0, X[2 * i] > 0)
    false("squared_entries", X[1] > 1, X[i] ** 2 > 1)
    false("value_of_index", Sum(X[i], (i, 1, n)) <= n * k, 0 <= X[k], X[k] <= k)
    false("value_of_index_entry", X[1] <= k, 0 <= X[k], X[k] <= k)
    false("sum_hypothesis_entry", X[1] > 0, Sum(X[i], (i, 1, n)) > 0)

    # ---- derivatives ----
    false("derivative_out_of_range", Eq(Derivative(Sum(X[i] ** 2, (i, 1, n)), X[j]), 2 * X[j]))
    false("derivative_one_end", Eq(Derivative(Sum(X[i] ** 2, (i, 1, n)), X[j]), 2 * X[j]), 1 <= j)
    false("gradient_out_of_range", Eq(Derivative(LSE(Z, K), Z[j]), softmax(Z, j, K)), 1 <= j)
    false(
        "jacobian_without_delta",
        Eq(Derivative(softmax(Z, k, K), Z[j]), -softmax(Z, k, K) * softmax(Z, j, K)),
        1 <= k,
        k <= K,
        *in_range,
    )
    false(
        "jacobian_wrong_entry",
        Eq(Derivative(softmax(Z, k, K), Z[j]), softmax(Z, k, K) * (KroneckerDelta(j, k) - softmax(Z, k, K))),
        1 <= k,
        k <= K,
        *in_range,
    )
    false(
        "jacobian_diagonal_everywhere",
        Eq(Derivative(softmax(Z, k, K), Z[j]), softmax(Z, k, K) * (1 - softmax(Z, k, K))),
        1 <= k,
        k <= K,
        *in_range,
    )
    false(
        "jacobian_nonnegative",
        softmax(Z, j, K) * (KroneckerDelta(j, k) - softmax(Z, k, K)) >= 0,
        1 <= k,
        k <= K,
        *in_range,
    )
    false("logistic_derivative", Eq(Derivative(logistic(x), x), logistic(x) * (1 + logistic(x))))
    false(
        "logistic_second_derivative",
        Eq(Derivative(logistic(x), x, x), logistic(x) * (1 - logistic(x)) * (2 * logistic(x) - 1)),
    )
    false("logit_derivative", Eq(Derivative(logit(p), p), 1 / p - 1 / (1 - p)), *inside)
    false("odds_derivative", Eq(Derivative(odds(p), p), 1 / (1 - p)), *inside)
    false("chain_rule", Eq(Derivative(logistic(a * x), x), logistic(a * x) * (1 - logistic(a * x))))
    false("chain_rule_undefined", Eq(Derivative(exp(f(x)), x), exp(f(x))))
    false("log_derivative_undefined", Eq(Derivative(log(f(x)), x), 1 / f(x)), 0 < f(x))
    false("product_rule", Eq(Derivative(f(x) * g(x), x), Derivative(f(x), x) * Derivative(g(x), x)))
    false("power_rule", Eq(Derivative(x**n, x), n * x**n), 0 < x)
    false("power_rule_base", Eq(Derivative(a**x, x), a**x), 0 < a)
    false("parameter_derivative", Eq(Derivative(exp(x * y), x), exp(x * y)))
    false("sum_derivative", Eq(Derivative(Sum(x**i, (i, 1, n)), x), Sum(i * x**i, (i, 1, n))), 0 < x)
    false("squared_error_gradient", Eq(Derivative((logistic(z := Z[1]) - t) ** 2 / 2, z), logistic(z) - t))
    false("derivative_of_function_is_value", Eq(Derivative(f(x), x), f(x)))
    false("even_function", Eq(f(-x), f(x)))
    false("monotone_from_positive", f(x) < f(x + 1), 0 < f(x))
    false("derivative_positive_from_positive", Derivative(f(x), x) > 0, 0 < f(x))
    false("positive_elsewhere", f(y) > 0, f(x) > 0)

    # ---- softmax, entropy, likelihood ----
    false("softmax_short", Eq(Sum(softmax(Z, k, K), (k, 1, K - 1)), 1))
    false("softmax_below_one", softmax(Z, k, K) < 1, 1 <= k, k <= K)
    false("lse_above_member_strict", LSE(Z, K) > Z[r], 1 <= r, r <= K)
    false("lse_above_any", LSE(Z, K) >= Z[r], 1 <= r)
    false("lse_below_first", LSE(Z, K) <= Z[1] + log(K))
    false("lse_shift", Eq(log(Sum(exp(Z[i] + c), (i, 1, K))), LSE(Z, K)))
    false("lse_scale", Eq(log(Sum(exp(c * Z[i]), (i, 1, K))), c * LSE(Z, K)), 0 < c)
    false(
        "softmax_scale", Eq(exp(2 * Z[k]) / Sum(exp(2 * Z[i]), (i, 1, K)), softmax(Z, k, K)), 1 <= k, k <= K
    )
    false(
        "independent_sigmoids",
        Eq(logistic(Z[k]) / Sum(logistic(Z[i]), (i, 1, K)), softmax(Z, k, K)),
        1 <= k,
        k <= K,
    )
    false("two_classes_turned", Eq(exp(Z[1]) / (exp(Z[1]) + exp(Z[2])), logistic(Z[2] - Z[1])))
    false("gibbs_turned", KL(P, Q, K) <= 0, *distributions)
    false("gibbs_strict", KL(P, Q, K) > 0, *distributions)
    false("gibbs_unnormalised", KL(P, Q, K) >= 0, 0 < P[k], 0 < Q[k])
    false("gibbs_half_normalised", KL(P, Q, K) >= 0, *distribution, 0 < Q[k])
    false("kl_symmetric", Eq(KL(P, Q, K), KL(Q, P, K)), *distributions)
    false("cross_entropy_symmetric", Eq(cross_entropy(P, Q, K), cross_entropy(Q, P, K)), *distributions)
    false("cross_entropy_split", Eq(cross_entropy(P, Q, K), H(Q, K) + KL(P, Q, K)), *distributions)
    false("kl_sign", Eq(KL(P, Q, K), cross_entropy(P, Q, K) + H(P, K)), *distributions)
    false("entropy_below_log_strict", H(P, K) < log(K), *distribution)
    false("entropy_of_unnormalised", H(P, K) <= log(K), 0 < P[k])
    false("probability_below_one", P[1] < 1, *distribution)
    false("probability_above_share", P[1] >= 1 / K, *distribution)
    false("second_probability", P[2] < 1, *distribution)
    false(
        "likelihood_as_sum",
        Eq(log(Product(Y[i] ** T[i], (i, 1, n))), Sum(T[i] + log(Y[i]), (i, 1, n))),
        0 < Y[i],
    )
    false("mean_loss", Eq(-Sum(log(Y[i]), (i, 1, n)) / n, -log(Product(Y[i], (i, 1, n)))), 0 < Y[i], Y[i] < 1)
    false("ce_from_logit", Eq(-t * log(logistic(x)) - (1 - t) * log(1 - logistic(x)), softplus(x) + t * x))
    false("softplus_odd", Eq(softplus(-x), -softplus(x)))
    false("softplus_difference", Eq(softplus(x) - softplus(-x), -x))
    false("logistic_even", Eq(logistic(-x), logistic(x)))
    false("logit_reflection", Eq(logit(1 - p), logit(p)), *inside)
    false("odds_ratio_as_risk_ratio", Eq(odds(p) / odds(q), p / q), *both)
    false("odds_add", Eq(odds(p + q), odds(p) + odds(q)), 0 < p, 0 < q, p + q < 1)
    false(
        "posterior_without_prior",
        Eq(x * p / (x * p + y * (1 - p)), logistic(log(x / y))),
        0 < x,
        0 < y,
        *inside,
    )
    false(
        "posterior_turned",
        Eq(x * p / (x * p + y * (1 - p)), logistic(log(y / x) + logit(p))),
        0 < x,
        0 < y,
        *inside,
    )
    false(
        "gaussian_slope",
        Eq(
            log(exp(-((x - a) ** 2) / (2 * s**2)) / exp(-((x - b) ** 2) / (2 * s**2))),
            (b - a) / s**2 * x + (b**2 - a**2) / (2 * s**2),
        ),
        0 < s,
    )
    false(
        "gaussian_intercept",
        Eq(
            log(exp(-((x - a) ** 2) / (2 * s**2)) / exp(-((x - b) ** 2) / (2 * s**2))),
            (a - b) / s**2 * x + (b**2 - a**2) / s**2,
        ),
        0 < s,
    )
    false(
        "gaussian_zero_width",
        Eq(
            exp(-((x - a) ** 2) / (2 * s**2)) / exp(-((x - b) ** 2) / (2 * s**2)),
            exp((a - b) * (2 * x - a - b) / (2 * s**2)),
        ),
    )
    false(
        "gaussian_unsymmetric",
        Eq(
            Sum(A[i, j] * (X[i] - Y[i]) * (X[j] - Y[j]), (i, 1, K), (j, 1, K)),
            Sum(
                A[i, j] * X[i] * X[j] - 2 * A[i, j] * X[i] * Y[j] + A[i, j] * Y[i] * Y[j],
                (i, 1, K),
                (j, 1, K),
            ),
        ),
    )

    # ---- limits ----
    false("limit_wrong_side", Eq(Limit(1 / x, x, 0, "+"), -oo))
    false("limit_other_side", Eq(Limit(1 / x, x, 0, "-"), oo))
    false("limit_logit_one", Eq(Limit(logit(p), p, 1, "-"), -oo))
    false("limit_logit_zero", Eq(Limit(logit(p), p, 0, "+"), oo))
    false("limit_logistic", Eq(Limit(logistic(x), x, -oo), 1))
    false("limit_step", Eq(Limit(exp(-1 / x), x, 0, "-"), 0))
    false("limit_sign", Eq(Limit(Abs(x) / x, x, 0, "-"), 1))
    false("limit_power", Eq(Limit(x**a, x, oo), oo))
    false("limit_power_closed", Eq(Limit(x**a, x, oo), oo), 0 <= a)
    false("limit_line", Eq(Limit(a * x, x, oo), oo), 0 <= a)
    false("limit_decay", Eq(Limit(exp(-a * x), x, oo), 0), 0 <= a)
    false("limit_quotient", Eq(Limit((a * x + 1) / (b * x + 2), x, oo), a / b), 0 <= b)
    false("limit_saturation", Eq(Limit(a**2 * x / (1 + a**2 * x), x, oo), 1))
    false("limit_saturation_closed", Eq(Limit(b * x / (1 + b * x), x, oo), 1), 0 <= b)
    false("limit_at_parameter", Eq(Limit((x**2 - a**2) / (x**2 + a**2), x, a, "+"), 0), 0 <= a)
    false("limit_beside_undefined", Eq(Limit(x, x, 0, "+"), y / y - 1))
    false("limit_soft_maximum", Eq(Limit(t * log(exp(a / t) + exp(b / t)), t, 0, "+"), a), a <= b)
    false("limit_soft_maximum_closed", Eq(Limit(t * log(a * exp(1 / t) + 1), t, 0, "+"), 1), 0 <= a)
    false("limit_log_of_growth", Eq(Limit(log(1 + exp(x)) / x, x, oo), 2))
    false("limit_log_of_growth_kept", Eq(Limit(log(exp(x) + exp(2 * x)) - x, x, oo), 0))
    false("sum_of_none", Sum(X[i], (i, 1, n - 1)) < n - 1, X[i] < 1)
    false("sum_of_all_but_one", Sum(X[i], (i, 1, n - 1)) < n - 2, X[i] < 1)
    false("product_of_no_zeros", Eq(Product(X[i] - X[i], (i, 1, none)), 0))
    false("limit_log_left", Eq(Limit(log(x), x, 0, "-"), -oo))
    false("limit_root_left", Eq(Limit(sqrt(x), x, 0, "-"), 0))
    false("limit_temperature_tie", Eq(Limit(exp(a / t) / (exp(a / t) + exp(b / t)), t, 0, "+"), 1), a >= b)
    false("limit_temperature_turned", Eq(Limit(exp(a / t) / (exp(a / t) + exp(b / t)), t, 0, "+"), 0), a > b)
    false("limit_temperature_side", Eq(Limit(exp(a / t) / (exp(a / t) + exp(b / t)), t, 0, "-"), 1), a > b)
    false(
        "limit_temperature_uniform",
        Eq(Limit(exp(Z[k] / t) / Sum(exp(Z[i] / t), (i, 1, K)), t, oo), 1),
        1 <= k,
        k <= K,
    )
    false("limit_power_base", Eq(Limit(a**x, x, oo), oo), 0 < a)
    false("limit_power_base_closed", Eq(Limit(a**x, x, oo), 0), 0 < a, a <= 1)
    false("limit_steep", Eq(Limit(1 / (1 + exp(-b * (x - a))), b, oo), 1), x >= a)
    false("limit_tanh", Eq(Limit(tanh(x / t), t, 0, "+"), 1), 0 <= x)
    false("limit_of_sum", Eq(Limit(Sum(exp(-X[i] * t), (i, 1, n)), t, oo), 0), 0 <= X[i])
    false("limit_of_sum_unsigned", Eq(Limit(Sum(exp(-X[i] * t), (i, 1, n)), t, oo), 0))
    false("limit_of_function", Eq(Limit(f(x), x, 0, "+"), f(0)))
    false("limit_moved_hypothesis", Eq(Limit(log(x), x, a, "-"), log(a)), 0 < x)
    false("limit_number_power", Eq(Limit(x ** (n - 1), x, oo), oo))
    false("limit_ratio_of_powers", Eq(Limit(x**a / x**b, x, oo), oo), a >= b)

    # ---- integrals and infinite sums ----
    false("integral_across_pole", Eq(Integral(1 / x, (x, -1, 1)), 0))
    false("integral_across_square_pole", Eq(Integral(1 / x**2, (x, -1, 1)), -2))
    false("integral_pole_inside", Eq(Integral(1 / (x - 1) ** 2, (x, 0, 2)), -2))
    false("integral_moving_end", Eq(Integral(1 / x, (x, a, 1)), -log(a)))
    false("integral_moving_end_nonzero", Eq(Integral(1 / x**2, (x, a, 1)), 1 / a - 1), Ne(a, 0))
    false("integral_moved_hypothesis", Eq(Integral(1 / x**2, (x, a, 1)), 1 / a - 1), 0 < x, Ne(a, 0))
    false("integral_two_ends", Eq(Integral(1 / x, (x, a, b)), log(b / a)), Ne(a, 0), Ne(b, 0))
    false("integral_reversed", Eq(Integral(x, (x, 1, 0)), half))
    false("integral_reversed_ends", Eq(Integral(exp(x), (x, b, a)), exp(b) - exp(a)))
    false("integral_reversed_abs", Eq(Integral(Abs(x), (x, 0, -1)), Integral(x, (x, 0, -1))))
    false("integral_without_factor", Eq(Integral(exp(-2 * x), (x, 0, oo)), 1))
    false("integral_decay", Eq(Integral(exp(-a * x), (x, 0, oo)), 1 / a))
    false("integral_decay_nonzero", Eq(Integral(exp(-a * x), (x, 0, oo)), 1 / a), Ne(a, 0))
    false("integral_gauss", Eq(Integral(exp(-(x**2) / 2), (x, -oo, oo)), sqrt(pi)))
    false(
        "integral_gauss_width",
        Eq(Integral(exp(-(x**2) / (2 * s**2)), (x, -oo, oo)), s * sqrt(2 * pi)),
        Ne(s, 0),
    )
    false("integral_of_logistic", Eq(Integral(logistic(x), (x, 0, y)), softplus(y)))
    false("integral_of_logit_slope", Eq(Integral(1 / (p * (1 - p)), (p, 0, q)), logit(q)), 0 < q, q < 1)
    false("integral_variance", Eq(Integral(x**2 * logistic(x) * (1 - logistic(x)), (x, -oo, oo)), pi**2 / 6))
    false("integral_of_power", Eq(Integral(x**n, (x, 0, 1)), 1 / n))
    false("integral_of_real_power", Eq(Integral(x**a, (x, 0, 1)), 1 / (a + 1)), a > -2, Ne(a, -1))
    false("integral_of_abs", Eq(Integral(Abs(x), (x, -1, 1)), 0))
    false("integral_beside_undefined", Eq(Integral(x, (x, 0, 1)), y / (2 * y)))
    false(
        "integral_nested",
        Eq(Integral(Integral(x * y, (y, 0, 1)), (x, 0, 1)), Integral(Integral(y**2, (y, 0, 1)), (x, 0, 1))),
    )
    false("integral_cauchy", Eq(Integral(1 / (1 + x**2), (x, -oo, oo)), 2 * pi))
    false("integral_gumbel", Eq(Integral(exp(-x) * exp(-s * exp(-x)), (x, -oo, oo)), 1 / s), Ne(s, 0))
    false("integral_of_log", Eq(Integral(log(x), (x, 0, 1)), 1))
    false("integral_of_inverse_root", Eq(Integral(1 / sqrt(x), (x, 0, 1)), 1))
    false("integral_substituted", Eq(Integral(f(2 * x), (x, 0, 1)), Integral(f(x), (x, 0, 2))))
    false(
        "integral_parameter_pole",
        Eq(Integral(1 / (x - a) ** 2, (x, 0, 1)), 1 / (1 - a) + 1 / a),
        Ne(a, 0),
        Ne(a, 1),
    )
    false("integral_other_name", Eq(Integral(x * y, (x, 0, 1)), Integral(x * x, (x, 0, 1))))
    false("series_diverges", Eq(Sum(x**m, (m, 0, oo)), 1 / (1 - x)), Ne(x, 1))
    false("series_beyond_one", Eq(Sum(x**m, (m, 0, oo)), 1 / (1 - x)), -1 < x, x < 2, Ne(x, 1))
    false("series_closed", Eq(Sum(x**m, (m, 0, oo)), 1 / (1 - x)), -1 <= x, x < 1)
    false("series_start", Eq(Sum(half**m, (m, 1, oo)), 2))
    false("series_alternating", Eq(Sum((-1) ** m, (m, 0, oo)), half))
    false("series_derivative", Eq(Sum(m * x**m, (m, 1, oo)), x / (1 - x) ** 2), 0 < x, Ne(x, 1))
    false("series_log", Eq(Sum(x**m / m, (m, 1, oo)), log(1 - x)), 0 < x, x < 1)
    false("series_basel", Eq(Sum(1 / m**2, (m, 1, oo)), pi**2 / 8))
    false("series_harmonic", Eq(Sum(1 / m, (m, 1, oo)), log(2)))

    # ---- shapes ----
    false("convex_across_pole", Convex(1 / x, x), Ne(x, 0))
    false("convex_cube", Convex(x**3, x), -1 <= x)
    false("convex_cube_nearly", Convex(x**3, x), -Rational(1, 1000) <= x)
    false("convex_logistic", Convex(logistic(x), x), x <= 1)
    false("concave_logit", Concave(logit(p), p), *inside)
    false("convex_logit", Convex(logit(p), p), quarter < p, p < 1)
    false("concave_logit_nearly", Concave(logit(p), p), 0 < p, p < Rational(501, 1000))
    false("convex_bell", Convex(exp(-(x**2) / 2), x), Rational(9, 10) < x)
    false("increasing_square", Increasing(x**2, x))
    false("increasing_square_nearly", Increasing(x**2, x), -Rational(1, 100) <= x)
    false("increasing_variance", Increasing(p * (1 - p), p), 0 < p, p <= Rational(51, 100))
    false("increasing_across_pole", Increasing(odds(p), p), Ne(p, 1))
    false("increasing_constant", Increasing(1 + 0 * x, x))
    false("increasing_cubic", Increasing(x**3 - x, x))
    false("increasing_between", Increasing(x**3 - 6 * x, x), x**2 > 2)
    false("decreasing_reciprocal", Decreasing(1 / x, x), Ne(x, 0))
    false("convex_log", Convex(log(x), x), 0 < x)
    false("concave_softplus", Concave(softplus(x), x))
    false("increasing_sum_with_reciprocal", Increasing(x + 1 / x, x), 0 < x)
    false("convex_root", Convex(sqrt(x), x), 0 < x)
    false("increasing_slope_zero", Increasing(a * x, x), 0 <= a)
    false("convex_parabola_unsigned", Convex(a * x**2, x))
    false("convex_squared_error", Convex((logistic(x) - 1) ** 2, x))
    false("increasing_power", Increasing(x**n, x))
    false("increasing_positive_part", Increasing(Max(x, 0), x))
    false("increasing_below_abs", Increasing(x - Abs(x), x))
    false("increasing_tied", Increasing(x + y, x), Eq(y, -2 * x))
    false("increasing_root_closed", Increasing(sqrt(x), x))
    false("convex_difference", Convex(exp(x) - exp(2 * x), x))
    false("convex_function", Convex(f(x), x), 0 < f(x))
    false("increasing_function", Increasing(f(x), x))

    # ---- maxima and minima ----
    false("maximum_likelihood_on_line", Maximum(p**7 * (1 - p) ** 2, p, Rational(7, 9)))
    false("maximum_local", Maximum(x**3 - 3 * x, x, -1))
    false("maximum_tied_at_end", Maximum(x**3 - 3 * x, x, -1), x <= 2)
    false("maximum_local_right", Maximum(x**3 - 3 * x, x, -1), x < 3)
    false("maximum_open", Maximum(-(x**2), x, 0), 0 < x)
    false("maximum_outside", Maximum(-(x**2), x, 0), 1 <= x)
    false("minimum_outside", Minimum((x - 1) ** 2, x, 1), x <= 0)
    false("maximum_at_open_end", Maximum(-((x - 1) ** 2), x, 1), 0 < x, x < 1)
    false("minimum_unsigned", Minimum(a * x**2, x, 0))
    false("minimum_perhaps_flat", Minimum(a * x**2, x, 0), 0 <= a)
    false("minimum_is_maximum", Minimum(x**4 - x**2, x, 0))
    false("minimum_one_of_two", Minimum(x**4 - 2 * x**2, x, 1))
    false("minimum_one_of_two_cut", Minimum(x**4 - 2 * x**2, x, 1), -2 < x)
    false("maximum_constant", Maximum(0 * x, x, 0))
    false(
        "minimum_label_closed",
        Minimum(-t * log(y) - (1 - t) * log(1 - y), y, t),
        0 <= t,
        t <= 1,
        0 < y,
        y < 1,
    )
    false("minimum_one_of_means", Minimum((x - a) ** 2 + (x - b) ** 2, x, a))
    false("minimum_captured", Minimum(Sum((x - Y[k]) ** 2, (k, 1, n)), x, Y[k]))
    false("maximum_beyond_other", Maximum(x * (1 - x), x, half), 0 < x, x < y, y < 1)
    false("maximum_contradictory", Maximum(-((x + 1) ** 2), x, -1), 0 < x, y < x, y < -5)
    false("maximum_half_integer", Maximum(-((k - half) ** 2), k, half))
    false("maximum_two_integers", Maximum(k * (5 - k), k, 2))
    false("maximum_on_constraint", Maximum(-(x**2) - y**2, x, 0), Eq(x + y, 1))
    false("maximum_at_constrained_value", Maximum(-((x - 1) ** 2), x, 1), Eq(x, 2))
    false("maximum_outside_disc", Maximum(-(x**2), x, 0), x**2 > 1)
    false(
        "maximum_beyond_pole",
        Maximum(1 / (2 * (x - 100) ** 2) + Rational(100, 3) / (x - 100) ** 3, x, 0),
        Ne(x, 100),
    )
    false("maximum_of_logistic", Maximum(logistic(x), x, 100))
    false("maximum_median", Minimum(Abs(x - a) + Abs(x - b), x, a))
    false("maximum_moving", Maximum(-((x - a) ** 2), x, a), 0 < x)

    # ---- hypotheses that contradict one another, or say less than they seem to ----
    false("contradictory_bounds", x > 5, 1 < x, x < 0)
    false("contradictory_square", Eq(x, y), x**2 < 0)
    false("contradictory_equations", Eq(x, 3), Eq(x, 1), Eq(x, 2))
    false("contradictory_sums", X[1] > 0, Eq(Sum(X[i], (i, 1, n)), 1), Eq(Sum(X[i], (i, 1, n)), 2))
    false("contradictory_size", Eq(n, 7), n < 1)
    false("contradictory_integers", Eq(k, 7), 0 < k, k < 1)
    false("contradictory_entries", Eq(X[2], 7), X[i] < 0, X[1] > 0)
    false("contradictory_unequal", Eq(x, y + 1), Ne(x, x))
    false("factor_of_zero", Eq(x, 0), Eq(x * y, 0))
    false("factor_of_itself", Eq(y, 1), Eq(x * y, x))
    false("root_of_one_given", Eq(x, 1), Eq(x**2, 1))
    false("sign_of_reciprocals", x > 0, Eq(x * y, 1))
    false("solved_line", Eq(x, b / a), Eq(a * x, b))
    false("part_of_one", x < 1, Eq(x + y, 1))
    false("unsigned_quotient", x > y, x / y > 1, Ne(y, 0))
    false("sum_positive_term", x > 0, x + y > 0)
    false("product_positive_factor", x > 0, x * y > 0)
    false("bounded_by_sum", x * y <= quarter, x + y <= 1)
    false("two_unequal", x < y, Ne(x, y))
    false("unequal_on_interval", Ne(x, y), 0 <= x, x <= 1, x <= y, 0 < y, y < 1)
    false("integer_gap", k > 2, k > 0)
    false("hypothesis_of_implication", Implies(x > y, x**2 > y**2), x + y >= 0, y < 1)

    # ---- claims used where their hypotheses do not hold, or turned into something they do not say ----
    def tangent():
        return claim("used.tangent", log(u) <= u - 1, given=(0 < u,))

    def total():
        return claim("used.total", Eq(Sum(Abs(X[i]), (i, 1, n)), Sum(X[i], (i, 1, n))), given=(0 <= X[k],))

    false("used_without_hypothesis", log(x) <= x - 1, using=lambda: (tangent().at(u=x),))
    false("used_at_closed_end", x * log(x) <= x * (x - 1), 0 <= x, using=lambda: (tangent().at(u=x),))
    false("used_times_negative", -log(u) <= 1 - u, 0 < u, using=lambda: (tangent().times(-1),))
    false("used_times_unsigned", c * log(u) <= c * (u - 1), 0 < u, using=lambda: (tangent().times(c),))
    false(
        "used_summed_too_far",
        Sum(log(X[i]), (i, 0, n)) <= Sum(X[i] - 1, (i, 1, n)),
        0 < X[i],
        using=lambda: (tangent().at(u=X[i]).summed(i, 0, n),),
    )
    false(
        "used_summed_unsigned",
        Sum(log(X[i]), (i, 1, n)) <= Sum(X[i] - 1, (i, 1, n)),
        using=lambda: (tangent().at(u=X[i]).summed(i, 1, n),),
    )
    false(
        "used_strict_times_zero",
        c * u < c * (u + 1),
        0 <= c,
        using=lambda: (claim("used.next", u < u + 1).times(c),),
    )
    false(
        "used_unequal_times_zero",
        Ne((n - 7) ** 2 * exp(x), 0),
        using=lambda: (claim("used.nonzero", Ne(exp(x), 0)).times((n - 7) ** 2),),
    )
    false(
        "used_unequal_summed",
        Ne(Sum(X[i], (i, 1, n)), 0),
        Ne(X[i], 0),
        using=lambda: (claim("used.entry", Ne(X[k], 0), given=(Ne(X[i], 0),)).summed(k, 1, n),),
    )
    false(
        "used_far_unequal_summed",
        Ne(Sum((k - 7) * (k**2 + 1), (k, 1, n)) + 100 * far, 5),
        using=lambda: (claim("used.other", Ne(u**2 + 1, 0)).summed(k, 1, n),),
    )
    false(
        "used_captured_sum",
        Eq(far * Sum(X[i] * X[i], (i, 1, n)), far * X[i] * Sum(X[i], (i, 1, n))),
        using=lambda: (
            claim("used.factor", Eq(Sum(X[i] * y, (i, 1, n)), y * Sum(X[i], (i, 1, n)))).at(y=X[i]),
        ),
    )
    false(
        "used_captured_limit",
        Eq(far * Limit(x / x, x, 0, "+"), 0),
        using=lambda: (claim("used.limit", Eq(Limit(a * x, x, 0, "+"), 0)).at(a=1 / x),),
    )
    false(
        "used_captured_integral",
        Eq(far * Integral(x, (x, 0, 1)), far * x),
        using=lambda: (claim("used.integral", Eq(Integral(a, (x, 0, 1)), a)).at(a=x),),
    )
    false(
        "used_captured_derivative",
        Eq(far * Derivative(x * x, x), far * x),
        using=lambda: (claim("used.derivative", Eq(Derivative(a * x, x), a)).at(a=x),),
    )
    false(
        "used_word_for_word_of_one_entry",
        Eq(far * Sum(Abs(X[i]), (i, 1, n)), far * Sum(X[i], (i, 1, n))),
        0 <= X[k],
        Eq(k, 1),
        using=lambda: (total(),),
    )
    false("entry_beyond_the_range", Eq(far * Abs(X[5]), far * X[5]), 0 <= X[k], 1 <= k, k <= 3)
    false(
        "used_one_entry_for_all",
        Eq(far * Sum(Abs(X[i]), (i, 1, n)), far * Sum(X[i], (i, 1, n))),
        0 <= X[1],
        Eq(k, 1),
        using=lambda: (total(),),
    )
    false(
        "used_bounded_index_for_all",
        Eq(far * Sum(Abs(X[i]), (i, 1, n)), far * Sum(X[i], (i, 1, n))),
        0 <= X[n],
        using=lambda: (total().at({k: n}),),
    )
    false(
        "used_last_for_all",
        Eq(far * Sum(Abs(X[i]), (i, 1, n)), far * Sum(X[i], (i, 1, n))),
        0 <= X[n],
        Eq(k, n),
        using=lambda: (total(),),
    )
    false(
        "used_other_vector",
        Eq(far * Sum(Abs(Y[i]), (i, 1, n)), far * Sum(Y[i], (i, 1, n))),
        0 <= X[k],
        using=lambda: (total(),),
    )
    false(
        "used_implication_summed",
        far * Sum(X[k], (k, 1, n)) >= 0,
        Sum(X[k], (k, 1, n)) >= 0,
        using=lambda: (claim("used.turned", Implies(X[k] < 0, -X[k] > 0)).summed(k, 1, n),),
    )
    false(
        "used_monotone",
        Eq(far, 0),
        using=lambda: (claim("used.monotone", Increasing(x**3 + x, x)).summed(k, 1, n),),
    )
    false(
        "used_equivalence_as_fact",
        far > 0,
        using=lambda: (claim("used.same", Equivalent(far > 0, 2 * far > 0)),),
    )
    false(
        "used_derivative_at_point",
        Eq(far * 2 * x, far * 4),
        using=lambda: (claim("used.square", Eq(Derivative(x**2, x), 2 * x)).at(x=2),),
    )

    # ---- without a value somewhere, though SymPy tidies that away; kinks and jumps ----
    false("ratio_in_sum", Eq(Sum(X[i] / X[i], (i, 1, n)), n))
    false("ratio_in_product", Eq(Product(X[i] / X[i], (i, 1, n)), 1))
    false("kl_of_itself_closed", Eq(KL(P, P, K), 0), 0 <= P[k])
    false("entropy_closed", Eq(H(P, K), -Sum(P[k] * log(P[k]), (k, 1, K))), 0 <= P[k])
    false("zero_over_far_zero", Eq(0 / (n - 7), 0))
    false("one_from_far_quotient", Eq((n - 7) / (n - 7), 1))
    false("far_pole_in_sum", Eq(Sum(1 / (i - 7), (i, 1, n)), Sum(1 / (j - 7), (j, 1, n))))
    false("far_log_in_sum", Eq(Sum(log(8 - i), (i, 1, n)), Sum(log(8 - j), (j, 1, n))))
    false("nothing_below", Eq(1 / (x - x), 1 / (x - x)))
    false("hyperbolic_pole", Eq(coth(x) * tanh(x), 1))
    false("hyperbolic_inverse", Eq(cosh(acosh(x)), x))
    false("inverse_of_tanh", Eq(tanh(atanh(x)), x))
    false("series_beside_undefined", Eq(Sum(half**m, (m, 1, oo)), y / y))
    false("series_through_pole", Eq(Sum(1 / ((m + a) * (m + a + 1)), (m, 1, oo)), 1 / (1 + a)), Ne(a, -1))
    false("convex_corner", Convex(-sqrt(x**2), x))
    false("concave_corner", Concave(sqrt(x**2), x))
    false("corner_derivative", Eq(x * Derivative(sqrt(x**2), x), sqrt(x**2)))
    false("jump_sign", exp(x) - 1 - 100 * KroneckerDelta(x, 5) > 0, 0 < x)
    false("jump_maximum", Maximum(-(x**2) + 100 * KroneckerDelta(x, 5), x, 0))
    false("minimum_at_itself", Minimum(x**3, x, x))
    false("maximum_past_second_bound", Maximum(-((x - 1) ** 2), x, 1), x < y, x < 0, y > 100)
    false("maximum_past_second_bound_turned", Maximum(-((x - 1) ** 2), x, 1), x < 0, x < y, y > 100)
    false(
        "limit_place_captured",
        Eq(
            far * Limit(exp(Integral(x * y, (y, 0, 1))), x, 0, "+"),
            far * Limit(exp(Integral(y * y, (y, 0, 1))), x, 0, "+"),
        ),
    )
    false(
        "sum_in_integral_captured",
        Eq(
            far * Integral(exp(Sum(X[i] * x, (i, 1, n))), (x, 0, 1)),
            far * Integral(exp(Sum(X[i] * X[i], (i, 1, n))), (x, 0, 1)),
        ),
    )
    false("backward_range", Eq(Sum(c, (i, 1, n - 2)), (n - 2) * c))
    false("limit_two_rates", Eq(Limit(exp((a - b) * x), x, oo), oo), 0 < a, 0 < b)
    false("limit_two_powers", Eq(Limit((a / b) ** x, x, oo), oo), 0 < a, 0 < b)
    false("limit_log_rate", Eq(Limit(1 / (1 + exp(log(a) * x)), x, oo), 0), 0 < a)
    false(
        "integral_two_rates",
        Eq(Integral(exp((a - b) * x), (x, 0, 1)), (exp(a - b) - 1) / (a - b)),
        0 < a,
        0 < b,
    )
    false("limit_first_term", Eq(Limit(Sum(exp(-x * (i - 1)), (i, 1, K)), x, oo), 0))
    false(
        "sum_of_none_positive",
        Eq(
            Sum(log(Sum(Y[k], (k, 1, none))), (i, 1, none)) + log(Sum(Y[k], (k, 1, none)) + x**2),
            log(Sum(Y[k], (k, 1, none)) + x**2) + Sum(log(Sum(Y[k], (k, 1, none))), (i, 1, none)),
        ),
        0 < Y[k],
    )
    false("increasing_fixed_entry", Increasing(X[1], X[1]), Eq(X[i], 1))
    false("minimum_tied_entry", Minimum(P[1] ** 2, P[1], half), *distribution)
    false("minimum_tied_pair", Minimum(P[1] ** 2 + P[2] ** 2, P[1], 0), Eq(P[1] + P[2], 1))
    false("derivative_of_other_function_sign", Derivative(f(y), y) > 0, Derivative(f(x), x) > 0)
    false("convex_tied", Convex(x * y, x), Eq(y, -x))
    false("integral_of_tied", Eq(Integral(y, (x, 0, 1)), half), Eq(y, x))
    false("limit_of_tied", Eq(Limit(y, x, 0, "+"), 0), Eq(y, x))
    false(
        "delta_shifted_pick",
        Eq(
            far * Sum(KroneckerDelta(i, j + 1) * X[i] * Y[j], (i, 1, n), (j, 1, n)),
            far * Sum(X[j + 1] * Y[j], (j, 1, n)),
        ),
    )
    false("product_of_abs", Eq(exp(Sum(log(Abs(X[i])), (i, 1, n))), Product(X[i], (i, 1, n))), Ne(X[i], 0))
    false("zero_to_a_power", Eq(0 ** (n - 1), 0))
    false("far_factor_cancelled", Equivalent(Eq((n - 7) * x, 0), Eq(x, 0)))
    false("sum_factor_cancelled", Equivalent(Eq(Sum(X[i], (i, 1, n)) * x, 0), Eq(x, 0)), 0 <= X[i])
