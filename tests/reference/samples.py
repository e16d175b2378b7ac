"""Random weights and inputs for the tests. No two sizes are equal: a swapped axis cannot fit."""

import numpy as np

from scripts.reference import convlstm, gru, lstm, rnn

B, T, D, H = 3, 5, 4, 6
CHANNELS, CHANNELS_IN, ROWS, COLUMNS = 2, 4, 7, 8  # of images


def normal(seed: int, *shape: int, scale: float = 1.0) -> np.ndarray:
    return np.random.default_rng([seed, *shape]).normal(scale=scale, size=shape)


def lstm_params(seed: int = 1, scale: float = 0.6) -> lstm.Params:
    return lstm.Params(
        normal(seed, 4 * H, D, scale=scale), normal(seed, 4 * H, H, scale=scale), normal(seed, 4 * H, scale=scale)
    )


def gru_params(seed: int = 2, scale: float = 0.6) -> gru.Params:
    return gru.Params(
        normal(seed, 3 * H, D, scale=scale),
        normal(seed, 3 * H, H, scale=scale),
        normal(seed, 3 * H, scale=scale),
        normal(seed + 100, 3 * H, scale=scale),
    )


def rnn_params(seed: int = 3, scale: float = 0.6) -> rnn.Params:
    return rnn.Params(normal(seed, H, D, scale=scale), normal(seed, H, H, scale=scale), normal(seed, H, scale=scale))


def convlstm_params(k: int, k_state: int, seed: int = 4, scale: float = 0.4) -> convlstm.Params:
    C = CHANNELS
    return convlstm.Params(
        normal(seed, 4 * C, CHANNELS_IN, k, k, scale=scale),
        normal(seed, 4 * C, C, k_state, k_state, scale=scale),
        normal(seed, 4 * C, scale=scale),
    )
