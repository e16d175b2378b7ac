"""Which people a text names: surnames of docs/references.bib, one by one and in groups such as `Gers and Cummins`."""

import re
from collections.abc import Iterator, Set
from difflib import get_close_matches
from typing import NamedTuple

from scripts.checks.bibliography.sources import surnames
from scripts.checks.repository import Repository
from scripts.checks.words.proper_names import SHORTEST_SURNAME, listed

# Surnames that are words as well: alone at the start of a sentence they are no people.
WORDS = frozenset(("Buys", "Case", "Hard", "He", "Large", "Layer", "Long", "Press", "See", "Sun", "Young"))
# Surnames that, alone, are the name of a method.
METHODS = frozenset(("Adam", "Glorot"))
_NAME = r"(?<![\w@/.`-])[^\W\d_a-z][^\W\d_]*[a-zà-ÿ][^\W\d_]*(?:-[^\W\d_a-z][^\W\d_]+)?(?![\w@/]|\.\w|-\w)"
_OTHERS = (
    r"(?:\s+and\s+(?:\w+\s+)?(?:colleagues|co-?authors|others|co-?workers|students?)\b|\s+et\s+al\b"
    r"|['’]s\s+(?:team|group)\b)"
)
_LEADS = re.compile(r"\s+(?:and\s+(?:colleagues|co|others)|et\s)")
_GROUP = re.compile(rf"{_NAME}(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s+&\s+){_NAME})*(?P<others>{_OTHERS})?")
_ONE = re.compile(_NAME)
# What is called after somebody: Glorot's uniform start, the attention of Bahdanau's kind.
_CALLED = re.compile(
    r"(?:['’]s)?[\s-]+(?:uniform|normal|initiali[sz]\w+|starts?|attention|style|networks?|gates?|units?|rule|scheme)\b"
)


class Group(NamedTuple):
    """People named together, where the first of them stands, and the words there that are nobody's surname.

    `leads` says that one is named for all, as in `Gers and colleagues`.
    """

    start: int
    names: tuple[str, ...]
    strangers: tuple[str, ...]
    leads: bool = False


def known_surnames(repository: Repository) -> set[str]:
    """The surnames of all authors."""
    return {name for entry in repository.bibliography.values() for name in surnames(entry)}


def groups(text: str, people: Set[str]) -> Iterator[Group]:
    """The people named in a sentence.

    A stranger is a word in a surname's place that is none: beside a known one and nearly another, as in `Gers and
    Cumins`, or before `and colleagues`.
    """
    products = {*listed("products.txt"), *listed("people.txt")}
    for match in _GROUP.finditer(text):
        words = [word[0] for word in _ONE.finditer(match[0]) if word[0] not in products]
        names = tuple(word for word in words if word in people)
        if not names and not match["others"]:
            continue
        if len(words) == 1 and names and not match["others"] and _is_no_person(names[0], text, match):
            continue
        strangers = [word for word in words if word not in people and get_close_matches(word, people, 1, 0.7)]
        if match["others"] and words and words[-1] not in people:
            strangers = [*(word for word in strangers if word != words[-1]), words[-1]]
        leads = len(names) == 1 and bool(_LEADS.match(match["others"] or ""))
        yield Group(match.start(), names, tuple(strangers), leads)


def _is_no_person(name: str, text: str, match: re.Match) -> bool:
    """Whether a surname that stands alone is a word, or the name of a method."""
    starts = not re.search(r"\w", text[: match.start()])
    return name in METHODS or (name in WORDS and starts) or bool(_CALLED.match(text, match.end()))


def misspelt(text: str, cited: Set[str], people: Set[str]) -> Iterator[tuple[int, str, str]]:
    """Words with a capital that are nearly the surname of an author who is cited, where they stand, and that surname.

    Longer surnames are looked after by `words/proper_names`, wherever they stand.
    """
    short = [name for name in cited if 4 <= len(name) < SHORTEST_SURNAME]
    for match in _ONE.finditer(text) if short else ():
        word = match[0]
        near = get_close_matches(word, short, n=1, cutoff=0.8) if word not in people else []
        if near and word[0] == near[0][0] and word not in listed("products.txt"):
            yield match.start(), word, near[0]
