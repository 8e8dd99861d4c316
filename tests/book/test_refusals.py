"""The build refuses: on a small copy of the book, each slip makes `make html` fail, with a message that names
the file and what is wrong."""

import json
import re
import time

import psutil
import pytest
from logodds.sphinxext import report

from .conftest import running

PREFACE = "# Preface\n\nOne chapter follows, on $p/(1 - p)$.\n"

CHAPTER = """# Odds

```{code-cell} python3
:tags: [remove-cell]

from logodds import logistic as stable
from logodds.proof import *
p, L = symbols("p L", real=True)
```

```{code-cell} python3
:tags: [remove-input]

with as_written:
    inverse = derivation(
        "odds.inverse", given=(0 < p, p < 1),
        steps=[
            (Eq(log(p / (1 - p)), L), "the log odds"),
            (Eq(p / (1 - p), exp(L)), "exponentiate both sides"),
            (Eq(p, exp(L) - exp(L) * p), "multiply by $1 - p$"),
            (Eq(p, exp(L) / (1 + exp(L))), "collect $p$"),
        ])
inverse
```

(a-place)=
By {eq}`odds.inverse`, in numbers:

```{code-cell} python3
assert abs(stable(2.0) - 0.8807970779778823) < 1e-12
```
"""

DEFINITION = """
```{code-cell} python3
:tags: [remove-input]

u = Symbol("u", real=True)
ratio = named("ratio", "r", lambda u: u / (1 - u))
with as_written:
    defined = define("odds.ratio", ratio(u), given=(0 < u, u < 1))
defined
```
"""


@pytest.fixture
def book(copy):
    return copy({"preface": PREFACE, "odds": CHAPTER})


def refused(book, *words):
    """Build the copy; it must fail, and one line of what it prints must hold all the words."""
    built = book.make()
    assert built.returncode != 0, "the build passed"
    assert "The book is at" not in built.stdout
    lines = re.sub(r"\x1b\[[\d;]*m", "", built.stdout).splitlines()
    assert any(all(word in line for word in words) for line in lines), built.stdout[-4000:]
    return lines


def line_of(book, name, text):
    """The number of the line of a file that holds `text`."""
    lines = (book.folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_copy_builds_and_counts(book):
    built = book.make()
    assert built.returncode == 0, built.stdout[-4000:]
    last = built.stdout.rstrip().splitlines()[-1]
    assert last == (
        "The book is at _build/html/index.html: 1 displayed equation, 1 accounted for (100 %): "
        "1 claim proved, 0 definitions, 0 refuted on purpose; 0 formulas assert in the text."
    )


def test_a_flipped_sign_in_one_step(book):
    book.replace("chapters/odds.md", "exp(L) - exp(L) * p", "exp(L) + exp(L) * p")
    line = line_of(book, "chapters/odds.md", ":tags: [remove-input]") - 1
    refused(book, f"chapters/odds.md:{line}:", "NotProved", "odds.inverse, step 3", "refuted")


def test_a_dropped_hypothesis_that_a_step_needs(book):
    book.replace("chapters/odds.md", "given=(0 < p, p < 1)", "given=(0 < p,)")
    refused(book, "chapters/odds.md:", "NotProved", "odds.inverse, step 2")


def test_a_definition_that_says_something_else_than_its_pin(book):
    """No definition is ever false, so that nothing but the pin can tell a slip in one."""
    chapter = (book.folder / "chapters" / "odds.md").read_text(encoding="utf-8")
    book.write("chapters/odds.md", chapter + DEFINITION)
    assert book.make().returncode == 0
    claims = {claim["id"]: claim for claim in report.claims(book.folder / "_build" / "html")}
    (book.folder / "tests").mkdir()
    book.write("tests/pinned.json", json.dumps({"odds": claims}))
    assert book.make().returncode == 0
    book.replace("chapters/odds.md", "u / (1 - u)", "u / (1 + u)")
    refused(book, "chapters/odds.md:", "odds.ratio: pinned as statement is", "u/(1 + u)", "make pin")
    book.replace("chapters/odds.md", "u / (1 + u)", "u / (1 - u)")
    assert book.make().returncode == 0
    # A pin that changes under pages that do not is seen, too.
    claims["odds.ratio"]["statement"] = "ratio(u) = u"
    book.write("tests/pinned.json", json.dumps({"odds": claims}))
    refused(book, "chapters/odds.md:", "odds.ratio: pinned as statement is “ratio(u) = u”", "make pin")


def test_a_shared_function_broken_after_a_green_build(book):
    assert book.make().returncode == 0
    with (book.folder / "code" / "logodds" / "logistic.py").open("a", encoding="utf-8") as module:
        module.write("\n\ndef logistic(x):\n    return x\n")
    with (book.folder / "code" / "logodds" / "__init__.py").open("a", encoding="utf-8") as module:
        module.write("\nfrom .logistic import logistic\n")
    refused(book, "chapters/odds.md:", "AssertionError")
    # The broken build must not be taken for a finished one.
    refused(book, "chapters/odds.md:", "AssertionError")


def test_a_change_of_prose_executes_nothing(book):
    assert "Executed notebook" in book.make().stdout
    book.replace("chapters/odds.md", "in numbers", "in figures")
    again = book.make()
    assert again.returncode == 0
    assert "Executed notebook" not in again.stdout
    assert "in figures" in (book.folder / "_build/html/chapters/odds.html").read_text(encoding="utf-8")
    assert "1 claim proved" in again.stdout


def test_a_cell_that_raises(book):
    book.replace("chapters/odds.md", "assert abs(stable(2.0) - 0.8807970779778823) < 1e-12", "1 / 0")
    line = line_of(book, "chapters/odds.md", "1 / 0") - 1
    refused(book, f"chapters/odds.md:{line}:", "ZeroDivisionError")


def test_a_cell_that_warns(book):
    book.replace("chapters/odds.md", "assert abs(", 'import warnings; warnings.warn("careful"); assert abs(')
    refused(book, "chapters/odds.md:", "stderr")


def test_a_code_cell_nested_in_a_box(book):
    odds = (book.folder / "chapters" / "odds.md").read_text(encoding="utf-8")
    book.write("chapters/odds.md", odds + "\n:::{note}\n```{code-cell} python3\n1 / 0\n```\n:::\n")
    line = line_of(book, "chapters/odds.md", "1 / 0") - 1
    refused(book, f"chapters/odds.md:{line}:", "a code cell inside {note} is never run")


def test_a_chapter_without_its_front_matter(book):
    book.write("chapters/odds.md", CHAPTER)
    refused(book, "chapters/odds.md:1:", "no jupytext front matter")


def test_a_chapter_on_disk_that_the_toc_lacks(book):
    preface = (book.folder / "chapters" / "preface.md").read_text(encoding="utf-8")
    book.write("chapters/forgotten.md", preface.replace("Preface", "Forgotten"))
    refused(book, "chapters/forgotten.md:1:", "_toc.yml does not list this chapter")


@pytest.mark.parametrize(
    "reference, words",
    [
        ("{eq}`odds.inverze`", ("equation not found", "odds.inverze")),
        ("{ref}`no-place`", ("undefined label", "no-place")),
        ("{cite}`nobody1944`", ("nobody1944",)),
        ("[there](nowhere.md)", ("nowhere.md",)),
        ("{prf:ref}`no-theorem`", ("no-theorem",)),
    ],
)
def test_a_dangling_reference(book, reference, words):
    book.replace("chapters/odds.md", "in numbers:", f"in numbers, and {reference}:")
    refused(book, "chapters/odds.md", *words)
    # A second try must fail as well: Sphinx takes a page that it has written for a finished one.
    refused(book, "chapters/odds.md", *words)


def test_a_duplicate_claim(book):
    preface = (book.folder / "chapters" / "preface.md").read_text(encoding="utf-8")
    cell = (
        "from logodds.proof import *\np = symbols('p', real=True)\n"
        "claim('odds.inverse', odds(p) > 0, given=(0 < p, p < 1))"
    )
    book.write("chapters/preface.md", f"{preface}\n```{{code-cell}} python3\n{cell}\n```\n")
    refused(book, "chapters/", "duplicate label of equation odds.inverse, other instance in chapters/")


def test_a_duplicate_label(book):
    preface = (book.folder / "chapters" / "preface.md").read_text(encoding="utf-8")
    book.write("chapters/preface.md", f"{preface}\n(a-place)=\n## A place\n")
    odds = (book.folder / "chapters" / "odds.md").read_text(encoding="utf-8")
    book.write("chapters/odds.md", odds.replace("(a-place)=\n", "(a-place)=\n## Another\n\n"))
    refused(book, "chapters/", "duplicate label", "a-place")


UNGROUNDED = """
$$
p = by_hand
$$

So $p (1 + o) = o$, and $1/8 = 0.13$.

```{code-cell} python3
Eq(p, L)
```

```{code-cell} python3
later = recall("odds.later", Eq(logistic(-p), 1 - logistic(p)))
claim("odds.early", Eq(logistic(-p), 1 - logistic(p)), using=(later,))
```

```{code-cell} python3
claim("odds.later", Eq(logistic(p) + logistic(-p), 1))
```

```{code-cell} python3
unknown = recall("odds.unknown", logistic(p) > 0)
claim("odds.positive", logistic(p) > 0, using=(unknown,))
```

```{code-cell} python3
other = recall("odds.later", logistic(L) < 1)
claim("odds.other", logistic(L) < 1, using=(other,))
```
"""


def test_what_has_no_ground(book):
    """One build names them all: the gate looks at the whole book."""
    odds = (book.folder / "chapters" / "odds.md").read_text(encoding="utf-8")
    book.write("chapters/odds.md", odds + UNGROUNDED)
    assertion = line_of(book, "chapters/odds.md", "So $p (1 + o)")
    said = "\n".join(refused(book, "chapters/odds.md:", "a displayed equation that nothing proved", "by_hand"))
    for words in (
        r"definition: \\displaystyle p = L",
        rf"odds.md:{assertion}: WARNING: the formula \$p \(1 \+ o\) = o\$ asserts something without a ground",
        rf"odds.md:{assertion}: WARNING: the formula \$1/8 = 0.13\$ is wrong",
        r"odds.md:\d+: WARNING: odds.early rests on odds.later, which stands later, in chapters/odds",
        r"odds.md:\d+: WARNING: odds.positive rests on odds.unknown, which no page shows",
        r"odds.md:\d+: WARNING: odds.other rests on odds.later, which says “.*”, and not “logistic\(L\) < 1”",
    ):
        assert re.search(words, said), words


def test_a_formula_that_cannot_be_set(book):
    book.replace("chapters/odds.md", "in numbers:", r"in numbers $\fraq{1}{2}$:")
    refused(book, "chapters/odds.md:", "KaTeX cannot read", r"\fraq")


def is_katex(process):
    """Say whether a process of a build is the one that sets formulas."""
    try:
        return any(word.endswith("katex.js") for word in process.cmdline())
    except psutil.Error:  # it ended just now
        return False


def test_a_failed_build_leaves_no_process(book):
    """What writes the pages raises, with KaTeX at work; `run_make` then looks for what still runs."""
    template = book.folder / "code" / "logodds" / "sphinxext" / "pages.py"
    text = template.read_text("utf-8")
    first = "    ours = {path.name"
    assert text.count(first) == 1
    template.write_text(text.replace(first, f"    raise OSError('no space left')\n{first}"), "utf-8")
    seen = []

    def watch(process, mark):
        while process.poll() is None:
            seen.extend(filter(is_katex, running(mark)))
            time.sleep(0.05)

    built = book.make(meanwhile=watch)
    assert built.returncode != 0
    assert "no space left" in built.stdout
    assert seen, "the build failed before it started KaTeX"


def test_a_killed_build_leaves_no_process(book):
    def kill(process, mark):
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            children = running(mark)
            if any(map(is_katex, children)):
                break
            assert process.poll() is None, "the build ended before it started KaTeX"
            time.sleep(0.02)
        for child in children:
            if not is_katex(child):
                child.kill()

    assert book.make(meanwhile=kill).returncode != 0
