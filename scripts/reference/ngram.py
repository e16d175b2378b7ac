"""An n-gram model with interpolated Kneser-Ney smoothing: the baseline of every language model, counted in one pass.

Each order takes the same discount D off every count of its rows and hands what it took to the order below, so that all
rows are distributions over all V tokens. The highest order counts occurrences; a lower one counts in how many contexts
a token was seen, its distinct left neighbours: "Francisco" may be frequent, yet it follows one word.

The idea is that of Kneser & Ney (1995), in the interpolated form of Chen & Goodman (1999), with one discount for each
order: D = n1 / (n1 + 2 n2), where n1 and n2 are the numbers of n-grams counted once and twice.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect_whole

Gram = tuple[int, ...]


class Row(NamedTuple):
    """What was seen after one context."""

    tokens: np.ndarray  # (S,) the distinct tokens
    counts: np.ndarray  # (S,) of each


class Model(NamedTuple):
    """Rows by context and the discount, for contexts of 0, 1, …, n - 1 tokens; V is the size of the vocabulary."""

    rows: list[dict[Gram, Row]]
    discounts: list[float]
    V: int


def train(tokens: Sequence[int], n: int, V: int) -> Model:
    """Count a text for a model of order n: n = 1 knows no context, n = 2 counts pairs.

    Raises:
        ValueError: n or V is not a whole number from 1 up, or the text has fewer than n tokens.
    """
    expect_whole(n=n, V=V)
    if len(tokens) < n:
        raise ValueError(f"the text has {len(tokens)} tokens, expected at least n = {n}")
    tokens = tuple(int(token) for token in tokens)
    counts = Counter(zip(*(tokens[i:] for i in range(n)), strict=False))
    orders = [counts]
    for _ in range(n - 1):  # distinct left neighbours: each longer gram counts once
        counts = Counter(gram[1:] for gram in counts)
        orders.insert(0, counts)
    return Model([_by_context(counts) for counts in orders], [discount(counts) for counts in orders], V)


def _by_context(counts: Counter[Gram]) -> dict[Gram, Row]:
    seen: dict[Gram, list[tuple[int, int]]] = defaultdict(list)
    for gram, count in counts.items():
        seen[gram[:-1]].append((gram[-1], count))
    return {context: Row(*np.array(pairs).T) for context, pairs in seen.items()}


def discount(counts: Counter[Gram]) -> float:
    """D = n1 / (n1 + 2 n2), at most 1; 1/2 where nothing was counted once: D = 0 would leave the unseen nothing."""
    of = Counter(counts.values())
    return of[1] / (of[1] + 2 * of[2]) if of[1] else 0.5


def distribution(model: Model, context: Sequence[int]) -> np.ndarray:
    """The probabilities (V,) of the next token: from 1 / V up through longer and longer ends of the context.

    P(w | u) = max(c(u w) - D, 0) / c(u) + D · N(u) / c(u) · P(w | u without its first token), where c(u) is the sum of
    the row's counts and N(u) the number of its distinct tokens. An end that was never seen leaves P as it is.
    """
    p = np.full(model.V, 1.0 / model.V)
    context = tuple(int(token) for token in context)
    for length in range(min(len(model.rows) - 1, len(context)) + 1):
        row = model.rows[length].get(context[len(context) - length :])
        if row is None:
            break
        D, total = model.discounts[length], row.counts.sum()
        p = p * (D * len(row.tokens) / total)
        p[row.tokens] += np.maximum(row.counts - D, 0.0) / total
    return p


def probabilities(model: Model, tokens: Sequence[int]) -> np.ndarray:
    """What the model gave each token from the second on, (N - 1,), after those before it."""
    n = len(model.rows)
    pairs = ((tokens[max(0, t - n + 1) : t], tokens[t]) for t in range(1, len(tokens)))
    return np.array([distribution(model, context)[token] for context, token in pairs])
