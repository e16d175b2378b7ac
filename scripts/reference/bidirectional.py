"""The bidirectional LSTM: one LSTM reads forward, another backward, and their outputs stand side by side at each step.

After Schuster & Paliwal (1997), with LSTM cells as in Graves & Schmidhuber (2005). Sequences of a batch may differ in
length: each is reversed within its own length, so that the backward pass begins at its last real step, not in padding.
Arrays are time-major, (T, B, ·), and index 0 is step 1. Directions come forward first, as in PyTorch.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import lstm, over_time
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """Two LSTMs that share nothing but their sizes."""

    forward: lstm.Params
    backward: lstm.Params


class State(NamedTuple):
    """What one direction hands on."""

    h: np.ndarray  # (B, H)
    c: np.ndarray  # (B, H)


class Run(NamedTuple):
    """What came out, and what the backward pass needs."""

    outputs: np.ndarray  # (T, B, 2H)  forward half, then backward half; zeros in padding
    h_n: np.ndarray  # (2, B, H)       forward at each sequence's last step, backward at its first
    c_n: np.ndarray  # (2, B, H)
    lengths: np.ndarray  # (B,)
    directions: tuple[over_time.Run, over_time.Run]


class Grads(NamedTuple):
    """Gradients of the loss, each of the shape of what it is the gradient of."""

    dxs: np.ndarray  # (T, B, D)
    dh_0: np.ndarray  # (2, B, H)
    dc_0: np.ndarray  # (2, B, H)
    dp: Params


def real(lengths: np.ndarray, T: int) -> np.ndarray:
    """Where a step belongs to its sequence: (T, B, 1), False in padding."""
    return (np.arange(T)[:, None] < lengths)[:, :, None]


def reverse(xs: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Turn each sequence of xs (T, B, ·) round within its length; padding stays where it is. Its own inverse."""
    t = np.arange(len(xs))[:, None]
    source = np.where(t < lengths, lengths - 1 - t, t)  # (T, B)
    return np.take_along_axis(xs, source[:, :, None], axis=0)


def step(
    given: tuple[np.ndarray, np.ndarray], h_prev: np.ndarray, c_prev: np.ndarray, p: lstm.Params
) -> tuple[np.ndarray, np.ndarray, tuple]:
    """One LSTM step that stands still in padding: x (B, D) and where it is real (B, 1) give h and c, each (B, H)."""
    x, here = given
    h, c, cache = lstm.step(x, h_prev, c_prev, p)
    return np.where(here, h, h_prev), np.where(here, c, c_prev), (here, cache)


def step_backward(dh: np.ndarray, dc: np.ndarray, cache: tuple, p: lstm.Params) -> lstm.StepGrads:
    """One step backward: in padding the gradients of h and c pass by the cell unchanged."""
    here, inner = cache
    grads = lstm.step_backward(dh * here, dc * here, inner, p)
    return grads._replace(dh_prev=grads.dh_prev + dh * ~here, dc_prev=grads.dc_prev + dc * ~here)


CELL = over_time.Cell(step, step_backward)


def forward(xs: np.ndarray, lengths: np.ndarray, h_0: np.ndarray, c_0: np.ndarray, p: Params) -> Run:
    """Run xs (T, B, D), sequences of the given lengths (B,), from h_0 and c_0 (2, B, H), one state per direction.

    Source: Graves & Schmidhuber (2005), section 3: two passes over the sequence, joined at the output.

    Raises:
        ValueError: a shape does not fit, or a length is not 1 … T.
    """
    D, H = lstm.sizes(p.forward)
    expect("W of the backward direction", p.backward.W, 4 * H, D)
    expect("xs", xs, "T", "B", D)
    T, B, _ = xs.shape
    _check_lengths(lengths, T, B)
    expect("h_0", h_0, 2, B, H)
    expect("c_0", c_0, 2, B, H)

    here = real(lengths, T)
    turned = reverse(xs, lengths)
    ahead = over_time.forward(CELL, list(zip(xs, here, strict=True)), State(h_0[0], c_0[0]), p.forward)
    back = over_time.forward(CELL, list(zip(turned, here, strict=True)), State(h_0[1], c_0[1]), p.backward)
    outputs = here * np.concatenate([ahead.states.h, reverse(back.states.h, lengths)], axis=2)
    h_n = np.stack([ahead.states.h[-1], back.states.h[-1]])
    c_n = np.stack([ahead.states.c[-1], back.states.c[-1]])
    return Run(outputs, h_n, c_n, lengths, (ahead, back))


def backward(run: Run, doutputs: np.ndarray, dh_n: np.ndarray, dc_n: np.ndarray) -> Grads:
    """Backpropagation through time in each direction; what the two send to an input is added up.

    `doutputs` (T, B, 2H) is what the loss sends to the outputs, `dh_n` and `dc_n` (2, B, H) what it sends to the last
    states directly. Nothing passes from one direction to the other.

    Raises:
        ValueError: a shape does not fit.
    """
    expect("doutputs", doutputs, *run.outputs.shape)
    expect("dh_n", dh_n, *run.h_n.shape)
    expect("dc_n", dc_n, *run.c_n.shape)
    ahead, back = run.directions
    dahead, dback = np.split(doutputs * real(run.lengths, len(doutputs)), 2, axis=2)
    forward_grads = over_time.backward(ahead, dahead, State(dh_n[0], dc_n[0]))
    backward_grads = over_time.backward(back, reverse(dback, run.lengths), State(dh_n[1], dc_n[1]))
    return Grads(
        forward_grads.dxs + reverse(backward_grads.dxs, run.lengths),
        np.stack([forward_grads.dstart.h, backward_grads.dstart.h]),
        np.stack([forward_grads.dstart.c, backward_grads.dstart.c]),
        Params(forward_grads.dp, backward_grads.dp),
    )


def _check_lengths(lengths: np.ndarray, T: int, B: int) -> None:
    expect("lengths", lengths, B)
    if lengths.min() < 1 or lengths.max() > T:
        raise ValueError(f"lengths go from {lengths.min()} to {lengths.max()}, expected 1 to T = {T}")
