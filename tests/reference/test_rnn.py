"""The simple RNN against PyTorch and ONNX Runtime, centred differences, and in limits where its answer is known."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import rnn
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import onnx_rnn, tensor, torch_rnn
from tests.reference.samples import B, D, H, T, normal, rnn_params


def inputs():
    return normal(40, T, B, D), normal(41, B, H)


def upstream():
    return normal(42, T, B, H)


def test_values_agree_with_pytorch():
    p, (xs, h0) = rnn_params(), inputs()
    hs, _ = rnn.forward(xs, h0, p)
    assert_allclose(hs, torch_rnn(p)(tensor(xs), tensor(h0[None]))[0].detach(), rtol=0, atol=1e-14)


def test_values_agree_with_onnx():
    p, given = rnn_params(), inputs()
    hs, _ = rnn.forward(*given, p)
    for ours, theirs in zip((hs, hs[-1]), onnx_rnn(p, *given), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=2e-6)


def test_gradients_agree_with_pytorch():
    p, given, dhs = rnn_params(), inputs(), upstream()
    _, caches = rnn.forward(*given, p)
    module, xs, h0 = torch_rnn(p), *map(tensor, given)
    module(xs, h0[None])[0].backward(torch.tensor(dhs))
    theirs = xs.grad, h0.grad, module.weight_ih_l0.grad, module.weight_hh_l0.grad, module.bias_ih_l0.grad
    grads = rnn.backward(dhs, caches, p)
    for name, ours, other in zip(grads._fields, grads, theirs, strict=True):
        assert_allclose(ours, other, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("name", ["x", "h_prev", "W", "U", "b"])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, x, h_prev, dh = rnn_params(), normal(43, B, D), normal(44, B, H), normal(45, B, H)
    arrays = {"x": x, "h_prev": h_prev, **p._asdict()}
    _, cache = rnn.step(x, h_prev, p)
    ours = rnn.step_backward(dh, cache, p)._asdict()["d" + name]
    numeric = centred(lambda: float((dh * rnn.step(x, h_prev, p)[0]).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


@pytest.mark.parametrize("name", ["xs", "h0", "W", "U", "b"])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, (xs, h0), dhs = rnn_params(), inputs(), upstream()
    arrays = {"xs": xs, "h0": h0, **p._asdict()}
    _, caches = rnn.forward(xs, h0, p)
    ours = rnn.backward(dhs, caches, p)._asdict()["d" + name]
    numeric = centred(lambda: float((dhs * rnn.forward(xs, h0, p)[0]).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


def test_without_U_there_is_no_memory():
    p, (xs, h0) = rnn_params()._replace(U=np.zeros((H, H))), inputs()
    hs, _ = rnn.forward(xs, h0, p)
    assert_allclose(hs, np.tanh(xs @ p.W.T + p.b), rtol=0, atol=1e-15)


def test_stays_inside_plus_and_minus_one():
    hs, _ = rnn.forward(*inputs(), rnn_params(scale=50.0))
    assert np.all(np.abs(hs) <= 1.0)


def test_nothing_given_is_changed():
    p, given, dhs = rnn_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs)]
    _, caches = rnn.forward(*given, p)
    rnn.backward(dhs, caches, p)
    for now, then in zip((*p, *given, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, (xs, h0), dhs = rnn_params(), inputs(), upstream()
    _, caches = rnn.forward(xs, h0, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: rnn.step(h0, h0, p),
        rf"h_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: rnn.step(xs[0], xs[0], p),
        rf"W has shape \({D}, {H}\), expected \({H}, D\)": lambda: rnn.step(xs[0], h0, p._replace(W=p.W.T)),
        rf"U has shape \({H}, {D}\), expected \({D}, {D}\)": lambda: rnn.step(xs[0], h0, p._replace(U=p.W)),
        rf"U has shape \({H},\), expected \(H, H\)": lambda: rnn.step(xs[0], h0, p._replace(U=p.b)),
        rf"b has shape \({H}, 1\), expected \({H},\)": lambda: rnn.step(xs[0], h0, p._replace(b=p.b[:, None])),
        rf"dh has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: rnn.step_backward(xs[0], caches[0], p),
        rf"xs has shape \({T}, {D}\), expected \(T, B, {D}\)": lambda: rnn.forward(xs[:, 0], h0, p),
        r"xs has 0 steps, expected at least 1": lambda: rnn.forward(xs[:0], h0, p),
        rf"dhs has shape \({B}, {H}\), expected \(T, {B}, {H}\)": lambda: rnn.backward(dhs[0], caches, p),
        rf"dhs has {T - 1} steps, expected {T}, as many as caches": lambda: rnn.backward(dhs[1:], caches, p),
        r"caches has 0 steps, expected at least 1": lambda: rnn.backward(dhs, [], p),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
