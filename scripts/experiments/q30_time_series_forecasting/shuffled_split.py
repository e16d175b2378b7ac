"""What a shuffled split promises and what comes: the direct LSTM on yearly sunspots.

Up to 1955 the series is cut into pairs of 33 years and the 11 after them. "shuffled" holds out a fifth of the pairs at
random, so that each has neighbours in training that share nearly all of its years. "by time" learns from pairs that end
before 1921 and holds out those that begin with a forecast from 1921 on, so it has less to learn from, and older.
Windows are centred on their last value. `promised` is the error on the held-out pairs, on which the weights are chosen,
`came` that from 1956 on, both as MASE with the scale of the years before 1956. The seasonal naive forecast stands
beside both.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from scripts.experiments.q30_time_series_forecasting import forecasters
from scripts.experiments.q30_time_series_forecasting.forecasters import Windows
from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.tasks import sunspots
from scripts.reference import origins, scaled_error

QUESTION = "How much better does a forecaster look when its windows are shuffled before they are split?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "season": 11,
    "context": 33,
    "horizon": 11,
    "level": "last",
    "held_out": 0.2,
    "H": 32,
    "forget_bias": 1.0,
    "rate": 0.01,
    "updates": 1000,
    "batch": 32,
    "clip": 1.0,
    "check_every": 25,
}


def split(how: str, seed: int, settings: dict) -> tuple[Windows, Windows]:
    """Pairs to learn from and held-out pairs, all of them before the test part."""
    series = sunspots.load()
    train, validation = (forecasters.cut(series, part, settings) for part in ("train", "validation"))
    if how == "by time":
        return train, validation
    before = series._replace(validation=series.test)
    every = forecasters.cut(before, "train", settings)
    order = torch.randperm(len(every.origins), generator=torch.Generator().manual_seed(seed))
    n = round(len(order) * settings["held_out"])
    return every.pick(order[n:]), every.pick(order[:n])


def mase(said: np.ndarray, of: Windows, size: float) -> float:
    """Over all steps, of forecasts (N, K)."""
    return scaled_error.by_step(forecasters.true(of), said, size).mean().item()


def measure(how: str, seed: int, settings: dict[str, Any]) -> dict[str, float]:
    """One network's errors, the naive forecast's, and the years that a held-out pair shares with one learned from."""
    series = sunspots.load()
    size = scaled_error.scale(series.x[: series.test, 0].numpy(), settings["season"])
    learned, held_out = split(how, seed, settings)
    test = forecasters.cut(series, "test", settings)
    net = forecasters.train("direct", seed, learned, held_out, settings, settings)
    common = origins.shared(held_out.origins.numpy(), learned.origins.numpy(), settings["context"], settings["horizon"])
    return {
        "promised": mase(forecasters.said_by(net, held_out), held_out, size),
        "came": mase(forecasters.said_by(net, test), test, size),
        "naive_promised": mase(forecasters.naive(held_out, settings["season"]), held_out, size),
        "shared": float(np.median(common)),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By split the errors over the seeds, and the naive forecast's on the test part."""
    series = sunspots.load()
    size = scaled_error.scale(series.x[: series.test, 0].numpy(), settings["season"])
    test = forecasters.cut(series, "test", settings)
    results: dict[str, Any] = {"naive_came": rounded(mase(forecasters.naive(test, settings["season"]), test, size))}
    for done, how in enumerate(("shuffled", "by time"), 1):
        results[how] = spreads([measure(how, seed, settings) for seed in settings["seeds"]])
        progress(done / 2, f"{how}: {results[how]}")
    return results
