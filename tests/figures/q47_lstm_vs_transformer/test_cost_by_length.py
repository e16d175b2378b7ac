"""The claim of cost_by_length, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q47_lstm_vs_transformer import cost_by_length
from tests.figures.kit.seeds import curve
from tests.figures.says import says

TRAINING = (
    "Training, per token: the LSTM stays near 1, the Transformer rises from 1.1 to 1.6, with plain attention to 2.0."
)
DECODING = "Decoding: the LSTM stays at 1, the Transformer with its cache rises from 2.0 to 2.3."
LEVEL = "The LSTM's lines are level, the Transformer's rise."


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return cost_by_length.arrays()


@says(
    cost_by_length,
    TRAINING,
    DECODING,
    LEVEL,
    "Times by length, beside the LSTM's at the shortest length.",
    "The LSTM at the shortest length is 1.",
)
def test_the_lstm_stays_near_one_in_both(plotted):
    assert np.abs(plotted["training lstm"] - 1).max() < 0.15
    assert np.abs(plotted["decoding lstm"] - 1).max() < 0.1
    assert plotted["training lstm"][0] == plotted["decoding lstm"][0] == 1
    assert plotted["decoding lstm"].round(1).tolist() == [1] * 5
    assert plotted["lengths"].tolist() == [64, 128, 256, 512, 1024]


@says(cost_by_length, TRAINING, DECODING, LEVEL)
def test_the_transformer_rises_as_the_text_says(plotted):
    for name, first, last in (
        ("training transformer", 1.1, 1.6),
        ("training plain", 1.1, 2.0),
        ("decoding transformer", 2.0, 2.3),
    ):
        assert [round(float(plotted[name][at]), 1) for at in (0, -1)] == [first, last]
        assert plotted[name].argmax() == 4
        assert (np.diff(plotted[name][1:]) > 0).all()


def test_plain_attention_is_the_dearest_at_the_longest(plotted):
    assert plotted["training plain"][-1] > 1.2 * plotted["training transformer"][-1]


@says(
    cost_by_length,
    "One processor core, equally many weights; plain attention stores its whole matrix.",
)
def test_the_weights_are_equally_many_and_plain_attention_keeps_what_grows_with_the_square():
    # That it runs on one thread is tested for all experiments, in tests/experiments/test_runner.py.
    measured, lengths = kit.data("step_costs"), kit.settings("step_costs").lengths
    assert measured.weights.lstm == pytest.approx(measured.weights.transformer, rel=1e-3)
    B, heads, layers = (kit.settings("step_costs")[name] for name in ("B", "heads", "layers"))
    more = np.array([measured.bytes.plain[T] - measured.bytes.transformer[T] for T in lengths])
    matrices = 4 * layers.transformer * B * heads * np.array(lengths) ** 2  # a number has 4 bytes
    assert more == pytest.approx(matrices, rel=0.02)
    assert (np.diff([measured.bytes.transformer[T] / T for T in lengths]) <= 0).all()


@pytest.mark.parametrize("narrow", [False, True])
def test_each_line_has_the_name_of_its_times(plotted, narrow):
    for axes, part in zip(cost_by_length.draw(narrow).axes, ("training", "decoding"), strict=True):
        for kind, (label, _) in cost_by_length.KINDS.items():
            if f"{part} {kind}" in plotted:
                assert curve(axes, plotted[f"{part} {kind}"]).get_label() == label
