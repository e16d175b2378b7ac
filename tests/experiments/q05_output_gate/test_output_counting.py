"""What is measured inside a counting LSTM, on states made by hand, and one network trained again by other code."""

import numpy as np
import pytest
import torch
from torch import nn

from scripts.experiments.networks.gate_trace import Trace
from scripts.experiments.q05_output_gate import output_counting as experiment
from scripts.experiments.q34_lstm_vs_gru import counting
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "output_counting.json").results


def hat(n: int, m: int, up: float, down: float) -> np.ndarray:
    return np.concatenate([up * np.arange(1, n + 1), up * n - down * np.arange(1, m + 1)])


def test_slopes_are_those_of_the_lines():
    t = np.arange(10)
    slope, straight = experiment.slopes(np.column_stack([3 - 2.0 * t, 0 * t + 5.0, (t - 4.5) ** 2]))
    np.testing.assert_allclose(slope, [-2, 0, 0], atol=1e-12)
    np.testing.assert_allclose(straight, [1, 0, 0], atol=1e-12)


def test_r_squared_is_the_correlation_s_square():
    rng = np.random.default_rng(0)
    c = np.arange(30.0) + 5 * rng.normal(size=30)
    _, straight = experiment.slopes(c[:, None])
    assert straight[0] == pytest.approx(np.corrcoef(np.arange(30), c)[0, 1] ** 2)
    assert 0.5 < straight[0] < 0.95


def test_a_unit_counts_if_it_goes_straight_out_and_straight_back():
    n, m = 20, 22
    c = np.column_stack(
        [
            hat(n, m, 0.7, 0.6),
            -hat(n, m, 0.5, 0.9),
            hat(n, m, 0.7, -0.7),  # goes on
            hat(n, m, 0.05, 0.05),  # too little
            np.sqrt(abs(hat(n, m, 0.7, 0.6))),  # not straight
            np.zeros(n + m),
        ]
    )
    units = experiment.counting_units(c, n)
    assert units["counts"].tolist() == [True, True, False, False, False, False]
    np.testing.assert_allclose(units["up"][:2], [0.7, 0.5])
    np.testing.assert_allclose(units["down"][:2], [0.6, 0.9])


def test_what_is_seen_inside_is_what_was_put_there():
    n, said = 20, 18
    c = np.column_stack([hat(n, 21, 0.5, 0.6), np.full(n + 21, -30.0)])
    o = np.full_like(c, 0.9)
    o[:n, 0], o[n:, 1] = 0.8, 0.25
    o[n + said - 1, 1] = 0.5  # the other unit moves too when the answer is due
    h = o * np.tanh(c)
    seen = Trace(*(np.zeros((n + 21, 1, 2)),) * 3, o[:, None], c[:, None], h[:, None])
    found = experiment.inside(seen, np.array([-2.0, 1.0]), n, said)
    assert found["counters"] == 1  # the other is larger, and stands still
    assert found["held"] == pytest.approx(0.5 * n)
    assert (found["up"], found["down"]) == pytest.approx((0.5, 0.6))
    assert found["open_a"] == pytest.approx(0.8)
    assert found["open_b_all"] == pytest.approx((0.9 + 0.25) / 2)
    assert found["loud_a"] == pytest.approx(0.8 * np.tanh(0.5 * np.arange(1, n + 1)).mean())
    last = n + said - 1
    assert found["loud_answer"] == pytest.approx(abs(h[last - 3 : last + 1, 0]).mean())
    change = -2.0 * (h[last, 0] - h[last - 3, 0])
    assert found["share"] == pytest.approx(change / (change + 1.0 * (-0.5 + 0.25)))


class ByHand:
    """An LSTM with one unit that adds 1 for an a and takes 1 for a b; its gates are all open."""

    @staticmethod
    def layer() -> nn.LSTM:
        layer = nn.LSTM(2, 1)
        with torch.no_grad():
            for parameter in layer.parameters():
                parameter.zero_()
            layer.weight_ih_l0[2] = torch.tensor([100.0, -100.0])
            layer.bias_ih_l0[[0, 1, 3]] = 100.0
        return layer


def test_the_count_can_be_read_from_c_and_not_from_h():
    found = experiment.probes(ByHand.layer(), 20)
    assert found["c_seen"] == pytest.approx(1)
    assert found["c_beyond"] == pytest.approx(1)
    assert found["h_seen"] < 0.5
    assert found["h_beyond"] < 0


def test_a_trace_is_kept_unit_by_unit():
    kept = experiment.traced(ByHand.layer(), 3, 2)
    assert kept["c"] == [[1, 2, 3, 2, 1, 0, -1, -2]]
    assert kept["o"] == [[1] * 8]
    assert kept["h"][0][2] == pytest.approx(np.tanh(3), abs=1e-4)


def test_what_is_said_of_the_four_cells_holds_in_the_record(recorded):
    for name, run in SETTINGS["runs"].items():
        for cell in run["cells"]:
            assert recorded[name][cell]["trained_right"]["values"] == [1.0] * len(SETTINGS["seeds"]), (name, cell)
            assert recorded[name][cell]["diverged"] == 0
        with_tanh, without = recorded[name]["whole"], recorded[name]["no_tanh"]
        assert 0.8 * 60 <= min(with_tanh["said"]["60"]["values"]) <= max(with_tanh["said"]["60"]["values"]) < 60
        assert 60 not in without["said"]["60"]["values"]
        assert max(with_tanh["drift"]["values"]) < 0.02 < min(without["drift"]["values"])
        assert min(without["gradient"]["values"]) > np.mean(with_tanh["gradient"]["values"])


def test_one_network_trained_again_by_other_code_agrees_with_the_record(recorded):
    net = counting.train({"kind": "lstm", "H": 4, "forget_bias": 1.0}, 0, {**SETTINGS, **SETTINGS["runs"]["main"]})
    for n in (10, 20):
        assert counting.said(net, n) == n
    for n in (40, 100):
        before = recorded["main"]["whole"]["said"][str(n)]["values"]
        assert abs(counting.said(net, n) - before[0]) <= 1 + max(before) - min(before)
    found = experiment.probes(net.layer, SETTINGS["longest"])
    before = recorded["main"]["inside"]["probes"]
    for name, value in found.items():
        wide = max(before[name]["values"]) - min(before[name]["values"])
        assert abs(value - before[name]["values"][0]) <= wide


def test_what_the_page_says_in_words_holds_in_the_record(recorded):
    at_60 = {name: recorded[name]["no_tanh"]["said"]["60"]["values"] for name in SETTINGS["runs"]}
    assert (min(at_60["main"]), max(at_60["main"]), recorded["main"]["no_tanh"]["never"]["60"]) == (1, 181, 2)
    assert (min(at_60["bias_5"]), max(at_60["bias_5"])) == (4, 181)
    assert min(recorded["main"]["neither"]["said"]["60"]["values"]) == 1
    inside = recorded["main"]["inside"]
    assert set(inside["20"]["counters"]["values"]) == set(inside["100"]["counters"]["values"]) == {1, 2}
    assert max(inside["probes"]["h_beyond"]["values"]) < 0
    assert min(inside["20"]["loud_a"]["values"]) > max(inside["20"]["loud_answer"]["values"])
