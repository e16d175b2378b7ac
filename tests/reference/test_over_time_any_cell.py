"""What the loop over time asks of a cell and what it leaves free: layers, shapes, masks; and what it refuses."""

from typing import NamedTuple

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import over_time, rnn
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, RNN, Hidden, HiddenAndCell, assert_same, flat, inputs, sample, upstream
from tests.reference.oracles import tensor
from tests.reference.samples import B, D, H, T, lstm_params, normal, rnn_params


def test_layers_are_stacked_by_running_one_on_the_outputs_of_another():
    lower, upper = lstm_params(70), lstm_params(71)
    upper = upper._replace(W=normal(72, 4 * H, H, scale=0.6))
    starts = [HiddenAndCell(normal(73 + k, B, H), normal(75 + k, B, H)) for k in range(2)]
    runs = [over_time.forward(LSTM, inputs(), starts[0], lower)]
    runs.append(over_time.forward(LSTM, runs[0].states.h, starts[1], upper))
    above = over_time.backward(runs[1], upstream())
    below = over_time.backward(runs[0], above.dxs)

    module = torch.nn.LSTM(D, H, 2, dtype=torch.float64)
    for layer, p in enumerate((lower, upper)):
        weights = zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), (*p, np.zeros(4 * H)), strict=True)
        for name, array in weights:
            getattr(module, f"{name}_l{layer}").data = torch.tensor(array)
    xs, h0, c0 = tensor(inputs()), *(tensor(np.stack(arrays)) for arrays in zip(*starts, strict=True))
    hs, _ = module(xs, (h0, c0))
    hs.backward(torch.tensor(upstream()))
    assert_allclose(runs[1].states.h, hs.detach(), rtol=0, atol=1e-14)
    for layer, grads in enumerate((below, above)):
        of_weights = (getattr(module, f"{name}_l{layer}").grad for name in ("weight_ih", "weight_hh", "bias_ih"))
        theirs = (xs.grad if layer == 0 else grads.dxs, h0.grad[layer], c0.grad[layer], *of_weights)
        assert_same(grads, theirs, tolerance=1e-12)


class Narrow(NamedTuple):
    """A state whose arrays differ in shape, as under a projection or over an image."""

    h: np.ndarray  # (B, P)
    c: np.ndarray  # (B, H, L)


class NarrowParams(NamedTuple):
    """Weights with axes of their own."""

    V: np.ndarray  # (H, D)
    Q: np.ndarray  # (P, H, L)


P, L = 2, 7


def narrow_step(x, h_prev, c_prev, p):
    """x is a tuple of an array (B, D, L) and a mask (B, L) without a gradient; h_prev is not read."""
    values, mask = x
    c = c_prev * mask[:, None] + np.einsum("hd,bdl->bhl", p.V, values)
    h = np.einsum("phl,bhl->bp", p.Q, c * c)
    return h, c, (values, mask, c)


def narrow_step_backward(dh, dc, cache, p):
    values, mask, c = cache
    dQ = np.einsum("bp,bhl->phl", dh, c * c)
    dc = dc + 2.0 * c * np.einsum("bp,phl->bhl", dh, p.Q)
    dV = np.einsum("bhl,bdl->hd", dc, values)
    return np.einsum("hd,bhl->bdl", p.V, dc), np.zeros_like(dh), dc * mask[:, None], dV, dQ


def narrow_run():
    values, masks = normal(80, T, B, D, L), (normal(81, T, B, L) > 0).astype(float)
    start, p = Narrow(normal(82, B, P), normal(83, B, H, L)), NarrowParams(normal(84, H, D), normal(85, P, H, L))
    cell = over_time.Cell(narrow_step, narrow_step_backward)
    return values, over_time.forward(cell, list(zip(values, masks, strict=True)), start, p), masks


@pytest.mark.parametrize("array", ["xs", "h", "c", "V", "Q"])
def test_arrays_may_have_any_shape_and_a_step_may_read_a_mask(array):
    values, run, masks = narrow_run()
    dhs, dlast = normal(86, T, B, P), Narrow(normal(87, B, P), normal(88, B, H, L))
    arrays = {"xs": values, **run.start._asdict(), **run.p._asdict()}

    def loss() -> float:
        states = over_time.forward(run.cell, list(zip(values, masks, strict=True)), run.start, run.p).states
        return float((dhs * states.h).sum() + sum((d * s[-1]).sum() for d, s in zip(dlast, states, strict=True)))

    ours = flat(over_time.backward(run, dhs, dlast))[array]
    assert ours.shape == arrays[array].shape
    assert relative_error(ours, centred(loss, arrays[array])) < 1e-6


def test_arrays_that_a_step_backward_gives_again_and_again_are_added_not_changed():
    run, _ = sample("rnn")
    given = rnn.step_backward(upstream()[0], run.caches[0], run.p)
    same = over_time.Cell(rnn.step, lambda *_: given)
    grads = over_time.backward(run._replace(cell=same), upstream())
    assert_same(grads, ([given.dx] * T, given.dh_prev, *(T * array for array in given[2:])), tolerance=1e-12)


def test_what_does_not_fit_is_named():
    run, dlast = sample("lstm")
    xs, dhs = inputs(), upstream()
    wrong = {
        rf"x has shape \({D},\), expected \(B, {D}\)": lambda: over_time.forward(LSTM, xs[:, 0], run.start, run.p),
        r"xs has 0 steps, expected at least 1": lambda: over_time.forward(LSTM, xs[:0], run.start, run.p),
        rf"dhs has shape \({B}, {H}\), expected \({T}, {B}, {H}\)": lambda: over_time.backward(run, dhs[0]),
        rf"dhs has shape \({T - 1}, {B}, {H}\), expected \({T}, {B}, {H}\)": (
            lambda: over_time.truncated_backward(run, dhs[1:], 2)
        ),
        rf"dlast.c has shape \({H},\), expected \({B}, {H}\)": (
            lambda: over_time.backward(run, dhs, dlast._replace(c=dlast.c[0]))
        ),
        r"dlast has the fields h, expected h, c": lambda: over_time.backward(run, dhs, Hidden(dlast.h)),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()


@pytest.mark.parametrize("name", ["start", "p"])
def test_a_bare_array_is_refused_where_a_named_tuple_belongs(name):
    given = {"start": Hidden(normal(60, B, H)), "p": rnn_params()}
    with pytest.raises(TypeError, match=f"^{name} is of type ndarray, expected a named tuple of arrays$"):
        over_time.forward(RNN, inputs(), **given | {name: normal(60, B, H)})
    run, _ = sample("rnn")
    with pytest.raises(TypeError, match=r"^dlast is of type ndarray, expected a named tuple of arrays$"):
        over_time.backward(run, upstream(), normal(60, B, H))


def test_a_step_backward_that_gives_the_wrong_arrays_is_refused():
    run, _ = sample("rnn")
    wrong = {
        rf"dW of step_backward has shape \({H}, {H}\), expected \({H}, {D}\)": lambda g: g._replace(dW=g.dU),
        rf"db of step_backward has shape \({B}, {H}\), expected \({H},\)": lambda g: g._replace(db=g.dh_prev),
        rf"dh of step_backward has shape \({B}, {D}\), expected \({B}, {H}\)": lambda g: g._replace(dh_prev=g.dx),
        r"step_backward gives 4 arrays, expected dx, dh, dW, dU, db": lambda g: g[:-1],
    }
    for message, spoil in wrong.items():
        cell = over_time.Cell(rnn.step, lambda *given, spoil=spoil: spoil(rnn.step_backward(*given)))
        with pytest.raises(ValueError, match=f"^{message}$"):
            over_time.backward(run._replace(cell=cell), upstream())
