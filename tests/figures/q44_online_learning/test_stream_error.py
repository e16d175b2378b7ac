"""The claim of stream_error, on the arrays that it plots."""

import pytest

from scripts.figures.q44_online_learning.stream_error import arrays


def test_online_is_soon_back_and_loses_the_old_rule_and_replay_keeps_it():
    plotted = arrays()
    ends = plotted["ends"].tolist()

    def mean(name: str, end: int) -> float:
        return plotted[name][ends.index(end)].mean()

    assert plotted["changes"].tolist() == [100, 400]
    assert all(mean("frozen error", end) == pytest.approx(16, abs=2) for end in range(110, 401, 10))
    assert all(mean("online error", end) < 1.5 for end in range(150, 401, 10))
    assert mean("replay error", 170) > 2
    assert mean("replay error", 300) < 1.5
    assert mean("online old_rule", 400) == pytest.approx(46, abs=0.5)
    assert mean("fine_tuned old_rule", 400) == pytest.approx(40, abs=0.5)
    assert mean("retrained error", 400) == pytest.approx(3.5, abs=0.05)
    assert plotted["replay old_rule"].mean(1).max() == pytest.approx(5.2, abs=0.05)
    assert mean("replay old_rule", 400) == pytest.approx(1.1, abs=0.05)
    assert mean("online error", 410) == pytest.approx(27, abs=0.5)
    assert mean("replay error", 410) == pytest.approx(5, abs=0.5)
