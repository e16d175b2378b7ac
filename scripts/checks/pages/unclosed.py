"""What a page opens and never closes: it swallows the text below, so nothing else is said of that page.

Front matter that lacks one of its two lines is read as text, and nothing else is said of such a page either.
"""

import re
from collections.abc import Iterator

from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of
from scripts.site.model.document import Document, Problem
from scripts.site.model.front_matter import FrontMatter

_FIELD = re.compile(rf"(?:{'|'.join(FrontMatter.model_fields)}):")
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


def unclosed(repository: Repository) -> dict[str, Problem]:
    """By name, the documents in which something that is never closed hides the text below it."""
    return {source.name: Problem(source.name, *found[0]) for source, found in _first(repository) if found}


@asked_of("all")
def _first(document: Document, repository: Repository) -> Found:
    """The first display equation, code block or comment of a document that has no end; front matter before all."""
    if problem := _front_matter(document):
        yield problem
        return
    line = min(_lines(document), default=None)
    if line is None:
        return
    opening = document.text.split("\n")[line - 1].lstrip("> ")
    end = {"$": "a line of $$", "`": "a line of ```", "~": "a line of ~~~", "<": "-->"}[opening[0]]
    message = f"{opening.split()[0]} opens here and is never closed, which hides the text below"
    yield line, message, f"write {end} where it ends"


def _front_matter(document: Document) -> tuple[int, str, str] | None:
    if document.tokens and document.tokens[0].type == "front_matter":
        return None
    first, *lines = document.text.split("\n")
    if first.strip() == "---" and _FIELD.match(lines[0] if lines else ""):
        end = next((number for number, line in enumerate(lines, start=2) if not line.strip() or line[0] == "#"), 2)
        return end, "the front matter has no end", "write a line --- below its last field"
    if _FIELD.match(first):
        return 1, "the front matter has no beginning", "write a line --- above its first field"
    return None


def _lines(document: Document) -> Iterator[int]:
    lines = document.text.split("\n")
    dollars = 0
    long_equations = []
    for token in document.tokens:
        if token.type == "math_block":
            dollars += 2
            if _BLANK_LINE.search(token.content):
                long_equations.append(token.map[0] + 1)
        elif token.type == "inline":
            dollars += token.content.count("$$")
        elif token.type == "fence":
            last = lines[token.map[1] - 1].strip("> ")
            alone = token.map[1] - token.map[0] == 1
            another = re.search(rf"^{token.markup}\w", token.content, re.MULTILINE)
            if alone or another or not last.startswith(token.markup):
                yield token.map[0] + 1
        elif token.type == "html_block" and token.content.count("<!--") > token.content.count("-->"):
            yield token.map[0] + 1
    if dollars % 2 and long_equations:
        yield long_equations[0]
