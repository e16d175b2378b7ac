"""The claim of missing_values, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q32_missing_values.missing_values import arrays


def test_raw_zeros_are_worst_and_forward_fill_is_as_good_as_interpolation():
    plotted = arrays()
    at = {name: plotted[name].mean(0) for name in ("told", "interpolate", "forward", "mean", "zero")}
    assert plotted["complete"].mean() == pytest.approx(0.98, abs=0.005)
    for name in ("told", "interpolate", "forward"):
        assert 0.88 <= round(at[name][-1], 2) <= 0.90
    assert at["mean"][-1] == pytest.approx(0.87, abs=0.005)
    assert at["zero"][-1] == pytest.approx(0.78, abs=0.005)
    for name in ("interpolate", "forward"):
        assert plotted["complete"].mean() - at[name][:2].min() <= 0.02
    for k in (1, 2, 3):
        assert at["zero"][k] < min(at[name][k] for name in at if name != "zero")


def test_mask_and_gap_help_where_large_values_go_missing_and_hardly_at_random():
    (random_filled, random_told), (filled, told) = arrays()["by_value"]
    plotted = arrays()
    np.testing.assert_array_equal(random_filled, plotted["forward"][:, -1])
    np.testing.assert_array_equal(random_told, plotted["told"][:, -1])
    assert (told - filled > 0.03).all()
    assert abs(random_told.mean() - random_filled.mean()) < 0.01
    assert filled.mean() == pytest.approx(0.82, abs=0.005)
    assert told.mean() == pytest.approx(0.87, abs=0.005)
