r"""The functions that every formula may use, by their names in TeX."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from scripts.checks.formulas.algebra.tree import CannotRead
from scripts.checks.formulas.algebra.values import Misfit, Value, diagonal, is_plain, is_scalar, shape
from scripts.reference.activations import sigmoid, sigmoid_slope, tanh_slope


def _same_shape(values: tuple[Value, ...]) -> None:
    shapes = {np.shape(value) for value in values if not is_plain(value)}
    if len(shapes) > 1:
        raise Misfit(" and ".join(map(shape, values)) + " side by side")


def _extreme(of_several: Callable, of_one: Callable, *values: Value) -> Value:
    """The largest or smallest of numbers, or of arrays element by element; of one array, of all its elements."""
    if any(isinstance(value, tuple) or callable(value) for value in values):
        raise CannotRead("a maximum of something that is no number")
    if len(values) == 1:
        return of_one(values[0])
    _same_shape(values)
    found = values[0]
    for value in values[1:]:
        found = of_several(found, value)
    return int(found) if all(type(value) is int for value in values) else found


def _softmax(scores: Value) -> Value:
    if is_scalar(scores):
        raise Misfit("softmax of a number")
    e = np.exp(scores - np.max(scores))
    return e / e.sum()


def _plain(function: Callable, of_plain: Callable) -> Callable[[Any], Value]:
    """A function that gives a plain number for one."""

    def apply(value: Value) -> Value:
        try:
            return float(of_plain(value)) if is_plain(value) else function(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise CannotRead(f"a function of what it is not defined for ({error})") from None

    return apply


FUNCTIONS: dict[str, Callable] = {
    r"\sigma": _plain(sigmoid, sigmoid),
    r"\sigma'": _plain(lambda z: sigmoid_slope(sigmoid(z)), lambda z: sigmoid_slope(sigmoid(z))),
    r"\tanh": _plain(np.tanh, math.tanh),
    r"\tanh'": _plain(lambda z: tanh_slope(np.tanh(z)), lambda z: tanh_slope(math.tanh(z))),
    r"\exp": _plain(np.exp, math.exp),
    r"\ln": _plain(np.log, math.log),
    r"\log": _plain(np.log, math.log),
    r"\log_2": _plain(np.log2, math.log2),
    r"\cos": _plain(np.cos, math.cos),
    r"\max": partial(_extreme, np.maximum, np.max),
    r"\min": partial(_extreme, np.minimum, np.min),
    r"\mathrm{softmax}": _softmax,
    r"\mathrm{diag}": diagonal,
    r"\mathrm{round}": np.round,
    r"\mathrm{stopgrad}": lambda value: value,
}
CONSTANTS: dict[str, Value] = {r"\pi": math.pi, "e": math.e}
