"""What a character LSTM gains from context, trained with its state carried from chunk to chunk or begun at zero.

The text is laid out in B rows, each a contiguous part of it, and read in chunks of k characters. `stateless` and
`stateless_long` begin every chunk at zero and shuffle the chunks of each epoch; `stateful` carries h and c, detached,
from row b of a chunk to row b of the next and begins each epoch at zero; `shuffled` is the bug: it carries the state
and shuffles all the same. All make as many updates, each of as many characters.

Each network then predicts the same characters of the test part after reading the `contexts` characters before them
from a state of zero, and the whole test part, with its state carried on or begun at zero every k characters. The
trivial baseline counts pairs. All results are bits per character.
"""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional

from scripts.experiments.networks import recurrent
from scripts.experiments.records.spread import spreads
from scripts.experiments.tasks import guide_characters
from scripts.experiments.training.fit import fit

QUESTION = "What does carrying the state between chunks change, in training and in reading?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "H": 64,
    "k": 16,
    "trainings": {
        "stateless": {"k": 16, "B": 16, "carry": False, "shuffle": True},
        "stateful": {"k": 16, "B": 16, "carry": True, "shuffle": False},
        "shuffled": {"k": 16, "B": 16, "carry": True, "shuffle": True},
        "stateless_long": {"k": 64, "B": 4, "carry": False, "shuffle": True},
    },
    "updates": 2800,
    "rate": 0.005,
    "clip": 1.0,
    "contexts": [1, 2, 4, 8, 16, 32, 64, 128, 256],
    "every": 8,  # of the test part's characters, those predicted from each context
}
State = tuple[torch.Tensor, torch.Tensor]  # h and c, each (1, B, H)


def trained(name: str, seed: int, K: int, text: torch.Tensor, settings: dict[str, Any]) -> recurrent.Recurrent:
    """A network over an alphabet of K characters, trained in the way called `name`."""
    way = settings["trainings"][name]
    network = recurrent.start("lstm", K, settings["H"], K, seed, forget_bias=1.0)
    generator = torch.Generator().manual_seed(seed)
    parts = guide_characters.chunks(text, way["k"], way["B"])
    waiting: list[tuple[torch.Tensor, torch.Tensor]] = []
    state: State | None = None

    def loss() -> torch.Tensor:
        nonlocal state
        if not waiting:  # an epoch begins
            order = torch.randperm(len(parts), generator=generator) if way["shuffle"] else range(len(parts))
            waiting.extend(parts[place] for place in order)
            state = None
        x, y = waiting.pop(0)
        nats, after = losses(network, x, y, state)
        state = (after[0].detach(), after[1].detach()) if way["carry"] else None
        return nats.mean()

    fit(network, loss, settings)
    return network


def losses(
    network: recurrent.Recurrent, x: torch.Tensor, y: torch.Tensor, state: State | None
) -> tuple[torch.Tensor, State]:
    """The nats (T, B) of targets y after inputs x, both (T, B), and the last state; None begins at zero."""
    K = network.readout.out_features
    hs, state = network.layer(functional.one_hot(x, K).float(), state)
    return functional.cross_entropy(network.readout(hs).transpose(1, 2), y, reduction="none"), state


def after_context(network: recurrent.Recurrent, text: torch.Tensor, n: int, settings: dict[str, Any]) -> float:
    """Bits per character, each predicted from the n characters before it; the same characters for every n."""
    windows = text.unfold(0, max(settings["contexts"]) + 1, settings["every"]).t()[-n - 1 :]
    with torch.no_grad():
        return losses(network, windows[:-1], windows[1:], None)[0][-1].mean().item() / math.log(2)


def over_text(network: recurrent.Recurrent, text: torch.Tensor, k: int, carry: bool) -> float:
    """Bits per character of a text, read in one row with the state carried, or begun at zero every k characters."""
    parts, state, nats = guide_characters.chunks(text, k, 1), None, []
    with torch.no_grad():
        for x, y in parts:
            each, after = losses(network, x, y, state)
            state = after if carry else None
            nats.append(each)
    return torch.cat(nats).mean().item() / math.log(2)


def measure(name: str, seed: int, settings: dict[str, Any]) -> dict[str, Any]:
    """One network: bits per character after each context, and over the test part in both ways of reading."""
    text = guide_characters.load()
    network = trained(name, seed, len(text.alphabet), text.train, settings)
    return {
        "after": {str(n): after_context(network, text.test, n, settings) for n in settings["contexts"]},
        "carried": over_text(network, text.test, settings["k"], carry=True),
        "from_zero": over_text(network, text.test, settings["k"], carry=False),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By the way of training, what `measure` gives over the seeds; `pairs` is the baseline."""
    text = guide_characters.load()
    made: dict[str, Any] = {}
    for done, name in enumerate(settings["trainings"], 1):
        made[name] = spreads([measure(name, seed, settings) for seed in settings["seeds"]])
        progress(done / len(settings["trainings"]), f"{name}: {made[name]['carried']}")
    return made | {"baseline": {"pairs": guide_characters.pairs(text)}}
