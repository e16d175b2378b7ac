"""JapaneseVowels, utterances of 7 to 29 frames: what padding costs, and what four ways of treating it give.

`shares`: how much of the training part is padding, padded once to the longest of the whole part, to the longest of
random batches, and of batches drawn from utterances sorted by length; the means over the seeds.

One LSTM answers with the speaker from one vector per utterance, and the ways differ in where that vector comes from:
`naive`, the output at the last column of the padded batch; `gathered`, the output at the own last frame; `masked`, a
loop over steps that keeps the state in padding; `packed`, PyTorch's packed batch. All four are trained from the same
weights on the same batches. `accuracy` is on the official test part as one padded batch, `alone` with each utterance by
itself; `most_moved` is the largest change of a logit between the two, `answers_changed` the share of utterances whose
answer is another. `constant` is the largest class of the test part, `nearest_mean` the share right of the speaker whose
mean frame is nearest. The coefficients are standardised.

`seconds` is the processor time of one pass forward and backward over the training part, as a multiple of the packed one
on random batches; the fastest of several passes counts, in an order drawn anew for each seed. `masked` is a loop in
Python, the others are layers of PyTorch, so its time says nothing about a mask inside such a layer.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

import torch
from torch import nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pack_padded_sequence

from scripts.experiments.networks.starts import set_bias
from scripts.experiments.records.spread import rounded, spreads
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import (
    Labelled,
    at_last_frame,
    commonest,
    nearest_mean,
    rows,
    share_right,
    standardised,
)
from scripts.experiments.training.fit import fit
from scripts.reference import padding

QUESTION = "What does padding cost, and how much does it matter how an LSTM is kept from reading it?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "ways": ["naive", "gathered", "masked", "packed"],
    "H": 32,
    "forget_bias": 1.0,
    "updates": 300,
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
    "batch": 30,
    "passes": 5,
}
MEASURES_TIME = True


class Reader(nn.Module):
    """An LSTM with a linear readout of one vector per sequence, taken in one of the ways."""

    def __init__(self, way: str, seed: int, settings: dict[str, Any]) -> None:
        """The weights are the same for every way."""
        super().__init__()
        torch.manual_seed(seed)
        self.way = way
        self.layer = nn.LSTM(12, settings["H"])
        self.readout = nn.Linear(settings["H"], japanese_vowels.CLASSES)
        set_bias(self.layer, f=settings["forget_bias"])

    def forward(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """x (T, B, D) and lengths (B,) give logits (B, classes)."""
        return self.readout(getattr(self, self.way)(x, lengths))

    def naive(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The output (B, H) at the last column, whatever stands there."""
        return self.layer(x)[0][-1]

    def gathered(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The output at the own last step."""
        return at_last_frame(self.layer(x)[0], lengths)

    def packed(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The last state of a packed batch."""
        return self.layer(pack_padded_sequence(x, lengths, enforce_sorted=False))[1][0][0]

    def masked(self, x: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The last state of a loop over steps that stands still in padding."""
        return self.steps(x, torch.arange(len(x))[:, None] < lengths)

    def steps(self, x: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """The loop; `real` (T, B) says where to move on."""
        W, U, b_W, b_U = self.layer.all_weights[0]
        h = c = x.new_zeros(x.shape[1], len(U.T))
        for x_t, here in zip(x, real, strict=True):
            i, f, g, o = (x_t @ W.T + h @ U.T + b_W + b_U).chunk(4, dim=1)
            c_new = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h_new = o.sigmoid() * c_new.tanh()
            h, c = torch.where(here[:, None], h_new, h), torch.where(here[:, None], c_new, c)
        return h


def train(way: str, seed: int, part: Labelled, settings: dict[str, Any]) -> Reader:
    """One network, trained on random batches, the same ones for every way."""
    network = Reader(way, seed, settings)
    generator = torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        batch = rows(part, torch.randperm(len(part.y), generator=generator)[: settings["batch"]])
        return cross_entropy(network(batch.x, batch.lengths), batch.y)

    fit(network, loss_of_a_batch, settings, falling=True)
    return network


@torch.no_grad()
def measure(network: Reader, test: Labelled) -> dict[str, float]:
    """What the network answers in one padded batch, and to each utterance alone."""
    together = network(test.x, test.lengths)
    alone = torch.cat([network(*rows(test, torch.tensor([n]))[:2]) for n in range(len(test.y))])
    return {
        "accuracy": share_right(together.argmax(1), test),
        "alone": share_right(alone.argmax(1), test),
        "most_moved": (together - alone).abs().max().item(),
        "answers_changed": (together.argmax(1) != alone.argmax(1)).double().mean().item(),
    }


def batches(part: Labelled, how: str, seed: int, settings: dict[str, Any]) -> list[Labelled]:
    """The whole part in batches: `whole`, padded to the longest of all; `random`; `sorted` by length, equals at random.

    The number of utterances is a multiple of the batch.
    """
    which = torch.randperm(len(part.y), generator=torch.Generator().manual_seed(seed))
    if how == "sorted":
        which = which[part.lengths[which].argsort(stable=True)]
    groups = which.split(settings["batch"])
    if how == "whole":
        return [Labelled(part.x[:, some], part.lengths[some], part.y[some]) for some in groups]
    return [rows(part, some) for some in groups]


def padded_share(made: list[Labelled]) -> float:
    """The share of their columns that is padding."""
    return 1 - sum(int(batch.lengths.sum()) for batch in made) / sum(batch.x[..., 0].numel() for batch in made)


def seconds(network: Reader, made: list[Labelled], settings: dict[str, Any]) -> float:
    """The processor time of the fastest pass forward and backward over the batches."""
    taken = []
    for _ in range(settings["passes"] + 1):
        begun = process_time()
        for batch in made:
            cross_entropy(network(batch.x, batch.lengths), batch.y).backward()
        taken.append(process_time() - begun)
    return min(taken[1:])  # the first allocates


def timed(part: Labelled, seed: int, settings: dict[str, Any]) -> dict[str, dict[str, float]]:
    """By way and kind of batches the time as a multiple of the packed pass on random batches."""
    made = {how: batches(part, how, seed, settings) for how in ("whole", "random", "sorted")}
    tries = [(way, how) for way in settings["ways"] for how in made]
    order = torch.randperm(len(tries), generator=torch.Generator().manual_seed(seed))
    taken = {}
    for way, how in (tries[n] for n in order):
        taken[way, how] = seconds(Reader(way, seed, settings), made[how], settings)
    unit = taken["packed", "random"]
    return {way: {how: taken[way, how] / unit for how in made} for way in settings["ways"]}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The shares of padding and the times, then each way trained over the seeds."""
    parts, seeds = standardised(japanese_vowels.load()), settings["seeds"]
    results: dict[str, Any] = {
        "constant": rounded(commonest(parts.test)),
        "nearest_mean": rounded(nearest_mean(parts.train, parts.test)),
        "shares": spreads(
            [
                {how: padded_share(batches(parts.train, how, seed, settings)) for how in ("whole", "random", "sorted")}
                for seed in seeds
            ]
        ),
        "test_share": rounded(padding.share([parts.test.lengths.numpy()])),
        "seconds": spreads([timed(parts.train, seed, settings) for seed in seeds]),
    }
    progress(0.3, f"shares {results['shares']}, seconds {results['seconds']}")
    for done, way in enumerate(settings["ways"], 1):
        results[way] = spreads([measure(train(way, seed, parts.train, settings), parts.test) for seed in seeds])
        progress(0.3 + 0.7 * done / len(settings["ways"]), f"{way}: {results[way]['accuracy']}")
    return results
