"""The list of the fifty."""

import re
import xml.etree.ElementTree as etree

from scripts.site.model.page import topics, wordings

FRONT = "---\nnumber: 7\nlevel: advanced\n---\n"


def text(element: etree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def page_of(number: int, level: str = "core", needs: tuple[int, ...] = (), words: int = 2200) -> str:
    """A page whose open parts take ten minutes, two of them its first band."""
    front = f"---\nnumber: {number}\nlevel: {level}\nneeds: {list(needs)}\n---\n"
    said, shown = " ".join(["word"] * 440), " ".join(["word"] * (words - 440))
    return f"{front}\n# Question\n\n## In two minutes\n\n{said}\n\n## In practice\n\n{shown}\n"


def home(project) -> etree.Element:
    return project.tree(project.html("# Home\n\n<!-- plans -->\n\n<!-- questions -->\n", path="docs/index.md"))


def test_answered_questions_stand_by_topic_and_the_others_in_one_fold(project):
    project.write("docs/questions/07-vanishing.md", FRONT)
    html = project.html("# Home\n\n<!-- questions -->\n\n`<!-- questions -->`\n", path="docs/index.md")
    (everything,) = project.tree(html).findall("div[@class='all-questions']")
    assert text(everything.find("p")) == "1 of 50 answered"
    (section,) = everything.findall("section")
    assert text(section.find("h2")) == next(topic.title for topic in topics() if 7 in topic.questions)
    (answered,) = section.find("ol")
    assert answered.find("a").get("href") == "questions/07-vanishing.md"
    assert text(answered) == f"7 {wordings()[7]} advanced · 30 s · 2 min · all 0 min"
    (fold,) = everything.findall("details")
    assert list(everything)[-1] is fold
    assert fold.get("open") is None
    assert text(fold.find("summary")) == "49 questions are not yet written"
    assert [int(item[0].text) for item in fold.find("ol")] == [number for number in range(1, 51) if number != 7]
    assert fold.find("ol").findall(".//a") == []
    assert "<code>&lt;!-- questions --&gt;</code>" in html


def plan(project, title: str) -> list[list[int]]:
    """The numbers of a plan on the home page, sitting by sitting."""
    (section,) = [s for s in home(project).findall("div[@class='plans']/section") if text(s.find("h2")) == title]
    return [
        [int(link.text.split()[0]) for link in line.findall("a")]
        for line in section.findall("p")
        if line.find("a") is not None
    ]


def test_plans_go_by_level_and_never_before_what_a_page_needs(project):
    for number, level, needs in ((1, "core", ()), (3, "core", (9,)), (9, "advanced", (1,)), (14, "intermediate", (3,))):
        project.write(f"docs/questions/{number:02}-x.md", page_of(number, level, needs))
    assert plan(project, "One hour") == [[1, 9, 3, 14]]
    assert plan(project, "One evening") == [[1, 9, 3, 14]]
    assert plan(project, "Until Thursday") == [[1, 9, 3, 14]]


def test_plans_fit_their_time(project):
    for number in range(1, 46):
        project.write(f"docs/questions/{number:02}-x.md", page_of(number))
    assert plan(project, "One hour") == [list(range(1, 31))]  # two minutes each
    assert plan(project, "One evening") == [list(range(1, 19))]  # ten minutes each
    assert plan(project, "Until Thursday") == [list(range(1, 19)), list(range(19, 37)), list(range(37, 46))]
    (first, *_) = home(project).findall("div[@class='plans']/section")
    assert text(first).startswith("One hour Say it: the first band of each page, aloud 60 min: 1 X 2 X")


def test_a_circle_of_needs_ends(project):
    for number, needs in ((1, (2,)), (2, (1,))):
        project.write(f"docs/questions/{number:02}-x.md", page_of(number, needs=needs))
    assert sorted(plan(project, "One hour")[0]) == [1, 2]


def test_without_pages_there_are_no_plans(project):
    project.write("docs/questions/README.txt", "")
    assert list(home(project).find("div[@class='plans']")) == []


def test_the_list_needs_its_marker(project):
    assert "all-questions" not in project.html("# Home\n\n<!-- question -->\n", path="docs/index.md")


def test_a_new_page_joins_the_list(project):
    project.write("docs/questions/07-vanishing.md", FRONT)
    assert "1 of 50" in project.html("<!-- questions -->\n", path="docs/index.md")
    project.write("docs/questions/08-forward-pass.md", FRONT)
    assert "2 of 50" in project.html("<!-- questions -->\n\nx\n", path="docs/index.md")
    assert re.search(r'href="questions/08-forward-pass\.md"', project.html("<!-- questions -->", path="docs/index.md"))
