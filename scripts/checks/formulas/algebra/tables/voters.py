r"""Codes, small networks, several voters, and outputs that are said token by token."""

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import by_step
from scripts.checks.formulas.algebra.tables.layers import layer
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    attribution,
    beam,
    distillation,
    gaussian_code,
    low_rank,
    lstm,
    quantise,
    voting,
)
from scripts.reference.softmax import log_softmax


def divergence(rng: np.random.Generator) -> Table:
    """A Gaussian code, its divergence and a draw."""
    K = 5
    mean, log_var, noise = rng.normal(size=(3, 1, K))
    names: dict[str, Value] = {
        "K": K,
        r"\mu": Indexed(mean[0]),
        r"\sigma": Indexed(np.exp(log_var[0] / 2)),
        r"\varepsilon": noise[0],
    }
    names |= {"D_{KL}": gaussian_code.kl(mean, log_var)[0], "z": gaussian_code.draw(mean, log_var, noise)[0]}
    return Table(names)


def whole_numbers(rng: np.random.Generator) -> Table:
    """A row of weights in whole numbers of b bits, and a product in them."""
    b, M, N = 5, 3, 6
    w, x = quantise.symmetric(w_real := rng.normal(size=(M, N)), b), quantise.affine(rng.normal(size=(1, N)), b)
    m = 2
    names: dict[str, Value] = {
        "b": b,
        "m": m,
        "M": M,
        "N": N,
        "w": w_real[m - 1],
        "s": w.scale[m - 1, 0],
        "q": w.q[m - 1].astype(float),
    }
    names |= {
        "y": Indexed(quantise.product(x, w)[0]),
        "s_x": np.float64(x.scale),
        "s_m": w.scale[m - 1, 0],
        "z_x": np.float64(x.zero),
    }
    return Table(
        names | {"q^x": Indexed(x.q[0].astype(float)), "q^w": Indexed(w.q.astype(float), (1, 1))},
        ranges={"n": range(1, N + 1)},
    )


def stored_cell(rng: np.random.Generator) -> Table:
    """A cell state that is stored on a grid."""
    f, scale, T, t = 0.9, 0.05, 6, 4
    i, g = rng.uniform(0.1, 0.9, T), rng.normal(size=T)
    c = [0.0, *quantise.cell(f, i * g, scale)]
    names: dict[str, Value] = {"t": t, "s": np.float64(scale), "f": Indexed([f] * T), "i": Indexed(i), "g": Indexed(g)}
    return Table(names | {"c": Indexed(c, (0,))})


def distilled(rng: np.random.Generator) -> Table:
    """What a student learns from a teacher at a temperature."""
    z, v = rng.normal(size=(2, 1, 5))
    tau = float(rng.uniform(1.5, 4))
    log_p, log_q = distillation.softened(z, v, tau)
    divergence = np.float64((np.exp(log_p) * (log_p - log_q)).sum())
    names: dict[str, Value] = {r"\tau": np.float64(tau), r"\mathcal{L}_{soft}": distillation.loss(z, v, tau)}
    names |= {
        r"\mathcal{L}_\text{soft}": distillation.loss(z, v, tau),
        r"\mathcal{L}_{\text{soft}}": distillation.loss(z, v, tau),
    }
    return Table(names | {r"\mathrm{KL}(p^\tau\|q^\tau)": divergence})


def members(rng: np.random.Generator) -> Table:
    """An ensemble on one example: probabilities and logits of its members, and the answers that they make."""
    M, K = 5, 4
    a = rng.normal(size=(M, 1, K))
    p = np.exp(a) / np.exp(a).sum(axis=2, keepdims=True)
    names: dict[str, Value] = {"M": M, "K": K, "p": Indexed(p[:, 0], (1,)), "a": Indexed(a[:, 0], (1,))}
    names |= {r"\bar p": Indexed(voting.soft(p)[0]), r"\tilde p": voting.geometric(a)[0]}
    u, y = rng.normal(size=M), int(rng.integers(1, K + 1))
    names |= {"u": Indexed(u), r"\bar u": u.mean(), "y": y}
    names |= {
        "p(y_t|y_{<t},x)": voting.soft(p)[0, y - 1],
        "p_m(y_t|y_{<t},x)": lambda scope: p[scope.find("m") - 1, 0, y - 1],
    }
    return Table(names, ranges={"j": range(1, K + 1), "k": range(1, K + 1), "m": range(1, M + 1)})


def soft_votes(rng: np.random.Generator) -> Table:
    """The class that averaged probabilities choose."""
    table = members(rng)
    table.names[r"\hat y"] = int(np.argmax(table.names[r"\bar p"].array)) + 1
    return table


def hard_votes(rng: np.random.Generator) -> Table:
    """The class that most members choose."""
    table = members(rng)
    labels = table.names["p"].array.argmax(axis=1)
    table.names[r"\hat y"] = int(voting.hard(labels[:, None], table.names["K"])[0]) + 1
    return table


def correlated(rng: np.random.Generator) -> Table:
    """The variance of a mean of errors."""
    M, rho, s = 7, float(rng.uniform(0.1, 0.6)), float(rng.uniform(0.5, 2))
    names: dict[str, Value] = {"M": M, r"\rho": np.float64(rho), "s": np.float64(s)}
    mean = r"\mathrm{Var}(1/M over(m e_m))"
    return Table(
        names | {mean: np.float64(s**2 * voting.variance(M, rho)), "Var": np.float64(s**2 * voting.variance(M, rho))}
    )


def majority(rng: np.random.Generator) -> Table:
    """How often most of M voters are right."""
    M, p = int(rng.choice([5, 7, 9])), float(rng.uniform(0.3, 0.8))
    return Table({"M": M, "p": np.float64(p)}, ranges={"k": range(M + 1)}, result=voting.majority(M, p))


def thin(rng: np.random.Generator) -> Table:
    """A matrix of rank r as the product of two thin ones."""
    m, n, r = 7, 5, 3
    W = rng.normal(size=(m, r)) @ rng.normal(size=(r, n))
    A, B = low_rank.factors(W, r)
    return Table({"m": m, "n": n, "r": r, "W": W, "A": A, "B": B})


def penalised(rng: np.random.Generator) -> Table:
    """The length penalty of a beam."""
    alpha, length, log_p = float(rng.uniform(0.3, 0.9)), int(rng.integers(3, 9)), -4.2
    T, s = length + 4, log_p + 1.1
    names: dict[str, Value] = {r"\alpha": np.float64(alpha), "abs(Y)": length, "T": T, "s_j": s}
    names |= {r"\mathrm{lp}": lambda size: np.float64(beam.gnmt(alpha)(float(size)))}
    return Table(names | {r"\log P(Y|X)": log_p, "P(Y|X)": np.exp(log_p)}, result=log_p / beam.power(alpha)(length))


def said_in_turn(rng: np.random.Generator) -> Table:
    """An LSTM that says tokens y, and is fed u, the start token and then those: the log-probability of the whole."""
    T, D, H, K = 5, 3, 4, 6
    p = lstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
    E, V, b_y = rng.normal(size=(K, D)), rng.normal(size=(K, H)), rng.normal(size=K)
    h, c = rng.normal(size=(2, 1, H))
    states = [(h, c)]

    def step(state: beam.State, tokens: np.ndarray) -> tuple[np.ndarray, beam.State]:
        h, c, _ = lstm.step(E[tokens], *state, p)
        states.append((h, c))
        return log_softmax(h @ V.T + b_y), (h, c)

    y = rng.integers(1, K, T)
    total = beam.log_probability(beam.Model(step, (h, c), 0, -1), tuple(y.tolist()))
    h, c = (np.stack([state[which] for state in states]) for which in (0, 1))
    shares = np.exp(log_softmax(h[1:, 0] @ V.T + b_y))
    names: dict[str, Value] = {
        "T": T,
        "t": 3,
        "K": K,
        "D": D,
        "H": H,
        "abs(Y)": T,
        "h": by_step(h, 0),
        "c": by_step(c, 0),
    }
    names |= {"E": Indexed(E), "V": V, "b_y": b_y, "u": Indexed(np.array([0, *y[:-1]]) + 1), "y": Indexed(y + 1)}
    names |= {r"\mathrm{LSTM}": layer(p), "p": Indexed(shares), r"\mathcal{L}": -total}
    names |= dict.fromkeys(("p(y|x)", "P(Y|X)"), np.exp(total))
    at = lambda scope: shares[scope.find("t") - 1, y[scope.find("t") - 1]]  # noqa: E731
    names |= dict.fromkeys((r"p(y_t|y_1,\dots,y_{t-1},x)", "p(y_t|y_{<t},x)", "P(y_t|y_{<t},X)"), at)
    return Table(names, ranges={"t": range(1, T + 1)})


def searching(rng: np.random.Generator) -> Table:
    """One candidate of a beam by its number r: prefix j made longer by token v, both counted from 0."""
    V, k = 7, 3
    r = int(rng.integers(V, k * V))
    j, v = np.divmod(r, V)
    names: dict[str, Value] = {
        "V": V,
        "k": k,
        "r": r,
        "j": int(j),
        "v": int(v),
        "s": Indexed(-rng.uniform(size=k), (0,)),
    }
    return Table(names | {"P(v|Y_j,X)": np.float64(rng.uniform())})


def integrated(rng: np.random.Generator) -> Table:
    """The gradient of a score by one input."""
    p = lstm.Params(rng.normal(size=(8, 3)), rng.normal(size=(8, 2)), rng.normal(size=8))
    x = rng.normal(size=(2, 4, 1, 3))
    found = attribution.integrated(x[0], x[1], rng.normal(size=2), p)
    return Table({r"\mathrm{IG}": by_step(found)})
