"""A plain stack that starts without the loss downwards: what is scaled, and the start measured again."""

import pytest
import torch

from scripts.experiments.q31_deep_lstms import deep_stacks, deep_start
from scripts.experiments.records.record import DATA, read
from scripts.experiments.training.races import Run

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


def test_the_share_right_is_kept_at_each_look_up_to_the_last():
    settings = SETTINGS | {"check_every": 2, "test_sequences": 20, "batch": 4, "updates": 5}
    run, looks = deep_start.train(0.003, 0, settings)
    assert (run.updates, len(looks)) == (5, 3)
    assert run.right == looks[-1]
    run, looks = deep_start.train(0.003, 0, settings | {"solved": 0.0})
    assert (run.updates, len(looks)) == (2, 1)


def test_the_rate_is_the_one_that_is_right_most_often_and_both_ends_are_told_apart(monkeypatch):
    def train(rate, seed, settings):
        longer = settings["updates"] == SETTINGS["longer"]
        if longer and seed == 4:  # solved before the others have used up what both ends have in common
            return Run(1.0, 100), [0.2, 0.4, 0.6, 1.0]
        looks = [n / 1000 for n in range(1, settings["updates"] // settings["check_every"] + 1)]
        return Run(0.99 if longer else 0.9 - abs(rate - 0.003), settings["updates"]), looks

    monkeypatch.setattr(deep_start, "train", train)
    made = deep_start.run(SETTINGS, lambda share, note: None)
    assert made["rate"] == 0.003
    assert made["tuning"]["0.01"] == [0.893, 0.893]
    assert made["right"]["values"] == [0.024] * 4 + [1.0]
    assert made["longer"]["values"] == [0.99] * 4 + [1.0]
    assert made["updates_until_solved"] == [2000] * 4 + [100]


def test_the_recorded_rate_is_the_one_that_was_right_most_often(recorded):
    means = {float(rate): sum(shares) for rate, shares in recorded["tuning"].items()}
    assert recorded["rate"] == max(means, key=means.get)


def test_the_start_measured_again_agrees_with_the_record(recorded):
    made = deep_stacks.probe(deep_start.network(0, SETTINGS), SETTINGS)
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
