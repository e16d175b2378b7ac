"""The claim of planted_faults, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q42_anomaly_detection import planted_faults
from tests.figures.says import says

NAMES = list(planted_faults.DETECTORS)
LEADS = "The LSTM forecast leads on late sensors; PCA suffices for spikes, the variance for a frozen sensor."
MARKS = "Hollow: highest score; filled: smoothed over a second; a mark per seed; dotted: chance."
SINGLE_CHANNEL = [NAMES.index(name) for name in ("change", "zscore", "still", "discord")]


@pytest.fixture(scope="module")
def plotted():
    return planted_faults.arrays()


def mean(plotted, panel: str) -> dict[str, float]:
    return dict(zip(NAMES, plotted[panel].mean(axis=1), strict=True))


@says(
    planted_faults,
    "Spikes, highest score: wide PCA finds 0.76, the LSTM forecast 0.69, the z-score 0.07.",
    LEADS,
)
def test_pca_and_the_lstm_forecast_find_most_spikes_and_a_limit_finds_what_chance_does(plotted):
    found = mean(plotted, "walk spike")
    assert sorted(found, key=found.get)[-2:] == ["forecast", "wide"]
    assert (found["wide"], found["forecast"]) == pytest.approx((0.76, 0.69), abs=0.005)
    assert found["zscore"] == pytest.approx(0.07, abs=0.005)
    assert plotted["walk spike"][SINGLE_CHANNEL].max() < 0.14


@says(planted_faults, "Frozen: variance and z-score find all.", LEADS)
def test_a_frozen_sensor_is_found_by_variance_and_z_score_alone(plotted):
    sure = [NAMES.index("zscore"), NAMES.index("still")]
    for score in ("walk frozen", "smoothed frozen"):
        assert (plotted[score][sure] == 1.0).all()
        assert np.delete(plotted[score], sure, axis=0).max() < 0.6


@says(planted_faults, "Late, smoothed: LSTM forecast 0.59, PCA 0.43.", LEADS)
def test_the_smoothed_lstm_forecast_finds_more_late_sensors_than_any_other_in_every_seed(plotted):
    late, found = plotted["smoothed late"], mean(plotted, "smoothed late")
    assert found["forecast"] > max(mean(plotted, "walk late").values())
    assert (late[NAMES.index("forecast")] > np.delete(late, NAMES.index("forecast"), axis=0).max(axis=0)).all()
    assert (found["forecast"], found["pca"]) == pytest.approx((0.59, 0.43), abs=0.005)


@says(planted_faults, "Noise: at most 0.28.")
def test_hardly_anything_finds_noise_nor_a_highest_score_a_late_sensor(plotted):
    assert max(mean(plotted, "walk noise").values()) < 0.15
    assert max(mean(plotted, "smoothed noise").values()) == pytest.approx(0.28, abs=0.005)
    assert max(mean(plotted, "walk late").values()) == pytest.approx(0.19, abs=0.005)


@says(planted_faults, "Share of planted faults that nine detectors find at equal false alarms.")
def test_nine_detectors_have_one_rate_of_false_alarms_in_each_kind(plotted):
    assert len(NAMES) == len(set(NAMES)) == 9
    assert set(NAMES) == set(kit.data("anomaly_detectors").walk)
    assert kit.settings("anomaly_detectors").allowed == plotted["chance"]
    assert list(planted_faults.KINDS) == list(kit.data("anomaly_detectors").planted)


@says(planted_faults, "Dotted: chance, 0.10.", MARKS)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_row_has_hollow_marks_of_the_highest_score_and_filled_ones_of_the_smoothed(plotted, narrow):
    seeds = len(kit.settings("anomaly_detectors").seeds)
    for axes, kind in zip(planted_faults.draw(narrow).axes, planted_faults.KINDS, strict=True):
        (dotted,) = (line for line in axes.lines if line.get_linestyle() == ":")
        assert dotted.get_xdata() == [0.1, 0.1]
        marks = iter([line for line in axes.lines if line.get_linestyle() == "None"])
        for row, shares in enumerate(zip(plotted[f"walk {kind}"], plotted[f"smoothed {kind}"], strict=True)):
            place = axes.get_yticks()[row]
            for found, hollow in zip(shares, (True, False), strict=True):
                drawn = next(marks)
                assert len(found) == seeds
                np.testing.assert_array_equal(drawn.get_xdata(), found)
                assert (np.abs(drawn.get_ydata() - place) < 0.5).all()
                assert (drawn.get_markerfacecolor() == "none") == hollow
        assert not [*marks]
        if narrow or kind == planted_faults.KINDS[0]:
            assert [label.get_text() for label in axes.get_yticklabels()] == [*planted_faults.DETECTORS.values()]
