"""A trained character LSTM read over a text, with units clamped to their mean at every step of the loop."""

import math
from typing import NamedTuple

import numpy as np
import torch

from scripts.experiments.networks.characters import Network
from scripts.experiments.networks.stacked import Edit, Gates, of_layer, steps


class States(NamedTuple):
    """Cell and hidden states after each character of a text, (N, H) each."""

    c: np.ndarray
    h: np.ndarray


class Bits(NamedTuple):
    """What a network pays for the text: for line breaks and spaces, and for every other character."""

    ends: float  # per end of a word, for the choice between the two alone
    others: float  # per character
    white: float  # per end of a word, for the whole character: also that the word ends


@torch.no_grad()
def read(network: Network, places: torch.Tensor) -> States:
    """The states over a text (N,), read in one row from zero."""
    x = network.embedding(places[:, None])
    found = list(steps(of_layer(network.layer), x))
    return States(*(torch.stack([getattr(step, name)[0, 0] for step in found]).numpy() for name in "ch"))


def clamped(sets: list[list[int]], means: States) -> Edit:
    """An edit for S copies of a network: copy s has the c and the h of the units in sets[s] at their means, always.

    With f = 0 and i = 1 the cell state is g, and o = h / tanh(c) then shows the mean of h.
    """
    chosen = torch.zeros(len(sets), 1, len(means.c), dtype=torch.bool)
    for s, units in enumerate(sets):
        chosen[s, 0, units] = True
    c, h = (torch.from_numpy(mean).float() for mean in means)
    fixed = Gates(torch.ones_like(c), torch.zeros_like(c), c, h / c.tanh())

    def edit(_: int, gates: Gates) -> Gates:
        return Gates(*(torch.where(chosen, value, gate) for value, gate in zip(fixed, gates, strict=True)))

    return edit


@torch.no_grad()
def bits(
    network: Network,
    places: torch.Tensor,
    choice: tuple[int, int],
    edit: Edit | None = None,
    *,
    copies: int = 1,
    rows: int = 16,
    unread: int = 64,
) -> list[Bits]:
    """What each copy of the network pays for a text (N,), laid out in rows that begin at zero.

    `choice` has the places of line break and space. The first `unread` characters of each row are not counted.
    """
    length = len(places) // rows
    laid = places[: rows * length].view(rows, length).t()
    x, y = network.embedding(laid[:-1]), laid[1:]
    weights = {name: value.expand(copies, *value.shape[1:]) for name, value in of_layer(network.layer).items()}
    nats, of_choice = [], []
    for step, target in zip(steps(weights, x, edit=edit), y, strict=True):
        said = network.readout(step.h).log_softmax(-1)  # (S, B, K)
        nats.append(-said.gather(-1, target.expand(copies, -1)[..., None])[..., 0])
        two = said[..., list(choice)].log_softmax(-1)
        of_choice.append(-torch.where(target == choice[0], two[..., 0], two[..., 1]))
    ends = torch.isin(y, torch.tensor(choice))[unread:]
    paid, chosen = (torch.stack(part)[unread:].transpose(0, 1) / math.log(2) for part in (nats, of_choice))
    return [
        Bits(*(part.mean().item() for part in (one[ends], whole[~ends], whole[ends])))
        for one, whole in zip(chosen, paid, strict=True)
    ]
