"""Sixty random configurations of an LSTM that names speakers: which setting matters, and how much is the seed?

Six settings are drawn at random, and each configuration is trained once and judged on held-out utterances. How much a
setting matters is the share of the variance of those sixty results that a parabola in this setting alone explains,
on the scale that it was drawn on; beside it, what such a parabola explains after the results are shuffled, which is
what chance gives. The winner and a usual default are then trained anew with fresh seeds. Beside them, without any
network: the speaker whose mean frame is nearest.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from scripts.experiments.q26_hyperparameters.speaker import Configuration, right, train
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, Splits, hold_out, nearest_mean, standardised

QUESTION = "Which of an LSTM's hyperparameters matter, and how much of a difference is only the seed?"
SETTINGS = {
    "trials": 60,
    "draws": 2026,  # the seed of the random search
    "seed": 100,  # of every trial's training
    "seeds": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],  # of the winner and of the default
    "ranges": {
        "rate": {"low": 0.0001, "high": 0.1, "scale": "log"},
        "H": {"low": 8, "high": 128, "scale": "log"},
        "dropout": {"low": 0.0, "high": 0.5, "scale": "linear"},
        "layers": {"low": 1, "high": 3, "scale": "whole"},
        "batch": {"low": 8, "high": 64, "scale": "log"},
        "clip": {"low": 0.25, "high": 4.0, "scale": "log"},
    },
    "default": {"rate": 0.001, "H": 128, "dropout": 0.0, "layers": 1, "batch": 32, "clip": 1.0},
    "passes": 20,  # over the utterances, for every configuration
    "forget_bias": 1.0,
    "held_out": 0.3,
    "split": 0,
    "shuffles": 2000,
}


def coordinates(settings: dict[str, Any]) -> np.ndarray:
    """Where the trials lie in their ranges, uniform in 0 … 1, (trials, 6)."""
    return np.random.default_rng(settings["draws"]).random((settings["trials"], len(settings["ranges"])))


def configuration(place: np.ndarray, ranges: dict[str, dict[str, Any]]) -> Configuration:
    """The configuration at a place in the unit cube, (6,)."""
    made: dict[str, float] = {}
    for u, (name, span) in zip(place, ranges.items(), strict=True):
        low, high = span["low"], span["high"]
        if span["scale"] == "log":
            made[name] = float(low * (high / low) ** u)
        elif span["scale"] == "linear":
            made[name] = float(low + (high - low) * u)
        else:
            made[name] = int(low + np.floor(u * (high - low + 1)))
    return Configuration(**made | {"H": round(made["H"]), "batch": round(made["batch"])})


def explained(x: np.ndarray, y: np.ndarray) -> float:
    """The share of the variance of y (n,) that the best parabola in x (n,) explains, R²."""
    left = y - np.polyval(np.polyfit(x, y, 2), x)
    return 1 - left.var() / y.var()


def importance(places: np.ndarray, scores: np.ndarray, settings: dict[str, Any]) -> dict[str, dict[str, float]]:
    """By setting the share explained, and the share that 95 % of shuffled results stay below."""
    rng = np.random.default_rng(settings["draws"])
    shuffled = [rng.permutation(scores) for _ in range(settings["shuffles"])]
    by: dict[str, dict[str, float]] = {}
    for name, x in zip(settings["ranges"], places.T, strict=True):
        chance = np.quantile([explained(x, y) for y in shuffled], 0.95)
        by[name] = {"explained": rounded(explained(x, scores)), "chance": rounded(float(chance))}
    return by


def repeated(made: Configuration, parts: Splits, test: Labelled, settings: dict[str, Any]) -> dict[str, Any]:
    """One configuration over the seeds: the shares right of held-out and of test utterances."""
    nets = [train(made, seed, parts.train, settings) for seed in settings["seeds"]]
    return {
        "held_out": spread([right(net, parts.test) for net in nets]),
        "test": spread([right(net, test) for net in nets]),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The trials in their order, the importance of each setting, and winner and default over fresh seeds."""
    official = standardised(japanese_vowels.load())
    parts = hold_out(official.train, settings["held_out"], settings["split"])
    places = coordinates(settings)
    drawn = [configuration(place, settings["ranges"]) for place in places]
    scores = []
    for done, made in enumerate(drawn, 1):
        scores.append(right(train(made, settings["seed"], parts.train, settings), parts.test))
        progress(0.8 * done / len(drawn), f"{made}: {scores[-1]:.3f}")
    winner = int(np.argmax(scores))
    default = Configuration(**settings["default"])
    return {
        "nearest_mean": rounded(nearest_mean(parts.train, official.test)),
        "trials": {name: [rounded(float(value)) for value in column] for name, column in columns(drawn).items()}
        | {"held_out": [rounded(score) for score in scores]},
        "importance": importance(places, np.array(scores), settings),
        "winner": {"trial": winner, "configuration": drawn[winner]._asdict(), "found_at": rounded(scores[winner])}
        | repeated(drawn[winner], parts, official.test, settings),
        "default": repeated(default, parts, official.test, settings),
    }


def columns(drawn: list[Configuration]) -> dict[str, tuple[float, ...]]:
    """By setting its values in the order of the trials."""
    return dict(zip(Configuration._fields, zip(*drawn, strict=True), strict=True))
