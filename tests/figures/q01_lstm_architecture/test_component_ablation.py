"""The claim of component_ablation, on the arrays that it plots."""

import pytest

from scripts.figures.q01_lstm_architecture.component_ablation import arrays

SOLVED = 0.02


def test_without_the_input_gate_no_seed_gets_far_below_the_baseline():
    plotted = arrays()
    assert (plotted["input_gate"] > 0.9 * plotted["baseline"]).all()


def test_without_the_forget_gate_three_of_five_stay_at_the_baseline():
    plotted = arrays()
    assert len(plotted["forget_gate"]) == 5
    assert (plotted["forget_gate"] > 0.9 * plotted["baseline"]).sum() == 3


@pytest.mark.parametrize("cell", ["nothing", "output_gate", "candidate_tanh", "output_tanh"])
def test_the_other_parts_can_go(cell):
    assert (arrays()[cell] < SOLVED).all()
