"""The build of the book: one Sphinx extension, made of small parts.

It knows no mathematics. What the pages say about a claim, the executed cells put out; the extension lays it
on the page, and refuses to build where the sources break a rule of the house.
"""

from importlib import import_module

PARTS = (
    "lint cache execution claims gate ledger graph boards exercises questions katex fonts fresh glossary notebooks markup pages"
    " front preface epub"
).split()


def setup(app):
    """Register every part with Sphinx."""
    for part in PARTS:
        import_module(f"{__name__}.{part}").setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
