"""A figure opens over the page, and closes again; without a script its link leads to the image."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import axe
from tests.browser.sites import ROOT, Site
from tests.browser.visit import HEIGHT, PHONE, WIDE, reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))
QUESTION = next(path.stem for path in QUESTIONS if "](../../figures/" in path.read_text(encoding="utf-8"))


def opened(page: Page, site: Site) -> Page:
    """The page with its first figure open."""
    page.goto(site.page(f"questions/{QUESTION}"))
    link = page.locator("a.figure-link").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Figure")).to_be_visible()
    return page


def test_figure_opens_as_it_was_drawn_and_is_pushed_and_pinched_on_a_phone(site: Site, browser: Browser) -> None:
    phone = {"viewport": {"width": PHONE, "height": HEIGHT}, "has_touch": True, "is_mobile": True}
    with reader(browser, **phone) as page:
        opened(page, site)
        shown, image = page.locator("a.figure-link img").first, page.locator(".viewer img")
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > PHONE
        assert image.get_attribute("alt") == shown.get_attribute("alt")
        assert image.bounding_box()["width"] == int(shown.get_attribute("width"))
        assert page.locator(".viewer__box").evaluate("box => box.scrollWidth > box.clientWidth")
        before = page.evaluate("() => visualViewport.scale")
        pinch = {"x": PHONE // 2, "y": HEIGHT // 2, "scaleFactor": 2}
        page.context.new_cdp_session(page).send("Input.synthesizePinchGesture", pinch)
        assert page.evaluate("() => visualViewport.scale") > 1.5 * before
        # The browser pinches for us whatever a box allows to fingers; this allows them to push and to pinch.
        assert page.locator(".viewer__box").evaluate("box => getComputedStyle(box).touchAction") == "manipulation"


def test_figure_fills_a_wide_screen_and_no_more(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        opened(page, hosted)
        image = page.locator(".viewer img").bounding_box()
        assert image["x"] >= 0
        assert image["x"] + image["width"] <= WIDE
        assert image["y"] + image["height"] <= HEIGHT
        assert image["width"] > 0.9 * WIDE or image["height"] > 0.85 * HEIGHT


@pytest.mark.parametrize("way", ["Escape", "button", "beside it"])
def test_figure_closes_and_the_keyboard_is_where_it_was(way: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": 1280, "height": 1200}) as page:
        opened(page, hosted)
        if way == "Escape":
            page.keyboard.press("Escape")
        elif way == "button":
            page.get_by_role("button", name="Close").click()
        else:
            page.mouse.click(8, 1100)
        expect(page.locator(".viewer")).to_be_hidden()
        expect(page.locator("a.figure-link").first).to_be_focused()


def test_a_tap_on_the_figure_itself_leaves_it_open(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        opened(page, hosted).locator(".viewer img").click()
        expect(page.locator(".viewer")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_is_silent_about_the_open_figure(scheme: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}, color_scheme=scheme) as page:
        assert axe(opened(page, hosted), colour_alone=scheme == "dark") == []


def test_without_a_script_the_link_leads_to_the_image(hosted: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(hosted.page(f"questions/{QUESTION}"))
        page.locator("a.figure-link").first.click()
        page.wait_for_url(re.compile(r"/figures/\w+\.svg$"))


def test_the_numbers_of_a_figure_are_one_link_away_and_not_on_paper(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page("questions/03-forget-gate"))
        names = page.locator("a.figure-numbers").evaluate_all("links => links.map(link => link.ariaLabel)")
        assert len(set(names)) == len(names) > 1
        link = page.get_by_role("link", name="The numbers of this figure: retention curves")
        page.emulate_media(media="print")
        assert page.locator("a.figure-numbers").evaluate_all("links => links.every(link => !link.checkVisibility())")
        page.emulate_media(media="screen")
        alt = page.locator("#figure-retention_curves img").get_attribute("alt")
        link.click()
        expect(page.locator("body")).to_contain_text("half_lives, 4 values: 1, 2.213, 14.27, 103.2.")
        assert page.locator("body").inner_text().startswith(alt)
        assert page.evaluate("document.characterSet") == "UTF-8"
