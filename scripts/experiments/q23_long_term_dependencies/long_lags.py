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
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn

from scripts.experiments.q23_long_term_dependencies.holding_times import gradient_left, half_lives, held, latched
from scripts.experiments.q23_long_term_dependencies.lag_helpers import HELPS, Lesson, network
from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.tasks import copying, held_out
from scripts.experiments.training import races

QUESTION = "Across which lags does an LSTM learn to hold a symbol, with which help, and do its forget gates hold it?"
SETTINGS = {
    "seeds": [0, 1, 2],
    "lags": [50, 100, 200, 400],
    "help": list(HELPS),
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


class Learned(NamedTuple):
    """One training."""

    network: nn.Module
    run: races.Run
    steps: int  # time steps read
    longest: int  # the longest lag that was shown


def learn(helped: str, lag: int, rate: float, seed: int, settings: dict) -> Learned:
    """Train one network with one of the helps."""
    net = network(helped, lag, seed, settings)
    lesson = Lesson(helped, net, lag, torch.Generator().manual_seed(seed), settings)
    test = copying.draw(1, lag, settings["test_sequences"], held_out.generator(lag))
    run = races.race(
        net,
        lesson.loss,
        lambda: copying.share_right(net(test.x), test),
        settings | {"rate": rate},
        each_update=lesson.go_on,
    )
    return Learned(net, run, lesson.steps, lesson.now)


def outcome(learned: list[Learned], settings: dict) -> dict[str, Any]:
    """What `races.outcome` says, and after how many time steps each seed solved the task, and its longest lag."""
    made = races.outcome([one.run for one in learned], settings)
    needed = made["updates_until_solved"]
    return made | {
        "steps_until_solved": [one.steps if n is not None else None for one, n in zip(learned, needed, strict=True)],
        "longest_lag_shown": [one.longest for one in learned],
    }


def tuned(helped: str, settings: dict) -> tuple[float, dict[str, dict[str, Any]]]:
    """The best rate at the tuning lag, on seeds of its own; and what came of each, which two seeds give no spread."""
    tuning, learned = settings["tuning"], {}

    def runs_at(rate: float) -> list[races.Run]:
        learned[rate] = [learn(helped, tuning["lag"], rate, seed, settings) for seed in tuning["seeds"]]
        return [one.run for one in learned[rate]]

    best = races.best_rate(tuning["rates"], runs_at, settings)
    values = best.as_values(settings)
    return best.rate, {
        str(rate): outcome(runs, settings) | {"right": values[str(rate)]["right"]} for rate, runs in learned.items()
    }


def memory(helped: str, trained: list[nn.Module], settings: dict) -> dict[str, Any]:
    """What the networks of all seeds, trained at the studied lag, hold, and the half-lives of their units."""
    lag, longest = settings["studied"]["lag"], settings["studied"]["held"][-1]
    untrained = [network(helped, lag, seed, settings) for seed in settings["seeds"]]
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
    results: dict[str, Any] = {"guess": 1 / copying.SYMBOLS}
    for n, helped in enumerate(settings["help"]):
        rate, tuning = tuned(helped, settings)
        weights = sum(p.numel() for p in network(helped, settings["studied"]["lag"], 0, settings).parameters())
        results[helped] = {"parameters": weights, "rate": rate, "tuning": tuning, "lags": {}}
        for m, lag in enumerate(settings["lags"]):
            learned = [learn(helped, lag, rate, seed, settings) for seed in settings["seeds"]]
            results[helped]["lags"][str(lag)] = made = outcome(learned, settings)
            if lag == settings["studied"]["lag"] and helped in settings["studied"]["help"]:
                results[helped]["memory"] = memory(helped, [one.network for one in learned], settings)
            share = (n + (m + 1) / len(settings["lags"])) / len(settings["help"])
            progress(share, f"{helped}, rate {rate}, lag {lag}: {made['updates_until_solved']}")
            if m and not made["solved"]:
                break
    return results
