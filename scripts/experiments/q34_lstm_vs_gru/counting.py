"""Counting further than the training did: strings a^n b^m, and the question whether there are as many b as a yet.

After Weiss, Goldberg & Yahav (2018), in miniature. Training shows every n up to `longest`; the test goes on to twenty
times that. What a network "says" for n is how many b it has read when it first answers yes; n is right.
"""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from scripts.experiments.records.spread import spread

QUESTION = "How far do a trained LSTM and a trained GRU count beyond the longest string they have seen?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "longest": 20,  # n in training: 1 to this, all of them in every update
    "more": 5,  # so many b more than a in the longest training string
    "test_n": [1, 5, 10, 15, 20, 25, 30, 40, 60, 100, 200, 400],
    "models": {
        "lstm": {"kind": "LSTM", "H": 4, "forget_bias": 1.0},
        "lstm_bias_5": {"kind": "LSTM", "H": 4, "forget_bias": 5.0},
        "gru": {"kind": "GRU", "H": 5},
        "gru_wide": {"kind": "GRU", "H": 32},
    },
    "updates": 800,
    "rate": 0.03,  # falls linearly to a hundredth
    "clip": 1.0,
}
A, B = 0, 1  # the two symbols' places in a one-hot vector


def strings(ns: Iterable[int], T: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """For each n a string of n a and then b up to length T: x (T, B, 2), answers (T, B), and where a b is read (T, B).

    The answer after the m-th b is 1 if m >= n. All n must be below T.
    """
    n = torch.as_tensor(list(ns))
    t = torch.arange(T)[:, None]
    x = nn.functional.one_hot(torch.where(t < n, A, B), 2).float()
    return x, (t + 1 - n >= n).float(), t >= n


def train(model: dict[str, Any], seed: int, settings: dict[str, Any]) -> tuple[nn.Module, nn.Linear]:
    """The network and its readout of h."""
    torch.manual_seed(seed)
    H = model["H"]
    net, readout = getattr(nn, model["kind"])(2, H), nn.Linear(H, 1)
    if "forget_bias" in model:
        net.bias_ih_l0.data[H : 2 * H] = model["forget_bias"]
        net.bias_hh_l0.data[H : 2 * H] = 0.0
    weights = [*net.parameters(), *readout.parameters()]
    adam = torch.optim.Adam(weights, settings["rate"])
    schedule = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.01, settings["updates"])
    longest = settings["longest"]
    x, y, asked = strings(range(1, longest + 1), 2 * longest + settings["more"])
    for _ in range(settings["updates"]):
        adam.zero_grad()
        binary_cross_entropy_with_logits(readout(net(x)[0])[..., 0][asked], y[asked]).backward()
        nn.utils.clip_grad_norm_(weights, settings["clip"])
        adam.step()
        schedule.step()
    return net, readout


@torch.no_grad()
def said(net: nn.Module, readout: nn.Linear, n: int) -> int:
    """How many b of a string with n a are read when the answer is first yes; 3n + 1 stands for "not within 3n"."""
    x, _, _ = strings([n], 4 * n)
    yes = (readout(net(x)[0])[n:, 0, 0] > 0).nonzero()
    return int(yes[0]) + 1 if len(yes) else 3 * n + 1


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each model its weights, what it says for each n, and the largest n up to which every answer is right.

    `trained_right` is the share of right answers on the strings of training; `guess` that of the best constant.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # small products: a second thread only adds noise to the last digit
    try:
        longest = settings["longest"]
        results: dict[str, Any] = {"guess": 1 / longest, "longest": longest}
        jobs = len(settings["models"]) * len(settings["seeds"])
        for j, (name, model) in enumerate(settings["models"].items()):
            answers: dict[int, list[int]] = {n: [] for n in settings["test_n"]}
            right, reach = [], []
            for s, seed in enumerate(settings["seeds"], 1):
                net, readout = train(model, seed, settings)
                for n in answers:
                    answers[n].append(said(net, readout, n))
                right.append(sum(said(net, readout, n) == n for n in range(1, longest + 1)) / longest)
                reach.append(next(n for n in range(1, 10**6) if said(net, readout, n) != n) - 1)
                progress((j * len(settings["seeds"]) + s) / jobs, f"{name}, seed {seed}: right up to {reach[-1]}")
            weights = sum(parameter.numel() for part in (net, readout) for parameter in part.parameters())
            results[name] = {
                "parameters": weights,
                "said": {str(n): spread(values) for n, values in answers.items()},
                "trained_right": spread(right),
                "reach": spread(reach),
            }
        return results
    finally:
        torch.set_num_threads(threads)
