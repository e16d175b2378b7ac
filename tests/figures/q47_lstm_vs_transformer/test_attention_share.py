"""The claim of attention_share, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q47_lstm_vs_transformer import attention_share


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return attention_share.arrays()


def at(plotted, name: str, T: int) -> float:
    return float(plotted[name][plotted["lengths"] == T][0])


def test_the_lstm_is_flat_and_the_transformer_dearer_at_every_length(plotted):
    assert set(plotted["lstm"].round(1)) == {2.1}
    assert (plotted["transformer"] > plotted["lstm"]).all()
    assert at(plotted, "transformer", 32) == pytest.approx(3.1, abs=0.1)


def test_attention_alone_reaches_the_lstm_and_then_its_own_matrices_where_the_text_says(plotted):
    cheaper = plotted["lengths"][plotted["attention"] < plotted["lstm"]]
    assert cheaper.max() < 2048
    assert at(plotted, "attention", 2048) == at(plotted, "lstm", 2048)
    matrices = plotted["transformer"] - plotted["attention"]
    assert at(plotted, "attention", 3072) == pytest.approx(matrices[0])
