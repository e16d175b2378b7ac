"""How deep an LSTM can be and still learn a short task: plain, residual, layer-normalised, and both, at equal weights.

The task is the delayed copy of two symbols over four blanks: 8 steps, so what is hard is depth and not the lag. All
stacks have about as many LSTM weights; normalisation adds a gain and a bias for each unit. Each is trained at a rate
that is found for it alone, on seeds that are not measured: the best of three, and while the best is the smallest or the
largest tried, the next one on that side too. A training ends when the share `solved` of the test symbols is right, or
when the updates are used up. `longer` gives the plain stack of eight layers more updates. `narrow` is one layer as wide
as the layers of the deepest stack. The baseline guesses: one symbol of eight.

`products` are untrained stacks on a longer sequence: the gradient of u^L at the last step by layer and by lag.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import one_hot

from scripts.experiments.q31_deep_lstms import deep_lstm
from scripts.experiments.records.spread import spreads
from scripts.experiments.tasks import copying, held_out
from scripts.experiments.training.races import Run, outcome, race, rank, until_solved

QUESTION = "How deep can an LSTM be and still learn: plain, residual, layer-normalised?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "widths": {"1": 59, "2": 35, "4": 23, "8": 16},  # by depth; within 3.5 % of each other in weights
    "kinds": ["plain", "residual", "norm", "residual_norm"],
    "forget_bias": 1.0,
    "symbols": 2,
    "lag": 4,
    "tuning": {"seeds": [100, 101], "rates": [0.003, 0.01, 0.03], "below": [0.001], "above": [0.1]},
    "updates": 600,
    "longer": {"kind": "plain", "depth": "8", "updates": 2000},
    "batch": 32,
    "clip": 1.0,
    "solved": 0.99,
    "check_every": 25,
    "test_sequences": 500,
    "products": {"H": 32, "depth": 8, "T": 30, "B": 64, "lags": [0, 2, 4, 6, 8, 10, 15, 20, 25]},
}


def network(kind: str, depth: int, H: int, seed: int, settings: dict) -> deep_lstm.DeepLSTM:
    """The untrained stack for the delayed copy."""
    return deep_lstm.start(kind, copying.WIDTH, H, copying.SYMBOLS, depth, seed, settings["forget_bias"])


def test_sequences(settings: dict) -> copying.Batch:
    """The sequences on which every stack is tested."""
    return copying.draw(settings["symbols"], settings["lag"], settings["test_sequences"], held_out.generator())


def probe(net: deep_lstm.DeepLSTM, settings: dict) -> deep_lstm.Probe:
    """What a stack passes on, for the test sequences."""
    test = test_sequences(settings)
    return deep_lstm.probe(net, test.x, lambda outputs: copying.loss(outputs, test))


def train(net: deep_lstm.DeepLSTM, rate: float, seed: int, settings: dict, looks: list[float] | None = None) -> Run:
    """Train a stack in place until it has solved the task; `looks` receives the share right at each look."""
    test, generator = test_sequences(settings), torch.Generator().manual_seed(seed)

    def loss_of_a_batch() -> torch.Tensor:
        batch = copying.draw(settings["symbols"], settings["lag"], settings["batch"], generator)
        return copying.loss(net(batch.x), batch)

    def share_right() -> float:
        right = copying.share_right(net(test.x), test)
        if looks is not None:
            looks.append(right)
        return right

    return race(net, loss_of_a_batch, share_right, settings | {"rate": rate})


def by_layer(probes: list[deep_lstm.Probe]) -> dict[str, Any]:
    """What the stacks of all seeds pass on, by quantity and layer."""
    return spreads(
        [
            {name: {str(l): value for l, value in enumerate(values, 1)} for name, values in one._asdict().items()}
            for one in probes
        ]
    )


def outcomes(kind: str, depth: int, H: int, rate: float, settings: dict) -> dict[str, Any]:
    """Share right, updates until solved, and for each layer what the stack passes on, over the measured seeds."""
    nets = [network(kind, depth, H, seed, settings) for seed in settings["seeds"]]
    before = by_layer([probe(net, settings) for net in nets])
    runs = [train(net, rate, seed, settings) for net, seed in zip(nets, settings["seeds"], strict=True)]
    return {**outcome(runs, settings), "start": before, "end": by_layer([probe(net, settings) for net in nets])}


def best_rate(kind: str, depth: int, H: int, settings: dict) -> tuple[float, dict[str, Any]]:
    """The best rate, which is not the smallest or largest tried while there is a next one to try; and all results."""
    tuning = settings["tuning"]
    tried: dict[float, list[Run]] = {}
    rates, below, above = (list(tuning[name]) for name in ("rates", "below", "above"))
    while rates:
        for rate in rates:
            tried[rate] = [
                train(network(kind, depth, H, seed, settings), rate, seed, settings) for seed in tuning["seeds"]
            ]
        best = min(tried, key=lambda rate: rank(tried[rate], settings))
        side = below if best == min(tried) else above if best == max(tried) else []
        rates = [side.pop(0)] if side else []
    made = {
        str(rate): {"right": [run.right for run in tried[rate]], "updates": until_solved(tried[rate], settings)}
        for rate in sorted(tried)
    }
    return best, made


def products(settings: dict) -> dict[str, Any]:
    """By kind, layer and lag: the length of the gradient of u^L at the last step, in a random direction of length 1."""
    p = settings["products"]

    def lengths(kind: str, seed: int) -> dict[str, dict[str, float]]:
        net = network(kind, p["depth"], p["H"], seed, settings)
        generator = torch.Generator().manual_seed(seed)
        symbols = torch.randint(0, copying.SYMBOLS, (p["T"], p["B"]), generator=generator)
        direction = torch.randn(p["H"], generator=generator)
        x = one_hot(symbols, copying.WIDTH).float()
        found = deep_lstm.lengths_by_lag(net, x, direction / direction.norm())
        return {str(l): {str(k): by_lag[k].item() for k in p["lags"]} for l, by_lag in enumerate(found, 1)}

    return {kind: spreads([lengths(kind, seed) for seed in settings["seeds"]]) for kind in ("plain", "residual")}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The products; then for each kind and depth its weights, its rate, and its outcome; the narrow and the longer."""
    results: dict[str, Any] = {"guess": 1 / copying.SYMBOLS, "products": products(settings)}
    narrow = min(settings["widths"].values())
    jobs = [("narrow", "plain", 1, narrow)]
    for kind in settings["kinds"]:
        # Without a second layer nothing is added to: a residual is the same network there.
        jobs += [(kind, kind, int(d), H) for d, H in settings["widths"].items() if d != "1" or "residual" not in kind]
    for done, (name, kind, depth, H) in enumerate(jobs, 1):
        rate, tuning = best_rate(kind, depth, H, settings)
        results.setdefault(name, {})[str(depth)] = {
            "H": H,
            "parameters": network(kind, depth, H, 0, settings).parameter_count(),
            "rate": rate,
            "tuning": tuning,
            **outcomes(kind, depth, H, rate, settings),
        }
        made = results[name][str(depth)]
        progress(
            done / (len(jobs) + 1), f"{name} {depth}: rate {rate}, {made['right']}, {made['updates_until_solved']}"
        )
    longer = settings["longer"]
    made = results[longer["kind"]][longer["depth"]]
    more = settings | {"updates": longer["updates"]}
    results["longer"] = outcomes(longer["kind"], int(longer["depth"]), made["H"], made["rate"], more)
    progress(1.0, f"longer: {results['longer']['right']}")
    return results
