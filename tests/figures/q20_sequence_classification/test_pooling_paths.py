"""The claim of pooling_paths, on the arrays that it plots."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scripts.figures.q20_sequence_classification import pooling_paths
from scripts.figures.q20_sequence_classification.pooling_paths import LENGTH, arrays
from tests.figures.says import says


@says(
    pooling_paths,
    "Padding: none.",
    "Padding must give nothing in any row.",
)
@pytest.mark.parametrize("name", ["final", "mean", "max", "attention"])
def test_the_shares_add_up_to_one_and_padding_gives_none(name):
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


@says(
    pooling_paths,
    "Max: each unit takes one step.",
    "Attention: unequal learned weights.",
)
def test_max_takes_whole_units_and_attention_weighs_every_step_unequally():
    plotted = arrays()
    assert_allclose(plotted["max"] * 32, np.round(plotted["max"] * 32))
    assert plotted["attention"][:LENGTH].min() > 0
    assert plotted["attention"].max() > 2 / 6
