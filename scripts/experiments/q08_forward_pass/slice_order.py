"""What a network does after its gate blocks were read in the wrong order: a trained LSTM, all 24 orders, two tasks.

A file keeps the four blocks of H rows in some order; a reader that takes them for i, f, g, o gets a wrong cell and no
error, for every order has the same shapes. The key "iofg" stands for a file in ONNX's order.
"""

from collections.abc import Callable
from copy import deepcopy
from itertools import permutations
from typing import Any

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, mse_loss

from scripts.experiments.networks.recurrent import ManyToOne, many_to_one
from scripts.experiments.networks.starts import BLOCKS
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import nouns
from scripts.experiments.tasks.nouns import Batch
from scripts.experiments.training.fit import fit

QUESTION = "How does a trained LSTM do when its gate blocks are read in each of the 23 wrong orders?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "T": 12,
    "H": 16,
    "batch": 64,
    "updates": {"number": 600, "count": 1000},
    "rate": 0.01,  # falls linearly to a hundredth
    "clip": 1.0,
    "forget_bias": 1.0,
    "test_sentences": 2000,
}
ORDERS = ["".join(order) for order in permutations(BLOCKS)]
GATES_ONLY = [order for order in ORDERS if order[2] == "g" and order != BLOCKS]  # the candidate stays in its place
MOVED = [order for order in ORDERS if order[2] != "g"]


def reorder(stacked: torch.Tensor, order: str) -> torch.Tensor:
    """Blocks i, f, g, o of a (4H, ...) array as a file in `order` has them."""
    blocks = dict(zip(BLOCKS, stacked.chunk(4), strict=True))
    return torch.cat([blocks[name] for name in order])


def read_as(network: ManyToOne, order: str) -> ManyToOne:
    """A copy of the network whose blocks lie in `order` and are taken for i, f, g, o."""
    wrong = deepcopy(network)
    wrong.layer.load_state_dict({name: reorder(value, order) for name, value in network.layer.state_dict().items()})
    return wrong


def train(task: str, seed: int, settings: dict[str, Any]) -> ManyToOne:
    """A network trained on fresh sentences."""
    network = many_to_one("lstm", settings["H"], seed, nouns.WORDS, forget_bias=settings["forget_bias"])
    generator = torch.Generator().manual_seed(seed)
    loss = binary_cross_entropy_with_logits if task == "number" else mse_loss

    def loss_of_a_batch() -> torch.Tensor:
        batch = nouns.draw(task, settings["T"], settings["batch"], generator)
        return loss(network(batch.x), batch.y)

    fit(network, loss_of_a_batch, settings | {"updates": settings["updates"][task]}, falling=True)
    return network


def test_sentences(task: str, seed: int, settings: dict[str, Any]) -> Batch:
    """Sentences for the network of this seed that its training has not seen."""
    generator = torch.Generator().manual_seed(1000 + seed)
    return nouns.draw(task, settings["T"], settings["test_sentences"], generator)


@torch.no_grad()
def share_right(task: str, network: Callable[[torch.Tensor], torch.Tensor], batch: Batch) -> float:
    """The share of sentences with the right answer: the sign for the number, the nearest whole number for the count."""
    said = network(batch.x)
    answer = (said > 0).float() if task == "number" else said.round()
    return (answer == batch.y).float().mean().item()


@torch.no_grad()
def signs_kept(network: ManyToOne, order: str, batch: Batch) -> float:
    """The share of the last cell state's numbers that have the right sign when the blocks are read in `order`."""
    right, wrong = (each.layer(batch.x)[1][1] for each in (network, read_as(network, order)))
    return (right.sign() == wrong.sign()).float().mean().item()


@torch.no_grad()
def untrained_change(order: str, seed: int, settings: dict[str, Any]) -> float:
    """Mean change of |h| over all steps, as a share of mean |h|, in a fresh layer with PyTorch's default weights."""
    x = test_sentences("number", seed, settings).x
    network = many_to_one("lstm", settings["H"], seed, nouns.WORDS)
    right, wrong = (each.layer(x)[0] for each in (network, read_as(network, order)))
    return ((wrong - right).abs().mean() / right.abs().mean()).item()


def summary(by_order: dict[str, list[float]]) -> dict[str, Any]:
    """By order; and for each group of wrong orders its mean (a value per seed), its lowest and its highest value."""
    made: dict[str, Any] = {"order": {order: spread(values) for order, values in by_order.items()}}
    for name, group in (("gates_only", GATES_ONLY), ("candidate_moved", MOVED)):
        values = [by_order[order] for order in group]
        made[name] = {
            "mean_over_orders": spread([sum(seed) / len(seed) for seed in zip(*values, strict=True)]),
            "lowest": rounded(min(map(min, values))),
            "highest": rounded(max(map(max, values))),
        }
    return made


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Per task the share right, by order and group of orders, that of the commonest answer, and the signs kept."""
    results: dict[str, Any] = {}
    for n, task in enumerate(nouns.TASKS):
        shares, signs = ({order: [] for order in ORDERS} for _ in range(2))
        baseline = []
        for m, seed in enumerate(settings["seeds"], 1):
            network, test = train(task, seed, settings), test_sentences(task, seed, settings)
            baseline.append((test.y == test.y.mode().values).float().mean().item())
            for order in ORDERS:
                shares[order].append(share_right(task, read_as(network, order), test))
                signs[order].append(signs_kept(network, order, test))
            progress((n + m / len(settings["seeds"])) / len(nouns.TASKS), f"{task}, seed {seed}")
        results[task] = summary(shares) | {"baseline": spread(baseline), "signs_kept": summary(signs)}
    change = {order: [untrained_change(order, seed, settings) for seed in settings["seeds"]] for order in ORDERS}
    return results | {"untrained_change": summary(change)}
