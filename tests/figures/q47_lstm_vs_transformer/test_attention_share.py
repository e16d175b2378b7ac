"""The claim of attention_share, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q47_lstm_vs_transformer import attention_share
from scripts.reference import attention_counts, flops
from tests.figures.says import says

STARTS = "The Transformer starts at 3.1 million and grows with T."


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return attention_share.arrays()


def at(plotted, name: str, T: int) -> float:
    return float(plotted[name][plotted["lengths"] == T][0])


@says(
    attention_share,
    "Multiply-adds per token of one layer, width 512.",
    "The LSTM is flat at 2.1 million.",
    STARTS,
)
def test_the_lstm_is_flat_and_the_transformer_dearer_at_every_length(plotted):
    assert set(plotted["lstm"].round(1)) == {2.1}
    assert attention_share.H == 512
    assert plotted["lstm"] == pytest.approx(flops.lstm(512, 512) / 2 / 1e6)
    assert np.ptp(plotted["lstm"]) == 0
    assert (np.diff(plotted["transformer"]) > 0).all()
    assert round(at(plotted, "transformer", 32) - at(plotted, "attention", 32), 1) == 3.1
    assert (plotted["transformer"] > plotted["lstm"]).all()
    assert at(plotted, "transformer", 32) == pytest.approx(3.1, abs=0.1)


@says(
    attention_share,
    "Its attention part alone reaches the LSTM's line at 2,048 tokens, and its own matrices at 3,072.",
)
def test_attention_alone_reaches_the_lstm_and_then_its_own_matrices_where_the_text_says(plotted):
    cheaper = plotted["lengths"][plotted["attention"] < plotted["lstm"]]
    assert cheaper.max() < 2048
    assert at(plotted, "attention", 2048) == at(plotted, "lstm", 2048)
    matrices = plotted["transformer"] - plotted["attention"]
    assert at(plotted, "attention", 3072) == pytest.approx(matrices[0])
    assert plotted["attention"][plotted["lengths"] < 3072].max() < matrices.min()


@says(
    attention_share,
    "Follow the attention part alone: for half of the way it costs less than either layer's matrices.",
)
def test_for_half_of_the_way_attention_costs_less_than_the_matrices_of_either_layer(plotted):
    matrices = plotted["transformer"] - plotted["attention"]
    less = plotted["attention"] < np.minimum(plotted["lstm"], matrices)
    assert less.mean() == pytest.approx(0.5, abs=0.01)
    assert less.tolist() == (plotted["lengths"] < plotted["lengths"][-1] / 2).tolist()


@says(attention_share, "Both of its products are counted in full.")
def test_scores_and_mixing_are_counted_with_every_key(plotted):
    for T in (32, 4096):
        scores = mixing = T * attention_share.H  # one token with each of T keys, and with each of T values
        assert at(plotted, "attention", T) == pytest.approx((scores + mixing) / 1e6)
        assert attention_counts.attention(attention_share.H, T) == scores + mixing
