"""Races: how many updates a network needs until it solves a task, at a rate that is tuned on other seeds.

What is `solved` is a share of test answers that are right. Settings name it, the most `updates`, and after how many
updates each look at the test comes (`check_every`).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import torch
from torch import nn

from scripts.experiments.records.spread import rounded, spread
from scripts.experiments.training.fit import fit


class Run(NamedTuple):
    """How one training ended."""

    right: float  # the share of the test answers
    updates: int  # made


def race(
    network: nn.Module,
    loss_of_a_batch: Callable[[], torch.Tensor],
    share_right: Callable[[], float],
    settings: dict[str, Any],
    each_update: Callable[[float], None] = lambda loss: None,
) -> Run:
    """Train until the share right is `solved` at one of the looks, or until the updates are used up.

    `each_update(loss)` is called after every update, with the loss before it.
    """
    right = 0.0

    def check(n: int, loss: float) -> bool:
        nonlocal right
        each_update(loss)
        if n % settings["check_every"] and n != settings["updates"]:
            return False
        with torch.no_grad():
            right = share_right()
        return right >= settings["solved"]

    updates = fit(network, loss_of_a_batch, settings, check)
    return Run(right, updates)


def until_solved(runs: Iterable[Run], settings: dict[str, Any]) -> list[int | None]:
    """The updates that each run needed, None where it did not solve the task."""
    return [run.updates if run.right >= settings["solved"] else None for run in runs]


def outcome(runs: Sequence[Run], settings: dict[str, Any]) -> dict[str, Any]:
    """Over the seeds: the shares right, how many solved the task, and after how many updates."""
    needed = until_solved(runs, settings)
    return {
        "right": spread([run.right for run in runs]),
        "solved": sum(n is not None for n in needed),
        "updates_until_solved": needed,
    }


class Tuned(NamedTuple):
    """The best of the rates that were tried, and the runs with each."""

    rate: float
    tried: dict[float, list[Run]]

    def as_values(self, settings: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """By rate what `outcome` says, with values in place of a spread: two seeds choose a rate and have none."""
        return {
            str(rate): outcome(runs, settings) | {"right": [rounded(run.right) for run in runs]}
            for rate, runs in self.tried.items()
        }


def best_rate(rates: Iterable[float], runs_at: Callable[[float], list[Run]], settings: dict[str, Any]) -> Tuned:
    """The rate that solves the task with most runs, then soonest, then is right most often."""
    tried = {rate: runs_at(rate) for rate in rates}
    return Tuned(min(tried, key=lambda rate: rank(tried[rate], settings)), tried)


def rank(runs: Sequence[Run], settings: dict[str, Any]) -> tuple[float, float, float]:
    """Orders rates by their runs, the best lowest; an unsolved run counts with all its updates."""
    needed = until_solved(runs, settings)
    soon = sum(settings["updates"] if n is None else n for n in needed)
    return -sum(n is not None for n in needed), soon, -sum(run.right for run in runs)


def by_lag(
    lags: Iterable[int], outcome_at: Callable[[int], dict[str, Any]], least_solved: int = 1
) -> dict[str, dict[str, Any]]:
    """The outcome at each lag, from the shortest, up to the first that fewer than `least_solved` runs have solved."""
    made: dict[str, dict[str, Any]] = {}
    for lag in sorted(lags):
        made[str(lag)] = outcome_at(lag)
        if sum(n is not None for n in made[str(lag)]["updates_until_solved"]) < least_solved:
            break
    return made
