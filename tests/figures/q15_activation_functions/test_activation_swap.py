"""The claim of activation_swap, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.q15_activation_functions import activation_swap as experiment
from scripts.figures import kit
from scripts.figures.q15_activation_functions import activation_swap
from tests.figures.says import says

CLIPPED = "Clipped, most cells solve the task, ReLU for both tanh best of all; not a σ candidate, not ReLU gates."

SOLVED = 0.01
CLIPPED_WELL = ("tanh", "hard_tanh", "relu_output", "relu", "identity_output", "identity", "hard_gates")


@pytest.fixture
def plotted():
    return activation_swap.arrays()


def solved(plotted, name, panel):
    return int((plotted[f"{name}_{panel}"] < SOLVED).sum())


@says(activation_swap, CLIPPED)
@pytest.mark.parametrize("name", CLIPPED_WELL)
def test_clipped_most_cells_solve_the_task(plotted, name):
    assert solved(plotted, name, "clipped") >= 4
    assert len(CLIPPED_WELL) > len(activation_swap.CELLS) / 2


@says(activation_swap, CLIPPED)
def test_clipped_relu_for_both_tanh_is_best_of_all(plotted):
    errors = {name: np.median(plotted[f"{name}_clipped"]) for name in activation_swap.CELLS}
    assert min(errors, key=errors.get) == "relu"


@says(activation_swap, CLIPPED)
@pytest.mark.parametrize("name", ["sigmoid_candidate", "relu_gates"])
def test_a_sigmoid_candidate_and_relu_gates_never_solve_it(plotted, name):
    assert solved(plotted, name, "clipped") == solved(plotted, name, "free") == 0


@says(activation_swap, "Not clipped, no seed with ReLU for both does.")
@pytest.mark.parametrize("name", ["relu", "relu_identity_start", "relu_output"])
def test_not_clipped_relu_never_does(plotted, name):
    assert solved(plotted, name, "free") == 0


@says(activation_swap, "On 500 steps hard gates and ReLU have the smallest errors.")
def test_on_500_steps_hard_gates_and_relu_have_the_smallest_errors(plotted):
    errors = {name: np.median(plotted[f"{name}_longer"]) for name in activation_swap.CELLS}
    assert sorted(errors, key=errors.get)[:2] == ["hard_gates", "relu"]
    settings = kit.settings("activation_swap")
    assert settings.T * settings.longer == 500
    assert errors["relu"] < plotted["baseline"] / 3


@says(activation_swap, "The line is the error of always answering the mean.")
def test_the_line_is_the_variance_of_the_sum_of_two_numbers_between_0_and_1(plotted):
    assert plotted["baseline"] == pytest.approx(2 * (1 / 12))
    for panel in activation_swap.draw().axes:
        (line,) = (line for line in panel.lines if line.get_linestyle() == "-")
        assert list(line.get_xdata()) == 2 * [plotted["baseline"]]


@says(activation_swap, "Each dot is a seed; an arrow is off the scale or no longer finite.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_dot_is_a_seed_and_what_is_off_the_scale_an_arrow(plotted, narrow):
    panels = activation_swap.draw(narrow).axes
    labels = dict(zip(panels[0].get_yticks(), (t.get_text() for t in panels[0].get_yticklabels()), strict=True))
    for panel, regime in zip(panels, activation_swap.PANELS, strict=True):
        dots, arrows = ([line for line in panel.lines if (line.get_marker() == ">") == arrow] for arrow in (0, 1))
        for name, dot, arrow in zip(activation_swap.CELLS, dots[1:], arrows, strict=True):
            errors = plotted[f"{name}_{regime}"]
            shown = errors < panel.get_xlim()[1]
            assert len(errors) == len(dot.get_xdata()) + len(arrow.get_xdata()) == 5
            np.testing.assert_array_equal(dot.get_xdata(), errors[errors <= activation_swap.OFF])
            assert np.sum(~np.isfinite(errors) | ~shown) <= len(arrow.get_xdata())
            heights = [*dot.get_ydata(), *arrow.get_ydata()]
            assert {labels[round(y)] for y in heights} == {activation_swap.CELLS[name][0]}


@says(activation_swap, "Cells are named by what differs from tanh and σ.")
def test_the_names_say_what_differs_from_the_plain_cell():
    words = {"hard_tanh": "hard tanh", "sigmoid": "σ", "hard_sigmoid": "hard σ", "relu": "ReLU"}
    plain = experiment.CELLS["tanh"]
    assert plain == ("sigmoid", "tanh", "tanh")
    for cell, (label, *_) in activation_swap.CELLS.items():
        used = experiment.CELLS[cell]
        changed = {part: name for part, name in used._asdict().items() if name != getattr(plain, part)}
        match changed:
            case {} if not changed:
                said = "tanh and σ"
            case {"candidate": "identity", "output": "identity"}:
                said = "no tanh at all"
            case {"output": "identity"}:
                said = "no output tanh"
            case {"candidate": name, "output": other} if name == other:
                said = f"{words[name]}, both"
            case {"gate": name}:
                said = f"{words[name]} gates"
            case _:
                ((part, name),) = changed.items()
                said = f"{words[name]} {part}"
        assert label == ("… identity start" if cell == "relu_identity_start" else said)
