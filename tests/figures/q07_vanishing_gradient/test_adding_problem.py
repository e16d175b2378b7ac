"""The error on the adding problem shows what its caption says, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures.q07_vanishing_gradient import adding_problem
from scripts.figures.q07_vanishing_gradient.adding_problem import arrays
from tests.figures.says import says


@says(
    adding_problem,
    "LSTM and GRU stay far below the baseline, which always answers 1, at every length up to 200.",
)
def test_lstm_and_gru_are_far_below_the_baseline_at_every_length() -> None:
    plotted = arrays()
    assert plotted["lags"][-1] == 200
    assert plotted["baseline"] == pytest.approx(1 / 6, abs=1e-4)
    for name in ("lstm", "gru"):
        assert plotted[name].shape == (4, 5)
        assert plotted[name].max() < 0.01


@says(
    adding_problem,
    "The RNN beats it at length 25 only and is level with it from 50 on.",
    "From length 50 on the RNN is level with always answering 1; LSTM and GRU stay far below it at every length.",
)
def test_the_rnn_beats_it_at_25_only() -> None:
    plotted = arrays()
    assert plotted["lags"][:2].tolist() == [25, 50]
    assert plotted["rnn"][0].max() < 0.1
    assert plotted["rnn"][1:].mean(1) == pytest.approx(np.full(3, plotted["baseline"]), rel=0.1)


@says(adding_problem, "Dots are five seeds, lines their means.")
def test_five_seeds_are_drawn() -> None:
    assert {arrays()[name].shape[1] for name in adding_problem.SERIES} == {5}
    lines = [line.get_ydata() for line in adding_problem.draw().axes[0].lines]
    np.testing.assert_array_equal(
        [line for line in lines if len(line) == 4], [arrays()[name].mean(1) for name in adding_problem.SERIES]
    )
