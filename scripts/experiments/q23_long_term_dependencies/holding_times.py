"""How long the units of a network that holds a symbol could hold it by their forget gates, and how long it does."""

import numpy as np
import torch

from scripts.experiments.networks.gate_trace import trace
from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.tasks import copying


def one_of_each(lag: int) -> copying.Batch:
    """The eight sequences there are at a lag, in the order of the symbols."""
    symbols = torch.arange(copying.SYMBOLS)[None]
    blanks = torch.full((lag, copying.SYMBOLS), copying.BLANK)
    places = torch.cat([symbols, blanks, torch.full_like(symbols, copying.CUE)])
    return copying.Batch(torch.nn.functional.one_hot(places, copying.WIDTH).float(), symbols)


def held(network: Recurrent, lag: int) -> list[bool]:
    """Whether the network names each of the eight symbols after `lag` blanks."""
    batch = one_of_each(lag)
    with torch.no_grad():
        return (network(batch.x)[-1].argmax(dim=-1) == batch.y[0]).tolist()


def half_lives(network: Recurrent, lag: int) -> tuple[np.ndarray, np.ndarray]:
    """Half-lives in steps over `lag` blanks: of each unit's mean gate (H,), and by symbol and unit (8, H).

    The first averages the gate over symbols and steps: n = ln ½ / ln mean f. The second is what is left of a write
    along one sequence, the product of its gates: n = lag · ln ½ / Σ ln f.
    """
    f = trace(network.layer, one_of_each(lag).x).f[1:-1]
    return np.log(0.5) / np.log(f.mean(axis=(0, 1))), lag * np.log(0.5) / np.log(f).sum(axis=0)


def latched(lives: np.ndarray, named: list[bool], lag: int, gone: float) -> int:
    """How many symbols are named after `lag` steps although their gates have let go of what was written at the symbol.

    `lives` (8,) is the half-life of the unit that lasts longest; a write is let go of when less than `gone` is left.
    """
    return int((np.array(named) & (0.5 ** (lag / lives) < gone)).sum())


def gradient_left(network: Recurrent, lag: int, back: int) -> float:
    """The gradient of the loss at the cue, at (h, c) `back` blanks before, over that at (h, c) just before the cue.

    All paths count. The ratio of the two norms is taken for each symbol; the median over the symbols is returned.
    """
    batch = one_of_each(lag)

    def norms(before: int) -> torch.Tensor:
        split = 1 + lag - before
        with torch.no_grad():
            _, (h, c) = network.layer(batch.x[:split])
        h, c = h.requires_grad_(), c.requires_grad_()
        logits = network.readout(network.layer(batch.x[split:], (h, c))[0][-1])
        # A sum over the sequences, which do not touch each other: each has its own gradient.
        loss = torch.nn.functional.cross_entropy(logits, batch.y[0], reduction="sum")
        return torch.cat(torch.autograd.grad(loss, [h, c]), dim=-1)[0].norm(dim=-1)

    return (norms(back) / norms(0)).median().item()
