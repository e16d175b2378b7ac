"""Dropout in the LSTM: what each kind multiplies, how often its mask is drawn, and the step with all of them.

A mask has 0 where something is dropped, with probability p, and 1/(1-p) elsewhere, so its mean is 1 and evaluation
multiplies by nothing (inverted scaling). `fresh` draws one for each step, `locked` one for all steps of a sequence:

    x  input          with h and locked: Gal & Ghahramani (2016); alone, fresh: Zaremba et al. (2014)
    h  hidden state   as the gates read it; what the layer above reads is the whole h
    c  cell state     locked and of 0 and 1: Moon et al. (2015); fresh, it erases what is stored: `survival`; with
                      1/(1-p) at each step, either kind lets what is kept grow
    g  candidate      Semeniuta et al. (2016): a write is dropped, never what is stored

Zoneout (Krueger et al. 2017) has `keep_h` and `keep_c` instead: 1 where a unit keeps its old value, with probability p,
0 elsewhere, not scaled; p itself in evaluation. `weight_drop` is the DropConnect on U of Merity et al. (2018).

Over a sequence: `over_time.forward(dropout.CELL, list(zip(xs, masks)), dropout.State(h0, c0), p)`, a `Masks` per step.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import lstm
from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Masks(NamedTuple):
    """What one step multiplies by; x is (B, D), everything else (B, H). No gradient goes to it."""

    x: np.ndarray
    h: np.ndarray
    c: np.ndarray
    g: np.ndarray
    keep_h: np.ndarray  # zoneout: the share of the old h that stays
    keep_c: np.ndarray


class State(NamedTuple):
    """What the cell hands on; h is the output too."""

    h: np.ndarray  # (B, H)
    c: np.ndarray  # (B, H)


class Cache(NamedTuple):
    """What one step keeps for its backward pass: x_in is (B, D), everything else (B, H)."""

    masks: Masks
    x_in: np.ndarray
    h_in: np.ndarray
    c_in: np.ndarray
    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    tanh_c: np.ndarray


def mask(rng: np.random.Generator, p: float, *shape: int) -> np.ndarray:
    """A mask of `shape`: 0 with probability p, else 1/(1-p).

    Source: Srivastava et al. (2014), section 10, where the scaling in training is the alternative to that in testing.

    Raises:
        ValueError: p is not in [0, 1).
    """
    if not 0.0 <= p < 1.0:
        raise ValueError(f"p is {p}, expected a rate from 0 up, below 1")
    return (rng.random(shape) >= p) / (1.0 - p)


def fresh(rng: np.random.Generator, p: float, T: int, *shape: int) -> np.ndarray:
    """A mask of its own for each of T steps, (T, …)."""
    return mask(rng, p, T, *shape)


def locked(rng: np.random.Generator, p: float, T: int, *shape: int) -> np.ndarray:
    """One mask for all T steps, (T, …). Source: Gal & Ghahramani (2016)."""
    return np.broadcast_to(mask(rng, p, *shape), (T, *shape))


def no_masks(B: int, D: int, H: int) -> Masks:
    """The masks of evaluation, and of p = 0: nothing is dropped, nothing kept back."""
    return Masks(np.ones((B, D)), *(np.ones((B, H)) for _ in range(3)), *(np.zeros((B, H)) for _ in range(2)))


def survival(p: float, n: int) -> float:
    """The probability (1-p)^n that a value in the state outlives n fresh masks; what survives is (1-p)^-n as large."""
    return (1.0 - p) ** n


def weight_drop(p: lstm.Params, mask_u: np.ndarray) -> lstm.Params:
    """The weights with U ⊙ m, m (4H, H) drawn once per pass; U's own gradient is m ⊙ that of the result."""
    expect("mask_u", mask_u, *p.U.shape)
    return p._replace(U=p.U * mask_u)


def step(
    given: tuple[np.ndarray, Masks], h_prev: np.ndarray, c_prev: np.ndarray, p: lstm.Params
) -> tuple[np.ndarray, np.ndarray, Cache]:
    """One step forward: given = (x (B, D), its masks); h_prev and c_prev (B, H) give h (B, H), c (B, H) and the cache.

    Source: `lstm.step`, with the masks of Gal & Ghahramani (2016), Semeniuta et al. (2016) and Krueger et al. (2017).

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    x, masks = given
    D, H = lstm.sizes(p)
    expect("x", x, "B", D)
    for name, array in (("h_prev", h_prev), ("c_prev", c_prev), *list(masks._asdict().items())[1:]):
        expect(name, array, len(x), H)
    expect("the mask of x", masks.x, len(x), D)

    x_in, h_in, c_in = x * masks.x, h_prev * masks.h, c_prev * masks.c
    z_i, z_f, z_g, z_o = np.split(x_in @ p.W.T + h_in @ p.U.T + p.b, 4, axis=1)
    i, f, o = sigmoid(z_i), sigmoid(z_f), sigmoid(z_o)
    g = tanh(z_g)
    c_new = f * c_in + i * (masks.g * g)
    tanh_c = tanh(c_new)
    h_new = o * tanh_c
    c = masks.keep_c * c_prev + (1.0 - masks.keep_c) * c_new
    h = masks.keep_h * h_prev + (1.0 - masks.keep_h) * h_new
    return h, c, Cache(masks, x_in, h_in, c_in, i, f, g, o, tanh_c)


def step_backward(dh: np.ndarray, dc: np.ndarray, cache: Cache, p: lstm.Params) -> lstm.StepGrads:
    """One step backward, through every path; `dh` and `dc` (B, H) as in `lstm.step_backward`.

    Source: the chain rule on the lines of `step`, read from the last to the first.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    masks, x_in, h_in, c_in, i, f, g, o, tanh_c = cache
    expect("dh", dh, *h_in.shape)
    expect("dc", dc, *c_in.shape)

    dh_new = (1.0 - masks.keep_h) * dh
    dc_new = (1.0 - masks.keep_c) * dc + dh_new * o * tanh_slope(tanh_c)
    do = dh_new * tanh_c
    di = dc_new * masks.g * g
    df = dc_new * c_in
    dg = dc_new * i * masks.g
    slopes = (di * sigmoid_slope(i), df * sigmoid_slope(f), dg * tanh_slope(g), do * sigmoid_slope(o))
    dz = np.concatenate(slopes, axis=1)  # (B, 4H)

    dx = (dz @ p.W) * masks.x
    dh_prev = (dz @ p.U) * masks.h + masks.keep_h * dh
    dc_prev = dc_new * f * masks.c + masks.keep_c * dc
    return lstm.StepGrads(dx, dh_prev, dc_prev, dz.T @ x_in, dz.T @ h_in, dz.sum(axis=0))


CELL = Cell(step, step_backward)
