"""The figures of the adding problem show what their captions say, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.experiments.q34_lstm_vs_gru.adding_problem import SETTINGS, parameters
from scripts.figures.q07_vanishing_gradient import adding_problem
from scripts.figures.q34_lstm_vs_gru import adding_updates


class TestError:
    def test_lstm_and_gru_are_far_below_the_baseline_at_every_length(self) -> None:
        plotted = adding_problem.arrays()
        assert plotted["baseline"] == pytest.approx(1 / 6, abs=1e-4)
        for name in ("lstm", "gru"):
            assert plotted[name].shape == (4, 5)
            assert plotted[name].max() < 0.01

    def test_the_rnn_beats_it_at_25_only(self) -> None:
        plotted = adding_problem.arrays()
        assert plotted["rnn"][0].max() < 0.1
        assert plotted["rnn"][1:].mean(1) == pytest.approx(np.full(3, plotted["baseline"]), rel=0.1)


class TestUpdates:
    def test_the_gru_is_soonest_and_the_start_of_the_lstm_matters_little(self) -> None:
        plotted = adding_updates.arrays()
        gru, biased, plain = (np.median(plotted[name], axis=1) for name in ("gru", "lstm", "lstm_torch_default"))
        assert (2.5 * gru < np.minimum(biased, plain)).all()
        assert (np.abs(biased / plain - 1) < 0.2).all()
        for lengths in zip(plotted["lstm"], plotted["lstm_torch_default"], strict=True):
            assert max(a.min() for a in lengths) < min(a.max() for a in lengths)  # their seeds overlap
        assert (gru[-1], biased[-1], plain[-1]) == (200, 1450, 1650)

    def test_the_rnn_solves_it_twice_at_25(self) -> None:
        assert np.isfinite(adding_updates.arrays()["rnn"]).sum(1).tolist() == [2, 0, 0, 0]

    def test_captions_give_the_settings(self) -> None:
        for caption in (adding_updates.CAPTION, adding_problem.CAPTION):
            for name in ("rnn", "lstm", "gru"):
                assert f"$H = {SETTINGS['models'][name]['H']}$" in caption
        sizes = [parameters(model) for model in SETTINGS["models"].values()]
        assert max(sizes) < 1.03 * min(sizes)
