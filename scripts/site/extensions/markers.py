"""A comment alone in a paragraph, such as `<!-- questions -->`, in whose place something is put that we make."""

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE


def only_comment(md: Markdown, element: etree.Element) -> str:
    """The comment that is all of a paragraph; nothing where there is none."""
    placeholder = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
    if element.tag != "p" or not placeholder or len(element):
        return ""
    return str(md.htmlStash.rawHtmlBlocks[int(placeholder[1])]).strip()
