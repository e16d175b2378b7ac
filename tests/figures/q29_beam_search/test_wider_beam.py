"""The claim of wider_beam, on the arrays that it plots."""

import re

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q29_beam_search import wider_beam


@pytest.fixture(scope="module")
def plotted():
    return wider_beam.arrays()


def means(plotted, name):
    return plotted[name].mean(axis=1)


def test_curves_are_flat_from_width_8_on(plotted):
    wide = plotted["widths"] >= 8
    for name in wider_beam.SERIES:
        assert np.ptp(means(plotted, f"{name} log_p")[wide]) < 0.02
        assert np.ptp(means(plotted, f"{name} right")[wide]) < 0.005
        assert np.ptp(means(plotted, f"{name} length_ratio")[wide]) < 0.02


def test_width_one_is_greedy_decoding(plotted):
    for panel in wider_beam.PANELS:
        assert means(plotted, f"raw {panel}")[0] == pytest.approx(plotted[f"greedy {panel}"], rel=1e-3)


def test_by_log_p_outputs_get_likelier_and_shorter_in_every_seed(plotted):
    assert (np.diff(plotted["raw log_p"], axis=0) > -0.005).all()
    assert (plotted["raw log_p"][-1] > plotted["raw log_p"][0] + 0.2).all()
    assert (plotted["raw length_ratio"][-1] < 0.91).all()
    assert (np.abs(plotted["normalised length_ratio"] - 1) < 0.035).all()


def test_the_numbers_in_the_text_are_those_of_the_arrays(plotted):
    named = [float(number) for number in re.findall(r"-?\d+\.\d+", wider_beam.ALT)]
    ends = [means(plotted, f"raw {panel}")[[0, -1]] for panel in ("log_p", "right", "length_ratio")]
    drawn = [*np.concatenate(ends), *(means(plotted, f"normalised {panel}")[-1] for panel in ("length_ratio", "right"))]
    assert named == pytest.approx([*(round(value, 2) for value in drawn), kit.settings("beam_width").alphas["partly"]])


def test_the_middle_power_lies_between_from_width_2_on(plotted):
    for panel in wider_beam.PANELS:
        raw, partly, divided = (means(plotted, f"{name} {panel}")[1:] for name in wider_beam.SERIES)
        assert ((partly - raw) * (divided - partly) > 0).all()
