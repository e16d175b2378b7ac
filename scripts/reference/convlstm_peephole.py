"""One step of the convolutional LSTM with peepholes, as in the paper, forward and backward.

The gates see the cell state at their own pixel: i and f the old one, o the new one. Each channel has one weight for
each gate. The paper writes an elementwise product, which one weight for each pixel would be as well, and that would tie
the cell to one size of image. But the numbers of parameters that the paper prints are those of one weight for each
channel, to the last digit: the test of `params.convlstm` counts all five networks.
Over a sequence: `over_time.forward(convlstm_peephole.CELL, xs, convlstm.State(h0, c0), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.convlstm import Cache, check_step
from scripts.reference.convolution import conv, conv_backward
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights of `convlstm`, and peepholes in three blocks of C in the order i, f, o."""

    W: np.ndarray  # (4C, C_in, k, k)
    U: np.ndarray  # (4C, C, k, k)
    b: np.ndarray  # (4C,)
    V: np.ndarray  # (3C,)  from a channel of the cell state to the same channel of a gate


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, C_in, M, N)
    dh_prev: np.ndarray  # (B, C, M, N)
    dc_prev: np.ndarray  # (B, C, M, N)
    dW: np.ndarray  # (4C, C_in, k, k)
    dU: np.ndarray  # (4C, C, k, k)
    db: np.ndarray  # (4C,)
    dV: np.ndarray  # (3C,)


def step(x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, p: Params) -> tuple[np.ndarray, np.ndarray, Cache]:
    """One step forward: x (B, C_in, M, N), h_prev and c_prev (B, C, M, N) give h, c (B, C, M, N) and the cache.

    Source: Shi et al. (2015), equation 3.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    C = check_step(x, h_prev, c_prev, p)
    expect("V", p.V, 3 * C)
    z = conv(x, p.W) + conv(h_prev, p.U) + p.b[:, None, None]  # (B, 4C, M, N)
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)
    V_i, V_f, V_o = np.split(p.V[:, None, None], 3)
    i = sigmoid(z_i + V_i * c_prev)
    f = sigmoid(z_f + V_f * c_prev)
    g = tanh(z_g)
    c = f * c_prev + i * g
    o = sigmoid(z_o + V_o * c)
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
    V_i, V_f, V_o = np.split(p.V[:, None, None], 3)

    dz_o = dh * tanh_c * sigmoid_slope(o)
    dc = dc + dh * o * tanh_slope(tanh_c) + dz_o * V_o  # the output gate has seen the new state
    dz_i = dc * g * sigmoid_slope(i)
    dz_f = dc * c_prev * sigmoid_slope(f)
    dz_g = dc * i * tanh_slope(g)
    dc_prev = dc * f + dz_i * V_i + dz_f * V_f  # the other two the old one
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)  # (B, 4C, M, N)

    dx, dW = conv_backward(dz, x, p.W)
    dh_prev, dU = conv_backward(dz, h_prev, p.U)
    db = dz.sum(axis=(0, 2, 3))
    dV = np.concatenate([dz_i * c_prev, dz_f * c_prev, dz_o * c], axis=1).sum(axis=(0, 2, 3))
    return StepGrads(dx, dh_prev, dc_prev, dW, dU, db, dV)


CELL = Cell(step, step_backward)
