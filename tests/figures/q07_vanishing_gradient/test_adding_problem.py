"""The error on the adding problem shows what its caption says, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures.q07_vanishing_gradient.adding_problem import arrays


def test_lstm_and_gru_are_far_below_the_baseline_at_every_length() -> None:
    plotted = arrays()
    assert plotted["baseline"] == pytest.approx(1 / 6, abs=1e-4)
    for name in ("lstm", "gru"):
        assert plotted[name].shape == (4, 5)
        assert plotted[name].max() < 0.01


def test_the_rnn_beats_it_at_25_only() -> None:
    plotted = arrays()
    assert plotted["rnn"][0].max() < 0.1
    assert plotted["rnn"][1:].mean(1) == pytest.approx(np.full(3, plotted["baseline"]), rel=0.1)
