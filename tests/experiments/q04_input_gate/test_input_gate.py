"""The cells with one factor held at 1, the end of a training, and a cheap repetition of the measurement."""

import pytest
import torch

from scripts.experiments.q04_input_gate import input_gate as experiment
from scripts.experiments.q04_input_gate.interventions import follow as look
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks.adding import draw

SETTINGS = {**experiment.SETTINGS, "T": 10, "H": 8, "updates": 30}


@pytest.fixture
def test_batch():
    return draw(10, 200, torch.Generator().manual_seed(7))


@pytest.mark.parametrize("block", ["i", "f", "g"])
def test_a_factor_that_is_held_at_one_is_one_to_the_last_bit_after_training(block, test_batch):
    network, _, _ = experiment.train({"at_one": block}, 0, SETTINGS, test_batch)
    rows = slice("ifgo".index(block) * 8, "ifgo".index(block) * 8 + 8)
    W, U, b, b_h = (parameter[rows] for parameter in network.layer.parameters())
    assert (W == 0).all()
    assert (U == 0).all()
    assert (torch.sigmoid(b + b_h) == 1.0).all()
    assert (torch.tanh(b + b_h) == 1.0).all()
    _, steps = look(network, test_batch.x.double().numpy())
    assert (getattr(steps, block) == 1.0).all()
    assert all(getattr(steps, other).std() > 0 for other in "ifgo" if other != block)


def test_the_input_bias_is_the_sum_of_both_and_the_forget_bias_stays():
    b, b_h = list(experiment.begin({"input_bias": -3.0}, 0, SETTINGS).layer.parameters())[2:]
    assert ((b + b_h)[:8] == -3.0).all()
    assert ((b + b_h)[8:16] == 1.0).all()


def test_training_goes_on_for_a_while_after_the_task_is_solved_and_then_ends(test_batch, monkeypatch):
    made = []
    fit = experiment.fit
    monkeypatch.setattr(experiment, "fit", lambda *arguments: made.append(fit(*arguments)))
    settings = {**SETTINGS, "check_every": 5, "go_on": 7, "solved": 1e9}
    assert experiment.train({}, 0, settings, test_batch)[1] == 5
    assert experiment.train({}, 0, {**settings, "solved": 0.0}, test_batch)[1] is None
    assert made == [12, 30]


def test_paths_become_a_tree():
    assert experiment.nested({"a.b": 1, "a.c.d": 2, "e": 3}) == {"a": {"b": 1, "c": {"d": 2}}, "e": 3}


@pytest.fixture(scope="module")
def again():
    """One seed of the whole cell, trained until shortly after it solves the task, and sequences to look at."""
    test = draw(50, 200, torch.Generator().manual_seed(11))
    network, first, _ = experiment.train({}, 2, {**experiment.SETTINGS, "go_on": 200}, test)
    return network, first, test.x.double().numpy(), test.y.double().numpy()


def test_one_seed_again_agrees_with_the_record(again):
    network, first, x, y = again
    recorded = read(DATA / "input_gate.json").results["cells"]["whole"]
    assert 0.4 * min(recorded["first"]) < first < 2.5 * max(recorded["first"])
    hidden = experiment.marker_hidden(network, x, y)
    for block, value in hidden.items():
        values = recorded["marker_hidden"][block]["values"]
        assert 0.5 * min(values) - 0.05 < value < 1.5 * max(values) + 0.05
    assert hidden["i"] > 3 * hidden["g"] > hidden["nobody"]


def test_looking_inside_finds_the_unit_that_keeps_the_sum(again):
    network, _, x, y = again
    looked = experiment.look_inside(network, x, y, experiment.SETTINGS["enough"])
    assert looked["lost.by_keeper_alone"] < 0.1
    assert looked["lost.by_all_others"] > 0.9
    assert looked["units_that_suffice"] >= 1
    assert looked["keeper.i.marked.average"] > 10 * looked["keeper.i.unmarked.average"]
    assert looked["keeper.i.marked.low"] < looked["keeper.i.marked.median"] < looked["keeper.i.marked.high"]
    assert looked["separation.i"] > 0.99
    assert looked["follows_value.g"] > 0.9
    assert looked["in_last_state.marked.varies_by"] > 5 * looked["in_last_state.unmarked.varies_by"]


@pytest.mark.parametrize(("reads_marker", "flips"), [(4.0, 1.0), (0.0, 0.0)])
def test_a_candidate_flips_where_its_sign_is_not_its_usual_one(test_batch, reads_marker, flips):
    """The gate of unit 0 opens with the value at marked steps; its candidate is negative, but for what it reads."""
    network = experiment.begin({}, 0, {**SETTINGS, "H": 2})
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.zero_()
        W, _, b, _ = network.layer.parameters()
        W[0], b[0] = torch.tensor([2.0, 20.0]), -21.0
        W[4], b[4] = torch.tensor([0.1, reads_marker]), -2.0
        b[2:4] = b[6:8] = 20.0
        network.readout.weight[0, 0] = 1.0
    x, y = test_batch.x.double().numpy(), test_batch.y.double().numpy()
    looked = experiment.look_inside(network, x, y, 0.1)
    assert looked["candidate_flips"] == flips
    assert looked["lost.by_keeper_alone"] < 0.1
    assert looked["follows_value.i"] > 0.9
