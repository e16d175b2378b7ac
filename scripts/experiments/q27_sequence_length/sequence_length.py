"""An LSTM that learned to add at some lengths is asked at others, and what cutting the gradient costs.

`lengths`: the adding problem. One network is trained at one length, another for as many updates at mixed lengths of the
same mean, so both read as many steps. The first is then trained a little longer, from where it was, either at one
greater length or at mixed lengths. Each is tested at every length; the baseline always answers 1, the mean.

A prediction is taken apart by least squares over the test sequences of a length: so much of the first marked value, so
much of the second, a constant, and the rest. `bias` is the mean error, which one number added to the readout removes.

`truncation`: the whole gradient against one cut k steps before the end (the state is carried, the loss stands at the
last step), on two forms of the task. `anywhere`: one mark in each half, so the second is within the last k steps in
some sequences. `early`: the same with `tail` unmarked steps behind it, so no mark ever is.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.records.spread import rounded, spread, spreads
from scripts.experiments.tasks import adding, held_out
from scripts.experiments.tasks.adding import Batch
from scripts.experiments.training.fit import fit

QUESTION = "How does an LSTM fare at lengths it was not trained at, and what does a truncated gradient fail to learn?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "H": 32,
    "forget_bias": 1.0,
    "batch": 32,
    "clip": 1.0,
    "rate": 0.01,
    "updates": 1500,
    "trained": {"fixed": [50, 50], "mixed": [10, 90]},  # shortest and longest, all between equally likely
    "continued": {"updates": 150, "at_400": [400], "at_25_to_400": [25, 50, 100, 200, 400]},
    "tested": [25, 50, 100, 200, 400, 800],
    "test_sequences": 500,
    "truncation": {
        "T": 40,
        "tail": 10,
        "updates": 1000,
        "tries": {
            "anywhere_full": {"k": 40, "forget_bias": 3.0},
            "anywhere_cut": {"k": 10, "forget_bias": 3.0},
            "early_full": {"k": 40, "forget_bias": 3.0},
            "early_cut": {"k": 10, "forget_bias": 3.0},
            "early_full_bias_1": {"k": 40, "forget_bias": 1.0},
        },
    },
}


def untrained(seed: int, settings: dict[str, Any]) -> Recurrent:
    """The network before training: two inputs, one output."""
    return start("lstm", 2, settings["H"], 1, seed, forget_bias=settings["forget_bias"])


def with_tail(T: int, tail: int, B: int, generator: torch.Generator) -> Batch:
    """B sequences of T steps: the adding problem over the first T - tail, then `tail` values without a mark."""
    batch = adding.draw(T - tail, B, generator)
    idle = torch.stack([torch.rand(tail, B, generator=generator), torch.zeros(tail, B)], dim=-1)
    return Batch(torch.cat([batch.x, idle]), batch.y)


def loss_of(network: Recurrent, batch: Batch, k: int) -> torch.Tensor:
    """The squared error at the last step, whose gradient goes back k steps at most; the state comes from all before."""
    cut = max(0, len(batch.x) - k)
    state = None
    if cut:
        with torch.no_grad():
            state = network.layer(batch.x[:cut])[1]
    h = network.layer(batch.x[cut:], state)[0][-1]
    return (network.readout(h)[:, 0] - batch.y).square().mean()


def train(network: Recurrent, lengths: list[int], updates: int, generator: torch.Generator, settings: dict) -> None:
    """Train in place, each batch at one of the lengths, all equally likely."""

    def loss_of_a_batch() -> torch.Tensor:
        T = lengths[int(torch.randint(len(lengths), (), generator=generator))]
        return loss_of(network, adding.draw(T, settings["batch"], generator), T)

    fit(network, loss_of_a_batch, settings | {"updates": updates})


def test_sequences(T: int, settings: dict) -> Batch:
    """The sequences of length T on which every network is tested."""
    return adding.draw(T, settings["test_sequences"], held_out.generator(T))


def measure(network: Recurrent, batch: Batch) -> dict[str, float]:
    """Error, its parts, and the size of the cell state at the end (mean over sequences of the largest unit)."""
    with torch.no_grad():
        h, (_, c) = network.layer(batch.x)
        predicted = network.readout(h[-1])[:, 0].double()
    products = batch.x.prod(-1).double()
    half = len(products) // 2
    values = torch.stack([products[:half].sum(0), products[half:].sum(0), torch.ones_like(predicted)], dim=1)
    first, second, constant = solution = torch.linalg.lstsq(values, predicted).solution
    error = predicted - batch.y
    return {
        "mse": error.square().mean().item(),
        "bias": error.mean().item(),
        "without_bias": error.var(correction=0).item(),
        "first": first.item(),
        "second": second.item(),
        "constant": constant.item(),
        "rest": (predicted - values @ solution).std().item(),
        "largest_c": c[0].abs().mean(0).max().item(),
    }


def by_length(networks: list[Recurrent], settings: dict) -> dict[str, Any]:
    """What `measure` says at each tested length, over the networks of all seeds."""
    made: dict[str, Any] = {}
    for T in settings["tested"]:
        batch = test_sequences(T, settings)
        made[str(T)] = spreads([measure(network, batch) for network in networks])
    return made


def continued(network: Recurrent, name: str, seed: int, settings: dict) -> Recurrent:
    """A copy of a trained network after some more updates at the lengths that `name` stands for."""
    copy = untrained(seed, settings)
    copy.load_state_dict(network.state_dict())
    generator = torch.Generator().manual_seed(1000 + seed)
    train(copy, settings["continued"][name], settings["continued"]["updates"], generator, settings)
    return copy


def truncated(tried: str, seed: int, settings: dict) -> float:
    """The error of one network trained with the gradient of one of the tries, on the form of the task that it names."""
    s = settings["truncation"]
    tail = s["tail"] if tried.startswith("early") else 0
    network = untrained(seed, settings | s["tries"][tried])
    generator = torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        return loss_of(network, with_tail(s["T"], tail, settings["batch"], generator), s["tries"][tried]["k"])

    fit(network, loss_of_a_batch, settings | {"updates": s["updates"]})
    test = with_tail(s["T"], tail, settings["test_sequences"], held_out.generator())
    with torch.no_grad():
        return loss_of(network, test, s["T"]).item()


def baseline(settings: dict) -> dict[str, float]:
    """The error of always answering 1, on the test sequences of each length."""
    tests = {str(T): test_sequences(T, settings) for T in settings["tested"]}
    return {T: rounded((test.y - 1.0).square().mean().item()) for T, test in tests.items()}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baseline, then the networks by how they were trained, then the truncated gradients."""
    seeds, lengths = settings["seeds"], {}
    trained: dict[str, list[Recurrent]] = {}
    for n, (name, (shortest, longest)) in enumerate(settings["trained"].items(), 1):
        trained[name] = [untrained(seed, settings) for seed in seeds]
        for seed, network in zip(seeds, trained[name], strict=True):
            generator = torch.Generator().manual_seed(seed)
            train(network, list(range(shortest, longest + 1)), settings["updates"], generator, settings)
        lengths[name] = by_length(trained[name], settings)
        progress(n * 0.2, f"{name}: {lengths[name]['400']['mse']['mean']} at 400")
    for n, name in enumerate(("at_400", "at_25_to_400"), 1):
        networks = [
            continued(network, name, seed, settings) for seed, network in zip(seeds, trained["fixed"], strict=True)
        ]
        lengths[name] = by_length(networks, settings)
        progress(0.4 + n * 0.1, f"{name}: {lengths[name]['25']['mse']['mean']} at 25")
    truncation = {}
    for n, tried in enumerate(settings["truncation"]["tries"], 1):
        truncation[tried] = spread([truncated(tried, seed, settings) for seed in seeds])
        progress(0.6 + n * 0.08, f"{tried}: {truncation[tried]['mean']}")
    return {"baseline": baseline(settings), "lengths": lengths, "truncation": truncation}
