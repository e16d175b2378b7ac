"""What is opened and never closed is reported alone, where it opens; what is whole is left alone."""

import pytest

CODE = "```python\nprint(round(0.7310585, 4))\n```"


@pytest.mark.parametrize(
    ("old", "new", "opening", "end"),
    [
        ("$$\nh_t = o_t \\odot \\tanh(c_t)\n$$", "$$\nh_t = o_t", "$$", "a line of $$"),
        (CODE, CODE.removesuffix("\n```"), "```python", "a line of ```"),
        (CODE, CODE.replace("```", "~~~").removesuffix("\n~~~"), "~~~python", "a line of ~~~"),
        ("```text\n0.7311\n```", "```text\n0.7311", "```text", "a line of ```"),
        ("- **", "> ```python\n> x = 1\n\n- **", "```python", "a line of ```"),
        ("## In code", "<!-- later\n\n## In code", "<!--", "-->"),
    ],
)
def test_the_page_says_nothing_else(site, old, new, opening, end):
    assert site.broken(old, new) == [
        f"P:L: {opening} opens here and is never closed, which hides the text below; write {end} where it ends"
    ]


def test_other_files_are_still_checked(site):
    site.edit("year = {2000}", "yaer = {2000}", "docs/references.bib")
    site.edit("## In code", "<!-- later\n\n## In code")
    assert [problem.split(":")[0] for problem in site.problems()] == ["P", "docs/references.bib"]


@pytest.mark.parametrize(
    "new", ["````text\n```python\n````\n\n## In code", "<!-- a note -->\n\n## In code", "A `$$` opens.\n\n## In code"]
)
def test_whole(site, new):
    assert "never closed" not in "".join(site.broken("## In code", new))


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (
            "---\nnumber: 8\nneeds: [1]\n# Title\n",
            4,
            "the front matter has no end; write a line --- below its last field",
        ),
        ("---\nshort: So.\n", 3, "the front matter has no end; write a line --- below its last field"),
        ("see: [1]\n---\n", 1, "the front matter has no beginning; write a line --- above its first field"),
    ],
)
def test_front_matter(site, text, line, problem):
    site.write("docs/other.md", text)
    assert site.problems() == [f"docs/other.md:{line}: {problem}"]


def test_a_line_at_the_top_is_no_front_matter(site):
    site.write("docs/other.md", "---\n\nnumber: one\n")
    assert site.problems() == []
