"""Where a state of fixed size gives out: an encoder–decoder repeats random strings, for three widths of its state.

The source is read backwards, the easier order, so that the width limits more and the training less; one width is also
trained forwards, and the narrowest with fewer and with more updates. Right is an answer that is right throughout, its
end included.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import torch

from scripts.experiments.networks.encoder_decoder import EncoderDecoder
from scripts.experiments.q22_encoder_decoder import repeating
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks import pairs
from scripts.experiments.training.fit import fit

QUESTION = "Up to which length does an encoder–decoder repeat a string through one state of fixed size?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "symbols": repeating.SYMBOLS,
    "longest": 16,  # in training and test: lengths from 1 to this, equally often
    "models": {
        "narrow_early": {"H": 16, "backwards": True, "updates": 100},
        "narrow": {"H": 16, "backwards": True, "updates": 400},
        "middle": {"H": 32, "backwards": True, "updates": 400},
        "wide": {"H": 64, "backwards": True, "updates": 400},
        "wide_forwards": {"H": 64, "backwards": False, "updates": 400},
        "narrow_longer": {"H": 16, "backwards": True, "updates": 800},
    },
    "batch": 64,
    "test_strings": 500,  # of each length, drawn with test_seed
    "test_seed": 1000,
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
}


def train(model: dict[str, Any], seed: int, settings: dict[str, Any]) -> EncoderDecoder:
    """One network, trained on fresh strings of all lengths under teacher forcing."""
    torch.manual_seed(seed)
    network = EncoderDecoder(repeating.TOKENS, repeating.TOKENS, model["H"])
    generator = torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        lengths = torch.randint(1, settings["longest"] + 1, (settings["batch"],), generator=generator)
        batch = repeating.draw(lengths, generator, backwards=model["backwards"])
        return pairs.loss(network(batch), batch.target)

    fit(network, loss_of_a_batch, settings | {"updates": model["updates"]}, falling=True)
    return network


def right(network: EncoderDecoder, n: int, backwards: bool, settings: dict[str, Any]) -> float:
    """The share of fresh strings of length n that the network, running freely and greedily, repeats without a slip."""
    generator = torch.Generator().manual_seed(settings["test_seed"] + n)
    test = repeating.draw(torch.full((settings["test_strings"],), n), generator, backwards=backwards)
    said = network.greedy(test.source, test.lengths, limit=2 * n)
    return pairs.exact(said, test.target).double().mean().item()


def half(shares: list[float]) -> float:
    """The length at which the share right, from length 1 on, falls through a half: on a straight line between two.

    A ValueError says that it never does, or that it starts below.
    """
    for n, (above, below) in enumerate(pairwise(shares), 1):
        if above >= 0.5 > below:
            return n + (above - 0.5) / (above - below)
    raise ValueError(f"the shares right {shares} do not fall through a half")


def measure(model: dict[str, Any], seed: int, settings: dict[str, Any]) -> list[float]:
    """The shares right of one network at the lengths 1 … longest."""
    network = train(model, seed, settings)
    return [right(network, n, model["backwards"], settings) for n in range(1, settings["longest"] + 1)]


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By model the shares right by length, and the length at which half are right; what a guess gets by length."""
    lengths = range(1, settings["longest"] + 1)
    results: dict[str, Any] = {"guess": {str(n): repeating.guess(n) for n in lengths}}
    steps = len(settings["models"]) * len(settings["seeds"])
    for name, model in settings["models"].items():
        runs = []
        for seed in settings["seeds"]:
            runs.append(measure(model, seed, settings))
            done = (len(results) - 1) * len(settings["seeds"]) + len(runs)
            progress(done / steps, f"{name}, seed {seed}: half right at {half(runs[-1]):.1f}")
        results[name] = {
            "right": {str(n): spread([shares[n - 1] for shares in runs]) for n in lengths},
            "half": spread([half(shares) for shares in runs]),
        }
    return results
