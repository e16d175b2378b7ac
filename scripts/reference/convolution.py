"""The convolution of neural networks, forward and backward: kernels slide over an image and are not flipped.

One size k by k, k odd; stride 1; zeros around the borders, as many as keep the image's size ("same" padding).
"""

import numpy as np

from scripts.reference.shapes import expect


def conv(x: np.ndarray, K: np.ndarray) -> np.ndarray:
    """Images x (B, P, M, N) of P channels and kernels K (Q, P, k, k) give images (B, Q, M, N).

    Source: the documentation of PyTorch's `conv2d`, whose operation mathematics calls cross-correlation.

    Raises:
        ValueError: a shape does not fit, or k is even.
    """
    _check(x, K)
    return np.einsum("bpmnuv,qpuv->bqmn", _windows(x, K.shape[-1]), K, optimize=True)


def conv_backward(dy: np.ndarray, x: np.ndarray, K: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From dy (B, Q, M, N) the gradients dx (B, P, M, N) and dK (Q, P, k, k).

    A pixel of x was in the windows of all pixels around it, so dx gathers from them: a convolution of dy with every
    kernel turned by 180 degrees. A weight was used at every pixel, so dK is a sum over all of them.

    Raises:
        ValueError: a shape does not fit, or k is even.
    """
    _check(x, K)
    expect("dy", dy, len(x), len(K), *x.shape[2:])
    dx = conv(dy, K[:, :, ::-1, ::-1].swapaxes(0, 1))
    dK = np.einsum("bpmnuv,bqmn->qpuv", _windows(x, K.shape[-1]), dy, optimize=True)
    return dx, dK


def receptive_field(steps: int, k_input: int, k_state: int, layers: int = 1) -> int:
    """Rows that one pixel at the top of stacked convolutional LSTMs can have seen of a frame that lies `steps` back.

    Every path from that frame to that pixel goes up into each layer once, and from one step to the next `steps` times.
    On the way up it meets the kernels on the inputs, through time those on the hidden states: 1 + layers(k_input - 1) +
    steps(k_state - 1). So depth adds a constant, and each further step what the state kernel allows. Forecasts that are
    fed back are not in it: they take the way up again. With `steps` = 0 it holds for plain convolutions.
    """
    return 1 + layers * (k_input - 1) + steps * (k_state - 1)


def _windows(x: np.ndarray, k: int) -> np.ndarray:
    """What surrounds each pixel, zeros outside: (B, P, M, N) gives (B, P, M, N, k, k)."""
    r = k // 2
    padded = np.pad(x, ((0, 0), (0, 0), (r, r), (r, r)))
    return np.lib.stride_tricks.sliding_window_view(padded, (k, k), axis=(2, 3))


def _check(x: np.ndarray, K: np.ndarray) -> None:
    expect("K", K, "Q", "P", "k", "k")
    k = K.shape[-1]
    expect("K", K, "Q", "P", k, k)
    if k % 2 == 0:
        raise ValueError(f"K has kernels of {k} by {k}, expected an odd size, so that a pixel stands in the middle")
    expect("x", x, "B", K.shape[1], "M", "N")
