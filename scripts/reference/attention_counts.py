"""Exact counts of a Transformer layer: weights, multiply-adds, KV cache; an LSTM's are in `params`, `flops`, `memory`.

A layer of width H has four H × H matrices of attention and a feed-forward network of width 4H, as in Vaswani et al.
(2017), sections 3.2 and 3.3. Multiply-adds (MACs) are halves of the operations in `flops`. Both products of attention,
scores and mixing, are counted in full: each of T tokens with all T keys. A kernel that leaves out what a causal mask
hides does (T + 1) / 2 keys on average.
"""

from scripts.reference.shapes import expect_whole


def weights(H: int, biases: bool = True) -> int:
    """12H² in the matrices; `biases` adds 13H: 4H of attention, 5H of the network, 4H of two normalisations.

    Raises:
        ValueError: a size below 1.
    """
    expect_whole(H=H)
    return 12 * H**2 + (13 * H if biases else 0)


def matrices(H: int) -> int:
    """MACs per token with the layer's own matrices: 12H². ValueError for a size below 1."""
    return weights(H, biases=False)


def attention(H: int, T: int) -> int:
    """MACs per token for scores and mixing over T keys: 2TH. ValueError for a size below 1."""
    expect_whole(H=H, T=T)
    return 2 * T * H


def sequence(H: int, T: int, B: int = 1, layers: int = 1) -> int:
    """MACs of B sequences of T tokens, forward: (12H² + 2TH) T. ValueError for a size below 1."""
    expect_whole(H=H, T=T, B=B, layers=layers)
    return (matrices(H) + attention(H, T)) * T * B * layers


def cache(H: int, T: int, layers: int = 1, B: int = 1, itemsize: int = 4) -> int:
    """Bytes of the keys and values of T tokens: 2TH numbers per layer and sequence. ValueError for a size below 1."""
    expect_whole(H=H, T=T, layers=layers, B=B, itemsize=itemsize)
    return 2 * T * H * layers * B * itemsize
