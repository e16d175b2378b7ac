"""mkdocs.yml and the pages agree."""

import pytest

ENTRY = "      - 3 · Forget gate: questions/03-forget-gate.md\n"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "- The cell:",
            "- Cells:",
            'mkdocs.yml:6: question 3 stands under "Cells"; move it to "The cell"',
        ),
        ("3 · Forget", "Forget", 'mkdocs.yml:L: the label "Forget gate" lacks the number; start it with 3'),
        ("3 · Forget", "30 · Forget", 'mkdocs.yml:L: the label "30 · Forget gate" lacks the number; start it with 3'),
        (
            ENTRY,
            ENTRY * 2,
            "mkdocs.yml:7: questions/03-forget-gate.md stands twice, first in line 6; keep one of the two",
        ),
        (
            "  - Home: index.md",
            "  - Home: index.md\n  - about.md",
            "mkdocs.yml:5: about.md does not exist; write the page or remove the entry",
        ),
        (ENTRY, "      - index.md\n", "P:1: the page is not in the navigation; add questions/03-forget-gate.md to nav"),
        ("nav:", "extra:\n  nav:", "mkdocs.yml:1: no nav; list the pages by topic"),
        ("nav:", "nav: all\nextra:\n  more:", "mkdocs.yml:1: no nav; list the pages by topic"),
    ],
)
def test_wrong(site, old, new, problem):
    found = [one for one in site.broken(old, new, "mkdocs.yml") if "index.md stands twice" not in one]
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_order(site):
    (site.root / "docs/questions/01-parts.md").write_text("# One\n")
    site.edit(ENTRY, f"{ENTRY}      - 1 · Parts: questions/01-parts.md\n", "mkdocs.yml")
    problem = "mkdocs.yml:7: question 1 stands after 3; order the questions as in scripts/site/questions.yaml"
    assert problem in site.problems()


def test_nested_lists_keep_the_order(site):
    site.write("docs/more.md", "# More\n")
    site.edit(ENTRY, f"{ENTRY}  - More:\n      - Still more:\n          - More: more.md\n", "mkdocs.yml")
    assert site.problems() == []
    (found,) = site.broken("          - More: more.md", "          More: more.md", "mkdocs.yml")
    assert found == 'mkdocs.yml:L: "More" stands in a list without a dash; write - before it'


def test_bytes(site):
    site.write("mkdocs.yml", site.read("mkdocs.yml").replace("\n", "\r\n"))
    assert site.problems() == ["mkdocs.yml:1: Windows line ends; save the file with LF line ends"]


def test_missing(site):
    (site.root / "mkdocs.yml").unlink()
    assert site.problems() == ["mkdocs.yml:1: no such file; write it"]


def test_address_from_the_environment(site, monkeypatch):
    link = "https://elsewhere.example/questions/"
    site.edit("[home](../index.md)", f"[home]({link})")
    assert site.problems() == []
    monkeypatch.setenv("SITE_URL", "https://elsewhere.example/")
    (found,) = site.problems()
    assert f"{link} leads to our own page by its address" in found
