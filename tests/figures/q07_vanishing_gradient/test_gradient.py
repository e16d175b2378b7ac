"""The figures of gradients by lag show what their captions say, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures.q07_vanishing_gradient import (
    gradient_after_training,
    gradient_by_lag,
    gradient_explosion,
    gradient_paths,
)
from tests.figures.says import says


class TestByLag:
    @pytest.fixture
    def lengths(self) -> dict[str, np.ndarray]:
        plotted = gradient_by_lag.arrays()
        assert plotted["lags"][-1] == 95
        return plotted

    def test_starts_at_one(self, lengths: dict[str, np.ndarray]) -> None:
        for name in gradient_by_lag.SERIES:
            assert lengths[name][:, 0] == pytest.approx(1.0)

    @says(
        gradient_by_lag,
        "The LSTM with forget bias 0 loses it as fast as the RNN, to 1e-19 after 95 steps.",
    )
    def test_bias_0_loses_it_as_the_rnn_does(self, lengths: dict[str, np.ndarray]) -> None:
        for name in ("rnn", "lstm_bias_0"):
            assert lengths[name][:, -1].max() < 1e-18
        assert 1e-20 < lengths["lstm_bias_0"].mean(0)[-1] < lengths["rnn"].mean(0)[-1] < 1e-18

    @says(
        gradient_by_lag,
        "With bias 1 it loses it too, and an RNN with orthogonal U keeps more.",
    )
    def test_bias_1_loses_it_and_an_orthogonal_rnn_keeps_more(self, lengths: dict[str, np.ndarray]) -> None:
        assert lengths["lstm_bias_1"][:, -1].max() < 1e-6
        assert lengths["rnn_orthogonal"][:, -1].min() > 10 * lengths["lstm_bias_1"][:, -1].max()

    @says(
        gradient_by_lag,
        "With bias 3 and 5 it keeps it.",
    )
    def test_bias_3_and_5_keep_it(self, lengths: dict[str, np.ndarray]) -> None:
        at_5 = list(lengths["lags"]).index(5)
        for name in ("lstm_bias_3", "lstm_bias_5"):
            assert lengths[name].mean(0)[-1] > lengths[name].mean(0)[at_5] > 0.03


class TestPaths:
    def test_both_start_from_the_same(self) -> None:
        plotted = gradient_paths.arrays()
        assert plotted["direct"][..., 0] == pytest.approx(plotted["full"][..., 0])

    @says(
        gradient_paths,
        "With bias 1 the paths through h bring hundreds of times what the cell carries after 50 steps; with "
        "bias 5 hardly twice as much, but twenty times after 95.",
    )
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

    @says(
        gradient_paths,
        "With bias 1 they are furthest apart.",
    )
    def test_with_bias_1_they_are_furthest_apart(self) -> None:
        plotted = gradient_paths.arrays()
        assert gradient_paths.BIASES == (1, 3, 5)
        bias_1, bias_3, bias_5 = (plotted["full"] / plotted["direct"]).mean(1)[:, 3:]  # they start from the same
        assert (bias_1 > bias_3).all()
        assert (bias_3 > bias_5).all()


class TestExplosion:
    @says(
        gradient_explosion,
        "With recurrent weights of variance 1/H it falls to 0.04 after 40 steps; with 16/H it grows to about "
        "800, while the largest product of forget gates falls below 0.1.",
        r"With large recurrent weights the norm of $\partial(h,c)_T/\partial(h,c)_{T-k}$ grows (thick), although"
        r" every gate is below 1 and the direct path shrinks (dashed).",
    )
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
    @says(
        gradient_after_training,
        "Every LSTM that learned the task holds it level over 45 steps, wherever its forget bias began; two of "
        "five with bias 5 did not learn, nor did any RNN.",
        "Compare before and after: the LSTMs that learned the task hold it level.",
    )
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


@says(gradient_by_lag, "Lines: mean of 5 seeds; bands: smallest to largest.")
@says(gradient_paths, "Means of 5 seeds; bands: smallest to largest.")
@says(gradient_explosion, "Medians of 20 random LSTMs; band: all at $16/H$.")
def test_lines_and_bands_are_what_the_captions_say() -> None:
    by_lag, paths, explosion = gradient_by_lag.arrays(), gradient_paths.arrays(), gradient_explosion.arrays()
    assert {by_lag[name].shape[0] for name in gradient_by_lag.SERIES} == {5}
    assert paths["full"].shape[1] == paths["direct"].shape[1] == 5
    assert explosion["norms"].shape[1] == 20
    for module, means, bands in (
        (
            gradient_by_lag,
            [by_lag[name].mean(0) for name in gradient_by_lag.SERIES],
            [by_lag[n] for n in gradient_by_lag.SERIES],
        ),
        (gradient_paths, [*paths["full"].mean(1), *paths["direct"].mean(1)], [*paths["full"], *paths["direct"]]),
        (gradient_explosion, list(np.median(explosion["norms"], axis=1)), [explosion["norms"][-1]]),
    ):
        drawn = [line.get_ydata() for panel in module.draw().axes for line in panel.lines]
        for mean in means:
            assert any(len(line) == len(mean) and np.allclose(line, mean) for line in drawn), module.__name__
        edges = np.concatenate(
            [
                path.vertices[:, 1]
                for panel in module.draw().axes
                for band in panel.collections
                for path in band.get_paths()
            ]
        )
        for band in bands:
            assert {band.min(), band.max()} <= set(edges), module.__name__
