"""What reads a padded batch: the last real output, pooling and the loss over real steps, and the cost of the padding.

Sequence b has `lengths[b]` real steps, from step 1 on; what stands behind them is padding and may hold anything.
Arrays are time-major, (T, B, ·), and index 0 is step 1. The LSTM that stands still in padding is
`bidirectional.step`; the one that leaves padding out is `packing`.
"""

from collections.abc import Sequence

import numpy as np

from scripts.reference.bidirectional import real
from scripts.reference.shapes import expect


def last(hs: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The output (B, H) at each sequence's own last step, from hs (T, B, H)."""
    return hs[lengths - 1, np.arange(len(lengths))]


def last_backward(dlast: np.ndarray, lengths: np.ndarray, T: int) -> np.ndarray:
    """What the loss sends to hs (T, B, H): dlast (B, H) at the last real steps, zero elsewhere."""
    dhs = np.zeros((T, *dlast.shape))
    dhs[lengths - 1, np.arange(len(lengths))] = dlast
    return dhs


def mean(hs: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The mean (B, H) over each sequence's real steps. `np.where`, not a product: NaN times 0 is NaN."""
    return np.where(real(lengths, len(hs)), hs, 0.0).sum(axis=0) / lengths[:, None]


def mean_backward(dmean: np.ndarray, lengths: np.ndarray, T: int) -> np.ndarray:
    """What the loss sends to hs (T, B, H): the same share to each real step, nothing to padding."""
    return real(lengths, T) * dmean / lengths[:, None]


def largest(hs: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The largest value (B, H) of each unit over the real steps: padding counts as minus infinity, not as 0."""
    return np.where(real(lengths, len(hs)), hs, -np.inf).max(axis=0)


def largest_backward(dlargest: np.ndarray, hs: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """What the loss sends to hs (T, B, H): all of it to the step that had the largest value, the first of equals."""
    at = np.where(real(lengths, len(hs)), hs, -np.inf).argmax(axis=0)  # (B, H)
    return (np.arange(len(hs))[:, None, None] == at) * dlargest


def loss(losses: np.ndarray, lengths: np.ndarray) -> float:
    """The mean of the losses (T, B) of single steps over the real ones: divided by their number, not by T times B."""
    expect("losses", losses, "T", len(lengths))
    here = real(lengths, len(losses))[:, :, 0]
    return float(np.where(here, losses, 0.0).sum() / here.sum())


def loss_backward(lengths: np.ndarray, T: int) -> np.ndarray:
    """The gradient (T, B) of `loss` with respect to the losses of single steps: one over their number, 0 in padding."""
    here = real(lengths, T)[:, :, 0]
    return here / here.sum()


def share(batches: Sequence[np.ndarray]) -> float:
    """The share of steps that are padding when each batch, given as its lengths (B,), is padded to its longest."""
    computed = sum(len(lengths) * lengths.max() for lengths in batches)
    return float(1.0 - sum(lengths.sum() for lengths in batches) / computed)
