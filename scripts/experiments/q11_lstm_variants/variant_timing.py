"""A timer: after one pulse, fire exactly n steps later and at no other step. Plain, peephole and coupled LSTM.

In the manner of the timing tasks of Gers, Schraudolph & Schmidhuber (2002), in miniature. The pulse comes at one of the
first steps; the network says at every step whether to fire, and has fired if the output is positive. A sequence is
right if it fires at the one right step alone. All sequences are in every update; the networks of all seeds and delays
train side by side. The three cells have about equally many parameters.

The baseline fires at a fixed step of the sequence: it is right for one of the pulse's places.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from scripts.experiments.networks.stacked import Weights
from scripts.experiments.q11_lstm_variants.variant_cells import parameters, said, start
from scripts.experiments.records.spread import spread
from scripts.experiments.training import side_by_side

QUESTION = (
    "Does an LSTM with peepholes, or with coupled gates, learn to fire after exactly n steps where a plain one fails?"
)
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "delays": [10, 20, 40],
    "places": 10,  # the pulse comes at step 1 to this
    "beyond": 2,  # so many steps follow the last right one
    "models": {"plain": 12, "peephole": 12, "coupled": 14},  # H
    "forget_bias": 1.0,
    "weight": 10.0,  # of the step at which to fire, against one each of all others
    "updates": 1500,
    "rate": 0.02,  # falls linearly to a hundredth
    "clip": 1.0,
    "check_every": 50,
}


def sequences(delays: torch.Tensor, settings: dict[str, Any]) -> tuple[torch.Tensor, torch.Tensor]:
    """One sequence per place of the pulse: x (T, B, 1), the same for all S networks, and when to fire (S, T, B)."""
    places = torch.arange(settings["places"])
    T = settings["places"] + int(delays.max()) + settings["beyond"]
    t = torch.arange(T)[:, None]
    return (t == places).float()[..., None], (t == places + delays[:, None, None]).float()


def train(cell: str, H: int, settings: dict[str, Any]) -> tuple[Weights, torch.Tensor, list[int | None]]:
    """Train one network for each seed and delay, in this order; return their weights, their delays (S,) and how soon.

    How soon is the first look, every `check_every` updates, at which a network was right in all sequences, or None.
    """
    delays = torch.tensor(settings["delays"]).repeat(len(settings["seeds"]))
    seeds = [seed for seed in settings["seeds"] for _ in settings["delays"]]
    weights = start(cell, H, seeds, settings["forget_bias"])
    x, y = sequences(delays, settings)
    weight = torch.tensor(settings["weight"])

    def losses() -> torch.Tensor:
        each = binary_cross_entropy_with_logits(said(cell, weights, x), y, reduction="none", pos_weight=weight)
        return each.sum(dim=1).mean(dim=1)

    first: list[int | None] = [None] * len(seeds)

    def check(n: int, losses: torch.Tensor) -> bool:
        if n % settings["check_every"] == 0:
            for s, share in enumerate(right(cell, weights, delays, settings).tolist()):
                if first[s] is None and share == 1.0:
                    first[s] = n
        return False

    side_by_side.fit(weights, losses, settings, check, falling=True)
    return weights, delays, first


@torch.no_grad()
def right(cell: str, weights: Weights, delays: torch.Tensor, settings: dict[str, Any]) -> torch.Tensor:
    """The share (S,) of sequences in which a network fires at the right step alone."""
    x, y = sequences(delays, settings)
    return ((said(cell, weights, x) > 0) == y.bool()).all(dim=1).float().mean(dim=1)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each cell and delay the share right over the seeds, how many are right in all sequences, and how soon.

    `shut` is the share when the trained peepholes are set to 0. None: not within the updates.
    """
    results: dict[str, Any] = {"baseline": 1 / settings["places"]}
    for done, (cell, H) in enumerate(settings["models"].items(), 1):
        weights, delays, first = train(cell, H, settings)
        shares = {"right": right(cell, weights, delays, settings)}
        if cell == "peephole":
            without = weights | {"peepholes": torch.zeros_like(weights["peepholes"])}
            shares["shut"] = right(cell, without, delays, settings)
        results[cell] = {"H": H, "parameters": parameters(weights)}
        for n in settings["delays"]:
            own = {name: share[delays == n].tolist() for name, share in shares.items()}
            results[cell][str(n)] = {name: spread(values) for name, values in own.items()}
            results[cell][str(n)]["solved"] = sum(share == 1.0 for share in own["right"])
            results[cell][str(n)]["updates_until_right"] = [
                each for each, delay in zip(first, delays.tolist(), strict=True) if delay == n
            ]
        found = {n: results[cell][str(n)]["updates_until_right"] for n in settings["delays"]}
        progress(done / len(settings["models"]), f"{cell}: {found}")
    return results
