"""On which line of a page something stands, and how what is wrong with pages is gathered."""

import pytest
from markdown import Markdown

from scripts.site.extensions import report
from scripts.site.model.page import PageError

FRONT = "---\nnumber: 3\naliases: [a]\n---\n\n"


def test_equal_pieces_get_their_own_lines_and_code_is_passed_over(project):
    text = "`piece` and ``a piece``\n\n```\npiece\n```\n\n    piece\n\nA piece.\n\nOne more piece.\n"
    project.write("docs/a.md", FRONT + text)
    opened = report.OpenPage(text)
    assert [opened.find("piece"), opened.find("piece"), opened.find("piece")] == [14, 16, 14]


def test_a_piece_of_a_caption_gets_the_line_that_brings_it_in(project):
    opened = report.OpenPage("One.\n\n`(link)` (link)\n\n(link)\n")
    opened.brought_in.append(("caption with a piece", "(link)"))
    assert opened.find("piece") == 3
    assert opened.find("nowhere") == 1


def test_everything_on_a_page_is_raised_at_once(project):
    text = "A $\\foo$.\n\n[@nobody]\n"
    project.write("docs/a.md", FRONT + text)
    with pytest.raises(PageError) as raised:
        Markdown(extensions=["scripts.site.extensions.mathematics", "scripts.site.extensions.citations"]).convert(text)
    assert [(problem.path, problem.line) for problem in raised.value.problems] == [("docs/a.md", 6), ("docs/a.md", 8)]


def test_collecting_hears_every_page_and_raises_nothing(project):
    with report.collecting() as found:
        for name in "ab":
            project.html(f"{name} $\\foo$", path=f"docs/{name}.md")
    assert [problem.path for problem in found] == ["docs/a.md", "docs/b.md"]
    with pytest.raises(PageError):
        project.html("c $\\foo$", path="docs/c.md")


def test_collecting_says_which_page_it_is_at(project):
    heard = []
    with report.collecting(heard.append):
        for name in "ab":
            project.html(f"Page {name}", path=f"docs/{name}.md")
    assert heard == ["docs/a.md", "docs/b.md"]
    project.html("Page c", path="docs/c.md")
    assert heard == ["docs/a.md", "docs/b.md"]
