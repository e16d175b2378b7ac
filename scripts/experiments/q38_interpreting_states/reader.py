"""The network that reads the wrapped text: how it starts, and how it is trained."""

from typing import Any

import torch
from torch.nn.functional import cross_entropy

from scripts.experiments.networks.characters import Network, State
from scripts.experiments.networks.starts import set_bias
from scripts.experiments.q38_interpreting_states.wrapped_text import BREAK, SPACE, Wrapped
from scripts.experiments.tasks.guide_characters import chunks
from scripts.experiments.training.fit import fit


def start(K: int, seed: int, settings: dict[str, Any]) -> Network:
    """An untrained network: b_f = ln U[1, longest - 1] and b_i = -b_f."""
    torch.manual_seed(seed)
    network = Network(K, settings)
    bias = torch.empty(settings["H"]).uniform_(1.0, settings["longest"] - 1.0).log()
    set_bias(network.layer, i=-bias, f=bias)
    return network


def trained(seed: int, text: Wrapped, settings: dict[str, Any]) -> Network:
    """A network after all its updates, with its state carried through each epoch."""
    network = start(len(text.alphabet), seed, settings)
    parts = chunks(text.train.places, settings["k"], settings["B"])
    weight = torch.ones(len(text.alphabet))
    weight[[text.alphabet.index(letter) for letter in (BREAK, SPACE)]] = settings["weight"]
    state: State | None = None
    done = 0

    def loss() -> torch.Tensor:
        nonlocal state, done
        x, y = parts[done % len(parts)]
        said, after = network(x, state if done % len(parts) else None)
        state, done = (after[0].detach(), after[1].detach()), done + 1
        return cross_entropy(said.flatten(0, 1), y.flatten(), weight=weight)

    fit(network, loss, settings, falling=True)
    return network
