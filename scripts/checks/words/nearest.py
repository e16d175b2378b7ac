"""The nearest of many words, found as `difflib` finds it, without asking it about those that are too far away."""

from collections.abc import Iterable
from difflib import get_close_matches


class Nearest:
    """Some words, and how near another one has to be."""

    def __init__(self, words: Iterable[str], cutoff: float) -> None:
        """Sort the words by length; `cutoff` is that of `get_close_matches`."""
        self._cutoff = cutoff
        self._by_length: dict[int, list[tuple[int, str]]] = {}
        self._bits: dict[str, int] = {}
        for word in words:
            self._by_length.setdefault(len(word), []).append((self._letters(word), word))

    def to(self, word: str) -> str:
        """The word that `get_close_matches(word, words, n=1, cutoff)` gives; nothing where it gives none.

        What two words share cannot be more than the shorter of them, nor more than one of them without the letters
        that the other lacks.
        """
        letters, near = self._letters(word), []
        for length, words in self._by_length.items():
            least = self._cutoff * (length + len(word)) / 2 - 1e-6
            if least <= min(length, len(word)):
                here, there = len(word) - least, length - least
                near += [
                    other
                    for its, other in words
                    if (letters & ~its).bit_count() <= here and (its & ~letters).bit_count() <= there
                ]
        return next(iter(get_close_matches(word, near, n=1, cutoff=self._cutoff)), "")

    def _letters(self, word: str) -> int:
        """A bit for each letter that a word has."""
        letters = 0
        for letter in set(word):
            letters |= self._bits.setdefault(letter, 1 << len(self._bits))
        return letters
