"""The gradient by lag before and after training: what the figure says, on its arrays and on its drawing."""

import numpy as np
from numpy.testing import assert_array_equal

from scripts.figures import kit
from scripts.figures.q07_vanishing_gradient import (
    gradient_after_training,
)
from tests.figures.q07_vanishing_gradient.lags import NARROW, SETTINGS
from tests.figures.says import says


@says(
    gradient_after_training,
    "Gradient at the memory, k steps back, before and after 1,000 updates on the adding problem.",
    "Every LSTM that learned the task holds it level over 45 steps, wherever its forget bias began; two of five "
    "with bias 5 did not learn, nor did any RNN.",
)
def test_who_learned_holds_it_and_no_rnn_did() -> None:
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
def test_what_is_level_after_training_was_not_before() -> None:
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
def test_each_seed_has_its_line_dotted_where_the_test_error_is_above_a_hundredth(narrow) -> None:
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
