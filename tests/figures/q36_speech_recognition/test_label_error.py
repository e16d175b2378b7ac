"""The claim of label_error, on the arrays that it plots."""

import pytest

from scripts.figures import kit
from scripts.figures.q36_speech_recognition import label_error
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return label_error.arrays()


@says(
    label_error,
    "The LSTMs stay low beyond the thin line, the most utterances in training.",
)
def test_the_lstms_err_about_as_often_at_sixteen_as_at_one(plotted):
    assert plotted["joined"].tolist() == [1, 2, 4, 8, 16]
    assert plotted["trained"] == 4
    forward, both = plotted["forward"].mean(1), plotted["both"].mean(1)
    assert (round(forward[0], 2), round(forward[-1], 2)) == (0.09, 0.10)
    assert (round(both[0], 2), round(both[-1], 2)) == (0.03, 0.05)


@says(
    label_error,
    "From one to sixteen the forward LSTM goes from 0.09 to 0.10 and both ways from 0.03 to 0.05; a layer that "
    "sees one frame lies between 0.34 and 0.46, the nearest mean above 1.",
)
def test_without_memory_errors_are_many_times_as_frequent_and_naming_frames_is_worse_still(plotted):
    one_frame = plotted["one_frame"].mean(1)
    assert (round(one_frame.min(), 2), round(one_frame.max(), 2)) == (0.34, 0.46)
    assert one_frame.min() > 3 * plotted["forward"].mean(1).max() > 3 * plotted["both"].mean(1).max()
    assert plotted["nearest_mean"].min() > 1
    ends = [tuple(plotted[name].mean(1)[[0, -1]].round(2).tolist()) for name in ("forward", "both")]
    assert ends == [(0.09, 0.10), (0.03, 0.05)]


@says(label_error, "Dots: seeds.")
def test_each_seed_has_a_dot(plotted):
    (axes,) = label_error.draw().axes
    expect_seeds(axes, [(plotted["joined"], plotted[name]) for name in ("forward", "both", "one_frame")])


@says(
    label_error,
    "A layer without memory inserts labels; naming each frame makes more errors than there are labels.",
)
def test_what_the_layer_without_memory_errs_in(plotted):
    edits = kit.data("joined_utterances").one_frame[16].edits
    assert edits.insertions.mean > edits.substitutions.mean + edits.deletions.mean
    assert plotted["nearest_mean"].min() > 1
