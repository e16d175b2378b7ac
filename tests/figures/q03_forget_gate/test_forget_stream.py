"""The claim of forget_stream, on the arrays that it plots."""

import pytest

from scripts.figures.q03_forget_gate import forget_stream


@pytest.mark.parametrize("task", ["recall", "count"])
def test_the_cell_grows_tenfold_only_where_the_gate_is_fixed_at_one(task):
    plotted = forget_stream.arrays()
    fixed, learned = plotted[f"{task}_fixed_at_one"], plotted[f"{task}_learned"]
    assert ((fixed[:, 1] / fixed[:, 0] > 9) & (fixed[:, 1] / fixed[:, 0] < 11)).all()
    assert (fixed[:, 1] > 300).all()
    assert (learned[:, 1] / learned[:, 0] < 1.2).all()
    assert (learned[:, 1] < 12).all()


@pytest.mark.parametrize("task", ["recall", "count"])
@pytest.mark.parametrize("cell", ["learned", "fixed_at_one"])
def test_both_cells_still_answer(task, cell):
    assert (forget_stream.arrays()[f"{task}_{cell}_accuracy"] > 0.97).all()
