"""What is hidden, what each way to fill can know, and the record's claim."""

import numpy as np
import pytest
import torch

from scripts.experiments.q32_missing_values import gap_leak as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import co2

SETTINGS = experiment.SETTINGS


def test_runs_are_the_lengths_of_the_gaps():
    assert experiment.runs(np.array([1, 0, 0, 1, 0, 1, 0], dtype=bool)) == [2, 1, 1]


def test_the_share_is_hidden_in_every_part_and_own_gaps_stay():
    series = co2.load()
    seen = experiment.hide(series, SETTINGS["hidden"], 0)
    assert not seen[~series.seen[:, 0].numpy()].any()
    for part in series.parts.values():
        assert seen[part.start : part.stop].mean() == pytest.approx(1 - SETTINGS["hidden"], abs=0.04)


def test_forward_fill_knows_nothing_of_the_week_to_come_and_the_leak_does(monkeypatch):
    made, series = {}, co2.load()
    for moved in (0.0, 50.0):
        x = series.x.clone()
        x[series.test + 100 :] += moved
        monkeypatch.setattr(co2, "load", lambda x=x: series._replace(x=x))
        made[moved] = {fill: experiment.origins(fill, "test", 0, SETTINGS) for fill in ("forward", "told", "leak")}
    seen = experiment.hide(series, SETTINGS["hidden"], 0)
    first = int(seen[series.test : series.test + 100].sum())  # origins before the change
    for fill in ("forward", "told"):
        assert torch.equal(made[0.0][fill].x[:, :first], made[50.0][fill].x[:, :first])
    after = made[0.0]["leak"]
    assert after.y[after.after_gap].abs().mean() < made[0.0]["forward"].y[after.after_gap].abs().mean() / 2


def test_one_seed_again_agrees_with_the_record():
    again = experiment.measure("forward", 0, SETTINGS)
    recorded = data("gap_leak").forward
    assert again["last_live"] == pytest.approx(recorded.last_live["values"][0], rel=1e-3)
    assert again["live"] == pytest.approx(recorded.live["values"][0], rel=0.15)


def test_the_leak_promises_what_it_does_not_keep():
    made = data("gap_leak")
    for seed in range(3):
        assert made.leak.offline["values"][seed] < made.forward.live["values"][seed] / 2
        assert made.leak.live["values"][seed] > made.forward.live["values"][seed]
        assert made.leak.live["values"][seed] > 3 * made.leak.offline["values"][seed]


def test_forward_fill_is_best_in_use_in_each_draw_by_less_than_the_spread():
    made = data("gap_leak")
    best = made.forward.live
    for other in (made.told.live, made.leak.live, made.forward.last_live):
        assert all(a < b for a, b in zip(best["values"], other["values"], strict=True))
        assert other.mean - best.mean < best.sd
