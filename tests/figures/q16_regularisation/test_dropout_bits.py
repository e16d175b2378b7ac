"""The claims of dropout_bits, on the arrays that it plots."""

import pytest

from scripts.figures.q16_regularisation.dropout_bits import arrays


def test_no_kind_beats_none_before_the_model_overfits():
    plotted = arrays()
    none = plotted.pop("none").mean()
    assert none == pytest.approx(3.31, abs=0.005)
    for kind, rates in plotted.items():
        assert (rates.mean(1) > none).all(), kind


def test_at_the_higher_rate_a_fresh_mask_on_c_costs_and_the_three_that_spare_it_do_not():
    plotted = arrays()
    none = plotted["none"].mean()
    cost = {kind: rates[1].mean() - none for kind, rates in plotted.items() if kind != "none"}
    assert (round(cost["c_fresh"], 2), round(cost["forward"], 2)) == (0.13, 0.21)
    assert max(cost[kind] for kind in ("h_locked", "zoneout", "weight_drop")) < 0.03
