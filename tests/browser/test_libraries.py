"""What a page shows in PyTorch and in Keras: one at a time on a screen, both on paper and without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import axe
from tests.browser.sites import PAGES, ROOT, Site
from tests.browser.visit import HEIGHT, OPEN_EVERYTHING, PHONE, reader

# Pages that have a paragraph that begins with each library in bold, as scripts/site/extensions/libraries.py wants it.
BOTH = [
    name
    for name in PAGES[:-1]
    if name.startswith("questions/")
    and all(
        f"\n**{library} " in (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
        for library in ("PyTorch", "Keras")
    )
]
# All is laid out, but of the panels the chosen one alone.
LAY_OUT = f"""async () => {{
    await ({OPEN_EVERYTHING})()
    const others = new CSSStyleSheet()
    others.replaceSync("@media screen {{ .library[hidden] {{ content-visibility: hidden !important }} }}")
    document.adoptedStyleSheets.push(others)
}}"""
SHOWN = """() => [...document.querySelectorAll(".library")]
    .filter(panel => panel.firstElementChild.checkVisibility()).map(panel => panel.dataset.library)"""


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    with reader(browser) as page:
        page.goto(site.page(BOTH[0]))
        yield page


def test_some_pages_show_both() -> None:
    assert len(BOTH) >= 8


@pytest.mark.parametrize("name", BOTH)
def test_panels_are_tabs_and_all_of_them_print(name: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, viewport={"width": PHONE, "height": HEIGHT}) as page:
        page.goto(hosted.page(name))
        page.evaluate(LAY_OUT)
        tabs = page.get_by_role("tab")
        assert tabs.all_inner_texts() == ["PyTorch", "Keras"]
        assert page.evaluate(SHOWN) == ["PyTorch"]
        page.get_by_role("tab", name="Keras").click()
        assert page.evaluate(SHOWN) == ["Keras"]
        assert "import keras" in page.get_by_role("tabpanel", name="Keras").inner_text()
        assert axe(page) == []
        page.emulate_media(media="print")
        assert page.evaluate(SHOWN) == ["PyTorch", "Keras"]
        expect(tabs).to_have_count(0)


def test_choice_holds_on_every_page(page: Page, site: Site) -> None:
    page.get_by_role("tab", name="PyTorch").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Keras")).to_be_focused()
    assert page.evaluate(SHOWN) == ["Keras"]
    page.goto(site.page(BOTH[1]))
    assert page.evaluate(SHOWN) == ["Keras"]


def test_tab_stays_where_it_was_clicked(page: Page) -> None:
    tab = page.get_by_role("tab", name="Keras")
    tab.scroll_into_view_if_needed()
    before = tab.bounding_box()["y"]
    tab.click()
    assert abs(tab.bounding_box()["y"] - before) < 2


def test_address_of_a_place_in_a_hidden_panel_shows_it(page: Page, site: Site) -> None:
    panel = page.locator(".library").nth(1)
    panel.evaluate("panel => { panel.lastElementChild.id = 'there'; location.hash = 'there' }")
    expect(panel).to_be_visible()


def test_both_are_shown_without_a_script(hosted: Site, browser: Browser) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(hosted.page(BOTH[0]))
        for panel in page.locator(".library").all():
            expect(panel).to_be_visible()
