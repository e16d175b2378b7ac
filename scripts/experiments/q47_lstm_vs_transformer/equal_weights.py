"""Bits per character of an LSTM and of small decoder-only Transformers with about as many weights, and an n-gram's.

The Transformer comes with two kinds of positions: ALiBi, which favours what is near, and learned vectors, which favour
nothing and start small beside the characters' own. The rate of each model rises from zero over the first tenth of the
updates and then falls. All read the same windows of the guide's text, drawn anew for each update, each from its
beginning: the LSTM from a zero state, the Transformer from its first position. Each has the rate that is best on the
validation part after a short trial of a seed of its own. The test part is read in windows that begin every `stride`
characters, so that each place in a window is asked about one character in `stride`: `by_context` has the bits after 1,
2, …, T characters. The score is the mean over the second half of the window, where at least T / 2 characters have been
read. The n-gram, counted on the training part, is scored on the same characters.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from scripts.experiments.q47_lstm_vs_transformer.character_models import LSTM, Transformer, weights
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import guide_characters
from scripts.reference import ngram

QUESTION = "With equally many weights and a small text, is an LSTM or a Transformer the better language model?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "lstm": {"E": 64, "H": 128, "layers": 1},
    "transformer": {"H": 64, "layers": 2, "heads": 4},
    "dropout": 0.1,
    "positions_sd": 0.02,
    "T": 128,
    "B": 4,
    "rates": [0.01, 0.03],
    "trial": {"seed": 100, "updates": 200},
    "updates": 600,
    "warm_up": 0.1,
    "clip": 1.0,
    "check_every": 200,
    "strides": {"validation": 32, "test": 8},
    "order": 5,
}
MODELS = ("lstm", "alibi", "learned")  # the last two are Transformers, by their positions


def build(model: str, K: int, settings: dict[str, Any]) -> nn.Module:
    """One of MODELS over K characters."""
    if model == "lstm":
        return LSTM(K, **settings["lstm"], dropout=settings["dropout"])
    sizes = settings["transformer"] | {"places": settings["T"], "dropout": settings["dropout"]}
    network = Transformer(K, **sizes, alibi=model == "alibi")
    if network.positions is not None:  # PyTorch would draw them as large as the characters' vectors
        nn.init.normal_(network.positions.weight, std=settings["positions_sd"])
    return network


def windows(part: torch.Tensor, begins: torch.Tensor, T: int) -> torch.Tensor:
    """The T + 1 characters from each beginning: (B, T + 1)."""
    return part[begins[:, None] + torch.arange(T + 1)]


def beginnings(part: torch.Tensor, T: int, stride: int) -> torch.Tensor:
    """Where whole windows begin, every `stride` characters."""
    return torch.arange(0, len(part) - T, stride)


def by_context(network: nn.Module, part: torch.Tensor, T: int, stride: int) -> np.ndarray:
    """Mean bits (T,) of the next character after 1, 2, …, T characters of a window."""
    read = windows(part, beginnings(part, T, stride), T)
    network.eval()
    with torch.no_grad():
        nats = [
            cross_entropy(network(some[:, :-1]).transpose(1, 2), some[:, 1:], reduction="none")
            for some in read.split(64)
        ]
    network.train()
    return torch.cat(nats).double().mean(0).numpy() / np.log(2)


def score(bits: np.ndarray) -> float:
    """The mean over the second half of the window."""
    return float(bits[len(bits) // 2 :].mean())


def share_of_rate(n: int, updates: int, warm_up: float) -> float:
    """The share of the rate that update n, from 0, is made with: up over the first `warm_up` of them, then down."""
    rising = max(1, round(warm_up * updates))
    return min((n + 1) / rising, (updates - n) / (updates - rising))


def trained(
    model: str, seed: int, text: guide_characters.Text, settings: dict[str, Any]
) -> tuple[nn.Module, dict[str, float]]:
    """A network after all its updates, and its score on the validation part after every so many."""
    torch.manual_seed(seed)
    network = build(model, len(text.alphabet), settings)
    draws, T, curve = torch.Generator().manual_seed(seed), settings["T"], {}

    adam = torch.optim.Adam(network.parameters(), settings["rate"])
    updates = settings["updates"]
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda n: share_of_rate(n, updates, settings["warm_up"]))
    for n in range(1, updates + 1):
        begins = torch.randint(len(text.train) - T, (settings["B"],), generator=draws)
        read = windows(text.train, begins, T)
        adam.zero_grad()
        cross_entropy(network(read[:, :-1]).flatten(0, 1), read[:, 1:].flatten()).backward()
        nn.utils.clip_grad_norm_(network.parameters(), settings["clip"])
        adam.step()
        schedule.step()
        if n % settings["check_every"] == 0 or n == updates:
            curve[str(n)] = score(by_context(network, text.validation, T, settings["strides"]["validation"]))
    return network, curve


def counted(text: guide_characters.Text, settings: dict[str, Any]) -> float:
    """The n-gram's bits for the characters that are scored, each after all that it can use."""
    model = ngram.train(text.train.tolist(), settings["order"], len(text.alphabet))
    bits = torch.tensor(
        -np.log2(ngram.probabilities(model, text.test.tolist()))
    )  # of the characters from the second on
    T = settings["T"]
    begins = beginnings(text.test, T, settings["strides"]["test"])
    return score(windows(bits, begins, T - 1).mean(0).numpy())


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Both models: their rates, the validation scores while they learn, and the bits of the test part."""
    text = guide_characters.load()
    trial, results = settings["trial"], {"ngram": rounded(counted(text, settings))}
    short = settings | {"updates": trial["updates"]}
    total = len(MODELS) * (len(settings["rates"]) * trial["updates"] + len(settings["seeds"]) * settings["updates"])
    made = 0
    for model in MODELS:
        trials = {}
        for rate in settings["rates"]:
            _, curve = trained(model, trial["seed"], text, short | {"rate": rate})
            trials[str(rate)] = rounded(curve[str(trial["updates"])])
            made += trial["updates"]
            progress(made / total, f"{model} at {rate}: {trials[str(rate)]}")
        rate = min(settings["rates"], key=lambda rate: trials[str(rate)])
        bits, curves = [], []
        for seed in settings["seeds"]:
            network, curve = trained(model, seed, text, settings | {"rate": rate})
            bits.append(by_context(network, text.test, settings["T"], settings["strides"]["test"]))
            curves.append(curve)
            made += settings["updates"]
            progress(made / total, f"{model}, seed {seed}: {score(bits[-1]):.3f}, {curve}")
        results[model] = {
            "weights": weights(network),
            "trials": trials,
            "rate": rate,
            "validation": {n: spread([curve[n] for curve in curves]) for n in curves[0]},
            "test": spread([score(one) for one in bits]),
            "by_context": [[rounded(value, 4) for value in one.tolist()] for one in bits],  # seed, then context 1 … T
        }
    return results
