"""Three LSTM cells for S networks side by side: the plain one, one with peepholes, one with coupled gates.

Each is the cell of `scripts.reference` (`lstm`, `peephole`, `coupled`) in PyTorch, with a readout of h to one number.
"""

from collections.abc import Callable, Iterable, Iterator

import torch

from scripts.experiments.networks.stacked import Weights, read

Step = Callable[[torch.Tensor, torch.Tensor, Weights], tuple[torch.Tensor, torch.Tensor]]


def plain(z: torch.Tensor, c: torch.Tensor, weights: Weights) -> tuple[torch.Tensor, torch.Tensor]:
    """Pre-activations z (S, B, 4H) in the order i, f, g, o and the old c (S, B, H) give h and c."""
    z_i, z_f, z_g, z_o = z.chunk(4, dim=-1)
    c = z_f.sigmoid() * c + z_i.sigmoid() * z_g.tanh()
    return z_o.sigmoid() * c.tanh(), c


def peephole(z: torch.Tensor, c: torch.Tensor, weights: Weights) -> tuple[torch.Tensor, torch.Tensor]:
    """As `plain`; "peepholes" (S, 3, H), in the order i, f, o, let a gate see the cell of its own unit."""
    p_i, p_f, p_o = weights["peepholes"][:, :, None].unbind(1)
    z_i, z_f, z_g, z_o = z.chunk(4, dim=-1)
    c = (z_f + p_f * c).sigmoid() * c + (z_i + p_i * c).sigmoid() * z_g.tanh()
    return (z_o + p_o * c).sigmoid() * c.tanh(), c


def coupled(z: torch.Tensor, c: torch.Tensor, weights: Weights) -> tuple[torch.Tensor, torch.Tensor]:
    """As `plain`, of z (S, B, 3H) in the order i, g, o; the forget gate is 1 - i."""
    z_i, z_g, z_o = z.chunk(3, dim=-1)
    c = torch.lerp(c, z_g.tanh(), z_i.sigmoid())
    return z_o.sigmoid() * c.tanh(), c


CELLS: dict[str, Step] = {"plain": plain, "peephole": peephole, "coupled": coupled}


def start(cell: str, H: int, seeds: Iterable[int], forget_bias: float, D: int = 1) -> Weights:
    """Weights of one network per seed: all uniform in ±1/√H but for the biases, 0 and the forget gate's `forget_bias`.

    With coupled gates σ(forget_bias) is what is left by the input gate's bias, -forget_bias.
    """
    rows = 3 * H if cell == "coupled" else 4 * H
    shapes = {"layer.weight_ih_l0": (rows, D), "layer.weight_hh_l0": (rows, H), "readout.weight": (1, H)}
    if cell == "peephole":
        shapes["peepholes"] = (3, H)
    bias = torch.zeros(rows)
    bias[slice(0, H) if cell == "coupled" else slice(H, 2 * H)] = -forget_bias if cell == "coupled" else forget_bias

    def one(seed: int) -> Weights:
        generator = torch.Generator().manual_seed(seed)
        drawn = {
            name: torch.empty(shape).uniform_(-(H**-0.5), H**-0.5, generator=generator)
            for name, shape in shapes.items()
        }
        return drawn | {"layer.bias": bias, "readout.bias": torch.zeros(1)}

    networks = [one(seed) for seed in seeds]
    return {name: torch.stack([each[name] for each in networks]).requires_grad_() for name in networks[0]}


def parameters(weights: Weights) -> int:
    """How many numbers one network trains."""
    return sum(value[0].numel() for value in weights.values())


def states(cell: str, weights: Weights, xs: torch.Tensor) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Run S networks over the same sequences xs (T, B, D), from zeros, and yield h and c (S, B, H) of every step."""
    W, U, b = (weights[f"layer.{name}"] for name in ("weight_ih_l0", "weight_hh_l0", "bias"))
    h = c = xs.new_zeros(len(U), xs.shape[1], U.shape[-1])
    for x in xs:
        z = torch.baddbmm(x @ W.mT + b[:, None], h, U.mT)
        h, c = CELLS[cell](z, c, weights)
        yield h, c


def said(cell: str, weights: Weights, xs: torch.Tensor) -> torch.Tensor:
    """The outputs (S, T, B) of S networks."""
    return torch.stack([read(weights, h) for h, _ in states(cell, weights, xs)], dim=1)
