"""Markdown that a code host and the site read alike: blank lines around blocks, four spaces below a list item, tables
with a cell a column, headings that start with `#` and a space."""

import re
from itertools import pairwise

from markdown_it.rules_block.table import escapedSplit

from scripts.checks.rules import Found, each_document
from scripts.site.model.document import Document

_STARTS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "blockquote_open": "quote",
}

ITEM_INDENT = 4
_SILENT = re.compile(r"\$[^$]*\$|<!--.*?-->")


def _blank_lines(document: Document) -> Found:
    lines = document.text.split("\n")
    opened = [token for token in document.tokens if token.map and token.nesting >= 0 and token.type != "inline"]
    ends = {token.map[1]: token for token in opened if token.type == "paragraph_open" and token.level == 0}
    for token in opened:
        first = token.map[0]
        what = _STARTS.get(token.type)
        if what and first in ends and lines[first - 1].strip():
            remedy = "put a blank line before it"
            yield first + 1, f"a {what} right below a paragraph", remedy
        after = token.map[1]
        if token.type == "math_block" and after < len(lines):
            following = lines[after].strip()
            if following and not following.startswith("<!--"):
                message = "text right below a display equation"
                yield after + 1, message, "put a blank line between"


def _below_items(document: Document) -> Found:
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
                yield token.map[0] + 1, message, f"indent it by {ITEM_INDENT}"


def _tables(document: Document) -> Found:
    lines = document.text.split("\n")
    columns = 0
    for before, token in pairwise([None, *document.tokens]):
        if token.type == "table_open":
            columns = 0
        elif token.type == "tr_open":
            cells = escapedSplit(lines[token.map[0]].strip("> "))
            count = len(cells) - (not cells[0]) - (not cells[-1])
            columns = columns or count
            in_formula = any(cell.count("$") % 2 for cell in cells)  # the bar that is too many: see mathematics
            if count != columns and not in_formula:
                message = f"a table of {columns} columns has a row of {count}"
                remedy = "give it a cell a column; a bar within a cell is written \\|"
                yield token.map[0] + 1, message, remedy
        elif before and before.type == "th_open" and not re.search(r"\w", _SILENT.sub("", token.content)):
            message = f"a column without a heading in words{f': {token.content}' if token.content else ''}"
            remedy = "write a word: formulas are not read out as headings"
            yield token.map[0] + 1, message, remedy
        elif token.type == "inline" and re.match(r"\|.*\|\n\|.*\|", token.content):
            message = "a table without a line of dashes below its first row"
            yield token.map[0] + 1, message, "write | --- | once a column, between two bars"


def _headings(document: Document) -> Found:
    for token in document.tokens:
        if token.type == "heading_open" and token.markup in ("-", "="):
            message = f"the line of {token.markup} below makes this a heading"
            yield token.map[0] + 1, message, "write ## before a heading, else a blank line below"
        elif token.type == "inline":
            for match in re.finditer(r"^#{1,6}(?=[^#\s])", token.content, re.MULTILINE):
                line = token.map[0] + 1 + token.content.count("\n", 0, match.start())
                alone = len(match[0]) == 1
                remedy = f"put a space behind {'it, or a word before it' if alone else 'its signs'}"
                yield line, f"a heading without a space: {match[0]}", remedy


def _tabs(document: Document) -> Found:
    """The first tab; those in front matter are reported with it."""
    front = document.tokens[0] if document.tokens and document.tokens[0].type == "front_matter" else None
    for number, line in enumerate(document.text.split("\n"), start=1):
        if "\t" in line and not (front and number <= front.map[1]):
            yield number, f"a tab at column {line.index(chr(9)) + 1}", "write spaces"
            return


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


check = each_document(_blank_lines, _below_items, _tables, _headings, _tabs)
