"""The list of the fifty."""

import re
import xml.etree.ElementTree as etree

from scripts.site.model.page import topics, wordings

FRONT = "---\nnumber: 7\nlevel: advanced\nshort: It eases, it does not solve.\n---\n"
PLANS = "docs/practice/plans.md"


def text(element: etree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def page_of(number: int, level: str = "core", needs: tuple[int, ...] = (), words: int = 2200) -> str:
    """A page whose open parts take ten minutes, two of them its first band."""
    front = f"---\nnumber: {number}\nlevel: {level}\nneeds: {list(needs)}\n---\n"
    said, shown = " ".join(["word"] * 440), " ".join(["word"] * (words - 440))
    return f"{front}\n# Question\n\n## In two minutes\n\n{said}\n\n## In practice\n\n{shown}\n"


def home(project) -> etree.Element:
    return project.tree(project.html("# Home\n\n<!-- time -->\n\n<!-- questions -->\n", path="docs/index.md"))


def practice(project) -> etree.Element:
    return project.tree(project.html("# Plans\n\n<!-- plans -->\n\n<!-- progress -->\n", path=PLANS))


def test_answered_questions_stand_by_topic_and_the_others_in_one_fold(project):
    project.write("docs/questions/07-vanishing.md", FRONT)
    html = project.html("# Home\n\n<!-- questions -->\n\n`<!-- questions -->`\n", path="docs/index.md")
    (everything,) = project.tree(html).findall("div[@class='all-questions']")
    assert text(everything.find("p")) == "1 of 50 answered"
    (section,) = everything.findall("section")
    assert text(section.find("div/h2")) == next(topic.title for topic in topics() if 7 in topic.questions)
    (answered,) = section.find("ol")
    assert answered.find("a").get("href") == "questions/07-vanishing.md"
    assert text(answered) == f"7 {wordings()[7]} advanced · 0 min It eases, it does not solve."
    assert (answered.get("data-number"), answered.get("data-level")) == ("7", "advanced")
    assert section.get("data-topic") == "gradients"
    assert [len(everything.find(f"div[@class='{place}']")) for place in ("tally", "filters")] == [0, 0]
    (fold,) = everything.findall("details")
    assert list(everything)[-1] is fold
    assert fold.get("open") is None
    assert text(fold.find("summary")) == "49 questions are not yet written"
    assert [int(item[0].text) for item in fold.find("ol")] == [number for number in range(1, 51) if number != 7]
    assert fold.find("ol").findall(".//a") == []
    assert "<code>&lt;!-- questions --&gt;</code>" in html


def plan(project, title: str) -> list[list[int]]:
    """The numbers of a plan on its page, sitting by sitting."""
    (section,) = [s for s in practice(project).findall("div[@class='plans']/section") if text(s.find("h2")) == title]
    return [[int(row.get("data-number")) for row in table.find("tbody")] for table in section.findall("table")]


def test_a_topic_leads_to_its_revision_once_there_is_one(project):
    project.write("docs/questions/07-vanishing.md", FRONT)
    (head,) = home(project).findall(".//div[@class='topic-head']")
    assert [child.tag for child in head] == ["h2"]
    project.write("docs/practice/revision/gradients.md", "# Revise\n")
    (head,) = home(project).findall(".//div[@class='topic-head']")
    assert (head[1].get("href"), text(head[1])) == (
        "practice/revision/gradients.md",
        "Revise: Gradients and learning",
    )


def test_all_questions_answered_need_no_count(project):
    for number in range(1, 51):
        project.write(f"docs/questions/{number:02}-x.md", page_of(number))
    everything = home(project).find("div[@class='all-questions']")
    assert everything.find("p") is None
    assert everything.find("details") is None


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


def test_a_plan_says_its_minutes_and_their_sum(project):
    for number in (1, 2, 3):
        project.write(f"docs/questions/{number:02}-x.md", page_of(number))
    hour, evening, _ = practice(project).findall("div[@class='plans']/section")
    assert hour.find("h2").get("id") == "one-hour"
    assert text(hour.find("p")) == "Say it, the first band of each page, aloud. 3 answers, 6 minutes."
    assert [text(cell) for cell in hour.find("table/thead/tr")] == ["Page", "Minutes", "In all"]
    rows = [[text(cell) for cell in row] for row in hour.find("table/tbody")]
    assert rows == [["1 X", "2", "2"], ["2 X", "2", "4"], ["3 X", "2", "6"]]
    assert [row.get("data-minutes") for row in evening.find("table/tbody")] == ["10", "10", "10"]
    assert hour.find("table//a").get("href") == "../questions/01-x.md"


def test_only_a_plan_of_several_evenings_names_them(project):
    for number in range(1, 46):
        project.write(f"docs/questions/{number:02}-x.md", page_of(number))
    found = {section.find("h2").get("id"): section for section in practice(project).iter("section")}
    assert [len(found[name].findall("h3")) for name in found] == [0, 0, 3]
    names = [(heading.get("id"), text(heading)) for heading in found["until-thursday"].findall("h3")]
    assert names[2] == ("until-thursday-3", "Evening 3")


def test_home_leads_to_each_plan(project):
    project.write("docs/questions/01-x.md", page_of(1))
    links = home(project).findall("section[@class='time']/ul/li/a")
    assert [(link.get("href"), text(link)) for link in links] == [
        ("practice/plans.md#one-hour", "One hour 1 answer"),
        ("practice/plans.md#one-evening", "One evening 1 page"),
        ("practice/plans.md#until-thursday", "Until Thursday 1 page"),
    ]


def test_home_leads_to_the_cards_once_there_are_some(project):
    project.write("docs/questions/01-x.md", page_of(1))
    project.write("docs/practice/revision/all-fifty.md", "# Revise\n")
    link = home(project).find("section[@class='time']/ul/li/a")
    assert (link.get("href"), text(link)) == ("practice/revision/all-fifty.md", "A few minutes 1 card")


def test_a_circle_of_needs_ends(project):
    for number, needs in ((1, (2,)), (2, (1,))):
        project.write(f"docs/questions/{number:02}-x.md", page_of(number, needs=needs))
    assert sorted(plan(project, "One hour")[0]) == [1, 2]


def test_without_pages_there_are_no_plans(project):
    project.write("docs/questions/README.txt", "")
    assert list(practice(project).find("div[@class='plans']")) == []
    assert list(home(project).find("section[@class='time']/ul")) == []


def test_the_list_needs_its_marker(project):
    assert "all-questions" not in project.html("# Home\n\n<!-- question -->\n", path="docs/index.md")


def test_a_new_page_joins_the_list(project):
    project.write("docs/questions/07-vanishing.md", FRONT)
    assert "1 of 50" in project.html("<!-- questions -->\n", path="docs/index.md")
    project.write("docs/questions/08-forward-pass.md", FRONT)
    assert "2 of 50" in project.html("<!-- questions -->\n\nx\n", path="docs/index.md")
    assert re.search(r'href="questions/08-forward-pass\.md"', project.html("<!-- questions -->", path="docs/index.md"))
