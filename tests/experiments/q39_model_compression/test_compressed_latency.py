"""What compressed_latency times are the same layer in other forms, and the page's comparisons stand in the record."""

import numpy as np
import pytest
import torch
from torch import nn

from scripts.experiments.q39_model_compression import compressed_latency as experiment
from scripts.experiments.records.results import data

SETTINGS = experiment.SETTINGS | {
    "D": 24,
    "H": 16,
    "fewer": 8,
    "B": 3,
    "T": 5,
    "repeats": 2,
    "zeros": [0.5],
    "flush": 1,
}


@pytest.fixture(scope="module")
def recorded():
    return data("compressed_latency")


@pytest.fixture(scope="module")
def small():
    return experiment.measure(0, SETTINGS)


def test_every_form_gives_nearly_what_the_float_layer_gives(small):
    for name, way in small["ways"].items():
        if "all_8_bits" not in name:  # which may saturate, by CPU
            assert way["error"] < (0.05 if "int8" in name else 1e-6)
    assert small["ways"]["torch_int8"]["error"] > 1e-5
    assert small["ways"]["onnx_int8"]["error"] > 1e-5


def test_the_onnx_layer_carries_its_state(tmp_path):
    torch.manual_seed(0)
    layer = nn.LSTM(6, 4)
    run = experiment.session(experiment.onnx_file(layer, tmp_path / "layer.onnx"))
    x = torch.randn(5, 2, 6)
    zeros = np.zeros((1, 2, 4), np.float32)
    first, state = run(x[:2].numpy(), (zeros, zeros))
    rest, _ = run(x[2:].numpy(), state)
    with torch.no_grad():
        expected = layer(x)[0].numpy()
    np.testing.assert_allclose(np.concatenate([first, rest]), expected, rtol=0, atol=1e-6)


def test_of_each_block_the_median_of_what_counts_is_kept_and_blocks_take_turns(monkeypatch):
    spent = [9, 3, 5, 9, 2, 4, 9, 1, 1, 9, 4, 8]  # a, b, a, b: one call that does not count, two that do
    clock = iter([now for took in spent for now in (7, 7 + took)])
    order = []
    monkeypatch.setattr(experiment, "process_time", lambda: next(clock))
    calls = {name: lambda name=name: order.append(name) for name in "ab"}
    times = experiment.least(calls, 2, [1, 2], lambda: order.append("-"))
    assert times == {"a": 1, "b": 3}
    assert "".join(order) == "-a-a-a-b-b-b" * 2


def test_a_stream_carries_its_state():
    torch.manual_seed(0)
    layer, seen = nn.LSTM(6, 4), []

    def run(x, state):
        seen.append(layer(x, state))
        return seen[-1]

    x, zeros = torch.randn(1, 1, 6), torch.zeros(1, 1, 4)
    call = experiment.carried(run, x, (zeros, zeros))
    for _ in range(3):
        call()
    torch.testing.assert_close(seen[-1][0], layer(x.expand(3, 1, 6))[0][-1:])


def test_the_sparse_product_is_the_dense_one_with_the_smallest_at_zero():
    calls = experiment.products(0, SETTINGS)
    torch.testing.assert_close(calls["sparse_0.5"](), calls["zeros_0.5"]())
    lost = calls["dense"]() - calls["zeros_0.5"]()
    assert 0 < lost.norm() < 0.7 * calls["zeros_0.5"]().norm()


def mean(recorded, name, what):
    return recorded.ways[name][what]["mean"]


def test_int8_files_are_a_quarter(recorded):
    for tool in ("torch", "onnx"):
        assert 3.9 < mean(recorded, tool, "bytes") / mean(recorded, f"{tool}_int8", "bytes") < 4


def test_int8_helps_a_step_and_hardly_a_batch_and_fewer_units_help_both(recorded):
    for kind, least, most in (("stream_ms", 4, 6), ("cold_ms", 1.8, 3), ("batch_ms", 0.9, 1.3)):
        assert least < mean(recorded, "onnx", kind) / mean(recorded, "onnx_int8", kind) < most
        assert mean(recorded, "onnx", kind) / mean(recorded, "onnx_fewer", kind) > 1.8
    for kind in ("stream_ms", "cold_ms"):
        both = mean(recorded, "onnx_int8_fewer", kind)
        assert both < min(mean(recorded, name, kind) for name in ("onnx_int8", "onnx_fewer"))


def test_a_cold_step_takes_longer_than_a_warm_one(recorded):
    for name in ("onnx", "onnx_int8", "onnx_fewer", "onnx_int8_fewer"):
        assert mean(recorded, name, "cold_ms") > mean(recorded, name, "stream_ms")


def test_pytorchs_float_step_is_slow_with_onednn(recorded):
    slow, plain, eight = (mean(recorded, name, "stream_ms") for name in ("torch", "torch_plain", "torch_int8"))
    assert slow > 2 * plain > 2 * eight


def test_all_eight_bits_saturate_here(recorded):
    assert mean(recorded, "onnx_all_8_bits", "error") > 5 * mean(recorded, "onnx_int8", "error")


def test_zeros_gain_nothing_dense_and_need_to_be_many_to_gain_sparse(recorded):
    product = recorded.product_us
    dense = product.dense["mean"]
    assert product["zeros_0.9"]["mean"] > 0.85 * dense
    assert product["sparse_0.5"]["mean"] > 8 * dense
    assert product["sparse_0.9"]["mean"] > 1.5 * dense
    assert abs(product["sparse_0.95"]["mean"] / dense - 1) < 0.1
    assert product["sparse_0.99"]["mean"] < 0.5 * dense
