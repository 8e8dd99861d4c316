"""Mend what sphinx-exercise leaves undone: one id for all boxes of a page, and references in the PDF that end
at the chapter.

The text of every exercise has the id "exercise-content", of every solution "solution-content"; an id may
stand on a page once. And its labels in LaTeX are its own, and it turns references to them only within one
file.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import exercise_latex_number_reference

SHARED_IDS = {"exercise-content", "solution-content"}


class DropSharedIds(SphinxPostTransform):
    """Take the ids that all boxes share from the boxes. Their own labels, which links lead to, stay."""

    default_priority = 23

    def run(self, **kwargs):
        """Drop them from every box of the page."""
        for section in self.document.findall(nodes.section):
            section["ids"] = [name for name in section["ids"] if name not in SHARED_IDS]


class ReferencesToExercises(SphinxPostTransform):
    """Turn the references that lead to an exercise of another file. It runs after sphinx-exercise's own
    (priority 22)."""

    default_priority = 23
    formats = ("latex",)

    def run(self, **kwargs):
        """Replace each by the text "Exercise 2.3", which is a link."""
        exercises = getattr(self.env, "sphinx_exercise_registry", {})
        for node in list(self.document.findall(addnodes.number_reference)):
            docname, _, label = node.get("refuri", "").removeprefix("%").partition("#")
            if label in exercises:
                number = ".".join(map(str, self.env.toc_fignumbers[docname]["exercise"][label]))
                text = node["title"].replace("%s", number)
                node.replace_self(
                    exercise_latex_number_reference(
                        "", nodes.Text(text), refid=label, classes=node["classes"]
                    )
                )


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(DropSharedIds)
    app.add_post_transform(ReferencesToExercises)
