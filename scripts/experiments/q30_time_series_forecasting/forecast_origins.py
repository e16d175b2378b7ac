"""Error by step ahead over rolling origins: CO2 and sunspots; naive, smoothed and linear forecasts, and two LSTMs.

Weekly CO2 a year ahead from two years, yearly sunspots a cycle ahead from three. Networks and the linear forecast are
fitted on the training part, the smoothing's states run on from its start, and all are chosen on the validation part;
then the origin rolls over the test part, without fitting again. Errors are MASE, in units of what the seasonal naive
forecast gets wrong, in the mean, on everything before the first test origin.

- last value, seasonal naive (the week of the year before; the year eleven years before)
- smoothing: Holt-Winters with trend and season added, its three shares from a grid
- linear: ridge regression of each step on the whole context, its penalty from a list
- direct, recursive: LSTMs of one size, see `forecasters`; the rate from two
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
        "co2": {"season": 52, "context": 104, "horizon": 52, "stride": 13, "level": "last"},
        "sunspots": {"season": 11, "context": 33, "horizon": 11, "stride": 1, "level": "mean"},
    },
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


def naive(made: Windows, m: int) -> np.ndarray:
    """Forecasts (N, K) that repeat the last m values of each context."""
    K = len(made.y)
    return np.stack([scaled_error.seasonal_naive(x, K, m) for x in made.x[..., 0].T.double().numpy()])


def smoothed(series: Series, parts: dict[str, Windows], task: dict, grid: dict) -> tuple[np.ndarray, list[float]]:
    """Holt-Winters forecasts (N, K) of the test part, and its shares α, β, γ, which are best on the validation part."""
    m, K = task["season"], task["horizon"]
    sets = np.array(list(product(*grid.values()))).T
    states = smoothing.run(series.x[:, 0].double().numpy(), m, smoothing.Params(*sets))
    said = {
        part: np.stack([smoothing.forecast(states[origin - m], K) for origin in parts[part].origins.tolist()])
        for part in ("validation", "test")
    }  # (N, K, S)
    wrong = np.abs(said["validation"] - true(parts["validation"])[..., None]).mean(axis=(0, 1))
    best = wrong.argmin()
    return said["test"][..., best], sets[:, best].tolist()


def linear(parts: dict[str, Windows], task: dict, penalties: list[float]) -> tuple[np.ndarray, float]:
    """Ridge forecasts (N, K) of the test part, and the penalty that is best on the validation part."""
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
        tried.append((np.abs(said[0] - true(parts["validation"])).mean(), said[1], penalty))
    _, said, penalty = min(tried, key=lambda one: one[0])
    return said, penalty


def true(of: Windows) -> np.ndarray:
    """What came, (N, K)."""
    return of.y[..., 0].T.double().numpy()


def lstm(
    kind: str, seed: int, rate: float, parts: dict[str, Windows], task: dict, settings: dict
) -> forecasters.Forecaster:
    """One network, its weights chosen on the validation part."""
    return forecasters.train(kind, seed, parts["train"], parts["validation"], task, settings | {"rate": rate})


def said_by(net: forecasters.Forecaster, of: Windows) -> np.ndarray:
    """A network's forecasts (N, K)."""
    return net.said(of.x)[..., 0].T.double().numpy()


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By series and method: MASE by step, over all steps, and how often an LSTM is better than the linear forecast."""
    results: dict[str, Any] = {}
    for done, (name, task) in enumerate(settings["tasks"].items()):
        series = LOADERS[name]()
        parts, shown = parts_of(series, task), settings["shown"][name]
        test, y = parts["test"], true(parts["test"])
        size = scaled_error.scale(series.x[: series.test, 0].double().numpy(), task["season"])
        smooth, shares = smoothed(series, parts, task, settings["smoothing"])
        ridge, penalty = linear(parts, task, settings["penalties"])
        plain = {"last": naive(test, 1), "seasonal": naive(test, task["season"]), "smoothing": smooth, "linear": ridge}
        made: dict[str, Any] = {"origins": len(y), "scale": rounded(size), "shares": shares, "penalty": penalty}
        for method, said in plain.items():
            error = scaled_error.by_step(y, said, size)
            made[method] = {str(k): rounded(error[k - 1]) for k in shown} | {"all": rounded(error.mean())}
        for kind in LSTMS:
            t = settings["tuning"]
            tried = {
                rate: np.abs(
                    said_by(lstm(kind, t["seed"], rate, parts, task, settings), parts["validation"])
                    - true(parts["validation"])
                ).mean()
                for rate in t["rates"]
            }
            rate = min(tried, key=tried.get)
            said = [said_by(lstm(kind, seed, rate, parts, task, settings), test) for seed in settings["seeds"]]
            errors = [scaled_error.by_step(y, one, size) for one in said]
            better = [(np.abs(one - y).mean(1) < np.abs(ridge - y).mean(1)).mean() for one in said]
            made[kind] = {str(k): spread([e[k - 1] for e in errors]) for k in shown}
            made[kind] |= {
                "all": spread([e.mean() for e in errors]),
                "better_than_linear": spread(better),
                "rate": rate,
            }
            progress((done + (kind == LSTMS[1]) / 2 + 0.5) / 2, f"{name}, {kind}: {made[kind]['all']}")
        results[name] = made
    return results
