r"""The LSTM over a sequence, forward and backward, and the same with some gates held at a number.

Index 0 of h and c is the state before the first step. The gradients are those of a loss with the direct shares ℓ_t:
`\mathrm{d}c_t` is total, as the reference has it, and every gradient is found under this name and as ∂L/∂c_t.
"""

from collections.abc import Sequence

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import GATES, blocks, by_step, jacobian, of_one_step, sizes, spread
from scripts.checks.formulas.algebra.values import Value
from scripts.reference import bptt, lstm, params
from scripts.reference.activations import sigmoid_slope, tanh_slope

# So large a bias makes a gate 1, to the last digit, and its negative 0.
_OPEN = 60.0


def table(rng: np.random.Generator, held: dict[str, float] | None = None) -> Table:
    """A run with random weights; `held` has gates that stand at 0 or 1 in it, h_0, c_0, x or U at 0."""
    size = sizes(rng)
    D, H, K, T, *_ = size
    p = lstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)) / 2, rng.normal(size=4 * H))
    p = _holding(p, held := held or {})
    x = held.get("x", 1) * rng.normal(size=(T, 1, D))
    h0, c0 = (held.get(name, 1) * rng.normal(size=(1, H)) for name in ("h_0", "c_0"))
    hs, cs, caches = bptt.forward(x, h0, c0, p)
    shares = rng.normal(size=hs.shape)
    names = {
        **size._asdict(),
        "x": by_step(x),
        "h": by_step(np.stack([h0, *hs]), 0),
        "c": by_step(np.stack([c0, *cs]), 0),
        **{gate: by_step([getattr(cache, gate) for cache in caches]) for gate in GATES},
        "W": p.W,
        "U": p.U,
        "b": p.b,
        **blocks("W", p.W),
        **blocks("U", p.U),
        **blocks("b", p.b),
        "V": rng.normal(size=(K, H)),
        "b_y": rng.normal(size=K),
        **_before(x, h0, hs, p),
        **_gradients(shares, caches, p),
        "I": np.eye(H),
        "j": 3,
        "L": T,
        "W_y": rng.normal(size=(K, H)),
        "B": 11,
        "N": np.float64(params.lstm(D, H)),
    }
    given = frozenset(name for name in names if name[0] in "xWUbV" or name in ("h_0", "c_0"))
    return Table(names, _changes(x, caches, p), {"t": range(1, T + 1)}, given=given)


def _holding(p: lstm.Params, held: dict[str, float]) -> lstm.Params:
    W, U, b = (array.copy() for array in p)
    U = held.get("U", 1) * U
    for gate, at in ((gate, held[gate]) for gate in GATES if gate in held):
        rows = slice(GATES.index(gate) * len(b) // 4, (GATES.index(gate) + 1) * len(b) // 4)
        W[rows], U[rows], b[rows] = 0, 0, _OPEN if at else -_OPEN * 20
    return lstm.Params(W, U, b)


def _before(x: np.ndarray, h0: np.ndarray, hs: np.ndarray, p: lstm.Params) -> dict[str, Value]:
    """The pre-activations, whole and by gate."""
    z = np.stack([x[0] @ p.W.T + h @ p.U.T + p.b for x, h in zip(x[:, None], [h0, *hs[:-1]], strict=True)])
    parts = np.split(z, 4, axis=2)
    return {"z": by_step(z)} | {f"z^{gate}": by_step(part) for gate, part in zip(GATES, parts, strict=True)}


def _gradients(shares: np.ndarray, caches: Sequence[lstm.Cache], p: lstm.Params) -> dict[str, Value]:
    """Every gradient, from the backward passes of the reference; the bias's at one step is that of z."""
    whole = bptt.backward(shares, caches, p)
    to_h, to_c = bptt.state_gradients(shares, caches, p)
    zero = np.zeros_like(to_c[0])
    dz, direct = [], [*(cache.f * dc for cache, dc in zip(caches[1:], to_c[2:], strict=True)), zero]
    for dh, dc, cache in zip(to_h[1:], direct, caches, strict=True):
        dz.append(lstm.step_backward(dh, dc, cache, p).db[None])
    parts = dict(zip(GATES, np.split(np.stack(dz), 4, axis=2), strict=True))
    slopes = {gate: tanh_slope if gate == "g" else sigmoid_slope for gate in GATES}
    with np.errstate(invalid="ignore"):  # a gate that is held has no slope
        found = {gate: parts[gate] / [slopes[gate](getattr(cache, gate)) for cache in caches] for gate in GATES}
    steps = {"h": to_h[1:], "c": to_c[1:], "x": whole.dxs, "z": np.stack(dz)} | found
    named = {f"z^{gate}": part for gate, part in parts.items()} | steps
    return {
        r"\ell": by_step(shares),
        **{rf"\mathrm{{d}}{name}": by_step(array) for name, array in named.items()},
        **{rf"\mathrm{{d}}{name}": getattr(whole, f"d{name}") for name in ("W", "U", "b")},
    }


def _changes(x: np.ndarray, caches: Sequence[lstm.Cache], p: lstm.Params) -> dict:
    """∂c/∂c with every h held fixed, dc/dc of one step in full, and ∂c/∂h of one step."""

    def direct(above: tuple[int], below: tuple[int]) -> np.ndarray:
        def end(c: np.ndarray) -> np.ndarray:
            for cache in caches[below[0] : above[0]]:
                c = lstm.step(spread(cache.x, c), spread(cache.h_prev, c), c, p)[1]
            return c

        return jacobian(end, caches[below[0]].c_prev[0])

    def total(step: int) -> np.ndarray:
        before, now = caches[step - 2], caches[step - 1]
        return jacobian(lambda c: lstm.step(spread(now.x, c), before.o * np.tanh(c), c, p)[1], now.c_prev[0])

    def through_h(step: int) -> np.ndarray:
        now = caches[step - 1]
        return jacobian(lambda h: lstm.step(spread(now.x, h), h, spread(now.c_prev, h), p)[1], now.h_prev[0])

    return {
        ("partial", "c", "c"): direct,
        ("d", "c", "c"): of_one_step(total),
        ("partial", "c", "h"): of_one_step(through_h),
    }
