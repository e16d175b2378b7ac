"""Deeper or wider? Stacks of one, two and four LSTM layers with equal weights, on speech: which of nine men speaks.

Each stack is as wide as a budget of LSTM weights allows; a readout of the top layer's output at the last real step
names the speaker. The rate is chosen for each depth at the middle budget, on a part of the training data that is held
out, with seeds that are not measured. Then every stack learns from all training data, for the same number of updates.

Beside it, without training: always the commonest speaker, and the speaker whose mean frame is nearest to the
utterance's mean frame, which knows nothing of the order of the frames.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.networks.starts import set_bias
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import (
    Labelled,
    Splits,
    at_last_frame,
    commonest,
    hold_out,
    nearest_mean,
    rows,
    share_right,
    standardised,
)
from scripts.experiments.training.fit import fit
from scripts.reference import params

QUESTION = "For a fixed number of weights, is a deeper LSTM better than a wider one, or is it noise between seeds?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "depths": [1, 2, 4],
    "budgets": [3000, 12000, 48000],  # LSTM weights, one bias per block; the readout has its own
    "forget_bias": 1.0,
    "tuning": {"seeds": [100, 101], "rates": [0.001, 0.003, 0.01, 0.03], "budget": 12000, "held_out": 0.3, "split": 0},
    "updates": 300,
    "batch": 32,
    "clip": 1.0,
}
D = 12


class Shares(NamedTuple):
    """The share right in each part of the data."""

    train: float
    test: float


def width(depth: int, budget: int) -> int:
    """The most units per layer that the budget allows."""
    H = 1
    while params.lstm(D, H + 1, depth) <= budget:
        H += 1
    return H


def scores(net: Recurrent, data: Labelled) -> torch.Tensor:
    """What the readout says of each speaker at the last real frame, (N, 9)."""
    return at_last_frame(net(data.x), data.lengths)


def train(depth: int, budget: int, rate: float, seed: int, parts: Splits, settings: dict) -> Shares:
    """The shares of the training and of the test utterances that a trained stack names rightly."""
    torch.manual_seed(seed)
    net = Recurrent("lstm", D, width(depth, budget), japanese_vowels.CLASSES, depth)
    set_bias(net.layer, f=settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)

    def loss() -> torch.Tensor:
        batch = rows(parts.train, torch.randperm(len(parts.train.y), generator=generator)[: settings["batch"]])
        return cross_entropy(scores(net, batch), batch.y)

    fit(net, loss, settings | {"rate": rate})
    with torch.no_grad():
        return Shares(*(share_right(scores(net, part).argmax(1), part) for part in parts))


def best_rate(depth: int, train_part: Labelled, settings: dict) -> tuple[float, dict[str, list[float]]]:
    """The rate that is right most often on the held-out part, and the shares right at every rate."""
    t = settings["tuning"]
    parts = hold_out(train_part, t["held_out"], t["split"])
    tried = {r: [train(depth, t["budget"], r, seed, parts, settings).test for seed in t["seeds"]] for r in t["rates"]}
    best = max(tried, key=lambda rate: sum(tried[rate]))
    return best, {str(rate): [rounded(share) for share in shares] for rate, shares in tried.items()}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baselines; by depth its rate, and by budget the width, the weights and the shares right over the seeds.

    `right` is of the test utterances, `learned` of those that were trained on.
    """
    parts = standardised(japanese_vowels.load())
    results: dict[str, Any] = {
        "commonest": commonest(parts.test),
        "nearest_mean": rounded(nearest_mean(parts.train, parts.test)),
    }
    steps = len(settings["depths"]) * (1 + len(settings["budgets"]))
    for d, depth in enumerate(settings["depths"]):
        rate, tuning = best_rate(depth, parts.train, settings)
        results[str(depth)] = {"rate": rate, "tuning": tuning}
        for b, budget in enumerate(settings["budgets"], 1):
            shares = [train(depth, budget, rate, seed, parts, settings) for seed in settings["seeds"]]
            H = width(depth, budget)
            made = {"H": H, "parameters": params.lstm(D, H, depth)}
            made |= {"right": spread([s.test for s in shares]), "learned": spread([s.train for s in shares])}
            results[str(depth)][str(budget)] = made
            progress((d * (1 + len(settings["budgets"])) + b + 1) / steps, f"{depth} × {H}, rate {rate}: {made}")
    return results
