"""FLOP counts against PyTorch's counter, and against an array that counts what the reference code does to it."""

import itertools

import numpy as np
import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from scripts.reference import activations, flops, gru, lstm, params, rnn
from tests.reference import samples

D, H, T, B = 5, 7, 4, 3
STACKS = list(itertools.product((1, 2), (False, True)))
TORCH = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}


def by_torch(cell: str, layers: int, bidirectional: bool, **options) -> tuple[int, int]:
    """FLOPs forward and backward. In float64: float32 LSTMs run in one fused CPU kernel, of which it counts nothing."""
    module = TORCH[cell](D, H, layers, bidirectional=bidirectional, **options).double()
    rows = layers * (2 if bidirectional else 1)
    x, h, c = (
        torch.ones(*shape, dtype=torch.float64, requires_grad=True)
        for shape in ((T, B, D), (rows, B, options.get("proj_size") or H), (rows, B, H))
    )
    with FlopCounterMode(display=False) as forward:
        out, _ = module(x, (h, c) if cell == "lstm" else h)
    with FlopCounterMode(display=False) as backward:
        out.sum().backward()
    return forward.get_total_flops(), backward.get_total_flops()


@pytest.mark.parametrize(("layers", "bidirectional"), STACKS)
@pytest.mark.parametrize("cell", TORCH)
def test_products_agree_with_pytorchs_counter(cell, layers, bidirectional):
    forward, backward = by_torch(cell, layers, bidirectional)
    count = getattr(flops, cell)
    assert count(D, H, T, B, layers, bidirectional) == forward
    assert count(D, H, T, B, layers, bidirectional, training=True) == forward + backward
    assert backward == 2 * forward


@pytest.mark.parametrize(("layers", "bidirectional"), STACKS)
@pytest.mark.parametrize("proj", [1, 3])
def test_products_with_projection_agree_with_pytorchs_counter(layers, bidirectional, proj):
    forward, _ = by_torch("lstm", layers, bidirectional, proj_size=proj)
    assert flops.lstm(D, H, T, B, layers, bidirectional, proj) == forward


def test_products_of_a_language_model_agree_with_pytorchs_counter():
    V = 11
    embedding, readout = torch.nn.Embedding(V, D).double(), torch.nn.Linear(H, V).double()
    layers = torch.nn.LSTM(D, H, 2).double()
    with FlopCounterMode(display=False) as forward:
        out = readout(layers(embedding(torch.zeros(T, B, dtype=torch.long)))[0])
    assert flops.language_model(V, D, H, T, B, layers=2) == forward.get_total_flops()
    with FlopCounterMode(display=False) as backward:
        out.sum().backward()
    # The first layer's h_0 takes no gradient here: one product of each layer, for one step, is missing.
    missing = 2 * 2 * 4 * H * H * B
    both = forward.get_total_flops() + backward.get_total_flops()
    assert flops.language_model(V, D, H, T, B, layers=2, training=True) == both + missing


class Counted(np.ndarray):
    """An array that adds up the work done on it and on all that comes of it."""

    products = arithmetic = 0

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        plain = [np.asarray(array) for array in inputs]
        result = getattr(ufunc, method)(*plain, **options)
        if ufunc is np.matmul:
            Counted.products += 2 * result.size * plain[0].shape[-1]
        elif ufunc in (np.add, np.subtract, np.multiply):
            Counted.arithmetic += result.size
        return result.view(Counted)


def work_of_a_step(cell: str, step: str, monkeypatch) -> tuple[int, flops.Pointwise]:
    """What one step of the reference does: its matrix products, and everything else."""
    module = {"lstm": lstm, "gru": gru, "rnn": rnn}[cell]
    calls = {"sigmoid": 0, "tanh": 0}

    def counting(name: str):
        def activation(z: np.ndarray) -> np.ndarray:
            calls[name] += z.size
            return getattr(activations, name)(np.asarray(z)).view(Counted)

        return activation

    for name in calls:
        if hasattr(module, name):
            monkeypatch.setattr(module, name, counting(name))
    x, state = samples.normal(90, samples.B, samples.D), samples.normal(91, samples.B, samples.H)
    states = (state, state) if cell == "lstm" else (state,)
    p = getattr(samples, f"{cell}_params")()
    Counted.products = Counted.arithmetic = 0
    getattr(module, step)(x.view(Counted), *(array.view(Counted) for array in states), p)
    return Counted.products, flops.Pointwise(Counted.arithmetic, calls["sigmoid"], calls["tanh"])


@pytest.mark.parametrize(
    ("cell", "step"), [("lstm", "step"), ("rnn", "step"), ("gru", "step_reset_after"), ("gru", "step_reset_before")]
)
def test_counts_agree_with_the_reference_at_work(cell, step, monkeypatch):
    products, rest = work_of_a_step(cell, step, monkeypatch)
    assert products == getattr(flops, cell)(samples.D, samples.H, 1, samples.B)
    assert rest == flops.pointwise(cell, samples.H, 1, samples.B)


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_products_cost_two_operations_a_weight_and_step(cell):
    blocks = {"lstm": 4, "gru": 3, "rnn": 1}[cell]
    in_products = getattr(params, cell)(64, 128) - blocks * 128  # all but the biases
    assert getattr(flops, cell)(64, 128, T=10, B=2) == 2 * in_products * 10 * 2


def test_a_step_is_one_step_of_one_sequence_in_one_layer():
    assert flops.lstm(D, H) == 8 * H * (D + H)
    assert flops.gru(D, H) == 6 * H * (D + H)
    assert flops.rnn(D, H) == 2 * H * (D + H)
    assert flops.pointwise("lstm", H) == (12 * H, 3 * H, 2 * H)


def test_cost_is_linear_in_time_and_batch():
    assert flops.lstm(D, H, T=6, B=5) == 30 * flops.lstm(D, H)
    assert flops.pointwise("lstm", H, T=6, B=5) == flops.Pointwise(30 * 12 * H, 30 * 3 * H, 30 * 2 * H)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: flops.lstm(8, 8, T=0), "T is 0, expected a whole number from 1 up"),
        (lambda: flops.gru(8, 8, B=-1), "B is -1, expected a whole number from 1 up"),
        (lambda: flops.rnn(8, 8, layers=1.0), "layers is 1.0, expected a whole number from 1 up"),
        (lambda: flops.lstm(8, 8, proj=9), "proj is 9, expected 0 (none) or a width from 1 to H - 1 = 7"),
        (lambda: flops.language_model(0, 8, 8), "V is 0, expected a whole number from 1 up"),
        (lambda: flops.pointwise("lstm", 0), "H is 0, expected a whole number from 1 up"),
        (lambda: flops.pointwise("esn", 8), "cell is 'esn', expected one of lstm, gru, rnn"),
    ],
)
def test_what_does_not_exist_is_refused(call, message):
    with pytest.raises(ValueError, match="expected") as caught:
        call()
    assert str(caught.value) == message
