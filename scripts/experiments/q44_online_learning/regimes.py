"""Noisy oscillations whose next value depends on the last two, by a rule that may change from step to step.

x_t = 2 r cos(2π / period) x_{t-1} - r² x_{t-2} + ε_t, with ε_t from N(0, 1): an autoregression of order 2. Who knows
the rule errs by ε_t alone, so no forecast has an expected squared error below 1. The values themselves tell which rule
holds, though two of them are not enough: a network that carries a state can know both rules.
"""

import math
from collections.abc import Sequence

import numpy as np
import torch

BEFORE = 200  # steps under the first rule that are thrown away, so that a stream does not begin at rest


def draw(periods: Sequence[float], r: float, B: int, random: np.random.Generator) -> torch.Tensor:
    """B streams of T = len(periods) steps, (T, B, 1), with the rule of `periods[t]` at step t."""
    rules = [periods[0]] * BEFORE + list(periods)
    x = np.zeros((2 + len(rules), B))
    for t, period in enumerate(rules, 2):
        x[t] = 2 * r * math.cos(2 * math.pi / period) * x[t - 1] - r**2 * x[t - 2] + random.normal(size=B)
    return torch.tensor(x[2 + BEFORE :, :, None]).float()
