"""Dropout in the LSTM against PyTorch and Keras, autograd, centred differences, what masks do on average, limits."""

import math

import keras
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import dropout, lstm, over_time
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, HiddenAndCell, flat
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

P = 0.3
FIELDS = dropout.Masks._fields


def generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def masks(*used: str) -> list[dropout.Masks]:
    """A `Masks` for each of T steps, drawn anew for those that are named; zoneout's keep is 0 or 1."""
    rng, every = generator(7), []
    for _ in range(T):
        drawn = dropout.no_masks(B, D, H)
        for name in used:
            shape = getattr(drawn, name).shape
            one = rng.random(shape) < P if name.startswith("keep") else dropout.mask(rng, P, *shape)
            drawn = drawn._replace(**{name: one.astype(float)})
        every.append(drawn)
    return every


def inputs():
    return normal(300, T, B, D), normal(301, B, H), normal(302, B, H)


def run(given: list[dropout.Masks], p: lstm.Params, xs, h0, c0) -> over_time.Run:
    return over_time.forward(dropout.CELL, list(zip(xs, given, strict=True)), dropout.State(h0, c0), p)


def by_torch(given: list[dropout.Masks], p: lstm.Params) -> tuple[np.ndarray, list[np.ndarray]]:
    """Hidden states and gradients of torch's own cell, its inputs multiplied, its outputs mixed.

    The candidate's mask: c = m · (the cell's c) + (1 - m) · (its c with the input gate shut).
    """
    leaves = xs, h, c = [tensor(array) for array in inputs()]
    cell = torch_lstm(p, torch.nn.LSTMCell)
    shut = torch.zeros(4 * H, dtype=torch.float64)
    shut[:H] = -1e9
    hs = []
    for x, step in zip(xs, given, strict=True):
        m = dropout.Masks(*map(torch.tensor, step))
        h_new, c_new = cell(x * m.x, (h * m.h, c * m.c))
        o = h_new / torch.tanh(c_new)
        bias = {"bias_hh": cell.bias_hh + shut}
        _, stored = torch.func.functional_call(cell, bias, (x * m.x, (h * m.h, c * m.c)))
        c_new = m.g * c_new + (1 - m.g) * stored
        h_new = o * torch.tanh(c_new)
        h, c = torch.lerp(h_new, h, m.keep_h), torch.lerp(c_new, c, m.keep_c)
        hs.append(h)
    (torch.stack(hs) * torch.tensor(normal(303, T, B, H))).sum().backward()
    weights = [cell.weight_ih.grad, cell.weight_hh.grad, cell.bias_ih.grad]
    return torch.stack(hs).detach().numpy(), [leaf.grad.numpy() for leaf in leaves] + [w.numpy() for w in weights]


@pytest.mark.parametrize("used", [*((name,) for name in FIELDS), FIELDS])
def test_values_and_gradients_agree_with_the_cell_of_torch(used):
    p, given = lstm_params(), masks(*used)
    ours = run(given, p, *inputs())
    hs, theirs = by_torch(given, p)
    assert_allclose(ours.states.h, hs, rtol=0, atol=1e-12)
    grads = flat(over_time.backward(ours, normal(303, T, B, H)))
    for (name, mine), other in zip(grads.items(), theirs, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-11, err_msg=name)


@pytest.mark.parametrize("used", [*((name,) for name in FIELDS), FIELDS])
@pytest.mark.parametrize("name", ["x", "h_prev", "c_prev", *lstm.Params._fields])
def test_gradient_of_a_step_agrees_with_centred_differences(name, used):
    p, (xs, h0, c0), (dh, dc) = lstm_params(), inputs(), (normal(303, B, H), normal(304, B, H))
    given = (xs[0], masks(*used)[0])
    arrays = {"x": xs[0], "h_prev": h0, "c_prev": c0, **p._asdict()}

    def loss() -> float:
        h, c, _ = dropout.step(given, h0, c0, p)
        return float((dh * h).sum() + (dc * c).sum())

    ours = dropout.step_backward(dh, dc, dropout.step(given, h0, c0, p)[2], p)._asdict()["d" + name]
    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


@pytest.mark.parametrize("name", ["xs", "h", "c", *lstm.Params._fields])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, (xs, h0, c0), dhs, given = lstm_params(), inputs(), normal(303, T, B, H), masks(*FIELDS)
    arrays = {"xs": xs, "h": h0, "c": c0, **p._asdict()}
    ours = flat(over_time.backward(run(given, p, xs, h0, c0), dhs))[name]
    numeric = centred(lambda: float((dhs * run(given, p, xs, h0, c0).states.h).sum()), arrays[name])
    assert relative_error(ours, numeric) < 1e-6


def test_locked_masks_on_the_input_are_those_of_keras():
    """Keras draws its own mask, so ours is read off it."""
    p, (xs, _, _) = lstm_params(), inputs()
    layer = keras.layers.LSTM(H, dropout=0.4, return_sequences=True, dtype="float64")
    layer.build((B, T, D))
    layer.set_weights([p.W.T, p.U.T, p.b])
    drawn = []
    get = layer.cell.get_dropout_mask
    layer.cell.get_dropout_mask = lambda step: drawn.append(get(step)) or drawn[-1]
    theirs = layer(xs.swapaxes(0, 1), training=True).detach().numpy().swapaxes(0, 1)
    used = drawn[0].detach().numpy()
    assert set(np.unique(used).round(9)) == {0.0, round(1 / 0.6, 9)}
    zeros = np.zeros((B, H))
    ours = run([dropout.no_masks(B, D, H)._replace(x=used)] * T, p, xs, zeros, zeros)
    assert_allclose(ours.states.h, theirs, rtol=0, atol=1e-12)


def test_weight_drop_is_torch_lstm_with_the_same_entries_of_u_at_zero():
    p, (xs, h0, c0) = lstm_params(), inputs()
    m = dropout.mask(generator(3), 0.5, 4 * H, H)
    ours = run(masks(), dropout.weight_drop(p, m), xs, h0, c0)
    layer = torch_lstm(p)
    torch.nn.utils.parametrize.register_parametrization(layer, "weight_hh_l0", _Times(torch.tensor(m)))
    hs, _ = layer(torch.tensor(xs), (torch.tensor(h0)[None], torch.tensor(c0)[None]))
    assert_allclose(ours.states.h, hs.detach().numpy(), rtol=0, atol=1e-12)
    dhs = normal(303, T, B, H)
    (hs * torch.tensor(dhs)).sum().backward()
    theirs = layer.parametrizations.weight_hh_l0.original.grad.numpy()
    assert_allclose(m * over_time.backward(ours, dhs).dp.U, theirs, rtol=0, atol=1e-12)
    assert_array_equal(theirs == 0.0, m == 0.0)


class _Times(torch.nn.Module):
    def __init__(self, m: torch.Tensor) -> None:
        super().__init__()
        self.m = m

    def forward(self, U: torch.Tensor) -> torch.Tensor:
        return U * self.m


def test_without_masks_it_is_the_lstm():
    p, (xs, h0, c0), dhs = lstm_params(), inputs(), normal(303, T, B, H)
    ours, plain = run(masks(), p, xs, h0, c0), over_time.forward(LSTM, xs, HiddenAndCell(h0, c0), p)
    for mine, other in zip(ours.states, plain.states, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-15)
    theirs = flat(over_time.backward(plain, dhs))
    for name, mine in flat(over_time.backward(ours, dhs)).items():
        assert_allclose(mine, theirs[name], rtol=0, atol=1e-13, err_msg=name)


def test_at_rate_zero_nothing_is_dropped():
    assert_array_equal(dropout.fresh(generator(1), 0.0, T, B, H), np.ones((T, B, H)))
    assert_array_equal(dropout.locked(generator(1), 0.0, T, B, H), np.ones((T, B, H)))


def test_kept_entries_are_scaled_as_in_torch_and_the_mean_stays_one():
    m = dropout.mask(generator(2), 0.2, 400, 500)
    torch.manual_seed(0)
    theirs = torch.nn.Dropout(0.2)(torch.ones(400, 500, dtype=torch.float64)).numpy()
    assert_allclose(np.unique(m), np.unique(theirs), rtol=1e-12)
    assert abs(m.mean() - 1.0) < 0.01
    assert abs(theirs.mean() - 1.0) < 0.01
    assert abs((m == 0).mean() - 0.2) < 0.005


def test_fresh_masks_differ_from_step_to_step_and_locked_ones_do_not():
    fresh, locked = (draw(generator(4), 0.5, T, B, H) for draw in (dropout.fresh, dropout.locked))
    assert fresh.shape == locked.shape == (T, B, H)
    assert np.abs(fresh[1:] - fresh[:-1]).max(axis=(1, 2)).min() > 0
    assert_array_equal(locked, np.stack([locked[0]] * T))
    assert len(np.unique(locked[0])) == 2


@pytest.mark.parametrize(("p", "n"), [(0.1, 50), (0.2, 10)])
def test_fresh_masks_erase_as_the_power_says_and_keep_the_mean_by_what_survives(p, n):
    kept = dropout.fresh(generator(5), p, n, 200, 1000).prod(axis=0)
    share = dropout.survival(p, n)
    assert_allclose((kept > 0).mean(), share, rtol=0.05)
    assert_allclose(kept[kept > 0], 1 / share)
    assert_allclose(kept.mean(), 1.0, rtol=0.05)
    assert dropout.survival(0.2, 10) == pytest.approx(0.107, abs=5e-4)
    assert dropout.survival(0.0, 99) == 1.0


def remembering(**used: np.ndarray) -> np.ndarray:
    """The cell state after 40 steps at f = 1 and i = 0, from ones, with the masks (40, B, H) that are named."""
    p = lstm.Params(np.zeros((4 * H, D)), np.zeros((4 * H, H)), np.repeat([-800.0, 800.0, 0.0, 0.0], H))
    given = [dropout.no_masks(B, D, H)._replace(**{n: m[t] for n, m in used.items()}) for t in range(40)]
    xs, ones = np.zeros((40, B, D)), np.ones((B, H))
    return over_time.forward(dropout.CELL, list(zip(xs, given, strict=True)), dropout.State(ones, ones), p).states.c[-1]


def test_only_a_mask_on_the_cell_state_erases_what_an_open_forget_gate_keeps():
    fresh = dropout.fresh(generator(6), 0.5, 40, B, H)
    assert_array_equal(remembering(c=fresh), np.zeros((B, H)))
    for used in ({"h": fresh}, {"g": fresh}, {"keep_c": (fresh > 0).astype(float)}):
        assert_allclose(remembering(**used), np.ones((B, H)), rtol=1e-12)


def test_zoneout_at_rate_one_freezes_the_state():
    given = [dropout.no_masks(B, D, H)._replace(keep_h=np.ones((B, H)), keep_c=np.ones((B, H)))] * T
    xs, h0, c0 = inputs()
    ours = run(given, lstm_params(), xs, h0, c0)
    assert_array_equal(ours.states.h[-1], h0)
    assert_array_equal(ours.states.c[-1], c0)


def test_the_mean_of_a_step_of_zoneout_is_its_step_in_evaluation():
    """Exact for one step: the sum over both masks of a unit, weighted by their probabilities."""
    p, (xs, h0, c0), one = lstm_params(), inputs(), np.ones((B, H))

    def after(keep: np.ndarray) -> list[np.ndarray]:
        return list(dropout.step((xs[0], dropout.no_masks(B, D, H)._replace(keep_h=keep, keep_c=keep)), h0, c0, p)[:2])

    for kept, updated, mean in zip(after(one), after(0 * one), after(P * one), strict=True):
        assert_allclose(P * kept + (1 - P) * updated, mean, rtol=0, atol=1e-15)


@pytest.mark.parametrize("p", [-0.1, 1.0, math.nan])
def test_a_rate_out_of_range_is_refused(p):
    with pytest.raises(ValueError, match=r"^p is .*, expected a rate from 0 up, below 1$"):
        dropout.mask(generator(1), p, 3)


def test_wrong_shapes_name_the_array():
    p, (xs, h0, c0), plain = lstm_params(), inputs(), dropout.no_masks(B, D, H)
    x, step = xs[0], dropout.step
    _, _, cache = step((x, plain), h0, c0, p)
    wrong = {
        rf"x has shape \({B}, {H}\), expected \(B, {D}\)": lambda: step((c0, plain), h0, c0, p),
        rf"h_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step((x, plain), x, c0, p),
        rf"c_prev has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step((x, plain), h0, x, p),
        rf"the mask of x has shape \({B}, {H}\), expected \({B}, {D}\)": lambda: step(
            (x, plain._replace(x=h0)), h0, c0, p
        ),
        rf"g has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: step((x, plain._replace(g=x)), h0, c0, p),
        rf"dh has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: dropout.step_backward(x, c0, cache, p),
        rf"dc has shape \({B}, {D}\), expected \({B}, {H}\)": lambda: dropout.step_backward(h0, x, cache, p),
        rf"mask_u has shape \({B}, {H}\), expected \({4 * H}, {H}\)": lambda: dropout.weight_drop(p, h0),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}$"):
            call()
