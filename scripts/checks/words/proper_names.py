"""Names as those who bear them write them: products with their capitals, authors letter by letter."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from scripts.checks.bibliography.sources import printed
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.checks.words.nearest import Nearest
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import document_blocks

LISTS = Path(__file__).parent
# Shorter surnames are too near to English words, and given names to other given names.
SHORTEST_SURNAME, NEARLY = 6, 0.85
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?![\w@/]|\.\w|://)")


def check(repository: Repository) -> Iterator[Problem]:
    """Names on pages that are nearly right."""
    return problems(_in_document, repository)


@asked_of("all")
def _in_document(document: Document, repository: Repository) -> Found:
    products = {name.casefold(): name for name in listed("products.txt") if " " not in name}
    phrases = re.compile("|".join(re.escape(name) for name in listed("products.txt") if " " in name))
    names, nearest = repository.made(_names), repository.made(_nearest)
    for block in document_blocks(document):
        text = phrases.sub(lambda match: " " * len(match[0]), block.flat.text)
        for match in _WORD.finditer(text):
            word = match[0]
            if word.isupper() or word in names:
                continue
            if product := products.get(word.casefold()):
                message, remedy = f'"{word}" has the wrong capitals', f'write "{product}"'
                yield block.flat.line_at(match.start()), message, remedy
            elif word[0].isupper() and (near := nearest(word)):
                message = f'"{word}" is nobody\'s name here (did you mean "{near}"?)'
                remedy = "correct it, or add it to scripts/checks/words/people.txt"
                yield block.flat.line_at(match.start()), message, remedy


def _names(repository: Repository) -> frozenset[str]:
    """What is no slip: products, and each part of an author's name."""
    products = (name for name in listed("products.txt") if " " not in name)
    return frozenset((*products, *(part for author in repository.made(_authors) for part in author)))


def _nearest(repository: Repository) -> Callable[[str], str]:
    """Finds the surname that a word nearly is."""
    surnames = {name for *_, name in repository.made(_authors) if len(name) >= SHORTEST_SURNAME}
    return cache(Nearest(surnames, NEARLY).to)


@cache
def listed(name: str) -> tuple[str, ...]:
    """The names in one of our lists, one a line; what stands behind a # is a reason."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return tuple(text for line in lines if (text := line.partition("#")[0].strip()))


def _authors(repository: Repository) -> list[list[str]]:
    """The parts of each name that a text may have, the last of them a surname; contributors to a project have none."""
    found = [[name] for name in listed("people.txt")]
    for entry in repository.bibliography.values():
        for person in (person for people in entry.persons.values() for person in people):
            if not str(person).startswith("{"):
                parts = (*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names)
                found.append(list(map(printed, parts)))
    return found
