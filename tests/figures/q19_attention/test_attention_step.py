"""The claim of attention_step, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q19_attention import attention_step
from scripts.figures.q19_attention.attention_step import BAR, HS, REAL, WORDS, S, draw
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return attention_step.arrays()


@says(attention_step, "The decoder's state is compared with five encoder outputs, keys to the old cabinet.")
def test_the_scores_compare_the_state_with_the_output_of_every_word(plotted):
    real = [word for word, real in zip(WORDS, REAL[:, 0], strict=True) if real]
    assert " ".join(real) == "keys to the old cabinet"
    assert plotted["scores"] == pytest.approx(HS @ S[0])


@says(
    attention_step,
    "A softmax turns the scores into weights: two thirds on keys, the largest part of the rest on cabinet.",
    "Padding gets no weight.",
)
def test_the_weights_are_the_softmax_of_the_scores_of_the_words(plotted):
    e = np.exp(plotted["scores"][:5])
    assert plotted["weights"][:5] == pytest.approx(e / e.sum())
    assert plotted["scores"].round(1).tolist() == [2.8, 0.2, 0.4, 0.6, 1.3, 0.0]
    weights = dict(zip(WORDS, plotted["weights"].tolist(), strict=True))
    assert weights["keys"] == pytest.approx(2 / 3, abs=0.01)
    assert max(weights, key=lambda word: weights[word] * (word != "keys")) == "cabinet"
    assert weights["pad"] == 0


def test_who_checks_the_printed_digits_gets_the_printed_weights(plotted):
    e = np.exp(plotted["scores"][:5].round(1))
    assert (e / e.sum()).round(2).tolist() == plotted["weights"][:5].round(2).tolist()
    assert plotted["weights"].round(2).sum() == pytest.approx(1)


def test_most_of_the_weight_is_on_the_subject_and_none_on_padding(plotted):
    weights = dict(zip(attention_step.WORDS, plotted["weights"].round(2).tolist(), strict=True))
    assert (weights["keys"], weights["cabinet"], weights["pad"]) == (0.67, 0.15, 0.0)
    assert max(weights[word] for word in ("to", "the", "old")) < weights["cabinet"]


@says(attention_step, "Dashed: what the padding would take without a mask.")
@pytest.mark.parametrize("narrow", [False, True])
def test_without_the_mask_padding_would_take_some(plotted, narrow):
    e = np.exp(plotted["scores"])
    assert plotted["open"][-1] == pytest.approx(e[-1] / e.sum())
    assert plotted["open"][-1] == pytest.approx(0.039, abs=0.001)
    (dashed,) = (bar for bar in _bars(draw(narrow)) if bar.get_linestyle() == "--")
    assert dashed.get_height() == pytest.approx(BAR * plotted["open"][-1])
    assert not dashed.get_fill()


@says(
    attention_step,
    "The weighted mean is the context, which joins the state to say: are.",
    "The decoder completes the sentence.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_context_is_the_weighted_mean_and_joins_the_state(plotted, narrow):
    assert plotted["v"] == pytest.approx(plotted["weights"] @ HS)
    axes = draw(narrow).axes[0]
    at = {text.get_text(): np.array(text.get_position()) for text in axes.texts}
    assert at["are"][0] == at["tanh"][0] == at["$s_t$"][0]
    assert at["are"][1] > at["tanh"][1] > at["$s_t$"][1]
    ends = [line.get_xydata()[-1] for line in axes.lines if len(line.get_xdata()) == 2]
    below, beside = at["tanh"] - (0, 17), at["tanh"] - (33, 0)  # where both arrows end, before their heads
    for place in (below, beside):
        assert any(np.allclose(end, place) for end in ends)


@says(
    attention_step,
    "From below: outputs $h_j$, scores $e_{tj}$, weights $\\alpha_{tj}$ (bars), context $v_t$.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_outputs_scores_weights_and_context_stand_one_above_the_other(plotted, narrow):
    figure = draw(narrow)
    at = {text.get_text(): text.get_position()[1] for text in figure.axes[0].texts}
    bars = [bar for bar in _bars(figure) if bar.get_facecolor() == _ink(figure)]
    assert [bar.get_height() / BAR for bar in bars] == pytest.approx(plotted["weights"][:5])
    for n, score in enumerate(plotted["scores"][:5], 1):
        bar = bars[n - 1]
        assert at[f"$h_{n}$"] < at[f"{score:.1f}"] < bar.get_y() < bar.get_y() + bar.get_height() < at["context $v_t$"]


@says(attention_step, "The vectors are set by hand.")
def test_the_vectors_are_numbers_of_one_decimal():
    for vectors in (HS, S):
        assert vectors.tolist() == vectors.round(1).tolist()


def _bars(figure):
    return [bar for container in figure.axes[0].containers for bar in container]


def _ink(figure):
    return figure.axes[0].bar(0, 0, color=kit.INK)[0].get_facecolor()
