"""The claim of equal_weights_curve, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.records.results import data
from scripts.figures.q47_lstm_vs_transformer import equal_weights_curve


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return equal_weights_curve.arrays()


def late(bits: np.ndarray) -> np.ndarray:
    """Each seed's mean over the second half of the window."""
    return bits[:, bits.shape[1] // 2 :].mean(1)


def test_the_models_rank_in_every_seed_as_the_text_says(plotted):
    lstm, alibi, learned = (late(plotted[name]) for name in ("lstm", "alibi", "learned"))
    assert lstm.max() < alibi.min() - 0.2
    assert alibi.max() < learned.min() - 0.5
    assert [round(float(one.mean()), 1) for one in (lstm, alibi, learned)] == [2.6, 3.0, 3.6]


def test_the_curves_are_the_recorded_scores_over_their_second_half(plotted):
    for name in ("lstm", "alibi", "learned"):
        assert late(plotted[name]) == pytest.approx(data("equal_weights")[name].test["values"], rel=1e-3)


def test_learned_positions_stay_near_pairs_and_counts_beat_all(plotted):
    assert late(plotted["learned"]) == pytest.approx(data("next_character").pairs, abs=0.05)
    assert plotted["ngram"] < late(plotted["lstm"]).min()
