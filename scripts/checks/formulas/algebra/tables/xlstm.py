r"""The cells of xLSTM and their stabiliser, from an empty memory."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, sizes
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import exponential, mlstm, over_time, slstm


def scalar_memory(rng: np.random.Generator) -> Table:
    """The sLSTM with its stabiliser m; i and f are the gates that it makes."""
    D, H, *_ = size = sizes(rng)
    p = slstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
    x = rng.normal(size=(size.T, 1, D))
    run = over_time.forward(slstm.CELL, x, slstm.start(1, H), p)
    start = slstm.start(1, H)
    names: dict[str, Value] = {"x": by_step(x), **size._asdict(), **p._asdict(), **blocks("W", p.W), **blocks("U", p.U)}
    names |= {name: by_step(np.stack([getattr(start, name), *getattr(run.states, name)]), 0) for name in start._fields}
    names |= {name: by_step([getattr(cache, name) for cache in run.caches]) for name in ("g", "o")}
    names |= {name: by_step([getattr(cache.gates, name) for cache in run.caches]) for name in ("i", "f")}
    names |= {f"z^{name}": by_step([getattr(cache, f"z_{name}") for cache in run.caches]) for name in "if"}
    return Table(names)


def without_stabiliser(rng: np.random.Generator) -> Table:
    """One sLSTM step as its equations stand: t is its step, t - 1 what it is given."""
    D, H, *_ = size = sizes(rng)
    p = slstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
    x, old = rng.normal(size=(1, D)), rng.normal(size=(3, 1, H)) ** 2
    new = np.stack(slstm.step_without_stabiliser(x, *old, p))
    z = dict(zip("ifgo", np.split(x @ p.W.T + old[0] @ p.U.T + p.b, 4, axis=1), strict=True))
    names: dict[str, Value] = size._asdict() | {
        name: Indexed(np.stack([was[0], now[0]]), (size.t - 1,)) for name, was, now in zip("hcn", old, new, strict=True)
    }
    names |= {f"z^{gate}": Indexed(part, (size.t,)) for gate, part in z.items()}
    gates = {"i": np.exp, "f": _sigma, "g": np.tanh, "o": _sigma}
    return Table(names | {gate: Indexed(gates[gate](part), (size.t,)) for gate, part in z.items()})


def _sigma(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def gates(rng: np.random.Generator) -> Table:
    """The stabiliser and the two gates over a sequence."""
    T, H = 6, 5
    z_i, z_f = 3 * rng.normal(size=(2, T, 1, H))
    m, found = [rng.normal(size=(1, H))], []
    for i, f in zip(z_i, z_f, strict=True):
        found.append(exponential.gates(i, f, m[-1]))
        m.append(found[-1].m)
    names: dict[str, Value] = {"t": 4, "T": T, "H": H, "m": by_step(np.stack(m), 0)}
    names |= {name: by_step([getattr(one, name) for one in found]) for name in ("i", "f")}
    return Table(names | {"z^i": by_step(z_i), "z^f": by_step(z_f)})


def _matrix(rng: np.random.Generator) -> tuple[dict[str, Value], over_time.Run, np.ndarray, mlstm.Params]:
    D, H, K, T, t, _ = sizes(rng)
    rows = {"q": K, "k": K, "v": H, "o": H, "g": 2}
    weights = [rng.normal(size=(n, D)) for n in rows.values()]
    p = mlstm.Params(*weights, *(rng.normal(size=n) for n in rows.values()))
    x = rng.normal(size=(T, 1, D))
    run = over_time.forward(mlstm.CELL, x, mlstm.start(1, H, K), p)
    read = mlstm.project(x, p)
    names: dict[str, Value] = {"D": D, "H": H, "K": K, "T": T, "t": t, "x": by_step(x)}
    names |= {name: by_step(getattr(read, name)) for name in ("q", "k", "v", "o")}
    names |= {"z^i": by_step(read.z[:, :, 0]), "z^f": by_step(read.z[:, :, 1])}
    return names, run, x, p


def matrix_memory(rng: np.random.Generator) -> Table:
    """The mLSTM as its equations stand: what the code scales by e^-m is scaled back, so the bound below is 1."""
    names, run, _, _ = _matrix(rng)
    K, H = names["K"], names["H"]
    m = np.stack([np.full(1, -np.inf), *run.states.m])
    scale = np.exp(m)
    C, n = (
        np.stack([first, *array])
        for first, array in ((np.zeros((1, H, K)), run.states.C), (np.zeros((1, K)), run.states.n))
    )
    names |= {"C": by_step(C * scale[:, :, None, None], 0), "n": by_step(n * scale[:, :, None], 0)}
    names |= {"h": by_step(np.stack([np.zeros((1, H)), *run.states.h]), 0)}
    z_i, z_f = names["z^i"].array, names["z^f"].array
    return Table(names | {"i": by_step(np.exp(z_i)[:, None]), "f": by_step(_sigma(z_f)[:, None])})


def in_parallel(rng: np.random.Generator) -> Table:
    """The mLSTM over all steps at once: s and t are steps, f is σ of its pre-activation."""
    names, run, x, p = _matrix(rng)
    h = mlstm.parallel(x, p)
    z_f = names["z^f"].array
    names |= {"h": by_step(h), "m": by_step(run.states.m), "f": by_step(_sigma(z_f)[:, None]), "s": 2}
    t = names["t"]
    return Table(names, ranges={"s": range(1, t + 1)})
