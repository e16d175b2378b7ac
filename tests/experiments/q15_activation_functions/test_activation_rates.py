"""The rates, and a cheap repetition."""

import pytest

from scripts.experiments.q15_activation_functions import activation_rates as experiment
from scripts.experiments.q15_activation_functions.activation_swap import CELLS, limits
from scripts.experiments.q15_activation_functions.activation_training import Race, begin
from scripts.experiments.records.record import DATA, read


def test_each_rate_trains_each_cell_in_both_regimes(monkeypatch):
    rates = []

    class Recorded(Race):
        def __init__(self, weights, names, settings):
            super().__init__(weights, names, settings)
            self.names = names

        def train(self, limits):
            rates.append((self.settings["rate"], self.names, limits.tolist()))
            return super().train(limits)

    monkeypatch.setattr(experiment, "Race", Recorded)
    settings = {**experiment.SETTINGS, "seeds": [0, 1], "T": 6, "updates": 2, "recent": 1, "solved": 100.0}
    results = experiment.run(settings, lambda share, done: None)
    both = [1.0, 1.0, float("inf"), float("inf")]
    assert rates == [(rate, CELLS[name], both) for rate in (0.003, 0.001) for name in ("tanh", "relu")]
    assert results["0.003"]["relu"]["free"]["solved"] == 2
    assert results["0.001"]["tanh"]["clipped"]["until_solved"]["values"] == [1, 1]


@pytest.mark.slow
def test_at_a_third_of_the_rate_relu_learns_without_clipping_too_as_in_the_record():
    recorded = read(DATA / "activation_rates.json").results["0.003"]["relu"]
    settings = {**experiment.SETTINGS, "seeds": [0], "rate": 0.003, "updates": 500}
    clipped, free = Race(begin(settings, 2), CELLS["relu"], settings).train(limits(settings)).solved
    assert recorded["clipped"]["until_solved"]["values"][0] == pytest.approx(350, abs=250)
    assert clipped == pytest.approx(350, abs=250)
    assert recorded["free"]["until_solved"]["values"][0] == pytest.approx(350, abs=250)
    assert free == pytest.approx(350, abs=250)
