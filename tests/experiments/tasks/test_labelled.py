"""Sequences with a class: padding, choosing and a split that keeps the classes' shares."""

import pytest
import torch

from scripts.experiments.tasks.labelled import Labelled, hold_out, padded, real_frames, rows


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
