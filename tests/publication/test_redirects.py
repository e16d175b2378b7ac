"""A page that moved: its old address leads to the new one in both editions, and the guard is content."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

from scripts.publication import addresses
from scripts.site.build import __main__ as build
from scripts.site.model import markdown_file
from tests.browser import sites

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "reference/symbols", "reference/notation"
NAV = f"nav:\n  - index.md\n  - {NEW}.md\n"
MAPS = f"redirect_maps: {{{OLD}.md: {NEW}.md#in-code}}"


@pytest.fixture
def guide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The guide's own configuration and theme, with two pages and a redirect."""
    root = tmp_path / "guide"
    (root / "docs" / "reference").mkdir(parents=True)
    for name in ("scripts", "overrides", "figures", "docs/assets"):
        (root / name).symlink_to(ROOT / name)
    (root / "docs" / "references.bib").write_text("")
    (root / "docs" / "index.md").write_text(f"# Home\n\n[A page]({NEW}.md)\n")
    (root / "docs" / f"{NEW}.md").write_text("# A page\n\n## In code\n\n`c`\n")
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    text, navs = re.subn(r"^nav:\n(?:[ #].*\n|\n)*", NAV, text, flags=re.MULTILINE)
    text, maps = re.subn(r"( *)redirect_maps:.*\n(?:\1 .*\n)*", rf"\1{MAPS}\n", text)
    assert (navs, maps) == (1, 1)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(markdown_file, "ROOT", root)
    for name, value in {"OFFLINE": "", "NO_MKDOCS_2_WARNING": "", "SITE_URL": sites.SITE_URL, "REPO_URL": ""}.items():
        monkeypatch.setenv(name, value)
    return root


def built(guide: Path, offline: bool) -> sites.Site:
    name = "offline" if offline else "hosted"
    folder = guide / name
    assert build.build(folder, offline) == []
    return sites.Site(name, folder, folder.as_uri() + "/")


def follow(page: Page, address: str) -> str:
    """Where a reader who opens an address ends."""
    page.goto(address)
    page.wait_for_selector("h1")
    return page.url


@pytest.mark.browser
def test_a_page_that_moved(guide: Path, browser: Browser) -> None:
    online, offline = built(guide, offline=False), built(guide, offline=True)
    known = ["", f"{OLD}/"]
    assert addresses.vanishing(known, online.folder) == []
    for site in (online, offline):
        assert not [address for address in site.pages() if OLD in address], "a redirect is no page of the site"
    with browser.new_page() as page:
        end = follow(page, urljoin(offline.address, f"{OLD}.html"))
        assert end == urljoin(offline.address, f"{NEW}.html#in-code")
        with sites.hosted(online.folder) as home:
            assert follow(page, f"{home}{OLD}/") == f"{home}{NEW}/#in-code"


def test_without_the_redirect(guide: Path) -> None:
    configuration = guide / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace(MAPS, "redirect_maps: {}"), encoding="utf-8")
    assert addresses.vanishing(["", f"{OLD}/"], built(guide, offline=False).folder) == [f"{OLD}/"]
