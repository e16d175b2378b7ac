"""Word error rate: the fewest substitutions, deletions and insertions that turn the right words into those said.

The same counts over phonemes, characters or labels make the phoneme, character or label error rate.

The counts are those of a cheapest path through the table of Levenshtein's distance, by dynamic programming.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple


class Edits(NamedTuple):
    """Of one cheapest alignment; where two ways into a cell are equally cheap, the diagonal one is taken."""

    substitutions: int
    deletions: int  # in the right sequence alone
    insertions: int  # in the said sequence alone

    def total(self) -> int:
        """The edit distance."""
        return sum(self)


def edits(right: Sequence[Hashable], said: Sequence[Hashable]) -> Edits:
    """The edits between two sequences, in time len(right) · len(said)."""
    row = [Edits(0, 0, j) for j in range(len(said) + 1)]  # the right sequence is empty: all that was said is inserted
    for i, word in enumerate(right, 1):
        before, row = row, [Edits(0, i, 0)]
        for j, heard in enumerate(said, 1):
            diagonal, above, left = before[j - 1], before[j], row[j - 1]
            if word != heard:
                diagonal = diagonal._replace(substitutions=diagonal.substitutions + 1)
            deleted = above._replace(deletions=above.deletions + 1)
            inserted = left._replace(insertions=left.insertions + 1)
            row.append(min(diagonal, deleted, inserted, key=Edits.total))
    return row[-1]


def rate(pairs: Iterable[tuple[Sequence[Hashable], Sequence[Hashable]]]) -> float:
    """(S + D + I) / N over all pairs (right, said): edits and words are added up before dividing; it can exceed 1.

    Raises:
        ValueError: the right sequences have no word at all.
    """
    pairs = list(pairs)
    words = sum(len(right) for right, _ in pairs)
    if not words:
        raise ValueError("no word in the right sequences: an error rate divides by their number")
    return sum(edits(right, said).total() for right, said in pairs) / words
