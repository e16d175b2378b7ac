"""Cut a state in the middle of a sequence, or put another sequence's in its place: whose answer comes out?

Between step T/2 and the next lies exactly one marked value of each half, so all that the sum needs from the first half
is in (h, c) there. A cut sets a state to 0, which the network has never met; a swap gives it a state that is real, only
of another sequence. The hybrid target of a swap is the other's first value, and the sequence's own second.
"""

import torch

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.q06_cell_state.sum_or_last import Batch, target


@torch.no_grad()
def errors(network: Recurrent, task: str, batch: Batch, unit: int) -> dict[str, float]:
    """Mean squared errors of the answers after each intervention at T/2.

    `intact`; `cut_h`, `cut_c` and `cut_unit` (of c, one unit alone) against the sequence's own target;
    `cut_h_from_there` takes h from the gates at every later step as well, and `mean_h_from_there` shows them the mean
    over the batch instead: what a bias could give, without what h says of the sequence. `swap_h`, `swap_c`,
    `swap_unit` and `swap_others` (of c, every unit but one) have `own` and `hybrid`, one for each target. The other
    sequence is the next one of the batch. For the last value the two targets are the same.
    """
    rest, h, c, one = _middle(network, batch, unit)
    other_h, other_c = h.roll(1, 0), c.roll(1, 0)
    seen = torch.cat([h[None], network.layer(rest, (h[None], c[None]))[0][:-1]])
    hybrid = target(task, torch.stack([batch.values[0].roll(1), batch.values[1]]))

    def error(h: torch.Tensor, c: torch.Tensor, wanted: torch.Tensor) -> float:
        hs, _ = network.layer(rest, (h[None].contiguous(), c[None].contiguous()))
        return (network.readout(hs[-1])[:, 0] - wanted).square().mean().item()

    swaps = {
        "h": (other_h, c),
        "c": (h, other_c),
        "unit": (h, torch.where(one, other_c, c)),
        "others": (h, torch.where(one, c, other_c)),
    }
    found = {
        "intact": error(h, c, batch.y),
        "cut_h": error(0 * h, c, batch.y),
        "cut_c": error(h, 0 * c, batch.y),
        "cut_unit": error(h, torch.where(one, 0.0, c), batch.y),
        "cut_h_from_there": _shown(network, rest, c, torch.zeros_like(seen), batch.y),
        "mean_h_from_there": _shown(network, rest, c, seen.mean(1, keepdim=True).expand_as(seen), batch.y),
    }
    for name, (new_h, new_c) in swaps.items():
        found[f"swap_{name}_own"] = error(new_h, new_c, batch.y)
        found[f"swap_{name}_hybrid"] = error(new_h, new_c, hybrid)
    return found


@torch.no_grad()
def last_c(network: Recurrent, batch: Batch, unit: int) -> torch.Tensor:
    """The last cell states (B, H) when c of `unit` alone is the next sequence's at T/2."""
    rest, h, c, one = _middle(network, batch, unit)
    return network.layer(rest, (h[None], torch.where(one, c.roll(1, 0), c)[None]))[1][1][0]


def _middle(network: Recurrent, batch: Batch, unit: int) -> tuple[torch.Tensor, ...]:
    """The steps after T/2, h and c (B, H) there, and which of the H units is `unit`."""
    half = len(batch.x) // 2
    h, c = (state[0] for state in network.layer(batch.x[:half])[1])
    return batch.x[half:], h, c, torch.arange(c.shape[1]) == unit


def _shown(network: Recurrent, rest: torch.Tensor, c: torch.Tensor, hs: torch.Tensor, wanted: torch.Tensor) -> float:
    """The error when the four maps find hs (steps, B, H) at the later steps; the readout still reads the last h."""
    c = c[None]
    for x, h in zip(rest, hs, strict=True):
        last, (_, c) = network.layer(x[None], (h[None].contiguous(), c))
    return (network.readout(last[0])[:, 0] - wanted).square().mean().item()
