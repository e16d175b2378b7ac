"""Where a reader can go: contents, the pages before and after, the page for a missing page, the source."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scripts.site.model.page import load
from tests.browser import sites
from tests.browser.sites import PAGES, REPO_URL, ROOT, Site
from tests.browser.visit import reader
from tests.browser.visits import Visits

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


def test_missing_page_has_a_page(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        response = page.goto(f"{hosted.address}questions/51-not-a-question/at-all/")
        assert response.status == 404
        expect(page.locator("h1")).to_have_text("This page was forgotten")
        assert page.evaluate("() => getComputedStyle(document.body).getPropertyValue('--measure')")  # it has its style
        page.get_by_role("link", name="the fifty questions", exact=True).click()
        page.wait_for_url(hosted.page("index.html"))


def test_page_is_marked_in_the_contents(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(f"questions/{QUESTIONS[0].stem}"))
        expect(page.locator(".contents a[aria-current=page]")).to_have_count(1)
        assert page.locator(".contents a[aria-current=page]").is_visible()
        assert page.evaluate("() => document.querySelector('.contents [aria-current]').href") == page.url


@pytest.mark.parametrize("name", PAGES[:-1])
def test_edit_link_leads_to_the_source(name: str, hosted_visits: Visits) -> None:
    edit = hosted_visits[name].ways.get("edit")
    assert edit == f"{REPO_URL}/edit/main/docs/{name.removesuffix('.html')}.md"


def test_clone_without_a_remote_has_no_edit_link(tmp_path: Path) -> None:
    sites.build(tmp_path / "site", repository="")
    for path in (tmp_path / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "Correct this page" not in html
        assert not re.search(r'href="[^"]*edit/main', html)
        assert 'class="md-source"' not in html


@pytest.mark.parametrize("name", [f"questions/{path.stem}" for path in QUESTIONS])
def test_page_is_described_by_its_answer(name: str, visits: Visits) -> None:
    assert visits[name].ways["description"] == load(ROOT / "docs" / f"{name}.md", ROOT).front.short
