"""Which parts of the cell does a task need? An LSTM with one part taken out at a time, trained on the adding problem.

In the manner of Greff et al. (2017), on one small task. A gate that is taken out is 1 in every step; an activation
that is taken out is the identity. The networks of all seeds train side by side.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.networks.stacked import Cell, Gates, Weights, read, stack, steps
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks.adding import VARIANCE, draw
from scripts.experiments.training import side_by_side

QUESTION = "How does an LSTM do on the adding problem when one of its parts is taken out?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "T": 50,
    "H": 32,
    "batch": 32,
    "updates": 1000,
    "rate": 0.01,
    "clip": 1.0,
    "forget_bias": 1.0,
    "test_sequences": 1000,
    "solved": 0.01,  # test error, a seventeenth of the variance of the target
}
PARTS = ("input_gate", "forget_gate", "output_gate", "candidate_tanh", "output_tanh")


def identity(z: torch.Tensor) -> torch.Tensor:
    """z as it is."""
    return z


def predict(weights: Weights, xs: torch.Tensor, without: str) -> torch.Tensor:
    """Predictions (S, B) of S networks on xs (T, S, B, 2), each cell lacking the part `without` ("nothing": none)."""
    activation = without.removesuffix("_tanh")
    cell = Cell(**{activation: identity}) if activation != without else Cell()
    gate = {"input_gate": "i", "forget_gate": "f", "output_gate": "o"}.get(without)

    def open_gate(t: int, gates: Gates) -> Gates:
        return gates._replace(**{gate: torch.ones_like(gates.i)}) if gate else gates

    *_, last = steps(weights, xs, cell, edit=open_gate)
    return read(weights, last.h)


def train(without: str, settings: dict[str, Any]) -> tuple[list[float], list[bool]]:
    """Train one network per seed; return the test errors, and whether each stayed finite."""
    seeds = settings["seeds"]
    weights = stack(many_to_one("lstm", settings["H"], s, forget_bias=settings["forget_bias"]) for s in seeds)

    def said(xs: torch.Tensor) -> torch.Tensor:
        return predict(weights, xs, without)

    draws = partial(draw, settings["T"], settings["batch"])
    errors = side_by_side.squared_errors(said, draws, side_by_side.generators(seeds))
    trained = side_by_side.fit(weights, errors, settings)
    test = draw(settings["T"], settings["test_sequences"], torch.Generator().manual_seed(1000))
    return side_by_side.test_errors(said, len(seeds), test), trained.finite.tolist()


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For the whole cell and for each part taken out: test error, seeds that solve the task, seeds that diverged."""
    results: dict[str, Any] = {"baseline": VARIANCE}
    cells = ("nothing", *PARTS)
    for done, without in enumerate(cells, 1):
        errors, finite = train(without, settings)
        results[without] = {
            "mse": spread(errors),
            "solved": sum(error < settings["solved"] for error in errors),
            "diverged": finite.count(False),
        }
        progress(done / len(cells), f"without {without}: {results[without]}")
    return results
