"""The claim of truncation_bias, on the arrays that it plots."""

import pytest

from scripts.figures.q44_online_learning.truncation_bias import arrays


def test_the_longer_the_memory_the_later_the_cut_must_come():
    plotted = arrays()
    at = {bias: dict(zip(plotted["windows"].tolist(), plotted[bias].mean(1), strict=True)) for bias in ("1", "3")}
    assert at["1"][5] > 0.95
    assert at["3"][1] == pytest.approx(0.5, abs=0.05)
    assert at["3"][5] == pytest.approx(0.8, abs=0.05)
    assert at["3"][20] == pytest.approx(0.9, abs=0.05)
    assert all(at["3"][k] < at["1"][k] for k in (1, 2, 5, 10, 20, 40))
    assert plotted["3"][4].min() < 0.6
    for bias in ("1", "3"):
        assert plotted[bias][-1] == pytest.approx(1.0)  # nothing is cut: RTRL is backpropagation through all steps
