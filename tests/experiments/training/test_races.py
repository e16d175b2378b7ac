"""Races end when they are won; rates are ranked; lags are followed as far as they are solved."""

import pytest
import torch
from torch import nn

from scripts.experiments.training import races
from scripts.experiments.training.races import Run

SETTINGS = {"rate": 0.1, "clip": 1.0, "updates": 50, "check_every": 10, "solved": 0.9}


def raced(shares: list[float], **changes) -> tuple[Run, list[float]]:
    model, seen = nn.Linear(1, 1, bias=False), []
    nn.init.ones_(model.weight)
    shares = iter(shares)
    run = races.race(
        model, lambda: model.weight.square().sum(), lambda: next(shares), SETTINGS | changes, each_update=seen.append
    )
    return run, seen


def test_a_race_ends_at_the_first_look_that_finds_it_solved():
    run, seen = raced([0.1, 0.95])
    assert run == (0.95, 20)
    assert len(seen) == 20
    assert seen[0] == 1.0


def test_a_race_that_is_not_won_is_looked_at_after_the_last_update():
    run, _ = raced([0.1, 0.2, 0.3], updates=25)
    assert run == (0.3, 25)


def test_looks_leave_no_gradient_behind():
    def share() -> float:
        assert not torch.is_grad_enabled()
        return 1.0

    model = nn.Linear(1, 1)
    assert races.race(model, lambda: model.weight.square().sum(), share, SETTINGS) == (1.0, 10)


def test_an_outcome_counts_what_is_solved():
    made = races.outcome([Run(1.0, 30), Run(0.5, 50), Run(0.9, 50)], SETTINGS)
    assert made["solved"] == 2
    assert made["updates_until_solved"] == [30, None, 50]
    assert made["right"]["values"] == [1.0, 0.5, 0.9]


@pytest.mark.parametrize(
    ("by_rate", "best"),
    [
        ({0.1: [Run(1.0, 40), Run(1.0, 40)], 0.3: [Run(1.0, 10), Run(0.5, 50)]}, 0.1),  # more seeds before sooner
        ({0.1: [Run(1.0, 40), Run(1.0, 40)], 0.3: [Run(1.0, 10), Run(1.0, 20)]}, 0.3),
        ({0.1: [Run(0.1, 50), Run(0.1, 50)], 0.3: [Run(0.1, 50), Run(0.4, 50)]}, 0.3),
        ({0.1: [Run(1.0, 40), Run(0.2, 7)], 0.3: [Run(1.0, 40), Run(0.3, 50)]}, 0.3),  # broken off is not sooner
    ],
)
def test_the_best_rate_solves_most_then_soonest_then_is_right_most_often(by_rate, best):
    tuned = races.best_rate(by_rate, by_rate.__getitem__, SETTINGS)
    assert tuned.rate == best
    assert tuned.tried == by_rate
    assert tuned.as_values(SETTINGS)["0.1"]["right"] == [run.right for run in by_rate[0.1]]


@pytest.mark.parametrize(("least", "followed"), [(1, ["5", "10", "20"]), (2, ["5", "10"]), (3, ["5"])])
def test_lags_are_followed_as_long_as_enough_seeds_solve_them(least, followed):
    needed = {5: [30, 40, None], 10: [50, None, None], 20: [None, None, None], 40: [10, 10, 10]}
    made = races.by_lag([20, 5, 40, 10], lambda lag: {"updates_until_solved": needed[lag]}, least)
    assert list(made) == followed
