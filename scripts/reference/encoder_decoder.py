"""An encoder–decoder of two LSTMs under teacher forcing: the encoder's last h and c are the decoder's first.

Two passes of `bptt`, joined by the state. Backward, the gradient at the decoder's first state is all that reaches the
encoder, for its outputs at earlier steps are not used.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import bptt, lstm
from scripts.reference.shapes import expect
from scripts.reference.softmax import log_softmax


class Params(NamedTuple):
    """Both LSTMs have the same H; what they read may differ in width."""

    encoder: lstm.Params  # W is (4H, D)
    decoder: lstm.Params  # W is (4H, E)
    V: np.ndarray  # (K, H)  from the decoder's h to the K kinds of token
    b_y: np.ndarray  # (K,)


class Cache(NamedTuple):
    """What the forward pass keeps for the backward one."""

    encoder: list[lstm.Cache]  # T_x of them
    decoder: list[lstm.Cache]  # T_y of them
    hs: np.ndarray  # (T_y, B, H)  of the decoder
    p: np.ndarray  # (T_y, B, K)  probabilities of the next token
    target: np.ndarray  # (T_y, B)
    real: np.ndarray  # (T_y, B)  bool


class Grads(NamedTuple):
    """Gradients of the loss, each of the shape of what it is the gradient of."""

    encoder: bptt.Grads
    decoder: bptt.Grads  # its dh0 and dc0 are what went back to the encoder's last state
    dV: np.ndarray
    db_y: np.ndarray


def encode(xs: np.ndarray, p: lstm.Params) -> tuple[np.ndarray, np.ndarray, list[lstm.Cache]]:
    """The last h and c (B, H) after xs (T_x, B, D), from zero, and T_x caches. Errors as in `bptt.forward`."""
    zero = np.zeros((xs.shape[1], p.U.shape[1]))
    hs, cs, caches = bptt.forward(xs, zero, zero, p)
    return hs[-1], cs[-1], caches


def forward(
    xs: np.ndarray, fed: np.ndarray, target: np.ndarray, real: np.ndarray, p: Params
) -> tuple[float, np.ndarray, Cache]:
    """The mean cross-entropy of the real tokens, the logits (T_y, B, K), and the cache.

    xs (T_x, B, D) is the source, every sequence of that length. `fed` (T_y, B, E) holds the vectors of the start token
    and of all target tokens but the last; `target` (T_y, B) are whole numbers below K, and `real` is False at padding.

    Source: Sutskever, Vinyals & Le (2014), section 2, with one layer each.

    Raises:
        ValueError: a shape does not fit, or no token is real.
    """
    T_y, B = np.shape(target)
    expect("fed", fed, T_y, B, "E")
    expect("real", real, T_y, B)
    if not real.any():
        raise ValueError("real has no True, expected at least one real token")

    h, c, encoder = encode(xs, p.encoder)
    hs, _, decoder = bptt.forward(fed, h, c, p.decoder)  # the bridge: h and c, nothing else
    logits = hs @ p.V.T + p.b_y
    log_p = log_softmax(logits)
    said = np.take_along_axis(log_p, target[..., None], axis=-1)[..., 0]  # log-probability of each right token
    loss = -said[real].sum() / real.sum()
    return float(loss), logits, Cache(encoder, decoder, hs, np.exp(log_p), target, real)


def backward(cache: Cache, p: Params) -> Grads:
    """Back through readout, decoder, bridge and encoder: one loss trains all of them."""
    dlogits = cache.p - np.eye(len(p.b_y))[cache.target]
    dlogits = dlogits * cache.real[..., None] / cache.real.sum()
    dV = np.einsum("tbk,tbh->kh", dlogits, cache.hs)
    db_y = dlogits.sum(axis=(0, 1))
    decoder = bptt.backward(dlogits @ p.V, cache.decoder, p.decoder)

    dhs = np.zeros((len(cache.encoder), *decoder.dh0.shape))
    dhs[-1] = decoder.dh0  # the loss reaches the encoder at its last step alone
    encoder = bptt.backward(dhs, cache.encoder, p.encoder, dc_T=decoder.dc0)
    return Grads(encoder, decoder, dV, db_y)
