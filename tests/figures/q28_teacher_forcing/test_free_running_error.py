"""The claims of free_running_error, on the errors that it plots, and of the comparison by seed beside it."""

import numpy as np
import pytest
import torch

from scripts.experiments.q28_teacher_forcing import free_running_error as experiment
from scripts.experiments.q28_teacher_forcing import linear_forecasts
from scripts.figures import kit
from scripts.figures.q28_teacher_forcing import free_running_error
from scripts.figures.q28_teacher_forcing.free_running_error import DIRECT, SERIES, TRUE, arrays, draw
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says

SAMPLED = "After scheduled sampling it is lower in between, 0.77 against 0.90 at week 20, and ends at 0.91."
NO_FEEDBACK = "A direct linear forecast, which feeds nothing back, goes from 0.40 to 0.93."


@says(
    free_running_error,
    "After teacher forcing the error of forecasts that are fed back grows from 0.43 to 0.93 ppm in 50 weeks.",
)
def test_with_true_values_the_error_is_flat_and_running_free_it_doubles():
    plotted = arrays()
    flat, own = plotted[TRUE].mean(0), plotted["teacher forcing"].mean(0)
    assert plotted["steps"][[0, -1]].tolist() == [1, 50]
    assert 0.41 < flat.min() < flat.max() < 0.44
    assert own[0] == flat[0]  # nothing has been fed back yet
    assert own[-1] > 2 * flat[-1]
    assert (round(float(own[0]), 2), round(float(own[-1]), 2)) == (0.43, 0.93)
    assert own.argmin() == 0
    assert own.argmax() == len(own) - 1


@says(free_running_error, SAMPLED)
def test_training_on_own_forecasts_ends_lower_but_within_the_spread():
    plotted = arrays()
    forced = plotted["teacher forcing"]
    for name in ("scheduled sampling", "free running"):
        trained = plotted[name]
        assert round(float(trained[:, -1].mean()), 2) == 0.91
        apart = forced[:, -1].mean() - trained[:, -1].mean()
        assert 0 < apart < trained[:, -1].std(ddof=1)


@says(free_running_error, SAMPLED)
def test_in_between_scheduled_sampling_is_lower():
    plotted = arrays()
    week = plotted["steps"].tolist().index(20)
    assert round(float(plotted["teacher forcing"][:, week].mean()), 2) == 0.90
    assert round(float(plotted["scheduled sampling"][:, week].mean()), 2) == 0.77
    lower = plotted["scheduled sampling"].mean(0) < plotted["teacher forcing"].mean(0)
    assert lower[1:-1].all()


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


@says(free_running_error, NO_FEEDBACK)
def test_without_any_feedback_the_error_ends_where_the_networks_does():
    plotted = arrays()
    direct, forced = plotted[DIRECT], plotted["teacher forcing"]
    assert round(float(direct[:, 0].mean()), 2) == 0.40
    assert round(float(direct[:, -1].mean()), 2) == 0.93
    assert abs(direct[:, -1].mean() - forced[:, -1].mean()) < direct[:, -1].std(ddof=1)
    assert direct[:, 0].mean() < forced[:, 0].mean()


def windows(context: int, horizon: int) -> torch.Tensor:
    return torch.randn(context + horizon, 40, 1, generator=torch.Generator().manual_seed(0))


@says(
    free_running_error,
    NO_FEEDBACK,
    "Compare the networks, fed their own forecasts, with the grey line, which feeds nothing back.",
)
def test_networks_read_their_own_forecasts_and_the_direct_forecast_reads_none():
    C, x = 5, windows(5, 4)
    other = x.clone()
    other[C:] += 1.0  # what is due, and what a network that is fed true values would read
    net = experiment.start("lstm", 1, 4, 1, 0)
    with torch.no_grad():
        own, true = (
            [experiment.forecasts(net, each, C, share, torch.Generator()) for each in (x, other)]
            for share in (0.0, 1.0)
        )
    assert torch.equal(*own)
    assert not torch.equal(*true)
    model = linear_forecasts.fitted(x, C, 1.0)
    said = linear_forecasts.direct(model, x, C)
    assert torch.equal(said, linear_forecasts.direct(model, other, C))
    one_week_moved = (model[0].clone(), model[1] + torch.eye(4, dtype=torch.float64)[0])
    moved = (linear_forecasts.direct(one_week_moved, x, C) - said).abs().amax(dim=(1, 2)) > 1e-9
    assert moved.tolist() == [True, False, False, False]


@says(
    free_running_error,
    "Compare the networks, fed their own forecasts, with the grey line, which feeds nothing back.",
    "Dots are seeds, lines their means.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_seeds_and_the_grey_line_is_the_direct_forecast(narrow):
    plotted, (axes,) = arrays(), draw(narrow).axes
    names = [*SERIES, DIRECT, TRUE]
    expect_seeds(axes, [(plotted["steps"], plotted[name].T) for name in names])
    grey = {tuple(line.get_ydata()) for line in axes.lines if line.get_color() == kit.MUTED and len(line.get_ydata())}
    assert tuple(plotted[DIRECT].mean(0)) in grey
    assert not {tuple(plotted[name].mean(0)) for name in names if name != DIRECT} & grey
    assert {plotted[name].shape[0] for name in names} == {len(kit.settings("free_running_error").seeds)}


@says(free_running_error, "Lowest from week 2 on: one week ahead every time.")
def test_with_true_values_fed_every_forecast_is_for_one_week_and_the_error_is_lowest_from_week_two_on():
    plotted = arrays()
    others = np.array([plotted[name].mean(0) for name in (*SERIES, DIRECT)])
    lowest = plotted[TRUE].mean(0) < others.min(0)
    assert plotted["steps"][lowest].tolist() == plotted["steps"][plotted["steps"] >= 2].tolist()
    C, x = 5, windows(5, 5)
    net = experiment.start("lstm", 1, 4, 1, 0)
    with torch.no_grad():
        fed = experiment.forecasts(net, x, C, 1.0)
        one_ahead = [experiment.forecasts(net, x[: C + k + 2], C + k, 1.0)[0] for k in range(4)]
    assert torch.allclose(fed[:-1], torch.stack(one_ahead), atol=1e-6)
