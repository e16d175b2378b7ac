"""PyTorch's blocks, biases, reset gate, activations and initial values."""

import numpy as np
import torch
from torch import nn

from scripts.reference import rnn
from tests.facts.draws import D, H, drawn
from tests.facts.observations import (
    gru_activation,
    gru_order,
    gru_sample,
    lstm_activation,
    lstm_order,
    named,
    reset,
    update_keeps,
)
from tests.facts.probes import TORCH, seen
from tests.reference import oracles

KINDS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


def zeroed(kind: type, size: int = 1) -> nn.Module:
    layer = kind(size, size)
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
    return layer


def lstm_step(biases, c0):
    layer = zeroed(nn.LSTM)
    layer.bias_ih_l0.data = torch.tensor(biases, dtype=torch.float32)
    _, (h, c) = layer(torch.zeros(1, 1, 1), (torch.zeros(1, 1, 1), torch.full((1, 1, 1), float(c0))))
    return h.item(), c.item()


def gru_step(biases, h0):
    layer = zeroed(nn.GRU)
    layer.bias_ih_l0.data = torch.tensor(biases, dtype=torch.float32)
    layer.weight_hh_l0.data[candidate_block()] = 1.0
    return (layer(torch.zeros(1, 1, 1), torch.full((1, 1, 1), float(h0)))[1].item(),)


def candidate_block() -> int:
    """The block whose bias alone moves h from 0."""
    for block in range(3):
        layer = zeroed(nn.GRU)
        layer.bias_ih_l0.data[block] = 30.0
        if layer(torch.zeros(1, 1, 1))[1].item() > 0.1:
            return block
    raise AssertionError("no block moves h")


@TORCH("lstm.order")
def _():
    return lstm_order(lstm_step)


@TORCH("gru.order")
def _():
    return gru_order(gru_step)


def _named(kind: str, *parts: str) -> list[tuple[str, tuple]]:
    layer = KINDS[kind](D, H)
    return [(name, tuple(p.shape)) for name, p in layer.named_parameters() if all(part in name for part in parts)]


def lettered(shape: tuple, blocks: int) -> str:
    names = {D: "D", H: "H", blocks * H: f"{blocks}H"}
    return f"({', '.join(names[size] for size in shape)})"


@TORCH("lstm.names.input", "lstm.names.recurrent", "lstm.names.bias")
def _(name):
    parts = {"input": ("weight", "ih"), "recurrent": ("weight", "hh"), "bias": ("bias",)}[name.rpartition(".")[2]]
    return ", ".join(one for one, _ in _named("lstm", *parts))


@TORCH("lstm.shape.input", "lstm.shape.recurrent", "gru.shape.input", "gru.shape.recurrent")
def _(name):
    kind, _, part = name.split(".")
    ((_, shape),) = _named(kind, "weight", {"input": "ih", "recurrent": "hh"}[part])
    return lettered(shape, {"lstm": 4, "gru": 3}[kind])


@TORCH("lstm.biases", "gru.biases", "rnn.biases")
def _(name):
    return len(_named(name.partition(".")[0], "bias"))


@TORCH("lstm.peepholes")
def _():
    layer = nn.LSTM(D, H)
    without = 4 * H * D + 4 * H * H + 2 * 4 * H
    return seen(sum(p.numel() for p in layer.parameters()) - without, {0: "none", 3 * H: "built in"})


@TORCH("gru.reset")
def _():
    p, xs, h0 = gru_sample()
    return reset(oracles.torch_gru(p)(torch.tensor(xs), torch.tensor(h0[None]))[0].detach().numpy())


@TORCH("gru.reset_argument")
def _():
    for argument in ("reset_after", "linear_before_reset"):
        try:
            nn.GRU(2, 3, **{argument: True})
        except TypeError:
            continue
        return argument
    return "none"


@TORCH("gru.update_keeps")
def _():
    return update_keeps(gru_step)


def _init(kind: str, part: str) -> np.ndarray:
    torch.manual_seed(0)
    layers = [KINDS[kind](D, H) for _ in range(4)]
    tensors = [p for layer in layers for name, p in layer.named_parameters() if part in name]
    return torch.cat([p.detach().flatten() for p in tensors]).numpy()


_PARTS = {"input": "weight_ih", "recurrent": "weight_hh", "bias": "bias"}


@TORCH(*(f"{kind}.init.{part}" for kind in KINDS for part in _PARTS))
def _(name):
    kind, _, part = name.split(".")
    return drawn(_init(kind, _PARTS[part]))


@TORCH("lstm.init.bound")
def _():
    return seen(round(float(abs(_init("lstm", "")).max() * H**0.5), 3), {1.0: "1/√H"})


@TORCH("lstm.init.forget_bias")
def _():
    torch.manual_seed(0)
    layers = [nn.LSTM(D, H) for _ in range(20)]
    sums = torch.stack([(one.bias_ih_l0 + one.bias_hh_l0).detach().view(4, H) for one in layers])
    f = lstm_order(lstm_step).split(", ").index("f")
    means = sums.mean(dim=(0, 2))
    alike = abs(means[f]) < 0.01 and (sums[:, f].std() / sums.std() - 1).abs() < 0.05
    return "no special value" if alike else f"mean {means[f]:.3f}"


@TORCH("embedding.init")
def _():
    torch.manual_seed(0)
    return drawn(nn.Embedding(D, H).weight.detach().numpy())


@TORCH("lstm.activation", "lstm.recurrent_activation", "gru.activation", "gru.recurrent_activation")
def _(name):
    kind, which = name.split(".")
    return lstm_activation(which, lstm_step) if kind == "lstm" else gru_activation(which, gru_step)


@TORCH("rnn.nonlinearity")
def _():
    p = rnn.Params(np.ones((1, 1)), np.zeros((1, 1)), np.zeros(1))
    return named(oracles.torch_rnn(p)(torch.full((1, 1, 1), 0.7, dtype=torch.float64))[1].item())
