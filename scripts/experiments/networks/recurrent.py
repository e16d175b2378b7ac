"""One recurrent layer with a linear readout of h at every step, and the ways to start it that are compared.

For one network at a time; `networks` has the stacked ones of the adding problem.
"""

import torch
from torch import nn

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
) -> Recurrent:
    """A network of one layer with the given seed.

    An LSTM: `forget_bias` is every forget bias, the sum of PyTorch's two; `chrono` is the T_max of Tallec & Ollivier
    (2018): b_f = ln U[1, T_max - 1], b_i = -b_f. An RNN: `orthogonal` makes U orthogonal. An IRNN starts after Le,
    Jaitly & Hinton (2015): U the identity, no bias, W from N(0, 0.001²).
    """
    torch.manual_seed(seed)
    network = Recurrent(kind, D, H, K)
    layer = network.layer
    with torch.no_grad():
        if forget_bias is not None:
            layer.bias_ih_l0[H : 2 * H] = forget_bias
            layer.bias_hh_l0[H : 2 * H] = 0.0
        if chrono is not None:
            b_f = torch.empty(H).uniform_(1.0, chrono - 1.0).log()
            layer.bias_ih_l0[: 2 * H] = torch.cat([-b_f, b_f])
            layer.bias_hh_l0[: 2 * H] = 0.0
        if orthogonal:
            nn.init.orthogonal_(layer.weight_hh_l0)
        if kind == "irnn":
            nn.init.eye_(layer.weight_hh_l0)
            nn.init.normal_(layer.weight_ih_l0, std=0.001)
            nn.init.zeros_(layer.bias_ih_l0)
            nn.init.zeros_(layer.bias_hh_l0)
    return network
