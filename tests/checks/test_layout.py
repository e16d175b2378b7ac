"""Markdown that the site would read otherwise than a code host is reported."""

import pytest


@pytest.mark.parametrize(
    ("inserted", "below", "problem"),
    [
        ("A line:\n- one\n- two", 1, "a list right below a paragraph; put a blank line before it"),
        ("A line:\n1. one\n2. two", 1, "a list right below a paragraph; put a blank line before it"),
        ("A line:\n> a quote", 1, "a quote right below a paragraph; put a blank line before it"),
        (
            "A line:\n| a | b |\n| --- | --- |\n| c | d |",
            1,
            "a table right below a paragraph; put a blank line before it",
        ),
        (
            "A line:\n$$\nx\n$$",
            1,
            'a dollar sign that opens no formula: "$$"; '
            "put the two $$ of a display equation on lines of their own, with a blank line before and behind",
        ),
        ("$$\nx\n$$\nA line.", 3, "text right below a display equation; put a blank line between"),
        ("- one\n\n  two", 2, "a block indented by 2 below a list item; indent it by 4"),
        ("- one\n  - two", 1, "a block indented by 2 below a list item; indent it by 4"),
    ],
)
def test_reported(site, inserted, below, problem):
    line = site.edit("## Where it breaks\n", f"## Where it breaks\n\n{inserted}\n\n") + 2
    assert site.problems() == [f"P:{line + below}: {problem}"]


@pytest.mark.parametrize(
    "inserted",
    [
        "A line:\n\n- one\n\n    two\n\n- three\n    - four",
        "A line:\n\n$$\nx\n$$\n<!-- given -->\n\nA line.",
        "- one\n  goes on",
        "> quote\n> goes on",
    ],
)
def test_left_alone(site, inserted):
    site.edit("## Where it breaks\n", f"## Where it breaks\n\n{inserted}\n\n")
    assert site.problems() == []
