"""Stateful training: a stream in B contiguous rows, read chunk by chunk; values cross the cuts, gradients do not.

`rows` lays the stream out, `chunks` cuts it, `forward` carries the state of row b to row b of the next chunk, and
`backward` goes back through each chunk alone: it is truncated backpropagation through time, BPTT(k; k) of Williams &
Peng (1990). With `carry=False` every chunk begins at zero, which is stateless training. Any cell of `over_time` runs.
Time is the first axis: (T, B, ·).
"""

from collections.abc import Sequence

import numpy as np

from scripts.reference import over_time
from scripts.reference.shapes import expect, expect_same_length, expect_whole


def rows(stream: np.ndarray, B: int) -> np.ndarray:
    """Lay out a stream (N, …) as (N // B, B, …): column b is its b-th contiguous part; what is left over is dropped.

    Raises:
        ValueError: B is not a whole number from 1 up, or the stream has fewer than B steps.
    """
    expect_whole(B=B)
    length = len(stream) // B
    if length == 0:
        raise ValueError(f"the stream has {len(stream)} steps, expected at least B = {B}")
    return stream[: B * length].reshape(B, length, *stream.shape[1:]).swapaxes(0, 1)


def chunks(laid_out: np.ndarray, k: int) -> list[np.ndarray]:
    """Cut (T, B, …) into windows of k steps over all rows; the last one is shorter if k does not divide T."""
    expect_whole(k=k)
    return [laid_out[begin : begin + k] for begin in range(0, len(laid_out), k)]


def reset(state: over_time.Arrays, done: np.ndarray) -> over_time.Arrays:
    """The state with the rows at zero where `done` (B,) is 1: each array (B, ·) times 1 - done."""
    for name, array in zip(state._fields, state, strict=True):
        expect(f"state.{name}", array, len(done), "H")
    return state._make(array * (1 - done)[:, None] for array in state)


def forward(
    cell: over_time.Cell,
    parts: Sequence[np.ndarray],
    start: over_time.Arrays,
    p: over_time.Arrays,
    done: np.ndarray | None = None,
    carry: bool = True,
) -> list[over_time.Run]:
    """Run the cell over each chunk (k, B, ·); the last state of a chunk, row by row, is the first of the next.

    `done` (chunks, B) is 1 where a row begins something new in that chunk, so that its state starts from zero.
    Without `carry` every chunk does so in all its rows.

    Raises:
        ValueError: `done` does not fit, or a chunk has another number of rows than the state.
    """
    if done is None:
        done = np.zeros((len(parts), len(start[0])))
    expect("done", done, len(parts), len(start[0]))
    runs, state = [], start
    for part, fresh in zip(parts, done, strict=True):
        state = reset(state, fresh if carry else np.ones_like(fresh))
        runs.append(over_time.forward(cell, part, state, p))
        state = start._make(array[-1] for array in runs[-1].states)
    return runs


def backward(runs: Sequence[over_time.Run], dhs: Sequence[np.ndarray]) -> list[over_time.Grads]:
    """Send each chunk's loss, dhs of (k, B, ·), back through that chunk alone; `dp` of all of them add up.

    The `dstart` of a chunk stops there: to detach a state is to drop it.

    Raises:
        ValueError: dhs has not one entry per chunk, or a shape does not fit.
    """
    expect_same_length("dhs", len(dhs), "runs", len(runs))
    return [over_time.backward(run, of_run) for run, of_run in zip(runs, dhs, strict=True)]


def mean_look_back(k: int) -> float:
    """Steps between a target and the start of its chunk of k, on average: how far its gradient reaches back."""
    expect_whole(k=k)
    return (k - 1) / 2


def share_in_window(k: int, d: int) -> float:
    """The share of the steps of a chunk of k whose input d steps back lies in the same chunk."""
    expect_whole(k=k)
    return max(0, k - d) / k


def state_bytes(layers: int, H: int, bytes_per_number: int = 4) -> int:
    """What a server keeps per stream: h and c of every layer, 2 · layers · H numbers."""
    expect_whole(layers=layers, H=H, bytes_per_number=bytes_per_number)
    return 2 * layers * H * bytes_per_number
