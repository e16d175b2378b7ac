"""The shape of a page: each limit holds on one side and bites on the other."""

import pytest

SECTIONS = (
    "In two minutes, On the whiteboard, In numbers, In code, Measured, Where it breaks, Common mistakes, Follow-ups, "
    "How it is judged, Test yourself"
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
    start, end = text.index("## In numbers"), text.index("## In code")
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
    figure = text[text.index("![") : text.index(".svg)") + 5]
    rest = text[end:].replace("## Where it breaks\n", f"## Where it breaks\n\n{figure}\n")
    site.write("docs/questions/03-forget-gate.md", text[:start] + rest)
    assert site.problems() == []


def test_order(site):
    text = site.read()
    start, end = text.index("## Measured"), text.index("## Where it breaks")
    moved = text[:start] + text[end:].replace("## Common mistakes", text[start:end] + "## Common mistakes")
    site.write("docs/questions/03-forget-gate.md", moved)
    line = moved[: moved.index("## Measured")].count("\n") + 1
    assert site.problems() == [f'P:{line}: "Measured" stands after "Where it breaks"; move it before that section']


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("## In code", "#### In code", '"In code" is a section, its heading has level 4; write `## In code`'),
        ("## In code", "# A part\n\n## In code", "a second title, first in line 13; write `##` or `###` before it"),
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
        ("In two minutes", '"In two minutes"', 150, 280),
        ("In numbers", '"In numbers"', 60, 200),
        ("Where it breaks", '"Where it breaks"', 60, 200),
    ],
)
def test_sizes(site, title, what, least, most):
    citations = "[@gers2000forget] [@greff2017odyssey]"
    equation = "\n\n$$\nx\n$$\n\n"

    def body(words):
        return f"{site.prose(words // 2)} {citations}{equation}{site.prose(words - words // 2)}"

    assert site.section(title, body(least)) == []
    assert site.section(title, body(most)) == []
    assert site.section(title, body(least - 1)) == [
        f"P:L: {what} has {least - 1} words, at least {least} are needed; write 1 more"
    ]
    assert site.section(title, body(most + 2)) == [
        f"P:L: {what} has {most + 2} words, at most {most} are allowed; cut 2"
    ]


def test_size_of_the_answer_block(site):
    answer = site.read().split("\n")[14]
    assert answer.startswith("> **In 30 seconds.**")
    for words, problem in ((50, None), (90, None), (49, "at least 50 are needed; write 1 more"), (91, "at most 90")):
        site.edit(site.read().split("\n")[14], f"> **In 30 seconds.** {site.line(words)}")
        expected = [f"P:15: the answer block has {words} words, {problem}"] if problem else []
        assert [one[: len(expected[0])] if expected else one for one in site.problems()] == expected


def test_no_answer_block(site):
    assert site.broken("> **In 30 seconds.**", "> **In 30 second.**") == [
        "P:L: no answer block; write `> **In 30 seconds.** …` below the title"
    ]


def test_sources_and_figure(site):
    found = site.section("On the whiteboard", site.prose(130)) and site.section("Measured", site.prose(65))
    assert [problem for problem in found if problem.startswith("P:13:")] == [
        "P:13: 1 sources cited, a page needs 2 findings from the literature; cite them as `[@key]`",
        "P:13: no figure; add a paragraph `![ALT](../../figures/NAME.svg)`",
    ]


def test_two_sources_in_one_citation(site):
    site.edit(" It was found to matter [@greff2017odyssey].", "")
    assert site.broken("[@gers2000forget]", "[@gers2000forget; @greff2017odyssey]") == []


@pytest.mark.parametrize(("limit", "start"), [(1000, 0), (1900, 780)])
def test_size_of_the_page(site, limit, start):
    """Find the number of words at which the page passes, by what the message says is missing or too much."""
    for name in ("one", "two", "three"):
        site.edit(f"What about case {name}?\n\n{site.prose(117)}", f"What about case {name}?\n\n{site.prose(40)}")
    site.section("Where it breaks", site.prose(60))
    site.section("In two minutes", f"{site.prose(150)} [@gers2000forget]")

    def size(words):
        parts = [site.prose(min(words - at, 130)) for at in range(0, words, 130)]
        found = site.section("In code", "```python\n```\n\n" + "\n\n$$\nx\n$$\n\n".join(parts))
        return [problem for problem in found if "the page has" in problem]

    if limit == 1000:
        (problem,) = size(start)
        missing = int(problem.split()[-2])
        assert size(start + missing) == []
        least = "P:13: the page has 999 words, at least 1,000 are needed; write 1 more"
        assert size(start + missing - 1) == [least]
    else:
        assert size(start) == []
        (problem,) = size(start + 400)
        most = start + 400 - int(problem.split()[-1])
        assert size(most) == []
        assert size(most + 1) == ["P:13: the page has 1,901 words, at most 1,900 are allowed; cut 1"]


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
