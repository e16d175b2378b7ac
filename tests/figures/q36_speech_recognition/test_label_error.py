"""The claim of label_error, on the arrays that it plots."""

import pytest

from scripts.figures.q36_speech_recognition import label_error


@pytest.fixture(scope="module")
def plotted():
    return label_error.arrays()


def test_the_lstms_err_about_as_often_at_sixteen_as_at_one(plotted):
    assert plotted["joined"].tolist() == [1, 2, 4, 8, 16]
    assert plotted["trained"] == 4
    forward, both = plotted["forward"].mean(1), plotted["both"].mean(1)
    assert (round(forward[0], 2), round(forward[-1], 2)) == (0.09, 0.10)
    assert (round(both[0], 2), round(both[-1], 2)) == (0.03, 0.05)


def test_without_memory_errors_are_many_times_as_frequent_and_naming_frames_is_worse_still(plotted):
    one_frame = plotted["one_frame"].mean(1)
    assert (round(one_frame.min(), 2), round(one_frame.max(), 2)) == (0.34, 0.46)
    assert one_frame.min() > 3 * plotted["forward"].mean(1).max() > 3 * plotted["both"].mean(1).max()
    assert plotted["nearest_mean"].min() > 1
