"""Each heading of a section ends in a link to itself, for readers who want to keep or send the address of a passage.

The link has a label and no text: what a heading says, in the contents and in an index, stays what was written. A
screen reader takes the heading's name from its own label, since the link's would join it. The link to a fold follows
the summary: within that it would be a control inside a control.
"""

import xml.etree.ElementTree as etree

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.site.extensions.sections import title

_LEVELS = ("h2", "h3")


class _HeadingLinks(Treeprocessor):
    """Write the links; behind `toc`, which gives headings their addresses."""

    def run(self, root: etree.Element) -> None:
        folds = [element for element in root.iter("details")]
        summaries = {heading: fold for fold in folds for heading in fold[0].iter() if heading.tag in _LEVELS}
        for heading in [element for element in root.iter() if element.tag in _LEVELS and element.get("id")]:
            link = etree.Element("a", {"class": "heading-link", "href": f"#{heading.get('id')}"})
            link.set("aria-label", f"Link to {title(heading)}")
            if heading in summaries:
                summaries[heading].insert(1, link)
            else:
                heading.set("aria-label", title(heading))
                heading.append(link)


class HeadingLinksExtension(Extension):
    """Links on headings."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree last of all, when headings have addresses and bands have been made."""
        md.treeprocessors.register(_HeadingLinks(md), "heading_links", 3)


def makeExtension(**options) -> HeadingLinksExtension:
    """The extension, as Python-Markdown asks for it."""
    return HeadingLinksExtension(**options)
