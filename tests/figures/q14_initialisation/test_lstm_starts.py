"""The claim of lstm_starts, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q14_initialisation import lstm_starts


@pytest.fixture(scope="module")
def plotted():
    return lstm_starts.arrays()


def solved(plotted: dict, matrices: str, bias: str, lag: int) -> int:
    """Seeds that hold the symbol; a lag that was not tried counts as none."""
    return int(np.isfinite(plotted[matrices].get(f"{bias} {lag}", np.array([]))).sum())


def test_with_chrono_biases_every_seed_holds_every_lag(plotted):
    counts = {solved(plotted, m, "chrono", lag) for m in lstm_starts.MATRICES for lag in (50, 100, 200)}
    assert counts == {3}
    assert "every seed holds it over 50, 100 and 200 steps" in lstm_starts.ALT


@pytest.mark.parametrize("bias", ["bias_-1", "bias_0", "bias_1"])
def test_up_to_bias_one_no_seed_holds_it_over_fifty(plotted, bias):
    assert any(f"{bias} 50" in rows for rows in plotted.values())
    assert not any(solved(plotted, m, bias, 50) for m in lstm_starts.MATRICES)


def test_larger_biases_mostly_do_over_fifty_and_a_hundred(plotted):
    larger = [(m, bias) for m in plotted for bias in ("bias_3", "bias_5") if bias in plotted[m]]
    for lag in (50, 100):
        assert sum(solved(plotted, m, bias, lag) for m, bias in larger) > 0.6 * 3 * len(larger)
    over_200 = {(m, bias): solved(plotted, m, bias, 200) for m, bias in larger if solved(plotted, m, bias, 200)}
    assert over_200 == {("pytorch", "bias_5"): 2}


def test_chrono_starts_below_one_and_the_large_biases_above(plotted):
    for rows in plotted.values():
        assert (rows["chrono"] < 1).all()
        assert (rows["bias_3"] > 1).all()


def test_nothing_that_was_solved_is_drawn_right_of_the_line(plotted):
    limit = kit.settings("lstm_starts").updates
    for rows in plotted.values():
        for key, updates in rows.items():
            assert " " not in key or (updates[np.isfinite(updates)] <= limit).all()
    assert limit < lstm_starts.NEVER
