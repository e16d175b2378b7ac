"""What the gates and states of a trained LSTM say of its memory: times, sizes, which steps wrote it.

All is read from a trace over sequences of `sum_or_last`. The keeper is the unit whose mean forget gate is nearest 1.
"""

from typing import Any

import numpy as np

from scripts.experiments.networks.gate_trace import Trace
from scripts.experiments.networks.recurrent import Recurrent, reference_weights
from scripts.experiments.q06_cell_state import cell_swaps
from scripts.experiments.q06_cell_state.sum_or_last import Batch
from scripts.reference.contributions import steps_to_half, terms, weights


def half_lives(f: np.ndarray) -> np.ndarray:
    """The half-life of each unit's mean gate, (H,), over f (T, B, H)."""
    return np.log(0.5) / np.log(f.mean(axis=(0, 1)))


def gates(run: Trace, settings: dict[str, Any]) -> dict[str, float]:
    """Time scales of the units, and how large the last cell state is."""
    T = len(run.f)
    lives, steps = half_lives(run.f), steps_to_half(run.f)
    known = np.isfinite(steps)
    size = np.abs(run.c[-1]).mean(axis=0)
    order = np.sort(lives)[::-1]
    return {
        "longest": order[0],
        "second": order[1],
        "median": np.median(lives),
        "median_steps": np.median(steps),
        "units_over_half_T": (steps > T / 2).sum(),
        "rounded_up": (steps == np.ceil(lives))[known].mean(),  # units whose two times agree, of those that have both
        "largest_disagreement": np.abs(steps - np.ceil(lives))[known].max(),
        "typical_over_mean": (
            np.log(0.5) / np.log(run.f).mean(axis=(0, 1)) / lives
        ).min(),  # geometric mean's half-life
        "resets": (run.f < settings["reset"]).mean(),
        "largest_c": size.max(),
        "keeper_c": size[lives.argmax()],
        "large_units": (size > settings["large"]).sum(),
    }


def contents(network: Recurrent, run: Trace, batch: Batch, settings: dict[str, Any]) -> dict[str, float]:
    """Which steps wrote what the keeper and the other units hold at the end, and what happens at the second mark."""
    T, B, H = run.f.shape
    every = np.arange(B)
    first, second = batch.steps.numpy()
    value = batch.values[0].numpy()
    keeper, steps = half_lives(run.f).argmax(), steps_to_half(run.f)
    written = np.abs(terms(run.f, run.i * run.g, np.zeros((B, H)))[1:])
    shares = written / written.sum(axis=0)
    short = steps <= T / 5
    swapped = cell_swaps.last_c(network, batch, int(keeper)).double().numpy()
    before, after = run.c[second - 1, every, keeper], run.c[second, every, keeper]
    gate = run.f[second, every, keeper]
    return {
        "kept": weights(run.f)[first, every, keeper].mean(),
        "keeper_first": shares[first, every, keeper].mean(),
        "keeper_second": shares[second, every, keeper].mean(),
        "short_first": np.median(shares[first, every].mean(axis=0)[short]),
        "short_correlation": _correlation(run.c[-1][:, short], value),
        "short_correlation_own": _correlation(swapped[:, short], value),  # with the keeper's c swapped at T/2
        "short_correlation_other": _correlation(swapped[:, short], np.roll(value, 1)),
        "gate_at_second": gate.mean(),
        "left_by_gate": _slope(before, gate * before),
        "left": _slope(before, after),
        **_opening(network, run, batch, keeper, settings["large"]),
    }


def _correlation(c: np.ndarray, value: np.ndarray) -> float:
    """The median over the units of c (B, units) of |r| with value (B,)."""
    return float(np.median([abs(np.corrcoef(unit, value)[0, 1]) for unit in c.T]))


def _slope(x: np.ndarray, y: np.ndarray) -> float:
    """Of the line that fits y best."""
    return np.cov(x, y)[0, 1] / x.var(ddof=1)


def _opening(network: Recurrent, run: Trace, batch: Batch, unit: int, large: float) -> dict[str, float]:
    """What holds the forget gate of `unit` open: the mean parts of its z_f from the bias, from x and from h.

    `from_large_h` is the part of `from_h` that comes from units whose |c| is above `large` on average, `large_h_moves`
    the mean standard deviation of their h from a tenth of the sequence on (0 if there are none), and
    `bias_half_life` the half-life that the trained bias would give alone.
    """
    params = reference_weights(network.layer)
    H = run.f.shape[2]
    bias = params.b[H + unit]
    u = params.U[H + unit]
    h = np.concatenate([np.zeros_like(run.h[:1]), run.h[:-1]])
    big = np.abs(run.c).mean(axis=(0, 1)) > large
    moves = run.h[len(h) // 10 :, :, big].std(axis=(0, 1))
    return {
        "from_bias": bias,
        "from_x": (batch.x.double().numpy() @ params.W[H + unit]).mean(),
        "from_h": (h @ u).mean(),
        "from_large_h": (h[..., big] @ u[big]).mean(),
        "large_h_moves": moves.mean() if big.any() else 0.0,
        "bias_half_life": np.log(0.5) / -np.log1p(np.exp(-bias)),
    }
