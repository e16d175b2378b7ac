"""Which order of examples teaches two encoder–decoders to add numbers of several digits, at equal updates.

After Zaremba & Sutskever (2014), in miniature. `none` always draws sums of the longest length; `naive` draws sums of
one length, which grows by a fixed schedule and ends at the longest; `mixed` draws the length uniformly; `combined`
draws each sum from the naive length or, with probability `mixed_share`, uniformly. Nothing else differs: the same
start, size of batch, updates and rate. All of it is done for two networks, whose decoder gets either the encoder's last
state only (`fixed`) or attention to all its states as well. Right is a sum that is right throughout, worked out freely
and greedily.
"""

from collections.abc import Callable
from itertools import product
from typing import Any

import torch

from scripts.experiments.networks.encoder_decoder import EncoderDecoder
from scripts.experiments.q43_curriculum import sums
from scripts.experiments.records.spread import spread, spreads
from scripts.experiments.tasks import held_out, pairs
from scripts.experiments.training.fit import fit

QUESTION = "Which order of examples teaches LSTMs to add numbers digit by digit, with and without attention?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "base": sums.BASE,
    "longest": 3,
    "networks": ["fixed", "attention"],
    "regimes": ["none", "naive", "mixed", "combined"],
    "mixed_share": 0.2,  # of the examples of `combined`
    "growing": 0.6,  # of the updates: the naive length grows over these, in equal stages, and is the longest after
    "H": 64,
    "batch": 64,
    "updates": 600,
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
    "test_sums": 500,  # of each length
}


def level(n: int, settings: dict[str, Any]) -> int:
    """The length of the naive regime at update n, from 1: every shorter length has an equal stage."""
    longest = settings["longest"]
    stage = settings["growing"] * settings["updates"] / (longest - 1)
    return min(longest, 1 + int((n - 1) / stage))


def lengths(regime: str, n: int, settings: dict[str, Any], generator: torch.Generator) -> torch.Tensor:
    """The lengths (B,) of the sums in the batch of update n. All regimes draw the same random numbers."""
    batch, longest = settings["batch"], settings["longest"]
    uniform = torch.randint(1, longest + 1, (batch,), generator=generator)
    mixed = torch.rand(batch, generator=generator) < settings["mixed_share"]
    if regime == "none":
        return torch.full_like(uniform, longest)
    if regime == "mixed":
        return uniform
    naive = torch.full_like(uniform, level(n, settings))
    return naive if regime == "naive" else torch.where(mixed, uniform, naive)


def train(kind: str, regime: str, seed: int, settings: dict[str, Any]) -> tuple[EncoderDecoder, int]:
    """One network, trained on fresh sums under teacher forcing, and how many tokens it read, fed ones included."""
    torch.manual_seed(seed)
    network = EncoderDecoder(sums.TOKENS, sums.TOKENS, settings["H"], attention=kind == "attention")
    generator, tokens, n = torch.Generator().manual_seed(seed), 0, 0

    def loss_of_a_batch() -> torch.Tensor:
        nonlocal tokens, n
        n += 1
        batch = sums.draw(lengths(regime, n, settings, generator), generator)
        tokens += int(batch.lengths.sum() + (batch.target != pairs.PAD).sum())
        return pairs.loss(network(batch), batch.target)

    fit(network, loss_of_a_batch, settings, falling=True)
    return network, tokens


def test_of(n: int, settings: dict[str, Any]) -> pairs.Pairs:
    """The sums of length n on which every network is tested."""
    return sums.draw(torch.full((settings["test_sums"],), n), held_out.generator(n))


def scores(network: EncoderDecoder, n: int, settings: dict[str, Any]) -> dict[str, float]:
    """On sums of length n: the share right throughout, run freely, and the share of digits right under forcing."""
    test = test_of(n, settings)
    free = pairs.exact(network.greedy(test.source, test.lengths, limit=n + 2), test.target)
    with torch.no_grad():
        forced = (network(test).argmax(dim=-1) == test.target)[:-1]
    return {"right": free.double().mean().item(), "digits": forced.double().mean().item()}


def baseline(n: int, settings: dict[str, Any]) -> float:
    """The share of digits right that comes from naming, at each place, its most frequent digit."""
    target = test_of(n, settings).target[:-1]
    return (target == target.mode(dim=1).values[:, None]).double().mean().item()


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By network and regime the tokens read and, by length, the scores; by length the baseline's share of digits."""
    by_length = range(1, settings["longest"] + 1)
    results: dict[str, Any] = {"baseline": {str(n): baseline(n, settings) for n in by_length}}
    results |= {kind: {} for kind in settings["networks"]}
    jobs = list(product(settings["networks"], settings["regimes"]))
    for done, (kind, regime) in enumerate(jobs, 1):
        runs, read = [], []
        for seed in settings["seeds"]:
            network, tokens = train(kind, regime, seed, settings)
            read.append(tokens)
            runs.append({str(n): scores(network, n, settings) for n in by_length})
        results[kind][regime] = {"tokens": spread(read), **spreads(runs)}
        at_target = [round(run[str(settings["longest"])]["right"], 2) for run in runs]
        progress(done / len(jobs), f"{kind}, {regime}: right at the longest {at_target}")
    return results
