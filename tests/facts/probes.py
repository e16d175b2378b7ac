"""Probes: functions that run a library and give the value of a cell, in the words of the tables."""

import inspect
from collections.abc import Callable
from typing import Any

from scripts.facts.cell import Value


class Probes:
    """The probes of one library, by the name of their cell."""

    def __init__(self) -> None:
        self.of: dict[str, Callable[[], Value]] = {}

    def __call__(self, *names: str) -> Callable:
        """Register a function under the name of its cell; one for several cells gets the name as its argument."""

        def register(probe: Callable) -> Callable:
            for name in names:
                assert name not in self.of, f"two probes of {name}"
                self.of[name] = (lambda name=name: probe(name)) if inspect.signature(probe).parameters else probe
            return probe

        return register

    def default(self, name: str, function: Callable, argument: str | None = None) -> None:
        """Register the default of an argument, named as the cell's last part if not said."""
        parameters = inspect.signature(function).parameters
        self.of[name] = lambda: parameters[argument or name.rpartition(".")[2]].default


TORCH, KERAS, ONNX, FLAX = Probes(), Probes(), Probes(), Probes()


def seen(found: Any, words: dict[Any, Value]) -> Value:
    """The words for what was found; what nobody expected is told as it is."""
    return words.get(found, f"something else: {found}")
