"""What may lie under docs/ and figures/."""

import pytest

from scripts.checks.project.files import MOST_BYTES


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("docs/notes.txt", "no page, and yet it would be published; delete it, or move it to docs/assets"),
        ("docs/questions/cell.svg", "no page, and yet it would be published; delete it, or move it to docs/assets"),
        ("docs/reference/old.mkd", "a page that ends in .mkd, which no check reads; name it old.md"),
        ("docs/assets/unused.js", "nothing uses this file; delete it, or name it in mkdocs.yml, a template or a style"),
        ("figures/cell.png", "neither a figure nor a measurement; delete it: figures are drawn, never added"),
        ("figures/data/raw.csv", "neither a figure nor a measurement; delete it"),
        ("figures/old/cell.json", "neither a figure nor a measurement; delete it"),
    ],
)
def test_found(site, name, problem):
    site.write(name, "x\n")
    (found,) = site.problems()
    assert found.startswith(f"{name}:1: {problem}")


@pytest.mark.parametrize("name", ["docs/.DS_Store", "docs/assets/.gitkeep", "docs/assets/vendor/x/LICENSE.txt"])
def test_left_alone(site, name):
    site.write(name, "x\n")
    assert site.problems() == []


def test_size(site):
    site.write("overrides/main.html", '<script src="big.js"></script>\n')
    site.write("docs/assets/big.js", "x" * MOST_BYTES)
    assert site.problems() == []
    site.write("docs/assets/big.js", "x" * (MOST_BYTES + 1))
    (found,) = site.problems()
    assert found.startswith(
        f"docs/assets/big.js:1: {MOST_BYTES + 1:,} bytes, at most {MOST_BYTES:,} are allowed; leave"
    )


def test_a_page_below_the_questions(site):
    site.write("docs/questions/old/notes.md", "# Notes\n")
    assert site.problems() == [
        "docs/questions/old/notes.md:1: a question page in docs/questions/old; move it to docs/questions/notes.md"
    ]


def test_a_question_by_its_front_matter(site):
    site.write("docs/reference/gate.md", site.read())
    assert site.problems() == [
        "docs/reference/gate.md:1: a question page in docs/reference; move it to docs/questions/gate.md"
    ]


@pytest.mark.parametrize("name", ["docs/assets/icon.svg", "figures/cell.svg", "overrides/note.html"])
def test_a_link_to_another_file(site, tmp_path_factory, name):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "private"
    elsewhere.write_text("x", encoding="utf-8")
    path = site.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(elsewhere)
    assert f"{name}:1: a link to another file; put the file itself here" in site.problems()
