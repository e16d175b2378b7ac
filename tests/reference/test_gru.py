"""The GRU in all four readings against three libraries, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import gru, rnn
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import keras_gru, onnx_gru, tensor, torch_gru
from tests.reference.samples import B, D, H, T, gru_params, normal

RESETS, UPDATES = ["after", "before"], ["keep", "replace"]
OPEN, SHUT = 1000.0, -1000.0  # pre-activations at which the sigmoid is 1 and 0 to the last bit


def inputs():
    return normal(50, T, B, D), normal(51, B, H)


def upstream():
    return normal(52, T, B, H)


def with_gates(p: gru.Params, r: float | None = None, z: float | None = None) -> gru.Params:
    """The same weights with a gate held at a pre-activation, whatever the cell reads."""
    W, U, b_W, b_U = (array.copy() for array in p)
    for rows, value in ((slice(0, H), r), (slice(H, 2 * H), z)):
        if value is not None:
            W[rows] = U[rows] = b_U[rows] = 0.0
            b_W[rows] = value
    return gru.Params(W, U, b_W, b_U)


def mirrored(p: gru.Params) -> gru.Params:
    """The same weights with z and 1 - z exchanged: σ(-a) = 1 - σ(a)."""
    signs = np.repeat([1.0, -1.0, 1.0], H)
    return gru.Params(signs[:, None] * p.W, signs[:, None] * p.U, signs * p.b_W, signs * p.b_U)


@pytest.mark.parametrize("update", UPDATES)
def test_values_agree_with_pytorch_which_resets_after(update):
    p, (xs, h0) = gru_params(), inputs()
    hs, _ = gru.forward(xs, h0, p, reset="after", update=update)
    module = torch_gru(p if update == "keep" else mirrored(p))
    assert_allclose(hs, module(tensor(xs), tensor(h0[None]))[0].detach(), rtol=0, atol=1e-14)


# Keras 3.15.1 multiplies float64 matrices in float32 (`ops.matmul`, backend torch) where PyTorch has no cell for it.
@pytest.mark.parametrize(("reset", "tolerance"), [("after", 1e-13), ("before", 2e-6)])
def test_values_agree_with_keras(reset, tolerance):
    p, given = gru_params(), inputs()
    hs, _ = gru.forward(*given, p, reset=reset)
    for ours, theirs in zip((hs, hs[-1]), keras_gru(p, *given, reset), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=tolerance)


@pytest.mark.parametrize("reset", RESETS)
def test_values_agree_with_onnx(reset):
    p, given = gru_params(), inputs()
    hs, _ = gru.forward(*given, p, reset=reset)
    for ours, theirs in zip((hs, hs[-1]), onnx_gru(p, *given, reset), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=2e-6)


def test_the_conventions_are_torchs_unless_told():
    p, given = gru_params(), inputs()
    assert_array_equal(gru.forward(*given, p)[0], gru.forward(*given, p, "after", "keep")[0])


def test_gradients_agree_with_pytorch():
    p, given, dhs = gru_params(), inputs(), upstream()
    _, caches = gru.forward(*given, p)
    module, xs, h0 = torch_gru(p), *map(tensor, given)
    module(xs, h0[None])[0].backward(torch.tensor(dhs))
    weights = module.weight_ih_l0, module.weight_hh_l0, module.bias_ih_l0, module.bias_hh_l0
    theirs = xs.grad, h0.grad, *(weight.grad for weight in weights)
    grads = gru.backward(dhs, caches, p)
    for name, ours, other in zip(grads._fields, grads, theirs, strict=True):
        assert_allclose(ours, other, rtol=0, atol=1e-12, err_msg=name)


def by_autograd(p: gru.Params, given, dhs, reset: str, update: str) -> list[torch.Tensor]:
    """The gradients of the four readings, written down once more in PyTorch, one block and one product at a time."""
    xs, h0, *weights = map(tensor, (*given, *p))
    (W_r, W_z, W_n), (U_r, U_z, U_n), (b_r, b_z, b_n), (a_r, a_z, a_n) = (array.chunk(3) for array in weights)
    linear, h, loss = torch.nn.functional.linear, h0, 0.0
    for x, dh in zip(xs, torch.tensor(dhs), strict=True):
        r = torch.sigmoid(linear(x, W_r, b_r) + linear(h, U_r, a_r))
        z = torch.sigmoid(linear(x, W_z, b_z) + linear(h, U_z, a_z))
        recurrent = r * linear(h, U_n, a_n) if reset == "after" else linear(r * h, U_n, a_n)
        n = torch.tanh(linear(x, W_n, b_n) + recurrent)
        h = torch.lerp(n, h, z) if update == "keep" else torch.lerp(h, n, z)
        loss = loss + (dh * h).sum()
    loss.backward()
    return [leaf.grad for leaf in (xs, h0, *weights)]


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("reset", RESETS)
def test_gradients_agree_with_autograd(reset, update):
    p, given, dhs = gru_params(), inputs(), upstream()
    _, caches = gru.forward(*given, p, reset, update)
    grads = gru.backward(dhs, caches, p)
    for name, ours, other in zip(grads._fields, grads, by_autograd(p, given, dhs, reset, update), strict=True):
        assert_allclose(ours, other, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("reset", RESETS)
@pytest.mark.parametrize("name", ["x", "h_prev", "W", "U", "b_W", "b_U"])
def test_gradient_of_a_step_agrees_with_centred_differences(name, reset, update):
    p, x, h_prev, dh = gru_params(), normal(53, B, D), normal(54, B, H), normal(55, B, H)
    arrays = {"x": x, "h_prev": h_prev, **p._asdict()}
    _, cache = gru.step(x, h_prev, p, reset, update)
    ours = gru.step_backward(dh, cache, p)._asdict()["d" + name]
    numeric = centred(lambda: float((dh * gru.step(x, h_prev, p, reset, update)[0]).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


@pytest.mark.parametrize("reset", RESETS)
@pytest.mark.parametrize("name", ["xs", "h0", "W", "U", "b_W", "b_U"])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name, reset):
    p, (xs, h0), dhs = gru_params(), inputs(), upstream()
    arrays = {"xs": xs, "h0": h0, **p._asdict()}
    _, caches = gru.forward(xs, h0, p, reset)
    ours = gru.backward(dhs, caches, p)._asdict()["d" + name]
    numeric = centred(lambda: float((dhs * gru.forward(xs, h0, p, reset)[0]).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


@pytest.mark.parametrize("reset", RESETS)
def test_the_two_updates_are_one_cell_with_z_mirrored(reset):
    p, given = gru_params(), inputs()
    keep, _ = gru.forward(*given, p, reset, "keep")
    replace, _ = gru.forward(*given, mirrored(p), reset, "replace")
    assert_allclose(keep, replace, rtol=0, atol=1e-15)


def test_the_two_resets_are_two_cells():
    p, given = gru_params(), inputs()
    after, before = (gru.forward(*given, p, reset)[0] for reset in RESETS)
    assert np.abs(after - before).max() > 0.05


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("reset", RESETS)
def test_open_reset_gate_and_no_old_state_make_a_tanh_rnn(reset, update):
    p, given = with_gates(gru_params(), r=OPEN, z=SHUT if update == "keep" else OPEN), inputs()
    hs, _ = gru.forward(*given, p, reset, update)
    simple = rnn.Params(p.W[2 * H :], p.U[2 * H :], p.b_W[2 * H :] + p.b_U[2 * H :])
    assert_allclose(hs, rnn.forward(*given, simple)[0], rtol=0, atol=1e-14)


def test_open_reset_gate_alone_does_not_make_a_tanh_rnn():
    p, given = with_gates(gru_params(), r=OPEN), inputs()
    simple = rnn.Params(p.W[2 * H :], p.U[2 * H :], p.b_W[2 * H :] + p.b_U[2 * H :])
    assert np.abs(gru.forward(*given, p)[0] - rnn.forward(*given, simple)[0]).max() > 0.1


@pytest.mark.parametrize(("update", "z"), [("keep", OPEN), ("replace", SHUT)])
@pytest.mark.parametrize("reset", RESETS)
def test_update_gate_can_carry_the_state_exactly(reset, update, z):
    p, (xs, h0) = with_gates(gru_params(), z=z), inputs()
    hs, _ = gru.forward(xs, h0, p, reset, update)
    assert_array_equal(hs[-1], h0)


@pytest.mark.parametrize(("reset", "kept"), [("after", 0.0), ("before", 1.0)])
def test_shut_reset_gate_drops_the_recurrent_bias_only_after_the_product(reset, kept):
    p, (xs, h0) = with_gates(gru_params(), r=SHUT, z=SHUT), inputs()
    hs, _ = gru.forward(xs, h0, p, reset)
    n = np.tanh(xs @ p.W[2 * H :].T + p.b_W[2 * H :] + kept * p.b_U[2 * H :])
    assert_allclose(hs, n, rtol=0, atol=1e-15)


@pytest.mark.parametrize("reset", RESETS)
def test_state_stays_inside_plus_and_minus_one_and_so_cannot_count(reset):
    xs, h0 = normal(56, 50, B, D), np.clip(normal(51, B, H), -1, 1)
    hs, _ = gru.forward(xs, h0, gru_params(scale=20.0), reset)
    assert np.all(np.abs(hs) <= 1.0)


def test_nothing_given_is_changed():
    p, given, dhs = gru_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs)]
    _, caches = gru.forward(*given, p)
    gru.backward(dhs, caches, p)
    for now, then in zip((*p, *given, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_and_names_are_refused():
    p, (xs, h0), dhs = gru_params(), inputs(), upstream()
    x, (_, caches) = xs[0], gru.forward(xs, h0, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: gru.step(h0, h0, p),
        rf"h_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: gru.step(x, x, p),
        rf"W has shape \({D}, {3 * H}\), expected \({3 * H}, D\)": lambda: gru.step(x, h0, p._replace(W=p.W.T)),
        rf"U has shape \({3 * H}, {D}\), expected \({3 * D}, {D}\)": lambda: gru.step(x, h0, p._replace(U=p.W)),
        rf"U has shape \({3 * H},\), expected \(3H, H\)": lambda: gru.step(x, h0, p._replace(U=p.b_W)),
        rf"b_W has shape \({H},\), expected \({3 * H},\)": lambda: gru.step(x, h0, p._replace(b_W=p.b_W[:H])),
        rf"b_U has shape \({H},\), expected \({3 * H},\)": lambda: gru.step(x, h0, p._replace(b_U=p.b_U[:H])),
        r"reset is 'inside', expected 'after' or 'before'": lambda: gru.step(x, h0, p, reset="inside"),
        r"update is 'z', expected 'keep' or 'replace'": lambda: gru.step(x, h0, p, update="z"),
        rf"dh has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: gru.step_backward(x, caches[0], p),
        rf"xs has shape \({T}, {D}\), expected \(T, B, {D}\)": lambda: gru.forward(xs[:, 0], h0, p),
        r"xs has 0 steps, expected at least 1": lambda: gru.forward(xs[:0], h0, p),
        rf"dhs has shape \({B}, {H}\), expected \(T, {B}, {H}\)": lambda: gru.backward(dhs[0], caches, p),
        rf"dhs has {T - 1} steps, expected {T}, as many as caches": lambda: gru.backward(dhs[1:], caches, p),
        r"caches has 0 steps, expected at least 1": lambda: gru.backward(dhs, [], p),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
