"""The site of one build as machines see it: what each page's head says of it, and the files that lie beside the pages.

The edition that is opened from disk has none of it but the policies. Without SITE_URL a site does not know its address:
it does without what takes one, which is cards, feed and robots.txt, and addresses the canonical links.
"""

import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from scripts.site.beside import beside
from scripts.site.machines import feed, llms, policy, robots, structured, twin
from scripts.site.machines.cards import FOLDER, Words, cards
from scripts.site.machines.history import Change, history
from scripts.site.machines.structured import Entry, Guide
from scripts.site.machines.tree import tree, words
from scripts.site.model import markdown_file
from scripts.site.model.page import topics, wordings
from scripts.site.model.reading import reading_of

_GUIDE_CARD = "guide"
_ASIDE = "Reference"  # the section of the navigation that is there to be looked up
_ANSWER_LEAD = "In 30 seconds."


class Machines:
    """What one build tells machines."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        """Read the history of the pages, and give each the day of its last change, which the sitemap names."""
        self._config = config
        self.offline = not config.use_directory_urls
        home = "" if self.offline else config.site_url or ""
        language = config.theme.get("language", "en")
        self._guide = Guide(config.site_name, config.site_description or "", language, home)
        self._root = Path(config.config_file_path).parent
        self._topics = {topic.topic: topic.title for topic in topics()}
        self._pages = {} if self.offline else {file.page.url: file.page for file in files.documentation_pages()}
        self._history = {} if self.offline else history(self._root)
        self._trees: dict[str, etree.Element] = {}
        self._cards: dict[str, Words] = {}
        self._twins: dict[str, Callable[[], str]] = {}
        for page in self._pages.values():
            if changes := self._changes(page):
                page.update_date = changes[0].day

    def context(self, page: Page) -> Mapping[str, object] | None:
        """What `overrides/partials/machines.html` writes into the head of a page; None for the edition from disk."""
        if self.offline:
            return None
        entry = self._entry(page)
        question = self._is_question(page)
        return {
            "entry": entry,
            "kind": "article" if question else "website",
            "section": self._topic(page) if question else "",
            "alternative": self._cards[self._card(page)].spoken if entry.image else "",
            "twin": twin.NAME,
            "feed": feed.NAME if self._guide.home and self._history else "",
            "structured": structured.written(self._structured(page, entry)),
        }

    def finish(self, html: str, page: Page | None = None) -> str:
        """A page as it was rendered, with its policy; its twin is begun."""
        if page is not None and not self.offline:
            self._twins[page.url] = self._twin(page)
        return policy.guarded(html, self.offline)

    def publish(self, nav: Navigation) -> None:
        """Write what lies beside the pages, and give policies to the pages that redirects have written."""
        site = Path(self._config.site_dir)
        redirects = self._config.plugins.get("redirects")
        for old in getattr(redirects, "redirects", ()):
            path = site / _destination(old, self._config.use_directory_urls)
            if path.is_file():
                html = path.read_text(encoding="utf-8")
                path.write_text(policy.guarded_whole(html, self.offline), encoding="utf-8")
        if self.offline:
            return
        for url, written in self._twins.items():
            self._write(url + twin.NAME, written())
        self._write(llms.NAME, llms.llms(self._guide.name, self._guide.description, self._sections(nav)))
        if not self._guide.home:
            return
        self._write(robots.NAME, robots.robots(self._guide.home))
        if written := feed.feed(self._guide.name, self._guide.home, map(self._changed, self._pages.values())):
            self._write(feed.NAME, written)
        for name, png in cards(self._cards, self._root / ".cache" / "cards"):
            self._write(f"{FOLDER}/{name}.png", png)

    def _entry(self, page: Page) -> Entry:
        changes = self._changes(page)
        title = page.meta.get("question") or (self._guide.name if page.is_homepage else words(_titled(page)))
        return Entry(
            url=page.url,
            title=title,
            description=page.meta.get("short") or self._guide.description,
            published=changes[-1].day if changes else "",
            modified=changes[0].day if changes else "",
            image=f"{self._guide.home}{FOLDER}/{self._card(page)}.png" if self._guide.home else "",
        )

    def _card(self, page: Page) -> str:
        """The name of a page's card, of which it is now known that it is wanted; other pages share the guide's."""
        guide = self._guide.name
        if not self._is_question(page):
            self._cards[_GUIDE_CARD] = Words(guide, "Say it, draw it, derive it, run it.", self._guide.description, "")
            return _GUIDE_CARD
        name = Path(page.file.src_uri).stem
        place = f"Question {page.meta['number']} of {len(wordings())} · {self._topic(page)}"
        self._cards[name] = Words(guide, page.meta["question"], page.meta["short"], place)
        return name

    def _structured(self, page: Page, entry: Entry) -> dict:
        if page.is_homepage:
            questions = [one for one in self._pages.values() if self._is_question(one)]
            questions.sort(key=lambda one: one.meta["number"])
            return structured.of_home(self._guide, [(one.meta["question"], one.url) for one in questions])
        if not self._is_question(page):
            return structured.of_page(self._guide, entry)
        minutes = reading_of(Path(page.file.abs_src_path), markdown_file.ROOT).opened.minutes
        answer = self._tree(page).find(".//div[@class='answer']")
        spoken = words(answer).removeprefix(_ANSWER_LEAD).strip() if answer is not None else entry.description
        return structured.of_question(self._guide, entry, page.meta, self._topic(page), minutes, spoken)

    def _twin(self, page: Page) -> Callable[[], str]:
        here = urljoin(self._guide.home, page.url) if self._guide.home else ""
        about = f"From *{self._guide.name}*{f', {here}' if here else ''}. Text and figures: CC BY 4.0. Code: MIT."
        links = twin.Links(page.url, self._guide.home, frozenset(self._pages))
        return beside(twin.twin, page.content or "", links, about)

    def _sections(self, nav: Navigation) -> dict[str, list[llms.Listed]]:
        """The pages for llms.txt, by the sections of the navigation; what is looked up comes last."""
        found = defaultdict(list)
        for page in nav.pages:
            section = page.ancestors[-1].title if page.ancestors else "Start here"
            entry = self._entry(page)
            short = page.meta.get("short", "")
            address = urljoin(self._guide.home, page.url + twin.NAME)
            found["Optional" if section == _ASIDE else section].append(llms.Listed(entry.title, address, short))
        found["Optional"] = found.pop("Optional", [])
        return dict(found)

    def _changed(self, page: Page) -> feed.Changed:
        entry = self._entry(page)
        return feed.Changed(entry.title, self._guide.home + page.url, entry.description, self._changes(page))

    def _changes(self, page: Page) -> list[Change]:
        return self._history.get(page.file.src_uri, [])

    def _tree(self, page: Page) -> etree.Element:
        if page.url not in self._trees:
            self._trees[page.url] = tree(page.content or "")
        return self._trees[page.url]

    def _topic(self, page: Page) -> str:
        return self._topics[page.meta["topic"]]

    def _is_question(self, page: Page) -> bool:
        return page.meta.get("topic") in self._topics and {"question", "short", "number"} <= page.meta.keys()

    def _write(self, name: str, content: str | bytes) -> None:
        path = Path(self._config.site_dir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def _titled(page: Page) -> etree.Element:
    return tree(str(page.title or ""))


def _destination(old: str, directories: bool) -> str:
    """The file that a redirect from docs/OLD is written to."""
    return File(old, "", "", use_directory_urls=directories).dest_uri
