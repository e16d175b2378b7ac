"""The claim of activation_growth, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.q15_activation_functions.activation_swap import CELLS
from scripts.figures import kit
from scripts.figures.q15_activation_functions import activation_growth
from tests.figures.says import says

BOUNDED = ("tanh", "relu_candidate", "relu_output")


@pytest.fixture
def plotted():
    return activation_growth.arrays()


@says(
    activation_growth,
    "With tanh on the candidate, on the output or on both it stays below 300 for 300 steps.",
    "One bounded function, candidate or output, is enough to keep it small.",
)
@pytest.mark.parametrize("name", BOUNDED)
def test_one_tanh_on_the_way_round_keeps_every_seed_below_300(plotted, name):
    assert plotted["steps"][-1] == 300
    assert (plotted[f"{name}_4"] < 300).all()
    assert {cell for cell in activation_growth.CELLS if "tanh" in CELLS[cell]} == set(BOUNDED)
    assert len({CELLS[cell][1:] for cell in BOUNDED}) == 3


@says(activation_growth, "With ReLU on both it grows exponentially, past 1e12.")
def test_without_any_it_grows_exponentially_past_1e12(plotted):
    grown = plotted["relu_4"]
    assert (grown[:, -1] > 1e12).all()
    last = np.log(grown[:, -3:])  # at 100, 200 and 300 steps: a straight line on a logarithmic scale
    assert plotted["steps"][-3:].tolist() == [100, 200, 300]
    first, second = np.diff(last).T
    assert (first > 10).all()
    np.testing.assert_allclose(second, first, rtol=0.2)  # as many decades in the second hundred steps
    assert CELLS["relu"][1:] == ("relu", "relu")


@says(
    activation_growth,
    "Largest cell state of untrained LSTMs with recurrent weights four times PyTorch's.",
    "Largest $|c|$ in an untrained network whose $U$ is four times PyTorch's.",
    "Thin: a seed; thick: the median of five.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_thin_lines_are_the_seeds_at_four_times_u_and_thick_ones_their_medians(plotted, narrow):
    axes, fresh = activation_growth.draw(narrow).axes[0], kit.data("activation_swap").fresh["4"]
    assert len(kit.settings("activation_swap").seeds) == 5
    lines = iter(axes.lines)
    for name, (label, colour, _) in activation_growth.CELLS.items():
        seeds = np.array([fresh[name][t]["values"] for t in plotted["steps"]]).T
        *thin, thick = (next(lines) for _ in range(6))
        np.testing.assert_array_equal([line.get_ydata() for line in thin], seeds)
        np.testing.assert_array_equal(thick.get_ydata(), np.sort(seeds, axis=0)[2])
        assert max(line.get_linewidth() for line in thin) < thick.get_linewidth()
        assert {line.get_color() for line in (*thin, thick)} == {colour}
        assert {text.get_color() for text in axes.texts if text.get_text() == label} == {colour}


@pytest.mark.parametrize("name", [*BOUNDED, "relu"])
def test_with_pytorch_s_own_weights_nothing_grows(plotted, name):
    assert (plotted[f"{name}_1"] < 1.1).all()
