r"""Losses of classes, the next token of a text, and labels without an alignment."""

from collections.abc import Callable
from itertools import product

import numpy as np

from scripts.checks.formulas.algebra.scope import Scope, Table
from scripts.checks.formulas.algebra.tables.drawing import by_step, jacobian
from scripts.checks.formulas.algebra.tables.layers import layer
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    bptt,
    classification,
    ctc,
    ctc_search,
    lstm,
    ngram,
    perplexity,
    sampling,
    tied_softmax,
)


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
    """CTC on one utterance, π a path that spells it, s a state of its lattice where a skip is allowed.

    p_t(k) is the softmax of frame t.
    """
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
