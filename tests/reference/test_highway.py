"""Highway, plain and residual layers against PyTorch, centred differences, and what a gate makes of each other."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import highway
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import normal

B, N, L = 3, 5, 4
OPEN, SHUT = 1000.0, -1000.0  # pre-activations at which the sigmoid is 1 and 0 to the last bit
KINDS = {"highway": highway.HIGHWAY, "plain": highway.PLAIN, "residual": highway.RESIDUAL}
NAMES = ["x", "W_h", "W_t", "b_h", "b_t"]


def params(seed: int = 80, scale: float = 0.6) -> highway.Params:
    shapes = (N, N), (N, N), (N,), (N,)
    return highway.Params(*(normal(seed + 10 * k, *shape, scale=scale) for k, shape in enumerate(shapes)))


def stack_params() -> list[highway.Params]:
    return [params(seed) for seed in range(80, 80 + L)]


def gate_at(p: highway.Params, value: float) -> highway.Params:
    return p._replace(W_t=np.zeros((N, N)), b_t=np.full(N, value))


def in_torch(kind: str, x: torch.Tensor, weights: list[torch.Tensor]) -> torch.Tensor:
    """The layer once more, from PyTorch's modules."""
    W_h, W_t, b_h, b_t = weights
    linear = torch.nn.functional.linear
    h = torch.tanh(linear(x, W_h, b_h))
    if kind == "highway":
        return torch.lerp(x, h, torch.sigmoid(linear(x, W_t, b_t)))
    return h if kind == "plain" else torch.add(x, h)


@pytest.mark.parametrize("kind", KINDS)
def test_values_and_gradients_of_a_stack_agree_with_pytorch(kind):
    ps, x, dy = stack_params(), normal(90, B, N), normal(91, B, N)
    y, caches = highway.stack(KINDS[kind], x, ps)
    grads = highway.stack_backward(KINDS[kind], dy, caches, ps)
    leaf = out = tensor(x)
    weights = [[tensor(array) for array in p] for p in ps]
    for layer in weights:
        out = in_torch(kind, out, layer)
    out.backward(torch.tensor(dy))
    assert_allclose(y, out.detach(), rtol=0, atol=1e-14)
    assert_allclose(grads[0].dx, leaf.grad, rtol=0, atol=1e-13)
    for ours, layer in zip(grads, weights, strict=True):
        for mine, theirs in zip(ours[1:], layer, strict=True):
            expected = np.zeros(mine.shape) if theirs.grad is None else theirs.grad
            assert_allclose(mine, expected, rtol=0, atol=1e-13)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_gradient_of_a_layer_agrees_with_centred_differences(name, kind):
    p, x, dy = params(), normal(90, B, N), normal(91, B, N)
    arrays = {"x": x, **p._asdict()}
    _, cache = KINDS[kind].forward(x, p)
    ours = KINDS[kind].backward(dy, cache, p)._asdict()["d" + name]
    numeric = centred(lambda: float((dy * KINDS[kind].forward(x, p)[0]).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


def test_jacobian_agrees_with_centred_differences_in_every_row():
    p, x = params(), normal(90, B, N)
    _, cache = highway.layer(x, p)
    for row in range(B):
        numeric = [centred(lambda j=j, row=row: float(highway.layer(x, p)[0][row, j]), x)[row] for j in range(N)]
        assert relative_error(highway.jacobian(cache, p, row), np.stack(numeric)) < 1e-8


def test_an_open_gate_makes_a_plain_layer():
    p, x, dy = gate_at(params(), OPEN), normal(90, B, N), normal(91, B, N)
    (y, cache), (plain_y, plain_cache) = highway.layer(x, p), highway.plain(x, p)
    assert_array_equal(y, plain_y)
    ours, theirs = highway.layer_backward(dy, cache, p), highway.plain_backward(dy, plain_cache, p)
    for mine, other in zip(ours, theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-15)


def test_a_shut_gate_hands_on_input_and_gradient_through_any_number_of_layers():
    ps, x, dy = [gate_at(p, SHUT) for p in stack_params()], normal(90, B, N), normal(91, B, N)
    y, caches = highway.stack(highway.HIGHWAY, x, ps)
    assert_array_equal(y, x)
    assert_array_equal(highway.stack_backward(highway.HIGHWAY, dy, caches, ps)[0].dx, dy)


def test_half_open_is_half_the_residual_layer_and_no_bias_gives_the_whole():
    p, x = params(), normal(90, B, N)
    y = highway.residual(x, p)[0]
    assert_allclose(highway.layer(x, gate_at(p, 0.0))[0], y / 2, rtol=0, atol=1e-15)
    assert min(np.abs(highway.layer(x, gate_at(p, b))[0] - y).max() for b in np.linspace(-20, 20, 41)) > 0.1


def test_a_bias_alone_carries_its_power_of_the_gradient():
    ps, x, dy = stack_params(), normal(90, B, N), normal(91, B, N)
    silent = [highway.Params(0 * p.W_h, 0 * p.W_t, p.b_h, np.full(N, -3.0)) for p in ps]
    _, caches = highway.stack(highway.HIGHWAY, x, silent)
    carried = (1 - 1 / (1 + np.exp(3.0))) ** L
    assert_allclose(highway.stack_backward(highway.HIGHWAY, dy, caches, silent)[0].dx, carried * dy, rtol=1e-14)


def test_the_layer_is_an_average_so_outputs_stay_inside_the_largest_input():
    x = normal(90, B, N, scale=3.0)
    y, caches = highway.stack(highway.HIGHWAY, x, [params(seed, scale=5.0) for seed in range(80, 80 + L)])
    seen = [cache.x for cache in caches] + [y]
    for before, after in pairwise(seen):
        assert np.all(np.abs(after) <= np.maximum(np.abs(before), 1.0))


def test_nothing_given_is_changed():
    ps, x, dy = stack_params(), normal(90, B, N), normal(91, B, N)
    given = [x, dy, *(array for p in ps for array in p)]
    before = [array.copy() for array in given]
    for kind in KINDS.values():
        _, caches = highway.stack(kind, x, ps)
        highway.stack_backward(kind, dy, caches, ps)
    highway.jacobian(highway.layer(x, ps[0])[1], ps[0])
    for now, then in zip(given, before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, x = params(), normal(90, B, N)
    _, cache = highway.layer(x, p)
    wrong = {
        rf"x has shape \({N}, {B}\), expected \(B, {N}\)": lambda: highway.layer(x.T, p),
        rf"W_h has shape \({N},\), expected \(N, N\)": lambda: highway.plain(x, p._replace(W_h=p.b_h)),
        rf"W_h has shape \({N}, {B}\), expected \({N}, {N}\)": lambda: highway.plain(x, p._replace(W_h=x.T)),
        rf"W_t has shape \({B}, {N}\), expected \({N}, {N}\)": lambda: highway.layer(x, p._replace(W_t=x)),
        rf"b_h has shape \({B},\), expected \({N},\)": lambda: highway.layer(x, p._replace(b_h=p.b_h[:B])),
        rf"b_t has shape \({B},\), expected \({N},\)": lambda: highway.layer(x, p._replace(b_t=p.b_t[:B])),
        rf"dy has shape \({N}, {B}\), expected \({B}, {N}\)": lambda: highway.layer_backward(x.T, cache, p),
        rf"cache.t has shape \(\), expected \({B}, {N}\)": lambda: highway.jacobian(highway.plain(x, p)[1], p),
        "ps has 0 layers, expected at least 1": lambda: highway.stack(highway.PLAIN, x, []),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
    with pytest.raises(ValueError, match="zip"):
        highway.stack_backward(highway.HIGHWAY, x, [cache], [p, p])
