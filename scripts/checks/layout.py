"""Markdown that a code host and the site read alike: blank lines around blocks, four spaces below a list item."""

from collections.abc import Iterator

from scripts.checks.sources import Sources
from scripts.site.document import Document, Problem

_STARTS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "blockquote_open": "quote",
}

ITEM_INDENT = 4


def check(sources: Sources) -> Iterator[Problem]:
    """Blocks that Python-Markdown would swallow into the paragraph or list item before them."""
    for document in sources.site_documents:
        yield from _blank_lines(document)
        yield from _below_items(document)


def _blank_lines(document: Document) -> Iterator[Problem]:
    lines = document.text.split("\n")
    opened = [token for token in document.tokens if token.map and token.nesting >= 0 and token.type != "inline"]
    ends = {token.map[1]: token for token in opened if token.type == "paragraph_open" and token.level == 0}
    for token in opened:
        first = token.map[0]
        what = _STARTS.get(token.type)
        if what and first in ends and lines[first - 1].strip():
            remedy = "put a blank line before it"
            yield Problem(document.name, first + 1, f"a {what} right below a paragraph", remedy)
        after = token.map[1]
        if token.type == "math_block" and after < len(lines):
            following = lines[after].strip()
            if following and not following.startswith("<!--"):
                message = "text right below a display equation"
                yield Problem(document.name, after + 1, message, "put a blank line between")


def _below_items(document: Document) -> Iterator[Problem]:
    lines = document.text.split("\n")
    items = []
    for token in document.tokens:
        if token.type == "list_item_open":
            items.append(token)
        elif token.type == "list_item_close":
            items.pop()
        elif items and token.nesting >= 0 and token.map and token.map[0] > items[-1].map[0] and token.type != "inline":
            indent = _indent(lines[token.map[0]]) - _indent(lines[items[-1].map[0]])
            if lines[token.map[0]].strip() and indent < ITEM_INDENT:
                message = f"a block indented by {indent} below a list item"
                yield Problem(document.name, token.map[0] + 1, message, f"indent it by {ITEM_INDENT}")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
