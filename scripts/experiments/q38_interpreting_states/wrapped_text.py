"""This guide's prose in lines of at most W characters, as an editor wraps it: the text that `line_position` learns.

A line ends where the next word would not fit, so that only the column tells whether a space or a line break follows a
word; the paragraphs run on.
"""

from typing import NamedTuple

import numpy as np
import torch

from scripts.experiments.tasks import guide_characters

BREAK, SPACE = "\n", " "


class Part(NamedTuple):
    """A part of the text: its characters as places in the alphabet, and the column that each stands in, from 0."""

    places: torch.Tensor  # (N,) int64
    column: np.ndarray  # (N,) a line break stands in the column behind the last letter of its line


class SoFar(NamedTuple):
    """How much of its line has been read after each character: (N,) each, 0 right after a line break."""

    characters: np.ndarray
    words: np.ndarray  # whole ones: spaces


class Wrapped(NamedTuple):
    """Three parts, wrapped alike."""

    train: Part
    validation: Part
    test: Part
    alphabet: str


def wrapped(words: list[str], width: int) -> str:
    """The words in lines of at most `width` characters, each ended by a line break; a longer word has its own line."""
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += SPACE + word
        else:
            lines.append(word)
    return BREAK.join(lines) + BREAK


def columns(text: str) -> np.ndarray:
    """The column of each character, (N,)."""
    return np.concatenate([np.arange(len(line)) for line in text.splitlines(keepends=True)])


def load(width: int) -> Wrapped:
    """The guide's three parts in lines of `width` characters."""
    text = guide_characters.load()

    def part(places: torch.Tensor) -> Part:
        lines = wrapped(guide_characters.shown(places, text.alphabet).split(), width)
        return Part(torch.tensor([text.alphabet.index(letter) for letter in lines]), columns(lines))

    return Wrapped(part(text.train), part(text.validation), part(text.test), text.alphabet)


def so_far(part: Part, alphabet: str) -> SoFar:
    """The position in the line after each character of a part that begins a line, in characters and in words."""
    places = part.places.numpy()
    breaks = places == alphabet.index(BREAK)
    spaces = np.cumsum(places == alphabet.index(SPACE))
    return SoFar(np.where(breaks, 0, part.column + 1), spaces - np.maximum.accumulate(np.where(breaks, spaces, 0)))


def choice(text: Wrapped) -> tuple[int, int]:
    """The places of line break and space in the alphabet."""
    return text.alphabet.index(BREAK), text.alphabet.index(SPACE)
