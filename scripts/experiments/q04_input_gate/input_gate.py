"""What does the input gate do that the candidate does not? The adding problem, taken apart.

Cells with one factor of the write i * g held at 1, trained until they solve the task; and, in each trained network,
which gate must read the marker, which unit keeps the sum, and what its gates are at marked and at unmarked steps.
A factor is held at 1 by a bias of 100 and weights of 0, where its slope, and so its gradient, is exactly 0 in float32.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.nn.functional import mse_loss

from scripts.experiments.networks.recurrent import ManyToOne, many_to_one
from scripts.experiments.networks.starts import rows, set_bias
from scripts.experiments.q04_input_gate import interventions
from scripts.experiments.records.spread import spread, spreads
from scripts.experiments.tasks import held_out
from scripts.experiments.tasks.adding import VARIANCE, Batch, draw
from scripts.experiments.training.fit import fit

QUESTION = "Which of input gate, candidate and forget gate picks out the marked numbers, and what if one factor is 1?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "T": 50,
    "H": 32,
    "batch": 32,
    "rate": 0.01,
    "clip": 1.0,
    "forget_bias": 1.0,
    "updates": 5000,  # at most
    "check_every": 50,
    "solved": 0.01,  # test error, a seventeenth of the variance of the target
    "go_on": 500,  # updates after the first check below it
    "test_sequences": 500,
    "looked_at": 100,  # of them, for what goes on inside
    "enough": 0.1,  # a unit suffices alone if it loses no more than this share of the variance
    "cells": {
        "whole": {},
        "whole_shut": {"input_bias": -3.0},
        "no_forget_gate_shut": {"at_one": "f", "input_bias": -3.0},
        "gate_alone": {"at_one": "g"},
        "gate_alone_shut": {"at_one": "g", "input_bias": -3.0},
        "candidate_alone": {"at_one": "i", "rate": 0.003},
    },
}
OPEN = 100.0  # its sigmoid and its tanh are 1 in float32, to the last bit
SHARES = {"low": 0.05, "median": 0.5, "high": 0.95}


def begin(cell: dict[str, Any], seed: int, settings: dict[str, Any]) -> ManyToOne:
    """A network before training: `at_one` names a block that is 1 in every step, `input_bias` is every input bias."""
    network = many_to_one("lstm", settings["H"], seed, forget_bias=settings["forget_bias"])
    if "input_bias" in cell:
        set_bias(network.layer, i=cell["input_bias"])
    if "at_one" in cell:
        block = rows(network.layer, cell["at_one"])
        with torch.no_grad():
            network.layer.weight_ih_l0[block] = 0.0
            network.layer.weight_hh_l0[block] = 0.0
        set_bias(network.layer, **{cell["at_one"]: OPEN})
    return network


def train(
    cell: dict[str, Any], seed: int, settings: dict[str, Any], test: Batch
) -> tuple[ManyToOne, int | None, float]:
    """The network, the update at which its test error was first seen below `solved`, or None, and its last error."""
    network = begin(cell, seed, settings)
    generator = torch.Generator().manual_seed(seed)
    first: int | None = None

    def loss() -> torch.Tensor:
        batch = draw(settings["T"], settings["batch"], generator)
        return mse_loss(network(batch.x), batch.y)

    def check(n: int, _: float) -> bool:
        nonlocal first
        if first is None and n % settings["check_every"] == 0 and error(network, test) < settings["solved"]:
            first = n
        return first is not None and n >= first + settings["go_on"]

    fit(network, loss, settings | {"rate": cell.get("rate", settings["rate"])}, check)
    return network, first, error(network, test)


def test_sequences(settings: dict[str, Any]) -> tuple[Batch, np.ndarray, np.ndarray]:
    """The sequences on which every network is tested, and inputs and targets of those that are looked at."""
    test, some = draw(settings["T"], settings["test_sequences"], held_out.generator()), settings["looked_at"]
    return test, test.x[:, :some].double().numpy(), test.y[:some].double().numpy()


@torch.no_grad()
def error(network: ManyToOne, test: Batch) -> float:
    """The mean squared error on the test sequences."""
    return mse_loss(network(test.x), test.y).item()


def marker_hidden(network: ManyToOne, x: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """The share of the variance of y that is lost when no block or one block cannot read the marker."""
    return {
        name: interventions.lost(interventions.follow(network, x, hidden)[0], y)
        for name, hidden in (("nobody", ""), *((block, block) for block in interventions.BLOCKS))
    }


def look_inside(network: ManyToOne, x: np.ndarray, y: np.ndarray, enough: float) -> dict[str, float]:
    """Gates at marked and unmarked steps, in all units and in the keeper: the unit that loses least if left alone."""
    _, trace = interventions.follow(network, x)
    marked = x[..., interventions.MARKER] == 1.0
    alone = interventions.each_unit_alone(network, x, y)
    keeper = int(alone.argmin())
    erased = interventions.Erased(alone < enough, interventions.usual_writes(trace, x))
    looked = {
        "units_that_suffice": float((alone < enough).sum()),
        "lost.by_keeper_alone": float(alone[keeper]),
        "lost.by_all_others": interventions.lost(interventions.follow(network, x, erased=erased)[0], y),
    }
    values = {"i": trace.i, "f": trace.f, "g": np.abs(trace.g), "write": np.abs(trace.i * trace.g)}
    for where, units in (("all", slice(None)), ("keeper", slice(keeper, keeper + 1))):
        for name, value in values.items():
            for when, steps in (("marked", marked), ("unmarked", ~marked)):
                part = value[steps][:, units]
                looked[f"{where}.{name}.{when}.average"] = float(part.mean())
                for share, at in SHARES.items():
                    looked[f"{where}.{name}.{when}.{share}"] = float(np.quantile(part, at))
    for name, value in values.items():
        looked[f"separation.{name}"] = interventions.separation(value[marked][:, keeper], value[~marked][:, keeper])
    for name, value in (("i", trace.i), ("g", trace.g)):
        looked[f"follows_value.{name}"] = float(abs(np.corrcoef(value[marked][:, keeper], x[marked][:, 0])[0, 1]))
    usually = np.sign(trace.g[~marked][:, keeper].mean())
    looked["candidate_flips"] = float((np.sign(trace.g[marked][:, keeper]) == -usually).mean())
    for when, steps in (("marked", marked), ("unmarked", ~marked)):
        share = interventions.contributions(trace, steps)[:, keeper]
        looked[f"in_last_state.{when}.level"] = float(abs(share.mean()))
        looked[f"in_last_state.{when}.varies_by"] = float(share.std())
    return looked


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each cell how soon it solves the task and who must read the marker; inside the whole ones, the gates."""
    test, x, y = test_sequences(settings)
    results: dict[str, Any] = {"baseline": VARIANCE, "cells": {}, "inside": {}}
    jobs = len(settings["cells"]) * len(settings["seeds"])
    for j, (name, cell) in enumerate(settings["cells"].items()):
        firsts, errors, hidden, inside = [], [], [], []
        for s, seed in enumerate(settings["seeds"], 1):
            network, first, last = train(cell, seed, settings, test)
            firsts.append(first)
            errors.append(last)
            hidden.append(marker_hidden(network, x, y))
            if "at_one" not in cell:
                inside.append(look_inside(network, x, y, settings["enough"]))
            progress((j * len(settings["seeds"]) + s) / jobs, f"{name}, seed {seed}: {first}, {last:.4f}")
        results["cells"][name] = {
            "solved": sum(first is not None for first in firsts),
            "first": firsts,  # null: not within the updates
            **({} if None in firsts else {"updates": spread(firsts)}),
            "mse": spread(errors),
            "marker_hidden": spreads(hidden),
        }
        if inside:
            results["inside"][name] = nested(spreads(inside))
    return results


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """{"a.b": 1} as {"a": {"b": 1}}."""
    tree: dict[str, Any] = {}
    for path, value in flat.items():
        *above, last = path.split(".")
        at = tree
        for name in above:
            at = at.setdefault(name, {})
        at[last] = value
    return tree
