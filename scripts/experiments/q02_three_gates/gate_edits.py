"""A trained LSTM layer run step by step, so that its gates and its state can be changed while it runs."""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import nn


class Gates(NamedTuple):
    """Gates and candidate of one step, each (B, H)."""

    i: torch.Tensor
    f: torch.Tensor
    g: torch.Tensor
    o: torch.Tensor


class State(NamedTuple):
    """Cell state and hidden state, each (B, H)."""

    c: torch.Tensor
    h: torch.Tensor


Edit = Callable[[int, Gates], Gates]


@torch.no_grad()
def step_through(
    layer: nn.LSTM, x: torch.Tensor, state: State | None = None, edit: Edit | None = None
) -> tuple[list[Gates], list[State]]:
    """Gates and states at every step of x (T, B, D), from `state` or from zeros.

    `edit(t, gates)` returns the gates to use at step t, counted from 0 where x begins.
    """
    W, U, b, b_h = layer.parameters()
    if state is None:
        zeros = torch.zeros(x.shape[1], layer.hidden_size)
        state = State(zeros, zeros)
    every_gate, every_state = [], []
    for t, share in enumerate(x @ W.T + b + b_h):
        z_i, z_f, z_g, z_o = (share + state.h @ U.T).chunk(4, dim=1)
        gates = Gates(z_i.sigmoid(), z_f.sigmoid(), z_g.tanh(), z_o.sigmoid())
        if edit is not None:
            gates = edit(t, gates)
        c = gates.f * state.c + gates.i * gates.g
        state = State(c, gates.o * c.tanh())
        every_gate.append(gates)
        every_state.append(state)
    return every_gate, every_state


def swapped(state: State, gates: Gates, other: State, units: list[int]) -> State:
    """`state` with the cell states of `units` taken from `other`; their h is what the output gates show of that."""
    c = state.c.clone()
    c[:, units] = other.c[:, units]
    return State(c, gates.o * c.tanh())


def fixed(after: int = -1, units: list[int] | None = None, **values: float | torch.Tensor) -> Edit:
    """An edit that fixes gates at values in every step later than `after`, in all units or in some.

    `values` names i, f, g or o; a value is a number, or one number a unit.
    """

    def edit(t: int, gates: Gates) -> Gates:
        if t <= after:
            return gates
        changed = {}
        for name, value in values.items():
            changed[name] = getattr(gates, name).clone()
            changed[name][:, slice(None) if units is None else units] = value
        return gates._replace(**changed)

    return edit


def averages(layer: nn.LSTM, x: torch.Tensor) -> Gates:
    """The mean of each gate and of the candidate over all steps and sequences of x (T, B, D), each (H,)."""
    gates, _ = step_through(layer, x)
    return Gates(*(torch.stack(steps).mean((0, 1)) for steps in zip(*gates, strict=True)))
