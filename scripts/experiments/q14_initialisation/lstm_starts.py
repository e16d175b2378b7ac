"""How many updates an LSTM needs to hold one symbol over a lag, by the start of its matrices and of its biases.

A start is a way to draw the matrices and a way to set the biases. Each is trained with the best of three rates, found
at lag 50 on seeds that are not measured and with fewer updates. A training ends when the network is right on the share
`solved` of the test sequences, or when the updates are used up. A longer lag is tried only where a seed has solved the
one before. Chrono is told the lag, times the factor in its name. The baseline guesses: one symbol of eight.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.q14_initialisation import weight_starts
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks import copying, held_out
from scripts.experiments.training import races

QUESTION = "Which matrices and which biases let an LSTM learn to hold a symbol over 50 to 200 steps, and how soon?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "lags": [50, 100, 200],
    "H": 32,
    "biases": {
        "bias_-1": {"b_f": -1.0},
        "bias_0": {"b_f": 0.0},
        "bias_1": {"b_f": 1.0},
        "bias_3": {"b_f": 3.0},
        "bias_5": {"b_f": 5.0},
        "chrono": {"chrono": 1.5},  # times the lag
        "chrono_short": {"chrono": 0.2},
        "chrono_long": {"chrono": 5.0},
        "chrono_forget": {"chrono": 1.5, "b_i": 0.0},  # the input gate left at one half
        "one_scale": {"u": 0.75},  # times the lag: chrono's mean u in every unit
    },
    "starts": {
        "pytorch": [
            "bias_-1",
            "bias_0",
            "bias_1",
            "bias_3",
            "bias_5",
            "chrono",
            "chrono_short",
            "chrono_long",
            "chrono_forget",
            "one_scale",
        ],
        "keras": ["bias_1", "bias_3", "chrono"],
        "blocks": ["bias_0", "bias_1", "bias_3", "bias_5", "chrono"],
        "candidate": ["bias_1"],
        "gates": ["bias_1"],
    },
    "tuning": {"rates": [0.001, 0.003, 0.01], "seeds": [100, 101], "updates": 250},
    "updates": 500,
    "batch": 32,
    "clip": 1.0,
    "solved": 0.99,
    "check_every": 25,
    "test_sequences": 500,
}


def network(matrices: str, bias: dict[str, float], lag: int, seed: int, H: int) -> Recurrent:
    """The untrained network of a start: chrono's T_max, and the u of one scale, are their multiples of the lag."""
    bias = {name: value * lag if name in ("chrono", "u") else value for name, value in bias.items()}
    return weight_starts.network(matrices, copying.WIDTH, H, copying.SYMBOLS, seed, **bias)


def learn(matrices: str, bias: dict, lag: int, rate: float, seed: int, settings: dict) -> races.Run:
    """Train one network."""
    net, generator = network(matrices, bias, lag, seed, settings["H"]), torch.Generator().manual_seed(seed)
    test = copying.draw(1, lag, settings["test_sequences"], held_out.generator(lag))

    def loss_of_a_batch() -> torch.Tensor:
        batch = copying.draw(1, lag, settings["batch"], generator)
        return copying.loss(net(batch.x), batch)

    return races.race(net, loss_of_a_batch, lambda: copying.share_right(net(test.x), test), settings | {"rate": rate})


def outcome(matrices: str, bias: dict, rate: float, settings: dict, lag: int) -> dict[str, Any]:
    """The gain at the start, the share right at the end, and the updates until solved, over seeds."""
    seeds = settings["seeds"]
    made = races.outcome([learn(matrices, bias, lag, rate, seed, settings) for seed in seeds], settings)
    layers = [network(matrices, bias, lag, seed, settings["H"]).layer for seed in seeds]
    return {
        "gain": spread([weight_starts.gain(layer) for layer in layers]),
        "right": made["right"],
        "updates_until_solved": made["updates_until_solved"],
    }


def best_rate(matrices: str, bias: dict, settings: dict) -> races.Tuned:
    """The best rate at the shortest lag, with fewer updates, on seeds of its own."""
    tuning = settings["tuning"]
    fewer = settings | {"updates": tuning["updates"]}

    def runs_at(rate: float) -> list[races.Run]:
        return [learn(matrices, bias, min(settings["lags"]), rate, seed, fewer) for seed in tuning["seeds"]]

    return races.best_rate(tuning["rates"], runs_at, fewer)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each start of the matrices and of the biases its rate and its outcome at each lag."""
    results: dict[str, Any] = {"guess": 1 / copying.SYMBOLS}
    jobs = [(matrices, name) for matrices, names in settings["starts"].items() for name in names]
    for done, (matrices, name) in enumerate(jobs, 1):
        bias = settings["biases"][name]
        tuned = best_rate(matrices, bias, settings)
        made = races.by_lag(settings["lags"], partial(outcome, matrices, bias, tuned.rate, settings))
        tuning = {
            str(rate): {"right": [run.right for run in runs], "updates": [run.updates for run in runs]}
            for rate, runs in tuned.tried.items()
        }
        results.setdefault(matrices, {})[name] = {"rate": tuned.rate, "tuning": tuning, "lags": made}
        reached = {lag: outcome["updates_until_solved"] for lag, outcome in made.items()}
        progress(done / len(jobs), f"{matrices}, {name}, rate {tuned.rate}: {reached}")
    return results
