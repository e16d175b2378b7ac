r"""Cells beside the LSTM: each run over a sequence with random weights, under the names that its page gives it."""

from collections.abc import Callable

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, jacobian, sizes, spread
from scripts.checks.formulas.algebra.values import Beyond, Value
from scripts.reference import (
    gru,
    over_time,
    rnn,
)


def simple(rng: np.random.Generator) -> Table:
    """The simple recurrent network; ∂h_T/∂h_k is the whole chain between the two steps."""
    size = sizes(rng)
    D, H, K, T, *_ = size
    p = rnn.Params(rng.normal(size=(H, D)), rng.normal(size=(H, H)) / 2, rng.normal(size=H))
    x, h0 = rng.normal(size=(T, 1, D)), rng.normal(size=(1, H))
    hs, _ = rnn.forward(x, h0, p)
    h = np.stack([h0, *hs])

    def by_h(above: tuple[int], below: tuple[int]) -> np.ndarray:
        if above[0] <= below[0]:
            raise Beyond("a derivative by what comes later")
        given = x[below[0] : above[0]]
        return jacobian(lambda h: rnn.forward(np.repeat(given, len(h), axis=1), h, p)[0][-1], h[below[0], 0])

    def by_x(above: tuple[int], below: tuple[int]) -> np.ndarray:
        return jacobian(lambda x: rnn.step(x, spread(h[above[0] - 1], x), p)[0], x[below[0] - 1, 0])

    names = {**size._asdict(), **p._asdict(), "x": by_step(x), "h": by_step(h, 0)}
    names |= {"z": by_step([np.arctanh(one) for one in hs]), "V": rng.normal(size=(K, H)), "b_y": rng.normal(size=K)}
    names |= {"S": by_step([np.diag(1 - one[0] ** 2)[None] for one in hs]), "B": 11}
    return Table(names, {("partial", "h", "h"): by_h, ("partial", "h", "x"): by_x}, {"t": range(1, T + 1)})


def _gated(rng: np.random.Generator, after: bool, negated: bool = False) -> Table:
    size = sizes(rng)
    D, H, _, T, *_ = size
    p = gru.Params(*(rng.normal(size=shape) for shape in ((3 * H, D), (3 * H, H), 3 * H, 3 * H)))
    if not after:
        p = p._replace(b_U=np.zeros(3 * H))
    run = over_time.forward(
        gru.RESET_AFTER if after else gru.RESET_BEFORE,
        x := rng.normal(size=(T, 1, D)),
        gru.State(h0 := rng.normal(size=(1, H))),
        gru.negate_z(p) if negated else p,
    )
    kept = {name: np.stack([getattr(cache, name) for cache in run.caches]) for name in ("r", "z", "n")}
    if negated:
        kept["z"] = 1 - kept["z"]

    def direct(above: tuple[int], below: tuple[int]) -> np.ndarray:
        return np.diag(np.prod(kept["z"][below[0] : above[0], 0], axis=0))

    W_n, b_n = p.W[2 * H :], p.b_W[2 * H :]
    names = {
        **size._asdict(),
        **p._asdict(),
        "b": p.b_W,
        "x": by_step(x),
        "h": by_step(np.stack([h0, *run.states.h]), 0),
    }
    names |= blocks("W", p.W, "rzn") | blocks("U", p.U, "rzn") | blocks("b", p.b_W, "rzn") | blocks("b'", p.b_U, "rzn")
    names |= {name: by_step(array) for name, array in kept.items()} | {"a": by_step(x @ W_n.T + b_n)}
    return Table(names, {("partial", "h", "h"): direct}, {"t": range(1, T + 1)})


def gru_before(rng: np.random.Generator) -> Table:
    """The GRU that resets before the product; ∂h/∂h is its direct path."""
    return _gated(rng, after=False)


def gru_after(rng: np.random.Generator) -> Table:
    """The GRU that resets after the product."""
    return _gated(rng, after=True)


def gru_negated(rng: np.random.Generator) -> Table:
    """The GRU in which z weights the candidate."""
    return _gated(rng, after=False, negated=True)


def cell(
    cell: over_time.Cell,
    start: Callable,
    p: tuple,
    rng: np.random.Generator,
    D: int,
    rows: dict[str, int],
) -> tuple[over_time.Run, dict[str, Value]]:
    """A cell run from a random state, and its inputs and states by step."""
    x = rng.normal(size=(7, 1, D))
    first = start(**{name: rng.normal(size=(1, n)) for name, n in rows.items()})
    run = over_time.forward(cell, x, first, p)
    states = {name: by_step(np.stack([getattr(first, name), *getattr(run.states, name)]), 0) for name in rows}
    return run, {"x": by_step(x)} | states


def of_caches(run: over_time.Run, names: str) -> dict[str, Value]:
    """What the steps of a run kept, under the names given."""
    return {name: by_step([getattr(cache, name) for cache in run.caches]) for name in names.split()}


def pre_activations(
    x: np.ndarray, h: Value, W: np.ndarray, U: np.ndarray, b: np.ndarray, gates: str
) -> dict[str, Value]:
    """The shares of input and old state in the pre-activations, by gate."""
    z = x.array @ W.T + h.array[:-1] @ U.T + b
    parts = np.split(z[:, None], len(gates), axis=2)
    return {"z": by_step(z[:, None])} | {f"z^{gate}": by_step(part) for gate, part in zip(gates, parts, strict=True)}
