"""Which run of the reference code the names of a formula stand for: one table for each module or function."""

from collections.abc import Callable
from functools import cache

import numpy as np

from scripts.checks.formulas.equations.evaluate import Table
from scripts.checks.formulas.equations.tables import lstm, plain

DRAWS = 2
# By module, and by function where two of a module need different tables.
TABLES: dict[str, Callable[[np.random.Generator], Table]] = {
    "lstm": lstm.table,
    "bptt": lstm.table,
    "contributions": lstm.table,
    "jacobian": lstm.table,
    "plain": plain.table,
}


def key_of(function: str) -> str | None:
    """The table of `lstm.step`: its own, else that of its module; None where there is none."""
    return next((key for key in (function, function.partition(".")[0]) if key in TABLES), None)


@cache
def draws(key: str, held: tuple[tuple[str, float], ...] = ()) -> tuple[Table, ...]:
    """The draws of a table, made once."""
    make = TABLES[key]
    seeds = [np.random.default_rng([seed, *key.encode()]) for seed in range(DRAWS)]
    return tuple(make(rng, dict(held)) if held else make(rng) for rng in seeds)
