"""How far the error grows with the horizon when nothing is fed back: linear forecasts, direct and recursive.

Weekly CO2, with the windows of free_running_error. Direct: one ridge regression for each of the 50 horizons, all from
the known weeks, so that no forecast is ever read. Recursive: the regression for one week ahead alone, fed its own
forecasts. The rise of the direct error is the price of the horizon; only what lies above it can be one of feeding back.
The penalty is chosen for each way on the validation part. The solution is exact; a seed draws the training windows, by
blocks of a year with replacement.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.q28_teacher_forcing import free_running_error
from scripts.experiments.records.spread import spread

QUESTION = "How does the error of a linear forecast grow with the step, with and without its own forecasts fed back?"
SETTINGS = {
    **{name: free_running_error.SETTINGS[name] for name in ("seeds", "context", "horizon", "shown", "scale")},
    "block": free_running_error.YEAR,
    "penalties": [0.01, 0.1, 1.0, 10.0, 100.0],
}


def drawn(x: torch.Tensor, seed: int, block: int) -> torch.Tensor:
    """As many of the windows (steps, N, 1), give or take a block, in blocks of neighbours drawn with replacement."""
    blocks = x.split(block, dim=1)
    chosen = torch.randint(len(blocks), (len(blocks),), generator=torch.Generator().manual_seed(seed))
    return torch.cat([blocks[i] for i in chosen], dim=1)


def fitted(x: torch.Tensor, C: int, penalty: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights (C, horizon) and constants (horizon,) of one ridge regression per horizon; the constants go unpenalised.

    x are windows (C + horizon, N, 1).
    """
    known, due = x[:C, :, 0].T.double(), x[C:, :, 0].T.double()
    from_mean, means = known - known.mean(0), due.mean(0)
    square = from_mean.T @ from_mean + penalty * torch.eye(C, dtype=torch.float64)
    weights = torch.linalg.solve(square, from_mean.T @ (due - means))
    return weights, means - known.mean(0) @ weights


def direct(model: tuple[torch.Tensor, torch.Tensor], x: torch.Tensor, C: int) -> torch.Tensor:
    """Forecasts (horizon, N, 1), each from the C known values."""
    weights, constants = model
    return (x[:C, :, 0].T.double() @ weights + constants).T[..., None]


def recursive(model: tuple[torch.Tensor, torch.Tensor], x: torch.Tensor, C: int) -> torch.Tensor:
    """Forecasts (horizon, N, 1): one week ahead, from the last C values, which are more and more its own forecasts."""
    weights, constants = model
    values = list(x[:C, :, 0].double())
    for _ in x[C:]:
        last = values[-1]
        values.append(last + (torch.stack(values[-C:]) - last).T @ weights[:, 0] + constants[0])
    return torch.stack(values[C:])[..., None]


def errors(way: Callable, seed: int, parts: dict[str, torch.Tensor], settings: dict) -> tuple[float, torch.Tensor]:
    """The penalty with the least mean error on the validation part, and its error on the test part by step, in ppm."""
    x, C = drawn(parts["train"], seed, settings["block"]), settings["context"]
    tried = {}
    for penalty in settings["penalties"]:
        model = fitted(x, C, penalty)
        tried[penalty] = {
            part: free_running_error.by_step(way(model, parts[part], C) - parts[part][C:], settings)
            for part in ("validation", "test")
        }
    best = min(tried, key=lambda penalty: tried[penalty]["validation"].mean().item())
    return best, tried[best]["test"]


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By way of forecasting the penalties, the errors in ppm by step over the seeds, and their mean over all steps."""
    parts, results = free_running_error.load(settings), {}
    for done, way in enumerate((direct, recursive), 1):
        made = [errors(way, seed, parts, settings) for seed in settings["seeds"]]
        results[way.__name__] = {
            "penalties": [penalty for penalty, _ in made],
            **{str(k): spread([error[k - 1].item() for _, error in made]) for k in settings["shown"]},
            "mean": spread([error.mean().item() for _, error in made]),
        }
        progress(done / 2, f"{way.__name__}: {results[way.__name__]['50']}")
    return results
