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
TASK = SETTINGS["tasks"]["sunspots"] | {"level": "last"}
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


def test_the_recursive_forecast_is_fed_what_is_known_and_in_use_what_it_says(parts):
    net = forecasters.start("lstm", 1, 5, 1, seed=0)
    x = parts["test"].x[:, :3] / 50
    own = forecasters.forecast("recursive", net, x, K)
    assert own.shape == (K, 3, 1)
    forced = forecasters.forecast("recursive", net, x, K, known=own)
    assert_close(forced, own, atol=1e-4, rtol=0)  # fed what it says, it says the same
    other = forecasters.forecast("recursive", net, x, K, known=own + 1.0)
    assert_close(other[0], own[0])
    assert (other[1:] - own[1:]).abs().min() > 0.1


@pytest.mark.parametrize("kind", experiment.LSTMS)
def test_both_kinds_start_from_the_last_value(kind, parts):
    net = forecasters.start("lstm", 1, 5, K if kind == "direct" else 1, seed=0)
    torch.nn.init.zeros_(net.readout.weight)
    torch.nn.init.zeros_(net.readout.bias)
    x = parts["test"].x[:, :3]
    assert_close(forecasters.forecast(kind, net, x, K), x[-1].expand(K, 3, 1))


def test_drift_follows_a_straight_line_with_a_season():
    t = torch.arange(30.0)
    y = 2 * t + 5 * (t % 3)
    made = forecasters.Windows(y[:20, None, None], y[20:28, None, None], torch.tensor([20]))
    assert_allclose(experiment.drifted(made, 3), forecasters.true(made))
    assert np.abs(forecasters.naive(made, 3) - forecasters.true(made)).min() > 5


def test_smoothing_looks_back_only(parts):
    series = sunspots.load()
    changed = series._replace(x=series.x.clone())
    changed.x[int(parts["test"].origins[-1]) :] += 100.0
    said, _ = experiment.smoothed(series, parts, TASK, SETTINGS["smoothing"])
    again, _ = experiment.smoothed(changed, parts, TASK, SETTINGS["smoothing"])
    assert_allclose(said, again)


def test_forecasts_without_a_network_come_out_again(parts):
    recorded, y = data("forecast_origins").sunspots, forecasters.true(parts["test"])
    series = sunspots.load()
    size = scaled_error.scale(series.x[: series.test, 0].double().numpy(), TASK["season"])
    made = {
        "last": forecasters.naive(parts["test"], 1),
        "seasonal": forecasters.naive(parts["test"], TASK["season"]),
        "drift": experiment.drifted(parts["test"], TASK["season"]),
        "smoothing": experiment.smoothed(series, parts, TASK, SETTINGS["smoothing"])[0],
    }
    assert recorded.origins == len(y)
    again = [(recorded[method], said) for method, said in made.items()]
    for level in SETTINGS["levels"]:
        again.append(
            (recorded.linear[level], experiment.linear(parts, TASK | {"level": level}, SETTINGS["penalties"])[1])
        )
    for record, said in again:
        error = scaled_error.by_step(y, said, size)
        assert record["all"] == pytest.approx(error.mean(), rel=1e-3)
        for k in SETTINGS["shown"]["sunspots"]:
            assert record[k] == pytest.approx(error[k - 1], rel=1e-3)


def test_one_seed_again_agrees_with_the_record(parts):
    recorded = data("forecast_origins").sunspots.direct["last"]
    torch.set_num_threads(1)
    net = experiment.lstm("direct", SETTINGS["seeds"][0], recorded.rate, parts, TASK, SETTINGS)
    said, y = forecasters.said_by(net, parts["test"]), forecasters.true(parts["test"])
    size = data("forecast_origins").sunspots.scale
    assert np.abs(said - y).mean() / size == pytest.approx(recorded["all"].mean, abs=3 * recorded["all"].sd)


def test_from_the_last_value_the_lstms_are_level_with_smoothing_on_co2_and_ahead_of_seasonal_naive_on_sunspots():
    recorded = data("forecast_origins")
    for kind in experiment.LSTMS:
        error = recorded.co2[kind]["last"]["all"]
        assert abs(error.mean - recorded.co2.smoothing["all"]) < error.sd
        sunspots_error = recorded.sunspots[kind]["last"]["all"]
        assert sunspots_error.mean < recorded.sunspots.seasonal["all"]
        assert sum(one > recorded.sunspots.seasonal["all"] for one in sunspots_error["values"]) == 1


def test_from_the_training_mean_every_seed_is_behind_seasonal_naive():
    recorded = data("forecast_origins")
    for series in ("co2", "sunspots"):
        for kind in experiment.LSTMS:
            assert min(recorded[series][kind]["mean"]["all"]["values"]) > recorded[series].seasonal["all"]


def test_validation_prefers_the_mean_on_sunspots_and_the_last_value_on_co2():
    recorded = data("forecast_origins")
    for kind in experiment.LSTMS:
        co2, spots = recorded.co2[kind], recorded.sunspots[kind]
        assert max(co2["last"].validation["values"]) < min(co2["mean"].validation["values"])
        assert max(spots["mean"].validation["values"]) < min(spots["last"].validation["values"])


def test_the_linear_forecast_from_the_last_value_is_ahead_of_every_seed():
    recorded = data("forecast_origins")
    for series in ("co2", "sunspots"):
        for kind in experiment.LSTMS:
            assert min(recorded[series][kind]["last"]["all"]["values"]) > recorded[series].linear["last"]["all"]


def test_direct_and_recursive_differ_by_less_than_the_spread():
    recorded = data("forecast_origins")
    for series in ("co2", "sunspots"):
        direct, recursive = (recorded[series][kind]["last"]["all"] for kind in experiment.LSTMS)
        assert abs(direct.mean - recursive.mean) < min(direct.sd, recursive.sd)
