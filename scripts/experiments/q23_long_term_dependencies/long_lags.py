"""Across which lags an LSTM learns to hold one symbol, by what it is helped with, and by what it holds it then.

Each help (see `lag_helpers`) has the better of two rates, found across 50 blanks on seeds that are not measured. A
training ends when the share `solved` of the test sequences is right, or when the updates are used up. The first two
lags are tried with every help; a longer one only where a seed has solved the one before. The baseline guesses: one
symbol of eight.

`memory` looks at the networks trained across `studied` blanks: the half-lives of their units, before and after, and
whether they hold each of the eight symbols across lags far longer than any they were trained on. There is nothing
random in those: the eight sequences are all there are.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from scripts.experiments.q23_long_term_dependencies.holding_times import gradient_left, half_lives, held, latched
from scripts.experiments.q23_long_term_dependencies.lag_helpers import HELP, Lesson, network
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import copying
from scripts.experiments.training.fit import fit

QUESTION = "Across which lags does an LSTM learn to hold a symbol, with which help, and do its forget gates hold it?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "lags": [50, 100, 200, 400],
    "help": list(HELP),
    "H": 32,
    "chrono": 1.5,  # times the lag is T_max
    "curriculum": {"from": 10, "below": 0.1, "times": 1.1},
    "tuning": {"rates": [0.003, 0.01], "seeds": [100, 101], "lag": 50},
    "updates": 600,
    "batch": 32,
    "clip": 1.0,
    "solved": 0.99,
    "check_every": 25,
    "test_sequences": 250,
    "studied": {
        "lag": 100,
        "gone": 0.001,  # less of a write left than this, and it is not the gates that hold it
        "help": ["bias_1", "chrono", "curriculum", "auxiliary"],
        "held": [10, 100, 400, 1600, 6400],
    },
}
TEST_SEED = 1_000_000  # no training seed draws the test sequences


def learn(help_: str, lag: int, rate: float, seed: int, settings: dict) -> tuple[nn.Module, dict[str, Any]]:
    """Train one network; return it, its share right, the updates made, the time steps read, the longest lag."""
    net = network(help_, lag, seed, settings)
    lesson = Lesson(help_, net, lag, torch.Generator().manual_seed(seed), settings)
    test = copying.draw(1, lag, settings["test_sequences"], torch.Generator().manual_seed(TEST_SEED + lag))
    right = 0.0

    def check(n: int, loss: float) -> bool:
        nonlocal right
        lesson.go_on(loss)
        if n % settings["check_every"] and n != settings["updates"]:
            return False
        with torch.no_grad():
            right = (net(test.x)[-1].argmax(dim=-1) == test.y[0]).double().mean().item()
        return right >= settings["solved"]

    updates = fit(net, lesson.loss, settings | {"rate": rate}, check)
    return net, {"right": right, "updates": updates, "steps": lesson.steps, "longest": lesson.now}


def outcome(runs: list[dict[str, Any]], settings: dict) -> dict[str, Any]:
    """Over seeds: the shares right, how many solved it, after how many updates and steps, and the longest lag shown."""
    solved = [run["right"] >= settings["solved"] for run in runs]
    return {
        "right": spread([run["right"] for run in runs]),
        "solved": sum(solved),
        "updates_until_solved": [run["updates"] if done else None for run, done in zip(runs, solved, strict=True)],
        "steps_until_solved": [run["steps"] if done else None for run, done in zip(runs, solved, strict=True)],
        "longest_lag_shown": [run["longest"] for run in runs],
    }


def best_rate(help_: str, settings: dict) -> tuple[float, dict[str, dict]]:
    """The rate with which most tuning seeds solve, then soonest, then are right most often; and what came of each."""
    tuning = settings["tuning"]
    tried = {}
    for rate in tuning["rates"]:
        runs = [learn(help_, tuning["lag"], rate, seed, settings)[1] for seed in tuning["seeds"]]
        tried[rate] = outcome(runs, settings)

    def rank(rate: float) -> tuple[float, float, float]:
        made = tried[rate]
        updates = [n or settings["updates"] for n in made["updates_until_solved"]]
        return -made["solved"], sum(updates), -made["right"]["mean"]

    # Two seeds choose a rate; they are too few for a spread.
    return min(tried, key=rank), {str(rate): made | {"right": made["right"]["values"]} for rate, made in tried.items()}


def memory(help_: str, trained: list[nn.Module], settings: dict) -> dict[str, Any]:
    """What the networks of all seeds, trained at the studied lag, hold, and the half-lives of their units."""
    lag, longest = settings["studied"]["lag"], settings["studied"]["held"][-1]
    untrained = [network(help_, lag, seed, settings) for seed in settings["seeds"]]
    before = [half_lives(net, lag)[0] for net in untrained]
    after = [half_lives(net, lag)[0] for net in trained]
    by_symbol = [half_lives(net, longest)[1].max(axis=1) for net in trained]  # (8,): the unit that lasts longest
    kept = {k: [held(net, k) for net in trained] for k in settings["studied"]["held"]}
    return {
        **{
            f"{when}_{name}": spread([how(lives) for lives in units])
            for when, units in (("before", before), ("after", after))
            for name, how in (("longest", np.max), ("median", np.median), ("over_lag", lambda x: (x > lag).sum()))
        },
        "units": {
            when: [[rounded(float(v)) for v in lives] for lives in units]
            for when, units in (("before", before), ("after", after))
        },
        "by_symbol": [[rounded(float(v)) for v in lives] for lives in by_symbol],
        "shortest_symbol": spread([lives.min() for lives in by_symbol]),
        "held": {str(k): spread([np.mean(symbols) for symbols in networks]) for k, networks in kept.items()},
        "held_at_longest": kept[longest],
        "gradient_left": spread([gradient_left(net, lag, lag // 2) for net in trained]),
        "latched": spread(
            [
                latched(lives, now, longest, settings["studied"]["gone"])
                for lives, now in zip(by_symbol, kept[longest], strict=True)
            ]
        ),
    }


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each help its weights, its rate, its outcome by lag, and the memory of the networks that are studied."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        results: dict[str, Any] = {"guess": 1 / copying.SYMBOLS}
        for n, help_ in enumerate(settings["help"]):
            rate, tuning = best_rate(help_, settings)
            weights = sum(p.numel() for p in network(help_, settings["studied"]["lag"], 0, settings).parameters())
            results[help_] = {"parameters": weights, "rate": rate, "tuning": tuning, "lags": {}}
            for m, lag in enumerate(settings["lags"]):
                runs = [learn(help_, lag, rate, seed, settings) for seed in settings["seeds"]]
                results[help_]["lags"][str(lag)] = made = outcome([run for _, run in runs], settings)
                if lag == settings["studied"]["lag"] and help_ in settings["studied"]["help"]:
                    results[help_]["memory"] = memory(help_, [net for net, _ in runs], settings)
                share = (n + (m + 1) / len(settings["lags"])) / len(settings["help"])
                progress(share, f"{help_}, rate {rate}, lag {lag}: {made['updates_until_solved']}")
                if m and not made["solved"]:
                    break
        return results
    finally:
        torch.set_num_threads(threads)
