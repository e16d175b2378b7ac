"""Films of moving digits, against places that were counted by hand."""

import pytest
import torch

from scripts.experiments.q37_convlstm import bouncing


def test_places_turn_at_both_ends() -> None:
    line = torch.arange(-3, 12)
    assert bouncing.bounced(line, 4).tolist() == [3, 2, 1, 0, 1, 2, 3, 4, 3, 2, 1, 0, 1, 2, 3]


def test_a_digit_is_painted_at_its_corner() -> None:
    digit = torch.arange(1.0, 65.0).view(1, 8, 8)
    frame = bouncing.paint(digit, torch.tensor([[3], [7]]))[0, 0]
    assert torch.equal(frame[3:11, 7:15], digit[0])
    assert frame.sum() == digit.sum()


@pytest.mark.parametrize("speed", [1, 2])
def test_a_film_shows_one_digit_that_moves_by_its_speed(speed: int) -> None:
    x = bouncing.draw(torch.ones(1, 8, 8), 9, 5, speed, torch.Generator().manual_seed(0))
    assert x.shape == (9, 5, 1, 16, 16)
    assert (x.sum(dim=(2, 3, 4)) == 64).all()
    corners = torch.stack([x[:, :, 0].amax(dim=axis).argmax(dim=2) for axis in (3, 2)])
    steps = corners.diff(dim=1).abs()
    assert set(steps.flatten().tolist()) <= {speed, *range(speed)}
    assert (steps == speed).float().mean() > 0.7


def test_digits_of_the_test_are_not_those_of_the_training() -> None:
    train, test = bouncing.images("train"), bouncing.images("test")
    assert (len(train), len(test)) == (1347, 450)
    assert train.shape[1:] == (8, 8)
