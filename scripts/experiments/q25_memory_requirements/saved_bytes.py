"""The bytes that a training step of an LSTM language model needs beside its weights, counted where PyTorch takes them.

`saved` is what autograd keeps for the backward pass: the storages behind every saved tensor, each once, without the
parameters. It is counted on two paths: PyTorch's own kernels, and the fused layer of oneDNN, which keeps a workspace of
its own. The `reference` is measured with every seed, which draws weights, tokens and targets; the sweeps change one
size of it. The input is as wide as the state.

`peak` is the most that was allocated at once during a forward and backward pass on PyTorch's own kernels, gradients
included, weights not: `plain`; with the loss computed in `chunks` that are made again in the backward pass; with the
LSTM `checkpointed` in segments; with `both`; and `accumulated`, one of several micro-batches, whose gradients are added
to those that stand. `products` are the multiply-adds per token of the same passes. `half` is what is saved in bfloat16,
by a model that is all of it and under autocast, as a share of what float32 saves.
"""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.profiler import ProfilerActivity, profile
from torch.utils.checkpoint import checkpoint
from torch.utils.flop_counter import FlopCounterMode

from scripts.experiments.records.spread import rounded, spread

QUESTION = "How many bytes does a training step need, does a formula foresee them, and what does each remedy save?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "V": 10_000,
    "H": 512,
    "layers": 2,
    "T": 100,
    "B": 32,
    "sweeps": {"T": [25, 50, 100], "B": [8, 16, 32], "H": [128, 256, 512]},
    "segments": 10,
    "chunks": 10,
    "micro_batches": 4,
}
PATHS = {"native": False, "onednn": True}


class LanguageModel(nn.Module):
    """Embedding, LSTM and readout, all of one width; LSTM and loss can be made again instead of kept."""

    def __init__(self, settings: dict[str, Any], seed: int) -> None:
        """Weights as PyTorch draws them."""
        super().__init__()
        torch.manual_seed(seed)
        V, H = settings["V"], settings["H"]
        self.embed, self.lstm, self.readout = nn.Embedding(V, H), nn.LSTM(H, H, settings["layers"]), nn.Linear(H, V)

    def summed_loss(self, h: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        """The cross-entropy of h (T, B, H) on the targets y (T, B), added up."""
        return cross_entropy(self.readout(h).flatten(0, 1), y.flatten(), reduction="sum")

    def forward(self, x: torch.Tensor, y: torch.Tensor, segments: int = 1, chunks: int = 1) -> torch.Tensor:
        """The mean loss of tokens x (T, B)."""
        h = self.embed(x)
        if segments > 1:
            zeros = h.new_zeros(self.lstm.num_layers, x.shape[1], self.lstm.hidden_size)
            state, made = (zeros, zeros), []
            for piece in h.chunk(segments):
                out, state = checkpoint(self.lstm, piece, state, use_reentrant=False)
                made.append(out)
            h = torch.cat(made)
        else:
            h = self.lstm(h)[0]
        if chunks == 1:
            return self.summed_loss(h, y) / y.numel()
        pieces = zip(h.chunk(chunks), y.chunk(chunks), strict=True)
        return sum(checkpoint(self.summed_loss, *piece, use_reentrant=False) for piece in pieces) / y.numel()


def begun(settings: dict[str, Any], seed: int) -> tuple[LanguageModel, torch.Tensor, torch.Tensor]:
    """An untrained model, and a batch of tokens and targets."""
    network = LanguageModel(settings, seed)
    x, y = torch.randint(settings["V"], (2, settings["T"], settings["B"]))
    return network, x.clone(), y.clone()


def saved(
    settings: dict[str, Any], path: str, seed: int = 0, dtype: torch.dtype = torch.float32, cast: bool = False
) -> dict[str, int]:
    """What autograd keeps of one forward pass: by type of number, the bytes of its distinct storages."""
    network, x, y = begun(settings, seed)
    network.to(dtype)
    own = {p.untyped_storage().data_ptr() for p in network.parameters()}
    alive: list[torch.Tensor] = []  # so that no address comes twice, whatever autograd lets go
    storages: dict[int, tuple[str, int]] = {}

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        alive.append(tensor)
        if storage.data_ptr() not in own:
            storages[storage.data_ptr()] = (str(tensor.dtype).removeprefix("torch."), storage.nbytes())
        return tensor

    half = torch.autocast("cpu", torch.bfloat16) if cast else nullcontext()
    hooks = torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor)
    with torch.backends.mkldnn.flags(enabled=PATHS[path]), hooks, half:
        network(x, y)
    made: dict[str, int] = {"all": 0}
    for kind, size in storages.values():
        made[kind] = made.get(kind, 0) + size
        made["all"] += size
    return made


def peak(settings: dict[str, Any], standing: bool = False, **remedies: int) -> int:
    """The most bytes allocated at once in a forward and backward pass, what stood before it not counted."""
    network, x, y = begun(settings, 0)
    with torch.backends.mkldnn.flags(enabled=False):
        if standing:  # gradients of an earlier micro-batch
            network(x, y).backward()
        with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
            network(x, y, **remedies).backward()
    events = [e for e in profiler.profiler.kineto_results.events() if e.name() == "[memory]"]
    now = most = 0
    for event in sorted(events, key=lambda event: event.start_ns()):
        now += event.nbytes()
        most = max(most, now)
    return most


def products(settings: dict[str, Any], **remedies: int) -> int:
    """The multiply-adds per token of a forward and backward pass, counted on one sequence."""
    network, x, y = begun({**settings, "B": 1}, 0)
    with torch.backends.mkldnn.flags(enabled=False), FlopCounterMode(display=False) as counter:
        network(x, y, **remedies).backward()
    return counter.get_total_flops() // (2 * x.numel())


def remedies(settings: dict[str, Any]) -> dict[str, dict[str, int]]:
    """What each remedy asks of the model."""
    chunks, segments = {"chunks": settings["chunks"]}, {"segments": settings["segments"]}
    return {"plain": {}, "chunks": chunks, "checkpointed": segments, "both": {**chunks, **segments}}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Bytes saved at the reference and in the sweeps, peaks and products by remedy, and halves."""
    results: dict[str, Any] = {"reference": {}, "sweeps": {}, "peak": {}, "products": {}}
    for path in PATHS:
        made = [saved(settings, path, seed) for seed in settings["seeds"]]
        results["reference"][path] = {"parts": made[0], "MB": spread([one["all"] / 1e6 for one in made])}
        progress(0.15 * (1 + (path == "onednn")), f"saved, {path}: {made}")
    for size, values in settings["sweeps"].items():
        at = [{**settings, size: value} for value in values]
        results["sweeps"][size] = {path: {str(one[size]): saved(one, path)["all"] for one in at} for path in PATHS}
        progress(0.4, f"saved by {size}: {results['sweeps'][size]}")
    for n, (name, remedy) in enumerate(remedies(settings).items(), 1):
        results["peak"][name], results["products"][name] = peak(settings, **remedy), products(settings, **remedy)
        progress(0.4 + 0.13 * n, f"{name}: peak {results['peak'][name]}, products {results['products'][name]}")
    few = {**settings, "B": settings["B"] // settings["micro_batches"]}
    results["peak"]["accumulated"] = peak(few, standing=True)
    results["peak"]["micro_batch"] = peak(few)
    single = saved(few, "native")["all"]
    results["half"] = {
        "bfloat16": rounded(saved(few, "native", dtype=torch.bfloat16)["all"] / single),
        "autocast": rounded(saved(few, "native", cast=True)["all"] / single),
    }
    progress(1.0, f"micro-batches: {results['peak']}; {results['half']}")
    return results
