"""What becomes of an LSTM whose activations are changed: fresh, trained on the adding problem, on longer sequences.

The rest is as in `component_ablation`: 50 steps, 32 units, forget bias 1, Adam at 0.01, five seeds side by side. Every
network trains twice from the same start on the same sequences, with its gradient clipped and without.
"""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import torch

from scripts.experiments.q15_activation_functions.activation_cell import Names, forward
from scripts.experiments.q15_activation_functions.activation_training import Race, begin
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks.adding import VARIANCE, Batch, draw
from scripts.experiments.training.processes import finished
from scripts.experiments.training.side_by_side import for_all

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
    "solved": 0.01,  # error, a seventeenth of the variance of the target
    "recent": 25,  # batches whose mean error says when the task was solved
    "test_sequences": 200,
    "longer": 10,  # times the length of training
    "fresh_T": 300,
    "fresh_steps": [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300],
    "fresh_scales": [1, 4],  # of U, from PyTorch's start
}
CELLS = {
    "tanh": Names(),
    "hard_tanh": Names(candidate="hard_tanh", output="hard_tanh"),
    "sigmoid_candidate": Names(candidate="sigmoid"),
    "sigmoid_candidate_identity_output": Names(candidate="sigmoid", output="identity"),
    "relu_candidate": Names(candidate="relu"),
    "relu_output": Names(output="relu"),
    "relu": Names(candidate="relu", output="relu"),
    "relu_identity_start": Names(candidate="relu", output="relu"),  # U_g begins as the identity
    "identity_output": Names(output="identity"),
    "identity": Names(candidate="identity", output="identity"),
    "hard_gates": Names(gate="hard_sigmoid"),
    "hard_gates_02": Names(gate="hard_sigmoid_02"),
    "relu_gates": Names(gate="relu"),
}
FRESH = ("tanh", "relu_candidate", "relu_output", "relu")
CENTRED = ("tanh", "relu", "sigmoid_candidate")  # trained again on values of both signs
SWAPPED = {"tanh": ("hard_sigmoid", "hard_sigmoid_02"), "hard_gates_02": ("hard_sigmoid",)}  # trained, then run with
REGIMES = ("clipped", "free")


def limits(settings: dict[str, Any]) -> torch.Tensor:
    """The clipping norms of 2 S networks, the clipped regime first."""
    return torch.tensor([settings["clip"], torch.inf]).repeat_interleave(len(settings["seeds"]))


def draw_centred(T: int, B: int, generator: torch.Generator) -> Batch:
    """The adding problem with values from U(-1, 1): the target has mean 0, and four times the variance."""
    batch = draw(T, B, generator)
    return Batch(torch.stack([2 * batch.x[..., 0] - 1, batch.x[..., 1]], dim=-1), 2 * batch.y - 2)


def measure(names: Names, trained: Race, settings: dict[str, Any]) -> dict[str, Any]:
    """What became of the networks, run as `names` on sequences as long as in training and `longer` times that."""
    columns = {"largest_gradient": _kept(trained.norms, trained.norms.isfinite())}
    for prefix, T in (("", settings["T"]), ("longer_", settings["T"] * settings["longer"])):
        test = draw(T, settings["test_sequences"], torch.Generator().manual_seed(1000))
        with torch.no_grad():
            ran = forward(trained.weights, for_all(len(trained.norms), test.x), names)
        columns[f"{prefix}mse"] = _kept((ran.said - test.y).square().mean(dim=1), trained.finite)
        columns[f"{prefix}c"] = _kept(ran.largest.amax(dim=0), trained.finite)
    S, results = len(settings["seeds"]), {}
    for regime, part in zip(REGIMES, (slice(S), slice(S, None)), strict=True):
        errors = columns["mse"][part]
        results[regime] = {
            "solved": sum(error is not None and error < settings["solved"] for error in errors),
            "diverged": trained.finite[part].tolist().count(False),
            "until_solved": summary(trained.solved[part]),
            **{column: summary(values[part]) for column, values in columns.items()},
        }
    return results


def _kept(values: torch.Tensor, finite: torch.Tensor) -> list[float | None]:
    """Rounded values, None where the network diverged or the value is not finite."""
    kept = finite & values.isfinite()
    return [rounded(value) if ok else None for value, ok in zip(values.tolist(), kept.tolist(), strict=True)]


def summary(values: Sequence[float | None]) -> dict[str, Any]:
    """One value per seed, and their median and largest; a None counts as infinite, and an infinite median is None.

    Where there is no None, `spread` stands beside them.
    """
    ranked = [float("inf") if value is None else value for value in values]
    middle, top = median(ranked), max(ranked)
    found = {
        "values": list(values),
        "median": middle if middle < float("inf") else None,
        "largest": top if top < float("inf") else None,
        "none": list(values).count(None),
    }
    if not found["none"]:
        found["spread"] = spread(values)
    return found


def grow(name: str, scale: float, settings: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Largest |c| of untrained networks at some steps, with U scaled up; in float64, which goes up to 1e308."""
    weights = {key: value.detach().double() for key, value in begin(settings).items()}
    weights["layer.weight_hh_l0"] *= scale
    test = draw(settings["fresh_T"], settings["batch"], torch.Generator().manual_seed(1000))
    ran = forward(weights, for_all(len(settings["seeds"]), test.x.double()), CELLS[name])
    at = {str(t): ran.largest[t - 1].tolist() for t in settings["fresh_steps"]}
    return {t: summary([rounded(value) for value in values]) for t, values in at.items()}


def centred(name: str, settings: dict[str, Any]) -> dict[str, Any]:
    """When the clipped networks of one cell solve the task with values of both signs, at the same share of variance."""
    settings = {**settings, "solved": 4 * settings["solved"]}
    clip = torch.full((len(settings["seeds"]),), settings["clip"])
    made = Race(begin(settings), CELLS[name], settings, draw_centred).train(clip)
    return {"solved": len(settings["seeds"]) - made.solved.count(None), "until_solved": summary(made.solved)}


def train_and_measure(name: str, settings: dict[str, Any]) -> dict[str, Any]:
    """What became of one cell's networks, by regime; `as_GATE` is the clipped ones run with another gate function."""
    weights = begin(settings, len(REGIMES), name.endswith("identity_start"))
    made = Race(weights, CELLS[name], settings).train(limits(settings))
    found = measure(CELLS[name], made, settings)
    for gate in SWAPPED.get(name, ()):
        again = measure(CELLS[name]._replace(gate=gate), made, settings)["clipped"]
        found[f"as_{gate}"] = {"mse": again["mse"], "solved": again["solved"]}
    return found


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Growth of fresh cells by scale and cell; then, by cell and regime, what became of the trained ones."""
    fresh = {str(k): {name: grow(name, k, settings) for name in FRESH} for k in settings["fresh_scales"]}
    results: dict[str, Any] = {"baseline": VARIANCE, "fresh": fresh, "trained": {}, "swapped": {}, "centred": {}}
    jobs = {("trained", name): (train_and_measure, (name, settings)) for name in CELLS}
    jobs |= {("centred", name): (centred, (name, settings)) for name in CENTRED}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for job, result in finished(jobs):
        found[job] = result
        progress(len(found) / len(jobs), " ".join(job))
    for kind, name in jobs:
        one = found[kind, name]
        results["swapped"] |= {f"{name}_{key}": one.pop(key) for key in [*one] if key.startswith("as_")}
        results[kind][name] = one
    return results
