"""What parity_and_recall measures is what it says it is, what the page says, and the cheapest training again."""

import pytest

from scripts.experiments.q49_recent_advances import parity_and_recall as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks.associative_recall import share_right_with

SETTINGS = experiment.SETTINGS
LONG = ("64", "128", "256")


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "parity_and_recall.json").results


@pytest.mark.parametrize("held", [0, 3, 16])
def test_held_is_the_number_of_pairs_that_makes_a_score(held):
    assert experiment.held(share_right_with(held, 16), 16) == pytest.approx(held)


def test_the_networks_have_about_equally_many_weights(recorded):
    for task in ("parity", "recall"):
        sizes = [recorded[task][model]["parameters"] for model in ("lstm", "slstm", "mlstm", "minlstm")]
        assert max(sizes) < 1.05 * min(sizes)


def test_the_narrow_mlstm_carries_about_what_the_lstm_does_and_the_wide_one_far_more(recorded):
    lstm, narrow, wide = (recorded["recall"][model]["state"] for model in ("lstm", "mlstm_narrow", "mlstm"))
    assert 0.8 * lstm < narrow <= lstm
    assert wide > 30 * lstm


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


def test_the_matrix_memory_recalls_and_the_others_hold_few_pairs(recorded):
    pairs = str(SETTINGS["recall"]["pairs"])
    assert min(recorded["recall"]["mlstm"]["right"][pairs]["values"]) > 0.95
    for model in ("lstm", "slstm", "minlstm"):
        assert max(recorded["recall"][model]["held"]["values"]) < 3
        assert max(recorded["recall"][model]["right"][pairs]["values"]) < 0.25


def test_a_matrix_memory_as_small_as_the_lstms_state_recalls_less_than_the_wide_one(recorded):
    pairs = str(SETTINGS["recall"]["pairs"])
    narrow, wide = (recorded["recall"][model]["right"][pairs]["values"] for model in ("mlstm_narrow", "mlstm"))
    assert max(narrow) < min(wide)
    lstm = recorded["recall"]["lstm"]["right"][pairs]["values"]
    assert min(narrow) > 2 * max(lstm)


def test_one_seed_of_the_minlstm_on_parity_agrees_with_the_record(recorded):
    settings = SETTINGS | {"seeds": [0], "parity": SETTINGS["parity"] | {"updates": 60}, "test_sequences": 200}
    again = experiment.parity_right("minlstm", experiment.train_parity("minlstm", settings), settings)
    assert again["256"].item() == pytest.approx(recorded["parity"]["minlstm"]["right"]["256"]["mean"], abs=0.03)
