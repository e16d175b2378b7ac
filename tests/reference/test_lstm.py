"""The LSTM step against PyTorch, against centred differences, and in the limits where its answer is known."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import lstm
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

OPEN, SHUT = 1000.0, -1000.0  # pre-activations at which the sigmoid is 1 and 0 to the last bit


def inputs():
    return normal(10, B, D), normal(11, B, H), normal(12, B, H)


def upstream():
    return normal(13, B, H), normal(14, B, H)


def steady(i: float, f: float, g: float, o: float) -> lstm.Params:
    """A cell whose gates are set by these pre-activations alone, whatever it reads."""
    return lstm.Params(np.zeros((4 * H, D)), np.zeros((4 * H, H)), np.repeat([i, f, g, o], H).astype(float))


def run(p: lstm.Params, steps: int, h: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    for t in range(steps):
        h, c, _ = lstm.step(normal(20 + t, B, D), h, c, p)
    return h, c


def test_values_agree_with_pytorch():
    p, (x, h_prev, c_prev) = lstm_params(), inputs()
    h, c, _ = lstm.step(x, h_prev, c_prev, p)
    h_torch, c_torch = torch_lstm(p, torch.nn.LSTMCell)(tensor(x), (tensor(h_prev), tensor(c_prev)))
    assert_allclose(h, h_torch.detach(), rtol=0, atol=1e-14)
    assert_allclose(c, c_torch.detach(), rtol=0, atol=1e-14)


def test_gradients_agree_with_pytorch():
    p, given, (dh, dc) = lstm_params(), inputs(), upstream()
    _, _, cache = lstm.step(*given, p)
    grads = lstm.step_backward(dh, dc, cache, p)

    cell, (x, h_prev, c_prev) = torch_lstm(p, torch.nn.LSTMCell), map(tensor, given)
    torch.autograd.backward(cell(x, (h_prev, c_prev)), (torch.tensor(dh), torch.tensor(dc)))
    theirs = x.grad, h_prev.grad, c_prev.grad, cell.weight_ih.grad, cell.weight_hh.grad, cell.bias_ih.grad
    for name, ours, other in zip(grads._fields, grads, theirs, strict=True):
        assert_allclose(ours, other, rtol=0, atol=1e-13, err_msg=name)
    assert_allclose(grads.db, cell.bias_hh.grad, rtol=0, atol=1e-13)


@pytest.mark.parametrize("name", ["x", "h_prev", "c_prev", "W", "U", "b"])
def test_gradient_agrees_with_centred_differences(name):
    p, (x, h_prev, c_prev), (dh, dc) = lstm_params(), inputs(), upstream()
    arrays = {"x": x, "h_prev": h_prev, "c_prev": c_prev, **p._asdict()}

    def loss() -> float:
        h, c, _ = lstm.step(x, h_prev, c_prev, p)
        return float((dh * h).sum() + (dc * c).sum())

    _, _, cache = lstm.step(x, h_prev, c_prev, p)
    ours = lstm.step_backward(dh, dc, cache, p)._asdict()["d" + name]
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


def test_cache_holds_what_was_computed():
    p, (x, h_prev, c_prev) = lstm_params(), inputs()
    h, c, cache = lstm.step(x, h_prev, c_prev, p)
    assert_array_equal(cache.c, cache.f * c_prev + cache.i * cache.g)
    assert_array_equal(h, cache.o * np.tanh(c))
    assert cache.x is x
    assert cache.h_prev is h_prev
    assert cache.c_prev is c_prev


def test_open_forget_and_shut_input_gate_carry_the_cell_exactly():
    _, h, c = inputs()
    _, last = run(steady(SHUT, OPEN, 3.0, 0.0), 50, h, c)
    assert_array_equal(last, c)


def test_shut_forget_gate_erases_the_cell():
    _, h, c = inputs()
    _, last = run(steady(SHUT, SHUT, 3.0, 0.0), 1, h, c)
    assert_array_equal(last, np.zeros_like(c))


def test_all_open_counts_the_steps():
    _, last = run(steady(OPEN, OPEN, OPEN, 0.0), 50, np.zeros((B, H)), np.zeros((B, H)))
    assert_array_equal(last, np.full((B, H), 50.0))


def test_nearly_open_gates_count_nearly_the_steps():
    _, last = run(steady(8.0, 8.0, 8.0, 0.0), 50, np.zeros((B, H)), np.zeros((B, H)))
    assert np.all((last > 49.0) & (last < 50.0))


def test_shut_output_gate_hides_the_cell_and_keeps_it():
    _, h, c = inputs()
    hidden, kept = run(steady(SHUT, OPEN, 0.0, SHUT), 3, h, c)
    assert_array_equal(hidden, np.zeros_like(h))
    assert_array_equal(kept, c)


def test_open_output_gate_shows_the_tanh_of_the_cell():
    _, h, c = inputs()
    shown, _ = run(steady(SHUT, OPEN, 0.0, OPEN), 1, h, c)
    assert_array_equal(shown, np.tanh(c))


@pytest.mark.parametrize("scale", [0.5, 5.0, 50.0])
def test_cell_grows_by_at_most_one_a_step(scale):
    _, h, c = inputs()
    shown, last = run(lstm_params(scale=scale), 30, h, c)
    assert np.all(np.abs(last) <= np.abs(c) + 30)
    assert np.all(np.abs(shown) <= 1.0)


def test_gradient_along_the_cell_is_the_forget_gate():
    p = steady(0.3, 0.7, 0.1, 0.2)
    _, _, cache = lstm.step(*inputs(), p)
    dc = upstream()[1]
    assert_array_equal(lstm.step_backward(np.zeros((B, H)), dc, cache, p).dc_prev, dc * cache.f)


def test_nothing_given_is_changed():
    p, given, (dh, dc) = lstm_params(), inputs(), upstream()
    before = [array.copy() for array in (*p, *given, dh, dc)]
    _, _, cache = lstm.step(*given, p)
    lstm.step_backward(dh, dc, cache, p)
    for now, then in zip((*p, *given, dh, dc), before, strict=True):
        assert_array_equal(now, then)


def test_everything_is_float64():
    p, given, (dh, dc) = lstm_params(), inputs(), upstream()
    h, c, cache = lstm.step(*given, p)
    assert {array.dtype for array in (h, c, *cache, *lstm.step_backward(dh, dc, cache, p))} == {np.dtype("float64")}


@pytest.mark.parametrize(
    ("name", "shape", "expected"),
    [
        ("x", (B, D + 1), f"(B, {D})"),
        ("x", (B, T, D), f"(B, {D})"),
        ("h_prev", (B + 1, H), f"({B}, {H})"),
        ("h_prev", (H, B), f"({B}, {H})"),
        ("c_prev", (B, 4 * H), f"({B}, {H})"),
        ("W", (D, 4 * H), f"({4 * H}, D)"),
        ("U", (H, 4 * H), f"({16 * H}, {4 * H})"),
        ("U", (4 * H,), "(4H, H)"),
        ("b", (H,), f"({4 * H},)"),
    ],
)
def test_wrong_shape_forward_names_the_array(name, shape, expected):
    arrays = dict(zip(("x", "h_prev", "c_prev"), inputs(), strict=True)) | lstm_params()._asdict()
    arrays[name] = np.zeros(shape)
    p = lstm.Params(arrays["W"], arrays["U"], arrays["b"])
    with pytest.raises(ValueError, match=f"^{name} has shape ") as caught:
        lstm.step(arrays["x"], arrays["h_prev"], arrays["c_prev"], p)
    assert str(caught.value) == f"{name} has shape {shape}, expected {expected}"


@pytest.mark.parametrize("name", ["dh", "dc"])
def test_wrong_shape_backward_names_the_array(name):
    p, given = lstm_params(), inputs()
    arrays = dict(zip(("dh", "dc"), upstream(), strict=True)) | {name: np.zeros((B, H + 1))}
    _, _, cache = lstm.step(*given, p)
    with pytest.raises(ValueError, match="has shape") as caught:
        lstm.step_backward(arrays["dh"], arrays["dc"], cache, p)
    assert str(caught.value) == f"{name} has shape {(B, H + 1)}, expected {(B, H)}"
