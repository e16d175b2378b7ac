"""Revision: a comment `<!-- revision: cell -->` alone in a paragraph becomes a card for each question of that topic.

`<!-- revision: all -->` becomes the cards of all topics. A card is a fold: its summary is the question; in it stand the
answer in 30 seconds and what to know by heart. They are put in as the Markdown of their page and go the way of any
other text, so that a card says what its page says. It cites nothing: the page does, to which each card links.
"""

import os
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from scripts.site.extensions.markers import only_comment
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.page import ANSWER_LEAD, Topic, load, topics, wordings
from scripts.site.model.questions import linked, pages

BY_HEART = "By heart"
# By marker, the topics whose questions take its place.
MARKERS = {
    "<!-- revision: all -->": topics(),
    **{f"<!-- revision: {topic.topic} -->": (topic,) for topic in topics()},
}
_CITATION = re.compile(r"\s*\[@[^\[\]]*\]")
# What divides the Markdown that is put in, until it is a tree.
_DIVIDER = re.compile(r"<!-- cards: (?P<what>start|topic|question|heart|end) ?(?P<name>\w*) -->")


def anchors(chosen: tuple[Topic, ...]) -> Iterator[str]:
    """The anchors of the cards of these topics, and of the topics themselves where there are several."""
    for topic in chosen:
        if chosen[1:]:
            yield _anchor(topic)
        yield from (f"question-{number}" for number in topic.questions if number in pages())


def _anchor(topic: Topic) -> str:
    return f"topic-{topic.topic}"


class _Texts(Preprocessor):
    """Put in the Markdown of the cards where the marker stands."""

    def run(self, lines: list[str]) -> list[str]:
        return [written for line in lines for written in self._written(line)]

    def _written(self, line: str) -> Iterator[str]:
        chosen = MARKERS.get(line.strip())
        if chosen is None:
            yield line
            return
        yield from ("", "<!-- cards: start -->", "")
        for topic in chosen:
            if chosen[1:]:
                yield from (f"<!-- cards: topic {topic.topic} -->", "")
            for number in topic.questions:
                if path := pages().get(number):
                    yield from self._card(number, path, line.strip())
        yield from ("<!-- cards: end -->", "")

    def _card(self, number: int, path: Path, marker: str) -> Iterator[str]:
        read = load(path, markdown_file.ROOT)
        heart = read.section(BY_HEART)
        answer = f"**{ANSWER_LEAD}** {read.answer.text}" if read.answer else ""
        for divider, text in ((f"question {number}", answer), ("heart", heart.text if heart else "")):
            said = _CITATION.sub("", text)
            page(self.md).brought_in.append((said, marker))
            yield from (f"<!-- cards: {divider} -->", "", *said.split("\n"), "")


class _Cards(Treeprocessor):
    """Make cards of what stands between the dividers."""

    def run(self, root: etree.Element) -> None:
        dividers = {at: found for at, element in enumerate(root) if (found := self._divider(element))}
        starts = [at for at, divider in dividers.items() if divider["what"] == "start"]
        for start in reversed(starts):
            end = next(at for at in sorted(dividers) if at > start and dividers[at]["what"] == "end")
            cards = etree.Element("div", {"class": "revision"})
            into = topic = cards
            for at in range(start + 1, end):
                divider = dividers.get(at)
                if divider is None:
                    into.append(root[at])
                elif divider["what"] == "topic":
                    topic = _topic(cards, divider["name"])
                elif divider["what"] == "question":
                    card = _card(topic, int(divider["name"]))
                    into = etree.SubElement(card, "div", {"class": "answer"})
                else:
                    into = etree.SubElement(card, "div", {"class": "card-heart"})
                    etree.SubElement(into, "p", {"class": "card-label"}).text = BY_HEART
            for number, card in _numbered(cards):
                self._finish(number, card)
            cards.append(_bar(len(list(_numbered(cards)))))
            root[start : end + 1] = [cards]

    def _divider(self, element: etree.Element) -> re.Match | None:
        return _DIVIDER.fullmatch(only_comment(self.md, element))

    def _finish(self, number: int, card: etree.Element) -> None:
        """Lead links to where they lead on their page, name the list for the style sheet, and link the page."""
        here = page(self.md).source.path
        for link in card.iter("a"):
            link.set("href", _seen_from(here, pages()[number], link.get("href", "")))
        for items in card.findall("div[@class='card-heart']/ul"):
            items.set("class", "by-heart")
        link = linked(number, here, f"Whole answer to question {number}")
        link.attrib.pop("title")
        etree.SubElement(card, "p", {"class": "card-whole"}).append(link)


class _Once(Treeprocessor):
    """What is wrong with a text that was put in is reported on its page, and need not be on this one."""

    def run(self, root: etree.Element) -> None:
        opened = page(self.md)
        cards = any(element.get("class") == "revision" for element in root)
        if cards and not re.search(r"\$|\[@", opened.prose):  # nothing of its own that could be wrong
            opened.problems.clear()


def _topic(cards: etree.Element, name: str) -> etree.Element:
    topic = next(topic for topic in topics() if topic.topic == name)
    section = etree.SubElement(cards, "section", {"class": "revision-topic"})
    etree.SubElement(section, "h2", {"id": _anchor(topic)}).text = topic.title
    return section


def _card(topic: etree.Element, number: int) -> etree.Element:
    card = etree.SubElement(topic, "details", {"class": "card"})
    level = "h3" if topic.tag == "section" else "h2"
    question = etree.SubElement(etree.SubElement(card, "summary"), level, {"id": f"question-{number}"})
    etree.SubElement(question, "span", {"class": "question-number"}).text = str(number)
    question[-1].tail = AtomicString(f" {wordings()[number]}")
    return card


def _numbered(cards: etree.Element) -> Iterator[tuple[int, etree.Element]]:
    """The cards, each with the number of its question."""
    return ((int(next(card.iter("span")).text), card) for card in cards.iter("details"))


def _bar(cards: int) -> etree.Element:
    """What turns the cards; the style sheet shows it where scripts run."""
    bar = etree.Element("div", {"class": "revision-bar", "role": "group", "aria-label": "Cards"})
    etree.SubElement(bar, "button", {"type": "button", "class": "revision-all"}).text = "Reveal all"
    etree.SubElement(bar, "span", {"class": "revision-place", "role": "status"}).text = f"{cards} cards"
    for name, word in (("previous", "Previous"), ("next", "Next")):
        etree.SubElement(bar, "button", {"type": "button", "class": f"revision-{name}"}).text = word
    return bar


def _seen_from(here: Path | None, there: Path, address: str) -> str:
    """A link of the page `there`, written on the page `here`."""
    parts = urlsplit(address)
    if here is None or parts.scheme or parts.netloc:
        return address
    path = there.parent / parts.path if parts.path else there
    return parts._replace(path=Path(os.path.relpath(path, here.parent)).as_posix()).geturl()


class RevisionExtension(Extension):
    """Cards to revise from."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Put the Markdown in before any of it is read; make cards of it when it is a tree."""
        attach(md)
        md.preprocessors.register(_Texts(md), "revision", 31)
        md.treeprocessors.register(_Cards(md), "revision", 15)
        md.treeprocessors.register(_Once(md), "revision_problems", 11)


def makeExtension(**options) -> RevisionExtension:
    """The extension, as Python-Markdown asks for it."""
    return RevisionExtension(**options)
