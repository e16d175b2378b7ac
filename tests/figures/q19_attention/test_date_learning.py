"""The claim of date_learning, on the arrays that it plots."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from scripts.experiments.q19_attention import date_attention, dates
from scripts.figures import kit
from scripts.figures.q19_attention import date_learning
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return date_learning.arrays()


FASTER = (
    "With attention it passes 0.8 after 100 updates; without, it is still near 0 there and remains behind to the end."
)


@says(date_learning, FASTER)
def test_attention_is_past_four_fifths_where_the_other_is_at_nothing(plotted):
    at = plotted["updates"].tolist().index(100)
    assert plotted["attention looks"][:, at].min() > 0.8
    assert plotted["attention looks"][:, :at].max() < 0.8
    assert plotted["fixed looks"][:, at].max() < 0.01


@says(date_learning, FASTER)
def test_attention_is_ahead_to_the_end_in_every_seed(plotted):
    assert plotted["updates"][-1] == kit.settings("date_attention").updates
    assert (plotted["attention looks"].min(0) > plotted["fixed looks"].max(0)).all()
    assert (plotted["attention lengths"].mean(0) > plotted["fixed lengths"].mean(0)).all()


@says(date_learning, "Without attention the shortest sources are the worst, but each length has other formats.")
def test_without_attention_the_shortest_sources_are_the_worst_on_average(plotted):
    assert plotted["bins"][0] == 6
    assert plotted["fixed lengths"].mean(0).argmin() == 0
    days = date_attention.days(date_attention.SETTINGS)[1]
    lengths = {form: {len(dates.written(day, form)) for day in days} for form in dates.FORMATS}
    formats = [
        {form for form, found in lengths.items() if any(low <= n < high for n in found)}
        for low, high in pairwise(plotted["bins"])
    ]
    assert all(some != others for some, others in combinations(formats, 2))


@says(date_learning, "Dates of unseen days, written out exactly.")
def test_no_network_was_trained_on_a_day_of_the_test():
    known, test = date_attention.days(date_attention.SETTINGS)
    assert len(test) == kit.settings("date_attention").test_days
    assert not {*known} & {*test}
    assert date_attention.test_pairs(date_attention.SETTINGS).target.shape[1] == len(test) * len(dates.FORMATS)


@says(date_learning, "Then the same at the end of training, by length of the source.")
@pytest.mark.parametrize("kind", date_learning.KINDS)
def test_the_lengths_together_are_all_that_is_right_at_the_end(plotted, kind):
    measured = kit.data("date_attention")
    counts = np.array([measured.pairs_by_length[low] for low in plotted["bins"][:-1]])
    assert counts.sum() == measured.pairs
    right = plotted[f"{kind} lengths"] @ counts / counts.sum()
    assert right == pytest.approx(np.array(measured[kind].right["values"]), abs=1e-3)


@says(date_learning, "Marks and thin lines are seeds, thick lines their mean.")
@pytest.mark.parametrize("narrow", [False, True])
def test_marks_and_thin_lines_are_seeds_and_thick_lines_their_mean(plotted, narrow):
    first, second = date_learning.draw(narrow).axes
    places = np.arange(len(plotted["bins"]) - 1)
    expect_seeds(second, [(places, plotted[f"{kind} lengths"].T) for kind in date_learning.KINDS])
    seeds, means = ([line for line in first.lines if (line.get_lw() > 1) == thick] for thick in (False, True))
    looks = [plotted[f"{kind} looks"] for kind in date_learning.KINDS]
    np.testing.assert_array_equal([line.get_ydata()[1:] for line in seeds], np.concatenate(looks))
    np.testing.assert_allclose([line.get_ydata()[1:] for line in means], [of_kind.mean(0) for of_kind in looks])
    assert {line.get_ydata()[0] for line in first.lines} == {0}
