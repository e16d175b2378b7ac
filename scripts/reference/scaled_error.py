"""MASE: a forecast's error in units of what the seasonal naive forecast gets wrong on the data for fitting.

N origins, K steps ahead, season m (1: the last value). Below 1 the forecast is better than that naive one was, on other
steps and m ahead at most; so compare two MASEs at the same step rather than one with 1.

Source: Hyndman & Koehler (2006), Another look at measures of forecast accuracy.
"""

import numpy as np

from scripts.reference.shapes import expect


def scale(known: np.ndarray, m: int = 1) -> float:
    """The mean of |y_t - y_{t-m}| over the known past (T,): the denominator.

    Raises ValueError if the past is not longer than m, or is the same value in every season, which gives 0.
    """
    expect("known", known, "T")
    if not 1 <= m < len(known):
        raise ValueError(f"the season is {m}, expected from 1 to {len(known) - 1} for {len(known)} known steps")
    size = float(np.abs(known[m:] - known[:-m]).mean())
    if size == 0.0:
        raise ValueError("the known past repeats itself without error, so nothing can be scaled by it")
    return size


def by_step(y: np.ndarray, said: np.ndarray, size: float) -> np.ndarray:
    """MASE at each step ahead, (K,), of forecasts `said` (N, K) of y (N, K), for a `size` from `scale`."""
    expect("y", y, "N", "K")
    expect("said", said, *y.shape)
    return np.abs(y - said).mean(axis=0) / size


def seasonal_naive(known: np.ndarray, K: int, m: int = 1) -> np.ndarray:
    """Forecasts (K,) that repeat the last m known values: ŷ_{t+k} = y_{t+k-m⌈k/m⌉}; m = 1 is the last value."""
    expect("known", known, "T")
    if not 1 <= m <= len(known):
        raise ValueError(f"the season is {m}, expected from 1 to {len(known)} for {len(known)} known steps")
    return known[len(known) - m + np.arange(K) % m]
