"""Who speaks, asked at every frame: forward, backward and both ways on JapaneseVowels, at equal weights.

Every frame of an utterance is to be tagged with its speaker, on the official split. Each network has the best of
several rates: the one with the smallest loss on a fifth of the training part that was held out, on seeds that are not
measured.

`frames` is the share of the test frames that are right, `by_place` that in each fifth of the utterances; `whole` is the
share of utterances that are right: the speaker with the largest log probability, summed over the frames.

Two baselines: `constant`, the largest class of the test frames, and `one_frame`, a linear softmax on a single frame.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn
from torch.nn.functional import cross_entropy

from scripts.experiments.q12_bidirectional_lstms.directions import start
from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, hold_out, real_frames, rows
from scripts.experiments.training.fit import fit

QUESTION = "At which frames of an utterance is the speaker known: reading forward, backward, both ways?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "models": {
        "forward": {"way": "forward", "H": 38},
        "backward": {"way": "backward", "H": 38},
        "both": {"way": "both", "H": 25},
    },
    "forget_bias": 1.0,
    "updates": 300,
    "tuning": {
        "seeds": [100, 101],
        "held_out": 0.2,
        "rates": [0.003, 0.01, 0.03, 0.1, 0.3],  # each falls linearly to a hundredth
        "rates_one_frame": [0.1, 0.3, 1.0, 3.0],
    },
    "batch": 30,
    "clip": 1.0,
    "fifths": 5,
}


class OneFrame(nn.Module):
    """The baseline: a linear softmax on each frame alone."""

    def __init__(self, D: int, K: int) -> None:
        """D coefficients in, K outputs; started as PyTorch starts it."""
        super().__init__()
        self.readout = nn.Linear(D, K)

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """x (T, B, D) gives outputs (T, B, K)."""
        return self.readout(x)


def loss_on(network: nn.Module, data: Labelled) -> torch.Tensor:
    """The mean cross-entropy over the frames of all utterances."""
    here = real_frames(data)
    return cross_entropy(network(data.x, data.lengths)[here], data.y.expand(here.shape)[here])


def train(model: dict[str, Any] | None, seed: int, rate: float, part: Labelled, settings: dict[str, Any]) -> nn.Module:
    """One network, trained on random batches; None is the baseline on one frame."""
    D, K = part.x.shape[2], japanese_vowels.CLASSES
    torch.manual_seed(seed)
    network = OneFrame(D, K) if model is None else start(model["way"], D, model["H"], K, seed, settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        which = torch.randperm(len(part.y), generator=generator)[: settings["batch"]]
        return loss_on(network, rows(part, which))

    fit(network, loss_of_a_batch, settings | {"rate": rate}, falling=True)
    return network


def held_out_losses(model: dict[str, Any] | None, part: Labelled, settings: dict[str, Any]) -> dict[float, float]:
    """By rate the loss on the held-out share of the training part, the mean over the seeds of tuning."""
    tuning = settings["tuning"]
    kept, held = hold_out(part, tuning["held_out"], seed=0)
    losses = {}
    for rate in tuning["rates_one_frame" if model is None else "rates"]:
        networks = [train(model, seed, rate, kept, settings) for seed in tuning["seeds"]]
        with torch.no_grad():
            losses[rate] = sum(loss_on(network, held).item() for network in networks) / len(networks)
    return losses


@torch.no_grad()
def measure(network: nn.Module, test: Labelled, settings: dict[str, Any]) -> dict[str, Any]:
    """The shares right: of frames, by fifth of the utterance, and of whole utterances."""
    said, here = network(test.x, test.lengths), real_frames(test)
    right = said.argmax(-1) == test.y
    t = torch.arange(len(test.x))[:, None]
    fifth = (settings["fifths"] * t).div(test.lengths, rounding_mode="floor")
    answers = (said.log_softmax(-1) * here[..., None]).sum(0)
    return {
        "frames": right[here].double().mean().item(),
        "by_place": {str(n + 1): right[here & (fifth == n)].double().mean().item() for n in range(settings["fifths"])},
        "whole": (answers.argmax(-1) == test.y).double().mean().item(),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each model and for the baseline its weights and the shares right over the seeds."""
    parts = japanese_vowels.load()
    frames = torch.bincount(parts.test.y, parts.test.lengths.double())
    results: dict[str, Any] = {"constant": (frames.max() / frames.sum()).item()}
    models = {"one_frame": None, **settings["models"]}
    for done, (name, model) in enumerate(models.items(), 1):
        losses = held_out_losses(model, parts.train, settings)
        rate = min(losses, key=losses.get)
        networks = [train(model, seed, rate, parts.train, settings) for seed in settings["seeds"]]
        measured = [measure(network, parts.test, settings) for network in networks]
        weights = sum(p.numel() for p in networks[0].parameters())
        results[name] = {
            "parameters": weights,
            "rate": rate,
            "held_out_losses": {str(tried): rounded(loss) for tried, loss in losses.items()},
            **spreads(measured),
        }
        progress(done / len(models), f"{name}, rate {rate}: {results[name]['frames']}, whole {results[name]['whole']}")
    return results
