r"""What is made of the outputs of a run: attention, pooling, losses, the next token, labels without an alignment."""

from collections.abc import Callable
from itertools import product

import numpy as np

from scripts.checks.formulas.algebra.scope import Scope, Table
from scripts.checks.formulas.algebra.tables.drawing import by_step, jacobian
from scripts.checks.formulas.algebra.tables.layers import layer
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    attention,
    bptt,
    classification,
    ctc,
    ctc_search,
    lstm,
    ngram,
    padding,
    perplexity,
    pooling,
    sampling,
    self_attention,
    tied_softmax,
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


def cross_entropy(rng: np.random.Generator) -> Table:
    """The loss of a batch with class weights; p_b is a function of a class."""
    B, K = 5, 3
    z, y, w = rng.normal(size=(B, K)), np.array([0, 2, 1, 2, 0]), rng.uniform(1, 2, K)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    names: dict[str, Value] = {
        "B": B,
        "K": K,
        "b": 2,
        "z": Indexed(z),
        "p": Indexed(p),
        "y": Indexed(y + 1),
        "w": Indexed(w),
    }
    names |= {r"\mathcal{L}": classification.cross_entropy(z, y, w)}
    names |= {"p_b(y_b)": lambda scope: p[scope.find("b") - 1, y[scope.find("b") - 1]]}
    return Table(names, ranges={"b": range(1, B + 1)})


def threshold(rng: np.random.Generator) -> Table:
    """The threshold for two costs."""
    wrong, missed = rng.uniform(1, 9, 2)
    return Table(
        {
            "C_{FP}": wrong,
            "C_{FN}": missed,
            "p^*": classification.threshold(wrong, missed),
            "p*": classification.threshold(wrong, missed),
        }
    )


def tied(rng: np.random.Generator) -> Table:
    """A language model with one matrix at both ends: tokens w_t are read, and the next one is scored."""
    V, D, T, t = 6, 4, 5, 3
    E, b, tokens = rng.normal(size=(V, D)), rng.normal(size=V), rng.integers(0, V, T)
    p = lstm.Params(rng.normal(size=(4 * D, D)), rng.normal(size=(4 * D, D)), rng.normal(size=4 * D))
    h0, c0 = rng.normal(size=(2, 1, D))
    x = tied_softmax.embed(E, tokens[:, None])
    hs, cs, _ = bptt.forward(x, h0, c0, p)
    _, cache = tied_softmax.forward(hs, tokens[:, None], E, b)
    names: dict[str, Value] = {
        "V": V,
        "H": D,
        "T": T,
        "t": t,
        "v": 2,
        "E": E,
        "b": b,
        "x": by_step(x),
        "w": Indexed(tokens + 1),
    }
    names |= {"h": by_step(np.stack([h0, *hs]), 0), "c": by_step(np.stack([c0, *cs]), 0), r"\mathrm{LSTM}": layer(p)}
    names |= {r"P(w_{t+1}=v|w_\let)": lambda scope: cache.ps[t - 1, 0, scope.find("v") - 1]}
    return Table(names | {r"W_{\mathrm{out}}": E})


def next_token(rng: np.random.Generator) -> Table:
    """The softmax of scores at a temperature."""
    V, tau = 6, float(rng.uniform(0.5, 2))
    z = rng.normal(size=V)
    return Table({"V": V, r"\tau": np.float64(tau), "z": Indexed(z), "p": Indexed(sampling.softmax(z, tau)), "v": 3})


def said(rng: np.random.Generator) -> Table:
    """A text whose tokens had given probabilities: its loss and perplexity."""
    N = 7
    p = rng.uniform(0.1, 0.9, N)
    ppl = perplexity.of_probabilities(p)
    names: dict[str, Value] = {"N": N, r"\mathcal{L}": np.log(ppl), r"\mathrm{PPL}": ppl, "t": 2}
    names |= {r"P(w_t|w_{<t})": lambda scope: p[scope.find("t") - 1]}
    names |= {r"P(w_1,\dots,w_N)": np.exp(-N * np.log(ppl))}
    return Table(names, ranges={"t": range(1, N + 1)})


def characters(rng: np.random.Generator) -> Table:
    """Bits per character of a model of words."""
    ppl = float(rng.uniform(20, 90))
    bits = perplexity.bits_per_character(ppl, 40, 190)
    return Table({"N_w": 40, "N_c": 190, r"\mathrm{PPL}_w": np.float64(ppl), r"\mathrm{bpc}": bits})


def smoothed(rng: np.random.Generator) -> Table:
    """An n-gram model after a context u of one token; u' is the empty one."""
    text = rng.integers(0, 4, 60)
    model, u, w = ngram.train(text, 2, 4), 1, 2
    row = model.rows[1][(u,)]
    seen = dict(zip(row.tokens.tolist(), row.counts.tolist(), strict=True))
    names: dict[str, Value] = {r"\delta": np.float64(model.discounts[1])}
    said = {"P(w|u)": ngram.distribution(model, (u,))[w], "P(w|u')": ngram.distribution(model, ())[w]}
    said |= {
        "c(u)": np.float64(row.counts.sum()),
        "c(uw)": np.float64(seen.get(w, 0)),
        "c(u w)": np.float64(seen.get(w, 0)),
    }
    said |= {"n(u)": np.float64(len(row.tokens))}
    return Table(names | said)


def _on_path(p: np.ndarray) -> Callable[[Scope], float]:
    return lambda scope: p[scope.find("t") - 1, scope.find(r"\pi").at((scope.find("t"),))]


def _ctc_losses(labels: np.ndarray, T: int) -> Callable[[np.ndarray], np.ndarray]:
    return lambda zs: np.array([[ctc.loss(z.reshape(T, -1), labels)[0]] for z in zs])


def alignment(rng: np.random.Generator) -> Table:
    """CTC on one utterance, π a path that spells it, s a state of its lattice where a skip is allowed; p_t(k) is the softmax of frame t."""
    T, K = 5, 3
    labels = np.array([1, 2])
    z = rng.normal(size=(T, K))
    loss, cache = ctc.loss(z, labels)
    p, targets = np.exp(cache.log_p), ctc.soft_targets(cache)
    alpha, beta, states = np.exp(cache.log_alpha), np.exp(cache.log_beta), cache.states
    s, t, k = 4, 3, 1
    at = lambda array: lambda scope: array  # noqa: E731
    names: dict[str, Value] = {
        "T": T,
        "K": K,
        "t": t,
        "s": s,
        "k": k,
        r"\mathcal{L}": loss,
        "p(y|x)": at(np.exp(-loss)),
    }
    names |= {
        r"\alpha_t": lambda state: alpha[t - 1, int(state) - 1],
        r"\beta_t": lambda state: beta[t - 1, int(state) - 1],
    }
    names |= {r"\alpha_{t-1}": lambda state: alpha[t - 2, int(state) - 1]}
    names |= {
        "p_t": lambda symbol: p[t - 1, int(symbol)],
        r"p_t(\pi_t)": _on_path(p),
        r"\gamma_t": lambda symbol: targets[t - 1, int(symbol)],
    }
    names |= {
        "l'": Indexed(states),
        r"\mathrm{d}z": Indexed(jacobian(_ctc_losses(labels, T), z.ravel()).reshape(T, K), (1, 0)),
    }
    every = product(range(K), repeat=T)
    paths = [Indexed(np.array(path)) for path in every if ctc_search.collapse(path) == tuple(labels.tolist())]
    return Table(names, ranges={"s": range(1, len(states) + 1), r"\pi": paths, "t": range(1, T + 1)})
