"""The figures of gradients by lag show what their captions say, on the arrays that are plotted and on what is drawn."""

import numpy as np
import pytest
from matplotlib.axes import Axes
from numpy.testing import assert_allclose, assert_array_equal

from scripts.figures import kit
from scripts.figures.q07_vanishing_gradient import (
    gradient_after_training,
    gradient_by_lag,
    gradient_explosion,
    gradient_paths,
)
from scripts.reference import bptt, jacobian, lstm
from tests.figures.says import says

SETTINGS = kit.settings("gradient_by_lag")
NARROW = pytest.mark.parametrize("narrow", [False, True])


def bands(axes: Axes) -> list[np.ndarray]:
    """The lower and the upper edge (2, L) of every band of a panel, from left to right."""
    edges = []
    for band in axes.collections:
        x, y = band.get_paths()[0].vertices.T
        edges.append(np.array([[side(y[x == at]) for at in np.unique(x)] for side in (np.min, np.max)]))
    return edges


def curves(axes: Axes, lags: np.ndarray) -> list:
    """The lines of a panel that go over the lags."""
    return [line for line in axes.lines if len(line.get_xdata()) == len(lags)]


def named(axes: Axes) -> dict[str, tuple[float, float, str]]:
    """By each name beside a line's end: where that end is, and the name's colour."""
    return {text.get_text(): (*text.get_position(), text.get_color()) for text in axes.texts}


class TestByLag:
    @pytest.fixture
    def lengths(self) -> dict[str, np.ndarray]:
        plotted = gradient_by_lag.arrays()
        assert plotted["lags"][-1] == 95
        return plotted

    @says(gradient_by_lag, "Length of the gradient at h, k steps back, before training.")
    def test_starts_at_one(self, lengths: dict[str, np.ndarray]) -> None:
        for name in gradient_by_lag.SERIES:
            assert lengths[name][:, 0] == pytest.approx(1.0)

    @says(
        gradient_by_lag,
        "The LSTM with forget bias 0 loses it as fast as the RNN, to below 1e-19 after 95 steps.",
    )
    def test_bias_0_loses_it_as_the_rnn_does(self, lengths: dict[str, np.ndarray]) -> None:
        assert SETTINGS.models.lstm_bias_0.forget_bias == 0
        rnn, zero = (lengths[name].mean(0)[-1] for name in ("rnn", "lstm_bias_0"))
        assert 1e-20 < zero < rnn < 1e-19
        assert lengths["lstm_bias_0"][:, -1].max() < 1e-19
        assert np.log(zero) == pytest.approx(np.log(rnn), rel=0.05)  # both fall by nearly the same factor a step

    @says(gradient_by_lag, "With bias 1 it loses it too, and an RNN with orthogonal U keeps more.")
    def test_bias_1_loses_it_and_an_orthogonal_rnn_keeps_more(self, lengths: dict[str, np.ndarray]) -> None:
        assert lengths["lstm_bias_1"][:, -1].max() < 1e-6
        assert lengths["rnn_orthogonal"][:, -1].min() > 10 * lengths["lstm_bias_1"][:, -1].max()
        assert SETTINGS.models.rnn_orthogonal.orthogonal

    @says(gradient_by_lag, "With bias 3 and 5 it keeps it.")
    def test_bias_3_and_5_keep_it(self, lengths: dict[str, np.ndarray]) -> None:
        at_2, at_5 = (list(lengths["lags"]).index(lag) for lag in (2, 5))
        for bias in (3, 5):
            mean = lengths[f"lstm_bias_{bias}"].mean(0)
            assert SETTINGS.models[f"lstm_bias_{bias}"].forget_bias == bias
            assert mean[-1] > mean[at_5] > 0.03
            assert mean[at_2:].min() > 0.4 * mean[at_2]
            assert lengths[f"lstm_bias_{bias}"].mean(0)[-1] > 10 * lengths["rnn_orthogonal"].mean(0)[-1]

    @says(gradient_by_lag, "Lines: mean of 5 seeds; bands: smallest to largest.")
    @NARROW
    def test_lines_are_means_of_five_seeds_and_bands_their_range(self, lengths, narrow) -> None:
        (axes,) = gradient_by_lag.draw(narrow).axes
        names = named(axes)
        drawn = zip(gradient_by_lag.SERIES.items(), curves(axes, lengths["lags"]), bands(axes), strict=True)
        for (name, (label, *_)), line, band in drawn:
            assert names[label] == (*line.get_xydata()[-1], line.get_color())
            seeds = lengths[name]
            assert len(seeds) == 5
            assert_array_equal(line.get_ydata(), seeds.mean(0))
            assert_array_equal(band, [seeds.min(0), seeds.max(0)])


class TestPaths:
    def test_both_start_from_the_same(self) -> None:
        plotted = gradient_paths.arrays()
        assert plotted["direct"][..., 0] == pytest.approx(plotted["full"][..., 0])

    @says(
        gradient_paths,
        "Gradient at c, k steps back, in untrained LSTMs with forget bias 1, 3 and 5: along the cell alone and along "
        "every path.",
    )
    @NARROW
    def test_each_panel_is_of_its_forget_bias(self, narrow) -> None:
        assert gradient_paths.BIASES == (1, 3, 5)
        panels = gradient_paths.draw(narrow).axes
        assert [axes.get_title("left") for axes in panels] == [f"forget bias {bias}" for bias in (1, 3, 5)]
        assert [SETTINGS.models[f"lstm_bias_{bias}"].forget_bias for bias in (1, 3, 5)] == [1, 3, 5]

    @says(
        gradient_paths,
        "With bias 1 all paths bring hundreds of times what the cell carries after 50 steps; with bias 5 hardly twice "
        "as much, but twenty times after 95.",
    )
    def test_all_paths_bring_more_than_the_cell(self) -> None:
        plotted = gradient_paths.arrays()
        at_50, at_95 = (list(plotted["lags"]).index(lag) for lag in (50, 95))
        bias_1, _, bias_5 = plotted["full"].mean(1) / plotted["direct"].mean(1)
        assert 200 < bias_1[at_50] < 1000
        assert 1.5 < bias_5[at_50] < 2
        assert bias_5[at_95] == pytest.approx(20, abs=1)

    @says(gradient_paths, "With bias 1 they are furthest apart.")
    def test_with_bias_1_they_are_furthest_apart(self) -> None:
        plotted = gradient_paths.arrays()
        bias_1, bias_3, bias_5 = (plotted["full"] / plotted["direct"]).mean(1)[:, 1:]  # they start from the same
        assert (bias_1 > bias_3).all()
        assert (bias_1 > bias_5).all()

    @says(
        gradient_paths,
        "Solid: along the cell alone, the product of forget gates.",
        "Dashed: the full gradient, which also runs through $h$.",
        "Means of 5 seeds; bands: smallest to largest.",
    )
    @NARROW
    def test_solid_is_the_cell_alone_and_dashed_every_path(self, narrow) -> None:
        plotted = gradient_paths.arrays()
        for place, axes in enumerate(gradient_paths.draw(narrow).axes):
            lines, ranges = curves(axes, plotted["lags"]), bands(axes)
            for path, dashed, line, band in zip(("direct", "full"), (False, True), lines, ranges, strict=True):
                seeds = plotted[path][place]
                assert len(seeds) == 5
                assert line.is_dashed() == dashed
                assert_array_equal(line.get_ydata(), seeds.mean(0))
                assert_array_equal(band, [seeds.min(0), seeds.max(0)])

    def test_without_u_the_full_gradient_is_the_product_of_forget_gates(self) -> None:
        rng = np.random.default_rng(0)
        p = lstm.Params(rng.normal(size=(20, 3)), rng.normal(size=(20, 5)), rng.normal(size=20))
        xs, zero, dc_T = rng.normal(size=(6, 2, 3)), np.zeros((2, 5)), rng.normal(size=(2, 5))
        for weights, alone in ((p, False), (p._replace(U=0 * p.U), True)):
            caches = bptt.forward(xs, zero, zero, weights)[2]
            to_c = bptt.state_gradients(np.zeros((6, 2, 5)), caches, weights, dc_T)[1]
            product = np.prod([cache.f for cache in caches], axis=0)
            assert_allclose(jacobian.direct_path(caches), product)
            assert np.allclose(to_c[0], dc_T * product) == alone


class TestExplosion:
    @says(
        gradient_explosion,
        "With recurrent weights of variance 1/H it falls to 0.04 after 40 steps; with 16/H it grows to about 800, "
        "while the largest product of forget gates falls below 0.1.",
    )
    def test_grows_with_u_while_the_product_of_gates_shrinks(self) -> None:
        plotted = gradient_explosion.arrays()
        assert SETTINGS.jacobian.variances == [1, 4, 16]
        assert plotted["lags"][-1] == 40
        at_the_end = np.median(plotted["norms"], axis=1)[:, -1]
        assert at_the_end[0] == pytest.approx(0.04, abs=0.005)
        assert at_the_end[2] == pytest.approx(800, rel=0.05)
        assert plotted["direct"][:, -1].max() < 0.1

    @says(
        gradient_explosion,
        "With large recurrent weights the norm of $\\partial(h,c)_T/\\partial(h,c)_{T-k}$ grows (thick), although "
        "every gate is below 1 and the direct path shrinks (dashed).",
    )
    @NARROW
    def test_the_thick_line_grows_although_every_gate_is_below_1_and_the_dashed_one_falls(self, narrow) -> None:
        plotted = gradient_explosion.arrays()
        assert (plotted["largest_gate"] < 1).all()
        assert (plotted["norms"][-1, :, -1] > 1).all()
        lines = curves(gradient_explosion.draw(narrow).axes[0], plotted["lags"])
        thick = max(lines, key=lambda line: line.get_linewidth())
        (dashed,) = (line for line in lines if line.is_dashed())
        assert_array_equal(thick.get_ydata(), np.median(plotted["norms"][-1], axis=0))
        assert_array_equal(dashed.get_ydata(), np.median(plotted["direct"], axis=0))
        assert (np.diff(thick.get_ydata()) > 0).all()
        assert (np.diff(dashed.get_ydata()) < 0).all()

    @says(gradient_explosion, "Medians of 20 random LSTMs; band: all at $16/H$.")
    @NARROW
    def test_lines_are_medians_of_20_and_the_band_is_all_at_the_largest_variance(self, narrow) -> None:
        plotted, (axes,) = gradient_explosion.arrays(), gradient_explosion.draw(narrow).axes
        assert plotted["norms"].shape[:2] == (3, 20)
        *norms, _ = curves(axes, plotted["lags"])
        assert_array_equal([line.get_ydata() for line in norms], np.median(plotted["norms"], axis=1))
        names = named(axes)
        for line, variance in zip(norms, (1, 4, 16), strict=True):
            assert names[f"$U$ variance ${variance}/H$"] == (*line.get_xydata()[-1], line.get_color())
        (band,) = bands(axes)
        assert_array_equal(band, [plotted["norms"][-1].min(0), plotted["norms"][-1].max(0)])


class TestAfterTraining:
    @says(
        gradient_after_training,
        "Gradient at the memory, k steps back, before and after 1,000 updates on the adding problem.",
        "Every LSTM that learned the task holds it level over 45 steps, wherever its forget bias began; two of five "
        "with bias 5 did not learn, nor did any RNN.",
    )
    def test_who_learned_holds_it_and_no_rnn_did(self) -> None:
        plotted = gradient_after_training.arrays()
        assert SETTINGS.training.updates == 1000
        assert plotted["lags"][-1] == 45
        rnn, *lstms = plotted["learned"]
        assert not rnn.any()
        assert list(gradient_after_training.NETWORKS)[1:] == ["lstm_bias_0", "lstm_bias_1", "lstm_bias_5"]
        assert [(five.sum(), len(five)) for five in lstms] == [(5, 5), (5, 5), (3, 5)]
        held = plotted["after"][plotted["learned"]]
        assert held[:, 1:].min() > 0.5
        assert (held.max(1) / held[:, 1:].min(1)).max() < 2
        lost = plotted["after"][3][~plotted["learned"][3]]
        assert lost[:, -1].max() < 1e-3

    @says(
        gradient_after_training,
        "Compare before and after: the LSTMs that learned the task hold it level.",
    )
    def test_what_is_level_after_training_was_not_before(self) -> None:
        plotted = gradient_after_training.arrays()
        before, after = (plotted[when][plotted["learned"]] for when in ("before", "after"))
        assert (after.max(1) / after[:, 1:].min(1)).max() < 2
        assert (before.max(1) / before.min(1)).min() > 5
        assert plotted["before"][:3, :, -1].max() < 0.002

    @says(
        gradient_after_training,
        "Length of the gradient at $c_{T-k}$ (RNN: $h_{T-k}$), one line per seed; dotted: test error above 0.01.",
    )
    @NARROW
    def test_each_seed_has_its_line_dotted_where_the_test_error_is_above_a_hundredth(self, narrow) -> None:
        plotted, trained = gradient_after_training.arrays(), kit.data("gradient_by_lag").trained
        panels = np.reshape(gradient_after_training.draw(narrow).axes, (4, 2) if narrow else (2, 4))
        panels = panels.T if narrow else panels
        for column, name in enumerate(gradient_after_training.NETWORKS):
            state = "h" if name == "rnn" else "c"
            for when, axes in zip(("before", "after"), panels[:, column], strict=True):
                values = [trained[name][when][state][lag]["values"] for lag in plotted["lags"]]
                assert_array_equal([line.get_ydata() for line in axes.lines], np.transpose(values))
                assert len(axes.lines) == 5
            dotted = [line.is_dashed() for line in panels[1, column].lines]
            assert dotted == [error > 0.01 for error in trained[name].test_mse["values"]]
