"""A stack of LSTM layers over a whole sequence, plain and with residual connections, forward and backward.

Each layer runs over all steps and hands its hidden states up: layer l reads u^{l-1} = h^{l-1} where the first reads x.
The cell states stay inside their layers. Layers are counted from the lowest; index 0 is layer 1. All layers have H
units, the first reads D numbers per step and the others H. `over_time` runs each layer.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scripts.reference import lstm, over_time
from scripts.reference.shapes import expect, expect_whole

CELL = over_time.Cell(lstm.step, lstm.step_backward)


class LayerState(NamedTuple):
    """The state of one layer."""

    h: np.ndarray  # (B, H)
    c: np.ndarray  # (B, H)


class State(NamedTuple):
    """The states of all layers before the first step or after the last: PyTorch's (h_0, c_0) and (h_n, c_n)."""

    h: np.ndarray  # (L, B, H)
    c: np.ndarray  # (L, B, H)


class Stack(NamedTuple):
    """A stack that has gone over a sequence."""

    outputs: np.ndarray  # (T, B, H)  what the top hands up at every step
    last: State  # of every layer, after its last step
    runs: list[over_time.Run]  # one for each layer


class Grads(NamedTuple):
    """Gradients of the loss."""

    dxs: np.ndarray  # (T, B, D)
    dstart: State
    dlayers: list[lstm.Params]  # one for each layer


def forward(xs: np.ndarray, start: State, layers: Sequence[lstm.Params]) -> Stack:
    """The plain stack, as `nn.LSTM(num_layers=L)`: xs (T, B, D); layer l reads the h of the layer below at each step.

    Source: Graves, Mohamed & Hinton (2013), the deep RNN; Zaremba et al. (2014), without dropout.

    Raises:
        ValueError: a shape does not fit, or there are no layers.
    """
    starts = _by_layer("start", start, len(layers))
    u, runs = xs, []
    for p, first in zip(layers, starts, strict=True):
        run = over_time.forward(CELL, u, first, p)
        u = run.states.h
        runs.append(run)
    return Stack(u, _last(runs), runs)


def backward(stack: Stack, dus: np.ndarray, dlast: State) -> Grads:
    """From the top layer to the lowest: what a layer sends to its inputs is what the layer below gets at its outputs.

    `dus` (T, B, H) is what the loss sends to `outputs`, `dlast` what it sends to the last states beside that.
    """
    lasts = _by_layer("dlast", dlast, len(stack.runs))
    du, made = dus, []
    for run, last in zip(reversed(stack.runs), reversed(lasts), strict=True):
        grads = over_time.backward(run, du, last)
        du = grads.dxs
        made.append(grads)
    return _grads(du, made[::-1])


def forward_residual(xs: np.ndarray, start: State, layers: Sequence[lstm.Params]) -> Stack:
    """As `forward`, but from the second layer on u^l = u^{l-1} + h^l: the sum is handed up, and no cell sees it change.

    Source: Prakash et al. (2016); Wu et al. (2016), the residual connections.
    """
    starts = _by_layer("start", start, len(layers))
    u, runs = xs, []
    for l, (p, first) in enumerate(zip(layers, starts, strict=True), 1):
        run = over_time.forward(CELL, u, first, p)
        h = run.states.h
        u = h if l == 1 else u + h
        runs.append(run)
    return Stack(u, _last(runs), runs)


def backward_residual(stack: Stack, dus: np.ndarray, dlast: State) -> Grads:
    """As `backward`, but the gradient at a sum goes to the layer and, unchanged, past it."""
    lasts = _by_layer("dlast", dlast, len(stack.runs))
    du, made = dus, []
    for l in range(len(stack.runs), 0, -1):
        grads = over_time.backward(stack.runs[l - 1], du, lasts[l - 1])
        du = grads.dxs if l == 1 else du + grads.dxs
        made.append(grads)
    return _grads(du, made[::-1])


def rounds(L: int, T: int) -> np.ndarray:
    """The earliest round in which each cell can run, (L, T) from 1: after the one below it and the one before it.

    Cells of one round do not wait for each other. The last has the round L + T - 1.

    Source: Appleyard et al. (2016).

    Raises:
        ValueError: a size below 1.
    """
    expect_whole(L=L, T=T)
    earliest = np.zeros((L + 1, T + 1), dtype=int)  # with what lies below and before: there at once
    for l in range(1, L + 1):
        for t in range(1, T + 1):
            earliest[l, t] = 1 + max(earliest[l - 1, t], earliest[l, t - 1])
    return earliest[1:, 1:]


def _by_layer(name: str, state: State, L: int) -> list[LayerState]:
    if L == 0:
        raise ValueError("layers is empty, expected at least 1 layer")
    expect(f"{name}.h", state.h, L, "B", "H")
    expect(f"{name}.c", state.c, *state.h.shape)
    return [LayerState(h, c) for h, c in zip(*state, strict=True)]


def _last(runs: list[over_time.Run]) -> State:
    return State(*(np.stack([states[-1] for states in field]) for field in zip(*(r.states for r in runs), strict=True)))


def _grads(dxs: np.ndarray, by_layer: list[over_time.Grads]) -> Grads:
    dstart = State(*(np.stack(field) for field in zip(*(grads.dstart for grads in by_layer), strict=True)))
    return Grads(dxs, dstart, [grads.dp for grads in by_layer])
