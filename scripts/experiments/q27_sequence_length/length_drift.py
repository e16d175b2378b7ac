"""Where the constant comes from that an LSTM trained to add at one length adds at others: from what it reads, or wrote.

The networks of `sequence_length` that were trained at one length (`fixed`) are trained again. Each then reads sequences
of values without a mark: `unmarked` is its mean answer to them. The same sequences get one mark on a value of 0, three
quarters or one quarter of the length before the end, the mean places of the two marks: `first_mark` and `second_mark`
are what that alone adds to the answer. A network that writes value minus offset has a negative one, which fades with
the lag. `constant` is that of `sequence_length`, by least squares on its test sequences.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.q27_sequence_length import sequence_length
from scripts.experiments.records.spread import spreads

QUESTION = "Does the constant that grows with the length come from the unmarked steps, or from what the marks wrote?"
SETTINGS = {
    "seeds": sequence_length.SETTINGS["seeds"],
    "tested": [25, 50, 100, 200, 400, 800],
    "sequences": 500,
}
READ_SEED = 2_000_000  # neither a training seed nor that of the test sequences
LAGS = {"first_mark": 0.75, "second_mark": 0.25}  # of the length


def trained(seed: int) -> Recurrent:
    """The network of `sequence_length` trained at one length, again."""
    settings = sequence_length.SETTINGS
    network = sequence_length.untrained(seed, settings)
    generator = torch.Generator().manual_seed(seed)
    sequence_length.train(network, settings["trained"]["fixed"][:1], settings["updates"], generator, settings)
    return network


def marked_zero(x: torch.Tensor, lag: int) -> torch.Tensor:
    """A copy of x (T, B, 2) whose value `lag` steps before the last is 0 and marked."""
    marked = x.clone()
    marked[len(x) - 1 - lag] = torch.tensor([0.0, 1.0])
    return marked


def answer(network: Recurrent, x: torch.Tensor) -> float:
    """The mean answer after the last step."""
    with torch.no_grad():
        return network.readout(network.layer(x)[0][-1]).double().mean().item()


def parts(network: Recurrent, T: int, settings: dict[str, Any]) -> dict[str, float]:
    """The answer to T unmarked steps, what a marked 0 adds to it, and the constant of the least squares."""
    generator = torch.Generator().manual_seed(READ_SEED + T)
    values = torch.rand(T, settings["sequences"], generator=generator)
    x = torch.stack([values, torch.zeros_like(values)], dim=-1)
    made = {"unmarked": answer(network, x)}
    for name, share in LAGS.items():
        made[name] = answer(network, marked_zero(x, int(share * T))) - made["unmarked"]
    test = sequence_length.test_sequences(T, sequence_length.SETTINGS)
    return made | {"constant": sequence_length.measure(network, test)["constant"]}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """At each length the parts, over the seeds; `since` has their growth since the length of the training."""
    T0 = str(sequence_length.SETTINGS["trained"]["fixed"][0])
    made: list[dict[str, Any]] = []
    for n, seed in enumerate(settings["seeds"], 1):
        network = trained(seed)
        at = {str(T): parts(network, T, settings) for T in settings["tested"]}
        since = {T: {key: value - at[T0][key] for key, value in of_length.items()} for T, of_length in at.items()}
        made.append({"at": at, "since": since})
        progress(n / len(settings["seeds"]), f"seed {seed}: {at}")
    return spreads(made)
