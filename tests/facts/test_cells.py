"""Every cell of the tables is what the library does: a probe runs it, and its value is that of the table."""

from importlib import import_module

import pytest

from scripts.facts.libraries import LIBRARIES
from tests.facts.probes import FLAX, KERAS, ONNX, TORCH

WHERE = {
    "pytorch": ["weights", "dropout", "states", "padding", "arguments"],
    "keras_layers": ["weights", "dropout", "states", "arguments"],
    "onnx_operators": ["weights", "states"],
    "flax_cells": ["weights", "states"],
}
for room, modules in WHERE.items():
    for module in modules:
        import_module(f"tests.facts.{room}.{module}")

PROBES = {"torch": TORCH.of, "keras": KERAS.of, "onnx": ONNX.of, "flax": FLAX.of}
RUN = [(library, name) for library in LIBRARIES for name, cell in library.cells.items() if not cell.documented]


def same(one, other) -> bool:
    """Whether two values are the same: 1 is not True, and 2 is 2.0 only where the table says 2.0."""
    return type(one) is type(other) and one == other


def hold(library, name: str, cell, found) -> None:
    assert same(cell.value, found), (
        f"{library.name}.{name}: the table says {cell.value!r}, {library.title} {library.version} gives {found!r}; "
        f"correct scripts/facts, and every page that claims it"
    )


@pytest.mark.parametrize(("library", "name"), RUN, ids=[f"{library.name}.{name}" for library, name in RUN])
def test_a_cell_is_what_the_library_does(library, name):
    assert name in PROBES[library.name], f"{library.name}.{name} has no probe in tests/facts: nothing runs it"
    hold(library, name, library.cells[name], PROBES[library.name][name]())
