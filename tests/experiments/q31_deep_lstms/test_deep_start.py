"""A plain stack that starts without the loss downwards: what is scaled, and the start measured again."""

import pytest
import torch

from scripts.experiments.q31_deep_lstms import deep_stacks, deep_start
from scripts.experiments.records.record import DATA, read

SETTINGS = deep_start.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "deep_start.json").results


def test_only_what_reads_a_layer_below_is_larger():
    ours = deep_start.network(0, SETTINGS)
    plain = deep_stacks.network("plain", SETTINGS["depth"], SETTINGS["H"], 0, SETTINGS)
    for (name, value), before in zip(ours.named_parameters(), plain.parameters(), strict=True):
        scaled = name.endswith("weight_ih_l0") and not name.startswith("layers.0.")
        torch.testing.assert_close(value, before * (SETTINGS["gain"] if scaled else 1.0))


def test_the_share_right_is_kept_by_update_up_to_the_last():
    settings = SETTINGS | {"check_every": 2, "test_sequences": 20, "batch": 4}
    right = deep_start.learn(0.003, 0, 5, settings)
    assert list(right) == [2, 4, 5]
    assert list(deep_start.learn(0.003, 0, 5, settings | {"solved": 0.0})) == [2]


def test_the_rate_is_the_one_that_is_right_most_often(monkeypatch):
    monkeypatch.setattr(deep_start, "learn", lambda rate, *_: {25: 1.0, 600: 1 - abs(rate - 0.003)})
    assert deep_start.best_rate(SETTINGS)[0] == 0.003


def test_the_start_measured_again_agrees_with_the_record(recorded):
    made = deep_start.start(0, SETTINGS)
    for name in ("to_u", "signal"):
        for n, value in enumerate(getattr(made, name), 1):
            assert value == pytest.approx(recorded["start"][name][str(n)]["values"][0], rel=1e-3)


def test_a_larger_start_loses_neither_gradient_nor_signal_and_learns_more(recorded):
    before = read(DATA / "deep_stacks.json").results
    for down, up in ((recorded["start"]["to_u"], recorded["start"]["signal"]),):
        assert min(down["1"]["values"]) > max(down["8"]["values"])
        assert min(up["8"]["values"]) > max(up["1"]["values"])
    assert min(recorded["right"]["values"]) > max(before["plain"]["8"]["right"]["values"])
    assert recorded["right"]["mean"] < before["residual"]["8"]["right"]["mean"]
