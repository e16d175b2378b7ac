r"""Single functions of numbers and vectors: scores, thresholds, forecasts, codes, small networks, several voters."""

from collections.abc import Callable

import numpy as np

from scripts.checks.formulas.algebra.scope import Table
from scripts.checks.formulas.algebra.tables.drawing import jacobian
from scripts.checks.formulas.algebra.values import Indexed, Value
from scripts.reference import (
    error_scores,
    peaks,
    pinball,
    retention,
    smoothing,
)
from scripts.reference.activations import sigmoid


def half_life(rng: np.random.Generator, held: dict[str, float] | None = None) -> Table:
    """A gate that stays at f by its bias, which can be near 1: what is left after n steps, and its slope."""
    bias, T = 12.0 if held else float(rng.uniform(0.5, 3)), int(rng.integers(5, 9))
    f = sigmoid(np.float64(bias))
    n = np.float64(retention.half_life(f)) if f < 1 else np.inf
    names: dict[str, Value] = {"f": f, "b": np.float64(bias), "b_f": np.float64(bias), "T": T, "n": n, "k": n}
    names |= {"w": np.float64(rng.normal()), "T_0": 3}

    def slope(power: int) -> Callable[..., np.ndarray]:
        return lambda *_: jacobian(lambda b: sigmoid(b) ** power, np.array([bias]))[0, 0]

    changes = {("d", key, by): slope(power) for key, power in (("f^T", T), ("f", 1)) for by in ("b", "b_f")}
    return Table(names, changes, given=frozenset(("f", "b", "b_f")))


def mahalanobis(rng: np.random.Generator) -> Table:
    """The squared distance of an error from those of normal data."""
    normal = error_scores.fit(rng.normal(size=(20, 3)))
    e = rng.normal(size=(1, 3))
    found = np.float64(error_scores.mahalanobis(e, normal)[0])
    names: dict[str, Value] = {"t": 2, "e": e[0], "e_t": e[0], r"\mu": normal.mean, r"\Sigma": normal.covariance}
    return Table(names | {"D": 3, "D_M": np.sqrt(found)})


def surprise(rng: np.random.Generator) -> Table:
    """The negative log-likelihood of values under their forecasts, with its constant."""
    x, mu, variance = rng.normal(size=3), rng.normal(size=3), rng.uniform(0.5, 2, 3)
    constant, t = 0.5 * np.log(2 * np.pi), 2
    names: dict[str, Value] = {"t": t, "x": Indexed(x), r"\mu": Indexed(mu), r"\sigma": Indexed(variance**0.5)}
    density = np.exp(-error_scores.surprise(x, mu, variance)[t - 1] - constant)
    return Table(names | {r"\text{const}": constant, "p(x_t|x_{<t})": density})


def threshold(rng: np.random.Generator) -> Table:
    """The threshold of peaks over a level."""
    tail, u, q, n, peak = peaks.Tail(float(rng.uniform(0.1, 0.4)), float(rng.uniform(0.5, 2))), 1.3, 1e-4, 900, 30
    names = {r"\gamma": tail.gamma, r"\sigma": tail.sigma, "u": u, "q": q, "z_q": peaks.threshold(u, tail, q, n, peak)}
    return Table({key: np.float64(one) for key, one in names.items()} | {"n": n, "N_u": peak})


def quantile(rng: np.random.Generator) -> Table:
    """The quantile loss of one forecast."""
    y, tau = rng.normal(), rng.uniform(0.1, 0.9)
    q = y + float(rng.choice([-1, 1])) * rng.uniform(0.5, 1)
    found = pinball.loss(np.array([y]), np.array([[q]]), np.array([tau]))
    names = {"y": y, r"\hat q": q, r"\tau": tau}
    return Table({key: np.float64(one) for key, one in names.items()} | {r"\rho_\tau": lambda *_: np.float64(found)})


def smoothed(rng: np.random.Generator) -> Table:
    """Exponential smoothing with trend and season over a series; forecasts are of step t."""
    m, T = 4, 14
    y = rng.normal(size=T)
    p = smoothing.Params(*rng.uniform(0.1, 0.9, 3))
    states = smoothing.run(y, m, p)
    t, k = 11, int(rng.integers(1, m + 1))
    first = m
    season = [*states[0].season, *(state.season[-1] for state in states[1:])]
    names: dict[str, Value] = {"t": t, "k": k, "m": m, "T": T, "y": Indexed(y)}
    names |= {
        r"\ell": Indexed([state.level for state in states], (first,)),
        "b": Indexed([state.trend for state in states], (first,)),
    }
    names |= {"s": Indexed(season), r"\hat y_{t+k}": np.float64(smoothing.forecast(states[t - first], m)[k - 1])}
    return Table(names | {r"\alpha": p.alpha, r"\beta": p.beta, r"\gamma": p.gamma})
