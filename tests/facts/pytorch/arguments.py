"""PyTorch's defaults, read off layers that were made without the argument, and what the functions of training do."""

import numpy as np
import torch
from torch import nn

from tests.facts.probes import TORCH, seen

KINDS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}
COMMON = ("num_layers", "bias", "batch_first", "bidirectional")


@TORCH(*(f"{kind}.{name}" for kind in KINDS for name in COMMON), "lstm.proj_size")
def _(name):
    kind, argument = name.split(".")
    return getattr(KINDS[kind](3, 4), argument)


@TORCH(*(f"{kind}.dropout.default" for kind in KINDS))
def _(name):
    return KINDS[name.partition(".")[0]](3, 4).dropout


@TORCH("gru.proj_size")
def _():
    try:
        nn.GRU(3, 4, proj_size=2)
    except (TypeError, ValueError):
        return "none"
    return "an argument"


def with_gradients(*gradients: list[float]) -> list[nn.Parameter]:
    parameters = [nn.Parameter(torch.zeros(len(gradient))) for gradient in gradients]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = torch.tensor(gradient)
    return parameters


@TORCH("clip.returns")
def _():
    norm = nn.utils.clip_grad_norm_(with_gradients([3.0, 4.0]), 1.0).item()
    return seen(round(norm, 3), {5.0: "the norm before clipping", 1.0: "the norm after clipping"})


@TORCH("clip.norm_type")
def _():
    norm = nn.utils.clip_grad_norm_(with_gradients([3.0, 4.0]), 1.0).item()
    return next(p for p in (1.0, 2.0, np.inf) if abs(np.linalg.norm([3.0, 4.0], p) - norm) < 1e-5)


@TORCH("clip.over")
def _():
    parameters = with_gradients([3.0, 0.0], [4.0])
    nn.utils.clip_grad_norm_(parameters, 1.0)
    left = tuple(round(parameter.grad.norm().item(), 3) for parameter in parameters)
    return seen(left, {(0.6, 0.8): "all parameters together", (1.0, 1.0): "each parameter on its own"})


@TORCH("clip.error_if_nonfinite")
def _():
    try:
        nn.utils.clip_grad_norm_(with_gradients([float("nan"), 4.0]), 1.0)
    except RuntimeError:
        return True
    return False


@TORCH("clip.nan")
def _():
    parameters = with_gradients([float("nan"), 4.0], [1.0])
    nn.utils.clip_grad_norm_(parameters, 1.0)
    return seen(bool(torch.cat([p.grad for p in parameters]).isnan().all()), {True: "every gradient NaN"})


@TORCH("clip_value.does")
def _():
    (parameter,) = with_gradients([3.0, -0.5])
    nn.utils.clip_grad_value_([parameter], 1.0)
    return seen(tuple(parameter.grad.tolist()), {(1.0, -0.5): "each component on its own"})


def plateau() -> torch.optim.lr_scheduler.ReduceLROnPlateau:
    return torch.optim.lr_scheduler.ReduceLROnPlateau(torch.optim.SGD(with_gradients([1.0]), lr=1.0))


def rates(metrics: list[float]) -> list[float]:
    """The rate after each step of the scheduler."""
    scheduler, found = plateau(), []
    for metric in metrics:
        scheduler.step(metric)
        found.append(scheduler.optimizer.param_groups[0]["lr"])
    return found


@TORCH("plateau.mode")
def _():
    falling, rising = rates([-float(k) for k in range(20)])[-1], rates([float(k) for k in range(20)])[-1]
    return "min" if falling == 1.0 > rising else "max"


@TORCH("plateau.factor")
def _():
    return next(rate for rate in rates([1.0] * 20) if rate < 1.0)


@TORCH("plateau.patience")
def _():
    return sum(rate == 1.0 for rate in rates([1.0] * 20)) - 1  # the first value is the best so far


LOGITS = torch.tensor([[2.0, 0.0, -1.0], [0.5, 1.0, 0.0]])


def cross_entropy(targets: list[int], **arguments) -> float:
    return nn.CrossEntropyLoss(**arguments)(LOGITS, torch.tensor(targets)).item()


@TORCH("cross_entropy.ignore_index")
def _():
    first = nn.functional.cross_entropy(LOGITS[:1], torch.tensor([0])).item()
    return next(k for k in range(-200, 0) if _counts_alone(k, first))


def _counts_alone(index: int, first: float) -> bool:
    try:
        return abs(cross_entropy([0, index]) - first) < 1e-6
    except IndexError:  # no class has this number
        return False


@TORCH("cross_entropy.reduction")
def _():
    each = nn.functional.cross_entropy(LOGITS, torch.tensor([0, 1]), reduction="none")
    return seen(abs(cross_entropy([0, 1]) - each.mean().item()) < 1e-6, {True: "mean"})


@TORCH("cross_entropy.mean_over")
def _():
    same = abs(cross_entropy([0, -100]) - cross_entropy([0, -100], reduction="sum")) < 1e-6
    return "targets that are not ignored" if same else "all targets"


@TORCH("cross_entropy.input")
def _():
    by_hand = -torch.log_softmax(LOGITS, 1)[[0, 1], [0, 1]].mean().item()
    return seen(abs(cross_entropy([0, 1]) - by_hand) < 1e-6, {True: "logits"})


@TORCH("cross_entropy.classes")
def _():
    scores, targets = torch.randn(2, 4, 3), torch.ones(2, 3, dtype=torch.long)  # (B, C, T) and (B, T)
    flat = nn.functional.cross_entropy(scores.swapaxes(1, 2).reshape(6, 4), targets.flatten())
    return seen(torch.allclose(nn.functional.cross_entropy(scores, targets), flat), {True: "second axis"})


TORCH.default("cross_entropy.label_smoothing", nn.CrossEntropyLoss)


@TORCH("zero_grad.set_to_none")
def _():
    parameters = with_gradients([1.0])
    torch.optim.SGD(parameters, lr=1.0).zero_grad()
    return parameters[0].grad is None


@TORCH("backward.gradients")
def _():
    parameter = nn.Parameter(torch.ones(1))
    for _ in range(2):
        (3 * parameter).sum().backward()
    return seen(parameter.grad.item(), {6.0: "added", 3.0: "replaced"})


@TORCH("adam.lr", "adam.weight_decay", "adamw.weight_decay", "sgd.momentum")
def _(name):
    kind, argument = name.split(".")
    made = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "sgd": torch.optim.SGD}[kind]
    return made(with_gradients([1.0])).param_groups[0][argument]
