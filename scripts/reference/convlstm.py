"""One step of the convolutional LSTM, forward and backward: `lstm`, with convolutions for its matrix products.

Input, states, gates and candidate are images (channels, rows, columns). Each pixel of a gate reads the k by k pixels
around it, of the input and of the old hidden state, and every pixel has the same weights. This is the cell without
peepholes, as in Keras's `ConvLSTM2D` with padding="same"; `convlstm_peephole` is that of the paper.
Over a sequence: `over_time.forward(convlstm.CELL, xs, convlstm.State(h0, c0), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.convolution import conv, conv_backward
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights: four blocks of C kernels in the order i, f, g, o. The size of the images is not in them."""

    W: np.ndarray  # (4C, C_in, k, k)  on the input; its k may be another than that of U
    U: np.ndarray  # (4C, C, k, k)     on the previous hidden state
    b: np.ndarray  # (4C,)             the same at every pixel


class State(NamedTuple):
    """What the cell hands on: C channels of M rows and N columns each."""

    h: np.ndarray  # (B, C, M, N)
    c: np.ndarray  # (B, C, M, N)


class Cache(NamedTuple):
    """What one step keeps for its backward pass: x is (B, C_in, M, N), everything else (B, C, M, N)."""

    x: np.ndarray
    h_prev: np.ndarray
    c_prev: np.ndarray
    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    c: np.ndarray
    tanh_c: np.ndarray


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, C_in, M, N)
    dh_prev: np.ndarray  # (B, C, M, N)
    dc_prev: np.ndarray  # (B, C, M, N)
    dW: np.ndarray  # (4C, C_in, k, k)
    dU: np.ndarray  # (4C, C, k, k)
    db: np.ndarray  # (4C,)


def step(x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, p: Params) -> tuple[np.ndarray, np.ndarray, Cache]:
    """One step forward: x (B, C_in, M, N), h_prev and c_prev (B, C, M, N) give h, c (B, C, M, N) and the cache.

    Source: Shi et al. (2015), equation 3, without its peepholes.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    check_step(x, h_prev, c_prev, p)
    z = conv(x, p.W) + conv(h_prev, p.U) + p.b[:, None, None]  # (B, 4C, M, N)
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)
    i = sigmoid(z_i)
    f = sigmoid(z_f)
    g = tanh(z_g)
    o = sigmoid(z_o)
    c = f * c_prev + i * g
    tanh_c = tanh(c)
    h = o * tanh_c
    return h, c, Cache(x, h_prev, c_prev, i, f, g, o, c, tanh_c)


def step_backward(dh: np.ndarray, dc: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward, through every path; `dh` and `dc`, both (B, C, M, N), are those of `lstm.step_backward`.

    Source: the chain rule on the lines of `step`, read from the last to the first.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    x, h_prev, c_prev, i, f, g, o, c, tanh_c = cache
    expect("dh", dh, *c.shape)
    expect("dc", dc, *c.shape)

    do = dh * tanh_c
    dc = dc + dh * o * tanh_slope(tanh_c)
    di = dc * g
    df = dc * c_prev
    dg = dc * i
    dc_prev = dc * f

    dz_i = di * sigmoid_slope(i)
    dz_f = df * sigmoid_slope(f)
    dz_g = dg * tanh_slope(g)
    dz_o = do * sigmoid_slope(o)
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)  # (B, 4C, M, N)

    dx, dW = conv_backward(dz, x, p.W)
    dh_prev, dU = conv_backward(dz, h_prev, p.U)
    db = dz.sum(axis=(0, 2, 3))  # one bias for all pixels
    return StepGrads(dx, dh_prev, dc_prev, dW, dU, db)


def check_step(x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, p: tuple) -> int:
    """Return C after checking that a step's arrays fit together; raises ValueError if they do not."""
    expect("U", p.U, "4C", "C", "k", "k")
    C = p.U.shape[1]
    expect("U", p.U, 4 * C, C, "k", "k")
    expect("W", p.W, 4 * C, "C_in", "k", "k")
    expect("b", p.b, 4 * C)
    expect("x", x, "B", p.W.shape[1], "M", "N")
    for name, state in (("h_prev", h_prev), ("c_prev", c_prev)):
        expect(name, state, len(x), C, *x.shape[2:])
    return C


CELL = Cell(step, step_backward)
