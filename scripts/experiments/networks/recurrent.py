"""One recurrent layer with a linear readout, for one network at a time; `stacked` runs those of several seeds."""

import torch
from torch import nn

from scripts.experiments.networks.starts import set_bias
from scripts.reference import lstm, rnn

KINDS = {
    "rnn": nn.RNN,  # tanh
    "irnn": nn.RNN,  # ReLU, started at the identity
    "lstm": nn.LSTM,
    "gru": nn.GRU,
}


class Recurrent(nn.Module):
    """A recurrent layer of width H over D inputs, and K outputs read from each h_t."""

    def __init__(self, kind: str, D: int, H: int, K: int, layers: int = 1) -> None:
        """`kind` is one of KINDS; everything starts as PyTorch starts it, uniform in ±1/√H."""
        super().__init__()
        options = {"nonlinearity": "relu"} if kind == "irnn" else {}
        self.layer = KINDS[kind](D, H, layers, **options)
        self.readout = nn.Linear(H, K)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x (T, B, D) gives outputs (T, B, K)."""
        return self.readout(self.layer(x)[0])

    def parameter_count(self) -> int:
        """The weights of layer and readout."""
        return sum(parameter.numel() for parameter in self.parameters())


class ManyToOne(Recurrent):
    """A `Recurrent` that answers each sequence with one number, read from the last hidden state."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x (T, B, D) gives B numbers."""
        return self.readout(self.layer(x)[0][-1])[:, 0]


def start(
    kind: str,
    D: int,
    H: int,
    K: int,
    seed: int,
    *,
    forget_bias: float | None = None,
    chrono: float | None = None,
    orthogonal: bool = False,
    network: type[Recurrent] = Recurrent,
) -> Recurrent:
    """A network of one layer with the given seed.

    An LSTM: `forget_bias` is every forget bias, the sum of PyTorch's two; `chrono` is the T_max of Tallec & Ollivier
    (2018): b_f = ln U[1, T_max - 1], b_i = -b_f. An RNN: `orthogonal` makes U orthogonal. An IRNN starts after Le,
    Jaitly & Hinton (2015): U the identity, no bias, W from N(0, 0.001²).
    """
    torch.manual_seed(seed)
    made = network(kind, D, H, K)
    layer = made.layer
    if forget_bias is not None:
        set_bias(layer, f=forget_bias)
    if chrono is not None:
        b_f = torch.empty(H).uniform_(1.0, chrono - 1.0).log()
        set_bias(layer, i=-b_f, f=b_f)
    with torch.no_grad():
        if orthogonal:
            nn.init.orthogonal_(layer.weight_hh_l0)
        if kind == "irnn":
            nn.init.eye_(layer.weight_hh_l0)
            nn.init.normal_(layer.weight_ih_l0, std=0.001)
            nn.init.zeros_(layer.bias_ih_l0)
            nn.init.zeros_(layer.bias_hh_l0)
    return made


def many_to_one(kind: str, H: int, seed: int, D: int = 2, **options: float | bool) -> ManyToOne:
    """A started `ManyToOne` over D inputs; `options` are those of `start`."""
    return start(kind, D, H, 1, seed, network=ManyToOne, **options)


def reference_weights(layer: nn.RNN | nn.LSTM) -> rnn.Params | lstm.Params:
    """The layer's weights in float64 for `scripts.reference`, whose one bias is the sum of PyTorch's two."""
    W, U, b_ih, b_hh = (p.detach().double().numpy() for p in layer.parameters())
    params = lstm.Params if isinstance(layer, nn.LSTM) else rnn.Params
    return params(W, U, b_ih + b_hh)
