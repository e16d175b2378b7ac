"""The late clipping, and a cheap repetition of it."""

import pytest

from scripts.experiments.q15_activation_functions import exploding_adam as experiment
from scripts.experiments.q15_activation_functions.activation_training import Race
from scripts.experiments.records.record import DATA, read


def test_only_the_adam_differs(monkeypatch):
    trainings = []

    class Recorded(Race):
        def __init__(self, weights, names, settings):
            super().__init__(weights, names, settings)
            assert (names.candidate, names.output) == ("relu", "relu")

        def train(self, limits, updates, adam):
            trainings.append((limits.tolist(), updates, adam))
            return super().train(limits, updates, adam)

    monkeypatch.setattr(experiment, "Race", Recorded)
    settings = {**experiment.SETTINGS, "seeds": [0, 1], "T": 6, "updates": 4, "free_updates": 3, "recent": 2}
    experiment.run(settings, lambda share, done: None)
    old_free, old_late, new_free, new_late = trainings
    assert old_free[:2] == new_free[:2] == ([float("inf")] * 2, 3)
    assert old_late[:2] == new_late[:2] == ([1.0, 1.0], 1)
    assert old_late[2] is old_free[2] is not None
    assert new_late[2] is None


@pytest.mark.slow
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
