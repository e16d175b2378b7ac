"""Where a reader can go: contents, the pages before and after, the page for a missing page, the source."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from scripts.site.model.page import load
from tests.browser import sites
from tests.browser.sites import REPO_URL, ROOT, Site
from tests.browser.visit import Visit, reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


def test_missing_page_has_a_page(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        response = page.goto(f"{hosted.address}questions/51-not-a-question/at-all/")
        assert response.status == 404
        expect(page.locator("h1")).to_have_text("This page was forgotten")
        assert page.evaluate("() => getComputedStyle(document.body).getPropertyValue('--measure')")  # it has its style
        page.get_by_role("link", name="the fifty questions", exact=True).click()
        page.wait_for_url(hosted.page("index.html"))


def test_pages_follow_each_other_in_the_order_of_the_contents(site: Site, visits: list[Visit]) -> None:
    ways = {visit.address: visit.ways for visit in visits}
    contents = ways[site.page("index.html")]["contents"]
    assert len(contents) == len(visits) - 1  # all but the page for a missing page
    for address, before, after in zip(contents, [None, *contents], [*contents[1:], None], strict=False):
        assert (ways[address].get("previous"), ways[address].get("next")) == (before, after)


def test_contents_are_the_same_on_every_page(visits: list[Visit]) -> None:
    assert len({tuple(visit.ways["contents"]) for visit in visits}) == 1


def test_page_is_marked_in_the_contents(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(f"questions/{QUESTIONS[0].stem}"))
        expect(page.locator(".contents a[aria-current=page]")).to_have_count(1)
        assert page.locator(".contents a[aria-current=page]").is_visible()
        assert page.evaluate("() => document.querySelector('.contents [aria-current]').href") == page.url


def test_edit_link_leads_to_the_source(hosted: Site, hosted_visits: list[Visit]) -> None:
    edit = {visit.address: visit.ways.get("edit") for visit in hosted_visits}
    for path in (ROOT / "docs").rglob("*.md"):
        name = path.relative_to(ROOT / "docs").as_posix()
        address = hosted.page("index.html" if name == "index.md" else name.removesuffix(".md"))
        assert edit[address] == f"{REPO_URL}/edit/main/docs/{name}"


def test_clone_without_a_remote_has_no_edit_link(tmp_path: Path) -> None:
    sites.build(tmp_path / "site", repository="")
    for path in (tmp_path / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "Correct this page" not in html
        assert not re.search(r'href="[^"]*edit/main', html)
        assert 'class="md-source"' not in html


def test_page_is_described_by_its_answer(site: Site, visits: list[Visit]) -> None:
    described = {visit.address: visit.ways["description"] for visit in visits}
    for path in QUESTIONS:
        assert described[site.page(f"questions/{path.stem}")] == load(path, ROOT).front.short
