"""The visits of one run: each page of an edition is visited once, by the worker that first needs what is seen there."""

import json
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.sites import PAGES, Site
from tests.browser.visit import Visit, inspect
from tests.once import Once

_HOME = "{home}"  # in what is kept: each worker has the hosted edition at an address of its own


class Visits:
    """The visits to the pages of one edition, by the names of these."""

    def __init__(self, site: Site, reader: Page, once: Once, alike: "Visits | None" = None) -> None:
        """Nothing is visited yet; a page of the same shape as in the edition `alike` is not shown to axe again."""
        self._site, self._reader, self._once, self._alike = site, reader, once, alike

    def __getitem__(self, name: str) -> Visit:
        kept = self._once(f"visits/{self._site.name}/{name}.json", lambda path: self._visit(name, path))
        return Visit(**json.loads(kept.read_text(encoding="utf-8").replace(_HOME, self._site.address)))

    def all(self) -> list[Visit]:
        """A visit to every page."""
        return [self[name] for name in PAGES]

    def _visit(self, name: str, kept: Path) -> None:
        known = {self._alike[name].shape} if self._alike else set()
        visit = inspect(self._reader, self._site.page(name), self._site.address, known)
        kept.write_text(json.dumps(asdict(visit)).replace(self._site.address, _HOME), encoding="utf-8")
