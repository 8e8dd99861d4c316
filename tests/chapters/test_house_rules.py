"""The chapters keep the rules of the house, and each rule catches what it is for, at the right line."""

import textwrap

import pytest
from logodds.sphinxext import lint

from tests.conftest import ROOT

FRONT_MATTER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
"""
LINES = FRONT_MATTER.count("\n")


def faults(body):
    """Return the faults of a chapter with this body, lines counted from the body's first."""
    return [
        (line - LINES, message) for line, message in lint.chapter_faults(FRONT_MATTER + textwrap.dedent(body))
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "chapters").rglob("*.md")), ids=lambda path: path.stem)
def test_the_chapter_keeps_the_rules(path):
    found = [
        f"{path.relative_to(ROOT)}:{line}: {message}"
        for line, message in lint.chapter_faults(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_the_table_of_contents_lists_every_chapter():
    chapters = sorted((ROOT / "chapters").rglob("*.md"))
    assert chapters
    assert lint.missing_from_toc(ROOT, chapters) == []


def test_a_chapter_that_the_toc_lacks_is_named(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: chapters/one\nparts:\n- chapters:\n  - file: chapters/two\n"
    )
    for name in ("one", "two", "three"):
        (tmp_path / "chapters" / f"{name}.md").write_text(FRONT_MATTER)
    assert [str(fault) for fault in lint.find_faults(tmp_path)] == [
        "chapters/three.md:1: _toc.yml does not list this chapter"
    ]


@pytest.mark.parametrize(
    "text, word",
    [
        ("# Odds\n", "no jupytext front matter"),
        ("---\ntitle: Odds\n---\n# Odds\n", "must name jupytext"),
        ("---\n: :\n---\n", "must name jupytext"),
        (FRONT_MATTER.replace("myst", "md"), "format_name: myst"),
        (FRONT_MATTER.replace("name: python3", "name: julia"), "not 'myst' and 'julia'"),
    ],
)
def test_a_chapter_without_its_front_matter(text, word):
    [(line, message)] = lint.chapter_faults(text)
    assert line == 1
    assert word in message


def test_a_good_page():
    body = """
    # Odds

    ```{code-cell} python3
    :tags: [remove-input]

    1 + 1
    ```

    ````{prf:definition}
    ```python
    odds = 1
    ```
    ````

    ````md
    ```{code-cell} python3
    shown, not run
    ```
    ````

    :::{note}
    A note.
    :::

    ```{code-cell} python3
    2 + 2
    ```
    """
    assert faults(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "````{note}\n```{code-cell} python3\n1\n```\n````\n",
        ":::{exercise}\n```{code-cell} python3\n1\n```\n:::\n",
        "::::{prf:proof}\n:::{note}\n```{code-cell} python3\n1\n```\n:::\n::::\n",
        "~~~{solution} one\n```{code-cell} python3\n1\n```\n~~~\n",
        "- an item\n\n  ```{code-cell} python3\n  1\n  ```\n",
        "> ```{code-cell} python3\n> 1\n> ```\n",
        ":::{code-cell} python3\n1\n:::\n",
        "~~~{code-cell} python3\n1\n~~~\n",
    ],
)
def test_a_nested_code_cell(body):
    [(line, message)] = faults(body)
    assert "{code-cell}" in body.splitlines()[line - 1]
    assert "is never run" in message


def test_after_a_box_a_code_cell_is_well_again():
    assert faults("````{note}\n```{note}\n```\n````\n\n```{code-cell} python3\n1\n```\n") == []


@pytest.mark.parametrize(
    "options", [":tags: [raises-exception]", ":tags: raises-exception", "---\ntags: [raises-exception]\n---"]
)
def test_the_tag_raises_exception(options):
    [(line, message)] = faults(f"text\n\n```{{code-cell}} python3\n{options}\n1 / 0\n```\n")
    assert line == 3
    assert "raises-exception" in message


@pytest.mark.parametrize("first, longest", [("x = 1", 10), ("derivation(", 14)])
def test_a_long_cell(first, longest):
    def cell(lines):
        return (
            "```{code-cell} python3\n:tags: [remove-input]\n\n"
            + "\n".join([first] + ["x"] * (lines - 1))
            + "\n\n```\n"
        )

    assert faults(cell(longest)) == []
    assert faults(cell(longest + 1)) == [(1, f"the code cell has {longest + 1} lines, more than {longest}")]


@pytest.mark.parametrize(
    "code", [
        "assert simplify(a - b) == 0",
        "a.equals(b)",
        "expand_log(a, force = True)",
        "display({'application/vnd.logodds.claim+json': {}}, raw=True)",
    ],
)
def test_what_decides_nothing(code):
    [(line, message)] = faults(f"```{{code-cell}} python3\na = 1\n{code}\n```\n")
    assert line == 3
    assert "state" in message


def test_prose_may_speak_of_what_is_banned():
    assert faults("Do not write `assert simplify(a - b)`.\n") == []


def test_a_long_line():
    assert faults("é" * 110 + "\n") == []
    assert faults("text\n" + "é" * 111 + "\n") == [(2, "the line has 111 columns, more than 110")]


def test_a_row_of_a_table_is_one_line():
    assert faults("| a | " + "b" * 120 + " |\n|---|---|\n") == []


EXERCISE = """\
```{exercise-start}
:label: one
```
How much is it?

:::{hint}
Add.
:::
```{exercise-end}
```
"""


def test_an_exercise_without_a_hint():
    bare = EXERCISE.replace(":::{hint}\nAdd.\n:::\n", "")
    assert faults(EXERCISE) == []
    [(line, message)] = faults(EXERCISE + bare + EXERCISE)
    assert line == 1 + EXERCISE.count("\n") and "no hint" in message
    assert len(faults(f":::{{hint}}\nAdd.\n:::\n{bare}:::{{hint}}\nAdd.\n:::\n")) == 1


FIGURE = """
```{code-cell} python3
from logodds.figures import odds as figures
from logodds.figures.preface import road
```

```{code-cell} python3
---
mystnb:
  figure:
    caption: What to see.
  image:
    alt: What it shows.
---
CALL
```
"""


@pytest.mark.parametrize("call", ["figures.odds_curve()", "road()", "road().show()"])
@pytest.mark.parametrize(
    "option, word", [("    caption: What to see.\n", "caption"), ("    alt: What it shows.\n", "alt")]
)
def test_a_figure_without_caption_or_text(call, option, word):
    page = FIGURE.replace("CALL", call)
    assert faults(page) == []
    assert [message.split(":")[0] for _, message in faults(page.replace(option, ""))] == [
        f"the figure has no {word}"
    ]
    empty = option.split(":")[0] + ": ' '\n"
    assert [message.split(":")[0] for _, message in faults(page.replace(option, empty))] == [
        f"the figure has no {word}"
    ]


def test_a_figure_without_any_option():
    body = "```{code-cell} python3\nfrom logodds.figures import road\nroad()\n```\n"
    assert [message.split(":")[0] for _, message in faults(body)] == [
        "the figure has no caption",
        "the figure has no alt",
    ]


@pytest.mark.parametrize("line", ["![](page.png)", "```{figure} page.png\n```", ":::{image} page.png\n:::"])
def test_a_picture_that_no_cell_drew(line):
    [(number, message)] = faults(f"text\n{line}\n")
    assert number == 2
    assert "logodds.figures" in message
