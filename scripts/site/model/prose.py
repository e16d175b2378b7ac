"""Blocks, sentences and words of a document, as checks and reading times count them.

A word is what stands between spaces and has a letter or a digit in it; a formula or a code span is one word; comments
and citations are none. Prose is paragraphs, list items and quotes: no headings, tables, code or display equations.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from weakref import WeakKeyDictionary

from markdown_it.token import Token

from scripts.site.model.document import Document, Leaf, leaves, parse
from scripts.site.model.page import Answer, Section

FORMULA, CODE, COMMENT, IMAGE, BOLD, UNBOLD, HTML = "\ue000\ue001\ue002\ue003\ue004\ue005\ue006"
SILENT = CODE + COMMENT + IMAGE + BOLD + UNBOLD + HTML
_PLACEHOLDERS = {
    "math_inline": FORMULA,
    "code_inline": CODE,
    "html_inline": HTML,
    "image": IMAGE,
    "strong_open": BOLD,
    "strong_close": UNBOLD,
}
CITATION = re.compile(r"\[@[^\]]*\]")
_MARKS = re.compile(f"[{COMMENT}{IMAGE}{BOLD}{UNBOLD}{HTML}]")
_WORD = re.compile(rf"[\w{FORMULA}{CODE}]")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|et al|cf|vs|fig|eq|approx|resp|Dr|St)|\b[A-Z])\.$")
_SENTENCE_END = re.compile(
    rf"[.!?][\"'”’)\]{COMMENT}{UNBOLD}{HTML}]*\s+(?=[\"'“‘(\[{BOLD}{FORMULA}{CODE}{HTML}]*[A-Z0-9{FORMULA}{CODE}])"
)
SINKS = "Sinks it"  # the list of what is wrong on purpose
PROSE_KINDS = ("paragraph", "item", "quote")


@dataclass
class Flat:
    """The text of one block in one line, with one private character in the place of each formula, comment and so on."""

    text: str
    spots: dict[int, Leaf]
    starts: list[tuple[int, int]]

    def line_at(self, position: int) -> int:
        """The line in the file of a position in the text."""
        return next((line for start, line in reversed(self.starts) if start <= position), self.starts[0][1])

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The start and end of each sentence."""
        found, start = [], 0
        for match in _SENTENCE_END.finditer(self.text):
            if not _ABBREVIATION.search(self.text[: match.start() + 1]):
                found.append((start, match.end()))
                start = match.end()
        found.append((start, len(self.text)))
        return [span for span in found if count_words(self.text[slice(*span)])]

    @property
    def quoted_mistake(self) -> int:
        """Where the bold, quoted wrong claim at the start of a common mistake ends; 0 where there is none."""
        return self.text.find(UNBOLD) if self.text.startswith((f'{BOLD}"', f"{BOLD}“")) else 0

    @cached_property
    def words(self) -> int:
        """The number of words."""
        return count_words(self.text)


@dataclass
class Block:
    """A paragraph, list item, quote, cell, heading, figure, equation, code or html block, and the line it starts on."""

    kind: str
    line: int
    token: Token
    level: int = 0
    row: int = 0
    column: int = 0
    claimed: bool = False  # a comment that a formula before it has taken as its claim

    def is_code(self, language: str) -> bool:
        """Whether this is a code block of a language."""
        return self.kind == "code" and self.token.info.strip() == language

    @cached_property
    def flat(self) -> Flat:
        """The text of the block; empty for equations, code and html."""
        return flatten(self.token) if self.token.type == "inline" else Flat("", {}, [(0, self.line)])


def count_words(text: str) -> int:
    """The number of words in flattened text."""
    return sum(1 for part in _MARKS.sub("", CITATION.sub(" ", text)).split() if _WORD.search(part))


def flatten(inline: Token) -> Flat:
    """The text of an `inline` token, see `Flat`."""
    text, spots, starts, line = "", {}, [(0, inline.map[0] + 1)], inline.map[0] + 1
    found = iter(leaves(inline))
    for token in inline.children or ():
        if token.type in ("softbreak", "hardbreak"):
            text += " "
            continue
        leaf = next(found)
        if leaf.line != line:
            line = leaf.line
            starts.append((len(text), line))
        if token.type in _PLACEHOLDERS:
            mark = _PLACEHOLDERS[token.type]
            if mark == HTML and token.content.startswith("<!--"):
                mark = COMMENT
            spots[len(text)] = leaf
            text += mark
        else:
            text += token.content
    return Flat(text, spots, starts)


@cache
def text_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text of Markdown that is no document, such as a caption; found once."""
    return tuple(blocks(parse(text)))


_known: WeakKeyDictionary[Document, list[Block]] = WeakKeyDictionary()


def document_blocks(document: Document) -> list[Block]:
    """The blocks of a document in order, found once."""
    if document not in _known:
        _known[document] = list(blocks(document.tokens))
    return _known[document]


def part_blocks(document: Document, part: Section | Answer) -> list[Block]:
    """The blocks of a section (its own heading left out) or of the answer block."""
    first = part.line + (1 if isinstance(part, Section) else 0)
    return [block for block in document_blocks(document) if first <= block.line <= part.last_line]


def blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """The blocks of a token list in order."""
    stack: list[Token] = []
    row = column = 0
    for token in tokens:
        if token.nesting == 1:
            stack.append(token)
            if token.type == "table_open":
                row = 0
            elif token.type == "tr_open":
                row, column = row + 1, 0
            elif token.type in ("td_open", "th_open"):
                column += 1
        elif token.nesting == -1 and stack:
            stack.pop()
        line = token.map[0] + 1 if token.map else 0
        if token.type == "inline":
            around = {open_token.type for open_token in stack}
            if "heading_open" in around:
                yield Block("heading", line, token, level=int(stack[-1].tag[1]))
            elif around & {"td_open", "th_open"}:
                yield Block("cell", line, token, row=row, column=column)
            elif [child.type for child in token.children or ()] == ["image"]:
                yield Block("figure", line, token)
            elif around & {"bullet_list_open", "ordered_list_open"}:
                yield Block("item", line, token)
            else:
                yield Block("quote" if "blockquote_open" in around else "paragraph", line, token)
        elif token.type == "math_block":
            yield Block("equation", line, token)
        elif token.type in ("fence", "code_block"):
            yield Block("code", line, token)
        elif token.type == "html_block":
            yield Block("html", line, token)


def wrong_on_purpose(found: Sequence[Block]) -> set[int]:
    """The lines of the blocks that say, in "How it is judged", what sinks an answer."""
    lines, section, label = set(), "", ""
    for block in found:
        if block.kind == "heading" and block.level <= 2:
            section, label = block.flat.text, ""
        elif block.kind == "paragraph" and section == "How it is judged":
            label = block.flat.text.strip(f" {BOLD}{UNBOLD}")
        elif label == SINKS:
            lines.add(block.line)
    return lines


def prose(found: Iterable[Block]) -> list[Block]:
    """The blocks that are prose."""
    return [block for block in found if block.kind in PROSE_KINDS]
