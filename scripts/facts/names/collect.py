"""Collect the public names of a library that is installed: a line for each, `torch.nn.Linear(in_features, …)`."""

import inspect
import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from types import ModuleType
from typing import Any

MODULES = {
    "torch": """
        torch torch.amp torch.autograd torch.autograd.graph torch.backends torch.backends.cudnn torch.cuda torch.linalg
        torch.nn torch.nn.functional torch.nn.init torch.nn.utils torch.nn.utils.rnn torch.onnx torch.optim
        torch.optim.lr_scheduler torch.utils.checkpoint torch.utils.data
    """,
    "keras": """
        keras keras.activations keras.callbacks keras.initializers keras.layers keras.losses keras.metrics keras.ops
        keras.optimizers keras.optimizers.schedules keras.random keras.regularizers keras.utils
    """,
    "onnx": "onnx onnx.helper onnxruntime onnxruntime.quantization",
    "flax": "flax.linen jax jax.lax jax.nn jax.numpy jax.random",
    "numpy": "numpy numpy.linalg numpy.random",
}
_TYPED = re.compile(r"[A-Z]\w+(?:Tensor|Storage)")
_KEPT = ("Generator", "Size", "device", "dtype")
OPERATORS = ("GRU", "LSTM", "RNN")


def fresh_lines(library: str) -> list[str]:
    """The same as `lines`, from a process of its own: what a library shows depends on what has been imported before."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(lines, library).result()


def lines(library: str) -> list[str]:
    """Every name of a library, with the arguments that it takes, in the order of the alphabet."""
    found, known = {}, set()
    for module in map(import_module, MODULES[library].split()):
        for path, thing in _public(module):
            found[path] = found.get(path, set()) | _arguments(thing)
            if inspect.isclass(thing) and thing not in known:
                known.add(thing)  # of two names for one class, the first has its attributes
                found |= {f"{path}.{name}": _arguments(value) for name, value in _own(thing)}
    found |= {path: found.get(path, set()) for path in _EXTRA.get(library, list)()}
    return sorted(f"{path}({', '.join(sorted(names))})" if names else path for path, names in found.items())


def _public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """What a module offers, but for modules, the inside of torch, and what is deprecated."""
    for name in sorted({*dir(module), *dir(type(module))} - {*dir(ModuleType)}):
        thing = getattr(module, name, None)
        inside = inspect.isclass(thing) and name not in _KEPT and hasattr(sys.modules.get("torch._C"), name)
        old = hasattr(thing, "__deprecated__")
        if not (name.startswith("_") or inspect.ismodule(thing) or inside or old or _TYPED.fullmatch(name)):
            yield f"{module.__name__}.{name}", thing


def _own(kind: type) -> Iterator[tuple[str, Any]]:
    """The attributes of a class that its base in the same library does not have."""
    public = [base for base in kind.__bases__ if not base.__module__.startswith("torch._C")]
    inherited = {name for base in public for name in dir(base)}
    for name in dir(kind):
        if not name.startswith("_") and name not in inherited:
            yield name, getattr(kind, name, None)


def _arguments(thing: Any) -> set[str]:
    """The names of the arguments of a function, or of a class and the classes it is made from."""
    if not callable(thing):
        return set()
    kinds = inspect.getmro(thing) if inspect.isclass(thing) else ()
    names = set()
    for function in [vars(kind)["__init__"] for kind in kinds if "__init__" in vars(kind)] or [thing]:
        try:
            parameters = inspect.signature(function).parameters.values()
            names |= {one.name for one in parameters if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}
        except (ValueError, TypeError):  # written in C: its docstring begins with the signature
            names |= _told(getattr(function, "__doc__", None) or "", getattr(function, "__name__", ""))
    return {name for name in names if not name.startswith("_") and name not in ("self", "cls")}


def _told(docstring: str, name: str) -> set[str]:
    match = re.match(rf"\s*{re.escape(name)}\(([^)]*)\)", docstring) if name else None
    return set(re.findall(r"(?:^|,)\s*([a-z_]\w*)", match[1])) if match else set()


def _torch() -> Iterator[str]:
    """The parameters that layers have, and the attributes of a packed sequence."""
    from torch import nn

    made = {
        "LSTM": nn.LSTM(2, 3, num_layers=2, bidirectional=True, proj_size=1),
        "GRU": nn.GRU(2, 3, num_layers=2, bidirectional=True),
        "RNN": nn.RNN(2, 3, num_layers=2, bidirectional=True),
        "LSTMCell": nn.LSTMCell(2, 3),
        "GRUCell": nn.GRUCell(2, 3),
        "Linear": nn.Linear(2, 3),
        "Embedding": nn.Embedding(2, 3),
        "LayerNorm": nn.LayerNorm(2),
    }
    for name, layer in made.items():
        names = {*vars(layer), *(parameter for parameter, _ in layer.named_parameters())}
        yield from (f"torch.nn.{name}.{one}" for one in names if not one.startswith("_"))


def _keras() -> Iterator[str]:
    """The weights and attributes of recurrent layers once they are built."""
    import keras

    for name in ("LSTM", "GRU", "SimpleRNN"):
        layer = getattr(keras.layers, name)(3)
        layer.build((1, 2, 2))
        for part, path in ((layer, name), (layer.cell, f"{name}Cell")):
            yield from (f"keras.layers.{path}.{one}" for one in vars(part) if not one.startswith("_"))


def _onnx() -> Iterator[str]:
    """The attributes, inputs and outputs of the recurrent operators."""
    import onnx.defs

    for operator in OPERATORS:
        schema = onnx.defs.get_schema(operator)
        yield from (f"onnx.{operator}.{name}" for name in schema.attributes)
        yield from (f"onnx.{operator}.{tensor.name}" for tensor in (*schema.inputs, *schema.outputs))
        yield f"onnx.{operator}"


_EXTRA = {"torch": _torch, "keras": _keras, "onnx": _onnx}
