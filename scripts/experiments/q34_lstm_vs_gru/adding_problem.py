"""Which cell learns the adding problem, and how soon, as the sequence grows: RNN, LSTM and GRU of equal size.

Equal parameters, not equal width: every network has about as many weights as the LSTM of H = 16, so the RNN gets H = 34
and the GRU H = 19. Each kind trains with the rate that was best for it at the shortest lag, on seeds that are not
measured; both starts of the LSTM share theirs, and `forget_bias` compares them at another rate as well.
A training ends when each of its seeds has been below the `solved` error on the test sequences once, or when the updates
are used up; `mse` is the error on the test sequences then. "Lag" is the length of the sequence: the first marked value
lies half to all of it before the end.

The baseline always answers 1, the mean of the target. Its error is the variance of a sum of two U(0, 1), 2/12 = 0.1667.
Bai et al. (2018) print 0.1767 for it, Arjovsky et al. (2016) 0.167; `baseline` holds both, and what was measured.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.networks.stacked import predict, stack
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import adding, held_out
from scripts.experiments.training import side_by_side

QUESTION = "Which of RNN, LSTM and GRU learns to add two numbers that lie 25 to 200 steps apart, at equal parameters?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "lags": [25, 50, 100, 200],
    "updates": 3000,
    "batch": 32,
    "clip": 1.0,
    "solved": 0.01,
    "check_every": 50,
    "test_sequences": 1000,
    "models": {
        "rnn": {"kind": "rnn", "H": 34},
        "lstm": {"kind": "lstm", "H": 16, "forget_bias": 1.0},
        "lstm_torch_default": {"kind": "lstm", "H": 16},
        "gru": {"kind": "gru", "H": 19},
    },
    "tuning": {"rates": [0.003, 0.01, 0.03], "lag": 25, "seeds": [100, 101, 102]},
    "rate_of": {"lstm_torch_default": "lstm"},
    "forget_bias": {"models": ["lstm", "lstm_torch_default"], "rate": 0.01, "lag": 100},
    "baseline_targets": 1_000_000,
}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baseline, then every model at every lag with its best rate."""
    results: dict = {"baseline": baseline(settings)}
    tuning, bias = settings["tuning"], settings["forget_bias"]
    own = [name for name in settings["models"] if name not in settings["rate_of"]]
    total = len(settings["models"]) * sum(settings["lags"]) + len(bias["models"]) * bias["lag"]
    total += len(own) * len(tuning["rates"]) * tuning["lag"]  # an update costs about as much as it has steps
    done = 0

    def step(lag: int, what: str) -> None:
        nonlocal done
        done += lag
        progress(done / total, what)

    for name, model in settings["models"].items():
        results[name] = {"H": model["H"], "parameters": parameters(model)}
        if name in own:
            results[name]["rate"], results[name]["tuning"] = best_rate(model, settings)
            step(len(tuning["rates"]) * tuning["lag"], f"{name}, rate {results[name]['rate']}")
        else:
            results[name]["rate"] = results[settings["rate_of"][name]]["rate"]
        for lag in settings["lags"]:
            results[name][str(lag)] = learn(model, lag, results[name]["rate"], settings)
            step(lag, f"{name}, lag {lag}: {results[name][str(lag)]['solved']:.0%} of the seeds solved it")
    results["forget_bias"] = {}
    for name in bias["models"]:
        results["forget_bias"][name] = learn(settings["models"][name], bias["lag"], bias["rate"], settings)
        step(bias["lag"], f"{name}, lag {bias['lag']}, rate {bias['rate']}")
    return results


def best_rate(model: dict, settings: dict) -> tuple[float, dict]:
    """The rate that solves the task with most seeds, then soonest, then with the least error; and how each one did."""
    tuning = settings["tuning"]
    tried = {}
    for rate in tuning["rates"]:
        outcome = learn(model, tuning["lag"], rate, settings | {"seeds": tuning["seeds"]})
        tried[str(rate)] = {key: outcome[key] for key in ("solved", "updates_until_solved", "mse")}

    def rank(rate: float) -> tuple[float, float, float]:
        outcome = tried[str(rate)]
        soon = [n or settings["updates"] for n in outcome["updates_until_solved"]]
        return -outcome["solved"], sum(soon), outcome["mse"]["mean"]

    return min(tuning["rates"], key=rank), tried


def baseline(settings: dict) -> dict:
    """The error of always answering 1: exactly, on many targets, and on each lag's test sequences."""
    targets = adding.draw(2, settings["baseline_targets"], held_out.generator()).y.double()
    tests = {str(lag): test_sequences(lag, settings) for lag in settings["lags"]}
    return {
        "variance": rounded(adding.VARIANCE),
        "printed": {"bai2018": 0.1767, "arjovsky2016": 0.167},
        "note": "0.1767 is a slip in print: two independent U(0, 1) have the variance 2/12, as `measured` confirms.",
        "measured": rounded((targets - 1.0).square().mean().item()),
        "test": {lag: rounded((test.y - 1.0).square().mean().item()) for lag, test in tests.items()},
    }


def parameters(model: dict) -> int:
    """All numbers that are trained, readout and both bias vectors of PyTorch's layers included."""
    return many_to_one(seed=0, **model).parameter_count()


def test_sequences(lag: int, settings: dict) -> adding.Batch:
    """The sequences on which every network is tested."""
    return adding.draw(lag, settings["test_sequences"], held_out.generator(lag))


def learn(model: dict, lag: int, rate: float, settings: dict) -> dict:
    """Train all seeds at one lag."""
    seeds, every = settings["seeds"], settings["check_every"]
    networks = [many_to_one(seed=seed, **model) for seed in seeds]
    weights, test = stack(networks), test_sequences(lag, settings)
    said = partial(predict, weights, networks[0])
    draws = partial(adding.draw, lag, settings["batch"])
    errors = side_by_side.squared_errors(said, draws, side_by_side.generators(seeds))
    checks: list[int] = []
    curve: list[list[float]] = []  # a row a check, a column a seed
    first = dict.fromkeys(range(len(seeds)))  # by seed: the update at which it was first seen below the solved error

    def check(n: int, losses: torch.Tensor) -> bool:
        if n % every:
            return False
        checks.append(n)
        curve.append(side_by_side.test_errors(said, len(seeds), test))
        for s, error in enumerate(curve[-1]):
            if first[s] is None and error < settings["solved"]:
                first[s] = n
        return None not in first.values()

    updates = side_by_side.fit(weights, errors, settings | {"rate": rate}, check).updates
    solved = [n for n in first.values() if n is not None]
    return {
        "mse": spread(curve[-1]),
        "solved": rounded(len(solved) / len(seeds)),
        "updates_until_solved": list(first.values()),  # null: not within the updates
        "updates": updates,
        "curve": {"updates": checks, "mse": [[rounded(row[s], 3) for row in curve] for s in range(len(seeds))]},
    }
