"""What PyTorch's layers take and return: shapes, last states, the state between calls."""

import torch
from torch import nn

from tests.facts.probes import TORCH, seen

T, B, D, H, L = 5, 3, 4, 7, 2
NAMES = {T: "T", B: "B", D: "D", H: "H", 2 * H: "2H"}
KINDS = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}


def lettered(tensor: torch.Tensor) -> str:
    return f"({', '.join(NAMES.get(size, str(size)) for size in tensor.shape)})"


def layer(kind: type = nn.LSTM, **arguments) -> nn.Module:
    torch.manual_seed(0)
    return kind(D, H, **arguments)


X = torch.randn(T, B, D, generator=torch.Generator().manual_seed(1))


@TORCH("lstm.input_shape")
def _():
    lstm = layer()
    changed = X.clone()
    changed[0, 1] += 1.0
    moved = (lstm(changed)[0] != lstm(X)[0]).any(-1)  # a change at T, B = 0, 1 moves all that comes later in time
    return seen(tuple(moved.any(0).tolist()), {(False, True, False): "(T, B, D)", (True, True, True): "(B, T, D)"})


@TORCH("lstm.returns", "gru.returns", "rnn.returns")
def _(name):
    output, last = layer(KINDS[name.partition(".")[0]])(X)
    if not isinstance(last, tuple):
        return seen(torch.equal(output[-1], last[0]), {True: "output, h_n"})
    # h_n is the last output; c_n is not, and a state that goes on from both is as if there had been no cut.
    lstm, (h, c) = layer(), last
    whole, cut = lstm(X)[0][-1], lstm(X[3:], lstm(X[:3])[1])[0][-1]
    ordered = torch.equal(output[-1], h[0]) and not torch.allclose(c, h) and torch.allclose(whole, cut, atol=1e-6)
    return seen((len(last), ordered), {(2, True): "output, (h_n, c_n)"})


@TORCH("lstm.output")
def _():
    output, (h, _) = layer(num_layers=L)(X)
    every = len(output) == T and torch.equal(output[-1], h[-1]) and not torch.equal(output[-1], h[0])
    return seen(every, {True: "hidden states of the last layer at every step"})


@TORCH("lstm.output_shape")
def _():
    return lettered(layer(num_layers=L)(X)[0])


@TORCH("lstm.bidirectional_output_shape")
def _():
    return lettered(layer(num_layers=L, bidirectional=True)(X)[0])


def _states(x: torch.Tensor, **arguments) -> str:
    shapes = set()
    for layers in (1, 2):
        for both in (False, True):
            _, states = layer(num_layers=layers, bidirectional=both, **arguments)(x)
            first = {state.shape[0] / (layers * (1 + both)) for state in states}
            rest = {lettered(state[0]) for state in states}
            shapes.add((*first, *rest))
    return seen(tuple(shapes), {((1.0, "(B, H)"),): "(layers · directions, B, H)"})


@TORCH("lstm.state_shape")
def _():
    return _states(X)


@TORCH("lstm.state_shape_batch_first")
def _():
    return _states(X.swapaxes(0, 1), batch_first=True)


@TORCH("lstm.bidirectional_join")
def _():
    both = layer(bidirectional=True)
    forward = nn.LSTM(D, H)
    own = {name: p for name, p in both.state_dict().items() if not name.endswith("reverse")}
    forward.load_state_dict(own)
    return seen(torch.allclose(both(X)[0][..., :H], forward(X)[0], atol=1e-6), {True: "concatenated"})


@TORCH("lstm.bidirectional_last")
def _():
    output, (h, _) = layer(bidirectional=True)(X)
    ends = (torch.equal(h[0], output[-1, :, :H]), torch.equal(h[1], output[0, :, H:]))
    return seen(ends, {(True, True): "forward at the last step, backward at the first step"})


@TORCH("lstm.proj_states")
def _():
    _, (h, c) = layer(proj_size=2)(X)
    return seen((h.shape[-1], c.shape[-1]), {(2, H): "h has proj_size, c has H"})


@TORCH("lstm.state.start")
def _():
    zeros = (torch.zeros(1, B, H), torch.zeros(1, B, H))
    return seen(torch.equal(layer()(X)[0], layer()(X, zeros)[0]), {True: "zeros"})


@TORCH("lstm.state.carried")
def _():
    lstm = layer()
    return "no" if torch.equal(lstm(X)[0], lstm(X)[0]) else "yes"


@TORCH("lstm.state.argument")
def _():
    state = (torch.ones(1, B, H), torch.ones(1, B, H))
    return seen(torch.equal(layer()(X, hx=state)[0], layer()(X, state)[0]), {True: "hx"})


@TORCH("lstm.state.gradient")
def _():
    lstm, x = layer(), X.clone().requires_grad_()
    state = lstm(x)[1]
    reached = []
    for hx in (state, tuple(part.detach() for part in state)):
        x.grad = None
        (lstm(X, hx)[0].sum() + 0 * x.sum()).backward(retain_graph=True)
        reached.append(bool(x.grad.any()))
    return seen(tuple(reached), {(True, False): "flows until detached"})
