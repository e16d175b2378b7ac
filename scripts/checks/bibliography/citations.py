"""Every citation names a source of docs/references.bib, and every source there is cited."""

import re
from collections.abc import Collection, Container, Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import urlsplit

from scripts.checks.pages.unclosed import unclosed
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.model.document import Document, Problem, leaves
from scripts.site.model.page import did_you_mean
from scripts.site.model.prose import Block, document_blocks, text_blocks

_CITATION = re.compile(r"\[(@[^\[\]]*)\]")
_MENTION = re.compile(r"(?<![\w/.])@ ?([\w:.-]*\w)")
_WITHOUT_AT = re.compile(r"(?<![\w\]])\[([\w:.-]+)\](?![(\[:])")
_KEY = re.compile(r"[\w:.-]+")
EVERYTHING = "*"


def keys(text: str) -> list[str]:
    """The keys of the citations in a text, misspelt ones too."""
    return [key.strip().removeprefix("@") for group in _CITATION.findall(text) for key in group.split(";")]


def mentions(text: str) -> set[str]:
    """What stands behind an @ in a text: the keys of its citations, also of those that are not written as such."""
    return set(_MENTION.findall(text))


def check(repository: Repository) -> Iterator[Problem]:
    """Unknown, malformed and unused repository."""
    yield from problems(_in_document, repository)
    yield from (Problem(*found) for found in _in_captions(repository))
    cited = {key for _, keys_there in _cited(repository) for key in keys_there}.union(_cited_in_captions(repository))
    hidden = unclosed(repository)
    for key in repository.bibliography:
        if key not in cited and not hidden:
            yield repository.library.problem(key, f'no page cites "{key}"', "cite it or remove the entry")


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    return _wrong(document_blocks(document), repository.bibliography)


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for name, line, caption in repository.captions:
        yield from ((name, line, *found) for _, *found in _wrong(text_blocks(caption), repository.bibliography))


@asked_of("site")
def _cited(document: Document, repository: Repository) -> list[str]:
    return sorted(_meant(document_blocks(document), repository.bibliography))


@asked_once
def _cited_in_captions(repository: Repository) -> list[str]:
    found = [block for *_, caption in repository.captions for block in text_blocks(caption)]
    return sorted(_meant(found, repository.bibliography))


def _meant(found: Iterable[Block], known: Collection[str]) -> set[str]:
    """The keys that are cited, and of one that is not known the one that is meant."""
    cited: set[str] = set()
    for block in found:
        cited |= mentions(block.flat.text)
        for match in _CITATION.finditer(block.flat.text):
            for key in keys(match[0]):
                cited.add(key)
                if key != EVERYTHING and key not in known and _KEY.fullmatch(key):
                    cited.update(get_close_matches(key, known, n=1))
    return cited


def _wrong(found: Iterable[Block], known: Collection[str]) -> Found:
    for block in found:
        yield from _slips(block, known)
        for match in _CITATION.finditer(block.flat.text):
            line = block.flat.line_at(match.start())
            for key in keys(match[0]):
                if key == EVERYTHING or key in known:
                    continue
                if not _KEY.fullmatch(key):
                    yield line, f'"{match[0]}" is no citation', "write [@key], or [@key; @other]"
                elif known:
                    message = f'unknown source "{key}"{did_you_mean(key, known)}'
                    yield line, message, "correct the key or add the source to docs/references.bib"


def _slips(block: Block, known: Container[str]) -> Found:
    """Where a text cites in another way than this guide does."""
    text = block.flat.text
    if block.kind == "heading" and block.level > 2 and (match := _CITATION.search(text)):
        yield block.flat.line_at(match.start()), f"a citation in a heading: {match[0]}", "cite in the text below it"
    if r"\[@" in block.token.content:
        yield block.flat.line_at(text.find("[@")), "a backslash before a citation, which shows the key", "remove it"
    for match in _MENTION.finditer(_CITATION.sub(lambda found: " " * len(found[0]), text)):
        remedy = "cite a source as [@key], and name people and packages without an @"
        if match[1] in known:
            remedy = f"write [@{match[1]}], with nothing else between the brackets"
        yield block.flat.line_at(match.start()), f'"{match[0]}" cites nothing', remedy
    for match in _WITHOUT_AT.finditer(text):
        if match[1] in known:
            yield block.flat.line_at(match.start()), f'"{match[0]}" cites nothing', f"write [@{match[1]}]"
        elif match[1].isdigit():
            remedy = "write [@key]; the site numbers nothing"
            yield block.flat.line_at(match.start()), f"a citation by number: {match[0]}", remedy
    for leaf in leaves(block.token) if block.token.type == "inline" else ():
        address = str(leaf.token.attrs.get("href", ""))
        if leaf.kind == "link_open" and urlsplit(address).hostname in ("doi.org", "dx.doi.org", "arxiv.org"):
            remedy = "write the source into docs/references.bib, and cite it as [@key]"
            yield leaf.line, f"a link in the place of a citation: {address}", remedy
