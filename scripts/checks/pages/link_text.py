"""Text that was meant to be a link and is none, and links whose own text says nothing or names another page."""

import re
from collections.abc import Iterator

from scripts.checks.repository import Repository
from scripts.checks.rules import Check, Found, asked_of, each_document, problems
from scripts.site.model.document import Document, Problem, all_leaves

_REFERENCE = re.compile(r"(?<!\w)\[[^\[\]@]+\]\[[^\[\]]*\]")
_DEFINITION = re.compile(r"\[[^\[\]^@]+\]:\s*\S+")
_LINK = re.compile(r"(?:!?\[[^\[\]]*)?\]\(\s*([^()]*(?:\([^()]*\)[^()]*)*)\)?")
_APART = re.compile(r"\[[^\[\]]*\]\s+\((?:https?:|#|[^()\s]*(?:/|\.md\b))[^()\s]*\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)]")
_REFUSED = re.compile(r"(?:javascript|vbscript|data|file):", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:question|page|answer) (\d+)\b", re.IGNORECASE)
_PAGE = re.compile(r"(?:^|/)(\d\d)-[a-z0-9-]+\.md(?:#|$)")
_EMPTY_WORDS = {"here", "click here", "link", "this", "this link", "this page", "read more", "more", "see here"}


@asked_of("all")
def _no_links(document: Document, repository: Repository) -> Found:
    for leaf in (leaf for leaf in all_leaves(document.tokens) if leaf.kind == "text"):
        if match := _REFERENCE.search(leaf.content):
            yield leaf.line, f"{match[0]} leads nowhere", "define the reference, or write [text](target)"
        if match := _DEFINITION.match(leaf.content):
            yield leaf.line, f"{match[0]} defines no link", "write [text](target) in the sentence"
        if match := _APART.search(leaf.content):
            yield leaf.line, f"{match[0]} is no link", "remove the space between ] and ("
        for match in _LINK.finditer(leaf.content):
            yield leaf.line, f"{match[0]} is no link", _why(match[1])


def _why(target: str) -> str:
    """What to do about brackets that make no link."""
    if _REFUSED.match(target):
        return "link to a page, or to an address that starts with https://"
    return "write %20 for a space, or rename the file" if " " in target.strip() else "write [text](target)"


def _words(document: Document) -> Found:
    text, start = "", None
    for leaf in all_leaves(document.tokens):
        if leaf.kind == "link_open":
            text, start = "", leaf
        elif leaf.kind == "link_close" and start:
            if start.token.markup == "autolink" and "://" in text:
                yield leaf.line, f"a bare address: {text}", "write [what it is](address)"
            elif not text.strip():
                yield leaf.line, "a link without text", "say what it leads to"
            elif text.strip(" .").casefold() in _EMPTY_WORDS:
                yield leaf.line, f'a link on "{text}"', "put it on the words that say what it leads to"
            elif led := _elsewhere(text, str(start.token.attrs["href"])):
                yield leaf.line, f'a link on "{text}" leads to question {led}', "correct the number or the target"
            start = None
        elif start:
            text += leaf.content
        elif leaf.kind == "text":
            for match in _ADDRESS.finditer(_LINK.sub("", _APART.sub("", leaf.content))):
                yield leaf.line, f"a bare address: {match[0]}", "write [what it is](address)"


def _elsewhere(text: str, target: str) -> int | None:
    """The number of the question that a link leads to, if its words give another."""
    named, page = _NUMBERED.search(text), _PAGE.search(target)
    return int(page[1]) if named and page and int(named[1]) != int(page[1]) else None


def check(repository: Repository) -> Iterator[Problem]:
    """Brackets that make no link anywhere, bare addresses and empty words on the pages."""
    yield from problems(_no_links, repository)
    yield from _on_pages(repository)


_on_pages: Check = each_document(_words)
