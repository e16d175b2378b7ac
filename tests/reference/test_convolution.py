"""Convolutions against PyTorch and centred differences, and what they are in simple cases."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import convolution
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import normal

B, P, Q, M, N = 3, 4, 2, 7, 8
SIZES = [1, 3, 5]


def sample(k: int) -> dict[str, np.ndarray]:
    return {"x": normal(90, B, P, M, N), "K": normal(91, Q, P, k, k)}


@pytest.mark.parametrize("k", SIZES)
def test_values_and_gradients_agree_with_pytorch(k):
    x, K = sample(k).values()
    dy = normal(92, B, Q, M, N)
    leaves = tensor(x), tensor(K)
    y = torch.nn.functional.conv2d(*leaves, padding="same")
    y.backward(torch.tensor(dy))
    assert_allclose(convolution.conv(x, K), y.detach(), rtol=0, atol=1e-12)
    for ours, leaf in zip(convolution.conv_backward(dy, x, K), leaves, strict=True):
        assert_allclose(ours, leaf.grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize("k", SIZES)
@pytest.mark.parametrize("name", ["x", "K"])
def test_gradient_agrees_with_centred_differences(name, k):
    arrays, dy = sample(k), normal(92, B, Q, M, N)
    dx, dK = convolution.conv_backward(dy, **arrays)
    numeric = centred(lambda: float((dy * convolution.conv(**arrays)).sum()), arrays[name])
    assert relative_error({"x": dx, "K": dK}[name], numeric) < 1e-6


def test_a_kernel_of_one_pixel_is_a_matrix_at_every_pixel():
    x, K = sample(1).values()
    assert_allclose(convolution.conv(x, K), np.einsum("qp,bpmn->bqmn", K[..., 0, 0], x), rtol=0, atol=1e-12)


def test_a_kernel_is_not_flipped_so_a_one_on_its_right_fetches_the_pixel_on_the_right():
    image, kernel = np.arange(12.0).reshape(1, 1, 3, 4), np.zeros((1, 1, 3, 3))
    kernel[0, 0, 1, 2] = 1.0
    assert_array_equal(convolution.conv(image, kernel)[0, 0], [[1, 2, 3, 0], [5, 6, 7, 0], [9, 10, 11, 0]])


@pytest.mark.parametrize("k", SIZES)
def test_a_pixel_spreads_as_far_as_the_receptive_field_says(k):
    image = np.zeros((1, 1, 41, 43))
    image[0, 0, 20, 21] = 1.0
    for t in range(5):
        rows = int(image.any(axis=(0, 1, 3)).sum())
        assert rows == convolution.receptive_field(0, k, 1, layers=t) == int(image.any(axis=(0, 1, 2)).sum())
        image = convolution.conv(image, np.ones((1, 1, k, k)))


def test_wrong_shapes_name_the_array():
    x, K = sample(3).values()
    wrong = {
        rf"x has shape \({B}, {Q}, {M}, {N}\), expected \(B, {P}, M, N\)": lambda: convolution.conv(x[:, :Q], K),
        rf"K has shape \({Q}, {P}, 3, 2\), expected \(Q, P, 2, 2\)": lambda: convolution.conv(x, K[..., :2]),
        r"K has kernels of 2 by 2, expected an odd size, so that a pixel stands in the middle": (
            lambda: convolution.conv(x, K[..., :2, :2])
        ),
        rf"dy has shape \({B}, {P}, {M}, {N}\), expected \({B}, {Q}, {M}, {N}\)": (
            lambda: convolution.conv_backward(x, x, K)
        ),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
