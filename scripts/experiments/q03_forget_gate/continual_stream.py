"""What a forget gate is for: a stream that is never reset, with the gate as it is and with the gate fixed at 1.

After the continual benchmarks of Gers, Schmidhuber & Cummins (2000), in miniature; the two tasks are those of
`segment_streams`. Streams are longer in the test than in training.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import mse_loss

from scripts.experiments.networks.recurrent import Recurrent, start
from scripts.experiments.networks.stacked import of_layer, steps
from scripts.experiments.networks.starts import rows
from scripts.experiments.q03_forget_gate.segment_streams import TASKS, Streams, draw, width
from scripts.experiments.records.spread import spreads
from scripts.experiments.training.fit import fit

QUESTION = "Does an LSTM with its forget gate fixed at 1 keep working on a stream that nobody resets?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "T": 100,  # in training
    "test_T": 1000,
    "window": 100,  # accuracy is taken over the first and the last so many steps of a test stream
    "least_segment": 4,
    "longest_segment": 16,
    "distractors": 3,
    "H": 8,
    "batch": 32,
    "updates": 1000,
    "rate": 0.01,
    "clip": 1.0,
    "forget_bias": 1.0,
    "test_streams": 200,
}
CELLS = ("learned", "fixed_at_one")
SMALL = 10.0  # a cell state above is as good as a constant to the hidden state: tanh(10) is 1 to eight digits
OPEN = 100.0  # a bias whose sigmoid is 1 in float32, to the last bit


def train(task: str, cell: str, seed: int, settings: dict[str, Any]) -> Recurrent:
    """A network with one output; with `fixed_at_one` the forget gate is 1 in every step, and its weights are 0.

    No gradient gets through a gate that is 1 to the last bit, f (1 - f) = 0, so its weights and biases stay.
    """
    fixed = cell == "fixed_at_one"
    bias = OPEN if fixed else settings["forget_bias"]
    network = start("lstm", width(settings), settings["H"], 1, seed, forget_bias=bias)
    generator = torch.Generator().manual_seed(seed)
    if fixed:
        with torch.no_grad():
            for weight in (network.layer.weight_ih_l0, network.layer.weight_hh_l0):
                weight[rows(network.layer, "f")] = 0.0

    def loss_of_a_batch() -> torch.Tensor:
        streams = draw(settings["T"], settings["batch"], settings, generator)
        return mse_loss(network(streams.x)[..., 0][streams.asked], streams.y[task][streams.asked])

    fit(network, loss_of_a_batch, settings, falling=True)
    return network


@torch.no_grad()
def inside(network: Recurrent, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The cell states and the forget gates, (T, B, H) each, of a run over x (T, B, D) from zero states."""
    run = list(steps(of_layer(network.layer), x))
    return torch.cat([step.c for step in run]), torch.cat([step.gates.f for step in run])


@torch.no_grad()
def clearing(cs: torch.Tensor, starts: torch.Tensor) -> float:
    """How a unit clears itself: the correlation of what a new segment adds to c with what c held; -1 is a full reset.

    Of all units the strongest, that is the lowest. cs is (T, B, H), starts (T, B).
    """
    held = cs[:-1][starts[1:]]
    added = cs[1:][starts[1:]] - held
    both = torch.stack([held, added]) - torch.stack([held, added]).mean(dim=1, keepdim=True)
    return ((both[0] * both[1]).sum(0) / (both[0].norm(dim=0) * both[1].norm(dim=0)).clamp(min=1e-12)).min().item()


@torch.no_grad()
def measure(task: str, network: Recurrent, streams: Streams, window: int) -> dict[str, float]:
    """Accuracy at the queries of the first and of the last `window` steps, the cell's size, and the gates."""
    cs, gates = inside(network, streams.x)
    y, asked, within = streams.y[task], streams.asked, ~streams.starts
    right = (network(streams.x)[..., 0].round() == y).float()
    longest = gates[within].mean(0).argmax()  # the unit that keeps most within a segment
    return {
        "early": right[:window][asked[:window]].mean().item(),
        "late": right[-window:][asked[-window:]].mean().item(),
        "early_c": cs[window - 1].abs().amax(-1).mean().item(),
        "late_c": cs[-1].abs().amax(-1).mean().item(),
        "small_units": (cs[-1].abs().mean(0) < SMALL).sum().item(),
        "clearing": clearing(cs, streams.starts),
        "gate_at_start": gates[streams.starts].mean(0)[longest].item(),
        "gate_inside": gates[within].mean(0)[longest].item(),
        "baseline": (y[asked] == y[asked].mode().values).float().mean().item(),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each task and cell: accuracy early and late in a stream, largest |c| of a unit early and late, mean gates.

    `small_units` counts the units that are not run away at the end, `clearing` is the strongest reset (see there).
    `gate_at_start` and `gate_inside` are those of the unit that keeps most inside a segment: where one begins, and at
    all other steps. `baseline` is the accuracy of the commonest answer.
    """
    results: dict[str, Any] = {}
    jobs = [(task, cell) for task in TASKS for cell in CELLS]
    for j, (task, cell) in enumerate(jobs):
        measured: list[dict[str, float]] = []
        for s, seed in enumerate(settings["seeds"], 1):
            network = train(task, cell, seed, settings)
            generator = torch.Generator().manual_seed(1000 + seed)
            streams = draw(settings["test_T"], settings["test_streams"], settings, generator)
            measured.append(measure(task, network, streams, settings["window"]))
            share = (j * len(settings["seeds"]) + s) / (len(jobs) * len(settings["seeds"]))
            progress(share, f"{task}, {cell}, seed {seed}: late accuracy {measured[-1]['late']:.3f}")
        results.setdefault(task, {})[cell] = spreads(measured)
    return results
