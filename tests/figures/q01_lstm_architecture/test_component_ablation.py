"""The claim of component_ablation, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q01_lstm_architecture import component_ablation
from scripts.figures.q01_lstm_architecture.component_ablation import arrays
from tests.figures.says import says

SOLVED = 0.02


@says(
    component_ablation,
    "Without the input gate no seed gets much below the baseline; without the forget gate three of five stay at it.",
)
def test_without_the_input_gate_no_seed_gets_far_below_the_baseline():
    plotted = arrays()
    assert (plotted["input_gate"] > 0.9 * plotted["baseline"]).all()
    assert (plotted["forget_gate"] > 0.9 * plotted["baseline"]).sum() == 3


@says(
    component_ablation,
    "See which rows reach it: all seeds without an input gate, three of five without a forget gate.",
)
def test_without_the_forget_gate_three_of_five_stay_at_the_baseline():
    plotted = arrays()
    assert len(plotted["forget_gate"]) == 5
    assert (plotted["forget_gate"] > 0.9 * plotted["baseline"]).sum() == 3
    reach = {name for name, errors in plotted.items() if (errors > 0.9 * plotted["baseline"]).any()}
    assert reach - {"baseline"} == {"input_gate", "forget_gate"}


@says(
    component_ablation,
    "The other parts can go.",
)
@pytest.mark.parametrize("cell", ["nothing", "output_gate", "candidate_tanh", "output_tanh"])
def test_the_other_parts_can_go(cell):
    assert (arrays()[cell] < SOLVED).all()


@says(
    component_ablation,
    "Test error on the adding problem with one part of the LSTM taken out, five seeds each.",
    "Each mark is one seed, the line the error of always answering with the mean.",
)
def test_each_seed_is_a_mark_and_the_baseline_a_line():
    plotted = arrays()
    line, *cells = component_ablation.draw().axes[0].lines
    assert np.unique(line.get_xdata()) == plotted["baseline"]
    drawn = [cell.get_xdata().tolist() for cell in cells]
    assert drawn == [errors.tolist() for name, errors in plotted.items() if name != "baseline"]
    assert {len(seeds) for seeds in drawn} == {5}
