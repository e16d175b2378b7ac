"""A stack of LSTM layers with a readout, plain or with the ways through depth that are compared, and what it passes on.

Layer l reads u^{l-1}, what the layer below hands up, and makes h^l from it; u^0 is the input. What it hands up is

- plain          u^l = h^l
- residual       u^l = h^l + u^{l-1} from the second layer on (the first has no equal width)
- norm           u^l = LN(h^l), layer normalisation over the units of one step; nothing inside the cell is normalised
- residual_norm  u^l = h^l + u^{l-1}, where layer l ≥ 2 reads LN(u^{l-1}) and the readout LN(u^L)

The readout reads u^L at every step. Both kinds with norm have L normalisations with a gain and a bias for each unit.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import nn

from scripts.experiments.networks.starts import set_bias

KINDS = ("plain", "residual", "norm", "residual_norm")


class DeepLSTM(nn.Module):
    """L layers of width H over D inputs, and K outputs at each step."""

    def __init__(self, kind: str, D: int, H: int, K: int, L: int) -> None:
        """`kind` is one of KINDS, or a ValueError lists them; everything starts as PyTorch starts it."""
        super().__init__()
        if kind not in KINDS:
            raise ValueError(f"kind is {kind!r}, expected one of {', '.join(KINDS)}")
        self.kind = kind
        self.layers = nn.ModuleList(nn.LSTM(H if above else D, H) for above in range(L))
        self.norms = nn.ModuleList(nn.LayerNorm(H) for _ in range(L if "norm" in kind else 0))
        self.readout = nn.Linear(H, K)

    def forward(self, x: torch.Tensor, handed: list[torch.Tensor] | None = None) -> torch.Tensor:
        """x (T, B, D) gives outputs (T, B, K); `handed` receives u^1 … u^L, each (T, B, H)."""
        u = x
        for l, layer in enumerate(self.layers):
            reads = self.norms[l - 1](u) if l and self.kind == "residual_norm" else u
            h = layer(reads)[0]
            if self.kind == "norm":
                h = self.norms[l](h)
            u = h + u if l and "residual" in self.kind else h
            if handed is not None:
                handed.append(u)
        return self.readout(self.norms[-1](u) if self.kind == "residual_norm" else u)

    def parameter_count(self) -> int:
        """The weights of layers, normalisations and readout."""
        return sum(parameter.numel() for parameter in self.parameters())


def start(kind: str, D: int, H: int, K: int, L: int, seed: int, forget_bias: float) -> DeepLSTM:
    """A stack with the given seed; `forget_bias` is every forget bias, the sum of PyTorch's two."""
    torch.manual_seed(seed)
    network = DeepLSTM(kind, D, H, K, L)
    for layer in network.layers:
        set_bias(layer, f=forget_bias)
    return network


class Probe(NamedTuple):
    """One number for each layer, from the lowest."""

    to_u: list[float]  # length of a sequence's ∂loss/∂u^l over all its steps; root mean square over the sequences
    to_weights: list[float]  # length of the gradient of layer l's four arrays
    signal: list[float]  # how much u^l at the last step differs between sequences: sd, root mean square over the units


def probe(network: DeepLSTM, x: torch.Tensor, loss: Callable[[torch.Tensor], torch.Tensor]) -> Probe:
    """What goes up and down the stack; `loss` takes the outputs (T, B, K) and returns the mean over the sequences."""
    handed: list[torch.Tensor] = []
    outputs = network(x, handed)
    weights = [p for layer in network.layers for p in layer.parameters()]
    gradients = torch.autograd.grad(loss(outputs), handed + weights)
    L, B = len(handed), x.shape[1]
    arrays = len(weights) // L
    return Probe(
        [(g.norm() * B**0.5).item() for g in gradients[:L]],
        [torch.cat([g.flatten() for g in gradients[L:][n * arrays :][:arrays]]).norm().item() for n in range(L)],
        [u[-1].detach().std(0).square().mean().sqrt().item() for u in handed],
    )


def lengths_by_lag(network: DeepLSTM, x: torch.Tensor, direction: torch.Tensor) -> torch.Tensor:
    """‖∂(direction · u^L_T)/∂u^l_{T-k}‖ as (L, T), layers from the lowest, lags k from 0; mean over the sequences."""
    handed: list[torch.Tensor] = []
    network(x, handed)
    gradients = torch.autograd.grad((handed[-1][-1] * direction).sum(), handed)
    return torch.stack([g.norm(dim=-1).mean(1).flip(0) for g in gradients])
