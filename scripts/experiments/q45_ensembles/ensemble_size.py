"""One to ten LSTMs on JapaneseVowels: what averaging their probabilities does for accuracy, calibration and time.

Which of nine men speaks, on the official split, the coefficients standardised. A group has ten networks that differ in
their seed alone, which draws the weights and the batches; the groups share no seed. For M members a number is the mean
over all, at most `subsets`, choices of M out of a group's ten, and the spread is that between groups.

`ece` is the expected calibration error: utterances in ten bins by confidence, the largest probability, and in each the
distance between share right and mean confidence, weighted by its utterances. `correlation` is that of two members'
errors, 1 where an utterance is wrong, the mean over a group's pairs. `weights_averaged` is the share right of a network
whose weights are the mean of two members'. `seconds` is one pass over one utterance of the mean length, M members one
after the other on one thread.

Without training: always the commonest speaker of the test part, and the speaker whose mean frame is nearest.
"""

from collections.abc import Callable
from itertools import combinations
from random import Random
from statistics import fmean, median
from time import perf_counter
from typing import Any

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import (
    Labelled,
    Splits,
    at_last_frame,
    commonest,
    nearest_mean,
    rows,
    share_right,
    standardised,
)
from scripts.experiments.training.fit import fit
from scripts.reference import voting

MEASURES_TIME = True
QUESTION = "What do one to ten LSTMs that differ in their seed gain in accuracy and calibration, and cost in time?"
SETTINGS = {
    "seeds": list(range(50)),  # one per network: the first ten are the first group
    "sizes": [1, 2, 3, 5, 10],
    "members": 10,
    "subsets": 60,
    "H": 32,
    "forget_bias": 1.0,
    "updates": 200,
    "rate": 0.01,  # falls linearly to a hundredth
    "batch": 32,
    "clip": 1.0,
    "bins": 10,
    "passes": 50,
    "larger_H": 80,  # 30,809 weights, five members have 30,925
    "larger_seeds": list(range(50, 60)),
}
D, K = 12, japanese_vowels.CLASSES


def scores(network: Recurrent, data: Labelled) -> torch.Tensor:
    """The logits at the last real frame, (N, 9)."""
    return at_last_frame(network(data.x), data.lengths)


def train(seed: int, part: Labelled, settings: dict[str, Any]) -> Recurrent:
    """One network; its seed draws its weights and its batches."""
    network = start("lstm", D, settings["H"], K, seed, forget_bias=settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)

    def loss() -> torch.Tensor:
        batch = rows(part, torch.randperm(len(part.y), generator=generator)[: settings["batch"]])
        return cross_entropy(scores(network, batch), batch.y)

    fit(network, loss, settings, falling=True)
    return network


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int) -> float:
    """The expected calibration error of probabilities (N, K) against classes (N,)."""
    sure, right = p.max(axis=1), p.argmax(axis=1) == y
    which = np.minimum((sure * bins).astype(int), bins - 1)
    return sum(abs((right[which == b] - sure[which == b]).sum()) for b in range(bins)) / len(y)


def measure(logits: np.ndarray, y: np.ndarray, bins: int) -> dict[str, float]:
    """What M members (M, N, 9) reach together."""
    e = np.exp(logits - logits.max(axis=2, keepdims=True))
    p = e / e.sum(axis=2, keepdims=True)
    mean = voting.soft(p)
    return {
        "right": (mean.argmax(1) == y).mean(),
        "right_votes": (voting.hard(p.argmax(2), K) == y).mean(),
        "right_logits": (voting.geometric(logits).argmax(1) == y).mean(),
        "ece": calibration_error(mean, y, bins),
        "confidence": mean.max(axis=1).mean(),
        "loss": -np.log(mean[np.arange(len(y)), y]).mean(),
    }


def by_size(logits: np.ndarray, y: np.ndarray, settings: dict[str, Any]) -> dict[str, dict[str, float]]:
    """What each number of a group's members (10, N, 9) reaches, the mean over choices of so many."""
    reached = {}
    for M in settings["sizes"]:
        choices = list(combinations(range(len(logits)), M))
        choices = Random(0).sample(choices, min(len(choices), settings["subsets"]))
        each = [measure(logits[list(chosen)], y, settings["bins"]) for chosen in choices]
        reached[str(M)] = {name: fmean(float(one[name]) for one in each) for name in each[0]}
    return reached


@torch.no_grad()
def weights_averaged(a: Recurrent, b: Recurrent, test: Labelled) -> float:
    """The share right of the network halfway between two."""
    middle = start("lstm", D, a.layer.hidden_size, K, 0)
    for m, one, other in zip(middle.parameters(), a.parameters(), b.parameters(), strict=True):
        m.copy_((one + other) / 2)
    return share_right(scores(middle, test).argmax(1), test)


@torch.no_grad()
def seconds(networks: list[Recurrent], T: int, passes: int) -> float:
    """The median time of a pass over one sequence of T frames, the networks one after the other."""
    x, taken = torch.zeros(T, 1, D), []
    for _ in range(passes):
        begun = perf_counter()
        torch.stack([network(x)[-1].softmax(-1) for network in networks]).mean(0)
        taken.append(perf_counter() - begun)
    return median(taken)


def larger(parts: Splits, settings: dict[str, Any]) -> dict[str, Any]:
    """One LSTM as large as five members: its size, and over its seeds what it reaches and how long a pass takes."""
    wide, reached = settings | {"H": settings["larger_H"]}, []
    T = round(parts.test.lengths.double().mean().item())
    for seed in settings["larger_seeds"]:
        network = train(seed, parts.train, wide)
        with torch.no_grad():
            logits = scores(network, parts.test).double().numpy()
        one = measure(logits[None], parts.test.y.numpy(), settings["bins"])
        kept = {name: float(one[name]) for name in ("right", "ece", "confidence", "loss")}
        reached.append(kept | {"seconds": seconds([network], T, settings["passes"])})
    return {"parameters": network.parameter_count(), **spreads(reached)}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By number of members what they reach together; how alike errors are; averaged weights; larger; the baseline."""
    parts = standardised(japanese_vowels.load())
    y, members = parts.test.y.numpy(), settings["members"]
    reached, alike, halfway, times, best = [], [], [], [], []
    for begun in range(0, len(settings["seeds"]), members):
        seeds = settings["seeds"][begun : begun + members]
        networks = [train(seed, parts.train, settings) for seed in seeds]
        with torch.no_grad():
            logits = torch.stack([scores(network, parts.test) for network in networks]).double().numpy()
        reached.append(by_size(logits, y, settings))
        wrong = logits.argmax(2) != y
        alike.append(np.corrcoef(wrong)[np.triu_indices(members, 1)].mean())
        best.append(1 - wrong.mean(axis=1).min())
        halfway.append(fmean(weights_averaged(*networks[m : m + 2], parts.test) for m in range(members - 1)))
        T = round(parts.test.lengths.double().mean().item())
        times.append({str(M): seconds(networks[:M], T, settings["passes"]) for M in settings["sizes"]})
        progress(seeds[-1] / settings["seeds"][-1], f"seeds {seeds}: {reached[-1]}, alike {alike[-1]}")
    return {
        "commonest": rounded(commonest(parts.test)),
        "nearest_mean": rounded(nearest_mean(parts.train, parts.test)),
        "parameters": networks[0].parameter_count(),
        "by_size": spreads(reached),
        "best_member": spread(best),
        "correlation": spread(alike),
        "weights_averaged": spread(halfway),
        "seconds": spreads(times),
        "frames": T,
        "larger": larger(parts, settings),
    }
