"""Two built editions for the whole run, and one thorough visit to each of their pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import sites
from tests.browser.network import DAY, LATER, published
from tests.browser.sites import Site
from tests.browser.visit import reader
from tests.browser.visits import Visits
from tests.once import Once


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def hosted(once: Once) -> Iterator[Site]:
    """The hosted edition; each worker serves it for itself, on a port of its own."""
    folder = once("hosted", sites.build)
    with sites.hosted(folder) as address:
        yield Site("hosted", folder, address)


@pytest.fixture(scope="session")
def offline(once: Once) -> Site:
    """The offline edition, opened from disk."""
    folder = once("a folder with spaces", lambda folder: sites.build(folder, offline=True))
    return Site("offline", folder, folder.as_uri() + "/")


@pytest.fixture(scope="session", params=["hosted", "offline"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each edition in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def connected(browser: Browser) -> Iterator[Page]:
    """The reader who visits every page of the hosted edition."""
    with reader(browser) as page:
        yield page


@pytest.fixture(scope="session")
def cut_off(browser: Browser) -> Iterator[Page]:
    """The one who visits every page of the offline edition, with the network cut."""
    with reader(browser, offline=True) as page:
        yield page


@pytest.fixture(scope="session")
def hosted_visits(hosted: Site, connected: Page, once: Once) -> Visits:
    return Visits(hosted, connected, once)


@pytest.fixture(scope="session")
def offline_visits(offline: Site, cut_off: Page, once: Once, hosted_visits: Visits) -> Visits:
    """Axe has seen these pages already, unless they came out otherwise."""
    return Visits(offline, cut_off, once, alike=hosted_visits)


@pytest.fixture(scope="session")
def visits(site: Site, request: pytest.FixtureRequest) -> Visits:
    """The visits to the pages of the edition."""
    return request.getfixturevalue(f"{site.name}_visits")


@pytest.fixture(scope="session")
def first(once: Once, hosted: Site) -> Path:
    """The site as a build that says which it is, for readers whose browsers keep it."""
    return once("first", lambda folder: published(hosted, folder, "first", DAY))


@pytest.fixture(scope="session")
def second(once: Once, hosted: Site) -> Path:
    """The next build of the site."""
    return once("second", lambda folder: published(hosted, folder, "second", LATER))
