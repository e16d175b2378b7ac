"""Fills never read what is missing; the numbers removed are those said; one setting comes out as recorded."""

import numpy as np
import pandas as pd
import pytest

from scripts.experiments.q32_missing_values import fills
from scripts.experiments.q32_missing_values import missing_values as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import real_frames

SETTINGS = experiment.SETTINGS
SEEN = np.random.default_rng(0).random((9, 4, 3)) < 0.5
X = np.where(SEEN, np.random.default_rng(1).normal(size=SEEN.shape), np.nan)


@pytest.mark.parametrize("fill", [fills.forward, fills.interpolate, fills.told])
def test_no_fill_lets_a_nan_through(fill):
    assert np.isfinite(fill(X, SEEN)).all()


def test_interpolation_is_that_of_pandas():
    theirs = pd.DataFrame(X.reshape(9, -1)).interpolate(limit_direction="both").fillna(0.0)
    np.testing.assert_allclose(fills.interpolate(X, SEEN).reshape(9, -1), theirs.to_numpy())


def test_told_is_forward_fill_with_mask_and_gap():
    seen = np.array([1, 0, 0, 1], dtype=bool)[:, None, None]
    told = fills.told(np.where(seen, 7.0, np.nan), seen)[:, 0]
    assert told[:, 0].tolist() == [7.0] * 4
    assert told[:, 1].tolist() == [1.0, 0.0, 0.0, 1.0]
    assert np.exp(told[:, 2]).round(9).tolist() == [1.0, 2.0, 3.0, 4.0]


def test_only_real_frames_are_seen_and_a_share_of_them_is_removed():
    for x, seen, part in experiment.observed(0.3, 0):
        real = np.arange(len(x))[:, None] < part.lengths.numpy()
        assert not seen[~real].any()
        assert seen[real].mean() == pytest.approx(0.7, abs=0.01)
        assert np.isnan(x[~seen]).all()


def test_by_value_large_numbers_are_removed_more_often_and_as_many_in_all():
    complete = japanese_vowels.load().train
    numbers = complete.x[real_frames(complete)].numpy()
    _, seen, _ = experiment.observed(0.7, 0, 0.2)[0]
    removed = ~seen[real_frames(complete).numpy()]
    large = numbers > numbers.mean(0)
    assert removed[large].mean() == pytest.approx(0.9, abs=0.01)
    assert removed[~large].mean() == pytest.approx(0.5, abs=0.01)
    assert removed.mean() == pytest.approx(0.7, abs=0.01)


def test_mean_and_deviation_are_those_of_the_observed_training_values():
    x, _, _ = experiment.observed(0.3, 0)[0]
    np.testing.assert_allclose(np.nanmean(x, axis=(0, 1)), 0.0, atol=1e-12)
    np.testing.assert_allclose(np.nanstd(x, axis=(0, 1)), 1.0)


def test_raw_zero_is_zero_in_the_datas_unit():
    (x, seen, part), _ = experiment.observed(0.3, 0)
    filled = experiment.inputs("zero", x, seen, part.x.numpy()).numpy()
    np.testing.assert_allclose(filled[~seen], np.broadcast_to(part.x.numpy(), seen.shape)[~seen], rtol=1e-5)
    assert abs(part.x.numpy()).max() > 0.5  # which is not the mean


def test_one_setting_again_agrees_with_the_record():
    again = experiment.measure("forward", 0.5, 0, SETTINGS)
    assert again == pytest.approx(data("missing_values").forward["0.5"]["values"][0], abs=0.03)


def test_one_setting_by_value_again_agrees_with_the_record():
    asked = SETTINGS["by_value"]
    again = experiment.measure("forward", asked["share"], 0, SETTINGS, asked["tilt"])
    assert again == pytest.approx(data("missing_values").by_value.forward["values"][0], abs=0.03)


def test_forward_fill_is_about_as_good_as_interpolation_and_mask_and_gap_show_no_clear_gain():
    made = data("missing_values")
    for share in map(str, SETTINGS["missing"]):
        forward = made.forward[share]
        assert abs(forward.mean - made.interpolate[share].mean) < 0.015
        assert made.told[share].mean - forward.mean < forward.sd + made.told[share].sd
    assert made.zero["0.7"].mean < made.forward["0.7"].mean - 0.1
    assert made.mean["0.7"]["mean"] < made.nearest_mean["0.7"].mean


def test_where_large_numbers_go_missing_mask_and_gap_help_with_every_seed():
    made, share = data("missing_values"), str(SETTINGS["by_value"]["share"])
    filled, told = made.by_value.forward, made.by_value.told
    assert made.by_value.removed["mean"] == pytest.approx(SETTINGS["by_value"]["share"], abs=0.005)
    gains = [t - f for f, t in zip(filled["values"], told["values"], strict=True)]
    at_random = made.told[share]["mean"] - made.forward[share]["mean"]
    assert min(gains) > 0.03 > 3 * at_random
    assert made.forward[share]["mean"] - filled["mean"] > 0.04
