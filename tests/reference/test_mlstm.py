"""The mLSTM: the step against its parallel form, both against PyTorch's attention, gradients, and what it can store."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from torch.nn.functional import linear, logsigmoid

from scripts.reference import mlstm, over_time
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import B, D, H, T, normal

K = 7  # of queries and keys
SHAPES = {"q": K, "k": K, "v": H, "o": H, "g": 2}
WEIGHTS = list(mlstm.Params._fields)


def params(scale: float = 0.6, seed: int = 110) -> mlstm.Params:
    W = [normal(seed + n, rows, D, scale=scale) for n, rows in enumerate(SHAPES.values())]
    b = [normal(seed + n, rows, scale=scale) for n, rows in enumerate(SHAPES.values(), 5)]
    return mlstm.Params(*W, *b)


def inputs():
    return normal(120, T, B, D)


def upstream():
    return normal(121, T, B, H)


def run(p: mlstm.Params, xs: np.ndarray) -> over_time.Run:
    return over_time.forward(mlstm.CELL, xs, mlstm.start(B, H, K), p)


def by_sums(p: mlstm.Params, xs: np.ndarray) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """h without a memory or a stabiliser: at each step a weighted sum of the values so far, one weight at a time."""
    leaves = [tensor(array) for array in (xs, *p)]
    x, W_q, W_k, W_v, W_o, W_g, b_q, b_k, b_v, b_o, b_g = leaves
    q, k, v = linear(x, W_q, b_q), linear(x, W_k, b_k), linear(x, W_v, b_v)
    i, log_f = torch.exp(linear(x, W_g, b_g)[..., 0]), logsigmoid(linear(x, W_g, b_g)[..., 1])
    hs = []
    for t in range(len(x)):
        weights = [i[s] * torch.exp(log_f[s + 1 : t + 1].sum(0)) * (q[t] * k[s]).sum(1) / K**0.5 for s in range(t + 1)]
        size = torch.clamp(sum(weights).abs(), min=1.0)
        read = sum(weight[:, None] * v[s] for s, weight in enumerate(weights)) / size[:, None]
        hs.append(torch.sigmoid(linear(x[t], W_o, b_o)) * read)
    return torch.stack(hs), leaves


def both_bounds(p: mlstm.Params, xs: np.ndarray) -> set[bool]:
    return {bool(one) for cache in run(p, xs).caches for one in np.abs(cache.s) >= np.exp(-cache.gates.m)}


@pytest.mark.parametrize("scale", [0.6, 1.5])
def test_values_agree_with_sums_over_the_past(scale):
    hs, _ = by_sums(params(scale), inputs())
    assert_allclose(run(params(scale), inputs()).states.h, hs.detach(), rtol=0, atol=1e-13)


def test_gradients_agree_with_those_of_the_sums_by_autograd():
    p = params(1.5)
    assert both_bounds(p, inputs()) == {True, False}
    hs, leaves = by_sums(p, inputs())
    hs.backward(torch.tensor(upstream()))
    grads = over_time.backward(run(p, inputs()), upstream())
    for ours, leaf in zip((grads.dxs, *grads.dp), leaves, strict=True):
        assert_allclose(ours, leaf.grad, rtol=0, atol=1e-11)


@pytest.mark.parametrize("scale", [0.6, 1.5, 3.0])
def test_the_parallel_form_gives_what_the_steps_give(scale):
    p, xs = params(scale), normal(122, 40, B, D)
    assert_allclose(mlstm.parallel(xs, p), run(p, xs).states.h, rtol=1e-10, atol=1e-11)


@pytest.mark.parametrize("name", ["x", "h_prev", "C_prev", "n_prev", "m_prev", *WEIGHTS])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, x = params(1.5), normal(123, B, D)
    state = mlstm.State(normal(124, B, H), normal(125, B, H, K), normal(205, B, K), normal(127, B) + 1)
    d = [normal(128, B, H), normal(129, B, H, K), normal(130, B, K), normal(131, B)]
    arrays = {"x": x, **{f"{n}_prev": array for n, array in state._asdict().items()}, **p._asdict()}
    cache = mlstm.step(x, *state, p)[-1]
    by_s = np.abs(cache.s) >= np.exp(-cache.gates.m)
    assert set(np.sign(cache.s[by_s])) == {-1.0, 1.0}
    assert not by_s.all()
    ours = mlstm.step_backward(*d, cache, p)._asdict()["d" + name]

    def loss() -> float:
        return float(sum((a * b).sum() for a, b in zip(d, mlstm.step(x, *state, p)[:4], strict=True)))

    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


@pytest.mark.parametrize("name", ["xs", *WEIGHTS])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, xs, dhs = params(), inputs(), upstream()
    grads = over_time.backward(run(p, xs), dhs)
    ours = {"xs": grads.dxs, **grads.dp._asdict()}[name]
    numeric = centred(lambda: float((dhs * run(p, xs).states.h).sum()), {"xs": xs, **p._asdict()}[name])
    assert relative_error(ours, numeric) < 1e-6


def test_both_forms_stay_finite_at_gates_that_overflow():
    p, xs = params(), 1e3 * inputs()
    with np.errstate(over="ignore", invalid="raise", divide="raise"):  # e^-m may be infinite, and h then 0
        made = run(p, xs)
        at_once = mlstm.parallel(xs, p)
    assert np.isfinite(np.concatenate([made.states.h, at_once])).all()


def test_with_orthogonal_keys_every_value_comes_back_from_the_matrix():
    """Unit keys, gates held at i = 1 and f = 1, then each key as a query: K pairs in a memory of H × K numbers."""
    pairs, width = 4, 2 * 4 + H
    rows = pairs, pairs, H, H, 2
    p = mlstm.Params(*(np.zeros((n, width)) for n in rows), *map(np.zeros, rows))
    p.W_k[:, :pairs] = np.sqrt(pairs) * np.eye(pairs)  # a key is divided by the root of its width
    p.W_q[:, pairs : 2 * pairs] = np.eye(pairs)
    p.W_v[:, 2 * pairs :] = np.eye(H)
    p.b_g[1] = p.b_o[:] = 40.0
    values = normal(132, pairs, H)
    xs = np.zeros((2 * pairs, 1, width))
    for n in range(pairs):
        xs[n, 0, n], xs[n, 0, 2 * pairs :] = 1.0, values[n]
        xs[pairs + n, 0, pairs + n] = 1.0
    h = over_time.forward(mlstm.CELL, xs, mlstm.start(1, H, pairs), p).states.h[pairs:, 0]
    assert_allclose(h, values, rtol=0, atol=1e-12)


def test_h_of_the_step_before_is_not_read():
    p, x, state = params(), normal(123, B, D), mlstm.start(B, H, K)
    one, other = (mlstm.step(x, h, *state[1:], p)[0] for h in (state.h, normal(124, B, H)))
    assert_array_equal(one, other)


def test_nothing_given_is_changed():
    p, xs, dhs = params(), inputs(), upstream()
    before = [array.copy() for array in (*p, xs, dhs)]
    over_time.backward(run(p, xs), dhs)
    mlstm.parallel(xs, p)
    for now, then in zip((*p, xs, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, x, state = params(), normal(123, B, D), mlstm.start(B, H, K)
    wrong = {
        "x has shape": lambda: mlstm.step(x[:, :2], *state, p),
        "C_prev has shape": lambda: mlstm.step(x, *state._replace(C=np.swapaxes(state.C, 1, 2)), p),
        "n_prev has shape": lambda: mlstm.step(x, *state._replace(n=state.n[:, :2]), p),
        "W_k has shape": lambda: mlstm.step(x, *state, p._replace(W_k=p.W_v)),
        "b_g has shape": lambda: mlstm.parallel(inputs(), p._replace(b_g=p.b_v)),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}"):
            call()
