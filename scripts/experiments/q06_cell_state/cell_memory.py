"""What the cell state of a trained LSTM holds, how long each unit could hold it, and which step put it there.

The tasks are the adding problem at three lengths, and the same sequences with the last marked value as the target. The
lag is T/2 and more: from the first mark to the end. `before` and `after` are the gates of one network, untrained and
trained, over the same test sequences. A unit's time is given twice, as its effective memory (`steps_to_half` in
`scripts.reference.contributions`) and as the half-life of its mean gate. The unit whose mean gate is nearest to 1 is
called the keeper.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch.nn.functional import mse_loss

from scripts.experiments.networks.gate_trace import trace
from scripts.experiments.networks.recurrent import Recurrent, reference_weights, start
from scripts.experiments.q06_cell_state import cell_swaps, sum_or_last
from scripts.experiments.q06_cell_state.cell_contents import contents, gates, half_lives
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks import held_out
from scripts.experiments.training.fit import fit

QUESTION = "What does each unit of a trained LSTM's cell state hold, for how long, and from which steps?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "tasks": {"sum_25": ["sum", 25], "sum_50": ["sum", 50], "sum_100": ["sum", 100], "last_50": ["last", 50]},
    "H": 16,
    "forget_bias": 1.0,
    "batch": 32,
    "rate": 0.01,
    "clip": 1.0,
    "updates": 4000,  # at most
    "end": 0.001,  # of the running mean of the loss, where training ends
    "test_sequences": 1000,
    "reset": 0.05,  # a gate below clears its unit
    "large": 1.0,  # a unit whose |c| is above, on average, is large
}
RUNNING = 0.98  # of the running mean is kept at each update
EXAMPLES = ("sum_50", "last_50")


def train(task: str, T: int, seed: int, settings: dict[str, Any]) -> tuple[Recurrent, Recurrent, int]:
    """The network as it starts, the same network trained, and the number of updates."""
    network, untrained = (start("lstm", 2, settings["H"], 1, seed, forget_bias=settings["forget_bias"]) for _ in "ab")
    generator = torch.Generator().manual_seed(seed)
    running = [1.0]

    def loss() -> torch.Tensor:
        batch = sum_or_last.draw(task, T, settings["batch"], generator)
        return mse_loss(network(batch.x)[-1, :, 0], batch.y)

    def solved(n: int, value: float) -> bool:
        running[0] = RUNNING * running[0] + (1 - RUNNING) * value if n > 1 else value
        return running[0] < settings["end"]

    return untrained, network, fit(network, loss, settings, solved)


def listed(network: Recurrent) -> dict[str, list]:
    """The weights of the layer as `scripts.reference.lstm.Params` has them, to seven digits."""
    return {
        name: [[rounded(float(v), 7) for v in row] for row in np.atleast_2d(array)]
        for name, array in reference_weights(network.layer)._asdict().items()
    }


def measure(name: str, seed: int, settings: dict[str, Any]) -> dict[str, Any]:
    """One network of one task: its numbers before and after, the half-lives of its units, and its weights."""
    task, T = settings["tasks"][name]
    untrained, network, updates = train(task, T, seed, settings)
    test = sum_or_last.draw(task, T, settings["test_sequences"], held_out.generator())
    runs = {"before": trace(untrained.layer, test.x), "after": trace(network.layer, test.x)}
    keeper = int(half_lives(runs["after"].f).argmax())
    return {
        **{when: gates(run, settings) for when, run in runs.items()},
        "contents": contents(network, runs["after"], test, settings),
        "errors": cell_swaps.errors(network, task, test, keeper),
        "updates": updates,
        "units": {
            when: sorted((rounded(float(v)) for v in half_lives(run.f)), reverse=True) for when, run in runs.items()
        },
        "weights": {"before": listed(untrained), "after": listed(network)},
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each task the spread of every number, the half-lives of all units, and the weights of the first seed."""
    results: dict[str, Any] = {}
    jobs = len(settings["tasks"]) * len(settings["seeds"])
    for t, name in enumerate(settings["tasks"]):
        networks = []
        for s, seed in enumerate(settings["seeds"], 1):
            networks.append(measure(name, seed, settings))
            share = (t * len(settings["seeds"]) + s) / jobs
            progress(share, f"{name}, seed {seed}: error {networks[-1]['errors']['intact']:.4f}")
        results[name] = collected(networks)
        if name in EXAMPLES:
            results[name]["weights"] = networks[0]["weights"]
    return results


def collected(networks: list[dict[str, Any]]) -> dict[str, Any]:
    """One spread for each number; the units' half-lives as they are, a list for each network."""
    return {
        **{part: spreads([one[part] for one in networks]) for part in ("before", "after", "contents", "errors")},
        "updates": spread([one["updates"] for one in networks]),
        "units": {when: [one["units"][when] for one in networks] for when in ("before", "after")},
    }
