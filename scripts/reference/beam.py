"""Beam search: the k likeliest prefixes of an output, all made one token longer at each step.

A model is any function `step(state, tokens)`. It reads one token for each of n hypotheses, tokens (n,), and returns the
log-probabilities of what comes next, (n, V), with the state behind them. A state is a tuple of arrays whose axis 0 is
the hypothesis: h and c, (n, H) each, for an LSTM of one layer.

An output is complete with the token `end`, or cut when it has `limit` tokens. So all complete outputs are the leaves of
one tree, and their probabilities add up to 1. Lengths count the end token.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect_whole

State = tuple[np.ndarray, ...]
Step = Callable[[State, np.ndarray], tuple[np.ndarray, State]]
Factor = Callable[[int], float]  # of a length: log P is divided by it


class Model(NamedTuple):
    """What a search goes through: a step, the state of the one empty output, and its first and last token."""

    step: Step
    state: State  # n = 1
    start: int
    end: int


class Hypothesis(NamedTuple):
    """A complete output."""

    tokens: tuple[int, ...]  # the last is `end`, or it was cut
    log_p: float  # the sum of its tokens' log-probabilities
    score: float  # log_p / factor(length): what decides


def from_table(rows: dict[str, dict[str, float]], end: str = ".") -> Model:
    """A model by hand: for each prefix, a string of one letter per token, the probabilities of what follows it.

    Tokens are numbered in the order of their letters, `end` first. The state is the prefix itself.
    """
    letters = end + "".join(sorted({y for row in rows.values() for y in row} - {end}))

    def step(state: State, tokens: np.ndarray) -> tuple[np.ndarray, State]:
        prefixes = [p + (letters[y] if y >= 0 else "") for p, y in zip(state[0], tokens, strict=True)]
        with np.errstate(divide="ignore"):
            log_q = np.log([[rows[p].get(y, 0.0) for y in letters] for p in prefixes])
        return log_q, (np.array(prefixes, dtype=object),)

    return Model(step, (np.array([""], dtype=object),), start=-1, end=0)


def power(alpha: float) -> Factor:
    """|Y|^α: 1 for every length at α = 0, so the score is log P, and the mean per token at α = 1.

    Raises:
        ValueError: α is negative. With a factor that falls with the length, `search` could not tell when to stop.
    """
    _check(alpha)
    return lambda length: length**alpha


def gnmt(alpha: float) -> Factor:
    """lp(Y) = (5 + |Y|)^α / (5 + 1)^α, equation 14 of Wu et al. (2016); a ValueError as for `power`."""
    _check(alpha)
    return lambda length: (5 + length) ** alpha / (5 + 1) ** alpha


def _check(alpha: float) -> None:
    if not alpha >= 0.0:
        raise ValueError(f"alpha is {alpha}, expected 0 or more: the factor may not fall with the length")


RAW = power(0.0)


def search(model: Model, width: int, limit: int, factor: Factor = RAW) -> list[Hypothesis]:
    """All that were completed before the search could stop, the best score first.

    At each step the best 2 · width of the n · V candidates are looked at. Each hypothesis has one candidate that ends,
    so at least `width` of these go on, if so many are possible at all. One that ends is complete if it is among the
    best `width`.

    Source: Wu et al. (2016), section 7.

    Raises:
        ValueError: width or limit is not a whole number from 1 up.
    """
    expect_whole(width=width, limit=limit)
    prefixes: list[tuple[int, ...]] = [()]
    log_p = np.zeros(1)
    tokens, state = np.array([model.start]), model.state
    complete: list[Hypothesis] = []
    for _ in range(limit):
        log_q, state = model.step(state, tokens)  # (n, V)
        total = log_p[:, None] + log_q
        order = np.argsort(-total, axis=None, kind="stable")[: 2 * width]
        order = order[np.isfinite(total.flat[order])]
        parents, tokens = np.divmod(order, log_q.shape[1])
        log_p = total.flat[order]
        grown = [(*prefixes[j], int(y)) for j, y in zip(parents, tokens, strict=True)]

        ends = tokens == model.end
        complete += [_hypothesis(grown[r], log_p[r], factor) for r in np.flatnonzero(ends[:width])]
        live = np.flatnonzero(~ends)[:width]
        prefixes = [grown[r] for r in live]
        log_p, tokens = log_p[live], tokens[live]
        state = tuple(array[parents[live]] for array in state)  # h and c of its parent, for each

        if not prefixes or max((c.score for c in complete), default=-np.inf) >= log_p[0] / factor(limit):
            break  # log P can only fall, and no output has a larger factor: none of those that live can win
    else:
        complete += [_hypothesis(prefix, p, factor) for prefix, p in zip(prefixes, log_p, strict=True)]
    return sorted(complete, key=lambda c: -c.score)


def _hypothesis(tokens: tuple[int, ...], log_p: float, factor: Factor) -> Hypothesis:
    return Hypothesis(tokens, float(log_p), float(log_p / factor(len(tokens))))


def greedy(model: Model, limit: int) -> Hypothesis:
    """The likeliest token at each step, never revised. It is the best of a beam of width 1, scored by log P."""
    said: list[int] = []
    log_p, state, token = 0.0, model.state, model.start
    while len(said) < limit and token != model.end:
        log_q, state = model.step(state, np.array([token]))
        token = int(log_q[0].argmax())
        said.append(token)
        log_p += log_q[0, token]
    return _hypothesis(tuple(said), log_p, RAW)


def log_probability(model: Model, tokens: tuple[int, ...]) -> float:
    """log P of one output, read by the model alone: each step is fed the token before (teacher forcing)."""
    total, state, fed = 0.0, model.state, model.start
    for token in tokens:
        log_q, state = model.step(state, np.array([fed]))
        total += float(log_q[0, token])
        fed = token
    return total


def exhaustive(model: Model, limit: int, factor: Factor = RAW) -> list[Hypothesis]:
    """Every complete output of probability above 0, the best score first: about V^limit, so for small V only."""
    leaves: list[Hypothesis] = []

    def grow(prefix: tuple[int, ...], log_p: float, state: State, token: int) -> None:
        if token == model.end or len(prefix) == limit:
            leaves.append(_hypothesis(prefix, log_p, factor))
            return
        log_q, after = model.step(state, np.array([token]))
        for y in np.flatnonzero(np.isfinite(log_q[0])):
            grow((*prefix, int(y)), log_p + log_q[0, y], after, int(y))

    grow((), 0.0, model.state, model.start)
    return sorted(leaves, key=lambda leaf: -leaf.score)
