"""On a phone: the bar that says which section is read, the links on headings, the sources beside their citations."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import axe
from tests.browser.network import wait_until
from tests.browser.reading import Reading, read
from tests.browser.sites import PAGES, ROOT, Site
from tests.browser.visit import HEIGHT, OPEN_EVERYTHING, PHONE, WIDE, reader

QUESTIONS = [f"questions/{path.stem}" for path in sorted((ROOT / "docs" / "questions").glob("*.md"))]
CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    options = {"viewport": {"width": PHONE, "height": HEIGHT}, "has_touch": True, "is_mobile": True}
    with reader(browser, permissions=CLIPBOARD, **options) as page:
        yield page


@pytest.fixture(scope="module")
def readings(phone: Page, hosted: Site) -> Callable[[str], Reading]:
    """Each page is read once, for all tests of this module."""
    kept: dict[str, Reading] = {}

    def of(name: str) -> Reading:
        if name not in kept:
            kept[name] = read(phone, hosted.page(name))
        return kept[name]

    return of


@pytest.mark.parametrize("name", PAGES[:-1])
def test_headings_and_folds_have_links_that_a_finger_can_hit(name: str, readings: Callable[[str], Reading]) -> None:
    assert readings(name).links == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_bar_names_the_section_and_leads_to_the_next_and_hides_nothing(
    name: str, readings: Callable[[str], Reading]
) -> None:
    assert readings(name).bar == []
    assert readings(name).stops >= 13  # as many sections as an answer has


@pytest.mark.parametrize("name", QUESTIONS)
def test_citation_opens_its_source_beside_it(name: str, readings: Callable[[str], Reading]) -> None:
    assert readings(name).sources == []
    assert readings(name).cited >= 2


def test_bar_is_there_neither_on_paper_nor_where_the_contents_stand_beside_the_text(
    hosted: Site, phone: Page, browser: Browser
) -> None:
    phone.goto(hosted.page(QUESTIONS[0]) + "#by-heart")
    expect(phone.locator(".section-bar")).to_be_visible()
    phone.emulate_media(media="print")
    expect(phone.locator(".section-bar")).to_be_hidden()
    expect(phone.locator("a.heading-link").first).to_be_hidden()
    phone.emulate_media(media="screen")
    with reader(browser) as page:
        page.goto(hosted.page(QUESTIONS[0]) + "#by-heart")
        expect(page.locator(".md-sidebar--secondary")).to_be_visible()
        expect(page.locator(".section-bar")).to_be_hidden()


def test_sections_are_listed_by_band_and_one_tap_leads_to_each(site: Site, phone: Page) -> None:
    phone.goto(site.page(QUESTIONS[0]) + "#by-heart")
    phone.locator(".section-bar__here").tap()
    listed = phone.locator(".section-list")
    expect(listed).to_be_visible()
    expect(listed.locator(".section-list__band")).to_have_text(["Say it", "Show it", "Prove it"])
    expect(listed.locator("[aria-current]")).to_have_text("By heart")
    phone.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(phone.locator(".section-bar__here")).to_be_focused()
    phone.locator(".section-bar__here").tap()
    listed.get_by_role("link", name="In code").tap()
    expect(listed).to_be_hidden()
    expect(phone.locator(".section-bar__name")).to_have_text("In code")
    expect(phone.get_by_role("heading", name="In code")).to_be_in_viewport()


def test_steps_from_section_to_section_leave_no_trace_in_the_history(hosted: Site, phone: Page) -> None:
    phone.goto(hosted.page("index.html"))
    phone.goto(hosted.page(QUESTIONS[0]) + "#by-heart")
    for _ in range(3):
        phone.get_by_role("link", name="Next section").tap()
    phone.go_back()
    assert phone.url == hosted.page("index.html")


def test_link_of_a_heading_is_copied(hosted: Site, phone: Page) -> None:
    address = hosted.page(QUESTIONS[0])
    phone.goto(address)
    for name in ("Link to By heart", "Link to Follow-ups"):
        link = phone.get_by_role("link", name=name, exact=True)
        link.tap()
        expect(phone.get_by_role("status")).to_have_text("Copied")
        # The word is still there from the one before.
        copied = "async wanted => await navigator.clipboard.readText() === wanted"
        wait_until(phone, copied, address + link.get_attribute("href"))
        assert phone.url == address + link.get_attribute("href")


def test_source_closes_on_escape_and_on_a_tap_beside_it(site: Site, phone: Page) -> None:
    phone.goto(site.page(QUESTIONS[0]))
    link, sheet = phone.locator("a.citation-link").first, phone.locator("dialog.sheet--source")
    for leave in (lambda: phone.keyboard.press("Escape"), lambda: phone.touchscreen.tap(PHONE / 2, HEIGHT - 20)):
        link.tap()
        expect(sheet).to_be_visible()
        colours = "links => links.map(link => getComputedStyle(link).color)"
        assert len(set(sheet.get_by_role("link").evaluate_all(colours))) == 1  # also that which has the focus
        leave()
        expect(sheet).to_be_hidden()
        expect(link).to_be_focused()
    link.tap()
    sheet.get_by_role("link", name="In the list of sources").tap()
    expect(sheet).to_be_hidden()
    expect(phone.locator(f"[id='{link.get_attribute('href')[1:]}']")).to_be_in_viewport()


def test_without_a_script_links_and_citations_lead_where_they_say(hosted: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False, viewport={"width": PHONE, "height": HEIGHT}) as page:
        address = hosted.page(QUESTIONS[0])
        page.goto(address)
        page.get_by_role("link", name="Link to By heart").click()
        assert page.url == address + "#by-heart"
        page.locator("a.citation-link").first.click()
        assert "#source-" in page.url
        expect(page.locator(".section-bar")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_objects_to_nothing_that_opens(scheme: str, hosted: Site, browser: Browser) -> None:
    found = []
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}, color_scheme=scheme) as page:
        page.goto(hosted.page(QUESTIONS[11]))
        page.evaluate(OPEN_EVERYTHING)
        page.locator("pre > code[tabindex]").first.wait_for()  # what scrolls has been found
        page.evaluate("() => document.getElementById('by-heart').scrollIntoView()")
        page.locator(".section-bar__here").click()
        found += axe(page)
        page.keyboard.press("Escape")
        page.locator("a.citation-link").first.click()
        found += axe(page, colour_alone=True)
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        page.locator("div.math").first.focus()
        page.keyboard.press("?")
        expect(page.locator(".sheet--keys")).to_be_visible()
        found += axe(page, colour_alone=True)
        page.keyboard.press("Escape")
        found += axe(page)
    assert found == []
