"""Exercises on the pages: a hint unfolds, then a solution; a number that is asked for is answered in the page."""

import json

import pytest
from logodds.questions import MIME, Question, asks
from logodds.sphinxext import lint

from tests.conftest import ROOT
from tests.test_questions import TABLE

CHAPTERS = lint.files_in_toc(ROOT)


def asked(pages, chapter):
    """Return the questions that a chapter's executed notebook holds, in their order."""
    notebook = json.loads((pages / f"{chapter}.ipynb").read_text("utf-8"))
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    forms = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    read = [form if isinstance(form, dict) else json.loads("".join(form)) for form in forms]
    return [(data, Question(data["label"], data["value"], data["digits"])) for data in read]


def test_at_least_fifteen_exercises_ask_for_a_number(pages):
    assert sum(len(asked(pages, chapter)) for chapter in CHAPTERS) >= 15


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_form_holds_the_number_that_its_cell_computed(visit, pages, chapter):
    questions = asked(pages, chapter)
    page, wrong = visit(f"{chapter}.html")
    forms = page.locator("form.question")
    assert forms.count() == len(questions)
    scripts = page.locator("script[src*='questions.js']")
    assert scripts.count() == bool(questions)
    for index, (data, question) in enumerate(questions):
        form = forms.nth(index)
        assert {key: float(form.get_attribute(f"data-{key}")) for key in ("value", "slack", "digits")} == {
            "value": data["value"], "slack": question.slack, "digits": data["digits"],
        }
        label = (question.label[0].upper() + question.label[1:]).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
        assert form.locator("label").text_content() == f"{label}, to {question.digits} digits"
        form.locator("input").fill(f"{question.value:.{question.digits - 1}e}")
        form.locator("button").click()
        assert form.locator("output").text_content() == "Right."
    assert wrong == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_has_a_hint_and_then_a_solution(visit, chapter):
    page, _ = visit(f"{chapter}.html", java_script_enabled=False)
    order = page.locator("main :is(div.exercise, details.hint, details.solution)").evaluate_all(
        "all => all.map(e => [...e.classList].find(c => ['exercise', 'hint', 'solution'].includes(c)))"
    )
    assert order == ["exercise", "hint", "solution"] * (len(order) // 3)
    source = (ROOT / f"{chapter}.md").read_text("utf-8")
    assert len(order) == 3 * source.count("{exercise-start}")
    assert page.locator("details:is(.hint, .solution)[open]").count() == 0
    assert page.locator("form.question:visible").count() == 0


def test_the_keyboard_is_enough(visit, pages):
    page, wrong = visit("chapters/odds.html")
    (_, question), *_ = asked(pages, "chapters/odds")
    form = page.locator("form.question").first
    page.locator(f".exercise:has(#{form.locator('input').get_attribute('id')})").evaluate(
        "box => { box.tabIndex = -1; box.focus(); }"
    )
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('form.question input')"):
            break
    said = form.locator("output")
    for typed, answer in [("1", question.check("1")), (f"{question.value:.4f}", "Right."), ("", question.check(""))]:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        assert said.text_content() == ""
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        assert said.text_content() == answer
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Check"
    while page.evaluate("document.activeElement.closest('.exercise form')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("details.hint").first.get_attribute("open") is not None
    assert said.get_attribute("aria-live") == "polite" and wrong == []


def test_the_script_says_what_python_says(visit):
    page, _ = visit("chapters/odds.html")
    for value, digits, typed, _ in TABLE:
        question = asks("a number", value, digits)
        data = {"value": repr(question.value), "slack": repr(question.slack), "digits": str(question.digits)}
        said = page.evaluate("([typed, data]) => check(typed, data)", [typed, data])
        assert said == question.check(typed), (value, typed)


def test_in_print_the_line_is_not_needed(visit):
    page, _ = visit("chapters/odds.html")
    assert page.locator("form.question:visible").count() > 0
    page.emulate_media(media="print")
    assert page.locator("form.question:visible").count() == 0
