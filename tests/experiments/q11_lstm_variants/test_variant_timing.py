"""The timer's sequences and its score, a cheap repetition, and what the page says, on the record."""

import pytest
import torch

from scripts.experiments.q11_lstm_variants import variant_timing as experiment
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "variant_timing.json").results


def test_a_network_is_to_fire_n_steps_after_the_pulse():
    settings = {"places": 3, "beyond": 2}
    x, y = experiment.sequences(torch.tensor([4, 1]), settings)
    assert x.shape == (9, 3, 1)
    assert y.shape == (2, 9, 3)
    assert x[:, :, 0].argmax(0).tolist() == [0, 1, 2]
    assert y.argmax(1).tolist() == [[4, 5, 6], [1, 2, 3]]
    assert x.sum(0).unique().tolist() == y.sum(1).unique().tolist() == [1.0]


def test_a_sequence_is_right_if_it_fires_at_the_right_step_alone(monkeypatch):
    settings = {"places": 4, "beyond": 2}
    delays = torch.tensor([2])
    _, y = experiment.sequences(delays, settings)
    answers = 2 * y - 1
    answers[0, 0, 1] = 1  # fires at another step as well
    answers[0, :, 2] = -1  # never
    monkeypatch.setattr(experiment, "said", lambda *_: answers)
    assert experiment.right("plain", {}, delays, settings).tolist() == [0.5]


def test_how_soon_is_the_first_look_at_which_all_is_right(monkeypatch):
    looks = iter([[0.9, 0.5], [1.0, 0.5], [0.8, 0.5], [1.0, 0.5]])
    monkeypatch.setattr(experiment, "right", lambda *_: torch.tensor(next(looks)))
    settings = {**SETTINGS, "seeds": [0], "delays": [1, 2], "updates": 8, "check_every": 2}
    assert experiment.train("coupled", 3, settings)[2] == [4, None]


def test_the_three_cells_have_about_equally_many_parameters(recorded):
    sizes = [recorded[cell]["parameters"] for cell in SETTINGS["models"]]
    assert max(sizes) < 1.06 * min(sizes)


def test_with_peepholes_every_seed_learns_the_longest_delay_and_with_the_others_some(recorded):
    assert [recorded[cell]["40"]["solved"] for cell in ("plain", "peephole", "coupled")] == [2, 5, 3]
    late = [
        n or SETTINGS["updates"] for cell in ("plain", "coupled") for n in recorded[cell]["40"]["updates_until_right"]
    ]
    assert max(recorded["peephole"]["40"]["updates_until_right"]) < min(late)


def test_every_cell_learns_the_shortest_delay_and_all_but_one_seed_the_middle_one(recorded):
    assert [recorded[cell]["10"]["solved"] for cell in SETTINGS["models"]] == [5, 5, 5]
    assert [recorded[cell]["20"]["solved"] for cell in SETTINGS["models"]] == [4, 5, 5]


def test_trained_peepholes_are_used(recorded):
    for n in SETTINGS["delays"]:
        assert max(recorded["peephole"][str(n)]["shut"]["values"]) < recorded["baseline"]


def test_a_short_delay_trained_again_agrees_with_the_record(recorded):
    """Its sequences alone, which are shorter than those with the longest delay: they are learned sooner."""
    settings = {**SETTINGS, "seeds": [0], "delays": [10], "updates": 350}
    weights, delays, first = experiment.train("peephole", SETTINGS["models"]["peephole"], settings)
    assert experiment.right("peephole", weights, delays, settings).tolist() == [1.0]
    assert max(first) <= max(recorded["peephole"]["10"]["updates_until_right"])
