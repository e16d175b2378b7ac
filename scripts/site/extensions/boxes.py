"""A table in a box of its own, which scrolls on a narrow screen: from the build, so that nothing moves later."""

import xml.etree.ElementTree as etree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


class _Boxes(Treeprocessor):
    """Put each table without a class, which comes from the Markdown, into the two boxes that the theme styles."""

    def run(self, root: etree.Element) -> None:
        for parent in list(root.iter()):
            for at, table in enumerate(parent):
                if table.tag == "table" and not table.get("class"):
                    parent[at] = _boxed(table)


def _boxed(table: etree.Element) -> etree.Element:
    outer = etree.Element("div", {"class": "md-typeset__scrollwrap"})
    inner = etree.SubElement(outer, "div", {"class": "md-typeset__table"})
    outer.tail, table.tail = table.tail, None
    inner.append(table)
    return outer


class BoxesExtension(Extension):
    """Tables that scroll by themselves."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Come last, when the others have found their tables where the Markdown put them."""
        md.treeprocessors.register(_Boxes(md), "boxes", 2)


def makeExtension(**options) -> BoxesExtension:
    """The extension, as Python-Markdown asks for it."""
    return BoxesExtension(**options)
