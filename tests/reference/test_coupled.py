"""The LSTM with coupled gates against ONNX Runtime, PyTorch's autograd, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import coupled, lstm, over_time, params
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, HiddenAndCell, flat
from tests.reference.oracles import run_onnx, tensor
from tests.reference.samples import B, D, H, T, normal


def coupled_params(scale: float = 0.6) -> coupled.Params:
    return coupled.Params(*(normal(205, 3 * H, *width, scale=scale) for width in ((D,), (H,), ())))


def as_lstm(p: coupled.Params) -> lstm.Params:
    """The LSTM whose forget gate has the input gate's weights, negated: 1 - σ(a) = σ(-a)."""
    return lstm.Params(*(np.concatenate([array[:H], -array[:H], array[H:]]) for array in p))


def inputs():
    return normal(200, T, B, D), normal(201, B, H), normal(202, B, H)


def upstream():
    return normal(203, T, B, H)


def run(p: coupled.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> over_time.Run:
    return over_time.forward(coupled.CELL, xs, coupled.State(h0, c0), p)


def in_onnx(
    p: coupled.Params, ignored: float, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray, **attributes: int
) -> list[np.ndarray]:
    """[hs (T, B, H), h, c] of ONNX's operator, blocks i, o, f, c (our g), with `ignored` all over the block f."""
    full = []
    for array in p:
        i, g, o = np.split(array, 3)
        full.append(np.concatenate([i, o, np.full_like(i, ignored), g]))
    W, U, b = full
    biases = np.concatenate([0.25 * b, 0.75 * b])
    return run_onnx("LSTM", {"X": xs, "W": W, "R": U, "B": biases, "h": h0, "c": c0}, H, **attributes)


@pytest.mark.parametrize("ignored", [0.0, 7.0])
def test_values_agree_with_onnx_which_ignores_the_block_of_the_forget_gate(ignored):
    p, given = coupled_params(), inputs()
    hs, cs = run(p, *given).states
    for ours, theirs in zip((hs, hs[-1], cs[-1]), in_onnx(p, ignored, *given, input_forget=1), strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=2e-6)


def test_onnx_couples_only_if_asked_to():
    p, given = coupled_params(), inputs()
    assert np.abs(in_onnx(p, 0.0, *given)[0] - run(p, *given).states.h).max() > 0.1


def by_autograd(p: coupled.Params, computes_f: bool) -> tuple[np.ndarray, list[torch.Tensor]]:
    """Values and gradients, the cell written down once more in PyTorch; the first block may be the forget gate's."""
    xs, h0, c0, *weights = map(tensor, (*inputs(), *p))
    W, U, b = weights
    h, c, hs = h0, c0, []
    for x in xs:
        a, z_g, z_o = torch.nn.functional.linear(torch.cat([x, h], 1), torch.cat([W, U], 1), b).chunk(3, 1)
        gate, g = torch.sigmoid(a), torch.tanh(z_g)
        c = torch.lerp(g, c, gate) if computes_f else torch.lerp(c, g, gate)
        h = torch.sigmoid(z_o) * torch.tanh(c)
        hs.append(h)
    torch.stack(hs).backward(torch.tensor(upstream()))
    return torch.stack(hs).detach(), [leaf.grad for leaf in (xs, h0, c0, *weights)]


def test_gradients_agree_with_autograd():
    p = coupled_params()
    grads = over_time.backward(run(p, *inputs()), upstream())
    for (name, ours), theirs in zip(flat(grads).items(), by_autograd(p, computes_f=False)[1], strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=1e-12, err_msg=name)


def test_a_negated_block_makes_the_cell_that_computes_the_forget_gate():
    p = coupled_params()
    ours = run(coupled.negate_gate(p), *inputs())
    hs, theirs = by_autograd(p, computes_f=True)
    assert_allclose(ours.states.h, hs, rtol=0, atol=1e-14)
    grads = over_time.backward(ours, upstream())
    as_given = grads._replace(dp=coupled.negate_gate(grads.dp))
    for (name, mine), other in zip(flat(as_given).items(), theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-12, err_msg=name)


def test_taken_for_the_other_convention_the_same_weights_are_another_cell():
    p = coupled_params()
    assert np.abs(run(p, *inputs()).states.h - by_autograd(p, computes_f=True)[0].numpy()).max() > 0.1


@pytest.mark.parametrize("name", ["x", "h_prev", "c_prev", *coupled.Params._fields])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, (xs, h0, c0), (dh, dc) = coupled_params(), inputs(), (normal(203, B, H), normal(204, B, H))
    arrays = {"x": xs[0], "h_prev": h0, "c_prev": c0, **p._asdict()}

    def loss() -> float:
        h, c, _ = coupled.step(xs[0], h0, c0, p)
        return float((dh * h).sum() + (dc * c).sum())

    ours = coupled.step_backward(dh, dc, coupled.step(xs[0], h0, c0, p)[2], p)._asdict()["d" + name]
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


@pytest.mark.parametrize("name", ["xs", "h", "c", *coupled.Params._fields])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, (xs, h0, c0), dhs = coupled_params(), inputs(), upstream()
    arrays = {"xs": xs, "h": h0, "c": c0, **p._asdict()}
    ours = flat(over_time.backward(run(p, xs, h0, c0), dhs))[name]
    numeric = centred(lambda: float((dhs * run(p, xs, h0, c0).states.h).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


def test_it_is_the_lstm_whose_forget_gate_has_the_negated_weights():
    p, (xs, h0, c0), dhs = coupled_params(), inputs(), upstream()
    ours, whole = run(p, xs, h0, c0), over_time.forward(LSTM, xs, HiddenAndCell(h0, c0), as_lstm(p))
    for mine, other in zip(ours.states, whole.states, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-14)
    grads, theirs = over_time.backward(ours, dhs), over_time.backward(whole, dhs)
    for name, mine, other in zip("WUb", grads.dp, theirs.dp, strict=True):
        i, f, g, o = np.split(other, 4)
        assert_allclose(mine, np.concatenate([i - f, g, o]), rtol=0, atol=1e-12, err_msg=name)


def test_the_cell_state_stays_within_one_and_so_cannot_count():
    p, xs = coupled_params(scale=20.0), normal(206, 50, B, D)
    zeros = np.zeros((B, H))
    assert np.abs(run(p, xs, zeros, zeros).states.c).max() <= 1.0
    free = over_time.forward(LSTM, xs, HiddenAndCell(zeros, zeros), lstm.Params(*(np.abs(a) for a in as_lstm(p))))
    assert np.abs(free.states.c).max() > 5.0


def test_it_saves_a_quarter_of_the_weights():
    p = coupled_params()
    assert 4 * sum(array.size for array in p) == 4 * params.coupled(D, H) == 3 * params.lstm(D, H)


def test_nothing_given_is_changed():
    p, given, dhs = coupled_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs)]
    over_time.backward(run(p, *given), dhs)
    for now, then in zip((*p, *given, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, (xs, h0, c0) = coupled_params(), inputs()
    x, step = xs[0], coupled.step
    _, _, cache = step(x, h0, c0, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: step(c0, h0, c0, p),
        rf"h_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step(x, x, c0, p),
        rf"c_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step(x, h0, x, p),
        rf"dh has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: coupled.step_backward(x, c0, cache, p),
        rf"dc has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: coupled.step_backward(h0, x, cache, p),
        rf"W has shape \({D}, {3 * H}\), expected \({3 * H}, D\)": lambda: step(x, h0, c0, p._replace(W=p.W.T)),
        rf"U has shape \({3 * H},\), expected \(3H, H\)": lambda: step(x, h0, c0, p._replace(U=p.b)),
        rf"b has shape \({H},\), expected \({3 * H},\)": lambda: step(x, h0, c0, p._replace(b=p.b[:H])),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
