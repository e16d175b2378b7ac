"""Exponential smoothing with a trend and a season, both added (Holt-Winters): the forecast that networks have to beat.

Season m. α, β and γ may be arrays of one shape, S parameter sets side by side; states and forecasts then have it too.

Source: Holt (1957) and Winters (1960), in the form of Hyndman & Athanasopoulos, Forecasting: Principles and Practice.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Params(NamedTuple):
    """What share of each surprise is taken up, between 0 and 1: numbers, or arrays (S,)."""

    alpha: np.ndarray | float  # by the level
    beta: np.ndarray | float  # of the level's change, by the trend
    gamma: np.ndarray | float  # by the season


class State(NamedTuple):
    """What is known after a step; `season[-1]` is that of this step, `season[0]` that of the next."""

    level: np.ndarray  # (S,) or a number
    trend: np.ndarray  # per step
    season: np.ndarray  # (m, S) or (m,)


def start(y: np.ndarray, m: int) -> State:
    """The state after the first season of y (T,), from its first two; a ValueError says that y is shorter than that."""
    expect("y", y, "T")
    if m < 1 or len(y) < 2 * m:
        raise ValueError(f"the season is {m}, expected at least two of them in {len(y)} steps")
    level = y[:m].mean()
    return State(level, (y[m : 2 * m].mean() - level) / m, y[:m] - level)


def step(y: float, s: State, p: Params) -> State:
    """One observation: ℓ = α(y - s) + (1 - α)(ℓ + b), b = β Δℓ + (1 - β) b, s = γ(y - ℓ - b) + (1 - γ) s.

    On the right ℓ, b and s (of m steps ago) are those before the step, in the equation of s too.
    """
    last = s.season[0]
    level = p.alpha * (y - last) + (1.0 - p.alpha) * (s.level + s.trend)
    trend = p.beta * (level - s.level) + (1.0 - p.beta) * s.trend
    season = p.gamma * (y - s.level - s.trend) + (1.0 - p.gamma) * last
    return State(level, trend, np.concatenate([s.season[1:], np.asarray(season)[None]]))


def forecast(s: State, K: int) -> np.ndarray:
    """ŷ_{t+k} = ℓ + k b + s of the same season, for k = 1 … K: (K, S) or (K,)."""
    k = np.arange(1, K + 1).reshape(-1, *[1] * np.ndim(s.level))
    return s.level + k * s.trend + s.season[np.arange(K) % len(s.season)]


def run(y: np.ndarray, m: int, p: Params) -> list[State]:
    """The state after each of the steps m - 1 … T - 1 of y (T,): T - m + 1 of them, the first from `start`."""
    first = start(y, m)
    shape = np.broadcast_shapes(*(np.shape(share) for share in p))
    season = np.broadcast_to(first.season.reshape(m, *[1] * len(shape)), (m, *shape))
    states = [State(np.broadcast_to(first.level, shape), np.broadcast_to(first.trend, shape), season)]
    for value in y[m:]:
        states.append(step(value, states[-1], p))
    return states
