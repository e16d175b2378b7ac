"""The bidirectional LSTM against PyTorch and ONNX Runtime, padded and packed, centred differences, and its limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from scripts.reference import bidirectional, bptt
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import B, D, H, T, lstm_params, normal

FULL = np.full(B, T)
RAGGED = np.array([2, 5, 3])  # one of them fills all T steps, none is sorted
NAMES = ["xs", "h_0", "c_0", *(f"{way}.{name}" for way in ("forward", "backward") for name in "WUb")]


def params():
    return bidirectional.Params(lstm_params(1), lstm_params(7))


def inputs():
    return normal(200, T, B, D), normal(201, 2, B, H), normal(202, 2, B, H)


def upstream():
    return normal(203, T, B, 2 * H), normal(204, 2, B, H), normal(205, 2, B, H)


def in_torch(p):
    """PyTorch's layer in both directions, each bias dealt out to its two."""
    layer = torch.nn.LSTM(D, H, bidirectional=True).double()
    given = {}
    for way, end in ((p.forward, ""), (p.backward, "_reverse")):
        given |= {f"weight_ih_l0{end}": way.W, f"weight_hh_l0{end}": way.U}
        given |= {f"bias_ih_l0{end}": 0.25 * way.b, f"bias_hh_l0{end}": 0.75 * way.b}
    layer.load_state_dict({name: torch.tensor(array) for name, array in given.items()})
    return layer


def packed(layer, xs, lengths, h_0, c_0):
    """(outputs, h_n, c_n) of the layer on a packed batch."""
    sequences = pack_padded_sequence(xs, torch.tensor(lengths), enforce_sorted=False)
    outputs, (h_n, c_n) = layer(sequences, (h_0, c_0))
    return pad_packed_sequence(outputs, total_length=T)[0], h_n, c_n


def flat(grads):
    ways = {f"{way}.{name}": a for way, p in grads.dp._asdict().items() for name, a in p._asdict().items()}
    return {"xs": grads.dxs, "h_0": grads.dh_0, "c_0": grads.dc_0, **ways}


def test_values_agree_with_pytorch():
    p, (xs, h_0, c_0) = params(), inputs()
    outputs, (h_n, c_n) = in_torch(p)(torch.tensor(xs), (torch.tensor(h_0), torch.tensor(c_0)))
    run = bidirectional.forward(xs, FULL, h_0, c_0, p)
    for ours, theirs in ((run.outputs, outputs), (run.h_n, h_n), (run.c_n, c_n)):
        assert_allclose(ours, theirs.detach(), rtol=0, atol=1e-14)


def test_values_agree_with_pytorch_on_a_packed_batch():
    p, (xs, h_0, c_0) = params(), inputs()
    theirs = packed(in_torch(p), torch.tensor(xs), RAGGED, torch.tensor(h_0), torch.tensor(c_0))
    run = bidirectional.forward(xs, RAGGED, h_0, c_0, p)
    for ours, other in zip((run.outputs, run.h_n, run.c_n), theirs, strict=True):
        assert_allclose(ours, other.detach(), rtol=0, atol=1e-14)


@pytest.mark.parametrize("lengths", [FULL, RAGGED], ids=["full", "ragged"])
def test_gradients_agree_with_pytorch(lengths):
    p, given, upper = params(), inputs(), upstream()
    layer, (xs, h_0, c_0) = in_torch(p), map(tensor, given)
    theirs = packed(layer, xs, lengths, h_0, c_0)
    sum((torch.tensor(d) * out).sum() for d, out in zip(upper, theirs, strict=True)).backward()
    weights = [
        getattr(layer, f"{name}_l0{end}").grad
        for end in ("", "_reverse")
        for name in ("weight_ih", "weight_hh", "bias_ih")
    ]
    ours = flat(bidirectional.backward(bidirectional.forward(given[0], lengths, *given[1:], p), *upper))
    for (name, mine), other in zip(ours.items(), (xs.grad, h_0.grad, c_0.grad, *weights), strict=True):
        assert_allclose(mine, other, rtol=0, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("lengths", [FULL, RAGGED], ids=["full", "ragged"])
@pytest.mark.parametrize("name", NAMES)
def test_gradient_agrees_with_centred_differences(name, lengths):
    p, (xs, h_0, c_0), upper = params(), inputs(), upstream()
    ways = {f"{way}.{key}": a for way, q in p._asdict().items() for key, a in q._asdict().items()}
    arrays = {"xs": xs, "h_0": h_0, "c_0": c_0, **ways}

    def loss():
        run = bidirectional.forward(xs, lengths, h_0, c_0, p)
        return float(sum((d * out).sum() for d, out in zip(upper, (run.outputs, run.h_n, run.c_n), strict=True)))

    run = bidirectional.forward(xs, lengths, h_0, c_0, p)
    assert relative_error(flat(bidirectional.backward(run, *upper))[name], centred(loss, arrays[name])) < 1e-6


def test_each_half_is_one_lstm_over_the_sequence_read_its_way():
    p, (xs, h_0, c_0) = params(), inputs()
    run = bidirectional.forward(xs, FULL, h_0, c_0, p)
    ahead, _, _ = bptt.forward(xs, h_0[0], c_0[0], p.forward)
    back, _, _ = bptt.forward(xs[::-1], h_0[1], c_0[1], p.backward)
    assert_array_equal(run.outputs[:, :, :H], ahead)
    assert_array_equal(run.outputs[:, :, H:], back[::-1])


def test_the_last_states_lie_at_the_last_real_step_and_at_the_first():
    p, (xs, h_0, c_0) = params(), inputs()
    run = bidirectional.forward(xs, RAGGED, h_0, c_0, p)
    for b, length in enumerate(RAGGED):
        assert_array_equal(run.h_n[0, b], run.outputs[length - 1, b, :H])
        assert_array_equal(run.h_n[1, b], run.outputs[0, b, H:])


def test_the_backward_half_at_the_last_step_has_read_one_input():
    p, (xs, h_0, c_0) = params(), inputs()
    other = xs.copy()
    other[:-1] += 1.0  # everything but the last step
    before, after = (bidirectional.forward(x, FULL, h_0, c_0, p).outputs for x in (xs, other))
    assert_array_equal(before[-1, :, H:], after[-1, :, H:])
    assert abs(before[-1, :, :H] - after[-1, :, :H]).min() > 0
    assert abs(before[0, :, H:] - after[0, :, H:]).min() > 0


def test_what_stands_in_padding_does_not_matter():
    p, (xs, h_0, c_0), upper = params(), inputs(), upstream()
    alone = bidirectional.forward(xs[:2, :1], RAGGED[:1], h_0[:, :1], c_0[:, :1], p)
    run = bidirectional.forward(np.where(bidirectional.real(RAGGED, T), xs, 1e3), RAGGED, h_0, c_0, p)
    assert_allclose(run.outputs[:2, :1], alone.outputs, rtol=0, atol=1e-14)
    assert_allclose(run.h_n[:, :1], alone.h_n, rtol=0, atol=1e-14)
    padding = ~bidirectional.real(RAGGED, T)
    assert not (run.outputs * padding).any()
    assert not (bidirectional.backward(run, *upper).dxs * padding).any()


def test_reverse_turns_each_sequence_round_within_its_length():
    xs = np.arange(2 * 4.0).reshape(2, 4).T[:, :, None]
    assert_array_equal(bidirectional.reverse(xs, np.array([4, 2]))[:, :, 0].T, [[3, 2, 1, 0], [5, 4, 6, 7]])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lengths": np.array([2, 6, 3])}, "lengths go from 2 to 6, expected 1 to T = 5"),
        ({"lengths": np.array([0, 5, 3])}, "lengths go from 0 to 5, expected 1 to T = 5"),
        ({"lengths": np.array([5, 3])}, "lengths has shape (2,), expected (3,)"),
        ({"h_0": np.zeros((1, B, H))}, "h_0 has shape (1, 3, 6), expected (2, 3, 6)"),
        ({"c_0": np.zeros((2, B, D))}, "c_0 has shape (2, 3, 4), expected (2, 3, 6)"),
        ({"xs": np.zeros((T, B, H))}, "xs has shape (5, 3, 6), expected (T, B, 4)"),
    ],
)
def test_a_shape_that_does_not_fit_is_named(change, message):
    xs, h_0, c_0 = inputs()
    given = {"xs": xs, "lengths": RAGGED, "h_0": h_0, "c_0": c_0, "p": params()} | change
    with pytest.raises(ValueError, match="expected") as caught:
        bidirectional.forward(**given)
    assert str(caught.value) == message
