"""Sequences with a class: padding, choosing, scoring without a network, and a split that keeps the classes' shares."""

import pytest
import torch
from torch.testing import assert_close

from scripts.experiments.tasks.labelled import (
    Labelled,
    Splits,
    at_last_frame,
    commonest,
    hold_out,
    nearest_mean,
    padded,
    real_frames,
    rows,
    share_right,
    standardised,
)


def test_short_sequences_are_followed_by_zeros():
    data = padded([torch.ones(2, 3), torch.ones(4, 3), torch.ones(1, 3)], [0, 1, 0])
    assert data.x.shape == (4, 3, 3)
    assert data.x.dtype == torch.float32
    assert data.lengths.tolist() == [2, 4, 1]
    assert data.x[:, :, 0].T.tolist() == [[1, 1, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0]]
    assert data.y.tolist() == [0, 1, 0]


def test_frames_are_real_up_to_the_length_of_their_sequence():
    data = padded([torch.zeros(length, 2) for length in (2, 3, 1)], [0, 1, 0])
    assert real_frames(data).T.tolist() == [[True, True, False], [True, True, True], [True, False, False]]


def test_the_last_frame_is_each_sequences_own():
    outputs = torch.arange(12.0).reshape(3, 2, 2)
    assert at_last_frame(outputs, torch.tensor([3, 1])).tolist() == [[8, 9], [2, 3]]


def test_numbers_are_scaled_by_the_training_parts_real_frames_and_padding_stays_zero():
    torch.manual_seed(0)
    train, test = (padded([5 + 3 * torch.randn(n, 2) for n in lengths], [0, 1]) for lengths in ((9, 30), (4, 7)))
    scaled = standardised(Splits(train, test))
    real = real_frames(train)
    assert_close(scaled.train.x[real].mean(0), torch.zeros(2), atol=1e-5, rtol=0)
    assert_close(scaled.train.x[real].std(0), torch.ones(2), atol=1e-5, rtol=0)
    assert scaled.train.x[~real].abs().max() == 0
    assert_close(scaled.test.x[0, 0], (test.x[0, 0] - train.x[real].mean(0)) / train.x[real].std(0))


def test_what_is_right_without_a_network_is_counted():
    learned = padded([torch.tensor([[0.0], [2.0]]), torch.tensor([[10.0]])], [0, 1])  # mean frames 1 and 10
    asked = padded([torch.tensor([[9.0], [0.0]]), torch.tensor([[8.0]]), torch.tensor([[7.0]])], [0, 1, 0])
    assert nearest_mean(learned, asked) == pytest.approx(2 / 3)  # 4.5 and 8 are right, 7 is nearer to 10
    assert commonest(asked) == pytest.approx(2 / 3)
    assert share_right(torch.tensor([1, 1, 0]), asked) == pytest.approx(2 / 3)


def test_chosen_sequences_keep_what_is_theirs_and_lose_padding_that_none_needs():
    data = padded([torch.full((length, 1), float(length)) for length in (2, 4, 1)], [0, 1, 2])
    chosen = rows(data, torch.tensor([2, 0]))
    assert chosen.x[:, :, 0].T.tolist() == [[1, 0], [2, 2]]
    assert chosen.lengths.tolist() == [1, 2]
    assert chosen.y.tolist() == [2, 0]


def numbered(counts: list[int]) -> Labelled:
    """Sequences of one step whose value is their number; `counts` says how many of each class."""
    y = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
    return Labelled(torch.arange(float(len(y))).reshape(1, -1, 1), torch.ones(len(y), dtype=torch.int64), y)


def test_every_sequence_lands_on_one_side_with_its_class():
    data = numbered([40, 20, 8])
    kept, held = hold_out(data, 0.25, 0)
    sides = [set(side.x.flatten().int().tolist()) for side in (kept, held)]
    assert sides[0].isdisjoint(sides[1])
    assert sides[0] | sides[1] == set(range(68))
    assert held.y.bincount().tolist() == [10, 5, 2]
    for side in (kept, held):
        assert torch.equal(data.y[side.x.flatten().long()], side.y)


def test_a_seed_fixes_the_split_and_another_one_changes_it():
    first, again, other = (hold_out(numbered([40, 20]), 0.25, seed).test.x for seed in (0, 0, 1))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


@pytest.mark.parametrize("share", [0.01, 0.99])
def test_a_class_without_a_sequence_on_one_side_is_refused(share):
    with pytest.raises(ValueError, match="of the 8 sequences of class 1 leaves a side empty"):
        hold_out(numbered([400, 8]), share, 0)
