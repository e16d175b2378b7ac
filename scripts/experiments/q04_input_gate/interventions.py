"""Look into an LSTM that adds marked numbers: which gate reads the marker, and which unit keeps the sum?

Both are asked by intervention. A gate that must not read the marker gets inputs with all markers 0, while the rest of
the cell gets the true ones. A unit that must not keep the marked numbers has its write replaced, at the marked steps,
by its mean write at all others. The run then goes on with what follows from that, in float64.
"""

from typing import NamedTuple

import numpy as np

from scripts.experiments.networks.gate_trace import Trace
from scripts.experiments.networks.recurrent import Recurrent, reference_weights
from scripts.experiments.networks.starts import BLOCKS
from scripts.reference.activations import sigmoid, tanh

MARKER = 1  # its place in an input


class Erased(NamedTuple):
    """Units whose write at the marked steps is replaced."""

    units: np.ndarray  # (H,)  true for those units
    write: np.ndarray  # (H,)  what each of them writes instead


def follow(
    network: Recurrent, x: np.ndarray, hidden: str = "", erased: Erased | None = None
) -> tuple[np.ndarray, Trace]:
    """The predictions (B,) for x (T, B, 2), and what happens inside, each array (T, B, H).

    `hidden` names the blocks that do not read the marker, letters of "ifgo". The one statement per equation is that
    of `scripts.reference.lstm.step`, with the interventions in between.
    """
    W, U, b = reference_weights(network.layer)
    H = len(b) // 4
    reads = np.ones((4 * H, 2))
    for block in hidden:
        reads[BLOCKS.index(block) * H :][:H, MARKER] = 0.0
    h = c = np.zeros((x.shape[1], H))
    steps = []
    for x_t in x:
        z_i, z_f, z_g, z_o = np.split(x_t @ (W * reads).T + h @ U.T + b, 4, axis=1)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), tanh(z_g), sigmoid(z_o)
        write = i * g
        if erased is not None:
            write = np.where(erased.units & (x_t[:, [MARKER]] == 1.0), erased.write, write)
        c = f * c + write
        h = o * tanh(c)
        steps.append((i, f, g, o, c, h))
    readout = network.readout.weight.detach().double().numpy()[0]
    return h @ readout + network.readout.bias.item(), Trace(*map(np.stack, zip(*steps, strict=True)))


def lost(said: np.ndarray, y: np.ndarray) -> float:
    """The share of the variance of y that is missing from the answers, after the best scale and offset: 0 to 1.

    An intervention shifts every answer by about the same amount; that alone does not lose the numbers.
    """
    if said.std() == 0.0:
        return 1.0
    return float(1.0 - np.corrcoef(said, y)[0, 1] ** 2)


def separation(marked: np.ndarray, unmarked: np.ndarray) -> float:
    """The chance that a value at a marked step is above one at an unmarked step; 1/2: it tells nothing."""
    order = np.argsort(np.concatenate([marked, unmarked]))
    rank = np.empty(len(order))
    rank[order] = np.arange(1, len(order) + 1)
    n = len(marked)
    return float((rank[:n].sum() - n * (n + 1) / 2) / (n * len(unmarked)))


def usual_writes(trace: Trace, x: np.ndarray) -> np.ndarray:
    """Each unit's mean write at the unmarked steps: (H,)."""
    return (trace.i * trace.g)[x[..., MARKER] == 0.0].mean(axis=0)


def each_unit_alone(network: Recurrent, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """What is lost of y when one unit alone writes the marked numbers, (H,): little for a unit that suffices."""
    usual = usual_writes(follow(network, x)[1], x)
    units = np.eye(len(usual), dtype=bool)
    return np.array([lost(follow(network, x, erased=Erased(~unit, usual))[0], y) for unit in units])


def contributions(trace: Trace, steps: np.ndarray) -> np.ndarray:
    """What the writes at the given steps, (T, B) of truth values, still amount to in the last cell state: (B, H).

    The write of step k is scaled by every later forget gate: c_T = sum over k of (product of f_t, t > k) i_k g_k.
    """
    later = np.cumprod(np.concatenate([np.ones_like(trace.f[:1]), trace.f[:0:-1]]), axis=0)[::-1]
    return (later * trace.i * trace.g * steps[..., None]).sum(axis=0)
