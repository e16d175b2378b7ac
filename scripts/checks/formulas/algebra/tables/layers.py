r"""LSTMs side by side, one above the other and one behind the other, and highway layers."""

from collections.abc import Callable

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, jacobian, sizes, spread
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    autoencoder,
    bidirectional,
    depth,
    error_scores,
    encoder_decoder,
    highway,
    lstm,
    recurrent_highway,
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
    D, H, _, T, t, k = size = sizes(rng)
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


def in_padding(rng: np.random.Generator) -> Table:
    """The LSTM that stands still in padding; in the middle step of it the gradients pass by."""
    D, H, *_ = sizes(rng)
    p, T = weights(rng, D, H), 4
    h, c, inner = [rng.normal(size=(1, H))], [rng.normal(size=(1, H))], []
    x, real = rng.normal(size=(T, 1, D)), [True, True, False, False]
    for one, here in zip(x, real, strict=True):
        inner.append(lstm.step(one, h[-1], c[-1], p)[:2])
        after = bidirectional.step((one, np.array([[here]])), h[-1], c[-1], p)
        h.append(after[0])
        c.append(after[1])
    t = int(rng.integers(2, 4))
    dh, dc = rng.normal(size=(2, 1, H))
    cache = bidirectional.step((x[t - 1], np.array([[False]])), h[t - 1], c[t - 1], p)[2]
    grads = bidirectional.step_backward(dh, dc, cache, p)
    names: dict[str, Value] = {"t": t, "T": T, "h": by_step(np.stack(h), 0), "c": by_step(np.stack(c), 0)}
    names |= {r"\tilde h": by_step([one for one, _ in inner]), r"\tilde c": by_step([one for _, one in inner])}
    names |= {r"\mathrm{d}h": by_step([grads.dh_prev, dh], t - 1), r"\mathrm{d}c": by_step([grads.dc_prev, dc], t - 1)}
    return Table(names | {"m": Indexed(np.array(real, float)), "x": by_step(x), "H": H, "D": D})


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


def passed_on(rng: np.random.Generator) -> Table:
    """An encoder that hands its last state to a decoder; embeddings are the weights E."""
    D, H, K, T, t, _ = sizes(rng)
    E, T_x, T_y = 2, 4, 6
    p = encoder_decoder.Params(weights(rng, D, H), weights(rng, E, H), rng.normal(size=(K, H)), rng.normal(size=K))
    E_e, E_d = rng.normal(size=(D, 8)), rng.normal(size=(E, K))
    x, target = rng.normal(size=(T_x, 1, 8)), rng.integers(0, K, (T_y, 1))
    y = np.eye(K)[np.array([0, *target[:, 0]])]
    fed = (y[:-1] @ E_d.T)[:, None]
    loss, logits, cache = encoder_decoder.forward(x @ E_e.T, fed, target, np.ones((T_y, 1), bool), p)
    grads = encoder_decoder.backward(cache, p)
    h_T, c_T, _ = encoder_decoder.encode(x @ E_e.T, p.encoder)
    states = [(step.h_prev, step.c_prev) for step in cache.encoder] + [(h_T, c_T)]
    said = [(step.h_prev, step.c_prev) for step in cache.decoder]
    last = lstm.step(cache.decoder[-1].x, *said[-1], p.decoder)
    said.append((last[0], last[1]))
    names: dict[str, Value] = {"t": 3, "T_x": T_x, "T_y": T_y, "H": H, "K": K, "N": T_y}
    for above, run in (("e", states), ("d", said)):
        for name, which in (("h", 0), ("c", 1)):
            names[f"{name}^{above}"] = by_step(np.stack([state[which] for state in run]), 0)
    names |= {r"\mathrm{LSTM}_e": layer(p.encoder), r"\mathrm{LSTM}_d": layer(p.decoder), "E_e": E_e, "E_d": E_d}
    names |= {"x": by_step(x), "y": Indexed(y, (0,)), "V": p.V, "b_y": p.b_y, r"\mathcal{L}": loss}
    shares = np.exp(logits - np.log(np.exp(logits).sum(axis=2, keepdims=True)))[:, 0]
    of_target = shares[np.arange(T_y), target[:, 0]]
    names[r"p(y_t|v,y_1,\dots,y_{t-1})"] = lambda scope: of_target[scope.find("t") - 1]
    names |= dict.fromkeys((r"p(y_1,\dots,y_{T_y}|x)", "p(y|x)"), np.exp(-loss * T_y))
    # In a sum over t, the probability of what came.
    names[r"p(y_t|\cdot)"] = lambda scope: (of_target if "t" in scope.bound else shares)[scope.find("t") - 1]
    names |= {r"\mathrm{d}h^d": Indexed(grads.decoder.dh0, (0,)), r"\mathrm{d}c^d": Indexed(grads.decoder.dc0, (0,))}
    dh, dc = _at_end(x @ E_e.T, fed, target, p)
    names |= {r"\mathrm{d}h^e": Indexed(dh[None], (T_x,)), r"\mathrm{d}c^e": Indexed(dc[None], (T_x,))}
    return Table(names, ranges={"t": range(1, T_y + 1)})


def _at_end(x: np.ndarray, fed: np.ndarray, target: np.ndarray, p: encoder_decoder.Params) -> tuple[np.ndarray, ...]:
    """The gradients of the loss at the encoder's last h and c, by differences of the decoder alone."""
    h, c, _ = encoder_decoder.encode(x, p.encoder)

    def loss(state: np.ndarray) -> np.ndarray:
        h, c = np.split(state, 2, axis=1)
        total = np.zeros(len(state))
        for one, token in zip(fed, target[:, 0], strict=True):
            h, c, _ = lstm.step(spread(one, h), h, c, p.decoder)
            scores = h @ p.V.T + p.b_y
            total += np.log(np.exp(scores).sum(axis=1)) - scores[:, token]
        return total[:, None] / len(fed)

    found = jacobian(loss, np.concatenate([h[0], c[0]]))[0]
    return found[: len(found) // 2], found[len(found) // 2 :]


def coded(rng: np.random.Generator) -> Table:
    """The autoencoder on one sequence; δ_k is what the loss sends to the decoder's pre-activations at step k."""
    D, H, K, T, t, k = sizes(rng)
    shapes = {"S": (K, H), "V": (D, H)}
    p = autoencoder.Params(
        weights(rng, D, H), rng.normal(size=shapes["S"]), rng.normal(size=K), weights(rng, K, H),
        rng.normal(size=shapes["V"]), rng.normal(size=D),
    )  # fmt: skip
    x = rng.normal(size=(T, 1, D))
    loss, rebuilt, cache = autoencoder.forward(x, p)
    grads = autoencoder.backward(cache, p)
    z = autoencoder.code(x, p)
    m = [lstm.step(step.x, step.h_prev, step.c_prev, p.decoder)[1] for step in cache.decoder]
    h = [step.h_prev for step in cache.encoder] + [cache.h_T]
    c = [step.c_prev for step in cache.encoder]
    c.append(lstm.step(x[-1], h[-2], c[-1], p.encoder)[1])
    names: dict[str, Value] = {"D": D, "H": H, "K": K, "T": T, "t": t, "k": k, "x": by_step(x), "z": z[0]}
    names |= {"h": by_step(np.stack(h), 0), "c": by_step(np.stack(c), 0), r"\mathrm{LSTM}": layer(p.encoder)}
    noise, off = float(rng.uniform(0.5, 2)), (x - rebuilt).ravel()
    total = error_scores.surprise(off, 0 * off, np.full(len(off), noise**2)).sum()
    names |= {"p(x|z)": np.exp(-total), r"\text{const}": np.float64(len(off) * np.log(noise))}
    names |= {
        "s": Indexed(np.stack([np.zeros((1, H)), *cache.hs])[:, 0], (0,), alone=np.float64(noise)),
        "m": by_step(np.stack([np.zeros((1, H)), *m]), 0),
    }
    names |= {r"\mathrm{LSTM}'": layer(p.decoder), "S": p.S, "b_z": p.b_z, "V": p.V, "b_x": p.b_x}
    names |= {r"\hat x": by_step(rebuilt), r"\mathcal{L}": loss, r"\mathrm{d}z": grads.dz[0], "W'": p.decoder.W}
    names |= {r"\text{lag}": Indexed(autoencoder.lags(T)), r"\delta": by_step(_at_decoder(cache, p))}
    return Table(names)


def _at_decoder(cache: autoencoder.Cache, p: autoencoder.Params) -> np.ndarray:
    """The gradient at the decoder's pre-activations, (T, 1, 4H)."""
    T = len(cache.off)
    dwritten = 2.0 * cache.off[::-1] / T @ p.V
    dh, dc, found = np.zeros_like(dwritten[0]), np.zeros_like(dwritten[0]), []
    for share, step in zip(dwritten[::-1], cache.decoder[::-1], strict=True):
        grads = lstm.step_backward(share + dh, dc, step, p.decoder)
        dh, dc = grads.dh_prev, grads.dc_prev
        found.append(grads.db[None])
    return np.stack(found[::-1])


def highway_layer(rng: np.random.Generator) -> Table:
    """One highway layer, its Jacobian, and the residual layer beside it; T and H are their values at x, too."""
    n = 4
    p = highway.Params(*rng.normal(size=(2, n, n)), *rng.normal(size=(2, n)))
    x = rng.normal(size=(1, n))
    y, cache = highway.layer(x, p)
    J = highway.jacobian(cache, p)
    names: dict[str, Value] = {"x": x[0], "y": y[0], "H": cache.h[0], "T": cache.t[0], "I": np.eye(n)}
    names |= {"H(x)": cache.h[0], "T(x)": cache.t[0]}
    names |= {"W_H": p.W_h, "b_H": p.b_h, "W_T": p.W_t, "b_T": p.b_t}
    return Table(names, {("partial", "y", "x"): lambda above, below: J})


def highway_stack(rng: np.random.Generator) -> Table:
    """A stack of highway layers with weights near zero, whose gates stand at their biases."""
    n, L = 4, 5
    layers = [highway.Params(*1e-3 * rng.normal(size=(2, n, n)), np.zeros(n), np.full(n, -1.5)) for _ in range(L)]
    _, caches = highway.stack(highway.Layer(highway.layer, highway.layer_backward), rng.normal(size=(1, n)), layers)
    names: dict[str, Value] = {"L": L, "b_T": layers[0].b_t, "T": Indexed([cache.t[0] for cache in caches], above=True)}
    return Table(names)


def residual_layer(rng: np.random.Generator) -> Table:
    """A residual layer, its transform H and their Jacobians."""
    n = 4
    p = highway.Params(*rng.normal(size=(2, n, n)), *rng.normal(size=(2, n)))
    x = rng.normal(size=(1, n))
    names: dict[str, Value] = {"x": x[0], "y": highway.residual(x, p)[0][0], "I": np.eye(n)}
    names |= {"H(x)": highway.plain(x, p)[0][0], "H": highway.plain(x, p)[0][0]}
    changes = {
        ("partial", "y", "x"): lambda above, below: jacobian(lambda one: highway.residual(one, p)[0], x[0]),
        ("partial", "H", "x"): lambda above, below: jacobian(lambda one: highway.plain(one, p)[0], x[0]),
    }
    return Table(names, changes)


def highway_between_steps(rng: np.random.Generator) -> Table:
    """One step of a recurrent highway network: layers by their superscript; the input reaches the first alone."""
    D, H, *_ = sizes(rng)
    L = 3
    p = recurrent_highway.Params(
        rng.normal(size=(2 * H, D)), rng.normal(size=(L, 2 * H, H)), rng.normal(size=(L, 2 * H))
    )
    x, s = rng.normal(size=(1, D)), rng.normal(size=(1, H))
    last, cache = recurrent_highway.step(x, s, p)
    by_layer = {"H": cache.h, "T": cache.t, "s": np.stack([*cache.s, last])}
    names: dict[str, Value] = {"D": D, "L": L, r"\ell": int(rng.integers(1, L + 1)), **blocks("W", p.W, "HT")}
    names |= {name: Indexed(array[:, 0], (0 if name == "s" else 1,), above=True) for name, array in by_layer.items()}
    names |= {"x": Indexed(np.stack([x[0]] + [np.zeros(D)] * (L - 1)), above=True)}
    for name, array in (("R", p.R), ("b", p.b)):
        names |= {
            f"{name}_{which}": Indexed(half, above=True)
            for which, half in zip("HT", np.split(array, 2, axis=1), strict=True)
        }
    return Table(names)
