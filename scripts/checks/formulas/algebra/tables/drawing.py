"""What all tables draw: sizes of which no two are equal, arrays, and derivatives by centred differences."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from scripts.checks.formulas.algebra.values import Beyond, Indexed

GATES = "ifgo"


class Sizes(NamedTuple):
    """Sizes and steps, each another whole number, and none four times another."""

    D: int
    H: int
    K: int
    T: int = 7
    t: int = 4
    k: int = 2


def sizes(rng: np.random.Generator) -> Sizes:
    """Small sizes in any order."""
    return Sizes(*map(int, rng.permutation([3, 5, 9])))


def counts(rng: np.random.Generator, names: str) -> dict[str, int]:
    """Whole numbers in the hundreds for sizes that are only counted with, no two equal."""
    drawn = rng.choice(np.arange(101, 999), len(names.split()), replace=False)
    return dict(zip(names.split(), map(int, drawn), strict=True))


def by_step(arrays: np.ndarray, first: int = 1) -> Indexed:
    """Arrays (T, 1, …) of one sequence as values by step."""
    return Indexed(np.asarray(arrays)[:, 0], (first,))


def blocks(name: str, array: np.ndarray, gates: str = GATES) -> dict[str, np.ndarray]:
    """The blocks of a stacked array by their names, `W_i`."""
    return {f"{name}_{gate}": part for gate, part in zip(gates, np.split(array, len(gates)), strict=True)}


def jacobian(function: Callable[[np.ndarray], np.ndarray], at: np.ndarray, step: float = 1e-3) -> np.ndarray:
    """The derivative (m, n) of vectors by a vector (n,), by centred differences of fourth order.

    The function takes all points at once, (B, n), and gives (B, m).
    """
    axes = step * np.eye(len(at))
    found = function(np.concatenate([at + axes, at - axes, at + 2 * axes, at - 2 * axes]))
    one, back, two, far_back = np.split(found, 4)
    return ((8 * (one - back) - (two - far_back)) / (12 * step)).T


def of_one_step(derivative: Callable[[int], np.ndarray]) -> Callable[[tuple[int, ...], tuple[int, ...]], np.ndarray]:
    """A derivative by what stands one step before, by the step of what it is the derivative of."""

    def given(above: tuple[int, ...], below: tuple[int, ...]) -> np.ndarray:
        if above[0] != below[0] + 1:
            raise Beyond("a derivative over another number of steps than one")
        return derivative(above[0])

    return given


def turn(rng: np.random.Generator) -> int:
    """Which of the draws this is, for what has to differ between them: 0 or 1."""
    return rng.bit_generator.seed_seq.entropy[0]


def spread(row: np.ndarray, like: np.ndarray) -> np.ndarray:
    """A row (1, n) for each of the points of a derivative."""
    return np.broadcast_to(row, (len(like), row.shape[1]))
