"""Tagging with a cue that may come later: forward, backward and both ways, at equal weights.

A sequence is blank but for one cue, one of K, and every place for it is equally likely. Every step is to be tagged with
the cue, those before it too. What has been read decides what can be known: the cue, or nothing, which leaves a guess.
So the best that each way can reach is counted beside what it learns: forward is right from the cue on, backward up to
it, both ways everywhere. `delayed` is the forward network that answers `delay` steps late: the answer for step t is
given at step t + delay, after blanks at the end.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch.nn.functional import cross_entropy, one_hot

from scripts.experiments.q12_bidirectional_lstms.directions import Tagger, start
from scripts.experiments.records.spread import spread, spreads
from scripts.experiments.tasks import held_out
from scripts.experiments.training.fit import fit

QUESTION = "Where in a sequence is a tagger right whose cue may come later: forward, backward, both ways?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "cues": 4,
    "steps": 20,
    "models": {
        "forward": {"way": "forward", "H": 24, "delay": 0},
        "delayed": {"way": "forward", "H": 24, "delay": 5},
        "backward": {"way": "backward", "H": 24, "delay": 0},
        "both": {"way": "both", "H": 16, "delay": 0},
    },
    "forget_bias": 1.0,
    "updates": 400,
    "rate": 0.01,  # falls linearly to a hundredth
    "batch": 32,
    "clip": 1.0,
    "test_sequences": 2000,
}


class Batch(NamedTuple):
    """B sequences of T steps; every step of sequence b is to be tagged with cue[b], read at step place[b]."""

    x: torch.Tensor  # (T, B, K + 1)  one-hot: a cue, or the blank
    cue: torch.Tensor  # (B,)         0 … K - 1
    place: torch.Tensor  # (B,)       0 … T - 1


def draw(K: int, T: int, B: int, generator: torch.Generator) -> Batch:
    """B fresh sequences."""
    cue = torch.randint(0, K, (B,), generator=generator)
    place = torch.randint(0, T, (B,), generator=generator)
    symbols = torch.full((T, B), K)
    symbols[place, torch.arange(B)] = cue
    return Batch(one_hot(symbols, K + 1).float(), cue, place)


def outputs(network: Tagger, x: torch.Tensor, delay: int) -> torch.Tensor:
    """What is said for each step of x (T, B, K + 1), (T, B, K): given `delay` steps later, with blanks to read."""
    blanks = x.new_zeros(delay, *x.shape[1:])
    blanks[..., -1] = 1.0
    longer = torch.cat([x, blanks])
    return network(longer, torch.full((x.shape[1],), len(longer)))[delay:]


def knows(way: str, delay: int, T: int) -> torch.Tensor:
    """Whether the answer for step t can be known when the cue stands at place p: (T, T) by t and p."""
    t, p = torch.arange(T)[:, None], torch.arange(T)[None]
    return {"forward": p <= t + delay, "backward": p >= t, "both": (p <= t) | (p >= t)}[way]


def train(model: dict[str, Any], seed: int, settings: dict[str, Any]) -> Tagger:
    """One network, trained on fresh sequences."""
    K, T = settings["cues"], settings["steps"]
    network = start(model["way"], K + 1, model["H"], K, seed, settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        batch = draw(K, T, settings["batch"], generator)
        said = outputs(network, batch.x, model["delay"])
        return cross_entropy(said.flatten(0, 1), batch.cue.repeat(T))

    fit(network, loss_of_a_batch, settings, falling=True)
    return network


@torch.no_grad()
def measure(network: Tagger, delay: int, settings: dict[str, Any]) -> dict[str, Any]:
    """The share of tags that are right: of all, and by how many steps after the cue (negative: before it)."""
    K, T = settings["cues"], settings["steps"]
    test = draw(K, T, settings["test_sequences"], held_out.generator())
    right = (outputs(network, test.x, delay).argmax(-1) == test.cue).double()  # (T, B)
    after = torch.arange(T)[:, None] - test.place
    return {
        "right": right.mean().item(),
        "after_cue": {str(k): right[after == k].mean().item() for k in range(1 - T, T)},
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each model its weights, what can be reached, and the shares right; `guess` is that of a constant answer."""
    K, T = settings["cues"], settings["steps"]
    results: dict[str, Any] = {"guess": 1 / K}
    for done, (name, model) in enumerate(settings["models"].items(), 1):
        known = knows(model["way"], model["delay"], T).double().mean().item()
        networks = [train(model, seed, settings) for seed in settings["seeds"]]
        measured = [measure(network, model["delay"], settings) for network in networks]
        results[name] = {
            "parameters": networks[0].parameter_count(),
            "best": known + (1 - known) / K,
            "right": spread([one["right"] for one in measured]),
            "after_cue": spreads([one["after_cue"] for one in measured]),
        }
        progress(done / len(settings["models"]), f"{name}: {results[name]['right']}, best {results[name]['best']:.3f}")
    return results
