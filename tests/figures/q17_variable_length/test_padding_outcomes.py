"""The claim of padding_outcomes, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q17_variable_length import padding_outcomes
from tests.figures.says import says

RIGHT = (
    "Speakers told right in one padded batch and alone: the network that reads the last column falls when alone; "
    "gathered, masked and packed answer the same both ways."
)


@pytest.fixture(scope="module")
def plotted():
    return padding_outcomes.arrays()


@says(padding_outcomes, RIGHT, "First the naive row: worst in the batch, and worse again alone.")
def test_the_naive_network_alone_falls_below_itself_in_the_batch(plotted):
    assert (plotted["naive alone"] < plotted["naive together"]).all()
    for way in ("gathered", "masked", "packed"):
        assert (plotted["naive together"] < plotted[f"{way} together"]).all()
    assert padding_outcomes.WAYS[0] == "naive"
    assert plotted["naive together"].mean() - plotted["naive alone"].mean() > 0.05


@says(padding_outcomes, RIGHT, "The other three answer the same both ways.")
@pytest.mark.parametrize("way", ["gathered", "masked", "packed"])
def test_the_others_answer_the_same_alone(plotted, way):
    np.testing.assert_array_equal(plotted[f"{way} alone"], plotted[f"{way} together"])


@says(
    padding_outcomes,
    "On one CPU core the packed layer takes longer than the padded one with a gather; sorting by length shortens both.",
    "Time is counted in packed passes on random batches.",
)
def test_the_packed_layer_takes_longer_and_sorting_shortens_both_passes(plotted):
    # That one core runs every experiment is what tests/experiments/test_runner.py sees to.
    assert (plotted["time packed"][padding_outcomes.BATCHES.index("random")] == 1).all()
    assert (plotted["time packed"] > 1.5 * plotted["time gathered"]).all()
    for way in ("packed", "gathered"):
        whole, random, by_length = plotted[f"time {way}"]
        assert (by_length < random).all()
        assert (by_length < whole).all()
    assert (np.diff(plotted["shares"]) < 0).all()


@pytest.mark.parametrize("narrow", [False, True])
def test_every_dot_lies_on_the_sheet(plotted, narrow):
    right, time = padding_outcomes.draw(narrow).axes
    for axes in (right, time):
        for line in axes.lines:
            for values, limits in zip(line.get_data(), (axes.get_xlim(), axes.get_ylim()), strict=True):
                assert min(limits) <= np.min(values)
                assert np.max(values) <= max(limits)


@pytest.mark.parametrize("narrow", [False, True])
def test_each_row_and_each_line_has_the_seeds_of_its_name(plotted, narrow):
    right, time = padding_outcomes.draw(narrow).axes
    rows = [label.get_text() for label in right.get_yticklabels()]
    assert right.get_ylim()[0] > right.get_ylim()[1]  # the first row on top
    drawn = iter(right.lines)
    for way in padding_outcomes.WAYS:
        for where, marker in (("together", "o"), ("alone", "D")):
            line = next(drawn)
            np.testing.assert_array_equal(line.get_xdata(), plotted[f"{way} {where}"])
            assert (line.get_marker(), rows[round(line.get_ydata()[0])]) == (marker, way)
    colours = {line.get_marker(): line.get_color() for line in right.lines}
    for label, where, marker in (("in a batch", "together", "o"), ("alone", "alone", "D")):
        (text,) = (text for text in right.texts if text.get_text() == label)
        assert text.get_position()[0] == pytest.approx(plotted[f"naive {where}"].mean())
        assert text.get_color() == colours[marker]
    assert {way: label for way, (_, label) in padding_outcomes.TIMED.items()} == {
        "gathered": "padded, gathered",
        "packed": "packed",
    }
    drawn = iter(time.lines)
    for way, (colour, label) in padding_outcomes.TIMED.items():
        mean, *seeds = (next(drawn) for _ in range(1 + len(padding_outcomes.BATCHES)))
        np.testing.assert_array_equal(mean.get_ydata(), plotted[f"time {way}"].mean(axis=1))
        np.testing.assert_array_equal([line.get_ydata() for line in seeds], plotted[f"time {way}"])
        assert {line.get_color() for line in (mean, *seeds)} == {colour}
        assert {text.get_color() for text in time.texts if text.get_text() == label} == {colour}
