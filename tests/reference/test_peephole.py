"""The LSTM with peepholes against ONNX Runtime, PyTorch's autograd, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import lstm, over_time, params, peephole
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, HiddenAndCell, flat
from tests.reference.oracles import blocks, run_onnx, tensor
from tests.reference.samples import B, D, H, T, lstm_params, normal

SHUT = -1000.0  # a pre-activation at which the sigmoid is 0 to the last bit


def peephole_params() -> peephole.Params:
    return peephole.Params(*lstm_params(), *(normal(205 + k, H) for k in range(3)))


def without(p: peephole.Params, *names: str) -> peephole.Params:
    """The same weights with these peepholes at 0."""
    return p._replace(**dict.fromkeys(names, np.zeros(H)))


def inputs():
    return normal(200, T, B, D), normal(201, B, H), normal(202, B, H)


def upstream():
    return normal(203, T, B, H)


def run(p: peephole.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> over_time.Run:
    return over_time.forward(peephole.CELL, xs, peephole.State(h0, c0), p)


def in_onnx(p: peephole.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> list[np.ndarray]:
    """[hs (T, B, H), h, c] of ONNX's operator, whose peepholes stand in the order i, o, f."""
    W, U, b = (blocks(array, [0, 3, 1, 2]) for array in p[:3])
    biases, P = np.concatenate([0.25 * b, 0.75 * b]), np.concatenate([p.p_i, p.p_o, p.p_f])
    return run_onnx("LSTM", {"X": xs, "W": W, "R": U, "B": biases, "h": h0, "c": c0, "P": P}, H)


def test_values_agree_with_onnx():
    p, given = peephole_params(), inputs()
    hs, cs = run(p, *given).states
    for ours, theirs in zip((hs, hs[-1], cs[-1]), in_onnx(p, *given), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=2e-6)


def test_gradients_agree_with_autograd():
    """The cell once more in PyTorch, with its peepholes as diagonal matrices on the state."""
    p, dhs = peephole_params(), upstream()
    xs, h0, c0, *weights = map(tensor, (*inputs(), *p))
    W, U, b, p_i, p_f, p_o = weights
    h, c, hs = h0, c0, []
    for x in xs:
        z_i, z_f, z_g, z_o = torch.nn.functional.linear(torch.cat([x, h], 1), torch.cat([W, U], 1), b).chunk(4, 1)
        i, f = torch.sigmoid(z_i + c @ p_i.diag()), torch.sigmoid(z_f + c @ p_f.diag())
        c = torch.addcmul(f * c, i, z_g.tanh())
        h = torch.sigmoid(z_o + c @ p_o.diag()) * c.tanh()
        hs.append(h)
    torch.stack(hs).backward(torch.tensor(dhs))
    grads = over_time.backward(run(p, *inputs()), dhs)
    for (name, ours), leaf in zip(flat(grads).items(), (xs, h0, c0, *weights), strict=True):
        assert_allclose(ours, leaf.grad, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("name", ["x", "h_prev", "c_prev", *peephole.Params._fields])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, (xs, h0, c0), (dh, dc) = peephole_params(), inputs(), (normal(203, B, H), normal(204, B, H))
    arrays = {"x": xs[0], "h_prev": h0, "c_prev": c0, **p._asdict()}

    def loss() -> float:
        h, c, _ = peephole.step(xs[0], h0, c0, p)
        return float((dh * h).sum() + (dc * c).sum())

    ours = peephole.step_backward(dh, dc, peephole.step(xs[0], h0, c0, p)[2], p)._asdict()["d" + name]
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


@pytest.mark.parametrize("name", ["xs", "h", "c", *peephole.Params._fields])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, (xs, h0, c0), dhs = peephole_params(), inputs(), upstream()
    arrays = {"xs": xs, "h": h0, "c": c0, **p._asdict()}
    ours = flat(over_time.backward(run(p, xs, h0, c0), dhs))[name]
    numeric = centred(lambda: float((dhs * run(p, xs, h0, c0).states.h).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


def test_without_its_peepholes_it_is_the_lstm():
    p, (xs, h0, c0), dhs = without(peephole_params(), "p_i", "p_f", "p_o"), inputs(), upstream()
    plain = over_time.forward(LSTM, xs, HiddenAndCell(h0, c0), lstm.Params(*p[:3]))
    ours = run(p, xs, h0, c0)
    for mine, other in zip(ours.states, plain.states, strict=True):
        assert_array_equal(mine, other)
    grads, theirs = flat(over_time.backward(ours, dhs)), flat(over_time.backward(plain, dhs))
    for name, other in theirs.items():
        assert_allclose(grads[name], other, rtol=0, atol=1e-14, err_msg=name)


@pytest.mark.parametrize(("kept", "seen"), [("p_i", True), ("p_f", True), ("p_o", False), (None, False)])
def test_behind_a_shut_output_gate_only_the_peepholes_of_i_and_f_see_the_cell(kept, seen):
    """h is 0, so without them every write and every factor is the same whatever the cell holds."""
    p, (xs, _, c0) = peephole_params(), inputs()
    b = p.b.copy()
    b[3 * H :] = SHUT
    p = without(p, *({"p_i", "p_f", "p_o"} - {kept}))._replace(W=np.vstack([p.W[: 3 * H], 0 * p.W[3 * H :]]), b=b)
    h0 = np.zeros((B, H))
    gates = [peephole.step(xs[0], h0, c, p)[2] for c in (c0, -c0)]
    changed = any(np.abs(getattr(gates[0], name) - getattr(gates[1], name)).max() > 0.01 for name in "ifg")
    assert changed == seen


def test_the_output_gate_sees_the_new_cell_state():
    p, (xs, h0, c0) = peephole_params(), inputs()
    _, c, cache = peephole.step(xs[0], h0, c0, p)
    from_x_and_h = (xs[0] @ p.W.T + h0 @ p.U.T + p.b)[:, 3 * H :]
    assert_allclose(np.log(cache.o / (1 - cache.o)) - from_x_and_h, p.p_o * c, rtol=0, atol=1e-12)


def test_peepholes_are_three_numbers_per_unit():
    p = peephole_params()
    assert sum(array.size for array in p) == params.lstm(D, H, peepholes=True) == params.lstm(D, H) + 3 * H


def test_nothing_given_is_changed():
    p, given, dhs = peephole_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs)]
    over_time.backward(run(p, *given), dhs)
    for now, then in zip((*p, *given, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, (xs, h0, c0) = peephole_params(), inputs()
    x, step = xs[0], peephole.step
    _, _, cache = step(x, h0, c0, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: step(c0, h0, c0, p),
        rf"h_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step(x, x, c0, p),
        rf"c_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step(x, h0, x, p),
        rf"dh has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: peephole.step_backward(x, c0, cache, p),
        rf"dc has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: peephole.step_backward(h0, x, cache, p),
        rf"p_f has shape \({D},\), expected \({H},\)": lambda: step(x, h0, c0, p._replace(p_f=x[0])),
        rf"W has shape \({D}, {4 * H}\), expected \({4 * H}, D\)": lambda: step(x, h0, c0, p._replace(W=p.W.T)),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
