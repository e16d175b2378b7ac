"""ItalyPowerDemand as the archive splits it: 67 and 1,029 days of 24 hours, scaled day by day."""

import pytest

from scripts.experiments.tasks import italy_power_demand


def test_shapes_and_half_years():
    train, test = italy_power_demand.load()
    assert train.x.shape == (24, 67, 1)
    assert test.x.shape == (24, 1029, 1)
    assert set(train.lengths.tolist()) == set(test.lengths.tolist()) == {24}
    assert train.y.bincount(minlength=italy_power_demand.CLASSES).tolist() == [34, 33]
    assert test.y.bincount().tolist() == [513, 516]


def test_each_day_is_scaled_by_itself():
    for part in italy_power_demand.load():
        assert part.x.mean(0).abs().max().item() == pytest.approx(0, abs=1e-5)
        assert (part.x.std(0) - 1).abs().max().item() == pytest.approx(0, abs=1e-5)


def test_demand_peaks_earlier_in_the_evening_of_class_0():
    train, _ = italy_power_demand.load()
    evening = train.x[16:, :, 0]
    assert [16 + evening[:, train.y == label].mean(1).argmax().item() for label in (0, 1)] == [19, 21]


def test_no_day_stands_on_both_sides():
    train, test = (set(map(tuple, part.x[:, :, 0].T.tolist())) for part in italy_power_demand.load())
    assert (len(train), len(test)) == (67, 1029)
    assert train.isdisjoint(test)
