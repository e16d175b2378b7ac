"""The figures of gradients by lag show what their captions say, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures.q07_vanishing_gradient import (
    gradient_after_training,
    gradient_by_lag,
    gradient_explosion,
    gradient_paths,
)


class TestByLag:
    @pytest.fixture
    def lengths(self) -> dict[str, np.ndarray]:
        plotted = gradient_by_lag.arrays()
        assert plotted["lags"][-1] == 95
        return plotted

    def test_starts_at_one(self, lengths: dict[str, np.ndarray]) -> None:
        for name in gradient_by_lag.SERIES:
            assert lengths[name][:, 0] == pytest.approx(1.0)

    def test_bias_0_loses_it_as_the_rnn_does(self, lengths: dict[str, np.ndarray]) -> None:
        for name in ("rnn", "lstm_bias_0"):
            assert lengths[name][:, -1].max() < 1e-18
        assert 1e-20 < lengths["lstm_bias_0"].mean(0)[-1] < lengths["rnn"].mean(0)[-1] < 1e-18

    def test_bias_1_loses_it_and_an_orthogonal_rnn_keeps_more(self, lengths: dict[str, np.ndarray]) -> None:
        assert lengths["lstm_bias_1"][:, -1].max() < 1e-6
        assert lengths["rnn_orthogonal"][:, -1].min() > 10 * lengths["lstm_bias_1"][:, -1].max()

    def test_bias_3_and_5_keep_it(self, lengths: dict[str, np.ndarray]) -> None:
        at_5 = list(lengths["lags"]).index(5)
        for name in ("lstm_bias_3", "lstm_bias_5"):
            assert lengths[name].mean(0)[-1] > lengths[name].mean(0)[at_5] > 0.03


class TestPaths:
    def test_both_start_from_the_same(self) -> None:
        plotted = gradient_paths.arrays()
        assert plotted["direct"][..., 0] == pytest.approx(plotted["full"][..., 0])

    def test_the_paths_through_h_add_to_the_cell(self) -> None:
        plotted = gradient_paths.arrays()
        lags = list(plotted["lags"])
        for lag in (50, 95):
            ratio = plotted["full"][..., lags.index(lag)] / plotted["direct"][..., lags.index(lag)]
            assert ratio.mean(axis=1).min() > 1.5  # for every bias
        bias_1 = plotted["full"].mean(1)[0] / plotted["direct"].mean(1)[0]
        assert 100 < bias_1[lags.index(50)] < 1000
        bias_5 = plotted["full"].mean(1)[2] / plotted["direct"].mean(1)[2]
        assert bias_5[lags.index(50)] < 2
        assert bias_5[lags.index(95)] == pytest.approx(20, abs=1)

    def test_with_bias_1_they_are_furthest_apart(self) -> None:
        plotted = gradient_paths.arrays()
        assert gradient_paths.BIASES == (1, 3, 5)
        bias_1, bias_3, bias_5 = (plotted["full"] / plotted["direct"]).mean(1)[:, 3:]  # they start from the same
        assert (bias_1 > bias_3).all()
        assert (bias_3 > bias_5).all()


class TestExplosion:
    def test_grows_with_u_while_every_gate_is_below_1(self) -> None:
        plotted = gradient_explosion.arrays()
        at_the_end = np.median(plotted["norms"], axis=1)[:, -1]
        assert at_the_end[0] == pytest.approx(0.04, abs=0.005)
        assert at_the_end[1] > 1
        assert at_the_end[2] == pytest.approx(800, rel=0.05)
        assert (plotted["norms"][-1, :, -1] > 1).all()
        assert (plotted["largest_gate"] < 1).all()
        assert plotted["direct"][:, -1].max() < 0.1


class TestAfterTraining:
    def test_who_learned_holds_it_and_no_rnn_did(self) -> None:
        plotted = gradient_after_training.arrays()
        rnn, *lstms = plotted["learned"]
        assert not rnn.any()
        assert [five.sum() for five in lstms] == [5, 5, 3]
        held = plotted["after"][plotted["learned"]]
        assert held[:, 1:].min() > 0.5
        assert (held.max(1) / held[:, 1:].min(1)).max() < 2
        lost = plotted["after"][3][~plotted["learned"][3]]
        assert lost[:, -1].max() < 1e-3

    def test_it_was_lost_before(self) -> None:
        plotted = gradient_after_training.arrays()
        assert plotted["before"][:3, :, -1].max() < 0.002
