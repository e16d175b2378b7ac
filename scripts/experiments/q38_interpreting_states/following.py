"""Which unit follows the position in the line: all units ranked, the rival explanation, and what luck gives."""

from typing import Any, NamedTuple

import numpy as np

from scripts.experiments.networks.characters import Network
from scripts.experiments.q38_interpreting_states.clamping import States, read
from scripts.experiments.q38_interpreting_states.wrapped_text import Wrapped, so_far


def correlations(c: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Of each unit's cell state (N, H) with the column (N,): (H,)."""
    return np.corrcoef(c.T, column)[-1, :-1]


def within(a: np.ndarray, b: np.ndarray, groups: np.ndarray) -> float:
    """The correlation of a and b (N,) among places with the same number in `groups`: each group's mean is taken off."""
    count = np.bincount(groups)[groups]
    return float(np.corrcoef(*(x - (np.bincount(groups, x)[groups] / count) for x in (a, b)))[0, 1])


def by_luck(c: np.ndarray, column: np.ndarray, settings: dict[str, Any]) -> float:
    """The mean over shifts of the largest correlation, in size, with the columns shifted by a tenth of the part on."""
    rng = np.random.default_rng(0)
    shifts = rng.integers(len(column) // 10, len(column) - len(column) // 10, settings["shifts"])
    return float(np.mean([np.abs(correlations(c, np.roll(column, s))).max() for s in shifts]))


class Search(NamedTuple):
    """All units, best first, and their means, both by the validation part; the states over the test part."""

    order: list[int]
    means: States
    tested: States


def search(network: Network, text: Wrapped) -> Search:
    """Rank the units of a trained network."""
    seen, tested = read(network, text.validation.places), read(network, text.test.places)
    found = correlations(seen.c, so_far(text.validation, text.alphabet).characters)
    return Search(np.argsort(-np.abs(found)).tolist(), States(seen.c.mean(axis=0), seen.h.mean(axis=0)), tested)
