r"""Cells beside the LSTM: each run over a sequence with random weights, under the names that its page gives it."""

from collections.abc import Callable

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, jacobian, sizes, spread
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    convlstm,
    convlstm_peephole,
    convolution,
    coupled,
    gru,
    minlstm,
    over_time,
    peephole,
    projection,
    rnn,
)


def simple(rng: np.random.Generator) -> Table:
    """The simple recurrent network; ∂h_T/∂h_k is the whole chain between the two steps."""
    size = sizes(rng)
    D, H, K, T, t, _ = size
    p = rnn.Params(rng.normal(size=(H, D)), rng.normal(size=(H, H)) / 2, rng.normal(size=H))
    x, h0 = rng.normal(size=(T, 1, D)), rng.normal(size=(1, H))
    hs, caches = rnn.forward(x, h0, p)
    h = np.stack([h0, *hs])

    def by_h(above: tuple[int], below: tuple[int]) -> np.ndarray:
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


def _cell(
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


def _of_caches(run: over_time.Run, names: str) -> dict[str, Value]:
    return {name: by_step([getattr(cache, name) for cache in run.caches]) for name in names.split()}


def _pre(x: np.ndarray, h: Value, W: np.ndarray, U: np.ndarray, b: np.ndarray, gates: str) -> dict[str, Value]:
    """The shares of input and old state in the pre-activations, by gate."""
    z = x.array @ W.T + h.array[:-1] @ U.T + b
    parts = np.split(z[:, None], len(gates), axis=2)
    return {"z": by_step(z[:, None])} | {f"z^{gate}": by_step(part) for gate, part in zip(gates, parts, strict=True)}


def coupled_gates(rng: np.random.Generator) -> Table:
    """The LSTM whose forget gate is what the input gate leaves."""
    size = sizes(rng)
    D, H = size[:2]
    p = coupled.Params(rng.normal(size=(3 * H, D)), rng.normal(size=(3 * H, H)), rng.normal(size=3 * H))
    run, names = _cell(coupled.CELL, coupled.State, p, rng, D, {"h": H, "c": H})
    kept = _of_caches(run, "i g o")
    names |= kept | {"f": by_step(1 - kept["i"].array[:, None])} | size._asdict() | p._asdict()
    names |= blocks("W", p.W, "igo") | blocks("U", p.U, "igo") | blocks("b", p.b, "igo")
    return Table(names | _pre(names["x"], names["h"], *p, "igo"))


def with_peepholes(rng: np.random.Generator) -> Table:
    """The LSTM with peepholes: z is what input and old h give, without them. One backward step at t, for its lines."""
    size = sizes(rng)
    D, H, *_ = size
    shapes = ((4 * H, D), (4 * H, H), 4 * H, H, H, H)
    p = peephole.Params(*(rng.normal(size=shape) for shape in shapes))
    run, names = _cell(peephole.CELL, peephole.State, p, rng, D, {"h": H, "c": H})
    names |= _of_caches(run, "i f g o") | size._asdict() | p._asdict()
    names |= blocks("W", p.W) | blocks("U", p.U) | blocks("b", p.b) | _pre(names["x"], names["h"], *p[:3], "ifgo")
    dh, dc = rng.normal(size=(2, 1, H))
    grads = peephole.step_backward(dh, dc, run.caches[size.t - 1], p)
    z = dict(zip("ifgo", np.split(grads.db, 4), strict=True))
    i, g = (names[gate].array[size.t - 1] for gate in "ig")
    names |= {rf"\mathrm{{d}}z^{gate}": Indexed(part[None], (size.t,)) for gate, part in z.items()}
    names |= {r"\mathrm{d}c_{t-1}": grads.dc_prev[0], r"\mathrm{d}h_t": dh[0]}
    after = z["g"] / (i * (1 - g**2))  # what reaches c at this step, once all its readers are added up
    return Table(names | {r"\mathrm{d}c_t": after, r"\leftarrow\mathrm{d}c_t": dc[0]})


def projected(rng: np.random.Generator) -> Table:
    """The LSTM whose hidden state is narrower than its cell."""
    D, H, P, *_ = size = sizes(rng)
    P, H = sorted((P, H))
    shapes = ((4 * H, D), (4 * H, P), 4 * H, (P, H))
    p = projection.Params(*(rng.normal(size=shape) for shape in shapes))
    run, names = _cell(projection.CELL, projection.State, p, rng, D, {"h": P, "c": H})
    return Table(names | size._asdict() | {"H": H, "P": P} | p._asdict() | _of_caches(run, "i f g o"))


def minimal(rng: np.random.Generator) -> Table:
    """The minLSTM; f and i are its gates before they are divided by their sum."""
    D, H, *_ = size = sizes(rng)
    p = minlstm.Params(rng.normal(size=(3 * H, D)), rng.normal(size=3 * H))
    run, names = _cell(minlstm.CELL, minlstm.State, p, rng, D, {"h": H})
    steps, _ = minlstm.linear_steps(names["x"].array[:, None], p)
    other = over_time.forward(
        minlstm.CELL, names["x"].array[:, None], minlstm.State(start := rng.normal(size=(1, H))), p
    )
    other_h = np.stack([start, *other.states.h])
    names |= {"h'": by_step(other_h, 0), r"\delta": by_step(other_h - names["h"].array[:, None], 0)}
    names |= size._asdict() | p._asdict() | _of_caches(run, "i f g") | {"a": by_step(steps.a), "b": by_step(steps.b)}
    return Table(names | blocks("W", p.W, "ifg"))


def join(rng: np.random.Generator) -> Table:
    """Two linear steps and the one that they are together."""
    one, two = (minlstm.Linear(*rng.normal(size=(2, 5))) for _ in range(2))
    whole = minlstm.join(one, two)
    names = {"a_1": one.a, "b_1": one.b, "a_2": two.a, "b_2": two.b, "a": whole.a, "b": whole.b}
    return Table(names, result=tuple(whole))


def _images(rng: np.random.Generator, peepholes: bool) -> Table:
    sizes_of = {"C": 2, r"C_{in}": 3, "M": 5, "N": 4, "k": 3, "t": 3, "T": 5}
    C, C_in, M, N, k, _, T = sizes_of.values()
    W, U = rng.normal(size=(4 * C, C_in, k, k)), rng.normal(size=(4 * C, C, k, k))
    b, V = rng.normal(size=4 * C), rng.normal(size=3 * C)
    cell, p = (
        (convlstm_peephole, convlstm_peephole.Params(W, U, b, V)) if peepholes else (convlstm, convlstm.Params(W, U, b))
    )
    x = rng.normal(size=(T, 1, C_in, M, N))
    first = convlstm.State(*rng.normal(size=(2, 1, C, M, N)))
    run = over_time.forward(cell.CELL, x, first, p)
    names = {name: by_step(np.stack([getattr(first, name), *getattr(run.states, name)]), 0) for name in ("h", "c")}
    names |= _of_caches(run, "i f g o") | sizes_of | {"x": by_step(x), "W": W, "U": U}
    names |= blocks("W", W) | blocks("U", U)
    names |= blocks("b", b) | {"b": b} | dict(zip(("p_i", "p_f", "p_o"), np.split(V, 3), strict=True))
    names["z"] = by_step([cache_z(x_t, h, W, U, b) for x_t, h in zip(x, [first.h, *run.states.h], strict=False)])
    return Table(names | {"*": lambda kernel, image: convolution.conv(image[None], kernel)[0]})


def cache_z(x: np.ndarray, h: np.ndarray, W: np.ndarray, U: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The pre-activations (1, 4C, M, N) of one step."""
    return convolution.conv(x, W) + convolution.conv(h, U) + b[:, None, None]


def one_pixel(rng: np.random.Generator) -> Table:
    """One output channel of a convolutional LSTM's pre-activations, at a pixel m, n away from the border."""
    k, M, N, t = 3, 6, 7, 2
    W, U, b = rng.normal(size=(1, 1, k, k)), rng.normal(size=(1, 1, k, k)), rng.normal()
    x, h = rng.normal(size=(2, 2, 1, 1, M, N))  # of the step before and of this one
    z = convolution.conv(x[1], W) + convolution.conv(h[0], U) + b
    names: dict[str, Value] = {"m": 3, "n": int(rng.integers(2, N)), "t": t, "b": b, "k": k}
    names |= {"x": Indexed(x[:, 0, 0], (t - 1,)), "h": Indexed(h[:, 0, 0], (t - 1,)), "z": Indexed(z[0], (t,))}
    names |= {"W": Indexed(W[0, 0], (-1, -1)), "U": Indexed(U[0, 0], (-1, -1))}
    return Table(names, ranges=dict.fromkeys("uv", range(-1, 2)))


def images(rng: np.random.Generator) -> Table:
    """The convolutional LSTM; `*` is its convolution."""
    return _images(rng, peepholes=False)


def images_with_peepholes(rng: np.random.Generator) -> Table:
    """The convolutional LSTM with peepholes."""
    return _images(rng, peepholes=True)
