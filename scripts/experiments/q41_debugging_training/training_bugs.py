"""Which of fifteen planted bugs shows in the loss, which in the gradients, and which check exposes it?

Each bug of `planted_bugs` is trained like the training without one. `reported` is the loss that its own code computes
on held-out sentences, `served` what the network is worth one sequence at a time (`small_training.served`). The checks
of `training_checks` run before any training. Learning rate and clipping are swept on the training without a bug.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from scripts.experiments.q41_debugging_training import keyed_sentences
from scripts.experiments.q41_debugging_training.planted_bugs import BUGS
from scripts.experiments.q41_debugging_training.small_training import Training, gradient_norms, served
from scripts.experiments.q41_debugging_training.training_checks import CHECKS, saturation
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks import held_out

QUESTION = "Which planted bugs show in the loss curve, which in the gradients, and which check exposes each?"
SETTINGS = {
    "seeds": [0, 1, 2, 3],
    "unseen": [*range(100, 120)],  # seeds for which no threshold was chosen, checked without a bug
    "D": 16,
    "H": 32,
    "forget_bias": 1.0,
    "rate": 0.02,
    "clip": 1.0,
    "batch": 32,
    "updates": 300,
    "held_out": 500,
    "served": 100,
    "point": 10,  # updates that one point of a loss curve averages
    "sweep": {
        "seeds": [0, 1, 2],
        "rates": [0.0002, 0.002, 0.006, 0.06, 0.2],
        "adam_clips": [0.001, 1000.0],
        "sgd_clips": [0.001, 1.0, 1000.0],
        "sgd_rate": 1.0,
    },
}


class PlainDescent(Training):
    """Without Adam: stochastic gradient descent."""

    def optimise(self) -> torch.optim.Optimizer:
        """At the same `rate` setting."""
        return torch.optim.SGD(self.model.parameters(), self.settings["rate"])


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Baselines; then by bug what training and checks show, a spread over the seeds each; then the sweeps."""
    results: dict[str, Any] = {"baselines": baselines(settings), "bugs": {}, "checks": {}}
    for done, (name, bug) in enumerate(BUGS.items(), 1):
        runs = [train(bug, seed, settings) for seed in settings["seeds"]]
        curves = [run.pop("curve") for run in runs]
        results["bugs"][name] = spreads(runs) | {"curve": curves}
        results["checks"][name] = checked(bug, settings)
        progress(0.75 * done / len(BUGS), name)
    others = settings | {"seeds": settings["unseen"]}
    results["false_alarms"] = {name: found["alarms"] for name, found in checked(Training, others).items()}
    progress(0.85, "false alarms")
    results["sweep"] = sweep(settings)
    progress(1.0, "sweeps")
    return results


def baselines(settings: dict[str, Any]) -> dict[str, float]:
    """Nats a symbol on the held-out sentences: of the source, and of tables counted on 5,000 others."""
    seen = keyed_sentences.draw(5000, held_out.generator(1))
    symbols = held_out_sentences(settings)
    losses = {
        "source": keyed_sentences.source_loss(symbols),
        "pairs": keyed_sentences.table_loss(seen, symbols, 1),
        "singles": keyed_sentences.table_loss(seen, symbols, 0),
    }
    return {name: rounded(loss) for name, loss in losses.items()}


def held_out_sentences(settings: dict[str, Any]) -> torch.Tensor:
    """Sentences that no training has seen, the same for all."""
    return keyed_sentences.draw(settings["held_out"], held_out.generator())


def train(bug: type[Training], seed: int, settings: dict[str, Any]) -> dict[str, Any]:
    """One training: its loss curve, what it reports and serves, gradients by block (first and last tenth), gates."""
    training = bug(seed, settings)
    generator = torch.Generator().manual_seed(seed)
    losses, norms, clipped = [], [], 0
    tenth, updates = settings["updates"] // 10, settings["updates"]
    for n in range(updates):
        losses.append(training.update(*training.draw(settings["batch"], generator)))
        clipped += training.norm > settings["clip"]
        if not tenth <= n < updates - tenth:
            norms.append(gradient_norms(training.model))
    symbols, size = held_out_sentences(settings), settings["point"]
    training.forget()
    with torch.no_grad():
        reported = training.loss(*training.pair(symbols)).item()
    return {
        "first": losses[0],
        "reported": reported,
        "served": served(training, symbols[: settings["served"]]),
        "early": _mean(norms[:tenth]),
        "late": _mean(norms[tenth:]),
        "clipped": clipped / updates,
        "saturated": saturation(training),
        "curve": [rounded(sum(losses[k : k + size]) / size, 4) for k in range(0, updates, size)],
    }


def checked(bug: type[Training], settings: dict[str, Any]) -> dict[str, Any]:
    """By check what it measured, and in how many seeds it raised the alarm."""
    results = {}
    for name, check in CHECKS.items():
        found = [check(partial(bug, seed, settings)) for seed in settings["seeds"]]
        results[name] = {"value": spread([f.value for f in found]), "alarms": sum(f.alarm for f in found)}
    return results


def sweep(settings: dict[str, Any]) -> dict[str, Any]:
    """Without a bug: the served loss by learning rate, and by the norm above which gradients are clipped."""
    asked = settings["sweep"]

    def loss(kind: type[Training], **changed: float) -> dict[str, Any]:
        return spread([train(kind, seed, settings | changed)["served"]["loss"] for seed in asked["seeds"]])

    return {
        "rate": {str(rate): loss(Training, rate=rate) for rate in asked["rates"]},
        "adam_clip": {str(clip): loss(Training, clip=clip) for clip in asked["adam_clips"]},
        "sgd_clip": {str(clip): loss(PlainDescent, clip=clip, rate=asked["sgd_rate"]) for clip in asked["sgd_clips"]},
    }


def _mean(each: list[dict[str, float]]) -> dict[str, float]:
    return {name: sum(one[name] for one in each) / len(each) for name in each[0]}
