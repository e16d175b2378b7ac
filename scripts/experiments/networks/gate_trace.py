"""What goes on inside a trained LSTM: its weights run through `scripts.reference`, step by step, in float64."""

from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from scripts.experiments.networks.recurrent import reference_weights
from scripts.reference import bptt


class Trace(NamedTuple):
    """Gates, candidate and states at each step; every array is (T, B, H)."""

    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    c: np.ndarray
    h: np.ndarray


def trace(layer: nn.LSTM, x: torch.Tensor) -> Trace:
    """Run x (T, B, D) through a layer of PyTorch's, from zero states."""
    zeros = np.zeros((x.shape[1], layer.hidden_size))
    hs, cs, caches = bptt.forward(x.double().numpy(), zeros, zeros, reference_weights(layer))
    gates = (np.stack([getattr(cache, name) for cache in caches]) for name in "ifgo")
    return Trace(*gates, cs, hs)
