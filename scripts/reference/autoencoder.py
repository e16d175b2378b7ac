"""An autoencoder of two LSTMs: a sequence is read into one code of K numbers and written back from it, last step first.

The decoder is the unconditional one: the code is all that it reads, the same at every step, and nothing that it has
written comes back to it. So the gradient of every step comes to the code directly, and the code's gradient is their
sum. `lags` counts the steps between reading a value and writing it.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import bptt, lstm
from scripts.reference.encoder_decoder import encode
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """Both LSTMs have the same H; the code has K numbers, chosen apart from it."""

    encoder: lstm.Params  # W is (4H, D)
    S: np.ndarray  # (K, H)  from the encoder's last h to the code
    b_z: np.ndarray  # (K,)
    decoder: lstm.Params  # W is (4H, K)
    V: np.ndarray  # (D, H)  from the decoder's h to the values
    b_x: np.ndarray  # (D,)


class Cache(NamedTuple):
    """What the forward pass keeps for the backward one."""

    encoder: list[lstm.Cache]  # T
    decoder: list[lstm.Cache]  # T
    h_T: np.ndarray  # (B, H)  of the encoder
    hs: np.ndarray  # (T, B, H)  of the decoder, in the order of writing
    off: np.ndarray  # (T, B, D)  rebuilt minus given, in the sequence's order


class Grads(NamedTuple):
    """Gradients of the loss, each of the shape of what it is the gradient of."""

    dxs: np.ndarray  # (T, B, D)  what is read is also the target: both ways are in it
    dz: np.ndarray  # (B, K)
    encoder: bptt.Grads
    dS: np.ndarray
    db_z: np.ndarray
    decoder: bptt.Grads
    dV: np.ndarray
    db_x: np.ndarray


def code(xs: np.ndarray, p: Params) -> np.ndarray:
    """The code z (B, K) of sequences xs (T, B, D): an affine map of the encoder's last h. Errors as in `forward`."""
    h_T, _, _ = encode(xs, p.encoder)
    return h_T @ p.S.T + p.b_z


def decode(z: np.ndarray, T: int, p: Params) -> tuple[np.ndarray, np.ndarray, list[lstm.Cache]]:
    """T steps (T, B, D) from codes z (B, K), in the sequence's order; the decoder's h in the order of writing; caches.

    Source: Srivastava, Mansimov & Salakhutdinov (2015), the unconditional decoder with reversed targets; they hand the
    encoder's state over as the first state, here the code is the input of every step.
    """
    H = p.decoder.U.shape[1]
    zero = np.zeros((len(z), H))
    repeated = np.broadcast_to(z, (T, *z.shape))
    hs, _, caches = bptt.forward(repeated, zero, zero, p.decoder)
    written = hs @ p.V.T + p.b_x  # step T of the sequence first
    return written[::-1], hs, caches


def forward(xs: np.ndarray, p: Params) -> tuple[float, np.ndarray, Cache]:
    """The loss, the rebuilt sequences (T, B, D) and the cache, for xs (T, B, D), all of the same length.

    The loss of a sequence is the mean over its steps of the squared distance; that of a batch is the mean over it.

    Raises:
        ValueError: a shape does not fit.
    """
    D, H = lstm.sizes(p.encoder)
    expect("xs", xs, "T", "B", D)
    expect("S", p.S, "K", H)
    expect("V", p.V, D, H)
    h_T, _, encoder = encode(xs, p.encoder)
    z = h_T @ p.S.T + p.b_z
    rebuilt, hs, decoder = decode(z, len(xs), p)
    off = rebuilt - xs
    loss = (off**2).sum(axis=2).mean()
    return float(loss), rebuilt, Cache(encoder, decoder, h_T, hs, off)


def backward(cache: Cache, p: Params) -> Grads:
    """Back through readout, decoder, code and encoder: the code gets a gradient from every step that is written."""
    T, B, _ = cache.off.shape
    drebuilt = 2.0 * cache.off / (T * B)
    dwritten = drebuilt[::-1]
    dV = np.einsum("tbd,tbh->dh", dwritten, cache.hs)
    db_x = dwritten.sum(axis=(0, 1))
    decoder = bptt.backward(dwritten @ p.V, cache.decoder, p.decoder)

    dz = decoder.dxs.sum(axis=0)
    dS = dz.T @ cache.h_T
    db_z = dz.sum(axis=0)
    dhs = np.zeros((T, *cache.h_T.shape))
    dhs[-1] = dz @ p.S
    encoder = bptt.backward(dhs, cache.encoder, p.encoder)
    return Grads(encoder.dxs - drebuilt, dz, encoder, dS, db_z, decoder, dV, db_x)


def lags(T: int, *, turned: bool = True) -> np.ndarray:
    """How many steps after reading x_t it is written, for t = 1 … T: (T,).

    `turned`: the decoder writes step T first, so 2(T - t) + 1. Else it writes step 1 first, and every lag is T.
    """
    t = np.arange(1, T + 1)
    written = T + (T - t + 1 if turned else t)
    return written - t
