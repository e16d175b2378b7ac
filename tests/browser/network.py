"""A host that can be cut off and can publish another build, and a reader whose browser keeps pages of it."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from scripts.site.build import worker
from tests.browser import sites
from tests.browser.sites import Site
from tests.browser.visit import BROKEN_IMAGES, OPEN_EVERYTHING, Visit, reader, watched

SAVE = "practice/offline"
READ = ["index.html", "questions/03-forget-gate", "questions/07-vanishing-gradient"]
UNREAD = "questions/22-encoder-decoder"
DAY, LATER = 1_580_673_722, 1_580_760_122  # 2 and 3 February 2020
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


class Network:
    """A host that can be cut off, at once or after so many answers, and that can publish another build."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.answers, self.asked, self.coming = folder, inf, [], {}
        network = self

        class Host(sites.Host):
            def handle(self) -> None:
                if network.answers > 0:  # else the connection is closed without a word
                    network.answers -= 1
                    self.directory = str(network.folder)
                    super().handle()

            def send_response(self, code: int, message: str | None = None) -> None:
                network.asked.append(self.path)
                network.folder = network.coming.pop(self.path.removeprefix(sites.BELOW), network.folder)
                super().send_response(code, message)

        self.host = Host

    def cut(self, after: float = 0) -> None:
        self.answers = after

    def publish(self, folder: Path, after: str) -> None:
        """Another build is there once the file `after` has been answered."""
        self.coming[after] = folder

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
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))  # or else a host answers that what was built in one second is the same
    return folder


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


def wait_until(page: Page, script: str, given: object = None) -> None:
    """Wait until a script says so that answers late; Playwright's own wait takes its promise for a yes."""
    deadline = time.monotonic() + LONG / 1000
    while not page.evaluate(script, given):
        assert time.monotonic() < deadline, f"still not: {script}"
        page.wait_for_timeout(50)


def state(page: Page):
    return page.locator(".saving__state")


def save(page: Page, site: Site) -> None:
    page.goto(site.page(SAVE))
    page.get_by_role("button", name="Save for offline").click()
    expect(state(page)).to_contain_text("Saved for offline", timeout=LONG)
