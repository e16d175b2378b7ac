"""What makes a page under docs/questions/ an answer, all of it from plain Markdown and the front matter.

The facts below the title, the answer block, what is folded, the lists that have a look of their own, the three bands,
and the related questions at the end.
"""

import xml.etree.ElementTree as etree
from pathlib import Path

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from pydantic import ValidationError

from scripts.site.extensions import bands, sections
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.page import ANSWER_LEAD, FrontMatter, load, topics, wordings
from scripts.site.model.questions import linked, pages
from scripts.site.model.reading import reading_of

# The groups of *How it is judged*, and what the style sheet calls them.
_JUDGED = {"Must": "judged-must", "Strong": "judged-strong", "Sinks it": "judged-sinks"}


class _Answers(Treeprocessor):
    """Dress the tree of a question page; leave every other page alone."""

    def run(self, root: etree.Element) -> None:
        opened = page(self.md)
        path = opened.source.path
        if path is None or path.parent != markdown_file.ROOT / "docs" / "questions":
            return
        try:
            front = FrontMatter.model_validate(opened.source.front)
        except ValidationError:
            opened.problems.extend(load(path, markdown_file.ROOT).problems)
            return
        for twin in markdown_file.twins(opened.source.text):
            if twin != path:
                message = f"the same text as {twin.name}, so that nobody can tell whose front matter to show"
                opened.report(opened.source.first_line, message, "write a text of its own")
        _answer_block(root)
        title = next((at for at, element in enumerate(root) if element.tag == "h1"), None)
        if title is not None:
            root.insert(title + 1, _facts(front, path))
            answer = next((at for at, element in enumerate(root) if element.get("class") == "answer"), title + 1)
            root.insert(answer + 1, _aliases(front))
            root.insert(answer + 1, _standing(front))
        sections.fold_follow_ups(root)
        sections.fold_solutions(root)
        sections.fold_proofs(root)
        sections.name_list(root, "By heart", "by-heart")
        sections.name_list(root, "Common mistakes", "mistakes")
        sections.group_judgements(root, _JUDGED)
        bands.group(root)
        root.append(_standing(front))
        _related(root, front, path)


def _answer_block(root: etree.Element) -> None:
    for element in root:
        if element.tag == "h2":
            return
        if element.tag == "blockquote":
            lead = next(element.iter("strong"), None)
            if lead is not None and lead.text == ANSWER_LEAD:
                element.tag = "div"
                element.set("class", "answer")
            return


def _facts(front: FrontMatter, here: Path) -> etree.Element:
    facts = etree.Element("div", {"class": "facts"})
    items = etree.SubElement(facts, "ul", {"class": "facts-list"})
    topic = next(topic.title for topic in topics() if topic.topic == front.topic)
    etree.SubElement(items, "li", {"class": "fact-topic"}).text = topic
    etree.SubElement(items, "li", {"class": f"fact-level fact-level-{front.level}"}).text = front.level
    time = reading_of(here, markdown_file.ROOT)
    etree.SubElement(items, "li", {"class": "fact-minutes"}).text = time.layers
    if time.folded.minutes:
        etree.SubElement(items, "li", {"class": "fact-folded"}).text = f"{time.folded.minutes} min folded"
    if front.needs:
        needs = etree.SubElement(facts, "p", {"class": "fact-needs"})
        etree.SubElement(needs, "b").text = "Read first:"
        needs[0].tail = " "
        for number in front.needs:
            needs.append(linked(number, here, f"question {number}"))
            needs[-1].tail = "" if number == front.needs[-1] else ", "
    return facts


def _standing(front: FrontMatter) -> etree.Element:
    """Where a reader marks the page as read or sure; empty, for it takes a script to remember."""
    return etree.Element("div", {"class": "standing", "data-number": str(front.number)})


def _aliases(front: FrontMatter) -> etree.Element:
    """The other ways of asking; below the answer, which they would push off a phone's first screen."""
    aliases = etree.Element("p", {"class": "fact-aliases"})
    etree.SubElement(aliases, "b").text = "Also asked as:"
    aliases[0].tail = " " + " · ".join(front.aliases)
    return aliases


def _related(root: etree.Element, front: FrontMatter, here: Path) -> None:
    reasons = {**dict.fromkeys(front.see, ""), **dict.fromkeys(front.needs, "read first")}
    if not reasons:
        return
    heading = etree.SubElement(root, "h2", {"id": "related"})
    heading.text = "Related questions"
    items = etree.SubElement(root, "ul", {"class": "related"})
    for number in [*front.needs, *(number for number in front.see if number not in front.needs)]:
        item = etree.SubElement(items, "li")
        etree.SubElement(item, "span", {"class": "question-number"}).text = str(number)
        item[-1].tail = " "
        item.append(linked(number, here, wordings()[number]))
        item[-1].attrib.pop("title")
        note = reasons[number] if number in pages() else "not yet written"
        if note:
            item[-1].tail = " "
            etree.SubElement(item, "span", {"class": "question-facts"}).text = note


class AnswersExtension(Extension):
    """Question pages."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree once its inline Markdown is done, before citations and the table of contents."""
        attach(md)
        md.treeprocessors.register(_Answers(md), "answers", 16)
        md.treeprocessors.register(bands.Contents(md), "bands", 4)


def makeExtension(**options) -> AnswersExtension:
    """The extension, as Python-Markdown asks for it."""
    return AnswersExtension(**options)
