"""RNN or LSTM: what is compared is of equal size, the ranking of rates, and one setting measured again."""

import pytest

from scripts.experiments.q10_lstm_vs_rnn import rnn_or_lstm as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.training import races

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "rnn_or_lstm.json").results


@pytest.mark.parametrize("name", SETTINGS["models"])
def test_all_networks_have_about_as_many_weights_as_the_lstm(recorded, name):
    count = experiment.network(SETTINGS["models"][name], 20, 0).parameter_count()
    assert recorded[name]["parameters"] == count
    assert 0.98 < count / recorded["lstm"]["parameters"] <= 1


def test_a_wider_rnn_would_have_more_weights_than_the_lstm(recorded):
    wider = SETTINGS["models"]["rnn"] | {"H": SETTINGS["models"]["rnn"]["H"] + 1}
    assert experiment.network(wider, 20, 0).parameter_count() > recorded["lstm"]["parameters"]


def test_chrono_spreads_its_biases_up_to_its_multiple_of_the_lag():
    model = SETTINGS["models"]["lstm_chrono"]
    H, lag = model["H"], 100
    times = experiment.network(model, lag, 0).layer.bias_ih_l0[H : 2 * H].exp()
    assert times.min() >= 1
    assert lag < times.max() <= 1.5 * lag


def made(*updates: int | None) -> list[races.Run]:
    return [races.Run(0.5, SETTINGS["updates"]) if n is None else races.Run(1.0, n) for n in updates]


@pytest.mark.parametrize(
    ("by_lag", "rate", "decided_at"),
    [
        ({50: (made(400, 400), made(50, None))}, 0.001, 50),  # more seeds go before fewer updates
        ({50: (made(400, 400), made(50, 50))}, 0.01, 50),
        ({50: (made(None, None), made(None, None)), 20: (made(None, None), made(900, None))}, 0.01, 20),
    ],
)
def test_the_rate_that_solves_most_and_soonest_is_taken(monkeypatch, by_lag, rate, decided_at):
    seeds = SETTINGS["tuning"]["seeds"]
    assert not set(seeds) & set(SETTINGS["seeds"])

    def learn(model, filling, lag, tried, seed, settings):
        return by_lag[lag][SETTINGS["tuning"]["rates"].index(tried)][seeds.index(seed)]

    monkeypatch.setattr(experiment, "learn", learn)
    tuned, lag = experiment.best_rate({}, SETTINGS)
    assert (tuned.rate, lag) == (rate, decided_at)


def test_no_lag_is_tried_behind_one_that_a_seed_has_not_solved(recorded):
    for name in SETTINGS["models"]:
        for filling, lags in SETTINGS["lags"].items():
            solved = [outcome["solved"] == len(SETTINGS["seeds"]) for outcome in recorded[name][filling].values()]
            assert all(solved[:-1])
            assert len(solved) == len(lags) or not solved[-1]


def test_solved_is_what_the_share_right_says(recorded):
    for name in SETTINGS["models"]:
        for filling in SETTINGS["lags"]:
            for outcome in recorded[name][filling].values():
                right = [share >= SETTINGS["solved"] for share in outcome["right"]["values"]]
                assert right == [n is not None for n in outcome["updates_until_solved"]]
                assert sum(right) == outcome["solved"]


def test_the_orthogonal_rnn_measured_again_agrees_with_the_record(recorded):
    model, before = SETTINGS["models"]["rnn_orthogonal"], recorded["rnn_orthogonal"]
    right, updates = experiment.learn(model, "blank", 20, before["rate"], 0, SETTINGS)
    assert right >= SETTINGS["solved"]
    assert updates <= 2 * max(before["blank"]["20"]["updates_until_solved"])
