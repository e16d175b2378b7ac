"""A film of a moving digit: four frames are seen, four to come are forecast, by a ConvLSTM and by an ordinary LSTM.

The LSTM reads a frame as a vector of pixels. It is measured at about as many weights as the ConvLSTM has, and wide, at
eighty times as many. All are trained alike, on fresh films of the training digits, and tested on films of digits that
no training shows. The baseline copies the last frame seen.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from scripts.experiments.q37_convlstm import bouncing
from scripts.experiments.q37_convlstm.forecasters import Forecaster, convolutional, fully_connected
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import held_out
from scripts.experiments.training.fit import fit

QUESTION = "Does a ConvLSTM forecast the next frames of a film better than a fully connected LSTM?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "seen": 4,
    "ahead": 4,
    "speed": 1,  # pixels per step along each axis
    "models": {
        "conv": {"C": 8, "k": 5},
        "full": {"H": 5},
        "full_wide": {"H": 256},
    },
    "updates": 1000,
    "batch": 8,
    "rate": 0.02,  # falls linearly to a hundredth
    "clip": 1.0,
    "test_films": 450,
    "shown": 0,  # the test film whose frames are kept
}


def made(model: dict[str, int], seed: int) -> Forecaster:
    """An untrained network."""
    torch.manual_seed(seed)
    return convolutional(**model) if "C" in model else fully_connected(**model, pixels=bouncing.CANVAS**2)


def forecast(network: Forecaster, seen: torch.Tensor, ahead: int) -> torch.Tensor:
    """Logits for frame 2 and all that follow, as images like `seen`, however the network reads them."""
    if isinstance(network.readout, torch.nn.Linear):
        return network(seen.flatten(2), ahead).unflatten(2, seen.shape[2:])
    return network(seen, ahead)


def train(model: dict[str, int], seed: int, settings: dict[str, Any]) -> Forecaster:
    """One network, trained on the cross-entropy of every pixel of every frame but the first."""
    network, generator = made(model, seed), torch.Generator().manual_seed(seed)
    digits = bouncing.images("train")

    def loss() -> torch.Tensor:
        x = films(digits, settings["batch"], settings, generator)
        return binary_cross_entropy_with_logits(forecast(network, x[: settings["seen"]], settings["ahead"]), x[1:])

    fit(network, loss, settings, falling=True)
    return network


def films(digits: torch.Tensor, count: int, settings: dict[str, Any], generator: torch.Generator) -> torch.Tensor:
    """Films (T, count, 1, 16, 16) of the frames that are seen and those to come."""
    return bouncing.draw(digits, settings["seen"] + settings["ahead"], count, settings["speed"], generator)


def errors(said: torch.Tensor, to_come: torch.Tensor) -> list[float]:
    """The squared error of a frame, summed over its pixels, for each step ahead."""
    return (said - to_come).square().sum(dim=(2, 3, 4)).mean(1).tolist()


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Errors by step ahead and their mean, for the baseline and each model, and the frames of one test film."""
    test = films(bouncing.images("test"), settings["test_films"], settings, held_out.generator())
    seen, to_come = test.split([settings["seen"], settings["ahead"]])
    copied = errors(seen[-1:], to_come)
    results: dict[str, Any] = {
        "copy": {"error": rounded(sum(copied) / len(copied)), "by_step": [rounded(e) for e in copied]},
        "film": {"seen": frames(seen, settings), "to_come": frames(to_come, settings)},
    }
    jobs = [(name, seed) for name in settings["models"] for seed in settings["seeds"]]
    by_seed: dict[str, list[list[float]]] = {name: [] for name in settings["models"]}
    for done, (name, seed) in enumerate(jobs, 1):
        network = train(settings["models"][name], seed, settings)
        with torch.no_grad():
            said = forecast(network, seen, settings["ahead"])[-settings["ahead"] :].sigmoid()
        by_seed[name].append(errors(said, to_come))
        results["film"].setdefault(name, frames(said, settings))  # of the first seed
        parameters = sum(weight.numel() for weight in network.parameters())
        results.setdefault(name, {"parameters": parameters})
        progress(done / len(jobs), f"{name}, seed {seed}: {by_seed[name][-1]}")
    for name, runs in by_seed.items():
        results[name]["error"] = spread([sum(steps) / len(steps) for steps in runs])
        results[name]["by_step"] = [spread(step) for step in zip(*runs, strict=True)]
    return results


def frames(x: torch.Tensor, settings: dict[str, Any]) -> list[list[list[int]]]:
    """The frames (T, 16, 16) of the film that is shown, in the sixteenths of the digits."""
    return (x[:, settings["shown"], 0] * 16).round().int().tolist()
