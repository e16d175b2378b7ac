"""Hold one symbol over a lag: across blanks, across symbols of another alphabet, across symbols of the same one.

The delayed copy of `tasks.copying` with one symbol of eight. Across blanks nothing is read meanwhile. Symbols of
another alphabet can be ignored by a matrix: their columns of W at 0. Symbols of the same alphabet, with a flag that
says "not this one", cannot: the same column of W has to act at the first step and not later. A gate multiplies it
away; a plain RNN has to hold the first symbol by saturation against it.
"""

import torch

from scripts.experiments.tasks import copying

FILLINGS = ("blank", "other", "same")
WIDTH = copying.WIDTH + copying.SYMBOLS  # symbols, flag, cue, other alphabet; the same for every filling


def draw(filling: str, lag: int, B: int, generator: torch.Generator) -> copying.Batch:
    """B fresh sequences of 1 + lag + 1 steps, x (T, B, WIDTH) and the symbol due at the last, y (1, B).

    Raises:
        ValueError: a filling that is not one of FILLINGS, or a negative lag.
    """
    if filling not in FILLINGS:
        raise ValueError(f"filling is {filling!r}, expected one of {', '.join(FILLINGS)}")
    plain = copying.draw(1, lag, B, generator)
    x = torch.cat([plain.x, torch.zeros(lag + 2, B, copying.SYMBOLS)], -1)
    if filling != "blank":
        distractors = torch.randint(0, copying.SYMBOLS, (lag, B), generator=generator)
        first = 0 if filling == "same" else copying.WIDTH
        x[1:-1, :, first : first + copying.SYMBOLS] = torch.nn.functional.one_hot(distractors, copying.SYMBOLS).float()
    return copying.Batch(x, plain.y)
