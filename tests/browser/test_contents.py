"""Where a reader can go: contents, the pages before and after, the page for a missing page, the source."""

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from scripts.site.page import load
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


def test_pages_follow_each_other_in_the_order_of_the_contents(
    site: Site, visits: list[Visit], browser: Browser
) -> None:
    with reader(browser) as page:
        page.goto(site.page("index.html"))
        contents = page.evaluate("() => [...document.querySelectorAll('.contents a')].map(link => link.href)")
        assert len(contents) == len(visits) - 1  # all but the page for a missing page
        walked = [page.url]
        while following := page.query_selector("a[rel=next]"):
            following.click()
            page.wait_for_load_state()
            assert page.evaluate("() => document.querySelector('.turn a[rel=prev]').href") == walked[-1]
            walked.append(page.url)
        assert walked == contents


def test_page_is_marked_in_the_contents(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(f"questions/{QUESTIONS[0].stem}"))
        expect(page.locator(".contents a[aria-current=page]")).to_have_count(1)
        assert page.locator(".contents a[aria-current=page]").is_visible()
        assert page.evaluate("() => document.querySelector('.contents [aria-current]').href") == page.url


def test_edit_link_leads_to_the_source(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        for path in (ROOT / "docs").rglob("*.md"):
            name = path.relative_to(ROOT / "docs").as_posix()
            page.goto(hosted.page("index.html" if name == "index.md" else name.removesuffix(".md")))
            edit = page.get_by_role("link", name="Correct this page").get_attribute("href")
            assert edit == f"{REPO_URL}/edit/main/docs/{name}"


def test_clone_without_a_remote_has_no_edit_link(tmp_path: Path) -> None:
    sites.build(tmp_path / "site", repository="")
    for path in (tmp_path / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "Correct this page" not in html
        assert not re.search(r'href="[^"]*edit/main', html)
        assert 'class="md-source"' not in html


def test_page_is_described_by_its_answer(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        for path in QUESTIONS:
            page.goto(hosted.page(f"questions/{path.stem}"))
            description = page.locator("meta[name=description]").get_attribute("content")
            assert description == load(path, ROOT).front.short
