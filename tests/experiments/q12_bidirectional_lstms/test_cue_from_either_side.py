"""Tagging with a cue: the task, what can be known of it, and one network measured again."""

import pytest
import torch

from scripts.experiments.q12_bidirectional_lstms import cue_from_either_side as experiment
from scripts.experiments.q12_bidirectional_lstms.directions import start
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS
MODELS = SETTINGS["models"]


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "cue_from_either_side.json").results


def test_a_sequence_is_blank_but_for_its_cue():
    batch = experiment.draw(4, 7, 500, torch.Generator().manual_seed(0))
    symbols = batch.x.argmax(-1)
    assert batch.x.shape == (7, 500, 5)
    assert ((symbols != 4).sum(0) == 1).all()
    assert (symbols[batch.place, torch.arange(500)] == batch.cue).all()
    assert set(batch.place.tolist()) == set(range(7))
    assert set(batch.cue.tolist()) == set(range(4))


@pytest.mark.parametrize("name", MODELS)
def test_what_can_be_known_is_what_changes_the_answer(name):
    model, T = MODELS[name], 5
    network = start(model["way"], 3, 6, 2, seed=0, forget_bias=1.0)
    known = experiment.knows(model["way"], model["delay"], T)
    for p in range(T):
        x = torch.zeros(T, 2, 3)
        x[..., 2] = 1.0  # blanks
        x[p] = torch.eye(3)[:2]  # one cue, and the other
        with torch.no_grad():
            one, other = experiment.outputs(network, x, model["delay"]).unbind(1)
        assert torch.equal((one != other).any(-1), known[:, p])


def test_all_networks_have_as_many_weights(recorded):
    assert {recorded[name]["parameters"] for name in MODELS} == {3076}


def test_the_best_that_each_can_reach_is_that_of_a_count_by_hand(recorded):
    T, K = SETTINGS["steps"], SETTINGS["cues"]
    known = (T + 1) / (2 * T)  # of T² pairs of a step and a place, those on one side or at the cue
    assert recorded["forward"]["best"] == pytest.approx(known + (1 - known) / K)
    assert recorded["backward"]["best"] == pytest.approx(known + (1 - known) / K)
    assert recorded["both"]["best"] == 1.0
    assert recorded["forward"]["best"] < recorded["delayed"]["best"] < 1.0


@pytest.mark.parametrize("name", MODELS)
def test_each_reaches_its_best_and_no_more(recorded, name):
    for right in recorded[name]["right"]["values"]:
        assert right == pytest.approx(recorded[name]["best"], abs=0.015)


@pytest.mark.parametrize("name", MODELS)
def test_each_is_right_where_it_can_know_and_guesses_elsewhere(recorded, name):
    way, delay = MODELS[name]["way"], MODELS[name]["delay"]
    for k in range(-15, 16):  # beyond, there are few steps to count
        known = way == "both" or (k >= -delay if way == "forward" else k <= 0)
        expected, margin = (1.0, 0.01) if known else (recorded["guess"], 0.05)
        assert recorded[name]["after_cue"][str(k)]["mean"] == pytest.approx(expected, abs=margin)


def test_one_network_measured_again_agrees_with_the_record(recorded):
    seed = SETTINGS["seeds"][0]
    network = experiment.train(MODELS["forward"], seed, SETTINGS)
    again = experiment.measure(network, 0, SETTINGS)
    assert again["right"] == pytest.approx(recorded["forward"]["right"]["values"][0], abs=0.01)
