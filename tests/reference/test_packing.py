"""Packing against PyTorch's, the LSTM over a packed batch against PyTorch's, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from scripts.reference import bptt, packing
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

RAGGED = np.array([2, 4, 3])  # none fills all T = 5 steps, none is sorted
N = int(RAGGED.sum())
NAMES = ["data", "h_0", "c_0", "W", "U", "b"]


def inputs():
    return normal(300, T, B, D), normal(301, B, H), normal(302, B, H)


def upstream():
    return normal(303, N, H), normal(304, B, H), normal(305, B, H)


def theirs(xs, h_0, c_0, layer):
    """PyTorch's packed input and output, and its last states (B, H)."""
    given = pack_padded_sequence(xs, torch.tensor(RAGGED), enforce_sorted=False)
    outputs, (h_n, c_n) = layer(given, (h_0[None], c_0[None]))
    return given, outputs, h_n[0], c_n[0]


def test_the_layout_is_that_of_pytorch():
    xs = inputs()[0]
    ours, other = (
        packing.pack(xs, RAGGED),
        pack_padded_sequence(torch.tensor(xs), torch.tensor(RAGGED), enforce_sorted=False),
    )
    assert_array_equal(ours.data, other.data)
    assert_array_equal(ours.batch_sizes, other.batch_sizes)
    assert_array_equal(ours.order, other.sorted_indices)
    assert_array_equal(packing.unpack(ours, T), pad_packed_sequence(other, total_length=T)[0])


def test_values_agree_with_pytorch():
    p, (xs, h_0, c_0) = lstm_params(), inputs()
    _, outputs, h_n, c_n = theirs(*map(torch.tensor, (xs, h_0, c_0)), torch_lstm(p))
    run = packing.forward(packing.pack(xs, RAGGED), h_0, c_0, p)
    for ours, other in ((run.outputs.data, outputs.data), (run.h_n, h_n), (run.c_n, c_n)):
        assert_allclose(ours, other.detach(), rtol=0, atol=1e-14)


def test_gradients_agree_with_pytorch():
    p, given, upper = lstm_params(), inputs(), upstream()
    layer, (xs, h_0, c_0) = torch_lstm(p), map(tensor, given)
    packed, outputs, h_n, c_n = theirs(xs, h_0, c_0, layer)
    packed.data.retain_grad()
    sum((torch.tensor(d) * out).sum() for d, out in zip(upper, (outputs.data, h_n, c_n), strict=True)).backward()
    run = packing.forward(packing.pack(given[0], RAGGED), *given[1:], p)
    ddata, dh_0, dc_0, dp = packing.backward(run, *upper)
    weights = (layer.weight_ih_l0.grad, layer.weight_hh_l0.grad, layer.bias_ih_l0.grad)
    others = (packed.data.grad, h_0.grad, c_0.grad, *weights)
    for name, mine, other in zip(NAMES, (ddata, dh_0, dc_0, *dp), others, strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_agrees_with_centred_differences(name):
    p, (xs, h_0, c_0), upper = lstm_params(), inputs(), upstream()
    packed = packing.pack(xs, RAGGED)
    arrays = dict(zip(NAMES, (packed.data, h_0, c_0, *p), strict=True))

    def loss():
        run = packing.forward(packed, h_0, c_0, p)
        return float(sum((d * out).sum() for d, out in zip(upper, (run.outputs.data, run.h_n, run.c_n), strict=True)))

    ddata, dh_0, dc_0, dp = packing.backward(packing.forward(packed, h_0, c_0, p), *upper)
    grads = dict(zip(NAMES, (ddata, dh_0, dc_0, *dp), strict=True))
    assert relative_error(grads[name], centred(loss, arrays[name])) < 1e-6


def test_each_sequence_ends_as_it_does_alone():
    p, (xs, h_0, c_0) = lstm_params(), inputs()
    run = packing.forward(packing.pack(xs, RAGGED), h_0, c_0, p)
    outputs = packing.unpack(run.outputs, T)
    for b, length in enumerate(RAGGED):
        hs, cs, _ = bptt.forward(xs[:length, b : b + 1], h_0[b : b + 1], c_0[b : b + 1], p)
        assert_allclose(run.h_n[b], hs[-1, 0], rtol=0, atol=1e-14)
        assert_allclose(run.c_n[b], cs[-1, 0], rtol=0, atol=1e-14)
        assert_allclose(outputs[:length, b], hs[:, 0], rtol=0, atol=1e-14)
        assert not outputs[length:, b].any()


def test_the_start_is_left_as_it_was():
    p, (xs, h_0, c_0) = lstm_params(), inputs()
    before = h_0.copy(), c_0.copy()
    packing.forward(packing.pack(xs, RAGGED), h_0, c_0, p)
    assert_array_equal((h_0, c_0), before)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda xs: packing.pack(xs, np.array([2, 6, 3])), "lengths go from 2 to 6, expected 1 to T = 5"),
        (lambda xs: packing.pack(xs, np.array([0, 5, 3])), "lengths go from 0 to 5, expected 1 to T = 5"),
        (lambda xs: packing.pack(xs, np.array([5, 3])), "lengths has shape (2,), expected (3,)"),
        (lambda xs: packing.unpack(packing.pack(xs, RAGGED), 3), "T is 3, expected at least 4, the longest length"),
    ],
)
def test_what_does_not_fit_is_named(call, message):
    with pytest.raises(ValueError, match="expected") as caught:
        call(inputs()[0])
    assert str(caught.value) == message
