"""The claim of ensemble_gain, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q45_ensembles import ensemble_gain
from scripts.figures.q45_ensembles.ensemble_gain import PANELS, arrays, draw
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says

FLATTENS = "The gain flattens, the price does not."
DIPS = "The calibration error dips, then returns; the time grows."
LARGER = "One LSTM as large as five gains less than half as much, in less time."


@says(
    ensemble_gain,
    "Dots: means of five groups of ten LSTMs; lines: over all.",
    "Crosses: ten single seeds of one LSTM as large as five.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_panel_has_five_groups_their_mean_and_ten_crosses(narrow):
    plotted, settings = arrays(), kit.settings("ensemble_size")
    assert len(settings.seeds) == 5 * settings.members == 50
    for axes, name in zip(draw(narrow).axes, PANELS, strict=True):
        assert plotted[name].shape == (5, 5)
        expect_seeds(axes, [(plotted["members"], plotted[name])], others=len(settings.larger_seeds))
        (crosses,) = (line for line in axes.lines if line.get_marker() == "x")
        np.testing.assert_array_equal(crosses.get_ydata(), plotted[f"larger_{name}"])
        assert len(plotted[f"larger_{name}"]) == len(settings.larger_seeds) == 10


@says(ensemble_gain, "One to ten LSTMs on JapaneseVowels, their probabilities averaged.")
def test_the_accuracy_is_that_of_averaged_probabilities():
    measured = kit.data("ensemble_size")
    assert (arrays()["members"][0], arrays()["members"][-1]) == (1, 10)
    for M, groups in zip(arrays()["members"], arrays()["right"], strict=True):
        assert groups.tolist() == measured.by_size[int(M)].right["values"]
        for other in ("right_votes", "right_logits"):
            assert M == 1 or groups.tolist() != measured.by_size[int(M)][other]["values"]


@says(ensemble_gain, "The accuracy rises, most of it by five members.", FLATTENS)
def test_most_of_the_gain_comes_by_five_members():
    plotted = arrays()
    assert plotted["members"].tolist() == [1, 2, 3, 5, 10]
    right = plotted["right"].mean(axis=1)
    assert (np.diff(right) > 0).all()
    assert (np.diff(np.diff(right) / np.diff(plotted["members"])) < 0).all()
    assert right[3] - right[0] > 2 * (right[4] - right[3]) > -0.01
    assert (plotted["right"][4] > plotted["right"][0]).all()  # in every group


@says(ensemble_gain, DIPS)
def test_the_calibration_error_dips_and_returns():
    ece = arrays()["ece"]
    assert (ece[1:3] < ece[0]).all()  # two and three members, in every group
    assert abs(ece[4].mean() - ece[0].mean()) < ece[4].std(ddof=1)


@says(ensemble_gain, DIPS, FLATTENS)
def test_the_time_grows_with_the_members():
    plotted = arrays()
    times = plotted["ms"].mean(axis=1)
    assert (times[1:] > times[:-1]).all()
    assert times[4] - times[3] > times[3] - times[0]
    assert 5 < times[4] / times[0] < 15


@says(ensemble_gain, LARGER)
def test_one_as_large_as_five_gains_less_than_half_as_much_quicker():
    plotted = arrays()
    weights = kit.data("ensemble_size").larger.parameters / kit.data("ensemble_size").parameters
    assert weights == pytest.approx(5, abs=0.05)
    five = {name: plotted[name][3] for name in ("right", "ece", "ms")}
    larger = {name: plotted[f"larger_{name}"] for name in five}
    assert all(len(values) == 10 for values in larger.values())
    one = plotted["right"][0].mean()
    gained = (larger["right"] - one) / (five["right"].mean() - one)
    assert 0 < gained.mean() + 2 * gained.std(ddof=1) / len(gained) ** 0.5 < 1
    assert gained.mean() < 0.5
    assert larger["ece"].mean() > five["ece"].mean()
    assert larger["ms"].max() < five["ms"].min()


@pytest.mark.parametrize("narrow", [False, True])
def test_every_mark_lies_on_the_sheet(narrow):
    for axes in draw(narrow).axes:
        for line in axes.lines:
            for values, limits in zip(line.get_data(), (axes.get_xlim(), axes.get_ylim()), strict=True):
                assert min(limits) <= np.min(values)
                assert np.max(values) <= max(limits)
