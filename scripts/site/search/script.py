"""The one script of the search: MiniSearch, what ranks and draws the results, and the words of all pages.

It is a classic script, so that a page opened from disk can load it as a hosted one does. The words go as an index from
each word to the bags that it is in, which takes half the bytes of the bags; the browser turns it round.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

from scripts.site.search.thesaurus import thesaurus

ALPHABET = "".join(map(chr, range(35, 127))).replace("\\", "")
_LAST = 45  # digits below it end a number, the others say that more follow


def name(content: str) -> str:
    """The name of the script, which changes with its bytes."""
    return f"search/index.{sha256(content.encode()).hexdigest()[:8]}.js"


def script(sources: Iterable[str], entries: Sequence[dict]) -> str:
    """All of it: the sources one behind the other, and what they are called with."""
    return ";\n".join(
        [*sources, f"searchBox.ready({json.dumps(data(entries), ensure_ascii=False, separators=(',', ':'))})\n"]
    )


def data(entries: Sequence[dict]) -> dict:
    """What the browser gets: the pages without their bags, and of each word the bags that it is in.

    A page's bags follow one another: its own, then those of its parts.
    """
    places: dict[str, list[int]] = {}
    bags, pages = 0, []
    for entry in entries:
        own = [entry["words"], *(words for *_, words in entry["parts"])]
        for number, words in enumerate(own, start=bags):
            for word in words.split():
                places.setdefault(word, []).append(number)
        bags += len(own)
        pages.append({**entry, "words": "", "parts": [part[:-1] for part in entry["parts"]]})
        del pages[-1]["words"]
    words = sorted(places)
    return {
        "pages": pages,
        "thesaurus": thesaurus(),
        "alphabet": ALPHABET,
        "bags": bags,
        "words": " ".join(words),
        "places": " ".join(_steps(places[word]) for word in words),
    }


def _steps(numbers: Iterable[int]) -> str:
    """Rising numbers as the steps between them, each of as few letters of the alphabet as it takes."""
    written, last, more = "", -1, len(ALPHABET) - _LAST
    for number in numbers:
        step, last = number - last - 1, number
        while step >= _LAST:
            written += ALPHABET[_LAST + step % more]
            step //= more
        written += ALPHABET[step]
    return written
