"""Write guide.txt anew from the pages: ``python -m scripts.experiments.tasks.guide_snapshot``.

The text is a frozen copy, so that editing a page makes no record stale. Renewing it does: every experiment on
`guide_characters` has to be measured again, after the SHA-256 that this command prints has been put into that module.

What is taken: the running prose of the questions' pages in order, one paragraph, list item or quotation per line, one
empty line between pages. What is left out: front matter, headings, tables, code, displays, comments and citations; each
sentence with a formula or an image, because it would be left with a hole; each that is no whole sentence, because a
display or a block that belonged to it is gone; and each with a character beyond ASCII, so that the alphabet stays
small.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from scripts.experiments.tasks.guide_characters import PATH

PAGES = Path(__file__).resolve().parents[3] / "docs" / "questions"
_HOLE = "\0"
_CITATION = re.compile(r"\s*\[@[^\]]*\]")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"\0])")
_WHOLE = re.compile(r"[A-Z\"(].*[.?!][\")]*")
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "\u00a0": " "}
)


def prose(page: str) -> Iterator[str]:
    """The paragraphs of a page that are left when what is no prose is taken out, each in one line."""
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    tokens = parser.use(dollarmath_plugin, allow_space=False, double_inline=False).parse(page)
    for opening, token in pairwise(tokens):
        if token.type == "inline" and opening.type == "paragraph_open":
            text = _CITATION.sub("", "".join(map(_shown, token.children))).translate(_PLAIN)
            sentences = (" ".join(sentence.split()) for sentence in _SENTENCE_END.split(text))
            if line := " ".join(filter(_whole, sentences)):
                yield line


def _whole(sentence: str) -> bool:
    """Whether a sentence can stand by itself in the text."""
    return sentence.isascii() and _HOLE not in sentence and _WHOLE.fullmatch(sentence) is not None


def _shown(token: Token) -> str:
    """The text of an inline token, or a hole where it is no text."""
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return _HOLE if token.type in ("math_inline", "image") else ""


def snapshot(pages: Path = PAGES) -> str:
    """The prose of all pages in `pages`."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(pages.glob("[0-9][0-9]-*.md")))
    return "\n".join("".join(f"{line}\n" for line in prose(text)) for text in texts)


if __name__ == "__main__":
    PATH.write_bytes(snapshot().encode())
    print(f"{PATH.name}: {len(PATH.read_bytes())} bytes, SHA-256 {hashlib.sha256(PATH.read_bytes()).hexdigest()}")
