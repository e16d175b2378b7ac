"""What becomes of an LSTM whose activations are changed: fresh, trained on the adding problem, on longer sequences.

The rest is as in `component_ablation`: 50 steps, 32 units, forget bias 1, Adam at 0.01, five seeds side by side. Every
network trains twice from the same start on the same sequences, with its gradient clipped and without.
"""

from collections.abc import Callable
from statistics import median
from typing import Any, NamedTuple

import torch

from scripts.experiments.activation_cell import Cell
from scripts.experiments.activation_cell import run as run_cell
from scripts.experiments.adding_task import VARIANCE, draw
from scripts.experiments.networks import Weights, stack, start
from scripts.experiments.spread import rounded

QUESTION = "What do other activations do to an LSTM's cell state, its gradient, and its error on the adding problem?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "T": 50,
    "H": 32,
    "batch": 32,
    "updates": 1000,
    "rate": 0.01,
    "clip": 1.0,
    "forget_bias": 1.0,
    "solved": 0.01,  # test error, a seventeenth of the variance of the target
    "recent": 25,  # batches whose mean error says when the task was solved
    "test_sequences": 200,
    "longer": 10,  # times the length of training
    "fresh_T": 300,
    "fresh_steps": [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300],
    "fresh_scales": [1, 4],  # of U, from PyTorch's start
}
CELLS = {
    "tanh": Cell(),
    "hard_tanh": Cell(candidate="hard_tanh", output="hard_tanh"),
    "sigmoid_candidate": Cell(candidate="sigmoid"),
    "relu_candidate": Cell(candidate="relu"),
    "relu_output": Cell(output="relu"),
    "relu": Cell(candidate="relu", output="relu"),
    "relu_identity_start": Cell(candidate="relu", output="relu"),  # U_g begins as the identity
    "identity_output": Cell(output="identity"),
    "identity": Cell(candidate="identity", output="identity"),
    "hard_gates": Cell(gate="hard_sigmoid"),
    "hard_gates_02": Cell(gate="hard_sigmoid_02"),
    "relu_gates": Cell(gate="relu"),
}
FRESH = ("tanh", "relu_candidate", "relu_output", "relu")
REGIMES = ("clipped", "free")
SWAPPED = {"tanh": ("hard_sigmoid", "hard_sigmoid_02"), "hard_gates_02": ("hard_sigmoid",)}  # trained, then run with


class Trained(NamedTuple):
    """N networks after training."""

    weights: Weights
    finite: torch.Tensor  # (N,) whether loss and gradient norm stayed finite throughout
    solved: list[int | None]  # N: the update after which the recent batches' error was below the threshold
    norms: torch.Tensor  # (N,) the largest gradient norm, before clipping
    moved: torch.Tensor  # (N,) how far the weights moved in the second half of the updates


def begin(name: str, settings: dict[str, Any], copies: int = 1) -> Weights:
    """The stacked starts of all seeds, `copies` times over."""
    H = settings["H"]
    weights = stack([start("lstm", H, s, settings["forget_bias"]) for _ in range(copies) for s in settings["seeds"]])
    if name.endswith("identity_start"):
        with torch.no_grad():
            weights["layer.weight_hh_l0"][:, 2 * H : 3 * H] = torch.eye(H)
    return weights


def train(name: str, settings: dict[str, Any]) -> Trained:
    """Train the seeds of one cell in both regimes: N = 2 S, the clipped networks first.

    A network whose loss or gradient norm is not finite has diverged: it is left as it was before that update.
    """
    weights = begin(name, settings, len(REGIMES))
    S = len(settings["seeds"])
    limits = torch.tensor([settings["clip"]] * S + [torch.inf] * S)
    generators = [torch.Generator().manual_seed(seed) for seed in settings["seeds"]]
    adam = torch.optim.Adam(weights.values(), settings["rate"])
    finite, largest = torch.ones(2 * S, dtype=torch.bool), torch.zeros(2 * S, dtype=torch.float64)
    halfway: dict[str, torch.Tensor] = {}
    recent: list[torch.Tensor] = []
    solved: list[int | None] = [None] * (2 * S)
    for n in range(1, settings["updates"] + 1):
        batches = [draw(settings["T"], settings["batch"], generator) for generator in generators]
        x = torch.stack([one.x for one in batches] * 2, dim=1)
        y = torch.stack([one.y for one in batches] * 2)
        errors = (run_cell(weights, x, CELLS[name]).said - y).square().mean(dim=1)
        adam.zero_grad()
        errors.sum().backward()
        norms = _norms({key: value.grad for key, value in weights.items()})
        before = {key: value.detach().clone() for key, value in weights.items()}
        halfway = halfway if n > settings["updates"] // 2 else before
        finite &= errors.detach().isfinite() & norms.isfinite()
        largest = torch.maximum(largest, torch.where(finite, norms, 0.0))
        _scale(weights, (limits / norms).clamp(max=1.0), finite)
        adam.step()
        with torch.no_grad():
            for key, value in weights.items():  # Adam's momentum would move on
                value[~finite] = before[key][~finite]
        recent = [*recent[1 - settings["recent"] :], errors.detach()]
        if len(recent) == settings["recent"]:
            means = torch.stack(recent).mean(dim=0)
            solved = [
                n if s is None and mean < settings["solved"] else s for s, mean in zip(solved, means, strict=True)
            ]
    moved = _norms({key: value.detach() - halfway[key] for key, value in weights.items()})
    return Trained(weights, finite, solved, largest, moved)


def _norms(arrays: Weights) -> torch.Tensor:
    """The norm of each network's arrays together, (N,), in float64: squares overflow float32 from 1e19 on."""
    return torch.stack([a.double().reshape(len(a), -1).norm(dim=1) for a in arrays.values()]).norm(dim=0)


def _scale(weights: Weights, factors: torch.Tensor, finite: torch.Tensor) -> None:
    """Multiply each network's gradient by its factor, or put 0 in its place where it is not finite."""
    for value in weights.values():
        shape = (-1, *[1] * (value.dim() - 1))
        value.grad.mul_(factors.view(shape).float()).masked_fill_(~finite.view(shape), 0.0)


def measure(cell: Cell, trained: Trained, settings: dict[str, Any]) -> dict[str, Any]:
    """What became of the networks, run as `cell` on sequences as long as in training and `longer` times that."""
    lengths = {"": settings["T"], "longer_": settings["T"] * settings["longer"]}
    columns = {
        "largest_gradient": _kept(trained.norms, trained.norms.isfinite()),
        "moved": _kept(trained.moved, trained.finite),
    }
    for prefix, T in lengths.items():
        test = draw(T, settings["test_sequences"], torch.Generator().manual_seed(1000))
        with torch.no_grad():
            ran = run_cell(trained.weights, test.x[:, None].expand(-1, len(trained.norms), -1, -1), cell)
        columns[f"{prefix}mse"] = _kept((ran.said - test.y).square().mean(dim=1), trained.finite)
        columns[f"{prefix}c"] = _kept(ran.largest.amax(dim=0), trained.finite)
    S, results = len(settings["seeds"]), {}
    for regime, part in zip(REGIMES, (slice(S), slice(S, None)), strict=True):
        errors = columns["mse"][part]
        results[regime] = {
            "solved": sum(error is not None and error < settings["solved"] for error in errors),
            "diverged": trained.finite[part].tolist().count(False),
            "until_solved": _summary(trained.solved[part]),
            **{column: _summary(values[part]) for column, values in columns.items()},
        }
    return results


def _kept(values: torch.Tensor, finite: torch.Tensor) -> list[float | None]:
    """Rounded values, None where the network diverged or the value is not finite."""
    kept = finite & values.isfinite()
    return [rounded(value) if ok else None for value, ok in zip(values.tolist(), kept.tolist(), strict=True)]


def _summary(values: list[float | None]) -> dict[str, Any]:
    """One value a seed, and their median and largest; a None counts as infinite, and an infinite median is None."""
    ranked = [float("inf") if value is None else value for value in values]
    middle, top = median(ranked), max(ranked)
    return {
        "values": values,
        "median": middle if middle < float("inf") else None,
        "largest": top if top < float("inf") else None,
    }


def grow(name: str, scale: float, settings: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Largest |c| of untrained networks after some steps, with U scaled up; in float64, which goes up to 1e308."""
    weights = {key: value.detach().double() for key, value in begin(name, settings).items()}
    weights["layer.weight_hh_l0"] *= scale
    test = draw(settings["fresh_T"], settings["batch"], torch.Generator().manual_seed(1000))
    ran = run_cell(weights, test.x.double()[:, None].expand(-1, len(settings["seeds"]), -1, -1), CELLS[name])
    return {t: _summary([rounded(value) for value in ran.largest[t - 1].tolist()]) for t in settings["fresh_steps"]}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Growth of fresh cells by scale and cell; then, by cell and regime, what became of the trained ones."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # small products: a second thread only adds noise to the last digit
    try:
        fresh = {str(k): {name: grow(name, k, settings) for name in FRESH} for k in settings["fresh_scales"]}
        results: dict[str, Any] = {"baseline": VARIANCE, "fresh": fresh, "trained": {}, "swapped": {}}
        for done, (name, cell) in enumerate(CELLS.items(), 1):
            trained = train(name, settings)
            results["trained"][name] = measure(cell, trained, settings)
            for gate in SWAPPED.get(name, ()):
                again = measure(cell._replace(gate=gate), trained, settings)["clipped"]
                results["swapped"][f"{name}_as_{gate}"] = {"mse": again["mse"], "solved": again["solved"]}
            solved = {regime: results["trained"][name][regime]["solved"] for regime in REGIMES}
            progress(done / len(CELLS), f"{name}: solved {solved}")
        return results
    finally:
        torch.set_num_threads(threads)
