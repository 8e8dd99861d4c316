"""What is asked of the numbers, and what of it the measurements reach: one table of every bar.

A bar holds on every grid of points, at every size, in every fit: a row tells of the one where it was nearest to
falling short. What was not measured has not passed.
"""

import math
from collections import Counter

PASS, SHORT, NOT_MEASURED = "pass", "SHORT", "not measured"

# The greatest error in float64, in ULP or in the unit of the rows.
ERROR = {
    "logistic": 2, "logit": 2, "softplus": 2, "log_logistic": 2, "log1mexp": 2,
    "logistic_derivative": 3, "log_softmax": 3, "softmax": 4.2, "logsumexp": 2,
}
# A float32 that was computed in float64 and rounded; of a log-sum-exp near 0 the sum's own rounding is left.
FLOAT32 = 0.51
FLOAT32_NEAR_0 = 2
# An error must not exceed this multiple of the best peer's on the same points.
BESIDE_THE_BEST = 1.1
BESIDE = "error beside the best peer's"
# Rounding alone costs half a unit, or one in units of 2^-53; a peer that comes nearer had luck.
ROUNDING = {"ULP": 0.5}

# SciPy's time over ours, at 100,000 entries or more.
SPEED = {
    "logistic": 1.5, "logit": 3, "softplus": 3, "logsumexp": 3, "softmax": 1, "log_softmax": 1,
    "cross-entropy with gradient": 1.5, "binary cross-entropy with gradient": 4,
}
SPEED_WITHOUT_AVX512 = 0.75

# The peers' time over ours, and the coefficients' greatest error.
FITS = {"statsmodels": 2, "scikit-learn": 1.3}
COEFFICIENTS = 1e-9


def table(results):
    """Return the rows of the table: of (what), bar, at (where), measured, sense, asked, verdict, note.

    results: the measured parts, any of "accuracy", "speed" and "fits", as the modules of these names return them.
    """
    rows = []
    if "accuracy" in results:
        rows += _of_accuracy(results["accuracy"])
    if "speed" in results:
        rows += _of_speed(results["speed"])
    if "fits" in results:
        rows += _of_fits(results["fits"])
    return rows


def summary(table):
    """Return how many bars passed, in a sentence."""
    count = Counter(row["verdict"] for row in table)
    return (f"{count[PASS]} of {len(table)} bars passed, {count[SHORT]} short, {count[NOT_MEASURED]} not measured.")


def _row(of, bar, sense, trials, missing=()):
    """Return the row of the trial nearest to falling short; trials: (where, measured, asked), None if not measured.

    missing: the peers that should have been measured beside ours and were not.
    """
    def margin(trial):
        _, measured, asked = trial
        if not math.isfinite(measured):
            return -math.inf
        return 1 - measured / asked if sense == "<=" else measured / asked - 1

    measured = [trial for trial in trials if trial[1] is not None]
    if measured:
        at, value, asked = min(measured, key=margin)
        verdict = SHORT if margin((at, value, asked)) < 0 else NOT_MEASURED if missing else PASS
    else:
        at, value, asked, verdict = "", None, trials[0][2], NOT_MEASURED
    return {"of": of, "bar": bar, "at": at, "measured": value, "sense": sense, "asked": asked, "verdict": verdict,
            "note": f"{' and '.join(missing)} not measured" if missing else ""}


def _of_accuracy(rows):
    for name in dict.fromkeys(row["function"] for row in rows):
        mine = [row for row in rows if row["function"] == name]
        double = [row for row in mine if row["dtype"] == "float64"]
        single = [row for row in mine if row["dtype"] == "float32"]
        if name in ERROR:
            yield _row(name, f"error in {double[0]['unit']}", "<=",
                       [(row["grid"], row["max"]["ours"], ERROR[name]) for row in double])
        asked = [(row["grid"], row["max"]["ours"], beside_the_best(row)) for row in double
                 if any(error is not None for peer, error in row["max"].items() if peer != "ours")]
        if asked:
            missing = sorted({peer for row in double for peer, error in row["max"].items() if error is None})
            yield _row(name, BESIDE, "<=", asked, missing)
        if single:
            yield _row(name, "error in ULP of float32", "<=",
                       [(row["grid"], row["max"]["ours"], FLOAT32_NEAR_0 if row["near 0"] else FLOAT32)
                        for row in single])


def beside_the_best(row):
    """Return the greatest error that the best peer's leaves to ours, where any peer was measured."""
    peers = [error for peer, error in row["max"].items() if peer != "ours" and error is not None]
    return BESIDE_THE_BEST * max(min(peers), ROUNDING.get(row["unit"], 1))


def _of_speed(tables):
    for kind, bar_of in [("with AVX-512", SPEED.get), ("without AVX-512", lambda name: SPEED_WITHOUT_AVX512)]:
        for name in SPEED:
            yield _row(name, f"SciPy's time over ours {kind}", ">=", [
                (row["size"], row["seconds"]["SciPy"] / row["seconds"]["ours"], bar_of(name))
                for row in tables.get(kind, []) if row["function"] == name] or [("", None, bar_of(name))])


def _of_fits(rows):
    for row in rows:
        for peer, bar in FITS.items():
            yield _row(row["fit"], f"{peer}'s time over ours", ">=",
                       [(row["size"], row["seconds"][peer] / row["seconds"]["ours"], bar)])
        yield _row(row["fit"], "error of the coefficients", "<=",
                   [(row["size"], row["error"]["ours"], COEFFICIENTS)])


# What CONTRIBUTING.md shows, between these lines
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"


def digest(results):
    """Return the text for CONTRIBUTING.md: the machine, the summary, and the bars as a table, one line a function."""
    table, machine = results["bars"], results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    columns = {"error": "error in", "beside the best peer": BESIDE, "float32": "error in ULP of float32",
               "faster than SciPy": "SciPy's time over ours with AVX-512", "without AVX-512": "without AVX-512"}
    head = ["", *columns]
    lines = [f"{summary(table)} ({machine['processor']}, {versions})", "",
             f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    fits = {row["of"] for row in table if "statsmodels" in row["bar"]}
    for name in dict.fromkeys(row["of"] for row in table if row["of"] not in fits):
        mine = [row for row in table if row["of"] == name]
        cells = [next((_cell(row) for row in mine if kind in row["bar"]
                       and (kind != "error in" or "float32" not in row["bar"])), "") for kind in columns.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += ["", *(f"* {row['of']}, {row['bar']}: {_cell(row)}" for row in table if row["of"] in fits)]
    return "\n".join(lines)


def _cell(row):
    if row["measured"] is None:
        return row["verdict"]
    sign = {"<=": "≤", ">=": "≥"}[row["sense"]]
    if row["verdict"] == PASS:
        return f"{row['measured']:.3g} {sign} {row['asked']:.3g}"
    return f"**{row['verdict']}:** {row['measured']:.3g}, asked {sign} {row['asked']:.3g}"


def written_into(text, results):
    """Return a text with the digest between its two lines."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{digest(results)}\n{END}{after}"
