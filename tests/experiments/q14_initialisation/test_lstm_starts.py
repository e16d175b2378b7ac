"""LSTM starts: the ranking of rates, how far a start is followed, and one setting measured again."""

import pytest

from scripts.experiments.q14_initialisation import lstm_starts as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.training import races

SETTINGS = experiment.SETTINGS
STARTS = [(matrices, bias) for matrices, biases in SETTINGS["starts"].items() for bias in biases]


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "lstm_starts.json").results


@pytest.mark.parametrize(("name", "longest"), [("chrono", 1.5), ("chrono_short", 0.2), ("chrono_long", 5.0)])
def test_chrono_is_told_its_multiple_of_the_lag(name, longest):
    H, lag = SETTINGS["H"], 100
    layer = experiment.network("pytorch", SETTINGS["biases"][name], lag, 0, H).layer
    times = layer.bias_ih_l0[H : 2 * H].exp()
    assert times.min() >= 1
    assert 0.8 * longest * lag < times.max() <= longest * lag - 1


def test_a_constant_bias_is_the_same_at_every_lag():
    H = SETTINGS["H"]
    for lag in SETTINGS["lags"]:
        layer = experiment.network("blocks", SETTINGS["biases"]["bias_3"], lag, 0, H).layer
        assert (layer.bias_ih_l0[H : 2 * H] == 3).all()


def test_no_tuning_seed_is_measured():
    assert not set(SETTINGS["tuning"]["seeds"]) & set(SETTINGS["seeds"])


@pytest.mark.parametrize(
    ("runs", "best"),
    [
        ({0.001: [(1.0, 200), (1.0, 200)], 0.003: [(1.0, 25), (0.5, 250)], 0.01: [(0.9, 250), (0.9, 250)]}, 0.001),
        ({0.001: [(1.0, 200), (1.0, 200)], 0.003: [(1.0, 25), (1.0, 50)], 0.01: [(0.9, 250), (0.9, 250)]}, 0.003),
        ({0.001: [(0.1, 250), (0.1, 250)], 0.003: [(0.1, 250), (0.1, 250)], 0.01: [(0.1, 250), (0.4, 250)]}, 0.01),
    ],
)
def test_the_rate_that_solves_most_then_soonest_is_taken(monkeypatch, runs, best):
    def learn(matrices, bias, lag, rate, seed, settings):
        assert lag == min(SETTINGS["lags"])
        assert settings["updates"] == SETTINGS["tuning"]["updates"]
        return races.Run(*runs[rate][SETTINGS["tuning"]["seeds"].index(seed)])

    monkeypatch.setattr(experiment, "learn", learn)
    assert experiment.best_rate("pytorch", {}, SETTINGS).rate == best


@pytest.mark.parametrize(("matrices", "bias"), STARTS)
def test_a_start_is_followed_to_the_first_lag_that_no_seed_solves(recorded, matrices, bias):
    lags = recorded[matrices][bias]["lags"]
    solved = [any(made["updates_until_solved"]) for made in lags.values()]
    assert list(lags) == [str(lag) for lag in SETTINGS["lags"][: len(lags)]]
    assert all(solved[:-1])
    assert len(solved) == len(SETTINGS["lags"]) or not solved[-1]


@pytest.mark.parametrize(("matrices", "bias"), STARTS)
def test_solved_is_what_the_share_right_says(recorded, matrices, bias):
    for made in recorded[matrices][bias]["lags"].values():
        right = [share >= SETTINGS["solved"] for share in made["right"]["values"]]
        assert right == [n is not None for n in made["updates_until_solved"]]


@pytest.mark.parametrize(("matrices", "bias"), STARTS)
def test_the_gains_drawn_again_are_those_recorded(recorded, matrices, bias):
    for lag, made in recorded[matrices][bias]["lags"].items():
        for seed, before in zip(SETTINGS["seeds"], made["gain"]["values"], strict=True):
            layer = experiment.network(matrices, SETTINGS["biases"][bias], int(lag), seed, SETTINGS["H"]).layer
            assert experiment.weight_starts.gain(layer) == pytest.approx(before, rel=1e-3)


def test_chrono_measured_again_agrees_with_the_record(recorded):
    before = recorded["pytorch"]["chrono"]
    bias = SETTINGS["biases"]["chrono"]
    right, updates = experiment.learn("pytorch", bias, 50, before["rate"], 0, SETTINGS)
    assert right >= SETTINGS["solved"]
    assert updates <= 2 * max(before["lags"]["50"]["updates_until_solved"])


def test_bias_zero_still_guesses_after_a_few_updates(recorded):
    before = recorded["pytorch"]["bias_0"]
    assert before["lags"]["50"]["right"]["mean"] < 2 * recorded["guess"]
    fewer = SETTINGS | {"updates": 50}
    right, _ = experiment.learn("pytorch", SETTINGS["biases"]["bias_0"], 50, before["rate"], 0, fewer)
    assert right < 2 * recorded["guess"]
