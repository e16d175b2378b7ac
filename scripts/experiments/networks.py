"""The networks that are measured: one PyTorch layer, its start, a linear readout, and its weights for `scripts.reference`."""

import torch
from torch import nn

from scripts.reference import lstm, rnn

LAYERS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class Network(nn.Module):
    """A recurrent layer over two inputs, and a linear readout of its last hidden state."""

    def __init__(self, kind: str, H: int) -> None:
        """`kind` is rnn (with tanh), lstm or gru; weights and biases start as PyTorch starts them, uniform in ±1/√H."""
        super().__init__()
        self.layer = LAYERS[kind](2, H)
        self.readout = nn.Linear(H, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """x (T, B, 2) gives B predictions."""
        return self.readout(self.layer(x)[0][-1])[:, 0]


def start(kind: str, H: int, seed: int, forget_bias: float | None = None, orthogonal: bool = False) -> Network:
    """A network with the given seed.

    `forget_bias` sets every forget bias of an LSTM, the sum of PyTorch's two; `orthogonal` makes U orthogonal (RNN).
    """
    torch.manual_seed(seed)
    network = Network(kind, H)
    with torch.no_grad():
        if forget_bias is not None:
            network.layer.bias_ih_l0[H : 2 * H] = forget_bias
            network.layer.bias_hh_l0[H : 2 * H] = 0.0
        if orthogonal:
            nn.init.orthogonal_(network.layer.weight_hh_l0)
    return network


def reference_weights(layer: nn.RNN | nn.LSTM) -> rnn.Params | lstm.Params:
    """The layer's weights in float64 for `scripts.reference`, whose one bias is the sum of PyTorch's two."""
    W, U, b_ih, b_hh = (p.detach().double().numpy() for p in layer.parameters())
    return (lstm if isinstance(layer, nn.LSTM) else rnn).Params(W, U, b_ih + b_hh)
