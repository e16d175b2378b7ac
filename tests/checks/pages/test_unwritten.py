"""What says TODO is reported in its own words, and nothing else is asked of it."""

import re

import pytest

from scripts.checks.pages.sections import MISTAKE
from scripts.site.model.bands import SECTIONS

BEHIND = "write it in place of the TODO"


def unwritten(what, line="L"):
    return f"P:{line}: still to be written: {what}; {BEHIND}"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("See [the figure]", "<!-- TODO: the limits --> See [the figure]", "the limits"),
        ("See [the figure]", "<!--TODO the limits--> See [the figure]", "the limits"),
        ("See [the figure]", "TODO: the 47 limits, and 0.0301 See [the figure]", None),
        ("print(round(", "# TODO: the code\nprint(round(", "the code"),
        ("level: core", "level: core # TODO: level, one of 3", "level, one of 3"),
        ("The forget gate is the fraction of the old cell state that is kept", '"TODO: at most 155 characters"',
         "at most 155 characters"),
        ('- **"The gate forgets when it is a."**', f"- <!-- TODO: {MISTAKE} -->", MISTAKE),
        ("| Forget | ", "| Forget | <!-- TODO: a limit, in 20–50 words --> ", "a limit, in 20–50 words"),
        ("### What about case one?", "### Follow-up 1 <!-- TODO: the question -->", "the question"),
        ("#### Solution\n\nIt is 2.2<!-- = half_life(sigmoid(1)) --> steps.",
         "#### Solution <!-- TODO: with a number -->", "with a number"),
    ],
)  # fmt: skip
def test_is_reported_alone(site, old, new, what):
    line = site.edit(old, new)
    line += new[: new.index("TODO")].count("\n")
    (found,) = site.problems()
    assert found == unwritten(what, line) if what else found.startswith(f"P:{line}: still to be written: the 47 limits")


def test_without_words(site):
    line = site.edit("See [the figure]", "<!-- TODO --> See [the figure]")
    assert site.problems() == [f"P:{line}: a TODO; {BEHIND}"]


def about_the_page(found):
    """Not what a section that is gone leaves behind: a source that nobody cites, a figure that nobody shows."""
    return [problem for problem in found if problem.startswith("P:") and "#figure-retention" not in problem]


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_is_not_measured_nor_is_the_page(site, title):
    found = site.section(title, f"<!-- TODO: {title}, 47 words: all of it -->")
    (said,) = about_the_page(found)
    assert re.sub(r":\d+:", ":L:", said) == unwritten(f"{title}, 47 words: all of it")
    found = site.section(title, "")
    assert about_the_page(found)


def test_the_answer_is_not_measured(site):
    answer = re.search(r"> \*\*In 30 seconds.\*\* (.*)", site.read())[1]
    line = site.edit(answer, "It keeps.\n> <!-- TODO: 50–85 words -->")
    assert site.problems() == [unwritten("50–85 words", line + 1)]


def test_what_is_written_is_measured(site):
    """Beside a follow-up that is not written yet, one that is too short is too short."""
    answer = site.prose(104)
    text = site.read()
    first, second = (match.start() for match in list(re.finditer("### What about", text))[:2])
    text = text[:first] + text[first:second].replace(answer, "<!-- TODO: its answer -->") + text[second:]
    start = text.index("### What about case two")
    text = text[:start] + text[start:].replace(answer, site.line(29), 1)
    site.write("docs/questions/03-forget-gate.md", text)
    lines = text.split("\n")
    assert site.problems() == [
        unwritten("its answer", lines.index("<!-- TODO: its answer -->") + 1),
        f"P:{lines.index('### What about case two?') + 1}: the follow-up's answer has 29 words, at least 30 are "
        "needed; write 1 more",
    ]


def test_what_is_missing_is_reported(site):
    site.section("In numbers", "<!-- TODO: numbers -->")
    site.edit("## In code", "## In colour")
    found = site.problems()
    assert len(found) == 2
    assert 'no such section: "In colour" (did you mean "In code"?)' in found[1]


def test_aliases_of_two_empty_pages_are_not_compared(site):
    text = "aliases: […, …, …] # TODO: aliases"
    line = site.edit("aliases: [first way, second way, third way]", text)
    assert site.problems() == [unwritten("aliases", line)]
    site.edit(text, "aliases: […, …, …]")
    assert site.problems() == [f'P:{line}: alias "…" stands twice on this page; remove one of the two']


def test_other_pages_figures_experiments_and_their_tests(site):
    site.write("docs/index.md", site.read("docs/index.md") + "\n<!-- TODO: more -->\n")
    caption = "TODO: how to read 47 curves"
    alt = site.read().split("![")[2].split("]")[0]
    site.draw("retention", alt, caption)
    site.write("tests/figures/test_retention.py", '"""Tests."""\n\nfail("TODO: the claim")\n')
    site.write("scripts/experiments/q03_forget_gate/lags.py", '"""TODO: what is measured"""\n')
    site.write("tests/experiments/q03_forget_gate/test_lags.py", '"""TODO: what is asserted"""\n')
    assert site.problems() == [
        f"docs/index.md:7: still to be written: more; {BEHIND}",
        f"scripts/experiments/q03_forget_gate/lags.py:1: still to be written: what is measured; {BEHIND}",
        f"scripts/figures/q03_forget_gate/retention.py:4: still to be written: how to read 47 curves; {BEHIND}",
        f"tests/experiments/q03_forget_gate/test_lags.py:1: still to be written: what is asserted; {BEHIND}",
        f"tests/figures/test_retention.py:3: still to be written: the claim; {BEHIND}",
    ]


def test_empty_mistakes_and_code_are_seen_once_the_mark_is_gone(site):
    found = site.section("Common mistakes", "-\n-\n-")
    assert len([problem for problem in found if "a common mistake" in problem]) == 6
    assert 'P:L: "In code" has no ```python block; write the shortest code that shows it' in site.section(
        "In code", "```python\n```"
    )
