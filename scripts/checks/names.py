"""The names that the formula of a claim may use."""

import math
from collections.abc import Callable
from types import ModuleType
from typing import Any

from scripts.reference import flops, memory, params, retention
from scripts.reference.activations import sigmoid

MODULES: dict[str, ModuleType] = {"params": params, "flops": flops, "memory": memory}
CONSTANTS = {"pi": math.pi, "e": math.e}
FUNCTIONS: dict[str, Callable] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "tanh": math.tanh,
    "sigmoid": sigmoid,
    "ceil": math.ceil,
    "floor": math.floor,
    "abs": abs,
    "min": min,
    "max": max,
    "sum": sum,
    "len": len,
    "round": round,
    "half_life": retention.half_life,
    "gate_for_half_life": retention.gate_for_half_life,
    "forget_bias_for_half_life": retention.forget_bias_for_half_life,
}


def public(module: ModuleType) -> dict[str, Any]:
    """The functions and classes that a module of ours defines, by name."""
    return {
        name: what
        for name, what in vars(module).items()
        if not name.startswith("_") and callable(what) and getattr(what, "__module__", None) == module.__name__
    }
