"""Ways to start an LSTM's weights. Each returns `lstm.Params`: four blocks of H rows in the order i, f, g, o."""

import numpy as np

from scripts.reference import lstm
from scripts.reference.shapes import expect_whole


def torch_default(D: int, H: int, rng: np.random.Generator) -> lstm.Params:
    """PyTorch's `nn.LSTM`: everything, both biases too, uniform in ±1/√H (variance 1/(3H)).

    `b` is the sum of the two biases, so it has variance 2/(3H), and the forget gate starts near 0.5.
    """
    expect_whole(D=D, H=H)
    k = 1.0 / np.sqrt(H)
    W = rng.uniform(-k, k, (4 * H, D))
    U = rng.uniform(-k, k, (4 * H, H))
    b_ih = rng.uniform(-k, k, 4 * H)
    b_hh = rng.uniform(-k, k, 4 * H)
    return lstm.Params(W, U, b_ih + b_hh)


def keras_default(D: int, H: int, rng: np.random.Generator) -> lstm.Params:
    """Keras's `LSTM`: Glorot for W, orthogonal for U, b zero but for the forget gate's 1 (`unit_forget_bias`).

    Both matrices are drawn whole, all four blocks at once: W uniform in ±√(6 / (D + 4H)); the H columns of U are
    orthonormal, but no single block of it is orthogonal.
    """
    expect_whole(D=D, H=H)
    W = _glorot_uniform(4 * H, D, rng)
    U = _orthonormal_columns(4 * H, H, rng)
    return with_forget_bias(lstm.Params(W, U, np.zeros(4 * H)), 1.0)


def glorot(D: int, H: int, rng: np.random.Generator) -> lstm.Params:
    """Glorot & Bengio (2010) block by block: W_k uniform in ±√(6 / (D + H)), U_k in ±√(6 / 2H); b is zero."""
    expect_whole(D=D, H=H)
    W = np.concatenate([_glorot_uniform(H, D, rng) for _ in range(4)])
    U = np.concatenate([_glorot_uniform(H, H, rng) for _ in range(4)])
    return lstm.Params(W, U, np.zeros(4 * H))


def orthogonal(D: int, H: int, rng: np.random.Generator) -> lstm.Params:
    """Each block of U is orthogonal (Saxe et al. 2014): all its singular values are 1. W as in `glorot`; b is zero."""
    expect_whole(D=D, H=H)
    W = np.concatenate([_glorot_uniform(H, D, rng) for _ in range(4)])
    U = np.concatenate([_orthonormal_columns(H, H, rng) for _ in range(4)])
    return lstm.Params(W, U, np.zeros(4 * H))


def with_forget_bias(p: lstm.Params, value: float) -> lstm.Params:
    """The same weights with every forget bias set to `value` (Gers et al. 2000; Jozefowicz et al. 2015 use 1)."""
    _, H = lstm.sizes(p)
    b = p.b.copy()
    b[H : 2 * H] = value
    return p._replace(b=b)


def chrono(p: lstm.Params, T_max: float, rng: np.random.Generator) -> lstm.Params:
    """The same weights with biases for memories of up to T_max steps: b_f = ln U[1, T_max - 1], b_i = -b_f.

    Source: Tallec & Ollivier (2018). A gate of bias ln u keeps u / (1 + u), a time constant of about u steps.

    Raises:
        ValueError: T_max is not above 2.
    """
    if not T_max > 2:
        raise ValueError(f"T_max is {T_max}, expected more than 2 steps")
    _, H = lstm.sizes(p)
    b = p.b.copy()
    b[H : 2 * H] = np.log(rng.uniform(1.0, T_max - 1.0, H))
    b[:H] = -b[H : 2 * H]
    return p._replace(b=b)


def _glorot_uniform(rows: int, columns: int, rng: np.random.Generator) -> np.ndarray:
    limit = np.sqrt(6.0 / (rows + columns))
    return rng.uniform(-limit, limit, (rows, columns))


def _orthonormal_columns(rows: int, columns: int, rng: np.random.Generator) -> np.ndarray:
    """A random (rows, columns) matrix Q with Q^T Q = 1, for rows >= columns."""
    Q, R = np.linalg.qr(rng.normal(size=(rows, columns)))
    return Q * np.sign(np.diag(R))  # without the signs the draw is not uniform over such matrices
