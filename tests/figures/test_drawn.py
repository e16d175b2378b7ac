"""What is drawn is what `arrays()` says, where it says it, under its own name."""

from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import yaml
from matplotlib.figure import Figure

from scripts.checks.numbers import seeds
from scripts.experiments.records.results import DATA
from scripts.figures.freshness import Figures
from tests.figures.artists import lines_across
from tests.figures.drawn import SHIFT, Mark, cut_off, leaves, marks, moved, numbers
from tests.figures.names import across, axes_of, nearest, placed, plain
from tests.figures.ticks import ticks

FIGURES = Figures()
PLOTS = [name for name in FIGURES.names() if FIGURES.plots(name)]
LISTED = yaml.safe_load(Path(__file__).with_name("drawn.yaml").read_text(encoding="utf-8"))
NAMED = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text(encoding="utf-8"))
SCALES = {"thousands": lambda n: 1000 * n, "what is missing to 1": lambda n: 1 - n, "exponents of 10": np.log10}

every_plot = pytest.mark.parametrize("name", PLOTS)
both_widths = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def test_what_is_listed_is_a_figure_that_plots():
    assert {name for part in LISTED.values() for name in part} <= set(PLOTS)


def module(name: str):
    return import_module(FIGURES.module(name))


@cache
def plotted(name: str) -> dict[str, np.ndarray]:
    """The arrays of a figure whose values are no whole numbers, by name."""
    arrays = module(name).arrays()
    found = leaves(arrays) if isinstance(arrays, dict) else ()
    return {key: values for key, values in found if values.dtype.kind == "f" and "/" not in key}


@cache
def base(name: str) -> list[Mark]:
    return marks(module(name).draw())


@cache
def what_moves(name: str, key: str, axis: int = 0, at: int | None = None) -> frozenset[int]:
    """The marks that are drawn elsewhere, or otherwise, once an array has moved, or what is `at` a place of an axis."""
    with moved(module(name), module(name).arrays(), key, axis, at):
        now = marks(module(name).draw())
    before = base(name)
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
                kinds = {base(name)[at].kind for at in both}
                assert not kinds <= {"points", "FillBetweenPolyCollection", "PolyCollection"}, (
                    f"{name}: no line moves with each of the {length} entries of {key} on axis {axis}: if they are "
                    "seeds, their mean is missing; else list the array under `no means` in drawn.yaml"
                )


def told(name: str) -> dict[str, str]:
    """By array, the names of what moves with it; by text that never moves, what is nearest; and lines that stay."""
    found, moves = {}, {}
    arrays = module(name).arrays()
    for key, _ in leaves(arrays) if isinstance(arrays, dict) else ():
        with suppress(IndexError, TypeError, ValueError):  # it is an order, or the place of another
            moves[key] = what_moves(name, key)
    lines = {at for at, mark in enumerate(base(name)) if mark.kind == "Line2D"}
    own = {key: moving for key, moving in moves.items() if not moving >= lines or len(lines) == 1}
    for key, moving in moves.items():
        if names := [
            each
            for each in dict.fromkeys(base(name)[at].name for at in sorted(moving) if base(name)[at].kind != "tick")
            if each
        ]:
            found[key] = "; ".join(names) if key in own else "all lines"
    moving, figure = frozenset().union(*moves.values()), module(name).draw()
    stay = [at for at in range(len(base(name))) if at not in moving]
    for text, at in nearest(figure, stay):
        if movers := [key for key in own if at in own[key]]:
            found[f"beside {text}"] = "; ".join(movers)
    still = [line for at, line in across(figure) if at not in moving]
    titled = [plain(title) for axes in figure.axes if (title := axes.get_title() or axes.get_title("left"))]
    words = {
        "lines that stay": still,
        "texts that stay": [*placed(figure, stay)],
        "axes": [*axes_of(figure)],
        "titles": titled,
    }
    return found | {what: "; ".join(said) for what, said in words.items() if said}


@every_plot
def test_each_array_is_drawn_under_its_name(name):
    now = told(name)
    shown = yaml.safe_dump({name: now}, allow_unicode=True, sort_keys=False, width=118)
    changed = [key for key in {**NAMED.get(name, {}), **now} if NAMED.get(name, {}).get(key) != now.get(key)]
    assert not changed, (
        f"{name}: {changed} now move or stand under other names than names.yaml says. If a reader of the figure "
        f"finds each array under its own name, write there:\n{shown}"
    )


def test_names_are_of_figures_that_plot():
    assert set(NAMED) <= set(PLOTS)


@every_plot
@both_widths
def test_all_that_is_drawn_stands_within_its_panel(name, narrow):
    cut = set(cut_off(module(name).draw(narrow)))
    listed = LISTED["cut off"].get(name)
    assert not cut or listed, (
        f"{name}: {sorted(cut)} go on outside the panel: widen the limits, or list it in drawn.yaml"
    )
    assert cut or not listed, f"drawn.yaml lists {name} as cut off, and all of it is within: take it off"


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
    for label, values, colour in zip(labels, (arrays["lstm"], arrays["gru"]), ("red", "blue"), strict=True):
        axes.plot(values.mean(0) if only is None else values[only], label=label, color=colour)
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
        return [one.name for one, now in zip(before, marks(made_up(**wrong)), strict=True) if one.place != now.place]


class TestTheRulesThemselves:
    def test_each_network_moves_its_own_line(self):
        assert 0 < SHIFT[0] < SHIFT[1] < 1
        assert (moving("lstm"), moving("gru")) == (["LSTM"], ["GRU"])

    def test_swapped_labels_move_with_the_other(self):
        assert [moving(key, labels=("GRU", "LSTM")) for key in ("lstm", "gru")] == [["GRU"], ["LSTM"]]

    def test_a_mean_moves_with_each_seed_and_one_seed_does_not(self):
        assert moving("lstm", 0) == moving("lstm", 1) == ["LSTM"]
        assert (moving("lstm", 0, only=1), moving("lstm", 1, only=1)) == ([], ["LSTM"])

    def test_ticks_off_by_ten(self):
        right, wrong = ([tick for tick in ticks(made_up(factor=by)) if tick.axis == "x"] for by in (1, 10))
        assert [(tick.place, tick.number) for tick in right] == [(0.5, 0.5), (1.5, 1.5)]
        assert [(tick.place, tick.number) for tick in wrong] == [(0.5, 0.5), (1.5, 15.0)]

    def test_a_name_is_a_label_or_what_is_written_in_the_colour(self):
        figure = made_up(labels=("", "GRU"))
        (axes,) = figure.axes
        assert [mark.name for mark in marks(figure)][:2] == ["", "GRU"]
        axes.text(1, 2, "LSTM 0.95", color=axes.lines[0].get_color())
        assert [mark.name for mark in marks(figure)][:2] == ["LSTM …", "GRU"]

    @pytest.mark.parametrize(("y", "line"), [(1.6, 0), (3.4, 1)])
    def test_a_text_stands_beside_the_nearest_line(self, y, line):
        figure = made_up()
        (axes,) = figure.axes
        axes.text(0.02, y, "LSTM", color=axes.lines[0].get_color())
        axes.text(1.9, 3.9, "7")
        assert list(nearest(figure, range(len(marks(figure))))) == [("text LSTM", line)]

    def test_one_leaf_of_nested_arrays_moves(self):
        arrays = {"at": {"lstm": np.ones(2), "gru": np.ones(2)}, "words": ["a"]}
        module = SimpleNamespace(arrays=lambda: arrays)
        assert [key for key, _ in leaves(arrays)] == ["at/lstm", "at/gru"]
        with moved(module, arrays, "at/gru"):
            assert module.arrays()["at"]["lstm"].tolist() == [1, 1]
            assert (module.arrays()["at"]["gru"] > 1.2).all()
            assert module.arrays()["words"] == ["a"]

    def test_what_is_written_at_the_axes(self):
        figure = made_up()
        (axes,) = figure.axes
        axes.set_xlabel("weeks ahead")
        axes.set_yticks([1, 2], ["mask", "2"])
        assert list(axes_of(figure)) == ["x: weeks ahead", "y:  [mask]"]

    def test_what_goes_on_outside_its_panel(self):
        figure = made_up()
        assert list(cut_off(figure)) == []
        figure.axes[0].set_xlim(0, 1)
        assert list(cut_off(figure)) == ["LSTM", "GRU"]

    def test_a_line_across_is_found_where_it_stands(self):
        assert across(made_up(level=0.51)) == [(2, "y = 0.51")]
        assert list(lines_across(made_up(level=0.51))) == [(0, "y", 0.51)]
        assert 0.5 in numbers(MadeUp)
        assert 0.51 not in numbers(MadeUp)
