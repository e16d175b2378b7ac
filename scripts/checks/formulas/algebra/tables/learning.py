r"""What surrounds a cell in training: masks, starts, states that are carried, inputs that are shifted or missing."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, jacobian, of_one_step, spread
from scripts.checks.formulas.algebra.tables.layers import weights
from scripts.checks.formulas.algebra.values import Either, Indexed, Value
from scripts.reference import (
    dropout,
    initialise,
    lstm,
    over_time,
    rtrl,
    teacher_forcing,
)
from scripts.reference import jacobian as jacobians


def masked(rng: np.random.Generator, held: dict[str, float] | None = None) -> Table:
    """The LSTM with every mask of `dropout`; a tilde is what it would be without zoneout. `held` can be k^c and k^h."""
    held = held or {}
    D, H, T = 3, 5, 6
    p, x = weights(rng, D, H), rng.normal(size=(T, 1, D))
    kept = [
        [held.get(name, 1) * one for name, one in zip(("k^h", "k^c"), rng.uniform(size=(2, 1, H)), strict=True)]
        for _ in x
    ]
    masks = [dropout.Masks(*(dropout.mask(rng, 0.4, 1, n) for n in (D, H, H, H)), *keep) for keep in kept]
    start = dropout.State(*rng.normal(size=(2, 1, H)))
    run = over_time.forward(dropout.CELL, list(zip(x, masks, strict=True)), start, p)
    plain = [m._replace(keep_h=np.zeros((1, H)), keep_c=np.zeros((1, H))) for m in masks]
    before = [start, *(dropout.State(h, c) for h, c in zip(*run.states, strict=True))]
    new = [dropout.step((one, m), state.h, state.c, p)[:2] for one, m, state in zip(x, plain, before, strict=False)]
    names: dict[str, Value] = {"D": D, "H": H, "T": T, "t": 4, "x": by_step(x), **p._asdict()}
    names |= {name: by_step(np.stack([getattr(state, name) for state in before]), 0) for name in ("h", "c")}
    names |= {gate: by_step([getattr(cache, gate) for cache in run.caches]) for gate in "ifgo"}
    names |= {f"m^{name}": by_step([getattr(m, name) for m in masks]) for name in "xhcg"}
    names |= {f"k^{name}": by_step([getattr(m, f"keep_{name}") for m in masks]) for name in "hc"}
    names |= {r"\tilde h": by_step([one for one, _ in new]), r"\tilde c": by_step([one for _, one in new])}
    z = np.stack([cache.x_in @ p.W.T + cache.h_in @ p.U.T + p.b for cache in run.caches])
    return Table(names | {"z": by_step(z)})


def mask(rng: np.random.Generator) -> Table:
    """A mask of dropout at a rate p."""
    p = float(rng.uniform(0.3, 0.6))
    return Table({"p": np.float64(p), "m": dropout.mask(rng, p, 40)})


def survival(rng: np.random.Generator) -> Table:
    """A cell of one unit that keeps all and writes nothing, under n masks; the chance that its value outlives them."""
    p, n = float(rng.uniform(0.1, 0.4)), int(rng.integers(3, 9))
    keeps = lstm.Params(np.zeros((4, 1)), np.zeros((4, 1)), np.array([-1e3, 1e3, 0.0, 0.0]))
    c, m = [rng.normal(size=(1, 1))], rng.uniform(0.5, 2, (n, 1, 1))
    for one in m:
        masks = dropout.no_masks(1, 1, 1)._replace(c=one)
        c.append(dropout.step((np.zeros((1, 1)), masks), np.zeros((1, 1)), c[-1], keeps)[1])
    names: dict[str, Value] = {"p": np.float64(p), "n": n, "c": by_step(np.stack(c), 0), "m^c": by_step(m)}
    return Table(names | {r"P(c_n\ne0)": np.float64(dropout.survival(p, n))})


def chrono(rng: np.random.Generator) -> Table:
    """The biases of one unit for long memories: u is what was drawn, T = u + 1; f and i are what its gates start at."""
    b_i, b_f, *_ = (np.float64(one[0]) for one in np.split(initialise.chrono(weights(rng, 3, 5), 50.0, rng).b, 4))
    i, f = (1 / (1 + np.exp(-one)) for one in (b_i, b_f))
    u = f / (1 - f)
    return Table({"b_i": b_i, "b_f": b_f, "f": f, "i": i, "u": u, "T": u + 1})


def orthonormal(rng: np.random.Generator) -> Table:
    """An LSTM as Keras starts it."""
    H = 5
    p = initialise.keras_default(3, H, rng)
    return Table({"I": np.eye(H), "H": H, **p._asdict(), **blocks("W", p.W), **blocks("U", p.U), **blocks("b", p.b)})


def forced(rng: np.random.Generator) -> Table:
    """What a decoder reads, u, from targets y and what it said, ŷ; tokens are counted from 0."""
    T, K = 7, 9
    y, said = rng.permutation(K)[:T], rng.permutation(K)[:T]
    coins = np.arange(T - 1) % 2 == int(rng.integers(2))
    u = teacher_forcing.fed(y[:, None], said[:, None], coins[:, None], K)[:, 0]
    names: dict[str, Value] = {
        "T": T,
        "t": int(rng.integers(2, T + 1)),
        "u": Indexed(u),
        "y": Indexed(y),
        r"\hat y": Indexed(said),
    }
    return Table(names | {r"\text{start}": K})


def shifted(rng: np.random.Generator) -> Table:
    """What a decoder reads under teacher forcing."""
    T, K = 7, 9
    y = rng.permutation(K)[:T]
    u = teacher_forcing.shifted(y[:, None], K)[:, 0]
    return Table({"T": T, "t": 4, "u": Indexed(u), "y": Indexed(y), r"\text{start}": K})


def schedules(rng: np.random.Generator) -> Table:
    """The linear and the exponential schedule of scheduled sampling, each a reading of ε_i."""
    i, k = int(rng.integers(3, 9)), float(rng.uniform(0.5, 0.9))
    s, least = 0.03, 0.1
    several = Either(teacher_forcing.linear(i, k, s, least), teacher_forcing.exponential(i, k))
    return Table(
        {"i": i, "k": np.float64(k), "s": np.float64(s), r"\epsilon_\min": np.float64(least), r"\epsilon_i": several}
    )


def slow_schedule(rng: np.random.Generator) -> Table:
    """The schedule of scheduled sampling by an inverse sigmoid."""
    i, k = int(rng.integers(3, 9)), float(rng.uniform(1.5, 4))
    return Table({"i": i, "k": np.float64(k), r"\epsilon_i": np.float64(teacher_forcing.inverse_sigmoid(i, k))})


def optimum(rng: np.random.Generator) -> Table:
    """The second token's distribution that scheduled sampling prefers."""
    joint = rng.uniform(size=(4, 4))
    joint /= joint.sum()
    epsilon, a, b = float(rng.uniform(0.2, 0.8)), 2, 1
    q = teacher_forcing.optimum(joint, epsilon)
    said = {"q(b|u)": q[a, b], "p(b|u)": joint[a, b] / joint[a].sum(), "p(b)": joint[:, b].sum()}
    return Table({r"\epsilon": np.float64(epsilon)} | {key: np.float64(one) for key, one in said.items()})


def running(rng: np.random.Generator) -> Table:
    """Real-time recurrent learning: s_t = (h_t, c_t), θ all weights; A, B and J by step."""
    D, H, T, t = 2, 3, 5, 3
    p = weights(rng, D, H)
    P = sum(array.size for array in p)
    h, c, J = *rng.normal(size=(2, 1, H)), rtrl.start(p)
    caches, states, Js, A, B, v = [], [np.concatenate([h, c], axis=1)], [J[None]], [], [], []
    for x in rng.normal(size=(T, 1, D)):
        h, c, cache = lstm.step(x, h, c, p)
        J = rtrl.step(J, cache, p)
        caches.append(cache)
        states.append(np.concatenate([h, c], axis=1))
        Js.append(J[None])
        A.append(jacobians.step_jacobian(cache, p)[None])
        B.append(rtrl.direct(cache, p)[None])
        v.append(x)
    dh = rng.normal(size=(T, 1, H))
    at = [rtrl.gradient(one, J[0], p) for one, J in zip(dh, Js[1:], strict=True)]
    names: dict[str, Value] = {"D": D, "H": H, "T": T, "t": t, "P": np.float64(P), "I": np.eye(2 * H)}
    names |= {
        "s": by_step(states, 0),
        "h": by_step([one[:, :H] for one in states], 0),
        "c": by_step([one[:, H:] for one in states], 0),
    }
    names |= {
        "J": by_step(Js, 0),
        "A": by_step(A),
        "B": by_step(B),
        r"\theta": np.concatenate([array.ravel() for array in p]),
    }
    row = lambda step: np.concatenate([dh[step - 1, 0], np.zeros(H)])[None]  # noqa: E731
    flat = lambda step: np.concatenate([array.ravel() for array in at[step - 1]])[None]  # noqa: E731
    changes = {
        ("d", "s", r"\theta"): lambda above, below: Js[above[0]][0],
        ("partial", "s", "s"): of_one_step(lambda step: _state_by_state(caches[step - 1], p)),
        ("partial", "s", r"\theta"): lambda above, below: B[above[0] - 1][0],
        ("partial", r"\ell", "s"): lambda above, below: row(above[0]),
        ("d", r"\ell", r"\theta"): lambda above, below: flat(above[0]),
    }
    return Table(names, changes, {"j": range(1, T + 1)})


def _state_by_state(cache: lstm.Cache, p: lstm.Params) -> np.ndarray:
    def after(state: np.ndarray) -> np.ndarray:
        h, c = np.split(state, 2, axis=1)
        return np.concatenate(lstm.step(spread(cache.x, h), h, c, p)[:2], axis=1)

    return jacobian(after, np.concatenate([cache.h_prev, cache.c_prev], axis=1)[0])
