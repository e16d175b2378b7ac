"""Associative recall: how many pairs of key and value an LSTM of each size recalls, beside an attention lookup.

A sequence shows P pairs, one per step, and then asks for every key. Training begins with 2 pairs; whenever a batch is
answered well, the next has one pair more. One LSTM per seed serves all numbers of pairs. The smallest is also trained
for longer, so that what more training brings can be told from what more units bring. Every batch is fresh, so the
training cannot be learned by heart. The control is one attention head without recurrence: a softmax over the P steps
of the product of query and key.

`right` is the share of the values named, by P; `pairs` the number of pairs, between those tested, at which the share
falls below `well`; `pairs_by_quarter` the same after each quarter of the training. Baselines: `guess`, one value in 16,
and `commonest`, the value shown most often in the sequence, whatever is asked.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import associative_recall as recall
from scripts.experiments.training.fit import fit
from scripts.experiments.training.processes import finished

QUESTION = "How many pairs does an LSTM recall, by the size of its state, and is it the state or the training?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "H": [32, 64, 128],
    "forget_bias": 1.0,
    "pairs": [1, 2, 3, 4, 6, 8, 12, 16, 24, 32],
    "first": 2,  # pairs in the first batches
    "well": 0.9,  # share right
    "updates": 1000,
    "longer": {"H": 32, "updates": 3000},
    "rate": 0.05,  # falls linearly to a hundredth
    "clip": 1.0,
    "batch": 32,
    "test": 512,  # sequences for each number of pairs
    "lookup": {"width": 32, "updates": 120},
}


class Lookup(nn.Module):
    """One attention head over the P steps that show a pair; nothing is carried from step to step."""

    def __init__(self, width: int, seed: int) -> None:
        """All maps start as PyTorch starts them."""
        super().__init__()
        torch.manual_seed(seed)
        self.query, self.key, self.value = (nn.Linear(recall.WIDTH, width, bias=False) for _ in range(3))
        self.readout = nn.Linear(width, recall.VALUES)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Outputs (P, B, VALUES) at the questions, from x (2P, B, WIDTH)."""
        shown, asked = x.transpose(0, 1).chunk(2, dim=1)
        scores = self.query(asked) @ self.key(shown).mT  # (B, P, P)
        return self.readout(scores.softmax(-1) @ self.value(shown)).transpose(0, 1)


def lstm(H: int, seed: int, settings: dict[str, Any]) -> Recurrent:
    """An untrained LSTM of H units."""
    return start("lstm", recall.WIDTH, H, recall.VALUES, seed, forget_bias=settings["forget_bias"])


def tests(settings: dict[str, Any]) -> dict[int, recall.Batch]:
    """The same test sequences for all networks, by number of pairs."""
    return {P: recall.draw(P, settings["test"], torch.Generator().manual_seed(1000 + P)) for P in settings["pairs"]}


def shares(network: nn.Module, settings: dict[str, Any]) -> list[float]:
    """The share right for each number of pairs."""
    with torch.no_grad():
        return [recall.share_right(network(test.x), test) for test in tests(settings).values()]


def pairs_well(right: list[float], settings: dict[str, Any]) -> float:
    """The number of pairs at which the share right first falls below `well`, between two tested by a straight line."""
    well, counts = settings["well"], settings["pairs"]
    for n in range(1, len(right)):
        if right[n] < well <= right[n - 1]:
            return counts[n - 1] + (counts[n] - counts[n - 1]) * (right[n - 1] - well) / (right[n - 1] - right[n])
    return float(counts[-1] if right[0] >= well else 0)


def measure(network: nn.Module, updates: int, seed: int, settings: dict[str, Any]) -> dict[str, Any]:
    """Train one network, and return its shares right and how many pairs it recalls well after each quarter."""
    generator, P, quarters = torch.Generator().manual_seed(seed), settings["first"], []

    def loss_of_a_batch() -> torch.Tensor:
        nonlocal P
        batch = recall.draw(P, settings["batch"], generator)
        outputs = network(batch.x)
        if recall.share_right(outputs.detach(), batch) >= settings["well"]:
            P = min(P + 1, max(settings["pairs"]))
        return recall.loss(outputs, batch)

    def each_quarter(n: int, loss: float) -> bool:
        if n % (updates // 4) == 0:
            quarters.append(pairs_well(shares(network, settings), settings))
        return False

    fit(network, loss_of_a_batch, settings | {"updates": updates}, each_quarter, falling=True)
    return {"right": shares(network, settings), "quarters": quarters}


def summary(made: list[dict[str, Any]], settings: dict[str, Any]) -> dict[str, Any]:
    """Spreads over the seeds."""
    by_quarter = zip(*(one["quarters"] for one in made), strict=True)
    return {
        "right": {str(P): spread([one["right"][n] for one in made]) for n, P in enumerate(settings["pairs"])},
        "pairs": spread([pairs_well(one["right"], settings) for one in made]),
        "pairs_by_quarter": [spread(list(quarter)) for quarter in by_quarter],
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The baselines, and what the lookup, every LSTM and the longest trained recall."""
    long, head = settings["longer"], settings["lookup"]
    jobs = {("longer", seed): (lstm(long["H"], seed, settings), long["updates"]) for seed in settings["seeds"]}
    for H in sorted(settings["H"], reverse=True):
        jobs |= {(str(H), seed): (lstm(H, seed, settings), settings["updates"]) for seed in settings["seeds"]}
    jobs |= {("lookup", seed): (Lookup(head["width"], seed), head["updates"]) for seed in settings["seeds"]}
    work = {name: (measure, (*job, name[1], settings)) for name, job in jobs.items()}
    made: dict[tuple[str, int], dict[str, Any]] = {}
    for name, result in finished(work):
        made[name] = result
        progress(len(made) / len(jobs), f"{name}: {pairs_well(result['right'], settings):.1f} pairs")
    names = dict.fromkeys(name for name, _ in jobs)
    return {
        "guess": rounded(1 / recall.VALUES),
        "commonest": {str(P): rounded(recall.commonest(test)) for P, test in tests(settings).items()},
        "parameters": {
            name: sum(p.numel() for p in jobs[name, settings["seeds"][0]][0].parameters()) for name in names
        },
        **{name: summary([made[name, seed] for seed in settings["seeds"]], settings) for name in names},
    }
