"""How the time of a training step grows with T, B and H, with the exponents fitted: time ∝ size^slope.

A training step is a forward and a backward pass of PyTorch's float32 `nn.LSTM`, one layer with D = H on one core; the
gradient goes down to the input, so it takes 3 · 4H(D + H) multiply-adds per token. Each of T, B and H is varied alone.
The baseline is one matrix product with the same number of multiply-adds: what the arithmetic takes when nothing waits
for anything. It has the weights' shape, (3TB, 2H) times (2H, 4H).

Seeds are repeats: each goes through all sizes in an order of its own, and keeps the fastest of several passes, since
other programs can only slow a pass down. A process of its own, whose C allocator (glibc's) keeps large blocks that were
freed, does the timing, as in length_cost. `best` is the fastest pass of all repeats.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.training.processes import alone
from scripts.reference import flops

QUESTION = "How does the time of an LSTM's training step grow with length, batch and hidden size?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],  # repeats of the timing
    "base": {"T": 64, "B": 16, "H": 128},
    "sizes": {
        "T": [8, 16, 32, 64, 128, 256, 512],
        "B": [1, 2, 4, 8, 16, 32, 64, 128],
        "H": [16, 32, 64, 128, 256, 512],
    },
    "passes": 5,
    "ends": 3,  # sizes at either end to which a slope is fitted
    "allocator": {"MALLOC_MMAP_THRESHOLD_": "1073741824", "MALLOC_TRIM_THRESHOLD_": "1073741824"},
}
MEASURES_TIME = True


def fastest(work: Callable[[], object], passes: int) -> float:
    """The processor time, in seconds, of the fastest of so many passes, after one that only warms up."""
    taken = []
    for _ in range(passes + 1):
        begun = process_time()
        work()
        taken.append(process_time() - begun)
    return min(taken[1:])


def lstm_step(T: int, B: int, H: int) -> Callable[[], object]:
    """A training step of one layer."""
    layer = nn.LSTM(H, H)
    x = torch.randn(T, B, H, requires_grad=True)

    def work() -> None:
        layer.zero_grad()
        x.grad = None
        layer(x)[0].sum().backward()

    return work


def one_product(T: int, B: int, H: int) -> Callable[[], object]:
    """As many multiply-adds in one matrix product."""
    rows, weights = torch.randn(3 * T * B, 2 * H), torch.randn(2 * H, 4 * H)
    return lambda: rows @ weights


WORK = {"lstm": lstm_step, "product": one_product}


def points(settings: dict) -> list[tuple[str, int, dict[str, int]]]:
    """All points of all sweeps: what is varied, its size, and the three sizes."""
    return [
        (name, size, settings["base"] | {name: size}) for name, sizes in settings["sizes"].items() for size in sizes
    ]


def repeat(seed: int, settings: dict) -> dict[str, dict[str, dict[str, float]]]:
    """The seconds of one repeat, by what is varied, its size and who works; the points in an order of their own."""
    torch.manual_seed(seed)
    every = points(settings)
    seconds: dict[str, dict[str, dict[str, float]]] = {
        name: {str(size): {} for size in sizes} for name, sizes in settings["sizes"].items()
    }
    for n in np.random.default_rng(seed).permutation(len(every)):
        name, size, sizes = every[n]
        for who, begin in WORK.items():
            seconds[name][str(size)][who] = fastest(begin(**sizes), settings["passes"])
    return seconds


def slope(costs: dict[int, float]) -> float:
    """The exponent p of cost ∝ size^p, by least squares on the logarithms."""
    return float(np.polyfit(np.log(list(costs)), np.log(list(costs.values())), 1)[0])


def slopes(costs: dict[int, float], ends: int) -> dict[str, float]:
    """The slope over all sizes, over the smallest and over the largest."""
    some = list(costs.items())
    return {"all": slope(costs), "small": slope(dict(some[:ends])), "large": slope(dict(some[-ends:]))}


def fitted(seconds: dict, who: str, settings: dict) -> dict[str, dict[str, float]]:
    """The slopes of one repeat, by what is varied."""
    return {
        name: slopes({size: seconds[name][str(size)][who] for size in sizes}, settings["ends"])
        for name, sizes in settings["sizes"].items()
    }


def predicted(settings: dict) -> dict[str, dict[str, float]]:
    """The slopes of the multiply-adds counted."""
    counts = {
        name: {
            size: flops.lstm(at["H"], at["H"], at["T"], at["B"], training=True)
            for key, size, at in points(settings)
            if key == name
        }
        for name in settings["sizes"]
    }
    return {name: slopes(by_size, settings["ends"]) for name, by_size in counts.items()}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Slopes and their prediction; and by size the time over that of one product, and the fastest pass in ms."""
    repeats = []
    for done, seed in enumerate(settings["seeds"], 1):
        repeats.append(alone(repeat, seed, settings, environment=settings["allocator"]))
        progress(done / len(settings["seeds"]), f"repeat {seed}: {fitted(repeats[-1], 'lstm', settings)}")
    over = [
        {name: {size: t["lstm"] / t["product"] for size, t in by.items()} for name, by in one.items()}
        for one in repeats
    ]
    best = {
        name: {
            str(size): {who: rounded(1e3 * min(one[name][str(size)][who] for one in repeats), 3) for who in WORK}
            for size in sizes
        }
        for name, sizes in settings["sizes"].items()
    }
    return {
        "predicted": {name: {end: rounded(p, 3) for end, p in by.items()} for name, by in predicted(settings).items()},
        "slope": {who: spreads([fitted(one, who, settings) for one in repeats]) for who in WORK},
        "over_product": spreads(over),
        "best": best,
    }
