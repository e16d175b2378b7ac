"""Which of plain RNNs and LSTMs of equal parameters holds a symbol over a lag, and what a step of each costs.

Every network has about as many weights as the LSTM of H = 32. Each is trained with the better of two rates, found
across 50 blanks, or across 20 by a network that solves 50 at neither rate, on seeds that are not measured. A training
ends when the network is right on the share `solved` of the test sequences, or when the updates are used up. A longer
lag is tried only by a network of which every seed has solved the one before; what was not tried is not in the record.
The baseline guesses: one symbol of eight.

`cost` times one update (forward and backward, no optimiser) of LSTM and RNN in turns and takes the median of the
ratios; only ratios are recorded, for seconds belong to the machine.
"""

from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

import torch
from torch import nn

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.q10_lstm_vs_rnn import distracted_copy
from scripts.experiments.records.spread import rounded
from scripts.experiments.tasks import copying, held_out
from scripts.experiments.training import races

QUESTION = "Across which lags, and past which distractions, do plain RNNs and LSTMs of equal parameters hold a symbol?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "lags": {"blank": [20, 50, 100], "other": [20, 50], "same": [20, 50]},
    "models": {
        "rnn": {"kind": "rnn", "H": 70},
        "rnn_orthogonal": {"kind": "rnn", "H": 70, "orthogonal": True},
        "irnn": {"kind": "irnn", "H": 70},
        "lstm": {"kind": "lstm", "H": 32, "forget_bias": 1.0},
        "lstm_chrono": {"kind": "lstm", "H": 32, "chrono": 1.5},  # times the lag
    },
    "tuning": {"rates": [0.001, 0.01], "seeds": [100, 101], "filling": "blank", "lags": [50, 20]},
    "updates": 1200,
    "batch": 32,
    "clip": 1.0,
    "solved": 0.99,
    "check_every": 50,
    "test_sequences": 500,
    "cost": {"D": 64, "H": 128, "H_equal": 283, "T": 100, "B": 32, "pairs": 15},
}
MEASURES_TIME = True


def network(model: dict[str, Any], lag: int, seed: int) -> Recurrent:
    """The untrained network of a model for a lag: chrono's T_max is its multiple of the lag."""
    options = dict(model)
    if "chrono" in options:
        options["chrono"] *= lag
    return start(options.pop("kind"), distracted_copy.WIDTH, options.pop("H"), copying.SYMBOLS, seed, **options)


def learn(model: dict[str, Any], filling: str, lag: int, rate: float, seed: int, settings: dict) -> races.Run:
    """Train one network."""
    net, generator = network(model, lag, seed), torch.Generator().manual_seed(seed)
    test = distracted_copy.draw(filling, lag, settings["test_sequences"], held_out.generator(lag))

    def loss_of_a_batch() -> torch.Tensor:
        batch = distracted_copy.draw(filling, lag, settings["batch"], generator)
        return copying.loss(net(batch.x), batch)

    return races.race(net, loss_of_a_batch, lambda: copying.share_right(net(test.x), test), settings | {"rate": rate})


def best_rate(model: dict[str, Any], settings: dict) -> tuple[races.Tuned, int]:
    """The better rate at the first of the tuning lags, at the next where no seed solves that; and the lag."""
    tuning = settings["tuning"]

    def runs_at(lag: int, rate: float) -> list[races.Run]:
        return [learn(model, tuning["filling"], lag, rate, seed, settings) for seed in tuning["seeds"]]

    for lag in tuning["lags"]:
        tuned = races.best_rate(tuning["rates"], partial(runs_at, lag), settings)
        if any(any(races.until_solved(runs, settings)) for runs in tuned.tried.values()):
            break
    return tuned, lag


def step_cost(settings: dict) -> dict[str, Any]:
    """How often an RNN's forward and backward pass goes into an LSTM's of the same layer: at equal H, at equal weights.

    The passes are timed in turns, so that a busy machine slows both; the ratio is the median over the pairs.
    """
    c = settings["cost"]
    x = torch.randn(c["T"], c["B"], c["D"], generator=torch.Generator().manual_seed(0))
    lstm = nn.LSTM(c["D"], c["H"])

    def seconds(layer: nn.Module) -> float:
        begun = perf_counter()
        layer(x)[0].sum().backward()
        return perf_counter() - begun

    def ratio(H: int) -> dict[str, float]:
        rnn = nn.RNN(c["D"], H)
        seconds(rnn), seconds(lstm)  # the first pass allocates
        ratios = sorted(seconds(lstm) / seconds(rnn) for _ in range(c["pairs"]))
        return {
            "median": rounded(median(ratios), 3),
            "quarter": rounded(ratios[len(ratios) // 4], 3),
            "three_quarters": rounded(ratios[-1 - len(ratios) // 4], 3),
        }

    torch.manual_seed(0)
    return {"equal_H": ratio(c["H"]), "equal_weights": ratio(c["H_equal"])}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The cost of a step; then for each model its weights, its rate, and its outcome for each filling and lag."""
    results: dict[str, Any] = {"guess": 1 / copying.SYMBOLS, "cost": step_cost(settings)}
    jobs = len(settings["models"]) * (1 + len(settings["lags"]))
    for m, (name, model) in enumerate(settings["models"].items()):
        tuned, lag = best_rate(model, settings)
        results[name] = {
            "H": model["H"],
            "parameters": network(model, lag, 0).parameter_count(),
            "rate": tuned.rate,
            "tuned_at_lag": lag,
            "tuning": tuned.as_values(settings),
        }
        done = m * (1 + len(settings["lags"])) + 1
        progress(done / jobs, f"{name}, rate {tuned.rate}")
        for f, (filling, lags) in enumerate(settings["lags"].items(), 1):
            outcome_at = partial(outcome, model, filling, tuned.rate, settings)
            results[name][filling] = races.by_lag(lags, outcome_at, least_solved=len(settings["seeds"]))
            reached = {lag: made["updates_until_solved"] for lag, made in results[name][filling].items()}
            progress((done + f) / jobs, f"{name}, {filling}: {reached}")
    return results


def outcome(model: dict[str, Any], filling: str, rate: float, settings: dict, lag: int) -> dict[str, Any]:
    """What comes of all seeds at one lag."""
    return races.outcome([learn(model, filling, lag, rate, seed, settings) for seed in settings["seeds"]], settings)
