"""The one loop over the steps of a sequence: any cell forward, backward through time, and truncated.

A cell is two pure functions, `step` and `step_backward`, in the form that `lstm`, `rnn` and `gru` have:

    step(x, *state, p)               gives  *state, cache
    step_backward(*dstate, cache, p) gives  dx, *dstate, *dp

State and parameters p are named tuples of arrays, and the gradients come in the order of their fields. The first array
of the state is the cell's output, h, which the loss reads at every step. x is what stands in `xs[t]`: an array (B, ·),
or a tuple of such an array with what the step reads but sends no gradient to, such as a mask; dx is the array's.
Time is the first axis: (T, B, ·). Index 0 is step 1, so `states.h[t]` is the paper's h_{t+1}.

Layers are stacked by running one on the outputs of another; the `dxs` of the upper run are the `dhs` of the lower one.

`bptt` and `rnn` write the same loop out for one cell each, with a name for every gradient; `bptt` also has the
gradients that arrive at every state. Read those two to see the loop, and use them for an LSTM or a simple RNN, as the
measurements do. Every other cell runs here. Where both can run, the results are the same to the last bit.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect

Arrays = tuple[np.ndarray, ...]  # a named tuple of arrays: a state, parameters, or gradients of one of them


class Cell(NamedTuple):
    """A recurrent cell: its step, and that step's backward pass."""

    step: Callable[..., tuple]
    step_backward: Callable[..., tuple]


class Run(NamedTuple):
    """A cell that has gone over a sequence: where it began, what came out, and what its backward pass needs."""

    cell: Cell
    start: Arrays  # the state before step 1, each (B, ·)
    p: Arrays
    states: Arrays  # after every step, each (T, B, ·)
    caches: list  # T


class Grads(NamedTuple):
    """Gradients of the loss over a sequence; `dstart` has the fields of the state, `dp` those of the parameters."""

    dxs: np.ndarray  # (T, B, ·), as xs
    dstart: Arrays  # each (B, ·)
    dp: Arrays  # each of its parameter's shape, summed over the steps


def forward(cell: Cell, xs: np.ndarray | Sequence, start: Arrays, p: Arrays) -> Run:
    """Run the cell over xs, (T, B, ·) or T inputs in a list, from the state `start`.

    Raises:
        TypeError: start or p is not a named tuple.
        ValueError: T is 0, or the step finds that a shape does not fit.
    """
    _expect_named("start", start)
    _expect_named("p", p)
    if len(xs) == 0:
        raise ValueError("xs has 0 steps, expected at least 1")
    state, states, caches = start, [], []
    for x in xs:
        *state, cache = cell.step(x, *state, p)
        states.append(state)
        caches.append(cache)
    return Run(cell, start, p, start._make(map(np.stack, zip(*states, strict=True))), caches)


def backward(run: Run, dhs: np.ndarray, dlast: Arrays | None = None) -> Grads:
    """Backpropagation through time (Werbos 1990): from the last step to the first, adding up the parameters' gradients.

    `dhs` (T, B, ·) is what the loss sends to the output of each step directly; what comes back from step t+1 is added
    here. `dlast`, a state, is what the loss sends to the last state beside that; nothing if left out.

    Raises:
        TypeError: dlast is not a named tuple.
        ValueError: a shape does not fit, here or in what the cell's step_backward gives.
    """
    _check(run, dhs, dlast)
    dstate = _zeros(run.start) if dlast is None else dlast  # from step t+1
    dxs, dp = [], _zeros(run.p)
    for dh, cache in zip(reversed(dhs), reversed(run.caches), strict=True):
        dx, dstate, dp_step = _back(run, (dh + dstate[0], *dstate[1:]), cache)
        dxs.append(dx)
        dp = _add(dp, dp_step)
    return Grads(np.stack(dxs[::-1]), run.start._make(dstate), run.p._make(dp))


def truncated_backward(
    run: Run, dhs: np.ndarray, k: int, every: int | None = None, dlast: Arrays | None = None
) -> Grads:
    """Truncated BPTT: each part of the loss goes back through at most `k` steps; the values stay those of the full run.

    After every `every` steps the loss of those steps alone is sent back through the last `k` steps, and the results
    are added up. Left out, `every` is `k`. For the choice of both, see `bptt.truncated_backward`.

    Source: Williams & Peng (1990), BPTT(k; every).

    Raises:
        TypeError: dlast is not a named tuple.
        ValueError: a shape does not fit, or 1 <= every <= k does not hold.
    """
    _check(run, dhs, dlast)
    T, every = len(dhs), k if every is None else every
    if not 1 <= every <= k:
        raise ValueError(f"every is {every} and k is {k}, expected 1 <= every <= k")

    pieces = []
    for new in range(0, T, every):  # the losses of steps new … end-1 …
        end = min(new + every, T)
        begin = max(0, new + every - k)  # … go back as far as step `begin`
        losses = np.concatenate([np.zeros_like(dhs[begin:new]), dhs[new:end]])
        part = run._replace(
            states=run.states._make(array[begin:end] for array in run.states), caches=run.caches[begin:end]
        )
        pieces.append((begin, end, backward(part, losses, dlast if end == T else None)))

    dxs = np.zeros((T, *pieces[0][2].dxs.shape[1:]))
    dstart, dp = _zeros(run.start), _zeros(run.p)
    for begin, end, grads in pieces:
        dxs[begin:end] += grads.dxs
        dp = _add(dp, grads.dp)
        if begin == 0:  # only a piece that reaches the first step reaches the state before it
            dstart = _add(dstart, grads.dstart)
    return Grads(dxs, run.start._make(dstart), run.p._make(dp))


def _back(run: Run, dstate: Arrays, cache: tuple) -> tuple[np.ndarray, Arrays, Arrays]:
    """One step back: dx, the gradients at the state before it, those of the parameters; each of the right shape."""
    dx, *others = run.cell.step_backward(*dstate, cache, run.p)
    names = [f"d{name}" for name in (*run.start._fields, *run.p._fields)]
    if len(others) != len(names):
        raise ValueError(f"step_backward gives {1 + len(others)} arrays, expected dx, {', '.join(names)}")
    for name, given, array in zip(names, others, (*run.start, *run.p), strict=True):
        expect(f"{name} of step_backward", given, *np.shape(array))
    return dx, others[: len(run.start)], others[len(run.start) :]


def _add(totals: Sequence[np.ndarray], parts: Sequence[np.ndarray]) -> list[np.ndarray]:
    return [total + part for total, part in zip(totals, parts, strict=True)]


def _zeros(arrays: Arrays) -> list[np.ndarray]:
    return [np.zeros(np.shape(array)) for array in arrays]


def _check(run: Run, dhs: np.ndarray, dlast: Arrays | None) -> None:
    expect("dhs", dhs, *run.states[0].shape)
    if dlast is not None:
        _expect_named("dlast", dlast, run.start._fields)
        for name, given, array in zip(run.start._fields, dlast, run.start, strict=True):
            expect(f"dlast.{name}", given, *np.shape(array))


def _expect_named(name: str, given: Arrays, fields: tuple[str, ...] | None = None) -> None:
    if not hasattr(given, "_fields"):
        raise TypeError(f"{name} is of type {type(given).__name__}, expected a named tuple of arrays")
    if fields not in (None, given._fields):
        raise ValueError(f"{name} has the fields {', '.join(given._fields)}, expected {', '.join(fields)}")
