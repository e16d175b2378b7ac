"""Last output, pooling, loss and cost of a padded batch against PyTorch and Keras, centred differences, garbage."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from torch.nn.functional import cross_entropy

from scripts.reference import padding
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import keras
from tests.reference.samples import B, H, T, normal

RAGGED = np.array([2, 5, 3])
IN_PADDING = ~padding.real(RAGGED, T)
POOLS = {
    "last": (padding.last, lambda d, hs: padding.last_backward(d, RAGGED, T)),
    "mean": (padding.mean, lambda d, hs: padding.mean_backward(d, RAGGED, T)),
    "largest": (padding.largest, lambda d, hs: padding.largest_backward(d, hs, RAGGED)),
}


def outputs():
    return normal(310, T, B, H) - 3.0  # below 0, where a padding of zeros would be the largest


def in_torch(name):
    """The pooled outputs (B, H), sequence by sequence, without any padding."""
    hs = torch.tensor(outputs())
    taken = [hs[:length, b] for b, length in enumerate(RAGGED)]
    pool = {"last": lambda h: h[-1], "mean": lambda h: h.mean(0), "largest": lambda h: h.amax(0)}[name]
    return torch.stack([pool(h) for h in taken])


@pytest.mark.parametrize("name", POOLS)
def test_a_pool_agrees_with_pytorch_on_each_sequence_alone(name):
    assert_allclose(POOLS[name][0](outputs(), RAGGED), in_torch(name), rtol=0, atol=1e-14)


def test_the_mean_agrees_with_keras_and_its_mask():
    pooled = keras.layers.GlobalAveragePooling1D(dtype="float64")(
        outputs().transpose(1, 0, 2), mask=~IN_PADDING[:, :, 0].T
    )
    assert_allclose(padding.mean(outputs(), RAGGED), pooled, rtol=0, atol=1e-14)


@pytest.mark.parametrize("name", POOLS)
def test_the_gradient_of_a_pool_agrees_with_centred_differences(name):
    pool, back = POOLS[name]
    hs, upper = outputs(), normal(311, B, H)
    numeric = centred(lambda: float((upper * pool(hs, RAGGED)).sum()), hs)
    assert relative_error(back(upper, hs), numeric) < 1e-6


@pytest.mark.parametrize("garbage", [1e3, np.nan])
@pytest.mark.parametrize("name", POOLS)
def test_what_stands_in_padding_does_not_matter(name, garbage):
    pool, back = POOLS[name]
    hs = np.where(IN_PADDING, garbage, outputs())
    assert_array_equal(pool(hs, RAGGED), pool(outputs(), RAGGED))
    assert not (back(np.ones((B, H)), hs) * IN_PADDING).any()


def test_the_loss_is_that_of_ignore_index():
    logits, y = torch.tensor(normal(312, T, B, H)), torch.arange(T * B).reshape(T, B) % H
    each = cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="none").reshape(T, B)
    ignored = torch.where(torch.tensor(IN_PADDING[:, :, 0]), -100, y)
    theirs = cross_entropy(logits.flatten(0, 1), ignored.flatten())
    assert padding.loss(each.numpy(), RAGGED) == pytest.approx(theirs.item(), abs=1e-14)


def test_the_gradient_of_the_loss_agrees_with_centred_differences():
    losses = normal(313, T, B)
    numeric = centred(lambda: padding.loss(losses, RAGGED), losses)
    assert relative_error(padding.loss_backward(RAGGED, T), numeric) < 1e-6


def test_more_padding_leaves_the_loss_as_it_is():
    losses = normal(313, T, B)
    longer = np.concatenate([losses, np.full((4, B), np.nan)])
    assert padding.loss(longer, RAGGED) == padding.loss(losses, RAGGED)


def test_the_share_of_padding():
    assert padding.share([np.array([6, 3, 4])]) == pytest.approx(5 / 18)
    assert padding.share([np.array([4, 4]), np.array([2, 2, 2])]) == 0.0
    assert padding.share([np.array([1, 3]), np.array([2, 2])]) == pytest.approx(2 / 10)
