"""The time of a minLSTM's recurrence, as a loop and as a scan: PyTorch, float32, one core, forward alone.

a and b are there already, as their products batch in both ways. `small` is one narrow sequence, where a step of the
loop is mostly overhead; `large` is a wide batch, where the scan's extra products and copies weigh. In each repeat the
two take turns, several passes each, and the fastest counts, since other programs can only slow a pass down. Only the
ratio is recorded, for seconds belong to the machine.
"""

from collections.abc import Callable
from time import process_time
from typing import Any

import torch

from scripts.experiments.q49_recent_advances.four_cells import scan
from scripts.experiments.records.spread import spread
from scripts.reference import minlstm

QUESTION = "Is a parallel scan faster than the loop on one core?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],  # repeats of the timing
    "sizes": {"small": {"T": 512, "B": 1, "H": 64}, "large": {"T": 100, "B": 32, "H": 512}},
    "passes": 9,
}
MEASURES_TIME = True


def loop(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Every h_t = a_t h_{t-1} + b_t from h_0 = 0, one after the other."""
    h, hs = torch.zeros_like(b[0]), []
    for a_t, b_t in zip(a.unbind(0), b.unbind(0), strict=True):
        h = torch.addcmul(b_t, a_t, h)
        hs.append(h)
    return torch.stack(hs)


def seconds(way: Callable[[torch.Tensor, torch.Tensor], torch.Tensor], a: torch.Tensor, b: torch.Tensor) -> float:
    """The processor time of one pass."""
    begun = process_time()
    way(a, b)
    return process_time() - begun


def loop_over_scan(seed: int, size: dict[str, int], passes: int) -> float:
    """How many times longer the loop takes than the scan, each by its fastest pass."""
    generator = torch.Generator().manual_seed(seed)
    a, b = torch.rand(2, size["T"], size["B"], size["H"], generator=generator)
    taken = [[seconds(way, a, b) for way in (loop, scan)] for _ in range(passes + 1)][1:]  # the first allocates
    loops, scans = zip(*taken, strict=True)
    return min(loops) / min(scans)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """By size, the loop's time over the scan's, and the rounds of the scan."""
    results: dict[str, Any] = {}
    for done, (name, size) in enumerate(settings["sizes"].items(), 1):
        ratios = [loop_over_scan(seed, size, settings["passes"]) for seed in settings["seeds"]]
        results[name] = {"rounds": minlstm.rounds(size["T"]), "loop_over_scan": spread(ratios)}
        progress(done / len(settings["sizes"]), f"{name}: {ratios}")
    return results
