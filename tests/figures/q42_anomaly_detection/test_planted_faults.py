"""The claim of planted_faults, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q42_anomaly_detection import planted_faults

NAMES = list(planted_faults.DETECTORS)
SINGLE_CHANNEL = [NAMES.index(name) for name in ("change", "zscore", "still", "discord")]


@pytest.fixture(scope="module")
def plotted():
    return planted_faults.arrays()


def mean(plotted, panel: str) -> dict[str, float]:
    return dict(zip(NAMES, plotted[panel].mean(axis=1), strict=True))


def test_pca_and_the_lstm_forecast_find_most_spikes_and_a_limit_finds_what_chance_does(plotted):
    found = mean(plotted, "walk spike")
    assert sorted(found, key=found.get)[-2:] == ["forecast", "wide"]
    assert (found["wide"], found["forecast"]) == pytest.approx((0.76, 0.69), abs=0.005)
    assert found["zscore"] == pytest.approx(0.07, abs=0.005)
    assert plotted["walk spike"][SINGLE_CHANNEL].max() < 0.14


def test_a_frozen_sensor_is_found_by_variance_and_z_score_alone(plotted):
    sure = [NAMES.index("zscore"), NAMES.index("still")]
    for score in ("walk frozen", "smoothed frozen"):
        assert (plotted[score][sure] == 1.0).all()
        assert np.delete(plotted[score], sure, axis=0).max() < 0.6


def test_the_smoothed_lstm_forecast_finds_more_late_sensors_than_any_other_in_every_seed(plotted):
    late, found = plotted["smoothed late"], mean(plotted, "smoothed late")
    assert (late[NAMES.index("forecast")] > np.delete(late, NAMES.index("forecast"), axis=0).max(axis=0)).all()
    assert (found["forecast"], found["pca"]) == pytest.approx((0.59, 0.43), abs=0.005)


def test_hardly_anything_finds_noise_nor_a_highest_score_a_late_sensor(plotted):
    assert max(mean(plotted, "walk noise").values()) < 0.15
    assert max(mean(plotted, "smoothed noise").values()) == pytest.approx(0.28, abs=0.005)
    assert max(mean(plotted, "walk late").values()) == pytest.approx(0.19, abs=0.005)
    assert plotted["chance"] == 0.1
