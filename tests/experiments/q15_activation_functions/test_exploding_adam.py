"""The late clipping, and a cheap repetition of it."""

import pytest

from scripts.experiments.q15_activation_functions import exploding_adam as experiment
from scripts.experiments.records.record import DATA, read


def test_only_the_adam_differs(monkeypatch):
    switches = []

    def record_switch(weights, cell, settings, limits, switch):
        switches.append((switch.update, switch.limits.tolist(), limits.tolist(), switch.fresh, cell))
        return train(weights, cell, settings, limits, switch=switch)

    train = experiment.train
    monkeypatch.setattr(experiment, "train", record_switch)
    settings = {**experiment.SETTINGS, "seeds": [0, 1], "T": 6, "updates": 4, "free_updates": 2, "recent": 2}
    experiment.run(settings, lambda share, done: None)
    (update, late, early, old, cell), other = switches
    assert (update, late, early, old) == (3, [1.0, 1.0], [float("inf")] * 2, False)
    assert other == (update, late, early, True, cell)
    assert (cell.candidate, cell.output) == ("relu", "relu")


def test_a_new_adam_saves_a_network_that_the_old_one_does_not_as_in_the_record():
    recorded = read(DATA / "exploding_adam.json").results
    assert (recorded["old_adam"]["solved"], recorded["new_adam"]["solved"]) == (0, 5)
    settings = {**experiment.SETTINGS, "seeds": [0], "free_updates": 150, "updates": 500}
    (old,), (norm,) = experiment.late(False, settings)
    (new,), _ = experiment.late(True, settings)
    assert norm > 1000
    assert old is None
    assert new is not None
    assert new == pytest.approx(150 + 150, abs=150)
