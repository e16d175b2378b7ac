"""Connectionist temporal classification: the loss of one utterance whose frames carry no labels.

An output of K symbols at each of T frames, symbol 0 the blank, stands for a path of T symbols. Merging repeats and then
dropping blanks makes the path's labels (`ctc_search.collapse`). The probability of y = (y_1 … y_U) is the sum over all
paths that make y, taken by dynamic programming over a lattice of T frames and S = 2U + 1 states: the labels l' with a
blank before, between and behind them.

Everything is in log space: products of hundreds of probabilities would underflow.

Source: Graves, Fernández, Gomez & Schmidhuber (2006).
"""

from math import comb
from typing import NamedTuple

import numpy as np

from scripts.reference.softmax import log_softmax

BLANK = 0


class Cache(NamedTuple):
    """What the backward pass needs, and the lattice figure."""

    log_p: np.ndarray  # (T, K)
    states: np.ndarray  # (S,)      l', the symbol of each state
    log_alpha: np.ndarray  # (T, S) all beginnings that are in state s at frame t
    log_beta: np.ndarray  # (T, S)  all endings from there; like log_alpha it includes frame t itself
    log_y: float  # log p(y | x)


def with_blanks(labels: np.ndarray) -> np.ndarray:
    """l' (S,): the labels (U,) with a blank before, between and behind them.

    Raises:
        ValueError: a label is the blank.
    """
    if (np.asarray(labels) == BLANK).any():
        raise ValueError(f"a label is {BLANK}, the blank: number the labels from 1")
    states = np.full(2 * len(labels) + 1, BLANK)
    states[1::2] = labels
    return states


def frames_needed(labels: np.ndarray) -> int:
    """The fewest frames that can say the labels (U,): one for each, and a blank between two that are equal."""
    labels = np.asarray(labels)
    return len(labels) + int((labels[1:] == labels[:-1]).sum())


def path_count(T: int, labels: np.ndarray) -> int:
    """How many paths of T frames make the labels (U,): (T + U - r choose 2U), with r neighbours that are equal.

    A path is T frames dealt out to S = 2U + 1 states, of which the U labels and the r blanks that are forced get one at
    least: T - U - r frames are left for all S, which makes (T - U - r + S - 1 choose S - 1).
    """
    U, forced = len(labels), frames_needed(labels)
    return comb(T - forced + 2 * U, 2 * U) if forced <= T else 0


def forward(log_p: np.ndarray, states: np.ndarray) -> np.ndarray:
    """log α (T, S) from log-probabilities (T, K).

    A path may stay in its state, go to the next, or skip a blank between two labels that differ.
    """
    T, S = len(log_p), len(states)
    skips = np.zeros(S, dtype=bool)
    later, earlier = states[2:], states[:-2]
    skips[2:] = (later != BLANK) & (later != earlier)

    log_alpha = np.full((T, S), -np.inf)
    log_alpha[0, :2] = log_p[0, states[:2]]
    for t in range(1, T):
        stay = log_alpha[t - 1]
        step = np.concatenate([[-np.inf], stay[:-1]])
        skip = np.where(skips, np.concatenate([[-np.inf, -np.inf], stay[:-2]])[:S], -np.inf)
        log_alpha[t] = log_p[t, states] + np.logaddexp(np.logaddexp(stay, step), skip)
    return log_alpha


def backward(log_p: np.ndarray, states: np.ndarray) -> np.ndarray:
    """log β (T, S): the same lattice walked from its end, since the rule for skips is symmetric."""
    return forward(log_p[::-1], states[::-1])[::-1, ::-1]


def loss(z: np.ndarray, labels: np.ndarray) -> tuple[float, Cache]:
    """-log p(y | x) for logits z (T, K) and labels (U,); infinite if T is below `frames_needed`.

    A path ends in the last label or in the blank behind it.
    """
    log_p, states = log_softmax(z), with_blanks(labels)
    log_alpha = forward(log_p, states)
    log_beta = backward(log_p, states)
    log_y = float(np.logaddexp.reduce(log_alpha[-1, -2:]))
    return -log_y, Cache(log_p, states, log_alpha, log_beta, log_y)


def occupancy(cache: Cache) -> np.ndarray:
    """γ (T, S): the probability, given y, that the path is in state s at frame t; each frame's add up to 1.

    α and β both hold p_t of the state, so one of the two is divided out. An infinite loss gives NaN.
    """
    with np.errstate(invalid="ignore"):
        log_both = cache.log_alpha + cache.log_beta - cache.log_p[:, cache.states]
        return np.exp(log_both - cache.log_y)


def soft_targets(cache: Cache) -> np.ndarray:
    """γ_t(k) (T, K): the occupancies of all states with the same symbol, added up."""
    targets = np.zeros_like(cache.log_p)
    np.add.at(targets.T, cache.states, occupancy(cache).T)
    return targets


def loss_backward(cache: Cache) -> np.ndarray:
    """dz (T, K): softmax minus soft target, as for a cross-entropy with γ as its labels."""
    return np.exp(cache.log_p) - soft_targets(cache)
