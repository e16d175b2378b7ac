"""The LSTM with a projection against PyTorch, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import lstm, over_time, params, projection
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, HiddenAndCell, flat
from tests.reference.oracles import tensor
from tests.reference.samples import B, D, H, T, lstm_params, normal

P = 2


def projection_params() -> projection.Params:
    W, _, b = lstm_params()
    return projection.Params(W, normal(205, 4 * H, P, scale=0.6), b, normal(206, P, H))


def inputs():
    return normal(200, T, B, D), normal(201, B, P), normal(202, B, H)


def upstream():
    return normal(203, T, B, P)


def run(p: projection.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> over_time.Run:
    return over_time.forward(projection.CELL, xs, projection.State(h0, c0), p)


def torch_lstmp(p: projection.Params) -> torch.nn.LSTM:
    module = torch.nn.LSTM(D, H, proj_size=P, dtype=torch.float64)
    given = {"weight_ih": p.W, "weight_hh": p.U, "bias_ih": 0.25 * p.b, "bias_hh": 0.75 * p.b, "weight_hr": p.R}
    module.load_state_dict({f"{name}_l0": torch.tensor(array) for name, array in given.items()})
    return module


def test_values_and_gradients_agree_with_pytorch():
    p, dhs = projection_params(), upstream()
    module, (xs, h0, c0) = torch_lstmp(p), map(tensor, inputs())
    hs, (h_n, c_n) = module(xs, (h0[None], c0[None]))
    ours = run(p, *inputs())
    for mine, other in zip((ours.states.h, ours.states.h[-1], ours.states.c[-1]), (hs, h_n[0], c_n[0]), strict=True):
        assert_allclose(mine, other.detach(), rtol=0, atol=1e-14)
    hs.backward(torch.tensor(dhs))
    weights = (getattr(module, f"{name}_l0").grad for name in ("weight_ih", "weight_hh", "bias_ih", "weight_hr"))
    theirs = (xs.grad, h0.grad, c0.grad, *weights)
    for (name, mine), other in zip(flat(over_time.backward(ours, dhs)).items(), theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("name", ["x", "h_prev", "c_prev", *projection.Params._fields])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, (xs, h0, c0), (dh, dc) = projection_params(), inputs(), (normal(203, B, P), normal(204, B, H))
    arrays = {"x": xs[0], "h_prev": h0, "c_prev": c0, **p._asdict()}

    def loss() -> float:
        h, c, _ = projection.step(xs[0], h0, c0, p)
        return float((dh * h).sum() + (dc * c).sum())

    ours = projection.step_backward(dh, dc, projection.step(xs[0], h0, c0, p)[2], p)._asdict()["d" + name]
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


@pytest.mark.parametrize("name", ["xs", "h", "c", *projection.Params._fields])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, (xs, h0, c0), dhs = projection_params(), inputs(), upstream()
    arrays = {"xs": xs, "h": h0, "c": c0, **p._asdict()}
    ours = flat(over_time.backward(run(p, xs, h0, c0), dhs))[name]
    numeric = centred(lambda: float((dhs * run(p, xs, h0, c0).states.h).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


def test_projected_onto_itself_it_is_the_lstm():
    plain, (xs, _, c0), h0 = lstm_params(), inputs(), normal(207, B, H)
    ours = run(projection.Params(*plain, np.eye(H)), xs, h0, c0)
    theirs = over_time.forward(LSTM, xs, HiddenAndCell(h0, c0), plain)
    for mine, other in zip(ours.states, theirs.states, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-15)


def test_it_is_an_lstm_with_a_matrix_of_low_rank_on_its_unprojected_state():
    """U m' with U = (4H, P) (P, H): the weights that a narrow state saves are those of a product of two thin ones."""
    p, (xs, _, c0) = projection_params(), inputs()
    m0 = normal(208, B, H)
    ours = run(p, xs, m0 @ p.R.T, c0)
    whole = over_time.forward(LSTM, xs, HiddenAndCell(m0, c0), lstm.Params(p.W, p.U @ p.R, p.b))
    assert_allclose(ours.states.c, whole.states.c, rtol=0, atol=1e-13)
    assert_allclose(ours.states.h, whole.states.h @ p.R.T, rtol=0, atol=1e-13)


def test_the_hidden_state_is_no_longer_within_one():
    p = projection_params()
    hs = run(p._replace(R=20.0 * p.R), *inputs()).states.h
    assert np.abs(hs).max() > 5.0


def test_its_weights_are_counted():
    assert sum(array.size for array in projection_params()) == params.lstm(D, H, proj=P)


def test_nothing_given_is_changed():
    p, given, dhs = projection_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs)]
    over_time.backward(run(p, *given), dhs)
    for now, then in zip((*p, *given, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, (xs, h0, c0) = projection_params(), inputs()
    x, step = xs[0], projection.step
    _, _, cache = step(x, h0, c0, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: step(c0, h0, c0, p),
        rf"h_prev has shape \({B}, {D}\), expected \({B}, {P}\)": lambda: step(x, x, c0, p),
        rf"c_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step(x, h0, x, p),
        rf"dh has shape \({B}, {D}\), expected \({B}, {P}\)": lambda: projection.step_backward(x, c0, cache, p),
        rf"dc has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: projection.step_backward(h0, x, cache, p),
        rf"U has shape \({4 * H}, {D}\), expected \({4 * H}, {P}\)": lambda: step(x, h0, c0, p._replace(U=p.W)),
        rf"R has shape \({P},\), expected \(P, H\)": lambda: step(x, h0, c0, p._replace(R=p.R[:, 0])),
        rf"W has shape \({D}, {4 * H}\), expected \({4 * H}, D\)": lambda: step(x, h0, c0, p._replace(W=p.W.T)),
        rf"b has shape \({H},\), expected \({4 * H},\)": lambda: step(x, h0, c0, p._replace(b=p.b[:H])),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
