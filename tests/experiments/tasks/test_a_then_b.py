"""The strings of n a and then b, where an answer is due, and what a wrong one costs."""

import math

import torch

from scripts.experiments.tasks import a_then_b


def test_the_answer_is_yes_from_the_nth_b_on():
    x, y, asked = a_then_b.strings([1, 3], 7)
    assert x.shape == (7, 2, 2)
    assert ["".join("ab"[i] for i in column) for column in x.argmax(-1).T.tolist()] == ["abbbbbb", "aaabbbb"]
    assert y[:, 0].tolist() == [0, 1, 1, 1, 1, 1, 1]
    assert y[:, 1].tolist() == [0, 0, 0, 0, 0, 1, 1]
    assert asked.sum(0).tolist() == [6, 4]


def test_training_has_all_n_up_to_the_longest_and_some_b_more():
    x, y, asked = a_then_b.training_strings({"longest": 4, "more": 3})
    assert x.shape == (11, 4, 2)
    assert (x.argmax(-1) == a_then_b.A).sum(0).tolist() == [1, 2, 3, 4]
    assert y.sum(0).tolist() == [10, 8, 6, 4]
    assert asked.sum().item() == 44 - 10


def test_the_loss_counts_the_b_alone_and_each_network_for_itself():
    _, y, asked = a_then_b.strings([1, 3], 7)
    said = torch.stack([torch.zeros(7, 2), torch.where(y > 0, 50.0, -50.0)])
    said[:, ~asked] = 1e6  # what is said at an a costs nothing
    first, second = a_then_b.losses(said, y, asked).tolist()
    assert abs(first - math.log(2)) < 1e-6
    assert second < 1e-6
