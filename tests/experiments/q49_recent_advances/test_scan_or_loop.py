"""Loop and scan compute the same; what the page says of their time, on the record."""

import pytest
import torch

from scripts.experiments.q49_recent_advances import scan_or_loop as experiment
from scripts.experiments.records.record import DATA, read


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "scan_or_loop.json").results


@pytest.mark.parametrize("name", experiment.SETTINGS["sizes"])
def test_both_ways_give_the_same(name):
    size = experiment.SETTINGS["sizes"][name]
    a, b = torch.rand(2, size["T"], size["B"], size["H"], generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(experiment.loop(a, b), experiment.scan(a, b), rtol=1e-5, atol=1e-5)


def test_the_ratio_is_of_the_fastest_passes(monkeypatch):
    times = iter([9.0, 9.0, 4.0, 2.0, 6.0, 1.0])
    monkeypatch.setattr(experiment, "seconds", lambda *_: next(times))
    assert experiment.loop_over_scan(0, {"T": 2, "B": 1, "H": 1}, passes=2) == 4.0


def test_the_scan_wins_on_one_narrow_sequence_and_loses_on_a_wide_batch(recorded):
    assert min(recorded["small"]["loop_over_scan"]["values"]) > 3
    assert max(recorded["large"]["loop_over_scan"]["values"]) < 1
    assert recorded["large"]["rounds"] == 7
