"""The home page: alone in a paragraph, `<!-- questions -->` becomes all questions by topic, `<!-- plans -->` the plans.

Each question has its number, its wording, and its level and minutes; those without a page stand folded at the end. A
plan says what to read in an hour, in an evening, and until Thursday.
"""

import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.site.extensions.markers import only_comment
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.page import Topic, topics, wordings
from scripts.site.model.plans import Plan, plans
from scripts.site.model.questions import label, linked, pages
from scripts.site.model.reading import reading_of

QUESTIONS, PLANS = "<!-- questions -->", "<!-- plans -->"


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
    etree.SubElement(everything, "p", {"class": "progress"}).text = f"{len(answered)} of {len(wordings())} answered"
    everything.extend(_topic(topic, here) for topic in topics() if answered.intersection(topic.questions))
    if unwritten := [number for number in sorted(wordings()) if number not in answered]:
        fold = etree.SubElement(everything, "details", {"class": "unwritten"})
        summary = etree.SubElement(fold, "summary")
        summary.text = f"{len(unwritten)} question{'s are' if len(unwritten) > 1 else ' is'} not yet written"
        items = etree.SubElement(fold, "ol", {"class": "questions"})
        for number in unwritten:
            _question(items, number, here, "question question-open")
    return everything


def _topic(topic: Topic, here: Path) -> etree.Element:
    section = etree.Element("section", {"class": "topic"})
    etree.SubElement(section, "h2", {"id": f"topic-{topic.topic}"}).text = topic.title
    items = etree.SubElement(section, "ol", {"class": "questions"})
    for number in topic.questions:
        if path := pages().get(number):
            item = _question(items, number, here, "question")
            item[-1].tail = " "
            level = markdown_file.read(path).front.get("level", "")
            facts = f"{level} · {reading_of(path, markdown_file.ROOT).layers}"
            etree.SubElement(item, "span", {"class": "question-facts"}).text = facts
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


def _plans(here: Path) -> etree.Element:
    everything = etree.Element("div", {"class": "plans"})
    everything.extend(_plan(plan, here) for plan in plans() if any(plan.sittings))
    return everything


def _plan(plan: Plan, here: Path) -> etree.Element:
    section = etree.Element("section", {"class": "plan"})
    etree.SubElement(section, "h2", {"id": plan.anchor}).text = plan.title
    etree.SubElement(section, "p", {"class": "plan-what"}).text = plan.what
    for evening, (sitting, minutes) in enumerate(zip(plan.sittings, plan.minutes, strict=True), start=1):
        line = etree.SubElement(section, "p", {"class": "plan-sitting"})
        etree.SubElement(line, "b").text = (
            f"Evening {evening}, {minutes} min:" if plan.sittings[1:] else f"{minutes} min:"
        )
        line[-1].tail = " "
        for number in sitting:
            link = linked(number, here, f"{number} {label(number)}")
            link.tail = " "  # the style sheet puts a dot between two, at the end of a line and never at its start
            line.append(link)
    return section


_WRITTEN: dict[str, Callable[[Path], etree.Element]] = {QUESTIONS: _questions, PLANS: _plans}


class IndexExtension(Extension):
    """The questions and the plans."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree, so that MkDocs and Zensical see the links and check them."""
        attach(md)
        md.treeprocessors.register(_Index(md), "index", 15)


def makeExtension(**options) -> IndexExtension:
    """The extension, as Python-Markdown asks for it."""
    return IndexExtension(**options)
