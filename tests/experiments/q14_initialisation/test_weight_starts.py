"""Each way to start the matrices does to each block what it says, the biases are as asked, and the gain is exact."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.experiments.q14_initialisation import weight_starts
from scripts.reference import jacobian, lstm

D, H, K = 10, 16, 3
MATRICES = ("pytorch", "keras", "blocks", "candidate", "gates")


def made(matrices: str, **bias) -> torch.nn.LSTM:
    return weight_starts.network(matrices, D, H, K, 0, **(bias or {"b_f": 1.0})).layer


def orthogonal(U: torch.Tensor) -> list[bool]:
    return [torch.allclose(block.T @ block, torch.eye(H), atol=1e-5) for block in U.detach().split(H)]


@pytest.mark.parametrize(
    ("matrices", "blocks"),
    [
        ("pytorch", [False, False, False, False]),
        ("keras", [False, False, False, False]),
        ("blocks", [True, True, True, True]),
        ("candidate", [False, False, True, False]),
        ("gates", [True, True, False, True]),
    ],
)
def test_the_blocks_that_are_named_are_orthogonal_and_no_others(matrices, blocks):
    assert orthogonal(made(matrices).weight_hh_l0) == blocks


def test_the_stack_of_keras_is_orthogonal_as_a_whole():
    U = made("keras").weight_hh_l0.detach()
    assert torch.allclose(U.T @ U, torch.eye(H), atol=1e-5)


@pytest.mark.parametrize(
    ("matrices", "limit"), [("pytorch", H**-0.5), ("keras", (6 / (D + 4 * H)) ** 0.5), ("blocks", (6 / (D + H)) ** 0.5)]
)
def test_the_input_weights_reach_up_to_their_limit(matrices, limit):
    largest = made(matrices).weight_ih_l0.abs().max().item()
    assert 0.97 * limit < largest <= limit * (1 + 1e-6)


@pytest.mark.parametrize("matrices", MATRICES)
def test_only_the_forget_bias_is_set(matrices):
    layer = made(matrices, b_f=3.0)
    i, f, g, o = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().split(H)
    assert (f == 3).all()
    assert not torch.cat([i, g, o]).any()


def test_chrono_spreads_the_forget_biases_and_mirrors_them_at_the_input_gate():
    layer = made("pytorch", chrono=75.0)
    i, f, g, o = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().split(H)
    assert 1 <= f.exp().min() < 30
    assert 45 < f.exp().max() <= 74
    assert (i == -f).all()
    assert not torch.cat([g, o]).any()


def test_one_scale_gives_every_unit_the_same_mirrored_biases():
    layer = made("pytorch", u=37.5)
    i, f, g, o = (layer.bias_ih_l0 + layer.bias_hh_l0).detach().split(H)
    assert_allclose(f.exp(), 37.5, rtol=1e-5)
    assert (i == -f).all()
    assert not torch.cat([g, o]).any()


def test_an_input_bias_that_is_given_replaces_the_mirrored_one_and_nothing_else():
    mirrored, given = (made("pytorch", chrono=75.0, **option).bias_ih_l0.detach() for option in ({}, {"b_i": 0.0}))
    assert not given[:H].any()
    assert (given[H:] == mirrored[H:]).all()


@pytest.mark.parametrize("bias", [{"b_f": 1.0}, {"b_f": 5.0}, {"chrono": 75.0}, {"u": 37.5}])
@pytest.mark.parametrize("matrices", MATRICES)
def test_the_gain_is_the_largest_eigenvalue_of_the_reference_jacobian(matrices, bias):
    layer = made(matrices, **bias)
    W, U, b, b_hh = (parameter.detach().double().numpy() for parameter in layer.parameters())
    p = lstm.Params(W, U, b + b_hh)
    _, _, cache = lstm.step(np.zeros((1, D)), np.zeros((1, H)), np.zeros((1, H)), p)
    eigenvalues = np.linalg.eigvals(jacobian.step_jacobian(cache, p))
    assert_allclose(weight_starts.gain(layer), np.abs(eigenvalues).max(), rtol=1e-6)


def test_with_an_orthogonal_block_and_bias_one_hardly_anything_is_lost_in_a_step():
    f = 1 / (1 + np.exp(-1))
    assert_allclose(weight_starts.gain(made("blocks", b_f=1.0)), f + 0.25, atol=0.01)


@pytest.mark.parametrize(
    ("matrices", "bias", "message"),
    [
        ("xavier", {"b_f": 1.0}, "expected pytorch"),
        ("pytorch", {}, "expected one of them"),
        ("pytorch", {"b_f": 1.0, "chrono": 9.0}, "expected one of them"),
        ("pytorch", {"b_f": 1.0, "u": 9.0}, "expected one of them"),
    ],
)
def test_what_cannot_be_made_is_named(matrices, bias, message):
    with pytest.raises(ValueError, match=message):
        weight_starts.network(matrices, D, H, K, 0, **bias)
