"""Two built editions for the whole run, and one thorough visit to each of their pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import sites
from tests.browser.sites import Site
from tests.browser.visit import Visit, inspect, reader


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The hosted edition, served on this machine."""
    folder = tmp_path_factory.mktemp("hosted") / "site"
    sites.build(folder)
    with sites.hosted(folder) as address:
        yield Site("hosted", folder, address)


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The offline edition, opened from disk."""
    folder = tmp_path_factory.mktemp("offline") / "a folder with spaces"
    sites.build(folder, offline=True)
    return Site("offline", folder, folder.as_uri() + "/")


@pytest.fixture(scope="session", params=["hosted", "offline"])
def site(request: pytest.FixtureRequest) -> Site:
    """Each edition in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def hosted_visits(hosted: Site, browser: Browser) -> list[Visit]:
    with reader(browser) as page:
        return [inspect(page, address, hosted.address) for address in hosted.pages()]


@pytest.fixture(scope="session")
def offline_visits(offline: Site, browser: Browser, hosted_visits: list[Visit]) -> list[Visit]:
    """With the network cut; axe has seen these pages already, unless they came out otherwise."""
    known = {visit.shape for visit in hosted_visits}
    with reader(browser, offline=True) as page:
        return [inspect(page, address, offline.address, known) for address in offline.pages()]


@pytest.fixture(scope="session")
def visits(site: Site, request: pytest.FixtureRequest) -> list[Visit]:
    """A visit to every page of the edition."""
    return request.getfixturevalue(f"{site.name}_visits")
