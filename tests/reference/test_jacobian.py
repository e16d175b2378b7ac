"""Jacobians against autograd and centred differences; what the direct path leaves out; how products of them behave."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import bptt, jacobian, lstm, rnn
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import torch_lstm, torch_rnn
from tests.reference.samples import B, D, H, T, lstm_params, normal, rnn_params

ROWS = range(B)


def inputs():
    return normal(70, T, B, D), normal(71, B, H), normal(72, B, H)


def states_of(p: lstm.Params, xs: np.ndarray, row: int):
    """A function from (h, c) of one sequence, joined, to (h, c) after the steps `xs`, as PyTorch computes it."""
    cell = torch_lstm(p, torch.nn.LSTMCell)

    def run(state: torch.Tensor) -> torch.Tensor:
        h, c = state.chunk(2)
        for x in torch.tensor(xs[:, row]):
            h, c = cell(x, (h, c))
        return torch.cat([h, c])

    return run


@pytest.mark.parametrize("row", ROWS)
def test_step_jacobian_agrees_with_autograd(row):
    p, (xs, h, c) = lstm_params(), inputs()
    _, _, cache = lstm.step(xs[0], h, c, p)
    state = torch.tensor(np.concatenate([h[row], c[row]]))
    theirs = torch.autograd.functional.jacobian(states_of(p, xs[:1], row), state)
    assert_allclose(jacobian.step_jacobian(cache, p, row), theirs, rtol=0, atol=1e-13)


@pytest.mark.parametrize("row", ROWS)
def test_step_jacobian_agrees_with_centred_differences(row):
    p, (xs, h_prev, c_prev) = lstm_params(), inputs()
    _, _, cache = lstm.step(xs[0], h_prev, c_prev, p)

    def derivative(output: int, state: np.ndarray) -> np.ndarray:
        def loss() -> float:
            h, c, _ = lstm.step(xs[0], h_prev, c_prev, p)
            return float(np.concatenate([h[row], c[row]])[output])

        return centred(loss, state)[row]

    numeric = [np.concatenate([derivative(a, h_prev), derivative(a, c_prev)]) for a in range(2 * H)]
    ours = jacobian.step_jacobian(cache, p, row)
    for rows in (slice(0, H), slice(H, 2 * H)):
        for columns in (slice(0, H), slice(H, 2 * H)):  # each of the four blocks for itself
            assert relative_error(ours[rows, columns], np.array(numeric)[rows, columns]) < 1e-6


def test_step_jacobian_is_what_backward_multiplies_by():
    p, (xs, h, c) = lstm_params(), inputs()
    dh, dc = normal(73, B, H), normal(74, B, H)
    _, _, cache = lstm.step(xs[0], h, c, p)
    grads = lstm.step_backward(dh, dc, cache, p)
    for row in ROWS:
        back = np.concatenate([dh[row], dc[row]]) @ jacobian.step_jacobian(cache, p, row)
        assert_allclose(back, np.concatenate([grads.dh_prev[row], grads.dc_prev[row]]), rtol=0, atol=1e-14)


@pytest.mark.parametrize("row", ROWS)
def test_product_over_a_run_agrees_with_autograd_at_every_lag(row):
    p, (xs, h0, c0) = lstm_params(), inputs()
    hs, cs, caches = bptt.forward(xs, h0, c0, p)
    products = jacobian.products([jacobian.step_jacobian(cache, p, row) for cache in caches])
    assert products.shape == (T, 2 * H, 2 * H)
    hs, cs = np.concatenate([h0[None], hs]), np.concatenate([c0[None], cs])
    for lag in range(1, T + 1):
        state = torch.tensor(np.concatenate([hs[T - lag, row], cs[T - lag, row]]))
        theirs = torch.autograd.functional.jacobian(states_of(p, xs[T - lag :], row), state)
        assert_allclose(products[lag - 1], theirs, rtol=0, atol=1e-13)


@pytest.mark.parametrize("row", ROWS)
def test_cell_jacobian_agrees_with_autograd_of_two_steps(row):
    p, (xs, h0, c0) = lstm_params(), inputs()
    _, _, (first, second, *_) = bptt.forward(xs, h0, c0, p)
    cell = torch_lstm(p, torch.nn.LSTMCell)

    def next_cell(c: torch.Tensor) -> torch.Tensor:
        h = torch.tensor(first.o[row]) * torch.tanh(c)  # h of the first step, from its c
        return cell(torch.tensor(xs[1, row]), (h, c))[1]

    theirs = torch.autograd.functional.jacobian(next_cell, torch.tensor(first.c[row]))
    ours = jacobian.cell_jacobian(second, first, p, row)
    assert_allclose(ours, theirs, rtol=0, atol=1e-13)
    assert np.abs(ours - np.diag(second.f[row])).max() > 0.1  # the forget gate is not the whole of it


def test_direct_path_is_the_product_of_the_forget_gates():
    p, given = lstm_params(), inputs()
    _, _, caches = bptt.forward(*given, p)
    expected = np.ones((B, H))
    for cache in caches:
        expected = expected * cache.f
    assert_allclose(jacobian.direct_path(caches), expected, rtol=1e-14)
    assert np.all(expected < 1.0)


def test_direct_path_is_the_whole_when_h_is_not_fed_back():
    p, given = lstm_params()._replace(U=np.zeros((4 * H, H))), inputs()
    _, _, caches = bptt.forward(*given, p)
    for row in ROWS:
        whole = jacobian.products([jacobian.step_jacobian(cache, p, row) for cache in caches])[-1]
        assert_allclose(whole[H:, H:], np.diag(jacobian.direct_path(caches)[row]), rtol=1e-14, atol=0)


def test_a_gate_of_bias_b_decays_as_its_power():
    for bias, left in ((0.0, "7.9e-31"), (1.0, "2.5e-14"), (5.0, "5.1e-01")):
        p = lstm.Params(np.zeros((4, 1)), np.zeros((4, 1)), np.array([0.0, bias, 0.0, 0.0]))
        _, _, caches = bptt.forward(np.zeros((100, 1, 1)), np.zeros((1, 1)), np.zeros((1, 1)), p)
        assert f"{jacobian.direct_path(caches)[0, 0]:.1e}" == left


def large_run(gain: float, seed: int) -> tuple[float, float]:
    """Largest singular value of the (h, c) Jacobian over 40 steps, and largest entry of the direct path."""
    steps, D, H, rng = 40, 8, 32, np.random.default_rng(seed)
    W = rng.normal(scale=0.1, size=(4 * H, D))
    U = rng.normal(scale=gain / np.sqrt(H), size=(4 * H, H))
    p = lstm.Params(W, U, np.repeat([0.0, 1.0, 0.0, 0.0], H))
    zeros = np.zeros((1, H))
    _, _, caches = bptt.forward(rng.normal(size=(steps, 1, D)), zeros, zeros, p)
    whole = jacobian.products([jacobian.step_jacobian(cache, p) for cache in caches])[-1]
    return float(np.linalg.norm(whole, 2)), float(jacobian.direct_path(caches).max())


def test_the_whole_can_explode_while_every_direct_path_decays():
    large = np.array([large_run(4.0, seed) for seed in range(20)])
    small = np.array([large_run(1.0, seed) for seed in range(20)])
    assert np.median(large[:, 0]) > 100.0
    assert np.median(small[:, 0]) < 1.0
    assert max(large[:, 1].max(), small[:, 1].max()) < 0.1


@pytest.mark.parametrize("row", ROWS)
def test_rnn_step_jacobian_agrees_with_autograd_and_centred_differences(row):
    p, x, h_prev = rnn_params(), normal(75, B, D), normal(76, B, H)
    _, cache = rnn.step(x, h_prev, p)
    ours = jacobian.rnn_step_jacobian(cache, p, row)
    cell = torch_rnn(p, torch.nn.RNNCell)
    theirs = torch.autograd.functional.jacobian(lambda h: cell(torch.tensor(x[row]), h), torch.tensor(h_prev[row]))
    assert_allclose(ours, theirs, rtol=0, atol=1e-13)
    numeric = [centred(lambda a=a: float(rnn.step(x, h_prev, p)[0][row, a]), h_prev)[row] for a in range(H)]
    assert relative_error(ours, np.array(numeric)) < 1e-6


def test_rnn_product_over_a_run_agrees_with_autograd():
    p, xs, h0 = rnn_params(), normal(77, T, B, D), normal(78, B, H)
    _, caches = rnn.forward(xs, h0, p)
    whole = jacobian.products([jacobian.rnn_step_jacobian(cache, p, 1) for cache in caches])[-1]
    module, x = torch_rnn(p), torch.tensor(xs[:, 1])
    theirs = torch.autograd.functional.jacobian(lambda h: module(x, h[None])[0][-1], torch.tensor(h0[1]))
    assert_allclose(whole, theirs, rtol=0, atol=1e-13)


def test_singular_values_below_one_are_sufficient_for_vanishing():
    p = rnn_params()
    p = p._replace(U=p.U * 0.9 / np.linalg.norm(p.U, 2))
    _, caches = rnn.forward(normal(79, T, B, D), normal(78, B, H), p)
    products = jacobian.products([jacobian.rnn_step_jacobian(cache, p) for cache in caches])
    norms = [np.linalg.norm(product, 2) for product in products]
    assert np.all(norms <= 0.9 ** np.arange(1, T + 1))


def test_the_first_sequence_is_taken_unless_told():
    p, (xs, h0, c0) = lstm_params(), inputs()
    _, _, (first, second, *_) = bptt.forward(xs, h0, c0, p)
    _, of_rnn = rnn.step(xs[0], h0, rnn_params())
    assert_array_equal(jacobian.step_jacobian(first, p), jacobian.step_jacobian(first, p, row=0))
    assert_array_equal(jacobian.cell_jacobian(second, first, p), jacobian.cell_jacobian(second, first, p, row=0))
    of_first = jacobian.rnn_step_jacobian(of_rnn, rnn_params(), row=0)
    assert_array_equal(jacobian.rnn_step_jacobian(of_rnn, rnn_params()), of_first)


def test_products_put_the_later_step_on_the_left():
    first, second = normal(80, 3, 3), normal(81, 3, 3)
    assert_array_equal(jacobian.products([first, second])[0], second)
    assert_allclose(jacobian.products([first, second])[1], second @ first, rtol=1e-14)


def test_what_does_not_fit_is_refused():
    p, (xs, h, c) = lstm_params(), inputs()
    _, _, cache = lstm.step(xs[0], h, c, p)
    with pytest.raises(ValueError, match=r"^jacobians is empty, expected at least one$"):
        jacobian.products([])
    with pytest.raises(IndexError):
        jacobian.step_jacobian(cache, p, row=B)
    with pytest.raises(ValueError, match=rf"^U has shape \({H}, {H}\), expected \({4 * H}, {H}\)$"):
        jacobian.step_jacobian(cache, p._replace(U=p.U[:H]))
    _, of_rnn = rnn.step(xs[0], h, rnn_params())
    narrow_rnn = rnn.Params(normal(1, D, D), normal(1, D, D), normal(1, D))
    with pytest.raises(ValueError, match=rf"^cache\.h has shape \({B}, {H}\), expected \({B}, {D}\)$"):
        jacobian.rnn_step_jacobian(of_rnn, narrow_rnn)
    narrower = lstm.Params(normal(1, 4 * D, D), normal(1, 4 * D, D), normal(1, 4 * D))
    with pytest.raises(ValueError, match=rf"^cache\.f has shape \({B}, {H}\), expected \({B}, {D}\)$"):
        jacobian.step_jacobian(cache, narrower)
