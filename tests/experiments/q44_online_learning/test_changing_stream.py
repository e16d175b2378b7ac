"""The stream changes where it is said, windows are tested before they are learned, and the record shows the claims."""

import copy
from collections import Counter

import numpy as np
import pytest
import torch

from scripts.experiments.networks import recurrent
from scripts.experiments.q44_online_learning import changing_stream as experiment
from scripts.experiments.q44_online_learning import regimes
from scripts.experiments.records.results import data

SETTINGS = experiment.SETTINGS
R = SETTINGS["r"]
SMALL = {**SETTINGS, "H": 5, "every": 3, "buffer": 4}


def left_over(x: np.ndarray, period: float) -> np.ndarray:
    """What the rule does not explain, for each step from the third on."""
    return x[2:] - 2 * R * np.cos(2 * np.pi / period) * x[1:-1] + R**2 * x[:-2]


def test_each_rule_leaves_noise_of_variance_one_from_its_first_step_on():
    x = regimes.draw([12.0] * 3000 + [4.0] * 3000, R, 4, np.random.default_rng(0))[..., 0].double().numpy()
    assert left_over(x[:3000], 12.0).var() == pytest.approx(1.0, abs=0.05)
    assert left_over(x[2998:], 4.0).var() == pytest.approx(1.0, abs=0.05)
    assert left_over(x[2998:], 12.0).var() > 5


def followed(treatment: str, windows: int = 7):
    """Errors of a small network, the network after each window, and the stream."""
    k = SMALL["k"]
    stream = regimes.draw([12.0] * (windows * k + 1), R, 3, np.random.default_rng(1)) * SMALL["scale"]
    net, nets, errors = recurrent.start("lstm", 1, SMALL["H"], 1, seed=0), [], []
    for error in experiment.follow(treatment, net, stream, stream[: 4 * k + 1], 0, SMALL):
        errors.append(error)
        nets.append(copy.deepcopy(net.state_dict()))
    return errors, nets, stream


def same(a: dict, b: dict) -> bool:
    return all(torch.equal(a[name], b[name]) for name in a)


def test_a_window_is_tested_before_it_is_learned():
    first = {treatment: followed(treatment)[0][0] for treatment in SETTINGS["treatments"]}
    assert len(set(first.values())) == 1


@pytest.mark.parametrize(
    ("treatment", "learns"),
    [
        ("frozen", []),
        ("fine_tuned", [3, 6]),
        ("retrained", [3, 6]),
        ("online", [1, 2, 3, 4, 5, 6]),
        ("replay", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_each_treatment_learns_when_it_is_said(treatment, learns):
    _, nets, _ = followed(treatment)
    assert [n for n in range(1, 7) if not same(nets[n - 1], nets[n])] == learns


@pytest.mark.parametrize(("treatment", "drawn_from"), [("fine_tuned", {3}), ("retrained", {5, 8})])
def test_retraining_draws_from_all_windows_so_far_and_fine_tuning_from_the_last(treatment, drawn_from, monkeypatch):
    sizes, generator = Counter(), np.random.default_rng

    class Recorder:
        def __init__(self, seed):
            self.normal = generator(seed).normal

        def integers(self, n: int) -> int:
            sizes[n] += 1
            return 0

    monkeypatch.setattr(np.random, "default_rng", Recorder)
    followed(treatment)
    assert {n for n, times in sizes.items() if times >= SMALL["every"]} == drawn_from  # the reservoir draws once each


def test_the_state_is_carried_and_the_gradient_is_not():
    _, _, stream = followed("frozen")
    net = recurrent.start("lstm", 1, SMALL["H"], 1, seed=0)
    whole, _ = experiment.errors(net, stream, None)
    errors, _, _ = followed("frozen")
    assert np.mean(errors) == pytest.approx(whole.mean().item() / SMALL["scale"] ** 2, rel=1e-5)
    _, state = experiment.errors(net, stream, None)
    assert not any(array.requires_grad for array in state)


def test_recovery_counts_the_windows_before_the_first_good_block():
    assert experiment.recovery([9, 9, 1, 1, 1], 2, 1.5) == 2
    assert experiment.recovery([9, 9, 9], 2, 1.5) == 3


def test_one_treatment_again_agrees_with_the_record():
    again = experiment.measure(SETTINGS["seeds"][0], {**SETTINGS, "treatments": ["frozen"]})
    recorded = data("changing_stream")
    for end in ("100", "110", "410"):
        assert again["frozen"]["error"][end] == pytest.approx(recorded.frozen.error[end]["values"][0], rel=0.15)
    assert again["last_value"]["second"] == pytest.approx(recorded.last_value.second["values"][0], rel=1e-3)


def test_online_recovers_first_and_forgets_replay_recovers_later_and_keeps():
    made = data("changing_stream")
    for seed in range(5):
        at = {name: made[name].recovery["values"][seed] for name in SETTINGS["treatments"]}
        assert at["online"] < 40 < 2 * at["online"] < min(at["replay"], at["fine_tuned"])
        assert at["frozen"] == at["retrained"] == 300
        old = {name: made[name].old_rule["400"]["values"][seed] for name in SETTINGS["treatments"]}
        assert old["frozen"] < 1.2
        assert old["replay"] < 1.3
        assert old["retrained"] < 2
        assert min(old["online"], old["fine_tuned"]) > 30
    assert abs(made.online.whole.mean - made.replay.whole.mean) < made.online.whole.sd
    assert made.replay.old_rule["110"].mean > 3  # it loses some at first
    assert made.replay.error["410"].mean < made.online.error["410"].mean / 4


def test_the_frozen_and_the_fine_tuned_network_lose_to_the_last_value_over_the_whole_stream():
    made = data("changing_stream")
    assert made.retrained.whole.mean < made.last_value.whole.mean
    for name in ("frozen", "fine_tuned"):
        assert made[name].whole.mean > made.last_value.whole.mean
    for name in ("online", "replay"):
        assert made[name].whole.mean < made.last_value.whole.mean / 3
