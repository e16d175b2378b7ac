"""The claim of equal_weights_curve, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.records.results import data, settings
from scripts.figures.q47_lstm_vs_transformer import equal_weights_curve
from tests.figures.kit.seeds import curve
from tests.figures.says import says

FROM_FIVE = (
    "From five characters on, the LSTM needs about 2.6, the Transformer with ALiBi about 2.9; neither gains from more."
)
LEARNED = "With learned positions it gets worse with more, up to 3.6, what pairs of characters need."
COINCIDE = "Equal training, about equally many weights; the seeds' lines nearly coincide."


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return equal_weights_curve.arrays()


@says(equal_weights_curve, FROM_FIVE, LEARNED)
def test_the_models_rank_in_every_seed_from_five_characters_on_as_the_text_says(plotted):
    lstm, alibi, learned = (plotted[name][:, 3:] for name in ("lstm", "alibi", "learned"))
    assert (plotted["most"][2], plotted["most"][3]) == (4, 8)  # the span from 5 characters to 8
    for model in (lstm, alibi):
        assert model[:, 1:].min(1) == pytest.approx(model[:, 1])
        assert (model[:, 1:] >= model[:, :1]).all()
    assert lstm == pytest.approx(np.full(lstm.shape, 2.55), abs=0.05)
    assert alibi == pytest.approx(np.full(alibi.shape, 2.92), abs=0.05)
    assert lstm.max() < alibi.min() - 0.3
    assert alibi.max() < learned.min() - 0.4
    assert (np.abs(lstm - lstm[:, :1]) < 0.05).all()
    assert (np.abs(alibi - alibi[:, :1]) < 0.05).all()
    assert [round(float(one[:, -1].mean()), 1) for one in (lstm, alibi, learned)] == [2.6, 2.9, 3.6]


@says(equal_weights_curve, LEARNED)
def test_learned_positions_get_worse_with_more(plotted):
    assert (np.diff(plotted["learned"][:, 3:], axis=1) > 0).all()


def test_the_last_span_has_the_recorded_scores(plotted):
    for name in ("lstm", "alibi", "learned"):
        assert plotted["most"][-1] == 128
        assert plotted[name][:, -1] == pytest.approx(data("equal_weights")[name].test["values"], rel=1e-3)


@says(equal_weights_curve, LEARNED, "A 5-gram needs fewer than any.")
def test_learned_positions_end_near_pairs_and_counts_beat_all(plotted):
    assert plotted["learned"][:, -1] == pytest.approx(data("next_character").pairs, abs=0.05)
    assert round(data("next_character").pairs, 1) == 3.6
    assert settings("equal_weights").order == 5
    assert plotted["ngram"] < min(plotted[name].min() for name in equal_weights_curve.MODELS)


@says(equal_weights_curve, COINCIDE, "Bits per character over the characters read, three seeds each.")
@pytest.mark.parametrize("narrow", [False, True])
def test_there_is_a_line_for_each_of_three_seeds_and_they_nearly_coincide(plotted, narrow):
    (axes,) = equal_weights_curve.draw(narrow).axes
    for name, (*_, marker) in equal_weights_curve.MODELS.items():
        assert plotted[name].shape == (3, len(plotted["most"])) == (len(settings("equal_weights").seeds), 8)
        for bits in plotted[name]:
            line = curve(axes, bits)
            assert line.get_marker() == marker
            assert line.get_xdata().tolist() == plotted["most"].tolist()
        assert np.ptp(plotted[name], axis=0).max() < 0.08
        assert np.ptp(plotted[name][:, 3:], axis=0).max() < 0.05


@says(equal_weights_curve, COINCIDE)
def test_weights_are_about_equally_many_and_the_training_is_equal():
    weights = [data("equal_weights")[name].weights for name in equal_weights_curve.MODELS]
    assert max(weights) < 1.08 * min(weights)
    assert isinstance(settings("equal_weights").updates, int)
    assert isinstance(settings("equal_weights").B, int)
