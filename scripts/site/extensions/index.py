"""The list of the fifty: a comment `<!-- questions -->` alone in a paragraph becomes all questions by topic.

Each has its number, its wording, and its level and reading time; a question without a page is shown as such, without a
link.
"""

import xml.etree.ElementTree as etree
from pathlib import Path

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.page import Topic, topics, wordings
from scripts.site.model.questions import linked, pages
from scripts.site.model.reading import reading_of

MARKER = "<!-- questions -->"


class _Index(Treeprocessor):
    """Put the list where the marker stands."""

    def run(self, root: etree.Element) -> None:
        here = page(self.md).source.path or markdown_file.ROOT / "docs" / "index.md"
        for at, element in enumerate(root):
            if self._is_marker(element):
                root[at] = _questions(here)

    def _is_marker(self, element: etree.Element) -> bool:
        placeholder = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
        if element.tag != "p" or not placeholder or len(element):
            return False
        return str(self.md.htmlStash.rawHtmlBlocks[int(placeholder[1])]).strip() == MARKER


def _questions(here: Path) -> etree.Element:
    everything = etree.Element("div", {"class": "all-questions"})
    answered = len(pages().keys() & wordings().keys())
    etree.SubElement(everything, "p", {"class": "progress"}).text = f"{answered} of {len(wordings())} answered"
    everything.extend(_topic(topic, here) for topic in topics())
    return everything


def _topic(topic: Topic, here: Path) -> etree.Element:
    section = etree.Element("section", {"class": "topic"})
    etree.SubElement(section, "h2", {"id": f"topic-{topic.topic}"}).text = topic.title
    items = etree.SubElement(section, "ol", {"class": "questions"})
    for number, wording in topic.questions.items():
        path = pages().get(number)
        item = etree.SubElement(items, "li", {"class": "question" if path else "question question-open"})
        etree.SubElement(item, "span", {"class": "question-number"}).text = str(number)
        item[-1].tail = " "
        title = linked(number, here, wording)
        title.attrib.pop("title")
        title.set("class", "question-title")
        title.tail = " "
        item.append(title)
        etree.SubElement(item, "span", {"class": "question-facts"}).text = _facts(path)
    return section


def _facts(path: Path | None) -> str:
    if path is None:
        return "not yet written"
    level = markdown_file.read(path).front.get("level", "")
    return f"{level} · {reading_of(path, markdown_file.ROOT).layers}"


class IndexExtension(Extension):
    """The list of the fifty."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree, so that MkDocs and Zensical see the links and check them."""
        attach(md)
        md.treeprocessors.register(_Index(md), "index", 15)


def makeExtension(**options) -> IndexExtension:
    """The extension, as Python-Markdown asks for it."""
    return IndexExtension(**options)
