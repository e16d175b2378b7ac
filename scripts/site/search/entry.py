"""What the search knows of one page: its names, what it says in short, and its parts, each as a bag of words.

A bag has each word once, since the browser counts how many parts of a page speak of a thing, not how often one does.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from scripts.site.search.article import FORMULA, Part, parts

REFERENCE = 0.45  # what a page counts that answers no question: an answer comes first
LONGEST = 150  # characters of what is shown of a part
_EDGES = re.compile(r"^[^\w∂σ]+|[^\w%]+$")
_SENTENCE = re.compile(r"(?<=[.!?])[”’)]?\s+(?=[A-Z“‘(])")
_KINDS = {"Common mistakes": "mistake", "By heart": "heart"}
# What is said of the answer and not of its subject leads nowhere: its words count for the page. Problems go together.
_OF_THE_PAGE, _TOGETHER = "How it is judged", "Test yourself"


def entry(html: str, url: str, title: str, name: str, meta: Mapping) -> dict:
    """The page of this HTML, as the browser gets it."""
    own: list[str] = []
    found: list[Part] = []
    for part in parts(html):
        if part.level == 1 or part.section == _OF_THE_PAGE or not part.anchor:
            own += [*part.paragraphs, " ".join(part.names)]
        elif part.section == _TOGETHER and part.level > 2:
            found[-1].paragraphs += [part.heading, *part.paragraphs]
        else:
            found.append(part)
    return {
        "url": url,
        "title": title,
        "name": name,
        "boost": meta.get("search", {}).get("boost", 1 if "question" in meta else REFERENCE),
        "short": meta.get("short", ""),
        "keywords": list(meta.get("keywords", ())),
        "aliases": list(meta.get("aliases", ())),
        "words": bag(own),
        "parts": [_part(part) for part in found],
    }


def _part(part: Part) -> list:
    """Anchor, kind, heading, what is shown of it, and its words."""
    kind = _KINDS.get(part.section, "section")
    if part.section == "Follow-ups" and part.level > 2:
        kind = "follow-up"
    symbols = sorted(set(part.symbols)) if kind == "heart" else []
    words = bag([*part.paragraphs, " ".join([*part.names, *symbols])])
    return [part.anchor, kind, part.heading, preview(part.paragraphs) if kind == "follow-up" else "", words]


def preview(paragraphs: Iterable[str]) -> str:
    """The first sentence that has no formula in it, when it is short enough to be shown whole."""
    first = next((_SENTENCE.split(text)[0] for text in paragraphs), "")
    return first if FORMULA not in first and len(first) <= LONGEST else ""


def bag(paragraphs: Iterable[str]) -> str:
    """Each word once, in the order of the text, without capitals but where these say how a name is made."""
    words = dict.fromkeys(_plain(word) for text in paragraphs for word in text.replace(FORMULA, " ").split())
    return " ".join(filter(None, words))


@cache
def _plain(word: str) -> str:
    word = _EDGES.sub("", word)
    return word if word[1:] != word[1:].lower() and not word.isupper() else word.lower()
