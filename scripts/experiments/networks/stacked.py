"""The networks that are measured: one PyTorch layer with a linear readout, and several of them run side by side.

A step of a small RNN or GRU costs a CPU mostly overhead, so the networks of all seeds run as one: their weights are
stacked, and each step is one batched matrix product. PyTorch's LSTM is fused and faster alone, so it stays as it is.
"""

from collections.abc import Iterable

import torch
from torch import nn
from torch.func import functional_call, stack_module_state

from scripts.reference import lstm, rnn

LAYERS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}
Weights = dict[str, torch.Tensor]  # the parameters of S networks by name, each (S, …)


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


def stack(networks: list[Network]) -> Weights:
    """The weights of S networks of one kind and size, ready for training."""
    return stack_module_state(networks)[0]


def unstack(weights: Weights, networks: Iterable[Network]) -> None:
    """Put the weights back into the networks they came from."""
    for s, network in enumerate(networks):
        network.load_state_dict({name: value[s].detach() for name, value in weights.items()})


def predict(weights: Weights, like: Network, xs: torch.Tensor) -> torch.Tensor:
    """Predictions (S, B) of S networks, each for its own sequences: xs is (T, S, B, 2), `like` any of the networks."""
    if isinstance(like.layer, nn.LSTM):
        return torch.stack(
            [functional_call(like, {k: v[s] for k, v in weights.items()}, xs[:, s]) for s in range(xs.shape[1])]
        )
    steps = _rnn if isinstance(like.layer, nn.RNN) else _gru
    h = steps(xs, *(weights[f"layer.{name}_l0"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")))
    return torch.baddbmm(weights["readout.bias"][:, None], h, weights["readout.weight"].mT)[..., 0]


def _rnn(xs: torch.Tensor, W: torch.Tensor, U: torch.Tensor, b_W: torch.Tensor, b_U: torch.Tensor) -> torch.Tensor:
    """The last hidden states (S, B, H) of S networks; W is (S, H, 2)."""
    h = xs.new_zeros(*xs.shape[1:3], U.shape[-1])
    for z in (xs @ W.mT + (b_W + b_U)[:, None]).unbind(0):
        h = torch.tanh(torch.baddbmm(z, h, U.mT))
    return h


def _gru(xs: torch.Tensor, W: torch.Tensor, U: torch.Tensor, b_W: torch.Tensor, b_U: torch.Tensor) -> torch.Tensor:
    """As `_rnn`; blocks r, z, n, the reset gate after the matrix product, z keeps, as in PyTorch."""
    H = U.shape[-1]
    h = xs.new_zeros(*xs.shape[1:3], H)
    for from_x in (xs @ W.mT + b_W[:, None]).unbind(0):
        from_h = torch.baddbmm(b_U[:, None], h, U.mT)
        r, z = torch.sigmoid(from_x[..., : 2 * H] + from_h[..., : 2 * H]).chunk(2, dim=-1)
        n = torch.tanh(torch.addcmul(from_x[..., 2 * H :], r, from_h[..., 2 * H :]))
        h = torch.lerp(n, h, z)
    return h


def reference_weights(layer: nn.RNN | nn.LSTM) -> rnn.Params | lstm.Params:
    """The layer's weights in float64 for `scripts.reference`, whose one bias is the sum of PyTorch's two."""
    W, U, b_ih, b_hh = (p.detach().double().numpy() for p in layer.parameters())
    return (lstm if isinstance(layer, nn.LSTM) else rnn).Params(W, U, b_ih + b_hh)
