"""What the tests of one run share: a folder for what is made once, and for each worker one browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.site.build.browser import launch
from tests.once import Once


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    own = tmp_path_factory.getbasetemp()
    return Once((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "once")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Of a worker's own: a second one beside it could not be driven by the same process."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
