"""Single keys: what they do, where they are listed, and that they can be turned off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sites import ROOT, Site
from tests.browser.visit import reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    """A reader on a page that has a page before and one after it."""
    with reader(browser) as page:
        page.goto(site.page(f"questions/{QUESTIONS[1].stem}"))
        yield page


def listed(page: Page) -> list[str]:
    return page.locator(".sheet--keys li").all_inner_texts()


def test_n_and_p_lead_to_the_pages_after_and_before(page: Page) -> None:
    here = page.url
    after, before = (page.locator(f".turn a[rel={rel}]").evaluate("link => link.href") for rel in ("next", "prev"))
    page.keyboard.press("n")
    page.wait_for_url(after)
    page.keyboard.press("p")
    page.wait_for_url(here)
    page.keyboard.press("p")
    page.wait_for_url(before)


def test_question_mark_lists_the_keys_of_the_page_and_each_line_can_be_clicked(page: Page) -> None:
    page.keyboard.press("?")
    sheet = page.locator(".sheet--keys")
    expect(sheet).to_be_visible()
    assert {"n Next page", "p Previous page", "s Show or hide all folds"} <= set(listed(page))
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Keys", exact=True).click()
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Show or hide all folds").click()
    expect(sheet).to_be_hidden()
    expect(page.locator("article details[open]").first).to_be_visible()


def test_page_that_nothing_follows_lists_no_key_for_it(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page("index.html"))
        page.keyboard.press("?")
        assert "p Previous page" not in listed(page)
        assert "n Next page" in listed(page)


def test_keys_do_nothing_in_a_field_nor_with_control(page: Page) -> None:
    here = page.url
    page.locator("input[name=query]").focus()
    page.keyboard.type("nps")
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("Control+s")
    assert page.url == here
    expect(page.locator("article details[open]")).to_have_count(0)


def test_keys_can_be_turned_off_for_good(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.reload()
    here = page.url
    for key in ("s", "?", "n"):
        page.keyboard.press(key)
    expect(page.locator("article details[open]")).to_have_count(0)
    assert page.url == here
    page.get_by_role("button", name="Keys", exact=True).click()
    page.get_by_label("Use these keys").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("s")
    expect(page.locator("article details:not([open])")).to_have_count(0)
