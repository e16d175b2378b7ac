"""Parameter counts against modules of PyTorch and Keras, and against what ONNX Runtime accepts."""

import itertools

import numpy as np
import pytest
import torch

from scripts.reference import params
from tests.reference import samples
from tests.reference.oracles import keras, onnx_gru, onnx_lstm, onnx_rnn, run_onnx

STACKS = list(itertools.product((1, 2, 3), (False, True)))
TORCH = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}
KERAS = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU, "rnn": keras.layers.SimpleRNN}
D, H = 5, 7


def in_torch(module: torch.nn.Module) -> int:
    return sum(weight.numel() for weight in module.parameters())


def in_keras(cell: str, layers: int, bidirectional: bool, **options) -> int:
    stack = [KERAS[cell](H, return_sequences=True, **options) for _ in range(layers)]
    model = keras.Sequential([keras.layers.Bidirectional(layer) if bidirectional else layer for layer in stack])
    model.build((None, None, D))
    return model.count_params()


@pytest.mark.parametrize(("layers", "bidirectional"), STACKS)
@pytest.mark.parametrize("cell", TORCH)
def test_count_agrees_with_pytorch(cell, layers, bidirectional):
    module = TORCH[cell](D, H, layers, bidirectional=bidirectional)
    assert getattr(params, cell)(D, H, layers, bidirectional, convention="torch") == in_torch(module)


@pytest.mark.parametrize("cell", TORCH)
def test_count_without_biases_differs_from_pytorchs_by_the_biases(cell):
    blocks = {"lstm": 4, "gru": 3, "rnn": 1}[cell]
    bare = in_torch(TORCH[cell](D, H, bias=False))
    count = getattr(params, cell)
    assert count(D, H) == bare + blocks * H
    assert count(D, H, convention="torch") == bare + 2 * blocks * H


@pytest.mark.parametrize(("layers", "bidirectional"), STACKS)
@pytest.mark.parametrize("proj", [1, 3, H - 1])
def test_count_with_projection_agrees_with_pytorch(layers, bidirectional, proj):
    module = torch.nn.LSTM(D, H, layers, bidirectional=bidirectional, proj_size=proj)
    assert params.lstm(D, H, layers, bidirectional, proj, convention="torch") == in_torch(module)


@pytest.mark.parametrize(("layers", "bidirectional"), STACKS)
@pytest.mark.parametrize("cell", KERAS)
def test_count_agrees_with_keras(cell, layers, bidirectional):
    ours = getattr(params, cell)(D, H, layers, bidirectional, convention="keras")
    assert ours == in_keras(cell, layers, bidirectional)


def test_keras_gru_that_resets_before_has_one_bias():
    assert params.gru(D, H, convention="keras", reset="before") == in_keras("gru", 1, False, reset_after=False)


@pytest.mark.parametrize(("cell", "run"), [("lstm", onnx_lstm), ("rnn", onnx_rnn)])
def test_onnx_runtime_takes_weights_of_that_count(cell, run):
    weights, given, taken = onnx_weights(cell, run)
    assert getattr(params, cell)(samples.D, samples.H, convention="onnx") == taken
    assert np.isfinite(given).all()
    assert weights < taken  # ONNX has a bias more than we


@pytest.mark.parametrize("reset", ["after", "before"])
def test_onnx_runtime_takes_gru_weights_of_that_count(reset):
    _, given, taken = onnx_weights("gru", lambda *inputs: onnx_gru(*inputs, int(reset == "after")))
    assert params.gru(samples.D, samples.H, convention="onnx", reset=reset) == taken
    assert np.isfinite(given).all()


def onnx_weights(cell: str, run) -> tuple[int, np.ndarray, int]:
    """Our number of weights, the outputs of the operator fed with them, and the size of its W, R and B together."""
    p = getattr(samples, f"{cell}_params")()
    xs, state = np.zeros((2, 3, samples.D)), np.zeros((3, samples.H))
    hs, *_ = run(p, xs, state, state) if cell == "lstm" else run(p, xs, state)
    blocks = len(p.W) // samples.H
    return sum(array.size for array in p), hs, p.W.size + p.U.size + 2 * blocks * samples.H


@pytest.mark.parametrize("k", [1, 3, 5])
def test_count_of_a_convolutional_lstm_agrees_with_keras_at_every_size_of_image(k):
    for rows, columns in ((16, 16), (64, 48)):
        layer = keras.layers.ConvLSTM2D(H, k, padding="same")
        layer.build((None, None, rows, columns, D))
        assert params.convlstm(D, H, k) == layer.count_params()


def test_convolutional_counts_with_peepholes_for_each_channel_are_those_of_the_paper():
    """Shi et al. (2015), table 1: patches of 4 by 4, so 16 channels; the forecaster's first layer reads no input."""

    def network(k: int, k_state: int, *widths: int) -> int:
        cells = [*zip((16, *widths), widths, strict=False), *zip(widths[:0:-1], widths[-2::-1], strict=True)]
        layers = sum(params.convlstm(width, C, k, k_state, peepholes=True) for width, C in cells)
        first = params.convlstm(1, widths[-1], k, k_state, peepholes=True) - 4 * widths[-1] * k**2
        return layers + first + sum(widths) * 16 + 16

    assert network(5, 5, 256) == 13_524_496
    assert network(5, 5, 128, 128) == 10_042_896
    assert network(5, 5, 128, 64, 64) == 7_585_296
    assert network(9, 1, 128, 128) == 11_550_224
    assert network(9, 1, 128, 64, 64) == 8_830_480


def test_fully_connected_count_with_peepholes_is_that_of_the_same_paper():
    first, second = params.lstm(64 * 64, 2048, peepholes=True), params.lstm(2048, 2048, peepholes=True)
    forecaster = second - 4 * 2048 * 2048
    assert first + 2 * second + forecaster + 64 * 64 * 2049 == 142_667_776


def test_onnx_peepholes_are_three_vectors():
    inputs = {"X": np.zeros((2, 1, D)), "W": np.zeros((4 * H, D)), "R": np.zeros((4 * H, H)), "B": np.zeros(8 * H)}
    states = {"h": np.zeros((1, H)), "c": np.zeros((1, H))}
    run_onnx("LSTM", inputs | states | {"P": np.zeros(3 * H)}, H)
    with pytest.raises(Exception, match="P must have shape"):
        run_onnx("LSTM", inputs | states | {"P": np.zeros(4 * H)}, H)
    plain = params.lstm(D, H, convention="onnx")
    assert params.lstm(D, H, convention="onnx", peepholes=True) == plain + 3 * H
    assert params.lstm(D, H, peepholes=True) == params.lstm(D, H) + 3 * H


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_paper_counts_the_arrays_of_the_reference(cell):
    p = getattr(samples, f"{cell}_params")()
    arrays = [array for name, array in p._asdict().items() if name != "b_U"]  # the GRU here has a second bias
    assert getattr(params, cell)(samples.D, samples.H) == sum(array.size for array in arrays)


def test_well_known_counts():
    assert params.lstm(64, 128) == params.lstm(64, 128, convention="keras") == 98_816
    assert params.lstm(64, 128, convention="torch") == params.lstm(64, 128, convention="onnx") == 99_328
    assert params.gru(64, 128, convention="torch") == params.gru(64, 128, convention="keras") == 74_496
    assert params.gru(64, 128) == params.gru(64, 128, convention="keras", reset="before") == 74_112
    assert params.convlstm(2, 8, 3) == 2_912
    assert params.convlstm(2, 8, 3, layers=2) == 2_912 + params.convlstm(8, 8, 3) == 2_912 + 4_640
    assert params.coupled(64, 128) == 74_112 == params.lstm(64, 128) * 3 // 4
    assert params.rnn(64, 128) == 24_704 == params.lstm(64, 128) // 4
    assert params.lstm(64, 128, bidirectional=True, convention="torch") == 198_656
    assert params.lstm(64, 128, layers=2, convention="torch") == 231_424
    assert params.lstm(64, 128, layers=2, bidirectional=True, convention="torch") == 593_920


@pytest.mark.parametrize("tied", [False, True])
def test_count_of_a_language_model_agrees_with_pytorch(tied):
    V, D, H = 11, 7 if tied else 5, 7
    parts = torch.nn.ModuleList([torch.nn.Embedding(V, D), torch.nn.LSTM(D, H, 2), torch.nn.Linear(H, V)])
    if tied:
        parts[2].weight = parts[0].weight
    assert params.language_model(V, D, H, layers=2, tied=tied) == in_torch(parts)


def test_widest_cell_at_equal_weights():
    assert params.widest("rnn", 64, params.lstm(64, 128)) == 283
    assert params.widest("gru", 64, params.lstm(64, 128)) == 151
    assert params.widest("lstm", 64, params.lstm(64, 128)) == 128
    assert params.widest("lstm", 64, params.lstm(64, 128) - 1) == 127
    assert params.widest("lstm", 64, params.lstm(64, 128, convention="torch"), convention="torch") == 128
    assert params.widest("lstm", 64, params.lstm(64, 1)) == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: params.lstm(0, 8), "D is 0, expected a whole number from 1 up"),
        (lambda: params.coupled(8, 0), "H is 0, expected a whole number from 1 up"),
        (lambda: params.lstm(8, 2.5), "H is 2.5, expected a whole number from 1 up"),
        (lambda: params.gru(8, 8, layers=0), "layers is 0, expected a whole number from 1 up"),
        (lambda: params.rnn(8, 8, convention="jax"), "convention is 'jax', expected one of paper, torch, keras, onnx"),
        (lambda: params.lstm(8, 8, proj=8), "proj is 8, expected 0 (none) or a width from 1 to H - 1 = 7"),
        (
            lambda: params.lstm(8, 8, proj=4, convention="keras"),
            "convention 'keras' has no projection; expected 'paper' or 'torch' with proj=4",
        ),
        (
            lambda: params.lstm(8, 8, peepholes=True, convention="torch"),
            "convention 'torch' has no peepholes; expected 'paper' or 'onnx'",
        ),
        (lambda: params.gru(8, 8, reset="inside"), "reset is 'inside', expected 'before' or 'after'"),
        (
            lambda: params.gru(8, 8, convention="torch", reset="before"),
            "convention 'torch' has no reset='before'; expected 'after'",
        ),
        (lambda: params.convlstm(2, 8, 0), "k is 0, expected a whole number from 1 up"),
        (lambda: params.convlstm(2, 8, 3, layers=0), "layers is 0, expected a whole number from 1 up"),
        (lambda: params.language_model(0, 8, 8), "V is 0, expected a whole number from 1 up"),
        (
            lambda: params.language_model(11, 4, 8, tied=True),
            "D is 4 and H is 8, expected the same width for a tied readout",
        ),
        (lambda: params.widest("esn", 8, 100), "cell is 'esn', expected one of lstm, gru, rnn"),
        (lambda: params.widest("lstm", 64, 10), "budget is 10, expected at least 264, the cost of H = 1"),
    ],
)
def test_what_does_not_exist_is_refused(call, message):
    with pytest.raises(ValueError, match="expected") as caught:
        call()
    assert str(caught.value) == message
