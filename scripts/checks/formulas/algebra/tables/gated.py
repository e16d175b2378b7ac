r"""LSTMs with one thing changed, and cells over images, each run over a sequence with random weights."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.cells import cell, of_caches, pre_activations
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, sizes
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    convlstm,
    convlstm_peephole,
    convolution,
    coupled,
    minlstm,
    over_time,
    peephole,
    projection,
)


def coupled_gates(rng: np.random.Generator) -> Table:
    """The LSTM whose forget gate is what the input gate leaves."""
    size = sizes(rng)
    D, H = size[:2]
    p = coupled.Params(rng.normal(size=(3 * H, D)), rng.normal(size=(3 * H, H)), rng.normal(size=3 * H))
    run, names = cell(coupled.CELL, coupled.State, p, rng, D, {"h": H, "c": H})
    kept = of_caches(run, "i g o")
    names |= kept | {"f": by_step(1 - kept["i"].array[:, None])} | size._asdict() | p._asdict()
    names |= blocks("W", p.W, "igo") | blocks("U", p.U, "igo") | blocks("b", p.b, "igo")
    return Table(names | pre_activations(names["x"], names["h"], *p, "igo"))


def with_peepholes(rng: np.random.Generator) -> Table:
    """The LSTM with peepholes: z is what input and old h give, without them. One backward step at t, for its lines."""
    size = sizes(rng)
    D, H, *_ = size
    shapes = ((4 * H, D), (4 * H, H), 4 * H, H, H, H)
    p = peephole.Params(*(rng.normal(size=shape) for shape in shapes))
    run, names = cell(peephole.CELL, peephole.State, p, rng, D, {"h": H, "c": H})
    names |= of_caches(run, "i f g o") | size._asdict() | p._asdict()
    names |= (
        blocks("W", p.W) | blocks("U", p.U) | blocks("b", p.b) | pre_activations(names["x"], names["h"], *p[:3], "ifgo")
    )
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
    run, names = cell(projection.CELL, projection.State, p, rng, D, {"h": P, "c": H})
    return Table(names | size._asdict() | {"H": H, "P": P} | p._asdict() | of_caches(run, "i f g o"))


def minimal(rng: np.random.Generator) -> Table:
    """The minLSTM; f and i are its gates before they are divided by their sum."""
    D, H, *_ = size = sizes(rng)
    p = minlstm.Params(rng.normal(size=(3 * H, D)), rng.normal(size=3 * H))
    run, names = cell(minlstm.CELL, minlstm.State, p, rng, D, {"h": H})
    steps, _ = minlstm.linear_steps(names["x"].array[:, None], p)
    other = over_time.forward(
        minlstm.CELL, names["x"].array[:, None], minlstm.State(start := rng.normal(size=(1, H))), p
    )
    other_h = np.stack([start, *other.states.h])
    names |= {"h'": by_step(other_h, 0), r"\delta": by_step(other_h - names["h"].array[:, None], 0)}
    names |= size._asdict() | p._asdict() | of_caches(run, "i f g") | {"a": by_step(steps.a), "b": by_step(steps.b)}
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
    names |= of_caches(run, "i f g o") | sizes_of | {"x": by_step(x), "W": W, "U": U}
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
