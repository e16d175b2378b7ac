"""Distances of z-normalised stretches against SciPy, and their limits."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.spatial.distance import cdist
from scipy.stats import zscore

from scripts.reference import discord
from tests.reference.samples import normal

X, NORMAL, M = normal(1, 30), normal(2, 45), 7


def windows(x: np.ndarray) -> np.ndarray:
    return np.array([x[k : k + M] for k in range(len(x) - M + 1)])


def test_the_nearest_distance_is_that_of_scipy():
    theirs = cdist(zscore(windows(X), axis=1), zscore(windows(NORMAL), axis=1)).min(axis=1)
    assert_allclose(discord.nearest(X, NORMAL, M), theirs, rtol=1e-10)


def test_level_and_scale_do_not_count():
    assert_allclose(discord.nearest(40.0 + 3.0 * X, NORMAL, M), discord.nearest(X, NORMAL, M), rtol=1e-8)
    assert_allclose(discord.nearest(7.0 - 2.0 * NORMAL, -NORMAL, M), 0.0, atol=1e-6)


def test_the_distance_is_that_of_the_correlation():
    rho = np.corrcoef(X[:M], NORMAL[:M])[0, 1]
    assert discord.nearest(X[:M], NORMAL[:M], M)[0] == pytest.approx(np.sqrt(2 * M * (1 - rho)))


def test_a_constant_stretch_is_root_m_from_any_other():
    assert discord.nearest(np.full(M, 3.0), NORMAL, M)[0] == pytest.approx(np.sqrt(M))


def test_a_planted_shape_is_the_discord():
    normal_wave = np.sin(np.arange(200) / 5)
    wave = normal_wave.copy()
    wave[100:110] = wave[100]
    found = discord.nearest(wave, normal_wave, 20)
    assert 85 <= found.argmax() <= 105
    assert found[:75].max() < 0.05


def test_a_step_gets_the_mean_of_the_windows_over_it():
    scores = normal(3, len(X) - M + 1)
    ours = discord.per_step(scores, M)
    theirs = [np.mean([s for k, s in enumerate(scores) if k <= t < k + M]) for t in range(len(X))]
    assert_allclose(ours, theirs)


@pytest.mark.parametrize("m", [1, 31])
def test_a_length_that_does_not_fit_is_refused(m):
    with pytest.raises(ValueError, match="m is"):
        discord.stretches(X, m)
