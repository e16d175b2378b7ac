from collections.abc import Iterator

import pytest

from scripts.experiments.q34_lstm_vs_gru import adding_problem as experiment
from scripts.experiments.records import record

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return record.read(record.DATA / "adding_problem.json").results


def test_networks_are_of_equal_size() -> None:
    sizes = {name: experiment.parameters(model) for name, model in SETTINGS["models"].items()}
    assert max(sizes.values()) / min(sizes.values()) < 1.03, sizes


def test_baseline_is_a_sixth_and_not_the_number_in_print(recorded: dict) -> None:
    baseline = recorded["baseline"]
    assert baseline["variance"] == pytest.approx(1 / 6, abs=1e-5)
    assert baseline["measured"] == pytest.approx(baseline["variance"], abs=0.0008)
    assert abs(baseline["measured"] - baseline["printed"]["bai2018"]) > 0.009
    assert baseline["measured"] == pytest.approx(baseline["printed"]["arjovsky2016"], abs=0.001)


def test_cheapest_setting_is_measured_again(recorded: dict) -> None:
    name, lag = "gru", min(SETTINGS["lags"])
    again = experiment.learn(SETTINGS["models"][name], lag, recorded[name]["rate"], SETTINGS)
    before = recorded[name][str(lag)]
    assert again["solved"] == before["solved"] == 1.0
    assert abs(again["mse"]["mean"] - before["mse"]["mean"]) <= 3 * before["mse"]["sd"]
    assert max(again["updates_until_solved"]) <= 2 * max(before["updates_until_solved"])


def outcomes(recorded: dict) -> Iterator[dict]:
    for name in SETTINGS["models"]:
        for lag in SETTINGS["lags"]:
            yield recorded[name][str(lag)]
    yield from recorded["forget_bias"].values()


def test_what_is_recorded_hangs_together(recorded: dict) -> None:
    for outcome in outcomes(recorded):
        curve, first = outcome["curve"], outcome["updates_until_solved"]
        assert len(first) == len(curve["mse"]) == len(SETTINGS["seeds"])
        assert outcome["solved"] == sum(n is not None for n in first) / len(first)
        assert outcome["updates"] == curve["updates"][-1] <= SETTINGS["updates"]
        assert (outcome["updates"] < SETTINGS["updates"]) <= (None not in first)
        for n, errors in zip(first, curve["mse"], strict=True):
            before = len(errors) if n is None else curve["updates"].index(n)
            assert min(errors[:before], default=1.0) >= SETTINGS["solved"]
            assert n is None or errors[before] <= SETTINGS["solved"]  # the curve is rounded
        assert [errors[-1] for errors in curve["mse"]] == pytest.approx(outcome["mse"]["values"], rel=0.01)


def test_both_starts_of_the_lstm_have_one_rate(recorded: dict) -> None:
    assert recorded["lstm"]["rate"] == recorded["lstm_torch_default"]["rate"] != SETTINGS["forget_bias"]["rate"]
    assert list(recorded["forget_bias"]) == SETTINGS["forget_bias"]["models"]


def test_the_best_rate_solves_most_then_soonest_then_best(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = {
        0.003: {"solved": 1.0, "updates_until_solved": [300, 400], "mse": {"mean": 0.001}},
        0.01: {"solved": 1.0, "updates_until_solved": [200, 400], "mse": {"mean": 0.004}},
        0.03: {"solved": 0.5, "updates_until_solved": [100, None], "mse": {"mean": 0.1}},
    }
    monkeypatch.setattr(experiment, "learn", lambda model, lag, rate, settings: outcomes[rate])
    assert experiment.best_rate({}, SETTINGS)[0] == 0.01
    outcomes[0.003]["updates_until_solved"] = outcomes[0.01]["updates_until_solved"] = [2900, 2900]
    outcomes[0.003]["mse"] = {"mean": 0.005}
    assert experiment.best_rate({}, SETTINGS)[0] == 0.01  # late, but every seed, and the least error
