"""The three trainings differ in what is fed, and come out as recorded."""

import pytest
import torch
from torch.testing import assert_close

from scripts.experiments.q28_teacher_forcing import free_running_error as experiment
from scripts.experiments.records.results import data

SETTINGS = experiment.SETTINGS
C, HORIZON = SETTINGS["context"], SETTINGS["horizon"]


@pytest.fixture(scope="module")
def parts() -> dict[str, torch.Tensor]:
    return experiment.load(SETTINGS)


@pytest.fixture
def net() -> experiment.Recurrent:
    return experiment.start("lstm", 1, 5, 1, seed=0)


def ask(net: experiment.Recurrent, x: torch.Tensor, share: float) -> torch.Tensor:
    return experiment.forecasts(net, x, C, share, torch.Generator().manual_seed(0))


def test_windows_are_distances_from_the_last_value_that_is_known(parts):
    for x in parts.values():
        assert x.shape[0] == C + HORIZON
        assert x[C - 1].abs().max() == 0


def test_one_call_is_the_loop_in_which_every_coin_shows_the_true_value(net, parts):
    x = parts["test"][:, :7]
    assert_close(ask(net, x, 1.0), ask(net, x, 1.0 - 1e-9), atol=1e-5, rtol=0)


def test_running_free_reads_nothing_of_the_truth_and_teacher_forcing_only_what_is_past(net, parts):
    x = parts["test"][:, :3]
    other = x.clone()
    other[C + 9 :] += 5.0
    assert_close(ask(net, x, 0.0), ask(net, other, 0.0))
    forced, changed = ask(net, x, 1.0), ask(net, other, 1.0)
    assert_close(forced[:10], changed[:10])
    assert (forced[10:] - changed[10:]).abs().min() > 1.0


def test_coins_are_tossed_for_each_value(net, parts):
    """With a share of one half the forecasts agree with neither extreme, nor do the sequences with each other."""
    x = parts["test"][:, :1].expand(-1, 40, -1)
    said = ask(net, x, 0.5)
    assert len(said[-1].unique()) > 30


def test_gradients_pass_through_what_is_fed_back(net, parts):
    """The change that the last step learns depends on the first forecast through the values fed."""
    x = parts["test"][:, :2]
    for share, passes in ((0.0, True), (1.0, False)):
        start = x[:C].clone().requires_grad_(True)
        said = experiment.forecasts(net, torch.cat([start, x[C:]]), C, share)
        moved = torch.autograd.grad(said[-1].sum(), start)[0][-1].abs().min().item()
        assert (moved > 0.5) is passes, (share, moved)  # each forecast starts from the value fed


def test_schedule_goes_from_truth_to_own():
    updates = SETTINGS["updates"]
    sampled = [experiment.epsilon("scheduled sampling", n, updates) for n in (0, updates // 2, updates)]
    assert sampled == pytest.approx([1.0, 0.5, 0.0])
    assert experiment.epsilon("teacher forcing", updates, updates) == 1.0
    assert experiment.epsilon("free running", 0, updates) == 0.0


def test_baselines_come_out_again(parts):
    recorded = data("free_running_error")
    assert recorded.origins == parts["test"].shape[1]
    for name, error in experiment.baselines(parts["test"], SETTINGS).items():
        for k in SETTINGS["shown"]:
            assert recorded[name][k] == pytest.approx(error[k - 1].item(), rel=1e-4)


def test_one_seed_of_teacher_forcing_again_agrees_with_the_record(parts):
    recorded = data("free_running_error")["teacher forcing"]
    net = experiment.train("teacher forcing", recorded.rate, SETTINGS["seeds"][0], parts["train"], SETTINGS)
    own, true = (experiment.errors(net, parts["test"], SETTINGS, share) for share in (0.0, 1.0))
    assert own[-1].item() == pytest.approx(recorded.own[50].mean, abs=3 * recorded.own[50].sd)
    assert true[-1].item() == pytest.approx(recorded.true[50].mean, abs=3 * recorded.true[50].sd)


def test_over_all_weeks_training_on_own_forecasts_gains_less_than_the_spread():
    recorded = data("free_running_error")
    forced = recorded["teacher forcing"].own.mean
    for training in ("scheduled sampling", "free running"):
        own = recorded[training].own.mean
        assert 0 < forced["mean"] - own["mean"] < forced["sd"]


def test_only_scheduled_sampling_prefers_the_larger_rate():
    recorded = data("free_running_error")
    assert [recorded[training].rate for training in experiment.TRAININGS] == [0.003, 0.01, 0.003]
