"""Which file a text is."""

import os

from scripts.site.model import markdown_file

FRONT = "---\nnumber: 3\naliases: [a]\n---\n\n"


def test_text_is_found_by_its_content(project):
    project.write("docs/other.md", "# Other\n")
    path = project.write("docs/questions/03-forget-gate.md", f"{FRONT}# Title\n\nText.\n")
    found = markdown_file.locate("# Title\n\nText.\n")
    assert (found.path, found.name, found.first_line) == (path, "docs/questions/03-forget-gate.md", 6)
    assert found.front == {"number": 3, "aliases": ["a"]}


def test_a_generator_may_trim_the_text(project):
    path = project.write("docs/a.md", f"{FRONT}\n\n# Title\n\nText.\n\n")
    assert markdown_file.locate("# Title\n\nText.").path == path
    assert markdown_file.locate("# Title\n\nText.").first_line == 8


def test_text_that_is_no_file(project):
    project.write("docs/a.md", "# Title\n")
    found = markdown_file.locate("# Another\n")
    assert (found.path, found.name, found.first_line, found.front) == (None, "<text>", 1, {})


def test_a_file_that_changed_is_read_again(project):
    path = project.write("docs/a.md", "# One\n")
    assert markdown_file.locate("# One\n").path == path
    path.write_text("---\nx: 1\n---\n# Two\n", encoding="utf-8")
    os.utime(path, ns=(1, 2))
    assert markdown_file.locate("# Two\n").first_line == 4
    assert markdown_file.locate("# One\n").path is None


def test_of_two_files_of_one_text_the_first_is_meant(project):
    second, first = (project.write(f"docs/{name}.md", f"---\nname: {name}\n---\n# Same\n") for name in "ba")
    assert markdown_file.locate("# Same\n").path == first
    assert markdown_file.twins("# Same\n") == [first, second]


def test_front_matter_that_is_not_yaml_belongs_to_the_text(project):
    broken = "---\nquestion: What: is it\n---\n\n# Title\n"
    path = project.write("docs/a.md", broken)
    assert markdown_file.locate(broken).path == path
    assert markdown_file.locate(broken).first_line == 1
