"""The claim of point_adjustment, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q42_anomaly_detection import point_adjustment


@pytest.fixture(scope="module")
def plotted():
    return point_adjustment.arrays()


def test_adjusted_random_alarms_rise_with_the_length(plotted):
    assert (np.diff(plotted["adjusted"]) > 0).all()
    assert plotted["adjusted"][0] == pytest.approx(plotted["plain"][0])


def test_the_numbers_are_those_of_the_text(plotted):
    at = np.interp([200, 1000], plotted["length"], plotted["adjusted"])
    assert at == pytest.approx([0.91, 0.97], abs=0.005)
    assert plotted["plain"] == pytest.approx(0.182, abs=0.001)
