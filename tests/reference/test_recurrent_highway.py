"""The recurrent highway step against PyTorch, centred differences, the GRU that it is at depth 1, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import gru, highway, over_time
from scripts.reference import recurrent_highway as rhn
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor, torch_gru
from tests.reference.samples import B, D, H, T, normal

L = 2
OPEN, SHUT = 1000.0, -1000.0


def params(layers: int = L, scale: float = 0.6) -> rhn.Params:
    return rhn.Params(
        normal(82, 2 * H, D, scale=scale),
        normal(83, layers, 2 * H, H, scale=scale),
        normal(84, layers, 2 * H, scale=scale),
    )


def inputs():
    return normal(85, T, B, D), normal(86, B, H)


def run(p: rhn.Params) -> over_time.Run:
    xs, s0 = inputs()
    return over_time.forward(rhn.CELL, xs, rhn.State(s0), p)


def flat(grads: over_time.Grads) -> dict[str, np.ndarray]:
    return {"xs": grads.dxs, "s0": grads.dstart.s, **grads.dp._asdict()}


def gates_at(p: rhn.Params, value: float) -> rhn.Params:
    W, R, b = (array.copy() for array in p)
    W[H:], R[:, H:], b[:, H:] = 0.0, 0.0, value
    return rhn.Params(W, R, b)


@pytest.mark.parametrize("layers", [1, L, 7])
def test_values_and_gradients_agree_with_autograd(layers):
    p, dss = params(layers), normal(87, T, B, H)
    ours = run(p)
    xs, s, W, R, b = (tensor(array) for array in (*inputs(), *p))
    leaves, outputs = (xs, s, W, R, b), []
    for x in xs:
        for l in range(layers):
            a = torch.nn.functional.linear(s, R[l], b[l]) + (x @ W.T if l == 0 else 0)
            h, t = a.chunk(2, dim=1)
            s = torch.lerp(s, h.tanh(), t.sigmoid())
        outputs.append(s)
    torch.stack(outputs).backward(torch.tensor(dss))
    assert_allclose(ours.states.s, torch.stack(outputs).detach(), rtol=0, atol=1e-14)
    for (name, mine), leaf in zip(flat(over_time.backward(ours, dss)).items(), leaves, strict=True):
        assert_allclose(mine, leaf.grad, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("name", ["x", "s_prev", "W", "R", "b"])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, x, s_prev, ds = params(), normal(88, B, D), normal(89, B, H), normal(90, B, H)
    arrays = {"x": x, "s_prev": s_prev, **p._asdict()}
    _, cache = rhn.step(x, s_prev, p)
    ours = rhn.step_backward(ds, cache, p)._asdict()["d" + name]
    numeric = centred(lambda: float((ds * rhn.step(x, s_prev, p)[0]).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


@pytest.mark.parametrize("name", ["xs", "s0", "W", "R", "b"])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, (xs, s0), dss = params(), inputs(), normal(87, T, B, H)
    arrays = {"xs": xs, "s0": s0, **p._asdict()}

    def again() -> over_time.Run:
        return over_time.forward(rhn.CELL, xs, rhn.State(s0), p)

    numeric = centred(lambda: float((dss * again().states.s).sum()), arrays[name])
    assert relative_error(flat(over_time.backward(again(), dss))[name], numeric) < 1e-6


def as_gru(p: rhn.Params) -> gru.Params:
    """Depth 1 as a GRU: the reset gate open, and 1 - t for its update gate, which keeps."""
    W, R, b = p.W, p.R[0], p.b[0]
    none = np.zeros
    return gru.Params(
        np.concatenate([none((H, D)), -W[H:], W[:H]]),
        np.concatenate([none((H, H)), -R[H:], R[:H]]),
        np.concatenate([np.full(H, OPEN), -b[H:], b[:H]]),
        none(3 * H),
    )


def test_depth_one_is_pytorchs_gru_with_an_open_reset_gate():
    p, (xs, s0) = params(1), inputs()
    theirs = torch_gru(as_gru(p))(tensor(xs), tensor(s0[None]))[0].detach()
    assert_allclose(run(p).states.s, theirs, rtol=0, atol=1e-14)


def test_from_the_second_layer_on_a_layer_is_a_highway_layer():
    p, x, s_prev = params(3), normal(88, B, D), normal(89, B, H)
    s, _ = rhn.step(x, s_prev, p._replace(R=p.R[:1], b=p.b[:1]))
    upper = [highway.Params(R[:H], R[H:], b[:H], b[H:]) for R, b in zip(p.R[1:], p.b[1:], strict=True)]
    assert_allclose(rhn.step(x, s_prev, p)[0], highway.stack(highway.HIGHWAY, s, upper)[0], rtol=0, atol=1e-15)


def test_shut_gates_carry_the_state_and_its_gradient_exactly():
    ours, dss = run(gates_at(params(), SHUT)), normal(87, T, B, H)
    assert_array_equal(ours.states.s[-1], inputs()[1])
    assert_allclose(over_time.backward(ours, dss).dstart.s, dss.sum(axis=0), rtol=0, atol=1e-14)


def test_open_gates_forget_the_state_but_for_what_the_matrices_read():
    p = gates_at(params(), OPEN)
    x, s = inputs()[0][0], inputs()[1]
    for l in range(L):
        s = np.tanh(s @ p.R[l, :H].T + p.b[l, :H] + (x @ p.W[:H].T if l == 0 else 0.0))
    assert_allclose(run(p).states.s[0], s, rtol=0, atol=1e-15)


def test_the_state_stays_inside_plus_and_minus_one():
    xs, s0 = normal(85, 50, B, D), np.clip(normal(86, B, H), -1, 1)
    made = over_time.forward(rhn.CELL, xs, rhn.State(s0), params(scale=20.0))
    assert np.all(np.abs(made.states.s) <= 1.0)


def test_nothing_given_is_changed():
    p, (x, s), ds = params(), (normal(88, B, D), normal(89, B, H)), normal(90, B, H)
    before = [array.copy() for array in (*p, x, s, ds)]
    rhn.step_backward(ds, rhn.step(x, s, p)[1], p)
    for now, then in zip((*p, x, s, ds), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, x, s = params(), normal(88, B, D), normal(89, B, H)
    _, cache = rhn.step(x, s, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: rhn.step(s, s, p),
        rf"s_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: rhn.step(x, x, p),
        rf"R has shape \({2 * H}, {H}\), expected \(L, 2H, H\)": lambda: rhn.step(x, s, p._replace(R=p.R[0])),
        rf"R has shape \({L}, {H}, {H}\), expected \({L}, {2 * H}, {H}\)": lambda: rhn.step(
            x, s, p._replace(R=p.R[:, :H])
        ),
        rf"W has shape \({D}, {2 * H}\), expected \({2 * H}, D\)": lambda: rhn.step(x, s, p._replace(W=p.W.T)),
        rf"b has shape \({2 * H},\), expected \({L}, {2 * H}\)": lambda: rhn.step(x, s, p._replace(b=p.b[0])),
        "R has 0 layers, expected at least 1": lambda: rhn.step(x, s, p._replace(R=p.R[:0], b=p.b[:0])),
        rf"ds has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: rhn.step_backward(x, cache, p),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
