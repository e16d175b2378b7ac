"""The hosted guide with the network cut: what was opened, and what was saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.site.build import worker
from scripts.site.model.front_matter import topics
from tests.browser.axe import axe
from tests.browser.network import ALL_KEPT, BUILDS, READ, SAVE, UNREAD, Network, open_page, reading, save, wait_until
from tests.browser.sites import Site
from tests.browser.test_search import results
from tests.browser.visit import HEIGHT, PHONE, WIDE, Visit, reader, watched

CELL = next(topic for topic in topics() if topic.topic == "cell").questions

# Where the links of a page lead, and which images it shows.
LEADS = """() => [
    ...[...document.links].map(one => one.href),
    ...[...document.images].map(one => one.src),
    ...[...document.querySelectorAll("source")].map(one => new URL(one.getAttribute("srcset"), location).href),
].map(address => address.replace(/#.*/, ""))"""


@pytest.fixture(scope="module")
def saved(first: Path, browser: Browser) -> Iterator[tuple[Page, Network, Site]]:
    """A reader who has saved the guide and whose network is cut since."""
    with reading(first, browser) as (page, network, site):
        save(page, site)
        network.cut()
        yield page, network, site


def test_what_was_opened_is_read_with_the_network_cut(first: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        for name in READ:
            page.goto(site.page(name))
            page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
            wait_until(page, ALL_KEPT)
        network.cut()
        for width in (WIDE, PHONE):  # a phone that is turned shows the other drawing
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for name in READ:
                record = open_page(page, site, name)
                assert (record.missing, record.console) == ([], []), name
                assert page.evaluate(BUILDS) == ["first"] * 3
        page.goto(site.page(UNREAD))
        note = page.get_by_role("alert")
        expect(note).to_contain_text("This page is not on this device yet. There is no connection.")
        expect(note.locator("li a")).to_have_count(len(READ))
        assert page.evaluate(BUILDS) == ["first"] * 3
        for width, scheme in ((WIDE, "light"), (PHONE, "dark")):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
        network.connect()
        note.get_by_role("link", name="Try again").click()
        page.wait_for_url(site.page(UNREAD))


def test_every_link_of_a_saved_guide_leads_on_with_the_network_cut(saved: tuple[Page, Network, Site]) -> None:
    page, _, site = saved
    reached, waiting = set(), [site.page("index.html")]
    while waiting:
        address = waiting.pop()
        if address in reached or not address.startswith(site.address):
            continue
        reached.add(address)
        if not address.endswith(("/", ".html")):
            assert page.evaluate("address => fetch(address).then(answer => answer.status)", address) == 200, address
            continue
        record = Visit(address)
        with watched(page, record, site.address):
            page.goto(address)
        assert (record.outside, record.missing, record.console) == ([], [], []), address
        assert (page.url, page.evaluate(BUILDS)) == (address, ["first"] * 3)
        waiting += page.evaluate(LEADS)
    assert set(site.pages()) - reached == {site.page("404.html")}


def test_a_saved_guide_is_searched_with_the_network_cut(saved: tuple[Page, Network, Site]) -> None:
    page, _, site = saved
    page.goto(site.page("index.html"))
    page.keyboard.press("/")
    assert results(page, "forget gate")


def test_cards_of_the_cell_are_two_taps_from_home_with_the_network_cut(saved: tuple[Page, Network, Site]) -> None:
    page, _, site = saved
    page.set_viewport_size({"width": PHONE, "height": HEIGHT})
    page.goto(site.page("index.html"))
    page.locator("a.topic-revise[href$='/cell/']").click()
    page.get_by_role("button", name="Reveal all").click()
    cards = page.locator(".card").all()
    assert len(cards) == len(CELL)
    for card in cards:
        expect(card.locator(".answer").first).to_be_visible()
    page.set_viewport_size({"width": WIDE, "height": HEIGHT})


def test_the_edition_from_disk_has_nothing_to_save(offline: Site, browser: Browser) -> None:
    with reader(browser, worker=True, offline=True) as page:
        page.goto(offline.page(SAVE))
        expect(page.locator("article")).to_contain_text("This is the edition that opens from disk.")
        assert page.locator(".saving, .carried, meta[name=worker]").count() == 0
    assert not [name for name in (worker.WORKER, worker.BUILD, worker.LIST) if (offline.folder / name).exists()]
