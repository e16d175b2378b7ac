"""Two tasks on streams that nobody resets: the first symbol of a segment, and how often one symbol has come in it.

Segments follow one another without a mark of where the state could be cleared from outside. Each begins with one of two
symbols, goes on with three others, and ends with a query. At the query, one task asks for the first symbol, which a new
segment can overwrite; the other asks how often one of the three has come since the segment began, which must start
again from zero.
"""

from typing import Any, NamedTuple

import torch
from torch import nn

TASKS = ("recall", "count")
OTHERS = 3  # the first of the symbols that come in between, behind the two that begin a segment and the query
COUNTED = OTHERS  # the one of them that is counted


class Streams(NamedTuple):
    """B streams of T steps."""

    x: torch.Tensor  # (T, B, width)  one-hot: the two first symbols, the query, the distractors
    y: dict[str, torch.Tensor]  # (T, B) for each task: 1 or 0, the segment's first symbol; how many were counted
    starts: torch.Tensor  # (T, B)  whether a segment begins
    asked: torch.Tensor  # (T, B)  whether the step is a query


def width(settings: dict[str, Any]) -> int:
    """The length of a one-hot vector."""
    return OTHERS + settings["distractors"]


def draw(T: int, B: int, settings: dict[str, Any], generator: torch.Generator) -> Streams:
    """B streams of T steps of fresh segments."""
    at = torch.zeros(B, dtype=torch.long)  # steps into the segment
    length = torch.zeros(B, dtype=torch.long)
    first = torch.zeros(B, dtype=torch.long)
    count = torch.zeros(B, dtype=torch.long)
    symbols, firsts, counts, starts, asked = [], [], [], [], []
    for _ in range(T):
        begins = at >= length
        fresh = torch.randint(settings["least_segment"], settings["longest_segment"] + 1, (B,), generator=generator)
        length = torch.where(begins, fresh, length)
        first = torch.where(begins, torch.randint(0, 2, (B,), generator=generator), first)
        at = torch.where(begins, 0, at)
        ends = at == length - 1
        noise = OTHERS + torch.randint(0, settings["distractors"], (B,), generator=generator)
        symbols.append(torch.where(begins, first, torch.where(ends, 2, noise)))
        count = torch.where(begins, 0, count) + (symbols[-1] == COUNTED)
        firsts.append(first)
        counts.append(count)
        starts.append(begins)
        asked.append(ends)
        at = at + 1
    x = nn.functional.one_hot(torch.stack(symbols), width(settings)).float()
    y = {"recall": torch.stack(firsts).float(), "count": torch.stack(counts).float()}
    return Streams(x, y, torch.stack(starts), torch.stack(asked))
