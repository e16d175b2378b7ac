"""The guide can be built, and so looked at, while a page is being written; what it says TODO stays unseen."""

import re
import shutil
from pathlib import Path

import pytest

from scripts.new.__main__ import main
from scripts.site.build.__main__ import build
from scripts.site.model import markdown_file
from scripts.site.model.page import wordings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def guide(tmp_path, monkeypatch):
    for name in ("docs", "figures", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    hook = Path("scripts", "site", "build", "publish.py")
    (tmp_path / hook).parent.mkdir(parents=True)
    shutil.copy(ROOT / hook, tmp_path / hook)
    monkeypatch.setattr(markdown_file, "ROOT", tmp_path)
    return tmp_path


def unwrite(guide):
    """Take the last page out of the guide, with its line of the navigation and the links to it; return its number."""
    last = max((guide / "docs" / "questions").glob("*.md"))
    last.unlink()
    for path in [*guide.glob("docs/**/*.md"), guide / "mkdocs.yml"]:
        text = re.sub(rf"\[([^\[\]]*)\]\([\w./]*{last.name}[^()]*\)", r"\1", path.read_text(encoding="utf-8"))
        path.write_text(re.sub(rf"(?m)^.*questions/{last.name}$\n?", "", text), encoding="utf-8")
    return int(last.name[:2])


def test_preview(guide):
    number = unwrite(guide)
    assert main([f"Q={number}", "SLUG=begun"], guide) == 0
    assert build(guide / "site") == []
    page = (guide / "site" / "questions" / f"{number:02}-begun" / "index.html").read_text(encoding="utf-8")
    body = page[page.index("<body") :]
    assert f">{wordings()[number]}" in body[body.index("<h1") :][:300]
    for title in ("In two minutes", "Follow-up 1", "How it is judged", "Problem 2"):
        assert title in body
    # Code has no comments that a page could hide.
    assert re.findall(r"TODO: [\w ]+", body) == ["TODO: In code"] * 2
    assert f"questions/{number:02}-begun/" in (guide / "site" / "index.html").read_text(encoding="utf-8")
