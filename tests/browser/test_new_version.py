"""A new version of the guide where the old one is kept: which of the two is read, and never both at once."""

import json
import shutil
from math import inf
from pathlib import Path

from playwright.sync_api import Browser, expect

from scripts.site.build import worker
from tests.browser.axe import axe
from tests.browser.network import ALL_KEPT, BUILDS, LONG, READ, STORES, UNREAD, open_page, reading, save, wait_until
from tests.browser.visit import HEIGHT, OPEN_EVERYTHING, PHONE, WIDE

NEW = "of 3 February 2020"


# The version of the build of which a browser keeps what was opened.
SEEN = """async () => (await caches.match(guide.base.href + "offline.json", { cacheName: "guide /lstm/ seen" }))
    ?.json().then(build => build.version)"""


def version(folder: Path) -> str:
    return json.loads((folder / worker.BUILD).read_text(encoding="utf-8"))["version"]


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
        left = {"another site", f"guide /lstm/ saved {version(second)}", "guide /lstm/ seen", "guide /other/ saved 1"}
        assert set(page.evaluate(STORES)) == left
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
        assert page.evaluate(BUILDS) == ["second"] * 3
        expect(page.locator(".notice")).to_contain_text(NEW, timeout=LONG)


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
                assert open_page(page, site, name).missing == [], after
                assert len(set(builds := page.evaluate(BUILDS))) == 1, (after, builds)
        network.connect()
        page.goto(site.page(READ[1]))
        offered = page.locator(".news").or_(page.locator("h1", has_text="(second)"))  # or there already
        expect(offered.first).to_be_visible(timeout=LONG)
        page.goto(site.page(READ[1]))
        assert page.evaluate(BUILDS) == ["second"] * 3


def test_whoever_saved_nothing_has_the_new_version_at_once(first: Path, second: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(READ[1]))
        page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
        wait_until(page, ALL_KEPT)
        network.folder = second
        page.goto(site.page(READ[1]))
        assert page.evaluate(BUILDS) == ["second"] * 3
        wait_until(page, f"async version => await ({SEEN})() === version", version(second))
        wait_until(page, ALL_KEPT)
        network.cut()
        assert open_page(page, site, READ[1]).missing == []
        assert page.evaluate(BUILDS) == ["second"] * 3


def test_a_new_version_of_which_a_file_is_not_there_yet_replaces_nothing(
    first: Path, second: Path, tmp_path: Path, browser: Browser
) -> None:
    half = shutil.copytree(second, tmp_path / "half")
    shell = json.loads((half / worker.BUILD).read_text(encoding="utf-8"))["shell"]
    (half / next(name for name in shell if name.endswith(".css"))).unlink()
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(READ[1]))
        wait_until(page, ALL_KEPT)
        network.folder = half
        page.goto(site.page(READ[0]))
        page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
        page.wait_for_timeout(2000)
        assert page.evaluate(SEEN) == version(first)
        network.folder = second
        page.goto(site.page(READ[1]))
        wait_until(page, f"async version => await ({SEEN})() === version", version(second))


def test_another_worker_waits_until_no_page_is_open(
    first: Path, second: Path, tmp_path: Path, browser: Browser
) -> None:
    """A browser may let a page hang that is asked of a worker while another takes its place."""
    other = tmp_path / "other"
    shutil.copytree(second, other)
    (other / worker.WORKER).write_text((second / worker.WORKER).read_text(encoding="utf-8") + "// other", "utf-8")
    waiting = "() => navigator.serviceWorker.ready.then(registration => Boolean(registration.waiting))"
    with reading(first, browser) as (page, network, site):
        save(page, site)
        network.folder = other
        page.goto(site.page("index.html"))
        expect(page.locator(".news")).to_be_visible(timeout=LONG)
        wait_until(page, waiting)
        page.goto(site.page(UNREAD))
        assert page.evaluate(BUILDS) == ["second"] * 3
        assert page.evaluate(waiting), "it has not taken over"
        page.goto("about:blank")
        page.wait_for_timeout(1000)
        network.cut()
        page.goto(site.page(UNREAD))
        wait_until(page, f"async () => !await ({waiting})()")
        assert open_page(page, site, READ[0]).missing == []
        assert page.evaluate(BUILDS) == ["second"] * 3
