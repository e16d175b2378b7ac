"""The claim of planted_faults, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q42_anomaly_detection import planted_faults

NAMES = list(planted_faults.DETECTORS)
OF_ALL_CHANNELS = [NAMES.index(name) for name in ("linear", "pca", "forecast", "autoencoder")]
OTHERS = [NAMES.index(name) for name in ("change", "zscore", "discord")]


@pytest.fixture(scope="module")
def plotted():
    return planted_faults.arrays()


def test_spikes_are_found_by_the_scores_of_all_channels_alone(plotted):
    mean = plotted["spike"].mean(axis=1)
    assert mean[OF_ALL_CHANNELS].min() == pytest.approx(0.93, abs=0.005)
    assert mean[OTHERS].max() == pytest.approx(0.11, abs=0.006)


def test_a_frozen_sensor_is_found_by_the_moving_z_score_alone(plotted):
    mean = plotted["frozen"].mean(axis=1)
    assert (plotted["frozen"][NAMES.index("zscore")] == 1.0).all()
    assert np.delete(mean, NAMES.index("zscore")).max() == pytest.approx(0.15, abs=0.005)


def test_late_and_noise_are_found_little_more_often_than_by_chance(plotted):
    assert max(plotted[kind].mean(axis=1).max() for kind in ("late", "noise")) == pytest.approx(0.18, abs=0.005)
    assert plotted["chance"] == 0.1
