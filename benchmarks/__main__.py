"""Measure the functions against their peers: ``make bench``. The tables come here, everything into
benchmarks/results.json, what chapter ``logits_in_practice`` draws into code/logodds/data/ulp_cost.csv, and a digest
into CONTRIBUTING.md.

``python -m benchmarks accuracy speed`` measures some parts only, and writes nothing.
"""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks import accuracy, bars, curves, fits, machine, speed

RESULTS = Path(__file__).with_name("results.json")
DIGEST = Path(__file__).parents[1] / "CONTRIBUTING.md"


def show(title, head, rows):
    """Print a table; rows: lists of text; the first two columns are words."""
    widths = [max(map(len, column)) for column in zip(head, *rows)]
    print(f"\n{title}\n")
    for line in [head, ["-" * width for width in widths], *rows]:
        print("  ".join(text.ljust(width) if i < 2 else text.rjust(width)
                        for i, (text, width) in enumerate(zip(line, widths))).rstrip())


def number(value):
    return "not measured" if value is None else f"{value:.3g}"


def of_accuracy(progress):
    rows = []
    for case in accuracy.cases():
        progress(f"accuracy: {case.name}, {case.grid}")
        rows.append(accuracy.measure(case))
    peers = ["SciPy", "torch"]
    show("Accuracy: greatest error, and the error that 99.9 % do not exceed, in ULP (of log-sum-exp: in "
         f"{accuracy.SUM_UNIT})",
         ["function", "points", "ours", "99.9 %", *peers],
         [[row["function"], f"{row['grid']} ({row['points']:,})", number(row["max"]["ours"]),
           number(row["99.9 %"]["ours"]),
           *(number(row["max"][peer]) if peer in row["max"] else "" for peer in peers)] for row in rows])
    return rows


def of_speed(progress):
    """Measure with all that the processor has, and again in a process that leaves AVX-512 out."""
    tables = {}
    environment = machine.without_avx512()
    if environment:
        tables["with AVX-512"] = speed.measure(progress)
        progress("speed without AVX-512")
        run = subprocess.run([sys.executable, "-m", "benchmarks.speed"], env=environment, stdout=subprocess.PIPE,
                             check=True, text=True)
        tables["without AVX-512"] = json.loads(run.stdout)
    else:
        tables["without AVX-512"] = speed.measure(progress)
    for kind, rows in tables.items():
        show(f"Speed {kind}: SciPy's time over ours, and milliseconds of processor time, the least of "
             f"{speed.ROUNDS} rounds taken in turns", ["function", "size", "ratio", "ours", "SciPy", "torch"],
             [[row["function"], row["size"], number(row["seconds"]["SciPy"] / row["seconds"]["ours"]),
               *(number(None if (spent := row["seconds"][whose]) is None else 1000 * spent)
                 for whose in ["ours", "SciPy", "torch"])] for row in rows])
    return tables


def of_fits(progress):
    progress("fits")
    rows = fits.measure()
    show("Fits: seconds of processor time, and the error of the coefficients against 50 digits",
         ["fit", "by", "seconds", "error"],
         [[row["fit"], whose, number(row["seconds"][whose]), number(row["error"][whose])]
          for row in rows for whose in row["seconds"]])
    return rows


PARTS = {"accuracy": of_accuracy, "speed": of_speed, "fits": of_fits}


def main(parts):
    unknown = set(parts) - set(PARTS)
    if unknown:
        sys.exit(f"there is no {', '.join(sorted(unknown))} to measure, but {', '.join(PARTS)}")
    results = {"machine": machine.describe()}
    for heading, text in results["machine"].items():
        print(f"{heading}: {text}")
    for part in parts or PARTS:
        results[part] = PARTS[part](lambda what: print(f"\r{what[:78]:78}", end="", file=sys.stderr, flush=True))
        print("\r" + " " * 78 + "\r", end="", file=sys.stderr, flush=True)

    table = bars.table(results)
    show("The bars: each with the points, sizes or fits where it was nearest to falling short",
         ["bar", "nearest at", "measured", "asked", "", ""],
         [[f"{row['of']}, {row['bar']}", row["at"], number(row["measured"]),
           f"{row['sense']} {number(row['asked'])}", row["verdict"], row["note"]] for row in table])
    print(f"\n{bars.summary(table)}")
    if not parts:
        results["bars"] = table
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        DIGEST.write_text(bars.written_into(DIGEST.read_text(encoding="utf-8"), results), encoding="utf-8")
        curves.TABLE.write_text(curves.table(results["machine"]["versions"]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
