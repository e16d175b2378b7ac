"""What a longer sequence costs an LSTM, in time and in memory, with the exponents fitted: cost ∝ T^slope.

Time, PyTorch's float32 layer on one core: a pass forward, and one forward and backward. Each repeat takes the lengths
in an order of its own, several passes each, and keeps the fastest, since other programs can only slow a pass down. Only
ratios to the shortest length are recorded, for seconds belong to the machine. `training_kept` times the passes forward
and backward again in a process whose C allocator (glibc's) keeps large blocks that were freed instead of handing them
back to the system.

Memory, in bytes. `reference` is the most that Python held at once (tracemalloc) while the float64 NumPy LSTM ran, the
inputs not counted, in three ways: `whole` keeps every step for the backward pass, `cut` keeps the last k steps and then
lets them go, `stream` keeps the state alone. `saved` is what PyTorch's float32 layer keeps for its backward pass beside
its weights; which arrays those are depends on the library that it calls.
"""

import tracemalloc
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.training.processes import alone
from scripts.reference import bptt, lstm

QUESTION = "How do the time and the memory of an LSTM grow with the length of the sequence?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],  # repeats of the timing
    "D": 32,
    "H": 64,
    "B": 16,
    "lengths": [25, 50, 100, 200, 400, 800, 1600],
    "passes": 7,
    "k": 50,
    "memory_lengths": [50, 100, 200, 400, 800],
    "allocator": {"MALLOC_MMAP_THRESHOLD_": "1073741824", "MALLOC_TRIM_THRESHOLD_": "1073741824"},
}
MEASURES_TIME = True
WAYS = ("whole", "cut", "stream")


def slope(sizes: list[int], costs: list[float]) -> float:
    """The exponent p of cost ∝ size^p, by least squares on the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def seconds(T: int, backward: bool, settings: dict) -> float:
    """The processor time of the fastest pass over T steps."""
    layer = nn.LSTM(settings["D"], settings["H"])
    x = torch.randn(T, settings["B"], settings["D"])
    taken = []
    for _ in range(settings["passes"] + 1):
        begun = process_time()
        with torch.set_grad_enabled(backward):
            h = layer(x)[0]
            if backward:
                h.sum().backward()
        taken.append(process_time() - begun)
    return min(taken[1:])  # the first allocates


def timed(sizes: list[int], cost: Callable[[int], float], settings: dict) -> dict[str, Any]:
    """Cost at each size as a multiple of that at the first, and the slope, over the repeats (`seeds`)."""
    repeats = []
    for seed in settings["seeds"]:
        order = np.random.default_rng(seed).permutation(sizes).tolist()
        taken = {size: cost(size) for size in order}
        ratios = {str(size): taken[size] / taken[sizes[0]] for size in sizes}
        repeats.append({"slope": slope(sizes, [taken[size] for size in sizes]), "ratio": ratios})
    return spreads(repeats)


def passes(backward: bool, settings: dict) -> dict[str, Any]:
    """Time by length, forward alone or with the pass backward."""
    return timed(settings["lengths"], lambda T: seconds(T, backward, settings), settings)


def passes_with_memory_kept(settings: dict) -> dict[str, Any]:
    """`passes` forward and backward in a new process, where the settings' allocator holds from the start."""
    return alone(passes, True, settings, environment=settings["allocator"])


def most_bytes(way: str, T: int, settings: dict) -> int:
    """The most bytes that one of WAYS holds at once while it reads T steps, inputs not counted."""
    D, H, B, k = (settings[key] for key in ("D", "H", "B", "k"))
    rng = np.random.default_rng(0)
    params = lstm.Params(*(rng.normal(0, 0.1, shape) for shape in ((4 * H, D), (4 * H, H), (4 * H,))))
    xs = rng.normal(size=(T, B, D))
    zeros = np.zeros((B, H))
    h, c = zeros, zeros
    tracemalloc.start()
    try:
        if way == "stream":
            for x in xs:
                h, c, _ = lstm.step(x, h, c, params)
        else:
            piece = T if way == "whole" else k
            for begin in range(0, T, piece):
                hs, cs, caches = bptt.forward(xs[begin : begin + piece], h, c, params)
                bptt.backward(np.ones_like(hs), caches, params)
                h, c = hs[-1].copy(), cs[-1].copy()
                del hs, cs, caches
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def saved_bytes(T: int, settings: dict) -> int:
    """The bytes that PyTorch's layer keeps for its backward pass, weights not counted, each storage once."""
    layer = nn.LSTM(settings["D"], settings["H"])
    weights = {p.untyped_storage().data_ptr() for p in layer.parameters()}
    kept: dict[int, int] = {}

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in weights:
            kept[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        h = layer(torch.randn(T, settings["B"], settings["D"]))[0]
    del h
    return sum(kept.values())


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Memory, which is counted, then time, which is measured."""
    torch.manual_seed(0)
    lengths, memory_lengths = settings["lengths"], settings["memory_lengths"]
    results: dict[str, Any] = {"reference": {}}
    for way in WAYS:
        counts = [most_bytes(way, T, settings) for T in memory_lengths]
        results["reference"][way] = {
            "slope": rounded(slope(memory_lengths, counts), 3),
            "bytes": {str(T): rounded(count, 3) for T, count in zip(memory_lengths, counts, strict=True)},
        }
    counts = [saved_bytes(T, settings) for T in lengths]
    results["saved"] = {
        "slope": rounded(slope(lengths, counts), 3),
        "a_step": rounded((counts[-1] - counts[0]) / (lengths[-1] - lengths[0])),
    }
    progress(0.1, f"memory: {results}")
    timings = {
        "forward": lambda: passes(False, settings),
        "training": lambda: passes(True, settings),
        "training_kept": lambda: passes_with_memory_kept(settings),
    }
    for n, (name, timing) in enumerate(timings.items(), 1):
        results[name] = timing()
        progress(0.1 + 0.3 * n, f"{name}: slope {results[name]['slope']['mean']}")
    return results
