r"""LSTMs that hand a state or a code on, and highway layers."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import blocks, by_step, jacobian, sizes, spread
from scripts.checks.formulas.algebra.tables.layers import layer, weights
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    autoencoder,
    encoder_decoder,
    error_scores,
    highway,
    lstm,
    recurrent_highway,
)


def passed_on(rng: np.random.Generator) -> Table:
    """An encoder that hands its last state to a decoder; embeddings are the weights E."""
    D, H, K, *_ = sizes(rng)
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
    return Table(names, given=frozenset("s"))


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
