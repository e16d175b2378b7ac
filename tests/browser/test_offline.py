"""The hosted guide with the network cut: what was opened, what was saved, and what a new version does to both."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.site.build import worker
from scripts.site.model.front_matter import topics
from tests.browser import sites
from tests.browser.axe import axe
from tests.browser.sites import Site
from tests.browser.test_search import results
from tests.browser.visit import BROKEN_IMAGES, HEIGHT, OPEN_EVERYTHING, PHONE, WIDE, Visit, reader, watched

SAVE = "practice/offline"
READ = ["index.html", "questions/03-forget-gate", "questions/07-vanishing-gradient"]
UNREAD = "questions/22-encoder-decoder"
CELL = next(topic for topic in topics() if topic.topic == "cell").questions
DAY, LATER = 1_580_673_722, 1_580_760_122  # 2 and 3 February 2020
OLD, NEW = "version of 2 February 2020", "of 3 February 2020"
LONG = 60_000  # milliseconds

# Every drawing of the page, wide and narrow, is kept, and so is the page.
ALL_KEPT = """async () => {
    const found = [...document.querySelectorAll("picture source, a.figure-link")]
        .map(one => new URL(one.getAttribute("srcset") || one.href, location).href)
    const kept = await Promise.all([location.href, ...found].map(one => caches.match(one)))
    return kept.every(Boolean)
}"""
STORES = "() => caches.keys()"
# Which build the page is of, and which its style sheet and its script are of.
BUILDS = """() => [
    document.documentElement.dataset.build,
    getComputedStyle(document.documentElement).getPropertyValue("--build"),
    guide.build,
]"""


# Where the links of a page lead, and which images it shows.
LEADS = """() => [
    ...[...document.links].map(one => one.href),
    ...[...document.images].map(one => one.src),
    ...[...document.querySelectorAll("source")].map(one => new URL(one.getAttribute("srcset"), location).href),
].map(address => address.replace(/#.*/, ""))"""


class Network:
    """A host that can be cut off, at once or after so many answers, and that can publish another build."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.answers, self.asked = folder, inf, []
        network = self

        class Host(sites.Host):
            def handle(self) -> None:
                if network.answers > 0:  # else the connection is closed without a word
                    network.answers -= 1
                    self.directory = str(network.folder)
                    super().handle()

            def send_response(self, code: int, message: str | None = None) -> None:
                network.asked.append(self.path)
                super().send_response(code, message)

        self.host = Host

    def cut(self, after: float = 0) -> None:
        self.answers = after

    def connect(self) -> None:
        self.answers, self.asked = inf, []


def published(site: Site, folder: Path, build: str, moment: int) -> Path:
    """A copy of the site as another build: its pages, its style sheet and its script say which it is."""
    shutil.copytree(site.folder, folder)
    names = {}
    for kind, said in (("css", f":root {{ --build: {build} }}"), ("js", f"; guide.build = '{build}'")):
        (old,) = (folder / "assets" / kind).glob(f"guide.*.{kind}")
        names[old.name] = f"guide.{int(moment):08x}.{kind}"
        old.with_name(names[old.name]).write_text(old.read_text(encoding="utf-8") + said, encoding="utf-8")
        old.unlink()
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8").replace("<html ", f'<html data-build="{build}" ', 1)
        for old, new in names.items():
            text = text.replace(old, new)
        page.write_text(text.replace("</h1>", f" ({build})</h1>", 1), encoding="utf-8")
    worker.write(folder, moment)
    return folder


@pytest.fixture(scope="module")
def first(hosted: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(hosted, tmp_path_factory.mktemp("builds") / "first", "first", DAY)


@pytest.fixture(scope="module")
def second(hosted: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(hosted, tmp_path_factory.mktemp("builds") / "second", "second", LATER)


@contextmanager
def served(folder: Path) -> Iterator[tuple[Network, Site]]:
    network = Network(folder)
    with sites.hosted(folder, network.host) as address:
        yield network, Site("hosted", folder, address)


@contextmanager
def reading(folder: Path, browser: Browser, **options: object) -> Iterator[tuple[Page, Network, Site]]:
    """A reader whose browser keeps pages, on a host of its own."""
    with served(folder) as (network, site), reader(browser, worker=True, **options) as page:
        page.set_default_timeout(2 * LONG)  # the page with all the code is long
        yield page, network, site


def open_page(page: Page, site: Site, name: str) -> Visit:
    """Go to a page and open all of it; what was wrong with it."""
    record = Visit(site.page(name))
    with watched(page, record, site.address):
        page.goto(record.address)
        page.evaluate(OPEN_EVERYTHING)
        record.missing += page.evaluate(BROKEN_IMAGES)
    return record


def state(page: Page):
    return page.locator(".saving__state")


def save(page: Page, site: Site) -> None:
    page.goto(site.page(SAVE))
    page.get_by_role("button", name="Save for offline").click()
    expect(state(page)).to_contain_text("Saved for offline", timeout=LONG)


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
            page.wait_for_function(ALL_KEPT)
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
        assert len(note.locator("li a").all()) == len(READ)
        assert page.evaluate(BUILDS) == ["first"] * 3
        for width, scheme in ((WIDE, "light"), (PHONE, "dark")):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
        network.connect()
        note.get_by_role("link", name="Try again").click()
        page.wait_for_url(site.page(UNREAD))


def test_it_says_how_much_it_takes_and_how_far_it_is(first: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(SAVE))
        button = page.get_by_role("button", name=re.compile(r"Save for offline \(\d+\.\d MB\)"))
        expect(button).to_be_visible()
        assert axe(page) == []
        page.evaluate("""() => {
            window.heard = []
            const span = document.querySelector(".saving__bar span")
            new MutationObserver(() => heard.push(span.textContent)).observe(span, { childList: true })
        }""")
        button.click()
        expect(state(page)).to_have_text(f"Saved for offline · {OLD}", timeout=LONG)
        files = len(worker.files(first))
        counts = [int(one.removesuffix(f" of {files}")) for one in page.evaluate("() => heard")]
        assert counts == sorted(counts)
        assert len([count for count in counts if 0 < count < files]) > 5
        expect(button).to_be_hidden()
        assert state(page).evaluate("said => said === document.activeElement")
        assert axe(page) == []
        page.emulate_media(color_scheme="dark")
        assert axe(page, colour_alone=True) == []
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Remove").click()
        expect(state(page)).to_have_text("On this device are only the pages that you have opened.")
        assert not [name for name in page.evaluate(STORES) if " saved " in name and _filled(page, name)]
        assert network.answers == inf


def _filled(page: Page, store: str) -> int:
    return page.evaluate("async name => (await (await caches.open(name)).keys()).length", store)


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


def worker_version(folder: Path) -> str:
    return re.search(r'"version": "(\w+)"', (folder / "sw.js").read_text(encoding="utf-8"))[1]


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
                assert open_page(page, site, name).missing == []
                assert len(set(page.evaluate(BUILDS))) == 1, (after, page.evaluate(BUILDS))
        network.connect()
        page.goto(site.page(READ[1]))
        expect(page.locator(".news")).to_be_visible(timeout=LONG)
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


def test_a_save_that_is_cut_goes_on_where_it_was(first: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, network, site):
        page.goto(site.page(SAVE))
        button = page.get_by_role("button", name="Save for offline")
        expect(button).to_be_visible()
        page.wait_for_load_state("networkidle")
        network.cut(after=100)
        button.click()
        expect(state(page)).to_contain_text("the guide cannot be reached. What is here stays", timeout=LONG)
        done, files = map(int, re.search(r"Stopped at (\d+) of (\d+)", state(page).inner_text()).groups())
        assert 50 < done < files
        page.reload()
        expect(state(page)).to_have_text(f"{done} of {files} files are on this device.")
        network.connect()
        page.get_by_role("button", name="Go on saving").click()
        expect(state(page)).to_contain_text("Saved for offline", timeout=LONG)
        assert len(network.asked) <= files - done + 5


def test_a_device_without_room_is_told_so(first: Path, browser: Browser) -> None:
    with reading(first, browser) as (page, _, site):
        page.goto(site.page(SAVE))
        button = page.get_by_role("button", name="Save for offline")
        expect(button).to_be_visible()
        page.wait_for_load_state("networkidle")
        cdp = page.context.new_cdp_session(page)
        origin = site.address.removesuffix(sites.BELOW)
        used = cdp.send("Storage.getUsageAndQuota", {"origin": origin})["usage"]
        cdp.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 3_000_000})
        button.click()
        expect(state(page)).to_contain_text("this device has no room left. The guide takes", timeout=LONG)
        expect(page.get_by_role("button", name="Go on saving")).to_be_visible()


def test_what_somebody_else_answers_is_not_saved(first: Path, tmp_path: Path, browser: Browser) -> None:
    """The page of a hotel, say, which stands at every address until the guest has logged in."""
    shutil.copytree(first, tmp_path / "hotel")
    (tmp_path / "hotel" / "questions" / "03-forget-gate" / "index.html").write_text("Log in", encoding="utf-8")
    with reading(tmp_path / "hotel", browser) as (page, _, site):
        page.goto(site.page(SAVE))
        page.get_by_role("button", name="Save for offline").click()
        expect(state(page)).to_contain_text("Stopped at", timeout=LONG)


def test_the_edition_from_disk_has_nothing_to_save(offline: Site, browser: Browser) -> None:
    with reader(browser, worker=True, offline=True) as page:
        page.goto(offline.page(SAVE))
        expect(page.locator("article")).to_contain_text("This is the edition that opens from disk.")
        assert page.locator(".saving, .carried, meta[name=worker]").count() == 0
    assert not [name for name in (worker.WORKER, worker.LIST) if (offline.folder / name).exists()]
