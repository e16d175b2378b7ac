"""The search of both editions finds each page by the words that people use for it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.site.model.page import load
from tests.browser.sites import ROOT, Site
from tests.browser.visit import Visit, reader, watched

PAGES = sorted((ROOT / "docs" / "questions").glob("*.md"))


@pytest.fixture(scope="module")
def searching(site: Site, browser: Browser) -> Iterator[Page]:
    """A reader of the home page; offline the network is cut."""
    with reader(browser, offline=site.name == "offline") as page:
        page.goto(site.page("index.html"))
        yield page


def results(page: Page, words: str) -> list[str]:
    """Titles of the pages that are found, best first, once the list is about these words."""
    query = page.get_by_role("textbox", name="Search")
    said = page.locator(".md-search-result__meta")
    for text, answer in (("", "Type to start searching"), (words, re.compile("matching document"))):
        query.fill(text)
        query.press("End")  # the theme listens to keys
        expect(said).to_have_text(answer, timeout=20_000)
    return page.locator(".md-search-result__item > .md-search-result__link h1").all_inner_texts()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_is_found(path: Path, searching: Page) -> None:
    front = load(path, ROOT).front
    assert results(searching, front.question)[0] == front.question
    for alias in front.aliases:
        assert front.question in results(searching, alias)[:3], alias


@pytest.mark.parametrize("words", ["gate order pytorch", "linear_before_reset", "keras recurrent_dropout"])
def test_what_a_library_does_is_found_among_the_facts(words: str, searching: Page) -> None:
    assert "Framework facts" in results(searching, words)[:3]


@pytest.mark.parametrize("words", ["1", "gate of 1", "10,000 steps", "0.73", "100 steps", "2.2", "1997"])
def test_numbers_find_pages(words: str, searching: Page) -> None:
    assert results(searching, words)


def test_result_leads_to_its_page(site: Site, browser: Browser) -> None:
    front = load(PAGES[0], ROOT).front
    with reader(browser, offline=site.name == "offline") as page:
        page.goto(site.page("404.html"))
        page.keyboard.press("/")
        results(page, front.question)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site.page(f'questions/{PAGES[0].stem}')}*")
        assert page.title() == front.question


def test_words_that_stand_nowhere_find_nothing(searching: Page) -> None:
    assert results(searching, "zyxwvut") == []


def test_formulas_stay_out_of_the_results(searching: Page) -> None:
    assert results(searching, "odot") == []


def test_index_is_fetched_when_it_is_wanted(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(hosted.page("index.html"), wait_until="networkidle")
        assert not [url for url in asked if "search_index" in url]
        page.get_by_role("textbox", name="Search").focus()
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if "search_index" in url] == [f"{hosted.address}search/search_index.json"]


def test_searching_asks_nothing_of_other_hosts(site: Site, browser: Browser) -> None:
    with reader(browser, offline=site.name == "offline") as page:
        record = Visit(site.page("index.html"))
        with watched(page, record, site.address):
            page.goto(record.address)
            results(page, "gate")
        assert (record.outside, record.missing, record.console) == ([], [], [])
