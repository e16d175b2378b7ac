"""The shapes of a layer's arrays: what the figure says, on the arrays that are plotted."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from numpy.testing import assert_allclose

from scripts.figures.q08_forward_pass import lstm_shapes
from scripts.reference import lstm
from tests.figures.says import says


@says(
    lstm_shapes,
    "The parameters of an LSTM to scale, input size 64 and hidden size 128: W is 512 by 64, U is 512 by 128, b is "
    "512 long, each cut into four blocks of 128 rows for i, f, g, o.",
    "U holds twice as many numbers as W.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_rectangles_of_the_matrices_have_the_sizes_of_the_parameters(narrow):
    D, H = 64, 128
    shapes = {"W": (512, 64), "U": (512, 128), "b": (512,)}
    assert lstm.sizes(lstm.Params(*map(np.zeros, shapes.values()))) == (D, H) == (lstm_shapes.D, lstm_shapes.H)
    assert np.prod(shapes["U"]) == 2 * np.prod(shapes["W"])
    placed, axes = lstm_shapes.arrays(narrow), lstm_shapes.draw(narrow).axes[0]
    for name, (rows, *columns) in shapes.items():
        left, _, width, height = placed[name]
        assert height == pytest.approx(rows * lstm_shapes.UNIT)
        assert not columns or width == pytest.approx(columns[0] * lstm_shapes.UNIT)
        outlines = [patch for patch in axes.patches if patch.get_x() == left and not patch.get_facecolor()[3]]
        assert [patch.get_edgecolor() for patch in outlines] == [to_rgba(tone) for _, tone in lstm_shapes.BLOCKS]
        assert_allclose([patch.get_height() for patch in outlines], 128 * lstm_shapes.UNIT)
        assert sorted(outlines, key=lambda patch: -patch.get_y()) == outlines
    written = {text.get_text() for text in axes.texts}
    assert {"512 × 64", "512 × 128"} <= written
    assert {f"${name}_{block}$" for name in "WU" for block in "ifgo"} <= written


@says(
    lstm_shapes,
    "$z_t = W x_t + U h_{t-1} + b$ with $D = 64$ and $H = 128$, matrices to scale, vectors drawn wider than they are.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_row_is_the_equation_and_vectors_are_wider_than_their_one_column(narrow):
    assert [item[0] for item in lstm_shapes.ROW] == ["z", "=", "W", "x", "+", "U", "h", "+", "b"]
    sizes = {"z": 512, "x": 64, "h": 128, "b": 512}
    placed = lstm_shapes.arrays(narrow)
    lefts = [left for left, *_ in placed.values()]
    assert lefts == sorted(lefts)
    for name, rows in sizes.items():
        *_, width, height = placed[name]
        assert height == pytest.approx(rows * lstm_shapes.UNIT)
        assert width > lstm_shapes.UNIT
    for name, columns in {"W": 64, "U": 128}.items():
        *_, width, height = placed[name]
        assert (width / columns, height / 512) == pytest.approx((lstm_shapes.UNIT, lstm_shapes.UNIT))


@says(
    lstm_shapes,
    "Rows $0$ to $H - 1$ make $i_t$, the next $H$ make $f_t$, then $g_t$, then $o_t$.",
)
def test_each_block_of_rows_makes_its_own_activation_in_the_drawn_order():
    rng, (D, H) = np.random.default_rng(0), (3, 4)
    p = lstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
    at = (rng.normal(size=(1, D)), *rng.normal(size=(2, 1, H)))
    *_, before = lstm.step(*at, p)
    blocks = [name for name, _ in lstm_shapes.BLOCKS]
    assert blocks == ["i", "f", "g", "o"]
    for k, block in enumerate(blocks):
        rows = np.arange(4 * H) // H == k
        *_, after = lstm.step(*at, p._replace(b=p.b + rows))
        changed = [name for name in blocks if (getattr(before, name) != getattr(after, name)).all()]
        same = [name for name in blocks if (getattr(before, name) == getattr(after, name)).all()]
        assert (changed, len(same)) == ([block], 3)
