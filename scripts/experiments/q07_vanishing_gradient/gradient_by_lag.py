"""How much gradient is left k steps back, along the cell alone and along every path, before and after training?

The loss reads the last hidden state only, and its gradient there is scaled to length 1: the direction is that of the
network's own readout. What stands in the results is then the length of ∂L/∂h_{T-k} and of ∂L/∂c_{T-k}, the mean over a
batch of sequences of the adding problem, one value per seed:

- `h` and `c`: every path (for c both c_{t+1} and h_t), by backpropagation through time in `scripts.reference`;
- `direct`: from the same ∂L/∂c_T, every h held fixed: the product of the forget gates and nothing else.

PyTorch starts and trains the networks; all gradients are the reference's, in float64.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from scripts.experiments.networks.recurrent import ManyToOne, many_to_one, reference_weights
from scripts.experiments.networks.stacked import predict, stack, unstack
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import adding, held_out
from scripts.experiments.training import side_by_side
from scripts.reference import bptt, jacobian, lstm, rnn

QUESTION = "How much of the gradient is left k steps back, in an RNN and in an LSTM, and along which path does it come?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "H": 32,
    "sequences": 32,
    "start": {"T": 100, "lags": [*range(11), *range(15, 101, 5)]},
    "training": {
        "T": 50,
        "lags": [*range(11), *range(15, 51, 5)],
        "updates": 1000,
        "batch": 32,
        "rates": {"rnn": 0.003, "lstm": 0.01},
        "clip": 1.0,
        "test_sequences": 1000,
    },
    "models": {
        "rnn": {"kind": "rnn"},
        "rnn_orthogonal": {"kind": "rnn", "orthogonal": True},
        "lstm_bias_0": {"kind": "lstm", "forget_bias": 0.0},
        "lstm_bias_1": {"kind": "lstm", "forget_bias": 1.0},
        "lstm_bias_3": {"kind": "lstm", "forget_bias": 3.0},
        "lstm_bias_5": {"kind": "lstm", "forget_bias": 5.0},
    },
    "jacobian": {"T": 40, "D": 8, "H": 32, "forget_bias": 1.0, "variances": [1, 4, 16], "draws": 20},
}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """All parts: at the start, before and after training, and the norm of the whole Jacobian as U grows."""
    models, n = settings["models"], len(settings["models"])
    results: dict = {"start": {}, "trained": {}}
    for done, (name, model) in enumerate(models.items(), 1):
        results["start"][name] = at_the_start(model, settings)
        progress(0.05 * done / n, f"{name} at the start")
    for done, (name, model) in enumerate(models.items(), 1):
        results["trained"][name] = before_and_after(model, settings)
        progress(0.05 + 0.93 * done / n, f"{name} trained")
    results["jacobian"] = {
        str(variance): whole_jacobian(variance, settings["jacobian"]) for variance in settings["jacobian"]["variances"]
    }
    progress(1.0, "Jacobians of random LSTMs")
    return results


def at_the_start(model: dict, settings: dict) -> dict:
    """Gradients by lag of untrained networks."""
    part, H = settings["start"], settings["H"]
    xs = inputs(part["T"], settings["sequences"])
    return by_lag([gradients(many_to_one(H=H, seed=seed, **model), xs) for seed in settings["seeds"]], part["lags"])


def before_and_after(model: dict, settings: dict) -> dict:
    """Gradients by lag of the same networks before and after training on the adding problem, and their test error."""
    part, H = settings["training"], settings["H"]
    xs = inputs(part["T"], settings["sequences"])
    test = adding.draw(part["T"], part["test_sequences"], held_out.generator())
    networks = [many_to_one(H=H, seed=seed, **model) for seed in settings["seeds"]]
    before = [gradients(network, xs) for network in networks]
    weights = stack(networks)
    said = partial(predict, weights, networks[0])
    draws = partial(adding.draw, part["T"], part["batch"])
    errors = side_by_side.squared_errors(said, draws, side_by_side.generators(settings["seeds"]))
    side_by_side.fit(weights, errors, part | {"rate": part["rates"][model["kind"]]})
    test_mse = side_by_side.test_errors(said, len(networks), test)
    unstack(weights, networks)
    after = [gradients(network, xs) for network in networks]
    return {
        "before": by_lag(before, part["lags"]),
        "after": by_lag(after, part["lags"]),
        "test_mse": spread(test_mse),
    }


def inputs(T: int, sequences: int) -> np.ndarray:
    """The sequences on which gradients are measured, (T, sequences, 2): the same for every network."""
    return adding.draw(T, sequences, held_out.generator()).x.double().numpy()


def gradients(network: ManyToOne, xs: np.ndarray) -> dict[str, np.ndarray]:
    """Lengths of the gradients, the mean over the sequences: index k is k steps before the end, 0 … T-1."""
    T, B, _ = xs.shape
    weights = reference_weights(network.layer)
    readout = network.readout.weight.detach().double().numpy()[0]
    zero = np.zeros((B, len(readout)))
    dh_T = np.tile(readout / np.linalg.norm(readout), (B, 1))
    if isinstance(weights, rnn.Params):
        _, caches = rnn.forward(xs, zero, weights)
        to_h = [dh_T]
        for cache in reversed(caches[1:]):
            to_h.append(rnn.step_backward(to_h[-1], cache, weights).dh_prev)
        return {"h": _length(np.stack(to_h))}

    _, _, caches = bptt.forward(xs, zero, zero, weights)
    dhs = np.concatenate([np.zeros((T - 1, *dh_T.shape)), dh_T[None]])
    to_h, to_c = (a[:0:-1] for a in bptt.state_gradients(dhs, caches, weights))
    kept = [np.ones_like(zero)] + [jacobian.direct_path(caches[T - k :]) for k in range(1, T)]
    f = np.stack([cache.f for cache in caches])
    return {
        "h": _length(to_h),
        "c": _length(to_c),
        "direct": _length(to_c[0] * np.stack(kept)),
        "forget_gate": f.mean(),
        "widest_forget_gate": f.mean(axis=(0, 1)).max(),
    }


def whole_jacobian(variance: float, part: dict) -> dict:
    """Random LSTMs with U ~ N(0, variance/H), W ~ N(0, 1/H), standard normal inputs: norm of ∂(h,c)_T/∂(h,c)_{T-k}.

    `norm` is the largest singular value; `direct` the largest product of a unit's forget gates.
    """
    T, D, H = part["T"], part["D"], part["H"]
    norms, direct, widest = [], [], []
    for seed in range(part["draws"]):
        rng = np.random.default_rng(seed)
        W = rng.normal(0.0, np.sqrt(1.0 / H), (4 * H, D))
        U = rng.normal(0.0, np.sqrt(variance / H), (4 * H, H))
        weights = lstm.Params(W, U, np.repeat([0.0, part["forget_bias"], 0.0, 0.0], H))
        zero = np.zeros((1, H))
        _, _, caches = bptt.forward(rng.normal(size=(T, 1, D)), zero, zero, weights)
        products = jacobian.products([jacobian.step_jacobian(cache, weights) for cache in caches])
        norms.append([1.0, *np.linalg.norm(products, ord=2, axis=(1, 2))])
        direct.append([1.0, *(jacobian.direct_path(caches[T - k :]).max() for k in range(1, T + 1))])
        widest.append(max(cache.f.max() for cache in caches))
    lags = range(T + 1)
    return {
        "norm": {str(k): spread([row[k] for row in norms]) for k in lags if k <= 10 or k % 5 == 0},
        "direct": {str(k): spread([row[k] for row in direct]) for k in lags if k <= 10 or k % 5 == 0},
        "median_norm": {str(k): rounded(float(np.median([row[k] for row in norms]))) for k in lags},
        "largest_direct": rounded(max(row[-1] for row in direct)),
        "largest_forget_gate": rounded(max(widest), 8),
    }


def by_lag(seeds: list[dict[str, np.ndarray]], lags: list[int]) -> dict:
    """One spread a lag for what goes by lag, one spread for the rest."""
    return {
        name: {str(k): spread([seed[name][k] for seed in seeds]) for k in lags if k < len(value)}
        if np.ndim(value)
        else spread([seed[name] for seed in seeds])
        for name, value in seeds[0].items()
    }


def _length(by_lag: np.ndarray) -> np.ndarray:
    """(T, B, H) to T mean lengths."""
    return np.linalg.norm(by_lag, axis=2).mean(axis=1)
