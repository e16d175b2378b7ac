"""The convolutional LSTM against Keras, against PyTorch's convolutions, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import convlstm, lstm, over_time
from scripts.reference.convolution import receptive_field
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import keras_convlstm, tensor
from tests.reference.samples import CHANNELS as C
from tests.reference.samples import CHANNELS_IN as C_IN
from tests.reference.samples import COLUMNS as N
from tests.reference.samples import ROWS as M
from tests.reference.samples import B, T, convlstm_params, normal

K, K_STATE = 5, 3  # of the kernels on the input and on the hidden state
NAMES = ["x", "h_prev", "c_prev", "W", "U", "b"]


def inputs():
    return normal(95, T, B, C_IN, M, N), normal(96, B, C, M, N), normal(97, B, C, M, N)


def run(p: convlstm.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> over_time.Run:
    return over_time.forward(convlstm.CELL, xs, convlstm.State(h0, c0), p)


def still(size: int = M, k: int = 3) -> tuple[np.ndarray, convlstm.Params]:
    """One pixel lit in the middle of the first frame, and weights that are 1, without a bias."""
    xs = np.zeros((T, 1, 1, size, size))
    xs[0, 0, 0, size // 2, size // 2] = 1.0
    return xs, convlstm.Params(np.ones((4, 1, 1, 1)), np.ones((4, 1, k, k)), np.zeros(4))


def by_autograd(p: convlstm.Params, given: tuple, dhs: np.ndarray, V: np.ndarray | None = None):
    """Values and gradients, the cell written down once more in PyTorch, one block and one convolution at a time."""
    xs, h, c, W, U, b, V = leaves = [tensor(a) for a in (*given, *p, np.zeros(3 * C) if V is None else V)]
    w_i, w_f, w_g, w_o = W.chunk(4)
    u_i, u_f, u_g, u_o = U.chunk(4)
    b_i, b_f, b_g, b_o = b.chunk(4)
    v_i, v_f, v_o = V.view(3, C, 1, 1)

    def read(x, h, w, u, bias):
        return torch.conv2d(x, w, bias, padding="same") + torch.conv2d(h, u, padding="same")

    hs = []
    for x in xs:
        i = torch.sigmoid(read(x, h, w_i, u_i, b_i) + v_i * c)
        f = torch.sigmoid(read(x, h, w_f, u_f, b_f) + v_f * c)
        c = f * c + i * torch.tanh(read(x, h, w_g, u_g, b_g))
        h = torch.sigmoid(read(x, h, w_o, u_o, b_o) + v_o * c) * torch.tanh(c)
        hs.append(h)
    torch.stack(hs).backward(torch.tensor(dhs))
    return torch.stack(hs).detach(), [leaf.grad for leaf in leaves]


# Keras 3.15.1 convolves float64 images in float64, unlike its products of matrices (backend torch).
def test_values_agree_with_keras():
    p, given = convlstm_params(K_STATE, K_STATE), inputs()
    states = run(p, *given).states
    for ours, theirs in zip((states.h, states.h[-1], states.c[-1]), keras_convlstm(p, *given), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=1e-12)


def test_values_and_gradients_agree_with_pytorchs_convolutions():
    p, given, dhs = convlstm_params(K, K_STATE), inputs(), normal(98, T, B, C, M, N)
    ours = run(p, *given)
    hs, theirs = by_autograd(p, given, dhs)
    assert_allclose(ours.states.h, hs, rtol=0, atol=1e-13)
    grads = over_time.backward(ours, dhs)
    for mine, other in zip((grads.dxs, *grads.dstart, *grads.dp), theirs[:-1], strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-11)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, (xs, h_prev, c_prev) = convlstm_params(K, K_STATE), inputs()
    x, dh, dc = xs[0], normal(99, B, C, M, N), normal(100, B, C, M, N)
    arrays = {"x": x, "h_prev": h_prev, "c_prev": c_prev, **p._asdict()}

    def loss() -> float:
        h, c, _ = convlstm.step(x, h_prev, c_prev, p)
        return float((dh * h).sum() + (dc * c).sum())

    ours = convlstm.step_backward(dh, dc, convlstm.step(x, h_prev, c_prev, p)[2], p)._asdict()["d" + name]
    assert ours.shape == arrays[name].shape
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


def test_kernels_of_one_pixel_make_one_lstm_at_every_pixel():
    p, (xs, h0, c0) = convlstm_params(1, 1), inputs()
    states = run(p, xs, h0, c0).states
    flat = lstm.Params(p.W[..., 0, 0], p.U[..., 0, 0], p.b)
    for m, n in ((0, 0), (2, 5), (M - 1, N - 1)):
        h, c = h0[..., m, n], c0[..., m, n]
        for t in range(T):
            h, c, _ = lstm.step(xs[t, ..., m, n], h, c, flat)
            assert_allclose(states.h[t, ..., m, n], h, rtol=0, atol=1e-13)


def test_on_an_image_of_one_pixel_it_is_the_lstm():
    p, (xs, h0, c0) = convlstm_params(K, K_STATE), (array[..., :1, :1] for array in inputs())
    middle = lstm.Params(p.W[..., K // 2, K // 2], p.U[..., K_STATE // 2, K_STATE // 2], p.b)
    h, _, _ = lstm.step(xs[0, ..., 0, 0], h0[..., 0, 0], c0[..., 0, 0], middle)
    assert_allclose(run(p, xs, h0, c0).states.h[0, ..., 0, 0], h, rtol=0, atol=1e-13)


def test_the_same_weights_serve_another_size_of_image():
    p, (xs, h0, c0) = convlstm_params(K, K_STATE), inputs()
    wide = [np.concatenate([array, array], axis=-1) for array in (xs, h0, c0)]
    assert run(p, *wide).states.h.shape == (T, B, C, M, 2 * N)


def test_a_shifted_film_gives_shifted_states_as_long_as_nothing_has_come_to_the_border():
    xs, p = still(25)
    start = np.zeros((1, 1, 25, 25))
    hs = run(p, xs, start, start).states.h
    moved = run(p, np.roll(xs, (3, -4), axis=(-2, -1)), start, start).states.h
    assert_array_equal(moved, np.roll(hs, (3, -4), axis=(-2, -1)))


@pytest.mark.parametrize("k", [1, 3, 5])
def test_what_a_pixel_does_spreads_by_the_state_kernel_at_each_step(k):
    xs, p = still(25, k)
    start = np.zeros((1, 1, 25, 25))
    for t, h in enumerate(run(p, xs, start, start).states.h):
        assert np.count_nonzero(h) == receptive_field(t, 1, k) ** 2


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize(("k", "k_state"), [(3, 3), (5, 3), (3, 5), (5, 1)])
def test_a_pixel_at_the_top_of_a_stack_sees_what_the_receptive_field_says(k, k_state, layers):
    p = convlstm.Params(np.full((4, 1, k, k), 0.1), np.full((4, 1, k_state, k_state), 0.1), np.zeros(4))
    start, u, runs = np.full((1, 1, 41, 41), 0.5), np.full((T, 1, 1, 41, 41), 0.5), []
    for _ in range(layers):
        runs.append(run(p, u, start, start))
        u = runs[-1].states.h
    du = np.zeros_like(u)
    du[-1, 0, 0, 20, 20] = 1.0
    for below in reversed(runs):
        du = over_time.backward(below, du).dxs
    for steps, dx in enumerate(du[::-1]):
        rows, columns = (int(np.any(dx[0, 0], axis=axis).sum()) for axis in (1, 0))
        assert rows == columns == receptive_field(steps, k, k_state, layers)


def test_wrong_shapes_name_the_array():
    p, (xs, h0, c0) = convlstm_params(K, K_STATE), inputs()
    x = xs[0]
    _, _, cache = convlstm.step(x, h0, c0, p)
    wrong = {
        rf"x has shape \({B}, {C}, {M}, {N}\), expected \(B, {C_IN}, M, N\)": (lambda: convlstm.step(h0, h0, c0, p)),
        rf"h_prev has shape \({B}, {C}, {M}, 1\), expected \({B}, {C}, {M}, {N}\)": (
            lambda: convlstm.step(x, h0[..., :1], c0, p)
        ),
        rf"c_prev has shape \({B}, 1, {M}, {N}\), expected \({B}, {C}, {M}, {N}\)": (
            lambda: convlstm.step(x, h0, c0[:, :1], p)
        ),
        rf"U has shape \({C}, {C}, 3, 3\), expected \({4 * C}, {C}, k, k\)": (
            lambda: convlstm.step(x, h0, c0, p._replace(U=p.U[:C]))
        ),
        rf"W has shape \({C}, {C_IN}, {K}, {K}\), expected \({4 * C}, C_in, k, k\)": (
            lambda: convlstm.step(x, h0, c0, p._replace(W=p.W[:C]))
        ),
        rf"b has shape \({C},\), expected \({4 * C},\)": lambda: convlstm.step(x, h0, c0, p._replace(b=p.b[:C])),
        rf"dh has shape \({B}, {C_IN}, {M}, {N}\), expected \({B}, {C}, {M}, {N}\)": (
            lambda: convlstm.step_backward(x, c0, cache, p)
        ),
        rf"dc has shape \({B}, {C_IN}, {M}, {N}\), expected \({B}, {C}, {M}, {N}\)": (
            lambda: convlstm.step_backward(h0, x, cache, p)
        ),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
