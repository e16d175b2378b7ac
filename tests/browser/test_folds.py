"""Folded answers, opened by their address; and the page on paper."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from scripts.site.model.reading import reading_of
from tests.browser.sites import ROOT, Site
from tests.browser.visit import HEIGHT, OPEN_EVERYTHING, PHONE, reader

QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))


def fold(page: Page, site: Site) -> str:
    """Go to a page with folds; the id of the second one's heading."""
    for path in QUESTIONS:
        page.goto(site.page(f"questions/{path.stem}"))
        names = page.evaluate("() => [...document.querySelectorAll('details summary [id]')].map(heading => heading.id)")
        if len(names) > 1:
            return names[1]
    raise AssertionError("no page has two follow-ups")


def test_address_of_a_fold_opens_it(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        name = fold(page, site)
        address = page.url
        details = page.locator(f"details:has([id='{name}'])")
        expect(page.locator("article details[open]")).to_have_count(0)
        page.goto("about:blank")
        page.goto(f"{address}#{name}")
        expect(details).to_have_attribute("open", "")
        expect(page.locator("article details[open]")).to_have_count(1)
        expect(details).to_be_in_viewport()
        page.goto(address)
        page.evaluate("name => { location.hash = name }", name)  # and for a reader who is on the page already
        expect(details).to_have_attribute("open", "")


def test_all_folds_open_and_close_at_once_and_the_reader_stays_where_they_were(site: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        fold(page, site)
        closed, heading = page.locator("article details:not([open])"), page.locator("h2#in-numbers")
        heading.evaluate("heading => heading.scrollIntoView()")
        at = heading.bounding_box()["y"]
        for name, key in (("Show all folds", None), ("Hide all folds", None), ("", "s"), ("", "s")):
            many = closed.count()
            if key:
                page.keyboard.press(key)
            else:
                page.locator(".section-bar__here").click()
                page.get_by_role("button", name=name).click()
            assert closed.count() == (0 if many else page.locator("article details").count())
            assert abs(heading.bounding_box()["y"] - at) < 2


def test_paper_has_every_fold_open(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        name = fold(page, site)
        body = page.locator(f"details:has([id='{name}']) > :not(summary, .heading-link)").first
        assert not body.is_visible()
        page.emulate_media(media="print")
        expect(body).to_be_visible()
        for nothing in (".md-header", ".turn", ".contents", ".footer"):
            expect(page.locator(nothing)).to_be_hidden()


def test_paper_is_light_in_either_palette(site: Site, browser: Browser) -> None:
    looks = (
        "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    )
    seen = []
    for scheme in ("light", "dark"):
        with reader(browser, color_scheme=scheme) as page:
            page.goto(site.page(f"questions/{QUESTIONS[0].stem}"))
            on_screen = page.evaluate(looks)
            page.emulate_media(media="print")
            seen.append((on_screen, page.evaluate(looks)))
    (light, light_paper), (dark, dark_paper) = seen
    assert light != dark
    assert light_paper == dark_paper == light


def minutes(path: Path) -> int:
    """To read a page with everything that is folded."""
    time = reading_of(path, ROOT)
    return time.opened.minutes + time.folded.minutes


def test_paper_takes_eight_sheets_for_twelve_minutes_and_their_folds(hosted: Site, browser: Browser) -> None:
    """A page of twelve minutes has up to eight folded ones; beyond these twenty, sheets may grow with the minutes."""
    with reader(browser) as page:
        for path in sorted(QUESTIONS, key=minutes)[-3:]:
            page.goto(hosted.page(f"questions/{path.stem}"))
            page.evaluate(OPEN_EVERYTHING)
            sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
            assert sheets <= 8 * max(1, minutes(path) / 20), f"{path.stem}: {sheets} sheets, {minutes(path)} minutes"


def test_paper_is_light_when_the_screen_is_dark(hosted: Site, browser: Browser) -> None:
    ink = "() => getComputedStyle(document.querySelector('h1')).color"
    with reader(browser) as page:
        page.goto(hosted.page("index.html"))
        light = page.evaluate(ink)
        page.emulate_media(color_scheme="dark")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert page.evaluate(ink) != light
        page.emulate_media(color_scheme="dark", media="print")
        assert page.evaluate(ink) == light
