"""Cards to revise from: what a page says first and what is known by heart, put in from the page itself."""

import xml.etree.ElementTree as etree

from scripts.site.extensions import revision
from scripts.site.model.document import ROOT
from scripts.site.model.front_matter import topics, wordings

PAGE = """---
number: {number}
---

# Question

> **In 30 seconds.** It adds: $c_t = f_t \\odot c_{{t-1}}$, and 0.59<!-- = 0.95**10 --> is left
> [@gers2000forget].

## In two minutes

Long.

## By heart

- Said in 2000 [@gers2000forget; @tallec2018warp]; see [question 9](09-backward.md#derive) and [below](#more).
- $f = 1$ keeps, `bias_ih` shifts, [elsewhere](https://example.org/a?b=1).

## More

Not on a card.
"""


def stub(project, marker: str = "<!-- revision: cell -->") -> str:
    return project.html(f"# Revise\n\nAloud.\n\n{marker}\n\nBelow.\n", path="docs/practice/revision/cell.md")


def text(element: etree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_topic_becomes_its_cards_in_order(project):
    for number in (6, 1, 7):
        project.write(f"docs/questions/{number:02}-x.md", PAGE.format(number=number))
    page = project.tree(stub(project))
    assert [element.tag for element in page] == ["h1", "p", "div", "p"]
    cards = page.find("div[@class='revision']").findall("details")
    assert [text(card.find("summary/h2")) for card in cards] == [f"{number} {wordings()[number]}" for number in (1, 6)]
    assert [card.find("summary/h2").get("id") for card in cards] == ["question-1", "question-6"]
    assert [card.get("open") for card in cards] == [None, None]
    assert cards[1].find("p/a").get("href") == "../../questions/06-x.md"
    assert text(page.find("div/div/span")) == "2 cards"


def test_a_card_says_what_its_page_says_and_leaves_its_sources_there(project):
    project.write("docs/questions/01-x.md", PAGE.format(number=1))
    card = project.tree(stub(project)).find("div/details")
    answer, heart = card.findall("div")
    assert text(answer).startswith("In 30 seconds. It adds: ")
    assert text(answer).endswith(", and 0.59 is left.")
    assert len(list(card.iter("math"))) == 2
    assert [text(item) for item in heart.find("ul[@class='by-heart']")] == [
        "Said in 2000; see question 9 and below.",
        "f=1 keeps, bias_ih shifts, elsewhere.",
    ]
    assert [link.get("href") for link in heart.iter("a")] == [
        "../../questions/09-backward.md#derive",
        "../../questions/01-x.md#more",
        "https://example.org/a?b=1",
    ]
    assert "Sources" not in stub(project)


def test_all_topics_have_a_heading_each(project):
    for number in range(1, 51):
        project.write(f"docs/questions/{number:02}-x.md", PAGE.format(number=number))
    sections = project.tree(stub(project, "<!-- revision: all -->")).findall("div/section")
    assert [text(section.find("h2")) for section in sections] == [topic.title for topic in topics()]
    questions = [text(question) for question in project.tree(stub(project, "<!-- revision: all -->")).iter("h3")]
    assert questions == [f"{number} {wording}" for number, wording in wordings().items()]
    found = {element.get("id") for section in sections for element in section.iter() if element.get("id")}
    assert found == set(revision.anchors(topics()))


def test_what_is_missing_on_a_page_is_missing_on_its_card(project):
    project.write("docs/questions/01-x.md", "# Question\n\nNothing yet.\n")
    answer, heart = project.tree(stub(project)).findall("div/details/div")
    assert (text(answer), text(heart)) == ("", "By heart")


def test_without_pages_there_are_no_cards(project):
    assert project.tree(stub(project)).findall("div/details") == []
    assert "<!--" not in stub(project)


def test_only_the_markers_are_replaced(project):
    html = stub(project, "<!-- revision: cells -->\n\n`<!-- revision: cell -->`")
    assert 'class="revision"' not in html
    assert "<code>&lt;!-- revision: cell --&gt;</code>" in html


def test_a_mistake_is_reported_on_its_page_alone(project, problems):
    bad = PAGE.format(number=1).replace("$f = 1$", "$\\frac{1$")
    project.write("docs/questions/01-x.md", bad)
    path = "docs/practice/revision/cell.md"
    assert problems("# Revise\n\n<!-- revision: cell -->\n", path=path) == []
    (own,) = problems("# Revise\n\nOf $\\frac{2$.\n", path=path)
    assert own.startswith(f"{path}:3: bad TeX")


def test_every_topic_has_its_page_and_none_is_found_before_its_answers():
    folder = ROOT / "docs" / "practice" / "revision"
    meant = {"all-fifty.md": "all"} | {f"{topic.topic}.md": topic.topic for topic in topics()}
    assert {path.name for path in folder.glob("*.md")} == set(meant)
    for name, what in meant.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(f"\n<!-- revision: {what} -->\n") == 1
        assert "\nsearch:\n  exclude: true" in text
