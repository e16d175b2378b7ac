"""Eleven checks of a sequence training, each a few lines and at most seconds, to run before the real training.

A check takes an untrained training and a batch, and returns a number and whether it is alarming. They know a training
by five things: `model` (with `embedding` and `lstm`), `draw`, `logits(x)`, `loss(x, y)` and `update(x, y)`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from math import log
from typing import NamedTuple

import torch

from scripts.experiments.networks.stacked import of_layer, steps
from scripts.experiments.q41_debugging_training.keyed_sentences import ASK, BODY, PAD, SYMBOLS
from scripts.experiments.q41_debugging_training.small_training import Training


class Finding(NamedTuple):
    """What a check measured, and whether it is alarming."""

    value: float
    alarm: bool


Make = Callable[[], Training]
EXACT = 1e-5  # float32 sums in another order differ by less
FEW, LENGTH = 5, 13  # no common factor: a view in place of a transpose must not fall on the borders of rows


def batch(training: Training, count: int = 32) -> tuple[torch.Tensor, torch.Tensor]:
    """The batch that every check of this training looks at."""
    return training.draw(count, torch.Generator().manual_seed(7))


def first_loss(make: Make) -> Finding:
    """Untrained, all classes are about equally likely: the loss is ln V within a tenth."""
    training = make()
    ratio = training.loss(*batch(training)).item() / log(SYMBOLS)
    return Finding(ratio, not 0.9 < ratio < 1.1)


def targets(make: Make) -> Finding:
    """At real steps the target is the next input: the share of them where it is not."""
    x, y = batch(make())
    x, y = x[:, 1:], y[:, : x.shape[1] - 1]
    wrong = (x[:, : y.shape[1]] != y)[x[:, : y.shape[1]] != PAD].double().mean().item()
    return Finding(wrong, wrong > 0)


@torch.no_grad()
def future(make: Make) -> Finding:
    """Change the second half of the inputs: no output of the first half may move."""
    training = make()
    x = _sentences()
    changed = x.clone()
    half = LENGTH // 2
    changed[:, half:] = changed[:, half:].flip(0)
    moved = _moved(training, x, changed, (slice(None), slice(half)))
    return Finding(moved, moved > EXACT)


@torch.no_grad()
def others(make: Make) -> Finding:
    """Change all sequences but the last, where a run along the batch would end: its outputs may not move."""
    training = make()
    x = _sentences()
    changed = x.clone()
    changed[:-1] = changed[:-1].flip(1)
    moved = _moved(training, x, changed, (-1,))
    return Finding(moved, moved > EXACT)


@torch.no_grad()
def twice(make: Make) -> Finding:
    """Ask twice: the answer may not move. In training mode switch dropout off first."""
    training = make()
    x = _sentences()
    moved = _moved(training, x, x, ())
    return Finding(moved, moved > EXACT)


@torch.no_grad()
def padding(make: Make) -> Finding:
    """Append five columns of padding to inputs and targets: the loss may not move."""
    training = make()
    x, y = batch(training)
    pads = torch.full((len(x), 5), PAD)
    moved = abs(training.loss(x, y) - training.loss(torch.cat([x, pads], 1), torch.cat([y, pads], 1))).item()
    return Finding(moved, moved > EXACT)


def reach(make: Make) -> Finding:
    """The last output's gradient at the first input over that at the last input, by all paths through time."""
    training = make()
    kept = []
    hook = training.model.embedding.register_forward_hook(lambda _, __, out: kept.append(out))
    output = training.logits(_sentences())[0, -1].square().sum()
    hook.remove()
    gradient = torch.autograd.grad(output, kept[0])[0][0]
    first, last = gradient[0].norm().item(), gradient[-1].norm().item()
    return Finding(first / last, first / last < 1e-6)


def step_size(make: Make) -> Finding:
    """One update moves every matrix, and none by more than its own length: the change that is worst in either way."""
    training = make()
    before = {name: p.detach().clone() for name, p in training.model.named_parameters() if p.dim() > 1}
    training.update(*batch(training))
    now = dict(training.model.named_parameters())
    changes = [((now[name] - old).norm() / old.norm()).item() for name, old in before.items()]
    worst = max(changes) if min(changes) > 1e-6 else 0.0
    return Finding(worst, not 1e-6 < worst < 1.0)


def own_gradient(make: Make) -> Finding:
    """The gradient of the second update is that of its own batch: 1 minus the cosine between them."""
    training = make()
    training.update(*batch(training))
    weights = list(training.model.parameters())
    x, y = training.draw(32, torch.Generator().manual_seed(8))
    right = torch.autograd.grad(training.loss(x, y), weights)
    training.update(x, y)
    flat = [torch.cat([g.flatten() for g in gradients]) for gradients in (right, [p.grad for p in weights])]
    apart = 1 - torch.cosine_similarity(*flat, dim=0).item()
    return Finding(apart, apart > 0.001)


@torch.no_grad()
def gates(make: Make) -> Finding:
    """The share of saturated values (below 0.05 or above 0.95) in the gate that has most: at most half."""
    shares = saturation(make())
    worst = max(shares.values())
    return Finding(worst, worst > 0.5)


def overfit(make: Make, updates: int = 200) -> Finding:
    """Train on one batch of eight sentences alone: the loss has to come to the batch's floor, and not below it.

    The value is the loss less the floor.
    """
    training = make()
    x, y = batch(training, 8)
    above = [training.update(x, y) for _ in range(updates)][-1] - floor(x, y)
    return Finding(above, not -0.01 < above < 0.05)


def floor(x: torch.Tensor, y: torch.Tensor) -> float:
    """Nats a target below which no function of the past gets on this batch: its sentences share beginnings."""
    after: dict[tuple[int, ...], Counter[int]] = defaultdict(Counter)
    for row, wanted in zip(x.tolist(), y.tolist(), strict=True):
        for t, symbol in enumerate(wanted):
            if symbol != PAD:
                after[tuple(row[: t + 1])][symbol] += 1
    nats = [-n * log(n / counts.total()) for counts in after.values() for n in counts.values()]
    return sum(nats) / sum(counts.total() for counts in after.values())


CHECKS: dict[str, Callable[[Make], Finding]] = {
    "first_loss": first_loss,
    "targets": targets,
    "future": future,
    "others": others,
    "twice": twice,
    "padding": padding,
    "reach": reach,
    "gates": gates,
    "step_size": step_size,
    "own_gradient": own_gradient,
    "overfit": overfit,
}


@torch.no_grad()
def saturation(training: Training) -> dict[str, float]:
    """The share of values below 0.05 or above 0.95 of gates i, f and o, at real steps of the batch."""
    x = batch(training)[0].T
    each = [step.gates for step in steps(of_layer(training.model.lstm), training.model.embedding(x))]
    shares = {}
    for gate in "ifo":
        values = torch.cat([getattr(gates, gate) for gates in each])[x != PAD]
        shares[gate] = ((values < 0.05) | (values > 0.95)).double().mean().item()
    return shares


def _sentences() -> torch.Tensor:
    """Random symbols without padding, (FEW, LENGTH): a check of the network alone needs no grammar."""
    return torch.randint(ASK, BODY.stop, (FEW, LENGTH), generator=torch.Generator().manual_seed(7))


def _moved(training: Training, x: torch.Tensor, changed: torch.Tensor, where: tuple) -> float:
    return (training.logits(x)[where] - training.logits(changed)[where]).abs().max().item()
