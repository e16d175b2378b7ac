"""The claim of attention_step, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q19_attention import attention_step
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return attention_step.arrays()


@says(
    attention_step,
    r"From below: outputs $h_j$, scores $e_{tj}$, weights $\alpha_{tj}$ (bars), context $v_t$.",
)
def test_the_weights_are_the_softmax_of_the_scores_of_the_words(plotted):
    e = np.exp(plotted["scores"][:5])
    assert plotted["weights"][:5] == pytest.approx(e / e.sum())
    assert plotted["scores"].round(1).tolist() == [2.8, 0.2, 0.4, 0.6, 1.3, 0.0]


def test_who_checks_the_printed_digits_gets_the_printed_weights(plotted):
    e = np.exp(plotted["scores"][:5].round(1))
    assert (e / e.sum()).round(2).tolist() == plotted["weights"][:5].round(2).tolist()
    assert plotted["weights"].round(2).sum() == pytest.approx(1)


@says(
    attention_step,
    "A softmax turns the scores into weights: two thirds on keys, the largest part of the rest on cabinet.",
    "Padding gets no weight.",
)
def test_most_of_the_weight_is_on_the_subject_and_none_on_padding(plotted):
    weights = dict(zip(attention_step.WORDS, plotted["weights"].round(2).tolist(), strict=True))
    assert (weights["keys"], weights["cabinet"], weights["pad"]) == (0.67, 0.15, 0.0)
    assert max(weights[word] for word in ("to", "the", "old")) < weights["cabinet"]


@says(
    attention_step,
    "Dashed: what the padding would take without a mask.",
)
def test_without_the_mask_padding_would_take_some(plotted):
    assert plotted["open"][-1] == pytest.approx(0.039, abs=0.001)


@says(
    attention_step,
    "The weighted mean is the context, which joins the state to say: are.",
)
def test_the_context_is_the_weighted_mean(plotted):
    assert plotted["v"] == pytest.approx(plotted["weights"] @ attention_step.HS)
