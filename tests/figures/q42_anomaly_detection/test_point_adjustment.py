"""The claim of point_adjustment, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q42_anomaly_detection import point_adjustment
from scripts.figures.q42_anomaly_detection.point_adjustment import RATES, SHARE
from scripts.reference import events
from tests.figures.kit.seeds import curve
from tests.figures.says import says

RISES = "With point adjustment it rises with the length, to 0.91 at 200 steps."


@pytest.fixture(scope="module")
def plotted():
    return point_adjustment.arrays()


@says(
    point_adjustment,
    RISES,
    "Point adjustment lifts their F1 from the lower line to the upper one, the more the longer the events are.",
)
def test_adjusted_random_alarms_rise_with_the_length(plotted):
    assert (np.diff(plotted["adjusted"]) > 0).all()
    assert plotted["adjusted"][0] == pytest.approx(plotted["plain"][0])
    assert (plotted["adjusted"][1:] > plotted["plain"][1:]).all()
    assert np.ptp(plotted["plain"]) == 0


@says(point_adjustment, RISES, "Without adjustment it never exceeds 0.18.")
def test_the_numbers_are_those_of_the_text(plotted):
    at = np.interp([200, 1000], plotted["length"], plotted["adjusted"])
    assert at == pytest.approx([0.91, 0.97], abs=0.005)
    assert round(max(events.random_adjusted(0.1, 200, p) for p in RATES), 2) == 0.91
    assert plotted["plain"].round(2).max() == 0.18
    assert plotted["plain"] == pytest.approx(2 * 0.1 / 1.1, abs=1e-3)


@says(point_adjustment, "F1 of random alarms over the length of events, which make up a tenth of all steps.")
def test_a_tenth_of_the_steps_lies_in_events(plotted):
    assert SHARE == 0.1
    axes = point_adjustment.draw().axes[0]
    written = {text.get_text(): text.get_color() for text in axes.texts}
    for name in ("adjusted", "plain"):
        line = curve(axes, plotted[name])
        assert written[name] == line.get_color()
        np.testing.assert_array_equal(line.get_xdata(), plotted["length"])


@says(point_adjustment, "The alarms are drawn at random, at the rate that suits them best.")
def test_no_other_rate_suits_random_alarms_better_and_the_formula_counts_real_ones(plotted):
    finer = np.geomspace(1e-4, 1, 3001)
    for length, best in zip(plotted["length"], plotted["adjusted"], strict=True):
        scores = np.array([events.random_adjusted(SHARE, int(length), p) for p in finer])
        assert scores.max() == pytest.approx(best, abs=1e-4)
    rng, length = np.random.default_rng(0), 50
    labels = np.arange(2_000_000) % (length * 10) < length
    for p in (0.01, 0.05):
        alarms = rng.random(len(labels)) < p
        counted = events.f_score(events.by_point(events.adjusted(alarms, labels), labels))
        assert counted == pytest.approx(events.random_adjusted(SHARE, length, p), abs=0.02)
