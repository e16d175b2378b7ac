"""Windows of a series, and where it may be cut so that nothing learned has seen what is tested.

T steps from 0, context L, horizon K. The pair of origin o reads the steps o - L … o - 1 and is asked for o … o + K - 1.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect, expect_whole


class Split(NamedTuple):
    """One evaluation: the last step known when fitting ends before `end`, the forecast is of `origin` … + K - 1."""

    end: int  # fitting uses the steps 0 … end - 1
    origin: int


def pairs(T: int, L: int, K: int) -> np.ndarray:
    """Every origin with L steps before it and K from it on: T - L - K + 1 of them, or none."""
    expect_whole(T=T, L=L, K=K)
    return np.arange(L, T - K + 1)


def cut(series: np.ndarray, L: int, K: int) -> tuple[np.ndarray, np.ndarray]:
    """Contexts (N, L) and targets (N, K) of a series (T,), for each of `pairs`; a ValueError says if there is none."""
    expect("series", series, "T")
    at = pairs(len(series), L, K)[:, None]
    if not len(at):
        raise ValueError(f"{len(series)} steps are too few for a context of {L} and a horizon of {K}")
    return series[at + np.arange(-L, 0)], series[at + np.arange(K)]


def rolling(T: int, first: int, K: int, stride: int, gap: int = 0) -> list[Split]:
    """Rolling origins: from `first`, every `stride` steps, while K steps are left; `gap` steps before are unused."""
    expect_whole(T=T, first=first, K=K, stride=stride)
    if not 0 <= gap < first:
        raise ValueError(f"the gap is {gap}, expected from 0 to {first - 1} before the first origin {first}")
    return [Split(origin - gap, origin) for origin in range(first, T - K + 1, stride)]


def shared(a: np.ndarray, b: np.ndarray, L: int, K: int) -> np.ndarray:
    """The most steps that the pair of each origin of `a` (N,) has in common with one of `b` (M,): (N,), 0 to L + K."""
    expect("a", a, "N")
    expect("b", b, "M")
    return np.maximum(L + K - np.abs(a[:, None] - b).min(axis=1), 0)
