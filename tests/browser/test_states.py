"""What a page is only for a while: the search with its results, the contents drawn over a narrow screen."""

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import axe
from tests.browser.sites import ROOT, Site
from tests.browser.test_search import results
from tests.browser.visit import HEIGHT, PHONE, WIDE, reader

QUESTION = min((ROOT / "docs" / "questions").glob("*.md")).stem


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_axe_is_silent_about_the_search(width: int, scheme: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": width, "height": HEIGHT}, color_scheme=scheme) as page:
        page.goto(hosted.page(f"questions/{QUESTION}"))
        page.keyboard.press("/")
        assert results(page, "forget gate")
        assert axe(page, colour_alone=scheme == "dark") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_is_silent_about_the_open_contents(scheme: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}, color_scheme=scheme) as page:
        page.goto(hosted.page(f"questions/{QUESTION}"))
        page.get_by_role("button", name="Contents").click()
        page.locator(".contents a[aria-current=page]").wait_for()
        assert axe(page, colour_alone=scheme == "dark") == []
