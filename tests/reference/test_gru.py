"""The GRU in both places of its reset gate against three libraries, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import gru, over_time, rnn
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import keras_gru, onnx_gru, tensor, torch_gru
from tests.reference.samples import B, D, H, T, gru_params, normal

BOTH = [gru.RESET_AFTER, gru.RESET_BEFORE]
OPEN, SHUT = 1000.0, -1000.0  # pre-activations at which the sigmoid is 1 and 0 to the last bit


def inputs():
    return normal(50, T, B, D), normal(51, B, H)


def upstream():
    return normal(52, T, B, H)


def run(cell: over_time.Cell, p: gru.Params, xs: np.ndarray, h0: np.ndarray) -> over_time.Run:
    return over_time.forward(cell, xs, gru.State(h0), p)


def flat(grads: over_time.Grads) -> dict[str, np.ndarray]:
    return {"xs": grads.dxs, "h0": grads.dstart.h, **grads.dp._asdict()}


def with_gates(p: gru.Params, r: float | None = None, z: float | None = None) -> gru.Params:
    """The same weights with a gate held at a pre-activation, whatever the cell reads."""
    W, U, b_W, b_U = (array.copy() for array in p)
    for rows, value in ((slice(0, H), r), (slice(H, 2 * H), z)):
        if value is not None:
            W[rows] = U[rows] = b_U[rows] = 0.0
            b_W[rows] = value
    return gru.Params(W, U, b_W, b_U)


def candidate_alone(p: gru.Params) -> rnn.Params:
    return rnn.Params(p.W[2 * H :], p.U[2 * H :], p.b_W[2 * H :] + p.b_U[2 * H :])


def test_values_agree_with_pytorch_which_resets_after():
    p, (xs, h0) = gru_params(), inputs()
    theirs = torch_gru(p)(tensor(xs), tensor(h0[None]))[0].detach()
    assert_allclose(run(gru.RESET_AFTER, p, xs, h0).states.h, theirs, rtol=0, atol=1e-14)


# Keras 3.15.1 multiplies float64 matrices in float32 (`ops.matmul`, backend torch) where PyTorch has no cell for it.
@pytest.mark.parametrize(
    ("cell", "reset_after", "tolerance"), [(gru.RESET_AFTER, True, 1e-13), (gru.RESET_BEFORE, False, 2e-6)]
)
def test_values_agree_with_keras(cell, reset_after, tolerance):
    p, given = gru_params(), inputs()
    hs = run(cell, p, *given).states.h
    for ours, theirs in zip((hs, hs[-1]), keras_gru(p, *given, reset_after), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=tolerance)


@pytest.mark.parametrize(("cell", "linear_before_reset"), [(gru.RESET_AFTER, 1), (gru.RESET_BEFORE, 0)])
def test_values_agree_with_onnx(cell, linear_before_reset):
    p, given = gru_params(), inputs()
    hs = run(cell, p, *given).states.h
    for ours, theirs in zip((hs, hs[-1]), onnx_gru(p, *given, linear_before_reset), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=2e-6)


def test_gradients_agree_with_pytorch():
    p, given, dhs = gru_params(), inputs(), upstream()
    module, xs, h0 = torch_gru(p), *map(tensor, given)
    module(xs, h0[None])[0].backward(torch.tensor(dhs))
    weights = module.weight_ih_l0, module.weight_hh_l0, module.bias_ih_l0, module.bias_hh_l0
    theirs = xs.grad, h0.grad, *(weight.grad for weight in weights)
    grads = over_time.backward(run(gru.RESET_AFTER, p, *given), dhs)
    for (name, ours), other in zip(flat(grads).items(), theirs, strict=True):
        assert_allclose(ours, other, rtol=0, atol=1e-12, err_msg=name)


def by_autograd(
    p: gru.Params, given: tuple, dhs: np.ndarray, reset_after: bool, z_keeps: bool
) -> tuple[np.ndarray, list[torch.Tensor]]:
    """Values and gradients, the cell written down once more in PyTorch, one block and one product at a time."""
    xs, h0, *weights = map(tensor, (*given, *p))
    (W_r, W_z, W_n), (U_r, U_z, U_n), (b_r, b_z, b_n), (a_r, a_z, a_n) = (array.chunk(3) for array in weights)
    linear, h, hs = torch.nn.functional.linear, h0, []
    for x in xs:
        r = torch.sigmoid(linear(x, W_r, b_r) + linear(h, U_r, a_r))
        z = torch.sigmoid(linear(x, W_z, b_z) + linear(h, U_z, a_z))
        recurrent = r * linear(h, U_n, a_n) if reset_after else linear(r * h, U_n, a_n)
        n = torch.tanh(linear(x, W_n, b_n) + recurrent)
        h = torch.lerp(n, h, z) if z_keeps else torch.lerp(h, n, z)
        hs.append(h)
    torch.stack(hs).backward(torch.tensor(dhs))
    return torch.stack(hs).detach(), [leaf.grad for leaf in (xs, h0, *weights)]


@pytest.mark.parametrize(("cell", "reset_after"), [(gru.RESET_AFTER, True), (gru.RESET_BEFORE, False)])
def test_gradients_agree_with_autograd(cell, reset_after):
    p, given, dhs = gru_params(), inputs(), upstream()
    grads = over_time.backward(run(cell, p, *given), dhs)
    _, theirs = by_autograd(p, given, dhs, reset_after, z_keeps=True)
    for (name, ours), other in zip(flat(grads).items(), theirs, strict=True):
        assert_allclose(ours, other, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("cell", BOTH)
@pytest.mark.parametrize("name", ["x", "h_prev", "W", "U", "b_W", "b_U"])
def test_gradient_of_a_step_agrees_with_centred_differences(name, cell):
    p, x, h_prev, dh = gru_params(), normal(53, B, D), normal(54, B, H), normal(55, B, H)
    arrays = {"x": x, "h_prev": h_prev, **p._asdict()}
    _, cache = cell.step(x, h_prev, p)
    ours = cell.step_backward(dh, cache, p)._asdict()["d" + name]
    numeric = centred(lambda: float((dh * cell.step(x, h_prev, p)[0]).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


@pytest.mark.parametrize("cell", BOTH)
@pytest.mark.parametrize("name", ["xs", "h0", "W", "U", "b_W", "b_U"])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name, cell):
    p, (xs, h0), dhs = gru_params(), inputs(), upstream()
    arrays = {"xs": xs, "h0": h0, **p._asdict()}
    ours = flat(over_time.backward(run(cell, p, xs, h0), dhs))[name]
    numeric = centred(lambda: float((dhs * run(cell, p, xs, h0).states.h).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


@pytest.mark.parametrize(("cell", "reset_after"), [(gru.RESET_AFTER, True), (gru.RESET_BEFORE, False)])
def test_negated_block_z_makes_the_cell_whose_z_weights_the_candidate(cell, reset_after):
    p, given, dhs = gru_params(), inputs(), upstream()
    ours = run(cell, gru.negate_z(p), *given)
    hs, theirs = by_autograd(p, given, dhs, reset_after, z_keeps=False)
    assert_allclose(ours.states.h, hs, rtol=0, atol=1e-14)
    grads = over_time.backward(ours, dhs)
    as_given = grads._replace(dp=gru.negate_z(grads.dp))
    for (name, mine), other in zip(flat(as_given).items(), theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-12, err_msg=name)


def test_negating_block_z_twice_changes_nothing():
    for once, again in zip(gru_params(), gru.negate_z(gru.negate_z(gru_params())), strict=True):
        assert_array_equal(once, again)


def test_the_two_resets_are_two_cells():
    after, before = (run(cell, gru_params(), *inputs()).states.h for cell in BOTH)
    assert np.abs(after - before).max() > 0.05


@pytest.mark.parametrize("cell", BOTH)
def test_open_reset_gate_and_no_old_state_make_a_tanh_rnn(cell):
    p, given = with_gates(gru_params(), r=OPEN, z=SHUT), inputs()
    assert_allclose(run(cell, p, *given).states.h, rnn.forward(*given, candidate_alone(p))[0], rtol=0, atol=1e-14)


@pytest.mark.parametrize("cell", BOTH)
def test_open_reset_gate_alone_does_not_make_a_tanh_rnn(cell):
    p, given = with_gates(gru_params(), r=OPEN), inputs()
    assert np.abs(run(cell, p, *given).states.h - rnn.forward(*given, candidate_alone(p))[0]).max() > 0.1


@pytest.mark.parametrize("cell", BOTH)
def test_update_gate_can_carry_the_state_exactly(cell):
    xs, h0 = inputs()
    assert_array_equal(run(cell, with_gates(gru_params(), z=OPEN), xs, h0).states.h[-1], h0)


@pytest.mark.parametrize("cell", BOTH)
def test_update_gate_can_carry_the_gradient_exactly(cell):
    p, (xs, h0), dhs = with_gates(gru_params(), z=OPEN), inputs(), upstream()
    grads = over_time.backward(run(cell, p, xs, h0), dhs)
    assert_allclose(grads.dstart.h, dhs.sum(axis=0), rtol=0, atol=1e-14)


@pytest.mark.parametrize(("cell", "kept"), [(gru.RESET_AFTER, 0.0), (gru.RESET_BEFORE, 1.0)])
def test_shut_reset_gate_drops_the_recurrent_bias_only_after_the_product(cell, kept):
    p, (xs, h0) = with_gates(gru_params(), r=SHUT, z=SHUT), inputs()
    n = np.tanh(xs @ p.W[2 * H :].T + p.b_W[2 * H :] + kept * p.b_U[2 * H :])
    assert_allclose(run(cell, p, xs, h0).states.h, n, rtol=0, atol=1e-15)


@pytest.mark.parametrize("cell", BOTH)
def test_state_stays_inside_plus_and_minus_one_and_so_cannot_count(cell):
    xs, h0 = normal(56, 50, B, D), np.clip(normal(51, B, H), -1, 1)
    assert np.all(np.abs(run(cell, gru_params(scale=20.0), xs, h0).states.h) <= 1.0)


@pytest.mark.parametrize("cell", BOTH)
def test_nothing_given_is_changed(cell):
    p, given, dhs = gru_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs)]
    over_time.backward(run(cell, p, *given), dhs)
    gru.negate_z(p)
    for now, then in zip((*p, *given, dhs), before, strict=True):
        assert_array_equal(now, then)


@pytest.mark.parametrize("cell", BOTH)
def test_wrong_shapes_name_the_array(cell):
    p, (xs, h0) = gru_params(), inputs()
    x, step = xs[0], cell.step
    _, cache = step(x, h0, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: step(h0, h0, p),
        rf"h_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step(x, x, p),
        rf"W has shape \({D}, {3 * H}\), expected \({3 * H}, D\)": lambda: step(x, h0, p._replace(W=p.W.T)),
        rf"U has shape \({3 * H}, {D}\), expected \({3 * D}, {D}\)": lambda: step(x, h0, p._replace(U=p.W)),
        rf"U has shape \({3 * H},\), expected \(3H, H\)": lambda: step(x, h0, p._replace(U=p.b_W)),
        rf"b_W has shape \({H},\), expected \({3 * H},\)": lambda: step(x, h0, p._replace(b_W=p.b_W[:H])),
        rf"b_U has shape \({H},\), expected \({3 * H},\)": lambda: step(x, h0, p._replace(b_U=p.b_U[:H])),
        rf"dh has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: cell.step_backward(x, cache, p),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()


def test_the_cache_of_one_reset_is_no_use_to_the_other():
    p, (xs, h0), dh = gru_params(), inputs(), normal(55, B, H)
    for forth, back in (BOTH, BOTH[::-1]):
        _, cache = forth.step(xs[0], h0, p)
        with pytest.raises(ValueError, match="values to unpack"):
            back.step_backward(dh, cache, p)
