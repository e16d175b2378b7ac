"""What can be read out of states at the ends of words: whether the word ends in the later half of its line."""

import random
from typing import NamedTuple

import numpy as np
import torch

from scripts.experiments.q38_interpreting_states.wrapped_text import Part
from scripts.experiments.tasks.guide_characters import shown


class Ends(NamedTuple):
    """The ends of a part's words: place, the word itself, and whether it ends in the later half of its line."""

    at: np.ndarray  # (M,) of the last letter
    words: list[str]
    late: np.ndarray  # (M,) bool


def ends(part: Part, alphabet: str, width: int) -> Ends:
    """Every word of a wrapped part that ends in it; the last may be cut off."""
    text = shown(part.places, alphabet)
    at = np.array([t for t in range(len(text) - 1) if text[t + 1].isspace()])
    return Ends(at, text.split()[: len(at)], part.column[at] >= width // 2)


def control(train: list[str], test: list[str], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The control task of Hewitt & Liang (2019): a label by lot for each kind of word, the same wherever it stands."""
    rng = random.Random(seed)
    label = {word: rng.random() < 0.5 for word in sorted({*train, *test})}
    return tuple(np.array([label[word] for word in words]) for words in (train, test))


def window(places: torch.Tensor, at: np.ndarray, n: int, K: int) -> np.ndarray:
    """The last n characters at each of `at` (M,), one-hot: (M, n K); zeros before the text begins."""
    padded = np.concatenate([np.full(n - 1, K), places.numpy()])
    return np.eye(K + 1)[np.lib.stride_tricks.sliding_window_view(padded, n)[at]][..., :K].reshape(len(at), n * K)


def accuracy(train: np.ndarray, labels: np.ndarray, test: np.ndarray, answers: np.ndarray, ridge: float = 1.0) -> float:
    """The share of `answers` (M,) that a linear probe, fitted to features (N, F) by least squares, gets right."""
    mean, scale = train.mean(axis=0), train.std(axis=0) + 1e-6
    X, Z = ((part - mean) / scale for part in (train, test))
    y = np.where(labels, 1.0, -1.0)
    w = np.linalg.solve(X.T @ X + ridge * np.eye(X.shape[1]), X.T @ (y - y.mean()))
    return float(((Z @ w + y.mean() > 0) == answers).mean())
