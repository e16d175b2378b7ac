"""A padded site has as many pages as was asked, no two alike, all in the navigation; the plain one lacks only ours."""

import shutil
from pathlib import Path

import pytest

from scripts.bench.padding import pad, plain, settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = 120


@pytest.fixture(scope="module")
def padded(tmp_path_factory):
    root = tmp_path_factory.mktemp("padded")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    pad(root, PAGES)
    plain(root)
    return root


def listed(nav):
    for entry in nav:
        value = entry if isinstance(entry, str) else next(iter(entry.values()))
        yield from listed(value) if isinstance(value, list) else [value]


def test_there_are_as_many_pages_as_asked_and_no_two_are_alike(padded):
    texts = [path.read_text(encoding="utf-8") for path in (padded / "docs" / "questions").glob("*.md")]
    assert len(texts) == len(set(texts)) == PAGES


def test_every_page_is_in_the_navigation_once(padded):
    files = {path.relative_to(padded / "docs").as_posix() for path in (padded / "docs").rglob("*.md")}
    named = list(listed(settings(padded / "mkdocs.yml")["nav"]))
    assert sorted(named) == sorted(files)


def test_only_the_navigation_changes(padded):
    ours, theirs = settings(ROOT / "mkdocs.yml"), settings(padded / "mkdocs.yml")
    assert {**ours, "nav": None} == {**theirs, "nav": None}


def test_the_plain_site_has_the_same_pages_and_extensions_but_none_of_ours(padded):
    ours, theirs = settings(padded / "mkdocs.yml"), settings(padded / "plain.yml")
    assert theirs["nav"] == ours["nav"]
    assert theirs["theme"] == {"name": "material"}
    assert not [one for one in theirs["markdown_extensions"] if "scripts" in str(one)]
    assert [one for one in ours["markdown_extensions"] if "scripts" not in str(one)] == theirs["markdown_extensions"][
        :-1
    ]
