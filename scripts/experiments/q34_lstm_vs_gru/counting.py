"""Counting further than the training did: strings a^n b^m, and the question whether there are as many b as a yet.

After Weiss, Goldberg & Yahav (2018), in miniature. Training shows every n up to `longest`; the test goes on to twenty
times that. What a network "says" for n is how many b it has read when it first answers yes; n is right.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks import a_then_b
from scripts.experiments.training.fit import fit

QUESTION = "How far do a trained LSTM and a trained GRU count beyond the longest string they have seen?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "longest": 20,  # n in training: 1 to this, all of them in every update
    "more": 5,  # so many b more than a in the longest training string
    "test_n": [1, 5, 10, 15, 20, 25, 30, 40, 60, 100, 200, 400],
    "models": {
        "lstm": {"kind": "lstm", "H": 4, "forget_bias": 1.0},
        "lstm_bias_5": {"kind": "lstm", "H": 4, "forget_bias": 5.0},
        "gru": {"kind": "gru", "H": 5},
        "gru_wide": {"kind": "gru", "H": 32},
    },
    "updates": 800,
    "rate": 0.03,  # falls linearly to a hundredth
    "clip": 1.0,
}


def train(model: dict[str, Any], seed: int, settings: dict[str, Any]) -> Recurrent:
    """One network, trained on all strings of training in every update."""
    options = dict(model)
    network = start(options.pop("kind"), 2, options.pop("H"), 1, seed, **options)
    x, y, asked = a_then_b.training_strings(settings)
    fit(
        network,
        lambda: binary_cross_entropy_with_logits(network(x)[..., 0][asked], y[asked]),
        settings,
        falling=True,
    )
    return network


@torch.no_grad()
def said(network: Recurrent, n: int) -> int:
    """How many b of a string with n a are read when the answer is first yes; 3n + 1 stands for "not within 3n"."""
    x, _, _ = a_then_b.strings([n], 4 * n)
    yes = (network(x)[n:, 0, 0] > 0).nonzero()
    return int(yes[0]) + 1 if len(yes) else 3 * n + 1


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each model its weights, what it says for each n, and the largest n up to which every answer is right.

    `trained_right` is the share of right answers on the strings of training; `guess` that of the best constant.
    """
    longest = settings["longest"]
    results: dict[str, Any] = {"guess": 1 / longest, "longest": longest}
    jobs = len(settings["models"]) * len(settings["seeds"])
    for j, (name, model) in enumerate(settings["models"].items()):
        answers: dict[int, list[int]] = {n: [] for n in settings["test_n"]}
        right, reach = [], []
        for s, seed in enumerate(settings["seeds"], 1):
            network = train(model, seed, settings)
            for n in answers:
                answers[n].append(said(network, n))
            right.append(sum(said(network, n) == n for n in range(1, longest + 1)) / longest)
            reach.append(next(n for n in range(1, 10**6) if said(network, n) != n) - 1)
            progress((j * len(settings["seeds"]) + s) / jobs, f"{name}, seed {seed}: right up to {reach[-1]}")
        results[name] = {
            "parameters": network.parameter_count(),
            "said": {str(n): spread(values) for n, values in answers.items()},
            "trained_right": spread(right),
            "reach": spread(reach),
        }
    return results
