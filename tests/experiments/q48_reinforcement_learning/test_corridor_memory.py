"""What corridor_memory measures is what the page says, and the cheapest setting comes out as recorded."""

import pytest
import torch

from scripts.experiments.q48_reinforcement_learning import corridor_memory as experiment
from scripts.experiments.q48_reinforcement_learning import maze_agents
from scripts.experiments.records.results import data
from scripts.experiments.tasks import held_out

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded():
    return data("corridor_memory")


def success(recorded, name: str, N: int) -> list[float]:
    return recorded[name][N].success["values"]


def test_the_cheapest_setting_is_measured_again(recorded):
    short = SETTINGS | {"updates": max(recorded.four[2].first_right), "test_episodes": 100}
    again = experiment.learn(SETTINGS["models"]["four"], 2, short)
    assert min(again["success"]["values"]) >= 0.9
    assert [n is not None for n in again["first_right"]].count(True) >= 4


def test_the_first_look_that_is_right_counts_and_all_looks_are_at_the_same_held_out_episodes(monkeypatch):
    right = iter([[5, 0], [10, 9], [9, 9], [10, 9]])  # of ten episodes, by look and seed
    states = []

    def play(weights, model, N, B, generators, spare):
        states.extend(generator.get_state() for generator in generators)
        return maze_agents.Played(*[None] * 4, torch.arange(B) < torch.tensor(next(right))[:, None])

    def fit(weights, batch, settings, look):
        for n in range(1, 201):
            look(n, None)

    monkeypatch.setattr(experiment.maze_agents, "play", play)
    monkeypatch.setattr(experiment.side_by_side, "fit", fit)
    found = experiment.learn(SETTINGS["models"]["one"], 5, SETTINGS | {"seeds": [0, 1], "test_episodes": 10})
    assert found["first_right"] == [100, None]
    assert found["success"]["values"] == [1.0, 0.9]
    assert len(states) == 8
    assert all(torch.equal(state, held_out.generator(5).get_state()) for state in states)


@pytest.mark.parametrize(("name", "reach"), [("one", 1), ("four", 4), ("twelve", 12)])
def test_a_stack_is_right_while_it_holds_the_signal_and_at_chance_beyond(recorded, name, reach):
    for N in SETTINGS["lengths"]:
        if reach > N:
            assert min(success(recorded, name, N)) > 0.98
        else:
            assert all(abs(share - 0.5) < 0.1 for share in success(recorded, name, N))
            assert set(recorded[name][N].first_right) == {None}


def test_lstms_learn_20_steps_and_40_only_in_some_runs(recorded):
    assert min(success(recorded, "lstm_bias_4", 20)) > 0.98
    assert [share > 0.98 for share in success(recorded, "lstm", 20)].count(True) == 4
    for name in ("lstm", "lstm_bias_4"):
        assert min(success(recorded, name, 10)) > 0.98
        ends = success(recorded, name, 40)
        assert min(ends) < 0.52
        assert max(ends) > 0.88


def test_the_two_biases_cannot_be_told_apart_at_40(recorded):
    one, four = (recorded[name][40].success for name in ("lstm", "lstm_bias_4"))
    assert abs(one["mean"] - four["mean"]) < max(one["sd"], four["sd"])
