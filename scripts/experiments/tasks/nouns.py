"""Two tasks on the same sentences of T words: the number of the first noun, and how many nouns there were.

The first noun is the subject: one of the first three words, singular or plural as a coin falls. Every later word is
another noun, of either number, with probability 0.3, and otherwise one of six words that say nothing. To give the
subject's number a network needs a sign that lasts; to count it needs a magnitude that is right.
"""

from typing import NamedTuple

import torch

WORDS = 8  # two nouns and six words that say nothing; a word is a one-hot vector of this width
NOUNS = 2
LATER_NOUN = 0.3
TASKS = ("number", "count")


class Batch(NamedTuple):
    """B sentences of T words and their answers."""

    x: torch.Tensor  # (T, B, WORDS)  one-hot
    y: torch.Tensor  # (B,)           0 or 1 for the subject's number; how many nouns for the count


def draw(task: str, T: int, B: int, generator: torch.Generator) -> Batch:
    """B fresh sentences of T words; a ValueError names an unknown task or a T below 3."""
    if task not in TASKS or T < 3:
        raise ValueError(f"task {task!r} with T = {T}, expected one of {', '.join(TASKS)} and a T of 3 or more")
    words = torch.randint(NOUNS, WORDS, (T, B), generator=generator)
    place = torch.randint(0, 3, (B,), generator=generator)
    number = torch.randint(0, NOUNS, (B,), generator=generator)
    later = torch.rand(T, B, generator=generator) < LATER_NOUN
    others = torch.randint(0, NOUNS, (T, B), generator=generator)
    words = torch.where(later & (torch.arange(T)[:, None] > place), others, words)
    words[place, torch.arange(B)] = number
    y = number if task == "number" else (words < NOUNS).sum(0)
    return Batch(torch.nn.functional.one_hot(words, WORDS).float(), y.float())
