"""The claim of pooling_paths, on the arrays that it plots."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from numpy.testing import assert_allclose

from scripts.figures.q20_sequence_classification import pooling_paths
from scripts.figures.q20_sequence_classification.pooling_paths import LENGTH, A, H, T, arrays, draw
from scripts.reference import padding, pooling
from tests.figures.says import says


@says(pooling_paths, "Padding: none.", "Padding must give nothing in any row.")
@pytest.mark.parametrize("name", ["final", "mean", "max", "attention"])
def test_the_shares_add_up_to_one_and_padding_gives_none(name):
    assert [*arrays()] == ["final", "mean", "max", "attention"]
    shares = arrays()[name]
    assert shares.sum() == pytest.approx(1.0)
    assert not shares[LENGTH:].any()


@says(
    pooling_paths,
    "Final states: half from step 6 (forward), half from step 1 (backward).",
    "Mean: a sixth from each.",
)
def test_the_final_states_are_two_steps_and_the_mean_is_all_alike():
    plotted = arrays()
    assert_allclose(plotted["final"], [0.5, 0, 0, 0, 0, 0.5, 0, 0])
    assert_allclose(plotted["mean"][:LENGTH], 1 / 6)
    forward = np.concatenate([np.ones((1, H)), np.zeros((1, H))], axis=1)
    for d, step in ((forward, 6), (1 - forward, 1)):
        assert np.argwhere(pooling.ends_backward(d, np.array([LENGTH]), T).any(axis=(1, 2))).tolist() == [[step - 1]]


@says(pooling_paths, "Max: each unit takes one step.", "Attention: unequal learned weights.")
def test_max_takes_whole_units_and_attention_weighs_every_step_unequally():
    plotted, rng, lengths = arrays(), np.random.default_rng(0), np.array([LENGTH])
    assert_allclose(plotted["max"] * 32, np.round(plotted["max"] * 32))
    hs = rng.normal(size=(T, 1, 2 * H))
    assert ((padding.largest_backward(np.ones((1, 2 * H)), hs, lengths) != 0).sum(axis=0) == 1).all()
    assert plotted["attention"][:LENGTH].min() > 0
    assert plotted["attention"].max() > 2 / 6
    assert len({*plotted["attention"][:LENGTH]}) == LENGTH
    learned = [pooling.Params(*(rng.normal(size=size) for size in ((A, 2 * H), A, A))) for _ in range(2)]
    one, other = (pooling.attend(hs, lengths, p)[1].weights for p in learned)
    assert abs(one - other).max() > 0.01


@says(
    pooling_paths,
    "Share of the pooled vector by step, six real steps and two of padding.",
    "Look for the empty boxes: where one is real, no gradient reaches that step directly.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_box_is_filled_as_high_as_its_share(narrow):
    axes = draw(narrow).axes[0]
    boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    filled, frames = boxes[::2], boxes[1::2]
    shares = [fill.get_height() / frame.get_height() for fill, frame in zip(filled, frames, strict=True)]
    assert_allclose(shares, np.concatenate([*arrays().values()]))
    padded = [frame.get_linestyle() not in {"-", "solid"} for frame in frames]
    assert padded == 4 * [False, False, False, False, False, False, True, True]
    names = [text.get_text() for text in axes.texts][-T:]
    assert names == ["$h_1$", "$h_2$", "$h_3$", "$h_4$", "$h_5$", "$h_6$", "pad", "pad"]
