"""The claims of burn_in, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q48_reinforcement_learning import burn_in
from tests.figures.kit.seeds import curve
from tests.figures.says import says

AFTER_NOISE = (
    "After a little noise in the weights the stored state starts closer than zeros; burn-in repairs both, slowly where "
    "the memory is long."
)


@pytest.fixture(scope="module")
def plotted():
    return burn_in.arrays()


@says(
    burn_in,
    "Begun from a stale stored state it is at first about a tenth (forget bias 1) and a seventh (bias 3) of that from "
    "zeros.",
    AFTER_NOISE,
)
def test_a_stored_state_begins_closer(plotted):
    for bias, part in (("1", 10), ("3", 7)):
        assert plotted[f"stored {bias}"][0] / plotted[f"zeros {bias}"][0] == pytest.approx(1 / part, abs=0.01)
        assert (plotted[f"stored {bias}"] < plotted[f"zeros {bias}"]).all()


@says(
    burn_in,
    "At bias 1 both fall more than a thousandfold within 40 steps; at bias 3 neither falls threefold.",
    AFTER_NOISE,
)
def test_burn_in_repairs_a_short_memory_and_hardly_a_long_one(plotted):
    assert len(burn_in.STARTS) == 2
    for start in burn_in.STARTS:
        assert plotted[f"{start} 1"].shape == (burn_in.STEPS,) == (40,)
        assert plotted[f"{start} 1"][-1] < plotted[f"{start} 1"][0] / 1000
        assert plotted[f"{start} 3"][-1] < 0.7 * plotted[f"{start} 3"][0]
        assert plotted[f"{start} 3"].min() > plotted[f"{start} 3"][0] / 3


@says(burn_in, "Error of the hidden state over the steps of burn-in.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_start_has_its_line_in_the_panel_of_its_bias(plotted, narrow):
    labels = {"zeros": "from zeros", "stored": "from a stale stored state"}
    for axes, bias in zip(burn_in.draw(narrow).axes, ("1", "3"), strict=True):
        assert axes.get_title("left") == f"error of h, forget bias {bias}"
        for start, label in labels.items():
            line = curve(axes, plotted[f"{start} {bias}"])
            assert line.get_label() == label
            assert line.get_xdata().tolist() == list(range(1, 41))


@says(burn_in, "Ten untrained LSTMs; not R2D2's measurement.")
def test_the_lines_are_means_of_ten_networks_as_they_are_initialised(plotted):
    assert burn_in.SEEDS == 10
    each = [burn_in.left(3.0, seed)["stored"] for seed in range(10)]
    assert plotted["stored 3"] == pytest.approx(np.mean(each, axis=0))
    assert len({tuple(one) for one in each}) == 10
