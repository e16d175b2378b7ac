"""Axes are named after quantities of a table, `quantities.yaml`, and what is drawn has values that these can have."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import yaml
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from scripts.figures.freshness import Figures
from tests.figures.ticks import ticks

FIGURES = Figures()
PLOTS = [name for name in FIGURES.names() if FIGURES.plots(name)]
QUANTITIES = yaml.safe_load(Path(__file__).with_name("quantities.yaml").read_text(encoding="utf-8"))
# What names no quantity, with the reason.
UNNAMED = {"gradient_surgery": "two directions in the plane of two weights"}
BEYOND = 0.08  # of the distance between a quantity's ends: dots that were moved aside may lie so far beyond them


def quantity(name: str) -> str | None:
    """The quantity that the name of an axis says: the longest one of the table that stands in it."""
    plain = f" {' '.join(name.lower().split())} "
    inside = [known for known in QUANTITIES if re.search(rf"(?<!\w){re.escape(known)}(?!\w)", plain)]
    return max(inside, key=len, default=None)


def named(figure: Figure, axes: Axes, axis: str) -> list[str]:
    """What may name a scale, the nearest first: its own label, a title, the label of another panel or of the figure."""
    label = {"x": Axes.get_xlabel, "y": Axes.get_ylabel}[axis]
    title = " ".join(axes.get_title(place) for place in ("left", "center", "right"))
    others = [label(other) for other in figure.axes]
    whole = {"x": figure.get_supxlabel, "y": figure.get_supylabel}[axis]()
    above = [" ".join(other.get_title(place) for place in ("left", "center", "right")) for other in figure.axes]
    return [label(axes), *([title] if axis == "y" else []), whole, *others, title, *above]


def scales(figure: Figure) -> Iterator[tuple[Axes, str]]:
    """The axes of a figure with numbers at their ticks that stand there, and not one behind the other."""
    found = dict.fromkeys((tick.panel, tick.axis) for tick in ticks(figure))
    yield from ((figure.axes[panel], axis) for panel, axis in found if figure.axes[panel].axison)


def wrong(figure: Figure) -> list[str]:
    """What is wrong with the names of a figure's axes, and with the values beside them."""
    found = []
    for axes, axis in scales(figure):
        said = [name for name in named(figure, axes, axis) if name.strip()]
        known = next((known for name in said if (known := quantity(name))), None)
        if known is None:
            found.append(f"{axis}: {' / '.join(dict.fromkeys(said)) or 'no name'}, which quantities.yaml does not know")
            continue
        low, high = QUANTITIES[known].get("from", -np.inf), QUANTITIES[known].get("to", np.inf)
        beyond = BEYOND * (high - low) if np.isfinite([low, high]).all() else 0
        lines = [line for line in axes.lines if line.get_transform().contains_branch(axes.transData)]
        values = np.concatenate([np.ravel(line.get_xydata()[:, int(axis == "y")]) for line in lines] or [[]]).astype(
            float
        )
        out = values[np.isfinite(values) & ((values < low - beyond) | (values > high + beyond))]
        if out.size:
            found.append(f"{axis}: {known} is from {low} to {high}, and {out[0]:.4g} is drawn")
    return found


@cache
def drawn(name: str) -> Figure:
    figure = import_module(FIGURES.module(name)).draw()
    figure.draw_without_rendering()
    return figure


@pytest.mark.parametrize("name", PLOTS)
def test_axes_are_named_after_what_is_drawn(name):
    found = wrong(drawn(name))
    if name in UNNAMED:
        assert found, f"{name} has names that are known: take it out of UNNAMED"
        return
    assert not found, f"{name}: {'; '.join(found)}; name the axis by its quantity, or add that to quantities.yaml"


def test_every_quantity_has_its_unit():
    assert all(entry["unit"] for entry in QUANTITIES.values())


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("share right, trained", "share"),
        ("test error (mean squared)", "error"),
        ("length, output to truth", "length, output to truth"),
        ("steps back, k", "steps"),
        ("sharing", None),
    ],
)
def test_the_longest_known_words_count(name, known):
    assert quantity(name) == known


@pytest.mark.parametrize(
    ("height", "values", "count"),
    [
        ("share right", [0.2, 1.0, 0.5], 0),
        ("accuracy", [0.9, 1.6, 2.4], 1),  # a loss
        ("cosine of the gradients", [-0.9, 0.1, 0.4], 0),
        ("loss", [0.4, -0.2, 0.1], 1),
        ("charm", [0.1, 0.2, 0.3], 1),
        ("", [0.1, 0.2, 0.3], 1),
    ],
)
def test_unknown_names_and_impossible_values_are_found(height, values, count):
    figure = Figure()
    axes = figure.add_subplot(xlabel="steps", ylabel=height, ylim=(-1, 3))
    axes.plot([1, 2, 4], values)
    figure.draw_without_rendering()
    assert len(wrong(figure)) == count
