"""What a forget gate is for: a stream that is never reset, with the gate as it is and with the gate fixed at 1.

After the continual benchmarks of Gers, Schmidhuber & Cummins (2000), in miniature: segments follow one another without
a mark of where the state could be cleared from outside. Each begins with one of two symbols, goes on with three others,
and ends with a query. At the query, one task asks for the first symbol, which a new segment can overwrite; the other
asks how often one of the three has come since the segment began, which must start again from zero. Streams are longer
in the test than in training.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import nn
from torch.nn.functional import mse_loss

from scripts.experiments.records.spread import spread

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
TASKS = ("recall", "count")
CELLS = ("learned", "fixed_at_one")
COUNTED = 3  # the first of the symbols that come in between
SMALL = 10.0  # a cell state above is as good as a constant to the hidden state: tanh(10) is 1 to eight digits
OPEN = 100.0  # a bias whose sigmoid is 1 in float32, to the last bit


class Streams(NamedTuple):
    """B streams of T steps."""

    x: torch.Tensor  # (T, B, 3 + distractors)  one-hot: first symbol A or B, query, distractors
    y: dict[str, torch.Tensor]  # (T, B) a task: 1 if the segment began with B; how many counted symbols it has had
    starts: torch.Tensor  # (T, B)  whether a segment begins
    asked: torch.Tensor  # (T, B)  whether the step is a query


def draw(T: int, B: int, settings: dict[str, Any], generator: torch.Generator) -> Streams:
    """B streams of T steps of fresh segments."""
    at = torch.zeros(B, dtype=torch.long)  # steps into the segment
    length = torch.zeros(B, dtype=torch.long)
    first = torch.zeros(B, dtype=torch.long)
    count = torch.zeros(B, dtype=torch.long)
    symbols, firsts, counts, starts, asked = [], [], [], [], []
    for _ in range(T):
        begins = at >= length
        fresh = torch.randint(settings["least_segment"], settings["longest_segment"] + 1, (B,), generator=generator)
        length = torch.where(begins, fresh, length)
        first = torch.where(begins, torch.randint(0, 2, (B,), generator=generator), first)
        at = torch.where(begins, 0, at)
        ends = at == length - 1
        noise = 3 + torch.randint(0, settings["distractors"], (B,), generator=generator)
        symbols.append(torch.where(begins, first, torch.where(ends, 2, noise)))
        count = torch.where(begins, 0, count) + (symbols[-1] == COUNTED)
        firsts.append(first)
        counts.append(count)
        starts.append(begins)
        asked.append(ends)
        at = at + 1
    x = nn.functional.one_hot(torch.stack(symbols), 3 + settings["distractors"]).float()
    y = {"recall": torch.stack(firsts).float(), "count": torch.stack(counts).float()}
    return Streams(x, y, torch.stack(starts), torch.stack(asked))


def train(task: str, cell: str, seed: int, settings: dict[str, Any]) -> tuple[nn.LSTM, nn.Linear]:
    """An LSTM and its readout; `fixed_at_one` holds the forget gate at 1 in every step, and its weights at 0."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    H = settings["H"]
    lstm, readout = nn.LSTM(3 + settings["distractors"], H), nn.Linear(H, 1)
    forget = slice(H, 2 * H)
    with torch.no_grad():
        lstm.bias_ih_l0[forget] = settings["forget_bias"] if cell == "learned" else OPEN
        lstm.bias_hh_l0[forget] = 0.0
        if cell == "fixed_at_one":
            lstm.weight_ih_l0[forget] = 0.0
            lstm.weight_hh_l0[forget] = 0.0
    weights = [*lstm.parameters(), *readout.parameters()]
    adam = torch.optim.Adam(weights, settings["rate"])
    schedule = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.01, settings["updates"])
    for _ in range(settings["updates"]):
        streams = draw(settings["T"], settings["batch"], settings, generator)
        said = readout(lstm(streams.x)[0])[..., 0]
        adam.zero_grad()
        mse_loss(said[streams.asked], streams.y[task][streams.asked]).backward()
        if cell == "fixed_at_one":
            for parameter in lstm.parameters():
                parameter.grad[forget] = 0.0
        nn.utils.clip_grad_norm_(weights, settings["clip"])
        adam.step()
        schedule.step()
    return lstm, readout


@torch.no_grad()
def forget_gates(lstm: nn.LSTM, x: torch.Tensor, hs: torch.Tensor) -> torch.Tensor:
    """The forget gates (T, B, H) of a run over x (T, B, ·) from zero states with hidden states hs (T, B, H)."""
    block = slice(lstm.hidden_size, 2 * lstm.hidden_size)
    before = torch.cat([torch.zeros_like(hs[:1]), hs[:-1]])
    W, U, b, b_h = (parameter[block] for parameter in lstm.parameters())
    return torch.sigmoid(x @ W.T + before @ U.T + b + b_h)


@torch.no_grad()
def cell_states(lstm: nn.LSTM, x: torch.Tensor) -> torch.Tensor:
    """The cell states (T, B, H) of a run over x (T, B, ·) from zero states, of which nn.LSTM returns the last alone."""
    state, cs = None, []
    for step in x:
        _, state = lstm(step[None], state)
        cs.append(state[1][0])
    return torch.stack(cs)


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
def measure(task: str, lstm: nn.LSTM, readout: nn.Linear, streams: Streams, window: int) -> dict[str, float]:
    """Accuracy at the queries of the first and of the last `window` steps, the cell's size, and the gates."""
    hs, cs = lstm(streams.x)[0], cell_states(lstm, streams.x)
    right = (readout(hs)[..., 0].round() == streams.y[task]).float()
    gates = forget_gates(lstm, streams.x, hs)
    inside = ~streams.starts
    widest = gates[inside].mean(0).argmax()  # the unit that keeps most within a segment
    return {
        "early": right[:window][streams.asked[:window]].mean().item(),
        "late": right[-window:][streams.asked[-window:]].mean().item(),
        "early_c": cs[window - 1].abs().amax(-1).mean().item(),
        "late_c": cs[-1].abs().amax(-1).mean().item(),
        "small_units": (cs[-1].abs().mean(0) < SMALL).sum().item(),
        "clearing": clearing(cs, streams.starts),
        "gate_at_start": gates[streams.starts].mean(0)[widest].item(),
        "gate_inside": gates[inside].mean(0)[widest].item(),
        "baseline": (streams.y[task][streams.asked] == streams.y[task][streams.asked].mode().values)
        .float()
        .mean()
        .item(),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each task and cell: accuracy early and late in a stream, largest |c| of a unit early and late, mean gates.

    `small_units` counts the units that are not run away at the end, `clearing` is the strongest reset (see there).
    `gate_at_start` and `gate_inside` are those of the unit that keeps most inside a segment: where one begins, and at
    all other steps. `baseline` is the accuracy of the commonest answer.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # small products: a second thread only adds noise to the last digit
    try:
        results: dict[str, Any] = {}
        jobs = [(task, cell) for task in TASKS for cell in CELLS]
        for j, (task, cell) in enumerate(jobs):
            measured: list[dict[str, float]] = []
            for s, seed in enumerate(settings["seeds"], 1):
                lstm, readout = train(task, cell, seed, settings)
                generator = torch.Generator().manual_seed(1000 + seed)
                streams = draw(settings["test_T"], settings["test_streams"], settings, generator)
                measured.append(measure(task, lstm, readout, streams, settings["window"]))
                share = (j * len(settings["seeds"]) + s) / (len(jobs) * len(settings["seeds"]))
                progress(share, f"{task}, {cell}, seed {seed}: late accuracy {measured[-1]['late']:.3f}")
            results.setdefault(task, {})[cell] = {name: spread([one[name] for one in measured]) for name in measured[0]}
        return results
    finally:
        torch.set_num_threads(threads)
