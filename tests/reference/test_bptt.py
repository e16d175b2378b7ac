"""The LSTM over a sequence against three libraries, centred differences, and PyTorch with its graph cut."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import bptt, lstm
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import keras_lstm, onnx_lstm, tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal


def inputs():
    return normal(30, T, B, D), normal(31, B, H), normal(32, B, H)


def upstream():
    return normal(33, T, B, H), normal(34, B, H)


def weight_gradients(module: torch.nn.LSTM) -> tuple[torch.Tensor, ...]:
    return module.weight_ih_l0.grad, module.weight_hh_l0.grad, module.bias_ih_l0.grad


def assert_same(ours: bptt.Grads, theirs, tolerance: float = 1e-12):
    for name, mine, other in zip(ours._fields, ours, theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=tolerance, err_msg=name)


def test_values_agree_with_pytorch():
    p, (xs, h0, c0) = lstm_params(), inputs()
    hs, cs, caches = bptt.forward(xs, h0, c0, p)
    hs_torch, (h, c) = torch_lstm(p)(tensor(xs), (tensor(h0[None]), tensor(c0[None])))
    assert_allclose(hs, hs_torch.detach(), rtol=0, atol=1e-14)
    assert_allclose(hs[-1], h[0].detach(), rtol=0, atol=1e-14)
    assert_allclose(cs[-1], c[0].detach(), rtol=0, atol=1e-14)
    assert_array_equal(cs, [cache.c for cache in caches])


def test_values_agree_with_keras_whose_blocks_are_i_f_c_o():
    p, given = lstm_params(), inputs()
    hs, cs, _ = bptt.forward(*given, p)
    for ours, theirs in zip((hs, hs[-1], cs[-1]), keras_lstm(p, *given), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=1e-13)


def test_values_agree_with_onnx_whose_blocks_are_i_o_f_c():
    p, given = lstm_params(), inputs()
    hs, cs, _ = bptt.forward(*given, p)
    for ours, theirs in zip((hs, hs[-1], cs[-1]), onnx_lstm(p, *given), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=2e-6)


def test_gradients_agree_with_pytorch():
    p, given, (dhs, dc_T) = lstm_params(), inputs(), upstream()
    _, _, caches = bptt.forward(*given, p)
    module, xs, h0, c0 = torch_lstm(p), *map(tensor, given)
    hs, (_, c) = module(xs, (h0[None], c0[None]))
    torch.autograd.backward((hs, c[0]), (torch.tensor(dhs), torch.tensor(dc_T)))
    theirs = xs.grad, h0.grad, c0.grad, *weight_gradients(module)
    assert_same(bptt.backward(dhs, caches, p, dc_T), theirs)


@pytest.mark.parametrize("name", ["xs", "h0", "c0", "W", "U", "b"])
def test_gradient_agrees_with_centred_differences(name):
    p, (xs, h0, c0), (dhs, dc_T) = lstm_params(), inputs(), upstream()
    arrays = {"xs": xs, "h0": h0, "c0": c0, **p._asdict()}

    def loss() -> float:
        hs, cs, _ = bptt.forward(xs, h0, c0, p)
        return float((dhs * hs).sum() + (dc_T * cs[-1]).sum())

    _, _, caches = bptt.forward(xs, h0, c0, p)
    ours = bptt.backward(dhs, caches, p, dc_T)._asdict()["d" + name]
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


def test_without_dc_T_the_last_cell_gets_nothing_directly():
    p, (dhs, _) = lstm_params(), upstream()
    _, _, caches = bptt.forward(*inputs(), p)
    assert_same(bptt.backward(dhs, caches, p), bptt.backward(dhs, caches, p, np.zeros((B, H))), tolerance=0)


def test_one_step_is_the_step():
    p, (xs, h0, c0), (dhs, dc_T) = lstm_params(), inputs(), upstream()
    hs, _, caches = bptt.forward(xs[:1], h0, c0, p)
    h, _, cache = lstm.step(xs[0], h0, c0, p)
    assert_array_equal(hs[0], h)
    grads, step = bptt.backward(dhs[:1], caches, p, dc_T), lstm.step_backward(dhs[0], dc_T, cache, p)
    assert_same(grads._replace(dxs=grads.dxs[0]), step, tolerance=0)


def test_state_gradients_agree_with_pytorch():
    p, (xs, h0, c0), (dhs, dc_T) = lstm_params(), inputs(), upstream()
    _, _, caches = bptt.forward(xs, h0, c0, p)
    to_h, to_c = bptt.state_gradients(dhs, caches, p, dc_T)

    cell = torch_lstm(p, torch.nn.LSTMCell)
    h, c = tensor(h0), tensor(c0)
    states = [(h, c)]
    for x in xs:
        h, c = cell(torch.tensor(x), (h, c))
        h.retain_grad()
        c.retain_grad()
        states.append((h, c))
    loss = sum((torch.tensor(dh) * h).sum() for dh, (h, _) in zip(dhs, states[1:], strict=True))
    (loss + (torch.tensor(dc_T) * c).sum()).backward()
    assert_allclose(to_h, [h.grad for h, _ in states], rtol=0, atol=1e-12)
    assert_allclose(to_c, [c.grad for _, c in states], rtol=0, atol=1e-12)


def torch_windows(p, given, dhs, dc_T, windows):
    """PyTorch's gradients when the losses of steps new … end-1 go back to step start only, summed over windows."""
    module, xs, h0, c0 = torch_lstm(p), *map(tensor, given)
    for start, new, end in windows:
        state = (h0[None], c0[None])
        if start:
            _, state = module(xs[:start], state)
            state = tuple(part.detach() for part in state)  # values go on, the gradient does not
        hs, (_, c) = module(xs[start:end], state)
        loss = (torch.tensor(dhs[new:end]) * hs[new - start :]).sum()
        if end == T:
            loss = loss + (torch.tensor(dc_T) * c[0]).sum()
        loss.backward()
    return xs.grad, h0.grad, c0.grad, *weight_gradients(module)


@pytest.mark.parametrize("k", range(1, T + 1))
def test_truncated_gradients_agree_with_pytorch_detached_every_k_steps(k):
    p, given, (dhs, dc_T) = lstm_params(), inputs(), upstream()
    _, _, caches = bptt.forward(*given, p)
    windows = [(start, start, min(start + k, T)) for start in range(0, T, k)]
    ours = bptt.truncated_backward(dhs, caches, p, k, dc_T=dc_T)
    assert_same(ours, torch_windows(p, given, dhs, dc_T, windows))


@pytest.mark.parametrize(("k", "every"), [(2, 1), (3, 1), (3, 2), (4, 3)])
def test_truncated_gradients_agree_with_pytorch_in_overlapping_windows(k, every):
    p, given, (dhs, dc_T) = lstm_params(), inputs(), upstream()
    _, _, caches = bptt.forward(*given, p)
    windows = [(max(0, new + every - k), new, min(new + every, T)) for new in range(0, T, every)]
    ours = bptt.truncated_backward(dhs, caches, p, k, every, dc_T)
    assert_same(ours, torch_windows(p, given, dhs, dc_T, windows))


@pytest.mark.parametrize("every", [None, 1, 2, T])
def test_truncation_beyond_the_length_is_no_truncation(every):
    p, (dhs, dc_T) = lstm_params(), upstream()
    _, _, caches = bptt.forward(*inputs(), p)
    ours = bptt.truncated_backward(dhs, caches, p, T + 1, every, dc_T)
    assert_same(ours, bptt.backward(dhs, caches, p, dc_T))


def test_no_gradient_crosses_a_cut():
    p, (dhs, _) = lstm_params(), upstream()
    _, _, caches = bptt.forward(*inputs(), p)
    dhs[:-1] = 0.0  # a loss at the end alone
    grads = bptt.truncated_backward(dhs, caches, p, k=2)
    assert_array_equal(grads.dxs[:4], 0.0)  # steps 1 to 4 lie before the cut at step 4
    assert_array_equal(grads.dh0, 0.0)
    assert np.all(grads.dxs[4] != 0.0)


@pytest.mark.parametrize(("k", "every"), [(0, None), (-1, None), (2, 3), (2, 0)])
def test_truncation_wants_every_between_one_and_k(k, every):
    p, (dhs, _) = lstm_params(), upstream()
    _, _, caches = bptt.forward(*inputs(), p)
    with pytest.raises(ValueError, match="expected 1 <= every <= k"):
        bptt.truncated_backward(dhs, caches, p, k, every)


@pytest.mark.parametrize("backward", [bptt.backward, bptt.state_gradients])
def test_nothing_given_is_changed(backward):
    p, given, (dhs, dc_T) = lstm_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs, dc_T)]
    _, _, caches = bptt.forward(*given, p)
    backward(dhs, caches, p, dc_T)
    for now, then in zip((*p, *given, dhs, dc_T), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, (xs, h0, c0), (dhs, dc_T) = lstm_params(), inputs(), upstream()
    _, _, caches = bptt.forward(xs, h0, c0, p)
    wrong = {
        rf"xs has shape \({T}, {D}\), expected \(T, B, {D}\)": lambda: bptt.forward(xs[:, 0], h0, c0, p),
        r"xs has 0 steps, expected at least 1": lambda: bptt.forward(xs[:0], h0, c0, p),
        rf"h_prev has shape \({H},\), expected \({B}, {H}\)": lambda: bptt.forward(xs, h0[0], c0, p),
        rf"dhs has shape \({B}, {H}\), expected \(T, {B}, {H}\)": lambda: bptt.backward(dhs[0], caches, p),
        rf"dhs has {T - 1} steps, expected {T}, as many as caches": lambda: bptt.backward(dhs[1:], caches, p),
        rf"dc_T has shape \({H},\), expected \({B}, {H}\)": lambda: bptt.backward(dhs, caches, p, dc_T[0]),
        "caches has 0 steps, expected at least 1": lambda: bptt.backward(dhs[:0], [], p),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()


@pytest.mark.parametrize(
    "backward", [bptt.backward, bptt.state_gradients, lambda *given: bptt.truncated_backward(*given, k=2)]
)
def test_every_backward_checks_what_it_is_given(backward):
    p, (dhs, _) = lstm_params(), upstream()
    _, _, caches = bptt.forward(*inputs(), p)
    with pytest.raises(ValueError, match=rf"^dhs has {T - 1} steps, expected {T}, as many as caches$"):
        backward(dhs[1:], caches, p)
    with pytest.raises(ValueError, match=rf"^dhs has shape \({T}, 1, {H}\), expected \(T, {B}, {H}\)$"):
        backward(dhs[:, :1], caches, p)


def test_whole_numbers_are_taken_for_real_ones():
    """An example worked by hand may well be written in integers."""
    p = lstm.Params(np.array([[1], [0], [2], [1]]), np.array([[0], [1], [-1], [1]]), np.array([0, 1, 0, -1]))
    real = lstm.Params(*(array.astype(float) for array in p))
    xs, state, dhs = np.array([[[1]], [[-2]]]), np.array([[0]]), np.array([[[1]], [[1]]])
    _, _, caches = bptt.forward(xs, state, state, p)
    _, _, real_caches = bptt.forward(*(array.astype(float) for array in (xs, state, state)), real)
    for backward in (bptt.backward, lambda *given: bptt.truncated_backward(*given, k=1)):
        assert_same(backward(dhs, caches, p), backward(dhs.astype(float), real_caches, real), tolerance=0)
