"""Whole numbers against PyTorch's and ONNX Runtime's, the error of the round trip, and the product in integers."""

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import quantise
from tests.reference.samples import normal

M, N, B = 7, 11, 5
W = normal(901, M, N) * np.arange(1.0, M + 1.0)[:, None]  # rows of different size
X = normal(902, B, N) + 0.7


def linear_in_onnx(x: np.ndarray, scale: np.ndarray, zero: np.ndarray, axis: int = 1) -> np.ndarray:
    """ONNX Runtime's `QuantizeLinear` of float32 numbers; the type of the zero point is that of the result."""
    given = {"x": x.astype(np.float32), "scale": np.asarray(scale, np.float32), "zero": np.asarray(zero)}
    types = {name: onnx.helper.np_dtype_to_tensor_dtype(value.dtype) for name, value in given.items()}
    inputs = [onnx.helper.make_tensor_value_info(name, types[name], value.shape) for name, value in given.items()]
    output = onnx.helper.make_tensor_value_info("q", types["zero"], x.shape)
    node = onnx.helper.make_node("QuantizeLinear", list(given), ["q"], axis=axis)
    graph = onnx.helper.make_graph([node], "q", inputs, [output])
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, given)[0]


def test_rows_are_the_whole_numbers_of_onnx_runtime():
    mine = quantise.symmetric(W, 8)
    theirs = linear_in_onnx(W, mine.scale[:, 0], np.zeros(M, np.int8), axis=0)
    assert_array_equal(mine.q, theirs)
    assert_array_equal(np.abs(mine.q).max(axis=1), 127)


@pytest.mark.parametrize("bits", [2, 3, 4, 8])
def test_what_is_read_back_is_pytorchs_fake_quantisation_by_row(bits):
    mine, top = quantise.symmetric(W, bits), 2 ** (bits - 1) - 1
    assert mine.scale.shape == (M, 1)
    scale = torch.tensor(mine.scale[:, 0], dtype=torch.float32)
    zeros = torch.zeros(M, dtype=torch.int32)
    theirs = torch.fake_quantize_per_channel_affine(torch.tensor(W, dtype=torch.float32), scale, zeros, 0, -top, top)
    assert_allclose(quantise.read(mine), theirs.numpy(), rtol=1e-6, atol=1e-6)


def test_one_scale_for_all_is_pytorchs_by_tensor():
    mine = quantise.symmetric(W, 8, per_row=False)
    theirs = torch.fake_quantize_per_tensor_affine(
        torch.tensor(W, dtype=torch.float32), float(mine.scale), 0, -127, 127
    )
    assert_allclose(quantise.read(mine), theirs.numpy(), rtol=1e-6, atol=1e-6)


def test_the_affine_scale_and_zero_point_are_those_of_pytorchs_observer():
    observer = torch.ao.quantization.MinMaxObserver(dtype=torch.quint8, qscheme=torch.per_tensor_affine)
    observer(torch.tensor(X, dtype=torch.float32))
    scale, zero = observer.calculate_qparams()
    mine = quantise.affine(X, 8)
    assert mine.scale == pytest.approx(scale.item(), rel=1e-6)
    assert mine.zero == zero.item()
    assert 0 < mine.zero < 255


@pytest.mark.parametrize("x", [X, X - X.min() + 1.0, X - X.max() - 1.0])
def test_affine_is_onnx_runtimes_and_keeps_zero(x):
    mine = quantise.affine(x, 8)
    assert 0 <= mine.zero <= 255
    assert_array_equal(mine.q, linear_in_onnx(x, np.float32(mine.scale), np.uint8(mine.zero)))
    assert quantise.read(mine._replace(q=np.array([mine.zero])))[0] == 0.0


@pytest.mark.parametrize("bits", [2, 4, 8])
@pytest.mark.parametrize("per_row", [True, False])
def test_the_round_trip_is_off_by_at_most_half_a_step(bits, per_row):
    mine = quantise.symmetric(W, bits, per_row)
    assert (np.abs(quantise.read(mine) - W) <= mine.scale / 2 * (1 + 1e-12)).all()


@pytest.mark.parametrize("bits", [1, 4, 8])
def test_the_affine_round_trip_is_off_by_at_most_a_step(bits):
    mine = quantise.affine(X, bits)
    assert np.abs(quantise.read(mine) - X).max() <= mine.scale * (1 + 1e-12)
    assert mine.q.min() >= 0
    assert mine.q.max() <= 2**bits - 1


def test_one_scale_per_row_is_nearer_than_one_for_all():
    by_row, by_all = (np.abs(quantise.read(quantise.symmetric(W, 4, each)) - W).mean() for each in (True, False))
    assert by_row < 0.7 * by_all


@pytest.mark.parametrize("per_row", [True, False])
def test_the_product_in_integers_is_that_of_what_is_read_back(per_row):
    x, w = quantise.affine(X, 8), quantise.symmetric(W, 8, per_row)
    assert x.zero
    assert_allclose(quantise.product(x, w), quantise.read(x) @ quantise.read(w).T, rtol=1e-12)
    assert_allclose(quantise.product(x, w), X @ W.T, rtol=0, atol=0.02 * np.abs(X @ W.T).max())


def test_a_cell_in_steps_is_pytorchs_fake_quantisation_at_every_step():
    f, written, scale = 0.9, normal(903, 12), 0.25
    c, theirs = torch.zeros(1, dtype=torch.float64), []
    for each in written:
        c = torch.fake_quantize_per_tensor_affine(f * c + each, scale, 0, -1000, 1000)
        theirs.append(c.item())
    assert_allclose(quantise.cell(f, written, scale), theirs, atol=1e-12)
    exact = [sum(f ** (t - k) * written[k] for k in range(t + 1)) for t in range(len(written))]
    assert_allclose(quantise.cell(f, written, 1e-9), exact, atol=1e-7)


def test_a_row_of_zeros_stays_and_a_constant_too():
    w = W.copy()
    w[3] = 0.0
    assert_array_equal(quantise.read(quantise.symmetric(w, 8))[3], 0.0)
    assert_array_equal(quantise.read(quantise.symmetric(np.zeros((2, 3)), 8, per_row=False)), 0.0)
    assert_array_equal(quantise.read(quantise.affine(np.zeros(4), 8)), 0.0)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: quantise.symmetric(W, 1),
        lambda: quantise.symmetric(W[0], 8),
        lambda: quantise.affine(X, 0),
        lambda: quantise.cell(1.0, W[0], 0.0),
        lambda: quantise.affine(X[:0], 8),
        lambda: quantise.product(quantise.affine(X, 8), quantise.affine(W, 8)),
        lambda: quantise.product(quantise.affine(X[:, 1:], 8), quantise.symmetric(W, 8)),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        wrong()
