"""Question pages: facts, answer block, folds, related questions."""

import xml.etree.ElementTree as etree

import pytest

from scripts.site.model.page import wordings

FRONT = """---
number: 3
question: How does the forget gate work in LSTM?
short: It scales what the cell holds.
topic: cell
level: core
aliases: [what f does, "f < 1 & why", forget gate formula]
needs: [1, 8]
see: [7, 8]
---
"""
PAGE = """
# How does the forget gate work in LSTM?

> **In 30 seconds.** It keeps $f_t$.
>
> More.

Between.

> **In 30 seconds.** Another quotation.

## In two minutes

Spoken.

## By heart

- One fact.

## Common mistakes

- **"Wrong."** Right.

## How it is judged

**Must**

- Names it.

**Strong**

- Proves it.

**Sinks it**

- Denies it.

## Follow-ups

Before.

### First?

One.

```text
# no heading
```

### Second?

Two.

## On the whiteboard

Open.

### Proof: why

Folded.

### Proofreading

Not folded.

## In code

### The whole program

Long.

## Measured

Found.

### The whole experiment

All.

## Test yourself

### Half-life

Problem.

#### Solution

Solved.

### Other

Problem two.

#### Solution

Solved two.
"""
PATH = "docs/questions/03-forget-gate.md"


@pytest.fixture
def page(project) -> etree.Element:
    project.write("docs/questions/08-forward-pass.md", "---\nnumber: 8\n---\n# x\n")
    project.write("docs/questions/notes.md", "# not a question\n")
    return project.tree(project.html(PAGE, FRONT, PATH))


def text(element: etree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_facts_stand_below_the_title(page):
    assert [element.tag for element in page][:2] == ["h1", "div"]
    facts = page[1]
    assert facts.get("class") == "facts"
    assert [text(item) for item in facts.find("ul")] == ["The cell", "core", "30 s · 2 min · all 1 min", "1 min folded"]
    (needs,) = facts.findall("p")
    assert text(needs) == "Read first: question 1, question 8"
    assert [link.get("href") for link in needs.iter("a")] == ["08-forward-pass.md"]
    assert needs.find("a").get("title") == wordings()[8]


def test_other_ways_of_asking_stand_below_the_answer(page):
    _, answer, standing, aliases = page.find("section")[:4]
    assert [answer.get("class"), standing.get("class"), aliases.get("class")] == ["answer", "standing", "fact-aliases"]
    assert text(aliases) == "Also asked as: what f does · f < 1 & why · forget gate formula"


def test_a_page_is_marked_below_its_answer_and_again_at_the_end(page):
    first, last = page.findall(".//div[@class='standing']")
    assert first.attrib == last.attrib == {"class": "standing", "data-number": "3"}
    assert (text(first), text(last)) == ("", "")
    below = list(page)[list(page).index(last) + 1 :]
    assert not [element for element in below if element.get("class", "").startswith("band")]


def test_answer_block_is_the_first_quotation_alone(page):
    (answer,) = page.findall(".//div[@class='answer']")
    assert text(answer).startswith("In 30 seconds. It keeps")
    assert [paragraph.tag for paragraph in answer] == ["p", "p"]
    assert text(page.find(".//blockquote")) == "In 30 seconds. Another quotation."


def test_follow_ups_are_folded_with_their_heading_in_the_summary(page):
    first, second = page.findall(".//details[@class='follow-up']")
    assert first.find("summary/h3").get("id") == "first"
    assert text(first.find("summary")) == "First?"
    assert [element.tag for element in first] == ["summary", "a", "p", "div"]
    assert text(second) == "Second? Two."
    assert "Before." in [text(element) for element in page.findall("section/p")]


def test_solutions_are_folded_and_their_problems_are_not(page):
    solutions = page.findall(".//details[@class='solution']")
    assert [text(solution) for solution in solutions] == ["Solution Solved.", "Solution Solved two."]
    assert {"Problem.", "Problem two."} <= {text(element) for element in page.findall("section/p")}
    assert [text(heading) for heading in page.findall("section/h3")] == ["Proofreading", "Half-life", "Other"]
    assert page.findall(".//h4") == []


def test_proofs_programs_and_experiments_are_folded_with_their_heading_in_the_summary(page):
    folds = {kind: page.find(f".//details[@class='{kind}']") for kind in ("proof", "program", "experiment")}
    assert {kind: text(fold) for kind, fold in folds.items()} == {
        "proof": "Proof: why Folded.",
        "program": "The whole program Long.",
        "experiment": "The whole experiment All.",
    }
    assert folds["proof"].find("summary/h3").get("id") == "proof-why"
    assert {"Open.", "Not folded.", "Found."} <= {text(element) for element in page.findall("section/p")}


def test_what_is_folded_in_one_section_is_not_in_another(project):
    html = project.html(PAGE.replace("### Half-life", "### Proof: of what"), FRONT, PATH)
    assert html.count('<details class="proof">') == 1


def test_lists_have_a_name(page):
    assert text(page.find(".//ul[@class='mistakes']")) == "”Wrong.” Right."
    assert text(page.find(".//ul[@class='by-heart']")) == "One fact."


def test_judgements_are_three_labelled_lists(page):
    groups = [group for group in page.iter("div") if "judged" in group.get("class", "").split()]
    assert [group.get("class").split()[1] for group in groups] == ["judged-must", "judged-strong", "judged-sinks"]
    assert [text(group) for group in groups] == ["Must Names it.", "Strong Proves it.", "Sinks it Denies it."]
    for group in groups:
        label, items = group
        assert items.tag == "ul"
        assert items.get("aria-labelledby") == label.get("id")


def test_a_word_in_bold_without_its_list_is_a_paragraph(project):
    html = project.html(PAGE.replace("- Names it.", "Names it."), FRONT, PATH)
    assert 'class="judged judged-must"' not in html
    assert 'class="judged judged-sinks"' in html


def test_sections_stand_in_their_bands_and_the_related_outside(page):
    bands = page.findall("section")
    assert [text(page.find(f".//*[@id='{band.get('aria-labelledby')}']")) for band in bands] == [
        "Say it",
        "Show it",
        "Prove it",
    ]
    assert [[text(heading) for heading in band.findall("h2")] for band in bands] == [
        ["In two minutes", "By heart", "Common mistakes", "How it is judged", "Follow-ups"],
        ["On the whiteboard", "In code"],
        ["Measured", "Test yourself"],
    ]
    assert [element.tag for element in page] == ["h1", "div", "section", "section", "section", "div", "h2", "ul"]


def test_a_section_out_of_its_band_makes_no_second_group(project):
    page = project.tree(project.html(PAGE + "\n## By heart\n\nAgain.\n\n## Other\n\nText.\n", FRONT, PATH))
    assert [band.get("aria-labelledby") for band in page.findall("section")] == ["say-it", "show-it", "prove-it"]
    assert [text(heading) for heading in page.findall("h2")] == ["By heart", "Other", "Related questions"]


def test_contents_have_the_bands_with_their_sections(project):
    text = PAGE.lstrip("\n") + "\nCited [@cho2014a].\n"
    project.write(PATH, FRONT + text)
    converter = project.converter()
    converter.convert(text)
    ((top, bands),) = [(token["name"], token["children"]) for token in converter.toc_tokens]
    assert top == wordings()[3]
    assert [(band["name"], band["id"], band["level"]) for band in bands] == [
        ("Say it", "say-it", 2),
        ("Show it", "show-it", 2),
        ("Prove it", "prove-it", 2),
        ("Related questions", "related", 2),
        ("Sources", "sources", 2),
    ]
    assert [section["name"] for section in bands[1]["children"]] == ["On the whiteboard", "In code"]
    assert [part["name"] for part in bands[1]["children"][0]["children"]] == ["Proof: why", "Proofreading"]


def test_related_questions_close_the_page(page):
    assert [text(page[-2]), page[-1].get("class")] == ["Related questions", "related"]
    assert [text(item) for item in page[-1]] == [
        f"1 {wordings()[1]} not yet written",
        f"8 {wordings()[8]} read first",
        f"7 {wordings()[7]} not yet written",
    ]
    assert [link.get("href") for link in page[-1].iter("a")] == ["08-forward-pass.md"]


def test_related_stand_before_the_sources(project):
    html = project.html(PAGE + "\nCited [@cho2014a].\n", FRONT, PATH)
    assert html.index('id="related"') < html.index('id="sources"')


def test_pages_that_are_no_questions_are_left_alone(project):
    html = project.html(PAGE, FRONT, "docs/reference/notes.md")
    for trace in ("facts", "answer", "mistakes", "by-heart", "judged", "band", "related"):
        assert f'class="{trace}' not in html
    assert "<details" not in html


@pytest.mark.parametrize(
    ("front", "says"),
    [
        (FRONT.replace("core", "cor"), 'docs/questions/03-forget-gate.md:6: "level"'),
        (FRONT.replace("level: core\n", ""), 'docs/questions/03-forget-gate.md:1: front matter has no "level"'),
        ("", "docs/questions/03-forget-gate.md:1: no front matter"),
    ],
)
def test_broken_front_matter_is_reported_with_its_line(problems, front, says):
    assert [problem for problem in problems(PAGE, front, PATH) if problem.startswith(says)]


def test_front_matter_that_is_not_yaml(problems):
    broken = FRONT.replace("How does", "How: does")
    found = problems(broken + PAGE, path=PATH)
    assert any(problem.startswith(f"{PATH}:3: front matter is not YAML") for problem in found)


def test_two_pages_of_one_text_are_reported(project, problems):
    project.write("docs/questions/08-forward-pass.md", FRONT.replace("number: 3", "number: 8") + PAGE)
    (problem,) = problems(PAGE, FRONT, PATH)
    assert problem.startswith(f"{PATH}:12: the same text as 08-forward-pass.md")


def test_a_page_without_sections(project):
    assert 'class="facts"' in project.html("# How?\n\nText.\n", FRONT, PATH)
