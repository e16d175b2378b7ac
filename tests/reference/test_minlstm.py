"""The minLSTM: its step against PyTorch, its scan against the loop, gradients, and what its form cannot do."""

import math

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import minlstm, over_time
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import B, D, H, T, normal


def params(scale: float = 0.8) -> minlstm.Params:
    return minlstm.Params(normal(140, 3 * H, D, scale=scale), normal(141, 3 * H, scale=scale))


def inputs():
    return normal(142, T, B, D), normal(143, B, H)


def upstream():
    return normal(144, T, B, H)


def run(p: minlstm.Params, xs: np.ndarray, h0: np.ndarray) -> over_time.Run:
    return over_time.forward(minlstm.CELL, xs, minlstm.State(h0), p)


def by_autograd(p: minlstm.Params, xs: np.ndarray, h0: np.ndarray) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """The share f / (f + i) as the sigmoid of a difference of logarithms, the step as an interpolation."""
    leaves = [tensor(array) for array in (xs, h0, *p)]
    x, h, W, b = leaves
    hs = []
    for x_t in x:
        z_i, z_f, g = torch.nn.functional.linear(x_t, W, b).chunk(3, dim=1)
        log = torch.nn.functional.logsigmoid
        h = torch.lerp(g, h, torch.sigmoid(log(z_f) - log(z_i)))
        hs.append(h)
    return torch.stack(hs), leaves


def test_values_and_gradients_agree_with_autograd():
    hs, leaves = by_autograd(params(), *inputs())
    hs.backward(torch.tensor(upstream()))
    made = run(params(), *inputs())
    assert_allclose(made.states.h, hs.detach(), rtol=0, atol=1e-14)
    grads = over_time.backward(made, upstream())
    for ours, leaf in zip((grads.dxs, grads.dstart.h, *grads.dp), leaves, strict=True):
        assert_allclose(ours, leaf.grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ["xs", "h0", "W", "b"])
def test_gradient_agrees_with_centred_differences(name):
    p, (xs, h0), dhs = params(), inputs(), upstream()
    grads = over_time.backward(run(p, xs, h0), dhs)
    ours = {"xs": grads.dxs, "h0": grads.dstart.h, **grads.dp._asdict()}[name]
    arrays = {"xs": xs, "h0": h0, **p._asdict()}
    numeric = centred(lambda: float((dhs * run(p, xs, h0).states.h).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


@pytest.mark.parametrize("steps", [1, 2, 3, 8, 100, 257])
def test_the_scan_gives_what_the_loop_gives(steps):
    p, xs, h0 = params(2.0), normal(145, steps, B, D), normal(143, B, H)
    assert_allclose(minlstm.forward_by_scan(xs, h0, p), run(p, xs, h0).states.h, rtol=0, atol=1e-13)


def test_pairs_may_be_joined_in_any_order_but_not_exchanged():
    one, two, three = (minlstm.Linear(*normal(146 + k, 2, B, H)) for k in range(3))
    left = minlstm.join(minlstm.join(one, two), three)
    right = minlstm.join(one, minlstm.join(two, three))
    for a, b in zip(left, right, strict=True):
        assert_allclose(a, b, rtol=0, atol=1e-13)
    assert np.abs(minlstm.join(one, two).b - minlstm.join(two, one).b).max() > 0.1


@pytest.mark.parametrize("steps", [1, 2, 3, 64, 65, 100, 1024])
def test_the_rounds_are_the_logarithm_rounded_up(steps):
    assert minlstm.rounds(steps) == math.ceil(math.log2(steps))


@pytest.mark.parametrize("steps", [1, 2, 3, 64, 65, 100, 1024])
def test_the_scan_takes_the_rounds_that_are_counted(steps, monkeypatch):
    joined, join = [], minlstm.join
    monkeypatch.setattr(minlstm, "join", lambda *pair: joined.append(1) or join(*pair))
    minlstm.scan(minlstm.Linear(*normal(147, 2, steps, 1)))
    assert len(joined) == minlstm.rounds(steps)


def test_a_step_is_a_mean_of_what_was_and_what_is_read():
    (a, b), cache = minlstm.linear_steps(normal(145, 50, B, D), params(5.0))
    assert_allclose(a + cache.i / (cache.f + cache.i), 1.0, rtol=1e-15)
    assert a.min() > 0
    assert a.max() < 1
    assert_allclose(b, (1 - a) * cache.g, rtol=0, atol=1e-13)


def test_two_states_only_come_closer_so_a_one_cannot_flip_what_is_stored():
    """What parity asks is that even and odd change places; here the order of two stored numbers never changes."""
    p, xs = params(3.0), normal(148, 60, B, D)
    low, high = (run(p, xs, np.full((B, H), value)).states.h for value in (-1.0, 1.0))
    assert (np.diff(high - low, axis=0) <= 0).all()
    assert (high >= low).all()


def test_nothing_given_is_changed():
    p, given, dhs = params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dhs)]
    over_time.backward(run(p, *given), dhs)
    minlstm.forward_by_scan(*given, p)
    for now, then in zip((*p, *given, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, (xs, h0) = params(), inputs()
    wrong = {
        "x has shape": lambda: minlstm.step(h0, h0, p),
        "h_prev has shape": lambda: minlstm.step(xs[0], xs[0], p),
        "W has shape": lambda: minlstm.step(xs[0], h0, p._replace(W=p.W[:-1])),
        "b has shape": lambda: minlstm.step(xs[0], h0, p._replace(b=p.b[:-1])),
        "xs has shape": lambda: minlstm.forward_by_scan(xs[0], h0, p),
        "h0 has shape": lambda: minlstm.forward_by_scan(xs, xs[0], p),
        "T is 0": lambda: minlstm.rounds(0),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}"):
            call()
