"""The claim of wider_beam, on the arrays that it plots."""

import re

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q29_beam_search import wider_beam
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return wider_beam.arrays()


def means(plotted, name):
    return plotted[name].mean(axis=1)


@says(
    wider_beam,
    "See where the curves become flat: at width 8.",
)
def test_curves_are_flat_from_width_8_on(plotted):
    wide = plotted["widths"] >= 8
    for name in wider_beam.SERIES:
        assert np.ptp(means(plotted, f"{name} log_p")[wide]) < 0.02
        assert np.ptp(means(plotted, f"{name} right")[wide]) < 0.005
        assert np.ptp(means(plotted, f"{name} length_ratio")[wide]) < 0.02


def test_width_one_is_greedy_decoding(plotted):
    for panel in wider_beam.PANELS:
        assert means(plotted, f"raw {panel}")[0] == pytest.approx(plotted[f"greedy {panel}"], rel=1e-3)


@says(
    wider_beam,
    "At α = 0 outputs get likelier and shorter; a larger α keeps their length.",
)
def test_by_log_p_outputs_get_likelier_and_shorter_in_every_seed(plotted):
    assert (np.diff(plotted["raw log_p"], axis=0) > -0.005).all()
    assert (plotted["raw log_p"][-1] > plotted["raw log_p"][0] + 0.2).all()
    assert (plotted["raw length_ratio"][-1] < 0.91).all()
    ends = [means(plotted, f"{name} length_ratio")[-1] for name in wider_beam.SERIES]
    assert ends == sorted(ends)
    assert (np.abs(plotted["normalised length_ratio"] - 1) < 0.035).all()


@says(
    wider_beam,
    "Over beam widths 1 to 64, log P of the outputs rises from -2.51 to -2.22 and the share right from 0.36 to "
    "0.41, nearly all by width 8; the length falls from 1.02 to 0.88 of the truth.",
)
def test_the_numbers_in_the_text_are_those_of_the_arrays(plotted):
    named = [float(number) for number in re.findall(r"-?\d+\.\d+", wider_beam.ALT)]
    ends = [means(plotted, f"raw {panel}")[[0, -1]] for panel in ("log_p", "right", "length_ratio")]
    drawn = [*np.concatenate(ends), *(means(plotted, f"normalised {panel}")[-1] for panel in ("length_ratio", "right"))]
    assert plotted["widths"][[0, -1]].tolist() == [1, 64]
    at_8 = plotted["widths"].tolist().index(8)
    for panel in ("log_p", "right"):
        start, end = means(plotted, f"raw {panel}")[[0, -1]]
        assert means(plotted, f"raw {panel}")[at_8] > start + 0.9 * (end - start)
    assert named == pytest.approx([*(round(value, 2) for value in drawn), kit.settings("beam_width").alphas["partly"]])


@says(
    wider_beam,
    "Divided by |Y|, outputs keep 0.99 of it, and 0.38 are right; |Y|^0.6 lies between.",
)
def test_the_middle_power_lies_between_from_width_2_on(plotted):
    for panel in wider_beam.PANELS:
        raw, partly, divided = (means(plotted, f"{name} {panel}")[1:] for name in wider_beam.SERIES)
        assert ((partly - raw) * (divided - partly) > 0).all()
    assert round(means(plotted, "normalised length_ratio")[-1], 2) == 0.99
    assert round(means(plotted, "normalised right")[-1], 2) == 0.38


@says(wider_beam, "Dots: seeds.")
def test_each_seed_has_a_dot(plotted):
    for axes, panel in zip(wider_beam.draw().axes, wider_beam.PANELS, strict=True):
        expect_seeds(axes, [plotted[f"{name} {panel}"] for name in wider_beam.SERIES])
