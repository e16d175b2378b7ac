"""What PyTorch's `dropout` drops, and when it does nothing."""

import warnings

import torch
from torch import nn

from tests.facts.draws import masks
from tests.facts.probes import TORCH, seen

T, H = 6, 40


def constant(layers: int, dropout: float, kind: type = nn.LSTM) -> nn.Module:
    """A stack whose every layer looks only at the input of the same step, unit by unit, so that a zero shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        layer = kind(H, H, layers, dropout=dropout)
    for name, parameter in layer.named_parameters():
        nn.init.zeros_(parameter)
        if "weight_ih" in name:
            candidate = 2 * H  # the third block, of i, f, g, o and of r, z, n
            parameter.data[candidate : candidate + H] = torch.eye(H)
        if "bias_ih" in name and kind is nn.LSTM:
            parameter.data[H : 2 * H] = -30.0  # forget at once
        if "bias_ih" in name and kind is nn.GRU:
            parameter.data[H : 2 * H] = -30.0  # nothing of the old state
    return layer


def dropped(layers: int, dropout: float = 0.5, kind: type = nn.LSTM, training: bool = True) -> torch.Tensor:
    """Where the output (T, H) of a stack is 0 though its input is nowhere 0."""
    torch.manual_seed(0)
    layer = constant(layers, dropout, kind).train(training)
    return layer(torch.ones(T, 1, H))[0][:, 0].detach() == 0


@TORCH("lstm.dropout.where", "gru.dropout.where")
def _(name):
    kind = {"lstm": nn.LSTM, "gru": nn.GRU}[name.partition(".")[0]]
    alone, stacked = dropped(1, kind=kind).any().item(), dropped(2, kind=kind)
    # A mask on the last output or on the input would leave zeros with one layer too.
    return seen((alone, stacked.any().item()), {(False, True): "between layers", (True, True): "at the ends too"})


@TORCH("lstm.dropout.mask")
def _():
    return masks(dropped(2).numpy())


@TORCH("lstm.dropout.one_layer")
def _():
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        layer = nn.LSTM(3, 5, num_layers=1, dropout=0.9).train()
    x = torch.randn(7, 2, 3)
    same = torch.equal(layer(x)[0], layer(x)[0]) and torch.equal(layer(x)[0], layer.eval()(x)[0])
    return "nothing" if same else "drops"


@TORCH("lstm.dropout.one_layer_says")
def _():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        nn.LSTM(3, 5, num_layers=1, dropout=0.9)
    return ", ".join(one.category.__name__ for one in told if "dropout" in str(one.message))


@TORCH("lstm.dropout.evaluation")
def _():
    return "drops" if dropped(2, training=False).any() else "off"


@TORCH("lstm.recurrent_dropout.argument")
def _():
    try:
        nn.LSTM(3, 5, recurrent_dropout=0.5)
    except TypeError:
        return "none"
    return "recurrent_dropout"
