"""What forecast_origins measures is what it says it is, and its cheapest parts come out as recorded."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch.testing import assert_close

from scripts.experiments.q30_time_series_forecasting import forecast_origins as experiment
from scripts.experiments.q30_time_series_forecasting import forecasters
from scripts.experiments.records.results import data
from scripts.experiments.tasks import sunspots
from scripts.reference import scaled_error

SETTINGS = experiment.SETTINGS
TASK = SETTINGS["tasks"]["sunspots"]
K = TASK["horizon"]


@pytest.fixture(scope="module")
def parts() -> dict[str, forecasters.Windows]:
    return experiment.parts_of(sunspots.load(), TASK)


def test_no_forecast_is_of_a_year_that_was_learned_from(parts):
    series = sunspots.load()
    assert parts["train"].origins.max() + K == series.validation
    assert parts["validation"].origins.min() == series.validation
    assert parts["test"].origins.min() == series.test


def test_units_are_learned_from_the_training_part(parts):
    found = forecasters.units(parts["train"], "last")
    x = parts["test"].x
    assert_close(found.centre(x), x[-1])
    assert found.deviation == pytest.approx((parts["train"].y - parts["train"].x[-1]).std().item())


@pytest.mark.parametrize("kind", experiment.LSTMS)
def test_a_forecast_in_use_reads_nothing_of_what_comes(kind, parts):
    net = forecasters.start("lstm", 1, 5, K if kind == "direct" else 1, seed=0)
    x = parts["test"].x[:, :3] / 50
    own = forecasters.forecast(kind, net, x, K)
    assert own.shape == (K, 3, 1)
    if kind == "recursive":
        forced = forecasters.forecast(kind, net, x, K, known=own)
        assert_close(forced, own, atol=1e-4, rtol=0)  # fed what it says, it says the same
        other = forecasters.forecast(kind, net, x, K, known=own + 1.0)
        assert_close(other[0], own[0])
        assert (other[1:] - own[1:]).abs().min() > 0.1


def test_smoothing_looks_back_only(parts):
    series = sunspots.load()
    changed = series._replace(x=series.x.clone())
    changed.x[int(parts["test"].origins[-1]) :] += 100.0
    said, _ = experiment.smoothed(series, parts, TASK, SETTINGS["smoothing"])
    again, _ = experiment.smoothed(changed, parts, TASK, SETTINGS["smoothing"])
    assert_allclose(said, again)


def test_forecasts_without_a_network_come_out_again(parts):
    recorded, y = data("forecast_origins").sunspots, experiment.true(parts["test"])
    series = sunspots.load()
    size = scaled_error.scale(series.x[: series.test, 0].double().numpy(), TASK["season"])
    made = {
        "last": experiment.naive(parts["test"], 1),
        "seasonal": experiment.naive(parts["test"], TASK["season"]),
        "smoothing": experiment.smoothed(series, parts, TASK, SETTINGS["smoothing"])[0],
        "linear": experiment.linear(parts, TASK, SETTINGS["penalties"])[0],
    }
    assert recorded.origins == len(y)
    for method, said in made.items():
        error = scaled_error.by_step(y, said, size)
        assert recorded[method]["all"] == pytest.approx(error.mean(), rel=1e-3)
        for k in SETTINGS["shown"]["sunspots"]:
            assert recorded[method][k] == pytest.approx(error[k - 1], rel=1e-3)


def test_one_seed_again_agrees_with_the_record(parts):
    recorded = data("forecast_origins").sunspots.direct
    torch.set_num_threads(1)
    net = experiment.lstm("direct", SETTINGS["seeds"][0], recorded.rate, parts, TASK, SETTINGS)
    said, y = experiment.said_by(net, parts["test"]), experiment.true(parts["test"])
    size = data("forecast_origins").sunspots.scale
    assert np.abs(said - y).mean() / size == pytest.approx(recorded["all"].mean, abs=3 * recorded["all"].sd)


def test_on_co2_the_lstms_are_level_with_smoothing_and_behind_the_linear_forecast():
    recorded = data("forecast_origins").co2
    assert recorded.origins == 37
    for kind in experiment.LSTMS:
        error = recorded[kind]["all"]
        assert abs(error.mean - recorded.smoothing["all"]) < error.sd
        assert min(error["values"]) > recorded.linear["all"]
        assert max(recorded[kind].better_than_linear["values"]) < 0.52
    direct, recursive = (recorded[kind]["all"] for kind in experiment.LSTMS)
    assert abs(direct.mean - recursive.mean) < direct.sd


def test_on_sunspots_no_seed_of_an_lstm_is_as_good_as_seasonal_naive():
    recorded = data("forecast_origins").sunspots
    for kind in experiment.LSTMS:
        assert min(recorded[kind]["all"]["values"]) > recorded.seasonal["all"]
    assert min(recorded[m]["all"] for m in ("last", "smoothing", "linear")) > recorded.seasonal["all"]
