"""Costs of a search against simulation, against brackets worked out by hand and in limit cases."""

from fractions import Fraction

import numpy as np
import pytest

from scripts.reference.halving import Round, bracket, cost, hit, hyperband

# The brackets for R = 81, η = 3, worked out by hand from Algorithm 1 of Li et al. (2018), from s = 4 to s = 0.
BY_HAND = [
    [(81, 1), (27, 3), (9, 9), (3, 27), (1, 81)],
    [(34, 3), (11, 9), (3, 27), (1, 81)],
    [(15, 9), (5, 27), (1, 81)],
    [(8, 27), (2, 81)],
    [(5, 81)],
]


@pytest.mark.parametrize(("best", "trials"), [(0.05, 60), (0.05, 7), (0.3, 4), (0.5, 1)])
def test_the_chance_of_a_hit_is_that_of_a_simulation(best, trials):
    drawn = np.random.default_rng(0).random((40000, trials))
    assert hit(best, trials) == pytest.approx((drawn < best).any(axis=1).mean(), abs=0.01)


def test_sixty_trials_and_no_fewer_than_59_hit_the_best_twentieth_with_95_per_cent():
    assert round(hit(0.05, 60), 3) == 0.954
    assert hit(0.05, 58) < 0.95 < hit(0.05, 59)


def test_the_brackets_are_those_worked_out_by_hand():
    assert hyperband(81, 3) == BY_HAND


def test_hyperband_costs_less_than_a_third_of_training_all_to_the_end():
    assert [cost(rounds) for rounds in hyperband(81, 3)] == [405, 363, 351, 378, 405]
    assert sum(map(cost, hyperband(81, 3))) == 1902


@pytest.mark.parametrize(("most", "eta"), [(81, 3), (64, 4), (32, 2), (1, 3), (5, 5)])
def test_a_bracket_ends_at_the_full_budget_and_starts_enough(most, eta):
    brackets = hyperband(most, eta)
    for s, rounds in zip(range(len(brackets) - 1, -1, -1), brackets, strict=True):
        assert rounds == bracket(s, most, eta)
        assert rounds[-1].units == most
        assert rounds[0].units * eta**s == most
        exact = Fraction(len(brackets), s + 1) * eta**s
        assert 0 <= rounds[0].configurations - exact < 1


def test_without_a_cut_all_are_trained_to_the_end():
    assert bracket(0, 81, 3) == [Round(5, 81)]
    assert hyperband(1, 3) == [[Round(1, 1)]]


@pytest.mark.parametrize(("most", "eta"), [(80, 3), (0, 3), (2, 1), (9, 2)])
def test_a_budget_that_is_no_power_is_refused(most, eta):
    with pytest.raises(ValueError, match=rf"^R is {most}, expected a power of {eta}$"):
        hyperband(most, eta)


@pytest.mark.parametrize("s", [-1, 5])
def test_a_bracket_that_is_none_is_refused(s):
    with pytest.raises(ValueError, match=rf"^s is {s}, expected 0 to 4$"):
        bracket(s, 81, 3)


@pytest.mark.parametrize(("best", "trials"), [(0.0, 3), (1.0, 3), (float("nan"), 3), (0.05, 0)])
def test_a_share_or_a_number_of_trials_that_is_none_is_refused(best, trials):
    with pytest.raises(ValueError, match=r"expected a share inside \(0, 1\) and a trial at least$"):
        hit(best, trials)
