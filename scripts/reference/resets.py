"""Episode ends inside a sequence: a row's state is set to zero before the first step of each new episode.

`resetting` makes of any cell of `over_time` one that reads, beside x, whether an episode begins with this step. The
gradient stops where the state does: nothing of an episode reaches the one before it. `stateful` resets rows between
chunks; this is for ends within one. Time is the first axis: (T, B, ·).
"""

from functools import cache

import numpy as np

from scripts.reference import over_time
from scripts.reference.shapes import expect


@cache
def resetting(cell: over_time.Cell) -> over_time.Cell:
    """The cell that reads (x, first): x (B, D), and `first` (B,), which is 1 where an episode begins with this step.

    There every array of the state is multiplied by 1 - first before the step, h and c alike.
    """

    def step(read: tuple[np.ndarray, np.ndarray], *state_and_p: np.ndarray | over_time.Arrays) -> tuple:
        (x, first), (*state, p) = read, state_and_p
        expect("first", first, len(x))
        kept = [array * (1 - first)[:, None] for array in state]
        *after, of_step = cell.step(x, *kept, p)
        return *after, (first, of_step)

    def step_backward(*dstate_cache_p: np.ndarray | tuple) -> tuple:
        *dstate, (first, of_step), p = dstate_cache_p
        dx, *grads = cell.step_backward(*dstate, of_step, p)
        dkept, dp = grads[: len(dstate)], grads[len(dstate) :]
        return dx, *(darray * (1 - first)[:, None] for darray in dkept), *dp

    return over_time.Cell(step, step_backward)


def forward(
    cell: over_time.Cell, xs: np.ndarray, first: np.ndarray, start: over_time.Arrays, p: over_time.Arrays
) -> over_time.Run:
    """Run the cell over xs (T, B, D) with resets where `first` (T, B) is 1; `over_time.backward` goes back through it.

    Raises:
        ValueError: `first` does not fit xs, or the step finds that a shape does not fit.
    """
    expect("first", first, len(xs), len(start[0]))
    return over_time.forward(resetting(cell), list(zip(xs, first, strict=True)), start, p)


def burn_in(
    cell: over_time.Cell,
    xs: np.ndarray,
    first: np.ndarray,
    start: over_time.Arrays,
    p: over_time.Arrays,
    prefix: int,
) -> over_time.Run:
    """Run the first `prefix` steps for their state alone, and return the run over the rest, which is trained on.

    `start` is what replay stored, or zeros. No gradient crosses into the prefix: its run is dropped, so `dstart` of the
    run that is returned ends there. With `prefix` 0 the rest is everything.

    Source: Kapturowski et al. (2019), stored state and burn-in.

    Raises:
        ValueError: `prefix` is below 0 or leaves no step, or a shape does not fit.
    """
    if not 0 <= prefix < len(xs):
        raise ValueError(f"prefix is {prefix}, expected 0 to {len(xs) - 1}, so that a step is left to train on")
    if prefix:
        before = forward(cell, xs[:prefix], first[:prefix], start, p)
        start = start._make(array[-1] for array in before.states)
    return forward(cell, xs[prefix:], first[prefix:], start, p)


def distances(
    cell: over_time.Cell, xs: np.ndarray, start: over_time.Arrays, right: over_time.Arrays, p: over_time.Arrays
) -> np.ndarray:
    """How far the outputs from `start` are from those from the `right` state, (T,): root mean square over rows, units.

    After t steps of burn-in, this is the error that is left of a wrong start.
    """
    never = np.zeros(np.shape(xs)[:2])
    one, other = (forward(cell, xs, never, state, p).states[0] for state in (start, right))
    return np.sqrt(((one - other) ** 2).mean(axis=(1, 2)))
