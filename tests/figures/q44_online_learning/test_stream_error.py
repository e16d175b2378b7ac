"""The claim of stream_error, on the arrays that it plots."""

from collections.abc import Callable

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q44_online_learning import stream_error
from scripts.figures.q44_online_learning.stream_error import LOOKS, arrays, draw
from tests.figures.kit.seeds import curve
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return arrays()


@pytest.fixture(scope="module")
def mean(plotted) -> Callable[[str, int], float]:
    """The mean over the seeds in the block that ends at a window."""
    return lambda name, end: plotted[name][plotted["ends"].tolist().index(end)].mean()


BEFORE, CHANGED, RETURNED = range(10, 101, 10), range(110, 401, 10), range(410, 501, 10)


@says(stream_error, "After the change the frozen network stays near 16.")
def test_the_frozen_network_stays_near_16(mean):
    errors = [mean("frozen error", end) for end in CHANGED]
    assert np.mean(errors) == pytest.approx(16, abs=0.5)
    assert errors == pytest.approx(np.full(len(errors), 16), abs=2)
    assert max(mean("frozen error", end) for end in [*BEFORE, *RETURNED]) < 1.2


@says(
    stream_error,
    "Online updates fall below 1.5 within 40 windows, with replay later; retrained on all ends at 3.5.",
)
def test_online_is_soon_back_with_replay_later_and_retraining_not_at_all(mean):
    assert all(mean("online error", end) < 1.5 for end in CHANGED if end > 140)
    assert mean("online error", 110) > 1.5
    recovery = {name: kit.data("changing_stream")[name].recovery["values"] for name in LOOKS}
    assert kit.settings("changing_stream").recovered == 1.5
    assert max(recovery["online"]) <= 40 < min(recovery["replay"]) <= max(recovery["replay"]) < 300
    assert mean("replay error", 170) > 2
    assert mean("replay error", 300) < 1.5
    assert round(mean("retrained error", 400), 1) == 3.5


@says(
    stream_error,
    "On the old rule online rises to 46, fine-tuning to 40; replay peaks at 5 and ends at 1.1.",
)
def test_online_and_fine_tuning_lose_the_old_rule_and_replay_keeps_it(mean):
    for name, height in (("online", 46), ("fine_tuned", 40)):
        assert mean(f"{name} old_rule", 100) < 1.2
        assert mean(f"{name} old_rule", 400) == pytest.approx(height, abs=0.5)
        assert max(mean(f"{name} old_rule", end) for end in CHANGED) == pytest.approx(height, abs=0.5)
    replay = [mean("replay old_rule", end) for end in [*BEFORE, *CHANGED, *RETURNED]]
    assert max(replay) == pytest.approx(5.2, abs=0.05)
    assert mean("replay old_rule", 400) == pytest.approx(1.1, abs=0.05)


@says(stream_error, "When it returns, online errs by 27, replay by 5.")
def test_when_the_rule_returns_online_errs_and_replay_less(mean):
    assert mean("online error", 410) == pytest.approx(27, abs=0.5)
    assert mean("replay error", 410) == pytest.approx(5, abs=0.5)


@says(stream_error, "Vertical lines: the rule changes and returns.", "Means over five seeds.")
@pytest.mark.parametrize("narrow", [False, True])
def test_the_lines_are_means_of_five_seeds_and_the_vertical_ones_the_changes(plotted, narrow):
    before, during, _ = kit.settings("changing_stream").windows
    assert plotted["changes"].tolist() == [before, before + during] == [100, 400]
    for axes, kind in zip(draw(narrow).axes, ("error", "old_rule"), strict=True):
        for name, (label, *_) in LOOKS.items():
            assert plotted[f"{name} {kind}"].shape == (50, 5)
            assert curve(axes, plotted[f"{name} {kind}"].mean(1)).get_label() == label
        upright = [line for line in axes.lines if len(line.get_xdata()) == 2]
        assert [line.get_xdata()[0] for line in upright] == [100, 400]
        assert all(len(set(line.get_xdata())) == 1 for line in upright)


@says(
    stream_error,
    "First the stream, each window tested before it is learned; then the old rule, held out.",
)
def test_the_first_panel_has_the_stream_and_the_second_the_old_rule(plotted):
    stream, old_rule = draw().axes
    assert [stream.get_title("left"), old_rule.get_title("left")] == ["error on the stream", "error on the old rule"]
    # A window tested before it is learned shows the change; a network at rest has one error on what is held out.
    block = plotted["ends"].tolist().index(110)
    for name in LOOKS:
        assert (plotted[f"{name} error"][block] > 5 * plotted[f"{name} error"][block - 1]).all()
    assert np.ptp(plotted["frozen old_rule"], axis=0) == pytest.approx(np.zeros(5))
