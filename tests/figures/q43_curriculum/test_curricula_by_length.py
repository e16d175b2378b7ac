"""The claims of curricula_by_length, on the shares that it plots."""

import pytest

from scripts.figures.q43_curriculum.curricula_by_length import arrays


def test_combined_leads_at_the_target_in_every_seed_and_none_is_last():
    target = {regime: shares[-1] for regime, shares in arrays().items()}
    for regime in ("none", "naive", "mixed"):
        assert (target["combined"] > target[regime]).all()
        assert target["combined"].min() > target[regime].max()
    assert target["none"].max() < min(target["naive"].min(), target["mixed"].min())
    means = {regime: shares.mean() for regime, shares in target.items()}
    assert means == pytest.approx({"none": 0.03, "naive": 0.12, "mixed": 0.13, "combined": 0.32}, abs=0.005)


def test_naive_and_mixed_are_alike_at_the_target():
    naive, mixed = (arrays()[regime][-1] for regime in ("naive", "mixed"))
    assert abs(naive.mean() - mixed.mean()) < min(naive.std(ddof=1), mixed.std(ddof=1))


def test_none_and_naive_get_no_shorter_sum_right_and_the_others_most():
    plotted = arrays()
    for regime in ("none", "naive"):
        assert (plotted[regime][:-1] == 0).all()
    for regime in ("mixed", "combined"):
        assert (plotted[regime][0] == 1).all()
        assert plotted[regime][1].mean() > 0.9
