"""The claims of restarted_streams, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q50_production_deployment import restarted_streams
from scripts.figures.q50_production_deployment.restarted_streams import SERIES, arrays, draw
from tests.figures.kit.seeds import curve, expect_seeds
from tests.figures.says import says

BELOW = "Zeros stay well below the kept state; another version's or another speaker's state begins far lower still."


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@says(
    restarted_streams,
    "The kept state stays at 0.95 or more.",
    "Three replayed frames give 0.80 to 0.84, zeros 0.68 to 0.70.",
    "Another version's state climbs from 0.20 to 0.54, another speaker's from 0 to 0.17.",
)
def test_the_shares_are_those_of_the_text(plotted):
    means = {name: plotted[name].mean(1).round(2) for name in SERIES}
    assert plotted["kept"].min() >= 0.95
    assert kit.settings("lost_state").replay == 3
    for name in ("other_version", "stranger"):
        assert (np.diff(plotted[name].mean(1)) > 0).all()
    assert [(means[name].min(), means[name].max()) for name in ("replayed", "zeros")] == [(0.80, 0.84), (0.68, 0.70)]
    assert [(means[name][0], means[name][-1]) for name in ("other_version", "stranger")] == [(0.20, 0.54), (0.0, 0.17)]


@says(restarted_streams, BELOW)
def test_every_case_lies_below_the_kept_state_in_every_seed_and_frame(plotted):
    for name in SERIES:
        if name != "kept":
            assert (plotted[name] < plotted["kept"]).all()


@says(restarted_streams, BELOW)
def test_a_wrong_state_is_worse_than_none_in_every_frame(plotted):
    for name in ("stranger", "other_version"):
        assert (plotted[name] < plotted["zeros"]).all()
        assert (plotted[name][0] < plotted["zeros"][0] - 0.25).all()
    assert (plotted["zeros"] < plotted["kept"] - 0.2).all()


def test_replayed_frames_help(plotted):
    assert (plotted["replayed"] > plotted["zeros"]).all()


def test_a_strangers_state_begins_below_the_largest_class(plotted):
    assert (plotted["stranger"][0] < plotted["commonest"]).all()


def test_nothing_has_caught_up_at_the_end(plotted):
    means = {name: plotted[name][-1].mean() for name in SERIES}
    assert all(means["kept"] - means[name] > 0.05 for name in SERIES if name != "kept")
    assert np.array_equal(plotted["frames"], np.arange(1, 9))


@says(
    restarted_streams,
    "Share answered right over eight frames since the restart.",
    "Speakers of JapaneseVowels; dots are five seeds, lines means.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_five_seeds_over_eight_frames(plotted, narrow):
    (axes,) = draw(narrow).axes
    assert {plotted[name].shape for name in SERIES} == {(8, 5)}
    expect_seeds(axes, [(plotted["frames"], plotted[name]) for name in SERIES])
    written = {text.get_text(): text.get_color() for text in axes.texts}
    for name, (label, *_) in SERIES.items():
        line = curve(axes, plotted[name].mean(1))
        assert line.get_xdata().tolist() == list(range(1, 9))
        assert written[label] == line.get_color()
