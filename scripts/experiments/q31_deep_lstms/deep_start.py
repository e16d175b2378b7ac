"""Is it only the start? The plain stack of eight layers of `deep_stacks`, started so that a step down loses nothing.

Everything is as there, task, sizes, updates, clipping and seeds, but the matrix that reads the layer below is 4√3 times
larger from the second layer on: v = 1/(4√3) becomes 1. The factor is the theory's and not tuned; the rate is, as there,
on seeds that are not measured. `right` is after the updates of `deep_stacks`, `longer` after those of its longer run.
"""

from collections.abc import Callable
from math import sqrt
from typing import Any

import torch

from scripts.experiments.q31_deep_lstms import deep_lstm, deep_stacks
from scripts.experiments.records.spread import spread
from scripts.experiments.training.races import Run, best_rate, until_solved

QUESTION = "Does a plain stack of eight learn if it starts with a step down that keeps a gradient's length?"
SETTINGS = {
    **{name: deep_stacks.SETTINGS[name] for name in ("seeds", "forget_bias", "symbols", "lag", "updates", "batch")},
    **{name: deep_stacks.SETTINGS[name] for name in ("clip", "solved", "check_every", "test_sequences")},
    "depth": 8,
    "H": deep_stacks.SETTINGS["widths"]["8"],
    "gain": 4 * sqrt(3),
    "tuning": {"seeds": deep_stacks.SETTINGS["tuning"]["seeds"], "rates": [0.001, 0.003, 0.01]},
    "longer": deep_stacks.SETTINGS["longer"]["updates"],
}


def network(seed: int, settings: dict) -> deep_lstm.DeepLSTM:
    """The untrained plain stack, its W multiplied by `gain` from the second layer on."""
    net = deep_stacks.network("plain", settings["depth"], settings["H"], seed, settings)
    with torch.no_grad():
        for layer in net.layers[1:]:
            layer.weight_ih_l0.mul_(settings["gain"])
    return net


def train(rate: float, seed: int, settings: dict) -> tuple[Run, list[float]]:
    """Train one stack as those of `deep_stacks`; how it ended, and its share right at each look."""
    looks: list[float] = []
    return deep_stacks.train(network(seed, settings), rate, seed, settings, looks), looks


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The rate, what the stack passes on at the start, the share right, and the updates until solved (None: never)."""
    untrained = deep_stacks.by_layer(
        [deep_stacks.probe(network(seed, settings), settings) for seed in settings["seeds"]]
    )
    tuning = settings["tuning"]
    rate, tried = best_rate(
        tuning["rates"], lambda rate: [train(rate, seed, settings)[0] for seed in tuning["seeds"]], settings
    )
    shares = {str(rate): [run.right for run in runs] for rate, runs in tried.items()}
    progress(0.3, f"rate {rate}: {shares}")
    longer = settings | {"updates": settings["longer"]}
    runs, right = [], []
    for seed in settings["seeds"]:
        made, looks = train(rate, seed, longer)
        runs.append(made)
        right.append(looks[: settings["updates"] // settings["check_every"]][-1])
        progress(0.3 + 0.7 * len(runs) / len(settings["seeds"]), f"seed {seed}: {made}")
    return {
        "rate": rate,
        "tuning": shares,
        "start": {name: untrained[name] for name in ("to_u", "signal")},
        "right": spread(right),
        "longer": spread([made.right for made in runs]),
        "updates_until_solved": until_solved(runs, settings),
    }
