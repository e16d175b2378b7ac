"""The shape of a page: each limit holds on one side and bites on the other."""

import re

import pytest

SECTIONS = (
    "In two minutes, By heart, Common mistakes, How it is judged, Follow-ups, On the whiteboard, In numbers, "
    "In practice, In code, Measured, Where it breaks, Test yourself"
)


def test_misnamed_section(site):
    assert site.broken("## Measured\n", "## Measures\n") == [
        'P:L: no such section: "Measures" (did you mean "Measured"?); write `## Measured`'
    ]
    site.edit("## Measures\n", "## Measured\n")
    assert f'P:L: no such section: "Ends"; use one of {SECTIONS}' in site.broken("## Where it breaks\n", "## Ends\n")


def test_missing_section(site):
    site.edit("#in-numbers", "", "docs/index.md")
    text = site.read()
    start, end = text.index("## In numbers"), text.index("## In practice")
    site.write("docs/questions/03-forget-gate.md", text[:start] + text[end:])
    line = text[:start].count("\n") + 1
    assert site.problems() == [f'P:{line}: no section "In numbers"; write `## In numbers` here']


def test_missing_last_section(site):
    text = site.read()
    site.write("docs/questions/03-forget-gate.md", text[: text.index("## Test yourself")])
    last = text[: text.index("## Test yourself")].rstrip().count("\n") + 1
    assert site.problems() == [f'P:{last}: no section "Test yourself"; write `## Test yourself` here']


def test_measured_may_be_left_out(site):
    text = site.read()
    start, end = text.index("## Measured"), text.index("## Where it breaks")
    figure = re.search(r"!\[.*retention\.svg\)", text)[0]
    rest = text[end:].replace("## Where it breaks\n", f"## Where it breaks\n\n{figure}\n")
    site.write("docs/questions/03-forget-gate.md", text[:start] + rest)
    assert site.problems() == []


def test_order(site):
    text = site.read()
    start, end = text.index("## Measured"), text.index("## Where it breaks")
    moved = text[:start] + text[end:].replace("## Test yourself", text[start:end] + "## Test yourself")
    site.write("docs/questions/03-forget-gate.md", moved)
    line = moved[: moved.index("## Measured")].count("\n") + 1
    assert site.problems() == [f'P:{line}: "Measured" stands after "Where it breaks"; move it before that section']


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("## In code", "#### In code", '"In code" is a section, its heading has level 4; write `## In code`'),
        ("## In code", "# A part\n\n## In code", "a second title, first in line 12; write `##` or `###` before it"),
        (
            "## In code\n",
            "## In code\n\n#### How\n",
            "a heading of level 4 below one of level 2; write `###` before it",
        ),
        ("> **In", "So.\n\n> **In", "text that is neither in the answer block nor in a section; move it into one"),
    ],
)
def test_levels(site, old, new, problem):
    (found,) = site.broken(old, new)
    assert found.endswith(f": {problem}")


def test_levels_that_follow_each_other(site):
    site.edit("## Where it breaks\n", "## Where it breaks\n\n### First\n\n#### Within {#own}\n\n### Second\n")
    site.edit("## In numbers\n", "## In numbers {.wide}\n")
    assert site.problems() == []


def test_repeated_section(site):
    first = site.edit("## In numbers", "## In numbers")
    line = site.edit("## In code", f"## In numbers\n\n{site.prose(65)}\n\n## In code")
    assert site.problems() == [f'P:{line}: "In numbers" stands twice, first in line {first}; join the two']


@pytest.mark.parametrize(
    ("title", "what", "least", "most"),
    [
        ("In two minutes", '"In two minutes"', 150, 230),
        ("On the whiteboard", '"On the whiteboard"', 0, 500),
        ("In numbers", '"In numbers"', 60, 180),
        ("In practice", '"In practice"', 80, 250),
        ("Where it breaks", '"Where it breaks"', 60, 180),
    ],
)
def test_sizes(site, title, what, least, most):
    figure = "\n\n![](../../figures/gate.svg)\n\n"
    table = "\n\n| Of one study | Found |\n| --- | --- |\n| 2 [@gers2000forget] | 3 [@greff2017odyssey] |\n\n"
    caption, cells = 9, 6

    def body(words):
        """So many words, of which some stand in a caption and some in a table, whose heads count as well."""
        parts = [site.line(min(words - at, 39)) for at in range(0, words, 39)]
        return "\n\n$$\nx\n$$\n\n".join(parts) + figure + table

    def found(words):
        said = site.section(title, body(words - caption - cells))
        return [one for one in said if one.startswith("P:L: ") and " words, " in one]

    assert found(max(least, 20)) == []
    assert found(most) == []
    if least:
        assert found(least - 1) == [f"P:L: {what} has {least - 1} words, at least {least} are needed; write 1 more"]
    assert found(most + 2) == [f"P:L: {what} has {most + 2} words, at most {most} are allowed; cut 2"]


def test_size_of_the_answer_block(site):
    answer = site.read().split("\n")[13]
    assert answer.startswith("> **In 30 seconds.**")
    for words, problem in ((50, None), (85, None), (49, "at least 50 are needed; write 1 more"), (86, "at most 85")):
        site.edit(site.read().split("\n")[13], f"> **In 30 seconds.** {site.line(words)}")
        expected = [f"P:14: the answer block has {words} words, {problem}"] if problem else []
        assert [one[: len(expected[0])] if expected else one for one in site.problems()] == expected


def test_no_answer_block(site):
    assert site.broken("> **In 30 seconds.**", "> **In 30 second.**") == [
        "P:L: no answer block; write `> **In 30 seconds.** …` below the title"
    ]


def test_sources_and_figure(site):
    for title in ("On the whiteboard", "In numbers", "In practice"):
        found = site.section(title, site.prose(91))
    assert [problem for problem in found if problem.startswith("P:12:")] == [
        "P:12: 0 sources cited, a page needs 2 findings from the literature; cite them as `[@key]`",
        "P:12: no figure in On the whiteboard, In numbers, In practice or In code; "
        "add a paragraph `![ALT](../../figures/NAME.svg)` where it carries the step",
    ]


def test_two_sources_in_one_citation(site):
    site.edit(" It was found to matter [@greff2017odyssey].", "")
    assert site.broken("[@gers2000forget]", "[@gers2000forget; @greff2017odyssey]") == []


@pytest.mark.parametrize(("least", "start", "bound"), [(True, 0, 900), (False, 800, 1800)])
def test_size_of_the_page_without_its_folds(site, least, start, bound):
    """Find the number of words at which the page passes, by what the message says is missing or too much."""
    site.section("Where it breaks", site.prose(60))
    site.section("In two minutes", site.prose(150))
    site.section("On the whiteboard", re.search(r"!\[.*gate\.svg\)", site.read())[0])

    def size(words):
        parts = [site.prose(min(words - at, 130)) for at in range(0, words, 130)]
        found = site.section("In code", "```python\n```\n\n" + "\n\n$$\nx\n$$\n\n".join(parts))
        return [problem for problem in found if "the page without" in problem]

    (problem,) = size(start + (0 if least else 400))
    by = int(problem.split()[-2 if least else -1])
    right = start + by if least else start + 400 - by
    assert size(right) == []
    said = f"at least {bound} are needed; write 1 more" if least else f"at most {bound:,} are allowed; cut 1"
    count = bound - 1 if least else bound + 1
    assert size(right - 1 if least else right + 1) == [f"P:12: the page without its folds has {count:,} words, {said}"]
    # What is folded does not count.
    site.edit("### The whole experiment\n", f"### The whole experiment\n\n{site.prose(130)}\n")
    assert size(right) == []


def test_tables_headings_and_exclamation_marks(site):
    here = "## Where it breaks\n"
    row = "| a | b | c | d |\n| --- | --- | --- | --- |\n"
    site.edit(here, f"{here}\n{row}")
    assert site.problems() == []
    site.edit(row, "| a | b | c | d | e |\n| --- | --- | --- | --- | --- |\n")
    assert [one.partition(": ")[2] for one in site.problems()] == ["a table of 5 columns; use at most 4, or two tables"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("### A gate", "### A gate $f$", "mathematics in a heading; say it in words"),
        ("It came late", "It came late! It came", "an exclamation mark; end the sentence with a full stop"),
        ("It came late", "A line.\nIt came late! It came", None),
        ("It came late", "A product $n!$, `a != b` and <!-- given! --> it", None),
    ],
)
def test_marks(site, old, new, problem):
    found = [one for one in site.broken(old, new) if "comment" not in one]
    if "A line" in new:
        line = site.read()[: site.read().index("It came late!")].count("\n") + 1
        assert found == [f"P:{line}: an exclamation mark; end the sentence with a full stop"]
    else:
        assert found == ([f"P:L: {problem}"] if problem else [])


def test_bold(site):
    words = "**This** and **that** and **these** and **those** and **here** and **there**"
    assert site.broken("It came late", f"{words}. It came late") == []
    assert site.broken("It came late", "It **came** late") == [
        "P:L: 7 bold words in running text, at most 6 are allowed; leave the weight to the sentence"
    ]
