"""The claims of code_plane, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q33_autoencoders import code_plane
from scripts.figures.q33_autoencoders.code_plane import arrays, draw
from tests.figures.says import says


def test_with_many_days_one_or_two_numbers_have_half_the_error_of_pca_and_eight_more():
    plotted = arrays()
    assert plotted["sizes"].tolist() == [1, 2, 4, 8]
    lstm, pca = plotted["lstm many"], plotted["pca many"]
    np.testing.assert_allclose(lstm.mean(axis=1)[:2] / pca[:2, 0], 0.5, atol=0.03)
    assert lstm[2].max() < pca[2]
    assert lstm[3].min() > pca[3]


@says(
    code_plane,
    "Learned from 582 days, LSTM codes of one or two numbers have half of PCA's error; of eight, a little more "
    "even after four times the updates.",
    "With few numbers and enough days the LSTM wins; with eight, longer training brings it near PCA.",
)
def test_with_eight_numbers_four_times_the_updates_leave_an_error_little_above_that_of_pca():
    plotted = arrays()
    longer, pca = plotted["longer"], plotted["pca many"][3, 0]
    assert plotted["size"] == plotted["sizes"][3]
    assert pca < longer.min()
    assert longer.max() < 1.2 * pca
    np.testing.assert_allclose(plotted["lstm many"].mean(axis=1)[:2] / plotted["pca many"][:2, 0], 0.5, atol=0.03)
    assert plotted["lstm many"][3].min() > pca
    assert longer.max() < plotted["lstm many"][3].min()


@says(
    code_plane,
    "From 67 days the LSTM's error stops falling after four.",
)
def test_with_few_days_the_error_stops_falling_after_four():
    few = arrays()["lstm few"].mean(axis=1)
    assert few[0] > few[1] > few[2]
    assert few[3] > few[2]


@says(
    code_plane,
    "In a code of two the half-years mostly lie apart, without labels.",
)
def test_in_the_plane_the_nearest_other_day_is_mostly_of_the_same_half_year():
    plotted = arrays()
    apart = np.linalg.norm(plotted["codes"][:, None] - plotted["codes"], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (plotted["season"][apart.argmin(axis=1)] == plotted["season"]).mean() > 0.9
    assert 0.4 < plotted["season"].mean() < 0.6


@pytest.mark.parametrize("narrow", [False, True])
def test_every_mark_lies_on_the_sheet(narrow):
    for axes in draw(narrow).axes:
        for line in axes.lines:
            for values, limits in zip(line.get_data(), (axes.get_xlim(), axes.get_ylim()), strict=True):
                assert min(limits) <= np.min(values)
                assert np.max(values) <= max(limits)


@says(code_plane, "Lines are means over seeds.")
def test_lines_are_means_over_seeds():
    errors = draw().axes[0]
    drawn = [line.get_ydata() for line in errors.lines]
    for name in code_plane.CURVES:
        assert any(np.array_equal(line, arrays()[name].mean(axis=1)) for line in drawn), name
