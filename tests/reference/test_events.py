"""Alarms by event and by point, against scikit-learn and SciPy; what chance does, against simulation."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy import ndimage
from sklearn.metrics import fbeta_score, precision_recall_fscore_support

from scripts.reference import events

RANDOM = np.random.default_rng(1)
LABELS = np.zeros(60, dtype=bool)
LABELS[[*range(5, 12), 20, *range(50, 60)]] = True
ALARMS = RANDOM.random(60) < 0.3


def test_the_runs_are_those_of_scipy():
    numbered, count = ndimage.label(LABELS)
    theirs = [range(int(at[0]), int(at[-1]) + 1) for k in range(1, count + 1) for at in [np.flatnonzero(numbered == k)]]
    assert events.runs(LABELS) == theirs
    assert events.runs(~LABELS)[0] == range(5)
    assert events.runs(np.zeros(3, dtype=bool)) == []


@pytest.mark.parametrize("K", [0.0, 0.2, 0.5])
def test_an_adjusted_event_is_found_wholly(K):
    numbered, count = ndimage.label(LABELS)
    share = ndimage.mean(ALARMS, numbered, range(1, count + 1))
    filled = ALARMS | np.isin(numbered, 1 + np.flatnonzero(share > K))
    assert_array_equal(events.adjusted(ALARMS, LABELS, K), filled)


@pytest.mark.parametrize("beta", [0.5, 1.0, 2.0])
def test_by_point_and_f_are_those_of_scikit_learn(beta):
    p, r, _, _ = precision_recall_fscore_support(LABELS, ALARMS, average="binary")
    ours = events.by_point(ALARMS, LABELS)
    assert ours == pytest.approx((p, r))
    assert events.f_score(ours, beta) == pytest.approx(fbeta_score(LABELS, ALARMS, beta=beta))


def test_an_event_counts_once_and_so_does_a_run_of_alarms():
    alarms = np.zeros(60, dtype=bool)
    alarms[[0, 1, 11, 12, 13, 30, 52, 54]] = True
    assert events.by_event(alarms, LABELS) == pytest.approx((3 / 5, 2 / 3))


def test_without_alarms_nothing_is_wrong_and_nothing_found():
    none = np.zeros(60, dtype=bool)
    assert events.by_event(none, LABELS) == events.by_point(none, LABELS) == (1.0, 0.0)
    assert events.f_score(events.Outcome(0.0, 0.0)) == 0.0


def test_chance_and_its_adjusted_f_are_what_random_alarms_get():
    labels = np.zeros(20_000, dtype=bool)
    for at in range(10):
        labels[1_000 + 1_900 * at :][:200] = True
    p, plain, filled, hit = 0.016, [], [], []
    for seed in range(20):
        alarms = np.random.default_rng(seed).random(20_000) < p
        plain.append(events.f_score(events.by_point(alarms, labels)))
        filled.append(events.f_score(events.by_point(events.adjusted(alarms, labels), labels)))
        hit.append(events.by_event(alarms, labels).recall)
    assert np.mean(filled) == pytest.approx(events.random_adjusted(0.1, 200, p), abs=0.01)
    assert np.mean(hit) == pytest.approx(events.chance(200, p), abs=0.02)
    assert np.mean(plain) < 0.04
