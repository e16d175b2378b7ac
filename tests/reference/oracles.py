"""The same cells as PyTorch, Keras and ONNX Runtime have them, loaded with our weights: what the tests compare with."""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
import onnx
import onnxruntime
import torch

from scripts.reference import convlstm, gru, lstm, rnn

OPSET, IR = 22, 10


def tensor(array: np.ndarray) -> torch.Tensor:
    """A float64 leaf that collects its gradient, of a copy of `array`."""
    return torch.tensor(array, dtype=torch.float64, requires_grad=True)


def blocks(array: np.ndarray, order: list[int]) -> np.ndarray:
    """The blocks of rows of `array` in another order."""
    return np.concatenate([np.split(array, len(order))[block] for block in order])


def _load(module: torch.nn.Module, W: np.ndarray, U: np.ndarray, b_W: np.ndarray, b_U: np.ndarray) -> torch.nn.Module:
    module = module.double()
    given = {"weight_ih": W, "weight_hh": U, "bias_ih": b_W, "bias_hh": b_U}
    layer = "" if isinstance(module, torch.nn.RNNCellBase) else "_l0"
    module.load_state_dict({name + layer: torch.tensor(array) for name, array in given.items()})
    return module


def torch_lstm(p: lstm.Params, kind: type = torch.nn.LSTM) -> torch.nn.Module:
    """PyTorch's LSTM, or its cell, with the bias dealt out to its two."""
    return _load(kind(p.W.shape[1], p.U.shape[1]), p.W, p.U, 0.25 * p.b, 0.75 * p.b)


def torch_rnn(p: rnn.Params, kind: type = torch.nn.RNN) -> torch.nn.Module:
    return _load(kind(p.W.shape[1], p.U.shape[1]), p.W, p.U, 0.25 * p.b, 0.75 * p.b)


def torch_gru(p: gru.Params, kind: type = torch.nn.GRU) -> torch.nn.Module:
    return _load(kind(p.W.shape[1], p.U.shape[1]), *p)


def keras_lstm(p: lstm.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> list[np.ndarray]:
    """[hs (T, B, H), h, c] of Keras's layer, whose blocks stand in the order i, f, c (our g), o: ours."""
    layer = keras.layers.LSTM(p.U.shape[1], return_sequences=True, return_state=True, dtype="float64")
    return _keras(layer, xs, [h0, c0], [p.W.T, p.U.T, p.b])


def keras_gru(p: gru.Params, xs: np.ndarray, h0: np.ndarray, reset_after: bool) -> list[np.ndarray]:
    """[hs (T, B, H), h] of Keras's layer, whose blocks stand in the order z, r, h (our n)."""
    W, U, b_W, b_U = (blocks(array, [1, 0, 2]) for array in p)
    form = {"return_sequences": True, "return_state": True, "reset_after": reset_after}
    layer = keras.layers.GRU(p.U.shape[1], **form, dtype="float64")
    return _keras(layer, xs, [h0], [W.T, U.T, np.stack([b_W, b_U]) if reset_after else b_W + b_U])


def keras_convlstm(p: convlstm.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> list[np.ndarray]:
    """[hs (T, B, C, M, N), h, c] of Keras's layer; blocks as in ours, channels last in images and in kernels."""
    form = {"padding": "same", "return_sequences": True, "return_state": True}
    layer = keras.layers.ConvLSTM2D(p.U.shape[1], p.U.shape[-1], **form, dtype="float64")
    kernels = [np.moveaxis(K, (2, 3), (0, 1)).swapaxes(2, 3) for K in (p.W, p.U)]
    images = (np.moveaxis(array, -3, -1) for array in (xs, h0, c0))
    outputs = _keras(layer, next(images), list(images), [*kernels, p.b])
    return [np.moveaxis(array, -1, -3) for array in outputs]


def _keras(layer, xs: np.ndarray, states: list[np.ndarray], weights: list[np.ndarray]) -> list[np.ndarray]:
    rows = np.swapaxes(xs, 0, 1)  # Keras wants the batch first
    layer.build(rows.shape)
    layer.set_weights(weights)
    hs, *last = layer(torch.tensor(rows), initial_state=[torch.tensor(state) for state in states])
    return [np.swapaxes(hs.detach().numpy(), 0, 1), *(state.detach().numpy() for state in last)]


def onnx_lstm(p: lstm.Params, xs: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> list[np.ndarray]:
    """[hs (T, B, H), h, c] of ONNX's operator in float32, whose blocks stand in the order i, o, f, c (our g)."""
    W, U, b = (blocks(array, [0, 3, 1, 2]) for array in p)
    return run_onnx("LSTM", {"X": xs, "W": W, "R": U, "B": _both(0.25 * b, 0.75 * b), "h": h0, "c": c0}, p.U.shape[1])


def onnx_gru(p: gru.Params, xs: np.ndarray, h0: np.ndarray, linear_before_reset: int) -> list[np.ndarray]:
    """[hs (T, B, H), h] of ONNX's operator in float32, whose blocks stand in the order z, r, h (our n)."""
    W, U, b_W, b_U = (blocks(array, [1, 0, 2]) for array in p)
    inputs = {"X": xs, "W": W, "R": U, "B": _both(b_W, b_U), "h": h0}
    return run_onnx("GRU", inputs, p.U.shape[1], linear_before_reset=linear_before_reset)


def onnx_rnn(p: rnn.Params, xs: np.ndarray, h0: np.ndarray) -> list[np.ndarray]:
    """[hs (T, B, H), h] of ONNX's operator in float32."""
    return run_onnx("RNN", {"X": xs, "W": p.W, "R": p.U, "B": _both(0.25 * p.b, 0.75 * p.b), "h": h0}, p.U.shape[1])


def _both(b_W: np.ndarray, b_U: np.ndarray) -> np.ndarray:
    return np.concatenate([b_W, b_U])


def run_onnx(operator: str, inputs: dict[str, np.ndarray], H: int, **attributes: int) -> list[np.ndarray]:
    """Run one recurrent operator in one direction; every input but X gets the axis of directions in front."""
    feed = {name: (array if name == "X" else array[None]).astype(np.float32) for name, array in inputs.items()}
    names = [name if name in feed else "" for name in ("X", "W", "R", "B", "lengths", "h", "c", "P")]
    outputs = ["hs", "h_last", "c_last"][: 3 if operator == "LSTM" else 2]
    float32 = onnx.TensorProto.FLOAT
    while not names[-1]:
        names.pop()
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node(operator, names, outputs, hidden_size=H, **attributes)],
        operator,
        [onnx.helper.make_tensor_value_info(name, float32, array.shape) for name, array in feed.items()],
        [onnx.helper.make_tensor_value_info(name, float32, None) for name in outputs],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=IR)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # an operator that refuses its inputs raises; it need not print as well
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    hs, *last = session.run(None, feed)
    return [hs[:, 0], *(state[0] for state in last)]
