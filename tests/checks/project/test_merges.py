"""Markers of a merge, and lines that look like them."""

import pytest

from scripts.checks.project.merges import unmerged

REMEDY = "keep one side and delete the markers"


@pytest.mark.parametrize(
    ("text", "line", "where"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> d\n", 2, "lines 2 to 6"),
        ("<<<<<<< HEAD\na\n||||||| base\nb\n=======\nc\n>>>>>>> d\ne\n<<<<<<< HEAD\n", 1, "lines 1 to 7"),
        ("a\n=======\nb\n", 2, "a marker"),
    ],
)
def test_found(text, line, where):
    assert str(unmerged("f", text)) == f"f:{line}: a merge that is not finished, {where}; {REMEDY}"


@pytest.mark.parametrize(
    "text", ["a ======= b\n", "========\n", "    =======\n", ">>>>>>>\n", "<<<<<<<a\n", "| a |\n|||||||\n"]
)
def test_left_alone(text):
    assert unmerged("f", text) is None


def test_in_any_file(site):
    conflict = "<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> b\n"
    for name in ("scripts/a.py", "docs/assets/a.css", "requirements.txt"):
        site.write(name, conflict)
    found = [one for one in site.problems() if "merge" in one]
    assert [one.split(":")[0] for one in found] == ["docs/assets/a.css", "requirements.txt", "scripts/a.py"]
