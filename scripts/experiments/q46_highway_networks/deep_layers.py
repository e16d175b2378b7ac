"""Classifiers of L equal layers, plain, residual or highway, several networks side by side: S of them, each for itself.

A linear map takes the D inputs to the width N; L layers follow; a readout gives K logits. Each layer reads x and makes
h = tanh(W_h x + b_h); it hands up

- plain     h
- residual  x + h
- highway   t h + (1 - t) x, where t = σ(W_t x + b_t)

Matrices start as Glorot's, with variance 1/N in a layer, so that a plain layer of tanhs has a fair start; biases start
at 0, those of the gate at `gate_bias`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import torch
from torch import nn

from scripts.experiments.networks.stacked import Weights

KINDS = ("plain", "residual", "highway")


class Sizes(NamedTuple):
    """What all networks of a run share."""

    D: int  # inputs
    N: int  # width of every layer
    K: int  # classes
    L: int  # layers; 0 leaves a linear classifier


def start(kind: str, sizes: Sizes, seeds: Iterable[int], gate_bias: float = 0.0) -> Weights:
    """The untrained weights of a network for each seed, each (S, …); layer l's are `W_h`[:, l] and so on.

    Raises:
        ValueError: `kind` is none of KINDS.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}, expected one of {', '.join(KINDS)}")
    D, N, K, L = sizes
    made = []
    for seed in seeds:
        generator = torch.Generator().manual_seed(seed)

        def glorot(*shape: int, generator: torch.Generator = generator) -> torch.Tensor:
            deviation = (2 / (shape[-1] + shape[-2])) ** 0.5
            return deviation * torch.randn(shape, generator=generator)

        one = {"W_in": glorot(N, D), "b_in": torch.zeros(N), "W_out": glorot(K, N), "b_out": torch.zeros(K)}
        if L:
            one |= {"W_h": glorot(L, N, N), "b_h": torch.zeros(L, N)}
        if L and kind == "highway":
            one |= {"W_t": glorot(L, N, N), "b_t": torch.full((L, N), gate_bias)}
        made.append(one)
    return {name: torch.stack([one[name] for one in made]).requires_grad_() for name in made[0]}


def layers(kind: str, weights: Weights, x: torch.Tensor) -> Iterator[tuple[torch.Tensor, torch.Tensor | None]]:
    """What the input map and then each layer hands up, (S, B, N), with the gate t that made it; x is (S, B, D)."""
    x = _affine(x, weights["W_in"], weights["b_in"])
    yield x, None
    for l in range(weights["W_h"].shape[1] if "W_h" in weights else 0):
        h = _affine(x, weights["W_h"][:, l], weights["b_h"][:, l]).tanh()
        t = None
        if kind == "highway":
            t = _affine(x, weights["W_t"][:, l], weights["b_t"][:, l]).sigmoid()
            h = torch.lerp(x, h, t)
        x = x + h if kind == "residual" else h
        yield x, t


def logits(kind: str, weights: Weights, x: torch.Tensor) -> torch.Tensor:
    """(S, B, K) for x (S, B, D)."""
    *_, (top, _) = layers(kind, weights, x)
    return _affine(top, weights["W_out"], weights["b_out"])


def losses(kind: str, weights: Weights, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Each network's mean cross-entropy, (S,); x is (S, B, D), y (S, B)."""
    by_image = nn.functional.cross_entropy(logits(kind, weights, x).permute(0, 2, 1), y, reduction="none")
    return by_image.mean(dim=1)


@torch.no_grad()
def right(kind: str, weights: Weights, x: torch.Tensor, y: torch.Tensor) -> list[float]:
    """Each network's share of right answers to the same images, x (B, D) and y (B,)."""
    said = logits(kind, weights, x.expand(len(weights["W_in"]), *x.shape)).argmax(dim=-1)
    return (said == y).float().mean(dim=1).tolist()


@torch.no_grad()
def carried(weights: Weights, x: torch.Tensor) -> torch.Tensor:
    """How much each highway layer carries, 1 - t, mean over its units and the images x (B, D): (S, L)."""
    gates = [t for _, t in layers("highway", weights, x.expand(len(weights["W_in"]), *x.shape)) if t is not None]
    return torch.stack([1 - t.mean(dim=(1, 2)) for t in gates], dim=1)


def reaching(kind: str, weights: Weights, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The length of the loss's gradient at what the lowest layer reads, as a share of that at the highest's output.

    For the same images x (B, D), y (B,); root mean square over them; (S,).
    """
    S = len(weights["W_in"])
    handed = [u for u, _ in layers(kind, weights, x.expand(S, *x.shape))]
    said = _affine(handed[-1], weights["W_out"], weights["b_out"])
    loss = nn.functional.cross_entropy(said.flatten(0, 1), y.repeat(S), reduction="sum")
    low, high = torch.autograd.grad(loss, [handed[0], handed[-1]])
    return low.flatten(1).norm(dim=1) / high.flatten(1).norm(dim=1)


def _affine(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.baddbmm(b[:, None], x, W.mT)
