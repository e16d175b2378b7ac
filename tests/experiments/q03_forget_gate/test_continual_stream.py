"""The two cells on a stream, what is seen inside them, and a cheap repetition of the measurement."""

import pytest
import torch

from scripts.experiments.networks.starts import rows
from scripts.experiments.q03_forget_gate import continual_stream as experiment
from scripts.experiments.q03_forget_gate.segment_streams import draw
from scripts.experiments.records.record import DATA, read

SETTINGS = {**experiment.SETTINGS, "updates": 2, "seeds": [0], "test_T": 60, "test_streams": 5, "window": 30}


@pytest.fixture
def streams():
    return draw(200, 7, experiment.SETTINGS, torch.Generator().manual_seed(3))


def test_the_fixed_gate_is_one_to_the_last_bit_after_training(streams):
    network = experiment.train("recall", "fixed_at_one", 0, SETTINGS)
    _, gates = experiment.inside(network, streams.x)
    assert (gates == 1.0).all()
    forget = rows(network.layer, "f")
    for name, value in network.layer.named_parameters():
        assert (value[forget] == (experiment.OPEN if name == "bias_ih_l0" else 0.0)).all(), name


def test_the_gates_that_are_reported_are_the_cell_s(streams):
    network = experiment.train("recall", "learned", 0, SETTINGS)
    lstm = network.layer
    hs = lstm(streams.x)[0].detach()
    _, gates = experiment.inside(network, streams.x)
    H = lstm.hidden_size
    c = torch.zeros(streams.x.shape[1], H)
    h = torch.zeros_like(c)
    for t, x in enumerate(streams.x):
        z = x @ lstm.weight_ih_l0.T + h @ lstm.weight_hh_l0.T + lstm.bias_ih_l0 + lstm.bias_hh_l0
        i, _, g, o = z.chunk(4, dim=-1)
        c = gates[t] * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        assert torch.allclose(h, hs[t], atol=1e-5)


def test_a_unit_that_is_set_to_zero_clears_itself_and_one_that_is_left_alone_does_not():
    starts = torch.tensor([True, False, False] * 20)[:, None]
    held = torch.randn(60, 1, generator=torch.Generator().manual_seed(0)) * (~starts)
    assert experiment.clearing(held[..., None], starts) == pytest.approx(-1.0, abs=1e-5)
    steady = torch.arange(60.0)[:, None, None] + 0.01 * held[..., None] * (~starts[..., None])
    assert experiment.clearing(steady, starts) > -0.5


def test_the_cell_states_end_where_the_layer_s_do(streams):
    network = experiment.train("recall", "learned", 0, SETTINGS)
    cs, _ = experiment.inside(network, streams.x)
    assert cs.shape == (*streams.x.shape[:2], network.layer.hidden_size)
    assert torch.allclose(cs[-1], network.layer(streams.x)[1][1][0], atol=1e-5)


def test_one_seed_again_agrees_with_the_record():
    recorded = read(DATA / "continual_stream.json").results["recall"]["learned"]
    settings = {**experiment.SETTINGS, "updates": 300}
    network = experiment.train("recall", "learned", 0, settings)
    streams = draw(300, 50, settings, torch.Generator().manual_seed(1000))
    again = experiment.measure("recall", network, streams, settings["window"])
    assert again["late"] > 0.95  # the record has 1.0 after all its updates, chance is a half
    assert again["late_c"] < 2 * max(recorded["late_c"]["values"])
