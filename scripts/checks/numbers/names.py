"""The names that the formula of a claim may use."""

import math
import statistics
from collections.abc import Callable
from types import ModuleType

from scripts.facts.cell import Library, Value
from scripts.facts.libraries import LIBRARIES
from scripts.reference import flops, memory, params, retention
from scripts.reference.activations import sigmoid
from scripts.reference.convolution import receptive_field
from scripts.site.model.document import did_you_mean


class ClaimError(ValueError):
    """A formula cannot be evaluated; the message says why, `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "correct the formula") -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


class Functions:
    """The functions and classes that a module of ours defines, as attributes."""

    def __init__(self, module: ModuleType) -> None:
        """Take what is public in `module`."""
        self._name = module.__name__.rpartition(".")[2]
        for name, what in vars(module).items():
            if not name.startswith("_") and callable(what) and getattr(what, "__module__", None) == module.__name__:
                setattr(self, name, what)

    def __getattr__(self, name: str) -> Callable:
        """Say what there is instead. Raises ClaimError."""
        known = [other for other in vars(self) if not other.startswith("_")]
        raise ClaimError(f'{self._name} has no "{name}"{did_you_mean(name, known)}', f"use one of {', '.join(known)}")


class Facts:
    """What a library does, as attributes: `torch.lstm.order`. Below a name such as `torch.lstm` stand several facts."""

    def __init__(self, library: Library, below: str = "") -> None:
        """Take what the library's table has, or the part of it below a name."""
        self._library, self._below = library, below

    def __getattr__(self, name: str) -> "Facts | Value":
        """The value of a fact, or the facts below a name. Raises ClaimError where there is neither."""
        name = f"{self._below}.{name}".lstrip(".")
        cells = self._library.cells
        if name in cells:
            return cells[name].value
        if any(known.startswith(f"{name}.") for known in cells):
            return Facts(self._library, name)
        raise self.unknown(name)

    def unknown(self, name: str) -> ClaimError:
        """What to say of a name that is no fact, or more than one."""
        several = [known for known in self._library.cells if known.startswith(f"{name}.")]
        if several:
            return ClaimError(f"{self._library.name}.{name} has several facts", f"go on to one: {', '.join(several)}")
        guess = did_you_mean(name, self._library.cells)
        remedy = "correct the name" if guess else "the page Framework facts has them all"
        return ClaimError(f'{self._library.name} has no "{name}"{guess}', remedy)


def below(values: list[float], limit: float | list[float]) -> int:
    """How many of the values lie below a limit, or each below its own. Raises ValueError at another number of these."""
    limits = limit if isinstance(limit, list) else [limit] * len(values)
    return sum(value < its for value, its in zip(values, limits, strict=True))


def above(values: list[float], limit: float | list[float]) -> int:
    """How many of the values do not lie below a limit, or each not below its own. Raises ValueError as `below` does."""
    return len(values) - below(values, limit)


MODULES = {
    "params": Functions(params),
    "flops": Functions(flops),
    "memory": Functions(memory),
    **{library.name: Facts(library) for library in LIBRARIES},
}
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
    "median": statistics.median,
    "sum": sum,
    "len": len,
    "round": round,
    "below": below,
    "above": above,
    "half_life": retention.half_life,
    "gate_for_half_life": retention.gate_for_half_life,
    "forget_bias_for_half_life": retention.forget_bias_for_half_life,
    "receptive_field": receptive_field,
}
