"""Initial weights: their shapes, ranges and spectra, beside those that PyTorch and Keras draw themselves."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import initialise, lstm
from scripts.reference.activations import sigmoid
from scripts.reference.retention import half_life
from tests.reference.oracles import keras
from tests.reference.samples import D, H

SCHEMES = [initialise.torch_default, initialise.keras_default, initialise.glorot, initialise.orthogonal]
WIDE_D, WIDE_H = 100, 128  # wide enough for statistics


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def fills(array: np.ndarray, limit: float) -> bool:
    """Uniform in ±limit, as far as a sample can show: inside, up to the edge, and of the variance limit² / 3."""
    edge = 0.97 * limit
    inside = np.all(np.abs(array) <= limit)
    return bool(inside and array.max() > edge and array.min() < -edge and abs(array.var() * 3 / limit**2 - 1) < 0.1)


def singular_values(matrix: np.ndarray) -> np.ndarray:
    return np.linalg.svd(matrix, compute_uv=False)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_fit_and_the_seed_decides(scheme):
    p = scheme(D, H, rng(1))
    assert lstm.sizes(p) == (D, H)
    for same, other, array in zip(scheme(D, H, rng(1)), scheme(D, H, rng(2)), p, strict=True):
        assert_array_equal(same, array)
        assert array.ndim == 1 or np.any(other != array)


def test_torch_default_is_uniform_like_pytorchs():
    limit = 1 / np.sqrt(WIDE_H)
    p = initialise.torch_default(WIDE_D, WIDE_H, rng())
    torch.manual_seed(0)
    module = torch.nn.LSTM(WIDE_D, WIDE_H)
    for ours, name in ((p.W, "weight_ih_l0"), (p.U, "weight_hh_l0")):
        assert fills(ours, limit)
        assert fills(getattr(module, name).detach().numpy(), limit)
    theirs = (module.bias_ih_l0 + module.bias_hh_l0).detach().numpy()
    for b in (p.b, theirs):  # the sum of two uniform draws: twice the variance, and a triangle up to twice the limit
        assert limit < np.abs(b).max() <= 2 * limit
        assert b.var() == pytest.approx(2 / (3 * WIDE_H), rel=0.15)
        assert sigmoid(b[WIDE_H : 2 * WIDE_H]).mean() == pytest.approx(0.5, abs=0.01)


def test_keras_default_is_drawn_like_kerass():
    p = initialise.keras_default(WIDE_D, WIDE_H, rng())
    keras.utils.set_random_seed(0)
    layer = keras.layers.LSTM(WIDE_H)
    layer.build((None, None, WIDE_D))
    W, U, b = (weight.value.detach().numpy().T for weight in layer.weights)
    assert_array_equal(p.b, b)
    assert_array_equal(b, np.repeat([0.0, 1.0, 0.0, 0.0], WIDE_H))
    for ours in (p.W, W):
        assert fills(ours, np.sqrt(6 / (WIDE_D + 4 * WIDE_H)))
    for ours in (p.U, U):
        assert_allclose(ours.T @ ours, np.eye(WIDE_H), rtol=0, atol=1e-5)


def test_orthogonal_as_a_whole_is_not_orthogonal_by_block():
    torch.manual_seed(0)
    stacked = torch.nn.init.orthogonal_(torch.empty(4 * WIDE_H, WIDE_H)).numpy()
    for U in (stacked, initialise.keras_default(WIDE_D, WIDE_H, rng()).U):
        values = singular_values(U[:WIDE_H])
        assert values.min() < 0.05
        assert values.max() < 0.9


def test_orthogonal_makes_every_block_orthogonal():
    p = initialise.orthogonal(20, 30, rng())
    for block in np.split(p.U, 4):
        assert_allclose(singular_values(block), 1.0, rtol=0, atol=1e-12)
        assert_allclose(block @ block.T, np.eye(30), rtol=0, atol=1e-12)
    first, second, *_ = np.split(p.U, 4)
    assert np.abs(first - second).max() > 0.1  # four draws, not one four times
    assert_array_equal(p.b, 0.0)


def test_orthogonal_draws_have_no_preferred_sign():
    corners = [initialise.orthogonal(1, 3, rng(seed)).U[0, 0] for seed in range(300)]
    assert abs(np.mean(corners)) < 0.1


@pytest.mark.parametrize("scheme", [initialise.glorot, initialise.orthogonal])
def test_glorot_is_drawn_by_block(scheme):
    p = scheme(WIDE_D, WIDE_H, rng())
    for block in np.split(p.W, 4):
        assert fills(block, np.sqrt(6 / (WIDE_D + WIDE_H)))
    if scheme is initialise.glorot:
        for block in np.split(p.U, 4):
            assert fills(block, np.sqrt(6 / (2 * WIDE_H)))
    assert_array_equal(p.b, 0.0)


def test_forget_bias_sets_block_f_and_nothing_else():
    p = initialise.torch_default(D, H, rng())
    q = initialise.with_forget_bias(p, 3.0)
    expected = p.b.copy()
    expected[H : 2 * H] = 3.0
    assert_array_equal(q.b, expected)
    assert q.W is p.W
    assert q.U is p.U
    assert np.all(p.b[H : 2 * H] != 3.0)  # the weights given are left as they were


def test_chrono_spreads_the_memory_up_to_T_max():
    width = 1000
    p = lstm.Params(np.zeros((4 * width, 1)), np.zeros((4 * width, width)), rng().normal(size=4 * width))
    q = initialise.chrono(p, 50.0, rng(1))
    b_i, b_f, b_g, b_o = np.split(q.b, 4)
    steps = np.exp(b_f)
    assert steps.min() >= 1.0
    assert steps.max() <= 49.0
    assert fills(steps - 25.0, 24.0)  # uniform between 1 and 49
    assert_array_equal(b_i, -b_f)
    assert_array_equal(np.concatenate([b_g, b_o]), p.b[2 * width :])
    longest = float(sigmoid(b_f.max()))
    assert half_life(longest) == pytest.approx(49 * np.log(2), rel=0.03)


def test_chrono_takes_anything_above_two_steps():
    b_f = initialise.chrono(initialise.glorot(D, H, rng()), 2.5, rng()).b[H : 2 * H]
    assert np.all((b_f >= 0.0) & (b_f <= np.log(1.5)))


@pytest.mark.parametrize("T_max", [2, 1, -5, float("nan")])
def test_chrono_wants_more_than_two_steps(T_max):
    with pytest.raises(ValueError, match=r"^T_max is .*, expected more than 2 steps$"):
        initialise.chrono(initialise.glorot(D, H, rng()), T_max, rng())


@pytest.mark.parametrize("scheme", SCHEMES)
def test_sizes_are_whole_numbers(scheme):
    with pytest.raises(ValueError, match=r"^H is 0, expected a whole number from 1 up$"):
        scheme(3, 0, rng())
