"""Error by step ahead over rolling origins: CO2 and sunspots; naive, smoothed and linear forecasts, and two LSTMs.

Weekly CO2 a year ahead from two years, yearly sunspots a cycle ahead from three. Networks and the linear forecast are
fitted on the training part, the smoothing's states run on from its start, and all are chosen on the validation part;
then the origin rolls over the test part, without fitting again. Networks and the linear forecast read windows centred
in two ways: on the training mean, and on each window's own last value. Errors are MASE, in units of what the seasonal
naive forecast gets wrong, in the mean, on everything before the first test origin.

- last value, seasonal naive (the week of the year before; the year eleven years before)
- drift: the seasonal naive, moved by what the mean of the last season gained on the season before
- smoothing: Holt-Winters with trend and season added, its three shares from a grid
- linear: ridge regression of each step on the whole context, its penalty from a list
- direct, recursive: LSTMs of one size that both start from the last value, see `forecasters`; the rate from two
"""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import torch

from scripts.experiments.q30_time_series_forecasting import forecasters
from scripts.experiments.q30_time_series_forecasting.forecasters import Windows
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import co2, sunspots
from scripts.experiments.tasks.series import Series
from scripts.reference import scaled_error, smoothing

QUESTION = "How good are an LSTM's forecasts by step ahead, direct or recursive, beside those that need no network?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "tasks": {
        "co2": {"season": 52, "context": 104, "horizon": 52, "stride": 13},
        "sunspots": {"season": 11, "context": 33, "horizon": 11, "stride": 1},
    },
    "levels": ["mean", "last"],
    "shown": {"co2": [1, 4, 13, 26, 39, 52], "sunspots": [1, 2, 4, 6, 8, 11]},
    "smoothing": {
        "alpha": [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0],
        "beta": [0.0, 0.001, 0.01, 0.1],
        "gamma": [0.0, 0.05, 0.1, 0.2, 0.4, 0.8],
    },
    "penalties": [0.01, 0.1, 1.0, 10.0, 100.0],
    "H": 32,
    "forget_bias": 1.0,
    "updates": 400,
    "batch": 32,
    "clip": 1.0,
    "check_every": 25,
    "tuning": {"seed": 100, "rates": [0.003, 0.01]},
}
LOADERS = {"co2": co2.load, "sunspots": sunspots.load}
LSTMS = ("direct", "recursive")


def parts_of(series: Series, task: dict) -> dict[str, Windows]:
    """Every training pair, and those of validation and test at every `stride`-th origin."""
    return {
        part: forecasters.cut(series, part, task, 1 if part == "train" else task["stride"]) for part in series.parts
    }


def drifted(made: Windows, m: int) -> np.ndarray:
    """Seasonal naive forecasts (N, K), moved by the growth of the seasonal mean once for each season ahead."""
    x, K = made.x[..., 0].T.double().numpy(), len(made.y)
    growth = x[:, -m:].mean(axis=1) - x[:, -2 * m : -m].mean(axis=1)
    return forecasters.naive(made, m) + growth[:, None] * (1 + np.arange(K) // m)


def smoothed(series: Series, parts: dict[str, Windows], task: dict, grid: dict) -> tuple[np.ndarray, list[float]]:
    """Holt-Winters forecasts (N, K) of the test part, and its shares α, β, γ, which are best on the validation part."""
    m, K = task["season"], task["horizon"]
    sets = np.array(list(product(*grid.values()))).T
    states = smoothing.run(series.x[:, 0].double().numpy(), m, smoothing.Params(*sets))
    said = {
        part: np.stack([smoothing.forecast(states[origin - m], K) for origin in parts[part].origins.tolist()])
        for part in ("validation", "test")
    }  # (N, K, S)
    wrong = np.abs(said["validation"] - forecasters.true(parts["validation"])[..., None]).mean(axis=(0, 1))
    best = wrong.argmin()
    return said["test"][..., best], sets[:, best].tolist()


def linear(parts: dict[str, Windows], task: dict, penalties: list[float]) -> tuple[np.ndarray, np.ndarray, float]:
    """Ridge forecasts (N, K) of the validation and the test part, and the penalty that is best on the former."""
    found = forecasters.units(parts["train"], task["level"])

    def inputs(of: Windows) -> tuple[torch.Tensor, torch.Tensor]:
        centre = found.centre(of.x)
        x = ((of.x - centre) / found.deviation)[..., 0].T.double()
        return torch.cat([x, torch.ones(len(x), 1)], dim=1), centre.double()

    x, centre = inputs(parts["train"])
    y = ((parts["train"].y[..., 0].T - centre) / found.deviation).double()
    tried = []
    for penalty in penalties:
        weights = torch.linalg.solve(x.T @ x + penalty * torch.eye(x.shape[1]), x.T @ y)
        said = [
            (a @ weights * found.deviation + c).numpy() for a, c in map(inputs, map(parts.get, ("validation", "test")))
        ]
        tried.append((np.abs(said[0] - forecasters.true(parts["validation"])).mean(), *said, penalty))
    _, before, said, penalty = min(tried, key=lambda one: one[0])
    return before, said, penalty


def lstm(
    kind: str, seed: int, rate: float, parts: dict[str, Windows], task: dict, settings: dict
) -> forecasters.Forecaster:
    """One network, its weights chosen on the validation part."""
    return forecasters.train(kind, seed, parts["train"], parts["validation"], task, settings | {"rate": rate})


def measured(kind: str, parts: dict[str, Windows], task: dict, settings: dict, size: float) -> dict[str, list]:
    """For each seed the MASE by step on the test part and over all steps of the validation part; the rate chosen."""

    def wrong(net: forecasters.Forecaster) -> float:
        return float(
            np.abs(forecasters.said_by(net, parts["validation"]) - forecasters.true(parts["validation"])).mean()
        )

    t = settings["tuning"]
    rate = min(t["rates"], key=lambda rate: wrong(lstm(kind, t["seed"], rate, parts, task, settings)))
    nets = [lstm(kind, seed, rate, parts, task, settings) for seed in settings["seeds"]]
    return {
        "errors": [
            scaled_error.by_step(forecasters.true(parts["test"]), forecasters.said_by(net, parts["test"]), size)
            for net in nets
        ],
        "validation": [wrong(net) / size for net in nets],
        "rate": rate,
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By series and method, and by level where windows are centred: MASE by step, over all steps and on validation."""
    results: dict[str, Any] = {}
    parts_done, all_parts = 0, len(settings["tasks"]) * len(settings["levels"]) * len(LSTMS)
    for name, task in settings["tasks"].items():
        series = LOADERS[name]()
        parts, shown, m = parts_of(series, task), settings["shown"][name], task["season"]
        test, y = parts["test"], forecasters.true(parts["test"])
        size = scaled_error.scale(series.x[: series.test, 0].double().numpy(), m)

        def by_step(said: np.ndarray, y: np.ndarray = y, size: float = size, shown: list[int] = shown) -> dict:
            error = scaled_error.by_step(y, said, size)
            return {str(k): rounded(error[k - 1]) for k in shown} | {"all": rounded(error.mean())}

        smooth, shares = smoothed(series, parts, task, settings["smoothing"])
        plain = {
            "last": forecasters.naive(test, 1),
            "seasonal": forecasters.naive(test, m),
            "drift": drifted(test, m),
            "smoothing": smooth,
        }
        made: dict[str, Any] = {"origins": len(y), "scale": rounded(size), "shares": shares}
        made |= {method: by_step(said) for method, said in plain.items()}
        made |= {method: {} for method in ("linear", *LSTMS)}
        for level in settings["levels"]:
            centred = task | {"level": level}
            before, ridge, penalty = linear(parts, centred, settings["penalties"])
            wrong = np.abs(before - forecasters.true(parts["validation"])).mean() / size
            made["linear"][level] = by_step(ridge) | {"validation": rounded(wrong), "penalty": penalty}
            for kind in LSTMS:
                found = measured(kind, parts, centred, settings, size)
                made[kind][level] = {str(k): spread([e[k - 1] for e in found["errors"]]) for k in shown} | {
                    "all": spread([e.mean() for e in found["errors"]]),
                    "validation": spread(found["validation"]),
                    "rate": found["rate"],
                }
                parts_done += 1
                progress(parts_done / all_parts, f"{name}, {level}, {kind}: {made[kind][level]['all']}")
        results[name] = made
    return results
