"""Let the PDF, too, lead from one chapter to an exercise of another.

sphinx-exercise labels its exercises in LaTeX in a way of its own, and turns references to it only within one file.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import exercise_latex_number_reference


class ReferencesToExercises(SphinxPostTransform):
    """Turn the references that lead to an exercise of another file. It runs after sphinx-exercise's own (priority 22)."""

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
                node.replace_self(exercise_latex_number_reference("", nodes.Text(text), refid=label, classes=node["classes"]))


def setup(app):
    """Register with Sphinx."""
    app.add_post_transform(ReferencesToExercises)
