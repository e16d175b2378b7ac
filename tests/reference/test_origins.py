"""Windows against NumPy's own, rolling origins against scikit-learn's TimeSeriesSplit, and what windows share."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sklearn.model_selection import TimeSeriesSplit

from scripts.reference import origins

T, L, K = 23, 5, 3


def test_pairs_are_counted_by_the_formula():
    assert len(origins.pairs(T, L, K)) == T - L - K + 1
    assert len(origins.pairs(1000, 48, 24)) == 929
    assert len(origins.pairs(L + K - 1, L, K)) == 0


def test_windows_are_those_of_numpy():
    series = np.arange(T) ** 2.0
    whole = np.lib.stride_tricks.sliding_window_view(series, L + K)
    x, y = origins.cut(series, L, K)
    assert_array_equal(np.hstack([x, y]), whole)
    assert x.shape == (len(whole), L)


@pytest.mark.parametrize("gap", [0, 2])
def test_rolling_origins_are_those_of_scikit_learn(gap):
    theirs = TimeSeriesSplit(n_splits=4, test_size=K, gap=gap).split(np.zeros(T))
    ours = origins.rolling(T, T - 4 * K, K, K, gap)
    assert [(len(fit), test[0]) for fit, test in theirs] == [tuple(split) for split in ours]
    assert ours[-1].origin + K == T


def test_shared_steps_are_counted_as_sets():
    a, b = np.array([5, 9, 20]), np.array([7, 8])
    steps = {o: set(range(o - L, o + K)) for o in (*a, *b)}
    assert origins.shared(a, b, L, K).tolist() == [max(len(steps[o] & steps[p]) for p in b) for o in a]


def test_a_random_split_leaves_nearly_every_test_window_a_neighbour_in_training():
    at = np.random.default_rng(0).permutation(origins.pairs(1000, 30, 1))
    common = origins.shared(at[776:], at[:776], 30, 1)
    assert 0.9 < (common == 30).mean() < 1.0
    assert origins.shared(np.array([900]), np.arange(30, 800), 30, 1)[0] == 0


def test_what_cannot_be_cut_is_refused():
    with pytest.raises(ValueError, match="too few"):
        origins.cut(np.zeros(7), L, K)
    with pytest.raises(ValueError, match="the gap is 9"):
        origins.rolling(T, 9, K, K, 9)
