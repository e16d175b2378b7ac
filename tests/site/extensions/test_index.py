"""The list of the fifty."""

import re
import xml.etree.ElementTree as etree

from scripts.site.model.page import topics, wordings

FRONT = "---\nnumber: 7\nlevel: advanced\n---\n"


def text(element: etree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_list_of_the_fifty(project):
    project.write("docs/questions/07-vanishing.md", f"{FRONT}\n# Why?\n\n## In two minutes\n\n{'word ' * 441}\n")
    html = project.html("# Home\n\n<!-- questions -->\n\n`<!-- questions -->`\n", path="docs/index.md")
    home = project.tree(html)
    (everything,) = home.findall("div[@class='all-questions']")
    assert text(everything.find("p")) == "1 of 50 answered"
    sections = everything.findall("section")
    assert [text(section.find("h2")) for section in sections] == [topic.title for topic in topics()]
    items = [item for section in sections for item in section.find("ol")]
    numbers = [int(item[0].text) for item in items]
    assert numbers == list(wordings())
    assert sorted(numbers) == list(range(1, 51))
    answered = items[numbers.index(7)]
    assert answered.find("a").get("href") == "questions/07-vanishing.md"
    assert text(answered) == f"7 {wordings()[7]} advanced · 30 s · 2 min · all 3 min"
    assert [item.find("a") for item in items if item is not answered] == [None] * 49
    assert [item.get("class") for item in items].count("question question-open") == 49
    assert answered.get("class") == "question"
    assert text(items[0]) == f"1 {wordings()[1]} not yet written"
    assert "<code>&lt;!-- questions --&gt;</code>" in html


def test_the_list_needs_its_marker(project):
    assert "all-questions" not in project.html("# Home\n\n<!-- question -->\n", path="docs/index.md")


def test_a_new_page_joins_the_list(project):
    project.write("docs/questions/07-vanishing.md", FRONT)
    assert "1 of 50" in project.html("<!-- questions -->\n", path="docs/index.md")
    project.write("docs/questions/08-forward-pass.md", FRONT)
    assert "2 of 50" in project.html("<!-- questions -->\n\nx\n", path="docs/index.md")
    assert re.search(r'href="questions/08-forward-pass\.md"', project.html("<!-- questions -->", path="docs/index.md"))
