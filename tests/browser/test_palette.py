"""The palette follows the system, then the reader; figures follow the palette."""

import hashlib

import pytest
from playwright.sync_api import Browser, ElementHandle, Page, expect

from tests.browser.sites import ROOT, Site
from tests.browser.visit import reader

WITH_FIGURE = next(
    path.stem
    for path in sorted((ROOT / "docs" / "questions").glob("*.md"))
    if "../../figures/" in path.read_text("utf-8")
)


def expect_scheme(page: Page, scheme: str) -> None:
    """Wait until the page is `default` (light) or `slate` (dark)."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def switch(page: Page, scheme: str) -> None:
    """Press the one palette button that shows, and wait for what it leads to."""
    page.locator("form[data-md-component=palette] label:visible").click()
    expect_scheme(page, scheme)


# In front of everything and on a grey of its own, so that what changes is the figure and nothing around or behind it.
APART = """async image => {
    image.closest(".band")?.style.setProperty("content-visibility", "visible") // or it would be fixed within the band
    await image.decode()
    Object.assign(image.style, { background: "#808080", left: 0, position: "fixed", top: 0, zIndex: 99 })
}"""


def figure(page: Page) -> ElementHandle:
    """The first figure, loaded and set apart."""
    image = page.query_selector("figure img")
    image.scroll_into_view_if_needed()
    image.evaluate(APART)
    return image


def pixels(image: ElementHandle) -> str:
    return hashlib.sha256(image.screenshot()).hexdigest()


@pytest.mark.parametrize("system", ["light", "dark"])
def test_reader_chooses_and_is_remembered(system: str, site: Site, browser: Browser) -> None:
    here, there = ("default", "slate") if system == "light" else ("slate", "default")
    with reader(browser, color_scheme=system) as page:
        page.goto(site.page("index.html"))
        expect_scheme(page, here)
        for scheme in ("default", "slate", here):  # light, dark, and as the system again
            switch(page, scheme)
        for scheme in ("default", "slate")[: 1 + (there == "slate")]:
            switch(page, scheme)
        page.goto(site.page(f"questions/{WITH_FIGURE}"))
        expect_scheme(page, there)


def test_system_can_change_its_mind(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page("index.html"))
        expect_scheme(page, "default")
        page.emulate_media(color_scheme="dark")
        expect_scheme(page, "slate")


def test_first_paint_has_the_systems_colours(hosted: Site, browser: Browser) -> None:
    with reader(browser, color_scheme="dark") as page:
        page.route("**/*.js", lambda route: route.abort())  # what the page is before any of its scripts has come
        page.goto(hosted.page("index.html"))
        expect_scheme(page, "slate")


def test_figures_follow(site: Site, browser: Browser) -> None:
    with reader(browser) as page:
        page.goto(site.page(f"questions/{WITH_FIGURE}"))
        image = figure(page)
        light = pixels(image)
        assert pixels(image) == light
        switch(page, "default")
        assert pixels(image) == light  # light by choice, on a system that is light
        switch(page, "slate")
        assert pixels(image) != light
        switch(page, "default")
        assert pixels(image) == light


@pytest.mark.parametrize("system", ["light", "dark"])
def test_figure_stands_on_the_page_without_an_edge(system: str, hosted: Site, browser: Browser) -> None:
    with reader(browser, color_scheme=system) as page:
        page.goto(hosted.page("index.html"))
        red, green, blue = page.evaluate(
            "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
        )
    for path in (ROOT / "figures").glob("*.svg"):
        assert f"--paper:#{red:02x}{green:02x}{blue:02x}" in path.read_text(encoding="utf-8"), path
