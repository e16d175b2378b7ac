"""What a network does after its gate blocks were read in the wrong order: a trained LSTM, all 24 orders, two tasks.

A file keeps the four blocks of H rows in some order; a reader that takes them for i, f, g, o gets a wrong cell and no
error, for every order has the same shapes. The key "iofg" stands for a file in ONNX's order.
"""

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import torch
from torch import nn

from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import nouns
from scripts.experiments.tasks.nouns import Batch

QUESTION = "How does a trained LSTM do when its gate blocks are read in each of the 23 wrong orders?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "T": 12,
    "H": 16,
    "batch": 64,
    "updates": {"number": 600, "count": 1000},
    "learning_rate": 0.01,  # falls linearly to a hundredth
    "clip_norm": 1.0,
    "forget_bias": 1.0,
    "test_sentences": 2000,
}
RIGHT = "ifgo"
ORDERS = ["".join(order) for order in permutations(RIGHT)]
GATES_ONLY = [order for order in ORDERS if order[2] == "g" and order != RIGHT]  # the candidate stays in its place
MOVED = [order for order in ORDERS if order[2] != "g"]


def reorder(stacked: torch.Tensor, order: str) -> torch.Tensor:
    """Blocks i, f, g, o of a (4H, ...) array as a file in `order` has them."""
    blocks = dict(zip(RIGHT, stacked.chunk(4), strict=True))
    return torch.cat([blocks[name] for name in order])


def read_as(lstm: nn.LSTM, order: str) -> nn.LSTM:
    """A copy of a one-layer `lstm` whose blocks lie in `order` and are taken for i, f, g, o."""
    wrong = nn.LSTM(lstm.input_size, lstm.hidden_size)
    wrong.load_state_dict({name: reorder(value, order) for name, value in lstm.state_dict().items()})
    return wrong


def train(task: str, seed: int, settings: dict[str, Any]) -> tuple[nn.LSTM, nn.Linear]:
    """An LSTM and its readout, trained on fresh sentences; the last hidden state gives the answer."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    H, updates = settings["H"], settings["updates"][task]
    lstm, readout = nn.LSTM(nouns.WORDS, H), nn.Linear(H, 1)
    for bias, value in ((lstm.bias_ih_l0, settings["forget_bias"]), (lstm.bias_hh_l0, 0.0)):
        bias.data[H : 2 * H] = value
    weights = [*lstm.parameters(), *readout.parameters()]
    adam = torch.optim.Adam(weights, lr=settings["learning_rate"])
    schedule = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.01, updates)
    loss = nn.BCEWithLogitsLoss() if task == "number" else nn.MSELoss()
    for _ in range(updates):
        batch = nouns.draw(task, settings["T"], settings["batch"], generator)
        adam.zero_grad()
        loss(readout(lstm(batch.x)[0][-1])[:, 0], batch.y).backward()
        nn.utils.clip_grad_norm_(weights, settings["clip_norm"])
        adam.step()
        schedule.step()
    return lstm, readout


@torch.no_grad()
def share_right(task: str, lstm: nn.LSTM, readout: nn.Linear, batch: Batch) -> float:
    """The share of sentences with the right answer: the sign for the number, the nearest whole number for the count."""
    said = readout(lstm(batch.x)[0][-1])[:, 0]
    answer = (said > 0).float() if task == "number" else said.round()
    return (answer == batch.y).float().mean().item()


@torch.no_grad()
def signs_kept(lstm: nn.LSTM, order: str, batch: Batch) -> float:
    """The share of the last cell state's numbers that have the right sign when the blocks are read in `order`."""
    (right, wrong) = (model(batch.x)[1][1] for model in (lstm, read_as(lstm, order)))
    return (right.sign() == wrong.sign()).float().mean().item()


@torch.no_grad()
def untrained_change(order: str, seed: int, settings: dict[str, Any]) -> float:
    """Mean change of |h| over all steps, as a share of mean |h|, in a fresh nn.LSTM with its default weights."""
    torch.manual_seed(seed)
    lstm = nn.LSTM(nouns.WORDS, settings["H"])
    generator = torch.Generator().manual_seed(1000 + seed)
    x = nouns.draw("number", settings["T"], settings["test_sentences"], generator).x
    right, wrong = lstm(x)[0], read_as(lstm, order)(x)[0]
    return ((wrong - right).abs().mean() / right.abs().mean()).item()


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """Per task the share right, by order and group of orders, that of the commonest answer, and the signs kept."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # small products: a second thread only adds noise to the last digit
    try:
        results, jobs = {}, _jobs(settings)
        for task in nouns.TASKS:
            by_order, signs = ({order: [] for order in ORDERS} for _ in range(2))
            baseline = []
            for seed in settings["seeds"]:
                lstm, readout = train(task, seed, settings)
                generator = torch.Generator().manual_seed(1000 + seed)
                test = nouns.draw(task, settings["T"], settings["test_sentences"], generator)
                baseline.append((test.y == test.y.mode().values).float().mean().item())
                for order in ORDERS:
                    by_order[order].append(share_right(task, read_as(lstm, order), readout, test))
                    signs[order].append(signs_kept(lstm, order, test))
                progress(next(jobs), f"{task}, seed {seed}")
            results[task] = _summary(by_order) | {"baseline": spread(baseline), "signs_kept": _summary(signs)}
        change = {order: [untrained_change(order, seed, settings) for seed in settings["seeds"]] for order in ORDERS}
        return results | {"untrained_change": _summary(change)}
    finally:
        torch.set_num_threads(threads)


def _summary(by_order: dict[str, list[float]]) -> dict[str, Any]:
    """By order; and for each group of wrong orders its mean (a value a seed), its lowest and its highest value."""
    summary = {"order": {order: spread(values) for order, values in by_order.items()}}
    for name, group in (("gates_only", GATES_ONLY), ("candidate_moved", MOVED)):
        values = [by_order[order] for order in group]
        summary[name] = {
            "mean_over_orders": spread([sum(seed) / len(seed) for seed in zip(*values, strict=True)]),
            "lowest": rounded(min(map(min, values))),
            "highest": rounded(max(map(max, values))),
        }
    return summary


def _jobs(settings: dict[str, Any]) -> Iterator[float]:
    total = len(nouns.TASKS) * len(settings["seeds"])
    return (done / total for done in range(1, total + 1))
