"""The step between layers against autograd and differences; the sum over the ways against enumeration and matrices."""

from itertools import product

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import depth, lstm
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import torch_lstm
from tests.reference.samples import B, D, H, lstm_params, normal

ROWS = range(B)


@pytest.mark.parametrize("row", ROWS)
def test_vertical_jacobian_agrees_with_autograd(row):
    p, x, h, c = lstm_params(), normal(80, B, D), normal(81, B, H), normal(82, B, H)
    _, _, cache = lstm.step(x, h, c, p)
    cell = torch_lstm(p, torch.nn.LSTMCell)
    state = torch.tensor(h[row]), torch.tensor(c[row])
    theirs = torch.autograd.functional.jacobian(lambda x: cell(x, state)[0], torch.tensor(x[row]))
    assert_allclose(depth.vertical_jacobian(cache, p, row), theirs, rtol=0, atol=1e-13)


@pytest.mark.parametrize("row", ROWS)
def test_vertical_jacobian_agrees_with_centred_differences(row):
    p, x, h, c = lstm_params(), normal(80, B, D), normal(81, B, H), normal(82, B, H)
    _, _, cache = lstm.step(x, h, c, p)
    numeric = [centred(lambda a=a: float(lstm.step(x, h, c, p)[0][row, a]), x)[row] for a in range(H)]
    assert relative_error(depth.vertical_jacobian(cache, p, row), np.array(numeric)) < 1e-6


@pytest.mark.parametrize(("n", "k"), [(1, 0), (1, 4), (2, 3), (3, 2), (4, 5), (0, 0), (0, 2)])
def test_ways_agree_with_counting_them(n, k):
    assert depth.ways(n, k) == sum(sum(waits) == k for waits in product(range(k + 1), repeat=n))


@pytest.mark.parametrize(("n", "k"), [(-1, 0), (0, -1)])
def test_a_negative_number_of_layers_or_steps_is_an_error(n, k):
    with pytest.raises(ValueError, match="expected no negative"):
        depth.ways(n, k)


def lengths(v: float, f: float, layers: int, T: int, skip: bool) -> np.ndarray:
    """The root mean square length of the gradient of a leaky linear stack with random matrices, (layers, T) by lag."""
    size, squares = 60, []
    for seed in range(40):
        random = np.random.default_rng(seed)
        gradient = np.zeros((T, size))
        gradient[0] = random.standard_normal(size)
        gradient[0] /= np.linalg.norm(gradient[0])
        below = []
        for _ in range(layers):
            M = random.standard_normal((size, size)) * v / np.sqrt(size)
            waited = np.array([sum(f ** (k - s) * gradient[s] for s in range(k + 1)) for k in range(T)])
            gradient = waited @ M + (gradient if skip else 0)
            below.append((gradient**2).sum(1))
        squares.append(below)
    return np.sqrt(np.mean(squares, axis=0))


@pytest.mark.parametrize(("formula", "skip"), [(depth.plain, False), (depth.residual, True)])
def test_lengths_agree_with_random_matrices(formula, skip):
    v, f, layers, T = 0.6, 0.8, 4, 6
    ours = [[formula(v, f, n, k) for k in range(T)] for n in range(1, layers + 1)]
    assert_allclose(ours, lengths(v, f, layers, T, skip), rtol=0.15)
