"""The claim of date_learning, on the arrays that it plots."""

import pytest

from scripts.figures.q19_attention import date_learning
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return date_learning.arrays()


def test_attention_is_past_four_fifths_where_the_other_is_at_nothing(plotted):
    at = plotted["updates"].tolist().index(100)
    assert plotted["attention looks"][:, at].min() > 0.8
    assert plotted["fixed looks"][:, at].max() < 0.01


@says(
    date_learning,
    "With attention it passes 0.8 after 100 updates; without, it is still near 0 there and remains behind to the end.",
)
def test_attention_is_ahead_at_the_end_in_every_seed(plotted):
    assert plotted["attention looks"][:, -1].min() > plotted["fixed looks"][:, -1].max()
    assert (plotted["attention lengths"].mean(0) > plotted["fixed lengths"].mean(0)).all()


@says(
    date_learning,
    "Without attention the shortest sources are the worst, but each length has other formats.",
)
def test_without_attention_the_shortest_sources_are_the_worst_on_average(plotted):
    assert plotted["bins"][0] == 6
    assert plotted["fixed lengths"].mean(0).argmin() == 0


@says(date_learning, "Marks are seeds, lines their mean.")
def test_marks_are_seeds_and_lines_their_mean(plotted):
    drawn = [line.get_ydata().tolist() for line in date_learning.draw().axes[1].lines]
    expected = [
        values.tolist()
        for kind in date_learning.KINDS
        for values in (*plotted[f"{kind} lengths"], plotted[f"{kind} lengths"].mean(0))
    ]
    assert drawn == expected
