"""What a compressed network is made of: the weights that are trained, and the view that makes a network of them."""

from collections.abc import Callable

import torch

from scripts.experiments.q39_model_compression.storage import MATRICES, on_grid
from scripts.reference import low_rank

Weights = dict[str, torch.Tensor]
View = Callable[[Weights], Weights]


def as_it_is(weights: Weights) -> Weights:
    """The view of a network that is not compressed."""
    return weights


def masked(weights: Weights, share: float) -> View:
    """A view with the smallest weights of each matrix at 0."""
    masks = {}
    for name in MATRICES:
        size = weights[name].abs().flatten()
        masks[name] = (size.argsort().argsort() >= round(share * len(size))).view_as(weights[name]).float()
    return lambda free: {name: value * masks[name] if name in masks else value for name, value in free.items()}


def rounding(bits: int, per_row: bool = True) -> View:
    """A view with the matrices on a grid; the gradient goes straight through."""
    return lambda free: {
        name: value + (on_grid(value.detach(), bits, per_row) - value.detach()) if name in MATRICES else value
        for name, value in free.items()
    }


def factored(weights: Weights, r: int) -> tuple[Weights, View]:
    """W and U side by side as two factors of rank r, and the view that multiplies them."""
    W, U, _ = MATRICES
    D = weights[W].shape[1]
    A, B = low_rank.factors(torch.cat([weights[W], weights[U]], dim=1).double().numpy(), r)
    free = {name: value for name, value in weights.items() if name not in (W, U)}
    free |= {"A": torch.tensor(A).float(), "B": torch.tensor(B).float()}

    def view(free: Weights) -> Weights:
        both = free["A"] @ free["B"]
        return {n: v for n, v in free.items() if n not in "AB"} | {W: both[:, :D], U: both[:, D:]}

    return free, view


def fewer_units(weights: Weights, H: int) -> Weights:
    """The H units with the largest norm over all their rows and columns; each leaves with its four gates."""
    W, U, R = MATRICES
    norms = weights[R].square().sum(0) + weights[U].square().sum(0)
    for name in (W, U):
        norms = norms + weights[name].view(4, -1, weights[name].shape[1]).square().sum((0, 2))
    kept = norms.argsort(descending=True)[:H].sort().values
    gates = (torch.arange(4)[:, None] * len(norms) + kept).flatten()
    made = {name: value[gates] if name.startswith("layer") else value for name, value in weights.items()}
    return made | {U: weights[U][gates][:, kept], R: weights[R][:, kept]}
