"""The claim of right_by_place, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q12_bidirectional_lstms import right_by_place
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return right_by_place.arrays()


@says(
    right_by_place,
    "Around the cue, the forward tagger guesses before it and is right from it on, the backward one the reverse; both "
    "ways is right everywhere.",
    "Made-up tags: each way is right where it has read the cue; answering 5 steps late gains 5 steps.",
)
@pytest.mark.parametrize(
    ("name", "knows"),
    [
        ("forward", lambda after: after >= 0),
        ("delayed", lambda after: after >= -5),
        ("backward", lambda after: after <= 0),
        ("both", lambda after: after < 99),
    ],
)
def test_each_way_is_right_where_it_has_read_the_cue_and_guesses_elsewhere(plotted, name, knows):
    assert kit.settings("cue_from_either_side").models.delayed.delay == 5
    expected = np.where(knows(plotted["after"]), 1.0, plotted["guess"])
    np.testing.assert_allclose(plotted[f"cue {name}"], expected, atol=0.03)


def test_speakers_by_frame_are_told_best_both_ways_and_worst_from_one_frame(plotted):
    means = {name: plotted[f"speaker {name}"].mean() for name in ("one_frame", "forward", "backward", "both")}
    assert (np.diff(list(means.values())) > 0).all()


@says(
    right_by_place,
    "Tagging speakers by frame, both ways is highest at most places; a linear classifier on one frame is level with "
    "forward in the middle and lowest at both ends.",
)
def test_both_ways_is_highest_at_most_places_and_one_frame_lowest_at_both_ends(plotted):
    names = ("both", "forward", "backward", "one_frame")
    means = {name: plotted[f"speaker {name}"].mean(1) for name in names}
    assert plotted["fifths"].tolist() == [1, 2, 3, 4, 5]
    assert sum(max(means, key=lambda name: means[name][n]) == "both" for n in range(5)) == 4
    assert abs(means["one_frame"] - means["forward"])[1:-1].max() < 0.005
    for end in (0, -1):
        others = [means[name][end] for name in names if name != "one_frame"]
        assert means["one_frame"][end] < min(others) - 0.01


@says(right_by_place, "Speakers: every frame carries evidence; forward is worst at the start.")
def test_one_frame_tells_far_more_than_the_commonest_speaker_and_forward_begins_worst(plotted):
    assert plotted["speaker one_frame"].min() > 3 * kit.data("speaker_at_every_frame").constant
    assert (plotted["speaker forward"].argmin(0) == 0).all()


@pytest.mark.parametrize("narrow", [False, True])
def test_each_line_is_named_in_its_colour_by_the_model_that_it_plots(plotted, narrow):
    cue, speaker = right_by_place.draw(narrow).axes
    for axes, task, x in ((cue, "cue", "after"), (speaker, "speaker", "fifths")):
        lines = iter(axes.lines)
        for name, (label, colour, _) in right_by_place.MODELS.items():
            if (shares := plotted.get(f"{task} {name}")) is None:
                continue
            for values in (*shares.T, shares.mean(1)) if shares.ndim == 2 else (shares,):
                line = next(lines)
                np.testing.assert_array_equal(line.get_data(), [plotted[x], values])
                assert line.get_color() == colour
            written = {text.get_text().replace("\n", " "): text.get_color() for text in axes.texts}
            assert written[label] == colour


def test_the_directions_differ_by_little(plotted):
    assert abs(plotted["speaker forward"].mean() - plotted["speaker backward"].mean()) < 0.05
