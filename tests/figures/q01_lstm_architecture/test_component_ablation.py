"""The claims of component_ablation, on the arrays that it plots and on what is drawn."""

import numpy as np
import pytest

from scripts.figures.q01_lstm_architecture import component_ablation
from scripts.figures.q01_lstm_architecture.component_ablation import arrays
from tests.figures.says import says

NEEDED = {"input_gate": 5, "forget_gate": 3}  # seeds that stay at the baseline without the part
FROM = 0.9  # of the baseline on, an error counts as having stayed at it
BELOW = 0.1  # of the baseline, it counts as having learned the task without the part


@says(
    component_ablation,
    "Without the input gate no seed gets much below the baseline; without the forget gate three of five stay at it.",
    "See which rows reach it: all seeds without an input gate, three of five without a forget gate.",
)
def test_all_seeds_stay_at_the_baseline_without_an_input_gate_and_three_of_five_without_a_forget_gate():
    plotted = arrays()
    stay = {name: int((plotted[name] > FROM * plotted["baseline"]).sum()) for name in component_ablation.CELLS}
    assert {name: seeds for name, seeds in stay.items() if seeds} == NEEDED
    assert {len(plotted[name]) for name in component_ablation.CELLS} == {5}


@says(component_ablation, "The other parts can go.")
@pytest.mark.parametrize("cell", [name for name in component_ablation.CELLS if name not in NEEDED])
def test_the_other_parts_can_go(cell):
    plotted = arrays()
    assert (plotted[cell] < BELOW * plotted["baseline"]).all()


@says(
    component_ablation,
    "Test error on the adding problem with one part of the LSTM taken out, five seeds each.",
    "Each mark is one seed, the line the error of always answering with the mean.",
)
def test_each_mark_is_a_seed_and_the_line_is_what_the_mean_costs():
    plotted = arrays()
    line, *rows = component_ablation.draw().axes[0].lines
    np.testing.assert_array_equal(line.get_xdata(), plotted["baseline"])
    sums = np.random.default_rng(0).random((100_000, 2)).sum(1)
    assert plotted["baseline"] == pytest.approx(((sums - 1) ** 2).mean(), rel=0.02)
    assert sums.mean() == pytest.approx(1, abs=0.01)
    for row, (name, drawn) in enumerate(zip(component_ablation.CELLS, rows, strict=True)):
        np.testing.assert_array_equal(drawn.get_xdata(), plotted[name])
        assert len(set(drawn.get_xdata())) == 5
        assert np.abs(drawn.get_ydata() + row).max() < 0.5
