"""Chunks continue each other, the state is carried only where it is said, and the record shows what the page says."""

import pytest
import torch

from scripts.experiments.networks import recurrent
from scripts.experiments.q18_stateful_training import carried_context as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import guide_characters

SETTINGS = experiment.SETTINGS
WAYS = tuple(SETTINGS["trainings"])


@pytest.fixture(scope="module")
def text() -> guide_characters.Text:
    return guide_characters.load()


def test_reading_with_the_state_carried_does_not_depend_on_the_chunks(text):
    network = recurrent.start("lstm", 79, 5, 79, seed=0)
    some = text.test[:65]
    carried = [experiment.over_text(network, some, k, carry=True) for k in (4, 64)]
    assert carried[0] == pytest.approx(carried[1], abs=1e-6)
    assert experiment.over_text(network, some, 4, carry=False) != pytest.approx(carried[1], abs=1e-4)


def test_the_same_characters_are_predicted_after_every_context(text):
    network = recurrent.start("lstm", 79, 5, 79, seed=0)
    with torch.no_grad():
        network.layer.weight_ih_l0.zero_()  # reads nothing: what is left is what is predicted
        network.layer.weight_hh_l0.zero_()
        network.layer.bias_ih_l0.zero_()
        network.layer.bias_hh_l0.zero_()
    bits = [experiment.after_context(network, text.test, n, SETTINGS) for n in (1, 16, 256)]
    assert bits == pytest.approx([bits[0]] * 3, abs=1e-6)


@pytest.mark.parametrize(("name", "kept"), [("stateless", False), ("stateful", True), ("shuffled", True)])
def test_each_training_carries_the_state_or_begins_at_zero(name, kept, monkeypatch, text):
    starts, whole = [], experiment.losses
    monkeypatch.setattr(
        experiment, "losses", lambda network, x, y, state: starts.append(state) or whole(network, x, y, state)
    )
    short = {**SETTINGS, "updates": 5, "H": 5}
    experiment.trained(name, 0, 79, text.train[:1089], short)  # four chunks in an epoch
    assert [state is not None for state in starts] == [False, kept, kept, kept, False]
    assert all(not array.requires_grad for state in starts if state for array in state)


def test_the_baseline_again_is_that_of_the_record(text):
    assert guide_characters.pairs(text) == pytest.approx(data("carried_context").baseline.pairs)


@pytest.mark.slow
def test_one_seed_again_agrees_with_the_record():
    again = experiment.measure("stateful", 0, SETTINGS)
    assert again["carried"] == pytest.approx(data("carried_context").stateful.carried["values"][0], abs=0.1)


@pytest.mark.parametrize("name", WAYS)
def test_carrying_the_state_helps_every_network_when_it_reads(name):
    recorded = data("carried_context")[name]
    pairs = zip(recorded.carried["values"], recorded.from_zero["values"], strict=True)
    assert all(carried < from_zero - 0.09 for carried, from_zero in pairs)


@pytest.mark.parametrize("name", WAYS)
def test_nothing_is_gained_beyond_sixteen_characters(name):
    after = data("carried_context")[name].after
    pairs = zip(after[16]["values"], after[256]["values"], strict=True)
    assert all(abs(short - long) < 0.01 for short, long in pairs)


def test_stateful_training_is_no_better_with_the_state_carried_and_worse_without():
    recorded = data("carried_context")
    stateful, stateless = recorded.stateful, recorded.stateless
    assert abs(stateful.carried.mean - stateless.carried.mean) < stateful.carried.sd + stateless.carried.sd
    assert min(stateful.from_zero["values"]) > max(stateless.from_zero["values"]) + 0.09
    assert min(stateful.after[1]["values"]) > recorded.baseline.pairs + 0.5 > max(stateless.after[1]["values"])
