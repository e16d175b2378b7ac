"""Several networks of one kind and size run as one: their weights are stacked, each step is one batched product.

A step of a small network costs a CPU mostly overhead, so the networks of all seeds run side by side. PyTorch's LSTM is
fused and faster alone, so `predict` leaves it as it is; `steps` is the loop for cells that differ from it.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import torch
from torch import nn
from torch.func import functional_call, stack_module_state

from scripts.experiments.networks.recurrent import ManyToOne

Weights = dict[str, torch.Tensor]  # the parameters of S networks by name, each (S, …)
Activation = Callable[[torch.Tensor], torch.Tensor]


class Gates(NamedTuple):
    """Gates and candidate of one step, each (S, B, H)."""

    i: torch.Tensor
    f: torch.Tensor
    g: torch.Tensor
    o: torch.Tensor


class Cell(NamedTuple):
    """What squashes the gates, the candidate, and c before the output gate."""

    gate: Activation = torch.sigmoid
    candidate: Activation = torch.tanh
    output: Activation = torch.tanh


class Step(NamedTuple):
    """What S networks have after a step; h and c are (S, B, H)."""

    h: torch.Tensor
    c: torch.Tensor
    gates: Gates


Edit = Callable[[int, Gates], Gates]
LSTM = Cell()


def stack(networks: Iterable[nn.Module]) -> Weights:
    """The weights of S networks of one kind and size, ready for training."""
    return stack_module_state(list(networks))[0]


def of_layer(layer: nn.LSTM) -> Weights:
    """The weights of one layer as a stack of one, S = 1, for `steps`; of two directions the forward one runs."""
    return {f"layer.{name}": value[None] for name, value in layer.named_parameters()}


def unstack(weights: Weights, networks: Iterable[nn.Module]) -> None:
    """Put the weights back into the networks they came from."""
    for s, network in enumerate(networks):
        network.load_state_dict({name: value[s].detach() for name, value in weights.items()})


def steps(
    weights: Weights,
    xs: torch.Tensor,
    cell: Cell = LSTM,
    state: tuple[torch.Tensor, torch.Tensor] | None = None,
    edit: Edit | None = None,
) -> Iterator[Step]:
    """Run S LSTM cells over xs, (T, S, B, D) or for all networks the same (T, B, D), and yield every step.

    `state` is (h, c) before the first step, zeros if there is none. `edit(t, gates)` returns the gates used at step t,
    counted from 0. The blocks of the weights lie in the order i, f, g, o.
    """
    W, U, b_W, b_U = (weights[f"layer.{name}_l0"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    b = (b_W + b_U)[:, None]
    h, c = state or [xs.new_zeros(len(U), xs.shape[-2], U.shape[-1])] * 2
    # One product over all steps where each network has its own inputs; step by step where S of them read the same.
    from_inputs = (xs @ W.mT + b).unbind(0) if xs.dim() == 4 else (x @ W.mT + b for x in xs)
    for t, from_x in enumerate(from_inputs):
        z_i, z_f, z_g, z_o = torch.baddbmm(from_x, h, U.mT).chunk(4, dim=-1)
        gates = Gates(cell.gate(z_i), cell.gate(z_f), cell.candidate(z_g), cell.gate(z_o))
        if edit is not None:
            gates = edit(t, gates)
        c = gates.f * c + gates.i * gates.g
        h = gates.o * cell.output(c)
        yield Step(h, c, gates)


def read(weights: Weights, h: torch.Tensor) -> torch.Tensor:
    """The one number that each readout gives, (S, B), for hidden states (S, B, H)."""
    return torch.baddbmm(weights["readout.bias"][:, None], h, weights["readout.weight"].mT)[..., 0]


def predict(weights: Weights, like: ManyToOne, xs: torch.Tensor) -> torch.Tensor:
    """Predictions (S, B) of S networks, each for its own sequences: xs is (T, S, B, D), `like` any of the networks."""
    if isinstance(like.layer, nn.LSTM):
        return torch.stack(
            [functional_call(like, {k: v[s] for k, v in weights.items()}, xs[:, s]) for s in range(xs.shape[1])]
        )
    last = _rnn if isinstance(like.layer, nn.RNN) else _gru
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return read(weights, last(xs, *(weights[f"layer.{name}_l0"] for name in names)))


def _rnn(xs: torch.Tensor, W: torch.Tensor, U: torch.Tensor, b_W: torch.Tensor, b_U: torch.Tensor) -> torch.Tensor:
    """The last hidden states (S, B, H) of S networks; W is (S, H, D)."""
    h = xs.new_zeros(*xs.shape[1:3], U.shape[-1])
    for z in (xs @ W.mT + (b_W + b_U)[:, None]).unbind(0):
        h = torch.tanh(torch.baddbmm(z, h, U.mT))
    return h


def _gru(xs: torch.Tensor, W: torch.Tensor, U: torch.Tensor, b_W: torch.Tensor, b_U: torch.Tensor) -> torch.Tensor:
    """As `_rnn`; blocks r, z, n, the reset gate after the matrix product, z keeps, as in PyTorch."""
    H = U.shape[-1]
    h = xs.new_zeros(*xs.shape[1:3], H)
    for from_x in (xs @ W.mT + b_W[:, None]).unbind(0):
        from_h = torch.baddbmm(b_U[:, None], h, U.mT)
        r, z = torch.sigmoid(from_x[..., : 2 * H] + from_h[..., : 2 * H]).chunk(2, dim=-1)
        n = torch.tanh(torch.addcmul(from_x[..., 2 * H :], r, from_h[..., 2 * H :]))
        h = torch.lerp(n, h, z)
    return h
