"""Stateful training: the layout, the carried state against PyTorch and Keras, and the gradient that stops at a cut."""

import keras
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import over_time, stateful
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, SAMPLES, HiddenAndCell
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, lstm_params, normal

K, T = 2, 5  # chunks of 2, 2 and 1 steps
DONE = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])


def example() -> tuple[np.ndarray, HiddenAndCell]:
    return normal(70, T, B, D), HiddenAndCell(normal(71, B, H), normal(72, B, H))


def upstream() -> list[np.ndarray]:
    return stateful.chunks(normal(73, T, B, H), K)


def in_torch(xs, start, p, done, carry=True):
    """Outputs, and the leaves xs, W, U, h and c with their gradients, of PyTorch's layer with detached states."""
    module, leaf, state = torch_lstm(p), tensor(xs), [tensor(array) for array in start]
    first, outputs = state, []
    for part, dhs, fresh in zip(leaf.split(K), upstream(), done, strict=True):
        keep = torch.tensor(1.0 - fresh)[None, :, None] if carry else torch.zeros(1, B, 1, dtype=torch.float64)
        state = tuple(keep * array.reshape(1, B, H) for array in state)
        hs, state = module(part, state)
        hs.backward(torch.tensor(dhs))
        state = tuple(array.detach() for array in state)
        outputs.append(hs.detach())
    return torch.cat(outputs), [leaf, module.weight_ih_l0, module.weight_hh_l0, module.bias_ih_l0, *first]


@pytest.mark.parametrize("carry", [True, False])
@pytest.mark.parametrize("done", [DONE, 0 * DONE])
def test_values_and_gradients_agree_with_pytorch(carry, done):
    (xs, start), p = example(), lstm_params()
    runs = stateful.forward(LSTM, stateful.chunks(xs, K), start, p, done, carry)
    grads = stateful.backward(runs, upstream())
    theirs, leaves = in_torch(xs, start, p, done, carry)
    assert_allclose(np.concatenate([run.states.h for run in runs]), theirs, rtol=0, atol=1e-14)
    keep = (1 - done[0])[:, None] if carry else 0.0
    ours = [np.concatenate([each.dxs for each in grads])]
    ours += [sum(arrays) for arrays in zip(*(each.dp for each in grads), strict=True)]
    ours += [keep * array for array in grads[0].dstart]
    for mine, other in zip(ours, leaves, strict=True):
        assert_allclose(mine, other.grad, rtol=0, atol=1e-12)


def test_values_agree_with_a_stateful_layer_of_keras():
    xs, p = normal(70, 6, B, D), lstm_params()
    layer = keras.layers.LSTM(H, stateful=True, return_sequences=True, dtype="float64")
    layer.build((B, K, D))
    layer.set_weights([p.W.T, p.U.T, p.b])
    parts = stateful.chunks(xs, K)
    theirs = [keras.ops.convert_to_numpy(layer(part.swapaxes(0, 1))).swapaxes(0, 1) for part in parts]
    runs = stateful.forward(LSTM, parts, HiddenAndCell(np.zeros((B, H)), np.zeros((B, H))), p)
    for run, other in zip(runs, theirs, strict=True):
        assert_allclose(run.states.h, other, rtol=0, atol=1e-14)


@pytest.mark.parametrize("array", ["xs", "h", "c", "W", "U", "b"])
def test_gradient_agrees_with_centred_differences_while_carried_states_are_held(array):
    (xs, start), p = example(), lstm_params()
    runs = stateful.forward(LSTM, stateful.chunks(xs, K), start, p)
    grads = stateful.backward(runs, upstream())
    later = [run.start._make(held.copy() for held in run.start) for run in runs[1:]]
    arrays = {"xs": xs, **start._asdict(), **p._asdict()}

    def loss() -> float:
        parts = zip(stateful.chunks(xs, K), [start, *later], upstream(), strict=True)
        return sum(float((dhs * over_time.forward(LSTM, x, s, p).states.h).sum()) for x, s, dhs in parts)

    ours = {"xs": np.concatenate([each.dxs for each in grads]), **grads[0].dstart._asdict()}
    ours |= {name: sum(getattr(each.dp, name) for each in grads) for name in p._fields}
    assert relative_error(ours[array], centred(loss, arrays[array])) < 1e-6


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_one_long_run_with_the_truncated_gradient(name):
    cell, p, start, _ = SAMPLES[name]
    xs = normal(70, T, B, D)
    runs = stateful.forward(cell, stateful.chunks(xs, K), start, p)
    whole = over_time.forward(cell, xs, start, p)
    assert_array_equal(np.concatenate([run.states[0] for run in runs]), whole.states[0])
    truncated = over_time.truncated_backward(whole, np.concatenate(upstream()), K)
    grads = stateful.backward(runs, upstream())
    for total, *parts in zip(truncated.dp, *(each.dp for each in grads), strict=True):
        assert_allclose(sum(parts), total, rtol=0, atol=1e-12)


def test_a_loss_in_a_chunk_sends_nothing_to_the_chunks_before_it():
    xs, start = example()
    runs = stateful.forward(LSTM, stateful.chunks(xs, K), start, lstm_params())
    dhs = [0 * runs[0].states.h, 0 * runs[1].states.h, upstream()[2]]
    early, middle, late = stateful.backward(runs, dhs)
    assert not early.dxs.any()
    assert not middle.dxs.any()
    assert late.dxs.all()


def test_a_row_continues_itself_and_a_reset_row_forgets():
    xs, start = example()
    p, parts = lstm_params(), stateful.chunks(xs, K)
    before = stateful.forward(LSTM, parts, start, p, DONE)
    xs[0, 2] += 1.0  # row 2 is reset in the last chunk only, the others have nothing to do with it
    after = stateful.forward(LSTM, parts, start, p, DONE)
    for chunk, (one, other) in enumerate(zip(before, after, strict=True)):
        moved = (one.states.h != other.states.h).any(axis=(0, 2))
        assert moved.tolist() == [False, False, chunk < 2]


def test_rows_are_contiguous_and_the_rest_is_dropped():
    laid = stateful.rows(np.arange(26), 4)
    assert laid.shape == (6, 4)
    assert laid[0].tolist() == [0, 6, 12, 18]
    assert laid[:, 1].tolist() == list(range(6, 12))
    assert [part.shape for part in stateful.chunks(laid, 4)] == [(4, 4), (2, 4)]
    assert stateful.rows(np.zeros((26, 7)), 4).shape == (6, 4, 7)


@pytest.mark.parametrize(("k", "d"), [(35, 10), (7, 0), (4, 9)])
def test_look_back_is_counted(k, d):
    assert stateful.mean_look_back(k) == np.mean(np.arange(k))
    assert stateful.share_in_window(k, d) == np.mean(np.arange(k) >= d)


def test_a_server_keeps_h_and_c_of_every_layer():
    _, (h, c) = torch.nn.LSTM(3, 512, 2)(torch.zeros(1, 1, 3))
    assert stateful.state_bytes(2, 512) == h.nbytes + c.nbytes == 8192


def test_what_does_not_fit_is_named():
    with pytest.raises(ValueError, match=r"^the stream has 3 steps, expected at least B = 4$"):
        stateful.rows(np.arange(3), 4)
    xs, start = example()
    with pytest.raises(ValueError, match=r"^done has shape"):
        stateful.forward(LSTM, stateful.chunks(xs, K), start, lstm_params(), DONE[:2])
    with pytest.raises(ValueError, match=r"^dhs has 0 steps, expected 3, as many as runs$"):
        stateful.backward(stateful.forward(LSTM, stateful.chunks(xs, K), start, lstm_params()), [])
