"""Two targets for the same sequences: the sum of two marked values, or the last of them.

The sequences are those of the adding problem: one value marked in each half. For the sum a network must hold the first
value and add the second; for the last it must put the second in the place of the first, without knowing which mark it
sees but by what it holds.
"""

from typing import NamedTuple

import torch

from scripts.experiments.tasks import adding

TASKS = ("sum", "last")


class Batch(NamedTuple):
    """B sequences of T steps, their targets, and where the marks are."""

    x: torch.Tensor  # (T, B, 2)  value, marker
    y: torch.Tensor  # (B,)
    steps: torch.Tensor  # (2, B)  of the first and of the second mark, counted from 0
    values: torch.Tensor  # (2, B)  marked values


def draw(task: str, T: int, B: int, generator: torch.Generator) -> Batch:
    """B fresh sequences of length T; a ValueError names an unknown task or a T below 2."""
    x = adding.draw(T, B, generator).x
    marks, half = x[..., 1], T // 2
    steps = torch.stack([marks[:half].argmax(0), marks[half:].argmax(0) + half])
    values = x[..., 0].gather(0, steps)
    return Batch(x, target(task, values), steps, values)


def target(task: str, values: torch.Tensor) -> torch.Tensor:
    """The answers (B,) to marked values (2, B); a ValueError names an unknown task."""
    if task not in TASKS:
        raise ValueError(f"task {task!r}, expected one of {', '.join(TASKS)}")
    return values.sum(0) if task == "sum" else values[1]
