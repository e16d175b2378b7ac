"""A trained LSTM layer run step by step, so that its gates and its state can be changed while it runs."""

import torch
from torch import nn

from scripts.experiments.networks.stacked import Edit, Gates, Step, of_layer, steps


@torch.no_grad()
def step_through(layer: nn.LSTM, x: torch.Tensor, before: Step | None = None, edit: Edit | None = None) -> list[Step]:
    """Every step over x (T, B, D), behind the step `before` or from zeros; gates and states are (B, H) each.

    `edit(t, gates)` returns the gates to use at step t, counted from 0 where x begins, as (1, B, H) each.
    """
    state = None if before is None else (before.h[None], before.c[None])
    return [
        Step(step.h[0], step.c[0], Gates(*(gate[0] for gate in step.gates)))
        for step in steps(of_layer(layer), x, state=state, edit=edit)
    ]


def swapped(step: Step, other: Step, units: list[int]) -> Step:
    """`step` with the cell states of `units` taken from `other`; their h is what the output gates show of that."""
    c = step.c.clone()
    c[:, units] = other.c[:, units]
    return step._replace(h=step.gates.o * c.tanh(), c=c)


def fixed(after: int = -1, units: list[int] | None = None, **values: float | torch.Tensor) -> Edit:
    """An edit that fixes gates at values in every step later than `after`, in all units or in some.

    `values` names i, f, g or o; a value is a number, or one number per unit.
    """

    def edit(t: int, gates: Gates) -> Gates:
        if t <= after:
            return gates
        changed = {}
        for name, value in values.items():
            changed[name] = getattr(gates, name).clone()
            changed[name][..., slice(None) if units is None else units] = value
        return gates._replace(**changed)

    return edit


def averages(layer: nn.LSTM, x: torch.Tensor) -> Gates:
    """The mean of each gate and of the candidate over all steps and sequences of x (T, B, D), each (H,)."""
    gates = [step.gates for step in step_through(layer, x)]
    return Gates(*(torch.stack(values).mean((0, 1)) for values in zip(*gates, strict=True)))
