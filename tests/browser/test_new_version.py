"""A new version of the guide where the old one is kept: which of the two is read, and never both at once."""

import re
from math import inf
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.axe import axe
from tests.browser.network import ALL_KEPT, BUILDS, LONG, READ, STORES, UNREAD, open_page, reading, save
from tests.browser.sites import Site
from tests.browser.visit import HEIGHT, OPEN_EVERYTHING, PHONE, WIDE

NEW = "of 3 February 2020"


def worker_version(folder: Path) -> str:
    return re.search(r'"version": "(\w+)"', (folder / "sw.js").read_text(encoding="utf-8"))[1]


def test_a_new_version_takes_the_place_of_the_saved_one(first: Path, second: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        save(page, site)
        page.evaluate("() => Promise.all(['guide /other/ saved 1', 'another site'].map(name => caches.open(name)))")
        network.cut()
        page.goto(site.page("index.html"))
        network.folder = second
        network.connect()
        page.goto(site.page(READ[1]))
        assert page.evaluate(BUILDS) == ["first"] * 3, "the saved version is whole, and the other is not there yet"
        news = page.locator(".news")
        expect(news).to_contain_text("A new version of the guide is here.", timeout=LONG)
        page.evaluate(OPEN_EVERYTHING)
        for width, scheme in ((WIDE, "light"), (PHONE, "dark")):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
        drawings = [path for path in network.asked if "/figures/" in path]
        assert not drawings, "what has not changed is not fetched again"
        network.cut()
        news.get_by_role("button", name="Reload").click()
        expect(page.locator(".notice")).to_have_text(f"This is the new version of the guide, {NEW}.", timeout=LONG)
        expect(page.locator("h1")).to_contain_text("(second)")
        assert page.evaluate(BUILDS) == ["second"] * 3
        version = worker_version(second)
        stores = {store for store in page.evaluate(STORES) if " seen " not in store}
        assert stores == {"another site", f"guide /lstm/ saved {version}", "guide /other/ saved 1"}
        assert open_page(page, site, UNREAD).missing == []
        assert page.evaluate(BUILDS) == ["second"] * 3


def test_a_new_version_that_waits_is_there_at_the_next_visit(first: Path, second: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        save(page, site)
        network.folder = second
        page.goto(site.page("index.html"))
        expect(page.locator(".news")).to_be_visible(timeout=LONG)
        network.cut()
        page.goto(site.page(UNREAD))
        expect(page.locator(".notice")).to_contain_text(NEW, timeout=LONG)
        expect(page.locator("h1")).to_contain_text("(second)")


def builds_of(page: Page, site: Site, name: str) -> list[str]:
    """Which builds a page is of, all of which is there; where a new version takes over meanwhile, it loads again."""
    while True:
        try:
            assert open_page(page, site, name).missing == []
            return page.evaluate(BUILDS)
        except Error as error:
            if not re.search("context was destroyed|interrupted by another navigation", error.message):
                raise


def test_no_page_meets_a_script_of_another_build(first: Path, second: Path, browser: Browser) -> None:
    """However far the new version has come when the network goes."""
    with reading(first, browser) as (page, network, site):
        save(page, site)
        network.folder = second
        for after in (1, 12, 20, 40, inf):
            network.connect()
            network.cut(after)
            page.goto(site.page(READ[1]))
            page.wait_for_timeout(500)
            network.cut()
            for name in (READ[0], UNREAD):
                assert len(set(builds := builds_of(page, site, name))) == 1, (after, builds)
        network.connect()
        page.goto(site.page(READ[1]))
        offered = page.locator(".news").or_(page.locator("h1", has_text="(second)"))  # or there already
        expect(offered.first).to_be_visible(timeout=LONG)
        page.goto(site.page(READ[1]))
        expect(page.locator("h1")).to_contain_text("(second)", timeout=LONG)


def test_whoever_saved_nothing_has_the_new_version_at_once(first: Path, second: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(READ[1]))
        page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
        page.wait_for_function(ALL_KEPT)
        network.folder = second
        page.goto(site.page(READ[1]))
        assert page.evaluate(BUILDS) == ["second"] * 3
        alone = "async version => (await caches.keys()).every(name => name.endsWith(version))"
        page.wait_for_function(alone, arg=worker_version(second))
        page.wait_for_function(ALL_KEPT)
        network.cut()
        assert open_page(page, site, READ[1]).missing == []
        assert page.evaluate(BUILDS) == ["second"] * 3
