"""The home page and the page of the plans, in the places of these comments, each alone in a paragraph.

`<!-- questions -->` becomes all questions by topic: each with its number, its wording, its level and minutes, and its
answer in a sentence; those without a page stand folded at the end. `<!-- time -->` becomes the ways to the cards and
the plans, `<!-- plans -->` the plans themselves, `<!-- progress -->` the place where a reader saves what is marked.

Filters, ticks and marks need a script. Their places are empty here, so that a page without script lacks nothing.
"""

import os
import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.site.extensions.markers import only_comment
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.page import Topic, topics, wordings
from scripts.site.model.plans import Plan, Stop, plans
from scripts.site.model.questions import label, linked, pages
from scripts.site.model.reading import reading_of

QUESTIONS, TIME = "<!-- questions -->", "<!-- time -->"
PLANS, PROGRESS = "<!-- plans -->", "<!-- progress -->"
_PRACTICE = Path("docs", "practice")


class _Index(Treeprocessor):
    """Put the lists where their markers stand."""

    def run(self, root: etree.Element) -> None:
        here = page(self.md).source.path or markdown_file.ROOT / "docs" / "index.md"
        for at, element in enumerate(root):
            written = _WRITTEN.get(only_comment(self.md, element))
            if written:
                root[at] = written(here)


def _questions(here: Path) -> etree.Element:
    everything = etree.Element("div", {"class": "all-questions"})
    answered = {number for number in wordings() if number in pages()}
    unwritten = [number for number in sorted(wordings()) if number not in answered]
    if unwritten:
        etree.SubElement(everything, "p", {"class": "answered"}).text = f"{len(answered)} of {len(wordings())} answered"
    etree.SubElement(everything, "div", {"class": "tally"})
    etree.SubElement(everything, "div", {"class": "filters"})
    everything.extend(_topic(topic, here) for topic in topics() if answered.intersection(topic.questions))
    if unwritten:
        fold = etree.SubElement(everything, "details", {"class": "unwritten"})
        summary = etree.SubElement(fold, "summary")
        summary.text = f"{len(unwritten)} question{'s are' if len(unwritten) > 1 else ' is'} not yet written"
        items = etree.SubElement(fold, "ol", {"class": "questions"})
        for number in unwritten:
            _question(items, number, here, "question question-open")
    return everything


def _topic(topic: Topic, here: Path) -> etree.Element:
    section = etree.Element("section", {"class": "topic", "data-topic": topic.topic})
    head = etree.SubElement(section, "div", {"class": "topic-head"})
    etree.SubElement(head, "h2", {"id": f"topic-{topic.topic}"}).text = topic.title
    revision = markdown_file.ROOT / _PRACTICE / "revision" / f"{topic.topic}.md"
    if revision.is_file():
        link = etree.SubElement(head, "a", {"class": "topic-revise", "href": _way(here, revision)})
        link.text = "Revise"
        etree.SubElement(link, "span", {"class": "unseen"}).text = f": {topic.title}"
    items = etree.SubElement(section, "ol", {"class": "questions"})
    for number in topic.questions:
        if path := pages().get(number):
            item = _question(items, number, here, "question")
            item[-1].tail = " "
            front = markdown_file.read(path).front
            item.set("data-number", str(number))
            item.set("data-level", str(front.get("level", "")))
            note = etree.SubElement(item, "div", {"class": "question-note"})
            facts = etree.SubElement(note, "span", {"class": "question-facts"})
            facts.text = f"{front.get('level', '')} · {reading_of(path, markdown_file.ROOT).opened.minutes} min"
            facts.tail = " "
            etree.SubElement(note, "span", {"class": "question-short"}).text = str(front.get("short", ""))
    return section


def _question(items: etree.Element, number: int, here: Path, css: str) -> etree.Element:
    item = etree.SubElement(items, "li", {"class": css})
    etree.SubElement(item, "span", {"class": "question-number"}).text = str(number)
    item[-1].tail = " "
    title = linked(number, here, wordings()[number])
    title.attrib.pop("title")
    title.set("class", "question-title")
    item.append(title)
    return item


def _time(here: Path) -> etree.Element:
    ways = etree.Element("section", {"class": "time", "aria-labelledby": "time"})
    etree.SubElement(ways, "p", {"class": "time-label", "id": "time"}).text = "How long have you?"
    items = etree.SubElement(ways, "ul", {"class": "time-list"})
    cards = markdown_file.ROOT / _PRACTICE / "revision" / "all-fifty.md"
    if pages() and cards.is_file():
        _tile(items, _way(here, cards), "A few minutes", f"{len(pages())} card{'s' * (len(pages()) > 1)}")
    page_of_plans = _way(here, markdown_file.ROOT / _PRACTICE / "plans.md")
    for plan in plans():
        if plan.stops:
            _tile(items, f"{page_of_plans}#{plan.anchor}", plan.title, plan.size)
    return ways


def _tile(items: etree.Element, way: str, time: str, what: str) -> None:
    link = etree.SubElement(etree.SubElement(items, "li"), "a", {"href": way})
    etree.SubElement(link, "b").text = time
    link[-1].tail = " "
    etree.SubElement(link, "span").text = what


def _plans(here: Path) -> etree.Element:
    everything = etree.Element("div", {"class": "plans"})
    everything.extend(_plan(plan, here) for plan in plans() if plan.stops)
    return everything


def _plan(plan: Plan, here: Path) -> etree.Element:
    section = etree.Element("section", {"class": "plan"})
    etree.SubElement(section, "h2", {"id": plan.anchor}).text = plan.title
    etree.SubElement(
        section, "p", {"class": "plan-what"}
    ).text = f"{plan.what} {plan.size}, {sum(sitting[-1].so_far for sitting in plan.sittings)} minutes."
    for evening, sitting in enumerate(plan.sittings, start=1):
        if plan.sittings[1:]:
            etree.SubElement(section, "h3", {"id": f"{plan.anchor}-{evening}"}).text = f"Evening {evening}"
        section.append(_sitting(sitting, here))
        etree.SubElement(section, "p", {"class": "plan-left"})
    return section


def _sitting(stops: tuple[Stop, ...], here: Path) -> etree.Element:
    """The pages of a sitting, each with its minutes and the sum so far."""
    table = etree.Element("table", {"class": "plan-pages"})
    head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for title in ("Page", "Minutes", "In all"):
        etree.SubElement(head, "th", {"scope": "col"}).text = title
    body = etree.SubElement(table, "tbody")
    for stop in stops:
        row = etree.SubElement(body, "tr", {"data-number": str(stop.number), "data-minutes": str(stop.minutes)})
        name = etree.SubElement(etree.SubElement(row, "th", {"scope": "row"}), "div")
        link = linked(stop.number, here, "")
        etree.SubElement(link, "span", {"class": "question-number"}).text = str(stop.number)
        link[-1].tail = f" {label(stop.number)}"
        name.append(link)
        etree.SubElement(row, "td").text = str(stop.minutes)
        etree.SubElement(row, "td").text = str(stop.so_far)
    return table


def _progress(_: Path) -> etree.Element:
    return etree.Element("div", {"class": "keeping"})


def _way(here: Path, there: Path) -> str:
    return Path(os.path.relpath(there, here.parent)).as_posix()


_WRITTEN: dict[str, Callable[[Path], etree.Element]] = {
    QUESTIONS: _questions,
    TIME: _time,
    PLANS: _plans,
    PROGRESS: _progress,
}


class IndexExtension(Extension):
    """The questions and the plans."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree, so that MkDocs and Zensical see the links and check them."""
        attach(md)
        md.treeprocessors.register(_Index(md), "index", 15)


def makeExtension(**options) -> IndexExtension:
    """The extension, as Python-Markdown asks for it."""
    return IndexExtension(**options)
