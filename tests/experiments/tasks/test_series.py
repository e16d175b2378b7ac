"""One series: gaps filled from the past only, scaled by the training part only, forecast within one part only."""

import pytest
import torch

from scripts.experiments.tasks.series import Series, filled, standardised, windows

NAN = float("nan")


def counted(T: int = 20, validation: int = 10, test: int = 15) -> Series:
    """A series whose values are the numbers of its steps."""
    return filled(torch.arange(float(T))[:, None], validation, test)


def test_a_gap_holds_the_last_value_before_it_and_is_marked():
    series = filled(torch.tensor([[1.0, 5.0], [NAN, 6.0], [NAN, NAN], [4.0, NAN]]), 2, 3)
    assert series.x.T.tolist() == [[1, 1, 1, 4], [5, 6, 6, 6]]
    assert series.seen.T.tolist() == [[True, False, False, True], [True, True, False, False]]


def test_a_gap_with_nothing_before_it_is_refused():
    with pytest.raises(ValueError, match="begins with a gap"):
        filled(torch.tensor([[1.0, NAN], [2.0, 2.0]]), 1, 1)


def test_the_parts_follow_each_other():
    assert counted().parts == {"train": range(10), "validation": range(10, 15), "test": range(15, 20)}


def test_the_scale_is_that_of_what_was_seen_in_training():
    values = torch.tensor([[2.0], [4.0], [NAN], [NAN], [6.0], [1000.0], [2000.0]])
    scaled = standardised(filled(values, 5, 6))
    known = scaled.x[:5][scaled.seen[:5]]
    assert known.mean().item() == pytest.approx(0)
    assert known.std().item() == pytest.approx(1)
    assert scaled.x[5].item() == pytest.approx((1000 - 4) / 2)
    assert torch.equal(scaled.seen, filled(values, 5, 6).seen)


def test_what_is_forecast_follows_what_is_known():
    found = windows(counted(), "train", 3, 2)
    assert found.x.shape == (3, 6, 1)
    assert found.y.shape == (2, 6, 1)
    assert found.origins.tolist() == [3, 4, 5, 6, 7, 8]
    assert found.x[:, 0, 0].tolist() == [0, 1, 2]
    assert found.y[:, 0, 0].tolist() == [3, 4]
    assert found.y[:, -1, 0].tolist() == [8, 9]


@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_no_forecast_leaves_its_part_and_no_context_lies_ahead(part):
    series = counted()
    found = windows(series, part, 4, 2)
    steps = series.parts[part]
    assert set(found.y.flatten().int().tolist()) <= set(steps)
    assert found.y[-1, -1].item() == steps[-1]
    assert torch.equal(found.x[-1, :, 0], found.origins - 1.0)


def test_origins_can_lie_apart():
    assert windows(counted(), "test", 3, 1, stride=2).origins.tolist() == [15, 17, 19]


def test_gaps_are_known_on_both_sides():
    series = filled(torch.tensor([[0.0], [NAN], [2.0], [3.0], [NAN], [5.0]]), 6, 6)
    found = windows(series, "train", 2, 2)
    assert found.seen[:, 0, 0].tolist() == [True, False]
    assert found.y_seen[:, :, 0].T.tolist() == [[True, True], [True, False], [False, True]]


def test_a_part_that_is_too_short_is_named():
    with pytest.raises(ValueError, match="validation has 5 steps, too few for a context of 3 and a horizon of 6"):
        windows(counted(), "validation", 3, 6)
