"""What updates on a stream gain after a known change, what they forget, and what replay keeps.

The stream, B rows side by side, follows one rule, then another, then the first again (`regimes`). An LSTM forecasts
its next value. In every window of k steps it forecasts first, with its state carried, and is scored; then, by the
treatment:

- frozen      nothing is learned
- fine_tuned  every `every` windows as many updates, from the last weights, each on one of the last `every` windows
- retrained   the same, each on one of all windows so far, those of the training before the stream among them
- online      one update on the window, back to its first step
- replay      the same, where half of the loss is that of an old window out of a reservoir

All but the frozen one get as many updates, and all start from one network, trained on a stream of the first
rule alone, whose windows the reservoir was offered as well. After each `block` of windows the network forecasts a
held-out stream of the first rule. Errors are mean squares in units of the noise, which nobody can forecast: 1 is the
best. The trivial baseline forecasts the last value.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments.networks import recurrent
from scripts.experiments.q44_online_learning import regimes
from scripts.experiments.q44_online_learning.reservoir import Reservoir
from scripts.experiments.records.spread import spreads
from scripts.experiments.training.fit import fit

QUESTION = "How soon do updates on a stream recover from a change, what do they forget, and what does replay keep?"
SETTINGS = {
    "seeds": [0, 1, 2, 3, 4],
    "treatments": ["frozen", "fine_tuned", "retrained", "online", "replay"],
    "periods": [12.0, 4.0],
    "r": 0.95,
    "windows": [100, 300, 100],  # under the first rule, the second, the first again
    "k": 20,
    "B": 8,
    "H": 32,
    "scale": 0.2,  # of a value as the network reads it
    "updates": 600,  # before the stream begins
    "rate": 0.005,
    "clip": 1.0,
    "every": 80,
    "buffer": 200,
    "block": 10,
    "held_out": [400, 20],  # steps and rows
    "recovered": 1.5,
}
State = tuple[torch.Tensor, torch.Tensor]


def errors(net: recurrent.Recurrent, window: torch.Tensor, state: State | None) -> tuple[torch.Tensor, State]:
    """The squared errors (n, B) of forecasts over a window (n + 1, B, 1), and the state, cut from the gradient."""
    hs, (h, c) = net.layer(window[:-1], state)
    return (net.readout(hs) - window[1:]).square()[..., 0], (h.detach(), c.detach())


def old_loss(net: recurrent.Recurrent, window: torch.Tensor) -> torch.Tensor:
    """The loss of a stored window (2k + 1, B, 1): its first half warms up the state, its second half counts."""
    return errors(net, window, None)[0][len(window) // 2 :].mean()


def begun(seed: int, settings: dict[str, Any], random: np.random.Generator) -> tuple[recurrent.Recurrent, torch.Tensor]:
    """A network trained on the first rule, one update per window with its state carried, and what it has read."""
    k, first = settings["k"], settings["periods"][0]
    read = regimes.draw([first] * (settings["updates"] * k + 1), settings["r"], settings["B"], random)
    read *= settings["scale"]
    net = recurrent.start("lstm", 1, settings["H"], 1, seed, forget_bias=1.0)
    places, state = iter(range(settings["updates"])), None

    def loss() -> torch.Tensor:
        nonlocal state
        at = next(places) * k
        each, state = errors(net, read[at : at + k + 1], state)
        return each.mean()

    fit(net, loss, settings)
    return net, read


def follow(
    treatment: str, net: recurrent.Recurrent, stream: torch.Tensor, read: torch.Tensor, seed: int, settings: dict
) -> Iterator[float]:
    """Give the error of each window, made before the window is learned from; `net` learns in place, in between."""
    k, every = settings["k"], settings["every"]
    random = np.random.default_rng([seed, 1])
    adam = torch.optim.Adam(net.parameters(), settings["rate"])
    seen = [read[end - 2 * k : end + 1] for end in range(2 * k, len(read), k)]
    old: Reservoir[torch.Tensor] = Reservoir(settings["buffer"], random)
    for window in seen:
        old.offer(window)

    def learn(loss: torch.Tensor) -> None:
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), settings["clip"])
        adam.step()

    state = None
    for n, end in enumerate(range(k, len(stream), k), 1):
        each, state = errors(net, stream[end - k : end + 1], state)
        yield each.mean().item() / settings["scale"] ** 2
        if treatment == "online":
            learn(each.mean())
        elif treatment == "replay":
            learn((each.mean() + old_loss(net, old.draw())) / 2)
        if n > 1:
            seen.append(stream[end - 2 * k : end + 1])
            old.offer(seen[-1])
        if treatment in ("fine_tuned", "retrained") and n % every == 0:
            among = seen[-every:] if treatment == "fine_tuned" else seen
            for _ in range(every):
                learn(old_loss(net, among[random.integers(len(among))]))


def recovery(errors_by_window: list[float], block: int, margin: float) -> int:
    """Windows after which the mean error of the next `block` windows is below `margin`; all of them if it never is."""
    means = np.convolve(errors_by_window, np.ones(block) / block, "valid")
    below = np.flatnonzero(means < margin)
    return int(below[0]) if len(below) else len(errors_by_window)


def measure(seed: int, settings: dict[str, Any]) -> dict[str, Any]:
    """By treatment the errors by block and in sum, and the baseline's; all treatments meet the same stream."""
    random = np.random.default_rng(seed)
    (first, second), k, block = settings["periods"], settings["k"], settings["block"]
    before, during, after = settings["windows"]
    start, read = begun(seed, settings, random)
    rules = [first] * (before * k + 1) + [second] * (during * k) + [first] * (after * k)  # a first input, then targets
    stream = regimes.draw(rules, settings["r"], settings["B"], random) * settings["scale"]
    steps, rows = settings["held_out"]
    held_out = regimes.draw([first] * steps, settings["r"], rows, random) * settings["scale"]

    made: dict[str, Any] = {}
    for treatment in settings["treatments"]:
        net, by_window, kept = copy.deepcopy(start), [], []
        for n, error in enumerate(follow(treatment, net, stream, read, seed, settings)):
            if n % block == 0:
                with torch.no_grad():
                    kept.append(old_loss(net, held_out).item() / settings["scale"] ** 2)
            by_window.append(error)
        with torch.no_grad():
            kept.append(old_loss(net, held_out).item() / settings["scale"] ** 2)
        blocks = np.reshape(by_window, (-1, block)).mean(1)
        ends = range(block, len(by_window) + 1, block)
        made[treatment] = {
            "error": {str(end): float(error) for end, error in zip(ends, blocks, strict=True)},
            "old_rule": {str(end): error for end, error in zip([0, *ends], kept, strict=True)},
            "recovery": recovery(by_window[before : before + during], block, settings["recovered"]),
            "forgotten": kept[(before + during) // block] - kept[before // block],
            "whole": float(np.mean(by_window)),
        }
    moved = (stream[1:] - stream[:-1]).square().mean(dim=(1, 2)) / settings["scale"] ** 2
    made["last_value"] = {
        "first": moved[: before * k].mean().item(),
        "second": moved[before * k : (before + during) * k].mean().item(),
        "whole": moved.mean().item(),
    }
    return made


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """What `measure` gives, over the seeds."""
    made = []
    for done, seed in enumerate(settings["seeds"], 1):
        made.append(measure(seed, settings))
        recoveries = {name: made[-1][name]["recovery"] for name in settings["treatments"]}
        progress(done / len(settings["seeds"]), f"seed {seed}: recovery {recoveries}")
    return spreads(made)
