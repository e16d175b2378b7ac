"""Lengths: the form with a tail, where the gradient is cut, the parts of a prediction, and two trainings again."""

import numpy as np
import pytest
import torch

from scripts.experiments.networks.recurrent import reference_weights
from scripts.experiments.q27_sequence_length import sequence_length as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks import adding
from scripts.reference import bptt
from tests.experiments import hand_set

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "sequence_length.json").results


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_both_trainings_read_as_many_steps_on_average():
    shortest, longest = SETTINGS["trained"]["mixed"]
    assert SETTINGS["trained"]["fixed"] == [(shortest + longest) // 2] * 2


def test_the_tail_has_no_mark_and_does_not_count():
    batch = experiment.with_tail(40, 10, 300, generator())
    assert batch.x.shape == (40, 300, 2)
    assert (batch.x[:, :, 1].sum(0) == 2).all()
    assert (batch.x[30:, :, 1] == 0).all()
    assert batch.x[30:, :, 0].std() > 0.2
    torch.testing.assert_close(batch.y, batch.x.prod(-1).sum(0))


def test_without_a_tail_some_but_not_all_second_marks_are_in_reach():
    s = SETTINGS["truncation"]
    k = s["tries"]["anywhere_cut"]["k"]
    reached = experiment.with_tail(s["T"], 0, 1000, generator()).x[-k:, :, 1].sum(0)
    assert reached.max() == 1
    assert abs(reached.mean().item() - k / (s["T"] / 2)) < 0.05


@pytest.mark.parametrize("k", [4, 12, 30])
def test_the_gradient_is_that_of_truncated_backpropagation(k):
    network, batch = experiment.untrained(0, SETTINGS).double(), adding.draw(12, 5, generator())
    batch = adding.Batch(batch.x.double(), batch.y.double())
    experiment.loss_of(network, batch, k).backward()

    params, zeros = reference_weights(network.layer), np.zeros((5, SETTINGS["H"]))
    hs, _, caches = bptt.forward(batch.x.numpy(), zeros, zeros, params)
    with torch.no_grad():
        error = network.readout(torch.from_numpy(hs[-1]))[:, 0] - batch.y
        dhs = np.zeros_like(hs)
        dhs[-1] = (2 * error[:, None] * network.readout.weight / len(error)).numpy()
    expected = bptt.truncated_backward(dhs, caches, params, k)
    np.testing.assert_allclose(network.layer.weight_hh_l0.grad, expected.dU, atol=1e-12)
    np.testing.assert_allclose(network.layer.weight_ih_l0.grad, expected.dW, atol=1e-12)


def test_where_the_gradient_is_cut_does_not_change_the_loss():
    network, batch = experiment.untrained(0, SETTINGS), adding.draw(20, 50, generator())
    losses = [experiment.loss_of(network, batch, k).item() for k in (1, 7, 20, 99)]
    assert losses == pytest.approx([losses[0]] * 4, rel=1e-5)


@pytest.mark.parametrize(("task", "first"), [("sum", 1.0), ("last", 0.0)])
def test_the_parts_of_a_known_network_are_found(task, first):
    looked = experiment.measure(hand_set.network(task), adding.draw(40, 300, generator()))
    assert looked["first"] == pytest.approx(first, abs=0.01)
    assert looked["second"] == pytest.approx(1.0, abs=0.01)
    assert looked["constant"] == pytest.approx(0.0, abs=0.01)
    assert looked["rest"] < 0.01
    assert (looked["mse"] < 1e-4) == (task == "sum")


def test_a_constant_moves_the_bias_and_nothing_else():
    network, batch = hand_set.network("sum"), adding.draw(40, 300, generator())
    before = experiment.measure(network, batch)
    with torch.no_grad():
        network.readout.bias += 0.3
    after = experiment.measure(network, batch)
    for key in ("bias", "constant"):
        assert after[key] - before[key] == pytest.approx(0.3, abs=1e-5)
    for key in ("first", "second", "without_bias", "rest", "largest_c"):
        assert after[key] == pytest.approx(before[key], abs=1e-4)
    assert after["mse"] == pytest.approx(after["bias"] ** 2 + after["without_bias"], rel=1e-5)


def test_training_goes_on_in_a_copy():
    few = SETTINGS | {"continued": SETTINGS["continued"] | {"updates": 2, "at_400": [4]}}
    network = experiment.untrained(0, few)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    after = experiment.continued(network, "at_400", 0, few).state_dict()
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert not torch.equal(after["layer.weight_ih_l0"], before["layer.weight_ih_l0"])


def test_the_baseline_is_near_the_variance_of_the_target(recorded):
    for mse in recorded["baseline"].values():
        assert mse == pytest.approx(adding.VARIANCE, abs=0.02)


@pytest.mark.parametrize("tried", ["anywhere_cut", "early_cut"])
def test_a_cut_gradient_measured_again_agrees_with_the_record(recorded, tried):
    made, before = experiment.truncated(tried, 0, SETTINGS), recorded["truncation"][tried]
    if tried == "early_cut":
        assert made == pytest.approx(before["values"][0], abs=0.01)
    else:
        assert made < 3 * max(before["values"])


def test_a_try_starts_from_its_own_forget_bias_and_form(monkeypatch):
    seen = []

    def noted(network, batch, k):
        H = SETTINGS["H"]
        bias = (network.layer.bias_ih_l0 + network.layer.bias_hh_l0)[H : 2 * H].mean().item()
        seen.append((round(bias, 3), k, batch.x[-10:, :, 1].any().item()))
        return network.readout.bias.square().sum()

    monkeypatch.setattr(experiment, "loss_of", noted)
    one = SETTINGS | {"truncation": SETTINGS["truncation"] | {"updates": 1}}
    for tried in ("anywhere_cut", "early_cut", "early_full_bias_1"):
        experiment.truncated(tried, 0, one)
    assert seen[::2] == [(3.0, 10, True), (3.0, 10, False), (1.0, 40, False)]


def test_only_marks_within_reach_teach_a_cut_gradient(recorded):
    made = {tried: leaf["values"] for tried, leaf in recorded["truncation"].items()}
    assert max(made["anywhere_full"] + made["early_full"]) < 0.01
    assert max(made["anywhere_cut"]) < adding.VARIANCE / 2 / 5  # half of it: the second value alone is known
    assert made["early_cut"] == pytest.approx([adding.VARIANCE] * len(SETTINGS["seeds"]), abs=0.01)
