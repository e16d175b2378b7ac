"""Which mistakes in the backward pass does a gradient check see, and which does training survive?

Each fault of `faulty_backward` is measured three ways. `check`: the error against centred differences on a small LSTM
whose loss reads every hidden state, over the width ε of the difference. `gradient`: how far the first gradient of a
training is from the right one. `accuracy`: what that training reaches when every update uses the faulty gradient.
Task: carry the number of the first noun across the sentence. `truncated`: the same distance for a right gradient that
is cut off k steps before the end.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments import noun_tasks
from scripts.experiments.faulty_backward import FAULTS, backward, error
from scripts.experiments.spread import spread
from scripts.reference import bptt
from scripts.reference.activations import sigmoid
from scripts.reference.differences import centred
from scripts.reference.initialise import torch_default, with_forget_bias
from scripts.reference.lstm import Params

QUESTION = "Which mistakes in an LSTM's backward pass does a gradient check see, and which does training survive?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "threads": 1,
    "check": {"T": 6, "B": 2, "D": 3, "H": 4, "forget_bias": 1.0, "decades": [*range(-1, -11, -1)]},
    "conditions": {
        "short": {"T": 10, "forget_bias": 1.0},
        "long": {"T": 20, "forget_bias": 1.0},
        "long_bias_5": {"T": 20, "forget_bias": 5.0},
    },
    "H": 16,
    "batch": 32,
    "updates": 400,
    "rate": 0.01,
    "clip": 1.0,
    "test_sentences": 1000,
    "truncations": [5, 10, 15],
}
TEST_SEED = 1_000_000  # the test sentences are the same for every network
Progress = Callable[[float, str], None]


def run(settings: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """All measurements, one spread over the seeds each."""
    torch.set_num_threads(settings["threads"])
    results: dict[str, Any] = {"check": check(settings)}
    conditions = settings["conditions"]
    for done, (name, condition) in enumerate(conditions.items()):
        measured = {"baseline": baseline(condition, settings), "gradient": gradients(condition, settings), "accuracy": {}}
        for tried, fault in enumerate(FAULTS):
            measured["accuracy"][fault] = accuracy(fault, condition, settings)
            progress((done + (tried + 1) / len(FAULTS)) / len(conditions), f"{name}: {fault}")
        results[name] = measured
    results["truncated"] = truncated(conditions["long"], settings)
    return results


def check(settings: dict[str, Any]) -> dict[str, Any]:
    """The error of each fault's gradient against centred differences, by the decade of ε: "-5" is ε = 1e-5."""
    sizes, found = settings["check"], {fault: {} for fault in FAULTS}
    rows = {fault: {decade: [] for decade in sizes["decades"]} for fault in FAULTS}
    for seed in settings["seeds"]:
        rng = np.random.default_rng(seed)
        p = with_forget_bias(torch_default(sizes["D"], sizes["H"], rng), sizes["forget_bias"])
        xs = rng.normal(size=(sizes["T"], sizes["B"], sizes["D"]))
        h0, c0 = rng.normal(size=(2, sizes["B"], sizes["H"]))
        dhs = rng.normal(size=(sizes["T"], sizes["B"], sizes["H"]))  # the loss is Σ dhs ⊙ hs
        _, _, caches = bptt.forward(xs, h0, c0, p)
        analytic = {fault: backward(dhs, caches, p, fault) for fault in FAULTS}
        for decade in sizes["decades"]:
            numeric = Params(
                *(centred(lambda: np.sum(dhs * bptt.forward(xs, h0, c0, p)[0]), a, 10.0**decade) for a in p)  # noqa: B023
            )
            for fault in FAULTS:
                rows[fault][decade].append(error(analytic[fault], numeric))
    for fault, row in rows.items():
        found[fault] = {str(decade): spread(values) for decade, values in row.items()}
    return found
