"""What parity_and_recall measures is what it says it is, what the page says, and the cheapest training again."""

import pytest
import torch

from scripts.experiments.q49_recent_advances import parity_and_recall as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks.associative_recall import Batch

SETTINGS = experiment.SETTINGS
LONG = ("64", "128", "256")


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "parity_and_recall.json").results


def test_the_commonest_value_is_right_as_often_as_it_is_shown():
    test = Batch(torch.empty(0), torch.tensor([[3, 1], [3, 2], [5, 1], [3, 1]]))
    assert experiment.commonest(test) == 0.75


def test_the_networks_have_about_equally_many_weights(recorded):
    for task in ("parity", "recall"):
        sizes = [recorded[task][model]["parameters"] for model in ("lstm", "slstm", "mlstm", "minlstm")]
        assert max(sizes) < 1.05 * min(sizes)


def test_the_narrow_mlstm_carries_about_what_the_lstm_does_and_the_wide_one_far_more(recorded):
    lstm, narrow, wide = (recorded["recall"][model]["state"] for model in ("lstm", "mlstm_narrow", "mlstm"))
    assert 0.8 * lstm < narrow <= lstm
    assert wide > 20 * lstm


def test_cells_whose_gates_read_h_track_parity_beyond_the_length_of_training_but_for_one_seed(recorded):
    for end, leaf in recorded["parity"]["slstm"]["right"].items():
        assert leaf["values"] == [1.0] * 3, end
    lstm = recorded["parity"]["lstm"]["right"]
    assert sorted(lstm["256"]["values"])[1:] == [1.0, 1.0]
    assert round(min(lstm["256"]["values"]), 2) == 0.88
    assert min(lstm["40"]["values"]) > 0.99


def test_cells_whose_gates_do_not_are_at_chance_there(recorded):
    for model in ("mlstm", "minlstm"):
        for end in LONG:
            assert max(abs(value - 0.5) for value in recorded["parity"][model]["right"][end]["values"]) < 0.02


def test_lstm_slstm_and_minlstm_do_no_better_than_the_commonest_value(recorded):
    recall = recorded["recall"]
    for model in ("lstm", "slstm", "minlstm"):
        assert recall[model]["pairs"]["values"] == [1.0] * 3
        assert recall[model]["reached"]["values"] == [2.0] * 3
        for pairs in SETTINGS["recall"]["pairs"][2:]:
            assert max(recall[model]["right"][str(pairs)]["values"]) < recall["commonest"][str(pairs)] + 0.02


def test_the_small_matrix_memory_recalls_with_a_sixth_of_the_weights_and_no_more_state(recorded):
    small, lstm = recorded["recall"]["mlstm_narrow"], recorded["recall"]["lstm"]
    assert small["pairs"]["values"] == [1.0, 2.0, 1.0]
    assert min(small["right"]["4"]["values"]) > 1.7 * recorded["recall"]["commonest"]["4"]
    assert 6 < lstm["parameters"] / small["parameters"] < 6.5


def test_two_large_matrix_memories_of_three_recall_most(recorded):
    mlstm = recorded["recall"]["mlstm"]
    assert mlstm["pairs"]["values"] == [1.0, 32.0, 24.0]
    assert min(mlstm["by_rate"].values()) > 0.97


def test_the_rates_are_those_that_the_page_names(recorded):
    taken = {model: recorded["recall"][model]["rate"] for model in SETTINGS["recall"]["models"]}
    assert taken == dict.fromkeys(taken, 0.01) | {"lstm": 0.03, "minlstm": 0.03}


def test_one_seed_of_the_minlstm_on_parity_agrees_with_the_record(recorded):
    settings = SETTINGS | {"seeds": [0], "parity": SETTINGS["parity"] | {"updates": 60}, "test_sequences": 200}
    again = experiment.parity_right("minlstm", experiment.train_parity("minlstm", settings), settings)
    assert again["256"].item() == pytest.approx(recorded["parity"]["minlstm"]["right"]["256"]["mean"], abs=0.03)
