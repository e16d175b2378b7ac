r"""LSTMs side by side, one above the other and one behind the other, and highway layers."""

from collections.abc import Callable

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, jacobian, sizes, spread, turn
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    bidirectional,
    depth,
    lstm,
    stacked,
)
from scripts.reference import jacobian as jacobians


def weights(rng: np.random.Generator, D: int, H: int) -> lstm.Params:
    """Random weights of an LSTM."""
    return lstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)) / 2, rng.normal(size=4 * H))


def layer(p: lstm.Params) -> Callable:
    """An LSTM as a function of columns: x_t, h_{t-1}, c_{t-1} to h_t, c_t."""

    def step(x: Value, h: Value, c: Value) -> tuple[np.ndarray, np.ndarray]:
        after = lstm.step(np.transpose(x), np.transpose(h), np.transpose(c), p)
        return after[0][0], after[1][0]

    return step


def two_ways(rng: np.random.Generator) -> Table:
    """The bidirectional LSTM on one sequence of a padded batch, with what the loss sends to its inputs."""
    D, H, _, T, *_ = size = sizes(rng)
    p = bidirectional.Params(weights(rng, D, H), weights(rng, D, H))
    x, B, lengths = rng.normal(size=(T, 2, D)), 2, np.array([T, T - 2])
    start = rng.normal(size=(2, 2, B, H))
    run = bidirectional.forward(x, lengths, *start, p)
    shares = rng.normal(size=run.outputs.shape)
    zero = np.zeros((2, B, H))
    grads = [bidirectional.backward(run, shares * half, zero, zero).dxs for half in _halves(H)]
    ahead, back = run.directions
    names: dict[str, Value] = {**size._asdict(), "x": by_step(x), "y": by_step(run.outputs), r"\ell": T}
    for name, arrow in (("h", 0), ("c", 1)):
        forward = [start[arrow, 0], *getattr(ahead.states, name)]
        backward = [*getattr(back.states, name)[::-1], start[arrow, 1]]
        names[rf"\overrightarrow {name}"] = by_step(np.stack(forward), 0)
        names[rf"\overleftarrow {name}"] = by_step(np.stack(backward), 1)
    names |= {r"\overrightarrow \mathrm{LSTM}": layer(p.forward), r"\overleftarrow \mathrm{LSTM}": layer(p.backward)}
    names |= {r"\mathrm{d}x": by_step(sum(grads)), r"\mathrm{d}x|\rightarrow": by_step(grads[0])}
    names |= {r"\mathrm{d}x|\leftarrow": by_step(grads[1])}
    names |= {"W": p.forward.W, "U": p.forward.U, "b": p.forward.b}
    names |= {name: names[rf"\overrightarrow {name}"] for name in ("h", "c")}
    return Table(names)


def _halves(H: int) -> tuple[np.ndarray, np.ndarray]:
    first = np.arange(2 * H) < H
    return first, ~first


def reversed_in_length(rng: np.random.Generator) -> Table:
    """The second sequence of a padded batch, and the same turned round within its length."""
    x, lengths = rng.normal(size=(7, 2, 3)), np.array([7, 5])
    turned = bidirectional.reverse(x, lengths)
    lengths = Indexed(lengths)
    return Table({"x": Indexed(x[:, 1]), "x'": Indexed(turned[:, 1]), r"\ell": lengths, "b": 2, "t": 4, "T": 7})


def in_padding(rng: np.random.Generator, backward: bool = False) -> Table:
    """The LSTM that stands still in padding, at a real step and in padding by turns; backward in padding alone."""
    D, H, *_ = sizes(rng)
    p, T = weights(rng, D, H), 4
    h, c, inner = [rng.normal(size=(1, H))], [rng.normal(size=(1, H))], []
    x, real = rng.normal(size=(T, 1, D)), [True, True, False, False]
    for one, here in zip(x, real, strict=True):
        inner.append(lstm.step(one, h[-1], c[-1], p)[:2])
        after = bidirectional.step((one, np.array([[here]])), h[-1], c[-1], p)
        h.append(after[0])
        c.append(after[1])
    t = 3 if backward or turn(rng) else 2
    dh, dc = rng.normal(size=(2, 1, H))
    cache = bidirectional.step((x[t - 1], np.array([[False]])), h[t - 1], c[t - 1], p)[2]
    grads = bidirectional.step_backward(dh, dc, cache, p)
    names: dict[str, Value] = {"t": t, "T": T, "h": by_step(np.stack(h), 0), "c": by_step(np.stack(c), 0)}
    names |= {r"\tilde h": by_step([one for one, _ in inner]), r"\tilde c": by_step([one for _, one in inner])}
    names |= {r"\mathrm{d}h": by_step([grads.dh_prev, dh], t - 1), r"\mathrm{d}c": by_step([grads.dc_prev, dc], t - 1)}
    return Table(names | {"m": Indexed(np.array(real, float)), "x": by_step(x), "H": H, "D": D})


def back_through_padding(rng: np.random.Generator) -> Table:
    """The same, at a step of padding."""
    return in_padding(rng, backward=True)


def _stack(rng: np.random.Generator, residual: bool) -> Table:
    D, H, *_ = size = sizes(rng)
    L, T = 3, size.T
    layers = [weights(rng, D, H), *(weights(rng, H, H) for _ in range(L - 1))]
    x = rng.normal(size=(T, 1, D))
    start = stacked.State(*rng.normal(size=(2, L, 1, H)))
    run = (stacked.forward_residual if residual else stacked.forward)(x, start, layers)
    names: dict[str, Value] = size._asdict() | {"L": L, "l": 2, "x": by_step(x)}
    for name, first in zip(("h", "c"), start, strict=True):
        states = [[one, *getattr(layer.states, name)] for one, layer in zip(first, run.runs, strict=True)]
        names[name] = Indexed(np.array(states)[:, :, 0], (1, 0), above=True)
    ups = [np.array(layer.states.h) for layer in run.runs]
    if residual:
        ups = [sum(ups[: l + 1]) for l in range(L)]
        assert np.allclose(ups[-1], run.outputs)
    names |= {"u": Indexed(np.array(ups)[:, :, 0], (1, 1), above=True), "u^0": by_step(x), "h^0": by_step(x)}
    names |= {name: Indexed([getattr(p, name) for p in layers], (1,), above=True) for name in ("W", "U", "b")}
    second = run.runs[1].caches[size.t - 1]
    names |= {gate: getattr(second, gate)[0] for gate in "ifgo"}
    names |= {r"\mathrm{LSTM}^l": layer(layers[1])}
    p = layers[1]
    z = np.split(second.x @ p.W.T + second.h_prev @ p.U.T + p.b, 4, axis=1)
    names |= {f"z_{gate}": one[0] for gate, one in zip("ifgo", z, strict=True)}
    names["z"] = Indexed(np.concatenate(z, axis=1)[None], (2, size.t), above=True)
    return Table(names)


def stack(rng: np.random.Generator) -> Table:
    """Layers of LSTM; gates without an index are those of layer l at step t."""
    return _stack(rng, residual=False)


def residual_stack(rng: np.random.Generator) -> Table:
    """The same with residual connections."""
    return _stack(rng, residual=True)


def one_unit(rng: np.random.Generator, held: dict[str, float] | None = None) -> Table:
    """An LSTM of one unit, whose u feeds h back into the candidate alone; every name stands for a number.

    λ is how c_t depends on c_{t-1} in full. `held` can be o = 1, and c = 0, at which every gate stands at one half.
    """
    held, u = held or {}, float(rng.uniform(0.5, 2))
    rest = held.get("c") == 0
    p = lstm.Params(np.zeros((4, 1)), np.array([[0.0], [0.0], [u], [0.0]]), np.zeros(4) if rest else rng.normal(size=4))
    if held.get("o") == 1:
        p.b[3] = 60
    h, c, caches = np.zeros((1, 1)), np.zeros((1, 1)), []
    for _ in range(5):
        h, c, cache = lstm.step(np.zeros((1, 1)), h, c, p)
        caches.append(cache)
    t = 4
    full = jacobians.cell_jacobian(caches[t - 1], caches[t - 2], p)[0, 0]
    names: dict[str, Value] = {"t": t, "u": np.float64(u), r"\lambda": full, "f": caches[t - 1].f, "i": caches[t - 1].i}
    names |= {f"{gate}_t": getattr(caches[t - 1], gate) for gate in "ifgo"} | {"o_{t-1}": caches[t - 2].o}
    names |= {"h_{t-1}": caches[t - 1].h_prev, "c_{t-1}": caches[t - 1].c_prev, "c": c, "c_t": c}
    return Table(names, {("d", "c_t", "c_{t-1}"): lambda above, below: full})


def residual_step(rng: np.random.Generator) -> Table:
    """One step of residual layers: u and h by layer, and J, how h of a layer depends on what it reads."""
    H, L, l = sizes(rng).H, 3, 2
    layers, state = [weights(rng, H, H) for _ in range(L)], rng.normal(size=(L, 2, 1, H))
    u, h, J = [rng.normal(size=(1, H))], [], []
    for p, (h_prev, c_prev) in zip(layers, state, strict=True):
        out, _, cache = lstm.step(u[-1], h_prev, c_prev, p)
        u.append(u[-1] + out)
        h.append(out)
        J.append(depth.vertical_jacobian(cache, p))

    def by_input(above: tuple[int], below: tuple[int]) -> np.ndarray:
        p, (h_prev, c_prev) = layers[above[0] - 1], state[above[0] - 1]
        return jacobian(lambda x: x + lstm.step(x, spread(h_prev, x), spread(c_prev, x), p)[0], u[below[0]][0])

    names: dict[str, Value] = {"l": l, "L": L, "H": H, "I": np.eye(H), "J": Indexed(J, above=True)}
    names |= {"u": Indexed(np.array(u)[:, 0], (0,), above=True), "h": Indexed(np.array(h)[:, 0], above=True)}
    return Table(names, {("partial", "u", "u"): by_input})


def between_layers(rng: np.random.Generator) -> Table:
    """One step of a layer: how its output depends on what the layer below hands up; names without index are its own."""
    D = H = sizes(rng).H  # the layer below hands up H numbers
    p = weights(rng, D, H)
    x, h, c = rng.normal(size=(1, D)), *rng.normal(size=(2, 1, H))
    _, now, cache = lstm.step(x, h, c, p)
    J = depth.vertical_jacobian(cache, p)
    names: dict[str, Value] = {gate: getattr(cache, gate)[0] for gate in "ifgo"}
    names |= {"c": now[0], "c_t": now[0], "c_{t-1}": c[0], r"\phi": cache.tanh_c[0], "t": 3, "l": 2, "H": H}
    names |= blocks("W", p.W)
    return Table(names, {("partial", "h", "u"): lambda above, below: J})
