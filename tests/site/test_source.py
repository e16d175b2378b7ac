"""Which file a text is, and on which line of it something stands."""

import os

import pytest
from markdown import Markdown

from scripts.site import source
from scripts.site.page import PageError

FRONT = "---\nnumber: 3\naliases: [a]\n---\n\n"


def test_text_is_found_by_its_content(project):
    project.write("docs/other.md", "# Other\n")
    path = project.write("docs/questions/03-forget-gate.md", f"{FRONT}# Title\n\nText.\n")
    found = source.locate("# Title\n\nText.\n")
    assert (found.path, found.name, found.first_line) == (path, "docs/questions/03-forget-gate.md", 6)
    assert found.front == {"number": 3, "aliases": ["a"]}


def test_a_generator_may_trim_the_text(project):
    path = project.write("docs/a.md", f"{FRONT}\n\n# Title\n\nText.\n\n")
    assert source.locate("# Title\n\nText.").path == path
    assert source.locate("# Title\n\nText.").first_line == 8


def test_text_that_is_no_file(project):
    project.write("docs/a.md", "# Title\n")
    found = source.locate("# Another\n")
    assert (found.path, found.name, found.first_line, found.front) == (None, "<text>", 1, {})


def test_a_file_that_changed_is_read_again(project):
    path = project.write("docs/a.md", "# One\n")
    assert source.locate("# One\n").path == path
    path.write_text("---\nx: 1\n---\n# Two\n", encoding="utf-8")
    os.utime(path, ns=(1, 2))
    assert source.locate("# Two\n").first_line == 4
    assert source.locate("# One\n").path is None


def test_of_two_files_of_one_text_the_first_is_meant(project):
    second, first = (project.write(f"docs/{name}.md", f"---\nname: {name}\n---\n# Same\n") for name in "ba")
    assert source.locate("# Same\n").path == first
    assert source.twins("# Same\n") == [first, second]


def test_front_matter_that_is_not_yaml_belongs_to_the_text(project):
    broken = "---\nquestion: What: is it\n---\n\n# Title\n"
    path = project.write("docs/a.md", broken)
    assert source.locate(broken).path == path
    assert source.locate(broken).first_line == 1


def test_equal_pieces_get_their_own_lines_and_code_is_passed_over(project):
    text = "`piece` and ``a piece``\n\n```\npiece\n```\n\n    piece\n\nA piece.\n\nOne more piece.\n"
    project.write("docs/a.md", FRONT + text)
    opened = source.OpenPage(text)
    assert [opened.find("piece"), opened.find("piece"), opened.find("piece")] == [14, 16, 14]


def test_a_piece_of_a_caption_gets_the_line_that_brings_it_in(project):
    opened = source.OpenPage("One.\n\n`(link)` (link)\n\n(link)\n")
    opened.brought_in.append(("caption with a piece", "(link)"))
    assert opened.find("piece") == 3
    assert opened.find("nowhere") == 1


def test_everything_on_a_page_is_raised_at_once(project):
    text = "A $\\foo$.\n\n[@nobody]\n"
    project.write("docs/a.md", FRONT + text)
    with pytest.raises(PageError) as raised:
        Markdown(extensions=["scripts.site.mathematics", "scripts.site.citations"]).convert(text)
    assert [(problem.path, problem.line) for problem in raised.value.problems] == [("docs/a.md", 6), ("docs/a.md", 8)]


def test_collecting_hears_every_page_and_raises_nothing(project):
    with source.collecting() as found:
        for name in "ab":
            project.html(f"{name} $\\foo$", path=f"docs/{name}.md")
    assert [problem.path for problem in found] == ["docs/a.md", "docs/b.md"]
    with pytest.raises(PageError):
        project.html("c $\\foo$", path="docs/c.md")
