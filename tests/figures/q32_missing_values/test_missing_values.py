"""The claim of missing_values, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q32_missing_values import missing_values
from scripts.figures.q32_missing_values.missing_values import arrays
from tests.figures.says import says


@says(
    missing_values,
    "Complete, the LSTM names 0.98 of the speakers.",
    "With 0.7 of the numbers missing, forward fill, interpolation and forward fill with mask and time gap all "
    "name 0.88 to 0.90, mean fill 0.87, raw zeros 0.78.",
)
def test_raw_zeros_are_worst_and_forward_fill_is_as_good_as_interpolation():
    plotted = arrays()
    at = {name: plotted[name].mean(0) for name in ("told", "interpolate", "forward", "mean", "zero")}
    assert plotted["complete"].mean() == pytest.approx(0.98, abs=0.005)
    assert plotted["missing"][-1] == 0.7
    for name in ("told", "interpolate", "forward"):
        assert 0.88 <= round(at[name][-1], 2) <= 0.90
    assert at["mean"][-1] == pytest.approx(0.87, abs=0.005)
    assert at["zero"][-1] == pytest.approx(0.78, abs=0.005)
    for name in ("interpolate", "forward"):
        assert plotted["complete"].mean() - at[name][:2].min() <= 0.02
    for k in (1, 2, 3):
        assert at["zero"][k] < min(at[name][k] for name in at if name != "zero")


@says(
    missing_values,
    "If large values go missing more often, forward fill names 0.82, with mask and time gap 0.87.",
)
def test_mask_and_gap_help_where_large_values_go_missing_and_hardly_at_random():
    (random_filled, random_told), (filled, told) = arrays()["by_value"]
    plotted = arrays()
    np.testing.assert_array_equal(random_filled, plotted["forward"][:, -1])
    np.testing.assert_array_equal(random_told, plotted["told"][:, -1])
    assert (told - filled > 0.03).all()
    assert abs(random_told.mean() - random_filled.mean()) < 0.01
    assert filled.mean() == pytest.approx(0.82, abs=0.005)
    assert told.mean() == pytest.approx(0.87, abs=0.005)


@says(missing_values, "Lines join means of three seeds, dots are seeds; at 0, nothing is missing.")
@says(missing_values, "In the second panel 0.7 is missing, a line per seed.")
def test_lines_join_means_and_dots_are_seeds():
    plotted = arrays()
    first, second = missing_values.draw().axes
    drawn = [line.get_ydata() for line in first.lines]
    for name in missing_values.LOOKS:
        assert plotted[name].shape[0] == 3
        assert any(np.array_equal(line, plotted[name].mean(0)) for line in drawn), name
    assert any(np.array_equal(line.get_data(), [np.zeros(3), plotted["complete"]]) for line in first.lines)
    pairs = [line.get_ydata().tolist() for line in second.lines if len(line.get_ydata()) == 2]
    for fills in plotted["by_value"]:
        assert all(seed.tolist() in pairs for seed in fills.T)
    assert kit.settings("missing_values").by_value.share == 0.7
