"""The claims of forget_stream, on the arrays that it plots and on what is drawn."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q03_forget_gate import forget_stream
from tests.figures.says import says


@says(
    forget_stream,
    "With the forget gate fixed at 1 it grows tenfold, into the hundreds; with a learned gate it stays as it is.",
)
@pytest.mark.parametrize("task", forget_stream.TASKS)
def test_the_cell_grows_tenfold_only_where_the_gate_is_fixed_at_one(task):
    plotted = forget_stream.arrays()
    fixed, learned = plotted[f"{task}_fixed_at_one"], plotted[f"{task}_learned"]
    assert fixed[:, 1] / fixed[:, 0] == pytest.approx(np.full(5, 10), rel=0.1)
    assert ((fixed[:, 1] > 200) & (fixed[:, 1] < 1000)).all()
    assert learned[:, 1] == pytest.approx(learned[:, 0], rel=0.1)
    assert (learned[:, 1] < 12).all()


@says(forget_stream, "Both still answer the queries.")
@pytest.mark.parametrize("task", forget_stream.TASKS)
@pytest.mark.parametrize("cell", forget_stream.CELLS)
def test_both_cells_still_answer(task, cell):
    assert (forget_stream.arrays()[f"{task}_{cell}_accuracy"] > 0.97).all()
    assert kit.data("continual_stream")[task][cell].baseline["mean"] < 0.6  # guessing would not do


@says(
    forget_stream,
    "Largest cell state of a unit after 100 and after 1,000 steps of a stream without resets.",
    "Each line is one seed, trained on 100 steps; the numbers are shares of right answers at the end.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_line_is_a_seed_from_step_100_to_1000_and_the_numbers_are_late_accuracies(narrow):
    plotted, measured = forget_stream.arrays(), kit.data("continual_stream")
    settings = kit.settings("continual_stream")
    assert (settings.T, settings.test_T, settings.window, len(settings.seeds)) == (100, 1000, 100, 5)
    for axes, task in zip(forget_stream.draw(narrow).axes, forget_stream.TASKS, strict=True):
        assert {tuple(line.get_xdata()) for line in axes.lines} == {(100, 1000)}
        for cell, (label, colour, *_) in forget_stream.CELLS.items():
            lines = [line.get_ydata() for line in axes.lines if line.get_color() == colour]
            np.testing.assert_array_equal(lines, plotted[f"{task}_{cell}"])
            assert len(lines) == 5
            (text,) = (text for text in axes.texts if text.get_color() == colour)
            assert text.get_text() == f"{label}\n{np.mean(measured[task][cell].late['values']):.3f} right"
