"""What is drawn is what `arrays()` says, where it says it, under its own name."""

from functools import cache
from importlib import import_module
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import yaml
from matplotlib.figure import Figure

from scripts.checks.numbers import seeds
from scripts.checks.numbers.tables import Line, fit, words
from scripts.experiments.records.results import DATA
from scripts.figures.freshness import Figures
from tests.figures.drawn import SHIFT, Mark, lines_across, marks, moved, numbers, ticks, titles

FIGURES = Figures()
PLOTS = [name for name in FIGURES.names() if FIGURES.plots(name)]
LISTED = yaml.safe_load(Path(__file__).with_name("drawn.yaml").read_text(encoding="utf-8"))
SCALES = {"thousands": lambda n: 1000 * n, "what is missing to 1": lambda n: 1 - n, "exponents of 10": np.log10}

every_plot = pytest.mark.parametrize("name", PLOTS)
both_widths = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def test_what_is_listed_is_a_figure_that_plots():
    assert {name for part in LISTED.values() for name in part} <= set(PLOTS)


def module(name: str):
    return import_module(FIGURES.module(name))


@cache
def plotted(name: str) -> dict[str, np.ndarray]:
    """The arrays of a figure that can be moved: those of numbers other than 0, by name."""
    arrays = module(name).arrays()
    found = {}
    for key, values in arrays.items() if isinstance(arrays, dict) else ():
        if not isinstance(values, dict | list | tuple) and np.asarray(values).dtype.kind == "f":
            found[key] = np.asarray(values)
    return found


@cache
def base(name: str) -> tuple[list[Mark], list[str]]:
    figure = module(name).draw()
    return marks(figure), titles(figure)


@cache
def what_moves(name: str, key: str, axis: int = 0, at: int | None = None) -> frozenset[int]:
    """The marks that are drawn elsewhere, or otherwise, once an array has moved, or what is `at` a place of an axis."""
    with moved(module(name), module(name).arrays(), key, axis, at):
        now = marks(module(name).draw())
    before, _ = base(name)
    if len(now) != len(before):
        return frozenset(range(len(before)))
    return frozenset(at for at, (one, other) in enumerate(zip(before, now, strict=True)) if one.place != other.place)


def rows(values: np.ndarray) -> list[int | None]:
    """All of an array, and its first and last row that is not 0 throughout."""
    filled = [at for at, row in enumerate(values) if np.any(np.nan_to_num(row, posinf=0))] if values.ndim > 1 else []
    return [None, *dict.fromkeys([filled[0], filled[-1]])] if filled else [None]


@every_plot
def test_what_arrays_returns_is_drawn(name):
    still = {key for key, values in plotted(name).items() for row in rows(values) if not what_moves(name, key, at=row)}
    listed = set(LISTED["not drawn"].get(name, ()))
    assert still - listed == set(), (
        f"{name}: arrays() returns {sorted(still - listed)}, and the drawing stays the same when they move: draw them, "
        "or list them in drawn.yaml with the reason"
    )
    assert listed - still == set(), (
        f"drawn.yaml lists {sorted(listed - still)} of {name}, and they are drawn: take them off"
    )


@cache
def counts_of_seeds(name: str) -> frozenset[int]:
    """How many seeds the records have that a figure reads."""
    return frozenset().union(*(seeds.counts_of(record, DATA) for record in FIGURES.records(name)))


@every_plot
def test_a_mean_over_seeds_moves_with_each_of_them(name):
    """With the first and with the last: so neither of them is drawn in its place, nor one between."""
    alone = LISTED["no means"].get(name, {})
    for key, values in plotted(name).items():
        if isinstance(alone, str) or key in alone or key in LISTED["not drawn"].get(name, ()) or values.ndim < 2:
            continue
        for axis, length in enumerate(values.shape):
            if length in counts_of_seeds(name):
                both = what_moves(name, key, axis, 0) & what_moves(name, key, axis, length - 1)
                kinds = {base(name)[0][at].kind for at in both}
                assert not kinds <= {"points", "FillBetweenPolyCollection", "PolyCollection"}, (
                    f"{name}: no line moves with each of the {length} entries of {key} on axis {axis}: if they are "
                    "seeds, their mean is missing; else list the array under `no means` in drawn.yaml"
                )


@every_plot
def test_names_stand_at_what_moves_with_their_array(name):
    drawn, over = base(name)
    instead = LISTED["named"].get(name, {})
    for one, other in combinations(plotted(name), 2):
        own, others = (what_moves(name, key) for key in (one, other))
        own, others = own - others, others - own
        if own and others:
            panels = [{drawn[at].panel for at in moving} for moving in (own, others)]
            said = [
                " ".join([*(drawn[at].words for at in sorted(moving)), *(over[panel] for panel in here - there)])
                for moving, here, there in ((own, *panels), (others, *reversed(panels)))
            ]
            lines = [
                Line(0, key, words(text), words(instead.get(key, key)))
                for key, text in zip((one, other), said, strict=True)
            ]
            assert fit(*lines) >= 0, (
                f"{name}: with {one!r} moves what is named {said[0]!r}, with {other!r} what is named {said[1]!r}: "
                "swapped? If the names are right, say in drawn.yaml which words stand for the array"
            )


@every_plot
@both_widths
def test_ticks_stand_at_their_values(name, narrow):
    figure = module(name).draw(narrow)
    figure.draw_without_rendering()
    for tick in ticks(figure):
        scale = SCALES.get(LISTED["scales"].get(name, {}).get(tick.axis), float)
        assert tick.place == pytest.approx(scale(tick.number), rel=1e-3, abs=1e-12), (
            f"{name}: {tick.printed} on {tick.axis}"
        )


@every_plot
@both_widths
def test_lines_across_stand_at_numbers_of_the_figure(name, narrow):
    figure = module(name).draw(narrow)
    known = numbers(module(name), FIGURES.records(name))
    for panel, axis, place in lines_across(figure):
        scale = SCALES.get(LISTED["scales"].get(name, {}).get(axis), lambda n: n)
        between_two = place % 1 == 0.5  # rows, columns or steps
        if not between_two and f"{axis} {place:g}" not in LISTED["lines"].get(name, ()):
            assert np.isclose(scale(known), place, rtol=1e-9, atol=1e-12).any(), (
                f"{name}, panel {panel}: a line at {axis} = {place:g}, which is no number of arrays(), of a constant "
                "or of a record that the figure reads"
            )


def made_up(labels=("LSTM", "GRU"), factor=1.0, only=None, level=0.5) -> Figure:
    """A small figure of two networks, and what can be wrong with it."""
    arrays = MadeUp.arrays()
    figure = Figure()
    axes = figure.add_subplot()
    for label, values in zip(labels, (arrays["lstm"], arrays["gru"]), strict=True):
        axes.plot(values.mean(0) if only is None else values[only], label=label)
    axes.set_xticks([0.5, 1.5], ["0.5", f"{1.5 * factor:g}"])
    axes.axhline(level)
    return figure


class MadeUp:
    """Stands for the module of that figure."""

    LEVEL = 0.5

    @staticmethod
    def arrays():
        return {
            "lstm": np.array([[1.0, 2.0, 3.0], [2.0, 3.0, 5.0]]),
            "gru": np.array([[3.0, 1.0, 2.0], [4.0, 2.0, 1.0]]),
        }


def moving(key, seed=None, **wrong):
    before = marks(made_up(**wrong))
    with moved(MadeUp, MadeUp.arrays(), key, at=seed):
        return [one.words for one, now in zip(before, marks(made_up(**wrong)), strict=True) if one.place != now.place]


class TestTheRulesThemselves:
    def test_each_network_moves_its_own_line(self):
        assert 0 < SHIFT[0] < SHIFT[1] < 1
        assert (moving("lstm"), moving("gru")) == (["LSTM"], ["GRU"])

    def test_swapped_labels_move_with_the_other(self):
        swapped = [
            Line(0, key, words(" ".join(moving(key, labels=("GRU", "LSTM")))), words(key)) for key in ("lstm", "gru")
        ]
        assert fit(*swapped) < 0

    def test_a_mean_moves_with_each_seed_and_one_seed_does_not(self):
        assert moving("lstm", 0) == moving("lstm", 1) == ["LSTM"]
        assert (moving("lstm", 0, only=1), moving("lstm", 1, only=1)) == ([], ["LSTM"])

    def test_ticks_off_by_ten(self):
        right, wrong = ([tick for tick in ticks(made_up(factor=by)) if tick.axis == "x"] for by in (1, 10))
        assert [(tick.place, tick.number) for tick in right] == [(0.5, 0.5), (1.5, 1.5)]
        assert [(tick.place, tick.number) for tick in wrong] == [(0.5, 0.5), (1.5, 15.0)]

    def test_a_line_across_is_found_where_it_stands(self):
        assert list(lines_across(made_up(level=0.51))) == [(0, "y", 0.51)]
        assert 0.5 in numbers(MadeUp)
        assert 0.51 not in numbers(MadeUp)
