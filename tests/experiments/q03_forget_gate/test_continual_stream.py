"""The stream, its two cells, and a cheap repetition of the measurement."""

import pytest
import torch

from scripts.experiments.q03_forget_gate import continual_stream as experiment
from scripts.experiments.records.record import DATA, read

SETTINGS = {**experiment.SETTINGS, "updates": 2, "seeds": [0], "test_T": 60, "test_streams": 5, "window": 30}


@pytest.fixture
def streams():
    return experiment.draw(200, 7, experiment.SETTINGS, torch.Generator().manual_seed(3))


def test_a_segment_begins_where_the_last_one_was_asked(streams):
    assert streams.starts[0].all()
    assert torch.equal(streams.starts[1:], streams.asked[:-1])


def test_the_answers_are_those_of_the_symbols(streams):
    symbols = streams.x.argmax(-1)
    for b in range(symbols.shape[1]):
        first = count = None
        for t, symbol in enumerate(symbols[:, b].tolist()):
            if streams.starts[t, b]:
                first, count = symbol, 0
            count += symbol == experiment.COUNTED
            assert streams.y["recall"][t, b] == first
            assert streams.y["count"][t, b] == count


def test_segments_are_as_long_as_the_settings_say(streams):
    starts = streams.starts[:, 0].nonzero()[:, 0]
    lengths = starts.diff()
    assert lengths.min() >= experiment.SETTINGS["least_segment"]
    assert lengths.max() <= experiment.SETTINGS["longest_segment"]
    assert len(set(lengths.tolist())) > 5


def test_the_fixed_gate_is_one_to_the_last_bit_after_training(streams):
    lstm, _ = experiment.train("recall", "fixed_at_one", 0, SETTINGS)
    gates = experiment.forget_gates(lstm, streams.x, lstm(streams.x)[0].detach())
    assert (gates == 1.0).all()


def test_the_gates_that_are_reported_are_the_cell_s(streams):
    lstm, _ = experiment.train("recall", "learned", 0, SETTINGS)
    hs = lstm(streams.x)[0].detach()
    gates = experiment.forget_gates(lstm, streams.x, hs)
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
    lstm, _ = experiment.train("recall", "learned", 0, SETTINGS)
    cs = experiment.cell_states(lstm, streams.x)
    assert cs.shape == (*streams.x.shape[:2], lstm.hidden_size)
    assert torch.allclose(cs[-1], lstm(streams.x)[1][1][0], atol=1e-5)


def test_one_seed_again_agrees_with_the_record():
    recorded = read(DATA / "continual_stream.json").results["recall"]["learned"]
    settings = {**experiment.SETTINGS, "updates": 300}
    lstm, readout = experiment.train("recall", "learned", 0, settings)
    streams = experiment.draw(300, 50, settings, torch.Generator().manual_seed(1000))
    again = experiment.measure("recall", lstm, readout, streams, settings["window"])
    assert again["late"] > 0.95  # the record has 1.0 after all its updates, chance is a half
    assert again["late_c"] < 2 * max(recorded["late_c"]["values"])
