"""Links on headings: each leads to its heading, and none adds to what a heading says."""

import pytest

PAGE = """# Title

## By heart

One.

### A part of it

Two.

#### Deeper

## Say "x" & `nn.LSTM`

## By heart
"""
FOLDS = """---
number: 3
question: How does the forget gate work in LSTM?
short: It scales what the cell holds.
topic: cell
level: core
aliases: [what f does, forget gate, forget gate formula]
needs: []
see: []
---
# How does the forget gate work in LSTM?

## Follow-ups

### Why one?

Because.
"""


@pytest.fixture
def shown(project):
    return project.tree(project.html(PAGE))


def test_each_section_and_part_ends_in_a_link_to_itself(shown):
    headings = [heading for heading in shown.iter() if heading.tag in ("h2", "h3")]
    assert len(headings) == 4
    for heading in headings:
        link = heading[-1]
        assert (link.tag, link.get("class"), link.get("href")) == ("a", "heading-link", f"#{heading.get('id')}")
        assert link.get("aria-label") == f"Link to {heading.get('aria-label')}"


def test_a_heading_says_what_was_written(shown):
    headings = [heading for heading in shown.iter() if heading.tag in ("h2", "h3")]
    said = ["By heart", "A part of it", "Say ”x” & nn.LSTM", "By heart"]
    assert ["".join(heading.itertext()) for heading in headings] == said
    assert [heading.get("aria-label") for heading in headings] == said


def test_contents_know_of_no_link(project):
    md = project.converter()
    md.convert(PAGE)
    sections = md.toc_tokens[0]["children"]
    assert sections[0]["name"] == "By heart"
    assert not any("link" in str(token).lower() for token in sections)


def test_titles_and_lesser_headings_have_none(shown):
    assert not [link for heading in (*shown.iter("h1"), *shown.iter("h4")) for link in heading.iter("a")]


def test_the_link_to_a_fold_follows_its_summary(project):
    front, _, text = FOLDS.rpartition("---\n")
    page = project.tree(project.html(text, front + "---\n", path="docs/questions/03-forget-gate.md"))
    (fold,) = page.iter("details")
    summary, link = fold[:2]
    assert not list(summary.iter("a"))
    assert (link.get("class"), link.get("href"), link.get("aria-label")) == (
        "heading-link",
        "#why-one",
        "Link to Why one?",
    )
