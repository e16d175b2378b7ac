import numpy as np
import pytest
import torch

from scripts.experiments.networks.recurrent import ManyToOne, many_to_one
from scripts.experiments.q07_vanishing_gradient import gradient_by_lag as experiment
from scripts.experiments.records import record

SETTINGS = experiment.SETTINGS


def by_autograd(network: ManyToOne, xs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean lengths of ∂L/∂h_{T-k} and ∂L/∂c_{T-k}, k = 0 … T-1, from PyTorch's own cell, step by step, in float64."""
    layer = network.layer
    lstm = isinstance(layer, torch.nn.LSTM)
    cell = (torch.nn.LSTMCell if lstm else torch.nn.RNNCell)(2, layer.hidden_size).double()
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in layer.state_dict().items()})
    readout = network.readout.weight.detach().double()[0]
    state = torch.zeros(xs.shape[1], layer.hidden_size, dtype=torch.float64, requires_grad=True)
    state = (state, state.clone()) if lstm else state
    hs, cs = [], []
    for x in torch.as_tensor(xs):
        state = cell(x, state)
        for kept, value in zip((hs, cs), state if lstm else (state,), strict=False):
            value.retain_grad()
            kept.append(value)
    (hs[-1] @ (readout / readout.norm())).sum().backward()
    lengths = [np.array([a.grad.norm(dim=1).mean().item() for a in reversed(kept)]) for kept in (hs, cs)]
    return lengths[0], lengths[1]


@pytest.mark.parametrize(
    "model", [{"kind": "rnn"}, {"kind": "rnn", "orthogonal": True}, {"kind": "lstm", "forget_bias": 1.0}]
)
def test_reference_and_pytorch_give_the_same_gradients_by_lag(model: dict) -> None:
    network = many_to_one(H=6, seed=3, **model)
    xs = experiment.inputs(T=12, sequences=4)
    measured = experiment.gradients(network, xs)
    h, c = by_autograd(network, xs)
    assert measured["h"] == pytest.approx(h, rel=1e-9)
    if model["kind"] == "lstm":
        assert measured["c"] == pytest.approx(c, rel=1e-9)


def test_direct_path_is_autograd_with_h_held_fixed() -> None:
    network = many_to_one("lstm", 5, 1, forget_bias=1.0)
    xs = experiment.inputs(T=8, sequences=3)
    weights = [p.detach().double() for p in network.layer.parameters()]
    readout = network.readout.weight.detach().double()[0]
    h = c = torch.zeros(3, 5, dtype=torch.float64)
    c.requires_grad_()
    cs = []
    for x in torch.as_tensor(xs):
        i, f, g, o = (x @ weights[0].T + h.detach() @ weights[1].T + weights[2] + weights[3]).chunk(4, dim=1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        c.retain_grad()
        cs.append(c)
    (h @ (readout / readout.norm())).sum().backward()
    expected = [a.grad.norm(dim=1).mean().item() for a in reversed(cs)]
    assert experiment.gradients(network, xs)["direct"] == pytest.approx(expected, rel=1e-9)


def test_the_loss_has_a_gradient_of_length_1() -> None:
    measured = experiment.gradients(many_to_one("lstm", 4, 0), experiment.inputs(T=5, sequences=3))
    assert measured["h"][0] == pytest.approx(1.0)
    assert [len(measured[name]) for name in ("h", "c", "direct")] == [5, 5, 5]


@pytest.mark.parametrize("name", ["rnn", "lstm_bias_1"])
def test_the_record_is_measured_again_at_the_start(name: str) -> None:
    recorded = record.read(record.DATA / "gradient_by_lag.json").results["start"][name]
    again = experiment.at_the_start(SETTINGS["models"][name], SETTINGS)
    assert again.keys() == recorded.keys()
    for path in ("h", "c", "direct") if name != "rnn" else ("h",):
        assert again[path].keys() == recorded[path].keys()
        for lag, leaf in recorded[path].items():
            assert again[path][lag]["values"] == pytest.approx(leaf["values"], rel=1e-3), (path, lag)


def test_the_jacobians_are_measured_again() -> None:
    recorded = record.read(record.DATA / "gradient_by_lag.json").results["jacobian"]["16"]
    again = experiment.whole_jacobian(16, SETTINGS["jacobian"])
    assert again["median_norm"]["40"] == pytest.approx(recorded["median_norm"]["40"], rel=1e-3)
    assert again["largest_direct"] == pytest.approx(recorded["largest_direct"], rel=1e-3)


@pytest.mark.slow
def test_training_repeats_within_the_spread() -> None:
    """A tenth of the sequences and the first two seeds: what was measured comes again, from start to test error."""
    name = "lstm_bias_1"
    recorded = record.read(record.DATA / "gradient_by_lag.json").results["trained"][name]
    again = experiment.before_and_after(SETTINGS["models"][name], SETTINGS | {"seeds": SETTINGS["seeds"][:2]})
    for when, path, lag in (("before", "c", "45"), ("after", "c", "45"), ("after", "direct", "45")):
        leaf = recorded[when][path][lag]
        assert abs(again[when][path][lag]["mean"] - leaf["mean"]) <= 3 * leaf["sd"], (when, path, lag)
    assert max(again["test_mse"]["values"]) < 0.01
