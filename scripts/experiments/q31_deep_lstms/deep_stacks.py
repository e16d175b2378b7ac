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
from torch import nn

from scripts.experiments.q31_deep_lstms import deep_lstm
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks import copying
from scripts.experiments.training.fit import fit

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
TEST_SEED = 1_000_000  # no training seed draws the test sequences


def network(kind: str, depth: int, H: int, seed: int, settings: dict) -> deep_lstm.DeepLSTM:
    """The untrained stack for the delayed copy."""
    return deep_lstm.start(kind, copying.WIDTH, H, copying.SYMBOLS, depth, seed, settings["forget_bias"])


def loss_of(y: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
    """The mean loss of outputs (T, B, K) at the cues, whose symbols y (S, B) are due."""
    return lambda out: nn.functional.cross_entropy(out[-len(y) :].flatten(0, 1), y.flatten())


def learn(kind: str, depth: int, H: int, rate: float, seed: int, settings: dict) -> dict[str, Any]:
    """Train one stack; return its share right, the updates made, and what it passes on before and after."""
    net = network(kind, depth, H, seed, settings)
    S, lag, generator = settings["symbols"], settings["lag"], torch.Generator().manual_seed(seed)
    test = copying.draw(S, lag, settings["test_sequences"], torch.Generator().manual_seed(TEST_SEED))
    made: dict[str, Any] = {"right": 0.0, "start": deep_lstm.probe(net, test.x, loss_of(test.y))}

    def loss_of_a_batch() -> torch.Tensor:
        batch = copying.draw(S, lag, settings["batch"], generator)
        return loss_of(batch.y)(net(batch.x))

    def check(n: int, loss: float) -> bool:
        if n % settings["check_every"] and n != settings["updates"]:
            return False
        with torch.no_grad():
            made["right"] = (net(test.x)[-S:].argmax(-1) == test.y).double().mean().item()
        return made["right"] >= settings["solved"]

    made["updates"] = fit(net, loss_of_a_batch, settings | {"rate": rate}, check)
    made["end"] = deep_lstm.probe(net, test.x, loss_of(test.y))
    return made


def until_solved(runs: list[dict], settings: dict) -> list[int | None]:
    """The updates that each training needed, None where it did not solve the task."""
    return [run["updates"] if run["right"] >= settings["solved"] else None for run in runs]


def outcomes(kind: str, depth: int, H: int, rate: float, settings: dict) -> dict[str, Any]:
    """Share right, updates until solved, and for each layer what the stack passes on, over the measured seeds."""
    runs = [learn(kind, depth, H, rate, seed, settings) for seed in settings["seeds"]]
    needed = until_solved(runs, settings)
    layers = {
        moment: {
            name: {str(n + 1): spread([getattr(run[moment], name)[n] for run in runs]) for n in range(depth)}
            for name in deep_lstm.Probe._fields
        }
        for moment in ("start", "end")
    }
    return {
        "right": spread([run["right"] for run in runs]),
        "solved": sum(n is not None for n in needed),
        "updates_until_solved": needed,
        **layers,
    }


def best_rate(kind: str, depth: int, H: int, settings: dict) -> tuple[float, dict[str, Any]]:
    """The rate that solves the task with most tuning seeds, then soonest, then is right most often; and all results."""
    tuning = settings["tuning"]
    tried: dict[float, dict[str, Any]] = {}

    def attempt(rate: float) -> None:
        runs = [learn(kind, depth, H, rate, seed, settings) for seed in tuning["seeds"]]
        tried[rate] = {"right": [run["right"] for run in runs], "updates": until_solved(runs, settings)}

    def rank(rate: float) -> tuple[float, float, float]:
        needed = tried[rate]["updates"]
        used = sum(n or settings["updates"] for n in needed)
        return -sum(n is not None for n in needed), used, -sum(tried[rate]["right"])

    for rate in tuning["rates"]:
        attempt(rate)
    below, above = list(tuning["below"]), list(tuning["above"])
    while True:
        best = min(tried, key=rank)
        side = below if best == min(tried) else above if best == max(tried) else []
        if not side:
            return best, {str(rate): tried[rate] for rate in sorted(tried)}
        attempt(side.pop(0))


def products(settings: dict) -> dict[str, Any]:
    """By kind, layer and lag: the length of the gradient of u^L at the last step, in a random direction of length 1."""
    p = settings["products"]
    results: dict[str, Any] = {}
    for kind in ("plain", "residual"):
        lengths = []
        for seed in settings["seeds"]:
            net = network(kind, p["depth"], p["H"], seed, settings)
            generator = torch.Generator().manual_seed(seed)
            symbols = torch.randint(0, copying.SYMBOLS, (p["T"], p["B"]), generator=generator)
            direction = torch.randn(p["H"], generator=generator)
            x = nn.functional.one_hot(symbols, copying.WIDTH).float()
            lengths.append(deep_lstm.lengths_by_lag(net, x, direction / direction.norm()))
        results[kind] = {
            str(n + 1): {str(k): spread([each[n, k].item() for each in lengths]) for k in p["lags"]}
            for n in range(p["depth"])
        }
    return results


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """The products; then for each kind and depth its weights, its rate, and its outcome; the narrow and the longer."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        results: dict[str, Any] = {"guess": 1 / copying.SYMBOLS, "products": products(settings)}
        narrow = min(settings["widths"].values())
        jobs = [("narrow", "plain", 1, narrow)]
        for kind in settings["kinds"]:
            # Without a second layer nothing is added to: a residual is the same network there.
            jobs += [
                (kind, kind, int(d), H) for d, H in settings["widths"].items() if d != "1" or "residual" not in kind
            ]
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
    finally:
        torch.set_num_threads(threads)
