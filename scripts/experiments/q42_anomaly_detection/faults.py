"""Faults planted in a normal walk, one second long but for the spike, each in the three channels of one sensor.

- spike   one step, raised by so many deviations: a point anomaly
- frozen  the value before it, repeated: a sensor that hangs
- late    what the channel did half a second ago: every value is normal, the moment is wrong
- noise   values with added noise, of so many deviations
"""

import numpy as np

KINDS = ("spike", "frozen", "late", "noise")
SENSORS = (slice(0, 3), slice(3, 6), slice(6, 9))  # three channels each


def plant(x: np.ndarray, kind: str, at: range, d: slice, size: float, random: np.random.Generator) -> None:
    """Write a fault of one of KINDS into the channels d of x (T, D), in place, at the steps `at`."""
    steps = slice(at.start, at.stop)
    if kind == "spike":
        x[at.start, d] += size * random.choice([-1.0, 1.0])
    elif kind == "frozen":
        x[steps, d] = x[at.start - 1, d]
    elif kind == "late":
        half = len(at) // 2
        x[steps, d] = x[at.start - half : at.stop - half, d].copy()
    elif kind == "noise":
        x[steps, d] += random.normal(0.0, size, x[steps, d].shape)
    else:
        raise ValueError(f"no fault is called {kind!r}; there are {', '.join(KINDS)}")


def places(first: int, last: int, length: int, gap: int) -> list[range]:
    """The steps of faults, from `first` up to `last`, with a gap of normal steps after each."""
    return [range(at, at + length) for at in range(first, last - length - gap + 1, length + gap)]
