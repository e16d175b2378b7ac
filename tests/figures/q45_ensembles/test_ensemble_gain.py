"""The claim of ensemble_gain, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q45_ensembles.ensemble_gain import arrays, draw


def test_most_of_the_gain_comes_by_five_members():
    plotted = arrays()
    assert plotted["members"].tolist() == [1, 2, 3, 5, 10]
    right = plotted["right"].mean(axis=1)
    assert right[3] - right[0] > 2 * (right[4] - right[3]) > -0.01
    assert (plotted["right"][4] > plotted["right"][0]).all()  # in every group


def test_the_calibration_error_dips_and_returns():
    ece = arrays()["ece"]
    assert (ece[1:3] < ece[0]).all()  # two and three members, in every group
    assert abs(ece[4].mean() - ece[0].mean()) < ece[4].std(ddof=1)


def test_the_time_grows_with_the_members():
    plotted = arrays()
    times = plotted["ms"].mean(axis=1)
    assert (times[1:] > times[:-1]).all()
    assert 5 < times[4] / times[0] < 15


def test_one_as_large_as_five_gains_less_than_half_as_much_quicker():
    plotted = arrays()
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
