"""The claim of activation_swap, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q15_activation_functions import activation_swap

SOLVED = 0.01
CLIPPED_WELL = ("tanh", "hard_tanh", "relu_output", "relu", "identity_output", "identity", "hard_gates")


@pytest.fixture
def plotted():
    return activation_swap.arrays()


def solved(plotted, name, panel):
    return int((plotted[f"{name}_{panel}"] < SOLVED).sum())


@pytest.mark.parametrize("name", CLIPPED_WELL)
def test_clipped_most_cells_solve_the_task(plotted, name):
    assert solved(plotted, name, "clipped") >= 4
    assert len(CLIPPED_WELL) > len(activation_swap.CELLS) / 2


def test_clipped_relu_for_both_tanh_is_best_of_all(plotted):
    errors = {name: np.median(plotted[f"{name}_clipped"]) for name in activation_swap.CELLS}
    assert min(errors, key=errors.get) == "relu"


@pytest.mark.parametrize("name", ["sigmoid_candidate", "relu_gates"])
def test_a_sigmoid_candidate_and_relu_gates_never_solve_it(plotted, name):
    assert solved(plotted, name, "clipped") == solved(plotted, name, "free") == 0


@pytest.mark.parametrize("name", ["relu", "relu_identity_start", "relu_output"])
def test_not_clipped_relu_never_does(plotted, name):
    assert solved(plotted, name, "free") == 0


def test_on_500_steps_hard_gates_and_relu_have_the_smallest_errors(plotted):
    errors = {name: np.median(plotted[f"{name}_longer"]) for name in activation_swap.CELLS}
    assert sorted(errors, key=errors.get)[:2] == ["hard_gates", "relu"]
    assert errors["relu"] < plotted["baseline"] / 3
