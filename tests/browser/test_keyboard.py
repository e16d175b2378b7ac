"""The keyboard reaches what the mouse reaches, and shows where it is."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.sites import ROOT, Site
from tests.browser.visit import HEIGHT, PHONE, reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


@pytest.mark.parametrize("name", ["index.html", f"questions/{QUESTIONS[0].stem}"])
def test_menu_works_with_the_keyboard_on_a_narrow_screen(name: str, site: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(site.page(name))
        link = page.locator(".contents a[aria-current=page]")
        menu = page.locator("button.menu")
        assert not link.is_visible()
        expect(menu).to_have_attribute("aria-expanded", "false")
        menu.focus()
        page.keyboard.press("Enter")
        expect(link).to_be_visible()
        expect(menu).to_have_attribute("aria-expanded", "true")


def test_open_contents_take_the_focus_keep_it_and_give_it_back(site: Site, browser: Browser) -> None:
    outside = "() => document.activeElement.closest('.contents') === null && document.activeElement !== document.body"
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(site.page(f"questions/{QUESTIONS[0].stem}"))
        menu, shut = page.locator("button.menu"), page.get_by_role("button", name="Close the contents")
        for leave in (
            lambda: page.keyboard.press("Escape"),
            shut.click,
            lambda: page.mouse.click(PHONE - 10, HEIGHT / 2),
        ):
            menu.click()
            expect(page.locator(".contents a[aria-current=page]")).to_be_focused()
            page.locator(".contents summary").last.focus()
            for _ in range(4):
                page.keyboard.press("Tab")
                assert not page.evaluate(outside)
            leave()
            expect(menu).to_have_attribute("aria-expanded", "false")
            expect(menu).to_be_focused()
        page.locator("article a").first.focus()
        assert page.evaluate("() => document.activeElement.closest('.md-content') !== null")


def test_contents_close_when_a_section_of_the_page_is_chosen(hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(hosted.page(f"questions/{QUESTIONS[0].stem}"))
        menu = page.locator("button.menu")
        menu.click()
        page.locator(".contents__band").last.click()
        expect(menu).to_have_attribute("aria-expanded", "false")
        expect(page.locator(".band-label").last).to_be_in_viewport()


def test_keyboard_shows_where_it_is(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(f"questions/{QUESTIONS[0].stem}"))
        unseen = []
        for _ in range(12):
            page.keyboard.press("Tab")
            unseen += page.evaluate(
                """() => {
                    const here = document.activeElement
                    const marks = [here, here.nextElementSibling, here.closest("form")].filter(Boolean)
                    const seen = marks.some(mark => {
                        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(mark)
                        return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none"
                    })
                    return seen ? [] : [here.outerHTML.slice(0, 120)]
                }"""
            )
        assert unseen == []


def test_first_stop_of_the_keyboard_skips_to_the_question(hosted: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(hosted.page(f"questions/{QUESTIONS[0].stem}"))
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to content")
        assert page.locator(":focus").get_attribute("href") == f"#{page.locator('h1').get_attribute('id')}"
