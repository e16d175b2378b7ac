"""One LSTM layer of the reference model's size on one thread: what int8, fewer units and zeros do to its time.

The layer reads 512 numbers and has 512 units. A stream gets one step at a time, its state carried; a batch gets 32
sequences of 20 steps in one call. Inputs and weights are random, so nothing is said about accuracy; the bytes are those
of the saved file. PyTorch and ONNX Runtime round to int8 dynamically, the latter to 7 bits of the weights
(`reduce_range`), or to `all_8_bits`. `torch_plain` is PyTorch's float layer without oneDNN.

Each way is called many times in a row, so that what fits into the cache is there; the first calls are not counted. Such
blocks take turns over the repeats, and the least of their medians stays, for other work on the machine only adds. Times
are the processor's, per step, of one sequence or of 32. `cold_ms` is a stream's step after other work has filled the
cache: the least of single calls, each after 64 MB were read.

`error` is the largest difference of an output from the float layer's over a sequence of 20 steps.

Beside it one product of a 2048 by 512 matrix with one vector: dense, with most weights at 0 but dense all the same, and
sparse (PyTorch's CSR). Its blocks are those of the stream.
"""

import io
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import quantize_dynamic
from torch import nn

from scripts.experiments.records.spread import spreads

QUESTION = "Which ways of compression make one LSTM layer faster on a CPU, one step at a time and in a batch?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "D": 512,
    "H": 512,
    "fewer": 256,
    "B": 32,
    "T": 20,
    "repeats": 20,
    "calls": {"stream": [10, 40], "batch": [1, 2], "cold": [0, 1]},  # of a block: not counted, counted
    "flush": 64,  # MB
    "zeros": [0.5, 0.9, 0.95, 0.99],
}
MEASURES_TIME = True
State = tuple[Any, Any]
Layer = Callable[[Any, State], tuple[Any, State]]  # x (T, B, D) and a state to outputs and the state after
Settings = dict[str, Any]


def float_layer(seed: int, settings: Settings, H: int) -> nn.Sequential:
    """A layer as PyTorch starts it, in a container, for `quantize_dynamic` replaces what is inside one."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.LSTM(settings["D"], H)).eval()


def dynamic(layer: nn.Sequential) -> nn.Sequential:
    """PyTorch's dynamic int8 version of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return torch.ao.quantization.quantize_dynamic(layer, {nn.LSTM}, dtype=torch.qint8)


def onnx_file(layer: nn.LSTM, path: Path) -> Path:
    """The layer as an ONNX model with its one operator; ONNX has the blocks in the order i, o, f, g."""
    H, D = layer.hidden_size, layer.input_size
    order = np.concatenate([np.arange(H) + H * block for block in (0, 3, 1, 2)])
    W, U, b_W, b_U = (p.detach().numpy()[order] for p in layer.parameters())
    weights = {"W": W[None], "R": U[None], "B": np.concatenate([b_W, b_U])[None]}
    real = onnx.TensorProto.FLOAT
    shapes = {"X": ["T", "B", D], "h": [1, "B", H], "c": [1, "B", H]}
    given = [onnx.helper.make_tensor_value_info(name, real, shape) for name, shape in shapes.items()]
    outputs = {"Y": ["T", 1, "B", H], "Y_h": [1, "B", H], "Y_c": [1, "B", H]}
    made = [onnx.helper.make_tensor_value_info(name, real, shape) for name, shape in outputs.items()]
    node = onnx.helper.make_node("LSTM", ["X", "W", "R", "B", "", "h", "c"], list(outputs), hidden_size=H)
    kept = [onnx.numpy_helper.from_array(value, name) for name, value in weights.items()]
    graph = onnx.helper.make_graph([node], "lstm", given, made, kept)
    opset = [onnx.helper.make_opsetid("", 14)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opset, ir_version=8), path)
    return path


def session(path: Path) -> Layer:
    """A file as a layer, run by ONNX Runtime on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    opened = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def run(x: np.ndarray, state: State) -> tuple[np.ndarray, State]:
        y, h, c = opened.run(None, {"X": x, "h": state[0], "c": state[1]})
        return y[:, 0], (h, c)

    return run


def plain(layer: nn.LSTM) -> Layer:
    """A layer that runs without oneDNN."""

    def run(x: torch.Tensor, state: State) -> tuple[torch.Tensor, State]:
        with torch.backends.mkldnn.flags(enabled=False):
            return layer(x, state)

    return run


def saved(module: nn.Module) -> int:
    """The bytes of its file."""
    file = io.BytesIO()
    torch.save(module.state_dict(), file)
    return file.tell()


def layers(seed: int, settings: Settings, folder: Path) -> dict[str, tuple[Layer, int, int]]:
    """Every way: the layer, the bytes of its file, its units."""
    made: dict[str, tuple[Layer, int, int]] = {}
    for suffix, H in (("", settings["H"]), ("_fewer", settings["fewer"])):
        dense = float_layer(seed, settings, H)
        small = dynamic(dense)
        made[f"torch{suffix}"] = (dense[0], saved(dense), H)
        made[f"torch_plain{suffix}"] = (plain(dense[0]), saved(dense), H)
        made[f"torch_int8{suffix}"] = (small[0], saved(small), H)
        path = onnx_file(dense[0], folder / f"float{H}.onnx")
        made[f"onnx{suffix}"] = (session(path), path.stat().st_size, H)
        for name, fewer in (("int8", True), ("all_8_bits", False)):
            rounded = folder / f"{name}{H}.onnx"
            quantize_dynamic(path, rounded, reduce_range=fewer)
            made[f"onnx_{name}{suffix}"] = (session(rounded), rounded.stat().st_size, H)
    return made


def given(name: str, T: int, B: int, D: int, H: int) -> tuple[Any, State]:
    """Inputs (T, B, D) and a state of zeros, for PyTorch tensors and for ONNX Runtime arrays."""
    x = torch.randn(T, B, D, generator=torch.Generator().manual_seed(7))
    zeros = torch.zeros(1, B, H)
    return (x, (zeros, zeros)) if name.startswith("torch") else (x.numpy(), (zeros.numpy(), zeros.numpy()))


def carried(layer: Layer, x: Any, state: State) -> Callable[[], None]:
    """A call that goes on from the state that the last one left."""
    kept = [state]

    def call() -> None:
        kept[0] = layer(x, kept[0])[1]

    return call


def least(
    calls: dict[str, Callable[[], object]],
    repeats: int,
    block: list[int],
    before: Callable[[], object] = lambda: None,
) -> dict[str, float]:
    """The least median of each call's blocks, in seconds; the blocks take turns.

    A block is calls in a row, first those that do not count, then those that do, and `before` each, untimed, another.
    """
    times = dict.fromkeys(calls, float("inf"))
    for _ in range(repeats):
        for name, call in calls.items():
            spent = []
            for _ in range(sum(block)):
                before()
                begun = process_time()
                call()
                spent.append(process_time() - begun)
            times[name] = min(times[name], median(spent[block[0] :]))
    return times


def products(seed: int, settings: Settings) -> dict[str, Callable[[], object]]:
    """A matrix of four blocks times one vector, dense and sparse."""
    generator = torch.Generator().manual_seed(seed)
    W = torch.randn(4 * settings["H"], settings["D"], generator=generator)
    x = torch.randn(settings["D"], 1, generator=generator)
    calls: dict[str, Callable[[], object]] = {"dense": lambda: W @ x}
    for share in settings["zeros"]:
        kept = W * (W.abs() > W.abs().flatten().kthvalue(round(share * W.numel())).values)
        calls[f"zeros_{share}"] = lambda kept=kept: kept @ x
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sparse CSR is in beta
            sparse = kept.to_sparse_csr()
        calls[f"sparse_{share}"] = lambda sparse=sparse: sparse @ x
    return calls


@torch.no_grad()
def measure(seed: int, settings: Settings) -> dict[str, Any]:
    """What one seed gives: times in milliseconds per step, of a product in microseconds, and errors."""
    T, B, D = settings["T"], settings["B"], settings["D"]
    with tempfile.TemporaryDirectory() as folder:
        made = layers(seed, settings, Path(folder))
        ways: dict[str, dict[str, float]] = {name: {"bytes": size} for name, (_, size, _) in made.items()}
        other = np.ones(settings["flush"] * 10**6 // 8)
        for kind, (steps, batch) in {"stream": (1, 1), "cold": (1, 1), "batch": (T, B)}.items():
            calls = {name: carried(layer, *given(name, steps, batch, D, H)) for name, (layer, _, H) in made.items()}
            before = other.sum if kind == "cold" else lambda: None
            for name, seconds in least(calls, settings["repeats"], settings["calls"][kind], before).items():
                ways[name][f"{kind}_ms"] = 1e3 * seconds / steps
        for name, (layer, _, H) in made.items():
            exact = made["torch_fewer" if name.endswith("fewer") else "torch"][0]
            y, wanted = layer(*given(name, T, 1, D, H))[0], exact(*given("torch", T, 1, D, H))[0]
            ways[name]["error"] = float(np.abs(np.asarray(y) - wanted.numpy()).max())
    times = least(products(seed, settings), settings["repeats"], settings["calls"]["stream"])
    return {"ways": ways, "product_us": {name: 1e6 * seconds for name, seconds in times.items()}}


def run(settings: Settings, progress: Callable[[float, str], None]) -> dict[str, Any]:
    """What was measured, by name, over the seeds."""
    made = []
    for done, seed in enumerate(settings["seeds"], 1):
        made.append(measure(seed, settings))
        progress(done / len(settings["seeds"]), f"seed {seed}: {made[-1]['ways']['torch']}")
    return spreads(made)
