"""Stacks of LSTM layers: against PyTorch's `num_layers`, a loop over its layers, and centred differences."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import bptt, lstm, stacked
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

L = 2
PASSES = {
    "plain": (stacked.forward, stacked.backward),
    "residual": (stacked.forward_residual, stacked.backward_residual),
}
KINDS = list(PASSES)
WEIGHTS = [f"{name}{l}" for l in range(L) for name in ("W", "U", "b")]


def layers(count: int = L) -> list[lstm.Params]:
    upper = [
        lstm.Params(*(normal(200 + l, *shape, scale=0.6) for shape in ((4 * H, H), (4 * H, H), (4 * H,))))
        for l in range(1, count)
    ]
    return [lstm.Params(*(array.copy() for array in lstm_params())), *upper]


def state(seed: int, count: int = L) -> stacked.State:
    return stacked.State(normal(seed, count, B, H), normal(seed + 1, count, B, H))


def inputs() -> np.ndarray:
    return normal(210, T, B, D)


def upstream() -> np.ndarray:
    return normal(211, T, B, H)


def gradients(kind: str, count: int = L) -> dict[str, np.ndarray]:
    forward, backward = PASSES[kind]
    made = backward(forward(inputs(), state(212, count), layers(count)), upstream(), state(214, count))
    by_weight = {f"{name}{l}": a for l, p in enumerate(made.dlayers) for name, a in p._asdict().items()}
    return {"xs": made.dxs, "h": made.dstart.h, "c": made.dstart.c, **by_weight}


def by_hand(kind: str, xs: torch.Tensor, start: list[torch.Tensor], modules: list) -> list[torch.Tensor]:
    """Outputs (T, B, H), h_n and c_n (count, B, H) of one-layer modules of PyTorch's, one on top of the other."""
    u, last = xs, []
    for l, module in enumerate(modules):
        h, end = module(u, (start[0][l : l + 1], start[1][l : l + 1]))
        u = h + u if kind == "residual" and l else h
        last.append(end)
    return [u, *(torch.cat(field) for field in zip(*last, strict=True))]


def num_layers() -> torch.nn.LSTM:
    """PyTorch's stack with our weights."""
    module = torch.nn.LSTM(D, H, num_layers=L).double()
    given = {}
    for l, p in enumerate(layers()):
        given |= {f"weight_ih_l{l}": p.W, f"weight_hh_l{l}": p.U, f"bias_ih_l{l}": 0.25 * p.b}
        given[f"bias_hh_l{l}"] = 0.75 * p.b
    module.load_state_dict({name: torch.tensor(array) for name, array in given.items()})
    return module


def test_values_agree_with_num_layers():
    stack = stacked.forward(inputs(), state(212), layers())
    outputs, (h_n, c_n) = num_layers()(torch.tensor(inputs()), tuple(map(torch.tensor, state(212))))
    for ours, theirs in zip((stack.outputs, *stack.last), (outputs, h_n, c_n), strict=True):
        assert_allclose(ours, theirs.detach(), rtol=0, atol=1e-14)


def test_gradients_agree_with_num_layers():
    module, xs, start = num_layers(), tensor(inputs()), [tensor(array) for array in state(212)]
    outputs, last = module(xs, tuple(start))
    torch.autograd.backward((outputs, *last), tuple(map(torch.tensor, (upstream(), *state(214)))))
    names = (f"{name}_l{l}" for l in range(L) for name in ("weight_ih", "weight_hh", "bias_ih"))
    theirs = [leaf.grad for leaf in (xs, *start, *(getattr(module, name) for name in names))]
    for (name, ours), other in zip(gradients("plain").items(), theirs, strict=True):
        assert_allclose(ours, other, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 4])
def test_values_and_gradients_agree_with_a_loop_over_layers_of_pytorch(kind, count):
    stack = PASSES[kind][0](inputs(), state(212, count), layers(count))
    modules, xs, start = [torch_lstm(p) for p in layers(count)], tensor(inputs()), list(map(tensor, state(212, count)))
    made = by_hand(kind, xs, start, modules)
    for ours, theirs in zip((stack.outputs, *stack.last), made, strict=True):
        assert_allclose(ours, theirs.detach(), rtol=0, atol=1e-13)
    torch.autograd.backward(made, list(map(torch.tensor, (upstream(), *state(214, count)))))
    weights = [parameter for module in modules for parameter in list(module.parameters())[:3]]
    for (name, ours), leaf in zip(gradients(kind, count).items(), (xs, *start, *weights), strict=True):
        assert_allclose(ours, leaf.grad, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["xs", "h", "c", *WEIGHTS])
def test_gradient_agrees_with_centred_differences(kind, name):
    xs, start, ps, dus, dlast = inputs(), state(212), layers(), upstream(), state(214)
    arrays = {"xs": xs, **start._asdict()}
    arrays |= {f"{field}{l}": array for l, p in enumerate(ps) for field, array in p._asdict().items()}

    def loss() -> float:
        stack = PASSES[kind][0](xs, start, ps)
        return float((dus * stack.outputs).sum() + sum((d * s).sum() for d, s in zip(dlast, stack.last, strict=True)))

    assert relative_error(gradients(kind)[name], centred(loss, arrays[name])) < 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_one_layer_is_the_lstm(kind):
    first, start = layers(1)[0], state(212, 1)
    stack = PASSES[kind][0](inputs(), start, [first])
    hs, cs, _ = bptt.forward(inputs(), start.h[0], start.c[0], first)
    assert_array_equal(stack.outputs, hs)
    assert_array_equal(stack.last.c[0], cs[-1])


def shut(p: lstm.Params) -> lstm.Params:
    """A layer that puts out nothing: its output gates are at 0."""
    W, U, b = (array.copy() for array in p)
    for array, value in ((W, 0.0), (U, 0.0), (b, -1000.0)):
        array[3 * H :] = value
    return lstm.Params(W, U, b)


def test_a_residual_carries_values_and_gradient_past_a_silent_layer_and_a_plain_stack_does_not():
    first, upper = layers()
    dlast = stacked.State(*np.zeros((2, L, B, H)))
    low = stacked.forward(inputs(), stacked.State(*(a[:1] for a in state(212))), [first])
    dlow = stacked.backward(low, upstream(), stacked.State(*(a[:1] for a in dlast))).dxs
    residual, plain = (PASSES[kind][0](inputs(), state(212), [first, shut(upper)]) for kind in ("residual", "plain"))
    assert_array_equal(residual.outputs, low.outputs)
    assert_array_equal(stacked.backward_residual(residual, upstream(), dlast).dxs, dlow)
    assert_array_equal(plain.outputs, 0.0)
    assert_array_equal(stacked.backward(plain, upstream(), dlast).dxs, 0.0)


def test_layer_by_layer_or_step_by_step_is_the_same():
    whole = stacked.forward(inputs(), state(212), layers())
    now, handed = state(212), []
    for x in inputs():
        step = stacked.forward(x[None], now, layers())
        now = step.last
        handed.append(step.outputs[0])
    assert_allclose(whole.outputs, np.stack(handed), rtol=0, atol=1e-15)
    for ours, theirs in zip(whole.last, now, strict=True):
        assert_allclose(ours, theirs, rtol=0, atol=1e-15)


@pytest.mark.parametrize(("count", "steps"), [(1, 1), (1, 7), (6, 1), (3, 5), (5, 3)])
def test_a_cell_runs_in_round_l_plus_t_minus_one(count, steps):
    made = stacked.rounds(count, steps)
    assert made.shape == (count, steps)
    assert all(made[l - 1, t - 1] == l + t - 1 for l in range(1, count + 1) for t in range(1, steps + 1))
    assert np.bincount(made.ravel()).max() <= min(count, steps)


@pytest.mark.parametrize(
    ("start", "ps", "said"),
    [
        (state(212, 3), layers(), r"start.h has shape \(3, 3, 6\), expected \(2, B, H\)"),
        (state(212), [], "layers is empty"),
        (stacked.State(normal(1, L, B, H), normal(1, L, B, H + 1)), layers(), "start.c has shape"),
        (state(212), layers()[::-1], "x has shape"),
    ],
)
def test_what_does_not_fit_is_named(start, ps, said):
    with pytest.raises(ValueError, match=said):
        stacked.forward(inputs(), start, ps)
