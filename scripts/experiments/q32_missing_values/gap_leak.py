"""What a forecast gains by a gap that was filled from its far side: weekly CO2, one week ahead, LSTM and last value.

The series has gaps of its own; more runs of weeks are hidden, as long as its own gaps, until the share `hidden` is
missing in every part. The network reads 52 weeks, less the last of them, and adds what it says to that last value.
Trained and scored are origins whose week to come is seen. Three ways to fill:

- forward  the last value seen
- told     the same, with mask and gap as inputs
- leak     linear over the whole series, before the windows are cut: a gap that ends at the origin has then been filled
           with the help of the value to be forecast

`offline` is the error on test windows filled in the same way as in training, `live` on test windows with what a
forecaster has: forward fill. Both after a gap (the last week is missing). In ppm, root mean square.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import torch

from scripts.experiments.networks import recurrent
from scripts.experiments.q32_missing_values import fills
from scripts.experiments.records.spread import spreads
from scripts.experiments.tasks import co2
from scripts.experiments.tasks.series import Series, windows
from scripts.experiments.training.fit import fit

QUESTION = "What does interpolation across the forecast origin promise, and what is left of it in use?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "hidden": 0.2,
    "context": 52,
    "fills": ["forward", "told", "leak"],
    "H": 32,
    "forget_bias": 1.0,
    "rate": 0.01,
    "updates": 200,
    "batch": 64,
    "clip": 1.0,
}


class Origins(NamedTuple):
    """N forecasts, in ppm against the last value of the context."""

    x: torch.Tensor  # (context, N, 1 or 3)
    y: torch.Tensor  # (N,)
    after_gap: torch.Tensor  # (N,)  bool: the last week of the context is missing


def runs(seen: np.ndarray) -> list[int]:
    """The lengths of the gaps in a mask (T,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[True], seen, [True]]).astype(int)))
    return (edges[1::2] - edges[::2]).tolist()


def hide(series: Series, share: float, seed: int) -> np.ndarray:
    """A mask (T,) with more gaps, each as long as one of the series's own; the first week stays seen."""
    random, seen = np.random.default_rng(seed), series.seen[:, 0].numpy().copy()
    own = runs(seen)
    for part in series.parts.values():
        while seen[part.start : part.stop].mean() > 1.0 - share:
            at = random.integers(max(part.start, 1), part.stop)
            seen[at : min(at + random.choice(own), part.stop)] = False
    return seen


def origins(fill: str, part: str, seed: int, settings: dict[str, Any]) -> Origins:
    """The forecasts of a part ("train", "test") whose week to come is seen, their contexts filled as `fill` says."""
    series = co2.load()
    seen = hide(series, settings["hidden"], seed)
    x, mask = series.x.double().numpy()[:, None], seen[:, None, None]
    filled = (fills.interpolate if fill == "leak" else fills.forward)(x, mask)
    known = series._replace(x=torch.tensor(filled[:, 0]), seen=torch.tensor(seen[:, None]))
    cut = windows(known, part, settings["context"], 1)
    last = cut.x[-1:]
    values = [cut.x - last]
    if fill == "told":
        read = fills.told(x, mask)[:, 0]
        values.append(windows(known._replace(x=torch.tensor(read)), part, settings["context"], 1).x[..., 1:])
    kept = cut.y_seen[0, :, 0]
    return Origins(
        torch.cat(values, dim=2)[:, kept].float(), (cut.y - last)[0, kept, 0].float(), ~cut.seen[-1, kept, 0]
    )


def error(said: torch.Tensor | float, of: Origins) -> float:
    """Root mean square error after a gap, in ppm."""
    return (said - of.y)[of.after_gap].square().mean().sqrt().item()


def measure(fill: str, seed: int, settings: dict[str, Any]) -> dict[str, float]:
    """The errors of one network, and those of the last value."""
    train, offline = (origins(fill, part, seed, settings) for part in ("train", "test"))
    live = origins("forward", "test", seed, settings) if fill == "leak" else offline
    scale = train.x[..., :1].std().item()  # ppm
    net = recurrent.many_to_one("lstm", settings["H"], seed, D=train.x.shape[2], forget_bias=settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)

    def said(x: torch.Tensor) -> torch.Tensor:
        return net(torch.cat([x[..., :1] / scale, x[..., 1:]], dim=2)) * scale

    def loss() -> torch.Tensor:
        which = torch.randint(len(train.y), (settings["batch"],), generator=generator)
        return ((said(train.x[:, which]) - train.y[which]) / scale).square().mean()

    fit(net, loss, settings, falling=True)
    with torch.no_grad():
        made = {"offline": error(said(offline.x), offline), "live": error(said(live.x), live)}
    return made | {"last_offline": error(0.0, offline), "last_live": error(0.0, live)}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By fill the errors over the seeds; and of the series itself, how many gaps it has and how long they are."""
    own = runs(co2.load().seen[:, 0].numpy())
    results: dict[str, Any] = {"gaps": len(own), "weeks_missing": sum(own), "longest": max(own)}
    for done, fill in enumerate(settings["fills"], 1):
        results[fill] = spreads([measure(fill, seed, settings) for seed in settings["seeds"]])
        progress(done / len(settings["fills"]), f"{fill}: {results[fill]}")
    return results
