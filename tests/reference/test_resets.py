"""Episode ends inside a sequence: values and gradients against PyTorch's cell, and what does not cross an end."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import over_time, resets
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, SAMPLES, HiddenAndCell
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

FIRST = np.array([[0, 1, 0], [0, 0, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]])  # (T, B)
NEVER = np.zeros((T, B))


def example() -> tuple[np.ndarray, HiddenAndCell]:
    return normal(480, T, B, D), HiddenAndCell(normal(481, B, H), normal(482, B, H))


def test_values_and_gradients_agree_with_pytorch():
    (xs, start), p, dhs = example(), lstm_params(), normal(483, T, B, H)
    run = resets.forward(LSTM, xs, FIRST, start, p)
    grads = over_time.backward(run, dhs)
    cell, leaf, leaves = torch_lstm(p, torch.nn.LSTMCell), tensor(xs), [tensor(array) for array in start]
    state, outputs = tuple(leaves), []
    for x, first in zip(leaf, torch.tensor(FIRST, dtype=torch.bool), strict=True):
        state = cell(x, tuple(array.masked_fill(first[:, None], 0.0) for array in state))
        outputs.append(state[0])
    torch.stack(outputs).backward(torch.tensor(dhs))
    assert_allclose(run.states.h, torch.stack(outputs).detach(), rtol=0, atol=1e-14)
    theirs = [leaf, *leaves, cell.weight_ih, cell.weight_hh, cell.bias_ih]
    for mine, other in zip([grads.dxs, *grads.dstart, *grads.dp], theirs, strict=True):
        assert_allclose(mine, other.grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize("array", ["xs", "h", "c", "W", "U", "b"])
def test_gradient_agrees_with_centred_differences(array):
    (xs, start), p, dhs = example(), lstm_params(), normal(483, T, B, H)
    arrays = {"xs": xs, **start._asdict(), **p._asdict()}
    grads = over_time.backward(resets.forward(LSTM, xs, FIRST, start, p), dhs)
    ours = {"xs": grads.dxs, **grads.dstart._asdict(), **grads.dp._asdict()}

    def loss() -> float:
        return float((dhs * resets.forward(LSTM, xs, FIRST, start, p).states.h).sum())

    assert relative_error(ours[array], centred(loss, arrays[array])) < 1e-6


@pytest.mark.parametrize("name", SAMPLES)
def test_any_cell_begins_afresh_at_an_end_and_never_without_one(name):
    cell, p, start, _ = SAMPLES[name]
    xs = normal(480, T, B, D)
    whole = resets.forward(cell, xs, NEVER, start, p)
    assert_array_equal(whole.states[0], over_time.forward(cell, xs, start, p).states[0])
    first = NEVER.copy()
    first[2] = 1
    run = resets.forward(cell, xs, first, start, p)
    fresh = over_time.forward(cell, xs[2:], start._make(0 * array for array in start), p)
    assert_array_equal(run.states[0][2:], fresh.states[0])


def test_a_loss_sends_nothing_across_an_end():
    xs, start = example()
    run = resets.forward(LSTM, xs, FIRST, start, lstm_params())
    dhs = np.zeros((T, B, H))
    dhs[-1] = 1.0
    reached = over_time.backward(run, dhs).dxs.any(axis=-1)
    assert reached.tolist() == [[False] * 3, [False] * 3, [True, False, False], [True, False, True], [True] * 3]


@pytest.mark.parametrize("prefix", [0, 3])
def test_burn_in_is_a_run_from_where_the_prefix_ends(prefix):
    xs, start = example()
    p = lstm_params()
    run = resets.burn_in(LSTM, xs, FIRST, start, p, prefix)
    whole = resets.forward(LSTM, xs, FIRST, start, p)
    assert_array_equal(run.states.h, whole.states.h[prefix:])
    dhs = normal(484, T - prefix, B, H)
    grads = over_time.backward(run, dhs)
    alone = resets.forward(LSTM, xs[prefix:], FIRST[prefix:], run.start, p)
    for mine, other in zip(grads.dp, over_time.backward(alone, dhs).dp, strict=True):
        assert_array_equal(mine, other)


def test_a_wrong_start_fades_at_the_rate_of_the_forget_gate():
    p = lstm_params()
    xs = np.zeros((T, B, D))
    closed = p._replace(W=0 * p.W, U=0 * p.U, b=np.repeat([-50.0, 1.0, 0.0, 50.0], H))  # i = 0, f = σ(1), o = 1
    tiny = HiddenAndCell(np.zeros((B, H)), np.full((B, H), 1e-4))
    zero = tiny._make(0 * array for array in tiny)
    left = resets.distances(LSTM, xs, zero, tiny, closed)
    assert_allclose(left, 1e-4 * (1 / (1 + np.exp(-1.0))) ** np.arange(1, T + 1), rtol=1e-6)
    assert not resets.distances(LSTM, xs, tiny, tiny, p).any()


def test_what_does_not_fit_is_named():
    xs, start = example()
    with pytest.raises(ValueError, match=r"^first has shape \(4, 3\), expected \(5, 3\)$"):
        resets.forward(LSTM, xs, FIRST[1:], start, lstm_params())
    with pytest.raises(ValueError, match=r"^prefix is 5, expected 0 to 4"):
        resets.burn_in(LSTM, xs, FIRST, start, lstm_params(), T)
