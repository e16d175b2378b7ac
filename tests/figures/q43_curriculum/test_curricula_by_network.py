"""The claims of curricula_by_network, and of the page, on the shares that it plots."""

import numpy as np
import pytest

from scripts.experiments.records.results import data, settings
from scripts.figures.q43_curriculum import curricula_by_network
from scripts.figures.q43_curriculum.curricula_by_network import LOOKS, TITLES, arrays, draw
from tests.figures.says import says

WITHOUT = (
    "Without attention, mixed with 56 % on average and combined close to it are above none with 30 % and naive in "
    "every seed."
)
WITH = "With attention, none lies between 23 % and 98 %, around all the others; combined is above naive in every seed."
LEAD = "Without attention, mixed and combined lead in every seed; with it, none is scattered over the whole range."


@says(curricula_by_network, "Three-digit sums right after equal updates, three seeds.")
def test_all_are_trained_for_as_many_updates_and_asked_for_three_digits():
    measured, how = data("curricula"), settings("curricula")
    assert isinstance(how.updates, int)
    assert how.longest == 3
    for kind in TITLES:
        for regime in LOOKS:
            assert arrays()[kind][regime].tolist() == measured[kind][regime]["3"].right["values"]
            assert arrays()[kind][regime].shape == (3,) == (len(how.seeds),)


@says(curricula_by_network, "Markers are seeds, thin bars their means.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_row_has_a_marker_per_seed_and_a_bar_at_their_mean(narrow):
    panels = draw(narrow).axes
    assert [label.get_text() for label in panels[0].get_yticklabels()] == [*LOOKS]
    for axes, by_regime in zip(panels, arrays().values(), strict=True):
        for n, shares in enumerate(by_regime.values()):
            bar, markers = axes.lines[2 * n : 2 * n + 2]
            np.testing.assert_array_equal(bar.get_xdata(), [shares.mean()] * 2)
            np.testing.assert_array_equal(markers.get_xdata(), shares)
            assert markers.get_linestyle() == "None"
            assert (abs(np.concatenate([bar.get_ydata(), markers.get_ydata()]) - n) < 0.5).all()


@says(curricula_by_network, WITHOUT)
def test_the_means_are_those_of_the_alternative_text():
    means = {kind: [shares.mean() for shares in by_regime.values()] for kind, by_regime in arrays().items()}
    assert means["fixed"] == pytest.approx([0.30, 0.37, 0.56, 0.54], abs=0.005)
    assert abs(means["fixed"][3] - means["fixed"][2]) < 0.05
    assert means["attention"] == pytest.approx([0.56, 0.37, 0.52, 0.61], abs=0.005)


@says(curricula_by_network, WITHOUT, LEAD)
def test_without_attention_mixed_and_combined_lead_in_every_seed():
    plotted = arrays()["fixed"]
    worse = max(plotted["none"].max(), plotted["naive"].max())
    assert min(plotted["mixed"].min(), plotted["combined"].min()) > worse


@says(curricula_by_network, WITH, LEAD)
def test_with_attention_none_is_scattered_around_all_curricula():
    plotted = arrays()["attention"]
    assert [plotted["none"].min(), plotted["none"].max()] == pytest.approx([0.23, 0.98], abs=0.005)
    for regime in ("naive", "mixed", "combined"):
        assert plotted["none"].min() < plotted[regime].min()
        assert plotted["none"].max() > plotted[regime].max()


@says(curricula_by_network, WITH)
def test_combined_beats_naive_in_every_seed_of_both_networks():
    for plotted in arrays().values():
        assert plotted["combined"].min() > plotted["naive"].max()


def test_short_sums_are_right_after_mixed_and_combined_only():
    for kind in TITLES:
        for regime in LOOKS:
            for n in (1, 2):
                right = data("curricula")[kind][regime][n].right["values"]
                assert min(right) > 0.98 if regime in ("mixed", "combined") else max(right) < 0.25
