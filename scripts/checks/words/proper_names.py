"""Names as those who bear them write them: products with their capitals, authors letter by letter."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pybtex.richtext import Text as RichText

from scripts.checks.repository import Repository
from scripts.site.model.document import Problem
from scripts.site.model.prose import document_blocks

LISTS = Path(__file__).parent
# Shorter surnames are too near to English words, and given names to other given names.
SHORTEST_SURNAME, NEARLY = 6, 0.85
_WORD = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?![\w@/]|\.\w|://)")


def check(repository: Repository) -> Iterator[Problem]:
    """Names on pages that are nearly right."""
    products = {name.casefold(): name for name in listed("products.txt") if " " not in name}
    phrases = re.compile("|".join(re.escape(name) for name in listed("products.txt") if " " in name))
    names = {*products.values(), *(part for author in _authors(repository) for part in author)}
    surnames = {author[-1] for author in _authors(repository) if len(author[-1]) >= SHORTEST_SURNAME}
    nearest = cache(lambda word: get_close_matches(word, surnames, n=1, cutoff=NEARLY))
    for document in repository.documents:
        for block in document_blocks(document):
            text = phrases.sub(lambda match: " " * len(match[0]), block.flat.text)
            for match in _WORD.finditer(text):
                word = match[0]
                if word.isupper() or word in names:
                    continue
                if product := products.get(word.casefold()):
                    message, remedy = f'"{word}" has the wrong capitals', f'write "{product}"'
                    yield Problem(document.name, block.flat.line_at(match.start()), message, remedy)
                elif word[0].isupper() and (near := nearest(word)):
                    message = f'"{word}" is nobody\'s name here (did you mean "{near[0]}"?)'
                    remedy = "correct it, or add it to scripts/checks/words/people.txt"
                    yield Problem(document.name, block.flat.line_at(match.start()), message, remedy)


@cache
def listed(name: str) -> tuple[str, ...]:
    """The names in one of our lists, one a line; what stands behind a # is a reason."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return tuple(text for line in lines if (text := line.partition("#")[0].strip()))


def _authors(repository: Repository) -> Iterator[list[str]]:
    """The parts of each name that a text may have, the last of them a surname; contributors to a project have none."""
    yield from ([name] for name in listed("people.txt"))
    for entry in repository.bibliography.values():
        for person in (person for people in entry.persons.values() for person in people):
            if not str(person).startswith("{"):
                parts = (*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names)
                yield [str(RichText.from_latex(part)) for part in parts]
