"""The claim of wider_beam, on the arrays that it plots."""

import re

import numpy as np
import pytest

from scripts.experiments.q29_beam_search import beam_width
from scripts.figures import kit
from scripts.figures.q29_beam_search import wider_beam
from scripts.figures.q29_beam_search.greedy_loses import ROWS
from scripts.reference import beam
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says

WIDER = (
    "Over beam widths 1 to 64, log P of the outputs rises from -2.51 to -2.22 and the share right from 0.36 to 0.41, "
    "nearly all by width 8; the length falls from 1.02 to 0.88 of the truth."
)
DIVIDED = "Divided by |Y|, outputs keep 0.99 of it, and 0.38 are right; |Y|^0.6 lies between."
LONGER = "At α = 0 outputs get likelier and shorter; a larger α keeps their length."


@pytest.fixture(scope="module")
def plotted():
    return wider_beam.arrays()


def means(plotted, name):
    return plotted[name].mean(axis=1)


@says(wider_beam, WIDER, "See where the curves become flat: at width 8.")
def test_curves_are_flat_from_width_8_on(plotted):
    wide = plotted["widths"] >= 8
    for name in wider_beam.SERIES:
        assert np.ptp(means(plotted, f"{name} log_p")[wide]) < 0.02
        assert np.ptp(means(plotted, f"{name} right")[wide]) < 0.005
        assert np.ptp(means(plotted, f"{name} length_ratio")[wide]) < 0.02
    from_four = plotted["widths"] >= 4
    assert np.ptp(means(plotted, "raw log_p")[from_four]) > 0.04
    assert np.ptp(means(plotted, "raw length_ratio")[from_four]) > 0.04
    at = plotted["widths"].tolist().index(8)
    for panel in ("log_p", "right"):
        rises = means(plotted, f"raw {panel}") - means(plotted, f"raw {panel}")[0]
        assert rises[at] > 0.9 * rises[-1] > 0


def test_width_one_is_greedy_decoding(plotted):
    for panel in wider_beam.PANELS:
        assert means(plotted, f"raw {panel}")[0] == pytest.approx(plotted[f"greedy {panel}"], rel=1e-3)


@says(wider_beam, LONGER)
def test_by_log_p_outputs_get_likelier_and_shorter_in_every_seed(plotted):
    assert (np.diff(plotted["raw log_p"], axis=0) > -0.005).all()
    assert (plotted["raw log_p"][-1] > plotted["raw log_p"][0] + 0.2).all()
    assert (plotted["raw length_ratio"][-1] < 0.91).all()
    assert (np.abs(plotted["normalised length_ratio"] - 1) < 0.035).all()
    alphas = kit.settings("beam_width").alphas
    assert [alphas[name] for name in wider_beam.SERIES] == [0, 0.6, 1]
    lengths = [means(plotted, f"{name} length_ratio")[1:] for name in wider_beam.SERIES]
    assert (np.diff(lengths, axis=0) > 0).all()


@says(wider_beam, WIDER, DIVIDED)
def test_the_numbers_in_the_text_are_those_of_the_arrays(plotted):
    named = [float(number) for number in re.findall(r"-?\d+\.\d+", wider_beam.ALT)]
    assert plotted["widths"][[0, -1]].tolist() == [1, 64]
    ends = [means(plotted, f"raw {panel}")[[0, -1]] for panel in ("log_p", "right", "length_ratio")]
    drawn = [*np.concatenate(ends), *(means(plotted, f"normalised {panel}")[-1] for panel in ("length_ratio", "right"))]
    assert named == pytest.approx([*(round(value, 2) for value in drawn), kit.settings("beam_width").alphas["partly"]])


@says(wider_beam, DIVIDED)
def test_the_middle_power_lies_between_from_width_2_on(plotted):
    for panel in wider_beam.PANELS:
        raw, partly, divided = (means(plotted, f"{name} {panel}")[1:] for name in wider_beam.SERIES)
        assert ((partly - raw) * (divided - partly) > 0).all()


@says(wider_beam, "The score is log P / |Y|^α.")
def test_the_score_is_log_p_over_a_power_of_the_length():
    assert beam_width.beam is beam
    for alpha in kit.settings("beam_width").alphas:
        power = kit.settings("beam_width").alphas[alpha]
        for found in beam.search(beam.from_table(ROWS), 2, 3, beam.power(power)):
            assert found.score == pytest.approx(found.log_p / len(found.tokens) ** power)


@says(wider_beam, "Dots: seeds.")
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_seeds_and_lines_their_means(plotted, narrow):
    for axes, panel in zip(wider_beam.draw(narrow).axes, wider_beam.PANELS, strict=True):
        seeds = [plotted[f"{name} {panel}"] for name in wider_beam.SERIES]
        assert {each.shape[1] for each in seeds} == {len(kit.settings("beam_width").seeds)}
        expect_seeds(axes, [(plotted["widths"], each) for each in seeds])
