"""Digits row by row: 1,797 images, a quarter of each class held out with a fixed seed."""

import torch

from scripts.experiments.tasks import digits


def test_shapes_and_classes():
    train, test = digits.load()
    assert train.x.shape == (8, 1347, 8)
    assert test.x.shape == (8, 450, 8)
    assert set(train.lengths.tolist()) == set(test.lengths.tolist()) == {8}
    assert train.y.bincount(minlength=digits.CLASSES).tolist() == [134, 136, 133, 137, 136, 136, 136, 134, 130, 135]
    assert test.y.bincount().tolist() == [44, 46, 44, 46, 45, 46, 45, 45, 44, 45]


def test_pixels_are_sixteenths():
    for part in digits.load():
        assert part.x.min() == 0
        assert part.x.max() == 1
        assert torch.equal((part.x * 16).round(), part.x * 16)


def test_a_step_is_a_row_of_the_image_from_the_top():
    train, _ = digits.load()  # the first image of the file, a zero, is in the training part
    assert train.y[0] == 0
    assert (train.x[0, 0] * 16).tolist() == [0, 0, 5, 13, 9, 1, 0, 0]
    assert (train.x[7, 0] * 16).tolist() == [0, 0, 6, 13, 10, 0, 0, 0]


def test_no_image_stands_on_both_sides():
    train, test = (set(map(tuple, part.x.transpose(0, 1).reshape(-1, 64).tolist())) for part in digits.load())
    assert (len(train), len(test)) == (1347, 450)
    assert train.isdisjoint(test)
