"""What trained networks still name when they may write nothing more: are their forget gates enough to hold a symbol?

The networks of `long_lags`, trained across 100 blanks by the same seeds and rates. They read a symbol and `open`
blanks as they are. Over the blanks that follow the input gates are shut, i = 0, so that c is only multiplied by f,
which still reads h. A store loses no more than its gates let fade; what feedback through h writes again is lost.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from scripts.experiments.networks.gate_trace import trace
from scripts.experiments.networks.recurrent import Recurrent, reference_weights
from scripts.experiments.q23_long_term_dependencies import long_lags
from scripts.experiments.q23_long_term_dependencies.holding_times import one_of_each
from scripts.experiments.records.spread import spread
from scripts.reference.activations import sigmoid, tanh

QUESTION = "Does a trained LSTM still hold a symbol over blanks once its input gates are shut?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "lag": 100,
    "rates": {"chrono": 0.01, "auxiliary": 0.01, "curriculum": 0.003},  # those that `long_lags` found
    "open": 50,
    "shut": [10, 50, 100, 400, 1600],  # blanks without a write, before the cue
}


def named(network: Recurrent, opened: int, closed: int, *, shut: bool = True) -> float:
    """The share of the eight symbols named after `opened` blanks and `closed` more, with i = 0 over these if `shut`."""
    batch = one_of_each(opened + closed)
    p, H = reference_weights(network.layer), network.layer.hidden_size
    h = c = np.zeros((batch.x.shape[1], H))
    last = len(batch.x) - 1
    for t, x in enumerate(batch.x.double().numpy()):
        z = x @ p.W.T + h @ p.U.T + p.b
        i, f, o = sigmoid(z[:, :H]), sigmoid(z[:, H : 2 * H]), sigmoid(z[:, 3 * H :])
        if shut and opened < t < last:
            i = np.zeros_like(i)
        c = f * c + i * tanh(z[:, 2 * H : 3 * H])
        h = o * tanh(c)
    weight, bias = (q.detach().double().numpy() for q in network.readout.parameters())
    return float(np.mean((h @ weight.T + bias).argmax(axis=1) == batch.y[0].numpy()))


def first_write(network: Recurrent, lag: int) -> float:
    """How much of the difference between symbols in c after `lag` blanks the gates have kept from the first write.

    The norm of Π f ⊙ c_1 around its mean over the symbols, over that of c.
    """
    made = trace(network.layer, one_of_each(lag).x)
    kept = made.f[1:-1].prod(axis=0) * made.c[0]
    return float(np.linalg.norm(kept - kept.mean(axis=0)) / np.linalg.norm(made.c[-2] - made.c[-2].mean(axis=0)))


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each help: the share named with writes and without, by the blanks that follow, and the first write's part."""
    results: dict[str, Any] = {}
    for n, (helped, rate) in enumerate(settings["rates"].items()):
        learned = [
            long_lags.learn(helped, settings["lag"], rate, seed, long_lags.SETTINGS) for seed in settings["seeds"]
        ]
        nets = [one.network for one in learned]
        opened, blanks = settings["open"], settings["shut"]
        results[helped] = {
            "open": {str(k): spread([named(net, opened, k, shut=False) for net in nets]) for k in blanks},
            "shut": {str(k): spread([named(net, opened, k) for net in nets]) for k in blanks},
            "first_write": spread([first_write(net, settings["lag"]) for net in nets]),
        }
        shares = ", ".join(f"{k}: {v['mean']:.2f}" for k, v in results[helped]["shut"].items())
        progress((n + 1) / len(settings["rates"]), f"{helped}, named with the gates shut: {shares}")
    return results
