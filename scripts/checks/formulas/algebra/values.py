"""Values of formulas, and the operations on them, as strict about shapes as paper is.

A vector is a column, (n, 1). A plain Python number stands for a number on paper, or a size, and may be added to any
array, as in 1 - f; all other scalars are those of NumPy, and no sum stretches them. What is 1 × 1 is a scalar.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from scripts.checks.formulas.algebra.tree import CannotRead

Value = Any


class Beyond(CannotRead):
    """An index runs beyond what a name has."""


class Misfit(ValueError):
    """Shapes do not fit, which is a mistake in the formula; the message says which."""


# What a name of several numbers stands for without its index, where it is no vector.
NO_VALUE = object()


@dataclass(frozen=True)
class Indexed:
    """Values by one or more indices: `array[i - first]`. With `above`, the first index is the superscript.

    `alone` is what the name has for a value without an index, where that is something else.
    """

    array: Any
    first: tuple[int, ...] = (1,)
    above: bool = False
    alone: Any = None

    def at(self, indices: tuple[int, ...]) -> Value:
        """The value at some indices; further ones take a component, counted from 1."""
        array = self.array
        if not indices and self.alone is not None:
            if self.alone is NO_VALUE:
                raise CannotRead("an index is missing")
            return self.alone
        if len(indices) < len(self.first):
            raise CannotRead("an index is missing")
        for place, index in enumerate(indices):
            index -= self.first[place] if place < len(self.first) else 1
            if not 0 <= index < len(array):
                raise Beyond("an index beyond the run")
            array = array[index]
        return array

    def range_of(self, place: int) -> range:
        """What the index at a place runs over."""
        first = self.first[place] if place < len(self.first) else 1
        return range(first, first + np.shape(self.array)[place])


class Either(tuple):
    """Several values of one name: a side is compared with whichever it equals."""

    __slots__ = ()

    def __new__(cls, *values: Value) -> "Either":
        """Keep the values."""
        return super().__new__(cls, values)


def settled(value: Value) -> Value:
    """A value as operations take it: arrays as columns or matrices, what holds one number as a scalar."""
    if isinstance(value, Indexed) and len(value.first) == 1 and np.ndim(value.array) == 1:
        value = value.array  # a vector may be named without its index
    if isinstance(value, bool | np.bool_):
        return int(value)
    if type(value) in (int, float) or callable(value) or isinstance(value, tuple | Indexed):
        return value
    array = np.asarray(value)
    if array.dtype.kind in "iu" and array.ndim == 0:
        return int(array)
    array = array.astype(float)
    if array.size == 1:
        return np.float64(array.reshape(()))
    return array[:, None] if array.ndim == 1 else array


def is_plain(value: Value) -> bool:
    """Whether a value is a number on paper or a size."""
    return type(value) in (int, float)


def is_scalar(value: Value) -> bool:
    """Whether a value is one number."""
    return np.ndim(value) == 0 and not isinstance(value, tuple)


def shape(value: Value) -> str:
    """The shape of a value, as messages print it."""
    if is_scalar(value):
        return "a number"
    rows, columns = np.shape(value)[:2]
    if np.ndim(value) > 2:
        return " × ".join(map(str, np.shape(value)))
    return f"a vector of {rows}" if columns == 1 else f"a row of {columns}" if rows == 1 else f"{rows} × {columns}"


def _expect_numbers(*values: Value) -> None:
    if any(callable(value) or isinstance(value, tuple | Indexed) for value in values):
        raise CannotRead("an operation on something that is no number")


def _over_pixels(left: Value, right: Value) -> tuple[Value, Value]:
    """Beside images (C, M, N), a vector of C numbers is the same at every pixel."""
    if {np.ndim(left), np.ndim(right)} == {2, 3}:
        small, large = sorted((left, right), key=np.ndim)
        if np.shape(small) == (len(large), 1):
            spread = np.broadcast_to(small[:, :, None], np.shape(large))
            return (spread, right) if small is left else (left, spread)
    return left, right


def add(sign: str, left: Value, right: Value) -> Value:
    """A sum or a difference: of equal shapes, or with a plain number."""
    _expect_numbers(left, right)
    left, right = _over_pixels(left, right)
    if np.shape(left) != np.shape(right) and not is_plain(left) and not is_plain(right):
        raise Misfit(f"{shape(left)} {'plus' if sign == '+' else 'minus'} {shape(right)}")
    return left + right if sign == "+" else left - right


def multiply(left: Value, right: Value, dot: bool = False) -> Value:
    """The product of numbers, matrices and vectors; with `dot`, of two vectors their inner product."""
    if isinstance(left, tuple) and all(map(callable, left)):
        return _each_block(left, right)
    _expect_numbers(left, right)
    if is_scalar(left) or is_scalar(right):
        return _small(left * right)
    if dot and np.shape(left) == np.shape(right) and np.shape(left)[1:] == (1,):
        return np.float64(np.sum(left * right))
    if np.ndim(left) != 2 or np.ndim(right) != 2 or np.shape(left)[1] != np.shape(right)[0]:
        raise Misfit(f"{shape(left)} times {shape(right)}")
    return settled(left @ right)


def _each_block(functions: tuple[Callable, ...], value: Value) -> Value:
    if len(value) % len(functions):
        raise Misfit(f"{len(functions)} functions of {shape(value)}")
    parts = np.split(value, len(functions))
    return np.concatenate([function(part) for function, part in zip(functions, parts, strict=True)])


def by_element(left: Value, right: Value) -> Value:
    """A product element by element: of equal shapes, or with a number."""
    _expect_numbers(left, right)
    left, right = _over_pixels(left, right)
    if np.shape(left) != np.shape(right) and not is_scalar(left) and not is_scalar(right):
        raise Misfit(f"{shape(left)} times {shape(right)}, element by element")
    return _small(left * right)


def _small(value: Value) -> Value:
    """A whole number as long as floating point has it exactly, for products of hundreds of sizes take too long."""
    return float(value) if type(value) is int and not -(2**53) < value < 2**53 else value


def divide(left: Value, right: Value) -> Value:
    """A quotient: by a number, or element by element."""
    _expect_numbers(left, right)
    if not is_scalar(right) and np.shape(left) != np.shape(right) and not is_plain(left):
        raise Misfit(f"{shape(left)} over {shape(right)}")
    if is_plain(left) and is_plain(right) and right == 0:
        raise CannotRead("a division by zero")
    return left / right


def power(base: Value, exponent: Value) -> Value:
    """A power: of a number or of each element; of a square matrix, that of the matrix."""
    _expect_numbers(base, exponent)
    if np.ndim(base) == 2 and np.shape(base)[0] == np.shape(base)[1] and is_plain(exponent) and exponent % 1 == 0:
        return np.linalg.matrix_power(base, int(exponent))
    if is_plain(base) and is_plain(exponent) and (exponent < 0 or type(exponent) is float):
        base = float(base)
    if type(base) is int and type(exponent) is int and exponent * base.bit_length() > 52:
        base = float(base)
    try:
        return base**exponent
    except (OverflowError, ZeroDivisionError):
        raise CannotRead("a power too large") from None


def joined(values: tuple[Value, ...]) -> Value:
    """Vectors one under the other."""
    if all(is_scalar(value) and not callable(value) for value in values):
        return settled(np.array(values, float))
    if any(isinstance(value, tuple) or callable(value) or np.shape(value)[1:] not in ((), (1,)) for value in values):
        raise CannotRead("brackets around something else than vectors")
    return np.concatenate([np.reshape(value, (-1, 1)) for value in values])


def diagonal(value: Value) -> Value:
    """The matrix with a vector on its diagonal; a number stays."""
    if is_scalar(value):
        return value
    if np.shape(value)[1:] != (1,):
        raise Misfit(f"diag of {shape(value)}")
    return np.diag(value[:, 0])
