"""The convolutional LSTM with peepholes against ONNX Runtime and PyTorch, centred differences, and its limits."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import convlstm, convlstm_peephole, over_time
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import blocks, run_onnx
from tests.reference.samples import CHANNELS as C
from tests.reference.samples import CHANNELS_IN as C_IN
from tests.reference.samples import COLUMNS as N
from tests.reference.samples import ROWS as M
from tests.reference.samples import B, T, convlstm_params, normal
from tests.reference.test_convlstm import K_STATE, NAMES, K, by_autograd, inputs


def params(k: int = K, k_state: int = K_STATE) -> convlstm_peephole.Params:
    return convlstm_peephole.Params(*convlstm_params(k, k_state), normal(101, 3 * C))


def run(p: convlstm_peephole.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> over_time.Run:
    return over_time.forward(convlstm_peephole.CELL, xs, convlstm.State(h0, c0), p)


def at_pixels(array: np.ndarray) -> np.ndarray:
    """Images (…, B, P, M, N) as one sequence for each pixel, (…, B M N, P)."""
    return np.moveaxis(array, -3, -1).reshape(*array.shape[:-4], -1, array.shape[-3])


def test_with_kernels_of_one_pixel_values_agree_with_onnx():
    p, (xs, h0, c0) = params(1, 1), inputs()
    W, U, b = (blocks(array, [0, 3, 1, 2]) for array in (p.W[..., 0, 0], p.U[..., 0, 0], p.b))
    given = {"X": at_pixels(xs), "W": W, "R": U, "B": np.concatenate([b, 0 * b]), "h": at_pixels(h0)}
    theirs = run_onnx("LSTM", given | {"c": at_pixels(c0), "P": blocks(p.V, [0, 2, 1])}, C)
    states = run(p, xs, h0, c0).states
    for ours, other in zip((states.h, states.h[-1], states.c[-1]), theirs, strict=True):
        assert_allclose(at_pixels(ours), other, rtol=0, atol=2e-6)


def test_values_and_gradients_agree_with_pytorchs_convolutions():
    p, given, dhs = params(), inputs(), normal(98, T, B, C, M, N)
    ours = run(p, *given)
    hs, theirs = by_autograd(convlstm.Params(*p[:3]), given, dhs, p.V)
    assert_allclose(ours.states.h, hs, rtol=0, atol=1e-13)
    grads = over_time.backward(ours, dhs)
    for mine, other in zip((grads.dxs, *grads.dstart, *grads.dp), theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-11)


@pytest.mark.parametrize("name", [*NAMES, "V"])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, (xs, h_prev, c_prev) = params(), inputs()
    x, dh, dc = xs[0], normal(99, B, C, M, N), normal(100, B, C, M, N)
    arrays = {"x": x, "h_prev": h_prev, "c_prev": c_prev, **p._asdict()}

    def loss() -> float:
        h, c, _ = convlstm_peephole.step(x, h_prev, c_prev, p)
        return float((dh * h).sum() + (dc * c).sum())

    _, _, cache = convlstm_peephole.step(x, h_prev, c_prev, p)
    ours = convlstm_peephole.step_backward(dh, dc, cache, p)._asdict()["d" + name]
    assert ours.shape == arrays[name].shape
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


def test_without_peepholes_it_is_the_other_cell_and_with_them_it_is_not():
    p, given = params(), inputs()
    plain = over_time.forward(convlstm.CELL, given[0], convlstm.State(*given[1:]), convlstm.Params(*p[:3])).states.h
    assert_array_equal(run(p._replace(V=0 * p.V), *given).states.h, plain)
    assert np.abs(run(p, *given).states.h - plain).max() > 0.05


def test_wrong_shapes_name_the_array():
    p, (xs, h0, c0) = params(), inputs()
    _, _, cache = convlstm_peephole.step(xs[0], h0, c0, p)
    with pytest.raises(ValueError, match=rf"^V has shape \({C},\), expected \({3 * C},\)$"):
        convlstm_peephole.step(xs[0], h0, c0, p._replace(V=p.V[:C]))
    with pytest.raises(ValueError, match=rf"^x has shape \({B}, {C}, {M}, {N}\), expected \(B, {C_IN}, M, N\)$"):
        convlstm_peephole.step(h0, h0, c0, p)
    with pytest.raises(ValueError, match=rf"^dh has shape \({B}, {C_IN}, {M}, {N}\), expected"):
        convlstm_peephole.step_backward(xs[0], c0, cache, p)
