"""The search of one build: its sources, the pages that it reads, and the file that comes of it."""

import re
from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from scripts.site.beside import beside
from scripts.site.search.entry import entry
from scripts.site.search.script import name, script

_NUMBER = re.compile(r"^\d+ · ")


class Search:
    """What `mkdocs.yml` lists below `extra.search` becomes one script with the words of all pages."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._sources: list[str] = []
        self._entries: dict[str, Callable[[], dict]] = {}
        self._read: dict[str, tuple[tuple, Callable[[], dict]]] = {}  # in this build or an earlier one, and of what

    def begin(self, files: Files, config: MkDocsConfig) -> None:
        """Take the sources out of the files of the site.

        Raises PluginError for one that is listed and does not exist.
        """
        self._entries.clear()
        listed = config.extra.get("search", [])
        if missing := [name for name in listed if not files.get_file_from_path(name)]:
            raise PluginError(f"mkdocs.yml: no docs/{', no docs/'.join(missing)}; correct search, below extra")
        parts = [files.get_file_from_path(name) for name in listed]
        self._sources = [part.content_string for part in parts]
        for part in parts:
            files.remove(part)

    def add(self, page: Page, html: str) -> None:
        """Read a converted page, unless its front matter says `search: {exclude: true}`."""
        if self._sources and not page.meta.get("search", {}).get("exclude"):
            title = page.meta.get("question", page.title)
            given = (html, page.url, title, _NUMBER.sub("", page.title), page.meta)
            if page.url not in self._read or self._read[page.url][0] != given:
                self._read[page.url] = (given, beside(entry, *given))
            self._entries[page.url] = self._read[page.url][1]

    def finish(self, files: Files, config: MkDocsConfig) -> None:
        """Write the script, and tell the templates its name."""
        if self._sources:
            content = script(self._sources, [entry() for entry in self._entries.values()])
            config.extra["search_index"] = name(content)
            files.append(File.generated(config, name(content), content=content))
