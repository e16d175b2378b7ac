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
from scripts.experiments.tasks import copying
from scripts.experiments.training.fit import fit

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


def start(seed: int, settings: dict) -> deep_lstm.Probe:
    """What the untrained stack passes on, for the test sequences."""
    test = test_of(settings)
    return deep_lstm.probe(network(seed, settings), test.x, deep_stacks.loss_of(test.y))


def test_of(settings: dict) -> copying.Batch:
    """The test sequences of `deep_stacks`."""
    generator = torch.Generator().manual_seed(deep_stacks.TEST_SEED)
    return copying.draw(settings["symbols"], settings["lag"], settings["test_sequences"], generator)


def learn(rate: float, seed: int, updates: int, settings: dict) -> dict[int, float]:
    """Train one stack; the share right by the updates made, up to `updates` or until it is `solved`."""
    net, test = network(seed, settings), test_of(settings)
    S, lag, generator = settings["symbols"], settings["lag"], torch.Generator().manual_seed(seed)
    right: dict[int, float] = {}

    def loss_of_a_batch() -> torch.Tensor:
        batch = copying.draw(S, lag, settings["batch"], generator)
        return deep_stacks.loss_of(batch.y)(net(batch.x))

    def check(n: int, loss: float) -> bool:
        if n % settings["check_every"] and n != updates:
            return False
        with torch.no_grad():
            right[n] = (net(test.x)[-S:].argmax(-1) == test.y).double().mean().item()
        return right[n] >= settings["solved"]

    fit(net, loss_of_a_batch, settings | {"rate": rate, "updates": updates}, check)
    return right


def best_rate(settings: dict) -> tuple[float, dict[str, list[float]]]:
    """The rate that is right most often after `updates`, as a mean over the tuning seeds; and all results."""
    tuning = settings["tuning"]
    tried = {
        rate: [list(learn(rate, seed, settings["updates"], settings).values())[-1] for seed in tuning["seeds"]]
        for rate in tuning["rates"]
    }
    return max(tried, key=lambda rate: sum(tried[rate])), {str(rate): right for rate, right in tried.items()}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The rate, what the stack passes on at the start, the share right, and the updates until solved (None: never)."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        probes = [start(seed, settings) for seed in settings["seeds"]]
        rate, tuning = best_rate(settings)
        progress(0.3, f"rate {rate}: {tuning}")
        runs = []
        for seed in settings["seeds"]:
            runs.append(learn(rate, seed, settings["longer"], settings))
            progress(0.3 + 0.7 * len(runs) / len(settings["seeds"]), f"seed {seed}: {list(runs[-1].items())[-1]}")
        return {
            "rate": rate,
            "tuning": tuning,
            "start": {
                name: {
                    str(n + 1): spread([getattr(probe, name)[n] for probe in probes]) for n in range(settings["depth"])
                }
                for name in ("to_u", "signal")
            },
            "right": spread([run[min(max(run), settings["updates"])] for run in runs]),
            "longer": spread([list(run.values())[-1] for run in runs]),
            "updates_until_solved": [max(run) if run[max(run)] >= settings["solved"] else None for run in runs],
        }
    finally:
        torch.set_num_threads(threads)
