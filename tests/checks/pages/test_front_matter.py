"""Front matter beside the questions, the file name and the other pages."""

import pytest

OTHER = "docs/questions/08-forward-pass.md"


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            "level: core",
            "level: core\nminutes: 7",
            ['P:7: unknown key "minutes" in the front matter; rename or remove it'],
        ),
        ("topic: cell", "topic: cost", ['P:L: question 3 does not belong to "cost"; write cell']),
        (
            "question: How does the forget gate work in LSTM?",
            "question: How does the forget gate work?",
            ["P:L: not the wording of question 3; write How does the forget gate work in LSTM?"],
        ),
        (
            "number: 3\nquestion: How does the forget gate work in LSTM?",
            "number: 4\nquestion: Describe the input gate mechanism in LSTM.",
            [
                "P:L: the number is 4, the file name says 3; correct one of the two",
                "P:12: the title is not the wording of question 4; write # Describe the input gate mechanism in LSTM.",
            ],
        ),
        ("needs: [1]", "needs: [1, 3]", ['P:L: "needs" names the page itself; remove it']),
        ("see: [7]", "see: [7, 7]", ['P:L: "see" names a page twice; remove one']),
        ("see: [7]", "see: [1, 7]", ['P:L: 1 is in "needs" as well; remove it from "see"']),
        (
            "[first way, second way,",
            "[First way, first Way,",
            ['P:L: alias "first Way" stands twice on this page; remove one of the two'],
        ),
    ],
)
def test_one_page(site, old, new, problems):
    assert sorted(site.broken(old, new)) == sorted(problems)


def other_page(site):
    """A second page that is right, with a title and a number of its own."""
    text = site.read()
    wording = "Derive the LSTM forward pass equations."
    for old, new in (
        ("number: 3", "number: 8"),
        ("How does the forget gate work in LSTM?", wording),
        ("first way, second way, third way", "fourth way, fifth way, sixth way"),
        ("see: [7]", "see: [9]"),
    ):
        text = text.replace(old, new)
    site.write(OTHER, text)
    site.edit("forget-gate.md\n", "forget-gate.md\n      - 8 · Forward: questions/08-forward-pass.md\n", "mkdocs.yml")


def test_two_pages(site):
    other_page(site)
    assert site.problems() == []


def test_an_alias_belongs_to_one_page(site):
    other_page(site)
    assert site.broken("fifth way", "Second Way", OTHER) == [
        f'{OTHER}:L: alias "Second Way" stands in P already; keep it where it fits better'
    ]


def test_circle(site):
    other_page(site)
    site.edit("needs: [1]", "needs: [3]", OTHER)
    assert site.problems() == []
    assert site.broken("needs: [1]", "needs: [8]") == [
        "P:L: needs go round in a circle: 3 → 8 → 3; break it where the need is weakest",
        f"{OTHER}:8: needs go round in a circle: 8 → 3 → 8; break it where the need is weakest",
    ]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("03_gate.md", "03-gate.md"),
        ("03-Gate.md", "03-gate.md"),
        ("03 - the gate!.md", "03-the-gate.md"),
        ("03gate.md", "NN-slug.md, as in 07-vanishing-gradient.md"),
        ("3-gate.md", "NN-slug.md, as in 07-vanishing-gradient.md"),
        ("03-.md", "NN-slug.md, as in 07-vanishing-gradient.md"),
        ("forget.md", "NN-slug.md, as in 07-vanishing-gradient.md"),
    ],
)
def test_file_name(site, name, right):
    (site.root / "docs/questions/03-forget-gate.md").rename(site.root / "docs/questions" / name)
    problem = f"docs/questions/{name}:1: the file name {name} is not NN-slug.md; name it {right}"
    assert [one for one in site.problems() if one.startswith(problem)]
