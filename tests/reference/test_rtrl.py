"""RTRL against PyTorch's backpropagation through all steps, against centred differences, and its counts."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import lstm, rtrl
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import torch_lstm
from tests.reference.samples import D, H, T, lstm_params, normal

XS, DHS = normal(1, T, 1, D), normal(2, T, 1, H)
START = normal(3, 1, H), normal(4, 1, H)


def run(p: lstm.Params) -> tuple[np.ndarray, lstm.Params, np.ndarray, lstm.Cache]:
    """The outputs, the gradient added up as the stream runs, the last J and the last cache."""
    (h, c), J = START, rtrl.start(p)
    hs, total = [], [np.zeros_like(array) for array in p]
    for x, dh in zip(XS, DHS, strict=True):
        h, c, cache = lstm.step(x, h, c, p)
        J = rtrl.step(J, cache, p)
        total = [sum(pair) for pair in zip(total, rtrl.gradient(dh, J, p), strict=True)]
        hs.append(h)
    return np.stack(hs), lstm.Params(*total), J, cache


def test_gradients_added_up_on_the_way_are_those_of_pytorch_through_all_steps():
    p = lstm_params()
    layer = torch_lstm(p)
    hs, _ = layer(torch.tensor(XS), tuple(torch.tensor(s[None]) for s in START))
    hs.backward(torch.tensor(DHS))
    ours, total, _, _ = run(p)
    assert_allclose(ours, hs.detach().numpy(), rtol=1e-12)
    for grad, name in zip(total, ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0"), strict=True):
        assert_allclose(grad, getattr(layer, name).grad.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["W", "U", "b"])
def test_gradient_agrees_with_centred_differences(name):
    p = lstm_params()
    numeric = centred(lambda: float((run(p)[0] * DHS).sum()), getattr(p, name))
    assert relative_error(getattr(run(p)[1], name), numeric) < 1e-6


def test_the_gradient_of_one_loss_reaches_all_steps_before_it():
    p = lstm_params()
    layer = torch_lstm(p)
    hs, _ = layer(torch.tensor(XS), tuple(torch.tensor(s[None]) for s in START))
    hs[-1].backward(torch.tensor(DHS[-1]))
    _, _, J, _ = run(p)
    assert_allclose(rtrl.gradient(DHS[-1], J, p).U, layer.weight_hh_l0.grad.numpy(), rtol=1e-10, atol=1e-12)


def test_the_cells_half_of_j_is_its_derivative():
    p = lstm_params()
    weight = normal(5, 1, H)

    def cell() -> float:
        return float((run(p)[3].c * weight).sum())

    _, _, J, _ = run(p)
    assert relative_error((weight[0] @ J[H:])[-4 * H :], centred(cell, p.b)) < 1e-6


def test_after_one_step_only_the_direct_term_is_there():
    p = lstm_params()
    _, _, cache = lstm.step(XS[0], *START, p)
    assert_array_equal(rtrl.step(rtrl.start(p), cache, p), rtrl.direct(cache, p))


def test_counts_are_the_size_of_j_and_of_its_product():
    J = rtrl.start(lstm_params())
    assert rtrl.numbers(D, H) == J.size
    assert rtrl.multiply_adds(D, H) == len(J) * J.size
    assert rtrl.numbers(64, 128) == 25_296_896


def test_a_batch_is_refused():
    p = lstm_params()
    _, _, cache = lstm.step(normal(1, 2, D), normal(2, 2, H), normal(3, 2, H), p)
    with pytest.raises(ValueError, match=r"cache\.x"):
        rtrl.step(rtrl.start(p), cache, p)
