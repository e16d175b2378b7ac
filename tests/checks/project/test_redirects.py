"""Redirects lead from pages that are gone to pages that are there."""

import pytest

from scripts.checks.project.redirects import Redirect, redirects
from scripts.checks.repository import Repository

PLUGINS = """plugins:
  - search
  - offline: {enabled: false}
  - redirects:
      redirect_maps:
"""
HERE = "questions/03-forget-gate.md"


def say(site, *lines: str) -> list[str]:
    """What is wrong once mkdocs.yml has these redirects; the first stands in line 12."""
    site.write(
        "mkdocs.yml",
        "".join([site.read("mkdocs.yml"), PLUGINS, *(f"        {line}\n" for line in lines), "theme: material\n"]),
    )
    return site.problems()


@pytest.mark.parametrize("new", [HERE, "index.md", f"{HERE}#in-numbers", "https://elsewhere.example/gone/"])
def test_right(site, new):
    assert say(site, f"questions/03-gate.md: {new}") == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "old.md: questions/03-forgot-gate.md",
            "old.md leads nowhere: there is no docs/questions/03-forgot-gate.md "
            f'(did you mean "{HERE}"?); name a page that is there, relative to docs/',
        ),
        (
            f"old.md: {HERE}#in-number",
            'old.md leads nowhere: no heading #in-number in P (did you mean "in-numbers"?); correct the anchor',
        ),
        (f"index.md: {HERE}", "index.md is a page, and the redirect would take its place; remove one of them"),
        (f"old/: {HERE}", "old/ is no Markdown file; name the file that the page was written in"),
    ],
)
def test_wrong(site, line, problem):
    assert say(site, "gone.md: index.md", line) == [f"mkdocs.yml:13: {problem}"]


def test_by_way_of_another(site):
    problem = f"mkdocs.yml:13: b.md leads to a.md, which leads on; write {HERE}"
    assert say(site, f"a.md: {HERE}", "b.md: a.md") == [problem]


def test_not_a_list(site):
    site.write("mkdocs.yml", site.read("mkdocs.yml") + PLUGINS.replace("maps:", "maps: old.md") + "theme: material\n")
    assert site.problems() == [
        "mkdocs.yml:11: Plugin 'redirects' option 'redirect_maps': Expected type: <class 'dict'> but received: "
        "<class 'str'>; correct it"
    ]


@pytest.mark.parametrize("plugins", ["", "plugins: []\n", "plugins: [redirects]\n", "plugins:\n  redirects: {}\n"])
def test_none(site, plugins):
    site.write("mkdocs.yml", site.read("mkdocs.yml") + plugins)
    assert site.problems() == []
    assert redirects(Repository(site.root)) == []


def test_the_list(site):
    say(site, f"old.md: {HERE}")
    assert redirects(Repository(site.root)) == [Redirect("old.md", HERE, 12)]
