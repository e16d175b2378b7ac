"""The claim of cost_by_length, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q47_lstm_vs_transformer import cost_by_length


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return cost_by_length.arrays()


def test_the_lstm_stays_near_one_in_both(plotted):
    assert np.abs(plotted["training lstm"] - 1).max() < 0.15
    assert np.abs(plotted["decoding lstm"] - 1).max() < 0.1
    assert plotted["lengths"].tolist() == [64, 128, 256, 512, 1024]


def test_the_transformer_rises_as_the_text_says(plotted):
    for name, first, last in (
        ("training transformer", 1.1, 1.6),
        ("training plain", 1.1, 2.0),
        ("decoding transformer", 2.0, 2.3),
    ):
        assert [round(float(plotted[name][at]), 1) for at in (0, -1)] == [first, last]


def test_plain_attention_is_the_dearest_at_the_longest(plotted):
    assert plotted["training plain"][-1] > 1.2 * plotted["training transformer"][-1]
