"""The detectors of question 42: what a planted fault is, that no score looks ahead, and what the record says."""

import numpy as np
import pytest

from scripts.experiments.q42_anomaly_detection import anomaly_detectors as experiment
from scripts.experiments.q42_anomaly_detection import detectors, faults
from scripts.experiments.records.results import data
from scripts.experiments.tasks import daphnet, kdd_tsad_135
from scripts.reference import discord

SETTINGS = experiment.SETTINGS
M = SETTINGS["walk"]["m"]
NEURAL = ("forecast", "autoencoder")


@pytest.fixture(scope="module")
def walk() -> experiment.Parts:
    return experiment.parts(daphnet.load(), M)


def simple(of: experiment.Parts, m: int, lags: int) -> dict[str, detectors.Score]:
    """The detectors that are not trained step by step."""
    return {
        "change": detectors.change(of.train),
        "zscore": detectors.zscore(of.train, m),
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


@pytest.mark.parametrize("name", ["change", "zscore", "linear"])
def test_scores_of_steps_do_not_look_ahead(walk, name):
    score = simple(walk, M, SETTINGS["walk"]["lags"])[name]
    whole = score(walk.test[:300])
    np.testing.assert_allclose(score(walk.test[:200]), whole[:200])


def test_the_mean_over_windows_is_that_of_the_reference():
    errors = np.random.default_rng(0).normal(size=(40, 5, 1))
    score = detectors.by_window(lambda x: errors, np.zeros((44, 1)))(np.zeros((44, 1)))
    squared = (errors[..., 0] - errors.mean()) ** 2 / errors.var()
    constant = np.repeat(squared[:, :1], 5, axis=1)  # one score for a window, at all its steps
    law = detectors.by_window(lambda x: np.sqrt(constant)[..., None], np.zeros((44, 1)))(np.zeros((44, 1)))
    again = (np.sqrt(constant) - np.sqrt(constant).mean()) ** 2 / np.sqrt(constant).var()
    np.testing.assert_allclose(law**2, discord.per_step(again[:, 0], 5))
    assert score.shape == (44,)


def test_the_simple_detectors_come_out_as_recorded(walk):
    seed, recorded = SETTINGS["seeds"][1], data("anomaly_detectors").walk
    (copies,) = [experiment.planted(walk.test, "frozen", M, seed, SETTINGS)]
    for name in ("change", "zscore", "linear"):
        score = simple(walk, M, SETTINGS["walk"]["lags"])[name]
        clean = np.lib.stride_tricks.sliding_window_view(score(walk.test)[M:], 2 * M).max(axis=1)
        threshold = float(np.quantile(clean, 1 - SETTINGS["allowed"]))
        hits = [hit for copy in copies for hit in experiment.found(score(copy.x), copy.places, M, threshold)]
        assert np.mean(hits) == pytest.approx(recorded[name]["frozen"]["values"][1], abs=0.08)


def test_one_line_of_code_finds_the_pulse_and_the_autoencoder_does_not():
    pulse = data("anomaly_detectors").pulse
    found = {name: set(pulse[name]["found"]["values"]) for name in pulse}
    assert [name for name in found if found[name] == {1.0}] == ["change", "discord", "linear", "pca", "forecast"]
    assert found["zscore"] == found["autoencoder"] == {0.0}
    change = np.abs(np.diff(kdd_tsad_135.load().series.x[1200:, 0].numpy()))
    assert 4187 <= 1201 + change.argmax() <= 4200


def test_the_calibration_of_a_period_promises_nothing_but_for_the_discord():
    pulse = data("anomaly_detectors").pulse
    assert pulse.discord["live"]["values"] == [0.0] * 3
    assert all(min(pulse[name]["live"]["values"]) > 0.5 for name in pulse if name != "discord")


def test_no_lstm_finds_more_than_the_best_simple_detector_beyond_the_spread():
    walk = data("anomaly_detectors").walk
    for kind in faults.KINDS:
        best = max(walk[name][kind]["mean"] for name in walk if name not in NEURAL)
        for name in NEURAL:
            assert walk[name][kind]["mean"] <= best
