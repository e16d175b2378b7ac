"""The claim of equal_weights_curve, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.records.results import data
from scripts.figures.q47_lstm_vs_transformer import equal_weights_curve


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return equal_weights_curve.arrays()


def test_the_models_rank_in_every_seed_from_five_characters_on_as_the_text_says(plotted):
    lstm, alibi, learned = (plotted[name][:, 3:] for name in ("lstm", "alibi", "learned"))
    assert lstm.max() < alibi.min() - 0.3
    assert alibi.max() < learned.min() - 0.4
    assert (np.abs(lstm - lstm[:, :1]) < 0.05).all()
    assert (np.abs(alibi - alibi[:, :1]) < 0.05).all()
    assert [round(float(one[:, -1].mean()), 1) for one in (lstm, alibi, learned)] == [2.6, 2.9, 3.6]


def test_learned_positions_get_worse_with_more(plotted):
    assert (np.diff(plotted["learned"][:, 3:], axis=1) > 0).all()


def test_the_last_span_has_the_recorded_scores(plotted):
    for name in ("lstm", "alibi", "learned"):
        assert plotted["most"][-1] == 128
        assert plotted[name][:, -1] == pytest.approx(data("equal_weights")[name].test["values"], rel=1e-3)


def test_learned_positions_end_near_pairs_and_counts_beat_all(plotted):
    assert plotted["learned"][:, -1] == pytest.approx(data("next_character").pairs, abs=0.05)
    assert plotted["ngram"] < plotted["lstm"].min()
