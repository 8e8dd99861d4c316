"""Read the chapters' sources before the build, and warn (which stops a strict build) where one breaks a rule
of the house.

Each rule is here because Jupyter Book lets the slip pass in silence: a code cell in a box is never run, a
chapter without its front matter is shown and not run, a chapter that the table of contents lacks is not in
the book.

    python -m logodds.sphinxext.lint .
"""

import ast
import re
import sys
from pathlib import Path
from typing import NamedTuple

import yaml
from sphinx.util import logging

logger = logging.getLogger(__name__)

LONGEST_CELL, LONGEST_DERIVATION = 10, 14
LONGEST_LINE = 110
FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,}|:{3,})\s*(?P<info>.*?)\s*$")
BANNED = {
    re.compile(r"\bsimplify\("): "`simplify(` decides nothing: state a claim",
    re.compile(r"\.equals\("): "`.equals(` samples in floating point: state a claim",
    re.compile(r"\bforce\s*=\s*True"): "`force=True` is unsound: state the hypotheses",
    re.compile(r"vnd\.logodds"): "only the checker puts out claims: state one",
}


class Fault(NamedTuple):
    """A broken rule: the file (path relative to the book), the line, and what is wrong."""

    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


class Cell(NamedTuple):
    """A code cell: the line of its fence, its options (dict), and its lines of code with their numbers."""

    line: int
    options: dict
    code: list

    @property
    def tags(self):
        """The cell's tags (list of str)."""
        found = self.options.get("tags", [])
        return found if isinstance(found, list) else [found]

    @property
    def source(self):
        """The cell's code (str)."""
        return "\n".join(code for _, code in self.code)


def find_faults(root):
    """Return the faults of the book in `root` (Path), in the order of their files and lines."""
    chapters = sorted((root / "chapters").rglob("*.md"))
    faults = missing_from_toc(root, chapters)
    for path in chapters:
        name, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        faults += [Fault(name, line, message) for line, message in chapter_faults(text)]
    return sorted(faults)


def files_in_toc(root):
    """Return the files (list of str, without suffix) that the table of contents of the book lists, in its
    order."""

    def entries(node):
        if isinstance(node, dict):
            for key, value in node.items():
                yield from [value] if key in ("root", "file") else entries(value)
        elif isinstance(node, list):
            for item in node:
                yield from entries(item)

    toc = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    return [str(entry).removesuffix(".md") for entry in entries(toc)]


def missing_from_toc(root, chapters):
    """Return a fault for every chapter on disk that the table of contents lacks."""
    listed = files_in_toc(root)
    names = [path.relative_to(root).with_suffix("").as_posix() for path in chapters]
    return [
        Fault(f"{name}.md", 1, "_toc.yml does not list this chapter") for name in names if name not in listed
    ]


def chapter_faults(text):
    """Yield (line, message) for every broken rule in the source of one chapter."""
    yield from front_matter_faults(text)
    yield from fence_faults(text)
    yield from length_faults(text)
    yield from figure_faults(text)
    yield from hint_faults(text)
    for cell in cells(text):
        if "raises-exception" in cell.tags:
            yield (
                cell.line,
                "the tag raises-exception also passes a cell that does not raise: show the refusal instead",
            )
        longest = LONGEST_DERIVATION if any("derivation(" in line for _, line in cell.code) else LONGEST_CELL
        if len(cell.code) > longest:
            yield cell.line, f"the code cell has {len(cell.code)} lines, more than {longest}"
        for number, line in cell.code:
            for pattern, message in BANNED.items():
                if pattern.search(line):
                    yield number, message


def front_matter_faults(text):
    """Yield a fault if the chapter does not begin with what makes it a notebook: jupytext's format and a
    kernel."""
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if match is None:
        yield 1, "the chapter has no jupytext front matter: it would be shown, and none of its cells run"
        return
    try:
        matter = yaml.safe_load(match[1]) or {}
        form = matter["jupytext"]["text_representation"]["format_name"]
        kernel = matter["kernelspec"]["name"]
    except (yaml.YAMLError, KeyError, TypeError):
        yield 1, "the front matter must name jupytext: text_representation: format_name and kernelspec: name"
        return
    if (form, kernel) != ("myst", "python3"):
        yield (
            1,
            "the front matter must say format_name: myst and kernelspec name: python3, "
            f"not {form!r} and {kernel!r}",
        )


def fence_faults(text):
    """Yield a fault for each code cell that is not at the top level of the page: MyST-NB would show it and
    not run it."""
    boxes = []
    for number, line in enumerate(text.split("\n"), 1):
        match = FENCE.match(line)
        if match is None:
            continue
        mark, info = match["mark"], match["info"]
        if boxes and not info and mark[0] == boxes[-1][0][0] and len(mark) >= len(boxes[-1][0]):
            boxes.pop()
        elif boxes and not boxes[-1][1].startswith("{"):
            continue  # the text of a plain code block
        elif info.startswith("{code-cell}") and (boxes or match["indent"] or mark[0] != "`"):
            place = f"inside {boxes[-1][1]}" if boxes else "that is indented, quoted or fenced with colons"
            yield (
                number,
                f"a code cell {place} is never run: it must stand alone, at the top level of the page",
            )
            boxes.append((mark, "{code-cell}"))
        else:
            boxes.append((mark, info))


def prose(text):
    """Yield (line, text) of what is neither front matter nor in a code cell or block. Inline code is left
    out, too."""
    lines, block = text.split("\n"), None
    start = (
        next((n for n, line in enumerate(lines) if n and line == "---"), -1) + 1 if lines[0] == "---" else 0
    )
    for number, line in enumerate(lines[start:], start + 1):
        match = FENCE.match(line)
        if block:
            if match and not match["info"] and match["mark"].startswith(block):
                block = None
        elif match and match["mark"][0] != ":" and re.match(r"\{code-cell\}|[^{]|$", match["info"]):
            block = match["mark"]
        else:
            yield number, re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "``", line)


def length_faults(text):
    """Yield a fault for each line that is too long. A row of a table is one line."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE and not line.lstrip().startswith("|"):
            yield number, f"the line has {len(line)} columns, more than {LONGEST_LINE}"


def figure_faults(text):
    """Yield a fault for each figure that lacks its caption, or the text for those who cannot see it."""
    drawing = set()
    for cell in cells(text):
        try:
            body = ast.parse(cell.source).body
        except SyntaxError:
            continue  # the build says so, with the line
        for line in body:
            if isinstance(line, ast.ImportFrom) and (line.module or "").startswith("logodds.figures"):
                drawing |= {name.asname or name.name for name in line.names}
            elif isinstance(line, ast.ImportFrom) and line.module == "logodds":
                drawing |= {name.asname or name.name for name in line.names if name.name == "figures"}
        shown = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
        while isinstance(shown, (ast.Call, ast.Attribute)):
            shown = shown.func if isinstance(shown, ast.Call) else shown.value
        if isinstance(shown, ast.Name) and shown.id in drawing:
            show = cell.options.get("mystnb") or {}
            for part, word in (("figure", "caption"), ("image", "alt")):
                if not str((show.get(part) or {}).get(word) or "").strip():
                    yield (
                        cell.line,
                        f"the figure has no {word}: give mystnb: {part}: {word} in the cell's options",
                    )
    for number, line in prose(text):
        if re.search(r"!\[\s*\]\(|\{(figure|image)\}", line):
            yield number, "a picture is drawn by logodds.figures in a cell of its own, with caption and alt"


def hint_faults(text):
    """Yield a fault for each exercise that has no hint in its box."""
    start, hint = None, False
    for number, line in enumerate(text.split("\n"), 1):
        info = found["info"] if (found := FENCE.match(line)) else ""
        if info.startswith("{exercise-start}"):
            start, hint = number, False
        elif info.startswith("{hint}"):
            hint = True
        elif info.startswith("{exercise-end}"):
            if start and not hint:
                yield start, "the exercise has no hint: a box {hint} before its {exercise-end}"
            start = None


def cells(text):
    """Yield the code cells at the top level of a page."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        match = re.match(r"(`{3,})\{code-cell\}", lines[number])
        number += 1
        if match is None:
            continue
        start, body = number, []
        while number < len(lines) and not re.match(match[1] + r"`*\s*$", lines[number]):
            body.append((number + 1, lines[number]))
            number += 1
        options, code = split_options(body)
        yield Cell(start, yaml.safe_load(options) or {}, code)


def split_options(body):
    """Split a cell's lines into its options and its code, both without the blank lines around them."""
    if body and body[0][1].strip() == "---":
        end = next(index for index, (_, line) in enumerate(body) if index and line.strip() == "---")
        options, code = "\n".join(line for _, line in body[1:end]), body[end + 1 :]
    else:
        end = next((index for index, (_, line) in enumerate(body) if not line.startswith(":")), len(body))
        options, code = "\n".join(line[1:] for _, line in body[:end]), body[end:]
    while code and not code[0][1].strip():
        code = code[1:]
    while code and not code[-1][1].strip():
        code = code[:-1]
    return options, code


def warn(app):
    """Give every fault to Sphinx as a warning."""
    for fault in find_faults(Path(app.srcdir)):
        logger.warning("%s", fault.message, location=f"{fault.path}:{fault.line}")


def setup(app):
    """Register with Sphinx."""
    app.connect("builder-inited", warn)


if __name__ == "__main__":
    found = find_faults(Path(sys.argv[1]))
    print(*found, sep="\n")
    sys.exit(bool(found))
