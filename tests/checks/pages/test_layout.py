"""Markdown that the site would read otherwise than a code host is reported."""

import pytest

CELLS = "give it a cell a column; a bar within a cell is written \\|"
WORD = "write a word: formulas are not read out as headings"


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
        ("See\n#3 there", 1, "a heading without a space: #; put a space behind it, or a word before it"),
        ("| a | b |\n| --- | --- |\n| `c|d` | e |", 2, f"a table of 2 columns has a row of 3; {CELLS}"),
        ("| a | |\n| --- | --- |\n| c | e |", 0, f"a column without a heading in words; {WORD}"),
        ("| $T$ | b |\n| --- | --- |\n| c | e |", 0, f"a column without a heading in words: $T$; {WORD}"),
        ("a | b\n--- | ---\nc |", 2, f"a table of 2 columns has a row of 1; {CELLS}"),
        ("```text\na\n\tb\n```", 2, "a tab at column 1; write spaces"),
    ],
)
def test_reported(site, inserted, below, problem):
    line = site.edit("## Where it breaks\n", f"## Where it breaks\n\n{inserted}\n\n") + 2
    assert site.problems() == [f"P:{line + below}: {problem}"]


@pytest.mark.parametrize(
    "inserted",
    [
        "A line:\n\n- one\n\n    two\n\n- three\n    - four",
        "A line:\n\n$$\nx = 3\n$$\n<!-- = 2 + 1 -->\n\nA line.",
        "- one\n  goes on",
        "> quote\n> goes on",
        "| a | b |\n| :-- | --- |\n| `c\\|d` | |\n|  | e |",
        "> | a | b |\n> | --- | --- |\n> | c | d |",
        "a | b\n--- | ---\nc | d",
        "One # and # two",
        "***\n\nafter a line",
    ],
)
def test_left_alone(site, inserted):
    site.edit("## Where it breaks\n", f"## Where it breaks\n\n{inserted}\n\n")
    assert site.problems() == []


@pytest.mark.parametrize("line", ["---", "==="])
def test_a_line_below_makes_a_heading(site, line):
    site.write("docs/other.md", f"# Other\n\nIt is\n{line}\n\nso.\n")
    remedy = "write ## before a heading, else a blank line below"
    assert site.problems() == [f"docs/other.md:3: the line of {line[0]} below makes this a heading; {remedy}"]


def test_headings_without_a_space(site):
    site.write("docs/other.md", "# Other\n\n##One\n\n#Two `#three`\n")
    remedies = ["##; put a space behind its signs", "#; put a space behind it, or a word before it"]
    assert site.problems() == [
        f"docs/other.md:{line}: a heading without a space: {remedy}"
        for line, remedy in zip((3, 5), remedies, strict=True)
    ]
