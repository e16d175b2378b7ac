"""The claim of activation_curves, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q15_activation_functions import activation_curves
from scripts.reference import activations
from tests.figures.says import says

RUNS = "Sigmoid runs from 0 to 1 with a slope of at most 0.25, tanh from -1 to 1 with at most 1."


@pytest.fixture
def plotted():
    return activation_curves.arrays()


@says(activation_curves, RUNS)
def test_sigmoid_runs_from_0_to_1_with_a_slope_of_at_most_a_quarter(plotted):
    value, slope = plotted["sigmoid"]
    assert 0 < value[0] < 0.01
    assert 0.99 < value[-1] < 1
    assert slope.max() == pytest.approx(0.25)
    assert plotted["z"][slope.argmax()] == pytest.approx(0)


@says(activation_curves, RUNS)
def test_tanh_runs_from_minus_1_to_1_with_a_slope_of_at_most_1(plotted):
    value, slope = plotted["tanh"]
    assert -1 < value[0] < -0.99
    assert 0.99 < value[-1] < 1
    assert slope.max() == pytest.approx(1.0)
    assert plotted["z"][slope.argmax()] == pytest.approx(0)


@says(activation_curves, "Hard versions have slope 0 beyond a point.")
@pytest.mark.parametrize(("name", "edge", "inside"), [("hard_sigmoid", 3, 1 / 6), ("hard_tanh", 1, 1)])
def test_the_hard_ones_have_slope_0_beyond_a_point(plotted, name, edge, inside):
    z, slope = plotted["z"], plotted[name][1]
    assert (slope[np.abs(z) > edge + 1e-9] == 0).all()
    assert np.allclose(slope[np.abs(z) < edge - 1e-9], inside)


@says(activation_curves, "ReLU has no upper bound, and 0 on its left.")
def test_relu_has_no_upper_bound_and_0_on_its_left(plotted):
    z, (value, slope) = plotted["z"], plotted["relu"]
    assert np.allclose(value[z > 0], z[z > 0])
    assert activations.relu(np.array([1e100])).item() == 1e100
    assert (value[z <= 0] == 0).all()
    assert (slope[z < 0] == 0).all()


SLOPES = "Each value, and below it its slope, which scales every gradient that passes."


@says(activation_curves, SLOPES)
@pytest.mark.parametrize("name", activation_curves.CURVES)
def test_each_slope_is_that_of_its_value(plotted, name):
    z, (value, slope) = plotted["z"], plotted[name]
    middle = (z[1:] + z[:-1]) / 2
    smooth = np.abs(np.abs(middle) - {"hard_sigmoid": 3, "hard_tanh": 1, "relu": 0}.get(name, 99)) > 0.05
    found = np.diff(value) / np.diff(z)
    assert np.allclose(found[smooth], ((slope[1:] + slope[:-1]) / 2)[smooth], atol=1e-3)


@says(
    activation_curves,
    "Activations above their slopes.",
    SLOPES,
    "Gates take σ or hard σ; contents take tanh, hard tanh or ReLU.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_values_stand_above_their_slopes_shares_among_gates_and_the_rest_among_contents(plotted, narrow):
    panels = activation_curves.draw(narrow).axes
    titles = [panel.get_title(loc="left") for panel in panels]
    names = {"gates: a share": ["sigmoid", "hard_sigmoid"], "contents: a signed value": ["tanh", "hard_tanh", "relu"]}
    labels = {"gates: a share": {"σ", "hard σ"}, "contents: a signed value": {"tanh", "hard tanh", "ReLU"}}
    for title, curves in names.items():
        above = panels[titles.index(title)]
        (below,) = (
            panel
            for panel in panels
            if panel.get_subplotspec().colspan == above.get_subplotspec().colspan
            and panel.get_subplotspec().rowspan.start == above.get_subplotspec().rowspan.start + 1
        )
        assert below.get_title(loc="left") == "slope"
        assert {text.get_text() for text in above.texts} == labels[title]
        for row, panel in enumerate((above, below)):
            np.testing.assert_array_equal([line.get_ydata() for line in panel.lines], [plotted[c][row] for c in curves])
    for gate in names["gates: a share"]:
        assert (plotted[gate][0].min() >= 0, plotted[gate][0].max() <= 1) == (True, True)
