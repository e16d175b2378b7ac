"""HTML on pages: what may stand there is a short list, and everything else that looks like a tag is refused.

Browsers read slips of HTML more kindly than Markdown does, so text that only looks like a tag is taken for one.
"""

import re
from collections.abc import Iterator, Sequence

from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder

from scripts.checks.pages.links import MARKERS
from scripts.checks.rules import Found, each_document
from scripts.site.model.document import Document, Leaf, leaves

_ALLOWED = re.compile(r'<br ?/?>|</?(?:kbd|sub|sup)>|<a id="[\w.:-]+">|</a>')
_COMMENT = re.compile(r"<!--(?!-?>)((?:(?!--!?>).)*)-->", re.DOTALL)
_TAG = re.compile(r"<[/!?]?[A-Za-z][^\s<>/]*|<[!?]")
_CODE = re.compile(r"`[^`]*`")
_INSTEAD = {
    "a": "write [text](target)",
    "img": "write ![ALT](../../figures/NAME.svg)",
    **dict.fromkeys(["script", "style", "iframe", "object", "embed", "form", "input", "link", "meta"], "remove it"),
}
_MARKDOWN = "write Markdown; what is not meant as HTML goes into a code span"
_OF_OURS = re.compile(r"\s*(?:=|given\b|code\b|.*\bTODO\b)", re.DOTALL)
_LISTS = (AttrListTreeprocessor.INLINE_RE, re.compile(rf"{AttrListTreeprocessor.BASE_RE}[ ]*$"))
_HARMLESS = (".", "id")  # a class, an anchor


def _html(document: Document) -> Found:
    """One problem a line for the tags that open there, and for those that only close."""
    found: dict[int, list[str]] = {}
    for line, text in _pieces(document):
        bare = _ALLOWED.sub("", _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text))
        for match in _TAG.finditer(bare):
            found.setdefault(line + bare.count("\n", 0, match.start()), []).append(match[0].lower())
    opened = {tag for tags in found.values() for tag in tags}
    for line, tags in found.items():
        shown = [tag for tag in dict.fromkeys(tags) if tag.replace("</", "<") not in opened - {tag}]
        remedy = next((_INSTEAD[tag.strip("</")] for tag in shown if tag.strip("</") in _INSTEAD), _MARKDOWN)
        if shown:
            yield line, f"HTML that no page may have: {', '.join(f'{tag}>' for tag in shown)}", remedy


def _pieces(document: Document) -> Iterator[tuple[int, str]]:
    r"""What is HTML, and text that looks like a tag (the site knows no \<). Each with its first line."""
    for token in document.tokens:
        if token.type == "html_block":
            yield token.map[0] + 1, token.content
        for leaf in leaves(token) if token.type == "inline" else ():
            if leaf.kind == "html_inline":
                yield leaf.line, leaf.content
            elif leaf.kind == "text":
                for match in _TAG.finditer(leaf.content):
                    # Else it is written as &lt;, or a comment that shows, which is reported with the claims.
                    if match[0] in _CODE.sub("", token.content) and match[0] != "<!":
                        yield leaf.line, match[0]


def _comments(document: Document) -> Found:
    for token in document.tokens:
        for match in _COMMENT.finditer(token.content) if token.type == "html_block" else ():
            if match[0] not in MARKERS and not _OF_OURS.match(match[1]):
                line = token.map[0] + 1 + token.content.count("\n", 0, match.start())
                yield line, "a comment between paragraphs", "remove it"


def _attributes(document: Document) -> Found:
    """Braces behind an element or at the end of a block, which become its attributes and vanish."""
    for token in document.tokens:
        found: Sequence[Leaf] = leaves(token) if token.type == "inline" else ()
        for leaf in found:
            patterns = () if leaf.kind != "text" else _LISTS if leaf is found[-1] else _LISTS[:1]
            match = next(filter(None, (pattern.search(leaf.content) for pattern in patterns)), None)
            if not match or match[1].startswith(("{", "%")):  # a template is found as such
                continue
            if {name for name, _ in get_attrs_and_remainder(match[1])[0]}.difference(_HARMLESS):
                message = f"the site takes braces for attributes: {match[0].strip()}"
                yield leaf.line, message, "remove them, or put them into a code span"


check = each_document(_html, _comments, _attributes)
