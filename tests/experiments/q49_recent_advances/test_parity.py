"""Parity, counted by hand, and what its scores make of known answers."""

import math

import pytest
import torch

from scripts.experiments.q49_recent_advances import parity


def test_the_answer_is_whether_the_ones_so_far_are_odd():
    batch = parity.draw(50, 7, torch.Generator().manual_seed(0))
    assert batch.x.shape == (50, 7, 1)
    for b in range(7):
        ones = 0
        for t in range(50):
            ones += int(batch.x[t, b, 0] == 1)
            assert batch.y[t, b] == ones % 2
    assert batch.x.unique().tolist() == [-1.0, 1.0]


def test_a_right_network_is_always_right_and_a_wrong_one_never():
    batch = parity.draw(9, 5, torch.Generator().manual_seed(0))
    knows = (2 * batch.y - 1)[:, None, :, None]
    said = torch.cat([knows, -knows], dim=1)
    assert parity.right(said, batch).unique(dim=0).tolist() == [[1.0, 0.0]]


def test_an_undecided_network_loses_the_logarithm_of_two():
    y = parity.draw(9, 5, torch.Generator().manual_seed(0)).y[:, None].expand(-1, 3, -1)
    assert parity.losses(torch.zeros(9, 3, 5, 1), y).tolist() == pytest.approx([math.log(2)] * 3)


def test_a_guess_is_right_half_of_the_time():
    batch = parity.draw(256, 2000, torch.Generator().manual_seed(1))
    assert parity.right(torch.ones(256, 1, 2000, 1), batch).mean().item() == pytest.approx(parity.GUESS, abs=0.01)
