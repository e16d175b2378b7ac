"""Detectors that learn from a normal series alone, each a function from a series (T, D) to one score per step.

All scores of step t are made of the steps up to t, but for those of windows: they say of a step what the windows over
it say on average, one window late. `normal` (N, D) is standardised; a score is high where a step is unlike it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments.networks.autoencoder import Autoencoder
from scripts.experiments.networks.recurrent import start
from scripts.experiments.training.fit import fit
from scripts.reference import discord, error_scores

Score = Callable[[np.ndarray], np.ndarray]


def change(normal: np.ndarray) -> Score:
    """The largest change of a channel from the step before, in deviations of such changes: one line of code."""
    deviation = np.diff(normal, axis=0).std(axis=0)
    return lambda x: np.abs(np.diff(x, axis=0, prepend=x[:1]) / deviation).max(axis=1)


def zscore(normal: np.ndarray, m: int) -> Score:
    """How many deviations a channel is off the mean of the m steps before, the largest; 0 while there are fewer."""
    least = 0.01 * normal.std(axis=0)  # where nothing moved

    def score(x: np.ndarray) -> np.ndarray:
        before = np.lib.stride_tricks.sliding_window_view(x[:-1], m, axis=0)
        off = np.abs(x[m:] - before.mean(axis=-1)) / np.maximum(before.std(axis=-1), least)
        return np.concatenate([np.zeros(m), off.max(axis=1)])

    return score


def still(normal: np.ndarray, m: int) -> Score:
    """How little a channel moves over the last m steps, against normal data, in the channel that moves least.

    The first m - 1 steps have the score of step m - 1.
    """
    deviation = normal.std(axis=0)

    def score(x: np.ndarray) -> np.ndarray:
        moved = np.lib.stride_tricks.sliding_window_view(x, m, axis=0).std(axis=-1) / deviation
        least = moved.min(axis=1)
        return -np.concatenate([np.full(m - 1, least[0]), least])

    return score


def nearest(normal: np.ndarray, m: int) -> Score:
    """The discord distance of the windows over a step to the nearest normal window, in the channel farthest off."""

    def score(x: np.ndarray) -> np.ndarray:
        each = [discord.nearest(x[:, d], normal[:, d], m) for d in range(x.shape[1])]
        return discord.per_step(np.max(each, axis=0), m)

    return score


def linear(normal: np.ndarray, held_out: np.ndarray, lags: int) -> Score:
    """The Mahalanobis distance of the error of a linear forecast, from all channels at so many steps before."""

    def known(x: np.ndarray) -> np.ndarray:
        before = np.lib.stride_tricks.sliding_window_view(x[:-1], lags, axis=0).reshape(len(x) - lags, -1)
        return np.column_stack([before, np.ones(len(before))])

    weights = np.linalg.lstsq(known(normal), normal[lags:], rcond=None)[0]
    return by_error(lambda x: x[lags:] - known(x) @ weights, held_out)


def pca(normal: np.ndarray, held_out: np.ndarray, m: int, K: int) -> Score:
    """The distance of a window from its reconstruction by K principal components of normal windows."""
    flat = cut(normal, m).reshape(-1, m * normal.shape[1])
    mean = flat.mean(axis=0)
    axes = np.linalg.svd(flat - mean, full_matrices=False)[2][:K]

    def errors(x: np.ndarray) -> np.ndarray:
        off = cut(x, m).reshape(-1, len(mean)) - mean
        return (off - off @ axes.T @ axes).reshape(-1, m, x.shape[1])

    return by_window(errors, held_out)


def forecast(normal: np.ndarray, held_out: np.ndarray, m: int, seed: int, settings: dict[str, Any]) -> Score:
    """The Mahalanobis distance of the error of an LSTM that forecasts the next step."""
    D = normal.shape[1]
    net = start("lstm", D, settings["H"], D, seed, forget_bias=settings["forget_bias"])

    def errors(x: np.ndarray) -> np.ndarray:
        given = torch.tensor(x, dtype=torch.float32)[:, None]
        with torch.no_grad():
            return (given[1:] - net(given[:-1]))[:, 0].double().numpy()

    train(net, lambda x: (net(x[:-1]) - x[1:])[m // 4 :], normal, m, seed, settings)
    return by_error(errors, held_out)


def autoencoder(normal: np.ndarray, held_out: np.ndarray, m: int, seed: int, settings: dict[str, Any]) -> Score:
    """The distance of a window from its reconstruction by two LSTMs through K numbers."""
    torch.manual_seed(seed)
    net = Autoencoder(normal.shape[1], settings["H"], settings["K"])
    train(net, lambda x: net(x) - x, normal, m, seed, settings)

    def errors(x: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return np.concatenate([(part - net(part)).transpose(0, 1).double().numpy() for part in batched(cut(x, m))])

    return by_window(errors, held_out)


def train(
    net: nn.Module,
    errors_of: Callable[[torch.Tensor], torch.Tensor],
    normal: np.ndarray,
    m: int,
    seed: int,
    settings: dict[str, Any],
) -> None:
    """Lessen the mean squared error on windows of m + 1 steps, drawn from the normal series.

    A forecast of m steps needs the step after them. The autoencoder learns windows of this length as well, one step
    longer than those that it scores.
    """
    windows, generator = torch.tensor(cut(normal, m + 1), dtype=torch.float32), torch.Generator().manual_seed(seed)

    def loss() -> torch.Tensor:
        which = torch.randint(len(windows), (settings["batch"],), generator=generator)
        return errors_of(windows[which].transpose(0, 1)).square().mean()

    fit(net, loss, settings, falling=True)


def by_error(errors: Callable[[np.ndarray], np.ndarray], held_out: np.ndarray) -> Score:
    """A score from the errors of steps, by what they are on held-out normal data; 0 for the steps before the first."""
    law = error_scores.fit(errors(held_out))

    def score(x: np.ndarray) -> np.ndarray:
        distance = np.sqrt(error_scores.mahalanobis(errors(x), law))
        return np.concatenate([np.zeros(len(x) - len(distance)), distance])

    return score


def by_window(errors: Callable[[np.ndarray], np.ndarray], held_out: np.ndarray) -> Score:
    """A score from the errors (N, m, D) of windows: squared distances, for each step their mean over its windows."""
    seen = errors(held_out)
    law = error_scores.fit(seen.reshape(-1, seen.shape[2]))

    def score(x: np.ndarray) -> np.ndarray:
        made = errors(x)
        squared = error_scores.mahalanobis(made.reshape(-1, made.shape[2]), law).reshape(made.shape[:2])
        steps = np.zeros(len(x))
        counted = np.zeros(len(x))
        for k in range(made.shape[1]):
            steps[k : k + len(made)] += squared[:, k]
            counted[k : k + len(made)] += 1.0
        return np.sqrt(steps / counted)

    return score


def cut(x: np.ndarray, m: int) -> np.ndarray:
    """All windows of m steps of x (T, D), (T - m + 1, m, D)."""
    return np.lib.stride_tricks.sliding_window_view(x, m, axis=0).transpose(0, 2, 1)


def batched(windows: np.ndarray, size: int = 512) -> list[torch.Tensor]:
    """The windows (N, m, D) as tensors (m, at most `size`, D)."""
    return [
        torch.tensor(windows[k : k + size], dtype=torch.float32).transpose(0, 1) for k in range(0, len(windows), size)
    ]
