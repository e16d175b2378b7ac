r"""What is made of the outputs of a run: attention, pooling, losses, the next token, labels without an alignment."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import by_step
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    attention,
    padding,
    pooling,
    self_attention,
)


def _attention(rng: np.random.Generator, kind: attention.Score) -> Table:
    H, E, A, T_x, t, j = 4, 8, 3, 5, 2, 3
    if kind is attention.DOT:
        E = H
    s = rng.normal(size=(t + 1, 1, H))
    hs = rng.normal(size=(T_x, 1, E))
    p = {
        id(attention.ADDITIVE): attention.Additive(
            rng.normal(size=(A, H)), rng.normal(size=(A, E)), rng.normal(size=A)
        ),
        id(attention.GENERAL): attention.General(rng.normal(size=(H, E))),
        id(attention.DOT): attention.Dot(),
    }[id(kind)]
    names: dict[str, Value] = {"T_x": T_x, "t": t, "j": j, "H": H, "D": 7, "s": by_step(s, 0), "h": by_step(hs)}
    real, dv = np.ones((T_x, 1), bool), rng.normal(size=(1, E))
    e, weights, contexts = [], [], []
    for step in range(1, t + 1):
        query = s[step - 1] if kind is attention.ADDITIVE else s[step]  # Bahdanau asks with the state before
        v, cache = attention.step(kind, query, hs, real, p)
        e.append(kind.forward(query, hs, p)[:, 0])
        weights.append(cache.weights[:, 0])
        contexts.append(v[0])
    grads = attention.step_backward(kind, dv, cache, p)
    de = attention.masked_softmax_backward((hs * dv).sum(axis=-1), cache.weights)
    names |= {
        "e": Indexed(np.array(e), (1, 1)),
        r"\alpha": Indexed(np.array(weights), (1, 1)),
        "v": Indexed(np.array(contexts)),
    }
    names |= {r"\delta": dv[0], r"\mathrm{d}h": by_step(grads.dhs), r"\mathrm{d}e": Indexed(de.T, (t, 1))}
    if kind is attention.ADDITIVE:
        names |= {"W_a": p.W, "U_a": p.U, "w_a": p.w}
    if kind is attention.GENERAL:
        names |= {"W_a": p.W}
    names |= {r"\overrightarrow h": by_step(hs[:, :, : E // 2]), r"\overleftarrow h": by_step(hs[:, :, E // 2 :])}
    names |= {"W_c": rng.normal(size=(H, E + H)), "W_y": rng.normal(size=(7, H))}
    return Table(names, ranges={"j": range(1, T_x + 1), "k": range(1, T_x + 1)})


def additive(rng: np.random.Generator) -> Table:
    """Attention by the additive score."""
    return _attention(rng, attention.ADDITIVE)


def general(rng: np.random.Generator) -> Table:
    """Attention by the general score, forward and backward."""
    return _attention(rng, attention.GENERAL)


def dot(rng: np.random.Generator) -> Table:
    """Attention by the dot product."""
    return _attention(rng, attention.DOT)


def causal(rng: np.random.Generator) -> Table:
    """Causal self-attention with one head of width d."""
    T, d = 6, 4
    p = self_attention.Params(*rng.normal(size=(4, d, d)))
    x = rng.normal(size=(T, 1, d))
    y, cache = self_attention.forward(x, p, 1)
    names: dict[str, Value] = {"T": T, "d": d, "t": 4, "j": 2, "x": by_step(x), "y": by_step(y)}
    names |= {name: by_step(getattr(cache, name)[:, :, 0]) for name in "qkv"}
    names |= {"W_q": p.Wq, "W_k": p.Wk, "W_v": p.Wv, "W_o": p.Wo}
    names |= {r"\alpha": Indexed(cache.weights[:, :, 0, 0], (1, 1))}
    return Table(names, ranges={name: range(1, T + 1) for name in "jm"})


def pooled(rng: np.random.Generator) -> Table:
    """A padded sequence made one vector by attention, and by the mean and the maximum over its real steps."""
    T, H, A, length = 7, 6, 3, 5
    p = pooling.Params(rng.normal(size=(A, H)), rng.normal(size=A), rng.normal(size=A))
    hs, lengths = rng.normal(size=(T, 1, H)), np.array([length])
    s, cache = pooling.attend(hs, lengths, p)
    names: dict[str, Value] = {"T": T, r"\ell": length, "t": 3, "j": 2, "h": by_step(hs), "s": s[0]}
    names |= {"W_a": p.W, "b_a": p.b, "v": p.v, r"\alpha": Indexed(cache.weights[:, 0])}
    names |= {
        "e": Indexed((np.tanh(hs @ p.W.T + p.b) @ p.v)[:, 0]),
        "m": Indexed((np.arange(T) < length).astype(float)),
    }
    return Table(names, ranges={name: range(1, T + 1) for name in "tk"})


def _summary(rng: np.random.Generator, kind: str) -> Table:
    T, B, H = 7, 3, 4
    hs, lengths = rng.normal(size=(T, B, H)), np.array([7, 5, 4])
    b, t = 2, 3
    m = (np.arange(T)[:, None] < lengths).astype(float)
    losses = rng.normal(size=(T, B))
    names: dict[str, Value] = {
        "T": T,
        "B": B,
        "b": b,
        "t": t,
        "j": 2,
        r"\ell_b": int(lengths[b - 1]),
        r"\ell": int(lengths[1]),
    }
    names |= {"h": Indexed(hs[:, b - 1]), "m": Indexed(m[:, b - 1]), "s": getattr(padding, kind)(hs, lengths)[b - 1]}
    both = {"h": Indexed(hs, (1, 1)), "m": Indexed(m, (1, 1)), r"\bar h": Indexed(padding.mean(hs, lengths))}
    both |= {"e": Indexed(losses, (1, 1)), r"\mathcal{L}": padding.loss(losses, lengths)}
    return Table(names, ranges={"t": range(1, T + 1)}), Table(
        names | both, ranges={"t": range(1, T + 1), "b": range(1, B + 1)}
    )


def largest(rng: np.random.Generator) -> Table:
    """The largest value of each unit over the real steps of one sequence."""
    return _summary(rng, "largest")[0]


def mean(rng: np.random.Generator) -> Table:
    """The mean over the real steps of one sequence."""
    return _summary(rng, "mean")[0]


def batch(rng: np.random.Generator) -> Table:
    """A padded batch: its masks, its mean loss and the means of its outputs."""
    return _summary(rng, "mean")[1]


def ends(rng: np.random.Generator) -> Table:
    """The two ends of a bidirectional LSTM on a padded sequence of ℓ steps."""
    T, H, length = 7, 4, 5
    hs = rng.normal(size=(T, 1, 2 * H))
    names: dict[str, Value] = {"T": T, "H": H, r"\ell": length, "s": pooling.ends(hs, np.array([length]))[0]}
    return Table(names | {r"\overrightarrow h": by_step(hs[:, :, :H]), r"\overleftarrow h": by_step(hs[:, :, H:])})
