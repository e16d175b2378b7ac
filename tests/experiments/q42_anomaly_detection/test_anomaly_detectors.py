"""The detectors of question 42: what a planted fault is, that no score looks ahead, and what the record says."""

from functools import partial

import numpy as np
import pytest
import torch

from scripts.experiments.q42_anomaly_detection import anomaly_detectors as experiment
from scripts.experiments.q42_anomaly_detection import detectors, faults
from scripts.experiments.records.results import data
from scripts.experiments.tasks import kdd_tsad_135
from scripts.reference import discord

SETTINGS = experiment.SETTINGS
M = SETTINGS["walk"]["m"]
NEURAL = ("forecast", "autoencoder")


@pytest.fixture(scope="module")
def walk() -> experiment.Parts:
    return experiment.parts(experiment.steps(SETTINGS), M)


def simple(of: experiment.Parts, m: int, lags: int) -> dict[str, detectors.Score]:
    """The detectors that are not trained step by step."""
    return {
        "change": detectors.change(of.train),
        "zscore": detectors.zscore(of.train, m),
        "still": detectors.still(of.train, m // 4),
        "discord": detectors.nearest(of.train, m),
        "linear": detectors.linear(of.train, of.validation, lags),
        "pca": detectors.pca(of.train, of.validation, m, SETTINGS["K"]),
    }


@pytest.mark.parametrize("kind", faults.KINDS)
def test_a_fault_stands_where_it_is_planted_and_nowhere_else(walk, kind):
    for copy in experiment.planted(walk.test, kind, M, 1, SETTINGS):
        changed = (copy.x != walk.test).any(axis=1)
        inside = np.zeros(len(changed), dtype=bool)
        for at in copy.places:
            inside[at.start : at.stop] = True
            assert changed[at.start : at.stop].any()
            assert 1 <= (copy.x[at.start : at.stop] != walk.test[at.start : at.stop]).any(axis=0).sum() <= 3
        assert not changed[~inside].any()


def test_what_the_kinds_write():
    x = np.arange(60.0).reshape(20, 3)
    for kind, expected in (("frozen", x[9]), ("late", None), ("spike", None)):
        made = x.copy()
        faults.plant(made, kind, range(10, 14), slice(0, 2), 5.0, np.random.default_rng(0))
        if kind == "frozen":
            assert (made[10:14, :2] == expected[:2]).all()
        elif kind == "late":
            np.testing.assert_array_equal(made[10:14, :2], x[8:12, :2])
        else:
            np.testing.assert_array_equal(np.abs(made - x)[10], [5.0, 5.0, 0.0])
            np.testing.assert_array_equal(made[11:], x[11:])
    with pytest.raises(ValueError, match="no fault is called 'gone'"):
        faults.plant(x, "gone", range(1, 3), slice(0, 1), 1.0, np.random.default_rng(0))


@pytest.mark.parametrize("name", ["change", "zscore", "still", "linear"])
def test_scores_of_steps_do_not_look_ahead(walk, name):
    score = simple(walk, M, SETTINGS["walk"]["lags"])[name]
    whole = score(walk.test[:300])
    np.testing.assert_allclose(score(walk.test[:200]), whole[:200])


def test_the_mean_over_windows_is_that_of_the_reference():
    drawn, x = np.random.default_rng(0).normal(size=(40, 5, 1)), np.zeros((44, 1))
    alike = np.repeat(drawn[:, :1], 5, axis=1)  # one error for a window, at all its steps
    for errors in (drawn, alike):
        squared = (errors[..., 0] - errors.mean()) ** 2 / errors.var()
        expected = [np.mean([squared[t - k, k] for k in range(5) if 0 <= t - k < 40]) for t in range(44)]
        np.testing.assert_allclose(detectors.by_window(lambda x, errors=errors: errors, x)(x) ** 2, expected)
    np.testing.assert_allclose(expected, discord.per_step(squared[:, 0], 5))


def test_an_lstm_forecast_is_compared_with_the_step_that_comes(monkeypatch):
    wrong = []
    monkeypatch.setattr(detectors, "start", lambda *sizes, **options: torch.nn.Identity())  # the last value
    monkeypatch.setattr(detectors, "train", lambda net, errors_of, *given: wrong.append(errors_of))
    normal, held_out, x = np.random.default_rng(0).normal(size=(3, 50, 2))
    found = detectors.forecast(normal, held_out, 8, 0, SETTINGS)(x)
    expected = detectors.by_error(lambda x: np.diff(x, axis=0), held_out)(x)
    np.testing.assert_allclose(found, expected, rtol=1e-4)
    window = torch.tensor(x[:9, None])
    torch.testing.assert_close(wrong[0](window), -window.diff(dim=0)[2:])  # the first quarter of a window warms up


def test_pca_scores_what_the_components_leave():
    t, noise = np.arange(400.0), np.random.default_rng(0).normal(scale=0.01, size=(3, 400))
    wave = np.sin(t / 3) + noise
    score = detectors.pca(wave[0][:, None], wave[1][:, None], 12, 2)
    usual = score(wave[1][:, None]).max()
    assert score((3 * np.sin(t / 3) + noise[2])[:, None]).max() < 2 * usual  # two components make every amplitude
    bent = wave[2].copy()
    bent[200:206] = bent[200]
    assert score(bent[:, None])[200:206].max() > 4 * usual


def test_batches_are_all_windows_in_their_order():
    windows = np.arange(2_200.0).reshape(1_100, 2, 1)
    parts = detectors.batched(windows)
    assert [part.shape[1] for part in parts] == [512, 512, 76]
    np.testing.assert_array_equal(torch.cat(parts, dim=1).transpose(0, 1), windows)


def peak_at(at: int, x: np.ndarray) -> np.ndarray:
    """A score that is 1 at one step and 0 at all others."""
    return 1.0 * (np.arange(len(x)) == at)


def test_the_pulse_is_found_by_a_peak_from_its_first_step_to_a_window_after_its_last(monkeypatch):
    m, monitored = SETTINGS["pulse"]["m"], kdd_tsad_135.load()
    first, *_, last = np.flatnonzero(monitored.anomaly.numpy()) - monitored.series.test + m
    for at, found in ((first - m - 1, 0.0), (first, 1.0), (last + m, 1.0), (last + m + 1, 0.0)):
        peak = partial(peak_at, at)
        monkeypatch.setattr(experiment, "learned", lambda *given, peak=peak: [("peak", peak)])
        made = experiment.pulse(0, SETTINGS)["peak"]
        assert made["found"] == found
        assert (made["higher"] == 0) == bool(found)
        assert made["higher"] != 1  # where it is not found, every stretch is as high as what is near


def test_live_holds_test_stretches_against_the_validation_part_after_its_first_window():
    of = experiment.Parts(*(np.array(x)[:, None] for x in ([9.0] * 4, [8.0, 8.0, 1.0, 3.0, 2.0], [0.0] * 8)))
    assert experiment.live(lambda x: x[:, 0], of, np.array([0.0, 4.0, 3.0, 3.0, 5.0, 0.0, 7.0]), 2) == 2 / 3


def test_what_stands_still_scores_highest():
    x = np.random.default_rng(0).normal(size=(60, 2))
    x[30:46, 1] = x[29, 1]
    score = detectors.still(x, 8)(x)
    np.testing.assert_allclose(score[36:46], 0.0, atol=1e-12)  # eight equal values, 29 to 36, and on
    assert score[:36].max() < -0.01
    assert score[46:].max() < -0.01
    assert (score[:7] == score[7]).all()


def test_a_smoothed_score_is_the_mean_of_the_last_steps():
    scores = np.arange(10.0)
    expected = [scores[max(0, t - 3) : t + 1].mean() for t in range(10)]
    np.testing.assert_allclose(experiment.smooth(scores, 4), expected)


def test_a_fault_found_after_its_end_is_not_found_in_time():
    clean, marred = np.zeros(100), np.zeros(100)
    marred[[50, 72]] = 1.0
    copies = [(marred, [range(40, 50), range(70, 80)])]
    assert experiment.share(copies, 10, 0.5) == 1.0
    assert experiment.share(copies, 0, 0.5) == 0.5
    made = experiment.shares(clean, {"frozen": copies}, 10, 0.1)
    assert made == {"frozen": 1.0, "in_time": 0.5}


def test_the_normal_test_part_is_long_enough_to_count_alarms(walk):
    assert (len(walk.test) - M) // (2 * M) == 33


def test_the_simple_detectors_come_out_as_recorded(walk):
    seed, recorded = SETTINGS["seeds"][1], data("anomaly_detectors")
    copies = experiment.planted(walk.test, "frozen", M, seed, SETTINGS)
    for name in ("change", "zscore", "still", "linear"):
        score = simple(walk, M, SETTINGS["walk"]["lags"])[name]
        clean, marred = score(walk.test)[M:], [(score(copy.x), copy.places) for copy in copies]
        calm = [(experiment.smooth(scores, M), places) for scores, places in marred]
        made = experiment.shares(clean, {"frozen": marred}, M, SETTINGS["allowed"])
        smoothed = experiment.shares(experiment.smooth(clean, M)[M:], {"frozen": calm}, M, SETTINGS["allowed"])
        for key in ("frozen", "in_time"):
            assert made[key] == pytest.approx(recorded.walk[name][key]["values"][1], abs=0.03)
            assert smoothed[key] == pytest.approx(recorded.smoothed[name][key]["values"][1], abs=0.03)


def test_one_line_of_code_finds_the_pulse_and_the_autoencoder_does_not():
    pulse = data("anomaly_detectors").pulse
    found = {name: set(pulse[name]["found"]["values"]) for name in pulse}
    assert {name for name in found if found[name] == {1.0}} == {*found} - {"zscore", "still", "autoencoder"}
    assert found["zscore"] == found["autoencoder"] == {0.0}
    change = np.abs(np.diff(kdd_tsad_135.load().series.x[1200:, 0].numpy()))
    assert 4187 <= 1201 + change.argmax() <= 4200


def test_the_calibration_of_a_period_promises_nothing_but_for_the_discord():
    pulse = data("anomaly_detectors").pulse
    assert pulse.discord["live"]["values"] == [0.0] * 3
    assert all(min(pulse[name]["live"]["values"]) > 0.5 for name in pulse if name not in ("discord", "still"))


def test_an_lstm_wins_where_a_sensor_is_late_and_nowhere_else_by_much():
    record = data("anomaly_detectors")
    for kind, wins in (("spike", False), ("frozen", False), ("late", True)):
        best = {
            neural: max(
                record[score][name][kind]["mean"]
                for score in ("walk", "smoothed")
                for name in record[score]
                if (name in NEURAL) == neural
            )
            for neural in (True, False)
        }
        assert (best[True] > best[False]) == wins


def test_the_z_score_finds_a_frozen_sensor_only_when_it_moves_again():
    walk = data("anomaly_detectors").walk
    assert min(walk.zscore["frozen"]["values"]) == min(walk.still["in_time"]["values"]) == 1.0
    assert max(walk.zscore["in_time"]["values"]) < SETTINGS["allowed"]
