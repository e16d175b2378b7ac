"""The claims of free_running_error, on the errors that it plots, and of the comparison by seed beside it."""

import numpy as np

from scripts.figures import kit
from scripts.figures.q28_teacher_forcing import free_running_error
from scripts.figures.q28_teacher_forcing.free_running_error import DIRECT, SERIES, TRUE, arrays
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


@says(
    free_running_error,
    "After teacher forcing the error of forecasts that are fed back grows from 0.43 to 0.93 ppm in 50 weeks.",
    "Lowest: one week ahead every time.",
)
def test_with_true_values_the_error_is_flat_and_running_free_it_doubles():
    plotted = arrays()
    flat, own = plotted[TRUE].mean(0), plotted["teacher forcing"].mean(0)
    assert plotted["steps"][[0, -1]].tolist() == [1, 50]
    assert 0.41 < flat.min() < flat.max() < 0.44
    assert own[0] == flat[0]  # nothing has been fed back yet
    assert own[-1] > 2 * flat[-1]
    assert (round(float(own[0]), 2), round(float(own[-1]), 2)) == (0.43, 0.93)
    others = [plotted[name].mean(0)[1:] for name in (*SERIES, DIRECT)]
    assert (flat[1:] < np.min(others, axis=0)).all()


def test_training_on_own_forecasts_ends_lower_but_within_the_spread():
    plotted = arrays()
    forced = plotted["teacher forcing"]
    for name in ("scheduled sampling", "free running"):
        trained = plotted[name]
        assert round(float(trained[:, -1].mean()), 2) == 0.91
        apart = forced[:, -1].mean() - trained[:, -1].mean()
        assert 0 < apart < trained[:, -1].std(ddof=1)


@says(
    free_running_error,
    "After scheduled sampling it is lower in between, 0.77 against 0.90 at week 20, and ends at 0.91.",
)
def test_in_between_scheduled_sampling_is_lower():
    plotted = arrays()
    week = plotted["steps"].tolist().index(20)
    assert round(float(plotted["teacher forcing"][:, week].mean()), 2) == 0.90
    assert round(float(plotted["scheduled sampling"][:, week].mean()), 2) == 0.77
    assert round(float(plotted["scheduled sampling"][:, -1].mean()), 2) == 0.91


def test_over_all_weeks_scheduled_sampling_is_better_in_four_seeds_and_free_running_in_one():
    measured = kit.data("free_running_error")
    forced, sampled, free = (np.array(measured[training].own.mean["values"]) for training in SERIES)
    assert (sampled < forced).tolist() == [True, True, True, False, True]
    assert (free < forced).tolist() == [False, False, False, False, True]
    assert forced.argmax() == 4


def test_by_the_week_scheduled_sampling_is_better_in_three_or_four_seeds():
    plotted = arrays()
    forced = plotted["teacher forcing"]
    assert set((plotted["scheduled sampling"] < forced).sum(0).tolist()) == {3, 4}
    assert (plotted["free running"] < forced).sum(0).tolist() == [1, 1, 1, 1, 1, 1, 2, 3]


@says(
    free_running_error,
    "A direct linear forecast, which feeds nothing back, goes from 0.40 to 0.93.",
)
def test_without_any_feedback_the_error_ends_where_the_networks_does():
    plotted = arrays()
    direct, forced = plotted[DIRECT], plotted["teacher forcing"]
    assert round(float(direct[:, 0].mean()), 2) == 0.40
    assert round(float(direct[:, -1].mean()), 2) == 0.93
    assert abs(direct[:, -1].mean() - forced[:, -1].mean()) < direct[:, -1].std(ddof=1)
    assert direct[:, 0].mean() < forced[:, 0].mean()


@says(free_running_error, "Dots are seeds, lines their means.")
def test_dots_are_seeds_and_lines_their_means():
    (axes,) = free_running_error.draw().axes
    expect_seeds(axes, [arrays()[name].T for name in (*SERIES, DIRECT, TRUE)])
