"""Pairs of sequences: padding, the shift by one, the loss over real tokens, and exact match."""

import math

import pytest
import torch

from scripts.experiments.tasks.pairs import END, PAD, START, exact, loss, padded


def test_each_target_ends_and_the_decoder_reads_it_one_step_late():
    pairs = padded([[3, 4, 5], [6]], [[7, 8], [9, 10, 11]])
    assert pairs.source.T.tolist() == [[3, 4, 5], [6, PAD, PAD]]
    assert pairs.lengths.tolist() == [3, 1]
    assert pairs.target.T.tolist() == [[7, 8, END, PAD], [9, 10, 11, END]]
    assert pairs.fed.T.tolist() == [[START, 7, 8, END], [START, 9, 10, 11]]


def test_an_empty_source_is_named():
    with pytest.raises(ValueError, match="source 1 has no symbols"):
        padded([[3], []], [[4], [5]])


def test_the_loss_counts_real_tokens_alone():
    target = torch.tensor([[3, 4], [END, 3], [PAD, END]])
    logits = torch.zeros(3, 2, 5)
    logits[2, 0, 4] = 50.0  # at padding: whatever is said there is free
    assert loss(logits, target).item() == pytest.approx(math.log(5))


def test_exact_match_is_of_the_whole_sequence_whatever_the_padding():
    target = torch.tensor([[3, 4, 5], [END, 4, 5], [PAD, END, END]])
    said = torch.tensor([[3, 4, 5], [END, 4, 5], [PAD, END, 5], [PAD, PAD, END]])
    assert exact(said, target).tolist() == [True, True, False]
    assert exact(said[:2], target).tolist() == [True, False, False]
