"""One two-layer LSTM with a linear readout in three libraries, PyTorch with and without oneDNN, ONNX Runtime and NumPy.

Each runtime is a function of x (T, B, D), h and c (L, B, H) that gives y (T, B, K) and the new h and c, in float32
arrays of NumPy. It keeps nothing between two calls: the state comes in and goes out.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from scripts.reference import lstm

OPSET, IR = 22, 10
Runtime = Callable[[np.ndarray, np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray, np.ndarray]]


class Weights(NamedTuple):
    """The layers from the lowest up, and the readout."""

    layers: list[lstm.Params]
    V: np.ndarray  # (K, H)
    d: np.ndarray  # (K,)


def draw(D: int, H: int, K: int, L: int, seed: int) -> Weights:
    """Float32 weights, uniform in ±1/√H as PyTorch draws them, with one bias per block."""
    rng, bound = np.random.default_rng(seed), H**-0.5

    def uniform(*shape: int) -> np.ndarray:
        return rng.uniform(-bound, bound, shape).astype(np.float32)

    layers = [lstm.Params(uniform(4 * H, n), uniform(4 * H, H), uniform(4 * H)) for n in [D] + [H] * (L - 1)]
    return Weights(layers, uniform(K, H), uniform(K))


class Served(nn.Module):
    """What is served in PyTorch: the state is an argument and a result."""

    def __init__(self, weights: Weights) -> None:
        """Load the weights; PyTorch's second bias is zero."""
        super().__init__()
        (K, H), first = weights.V.shape, weights.layers[0]
        self.lstm, self.readout = nn.LSTM(first.W.shape[1], H, len(weights.layers)), nn.Linear(H, K)
        given = {"readout.weight": weights.V, "readout.bias": weights.d}
        for n, p in enumerate(weights.layers):
            named = {"weight_ih": p.W, "weight_hh": p.U, "bias_ih": p.b, "bias_hh": np.zeros_like(p.b)}
            given |= {f"lstm.{name}_l{n}": array for name, array in named.items()}
        self.load_state_dict({name: torch.tensor(array) for name, array in given.items()})
        self.eval()

    def forward(self, x: torch.Tensor, h: torch.Tensor, c: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """One call of the service."""
        out, (h, c) = self.lstm(x, (h, c))
        return self.readout(out), h, c


def in_torch(weights: Weights) -> Runtime:
    """`nn.LSTM` and `nn.Linear` in inference mode."""
    network = Served(weights)

    @torch.inference_mode()
    def run(x: np.ndarray, h: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, ...]:
        return tuple(array.numpy() for array in network(*map(torch.from_numpy, (x, h, c))))

    return run


def in_torch_plain(weights: Weights) -> Runtime:
    """The same without oneDNN, the library that PyTorch's layer calls on a CPU."""
    fast = in_torch(weights)

    def run(x: np.ndarray, h: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, ...]:
        with torch.backends.mkldnn.flags(enabled=False, allow_tf32=None):
            return fast(x, h, c)

    return run


def model(weights: Weights) -> onnx.ModelProto:
    """An ONNX graph, one LSTM node per layer: steps and batch are left open, the states are inputs and outputs."""
    (K, H), L = weights.V.shape, len(weights.layers)
    D, make = weights.layers[0].W.shape[1], onnx.helper.make_node
    constants = {"V": weights.V.T, "d": weights.d, "axis": np.array([1], dtype=np.int64)}
    nodes = [make("Split", [name], [f"{name}{n}" for n in range(L)], axis=0, num_outputs=L) for name in "hc"]
    below = "x"
    for n, p in enumerate(weights.layers):
        W, U, b = (
            np.concatenate([np.split(array, 4)[k] for k in (0, 3, 1, 2)]) for array in p
        )  # i, f, g, o: i, o, f, g
        named = {"W": W, "R": U, "B": np.concatenate([b, np.zeros_like(b)])}
        constants |= {f"{name}{n}": array[None] for name, array in named.items()}
        inputs = [below, f"W{n}", f"R{n}", f"B{n}", "", f"h{n}", f"c{n}"]
        nodes.append(make("LSTM", inputs, [f"Y{n}", f"h_new{n}", f"c_new{n}"], hidden_size=H))
        below = f"u{n}"
        nodes.append(make("Squeeze", [f"Y{n}", "axis"], [below]))  # (T, directions, B, H) to (T, B, H)
    nodes += [make("Concat", [f"{name}_new{n}" for n in range(L)], [f"{name}_new"], axis=0) for name in "hc"]
    nodes += [make("MatMul", [below, "V"], ["product"]), make("Add", ["product", "d"], ["y"])]
    shapes = {"x": ["T", "B", D], "h": [L, "B", H], "c": [L, "B", H]}
    shapes |= {"y": ["T", "B", K], "h_new": [L, "B", H], "c_new": [L, "B", H]}
    ports = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name, shape in shapes.items()]
    stored = [onnx.numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in constants.items()]
    graph = onnx.helper.make_graph(nodes, "served", ports[:3], ports[3:], stored)
    made = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", OPSET)], ir_version=IR)
    onnx.checker.check_model(made)
    return made


def in_onnx(weights: Weights) -> Runtime:
    """The graph in ONNX Runtime, on one thread of the CPU."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    made = model(weights).SerializeToString()
    session = onnxruntime.InferenceSession(made, options, providers=["CPUExecutionProvider"])

    def run(x: np.ndarray, h: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, ...]:
        return tuple(session.run(["y", "h_new", "c_new"], {"x": x, "h": h, "c": c}))

    return run


def in_numpy(weights: Weights) -> Runtime:
    """The reference's step, layer by layer; in the precision of the weights."""

    def run(x: np.ndarray, h: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, ...]:
        h, c, ys = list(h), list(c), []
        for below in x:
            for n, p in enumerate(weights.layers):
                h[n], c[n], _ = lstm.step(below, h[n], c[n], p)
                below = h[n]
            ys.append(below @ weights.V.T + weights.d)
        return np.stack(ys), np.stack(h), np.stack(c)

    return run


def doubled(weights: Weights) -> Weights:
    """The same weights in float64."""
    layers = [lstm.Params(*(array.astype(np.float64) for array in p)) for p in weights.layers]
    return Weights(layers, weights.V.astype(np.float64), weights.d.astype(np.float64))


RUNTIMES: dict[str, Callable[[Weights], Runtime]] = {
    "torch": in_torch,
    "torch_plain": in_torch_plain,
    "onnx": in_onnx,
    "numpy": in_numpy,
}
