"""The line of a new page stands where the navigation's own check wants it, and no other line changes."""

import difflib
import random
from pathlib import Path

import pytest

from scripts.checks.project import navigation
from scripts.checks.repository import Repository
from scripts.new import naming
from scripts.new.naming import Refused
from scripts.new.navigation import with_page
from scripts.site.model.page import wordings

ROOT = Path(__file__).parents[2]
NAV = """# Settings.
nav:
  # Where to start.
  - Home: index.md
  - The cell: # the parts of it
      # Read this one first.
      - 3 · Forget gate: questions/03-forget-gate.md # number three

      - 8 · Forward pass: questions/08-forward-pass.md
  # What comes next.
  - Training in practice:
      - 17 · Lengths: questions/17-lengths.md
  - Reference:
      - Notation: notation.md

theme: {name: material} # all on one line
"""


def added(tmp_path, number, nav=NAV, label="New"):
    """The lines that are new, and the line before them."""
    (tmp_path / "mkdocs.yml").write_text(nav, encoding="utf-8")
    text, line = with_page(tmp_path, number, f"{number} · {label}", f"questions/{number:02}-new.md")
    before, after = nav.split("\n"), text.split("\n")
    changes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    ((_, at, _, first, last),) = [change for change in changes if change[0] != "equal"]
    assert changes[1][0] == "insert"
    assert after[line - 1].strip() == f"- {number} · {label}: questions/{number:02}-new.md"
    return before[at - 1].strip(), after[first:last]


@pytest.mark.parametrize(
    ("number", "before", "lines"),
    [
        (1, "- The cell: # the parts of it", ["      - 1 · New: questions/01-new.md"]),
        (4, "- 3 · Forget gate: questions/03-forget-gate.md # number three", ["      - 4 · New: questions/04-new.md"]),
        (15, "- 8 · Forward pass: questions/08-forward-pass.md", ["      - 15 · New: questions/15-new.md"]),
        (7, "- 8 · Forward pass: questions/08-forward-pass.md",
         ["  - Gradients and learning:", "      - 7 · New: questions/07-new.md"]),
        (49, "- 17 · Lengths: questions/17-lengths.md",
         ["  - Understanding and outlook:", "      - 49 · New: questions/49-new.md"]),
    ],
)  # fmt: skip
def test_place(tmp_path, number, before, lines):
    assert added(tmp_path, number) == (before, lines)


@pytest.mark.parametrize(
    ("nav", "before", "lines"),
    [
        ("nav:\n- index.md\n- Training in practice:\n  - questions/17-a.md\n", "- index.md",
         ["- The cell:", "  - 4 · New: questions/04-new.md"]),
        ("nav:\n  - index.md\n  - Reference:\n    - notation.md\n", "- index.md",
         ["  - The cell:", "    - 4 · New: questions/04-new.md"]),
        ("nav:\n  - index.md\n  - about.md\n", "- about.md", ["  - The cell:", "      - 4 · New: questions/04-new.md"]),
        ("nav:\n  - Outlook:\n    - x.md\n", "nav:", ["  - The cell:", "    - 4 · New: questions/04-new.md"]),
        ("nav:\n  - index.md\n  - Training in practice:\n", "- index.md",
         ["  - The cell:", "      - 4 · New: questions/04-new.md"]),
    ],
)  # fmt: skip
def test_place_of_the_first_topic(tmp_path, nav, before, lines):
    assert added(tmp_path, 4, nav) == (before, lines)


@pytest.mark.parametrize(
    ("nav", "message"),
    [
        ("nav: [index.md]\n", "mkdocs.yml:1: no place for questions/04-new.md could be found; lay nav out as "),
        ("nav:\n  - The cell: [questions/03-a.md]\n", "mkdocs.yml:2: no place for questions/04-new.md could be "),
        ("nav:\n  - index.md\n  - 4: questions/04-x.md\n",
         "mkdocs.yml:3: question 4 is in the navigation already, as questions/04-x.md; remove the line, "),
        ("site_name: Guide\n", "mkdocs.yml:1: no list of pages below `nav:`; write one"),
        ("nav:\n  - a: b: c\n", "mkdocs.yml:2: "),
        ("nav:\r\n  - index.md\r\n", "mkdocs.yml:1: Windows line ends; "),
    ],
)  # fmt: skip
def test_refused(tmp_path, nav, message):
    (tmp_path / "mkdocs.yml").write_text(nav, encoding="utf-8", newline="")
    with pytest.raises(Refused) as refused:
        with_page(tmp_path, 4, "4 · New", "questions/04-new.md")
    assert str(refused.value).startswith(message)


def test_without_configuration(tmp_path):
    with pytest.raises(Refused, match=r"mkdocs\.yml:1: no list of pages"):
        with_page(tmp_path, 4, "4 · New", "questions/04-new.md")


def test_all_fifty_in_any_order(tmp_path):
    """From this guide's own navigation, with the pages that are there."""
    questions = tmp_path / "docs" / "questions"
    questions.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    there = {path.name for path in (ROOT / "docs" / "questions").glob("*.md")}
    left = sorted(wordings().keys() - {int(name[:2]) for name in there})
    random.Random(0).shuffle(left)
    for number in left:
        slug = naming.slug(number)
        there.add(f"{number:02}-{slug}.md")
        text, _ = with_page(tmp_path, number, naming.label(number, slug), f"questions/{number:02}-{slug}.md")
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    for name in there:
        (questions / name).write_text(f"# {name}\n", encoding="utf-8")
    assert len(there) == 50
    found = [
        problem for problem in navigation.check(Repository(tmp_path)) if ".md does not exist" not in problem.message
    ]
    assert found == []
