"""The claims of curricula_by_network, and of the page, on the shares that it plots."""

import pytest

from scripts.experiments.records.results import data
from scripts.figures.q43_curriculum.curricula_by_network import LOOKS, TITLES, arrays


def test_the_means_are_those_of_the_alternative_text():
    means = {kind: [shares.mean() for shares in by_regime.values()] for kind, by_regime in arrays().items()}
    assert means["fixed"] == pytest.approx([0.30, 0.37, 0.56, 0.54], abs=0.005)
    assert means["attention"] == pytest.approx([0.56, 0.37, 0.52, 0.61], abs=0.005)


def test_without_attention_mixed_and_combined_lead_in_every_seed():
    plotted = arrays()["fixed"]
    worse = max(plotted["none"].max(), plotted["naive"].max())
    assert min(plotted["mixed"].min(), plotted["combined"].min()) > worse


def test_with_attention_none_is_scattered_around_all_curricula():
    plotted = arrays()["attention"]
    assert [plotted["none"].min(), plotted["none"].max()] == pytest.approx([0.23, 0.98], abs=0.005)
    for regime in ("naive", "mixed", "combined"):
        assert plotted["none"].min() < plotted[regime].min()
        assert plotted["none"].max() > plotted[regime].max()


def test_combined_beats_naive_in_every_seed_of_both_networks():
    for plotted in arrays().values():
        assert plotted["combined"].min() > plotted["naive"].max()


def test_short_sums_are_right_after_mixed_and_combined_only():
    for kind in TITLES:
        for regime in LOOKS:
            for n in (1, 2):
                right = data("curricula")[kind][regime][n].right["values"]
                assert min(right) > 0.98 if regime in ("mixed", "combined") else max(right) < 0.25
