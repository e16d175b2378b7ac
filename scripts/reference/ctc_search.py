"""What a CTC output says: collapse a path, the best path, and prefix beam search, which adds up a prefix's paths.

Symbol 0 is the blank, as in `ctc`; log-probabilities are (T, K).

Source: Graves, Fernández, Gomez & Schmidhuber (2006), for best path and prefix search; the search here keeps the
`width` likeliest prefixes of each frame.
"""

import numpy as np

from scripts.reference.ctc import BLANK
from scripts.reference.shapes import expect_whole

Labels = tuple[int, ...]


def collapse(path: np.ndarray) -> Labels:
    """The labels of a path (T,): merge repeats first, then drop blanks. The other order would lose doubled labels."""
    path = np.asarray(path)
    begins = np.concatenate([[True], path[1:] != path[:-1]])[: len(path)]
    return tuple(int(k) for k in path[begins] if k != BLANK)


def best_path(log_p: np.ndarray) -> Labels:
    """The labels of the single likeliest path, the likeliest symbol of each frame. Other labels may be likelier."""
    return collapse(log_p.argmax(axis=1))


def prefix_beam(log_p: np.ndarray, width: int) -> list[tuple[Labels, float]]:
    """At most `width` label sequences with the log-probability of their paths that were kept, the likeliest first.

    Each prefix has two numbers, since the same label again extends the prefix only behind a blank: log-probability of
    its paths that end in a blank, and of those that end in its last label. With a beam as wide as the number of
    prefixes the sums are exact.

    Raises:
        ValueError: the width is not a whole number from 1 up.
    """
    expect_whole(width=width)
    beam: dict[Labels, tuple[float, float]] = {(): (0.0, -np.inf)}
    for log_p_t in log_p:
        grown: dict[Labels, list[float]] = {}

        def add(prefix: Labels, end: int, log_q: float, grown: dict = grown) -> None:
            ends = grown.setdefault(prefix, [-np.inf, -np.inf])
            ends[end] = np.logaddexp(ends[end], log_q)

        for prefix, (blank, label) in beam.items():
            either = np.logaddexp(blank, label)
            add(prefix, 0, either + log_p_t[BLANK])
            if prefix:
                add(prefix, 1, label + log_p_t[prefix[-1]])
            for k in range(1, len(log_p_t)):
                repeated = bool(prefix) and k == prefix[-1]
                add((*prefix, k), 1, (blank if repeated else either) + log_p_t[k])
        best = sorted(grown, key=lambda prefix: -np.logaddexp(*grown[prefix]))[:width]
        beam = {prefix: tuple(grown[prefix]) for prefix in best}
    return [(prefix, float(np.logaddexp(*ends))) for prefix, ends in beam.items()]
