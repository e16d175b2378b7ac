"""The claim of forget_stream, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q03_forget_gate import forget_stream
from tests.figures.says import says


@says(
    forget_stream,
    "With the forget gate fixed at 1 it grows tenfold, into the hundreds; with a learned gate it stays as it is.",
)
@pytest.mark.parametrize("task", ["recall", "count"])
def test_the_cell_grows_tenfold_only_where_the_gate_is_fixed_at_one(task):
    plotted = forget_stream.arrays()
    fixed, learned = plotted[f"{task}_fixed_at_one"], plotted[f"{task}_learned"]
    assert ((fixed[:, 1] / fixed[:, 0] > 9) & (fixed[:, 1] / fixed[:, 0] < 11)).all()
    assert (fixed[:, 1] > 300).all()
    assert (learned[:, 1] / learned[:, 0] < 1.2).all()
    assert (learned[:, 1] < 12).all()


@says(
    forget_stream,
    "Both still answer the queries.",
)
@pytest.mark.parametrize("task", ["recall", "count"])
@pytest.mark.parametrize("cell", ["learned", "fixed_at_one"])
def test_both_cells_still_answer(task, cell):
    assert (forget_stream.arrays()[f"{task}_{cell}_accuracy"] > 0.97).all()


@says(
    forget_stream,
    "Largest cell state of a unit after 100 and after 1,000 steps of a stream without resets.",
    "Each line is one seed, trained on 100 steps; the numbers are shares of right answers at the end.",
)
def test_a_line_for_each_seed_from_the_trained_length_to_ten_times_it():
    settings, plotted = kit.settings("continual_stream"), forget_stream.arrays()
    assert (settings.T, settings.test_T) == (100, 1000)
    for axes, task in zip(forget_stream.draw().axes, forget_stream.TASKS, strict=True):
        sizes = np.concatenate([plotted[f"{task}_{cell}"] for cell in forget_stream.CELLS])
        np.testing.assert_array_equal([line.get_ydata() for line in axes.lines], sizes)
        said = " ".join(text.get_text() for text in axes.texts)
        for cell in forget_stream.CELLS:
            assert f"{plotted[f'{task}_{cell}_accuracy'].mean():.3f} right" in said
