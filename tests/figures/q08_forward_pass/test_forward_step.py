"""One step in numbers: what the figure says, on the arrays that are plotted."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scripts.figures.q08_forward_pass import forward_step
from scripts.reference import lstm
from tests.figures.says import says


def σ(z):
    return 1 / (1 + np.exp(-z))


def test_is_the_step_worked_by_hand():
    step = forward_step.arrays()
    i, f, g, o = σ(1.0), σ(2.0), np.tanh(0.5), σ(0.0)
    c = f * 0.85 + i * g
    assert (step["i"], step["f"], step["g"], step["o"]) == pytest.approx((i, f, g, o))
    assert (step["kept"], step["written"]) == pytest.approx((f * 0.85, i * g))
    assert (step["c"], step["h"]) == pytest.approx((c, o * np.tanh(c)))


@says(
    forward_step,
    "The new cell state may leave the range of tanh (dashed); the hidden state cannot.",
)
def test_the_cell_state_leaves_the_range_of_tanh_and_the_hidden_state_cannot():
    step = forward_step.arrays()
    assert step["c"] > 1 > step["h"]
    (dashed,) = (line for line in forward_step.draw().axes[1].lines if line.is_dashed())
    assert_array_equal(dashed.get_ydata(), [1, 1])
    rng = np.random.default_rng(0)
    p = lstm.Params(*(10 * array for array in forward_step.CELL))
    h, c, _ = lstm.step(*100 * rng.normal(size=(3, 1000, 1)), p)
    assert abs(c).max() > 100
    assert abs(h).max() <= 1


@says(
    forward_step,
    "Of the old cell state 0.85 the forget gate keeps 0.75, the input gate adds 0.34, giving 1.09; tanh makes that "
    "0.80 and the output gate halves it: the hidden state is 0.40.",
)
def test_the_alternative_text_has_the_plotted_numbers_where_they_belong():
    step = forward_step.arrays()
    assert (
        "Of the old cell state {c_prev:.2f} the forget gate keeps {kept:.2f}, the input gate adds {written:.2f}, "
        "giving {c:.2f}; tanh makes that {tanh_c:.2f} and the output gate halves it: the hidden state is {h:.2f}."
    ).format(**step) in forward_step.ALT
    assert step["o"] == 0.5


@says(
    forward_step,
    "The four activations all come from $x_t$ and $h_{t-1}$; two lines of arithmetic do the rest.",
)
def test_the_activations_follow_from_input_and_hidden_state_and_the_rest_from_them():
    def four(x: float, h: float, c: float) -> np.ndarray:
        cache = lstm.step(*(np.array([[value]]) for value in (x, h, c)), forward_step.CELL)[2]
        return np.array([getattr(cache, name).item() for name in forward_step.GATES])

    step = forward_step.arrays()
    x, h, c = forward_step.X, forward_step.H_PREV, forward_step.C_PREV
    drawn = [step[name] for name in forward_step.GATES]
    assert len(drawn) == 4
    assert_array_equal(four(x, h, c), drawn)
    assert_array_equal(four(x, h, c + 1), drawn)
    assert (four(x + 1, h, c) != drawn).all()
    assert (four(x, h + 1, c) != drawn).all()
    cell = step["f"] * step["c_prev"] + step["i"] * step["g"]
    hidden = step["o"] * np.tanh(cell)
    assert (step["c"], step["h"]) == pytest.approx((cell, hidden))


@pytest.mark.parametrize("narrow", [False, True])
def test_each_bar_has_the_height_that_its_name_says(narrow):
    step, (left, right) = forward_step.arrays(), forward_step.draw(narrow).axes
    assert_array_equal([bar.get_height() for bar in left.patches], [step[name] for name in forward_step.GATES])
    stations = ("c_prev", "kept", "written", "c", "tanh_c", "h")
    assert_allclose([bar.get_height() for bar in right.patches], [step[name] for name in stations])
    assert [bar.get_y() for bar in right.patches] == [0, 0, step["kept"], 0, 0, 0]


@pytest.mark.parametrize("narrow", [False, True])
def test_both_panels_have_one_scale(narrow):
    figure = forward_step.draw(narrow)
    figure.draw_without_rendering()
    units = [axes.bbox.height / np.diff(axes.get_ylim()) for axes in figure.axes]
    assert units[0] == pytest.approx(units[1], rel=0.01)
