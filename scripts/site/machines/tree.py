"""The content of a page as a tree, in which a formula is an element `tex` with its TeX as text."""

import html
import re
import xml.etree.ElementTree as etree
from html.entities import html5
from html.parser import HTMLParser

_FORMULA = re.compile(r'<math\b(?P<given>[^>]*?) ?data-tex="(?P<tex>[^"]*)"(?P<more>[^>]*)>.*?</math>', re.DOTALL)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")
_VOID = "area base br col embed hr img input link meta source track wbr"


def tree(content: str) -> etree.Element:
    """The tree of a page's HTML, as Python-Markdown writes it."""
    content = _NAMED.sub(lambda match: html5.get(match[1], match[0]), _FORMULA.sub(_tex, content))
    try:
        return etree.fromstring(f"<page>{content}</page>")
    except etree.ParseError:  # HTML that is no XML, such as an attribute without a value
        parser = _Lenient()
        parser.feed(content)
        parser.close()
        return parser.page()


def words(element: etree.Element) -> str:
    """The text of an element on one line; a formula is its TeX."""
    return " ".join("".join(element.itertext()).split())


def _tex(match: re.Match) -> str:
    display = ' display="block"' if 'display="block"' in match["given"] + match["more"] else ""
    return f"<tex{display}>{html.escape(html.unescape(match['tex']), quote=False)}</tex>"


class _Lenient(HTMLParser):
    """Build the tree of HTML as browsers read it, as far as a page needs it."""

    def __init__(self) -> None:
        super().__init__()
        self._root = etree.Element("page")
        self._open = [self._root]

    def page(self) -> etree.Element:
        return self._root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = etree.SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID.split():
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data
